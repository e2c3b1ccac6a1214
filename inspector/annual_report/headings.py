"""Whose report it is and of which year: from the title, the preface, the period, and last the file's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspector.annual_report.counts import fold
from inspector.annual_report.reading import Document, compact

_SUBJECT = r"(?:政府信息与政务公开|政府信息公开|政务信息公开|信息公开|政务公开)"
_KIND = (
    rf"(?:{_SUBJECT}(?:工作)?(?:情况)?(?:的)?(?:年度?|年)?(?:工作)?(?:总结|总结报告|报告|年报)"
    r"|政府信息年度报告)"
)
_YEAR = r"(?P<year>20\d\d)(?:年度?|度)?"
_WORDS = r"[^,。;:!?\d]"
#: The ways to write a title: the year before, behind or within what kind of report it is.
_TITLES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?P<before>{_WORDS}{{0,50}}?){_YEAR}(?P<between>{_WORDS}{{0,30}}?){_KIND}",
        rf"^(?P<before>{_WORDS}{{0,50}}?)(?P<between>){_KIND}[(\[〔]{_YEAR}",
        rf"^(?P<before>{_WORDS}{{0,50}}?)(?P<between>){_SUBJECT}(?:工作)?{_YEAR}(?:年度)?(?:工作)?(?:报告|年报)",
    )
)
_TITLE_ALONE = re.compile(rf"^(?P<before>{_WORDS}{{0,50}}?){_KIND}$")
_IN_TEXT = re.compile(
    rf"(?P<before>[\u4e00-\u9fff\d()“”\"+]{{0,40}}?){_YEAR}(?P<between>{_WORDS}{{0,24}}?){_KIND}"
)
_ANY_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)年(?!\d)")
_WRITTEN_YEAR = re.compile(r"二([〇○零Oo0])([〇○零一二Oo0])([〇○零一二三四五六七八九Oo0])(?=年)")
_DIGITS = {**dict.fromkeys("〇○零Oo0", "0"), **{c: str(n) for n, c in enumerate("一二三四五六七八九", 1)}}
_DAY = r"(?P<{0}_month>\d{{1,2}})(?:月|-|\.)(?P<{0}_day>\d{{1,2}})日?"
_PERIOD = re.compile(
    r"(?:期限|时限|时间|时段|数据|期间|统计)[^。]{0,24}?(?P<from_year>20\d\d)年?-?"
    + _DAY.format("from")
    + r"[^。\d]{0,8}(?:(?P<to_year>20\d\d)年?-?)?"
    + _DAY.format("to")
)
_NAMED_FILE = re.compile(r"(?<!\d)(20[0-4]\d)(?=n(?![a-z])|nd|_?nb|年)", re.I)
_AGENCY = (
    r"(?:人民政府|政府|委员会|办公室|办公厅|[局厅委办院署处科所站社会队部]|街道|[镇乡县市区旗州省盟]|中心|集团"
    r"|公司|学校|大学|支队|分局|开发区|管委会|园区|法院|检察院)"
)
_BODY = re.compile(rf"[\u4e00-\u9fff“”+]{{2,34}}{_AGENCY}")
_LEAD = re.compile(
    r"^(?:.{0,12}?(?:名称|标题|题名|来源|当前位置)[:：]|(?:现|特)?(?:公布|公开|发布|编制)|文字解读|图解|附件\d?)"
)
_VERB = re.compile(r"(?:公布|编制|发布|制定|制作|形成|撰写|报告)了?|(?<=会)公开")
_OPENING = re.compile(r"^(?:根据|按照|依据|现将|特此?|本|我|向社会(?:公布|公开)|编制)+")
_NO_NAME = re.compile(r"[>各_$【】]|综合|^(?:[局镇县市区院委]+|本?(?:机关|单位|部门|报告)|年度?|度)$")
_CONTACT = re.compile(
    rf"(?:与|联系|向)(?P<name>[\u4e00-\u9fff“”]{{3,36}}?{_AGENCY})(?:[\u4e00-\u9fff]{{0,16}}?(?:联系|咨询)|\(|:)"
)
_DATED = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")


@dataclass(frozen=True, slots=True)
class Heading:
    """Who reports on which year; a part is None where the report does not say."""

    organisation: str | None
    year: int | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Period:
    """The statistical period as the report states it."""

    begin: date | None
    end: date | None
    text: str

    def is_year(self, year: int) -> bool:
        """Whether it is the whole calendar year."""
        return self.begin == date(year, 1, 1) and self.end == date(year, 12, 31)


def read_heading(document: Document, source: str = "") -> Heading:
    """Organisation, year and title; `source` is the file's name or address."""
    lines = [_plain(line) for line in (document.title or "", *document.paragraphs[:80])]
    for number, line in enumerate(lines):
        if found := _title(line, lines[number - 1 : number], lines[number + 1 : number + 2]):
            return found
    text = "\n".join(lines)
    organisation, title = _title_without_year(lines)
    year = None
    for match in _IN_TEXT.finditer(text):
        year = year or int(match["year"])
        organisation = organisation or _name_in(match)
    if year is None and (period := read_period(document)):
        day = period.begin or period.end
        year = day.year if day else None
    if year is None and (named := Counter(map(int, _ANY_YEAR.findall(text)))):
        year = max(named, key=lambda one: (named[one], one))
    if year is None and (in_name := _NAMED_FILE.search(source)):
        year = int(in_name[1])
    if organisation is None:
        organisation = _signature(document)
    if organisation is None and (contact := _CONTACT.search(text)):
        organisation = contact["name"].removeprefix("“")
    return Heading(organisation, year, title)


def titles(document: Document) -> int:
    """How many lines are titles of annual reports: a page with many of them is a list."""
    return sum(_title(_plain(line), (), ()) is not None for line in document.paragraphs[:300])


def _plain(line: str) -> str:
    """A folded line, years in digits."""
    return _WRITTEN_YEAR.sub(lambda match: "2" + "".join(_DIGITS[c] for c in match.groups()), fold(line))


def _title(line: str, above: Sequence[str], below: Sequence[str]) -> Heading | None:
    """The title in a line of its own; the name may stand in the line above or below."""
    bare = _LEAD.sub("", line.strip())
    glued = "".join(bare.split())
    match = next((found for title in _TITLES if (found := title.match(glued))), None)
    if match is None:
        return None
    rest = glued[match.end() :]
    if len(rest) > 14 and " " not in bare and rest[0] not in "_-|—(":
        return None
    name = _name_in(match)
    for other in (*above, *below):
        glued_other = "".join(other.split())
        if name is None and 3 <= len(glued_other) <= 40 and _BODY.fullmatch(glued_other):
            name = _name(glued_other)
    return Heading(name, int(match["year"]), glued[: match.end()])


def _title_without_year(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Name and title where the title says no year."""
    for number, line in enumerate(lines[:40]):
        match = _TITLE_ALONE.match("".join(line.split())) if len(line) < 60 else None
        if match is None:
            continue
        above = "".join(lines[number - 1].split()) if number else ""
        name = _name(match["before"]) or (_name(above) if _BODY.fullmatch(above) else None)
        if name:
            return name, line
    return None, None


def _name_in(match: re.Match[str]) -> str | None:
    """The name in the words around a year; of 某府关于印发某县 it is the latter."""
    before, between = match["before"], match["between"]
    name = _name(between) if "关于" in before else None
    name = name or _name(before.partition("关于")[0]) or _name(between.partition("关于")[0])
    # 人民政府信息公开 is 人民政府 and 信息公开.
    return f"{name}政府" if name and name.endswith("人民") else name


def _name(text: str) -> str | None:
    """The name of a body, or None where there is none."""
    name = _LEAD.sub("", text.strip(' "“”《》()[]〔〕-_|·')).strip('的《“"')
    name = _OPENING.sub("", _VERB.split(name)[-1]).strip("()[]〔〕")
    return None if len(name) < 3 or _NO_NAME.search(name) else name


def _signature(document: Document) -> str | None:
    """The body in the line above the date at the end."""
    lines = [_plain(block).replace(" ", "") for block in document.paragraphs[-60:] if len(block) <= 40]
    for above, line in zip(lines, lines[1:], strict=False):
        if _DATED.fullmatch(line) and _BODY.fullmatch(above):
            return above
    return None


def read_period(document: Document) -> Period | None:
    """The statistical period, where the preface states one."""
    for block in document.paragraphs[:60]:
        if match := _PERIOD.search(compact(block)):
            begin = _day(match["from_year"], match["from_month"], match["from_day"])
            end = _day(match["to_year"] or match["from_year"], match["to_month"], match["to_day"])
            return Period(begin, end, match[0])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
