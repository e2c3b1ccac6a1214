"""Finds the columns (栏目) of a crawled site from its pages and links, and fills the table `columns`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from operator import itemgetter
from typing import Any

from inspector import store
from inspector.columns.classes import ColumnClass, classify, filed_away
from inspector.columns.state import TWIN_ITEMS, Leaf, first_page, frames_of, leaf, state_of, template
from inspector.site import Site
from inspector.urls import url_id

#: Kinds of page that stand for a column of their own when the navigation leads to them.
KINDS = (
    "column",
    "mailbox",
    "application",
    "disclosure_guide",
    "disclosure_system",
    "organization",
    "leader",
)
#: Anchor texts that name no column.
GENERIC = re.compile(
    r"^(更多|more|查看|详[情细]|进入|点击|返回|首页|上一页|下一页|末页|尾页|(?:19|20)\d\d年?度?$|[\d\W]*$)",
    re.IGNORECASE,
)
#: Anchor texts that lead through the pages of one list.
PAGER = re.compile(
    r"^(?:首页|[上下前后]一?[页张]|[末尾][页张]|最后一?页|第?\s?\d+\s?页?|(?:19|20)\d\d年?度?|[\W_]*)$"
)
#: What sorts after every character of an address.
_AFTER = "\U0010ffff"
#: News count wherever they stand, so that those gathered from columns below must not count again.
NEWS = "动态要闻"
#: A page that is no list is a column of its own, however deep it stands, where links call it so for sure.
SURE = 0.9

_ANCHORS = """
    SELECT url, text, times FROM anchors JOIN urls ON urls.id = target JOIN pages ON pages.id = target
    WHERE seen AND text != '' AND length(text) <= 20
"""


@dataclass
class _Group:
    """The pages of one column, its first page at the front, and those in frames of that."""

    pages: list[Leaf] = field(default_factory=list)
    frames: list[Leaf] = field(default_factory=list)


def discover_columns(site: Site, today: date) -> None:
    """Fill the table `columns` anew. Dates after `today` prove no update."""
    site.connection.execute("DELETE FROM columns")
    if not site.crawled:
        return
    groups = _groups(site, today)
    anchors, paged, linked = _anchors(site, groups)
    _take_frames(site, groups, anchors, today)
    levels = _levels(site, groups)
    shown = template(page for group in groups.values() for page in group.pages)
    rows: list[list[Any]] = []
    hubs: set[int] = set()
    for key, group in groups.items():
        first = group.pages[0]
        if first.kind != "column" and levels.get(key) != 1 and not _called(anchors[key]):
            continue
        # A later page of another's list, or one that only answers a form, is no column of its own.
        if not anchors[key] and (key in paged or (key not in levels and key not in linked)):
            continue
        name, found = _name_and_class(first, anchors[key])
        if filed_away(name, today.year):
            found = None  # nobody writes to it any more, and it stands for no column that is expected
        class_ = found.name if found else None
        state, newest = state_of(site, group.pages, group.frames, class_, shown, today)
        items = sum(page.items for page in (*group.pages, *group.frames))
        rows.append([first.number, name, found, levels.get(key), state, newest, items, first.url])
        hubs |= {first.number} if first.kind == "column" else set()
    rows = _without_twins(rows, groups)
    _inherit_from_below(site, rows, hubs, {g.pages[0].number: g.pages[0].first for g in groups.values()})
    site.connection.executemany(
        store.insert("columns"),
        [
            (
                number,
                name,
                found.name if found else None,
                found.confidence if found else None,
                found.reason if found else None,
                level,
                state,
                newest.isoformat() if newest else None,
                items,
            )
            for number, name, found, level, state, newest, items, _ in rows
        ],
    )
    _apply_ledger(site)


def _without_twins(rows: list[list[Any]], groups: dict[str, _Group]) -> list[list[Any]]:
    """One row for a column that stands under several addresses: same name, same first items."""
    kept: dict[Any, list[Any]] = {}
    items = {group.pages[0].number: group.pages[0].first for group in groups.values()}
    for row in sorted(rows, key=lambda row: (row[3] or 99, len(row[7]), row[7])):
        first = items[row[0]][:TWIN_ITEMS]
        kept.setdefault((row[1], *first) if len(first) == TWIN_ITEMS else row[7], row)
    return sorted(kept.values(), key=lambda row: str(row[7]))


def _apply_ledger(site: Site) -> None:
    """Find the columns of the ledger among those found; the class that the office gives stands above ours."""
    found: dict[str, Any] = {}
    for row in site.query("SELECT page, url, class, reason FROM columns JOIN urls ON urls.id = page"):
        found[place_of(row["url"])] = row
    for known in list(site.query("SELECT url, class FROM ledger")):
        column = found.get(place_of(known["url"]))
        site.connection.execute(
            "UPDATE ledger SET page = ? WHERE url = ?", (column["page"] if column else None, known["url"])
        )
        if column and column["class"] != known["class"]:
            site.connection.execute(
                "UPDATE columns SET class = ?, confidence = 1, reason = ? WHERE page = ?",
                (known["class"], f"ledger, not {column['class']}: {column['reason']}", column["page"]),
            )


def place_of(url: str) -> str:
    """What tells a column from others, however its address is written."""
    return first_page(url).partition("://")[2]


def _groups(site: Site, today: date) -> dict[str, _Group]:
    groups: dict[str, _Group] = defaultdict(_Group)
    rows = site.query(
        f"""
        SELECT id, url, facts, text_length, needs_rendering FROM pages JOIN urls USING (id)
        WHERE seen AND internal AND id NOT IN (?, ?) AND kind IN ({",".join("?" * len(KINDS))})
        """,
        site.home or 0,
        url_id(site.start),  # a page that only leads on to the front page
        *KINDS,
    )
    for row in rows:
        groups[first_page(row["url"])].pages.append(leaf(row, today.isoformat()))
    _split(site, groups)
    for key, group in groups.items():
        group.pages.sort(
            key=lambda page: (
                first_page(page.url) != page.url and page.url != key,
                len(page.url),
                page.url,
            )
        )
    return dict(sorted(groups.items()))


def _split(site: Site, groups: dict[str, _Group]) -> None:
    """Numbered addresses that links call by different names are columns, not the pages of one list."""
    named: dict[str, set[str]] = defaultdict(set)
    for row in site.query(_ANCHORS):
        if not GENERIC.match(row["text"]):
            named[row["url"]].add(row["text"])
    for key, group in list(groups.items()):
        names = {page.url: frozenset(named.get(page.url, ())) for page in group.pages}
        if key in names or len({one for one in names.values() if one}) < 2:
            continue
        del groups[key]
        for page in group.pages:
            groups[page.url].pages.append(page)


def _take_frames(
    site: Site, groups: dict[str, _Group], anchors: dict[str, Counter[str]], today: date
) -> None:
    """What stands in frames of a column, and is named by no link, is of that column and none of its own."""
    for key, group in list(groups.items()):
        if key not in groups:
            continue
        first = group.pages[0]
        for frame in frames_of(site, first, today):
            own = frame.url if frame.url in groups else first_page(frame.url)
            if own == key:
                group.frames += [frame] if all(page.number != frame.number for page in group.pages) else []
            elif not anchors[own]:
                group.frames += groups.pop(own).pages if own in groups else [frame]
        if first.bare is None and any(frame.items for frame in group.frames):
            group.pages[0] = replace(first, bare=first.text_length)


def _anchors(site: Site, groups: dict[str, _Group]) -> tuple[dict[str, Counter[str]], set[str], set[str]]:
    """Column → how often each anchor text points at it; those that only pagers point at; and the others."""
    anchors: dict[str, Counter[str]] = defaultdict(Counter)
    pagers: dict[str, bool] = {}
    for row in site.query(_ANCHORS):
        key = row["url"] if row["url"] in groups else first_page(row["url"])
        if not GENERIC.match(row["text"]):
            anchors[key][row["text"]] += row["times"]
        pagers[key] = pagers.get(key, True) and bool(PAGER.match(row["text"]))
    only = {key for key, alone in pagers.items() if alone}
    return anchors, only, pagers.keys() - only


def _levels(site: Site, groups: dict[str, _Group]) -> dict[str, int]:
    """Steps from the home page, over columns only: 1 where the home page itself links there."""
    if site.home is None:
        return {}
    number_of = {page.number: key for key, group in groups.items() for page in (*group.pages, *group.frames)}
    below: dict[str | None, set[str]] = defaultdict(set)
    for page in (*site.front, *number_of):
        rows = site.query("SELECT DISTINCT target FROM links WHERE page = ? AND kind != 'form'", page)
        for row in rows:
            if target := number_of.get(row["target"]):
                below[number_of.get(page)].add(target)
    levels: dict[str, int] = {}
    frontier: Iterable[str] = below[None]
    level = 1
    while frontier:
        for key in frontier:
            levels[key] = level
        level += 1
        frontier = {child for key in frontier for child in below[key] if child not in levels}
    return levels


def _called(anchors: Counter[str]) -> bool:
    """Whether links call a page by the usual name of a column."""
    return any((found := classify(text)) and found.confidence >= SURE for text in anchors)


def _name_and_class(page: Leaf, anchors: Counter[str]) -> tuple[str, ColumnClass | None]:
    anchor = max(anchors, key=lambda text: (anchors[text], text), default="")
    names = [name for name in (page.names[0], anchor, page.names[1]) if name]
    found = [one for name in names if (one := classify(name, page.url))]
    return (names[0] if names else page.url), max(found, key=lambda one: one.confidence, default=None)


def _inherit_from_below(
    site: Site, rows: list[list[Any]], hubs: set[int], first: dict[int, tuple[int, ...]]
) -> None:
    """A column without items of its own, under which others stand, is their gateway and as new as they.

    Under it stands what its address begins with, or what it links that is one step further from the front
    page and that not every column links; a page of another kind (of a leader, say) has only the former. A
    column of news whose first items all stand in columns that it links only gathers what others hold.
    """
    steps = {row[0]: row[3] for row in rows}
    linked = {
        row[0]: {
            one["target"]
            for one in site.query("SELECT target FROM links WHERE page = ? AND kind = 'page'", row[0])
            if one["target"] in steps
        }
        for row in rows
    }
    times = Counter(target for targets in linked.values() for target in targets)
    by_number = {row[0]: row for row in rows}
    by_url = sorted(rows, key=itemgetter(7))
    for row in rows:
        number, _, found, level, state, newest, _, url = row
        if state == "dated" and found and found.name == NEWS and first[number]:
            held = {
                item
                for other in map(by_number.__getitem__, linked[number] - {number})
                if (other[3] or 99, other[7]) > (level or 99, url)
                for item in first[other[0]]
            }
            row[4] = "gateway" if held.issuperset(first[number]) else state
        if state not in ("blank", "text", "unseen"):
            continue
        folder = first_page(url)
        further = {
            target
            for target in linked[number]
            if level
            and number in hubs
            and steps[target] == level + 1
            and times[target] * 2 <= max(len(rows), 4)
        }
        below = [by_number[target] for target in further]
        if folder.endswith("/"):
            ends = (bisect_left(by_url, end, key=itemgetter(7)) for end in (folder, folder + _AFTER))
            below += by_url[slice(*ends)]
        below = [other for other in below if other is not row]
        if below:
            row[4] = "gateway"
            row[5] = max((other[5] for other in below if other[5]), default=newest)
