"""The labels of one letter, wherever they stand on its page."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from inspector.vocabulary import words

if TYPE_CHECKING:
    from inspector.page import Page

_FEWEST = 4
# Who answered and when, as labels of values: not in a row of headings, one beside the other.
_UNIT = re.compile(
    r"(?:回复|答复|处理|办理|承办|受理|回信|反馈|解答|回答|办复)(?:单位|部门|机构)(?:\s?[:：]|$\n(?!.{2,6}(?:时间|日期|状态|结果)$))",
    re.M,
)
_DAY = re.compile(
    r"(?:回复|答复|处理|办理|办结|回信|反馈|解答|回答|办复)(?:时间|日期)(?:\s?[:：]|$\n(?=(?:19|20)\d\d))",
    re.M,
)
# Who runs the site is told by labels of the same words.
_FOOT = re.compile(r"主办(?:单位)?[:：].{0,200}?(?:ICP|标识码|备案|版权)", re.S)
_ANSWER = ("回复", "答复", "办理", "处理", "办结", "回信", "反馈", "解答", "回答", "办复")


def labels_of_one(page: Page) -> frozenset[str]:
    """The labels of a letter that stand before values anywhere in a line, with one of an answer among them.

    None of them where fewer than four do, or where one stands there twice: that is a list of letters.
    """
    if not any(word in page.text for word in _ANSWER):
        return frozenset()
    met = Counter(_labels().findall(_FOOT.sub("", page.text)))
    if len(met) < _FEWEST or max(met.values()) > 1 or not any(label[:2] in _ANSWER for label in met):
        return frozenset()
    return frozenset(met)


def form_answered(page: Page) -> bool:
    """Whether the entries of a letter's form stand here with an answer, and with nothing to write in."""
    if "内容" not in page.text or "textarea" in page.tags:
        return False
    labels = {label for line in page.lines for label in line.labels}
    return sum(name == "mailbox_form" for name, _ in labels) >= _FEWEST and any(
        name == "letter" and label[:2] in _ANSWER and label.endswith("内容") for name, label in labels
    )


def answered_once(page: Page) -> bool:
    """Whether a page says once who answered, and once when."""
    text = _FOOT.sub("", page.compact)
    if not any(word in text for word in _ANSWER):
        return False
    return len(_UNIT.findall(text)) == 1 and len(_DAY.findall(text)) == 1


@cache
def _labels() -> re.Pattern[str]:
    labels = sorted(words("kinds")["text"]["letter"], key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, labels))})\s?[:：]")
