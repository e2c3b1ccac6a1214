"""What the site's own search is asked when a crawl is done: titles of pages that the site published."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from heapq import nsmallest
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from inspector.evidence.archive_reader import page_at
from inspector.facts.search.forms import SearchForm, read_search_forms, search_address
from inspector.site import Site
from inspector.urls import host

#: Pages that are read again for a search form, and titles that are looked at for each that is asked for.
PLACES, DRAWN = 8, 10
#: Characters of a title that is asked for; pages more link to are in blocks that every page shows.
SHORTEST, LONGEST, MOST_LINKED = 8, 60, 40

# The front page and its frames, then pages that are there to search, then a page that most others are like.
_PLACES = """
    SELECT url, offset, min(rank) FROM (
        SELECT id, 0 AS rank FROM pages WHERE id = :home
        UNION ALL SELECT target, 1 FROM links WHERE page = :home AND kind = 'frame'
        UNION ALL SELECT id, 2 FROM pages WHERE kind = 'search'
        UNION ALL SELECT * FROM (SELECT id, 3 FROM pages WHERE kind = 'column' LIMIT 2)
    ) JOIN pages USING (id) JOIN urls USING (id) WHERE seen AND internal AND offset IS NOT NULL
    GROUP BY id ORDER BY 3, length(url), url LIMIT :most
"""
_LINKED = """
    SELECT url FROM links JOIN urls ON urls.id = target
    WHERE page = ? AND links.kind IN ('page', 'form') AND url LIKE '%?%=%' ORDER BY position
"""
_TITLES = """
    SELECT id, url, title, published FROM pages JOIN urls USING (id)
    WHERE kind IN ('article', 'document') AND seen AND internal
        AND published IS NOT NULL AND published <= :today AND length(title) BETWEEN :shortest AND :longest
"""
_MIDDLE = f"""
    SELECT published FROM ({_TITLES}) ORDER BY 1 LIMIT 1 OFFSET (SELECT count(*) / 2 FROM ({_TITLES}))
"""


def plan_search(site: Site, archive: Path, count: int, today: str) -> dict[str, Any]:
    """What to ask the search of a site for: up to `count` titles, drawn by the inspection's seed.

    form: the page that has the form, null where none was found; how: get, post or script, see `SearchForm`,
    or copy where a copy of a site was inspected, and the form asks the site itself, which is left in peace;
    action: where it is sent; questions: title, page that bears it, and url (the address that asks for it).
    """
    found = _form(site, archive)
    if found is None:
        return {"form": None, "how": None, "action": None, "questions": []}
    place, form = found
    copied = form.how == "get" and host(form.action) == site.official_host != site.host
    how = "copy" if copied else form.how
    plan = {"form": place, "how": how, "action": form.action}
    questions = []
    if how == "get":
        for row in _titles(site, count, today, form.encoding):
            questions.append({"title": row["title"], "page": row["url"], "url": form.address(row["title"])})
    return {**plan, "questions": questions}


def _form(site: Site, archive: Path) -> tuple[str, SearchForm] | None:
    """The search form, and the page it stands on: one that can be asked, the site's own first."""
    found = list(_forms(site, archive))

    def place(one: tuple[str, SearchForm]) -> tuple[int, bool]:
        elsewhere = urlsplit(one[1].action).netloc != urlsplit(site.home_url).netloc
        return ("get", "post", "script").index(one[1].how), elsewhere

    return min(found, key=place, default=None)


def _forms(site: Site, archive: Path) -> Iterator[tuple[str, SearchForm]]:
    encoding = "utf-8"
    for url, offset, _rank in list(site.query(_PLACES, home=site.home, most=PLACES)):
        page = page_at(archive, url, offset)
        if page is None:
            continue
        if url == site.home_url:
            encoding = page.encoding.used
        for form in read_search_forms(page):
            yield url, form
    for row in site.query(_LINKED, site.home):
        linked = search_address(row["url"], "gbk" if encoding.startswith("gb") else "utf-8")
        if linked:
            yield site.home_url, linked
            return


def _titles(site: Site, count: int, today: str, encoding: str) -> list[Any]:
    """Pages with a title of their own, the newer half and the older half of the site in turn."""
    bounds = {"today": today, "shortest": SHORTEST, "longest": LONGEST}
    middle = next(site.query(_MIDDLE, **bounds), None)
    if middle is None:
        return []

    def draw(newer: bool) -> list[Any]:
        rows = (
            row for row in site.query(_TITLES, **bounds) if (row["published"] >= middle["published"]) is newer
        )
        return nsmallest(count * DRAWN, rows, key=lambda row: _lot(row["url"], site.seed))

    drawn: list[Any] = []
    for row in chain.from_iterable(zip_longest(draw(True), draw(False))):
        if len(drawn) >= count:
            break
        if row and _distinctive(site, row, encoding):
            drawn.append(row)
    return drawn


def _lot(url: str, seed: int) -> bytes:
    """The place of a page in a random order that seed and path decide, whatever host a copy stands under."""
    parts = urlsplit(url)
    return sha256(f"{seed} {parts.path}?{parts.query}".encode()).digest()


def _distinctive(site: Site, row: Any, encoding: str) -> bool:
    """Whether no other page bears the title, no block of every page links it, and the form can send it."""
    try:
        row["title"].encode(encoding)
    except UnicodeError:
        return False
    if len(list(site.query("SELECT 1 FROM pages WHERE title = ? LIMIT 2", row["title"]))) > 1:
        return False
    linking = site.query("SELECT DISTINCT page FROM links WHERE target = ? LIMIT ?", row["id"], MOST_LINKED)
    return len(list(linking)) < MOST_LINKED
