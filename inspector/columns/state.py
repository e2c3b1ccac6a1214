"""What can be seen in one column: its newest date, and whether it is dated, blank or not to be seen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from inspector.site import Site
from inspector.urls import url_id

#: Characters of text by which a column without a list may exceed the bare template and still be blank.
BLANK_MARGIN = 60
#: Other versions of the site: they show little until a script or a browser's own language makes them.
VERSIONS = frozenset(("多语言", "无障碍"))
#: A target that more pages than this point at belongs to the navigation.
NAVIGATION_FROM = 3
#: So many first items in common, under one name, make two lists one column; so many are kept.
TWIN_ITEMS, KEPT_ITEMS = 3, 10

# The parts of a site: they hold columns, often no more than those that the menu of every page holds too.
_PART = re.compile(
    "(?:(?:政府)?信息|政务|政府)公开|(?:政民|公众|互动|官民)(?:互动|交流|参与)|(?:政务|办事|便民|公共|网上)(?:服务|办事)"
    "|新闻中心|专题专栏|解读回应|走进[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{2,3}概况"
)
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
class Leaf:
    """One page of a column, as much of it as is needed: large sites have thousands.

    `newest` is the newest date of its list that is not in the future, `bare` the characters of text besides
    the titles of its items; both None where it has none. `prose` is the characters of its sentences,
    `nothing` whether it says that there is nothing, `form` whether something can be written there.
    `first` are the ids of its first items, `undated` of all where none is dated.
    """

    url: str
    number: int
    kind: str
    names: tuple[str | None, str | None]
    text_length: int
    needs_rendering: bool
    items: int
    first: tuple[int, ...]
    newest: str | None
    undated: tuple[int, ...]
    bare: int | None
    prose: int
    nothing: bool
    form: bool


@dataclass(frozen=True, slots=True)
class Template:
    """What even the emptiest page of the site shows: characters of text and of sentences; None: unknown."""

    bare: int | None
    prose: int


def leaf(row: Any, today: str) -> Leaf:
    """A page of a column, from its row; dates after `today` prove no update."""
    facts = json.loads(row["facts"])
    items = facts["listing"]["items"] if facts["listing"] else []
    dates = [item["published"] for item in items if item["published"] and item["published"] <= today]
    bare = row["text_length"] - sum(len(item["title"]) for item in items)
    return Leaf(
        url=row["url"],
        number=row["id"],
        kind=facts["kind"],
        names=(facts["head_tags"].get("ColumnName"), facts["title"]),
        text_length=row["text_length"],
        needs_rendering=bool(row["needs_rendering"]),
        items=len(items),
        first=tuple(url_id(item["url"] or "") for item in items[:KEPT_ITEMS]),
        newest=max(dates, default=None),
        undated=() if dates else tuple(url_id(item["url"]) for item in items if item["url"]),
        bare=bare if facts["kind"] == "column" and facts["listing"] else None,
        prose=facts.get("prose") or 0,
        nothing="nothing" in (facts.get("fields") or {}),
        form="form" in (facts.get("fields") or {}),
    )


def frames_of(site: Site, page: Leaf, today: date) -> list[Leaf]:
    """The pages of the site that stand in frames of this page, and of hardly another."""
    rows = site.query(
        """
        SELECT id, url, facts, text_length, needs_rendering FROM pages JOIN urls USING (id)
        WHERE seen AND internal AND id != :page
            AND id IN (SELECT target FROM links WHERE page = :page AND kind = 'frame')
            AND (SELECT count(DISTINCT page) FROM links WHERE target = id AND kind = 'frame') <= :most
        """,
        page=page.number,
        most=NAVIGATION_FROM,
    )
    return [leaf(row, today.isoformat()) for row in rows]


def template(leaves: Iterable[Leaf]) -> Template:
    """What the list pages of a site show besides their items."""
    columns = [leaf for leaf in leaves if leaf.kind == "column"]
    bare = min((leaf.bare for leaf in columns if leaf.bare is not None), default=None)
    return Template(bare, min((leaf.prose for leaf in columns), default=0))


def state_of(
    site: Site, pages: list[Leaf], frames: list[Leaf], class_: str | None, shown: Template, today: date
) -> tuple[str, date | None]:
    """The state of a column (see `inspector.site.Column`) and its newest date; the first page leads.

    `frames` are the pages that stand in frames of the first.
    """
    first, items = pages[0], sum(page.items for page in (*pages, *frames))
    newest = _newest(site, [*pages, *frames], today)
    own = _own_links(site, first) if newest is None and not items else []
    own = [row for row in own if row["url"] not in {frame.url for frame in frames}]
    newest = newest or _newest_own(own, today)
    if newest:
        return "dated", newest
    if any(page.needs_rendering for page in (first, *frames)):
        return "unseen", None
    if items:
        articles = any(_articles(site, page.number) for page in (first, *frames))
        return "undated" if articles else "unseen", None
    if first.kind != "column" or first.form or any(row["seen"] for row in own):
        return "text", None
    if shown.bare is None or own or class_ in VERSIONS:
        return "unseen", None
    if first.prose > shown.prose or any(
        frame.prose or frame.kind not in ("column", "fragment") for frame in frames
    ):
        return "text", None
    # Something stands there besides the template, but it is neither a list nor a sentence.
    length = sum(page.text_length for page in (first, *frames))
    more = length > shown.bare + BLANK_MARGIN or not all(frame.nothing for frame in frames)
    if not first.nothing and any(name and _PART.fullmatch(name) for name in first.names):
        more = True
    return "unseen" if more else "blank", None


def _newest(site: Site, pages: list[Leaf], today: date) -> date | None:
    """The newest date of the lists or, where they show none, of the articles they lead to."""
    known = [page.newest for page in pages if page.newest]
    if not known:
        targets = {target for page in pages for target in page.undated}
        rows = site.query(
            """
            SELECT max(published) AS newest FROM json_each(?) item LEFT JOIN twins ON twin = item.value
            JOIN pages ON pages.id = coalesce(main, item.value) WHERE published <= ?
            """,
            json.dumps(sorted(targets)),
            today.isoformat(),
        )
        known = [row["newest"] for row in rows if row["newest"]]
    return date.fromisoformat(max(known)) if known else None


def _newest_own(own: list[Any], today: date) -> date | None:
    """The newest date of the articles that a page without a list leads to; one of them makes no list."""
    days = [row["published"] for row in own if row["published"] and row["published"] <= today.isoformat()]
    return date.fromisoformat(max(days)) if len(days) > 1 else None


def _articles(site: Site, page: int) -> bool:
    rows = site.query(
        """
        SELECT 1 FROM links JOIN pages ON pages.id = target
        WHERE page = ? AND seen AND pages.kind IN ('article', 'document') LIMIT 1
        """,
        page,
    )
    return next(rows, None) is not None


def _own_links(site: Site, page: Leaf) -> list[Any]:
    """What this page, and hardly another, points at, or what stands below it: url, seen, times, published.

    What the whole site's navigation points at is not of the page's own content; `times` is counted until
    that is clear. `published` is of articles, for which other articles that lead there do not count: the
    next of a list leads back to the one before.
    """
    folder = urlsplit(first_page(page.url)).path
    rows = site.query(
        """
        SELECT url, coalesce(seen, 0) AS seen,
               CASE WHEN pages.kind IN ('article', 'document') THEN published END AS published,
               (SELECT count(*) FROM (
                   SELECT DISTINCT links.page FROM links JOIN pages source ON source.id = links.page
                   WHERE target = urls.id AND (pages.published IS NULL
                       OR source.kind NOT IN ('article', 'document')) LIMIT ?)) AS times
        FROM (SELECT DISTINCT target FROM links WHERE page = ? AND kind IN ('page', 'frame', 'attachment'))
        JOIN urls ON urls.id = target LEFT JOIN pages ON pages.id = target WHERE target != ?
        """,
        NAVIGATION_FROM + 1,
        page.number,
        page.number,
    )
    return [
        row
        for row in rows
        if row["times"] <= NAVIGATION_FROM
        or (folder.endswith("/") and folder != "/" and urlsplit(row["url"]).path.startswith(folder))
    ]
