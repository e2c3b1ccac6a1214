"""The foot of a page: where its markup stands, and what text that gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from itertools import takewhile
from operator import not_

from inspector.facts.scripts.reader import UNKNOWN
from inspector.facts.two_scripts import in_chinese

#: What stands for the provinces before the numbers of records.
PROVINCES = (
    "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳蜀滇黔陇秦滬雲遼魯蘇贛陝閩貴粵寧瓊隴"
)

_BLOCK = re.compile(
    r"</?(?:p|div|br|t[dr]|table|li|ul|dl|d[td]|h[1-6]|footer|section|center|tbody)\b[^>]{0,2000}>", re.I
)
_TAG = re.compile(r"<[^>]{0,2000}>")
_SPACES = re.compile(r"[ \t\r\f\v\xa0\u3000\u2002\u2003]")
_RUNS = re.compile(r" {2,}")
SURE_CUES = ("标识码", "ICP备", "ICP 备", "公网安备", "公安备", "recordcode=")
_CUES = ("主办", "主 办", "版权所有", "Copyright", "©", "conac.cn", "主辦", "ICP证", "ICP備")
_CONTAINERS = ("foot", "Foot", "copy", "Copy", "bottom", "Bottom", "banquan", "yejiao")
# What else than a class may end with "bottom".
_PROPERTIES = ("margin-", "padding-", "border-", "align:", "align: ", 'align="')
# Where a foot shows none of the words above.
_FEET = ("<footer", 'id="foot', 'class="foot')
_BEGUN = ('"foot', "footer", "Footer", "copyright", "Copyright")
_SENTENCES = 3
_HELD = re.compile("主 ?办[，。；、的了]")  # of an event
_SITE = re.compile("[网站]")
_HOLDS = 60
_WINDOW = 5000
_NEAR = 2000
_TAIL = 12_000
_HOLDER = re.compile(r"<(/?)(?:div|table|footer|center|section|ul|td)\b", re.I)
_HOLDER_REACH = 1500
_OUTER_REACH = 600
_AROUND = 6000
_CALL = re.compile(r"[地电]\s{0,9}[址话]|热线|Tel")
_CALLED = re.compile(r'(?:class|id)="[^"]{0,40}(?:foot|copyright|bottom|banquan|yejiao)|^<footer', re.I)
_OF_SITE = r">\s{0,9}(?:关于我们|联系我们|(?:网站|站点)地图|(?:法律|网站|版权|免责|隐私)声明)\s{0,9}</a>"
_LINKS = re.compile(rf"{_OF_SITE}[^。]{{0,300}}?{_OF_SITE}")
_HIDDEN = re.compile(r"<(?:!--|script\b|style\b|SCRIPT\b|STYLE\b)")
_CLOSERS = {
    "<!--": "-->",
    "<script": "</script",
    "<style": "</style",
    "<SCRIPT": "</SCRIPT",
    "<STYLE": "</STYLE",
}


def footer_markup(markup: str) -> str:
    """The markup of the foot of a page."""
    tail = max(0, len(markup) - _TAIL)
    sure = _together(SURE_CUES, markup, tail)
    if tail and not sure:
        tail = 0
        sure = _together(SURE_CUES, markup)
    cues = sure or _together(_CUES, markup)
    if not cues:
        return _called_so(markup, 0)
    last = begin = max(cues)
    if sure:
        begin = min(sure)
        cues = _last(_CUES, markup, max(tail, begin - _NEAR))
    near = sorted(cue for cue in cues if cue < begin)
    begin = next((cue for cue in near if not _is_above(markup, cue, begin)), begin)
    container = max(markup.rfind(name, max(0, begin - 4000), begin) for name in _CONTAINERS)
    if container >= 0 and (
        markup.endswith(_PROPERTIES, 0, container) or _is_above(markup, container + 1, begin)
    ):
        container = -1
    if container < 0 and not sure and markup[last] == "主" and "。" in visible_markup(markup[last:]):
        return _called_so(markup, last)  # Who held an event, in the text of an article.
    start = markup.rfind("<", 0, container) if container >= 0 else _block_around(markup, begin)
    return markup[max(start, 0) : max(last, *cues, 0) + 4000]


def _called_so(markup: str, begin: int) -> str:
    """What an element holds that is called a foot, from a place on."""
    foot = max(markup.rfind(name, begin) for name in _FEET)
    return markup[foot:] if foot >= 0 else ""


def _is_above(markup: str, cue: int, foot: int) -> bool:
    """Whether a cue stands in the text above the foot: sentences end behind it, and no foot began before."""
    sentences = markup.count("。", cue, foot)
    if not sentences or any(markup.find(name, max(0, cue - _HOLDER_REACH), cue) >= 0 for name in _BEGUN):
        return False
    return (
        sentences >= _SENTENCES
        or any(markup.find(name, cue, foot) >= 0 for name in _BEGUN)
        or bool(_HELD.match(markup, cue) and not _SITE.search(markup, max(0, cue - _HOLDS), cue))
    )


def _last(words: Sequence[str], markup: str, begin: int = 0) -> list[int]:
    """The last places of some words in the markup from a place on."""
    return [found for word in words if (found := markup.rfind(word, begin)) >= 0]


def _together(words: Sequence[str], markup: str, begin: int = 0) -> list[int]:
    """The last places of some words that stand near the last of them, in the markup from a place on."""
    found: list[int] = []
    for word in words:
        if (place := markup.rfind(word, begin)) >= 0:
            found.append(place)
            begin = max(begin, place - _WINDOW)
    return [place for place in found if place >= begin]


def _block_around(markup: str, position: int) -> int:
    """Where the block that holds a position begins, or the block around that where it is near."""
    begun: list[int] = []
    for tag in _HOLDER.finditer(markup, max(0, position - _HOLDER_REACH), position):
        if not tag[1]:
            begun.append(tag.start())
        elif begun:
            begun.pop()
    if len(begun) > 1 and position - begun[-2] <= _OUTER_REACH:
        return begun[-2]
    if begun:
        return begun[-1]
    return max(markup.rfind("<", 0, max(0, position - 300)), position - _HOLDER_REACH)


def foot_around(markup: str, foot: str) -> str:
    """What says how to reach somebody above the foot that was found, in the elements called so around it.

    Or else below links that lead to what the site says of itself, with no text between.
    """
    at = max(markup.rfind(foot[:200]), 0)
    if not _CALL.search(markup, max(0, at - _AROUND), at):
        return ""
    begin, closed = at, 0
    for tag in reversed(list(_HOLDER.finditer(markup, max(0, at - _AROUND), at))):
        if tag[1]:
            closed += 1
        elif closed:
            closed -= 1
        elif _CALLED.search(markup[tag.start() : markup.find(">", tag.start())]):
            begin = tag.start()
    if begin == at and (links := last_match(_LINKS, markup[max(0, at - _AROUND) : at])):
        begin = max(0, at - _AROUND) + links.end()
        return "" if "。" in markup[begin:at] else markup[begin:at]
    return markup[begin:at]


def visible_markup(markup: str) -> str:
    """Markup without comments, scripts and styles; linear."""
    parts: list[str] = []
    position = 0
    while found := _HIDDEN.search(markup, position):
        parts.append(markup[position : found.start()])
        closer = _CLOSERS[found[0]]
        end = markup.find(closer, found.end() if closer != "-->" else found.start() + 2)
        if end < 0:
            return "".join(parts)
        position = end + len(closer)
    parts.append(markup[position:])
    return "".join(parts)


def plain(markup: str) -> str:
    """The text of some markup: "\\n" between blocks, two blanks between inline elements."""
    text = _TAG.sub("  ", _BLOCK.sub("\n", visible_markup(markup).replace("\n", " ")))
    text = _SPACES.sub(" ", unescape(text)).replace(UNKNOWN, "  ")
    text = _RUNS.sub("  ", text)
    return "\n".join(line for raw in text.split("\n") if (line := raw.strip()))


_LABEL = (
    r"(?:网站|本站)?(?:主\s?[办辦]|承\s?[办辦]|协\s?办|主\s?管|维\s?护|运\s?维)(?:\s?[单單]\s?位|方|机关)?"
    r"|[\u4e00-\u9fff]{2,6}(?:单位|热线|电话|地址)|技术(?:支持|保障|服务)|电\s{0,2}话|地\s{0,2}址|邮\s?编|邮政编码|传\s?真|总\s?机|邮箱"
    r"|版权所有|办公时间|联系(?:方式|我们)|(?:政府)?(?:网站)?标识[码号]|(?:ICP|公安)?备案(?:信息|编?号|序号)?"
)
_IN_ENGLISH = (
    r"(?:\s{0,2}[（(][A-Za-z][A-Za-z .-]{1,23}[)）]|\s{1,2}[A-Za-z]{2,12}(?: [A-Za-z]{2,12})?(?=[\s:：]|$))?"
)
_CLOSED = r"(?:[】\]]|\s{0,2}[:：|｜/]|(?=\s|$)|(?<=[)）]))"
_LABEL_FIRST = re.compile(rf"[【\[]?(?:{_LABEL}){_IN_ENGLISH}{_CLOSED}")
_IN_LINE = re.compile(rf"(?<!\S)[【\[]?({_LABEL}){_IN_ENGLISH}{_CLOSED}\s{{0,4}}")
_FEWEST_IN_RUN = 3
_APART = re.compile(rf"(?:^|(?<=  ))({_LABEL}){_IN_ENGLISH}(?:  |$)")


def with_colons(text: str) -> str:
    """The text of a foot with a colon behind labels that have none, and their values on the same line.

    A label stands apart from its value by its element, by its line, or by blanks where its line begins with
    one; several may stand over or beside as many values. Translations of labels are left out.
    """
    lines = [line for raw in in_chinese(text).split("\n") if (line := raw.strip(" :：|"))]
    begun = [_LABEL_FIRST.match(line) is not None for line in lines]
    lines = [(_IN_LINE if one else _APART).sub(r"\1：", line) for one, line in zip(begun, lines, strict=True)]
    told: list[str] = []
    at = 0
    while at < len(lines):
        first = at
        while at < len(lines) and begun[at] and lines[at].find("：") == len(lines[at]) - 1:
            at += 1  # nothing but a label
        labels = at - first
        values = len(list(takewhile(not_, begun[at : at + labels])))
        paired = labels if values == labels >= _FEWEST_IN_RUN else min(values, 1)
        told += lines[first : at - paired]
        told += [lines[at - paired + number] + lines[at + number] for number in range(paired)]
        at += paired
        if not labels:
            told.append(lines[at])
            at += 1
    return "\n".join(told)


def last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last place where a pattern matches."""
    found = list(pattern.finditer(text))
    return found[-1] if found else None
