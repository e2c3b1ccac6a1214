"""Sums that no word announces: the total stands last, channels follow a total, counts happen to add up."""

from __future__ import annotations

import re

from inspector.annual_report.sentences import Breakdown, Sentence, labels, same, sum_of

_CHANNEL = re.compile(r"通过|网站|门户|微信|微博|公众号|公报|公示栏|平台|客户端|媒体|电视|广播|报刊|在线")
_OTHER_CHANNEL = re.compile(r"(?:其他|其它)(?:方式|渠道|形式|途径|平台|载体|媒体)")
_ANNOUNCED = re.compile(r"其中|包括|包含|含|分别|:")
_ALL_TOLD = re.compile(r"(?:共|累计|总数|总量|合计|总计)[^\d,;]{0,16}$")
_GENERIC = re.compile(r"信息[^\d,;]{0,8}$")
_AT_LAST = re.compile(
    r"(?:^|[,;、(])(?:以上)?(?P<sure>总共|共计|合计|总计|一共)?(?P<likely>共|累计)?[^\d,;、]{0,3}$"
)


def total_at_last(sentence: Sentence) -> Breakdown | None:
    """Parts first, the total behind them: …26条、…59条，总共85条."""
    text, numbers = sentence.folded, [c for c in sentence.counts if not c.growth]
    for index in range(2, len(numbers)):
        total = numbers[index]
        lead = _AT_LAST.search(text[numbers[index - 1].end : total.start])
        if not lead or not (lead["sure"] or lead["likely"]):
            continue
        for start in range(index - 1):
            parts = numbers[start:index]
            if same(sum(c.value for c in parts), total.value):
                return Breakdown(
                    total, tuple(parts), sum_of(sentence, total.value, tuple(parts), True, bool(lead["sure"]))
                )
        parts = numbers[:index]
        units = {c.unit for c in (*parts, total)}
        sure = (
            bool(lead["sure"])
            and len(parts) >= 2
            and len(units) == 1
            and not any(c.rough or c.depth for c in (*parts, total))
            and not _ANNOUNCED.search(text[: total.start])
        )
        if sure:
            return Breakdown(total, tuple(parts), sum_of(sentence, total.value, tuple(parts), False, True))
    return None


def by_channel(sentence: Sentence) -> Breakdown | None:
    """A total of all information and its channels, the last of them "other channels"."""
    text, numbers = sentence.folded, [c for c in sentence.counts if not c.growth and not c.depth]
    for index, total in enumerate(numbers[:-2]):
        head = text[max(0, total.start - 40) : total.start]
        if not _ALL_TOLD.search(head) or not _GENERIC.search(re.sub(r"(?:共|累计)[^\d,;]{0,6}$", "", head)):
            continue
        parts = numbers[index + 1 :]
        names = labels(text, parts, total.end)
        last = next((n for n, label in enumerate(names) if _OTHER_CHANNEL.search(label)), None)
        if last is None or last < 1 or not all(_CHANNEL.search(label) for label in names[:last]):
            continue
        parts = parts[: last + 1]
        made = sum(c.value for c in parts)
        exact = not any(c.rough for c in (total, *parts)) and len({c.unit for c in (total, *parts)}) == 1
        return Breakdown(
            total, tuple(parts), sum_of(sentence, total.value, tuple(parts), same(made, total.value), exact)
        )
    return None


def by_chance(sentence: Sentence) -> Breakdown | None:
    """A total whose next counts make it, though nothing says that they should."""
    numbers = [c for c in sentence.counts if not c.growth and not c.depth]
    for index, total in enumerate(numbers[:-2]):
        made, parts = 0.0, []
        for count in numbers[index + 1 :]:
            made += count.value
            parts.append(count)
            if len(parts) > 1 and total.value > 2 and same(made, total.value) and count.value:
                return Breakdown(
                    total, tuple(parts), sum_of(sentence, total.value, tuple(parts), True, False)
                )
            if made > total.value:
                break
    return None
