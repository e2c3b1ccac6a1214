"""The annual reports on government information disclosure: published each year, in time, and written anew."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from inspector import Finding, Outcome, Site, _, likeness, site_rule

_TITLE = re.compile(
    r"^(?P<before>[^,，。:：\d]{0,40}?)(?P<year>20[0-4]\d)(?:年度?)?(?P<between>[^,，。:：\d]{0,30}?)"
    r"(?:政府|政务)?信息公开(?:工作)?(?:年度?)?(?:工作)?(?:报告|年报)"
)
_NO_REPORT = re.compile("解读|图解|通知|方案|网站|通报|公告")
# Who reports by 31 March: governments, and below the counties whoever governs.
_GOVERNMENT = re.compile(r"(?:政府|街道|街道办事处|办事处|[镇乡省市县区州旗盟])$")
_BATCH = 5  # so many late reports published on one day were moved there, not written then
_MOVED = 365  # days: what is a year late was moved, too
_MODEL = 30  # what so many reports say stands in the model that they follow
_UNVISITED = 0.2  # of what is linked may be unvisited before absence proves nothing


@dataclass(frozen=True)
class _Report:
    body: str
    year: int
    url: str
    title: str
    published: date | None = None
    sketch: str = ""


@site_rule(applies=lambda site: next(iter(_reports(site)), None) is not None)
def annual_report_publication(
    site: Site,
    first_year: int = 2008,
    department: Sequence[int] = (1, 31),
    government: Sequence[int] = (3, 31),
    alike: float = 0.8,
    *,
    today: date,
) -> Iterator[Finding]:
    """Every body publishes its annual report on disclosure each year, in time, and writes its own.

    Why: departments report by 31 January, governments by 31 March; for the years until 2018 everybody did by
    31 March. Whoever reports late, not at all, or with the text of another body may be held to account
    (article 47 of the regulations of 2019).

    Fix: publish the missing reports under the name of the body and with the year in the title; let every body
    write what it did itself.
    """
    reports = list(_reports(site))
    due = {"department": (department[0], department[1]), "government": (government[0], government[1])}
    yield from _missing(site, reports, first_year, due, today)
    yield from _late(reports, due)
    yield from _copied(reports, alike)


def _reports(site: Site) -> Iterator[_Report]:
    """The reports that were read, then those that are only named by a link."""
    seen = set()
    rows = site.query(
        """
        SELECT url, title, published, facts FROM pages JOIN urls USING (id)
        WHERE kind = 'annual_report' AND facts LIKE '%"sketch"%' ORDER BY url
        """
    )
    for row in rows:
        fact = json.loads(row["facts"]).get("annual_report")
        if fact and fact["year"] and fact["organisation"]:
            published = date.fromisoformat(row["published"]) if row["published"] else None
            title = row["title"] or ""
            seen.add((fact["organisation"], fact["year"]))
            yield _Report(fact["organisation"], fact["year"], row["url"], title, published, fact["sketch"])
    rows = site.query(
        """
        SELECT DISTINCT url, text FROM links JOIN urls ON urls.id = target
        WHERE text LIKE '%20%信息公开%报%' AND length(text) <= 80 AND links.kind IN ('page', 'attachment')
        ORDER BY url, text
        """
    )
    for row in rows:
        match = _TITLE.search(row["text"].replace(" ", ""))
        body = match and (match["before"] or match["between"]).strip("的关于《")
        if match and body and not _NO_REPORT.search(row["text"]) and (body, int(match["year"])) not in seen:
            seen.add((body, int(match["year"])))
            yield _Report(body, int(match["year"]), row["url"], row["text"])


def _due(body: str, year: int, due: dict[str, tuple[int, int]]) -> date:
    """The last day on which a body's report for a year was to be published."""
    own = "government" if year <= 2018 or _GOVERNMENT.search(body) else "department"
    last = date(year + 1, *due[own])
    while not _is_workday(last):  # a term that ends on a holiday ends on the first working day after it
        last += timedelta(days=1)
    return last


def _is_workday(day: date) -> bool:
    from chinese_calendar import is_workday

    try:
        return bool(is_workday(day))
    except NotImplementedError:  # a year that the calendar does not cover
        return day.weekday() < 5


def _missing(
    site: Site, reports: list[_Report], first: int, due: dict[str, tuple[int, int]], today: date
) -> Iterator[Finding]:
    """Years without a report, for bodies that have reported in two others.

    A body may have been founded, dissolved or renamed, so that only a gap between two of its reports is sure;
    and nothing is, where the crawl did not see the whole site.
    """
    years: dict[str, set[int]] = defaultdict(set)
    urls: dict[str, str] = {}
    for report in reports:
        years[report.body].add(report.year)
        urls[report.body] = report.url
    whole = site.crawled and site.unvisited <= _UNVISITED
    for body in sorted(years):
        have = years[body]
        if len(have) < 2:
            continue
        last = today.year - 1
        while last > max(have) and _due(body, last, due) >= today:
            last -= 1
        for year in range(max(min(have), first), last + 1):
            if year not in have:
                gap = year < max(have)
                yield Finding(
                    _("no annual report of {body} for {year} was found"),
                    at="list",
                    seen=body,
                    key=f"missing:{body}:{year}",
                    outcome=Outcome.FAILED if gap and whole else Outcome.CANT_TELL,
                    url=site.home_url,
                    check="missing",
                    body=body,
                    year=year,
                )


def _late(reports: list[_Report], due: dict[str, tuple[int, int]]) -> Iterator[Finding]:
    late = [r for r in reports if r.published and r.published > _due(r.body, r.year, due)]
    moved = {day for day, count in Counter(report.published for report in late).items() if count >= _BATCH}
    for report in late:
        assert report.published
        last = _due(report.body, report.year, due)
        sure = report.published not in moved and (report.published - last).days <= _MOVED
        yield Finding(
            _("the report of {body} for {year} was published on {published}, after {due}"),
            at="date",
            seen=report.title,
            key=f"late:{report.year}",
            outcome=Outcome.FAILED if sure else Outcome.CANT_TELL,
            url=report.url,
            check="late",
            body=report.body,
            year=report.year,
            published=report.published.isoformat(),
            due=last.isoformat(),
        )


def _copied(reports: list[_Report], alike: float) -> Iterator[Finding]:
    """Reports that say what another body's, or last year's, says."""
    holders: dict[str, list[_Report]] = defaultdict(list)
    # Of two the later is the copy.
    sketched = sorted(
        (r for r in reports if r.sketch), key=lambda r: (r.year, r.published or date.max, r.url)
    )
    for report in sketched:
        runs = [report.sketch[place : place + 8] for place in range(0, len(report.sketch), 8)]
        near = Counter(other for run in runs for other in holders[run])
        for run in runs:
            if len(holders[run]) < _MODEL:
                holders[run].append(report)
        for other in near:
            if report.body != other.body and report.year != other.year:
                continue
            share = likeness(report.sketch, other.sketch)
            if share < alike:
                continue
            yield Finding(
                _("{percent} % of the text of this report and of that of {body} for {year} are the same"),
                at="text",
                seen=report.title,
                key=f"copied:{other.body}:{other.year}",
                outcome=Outcome.CANT_TELL,
                url=report.url,
                check="copied",
                percent=round(100 * share),
                body=other.body,
                year=other.year,
                other=other.url,
            )
