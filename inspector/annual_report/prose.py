"""Sums in prose: totals and the breakdowns that sentences give of them.

Only a breakdown that says it is one (其中, 分别为, a colon, a bracket), that leaves nothing out and that one
sentence holds may be called wrong: `explicit`. "其中" alone leaves things out more often than not, so that
parts which make less than their total are wrong only where something says that they are all: an "其他" among
them, 分别, a colon, or classes that leave no third (专职 and 兼职). Parts that make more are wrong anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from inspector.annual_report.counts import Count, counts, fold

_END = re.compile(r"[。！？!?]+(?!\s*[”’》)])|\n")
#: How a sentence begins that goes on with the breakdown of the one before.
_GOES_ON = re.compile(r"\s*(?:[(（]?其中|在(?:主动)?公开的.{0,8}(?:信息|申请)中|按.{1,14}(?:分|划分))")
_CUE = re.compile(
    r"其中[,:]?(?P<hint>主要(?:有|为|是|包括)?|包括|包含|涉及|含)?"
    r"|(?P<respective>分别(?:为|是|有|占)?)"
    r"|(?P<loose>(?<!不)包括|包含|涵盖|主要(?:有|为|是)|(?<![包所不])含(?![\u4e00-\u9fff]{0,3}税))"
    r"|(?P<opened>:)|(?P<bracket>\()"
    r"|在(?:主动)?公开的.{0,8}(?:信息|申请)中,?"
)
_REST = re.compile(r"其他|其它|其余|剩余|余下")
_AND_SO_ON = re.compile(r"等(?=[,;。)]|$|(?:各?[类项个]|方面|信息|内容|情况|工作)[^\d]{0,6}(?:[,;。)]|$))")
#: What is counted for itself, whatever stands before: answers, visits, meetings, submissions.
_OWN_SUBJECT = re.compile(
    r"回复|答复率|接受|召开|举办|举行|组织|培训|访问|浏览|阅读|点击|关注|粉丝|报送|上报|采用|采纳|录用|转发|参加|同时|另有|另外|此外|接听|咨询"
)
_CHANNEL = re.compile(r"通过|网站|门户|微信|微博|公众号|公报|公示栏|平台|客户端|媒体|电视|广播|报刊|在线")
_OTHER_CHANNEL = re.compile(r"(?:其他|其它)(?:方式|渠道|形式|途径|平台|载体|媒体)")
_ALL_TOLD = re.compile(r"(?:共|累计|总数|总量|合计|总计)[^\d,;]{0,16}$")
_GENERIC = re.compile(r"信息[^\d,;]{0,8}$")
_AT_LAST = re.compile(
    r"(?:^|[,;、(])(?:以上)?(?P<sure>总共|共计|合计|总计|一共)?(?P<likely>共|累计)?[^\d,;、]{0,3}$"
)
#: Classes that leave no third.
_CLOSED = (
    (re.compile("专职"), re.compile("兼职")),
    (re.compile("自然人|公民|个人"), re.compile("法人|组织|企业")),
    (re.compile("按时|按期"), re.compile("延期")),
    (re.compile("线上"), re.compile("线下")),
    (re.compile("已?(?:办结|答复|办理完)"), re.compile("正在办理|未办结|结转|在办|办理中")),
)


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


_BRACKETED = re.compile(r"\([^()]{0,40}\)")
_OF_IT = re.compile(r"其中|在(?:主动)?公开的.{0,8}(?:信息|申请)中")
_BACK = 200
_DIGIT = re.compile(r"[\d两一二三四五六七八九十]")


def breakdowns(sentence: Sentence, before: str = "") -> list[Breakdown]:
    """The breakdowns of a sentence, each total once.

    `before` is what the paragraph says before it: where the sentence breaks down a total that stands there,
    it is found, but it is no breakdown in one sentence and cannot be called wrong.
    """
    if len(sentence.counts) < 2:
        return []
    found: list[Breakdown] = []
    for cue in _CUE.finditer(sentence.folded):
        breakdown = _after_cue(sentence, cue)
        if breakdown and all(breakdown.parts != other.parts for other in found):
            found.append(breakdown)
    if found:
        return found
    if of_it := _OF_IT.search(sentence.folded):
        if before and not any(c.end <= of_it.start() for c in sentence.counts):
            return _across(sentence, before, of_it)
        return []
    for maker in (_total_at_last, _by_channel, _uncued):
        if breakdown := maker(sentence):
            return [breakdown]
    return []


def _across(sentence: Sentence, before: str, of_it: re.Match[str]) -> list[Breakdown]:
    text = before[-_BACK:]
    offset = len(text)
    folded = fold(text) + sentence.folded
    whole = Sentence(text + sentence.text, folded, tuple(counts(folded)))
    cue = _CUE.search(folded, offset + of_it.start())
    breakdown = _after_cue(whole, cue) if cue else None
    if breakdown is None or not breakdown.sum.holds:
        return []
    return [replace(breakdown, sum=replace(breakdown.sum, explicit=False))]


def _after_cue(sentence: Sentence, cue: re.Match[str]) -> Breakdown | None:
    text, numbers = sentence.folded, sentence.counts
    depth = _depth(text, cue.start())
    before = [
        c for c in numbers if c.end <= cue.start() and not c.growth and c.depth <= depth and c.unit
    ] or [c for c in numbers if c.end <= cue.start() and not c.growth and c.depth <= depth]
    if not before:
        return None
    total = before[-1]
    between = text[total.end : cue.start()]
    adjacent = not re.search(r"[;。]", between.strip("。")) and len(between) <= 40
    if cue["opened"] and (re.search(r"[,;。]", between) or len(between) > 12):
        return None
    if cue["bracket"]:
        if len(between) > 8 or re.search(r"[,;。]", between):
            return None
        closing = _closing(text, cue.start())
        inside = [c for c in numbers if cue.end() <= c.start < closing and c.depth == depth + 1]
        loose = bool(re.match(r"(?:含|包括|主要|其中)", text[cue.end() :]))
        return _judge(
            sentence, total, before, inside, inside, cue.end(), closing, strong=not loose, closed=False
        )
    if cue["loose"] and _depth(text, cue.start()) and text[cue.start() - 1] == "(":
        closing = _closing(text, cue.start() - 1)
        inside = [c for c in numbers if cue.end() <= c.start < closing and c.depth == depth]
        outer = [c for c in before if c.depth < depth]
        if not outer or len(text[outer[-1].end : cue.start()]) > 8:
            return None
        return _judge(
            sentence, outer[-1], outer, inside, inside, cue.end(), closing, strong=True, closed=False
        )
    if cue["respective"] and text[cue.start() - 2 : cue.start()] == "其中":
        return None
    closed = bool(cue["opened"])
    if cue["respective"]:
        if len(between) > 6:
            return None
        closed = True
    end = _end_of_tail(text, cue.end(), depth)
    tail = [c for c in numbers if cue.end() <= c.start < end and c.depth == depth and not c.growth]
    own_end = text.find(";", cue.end(), end)
    own_end = end if own_end < 0 else own_end
    tail, nested = _without_nested(text, tail, cue.end())
    own = [c for c in tail if c.start < own_end]
    said = text[cue.start() : cue.end() + 12]
    closed = closed or bool(
        re.match(r"其中[^\d,;]{2,20}分别(?:为|是|有)", text[cue.start() : cue.start() + 40])
    )
    strong = not cue["loose"] and not cue["hint"] and not re.search(r"其中[,:]?(?:主要|重点)", said)
    return _judge(
        sentence,
        total,
        before,
        own,
        tail,
        cue.end(),
        end,
        strong=strong and adjacent and not nested,
        closed=closed,
    )


def _depth(text: str, place: int) -> int:
    return max(0, text.count("(", 0, place) - text.count(")", 0, place))


def _closing(text: str, opening: int) -> int:
    depth = 0
    for place in range(opening, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place
    return len(text)


def _end_of_tail(text: str, begin: int, depth: int) -> int:
    """Where the parts end at the latest: with the sentence, or with the bracket that the cue stands in."""
    level = depth
    for place in range(begin, len(text)):
        level += (text[place] == "(") - (text[place] == ")")
        if level < depth:
            return place
        if text[place] == "。" and place > begin:
            return place
    return len(text)


def _without_nested(text: str, tail: Sequence[Count], begin: int) -> tuple[list[Count], bool]:
    """The parts without those of a breakdown within a part; True where it is not sure where that ends."""
    parts: list[Count] = []
    index, place = 0, begin
    while index < len(tail):
        count = tail[index]
        gap = text[place : count.start]
        place = count.end
        if parts and re.search(r"其中|包括|包含", gap):
            whole, inner, stop = parts[-1].value, 0.0, index
            for number in range(index, len(tail)):
                if number > index and ";" in text[tail[number - 1].end : tail[number].start]:
                    stop = number
                    break
                inner += tail[number].value
                if inner == whole:
                    stop = number + 1
                    break
            else:
                return parts, True
            index, place = stop, tail[stop - 1].end
            continue
        parts.append(count)
        index += 1
    return parts, False


def _judge(
    sentence: Sentence,
    total: Count,
    before: Sequence[Count],
    own: Sequence[Count],
    tail: Sequence[Count],
    begin: int,
    end: int,
    *,
    strong: bool,
    closed: bool,
) -> Breakdown | None:
    """Whether parts make their total; `own` are those before the first semicolon, `tail` all."""
    text = sentence.folded
    if len(tail) < 1 or (len(own) < 2 and len(tail) < 2):
        return None
    totals = _totals(text, total, before)
    for parts in _readings(own, tail, total):
        for candidate in totals:
            for length in range(len(parts), 1, -1):
                if _same(sum(c.value for c in parts[:length]), candidate):
                    kept = tuple(parts[:length])
                    sure = strong and not any(c.rough for c in (total, *kept))
                    return Breakdown(total, kept, _sum(sentence, candidate, kept, True, sure))
    listed = own if len(own) >= 2 else tail if _one_each(text, own, tail) else own
    parts = _of_one_subject(text, listed, total, begin)
    if len(parts) < 2:
        return None
    explicit = strong and _may_accuse(text, total, totals, parts, begin, end, closed)
    if not explicit and any(c.value > total.value for c in parts):
        return None
    sure = strong and len(set(totals)) == 1 and not total.rough
    return Breakdown(total, tuple(parts), _sum(sentence, total.value, tuple(parts), False, explicit), sure)


def _readings(own: Sequence[Count], tail: Sequence[Count], total: Count) -> Iterator[list[Count]]:
    """The ways to read the list of parts: all, those of the total's kind, those before a semicolon."""
    seen: list[list[Count]] = []
    for listed in (list(own), list(tail)):
        for reading in (
            listed,
            [c for c in listed if c.kin == total.kin or not c.unit],
            [c for c in listed if c.unit == total.unit],
        ):
            if len(reading) > 1 and reading not in seen:
                seen.append(reading)
                yield reading


def _totals(text: str, total: Count, before: Sequence[Count]) -> list[float]:
    """What may be meant as the total: the count before, the counts joined to it, or an earlier one."""
    values = [total.value]
    joined = total.value
    for earlier, later in zip(reversed(before[:-1]), reversed(before), strict=False):
        if earlier.kin != total.kin or ";" in text[earlier.end : later.start]:
            break
        joined += earlier.value
        values.append(joined)
    values += [c.value for c in before[:-1] if c.kin == total.kin]
    return values


def _one_each(text: str, own: Sequence[Count], tail: Sequence[Count]) -> bool:
    """Whether every stretch between semicolons holds just one part."""
    return len(own) == 1 and all(
        ";" in text[earlier.end : later.start] for earlier, later in zip(tail, tail[1:], strict=False)
    )


def _of_one_subject(text: str, listed: Sequence[Count], total: Count, begin: int) -> list[Count]:
    """The parts up to the first that counts something for itself."""
    said = text[max(0, total.start - 20) : total.start]
    parts: list[Count] = []
    for count in listed:
        label = text[(parts[-1].end if parts else begin) : count.start]
        other = _OWN_SUBJECT.search(_BRACKETED.sub("", label))
        if parts and other and other[0] not in said:
            break
        parts.append(count)
    return parts


def _may_accuse(
    text: str,
    total: Count,
    totals: Sequence[float],
    parts: Sequence[Count],
    begin: int,
    end: int,
    closed: bool,
) -> bool:
    if any(c.rough or c.growth for c in (total, *parts)):
        return False
    units = {c.unit for c in parts if c.unit}
    if len(units) > 1 or (
        units and total.unit and total.unit not in units and total.kin not in {c.kin for c in parts if c.unit}
    ):
        return False
    made = sum(c.value for c in parts)
    if made > max(totals):
        return all(c.value < total.value for c in parts)
    if made > total.value:
        return False
    listed = text[begin:end]
    if _AND_SO_ON.search(listed):
        return False
    labels = _labels(text, parts, begin)
    if any(_REST.search(label) for label in labels) or closed:
        return True
    return len(parts) == 2 and any(
        (one.search(labels[0]) and other.search(labels[1]))
        or (one.search(labels[1]) and other.search(labels[0]))
        for one, other in _CLOSED
    )


def _labels(text: str, parts: Sequence[Count], begin: int) -> list[str]:
    """The words before each part, and those up to the next comma behind it."""
    labels = []
    for number, count in enumerate(parts):
        start = parts[number - 1].end if number else begin
        behind = re.match(r"[^,;、。()\d]{0,16}", text[count.end :])
        labels.append(text[start : count.start] + (behind[0] if behind else ""))
    return labels


def _total_at_last(sentence: Sentence) -> Breakdown | None:
    """Parts first, the total behind them: …26条、…59条，总共85条."""
    text, numbers = sentence.folded, [c for c in sentence.counts if not c.growth]
    for index in range(2, len(numbers)):
        total = numbers[index]
        lead = _AT_LAST.search(text[numbers[index - 1].end : total.start])
        if not lead or not (lead["sure"] or lead["likely"]):
            continue
        for start in range(index - 1):
            parts = numbers[start:index]
            if _same(sum(c.value for c in parts), total.value):
                return Breakdown(
                    total, tuple(parts), _sum(sentence, total.value, tuple(parts), True, bool(lead["sure"]))
                )
        parts = numbers[:index]
        units = {c.unit for c in (*parts, total)}
        sure = (
            bool(lead["sure"])
            and len(parts) >= 3
            and len(units) == 1
            and not any(c.rough or c.depth for c in (*parts, total))
            and not _CUE.search(text[: total.start])
        )
        if sure:
            return Breakdown(total, tuple(parts), _sum(sentence, total.value, tuple(parts), False, True))
    return None


def _by_channel(sentence: Sentence) -> Breakdown | None:
    """A total of all information and its channels, the last of them "other channels"."""
    text, numbers = sentence.folded, [c for c in sentence.counts if not c.growth and not c.depth]
    for index, total in enumerate(numbers[:-2]):
        head = text[max(0, total.start - 40) : total.start]
        if not _ALL_TOLD.search(head) or not _GENERIC.search(re.sub(r"(?:共|累计)[^\d,;]{0,6}$", "", head)):
            continue
        parts = numbers[index + 1 :]
        labels = _labels(text, parts, total.end)
        last = next((n for n, label in enumerate(labels) if _OTHER_CHANNEL.search(label)), None)
        if last is None or last < 1 or not all(_CHANNEL.search(label) for label in labels[:last]):
            continue
        parts = parts[: last + 1]
        made = sum(c.value for c in parts)
        exact = not any(c.rough for c in (total, *parts)) and len({c.unit for c in (total, *parts)}) == 1
        return Breakdown(
            total, tuple(parts), _sum(sentence, total.value, tuple(parts), _same(made, total.value), exact)
        )
    return None


def _uncued(sentence: Sentence) -> Breakdown | None:
    """A total whose next counts make it, though nothing says that they should."""
    numbers = [c for c in sentence.counts if not c.growth and not c.depth]
    for index, total in enumerate(numbers[:-2]):
        made, parts = 0.0, []
        for count in numbers[index + 1 :]:
            made += count.value
            parts.append(count)
            if len(parts) > 1 and total.value > 2 and _same(made, total.value) and count.value:
                return Breakdown(total, tuple(parts), _sum(sentence, total.value, tuple(parts), True, False))
            if made > total.value:
                break
    return None


def _same(one: float, other: float) -> bool:
    return abs(one - other) < 1e-6


def _sum(sentence: Sentence, total: float, parts: tuple[Count, ...], holds: bool, explicit: bool) -> Sum:
    return Sum(sentence.text, total, tuple(c.value for c in parts), holds, explicit)
