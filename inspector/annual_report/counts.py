"""Counts in Chinese prose: numbers with their units, and what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from inspector.vocabulary import words

#: One character for one character, so that every offset in the folded text is one in the text as written.
_WIDE = "０１２３４５６７８９％（）：；，．｜﹪﹐﹔﹕＋－／\u3000\u00a0\u2002\u2003\u2009\ufeff\u200b"
_NARROW = "0123456789%():;,.|%,;:+-/" + " " * 7
_ITEM_UNITS = (
    "条次|件次|场次|人次|万人次|万次|万元|亿元|条|件|份|篇|个|宗|则|项|次|人|名|位|期|场|部|起|户|家|批|幅|张"
    "|册|本|例|笔|封|通|元"
)
#: Units that may be added to each other, because reports call the same thing by both.
_KIN = {
    **dict.fromkeys("条 件 份 篇 个 宗 则 项 起 例 封 部 批 笔 幅 张 册 本 条次 件次 通".split(), "item"),
    **dict.fromkeys("人 名 位 人次".split(), "person"),
    **dict.fromkeys("次 场 期 场次".split(), "occasion"),
}
_NUMERAL = "[零〇一二两三四五六七八九十百千]"
_COUNT = re.compile(
    r"(?<![\d.A-Za-z第〔\[\-–—/])(?<!\d[,:])"
    r"(?P<digits>\d{1,3}(?:,\d{3}){1,3}(?![\d])|\d{1,9})(?P<fraction>\.\d{1,6})?"
    r" {0,2}(?P<scale>[万千百亿](?!元|人次|次))?(?P<more>[余多几]|左右)? {0,2}"
    rf"(?:(?P<unit>{_ITEM_UNITS})(?![例号款性])(?P<after>以上|左右|多|余)?)?"
)
_WRITTEN = re.compile(
    rf"(?<![第每同唯逐这那零〇一二两三四五六七八九十百千])(?P<digits>{_NUMERAL}{{1,7}})(?P<unit>[条件份篇宗人])"
    r"(?![例龙事心线次办体通式码])"
)
#: What stands behind a number that counts no thing: dates, ordinals, percentages, spans of time.
_NOT_COUNTED = re.compile(
    r" {0,2}(?:年|月|日|号|时|点|%|‰|百分|‐|个月|个工作日|个小时|个百分|类|种|天|[A-Za-z]|[-–—:/~]\d)"
)
_ROUGH = re.compile(r"(?:约|近|超过?|逾|达到?近|将近|余|不少于|至少|大约|突破)$")
_GROWTH = re.compile(
    r"(?:同比|环比|增长|增加|新增加|减少|下降|降低|上升|提高|较|比|多出|翻)[^,;。\d]{0,14}(?:\d[\d.]{0,8}%?[^,;。\d]{0,6})?$"
)
_BARE_BEFORE = re.compile(r"[\u4e00-\u9fff:”》)] ?$")
_BARE_AFTER = re.compile(r" ?(?:[,;。、(]|占|和|$)")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things: `value`, `unit` ("" where none is written), and where it stands.

    `rough` is true of 余, 多, 约 and the like; `growth` of a difference to another year; `depth` counts
    the brackets it stands in.
    """

    value: float
    unit: str
    start: int
    end: int
    rough: bool
    growth: bool
    depth: int

    @property
    def kin(self) -> str:
        """The family of the unit; unit itself where it has none, "" where there is no unit."""
        return _KIN.get(self.unit, self.unit)


def fold(text: str) -> str:
    """The text with full-width and traditional characters made plain, each standing where it stood."""
    if text.isascii():
        return text
    # Few characters change; to look for them is faster than to translate all.
    written, plain_of = _plain()
    return written.sub(lambda match: plain_of[match[0]], text)


@cache
def _plain() -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = words("annual_report")["traditional"].split()
    table = {**dict(zip(_WIDE, _NARROW, strict=True)), **{pair[0]: pair[1] for pair in pairs}}
    return re.compile("[" + re.escape("".join(table)) + "]"), table


def counts(text: str) -> list[Count]:
    """The counts of a folded sentence, in order; dates, ordinals, percentages and spans of time are none."""
    depths = _depths(text) if "(" in text else [0] * len(text)
    found = [*_digits(text, depths), *_numerals(text, depths)]
    return sorted(found, key=lambda count: count.start)


def _depths(text: str) -> list[int]:
    depth, depths = 0, []
    for character in text:
        depth += (character == "(") - (character == ")")
        depth = max(depth, 0)
        depths.append(depth)
    return depths


def _digits(text: str, depths: list[int]) -> Iterator[Count]:
    for match in _COUNT.finditer(text):
        unit = match["unit"] or ""
        after = text[match.end() : match.end() + 6]
        if not unit:
            before = text[max(0, match.start() - 2) : match.start()]
            if _NOT_COUNTED.match(after) or not _BARE_BEFORE.search(before) or not _BARE_AFTER.match(after):
                continue
            if len(match["digits"]) == 4 and match["digits"][:2] in ("19", "20"):
                continue
        elif unit == "个" and re.match(r"(?:月|工作日|小时|百分|方面|渠道|平台|部分|栏目)", after):
            continue
        elif unit == "部" and after.startswith(("门", "分", "委", "长")):
            continue
        elif unit == "项" and after.startswith("目"):
            pass
        head = text[max(0, match.start() - 24) : match.start()]
        value = float(match["digits"].replace(",", "") + (match["fraction"] or ""))
        scale = {"万": 1e4, "千": 1e3, "百": 1e2, "亿": 1e8}.get(match["scale"] or "", 1)
        rough = bool(match["more"] or match["after"] or match["scale"] or _ROUGH.search(head))
        yield Count(
            value * scale,
            unit,
            match.start(),
            match.end(),
            rough,
            bool(_GROWTH.search(head)),
            depths[match.start()],
        )


def _numerals(text: str, depths: list[int]) -> Iterator[Count]:
    for match in _WRITTEN.finditer(text):
        if (value := numeral(match["digits"])) is None:
            continue
        head = text[max(0, match.start() - 24) : match.start()]
        yield Count(
            value,
            match["unit"],
            match.start(),
            match.end(),
            bool(_ROUGH.search(head)),
            bool(_GROWTH.search(head)),
            depths[match.start()],
        )


def numeral(written: str) -> int | None:
    """The value of a Chinese numeral, or None where it is none."""
    if len(written) == 1 and written in "一二两三四五六七八九十":
        return {"两": 2, "十": 10}.get(written) or "一二三四五六七八九".index(written) + 1
    import cn2an

    try:
        return int(cn2an.cn2an(written, "smart"))
    except (ValueError, KeyError):
        return None


def plain(value: float) -> str:
    """A number without needless zeros."""
    return f"{value:.10g}"
