"""The main list of a page: its items, and how fresh it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from inspector.facts.listing.groups import Group, groups_of, unlinked_groups
from inspector.facts.listing.row_dates import url_date, with_year
from inspector.facts.listing.rows import Row
from inspector.urls import join

if TYPE_CHECKING:
    from inspector.page import Page


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list: full title, canonical URL (None where it points nowhere), date if shown.

    `inferred` marks a date whose year was not shown and had to be inferred.
    """

    title: str
    url: str | None
    published: date | None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The main list of a page; `undated` where its items carry no dates."""

    items: tuple[ListItem, ...]
    newest: date | None
    undated: bool


_WITHOUT_LIST = frozenset(
    (
        "article",
        "document",
        "letter",
        "leader",
        "service_guide",
        "annual_report",
        "disclosure_guide",
        "organization",
        "sitemap",
        "error",
        "fragment",
    )
)
_YEARED = re.compile(r"(?:19|20)\d\d ?[-./年] ?\d")


def read_listing(page: Page) -> Listing | None:
    """The main list of a column page; on a front page all its dated lists together.

    None where the page is no list (an article, a letter, an error page …) or shows no items.
    """
    kind = page.kind.name
    if page.media != "html" or kind in _WITHOUT_LIST:
        return None
    groups: list[Group] = []
    if page.written and ("<recordset" in page.markup or "<li" in page.written or "<tr" in page.written):
        from inspector.facts.parsing import parse

        groups = groups_of(parse(page.written))
        if "<recordset" not in page.markup or not any(group.score for group in groups):
            groups += groups_of(page.tree, page)
    else:
        groups = groups_of(page.tree, page)
    if kind != "home":
        groups = [group for group in groups if not group.aside]
    scored = [group for group in groups if group.score]
    dated = any(group.dated and not group.side for group in scored)
    if not dated and len(_YEARED.findall(page.text)) >= 3:
        scored += [group for group in unlinked_groups(page.tree) if group.score]
    if scored:
        best = max(scored, key=lambda group: (not group.side, group.score))
    elif kind == "column" and (pictured := [group for group in groups if group.pictured]):
        best = max(pictured, key=lambda group: (not group.side, len(group.rows)))
    else:
        return None
    rows = best.rows
    if best.dated:
        rows = [row for group in scored if group is best or group.continues(best) for row in group.rows]
    if kind == "home" and best.dated:
        rows = [row for group in scored if group.dated and group.context >= 0.5 for row in group.rows] or rows
    if kind == "other" and len(rows) < 3:
        return None
    items = tuple(_items(rows, page))
    newest = max((item.published for item in items if item.published), default=None)
    return Listing(items, newest, undated=newest is None)


def _items(rows: list[Row], page: Page) -> list[ListItem]:
    fetched = page.fetched.date()
    items: list[ListItem] = []
    seen: set[tuple[str, str | None]] = set()
    latest: date | None = None
    for row in rows:
        url = join(page.url, row.href) if row.href else None
        if (row.title, url) in seen:
            continue
        seen.add((row.title, url))
        published: date | None = None
        inferred = False
        if row.shown:
            if row.shown.year:
                published = row.shown.date()
            else:
                inferred = True
                published = with_year(row.shown, url_date(url or ""), latest, fetched)
        if published:
            latest = published
        items.append(ListItem(row.title, url, published, inferred))
    return items
