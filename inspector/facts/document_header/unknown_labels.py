"""Labels in the header of a document that the vocabulary does not know, with what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from inspector.facts.document_header.words import header_words
from inspector.facts.lines import INLINE_MARK

if TYPE_CHECKING:
    from inspector.facts.document_header.cells import Cell
    from inspector.facts.document_header.rows import Row

#: Labels that are kept of a page, and characters of a value.
_MOST = 12
_LONGEST = 200
_LONGEST_CELL = 700
_MOST_CELLS = 120
#: Cells of a table or list before the first known label and behind the last that may be of the header.
_MARGIN = 6
#: Elements of which each row stands for itself; "" is a block that is neither cell nor item of a list.
_ROW_BY_ROW = ("td", "th", "")
_GAP = r"[\s\x01]{0,8}"
_LETTER = "[\u4e00-\u9fff/]"
#: A label and its colon in a text; its letters may stand apart, but then all of them.
_WITH_COLON = re.compile(
    rf"(?:^|(?<=[\s\x01;；|]))[\[【]?({_LETTER}(?:[\s\x01]{{1,8}}{_LETTER}){{1,7}}|{_LETTER}{{2,10}})[\]】]?{_GAP}[:：]"
)
#: A text that is nothing but a label.
_ALONE = re.compile(
    rf"{_GAP}[\[【]?{_GAP}({_LETTER}(?:{_GAP}{_LETTER}){{1,9}}){_GAP}[\]】]?{_GAP}([:：]?){_GAP}"
)


def unknown_labels(blocks: Sequence[Sequence[Row]], cells: Sequence[Cell]) -> dict[str, str]:
    """Label and value of what stands in a header among the known labels, laid out as they are.

    A label that stands there twice has the value that is not empty.
    """
    found: dict[str, str] = {}
    for block in blocks:
        for label, value in _of_block(block, cells):
            if label in found or len(found) < _MOST:
                found[label] = found.get(label) or value[:_LONGEST]
    return found


def _of_block(block: Sequence[Row], cells: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    known, ambiguous = header_words().fields, header_words().ambiguous
    labelled = {row.cell for row in block}
    values = {row.cell + 1 for row in block if not row.own} - labelled
    units = {cells[index].unit for index in values if index < len(cells)}
    places = {(cells[index].unit_tag, cells[index].depth) for index in labelled}
    core = [row.cell for row in block if row.label not in ambiguous]  # a foot may have the others
    rows = {cells[index].row for index in core} - {0}
    first, last = min(core), max(core)
    start = max(0, first - _MARGIN)
    skip = -1
    for index in range(start, min(len(cells), last + _MARGIN + 1, start + _MOST_CELLS)):
        cell = cells[index]
        inside = first <= index <= last or cell.row in rows
        if (cell.unit_tag, cell.depth) not in places or not (inside or cell.unit_tag in _ROW_BY_ROW):
            continue
        if index in values or index == skip or len(cell.text) > _LONGEST_CELL:
            continue
        found = [pair for pair in _pairs(cell.text) if pair[0] not in known]
        if inside and (index in labelled or any(value for _label, value in found)):
            yield from found
        elif values and index + 1 < len(cells) and not (cell.unit and cell.unit in units):
            alone = _ALONE.fullmatch(cell.text)
            behind = cells[index + 1]
            if alone is None or (label := _plain(alone[1])) in known:
                continue
            if index + 1 in labelled:
                if alone[2]:
                    yield label, ""
            elif behind.row == cell.row and (cell.unit or alone[2]):
                yield label, behind.text
                skip = index + 1


def _pairs(text: str) -> list[tuple[str, str]]:
    """Every label with a colon in a text, and what stands behind it up to the next."""
    pairs: list[tuple[str, str]] = []
    end = len(text)
    for match in reversed(list(_WITH_COLON.finditer(text))):
        pairs.append((_plain(match[1]), text[match.end() : end].strip(" \x01")))
        end = match.start()
    return pairs[::-1]


def _plain(label: str) -> str:
    return "".join(label.replace(INLINE_MARK, "").split())
