"""The current position that a page states: the name of its place, and those above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from inspector.facts.lines import INLINE_MARK, fold, per_line
from inspector.facts.trail import without_tools

if TYPE_CHECKING:
    from inspector.page import Page

_PLACE = re.compile(
    r"(?:当前|您|你|所在)[^:：]{0,12}(?:位置|在)[^:：]{0,6}[:：]|^\W{0,8}首\s{0,4}页[^\w|｜]{1,8}[^\s|｜]"
)
_STEP = re.compile(r"\s*(?:>+|»|›|→|＞+|/|\\|->|::|·|\|)\s*")
_LAST_STEP = re.compile(
    r"^(?:(?:文章|信息|新闻|征集)?(?:正文|内容|详情)页?|详细(?:内容|信息)?|文章|信息|(?:文章|信息|新闻|图片|下载|软件)?列表"
    r"|浏览|查看)?$"
)
ITEM = re.compile("^(?:来信|信件|留言|咨询|投诉|办件|文章|新闻|信息|征集)?(?:正文|内容|详情|查看|详细)$")


class Place(NamedTuple):
    """The last step of the current position, those before it, folded, and the line they stand in.

    `one` says that this step only tells that one item stands there: a text, the details of a letter.
    """

    name: str
    outer: frozenset[str]
    line: int
    one: bool = False


def read_position(page: Page) -> Place | None:
    """The last step of the current position."""
    for index, line in enumerate(page.lines[:150]):
        if _is_place(line):
            bare = without_tools(line.replace(INLINE_MARK, "").strip())
            steps = [step for step in _STEP.split(bare) if step]
            one = bool(steps) and ITEM.search(steps[-1]) is not None
            while steps and _LAST_STEP.match(steps[-1]):
                steps.pop()
            if len(steps) > 1 and 2 <= len(steps[-1]) <= 80:
                return Place(steps[-1].strip(), frozenset(map(fold, steps[1:-1])), index, one)
    if (trail := page.trail) and len(trail.steps) > 1:
        return Place(trail.steps[-1], frozenset(map(fold, trail.steps[1:-1])), trail.line, trail.item)
    return None


@per_line
def _is_place(line: str) -> bool:
    if not ("位置" in line or "首" in line or "在" in line):
        return False
    return len(line) < 400 and _PLACE.search(line) is not None
