"""Writes pages into the database as they pass: their answer, facts and links."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from inspector.page import Page
from inspector.store import as_json, insert
from inspector.urls import url_id

_INSERT_PAGE = insert("pages")
_INSERT_LINK = insert("links")
_INSERT_URL = "INSERT OR IGNORE INTO urls VALUES (?, ?, ?)"


def forget_page(connection: sqlite3.Connection, page: int) -> None:
    """Take a page out, with its links, outcomes and findings, before it is stored anew."""
    for statement in (
        "DELETE FROM links WHERE page = ?",
        "DELETE FROM outcomes WHERE page = ?",
        "DELETE FROM findings WHERE page = ?",
        "DELETE FROM columns WHERE page = ?",
        "DELETE FROM pages WHERE id = ?",
    ):
        connection.execute(statement, (page,))


class Writer:
    """Writes pages with their facts and links; remembers which addresses stand already."""

    def __init__(self, connection: sqlite3.Connection, internal: Any) -> None:
        self.connection = connection
        self._internal = internal
        self._known = {row[0] for row in connection.execute("SELECT id FROM urls")}

    def write_page(self, page: Page, facts: Mapping[str, Any] | None, *, apart: bool = False) -> int:
        """Store one page; `facts` is None where there are none. Returns its id.

        What stands `apart` is no page of the site: it counts as not seen, and its links are not kept.
        """
        redirect = page.redirect
        number = self._url(page.url)
        location = self._url(redirect) if redirect else None
        seen = page.seen and facts is not None and not apart
        links = page.links if facts and seen else ()
        facts = facts or {}
        listing = facts.get("listing")
        record = page.record
        numbers = self._urls(links)
        self.connection.execute(
            _INSERT_PAGE,
            (
                number,
                page.status,
                page.failure or page.blocked,
                location,
                page.media,
                int(seen),
                facts.get("kind"),
                facts.get("title"),
                facts.get("published"),
                listing["newest"] if listing else None,
                len(listing["items"]) if listing else None,
                page.needs_rendering if seen else None,
                len(page.text) if seen else None,
                as_json(facts) if facts else None,
                page.fetched.isoformat(),
                record.file if record else None,
                record.offset if record else None,
                record.length if record else None,
                record.digest if record else None,
            ),
        )
        if links:
            self.connection.executemany(
                _INSERT_LINK,
                [
                    (number, position, target_number, link.kind, link.via, link.text[:200])
                    for position, (target_number, link) in enumerate(zip(numbers, links, strict=True))
                ],
            )
        return number

    def _url(self, url: str) -> int:
        number = url_id(url)
        if number not in self._known:
            self.connection.execute(_INSERT_URL, (number, url, self._internal(url)))
            self._known.add(number)
        return number

    def _urls(self, links: Any) -> list[int]:
        numbers, new = [], []
        for link in links:
            number = url_id(link.url)
            numbers.append(number)
            if number not in self._known:
                self._known.add(number)
                new.append((number, link.url, self._internal(link.url)))
        if new:
            self.connection.executemany(_INSERT_URL, new)
        return numbers
