"""The facts of all pages of one site, as SQL; what site rules read."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

_DOOR = 60  # characters: a page with less text that links one other page only leads on to it
_MOST_DOORS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column (栏目) of the site; `state` is dated, undated, blank, gateway, text or unseen.

    From the office's ledger: `owner` is the department that looks after it, `period` its own longest time
    without an update in days, and what is not `judged` was left out.
    """

    page: int
    url: str
    name: str
    class_: str | None
    confidence: float
    reason: str
    level: int | None
    state: str
    newest: date | None
    items: int
    owner: str = ""
    period: int | None = None
    judged: bool = True


class Site:
    """One inspected site. `crawled` is false where only hand-picked pages were given."""

    def __init__(self, connection: sqlite3.Connection, start: str, *, crawled: bool) -> None:
        self.connection = connection
        self.start = start
        self.crawled = crawled

    def query(self, sql: str, *parameters: Any, **named: Any) -> Iterator[sqlite3.Row]:
        """Rows of a SELECT over the tables that `inspector.store.TABLES` describes.

        Each "?" stands for the next of the parameters; or each ":name" for the one of that name.
        """
        return iter(self.connection.execute(sql, named or parameters))

    @property
    def host(self) -> str:
        """The host the site is inspected under."""
        return urlsplit(self.home_url).hostname or ""

    @cached_property
    def official_host(self) -> str:
        """The host the site is known under, where a copy of it elsewhere is inspected; else `host`."""
        from inspector.store import get

        return get(self.connection, "official_host") or self.host

    @cached_property
    def _home(self) -> tuple[int, str] | None:
        """The front page: the page that the start address leads to, redirects followed.

        Among hand-picked pages it is the first that is a home page by its own signs.
        """
        if not self.crawled:
            home = "SELECT id, url FROM pages JOIN urls USING (id) WHERE kind = 'home' ORDER BY pages.rowid"
            row = self.connection.execute(home).fetchone()
            return (row[0], row[1]) if row else None
        row = self.connection.execute(
            """
            WITH RECURSIVE chain(id, steps) AS (
                SELECT id, 0 FROM urls WHERE url = ?
                UNION ALL
                SELECT pages.location, steps + 1 FROM chain JOIN pages USING (id)
                WHERE pages.location IS NOT NULL AND steps < 10
            )
            SELECT pages.id, url FROM chain JOIN pages USING (id) JOIN urls USING (id)
            WHERE seen ORDER BY steps DESC LIMIT 1
            """,
            (self.start,),
        ).fetchone()
        for _step in range(_MOST_DOORS):
            if row is None or (behind := self._behind(row[0])) is None:
                break
            row = behind
        return (row[0], row[1]) if row else None

    def _behind(self, page: int) -> sqlite3.Row | None:
        """The only page that one with hardly any text leads to: a jump or a splash is no front page."""
        rows = self.connection.execute(
            """
            SELECT DISTINCT urls.id, url FROM links JOIN urls ON urls.id = target
            WHERE page = :page AND target != :page AND links.kind IN ('page', 'frame') AND internal
                AND (SELECT text_length FROM pages WHERE id = :page) < :door
            LIMIT 2
            """,
            {"page": page, "door": _DOOR},
        ).fetchall()
        seen = "SELECT 1 FROM pages WHERE id = ? AND seen"
        if len(rows) != 1 or self.connection.execute(seen, (rows[0]["id"],)).fetchone() is None:
            return None
        only: sqlite3.Row = rows[0]
        return only

    @property
    def home_url(self) -> str:
        """The address of the front page, or the start address where it was not seen."""
        return self._home[1] if self._home else self.start

    @property
    def home(self) -> int | None:
        """The id of the front page, or None where it was not seen."""
        return self._home[0] if self._home else None

    @cached_property
    def front(self) -> tuple[int, ...]:
        """The ids of the front page and of the frames that it is made of; empty where it was not seen."""
        rows = self.query(
            """
            WITH RECURSIVE front(id, depth) AS (
                SELECT ?, 0
                UNION SELECT target, depth + 1 FROM front JOIN links ON page = front.id AND kind = 'frame'
                WHERE depth < 3
            )
            SELECT DISTINCT id FROM front JOIN pages USING (id) WHERE seen
            """,
            self.home,
        )
        return tuple(row["id"] for row in rows)

    @cached_property
    def home_in_doubt(self) -> bool:
        """Whether what the front page seems to lack may yet stand there, or just behind it.

        So where scripts draw the page, or where more than a fifth of its links were not followed.
        """
        row = self.connection.execute(
            """
            SELECT count(DISTINCT target) AS linked,
                   count(DISTINCT target) FILTER (
                       WHERE pages.id IS NULL OR failure IS NOT NULL OR needs_rendering IS NOT NULL
                   ) AS unseen,
                   (SELECT needs_rendering FROM pages WHERE id = :home) AS needs_rendering
            FROM links JOIN urls ON urls.id = target LEFT JOIN pages ON pages.id = target
            WHERE page = :home AND links.kind = 'page' AND internal
            """,
            {"home": self.home},
        ).fetchone()
        return bool(row["needs_rendering"]) or row["unseen"] * 5 > row["linked"]

    @cached_property
    def partly_seen(self) -> bool:
        """Whether what was not found may be there all the same.

        So it is where the front page shows its content only in a browser or links nothing of the site, where
        more than a fifth of the pages of the site that it links were not seen, or more than half of all that
        any page links: a site of dead links is more likely a copy of a part.
        """
        if self.home is None:
            return True
        row = self.connection.execute(
            """
            WITH linked AS (
                SELECT target IN (SELECT target FROM links JOIN json_each(:front) ON page = value
                                  WHERE kind = 'page') AS at_home,
                       pages.id IS NULL OR failure IS NOT NULL OR status >= 400
                           OR needs_rendering IS NOT NULL AS unseen,
                       coalesce(status, 0) >= 400 AS dead
                FROM (SELECT DISTINCT target FROM anchors WHERE kind = 'page')
                JOIN urls ON urls.id = target LEFT JOIN pages ON pages.id = target WHERE internal
            )
            SELECT (SELECT needs_rendering FROM pages WHERE id = :home) IS NOT NULL
                OR total(at_home) = 0 OR total(at_home AND unseen) * 5 > total(at_home)
                OR total(dead) * 2 > count(*)
            FROM linked
            """,
            {"home": self.home, "front": json.dumps(self.front)},
        ).fetchone()
        return bool(row[0])

    @cached_property
    def unvisited(self) -> float:
        """The share (0-1) of the site's own pages that others link and nobody asked for."""
        row = self.connection.execute(
            """
            SELECT count(*) AS linked, count(*) FILTER (WHERE pages.id IS NULL) AS unvisited
            FROM (SELECT DISTINCT target FROM anchors WHERE kind = 'page')
            JOIN urls ON urls.id = target LEFT JOIN pages ON pages.id = target WHERE internal
            """
        ).fetchone()
        return row["unvisited"] / row["linked"] if row["linked"] else 0.0

    def facts(self, page: int) -> dict[str, Any]:
        """All facts of a page, as in the JSON report; empty where it has none."""
        row = self.connection.execute("SELECT facts FROM pages WHERE id = ?", (page,)).fetchone()
        return json.loads(row[0]) if row and row[0] else {}

    @cached_property
    def identity(self) -> dict[str, str | None]:
        """What the front page says of the site, completed from the scripts and frames that it loads.

        A value is None where it was not found there.
        """
        if self.home is None:
            return {}
        found: dict[str, str | None] = dict(self.facts(self.home).get("identity", {}))
        rows = self.query(
            """
            SELECT facts FROM links JOIN pages ON pages.id = links.target
            WHERE links.page = ? AND links.kind IN ('script', 'frame') AND facts IS NOT NULL ORDER BY position
            """,
            self.home,
        )
        for row in rows:
            for item, value in json.loads(row["facts"]).get("identity", {}).items():
                found[item] = found.get(item) or value
        return found

    @property
    def columns(self) -> list[Column]:
        """The columns to judge, in the order of their addresses."""
        return [column for column in self.all_columns if column.judged]

    @cached_property
    def all_columns(self) -> list[Column]:
        """The columns found, in the order of their addresses, those too that the office left out."""
        rows = self.query(
            """
            SELECT columns.*, urls.url, owner, period, coalesce(judged, 1) AS judged
            FROM columns JOIN urls ON urls.id = columns.page LEFT JOIN ledger ON ledger.page = columns.page
            GROUP BY columns.page ORDER BY urls.url
            """
        )
        return [
            Column(
                row["page"],
                row["url"],
                row["name"],
                row["class"],
                row["confidence"] or 0.0,
                row["reason"] or "",
                row["level"],
                row["state"],
                date.fromisoformat(row["newest"]) if row["newest"] else None,
                row["items"],
                row["owner"] or "",
                row["period"],
                bool(row["judged"]),
            )
            for row in rows
        ]

    @cached_property
    def ipv6(self) -> dict[str, Any] | None:
        """What was answered over IPv6 at its start (`inspector.crawling.ipv6`); None where not asked."""
        from inspector.store import get

        found: dict[str, Any] | None = get(self.connection, "ipv6")
        return found

    @cached_property
    def search(self) -> dict[str, Any] | None:
        """What the site's search was asked in the end (`inspector.crawling.searching`), with answers.

        None where it was not asked. Each of `questions` has answer: state and why (see
        `inspector.facts.search.answer`), null where none came.
        """
        from inspector.store import get

        plan: dict[str, Any] | None = get(self.connection, "search")
        for question in (plan or {}).get("questions", ()):
            question["answer"] = self._search_answer(question["url"])
        return plan

    def _search_answer(self, url: str) -> dict[str, str] | None:
        """What came back, redirects followed; a page of the site that was seen before is no answer."""
        row = self.connection.execute(
            """
            WITH RECURSIVE chain(id, steps) AS (
                SELECT id, 0 FROM urls WHERE url = ?
                UNION ALL
                SELECT location, steps + 1 FROM chain JOIN pages USING (id)
                WHERE location IS NOT NULL AND steps < 10
            )
            SELECT json_extract(facts, '$.search') AS answer
            FROM chain JOIN pages USING (id) ORDER BY steps DESC LIMIT 1
            """,
            (url,),
        ).fetchone()
        return json.loads(row["answer"]) if row and row["answer"] else None

    @cached_property
    def earlier(self) -> dict[str, Any] | None:
        """What an earlier inspection shows of changed dates (see `inspector.redating`); None without one."""
        from inspector.store import get

        found: dict[str, Any] | None = get(self.connection, "earlier")
        return found

    @cached_property
    def seed(self) -> int:
        """What random samples are drawn by, kept with the inspection so that anybody draws the same ones."""
        from inspector.store import get

        return int(get(self.connection, "seed", 0))

    @cached_property
    def accounts(self) -> list[dict[str, str]]:
        """The new media accounts that the office listed: name, platform, url, updated (ISO or "")."""
        from inspector.store import get

        found: list[dict[str, str]] = get(self.connection, "new_media", [])
        return found

    @property
    def account_names(self) -> list[str]:
        """The accounts, each by platform and name."""
        return [f"{one['platform']} {one['name']}".strip() for one in self.accounts]

    def sources(self, target: int, limit: int = 20) -> list[dict[str, str]]:
        """Pages that lead a visitor to an address: URL, title and anchor text, the front page first."""
        rows = self.query(
            """
            SELECT url, coalesce(title, '') AS title, max(text) AS text
            FROM links JOIN pages ON pages.id = page JOIN urls USING (id)
            WHERE target = ? AND pages.kind IS NOT 'error'
                AND links.kind IN ('page', 'image', 'attachment') AND via NOT IN ('script', 'link', 'form')
            GROUP BY page ORDER BY page IS NOT ?, url LIMIT ?
            """,
            target,
            self.home,
            limit,
        )
        return [dict(row) for row in rows]

    def host_elsewhere(self, text: re.Pattern[str], url: re.Pattern[str] | None = None) -> str:
        """The host of another site to which a short link by such a text or address leads; "" for none."""
        rows = self.query(
            """
            SELECT url, text FROM anchors JOIN urls ON urls.id = target
            WHERE NOT internal AND kind IN ('page', 'frame') AND length(text) <= 16 ORDER BY times DESC, url
            """
        )
        for row in rows:
            parts = urlsplit(str(row["url"]))
            if parts.hostname != self.official_host and (
                text.search(row["text"]) or (url and url.search(row["url"]))
            ):
                return parts.netloc
        return ""

    @cached_property
    def named(self) -> dict[str, str]:
        """Column classes that a link of the front page or a site map names, with the anchor text."""
        from inspector.columns.classes import classify

        found: dict[str, str] = {}
        rows = self.query(
            """
            SELECT DISTINCT text FROM links JOIN pages ON pages.id = page
            WHERE text != '' AND length(text) <= 20
                AND (pages.id IN (SELECT value FROM json_each(?)) OR pages.kind = 'sitemap')
            """,
            json.dumps(self.front),
        )
        for row in rows:
            if column := classify(row["text"]):
                found.setdefault(column.name, row["text"])
        return found

    @cached_property
    def standing(self) -> frozenset[str]:
        """Column classes that a link calls by a usual name, and whose page was seen, whatever its kind."""
        from inspector.columns.classes import classify

        rows = self.query(
            """
            SELECT DISTINCT text FROM anchors JOIN pages ON pages.id = target
            WHERE anchors.kind = 'page' AND seen AND length(text) BETWEEN 2 AND 12
                AND pages.kind NOT IN ('home', 'error', 'search', 'sitemap', 'fragment', 'article', 'letter')
            """
        )
        found = (classify(row["text"]) for row in rows)
        return frozenset(column.name for column in found if column and column.confidence >= 0.9)
