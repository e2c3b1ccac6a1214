"""Recomputes a stored inspection from its evidence and compares the two, table by table."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from inspector import store
from inspector.errors import UsageError
from inspector.locale import phrase, translator
from inspector.messages import _
from inspector.replaying import damage_notes, evidence_of, replayed
from inspector.rule import load_rules
from inspector.running import stored
from inspector.versions import changes

#: What is compared: all that the score and the report rest on, in an order that does not depend on the run.
COMPARED = {
    "pages": "SELECT url, status, failure, media, seen, kind, title, published, facts, digest FROM pages"
    " JOIN urls USING (id) ORDER BY url",
    "links": "SELECT page, position, target, kind, via, text FROM links ORDER BY page, position",
    "columns": "SELECT page, name, class, level, state, newest, items FROM columns ORDER BY page",
    "outcomes": "SELECT rule, page, outcome FROM outcomes ORDER BY rule, page",
    "findings": "SELECT rule, url, outcome, at, seen, message, data, key, fingerprint FROM findings"
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
            old, new = before.score(without), again.score(without)
            if (old.low, old.high, old.verdict) != (new.low, new.high, new.verdict):
                message = _("the score differs: stored {old}, recomputed {new}")
                data = {"old": f"{old.low:g}–{old.high:g}", "new": f"{new.low:g}–{new.high:g}"}
                differences.append(phrase(message, data, say))
            pages = again.connection.execute("SELECT count(*) FROM pages").fetchone()[0]
    lines += differences
    if not differences and not damages:
        message = _("verified: {pages} pages of {file} give the stored report, number by number")
        lines.append(phrase(message, {"pages": pages, "file": archive.name}, say))
    return "\n".join(lines), not differences and not damages


def _differences(
    before: sqlite3.Connection, again: sqlite3.Connection, say: Callable[[str], str]
) -> list[str]:
    lines = []
    for table, query in COMPARED.items():
        old = [tuple(row) for row in before.execute(query)]
        new = [tuple(row) for row in again.execute(query)]
        if old == new:
            continue
        gone, come = len(set(old) - set(new)), len(set(new) - set(old))
        message = _("table {table}: {gone} rows stored that the evidence does not give, {come} the other way")
        lines.append(phrase(message, {"table": table, "gone": gone, "come": come}, say))
    return lines
