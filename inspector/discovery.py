"""Finds the columns (栏目) of a crawled site from its pages and links, and fills the table `columns`."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from inspector import store
from inspector.columns import ColumnClass, classify
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
#: Characters of text by which a column without a list may exceed the bare template and still be blank.
BLANK_MARGIN = 60
#: Anchor texts that lead through the pages of one list.
PAGER = re.compile(
    r"^(?:首页|[上下前后]一?[页张]|[末尾][页张]|最后一?页|第?\s?\d+\s?页?|(?:19|20)\d\d年?度?|[\W_]*)$"
)
#: A target that more pages than this point at belongs to the navigation.
NAVIGATION_FROM = 3
#: So many first items in common, under one name, make two lists one column.
TWIN_ITEMS = 3

_ANCHORS = """
    SELECT url, text, times FROM anchors JOIN urls ON urls.id = target JOIN pages ON pages.id = target
    WHERE seen AND text != '' AND length(text) <= 20
"""
_NUMBERED_FILE = re.compile(
    r"((?:index|list|default|common_list|column-index)[a-z]*)[-_]\d+(?=\.\w+$)", re.IGNORECASE
)
_NUMBERED_FOLDER = re.compile(r"/(list|index)/\d+(?=\.\w+$)", re.IGNORECASE)
_NUMBERED_QUERY = re.compile(
    r"([?&])(?:page|pageno|pagenum|currpage|cur_page|pageindex|pn|p)=\d+(?=&|$)", re.IGNORECASE
)
_INDEX_FILE = re.compile(r"/(?:index|default|list)\.(?:s?html?|jhtml|jsp|aspx?|php)$", re.IGNORECASE)


def first_page(url: str) -> str:
    """The address of the column that a page of its list belongs to: pagination and index file taken off."""
    url = _NUMBERED_QUERY.sub(r"\1", url).replace("?&", "?").rstrip("?&")
    url = _NUMBERED_FILE.sub(r"\1", _NUMBERED_FOLDER.sub(r"/\1", url))
    return _INDEX_FILE.sub("/", url)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One page of a column, as much of it as is needed: large sites have thousands.

    `newest` is the newest date of its list that is not in the future, `bare` the characters of text besides
    the titles of its items; both None where it has none. `prose` is the characters of its sentences.
    `undated` are its items' ids where none is dated.
    """

    url: str
    number: int
    kind: str
    names: tuple[str | None, str | None]
    text_length: int
    needs_rendering: bool
    items: int
    first: tuple[str | None, ...]
    newest: str | None
    undated: tuple[int, ...]
    bare: int | None
    prose: int


@dataclass
class _Group:
    """The pages of one column, its first page at the front."""

    pages: list[_Leaf] = field(default_factory=list)


def discover_columns(site: Site, today: date) -> None:
    """Fill the table `columns` anew. Dates after `today` prove no update."""
    site.connection.execute("DELETE FROM columns")
    if not site.crawled:
        return
    groups = _groups(site, today)
    anchors, paged = _anchors(site, groups)
    levels = _levels(site, groups)
    bare = _bare_template(groups)
    prose = min((one.prose for g in groups.values() for one in g.pages if one.kind == "column"), default=0)
    rows: list[list[Any]] = []
    for key, group in groups.items():
        leaf = group.pages[0]
        if leaf.kind != "column" and levels.get(key) != 1:
            continue
        # A later page of another's list, or one that only answers a form, is no column of its own.
        if not anchors[key] and (key in paged or key not in levels):
            continue
        name, found = _name_and_class(leaf, anchors[key])
        newest = _newest(site, group, today)
        items = sum(page.items for page in group.pages)
        state = _state(site, leaf, newest, items, bare, prose)
        rows.append([leaf.number, name, found, levels.get(key), state, newest, items, leaf.url])
    rows = _without_twins(rows, groups)
    _inherit_from_below(rows)
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
        first = items[row[0]]
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
        WHERE seen AND internal AND id IS NOT ? AND kind IN ({",".join("?" * len(KINDS))})
        """,
        site.home,
        *KINDS,
    )
    for row in rows:
        groups[first_page(row["url"])].pages.append(_leaf(row, today.isoformat()))
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


def _anchors(site: Site, groups: dict[str, _Group]) -> tuple[dict[str, Counter[str]], set[str]]:
    """Column → how often each anchor text points at it, and those that only pagers point at."""
    anchors: dict[str, Counter[str]] = defaultdict(Counter)
    pagers: dict[str, bool] = {}
    for row in site.query(_ANCHORS):
        key = row["url"] if row["url"] in groups else first_page(row["url"])
        if not GENERIC.match(row["text"]):
            anchors[key][row["text"]] += row["times"]
        pagers[key] = pagers.get(key, True) and bool(PAGER.match(row["text"]))
    return anchors, {key for key, only in pagers.items() if only}


def _levels(site: Site, groups: dict[str, _Group]) -> dict[str, int]:
    """Steps from the home page, over columns only: 1 where the home page itself links there."""
    if site.home is None:
        return {}
    number_of = {page.number: key for key, group in groups.items() for page in group.pages}
    below: dict[str | None, set[str]] = defaultdict(set)
    for page in (site.home, *number_of):
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


def _name_and_class(leaf: _Leaf, anchors: Counter[str]) -> tuple[str, ColumnClass | None]:
    anchor = max(anchors, key=lambda text: (anchors[text], text), default="")
    names = [name for name in (leaf.names[0], anchor, leaf.names[1]) if name]
    found = [one for name in names if (one := classify(name, leaf.url))]
    return (names[0] if names else leaf.url), max(found, key=lambda one: one.confidence, default=None)


def _leaf(row: Any, today: str) -> _Leaf:
    facts = json.loads(row["facts"])
    items = facts["listing"]["items"] if facts["listing"] else []
    dates = [item["published"] for item in items if item["published"] and item["published"] <= today]
    bare = row["text_length"] - sum(len(item["title"]) for item in items)
    return _Leaf(
        url=row["url"],
        number=row["id"],
        kind=facts["kind"],
        names=(facts["head_tags"].get("ColumnName"), facts["title"]),
        text_length=row["text_length"],
        needs_rendering=bool(row["needs_rendering"]),
        items=len(items),
        first=tuple(item["url"] for item in items[:TWIN_ITEMS]),
        newest=max(dates, default=None),
        undated=() if dates else tuple(url_id(item["url"]) for item in items if item["url"]),
        bare=bare if facts["kind"] == "column" and facts["listing"] else None,
        prose=facts.get("prose") or 0,
    )


def _newest(site: Site, group: _Group, today: date) -> date | None:
    """The newest date of the lists or, where they show none, of the articles they lead to."""
    known = [page.newest for page in group.pages if page.newest]
    if not known:
        targets = {target for page in group.pages for target in page.undated}
        rows = site.query(
            """
            SELECT max(published) AS newest FROM pages JOIN json_each(?) item ON pages.id = item.value
            WHERE published <= ?
            """,
            json.dumps(sorted(targets)),
            today.isoformat(),
        )
        known = [row["newest"] for row in rows if row["newest"]]
    return date.fromisoformat(max(known)) if known else None


def _state(site: Site, leaf: _Leaf, newest: date | None, items: int, bare: int | None, prose: int) -> str:
    """The state of a column; `bare` and `prose` are what even the emptiest page of the site shows."""
    if newest:
        return "dated"
    if leaf.needs_rendering:
        return "unseen"
    if items:
        read = next(
            site.query(
                """
                SELECT count(*) AS articles FROM links JOIN pages ON pages.id = target
                WHERE page = ? AND seen AND pages.kind IN ('article', 'document')
                """,
                leaf.number,
            )
        )
        return "undated" if read["articles"] else "unseen"
    if leaf.kind != "column":
        return "text"
    own = _own_links(site, leaf.number, leaf.url)
    if bare is None or not all(own):
        return "unseen"
    if own or leaf.prose > prose:
        return "text"
    # Something stands there besides the template, but it is neither a list nor a sentence.
    return "unseen" if leaf.text_length > bare + BLANK_MARGIN else "blank"


def _own_links(site: Site, number: int, url: str) -> list[bool]:
    """Whether each page was seen that this one, and hardly another, points at, or that stands below it.

    What the whole site's navigation points at is not of the page's own content.
    """
    folder = urlsplit(first_page(url)).path
    rows = site.query(
        """
        SELECT url, coalesce(seen, 0) AS seen,
               (SELECT count(DISTINCT page) FROM links WHERE target = urls.id) AS times
        FROM (SELECT DISTINCT target FROM links WHERE page = ? AND kind IN ('page', 'frame', 'attachment'))
        JOIN urls ON urls.id = target LEFT JOIN pages ON pages.id = target WHERE target != ?
        """,
        number,
        number,
    )
    return [
        bool(row["seen"])
        for row in rows
        if row["times"] <= NAVIGATION_FROM
        or (folder.endswith("/") and folder != "/" and urlsplit(row["url"]).path.startswith(folder))
    ]


def _bare_template(groups: dict[str, _Group]) -> int | None:
    """Characters of text that a list page of this site shows besides its items; None where none is known."""
    lengths = [page.bare for group in groups.values() for page in group.pages if page.bare is not None]
    return min(lengths, default=None)


def _inherit_from_below(rows: list[list[Any]]) -> None:
    """A column without items of its own, under which others stand, is their gateway and as new as they."""
    for row in rows:
        _, _, _, _, state, newest, _, url = row
        folder = first_page(url)
        if state not in ("blank", "text", "unseen") or not folder.endswith("/"):
            continue
        below = [other for other in rows if other is not row and other[7].startswith(folder)]
        if below:
            row[4] = "gateway"
            row[5] = max((other[5] for other in below if other[5]), default=newest)
