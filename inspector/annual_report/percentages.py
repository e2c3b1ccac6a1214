"""Percentages in prose, computed again from the counts beside them.

A stated percentage holds where rounding or cutting off at its last digit gives it. It is computed where a
part of a breakdown states its share of the total (占…%), and where a rate stands behind the two counts that
make it (制发707件，主动公开673件，主动公开率95.19%).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspector.annual_report.counts import Count
from inspector.annual_report.sentences import Breakdown, Sentence

_SHARE = re.compile(
    r"^[^,;。%\d(]{0,8}[,、(]?(?:约)?占(?:比|到|总数|总量)?[^,;。%\d]{0,16}?(?P<value>\d{1,3}(?:\.\d{1,4})?)%"
)
#: Shares of what the sentence does not give.
_ELSEWHERE = re.compile(r"计划|目标|任务|上年|去年|同期|往年|历年|全[国省市县区州]|生产总值|预算|累计")
_RATE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,8}率)(?:均|都|皆)?(?:为|达到?|是|:|约)?(?P<value>\d{1,3}(?:\.\d{1,4})?)%"
)
_RATE_VERB = re.compile(r"(?:平均|申请|信息|政府|按时|及时|按期|依法|主动)*([\u4e00-\u9fff]{2,4})率$")
_RESPECTIVELY = re.compile(
    r"分别占(?:比|总数|总量)?[^,;。%\d]{0,12}?((?:\d{1,3}(?:\.\d{1,4})?%[、,和及]?){2,12})"
)
_IN_TIME = re.compile(r"按时|及时|按期|期限内|时限内|满意|合格|知晓|覆盖|差错|同比|增长")
_WHOLE = re.compile(r"共|收到|受理|累计|总|新收")
_PENDING = re.compile(r"结转|正在办理|办理中|尚未|未到期|待办|在办|待答复|撤回|撤销|终止")


@dataclass(frozen=True, slots=True)
class Percentage:
    """A percentage as stated, and what the counts make; `computed` is rounded to the digits stated.

    `explicit` where the sentence leaves no doubt of what is divided by what.
    """

    text: str
    stated: float
    computed: float
    part: float
    whole: float
    holds: bool
    explicit: bool

    @property
    def wrong(self) -> bool:
        """Whether the report may be told that this percentage is wrong."""
        return self.explicit and not self.holds


def agrees(part: float, whole: float, stated: str) -> bool:
    """Whether rounding or cutting off part/whole at the digits stated gives the percentage stated."""
    if not whole:
        return False
    digits = len(stated.partition(".")[2])
    return abs(part / whole * 100 - float(stated)) < 10.0**-digits - 1e-9


def percentages(sentence: Sentence, found: Sequence[Breakdown]) -> list[Percentage]:
    """The percentages of a sentence that its counts let one compute."""
    if "%" not in sentence.folded:
        return []
    results: list[Percentage] = []
    for breakdown in found:
        results += _shares(sentence, breakdown)
    known = {part.end for breakdown in found for part in breakdown.parts}
    results += _single_shares(sentence, known)
    return results + list(_rates(sentence))


def _shares(sentence: Sentence, breakdown: Breakdown) -> Iterator[Percentage]:
    text = breakdown.sum.text.translate(_PLAIN)
    sure = breakdown.total.end > 0 and not breakdown.total.rough
    together = _RESPECTIVELY.search(text, breakdown.parts[-1].end)
    values = re.findall(r"\d{1,3}(?:\.\d{1,4})?", together[1]) if together else []
    for number, part in enumerate(breakdown.parts):
        own = _share(text, part)
        if own:
            stated, end = own["value"], part.end + own.end()
        elif together and len(values) == len(breakdown.parts):
            stated, end = values[number], together.end()
        else:
            continue
        begin = max(text.rfind(mark, 0, part.start) for mark in ",;。、:(") + 1
        yield _made(
            breakdown.sum.text[begin:end].strip(),
            stated,
            part.value,
            [breakdown.sum.total, breakdown.total.value, *(c.value for c in sentence.counts)],
            explicit=sure and not part.rough and (breakdown.sum.explicit or breakdown.sure),
        )


def _share(text: str, part: Count) -> re.Match[str] | None:
    """The share that stands behind a part, if it is one of the total that the sentence gives."""
    match = _SHARE.match(text[part.end : part.end + 50])
    return None if match is None or _ELSEWHERE.search(match[0]) else match


_PLAIN = str.maketrans("％（）：；，﹪", "%():;,%")


def _made(text: str, stated: str, part: float, wholes: Sequence[float], *, explicit: bool) -> Percentage:
    """The percentage of a part of the first whole, or of another that makes the stated one true."""
    digits = len(stated.partition(".")[2])
    fitting = next((whole for whole in wholes if whole >= part and agrees(part, whole, stated)), None)
    whole = fitting if fitting is not None else wholes[0]
    computed = round(part / whole * 100, digits) if whole else 0.0
    return Percentage(text, float(stated), computed, part, whole, fitting is not None, explicit and whole > 0)


def _single_shares(sentence: Sentence, known: set[int]) -> Iterator[Percentage]:
    """Shares of counts that stand in no breakdown: 受理申请3059件，按时答复3055件，占99.87%."""
    text = sentence.folded
    for number, part in enumerate(sentence.counts):
        own = _share(text, part)
        if not own or part.end in known or part.growth:
            continue
        wholes = [c for c in sentence.counts[:number] if c.kin == part.kin and not c.growth and not c.rough]
        if not wholes or part.rough:
            continue
        whole = wholes[-1]
        gap = text[whole.end : part.start]
        sure = (
            len(wholes) == 1
            and whole.unit == part.unit != ""
            and whole.value >= part.value
            and not _share(text, whole)
            and ";" not in gap
            and ("其中" in gap or bool(_WHOLE.search(_clause(text, whole))))
        )
        stated = own["value"]
        if sure or any(w.value >= part.value and agrees(part.value, w.value, stated) for w in wholes):
            begin = max(text.rfind(mark, 0, part.start) for mark in ",;。、:(") + 1
            yield _made(
                sentence.text[begin : part.end + own.end()].strip(),
                stated,
                part.value,
                [w.value for w in reversed(wholes)],
                explicit=sure,
            )


def _rates(sentence: Sentence) -> Iterator[Percentage]:
    text = sentence.folded
    for match in _RATE.finditer(text):
        name, stated = match["name"], match["value"]
        if _IN_TIME.search(text[max(0, match.start() - 4) : match.end()]) or "比" in name:
            continue
        before = [
            c for c in sentence.counts if c.end <= match.start() and not c.growth and not c.rough and c.unit
        ]
        pair = _pair(text, before, match.start())
        if pair is None:
            continue
        part, whole = pair
        verb = _RATE_VERB.search(name)
        named = bool(verb and verb[1][:2] in _clause(text, part))
        holds = agrees(part.value, whole.value, stated)
        explicit = (
            named
            and part.kin == whole.kin == "item"
            and part.unit == whole.unit
            and len(before) == 2
            and not _PENDING.search(text)
        )
        if not holds and not explicit:
            continue
        yield _made(
            sentence.text[whole.start : match.end()].strip() if whole.start < part.start else match[0],
            stated,
            part.value,
            [whole.value],
            explicit=explicit,
        )


def _pair(text: str, before: Sequence[Count], end: int) -> tuple[Count, Count] | None:
    """The count that the rate is of, and the greater one before it."""
    if len(before) < 2 or len(text[before[-1].end : end]) > 16:
        return None
    part, whole = before[-1], before[-2]
    if part.value > whole.value or part.kin != whole.kin:
        return None
    return part, whole


def _clause(text: str, count: Count) -> str:
    begin = max(text.rfind(mark, 0, count.start) for mark in ",;。:(") + 1
    return text[begin : count.start]
