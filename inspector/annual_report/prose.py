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
from inspector.annual_report.sentences import Breakdown, Sentence, labels, same, sum_of
from inspector.annual_report.uncued import by_chance, by_channel, total_at_last

_OF_IT = re.compile(r"其中|在(?:主动)?公开的.{0,8}(?:信息|申请)中")
_CUE = re.compile(
    r"其中[,:]?(?P<hint>主要(?:有|为|是|包括)?|包括|包含|涉及|含)?"
    r"|(?P<respective>分别(?:为|是|有|占)?)"
    r"|(?P<loose>(?<!不)包括|包含|涵盖|主要(?:有|为|是)|(?<![包所不])含(?![\u4e00-\u9fff]{0,3}税))"
    r"|(?P<opened>:)|(?P<bracket>\()"
    r"|在(?:主动)?公开的.{0,8}(?:信息|申请)中,?"
    r"|(?P<way>[按从][^,;。:\d]{1,14}(?:分|划分|统计|看|来看)[,:])"
    r"|(?<=[条件份篇个宗])(?P<among>[^,;。:\d]{0,10}中[,:])"
)
_WAY = re.compile(r"[按从][^,;。:\d]{1,14}(?:分|划分|统计|看|来看)[,:]")
_WITHIN = re.compile(r"其中|包括|包含")
_SAID_LOOSELY = re.compile(r"含|包括|主要|其中")
_TOGETHER = re.compile(r"其中[^\d,;]{2,20}分别(?:为|是|有)")
#: The rest of all; "法人或其他组织" and "其他对外管理服务事项" are things of their own.
_REST = re.compile(
    r"其余|剩余|余下|其[他它](?!对外|部门|单位|地区|组织|机构|机关|行政机关|法律|行政法规|乡|镇|县|市|区|人)"
)
_AND_SO_ON = re.compile(r"等(?=[,;。)]|$|(?:各?[类项个]|方面|信息|内容|情况|工作)[^\d]{0,6}(?:[,;。)]|$))")
#: What is counted for itself, whatever stands before: answers, visits, meetings, submissions.
_OWN_SUBJECT = re.compile(
    r"回复|答复率|接受|召开|举办|举行|组织(?=召开|开展|举办|培训|各|全|相关|有关|参)|培训|访问|浏览|阅读|点击|关注|粉丝|报送|上报|采用|采纳|录用|转发"
    r"|参加|同时|另有|另外|此外|接听|咨询"
)
#: Ways to divide the same things; parts of two of them are no parts of one total.
_DIVISIONS = (
    re.compile(
        r"网站|门户|微信|微博|公众号|公报|公示栏|公开栏|宣传栏|客户端|新媒体|媒体|电视|广播|报刊|报纸|电子屏"
        r"|抖音|头条|网络|网上|在线|信函|邮寄|当面|现场|传真|邮件"
    ),
    re.compile(r"自然人|公民|个人|法人|企业"),
)
#: What a body does: a new one begins a new statement.
_DOING = re.compile(
    r"发布|推送|编发|刊发|印发|制发|通过|利用|收到|受理|办理|答复|公开(?!类|指南|目录|年报|制度|信息|栏)"
)
#: Classes that leave no third.
_CLOSED = (
    (re.compile("专职"), re.compile("兼职")),
    (re.compile("自然人|公民|个人"), re.compile("法人|组织|企业")),
    (re.compile("按时|按期"), re.compile("延期")),
    (re.compile("线上"), re.compile("线下")),
)
_BRACKETED = re.compile(r"\([^()]{0,160}\)")
#: Characters before a sentence in which its total may stand, and between a total and its breakdown.
_BACK, _NEAR = 200, 40


@dataclass(frozen=True, slots=True)
class _List:
    """A list of parts as found: the total, what else may be the total, and the text from `begin` to `end`.

    `own` are the parts before the first semicolon, `tail` all of them. `strong`: it says that it is a
    breakdown; `closed`: that it is all.
    """

    total: Count
    before: Sequence[Count]
    own: Sequence[Count]
    tail: Sequence[Count]
    begin: int
    end: int
    strong: bool
    closed: bool = False


def breakdowns(sentence: Sentence, before: str = "") -> list[Breakdown]:
    """The breakdowns of a sentence, each total once.

    `before` is what the paragraph says before it: where the sentence breaks down a total that stands there,
    it is found, but it is no breakdown in one sentence and cannot be called wrong.
    """
    if len(sentence.counts) < 2:
        return []
    found: list[Breakdown] = []
    for cue in _CUE.finditer(sentence.folded):
        breakdown = _at(sentence, cue)
        if breakdown and all(breakdown.parts != other.parts for other in found):
            found.append(breakdown)
    if found:
        return found
    if of_it := _OF_IT.search(sentence.folded):
        if before and not any(count.end <= of_it.start() for count in sentence.counts):
            return _across(sentence, before, of_it)
        return []
    for maker in (total_at_last, by_channel, by_chance):
        if breakdown := maker(sentence):
            return [breakdown]
    return []


def _across(sentence: Sentence, before: str, of_it: re.Match[str]) -> list[Breakdown]:
    """The breakdown of a total that an earlier sentence gives, if it holds."""
    text = before[-_BACK:]
    folded = fold(text) + sentence.folded
    whole = Sentence(text + sentence.text, folded, tuple(counts(folded)))
    cue = _CUE.search(folded, len(text) + of_it.start())
    breakdown = _at(whole, cue) if cue else None
    if breakdown is None or not breakdown.sum.holds:
        return []
    return [replace(breakdown, sum=replace(breakdown.sum, explicit=False))]


def _at(sentence: Sentence, cue: re.Match[str]) -> Breakdown | None:
    listed = _bracketed(sentence, cue) if cue["bracket"] else _behind(sentence, cue)
    return _judged(sentence, listed) if listed else None


def _bracketed(sentence: Sentence, cue: re.Match[str]) -> _List | None:
    """The parts in a bracket behind their total: 13件（新制定5件，修改4件，废止4件）."""
    text = sentence.folded
    before = _before(sentence, cue.start(), _depth(text, cue.start()))
    if not before or _SAID_LOOSELY.match(text, cue.end()):
        return None
    gap = text[before[-1].end : cue.start()]
    if len(gap) > 8 or re.search(r"[,;。]", gap):
        return None
    end = _closing(text, cue.start())
    inside = _inside(sentence, cue.end(), end, _depth(text, cue.end()))
    return _List(before[-1], before, inside, inside, cue.end(), end, strong=True, closed=True)


def _behind(sentence: Sentence, cue: re.Match[str]) -> _List | None:
    """The parts behind a word that announces them."""
    text = sentence.folded
    depth = _depth(text, cue.start())
    before = _before(sentence, cue.start(), depth)
    if not before or (cue["respective"] and text.endswith("其中", 0, cue.start())):
        return None
    gap = text[before[-1].end : cue.start()]
    if cue["opened"] and (re.search(r"[,;。]", gap) or len(gap) > 12):
        return None
    if cue["respective"] and len(gap) > 6:
        return None
    end = _end(text, cue.end(), depth)
    if cue["way"] and (other := _WAY.search(text, cue.end(), end)):
        end = other.start()
    tail, sure = _without_nested(text, _inside(sentence, cue.end(), end, depth), cue.end())
    stop = text.find(";", cue.end(), end)
    own = tail if stop < 0 else [count for count in tail if count.start < stop]
    near = len(gap) <= _NEAR and (not re.search(r"[;。]", gap.strip("。")) or bool(cue["way"]))
    strong = sure and near and not cue["loose"] and not cue["hint"]
    closed = bool(cue["opened"] or cue["respective"] or cue["way"] or _TOGETHER.match(text, cue.start()))
    return _List(before[-1], before, own, tail, cue.end(), end, strong, closed)


def _before(sentence: Sentence, place: int, depth: int) -> list[Count]:
    """The counts that may be the total of what follows; those with a unit, if any has one."""
    found = [c for c in sentence.counts if c.end <= place and not c.growth and c.depth <= depth]
    return [count for count in found if count.unit] or found


def _inside(sentence: Sentence, begin: int, end: int, depth: int) -> list[Count]:
    return [c for c in sentence.counts if begin <= c.start < end and c.depth == depth and not c.growth]


def _depth(text: str, place: int) -> int:
    return max(0, text.count("(", 0, place) - text.count(")", 0, place))


def _closing(text: str, opening: int) -> int:
    depth = 0
    for place in range(opening, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place
    return len(text)


def _end(text: str, begin: int, depth: int) -> int:
    """Where the parts end at the latest: with the sentence, or with the bracket that they stand in."""
    level = depth
    for place in range(begin, len(text)):
        level += (text[place] == "(") - (text[place] == ")")
        if level < depth or text[place] == "。":
            return place
    return len(text)


def _without_nested(text: str, tail: Sequence[Count], begin: int) -> tuple[list[Count], bool]:
    """The parts without those of a breakdown within a part; False where it is not clear where that ends."""
    parts: list[Count] = []
    index, place = 0, begin
    while index < len(tail):
        count = tail[index]
        gap = _BRACKETED.sub("", text[place : count.start])
        place = count.end
        if not parts or not _WITHIN.search(gap):
            parts.append(count)
            index += 1
            continue
        made = 0.0
        for number in range(index, len(tail)):
            if number > index and ";" in text[tail[number - 1].end : tail[number].start]:
                index = number
                break
            made += tail[number].value
            if made == parts[-1].value:
                index = number + 1
                break
        else:
            return parts, False
        place = tail[index - 1].end
    return parts, True


def _judged(sentence: Sentence, listed: _List) -> Breakdown | None:
    """Whether the parts make their total, read in every way that the sentence allows."""
    if len(listed.tail) < 2:
        return None
    text, total = sentence.folded, listed.total
    totals = _totals(text, listed)
    for parts in _readings(listed):
        for candidate in totals:
            for length in range(len(parts), 1, -1):
                if same(sum(count.value for count in parts[:length]), candidate) and (
                    length == len(parts) or _may_end(text, listed, parts[length - 1], parts[length])
                ):
                    kept = tuple(parts[:length])
                    sure = listed.strong and not any(count.rough for count in (total, *kept))
                    return Breakdown(total, kept, sum_of(sentence, candidate, kept, True, sure))
    many = len(listed.own) < 2 and _goes_on(text, listed)
    parts = _of_one_subject(text, listed.tail if many else listed.own, listed)
    if len(parts) < 2:
        return None
    explicit = listed.strong and _may_accuse(text, listed, totals, parts)
    if not explicit and any(count.value > total.value for count in parts):
        return None
    sure = listed.strong and len(set(totals)) == 1 and not total.rough
    return Breakdown(total, tuple(parts), sum_of(sentence, total.value, tuple(parts), False, explicit), sure)


def _may_end(text: str, listed: _List, last: Count, following: Count) -> bool:
    """Whether the list may be over before a count: it is of another unit, rough, or of another subject."""
    gap = text[last.end : following.start]
    return (
        following.rough
        or following.unit != listed.total.unit
        or ";" in gap
        or bool(_OWN_SUBJECT.search(_BRACKETED.sub("", gap)))
    )


def _readings(listed: _List) -> Iterator[list[Count]]:
    """The ways to read the list: all parts, those of the total's kind; up to a semicolon, or beyond it."""
    seen: list[list[Count]] = []
    for counted in (listed.own, listed.tail):
        for reading in (
            list(counted),
            [count for count in counted if count.kin == listed.total.kin or not count.unit],
            [count for count in counted if count.unit == listed.total.unit],
        ):
            if len(reading) > 1 and reading not in seen:
                seen.append(reading)
                yield reading


def _totals(text: str, listed: _List) -> list[float]:
    """What may be meant as the total: the count before, the counts joined to it, or an earlier one."""
    before, kin = listed.before, listed.total.kin
    values = [listed.total.value]
    joined = listed.total.value
    for earlier, later in zip(reversed(before[:-1]), reversed(before), strict=False):
        if earlier.unit != later.unit or ";" in text[earlier.end : later.start]:
            break
        joined += earlier.value
        values.append(joined)
    return values + [count.value for count in before[:-1] if count.kin == kin]


def _goes_on(text: str, listed: _List) -> bool:
    """Whether a list goes on behind its first semicolon: what stands there does nothing new."""
    first, *others = labels(text, listed.tail, listed.begin)
    done = set(_DOING.findall(first))
    return len(listed.own) == 1 and all(done.issuperset(_DOING.findall(label)) for label in others)


def _of_one_subject(text: str, counted: Sequence[Count], listed: _List) -> list[Count]:
    """The parts up to the first that counts something for itself."""
    said = text[max(0, listed.total.start - 20) : listed.total.start]
    parts: list[Count] = []
    for count in counted:
        label = text[(parts[-1].end if parts else listed.begin) : count.start]
        other = _OWN_SUBJECT.search(_BRACKETED.sub("", label))
        if parts and other and other[0] not in said:
            break
        if len(parts) > 1 and count.kin not in ("", listed.total.kin) and _alike(parts, listed.total):
            break
        parts.append(count)
    return parts


def _alike(parts: Sequence[Count], total: Count) -> bool:
    return all(count.kin in ("", total.kin) for count in parts)


def _may_accuse(text: str, listed: _List, totals: Sequence[float], parts: Sequence[Count]) -> bool:
    """Whether a sum that does not hold is certainly wrong."""
    total = listed.total
    if any(count.rough or count.unit.endswith("元") for count in (total, *parts)):
        return False  # sums of money are of many kinds: turnover, balance, budget
    units = {count.unit for count in parts if count.unit}
    if len(units) > 1 or (units and total.unit and total.kin not in {c.kin for c in parts if c.unit}):
        return False
    names = labels(text, parts, listed.begin)
    if any(0 < sum(map(bool, map(way.search, names))) < _told(names) for way in _DIVISIONS):
        return False
    made = sum(count.value for count in parts)
    if made > total.value:
        # A part as great as the total: the same things were counted once for each channel.
        return made > max(totals) and all(count.value < total.value for count in parts)
    if _AND_SO_ON.search(text[listed.begin : listed.end]):
        return False
    if listed.closed or any(map(_REST.search, names)) or _shares_are_whole(text, parts, listed.end):
        return True
    return len(parts) == 2 and any(
        (one.search(names[0]) and other.search(names[1])) or (one.search(names[1]) and other.search(names[0]))
        for one, other in _CLOSED
    )


def _told(names: Sequence[str]) -> int:
    """How many labels say what they count; the rest belongs to any division."""
    return sum(not _REST.search(name) for name in names)


_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)%")


def _shares_are_whole(text: str, parts: Sequence[Count], end: int) -> bool:
    """Whether every part states its share, and the shares make a hundred."""
    found = []
    for part, following in zip(parts, [*(p.start for p in parts[1:]), end], strict=True):
        found += _SHARE.findall(text[part.end : following])
    return len(found) == len(parts) and abs(sum(map(float, found)) - 100) <= 0.3
