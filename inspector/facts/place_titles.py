"""Titles told by the place a page has: the name that goes on from it, or the person who stands there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inspector.facts.byline_words import ISSUER
from inspector.facts.kind_people import OFFICER, is_name
from inspector.facts.lines import INLINE_MARK, fold

if TYPE_CHECKING:
    from inspector.facts.headings import Headings
    from inspector.facts.position import Place
    from inspector.page import Page

TITLED = re.compile(
    "(?:报告|指南|通知|公告|通告|公示|办法|方案|规定|细则|意见|决定|预案|规划|制度|说明|目录|清单)$"
)
OFFICES = re.compile("领导|[省市县区州镇乡局厅]长$|书记$|主任$|主席$|负责人$")
_LIFE = re.compile("简历|出生|年\\d{1,2}月生")
TEMPLATE = re.compile(  # the name of any text, or of any letter
    "(?:正文|详细|详情|内容|文章|信息|新闻|浏览|查看){1,2}页?面?|(?:查看|阅读|浏览)(?:信件|来信|留言|咨询)(?:内容|详情)?"
    "|(?:信件|来信|留言|咨询)(?:查看|阅读|浏览)"
)
_GOES_ON = 6  # letters
_LONGEST_OFFICE = 40  # letters
_OWNER = 16  # letters
_NEAR = 60  # lines


def going_on(page: Page, place: Place) -> str | None:
    """The line below the trail that goes on with the name of the place: 领导班子, 领导班子及分工."""
    line, name = (*page.lines[place.line + 1 : place.line + 2], page.lines[place.line])[0], fold(place.name)
    if line.is_row or not (line.folded.startswith(name) and 0 < len(line.folded) - len(name) <= _GOES_ON):
        return None
    text = line.replace(INLINE_MARK, "").strip()
    return None if TEMPLATE.fullmatch(text) or any(link.text == text for link in page.links) else text


def going_before(page: Page, place: Place) -> str | None:
    """The line below the trail that says whose the place is: 公开指南, 某县人民政府公开指南."""
    if not TITLED.search(place.name):
        return None
    for line in page.lines[place.line + 1 : place.line + _NEAR]:
        if line.is_prose:
            return None
        if INLINE_MARK not in line and line.folded.endswith(fold(place.name)) and ISSUER.match(line):
            return line.strip() if 0 < len(line.folded) - len(fold(place.name)) <= _OWNER else None
    return None


def person_below(page: Page, headings: Headings, place: Place) -> str | None:
    """The one person named over an office, not below it as in a list of leaders, or by a heading."""
    if not OFFICES.search(place.name):
        return None
    below = page.lines[place.line + 1 : place.line + _NEAR]
    bare = [line.replace(INLINE_MARK, "").strip() for line in below]
    offices = [OFFICER.search(line[:_LONGEST_OFFICE]) is not None for line in bare]
    names = {
        name
        for at, name in enumerate(bare[:-1])
        if offices[at + 1] and not (at and offices[at - 1]) and is_name(name)
    }
    if not names and _LIFE.search(page.text):
        names = {h.text for h in headings.others if place.line < h.line and is_name(h.text)}
    return names.pop() if len(names) == 1 else None
