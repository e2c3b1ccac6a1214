"""Pages that bear another date of publication than at an earlier inspection, over the same text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from inspector import store
from inspector.errors import UsageError
from inspector.evidence.archive_reader import page_at
from inspector.inspection import DATABASE, Inspection
from inspector.page import Page
from inspector.replaying import evidence_of

#: Pages whose two texts are compared, and characters of text below which nothing is said.
MOST, LEAST = 500, 60
#: Share of the text that must be the same, and characters from which a line counts as text.
SAME, LINE = 0.9, 15

_DATED = """
    SELECT id, url, published, file, offset FROM pages JOIN urls USING (id)
    WHERE seen AND internal AND published IS NOT NULL AND kind IN ('article', 'document') ORDER BY url
"""
_NOW = "SELECT published, file, offset FROM pages WHERE id = ? AND seen AND published IS NOT NULL"


def compare_dates(inspection: Inspection, previous: Path, archive: Path | None = None) -> bool:
    """Keep what an earlier inspection of the site shows of changed dates; whether this was not kept before.

    Both pages are read again from the evidence, so that a reader that has learnt something changes no date.
    `archive` is the evidence of this inspection, by default that of its folder. Stored as `earlier`: folder,
    compared (addresses dated in both), redated (url, title, before, now, seen: the day it had the old date).
    """
    try:
        archive = archive or evidence_of(inspection.folder or previous)[0]
        earlier_archive, _settings = evidence_of(previous)
    except UsageError:  # what people said may be taken over from a folder without evidence
        return False
    compared, looked = 0, 0
    redated: list[dict[str, Any]] = []
    earlier = store.open_database(previous / DATABASE, reading=True)
    try:
        for row in earlier.execute(_DATED):
            now = inspection.connection.execute(_NOW, (row["id"],)).fetchone()
            compared += now is not None
            if now is None or now["published"] == row["published"] or looked >= MOST:
                continue
            looked += 1
            before, after = _page(earlier_archive, row["url"], row), _page(archive, row["url"], now)
            if before and after and before.published != after.published and _same_text(before, after):
                redated.append(
                    {
                        "url": row["url"],
                        "title": after.title or "",
                        "before": str(before.published),
                        "now": str(after.published),
                        "seen": before.fetched.date().isoformat(),
                    }
                )
    finally:
        earlier.close()
    found = {"folder": str(previous), "compared": compared, "redated": redated}
    changed: bool = store.get(inspection.connection, "earlier") != found
    with inspection.transaction():
        store.put(inspection.connection, earlier=found)
    return changed


def _page(archive: Path, url: str, row: Any) -> Page | None:
    if row["offset"] is None:
        return None
    return page_at(archive / row["file"] if archive.is_dir() else archive, url, row["offset"])


def _same_text(before: Page, after: Page) -> bool:
    """Whether two pages that both show a date say the same below it."""
    if not (before.published and after.published and before.title == after.title):
        return False
    here, there = _sketch(before), _sketch(after)
    every = sum(map(len, here | there))
    return every >= LEAST and sum(map(len, here & there)) >= SAME * every


def _sketch(page: Page) -> frozenset[str]:
    """The lines of text, without digits, in which the date itself may stand."""
    lines = page.compact.split("\n")
    return frozenset("".join(c for c in line if not c.isdigit()) for line in lines if len(line) >= LINE)
