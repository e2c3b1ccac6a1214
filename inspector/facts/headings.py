"""Where the visible headings of a page stand, and what the head says its title is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from inspector.facts.text import INLINE_MARK, split_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.page import Page

# Compared without blanks, tags and the width of punctuation.
_FOLD = dict.fromkeys(map(ord, " \t\r\n\x01\xa0\u3000\u200b\ufeff")) | str.maketrans(
    "（）：，－！？", "():,-!?"
)
_FOLD_LINES = {key: value for key, value in _FOLD.items() if key != ord("\n")}
_SEPARATOR = re.compile(r"\s*(?:[_|｜│┃>»<《》]|--+|——|\s[-–—·]\s|[-–—](?=[\u4e00-\u9fff]))\s*")
_ELLIPSIS = re.compile(r"(?:\.{2,}|…+)$")
_TITLE_NAME = "ucaptitle,[class*=tit i],[id*=tit i],[class*=biaoti i],[class=bt i],[class*=headline i]"
_EMPTY_ARTICLE = frozenset({"", "null", "undefined"})
_SENTENCE = re.compile(r"[。；]")


@dataclass(frozen=True)
class Heading:
    """A visible heading: its text, its first line in `Page.lines`, how many lines it takes.

    `strength` is 5 for one the head of the page names, 4 for an h1, down to 2 for an element that is
    merely called a title.
    """

    text: str
    line: int
    span: int
    strength: int


def fold(text: str) -> str:
    """The text without blanks and tag marks, punctuation in one width: for comparison."""
    return text.translate(_FOLD)


def join_lines(lines: Sequence[str]) -> str:
    """A heading split over lines as one: a blank only where Latin letters or digits would run together."""
    joined = ""
    for line in lines:
        part = " ".join(line.replace(INLINE_MARK, "").split())
        gap = joined and part and joined[-1].isascii() and part[0].isascii() and part[0].isalnum()
        joined += (" " if gap else "") + part
    return joined


def title_pieces(title: str) -> list[str]:
    """What a title element may mean: itself, and its parts before and after each separator, longest first."""
    title = title.strip()
    ends = [(match.start(), match.end()) for match in _SEPARATOR.finditer(title[:400])][:8]
    pieces = [title]
    pieces += [title[:start] for start, _ in reversed(ends)]
    pieces += [title[end:] for _, end in ends]
    return [piece for piece in dict.fromkeys(p.strip() for p in pieces) if piece]


class Headings:
    """The headings of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._lines = page.lines

    @cached_property
    def _folded(self) -> str:
        return "\n" + "\n".join(self._lines).translate(_FOLD_LINES) + "\n"

    @cached_property
    def hints(self) -> list[str]:
        """Titles the head names: ArticleTitle, then the parts of the title element."""
        named = self._page.head_tags.get("ArticleTitle", "")
        hints = [] if named.lower() in _EMPTY_ARTICLE else [named]
        title = self._page.tree.css_first("title")
        if title:
            hints += title_pieces(" ".join(title.text().split()))
        return hints

    @cached_property
    def named(self) -> list[Heading]:
        """Visible lines that say what the head says, best hint first."""
        found: list[Heading] = []
        for hint in self.hints:
            wanted = fold(_ELLIPSIS.sub("", hint))
            if len(wanted) >= 4:
                found += self._locate(wanted, 5, cut=wanted != fold(hint))
        return found

    @cached_property
    def marked(self) -> list[Heading]:
        """Elements that are headings by tag, then those that are titles by name."""
        found: list[Heading] = []
        for selector, strength in (("h1", 4), ("h2,h3", 3), (_TITLE_NAME, 3), ("h4,h5", 2)):
            for node in self._page.tree.css(selector)[:30]:
                text = node.text()
                if not text or len(text) > 400 or not text.strip():
                    continue
                wanted = "\n".join(filter(None, map(fold, split_lines(node.html or ""))))
                if 2 <= len(wanted) <= 200 and wanted.count("\n") < 5:
                    found += self._locate(wanted, strength)
        return found

    def above(self, line: int, reach: int) -> Heading | None:
        """The heading that stands over a line, not further up than `reach` lines."""
        low = line - reach
        near = [h for h in self.named if low <= h.line < line]
        first = max(
            (h for h in self.marked if h.strength == 4 and low <= h.line < line), key=_line, default=None
        )
        if near:
            # A copied head may name the column; the heading next to the byline is then the title.
            best = max(near, key=lambda h: (len(h.text) > 6, h.line))
            return first if first and first.line > best.line and len(first.text) > 3 else best
        if first:
            return first
        return max(
            (h for h in self.marked if low <= h.line < line and len(h.text) >= 4),
            key=lambda h: (h.strength, h.line),
            default=None,
        )

    def first(self) -> Heading | None:
        """The best heading of a page without a byline."""
        for heading in self.named:
            if len(heading.text) >= 4:
                return heading
        return next((h for h in self.marked if h.strength == 4), None)

    def _locate(self, wanted: str, strength: int, cut: bool = False) -> list[Heading]:
        found = []
        start = 0
        needle = "\n" + wanted + ("" if cut else "\n")
        while len(found) < 6:
            at = self._folded.find(needle, start)
            if at < 0:
                break
            line = self._folded.count("\n", 0, at)
            span = wanted.count("\n") + 1
            found.append(Heading(join_lines(self._lines[line : line + span]), line, span, strength))
            start = at + 1
        return found


def _line(heading: Heading) -> int:
    return heading.line
