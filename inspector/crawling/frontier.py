"""The crawl queue: what is to be fetched, in which order, kept in the inspection's own database.

It lives in the database so that a page's facts and its place in the queue change in one transaction: after
`kill -9` a crawl goes on exactly where it was.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from inspector.crawling.traps import Echoes, Filters, pattern, trap
from inspector.page import Page
from inspector.twins import Origins
from inspector.urls import canonical, same_site, url_id

#: Second looks come when all first looks are done; other sites when the site itself is; its search last.
LATER = 1_000_000
OUTSIDE = 500_000
SEARCH = 600_000
_SITEMAP_DEPTH = 3
_TABLES = """
CREATE TABLE IF NOT EXISTS frontier (
    position INTEGER PRIMARY KEY,        -- order of discovery
    url TEXT NOT NULL,                   -- canonical address
    purpose TEXT NOT NULL,               -- page, check, script, sitemap, outside or search
    depth INTEGER NOT NULL,              -- links from the home page
    rank INTEGER NOT NULL,               -- order of fetching: small first
    tries INTEGER NOT NULL DEFAULT 0,    -- looks taken
    waiting INTEGER NOT NULL DEFAULT 1   -- 1 until it is done
);
CREATE INDEX IF NOT EXISTS frontier_waiting ON frontier (rank, position) WHERE waiting;
CREATE TABLE IF NOT EXISTS guarded (
    reason TEXT NOT NULL,                -- why not followed, see inspector.crawling.traps
    pattern TEXT NOT NULL,               -- the addresses, numbers as "#"
    count INTEGER NOT NULL,              -- how many
    PRIMARY KEY (reason, pattern)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS progress (
    key TEXT PRIMARY KEY,                -- evidence: bytes of the archive that are in this database
    value INTEGER NOT NULL
) WITHOUT ROWID;
"""
_COLUMN = re.compile(r"/(?:(?:index|list|default|col\d+|node_?\d+)[\w-]{0,20}(?:\.\w{2,5})?)?$", re.I)
#: url, purpose, depth, rank
_Row = tuple[str, str, int, int]
_LOOKED_OUTSIDE = "SELECT url FROM frontier WHERE purpose = 'outside'"
#: Only what a visitor can follow or see.
_OUTSIDE = """
    SELECT url FROM links JOIN urls ON urls.id = target
    WHERE NOT internal AND links.kind IN ('page', 'image', 'attachment')
        AND via NOT IN ('script', 'link', 'form')
    GROUP BY target ORDER BY max(page = ?) DESC, count(*) DESC, url
"""
_INSERT = "INSERT INTO frontier (url, purpose, depth, rank) VALUES (?, ?, ?, ?)"


def create_tables(connection: sqlite3.Connection) -> None:
    """Create the tables of the queue where they are missing."""
    for statement in _TABLES.split(";"):
        if statement.strip():
            connection.execute(statement)


@dataclass(frozen=True, slots=True)
class Visit:
    """One address to be fetched.

    purpose: page (fetched whole), script (likewise, looked at for what it writes), check (only whether it
    is there: attachments and images), sitemap, outside (an address of another site, likewise), search (what
    the site's search is asked). `tries` is how many looks were taken before this one.
    """

    url: str
    purpose: str
    depth: int = 0
    rank: int = 0
    tries: int = 0
    position: int = 0

    @property
    def free(self) -> bool:
        """Whether it does not count as an address of the budget."""
        return self.tries > 0 or self.purpose == "search"


class Frontier:
    """The queue of one crawl; it never hands out an address twice, but for second looks.

    `internal` says which addresses belong to the site. `max_pages` is a budget of addresses over all runs;
    second looks and the few questions to the site's search are free. Order: home page, then what it links to
    (columns before articles), then breadth first; checks come one level later than the pages found beside
    them. When the site is done, up to `outside` addresses of other sites that it links follow.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        start_url: str,
        *,
        internal: Callable[[str], bool] | None = None,
        max_pages: int | None = None,
        outside: int = 0,
    ) -> None:
        create_tables(connection)
        self.outside = outside
        self.connection = connection
        self.start_url = canonical(start_url)
        self.max_pages = max_pages
        self._internal = internal or (lambda url: same_site(url, self.start_url))
        self._known: set[int] = set()
        self._counts: Counter[str] = Counter()
        self._echoes = Echoes()
        self._filters = Filters()
        self._handed: dict[int, Visit] = {}
        self._origins = Origins(connection, self.start_url)
        self._ready: list[Visit] = []
        self.looked = self.waiting = 0
        self.reload()
        if not self._known:
            self._seed()

    def reload(self) -> None:
        """Take everything from the database again: after a transaction was rolled back."""
        self._known.clear()
        self._counts.clear()
        self._ready.clear()
        self.looked = self.waiting = 0
        for url, waiting, tries, purpose in self.connection.execute(
            "SELECT url, waiting, tries, purpose FROM frontier"
        ):
            self._known.add(url_id(url))
            self._counts[pattern(url)] += 1
            self._filters.take(url)
            self.waiting += waiting
            self.looked += bool(tries) and purpose != "search"

    def _seed(self) -> None:
        parts = urlsplit(self.start_url)
        self.add(self.start_url, "page", 0, 0)
        self.add(f"{parts.scheme}://{parts.netloc}/sitemap.xml", "sitemap", 1, 8)

    @property
    def exhausted(self) -> bool:
        """Whether the budget of addresses is used up while first looks are left."""
        return self.max_pages is not None and self.looked + self._first_looks() >= self.max_pages

    def _first_looks(self) -> int:
        return sum(1 for visit in self._handed.values() if not visit.free)

    @property
    def pending(self) -> bool:
        """Whether `next` has something to hand out now."""
        return bool(self._peek())

    def next(self, count: int) -> list[Visit]:
        """Up to `count` visits, most important first; each stays handed out until `done` or `retry_later`."""
        visits: list[Visit] = []
        while len(visits) < count and (visit := self._peek()):
            self._ready.pop(0)
            self._handed[visit.position] = visit
            visits.append(visit)
        return visits

    def _peek(self) -> Visit | None:
        if not self._ready:
            self._fill()
        if self._ready and not self._ready[0].free and self.exhausted:
            # Out of budget: only second looks, and questions to the search, are left to take.
            self._ready = [visit for visit in self._ready if visit.free]
            if not self._ready:
                self._fill(budget=False)
        return self._ready[0] if self._ready else None

    def _fill(self, *, budget: bool = True) -> None:
        if not self.waiting and self.outside:
            self._look_outside()
        if self.waiting <= len(self._handed):
            return
        where = "waiting" if budget else "waiting AND (tries > 0 OR purpose = 'search')"
        rows = self.connection.execute(
            f"SELECT url, purpose, depth, rank, tries, position FROM frontier WHERE {where}"
            " ORDER BY rank, position LIMIT ?",
            (len(self._handed) + 32,),
        )
        self._ready = [visit for row in rows if (visit := Visit(*row)).position not in self._handed]

    def _look_outside(self) -> None:
        """Queue what the site links on other sites: the home page's links first, then what it links most."""
        budget, self.outside = self.outside, 0
        looked = {row[0] for row in self.connection.execute(_LOOKED_OUTSIDE)}
        rows = self.connection.execute(_OUTSIDE, (url_id(self.start_url),))
        urls = [row[0] for row in rows if row[0] not in looked][: max(0, budget - len(looked))]
        self._known.update(map(url_id, urls))
        self._insert([(url, "outside", 1, OUTSIDE) for url in urls])

    @property
    def idle(self) -> bool:
        """Whether nothing can be handed out now, and nothing is under way."""
        return not self._handed and not self.pending

    def ask(self, url: str) -> bool:
        """Queue one question to the site's search; whether its address was not known."""
        return self.add(url, "search", 1, SEARCH)

    def add(self, url: str, purpose: str, depth: int, rank: int) -> bool:
        """Queue one canonical address of this site, unless it is known or a trap."""
        rows: list[_Row] = []
        self._consider(url, purpose, depth, rank, rows)
        self._insert(rows)
        return bool(rows)

    def _insert(self, rows: list[_Row]) -> None:
        if rows:
            self.connection.executemany(_INSERT, rows)
            self.waiting += len(rows)
            lowest = min(row[3] for row in rows)
            if self._ready and lowest < self._ready[-1].rank:
                self._ready.clear()

    def _consider(self, url: str, purpose: str, depth: int, rank: int, rows: list[_Row]) -> None:
        url = self._origins.preferred(url)
        number = url_id(url)
        if number in self._known:
            return
        self._known.add(number)
        if purpose in ("outside", "search"):
            rows.append((url, purpose, depth, rank))
            return
        if not self._internal(url):
            return
        reason = trap(url, self._counts) or self._filters.reason(url) or self._echoes.reason(url)
        if reason and depth:
            self._guard(reason, pattern(url), 1)
            return
        self._counts[pattern(url)] += 1
        self._filters.take(url)
        rows.append((url, purpose, depth, rank))

    def _guard(self, reason: str, shape: str, count: int) -> None:
        self.connection.execute(
            "INSERT INTO guarded VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count",
            (reason, shape[:500], count),
        )

    def _drop(self, shape: str) -> None:
        """Ask for no more of a pattern whose pages all say the same."""
        rows = self.connection.execute("SELECT position, url FROM frontier WHERE waiting AND NOT tries")
        gone = [
            (position,) for position, url in rows if pattern(url) == shape and position not in self._handed
        ]
        self.connection.executemany("UPDATE frontier SET waiting = 0 WHERE position = ?", gone)
        self.waiting -= len(gone)
        self._ready.clear()
        if gone:
            self._guard("same", shape, len(gone))

    def discover(self, page: Page, visit: Visit | None = None) -> None:
        """Queue what a page points at: pages, frames, attachments, images, its redirect, the home's scripts.

        Addresses of other sites are not queued; the inspection records them with the page.
        """
        visit = visit or Visit(page.url, "page", 0 if page.url == self.start_url else 1)
        rows: list[_Row] = []
        self._origins.learn(page)
        if page.redirect:
            self._consider(page.redirect, visit.purpose, visit.depth, visit.rank % LATER, rows)
        elif page.seen and visit.purpose not in ("outside", "search"):
            if shape := self._echoes.hear(page, lambda: self._new(page)):
                self._drop(shape)
            depth = visit.depth + 1
            links = page.links
            if self._echoes.leads_nowhere(page):
                below = page.url.count("/")
                if count := sum(map(self._internal, self._new(page, below))):
                    self._guard("same", pattern(page.url), count)
                links = tuple(link for link in links if link.url.count("/") <= below)
            for link in links:
                kind = link.kind
                if kind == "page":
                    if url_id(link.url) not in self._known:
                        rank = 10 * depth + (0 if _COLUMN.search(link.url) else 2)
                        self._consider(link.url, "page", depth, rank, rows)
                elif kind == "frame":
                    self._consider(link.url, "page", visit.depth, 10 * visit.depth + 1, rows)
                elif kind in ("attachment", "image"):
                    self._consider(link.url, "check", depth, 10 * depth + 15, rows)
                elif kind == "script" and visit.depth == 0:
                    self._consider(link.url, "script", depth, 5, rows)
        self._insert(rows)

    def _new(self, page: Page, below: int = 0) -> list[str]:
        """The addresses of pages, with more slashes than that, that a page links and nobody knows yet."""
        return [
            link.url
            for link in page.links
            if link.kind == "page" and link.url.count("/") > below and url_id(link.url) not in self._known
        ]

    def discover_sitemap(self, urls: Iterable[str], sitemaps: Iterable[str]) -> None:
        """Queue what sitemaps list; further sitemaps first."""
        rows: list[_Row] = []
        for url in sitemaps:
            self._consider(url, "sitemap", 2, 9, rows)
        for url in urls:
            self._consider(url, "page", _SITEMAP_DEPTH, 10 * _SITEMAP_DEPTH + 4, rows)
        self._insert(rows)

    def done(self, visit: Visit) -> None:
        """This address needs no further look."""
        self.connection.execute(
            "UPDATE frontier SET waiting = 0, tries = tries + 1 WHERE position = ?", (visit.position,)
        )
        self._handed.pop(visit.position, None)
        self.waiting -= 1
        self.looked += not visit.free

    def retry_later(self, visit: Visit, *, at_once: bool = False) -> None:
        """Look again when all first looks are done, or (`at_once`) next."""
        rank = visit.rank if at_once else visit.rank % LATER + LATER * (visit.tries + 1)
        self.connection.execute(
            "UPDATE frontier SET tries = tries + 1, rank = ? WHERE position = ?", (rank, visit.position)
        )
        self._handed.pop(visit.position, None)
        self.looked += not visit.free
        if at_once:
            self._ready.insert(0, replace(visit, tries=visit.tries + 1, rank=rank))

    def drop_second_looks(self) -> None:
        """Take no further second looks at what waits for one now."""
        handed = ",".join(map(str, self._handed))
        changed = self.connection.execute(
            f"UPDATE frontier SET waiting = 0 WHERE waiting AND tries > 0 AND position NOT IN ({handed})"
        ).rowcount
        self.waiting -= changed
        self._ready.clear()

    def reopen(self, url: str, looks: int) -> bool:
        """Look once more at an address that is done and had fewer looks than that; whether it will be."""
        changed = self.connection.execute(
            "UPDATE frontier SET waiting = 1 WHERE url = ? AND NOT waiting AND tries < ?", (url, looks)
        ).rowcount
        self.waiting += changed
        self._ready.clear()
        return bool(changed)

    def find(self, url: str, *, waiting: bool = True) -> Visit | None:
        """The visit of an address that waits (or, if not `waiting`, that is done), or None."""
        row = self.connection.execute(
            "SELECT url, purpose, depth, rank, tries, position FROM frontier WHERE waiting = ? AND url = ?",
            (waiting, url),
        ).fetchone()
        return Visit(*row) if row else None

    def guarded(self) -> list[tuple[str, str, int]]:
        """What was not followed: reason, pattern, count; most first."""
        rows = self.connection.execute("SELECT reason, pattern, count FROM guarded ORDER BY count DESC, 1, 2")
        return [(reason, shape, count) for reason, shape, count in rows]

    @property
    def evidence(self) -> int:
        """Bytes of the archive whose pages are in the database."""
        row = self.connection.execute("SELECT value FROM progress WHERE key = 'evidence'").fetchone()
        return row[0] if row else 0

    @evidence.setter
    def evidence(self, length: int) -> None:
        self.connection.execute("INSERT OR REPLACE INTO progress VALUES ('evidence', ?)", (length,))
