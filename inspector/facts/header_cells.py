"""The blocks of text of a page's markup, as the header of a document is read from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspector.facts.header_words import header_words
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
        joined = " ".join("".join(text).split())
        text.clear()
        if joined.strip("\x01 "):
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
    """The cells, where a table of one document has its values below its labels read in pairs."""
    fields = header_words().fields
    begin = 0
    while begin < len(cells):
        heads = _row_from(cells, begin)
        named = [fields.get(_bare(cell.text)) for cell in heads]
        # A column that nobody knows, or of titles, is of a list.
        if len(named) >= _FEWEST_COLUMNS and all(named) and "title" not in named:
            values = _row_from(cells, begin + len(heads))
            below = _row_from(cells, begin + len(heads) + len(values))
            labelled = any(_bare(cell.text) in fields for cell in values)
            if len(values) == len(heads) and len(below) < len(heads) and not labelled:
                pairs = [
                    replace(cell, row=-label.unit, climb=label.depth - 1 if cell is value else label.climb)
                    for label, value in zip(heads, values, strict=True)
                    for cell in (label, value)
                ]
                cells[begin : begin + len(pairs)] = pairs
                begin += len(values)
        begin += max(1, len(heads))
    return cells


def _row_from(cells: Sequence[Cell], begin: int) -> list[Cell]:
    """The cells of a table row that begins there, where each holds one block."""
    row: list[Cell] = []
    for cell in cells[begin : begin + _MOST_COLUMNS]:
        if cell.unit_tag not in ("td", "th") or not cell.row or (row and cell.row != row[0].row):
            break
        row.append(cell)
    return row


def _bare(text: str) -> str:
    return "".join(text.replace(INLINE_MARK, "").split())
