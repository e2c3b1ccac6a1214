"""The header of a document as a script of its page holds it in a literal object."""

from __future__ import annotations

import re
from datetime import datetime

from inspector.facts.dates import BEIJING
from inspector.facts.document_header.labels import clean
from inspector.facts.document_header.rows import Row
from inspector.facts.document_header.words import header_words

_MOST_NUMBERS = 2  # of one document and what belongs to it
_PAIR = re.compile(
    r"[\"']?([A-Za-z_]{3,22})[\"']?\s{0,4}:\s{0,4}(?:\"((?:[^\"\\\n]|\\.){0,400})\"|'([^'\\\n]{0,400})'|(\d{10,13})\b|null)"
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")


def scripted_rows(markup: str) -> dict[str, Row]:
    """The header as a script of the page holds it in a literal object."""
    known = header_words()
    sign = known.script_signs.search(markup)
    start = max(0, sign.start() - 6000) if sign else 0
    numbers: dict[str, set[str]] = {"index_no": set(), "doc_no": set()}
    rows: dict[str, Row] = {}
    for match in _PAIR.finditer(markup, start, start + 40000):
        name = known.script_keys.get(match[1])
        if name in numbers and (number := match[2] or match[3]):
            numbers[name].add(number)
        if name is None or (name in rows and rows[name].value):
            continue
        value = _literal(match[2] or match[3] or "")
        if match[4] or (name.startswith("date") and re.fullmatch(r"\d{10}(?:\d{3})?", value)):
            value = datetime.fromtimestamp(int((match[4] or value)[:10]), BEIJING).date().isoformat()
        label = next(label for label, its in known.fields.items() if its == name)
        rows[name] = Row(name, label, 0, True, "", value=clean(value))
    if any(len(several) > _MOST_NUMBERS for several in numbers.values()):
        return {}  # A list of documents.
    return rows if {"index_no", "doc_no"} & rows.keys() and len(rows) > 2 else {}


def _literal(text: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else " " if m[2] in "nrt" else m[2], text)
