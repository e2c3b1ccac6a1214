"""Redirects that lead in a circle, or on and on."""

from __future__ import annotations

import sqlite3

from inspector.crawling.frontier import Frontier, Visit
from inspector.page import Page
from inspector.urls import url_id

#: Redirects in a row that are followed, as browsers do.
MAX_HOPS = 20


class Redirects:
    """Follows the redirects of one crawl, each an address of its own that is fetched in its turn."""

    def __init__(self, connection: sqlite3.Connection, frontier: Frontier, looks: int) -> None:
        self._connection = connection
        self._frontier = frontier
        self._looks = looks
        # How many led to an address so far.
        self._hops: dict[int, int] = {}

    def endless(self, page: Page, visit: Visit) -> bool:
        """Whether the redirect leads on and on, or back here and its cookies have not helped."""
        if not page.redirect:
            return False
        target = url_id(page.redirect)
        hops = self._hops.pop(url_id(page.url), 0) + 1
        if hops > MAX_HOPS:
            return True
        self._hops[target] = max(hops, self._hops.get(target, 0))
        if target == url_id(page.url):
            return visit.tries + 1 >= self._looks
        for _hop in range(MAX_HOPS):
            row = self._connection.execute("SELECT location FROM pages WHERE id = ?", (target,)).fetchone()
            if row is None or row[0] is None:
                return False
            target = row[0]
            if target == url_id(page.url):
                break
        # The circle may end once the cookies it sets are sent along.
        return not self._frontier.reopen(page.redirect, self._looks - 1)
