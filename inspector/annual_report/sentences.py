"""Sentences of a report, and the sums that they give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspector.annual_report.counts import Count, counts, fold

_END = re.compile(r"[。！？!?]+(?!\s*[”’》)])|\n")
#: How a sentence begins that goes on with the breakdown of the one before.
_GOES_ON = re.compile(
    r"\s*(?:[(（]?其中|在(?:主动)?公开的.{0,8}(?:信息|申请)中|[按从][^,，;；。\d]{1,14}(?:分|划分|统计|看|来看)[,，:：])"
)
_DIGIT = re.compile(r"[\d两一二三四五六七八九十]")


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and its parts as a sentence gives them.

    `explicit`: the sentence says that these are all the parts. `holds` where they make the total.
    """

    text: str
    total: float
    parts: tuple[float, ...]
    holds: bool
    explicit: bool

    @property
    def wrong(self) -> bool:
        """Whether the report may be told that this sum is wrong."""
        return self.explicit and not self.holds


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total and its parts with their places, for what else hangs on them (percentages).

    `sure`: nothing else can be the total of these parts, be they all or not.
    """

    total: Count
    parts: tuple[Count, ...]
    sum: Sum
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as written, folded, with its counts."""

    text: str
    folded: str
    counts: tuple[Count, ...]


def sentences(paragraph: str) -> Iterator[Sentence]:
    """The sentences of a paragraph; one that goes on with a breakdown stays with the one before."""
    begin = 0
    ends = [match.end() for match in _END.finditer(paragraph)] + [len(paragraph)]
    for end in ends:
        if end <= begin or _GOES_ON.match(paragraph, end):
            continue
        text = paragraph[begin:end].strip()
        begin = end
        if text:
            folded = fold(text)
            yield Sentence(text, folded, tuple(counts(folded)) if _DIGIT.search(folded) else ())


def labels(text: str, parts: Sequence[Count], begin: int) -> list[str]:
    """The words before each part, and those up to the next comma behind it."""
    found = []
    for number, count in enumerate(parts):
        start = parts[number - 1].end if number else begin
        behind = re.match(r"[^,;、。()\d]{0,16}", text[count.end :])
        found.append(text[start : count.start] + (behind[0] if behind else ""))
    return found


def same(one: float, other: float) -> bool:
    """Whether two numbers are the same."""
    return abs(one - other) < 1e-6


def sum_of(sentence: Sentence, total: float, parts: tuple[Count, ...], holds: bool, explicit: bool) -> Sum:
    """The sum of some parts, with the sentence that gives it."""
    return Sum(sentence.text, total, tuple(c.value for c in parts), holds, explicit)
