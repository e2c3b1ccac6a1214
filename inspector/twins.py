"""One page under several spellings of its address: http or https, "www." or not, "/" or "/index.html".

Many sites answer under all of them and link themselves now so, now so. Such a page is asked for once where
that is known in time, and counts once.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from typing import Any

from inspector.page import Page
from inspector.urls import url_id

#: Pages that have to agree before a whole origin is taken for the twin of another.
AGREEING = 3
#: Characters by which the texts of one page may differ: counters of visits, the time of day.
_COUNTERS = 10
_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|jhtml|jsp|aspx?|php)$", re.IGNORECASE)
_DROP = """
    UPDATE pages SET location = ?, seen = 0, kind = NULL, title = NULL, published = NULL, newest = NULL,
        items = NULL, needs_rendering = NULL, text_length = NULL, facts = NULL WHERE id = ?
"""


def spelling(url: str) -> str:
    """What all spellings of an address have in common."""
    place, mark, query = url.partition("://")[2].removeprefix("www.").partition("?")
    return _INDEX.sub("/", place).rstrip("/") + mark + query


def origin(url: str) -> str:
    """Scheme and host of a canonical address."""
    end = url.find("/", url.find("://") + 3)
    return url if end < 0 else url[:end]


class Origins:
    """Which origins of a site only repeat another: learnt from pages as they come."""

    def __init__(self, connection: sqlite3.Connection, start: str) -> None:
        self._connection = connection
        self._start = origin(start)
        self._votes: Counter[tuple[str, str]] = Counter()
        self._twin: dict[str, str] = {}

    def preferred(self, url: str) -> str:
        """The address to ask for instead, or the same one."""
        if not self._twin:
            return url
        own = origin(url)
        return self._twin.get(own, own) + url[len(own) :]

    def learn(self, page: Page) -> None:
        """Note whether a page of another origin, or a redirect, leads to the same page elsewhere."""
        own, target = origin(page.url), page.redirect
        if target is None and own != self._start and page.seen:
            target = self._start + page.url[len(own) :]
        if target is None or origin(target) == own or spelling(target) != spelling(page.url):
            return
        if own in self._twin or self._twin.get(origin(target)) == own:
            return
        if not page.redirect:
            rows = [_row(self._connection, url_id(url)) for url in (page.url, target)]
            if None in rows:
                return
            if not _same(*rows):
                self._votes[own, origin(target)] -= AGREEING
                return
        self._votes[own, origin(target)] += 1
        if self._votes[own, origin(target)] >= AGREEING:
            self._twin[own] = origin(target)


def join_twins(connection: sqlite3.Connection, front: str) -> None:
    """Make one page of those that differ in the spelling of their address only, the front page's for choice.

    The others are kept as if they redirected to it, what was found on them is dropped, and links lead to the
    one. What was not asked for under an origin that repeats another counts as the page there.
    """
    first: dict[int, int] = {}
    groups: dict[int, list[int]] = defaultdict(list)
    for number, url in connection.execute("SELECT id, url FROM pages JOIN urls USING (id) WHERE internal"):
        key = url_id(spelling(url))
        if first.setdefault(key, number) != number:
            groups[key].append(number)
    twins: dict[int, int] = {}
    agreeing: Counter[tuple[str, str]] = Counter()
    _add_parameters(connection, front, groups, first)
    for key, others in groups.items():
        rows = [_row(connection, number) for number in (first[key], *others)]
        rows.sort(key=lambda row: _order(row, front))
        main = rows[0]
        first[key] = main["id"]
        for row in rows[1:]:
            pair = origin(row["url"]), origin(main["url"])
            if row["location"] is not None:
                if row["location"] in {one["id"] for one in rows}:
                    twins[row["id"]] = main["id"]
                    agreeing[pair] += 1
            elif _same(row, main):
                twins[row["id"]] = main["id"]
                agreeing[pair] += 1
                _drop(connection, row["id"], main["id"])
            else:
                agreeing[pair] -= AGREEING
    repeated = {own for (own, other), votes in agreeing.items() if votes > 0 and own != other}
    if repeated:
        twins.update(_unasked(connection, first, repeated))
    _lead(connection, twins)


def _add_parameters(
    connection: sqlite3.Connection, front: str, groups: dict[int, list[int]], first: dict[int, int]
) -> None:
    """Put the addresses that are the front page with parameters, byte for byte, beside it."""
    place = spelling(front)
    rows = connection.execute(
        "SELECT id, url FROM pages JOIN urls USING (id) WHERE internal AND seen AND url LIKE '%?%'"
        " AND digest = (SELECT digest FROM pages WHERE id = ?)",
        (url_id(front),),
    )
    for number, url in rows:
        if spelling(url.partition("?")[0]) == place and first.get(url_id(place)) != number:
            groups[url_id(place)].append(number)


def _row(connection: sqlite3.Connection, number: int) -> Any:
    return connection.execute(
        "SELECT pages.*, url FROM pages JOIN urls USING (id) WHERE id = ?", (number,)
    ).fetchone()


def _order(row: Any, front: str) -> tuple[Any, ...]:
    url = row["url"]
    return (
        row["location"] is not None,
        not row["seen"],
        row["status"] != 200,
        url != front,
        origin(url) != origin(front),
        len(url),
        url,
    )


def _same(one: Any, other: Any) -> bool:
    """Whether two answers are one page: the same bytes, or the same facts but for the spelling of links."""
    if (one["status"], one["failure"], one["seen"]) != (other["status"], other["failure"], other["seen"]):
        return False
    if not one["seen"] or (one["digest"] and one["digest"] == other["digest"]):
        return True
    if abs(one["text_length"] - other["text_length"]) > _COUNTERS:
        return False
    origins = {origin(row["url"]) for row in (one, other)}
    return bool(one["title"] == other["title"] and _facts(one, origins) == _facts(other, origins))


def _facts(row: Any, origins: set[str]) -> dict[str, Any]:
    text = row["facts"]
    for one in origins:
        text = text.replace(one, "")
    # The spelling of the address itself differs, and a counter of visits changes what counts as prose.
    return {name: value for name, value in json.loads(text).items() if name not in ("url", "prose")}


def _drop(connection: sqlite3.Connection, number: int, main: int) -> None:
    connection.execute(_DROP, (main, number))
    for table in ("links", "outcomes", "findings"):
        connection.execute(f"DELETE FROM {table} WHERE page = ?", (number,))


def _unasked(connection: sqlite3.Connection, first: dict[int, int], repeated: set[str]) -> dict[int, int]:
    """Linked addresses under origins that repeat another, with the page that stands there."""
    rows = connection.execute(
        "SELECT urls.id, url FROM urls LEFT JOIN pages USING (id) WHERE internal AND pages.id IS NULL"
    )
    return {
        number: first[key]
        for number, url in rows
        if origin(url) in repeated and (key := url_id(spelling(url))) in first
    }


def _lead(connection: sqlite3.Connection, twins: dict[int, int]) -> None:
    """Have links to twins lead to the pages they stand for; a temporary table keeps which are which."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS twins (twin INTEGER PRIMARY KEY, main INTEGER)")
    connection.execute("DELETE FROM twins")
    if twins:
        connection.executemany("INSERT INTO twins VALUES (?, ?)", twins.items())
        connection.execute(
            "UPDATE links SET target = (SELECT main FROM twins WHERE twin = target)"
            " WHERE target IN (SELECT twin FROM twins)"
        )
