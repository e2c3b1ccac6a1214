"""The annual report on a website's work (政府网站工作年度报表)."""

import re
from collections.abc import Iterator
from datetime import date

from inspector import Finding, Outcome, Site, _, site_rule

_REPORT = re.compile(r"网站.{0,6}(?:年度?报表|年报|报表)|网站.{0,8}年度.{0,4}报表")
_OTHER = re.compile("监管|信息公开")
_SHARE = 0.2  # of what is linked may be unvisited before absence proves nothing
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@site_rule(applies=lambda site: site.crawled and site.home is not None)
def website_report(site: Site, due_month: int = 1, due_day: int = 31, *, today: date) -> Iterator[Finding]:
    """The report on the website's work in the last year is published in time and linked from the home page.

    Why: it tells the public what the site did: what was published, how many letters came in and were
    answered, which attacks there were. It is due by the end of January.

    Fix: fill in the form, publish it as a page that says its year in the title, and link it from the home
    page.
    """
    due = date(today.year, due_month, due_day)
    year = today.year - 1 if today > due else today.year - 2
    due = date(year + 1, due_month, due_day)
    reports = _reports(site)
    of_year = [report for report in reports if report[0] == year]
    if not of_year:
        undated = [report for report in reports if report[0] is None]
        yield Finding(
            _("no report on the website's work in {year} was found"),
            at="navigation",
            seen=undated[0][2] if undated else "",
            key="missing",
            outcome=Outcome.CANT_TELL if undated or _in_doubt(site) else Outcome.FAILED,
            url=site.home_url,
            year=year,
        )
        return
    dates = sorted(published for _year, _url, _title, published in of_year if published)
    if dates and dates[0] > due:
        late = next(report for report in of_year if report[3] == dates[0])
        yield Finding(
            _("the report on {year} was published on {published}, after {due}"),
            at="date",
            seen=late[2],
            key="late",
            url=late[1],
            year=year,
            published=dates[0].isoformat(),
            due=due.isoformat(),
        )
    if not _on_home(site):
        yield Finding(
            _("the home page has no link to the report on the website's work"),
            at="navigation",
            seen=of_year[0][2],
            key="home",
            outcome=Outcome.CANT_TELL,
            url=site.home_url,
            year=year,
        )


def _reports(site: Site) -> list[tuple[int | None, str, str, date | None]]:
    """Year, address, title and publication date of what is called such a report."""
    rows = site.query(
        """
        SELECT url, links.text AS text, pages.title AS title, pages.published AS published
        FROM links JOIN urls ON urls.id = target LEFT JOIN pages ON pages.id = target
        WHERE links.text LIKE '%网站%' AND links.kind IN ('page', 'attachment') AND length(links.text) <= 80
        UNION SELECT url, title, title, published FROM pages JOIN urls USING (id) WHERE title LIKE '%网站%报%'
        ORDER BY url
        """
    )
    found = []
    for row in rows:
        title = next((t for t in (row["title"], row["text"]) if t and _REPORT.search(t)), "")
        if title and not _OTHER.search(title):
            year = _YEAR.search(title) or _YEAR.search(row["text"] or "")
            published = date.fromisoformat(row["published"]) if row["published"] else None
            found.append((int(year[1]) if year else None, row["url"], title, published))
    return found


def _in_doubt(site: Site) -> bool:
    """Whether a report that was not seen may yet be there."""
    return site.home_in_doubt or site.unvisited > _SHARE


def _on_home(site: Site) -> bool:
    rows = site.query("SELECT text FROM links WHERE page = ? AND text LIKE '%报%'", site.home)
    return any(_REPORT.search(row["text"]) for row in rows)
