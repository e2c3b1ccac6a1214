"""The breadcrumb trail of a page: where it stands, and the steps that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from inspector.facts.lines import INLINE_MARK, fold
from inspector.facts.template_words import ANY, ITEM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.facts.lines import Line
    from inspector.page import Page

_STEP = re.compile(r"[>›»→＞\\]+|\s[/|-]\s|/|(?<=[^\s])\s*-{1,2}>?\s*|::")
# Behind the last step, on one line with it, may stand what the reader can set.
_TOOLS = re.compile(r"[\s【\[(（|]{1,4}(?:字\s?[体号]|视力保护|保护视力|浏览[量次]|打印|背景色)")
_HOME = re.compile("(?:网站|本站|门户)?[首主]\\s?页|[\u4e00-\u9fff]{2,12}(?:网|网站|政府)")
_MOST_CELLS = 14  # steps and signs
_DEEPEST = 6  # steps
_LOWEST = 400  # lines
_TAG = re.compile(r"<[^>]{0,400}>?")
_SIGNS = tuple(">›»→＞/")
_BETWEEN = ">›»→＞/\\:|-"
_LONGEST_ITEM = 40  # characters
_REACH = 600  # characters
_NEAR = 200  # characters


@dataclass(frozen=True, slots=True)
class Trail:
    """The steps after the home page, outermost first, and the index of the line in `Page.lines`.

    `item` says that a last step, left out of these, told that one text stands here.

    What stands above that line is the head of the site: its menu may hold lists of its own.
    """

    steps: tuple[str, ...]
    line: int
    item: bool = False

    @property
    def outer(self) -> frozenset[str]:
        """The steps before the last, folded."""
        return frozenset(map(fold, self.steps[:-1]))


def read_trail(page: Page) -> Trail | None:
    """The first trail among the visible lines; None where there is none."""
    lines = page.lines[:_LOWEST]
    for index, line in enumerate(lines):
        if not (place := line.place):
            continue
        trail = without_tools(place.string[place.end() :])
        if place.string.strip() == "位置" and not any(map(_HOME.fullmatch, lines[index + 1 : index + 2])):
            continue  # What is told of a place, parted in a menu.
        bare = len(trail.strip(" :：")) < 3
        if bare or (trail.rstrip()[-1:] in _SIGNS and len(_STEP.findall(trail)) == 1):
            more = _parted(lines[index + 1 : index + _MOST_CELLS])
            if bare and len(more) < 2:
                more = _listed(lines[index + 1 : index + 6], page.head_tags.get("ColumnName", ""))
                if len(more) > 1 and _HOME.fullmatch(trail.strip()) and INLINE_MARK not in lines[index + 1]:
                    more, bare = [], False  # A front page: what stands below is a heading over a list.
                elif ">" not in "".join(more).replace(">>", ">")[:60]:
                    continue
            trail, index = trail * (not bare) + "".join(more), index + len(more)
        steps = [step.strip() for step in _STEP.split(trail)]
        if len(steps) == 1 and place[0]:
            steps = _linked(line)  # Pictures part the steps, or nothing that is text.
        steps = [step for step in steps if step and len(step) < 60]
        if not place[0] and len(steps) > _DEEPEST and not set(">›»→＞").intersection(trail):
            continue  # A menu, whose entries are parted by strokes.
        item = bool(steps) and ITEM.fullmatch(steps[-1]) is not None
        steps = [step for step in steps if not ANY.fullmatch(step)]
        if len(steps) >= 2 or (place[0] and steps):
            return Trail(tuple(steps), index, item)
    return None


def _parted(lines: Sequence[Line]) -> list[str]:
    """Steps on lines of their own, with the signs that part them at their end or on lines between."""
    taken: list[str] = []
    for line in lines:
        text = line.replace(INLINE_MARK, "").strip()
        sign = not text.strip(_BETWEEN)
        if sign == (not taken or taken[-1][-1] in _SIGNS) or not (sign or _is_item(line)):
            break
        taken.append(">" if sign else text)
    return taken


def _listed(lines: Sequence[Line], name: str) -> list[str]:
    """The items of a list, up to one that is no link or names the page, with signs between them."""
    items = list(takewhile(_is_step, lines))
    folded = fold(name)
    ends = (at for at, one in enumerate(items) if at and (INLINE_MARK not in one or one.folded == folded))
    texts = [item.replace(INLINE_MARK, "") for item in items[: next(ends, len(items)) + 1]]
    return [*[f"{text}>" for text in texts[:-1]], *texts[-1:]]


def without_tools(text: str) -> str:
    """A trail without the tools of the reader that stand behind it on the same line."""
    found = _TOOLS.search(text)
    return text[: found.start()] if found else text


def _linked(line: str) -> list[str]:
    """The links and other pieces of a line from the home page on; none where that is no link in it."""
    pieces = [piece.strip() for piece in line.split(INLINE_MARK)]
    begin = next((at for at, piece in enumerate(pieces) if _HOME.fullmatch(piece)), len(pieces))
    return pieces[begin:]


def _is_step(line: Line) -> bool:
    return _is_item(line) and not line.is_row


def _is_item(line: str) -> bool:
    return len(line) < _LONGEST_ITEM and "|" not in line and line[-1] not in ":："


def anchors_above(trail: Trail, shown: str) -> int:
    """How many anchors of the markup shown begin before the first step; 0 where that is not found."""
    first, second = trail.steps[0], (*trail.steps, "")[1]
    at = shown.find(first)
    while at >= 0:
        behind = _TAG.sub("", shown[at + len(first) : at + _REACH])
        behind = fold(behind.replace("&gt;", ">").replace("&nbsp;", ""))
        apart = behind[:1] in _BETWEEN and behind.lstrip(_BETWEEN).startswith(fold(second))
        if apart or ("位" in shown[max(0, at - _NEAR) : at] and behind.startswith(fold(second))):
            return shown.count("<a ", 0, at)
        at = shown.find(first, at + 1)
    return 0
