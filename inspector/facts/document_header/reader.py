"""The metadata header of a disclosed document: index number, document number, publisher, dates …"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.facts.document_header.blocks import before_byline, below_menu, blocks_of, is_header
from inspector.facts.document_header.cells import cells_of, paired
from inspector.facts.document_header.labels import clean, labels_of
from inspector.facts.document_header.rows import Row, column_heading, explained, fill, form_entry, merge
from inspector.facts.document_header.scripted import scripted_rows
from inspector.facts.document_header.unknown_labels import unknown_labels
from inspector.facts.document_header.words import header_words
from inspector.facts.fields.field import Field
from inspector.facts.lines import Line
from inspector.facts.two_scripts import has_two_scripts, in_chinese, simplified_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.page import Page

PRESENT = "present"
BLANK = "blank"
_CHOICES = ("全部", "不限")  # what the choices of a search begin with


@dataclass(frozen=True)
class Header:
    """The rows of the known labels by field, `source` and `other` among them, and the unknown labels."""

    rows: dict[str, Row]
    unknown: tuple[Field, ...] = ()


NO_HEADER = Header({})


def read_document_header(page: Page) -> dict[str, Field]:
    """The fields of the header the page shows, in the order met; {} where there is none.

    A placeholder (无, -, null …) counts as blank. Lists of documents, search forms and column headings
    carry the same words and are no header.
    """
    return {
        name: _as_field(row.label, row.value)
        for name, row in page.header_block.rows.items()
        if name not in ("source", "other")
    }


def _as_field(label: str, value: str) -> Field:
    return Field(label, value, PRESENT if value else BLANK)


def read_header(page: Page) -> Header:
    """The header with all its labels, known and unknown."""
    if page.media != "html":
        return NO_HEADER
    if _worth_parsing(page.lines):
        header = _header_of(in_chinese(page.shown) if has_two_scripts(page) else page.shown)
        if header.rows:
            return header
    if "索" in page.written or "文号" in page.written:
        if (header := _header_of(page.written)).rows:
            return header
    if any(map(header_words().script_signs.search, page.code)):
        return Header(scripted_rows(page.markup))
    return NO_HEADER


def _worth_parsing(lines: Sequence[Line]) -> bool:
    """Whether enough labels are met, one of them first in its line or with a colon, as labels stand."""
    met = [line.header for line in lines if line.header]
    sure = {sign for signs in met for sign in signs.sure}
    if not sure or (len(sure) == 1 and not any(signs.others for signs in met)):
        return False
    return any(signs.labels for signs in met)


def _header_of(shown: str) -> Header:
    shown, printed = simplified_labels(shown) if "號" in shown or "發" in shown else (shown, {})
    rows, unknown = _rows_of(shown)
    for row in rows.values() if printed else ():
        row.label = printed.get(row.label, row.label)
    return Header(rows, unknown)


def _rows_of(shown: str) -> tuple[dict[str, Row], tuple[Field, ...]]:
    cells = paired(cells_of(shown))
    met = [
        Row(label.field, label.name, index, label.colon, label.behind)
        for index, cell in enumerate(cells)
        for label in labels_of(cell.text)
    ]
    bare = {row.cell for row in met if not row.own and not row.colon}
    if any(row.own and cells[row.cell].unit_tag in ("td", "th") for row in met):
        bare = set()  # Here a cell holds its label and its value.
    met = [
        row
        for row in met
        if not (column_heading(row, bare, cells) or form_entry(row, cells) or explained(row))
    ]
    parts = (before_byline(below_menu(block)) for block in blocks_of(met, cells))
    blocks = [block for block in parts if is_header(block)]
    best: dict[str, Row] = {}
    for block in blocks:
        fill(block, cells)
        if sum(row.name != "disclosure" and row.value.startswith(_CHOICES) for row in block) < 2:
            merge(best, block)
    for name in ("index_no", "doc_no", "title"):
        if len({row.value for block in blocks for row in block if row.name == name and row.value}) > 2:
            return {}, ()  # A list of documents, each with its own header.
    unknown = unknown_labels(blocks, cells)
    return best, tuple(_as_field(label, clean(text)) for label, text in unknown.items())
