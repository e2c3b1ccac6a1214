"""The blocks of text of a page's markup, as the header of a document is read from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspector.facts.document_header.words import header_words
from inspector.facts.lines import INLINE_MARK

FORM_MARK = "\x02"
"""Stands in a cell where there is something to fill in or to press."""

_TOKEN = re.compile(r'<(/?)([a-z][^\s/>]*+)[^>"]*+(?:"[^"]*+"[^>"]*+)*+>|([^<]++)|<')
_INLINE = frozenset(
    "a b i u s em font span strong small big label sub sup ins del o:p st1:chsdate nobr ucaptitle publishtime"
    " abbr img wbr acronym bdi bdo cite code kbd mark q samp tt var time center".split()
)
_UNITS = frozenset(("td", "th", "dd", "dt", "li"))
_VOID = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "wbr", "col", "embed", "source", "param", "area", "base")
)
_STAMP = re.compile(r'<img\b[^>]*\balt="((?:现行|全文|部分|已|继续)?(?:有效|失效|废止|作废))"[^>]*>')
_ENTRY = frozenset(("input", "select", "textarea", "button"))
_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 9
_FEWEST_LABELS, _MOST_LABELS = 4, 24
_MOST_GROUPS = 6
_LONGEST_WITHIN = 200  # characters
_MOST_IN_UNIT = 12  # blocks


@dataclass
class Cell:
    """The text of one block: depth of its element, how far up the tree it was reached, where it stands."""

    text: str
    depth: int
    climb: int
    unit: int
    unit_tag: str
    row: int
    heads: bool = False


def cells_of(shown: str) -> list[Cell]:
    """The blocks of text of the markup; an empty table cell or list item gives an empty one."""
    cells: list[Cell] = []
    open_units: list[tuple[int, str, int, int]] = []
    rows: list[tuple[int, int]] = []
    text: list[str] = []
    depth = climb = serial = 0
    heading = choosing = False

    def flush() -> None:
        nonlocal climb
        joined = " ".join("".join(text).split()).strip("\x01 ")
        text.clear()
        if joined:
            unit, tag = (open_units[-1][0], open_units[-1][1]) if open_units else (0, "")
            row = rows[-1][0] if rows else 0
            cells.append(Cell(_unescape(joined), depth, climb, unit, tag, row, heading))
            climb = depth

    if 'alt="' in shown:
        shown = _STAMP.sub(r"\1", shown)
    for closing, tag, words in _TOKEN.findall(shown):
        if tag == "select":
            choosing = not closing
        if words:
            if not choosing:
                text.append(words)
        elif not tag or tag in _INLINE:
            text.append(INLINE_MARK)
        elif tag in _VOID or tag in _ENTRY:
            text.append(FORM_MARK if tag in _ENTRY and not closing else " " if tag == "br" else INLINE_MARK)
        elif not closing:
            flush()
            heading = tag in ("h1", "h2", "h3")
            depth += 1
            serial += 1
            if tag in _UNITS:
                open_units.append((serial, tag, depth, len(cells)))
            elif tag in ("tr", "dl", "ul", "ol"):
                rows.append((serial, depth))
        else:
            flush()
            heading = False
            if tag in _UNITS and open_units:
                unit, name, at, before = open_units.pop()
                if len(cells) == before:
                    cells.append(Cell("", depth, climb, unit, name, rows[-1][0] if rows else 0))
                    climb = depth
                elif len(cells) - before > _MOST_IN_UNIT or any(cell.unit != unit for cell in cells[before:]):
                    # It only lays out the page.
                    for cell in cells[before:]:
                        if cell.unit == unit:
                            cell.unit, cell.unit_tag, cell.row = 0, "", 0
            elif tag in ("tr", "dl", "ul", "ol") and rows:
                rows.pop()
            depth = max(0, depth - 1)
            climb = min(climb, depth)
    flush()
    return cells


def _unescape(text: str) -> str:
    if "&" not in text:
        return text
    text = text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return " ".join(text.split())


def paired(cells: list[Cell]) -> list[Cell]:
    """The cells, where values stand below their labels, or in a column beside them, read in pairs."""
    letters = header_words().letters
    begin = 0
    while begin < len(cells):
        if cells[begin].text[:1] not in letters:
            begin += 1
            continue
        pairs = _pairs_below(cells, begin) or _pairs_beside(cells, begin)
        end = begin + 2 * len(pairs)
        if not pairs and (pairs := _pairs_within(cells[begin : begin + 2])):
            end = begin + 2
        if pairs:
            cells[begin:end] = [
                replace(cell, unit=number, row=number, climb=pair[0].depth - 1)
                for number, pair in enumerate(pairs, -begin - len(pairs))
                for cell in pair
            ]
        begin += max(1, 2 * len(pairs))
    return cells


def _pairs_below(cells: Sequence[Cell], begin: int) -> list[tuple[Cell, Cell]]:
    """Labels and values of rows of a table that are labels and values by turns."""
    pairs: list[tuple[Cell, Cell]] = []
    end, groups, width = begin, 0, 0
    while groups < _MOST_GROUPS and (heads := _row_from(cells, end)) and all(map(_field_of, heads)):
        values = _row_from(cells, end + len(heads))
        if len(values) != len(heads) or any(map(_field_of, values)):
            break
        pairs += zip(heads, values, strict=True)
        groups, width = groups + 1, len(heads)
        end += 2 * width
    if not pairs or len(heads) >= width or (groups == 1 and width < _FEWEST_COLUMNS):
        return []
    titles = [value.text for label, value in pairs if _field_of(label) == "title"]
    # A list may have one row only, but of a document the title is printed again.
    outside = [cell.text for near in (cells[:begin], cells[end:]) for cell in near]
    return pairs if groups > 1 or all(title in outside for title in titles) else []


def _row_from(cells: Sequence[Cell], begin: int) -> list[Cell]:
    """The cells of a table row that begins there, where each holds one block."""
    row: list[Cell] = []
    for cell in cells[begin : begin + _MOST_COLUMNS]:
        if cell.unit_tag not in ("td", "th") or not cell.row or (row and cell.row != row[0].row):
            break
        row.append(cell)
    return row


def _pairs_beside(cells: Sequence[Cell], begin: int) -> list[tuple[Cell, Cell]]:
    """Labels and values where one block holds all labels, and the next as many values."""
    first = cells[begin]
    if first.unit_tag in ("td", "th") or first.climb >= first.depth - 1 or not _field_of(first):
        return []
    labels = _siblings_from(cells, begin)
    values = _siblings_from(cells, begin + len(labels))
    if len(labels) < _FEWEST_LABELS or len(values) != len(labels):
        return []
    pure = all(map(_field_of, labels)) and not any(map(_field_of, values))
    if (first.unit_tag, first.depth) != (values[0].unit_tag, values[0].depth):
        return []
    return list(zip(labels, values, strict=True)) if pure else []


def _pairs_within(both: Sequence[Cell]) -> list[tuple[Cell, Cell]]:
    """Labels and values where one cell holds several labels, and the next as many values."""
    if len(both) < 2 or not both[0].unit or both[0].row != both[1].row or len(both[0].text) > _LONGEST_WITHIN:
        return []
    fields = header_words().fields
    labels, values = (cell.text.replace(INLINE_MARK, " ").split() for cell in both)
    if len(labels) < 2 or len(labels) != len(values) or not fields.keys() >= set(labels):
        return []
    if not fields.keys().isdisjoint(values):
        return []
    return [
        (replace(both[0], text=label), replace(both[1], text=value))
        for label, value in zip(labels, values, strict=True)
    ]


def _siblings_from(cells: Sequence[Cell], begin: int) -> list[Cell]:
    """The cells from there on that are blocks side by side in one element."""
    run = list(cells[begin : begin + 1])
    for cell in cells[begin + 1 : begin + _MOST_LABELS]:
        if cell.depth != run[0].depth or cell.climb != cell.depth - 1:
            break
        run.append(cell)
    return run


def _field_of(cell: Cell) -> str | None:
    """The field whose label is all that a cell holds."""
    return header_words().fields.get("".join(cell.text.replace(INLINE_MARK, "").split()).rstrip(":："))
