"""Consultations and surveys."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta

from inspector import Column, Finding, Outcome, Site, _, site_rule

_CALL = re.compile("征求|征集|调查|问卷|评议|投票|测评")
_QUOTED = re.compile(r"《[^《》]{0,80}》")
_RESULT = re.compile("结果|反馈|采纳|汇总|情况说明")


@site_rule(applies=lambda site: site.crawled and site.home is not None)
def surveys(
    site: Site, least: int = 1, expected: int = 0, days: int = 365, result_days: int = 31, *, today: date
) -> Iterator[Finding]:
    """The site asks for opinions, regularly, and tells what came of it.

    Why: a column of consultations in which nothing has been asked for a year, or in which the answers vanish,
    teaches visitors that their opinion does not count.

    Fix: put drafts and questions to the public through the site, and publish the result within a month of
    the end, in the same column.
    """
    columns = [column for column in site.columns if column.class_ == "征集调查"]
    if not columns:
        anchor = site.named.get("征集调查") or _anchor(site)
        yield Finding(
            _("the column of consultations is linked as {anchor}, but was not seen")
            if anchor
            else _("there is no column of consultations and surveys"),
            at="navigation",
            seen=anchor or "",
            key="none",
            outcome=Outcome.CANT_TELL if anchor or site.partly_seen else Outcome.FAILED,
            url=site.home_url,
            aspect="column",
            anchor=anchor or "",
        )
        return
    since = today - timedelta(days=days)
    items: dict[tuple[str, str], date | None] = {}
    whole = all(_items(site, column, items, since) for column in columns)
    told = {title for (title, _url), day in items.items() if day and since <= day <= today}
    held = {title for title in told if not _is_result(title)}
    if len(told) < least:
        yield Finding(
            _("{count} consultation(s) within {days} days; {least} are expected"),
            at="list",
            seen=columns[0].name,
            key="few",
            outcome=Outcome.FAILED if whole else Outcome.CANT_TELL,
            url=columns[0].url,
            aspect="number",
            count=len(told),
            days=days,
            least=least,
        )
    elif len(held) < expected:
        yield Finding(
            _("{count} consultation(s) within {days} days, not {expected}: {titles}"),
            at="list",
            seen=columns[0].name,
            key="fewer",
            outcome=Outcome.CANT_TELL,
            url=columns[0].url,
            aspect="number",
            count=len(held),
            days=days,
            expected=expected,
            titles=sorted(held),
        )
    yield from _without_result(site, items, result_days, since, today)


def _is_result(title: str) -> bool:
    """Whether a title tells of the result of a consultation: the word for it stands behind the last call."""
    bare = _QUOTED.sub("", title)
    results = [match.start() for match in _RESULT.finditer(bare)]
    return bool(results) and results[-1] >= max((match.start() for match in _CALL.finditer(bare)), default=0)


def _anchor(site: Site) -> str:
    """The text of any link that may lead to consultations, or ""."""
    rows = site.query("SELECT DISTINCT text FROM anchors WHERE length(text) BETWEEN 2 AND 12 ORDER BY text")
    return next((row["text"] for row in rows if _CALL.search(row["text"])), "")


def _items(site: Site, column: Column, items: dict[tuple[str, str], date | None], since: date) -> bool:
    """Add the column's items; whether its list was seen back to the beginning of the period."""
    folder = column.url.rpartition("/")[0] + "/"
    rows = site.query(
        """
        SELECT json_extract(facts, '$.listing') AS listing, needs_rendering FROM pages JOIN urls USING (id)
        WHERE id = :page OR (seen AND pages.kind = 'column' AND substr(url, 1, length(:folder)) = :folder)
        ORDER BY url
        """,
        page=column.page,
        folder=folder,
    )
    whole = True
    days: list[date] = []
    for row in rows:
        listing = json.loads(row["listing"] or "null")
        whole = whole and not row["needs_rendering"] and bool(listing) and not listing["undated"]
        for item in (listing or {"items": []})["items"]:
            day = date.fromisoformat(item["published"]) if item["published"] else None
            items[item["title"], item["url"] or ""] = day
            days += [day] if day else []
    paged = next(
        site.query(
            "SELECT 1 FROM links WHERE page = ? AND text IN ('下一页', '下页', '尾页', '末页')", column.page
        ),
        None,
    )
    return whole and bool(days) and (not paged or min(days) < since)


def _without_result(
    site: Site, items: dict[tuple[str, str], date | None], result_days: int, since: date, today: date
) -> Iterator[Finding]:
    told = [title for title, _url in items if _RESULT.search(title)]
    rows = site.query(
        """
        SELECT url, title, json_extract(facts, '$.fields.ends.value') AS ends,
               json_extract(facts, '$.fields.result') AS result
        FROM pages JOIN urls USING (id)
        WHERE seen AND internal AND json_extract(facts, '$.fields.ends') IS NOT NULL ORDER BY url
        """
    )
    for row in rows:
        try:
            ends = date.fromisoformat(row["ends"])
        except ValueError:
            continue
        due = ends + timedelta(days=result_days)
        if row["result"] or due >= today or ends < since or any(_same(row["title"], one) for one in told):
            continue
        # The result may have been published under another title or elsewhere.
        yield Finding(
            _("the consultation ended on {ends}, and no result was found"),
            at="page",
            seen=row["title"] or "",
            key="result",
            outcome=Outcome.CANT_TELL,
            url=row["url"],
            aspect="result",
            ends=row["ends"],
        )


def _same(title: str, result: str) -> bool:
    """Whether a result is that of a consultation, by the letters their titles share."""
    core = set(title) - set("关于的征求意见公告集调查启事通知活动")
    return bool(core) and len(core & set(result)) / len(core) >= 0.7
