"""The visible lines of a page, and what can be told of each of them alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar

from inspector.facts.byline import words as byline_words
from inspector.vocabulary import words

INLINE_MARK = "\x01"
"""Stands in `Page.lines` where an inline element began or ended."""
STYLE_MARK = "\x03"
"""Stands in a raw line where an element that only styles began or ended: around a line it says nothing."""

_Told = TypeVar("_Told")
#: Menus, lists and feet stand on many pages; so many lines are remembered, and of the rarer questions.
_LINES, _QUESTIONS = 1 << 13, 1 << 12

_FOLD = tuple(zip("（）：，－！？\x01\u200b\ufeff", (*"():,-!?", "", "", ""), strict=True))
_STOP = re.compile("[，。；、！？]")
_DAY = r"\d{1,2}\s?[-/.月]\s?\d{1,2}"
# "8.2" is a figure.
_SHORT_DAY = r"(?:\d{1,2}\s?[-/月]\s?\d{1,2}日?|[01]\d\.[0-3]\d)"
_YEAR = r"(?:19|20)\d\d\s?[-/.年]\s?"
_DATE_LAST = re.compile(
    rf"(?:^|[^\d.:-])(?:{_YEAR}{_DAY}日?(?:\s?\d{{1,2}}:\d\d(?::\d\d)?)?|{_SHORT_DAY}|{_YEAR}\d{{1,2}}月?)$"
)
_ISO_LAST = re.compile(r"(?<![\d.:-])20\d\d-[01]\d-[0-3]\d$")
_DATE_FIRST = re.compile(
    rf"\W{{0,6}}(?:{_YEAR})?{_DAY}日?(?:\s?\d{{1,2}}:\d\d(?::\d\d)?)?[\s\])）】]{{0,4}}\x01"
)
_STYLE_MARGIN = f"{STYLE_MARK} "
_MARGIN = "\x01 \t[]()（）【】|·"
# What a page must say, blanks aside, for a document header: two of these, one of them of the first kind.
_SURE_SIGNS = (
    "索引 索号 文号 字号 文件编号 发布机构 发布单位 公开责任 责任部门 公开方式 成文日 生成日 发文机 发文单"
    " 发文日 主题分类 组配 体裁 公文种类 制定机关 效力状 有效性"
).split()
_SIGNS = (
    "分类 目录 主题词 关键词 公开日期 发布日期 发布时间 公开范围 登记日期 名称 标题 统一编号 所属机构".split()
)
_LONGEST_LABELLED = 200
_PLACE = re.compile(
    r"(?:位\s?置|所在页面|所在栏目)\s*(?:是|为)?\s*[】\]］)）]?\s*[:：]?\s*|(?=(?:[首主]\s{0,3}页|Home)\s{0,3}[>›»→＞\\/-])|(?=[^\s>]{2,6}网站?\s?>)|^\s{0,4}(?=[^\s>/]{2,12}(?:政府|委员会|[局厅网])\s{0,4}[>/›»]$)"
)
_ENGLISH_PLACE = re.compile(
    r"(?:(?:You are here|(?:Your )?(?:[Cc]urrent )?(?:[Ll]ocation|[Pp]osition))\s?[:>]?\s?)?"
    r"(?=Home\s?(?:[Pp]age)?\s?[>/\\])"
)
ASIDE = re.compile(
    "(?:热[点门]|相关|推荐|点击|阅读|浏览|延伸|精彩|信息|一周|本周|本月)(?:信息|新闻|文章|资讯|报道|内容|阅读|排行|推荐|链接|稿件|导读|信件|来信|留言|视频)|热[点门](?:点击|关注|浏览)|相关(?:链接|文档|文件|政策|解读|公告|专题|话题|附件|法规|事项)|最新(?:信息|文章|资讯|更新|消息|推荐)|最近更新|近期(?:热点|关注|热门)|猜你喜欢|大家都在看|排行榜"
)
"""What a heading says that stands over other pages than the list or text of this one."""
_LONGEST_HEADING = 14  # characters
_RELATED = ("相关", "关联", "原文", "文件链接", "解读链接", "解读材料")
_LONGEST_RELATED = 40  # characters
_LABELLED = ("annual_report", "letter", "mailbox_form", "organization", "service_guide")


class HeaderSigns(NamedTuple):
    """The words of a document header in a line: sure ones, whether any others, whether one is a label."""

    sure: tuple[str, ...]
    others: bool
    labels: bool


class Line(str):
    """One visible line, white space folded.

    A line that was met before is the same object, and is not read again. `folded` is for comparison, see
    `fold`; `is_row` says that a date at its end or beginning makes it the row of a list, `is_prose` that it
    reads like sentences, `may_date` that a label of date or source may stand in it; `header` are the signs of
    a document header, None without any; `place` is what begins a breadcrumb trail, matched in the line
    without marks; `labels` are those of the sets of `kinds.toml` that it begins with, set and label;
    `is_aside` says that it heads other pages than the list or text of this one, `may_relate` that it may head
    the pages that belong to this one.
    """

    __slots__ = tuple("folded header is_aside is_prose is_row labels may_date may_relate place".split())

    folded: str
    header: HeaderSigns | None
    is_aside: bool
    is_prose: bool
    is_row: bool
    labels: tuple[tuple[str, str], ...]
    may_date: bool
    may_relate: bool
    place: re.Match[str] | None


def per_line(read: Callable[[str], _Told]) -> Callable[[str], _Told]:
    """For functions of one line that only some pages need: what is told once is remembered."""
    return lru_cache(_QUESTIONS)(read)


@lru_cache(_LINES)
def line_of(raw: str) -> Line | None:
    """The line that a run of text makes, None where nothing is in it but blanks and marks."""
    text = " ".join(raw.split())
    if STYLE_MARK in text:
        text = text.strip(_STYLE_MARGIN).replace(STYLE_MARK, INLINE_MARK)
    if not text.strip("\x01 "):
        return None
    line = Line(text)
    line.folded = fold(text)
    line.is_row = _is_row(text)
    line.may_date = _may_date(text)
    if text.isascii():  # The rest is told by Chinese words.
        line.is_prose = _is_english_prose(text)
        line.header, line.place, line.labels = None, _english_place(text), ()
        line.is_aside = line.may_relate = False
        return line
    bare = text.replace(INLINE_MARK, "")
    line.is_prose = len(text) >= 40 and len(_STOP.findall(text, 0, 400)) >= 2
    line.header = _header(bare)
    line.place = _place(bare)
    line.labels = _labels(bare, text)
    line.is_aside = len(text) < _LONGEST_HEADING and ASIDE.match(line.folded) is not None
    line.may_relate = len(text) <= _LONGEST_RELATED and any([word in text for word in _RELATED])
    return line


def fold(text: str) -> str:
    """The text without blanks and tag marks, punctuation in one width: for comparison."""
    text = "".join(text.split())
    if text.isascii():
        return text.replace(INLINE_MARK, "") if INLINE_MARK in text else text
    for wide, narrow in _FOLD:
        text = text.replace(wide, narrow)
    return text


def _is_english_prose(line: str) -> bool:
    english = len(line) >= 120 and line.count(". ") + line.count(", ") >= 2
    return english and not ("%" in line or "{" in line)  # no code of a template


def _is_row(line: str) -> bool:
    if len(line) > 200:
        return False
    bare = line.rstrip(_MARGIN) if line[-1] in _MARGIN else line
    if bare[-1:].isdecimal() or bare[-1:] in "日月":
        return (
            _ends_in_iso_date(line)
            or _DATE_LAST.search(bare, len(bare) - 24 if len(bare) > 24 else 0) is not None
        )
    return line[1:2].isdecimal() and _DATE_FIRST.match(line) is not None


def _ends_in_iso_date(line: str) -> bool:
    return line[-10:].isascii() and _ISO_LAST.match(line, max(0, len(line) - 10)) is not None


def is_day(line: str) -> bool:
    """Whether a line is hardly more than a day."""
    return len(line) <= 14 and _ends_in_iso_date(line)


def _may_date(line: str) -> bool:
    if line.isascii():
        return len(line) <= 400 and byline_words.ENGLISH_LABEL.search(line) is not None
    if len(line) > 400:
        return False
    if not any([sign in line for sign in ("：", ":", "20", "19", "】", "]")]):
        return False
    hinted = byline_words.LABEL_HINT.search(line) or "Source" in line
    return bool(hinted and byline_words.LABEL_END.search(line))


def _header(bare: str) -> HeaderSigns | None:
    text = bare.replace(" ", "")
    if len(text) > _LONGEST_LABELLED:
        return None
    sure = tuple([sign for sign in _SURE_SIGNS if sign in text])
    others = any([sign in text for sign in _SIGNS])
    return HeaderSigns(sure, others, any(_as_label(sign, text) for sign in sure)) if sure or others else None


def _place(bare: str) -> re.Match[str] | None:
    hinted = (
        ">" in bare
        or "所在" in bare
        or ("位" in bare and "置" in bare)
        or ("页" in bare and ("首" in bare or "主" in bare))
        or bare.rstrip()[-1:] == "/"
    )
    return _PLACE.search(bare) if hinted and len(bare) <= 250 else None


def _english_place(text: str) -> re.Match[str] | None:
    return (
        _ENGLISH_PLACE.match(text.replace(INLINE_MARK, "")) if "Home" in text and len(text) <= 250 else None
    )


@cache
def _first_letters() -> frozenset[str]:
    sets = words("kinds")["text"]
    return frozenset(label[0] for name in _LABELLED for label in sets[name])


@cache
def _label_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    sets = words("kinds")["text"]
    return tuple(
        (name, re.compile("|".join(map(re.escape, sorted(sets[name], key=len, reverse=True)))))
        for name in _LABELLED
    )


_BEFORE_LABEL = "一二三四五六七八九十、.（）()0123456789【[ ■◆●*　·"


def _labels(bare: str, marked: str) -> tuple[tuple[str, str], ...]:
    bare = bare.lstrip(_BEFORE_LABEL)
    if bare[:1] not in _first_letters():
        return ()
    if bare[1:2].isspace():  # a label in spaced letters
        bare = "".join(bare.split())
    met = [(name, found[0]) for name, pattern in _label_patterns() if (found := pattern.match(bare))]
    if not met or len(bare) < 20:
        return tuple(met)
    marked = marked.lstrip(_BEFORE_LABEL + INLINE_MARK)
    return tuple(
        [
            its
            for its in met
            if bare[len(its[1]) : len(its[1]) + 1] in "：: 】]\t　" or marked.startswith(its[1] + INLINE_MARK)
        ]
    )


def _as_label(sign: str, text: str) -> bool:
    """Whether a sign is first in its line, last, or before a colon, as labels stand."""
    at = text.find(sign)
    while at >= 0:
        behind = text[at + len(sign) : at + len(sign) + 5]
        if at <= 5 or len(behind) < 5 or ":" in behind or "：" in behind:
            return True
        at = text.find(sign, at + 1)
    return False
