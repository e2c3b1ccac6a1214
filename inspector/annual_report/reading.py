"""A report as a document: paragraphs and tables in reading order, whatever it was written in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from inspector.annual_report.counts import fold
from inspector.annual_report.grids import Cell, Grid, make_grid
from inspector.vocabulary import words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from inspector.page import Page

MOST_TEXT = 600_000  # characters: some twenty times the longest report
_BREAKS = frozenset(
    "p div br td th tr ul ol li dl dt dd h1 h2 h3 h4 h5 h6 hr section article header footer nav main aside"
    " form center fieldset legend select option textarea blockquote pre address figure figcaption table tbody"
    " caption".split()
)
_UNSEEN = frozenset("script style noscript template svg head iframe object".split())
#: Pronunciation that some copies carry after a character: 務(wù).
_PRONOUNCED = re.compile(r"(?<=[\u4e00-\u9fff])[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]")
_PICTURE = "\ufffc"
"""Stands for a picture that is no part of a paragraph: a part of the report may be shown by it."""
_RADICAL = re.compile(r"[\u2e80-\u2fdf]")
_SPACE = re.compile(r"[ \t\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff]+")
#: A blank that stands between two Chinese characters, or between one and a number, is layout.
_LAYOUT = re.compile(
    r"(?<=[\u4e00-\u9fff，。、；：（）〔〕“”《》]) (?=[\u4e00-\u9fff\d，。、；：（）〔〕“”《》])"
    r"|(?<=\d) (?=[\u4e00-\u9fff，。、；：（）])"
)


@dataclass(frozen=True)
class Document:
    """What a report says: `blocks` are paragraphs (str) and tables (Grid) in reading order.

    `title` is what its source calls it (the title shown of a page), if it does. `scanned` where there are
    pages, but pictures only.
    """

    blocks: tuple[str | Grid, ...]
    title: str | None = None
    scanned: bool = False

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs, tables left out."""
        return [block for block in self.blocks if isinstance(block, str)]

    @property
    def grids(self) -> list[Grid]:
        """The tables."""
        return [block for block in self.blocks if isinstance(block, Grid)]


def tidy(text: str) -> str:
    """A paragraph without layout: white space folded, pronunciation and compatibility radicals gone."""
    if _RADICAL.search(text):
        text = _RADICAL.sub(lambda match: _whole_character(match[0]), text)
    text = _SPACE.sub(" ", text).strip()
    if "(" in text or "（" in text:
        text = _PRONOUNCED.sub("", text)
    return text


@cache
def _whole_character(radical: str) -> str:
    """The character that a compatibility radical stands for: PDF files of some programs are full of them."""
    plain: str = words("annual_report")["radicals"].get(radical) or unicodedata.normalize("NFKC", radical)
    return plain


def squeeze(text: str) -> str:
    """A paragraph without the blanks that only lay it out."""
    return _LAYOUT.sub("", text) if " " in text else text


def read_text(text: str) -> Document:
    """A report as plain text: a line is a paragraph, unless it plainly goes on in the next."""
    lines = [tidy(line) for line in text[:MOST_TEXT].replace("\r", "\n").split("\n")]
    return Document(tuple(_joined(lines)))


_STARTS = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．]|第[一二三四五六七八九十]{1,3}[部章]|附)"
)


def _joined(lines: list[str]) -> Iterator[str]:
    """Lines that a fixed width broke, put together again."""
    width = _width(lines)
    held = ""
    for line in lines:
        goes_on = width and _broken(held) and abs(len(held) - width) <= 2
        if goes_on and line and "|" not in line and not _STARTS.match(line):
            held += line
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _width(lines: list[str]) -> int:
    """The width that lines were broken at, in characters; 0 where they were not."""
    lengths = Counter(len(line) for line in lines if _broken(line))
    near = {length: sum(lengths[length + off] for off in range(-2, 3)) for length in lengths}
    best = max(near, key=lambda length: near[length], default=0)
    return best if near.get(best, 0) >= 4 else 0


def _broken(line: str) -> bool:
    """Whether a line ends within a sentence, and is no heading."""
    if len(line) < 24 or line[-1] in "。！？；：:;|.!?）)”》" or "|" in line:
        return False
    return not _STARTS.match(line) or bool(re.search(r"[。，；,]", line))


def read_page(page: Page) -> Document:
    """A report as a web page."""
    body = page.tree.body
    blocks = tuple(_blocks(body)) if body is not None else ()
    return Document(blocks, page.title)


def _blocks(root: LexborNode) -> Iterator[str | Grid]:
    """Paragraphs and data tables below a node; tables that only lay out a page are walked through."""
    text: list[str] = []
    size = 0

    def flush() -> Iterator[str]:
        paragraph = tidy("".join(text).replace("\n", " "))
        text.clear()
        if paragraph:
            yield paragraph

    node: LexborNode | None = root.child
    path: list[LexborNode] = []
    while node is not None:
        tag = node.tag
        inside = None
        if tag == "-text":
            piece = node.text_content or ""
            size += len(piece)
            if size > MOST_TEXT:
                break
            text.append(piece)
        elif tag == "table" and (grid := data_table(node)) is not None:
            yield from flush()
            yield grid
        elif tag == "img":
            if not "".join(text[-3:]).strip():
                yield _PICTURE
        elif tag not in _UNSEEN and tag and not tag.startswith(("-", "!", "_")):
            if tag in _BREAKS:
                yield from flush()
            inside = node.child
        if inside is not None:
            path.append(node)
            node = inside
            continue
        while node is not None and node.next is None:
            node = path.pop() if path else None
            if node is not None and node.tag in _BREAKS:
                yield from flush()
        node = node.next if node is not None else None
    yield from flush()


def data_table(node: LexborNode) -> Grid | None:
    """The table as a grid, or None where it only lays out the page."""
    if node.css_first("table table") is not None:
        return None
    rows = node.css("tr")
    if len(rows) < 2:
        return None
    cells = [[_cell(cell) for cell in row.css("td, th")] for row in rows[:400]]
    flat = [cell for row in cells for cell in row]
    if (
        len(flat) < 4
        or max(len(row) for row in cells) < 2
        or sum(len(cell.text) for cell in flat) > 60 * len(flat)
    ):
        return None
    return make_grid(cells)


def _cell(node: LexborNode) -> Cell:
    return Cell(
        tidy(node.text(deep=True, separator="").replace("\n", " ")),
        _span(node, "colspan"),
        _span(node, "rowspan"),
    )


def _span(node: LexborNode, name: str) -> int:
    value = (node.attributes.get(name) or "1").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def tokens(document: Document) -> list[str]:
    """What the tables hold as one stream of cells, folded and without blanks; "" is a blank cell.

    A document that has no tables may still hold them as text, with bars or line by line.
    """
    if document.grids:
        return [token for grid in document.grids for token in grid_tokens(grid)]
    return text_tokens("\n".join(document.paragraphs))


MERGED = "\x02"
"""Stands in the stream of cells for a place that a merged cell with a number covers."""


def grid_tokens(grid: Grid) -> Iterator[str]:
    """The cells of a grid, row by row."""
    for row in grid.rows:
        for place in row:
            if place is None:
                continue
            text = compact(place.text)
            if not place.across and not place.down:
                yield text
            elif not text and not place.down:
                yield ""
            elif text and value_like(text):
                yield MERGED


def text_tokens(text: str) -> list[str]:
    """The cells of tables that were copied as text."""
    found: list[str] = []
    for piece in fold(text).replace("\t", "|").split("|"):
        lines = [line for raw in piece.split("\n") if (line := raw.strip())]
        for line in lines or ("",):
            if " " not in line:
                found.append(line)
            elif head := _LABEL_AND_NUMBERS.match(line):
                found += ["".join(head[1].split()), *head[2].split()]
            elif _NUMBERS.fullmatch(line):
                found += line.split()
            else:
                found.append("".join(line.split()))
    return found


_NUMBERS = re.compile(r"[\d.,/+\-—]{1,12}(?: +[\d.,/+\-—]{1,12}){1,24}")
_LABEL_AND_NUMBERS = re.compile(
    r"([^\d\s].{1,60}?[^\d\s.,]) +((?:[\d.,/+\-—]{1,12} +){2,24}[\d.,/+\-—]{1,12})$"
)
_VALUE = re.compile(r"[+\-]?[\d,.oO]{1,14}(?:万?元|[件条个项次份])?|[-–—/\\无零空*]{1,3}|")


def value_like(token: str) -> bool:
    """Whether a cell may be a figure: a number, a blank, a dash."""
    return token == MERGED or bool(_VALUE.fullmatch(token))


def compact(text: str) -> str:
    """Folded text without any blank."""
    return "".join(fold(text).split())
