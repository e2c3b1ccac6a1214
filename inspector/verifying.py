"""Recomputes a stored inspection from its evidence and compares the two, table by table."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path

from inspector import store
from inspector.errors import UsageError
from inspector.inspection import Inspection
from inspector.locale import phrase, translator
from inspector.messages import _
from inspector.replaying import damage_notes, evidence_of, replayed
from inspector.rule import load_rules
from inspector.running import stored
from inspector.versions import changes

#: What is compared: all that the score and the report rest on, in an order that does not depend on the run.
COMPARED = {
    "pages": "SELECT pages.id, at.url, at.internal, status, failure, leads.url, media, seen, kind, title,"
    " published, newest, items, needs_rendering, text_length, facts, fetched, file, pages.offset,"
    " length, digest FROM pages"
    " JOIN urls AS at USING (id) LEFT JOIN urls AS leads ON leads.id = location ORDER BY at.url",
    "links": "SELECT page, position, target, url, internal, kind, via, text FROM links"
    " JOIN urls ON urls.id = target ORDER BY page, position",
    "columns": "SELECT page, name, class, confidence, reason, level, state, newest, items FROM columns"
    " ORDER BY page",
    "outcomes": "SELECT rule, page, outcome FROM outcomes ORDER BY rule, page",
    "findings": "SELECT rule, page, url, outcome, at, seen, message, data, key, fingerprint FROM findings"
    " ORDER BY rule, url, at, key, message, data",
}


def verify_folder(folder: Path, lang: str) -> tuple[str, bool]:
    """What differs between a stored inspection and its evidence, as text, and whether nothing does."""
    say = translator(lang)
    archive, settings = evidence_of(folder)
    lines = []
    with stored(folder, reading=True) as before:
        if store.get(before.connection, "finished") is False:
            raise UsageError(
                _("the crawl into {folder} was broken off, or still goes on: run its command again first"),
                folder=folder,
            )
        rules, profile = load_rules(), before.profile
        lines += changes(before.connection, profile, before.rules, lang)
        with replayed(folder, None, rules, profile) as again:
            damages = store.get(again.connection, "damages", [])
            lines += damage_notes(damages, lang)
            differences = _differences(before.connection, again.connection, say)
            without = tuple(store.get(before.connection, "without", []))
            differences += _of_scores(before, again, without, say, sound=not differences)
            pages = again.connection.execute("SELECT count(*) FROM pages").fetchone()[0]
    lines += differences
    if not differences and not damages:
        message = _("verified: {pages} pages of {file} give the stored report, number by number")
        lines.append(phrase(message, {"pages": pages, "file": archive.name}, say))
    return "\n".join(lines), not differences and not damages


def _of_scores(
    before: Inspection, again: Inspection, without: tuple[str, ...], say: Callable[[str], str], *, sound: bool
) -> list[str]:
    """What differs between two scores; a stored one that is not `sound` may not be computable."""
    try:
        old = before.score(without)
    except (ValueError, TypeError, LookupError, AttributeError, sqlite3.Error):
        if sound:
            raise
        return [say(_("the findings that are stored give no score"))]
    new = again.score(without)
    if (old.low, old.high, old.verdict) == (new.low, new.high, new.verdict):
        return []
    message = _("the score differs: stored {old}, recomputed {new}")
    data = {"old": f"{old.low:g}–{old.high:g}", "new": f"{new.low:g}–{new.high:g}"}
    return [phrase(message, data, say)]


def _differences(
    before: sqlite3.Connection, again: sqlite3.Connection, say: Callable[[str], str]
) -> list[str]:
    lines = []
    for table, query in COMPARED.items():
        pairs = zip_longest(before.execute(query), again.execute(query))
        if all(old is not None and new is not None and tuple(old) == tuple(new) for old, new in pairs):
            continue
        old, new = (Counter(map(tuple, side.execute(query))) for side in (before, again))
        message = _("table {table}: {gone} rows stored that the evidence does not give, {come} the other way")
        data = {"table": table, "gone": (old - new).total(), "come": (new - old).total()}
        lines.append(phrase(message, data, say))
    return lines
