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
_ANSWER = ("回复", "答复", "办理", "处理")


def labels_of_one(page: Page) -> frozenset[str]:
    """The labels of a letter that stand before values anywhere in a line, with one of an answer among them.

    None of them where fewer than four do, or where one stands there twice: that is a list of letters.
    """
    if not any(word in page.text for word in _ANSWER):
        return frozenset()
    met = Counter(_labels().findall(page.text))
    if len(met) < _FEWEST or max(met.values()) > 1 or not any(label[:2] in _ANSWER for label in met):
        return frozenset()
    return frozenset(met)


@cache
def _labels() -> re.Pattern[str]:
    labels = sorted(words("kinds")["text"]["letter"], key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, labels))})\s?[:：]")
