"""What the unknown labels in the headers of a site's documents stand for, learned when all pages are in.

A label that stands on enough pages, with values of nearly always the form that one field has, where the
field has no other label, is taken for that field; a value that can be nothing else speaks for itself. What
was learned before is forgotten first, so learning again from the same pages gives the same.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from unicodedata import normalize

from inspector import store
from inspector.vocabulary import words

#: Pages that must bear a label before it is learned.
ENOUGH = 5
#: The share of them that must agree.
NEARLY_ALL = 0.8
#: Labels that are told of, and pages named for each.
_TOLD = 50
_EXAMPLES = 5
#: Stands in the facts of a page that has unknown labels, and of no other.
_MARK = '"unknown_labels":[{'

#: A header, or the unknown labels: what stands there → label, value and state.
Fields = dict[str, dict[str, str]]


@dataclass(frozen=True)
class _Form:
    """How the label and the values of a field look."""

    field: str
    label: re.Pattern[str]
    value: re.Pattern[str]
    alone: bool

    def fits(self, value: str) -> bool:
        return self.value.fullmatch(normalize("NFKC", "".join(value.split())).upper()) is not None


@dataclass(frozen=True)
class _Page:
    """The header of a page without what was learned, and its unknown labels."""

    id: int
    url: str
    header: Fields
    unknown: Fields
    stored: Fields


@cache
def _forms() -> tuple[_Form, ...]:
    return tuple(
        _Form(
            one["field"],
            re.compile(one.get("label", "")),
            re.compile(one["value"]),
            one.get("alone", False),
        )
        for one in words("labels")["learned"]["form"]
    )


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(words("labels")["learned"]["foreign"])


def learn_labels(connection: sqlite3.Connection) -> None:
    """Complete the stored headers by what unknown labels stand for, and note which do."""
    learned = _learned(connection)
    pages: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], list[str]] = defaultdict(list)
    for page in _pages(connection):
        added = _added(page, learned)
        for name, field in added.items():
            pages[name, field["label"]] += 1
            if len(urls := examples[name, field["label"]]) < _EXAMPLES:
                urls.append(page.url)
        if page.stored != (header := {**page.header, **added}):
            _rewrite(connection, page.id, header)
    told = sorted(pages.items(), key=lambda one: (-one[1], one[0]))[:_TOLD]
    store.put(
        connection,
        header_labels=[
            {"field": name, "label": label, "pages": count, "urls": examples[name, label]}
            for (name, label), count in told
        ],
    )


def _pages(connection: sqlite3.Connection) -> Iterator[_Page]:
    """The pages with unknown labels, in the order of their addresses."""
    ids = connection.execute(
        "SELECT id FROM pages JOIN urls USING (id) WHERE instr(facts, ?) ORDER BY url", (_MARK,)
    ).fetchall()
    for (number,) in ids:
        row = connection.execute(
            "SELECT url, json_extract(facts, '$.document_header') AS header,"
            " json_extract(facts, '$.unknown_labels') AS unknown"
            " FROM pages JOIN urls USING (id) WHERE id = ?",
            (number,),
        ).fetchone()
        stored, unknown = json.loads(row["header"]), {one["label"]: one for one in json.loads(row["unknown"])}
        header = {name: field for name, field in stored.items() if field["label"] not in unknown}
        yield _Page(number, row["url"], header, unknown, stored)


def _learned(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Field and label, the most frequent label first."""
    frequent = {
        row[0]
        for row in connection.execute(
            """
            SELECT json_extract(label.value, '$.label')
            FROM pages, json_each(facts, '$.unknown_labels') AS label
            WHERE instr(facts, ?) GROUP BY 1 HAVING count(*) >= ?
            """,
            (_MARK, ENOUGH),
        )
    }
    pages: Counter[tuple[str, str]] = Counter()
    free, filled, fitting = pages.copy(), pages.copy(), pages.copy()
    for page in _pages(connection):
        for label in page.unknown.keys() & frequent:
            value = page.unknown[label]["value"]
            for name, fits in _candidates(label, value).items():
                pages[name, label] += 1
                free[name, label] += name not in page.header
                filled[name, label] += value != ""
                fitting[name, label] += fits
    return sorted(
        (
            one
            for one in pages
            if filled[one] >= ENOUGH
            and fitting[one] >= NEARLY_ALL * filled[one]
            and free[one] >= NEARLY_ALL * pages[one]
        ),
        key=lambda one: (-pages[one], one),
    )


def _candidates(label: str, value: str) -> Mapping[str, bool]:
    """The fields that a label may stand for by its words, and whether the value has the form of one."""
    found: dict[str, bool] = {}
    if not _foreign().search(label):
        for form in _forms():
            if form.label.search(label):
                found[form.field] = found.get(form.field, False) or form.fits(value)
    return found


def _added(page: _Page, learned: list[tuple[str, str]]) -> Fields:
    """The fields that the unknown labels of a page stand for, of those that it has no other label for."""
    added: Fields = {}
    for name, label in learned:
        if name not in page.header and (field := page.unknown.get(label)):
            if name not in added or (field["value"] and not added[name]["value"]):
                added[name] = field
    for form in _forms():
        if form.alone and form.field not in page.header and form.field not in added:
            sure = [one for one in page.unknown.values() if _speaks(form, one)]
            if len({one["value"] for one in sure}) == 1:
                added[form.field] = sure[0]
    return added


def _speaks(form: _Form, field: Mapping[str, Any]) -> bool:
    """Whether a value can be nothing else than what the form is of."""
    label = field["label"]
    return bool(form.label.search(label)) and not _foreign().search(label) and form.fits(field["value"])


def _rewrite(connection: sqlite3.Connection, page: int, header: Fields) -> None:
    facts = json.loads(connection.execute("SELECT facts FROM pages WHERE id = ?", (page,)).fetchone()[0])
    facts["document_header"] = header
    connection.execute("UPDATE pages SET facts = ? WHERE id = ?", (store.as_json(facts), page))
