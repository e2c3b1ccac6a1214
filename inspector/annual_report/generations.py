"""Whose report it is, of which year, and in which of the three forms.

A: for 2008-2018, free prose (政府信息公开条例 2008, article 32). B: for 2019-2020, the first form with three
tables (国办公开办函〔2019〕60号). C: from 2021, the second form (国办公开办函〔2021〕30号).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspector.annual_report.counts import fold
from inspector.annual_report.reading import Document, compact

_KIND = (
    r"(?:政府信息年度报告"
    r"|(?:政府|政务)?信息(?:与政务)?公开(?:工作)?(?:的)?(?:年度?|年)?(?:工作)?(?:总结)?(?:报告|年报))"
)
_KIND_LOOSE = rf"(?:{_KIND}|政务公开(?:工作)?(?:年度)?(?:报告|年报)|信息公开年度?(?:工作)?报告)"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?:年度?|度)?"
_TITLE = re.compile(rf"^(?P<before>[^,。;:\d]{{0,50}}?){_YEAR}(?P<between>[^,。;:\d]{{0,30}}?){_KIND_LOOSE}")
_TITLE_ONLY = re.compile(rf"^(?P<before>[^,。;:\d]{{0,50}}?){_KIND_LOOSE}$")
_IN_TEXT = re.compile(
    rf"(?P<before>[\u4e00-\u9fff\d()“”\"+]{{0,40}}?){_YEAR}(?P<between>[^,。;:\d]{{0,24}}?){_KIND_LOOSE}"
)
_ANY_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)年(?!\d)")
_PERIOD = re.compile(
    r"(?:期限|时限|时间|时段|数据|期间|统计)[^。]{0,24}?(?P<from_year>20\d\d)年?-?(?P<from_month>\d{1,2})(?:月|-|\.)(?P<from_day>\d{1,2})日?"
    r"[^。\d]{0,8}(?:(?P<to_year>20\d\d)年?-?)?(?P<to_month>\d{1,2})(?:月|-|\.)(?P<to_day>\d{1,2})日?"
)
_NAMED_FILE = re.compile(r"(?<!\d)(20[0-4]\d)(?=n(?![a-z])|nd|_?nb|年)", re.I)
_AGENCY = (
    r"(?:人民政府|政府|委员会|办公室|办公厅|[局厅委办院署处科所站社会队]|街道|[镇乡县市区旗州省盟]|中心|集团|公司"
    r"|学校|大学|支队|分局|开发区|管委会|园区|法院|检察院)"
)
_LEAD = re.compile(
    r"^(?:.{0,12}?(?:名称|标题|题名|来源|当前位置)[:：]|(?:现|特)?(?:公布|公开|发布|编制)|文字解读|图解|附件\d?|关于(?:印发|公布|发布))"
)
_NO_NAME = re.compile(r"[>各_$【】]|综合|^(?:[局镇县市区院委]+|本?(?:机关|单位|部门|报告)|年度?|度)$")
_VERB = re.compile(r"(?:公布|编制|发布|制定|制作|形成|撰写|报告)了?|(?<=会)公开")
_CONTACT = re.compile(
    rf"(?:请|可)?(?:直接)?(?:与|联系|向)(?P<name>[\u4e00-\u9fff“”]{{3,36}}?{_AGENCY})(?:[\u4e00-\u9fff]{{0,16}}?(?:联系|咨询)|\(|:)"
)

#: Signs of each form; the figure is how much a sign weighs.
_SIGNS: dict[str, tuple[tuple[re.Pattern[str], int], ...]] = {
    "A": (
        (re.compile(r"第三十二条|收费(?:及|和|与)减免|收费[、,]减免"), 3),
        (re.compile(r"依申请公开(?:政府信息)?和不予公开"), 3),
        (re.compile(r"[一二三四五六七八]、概述|主要工作概述|咨询处理情况|查阅场所|公共查阅点"), 2),
        (re.compile(r"复议、(?:行政)?诉讼和申诉|《?指南》?和《?目录》?"), 2),
    ),
    "B": (
        (re.compile(r"本年新制作|本年新公开|对外公开总数量|制作数量"), 6),
        (re.compile(r"上一年项目数量|本年增/减|其他对外管理服务事项|采购项目数量|采购总金额"), 6),
        (re.compile(r"〔2019〕60号"), 3),
    ),
    "C": (
        (re.compile(r"本年制发件数|本年废止件数|现行有效件数"), 6),
        (re.compile(r"逾期不补正|逾期未按收费通知"), 4),
        (re.compile(r"[〔\[]2021[〕\]]30号"), 4),
    ),
}
_SINCE_2019 = re.compile(
    r"711号|第五十条|存在的主要问题及改进情况|其他需要报告的事项|收到和处理政府信息公开申请"
)


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


def generation_of(year: int) -> str:
    """The form that reports for a year must have."""
    return "A" if year <= 2018 else "B" if year <= 2020 else "C"


def form_of(document: Document, tokens: Sequence[str]) -> str | None:
    """The form by its marks alone, those of the tables weighing most; None where there are none."""
    text = compact("\n".join(document.paragraphs))
    cells = "\n".join(tokens)
    weight: Counter[str] = Counter()
    for form, signs in _SIGNS.items():
        for sign, worth in signs:
            weight[form] += worth * bool(sign.search(cells) or sign.search(text))
    best = max(("C", "B", "A"), key=lambda form: weight[form])
    if weight[best]:
        return best
    return "C" if _SINCE_2019.search(text) else None


def table_form(tokens: Sequence[str]) -> str | None:
    """The form that the tables themselves are in, B or C."""
    cells = "\n".join(tokens)
    has = {form: sum(bool(sign.search(cells)) for sign, worth in _SIGNS[form] if worth >= 4) for form in "BC"}
    if has["B"] == has["C"]:
        return None
    return max("BC", key=lambda form: has[form])


def read_heading(document: Document, source: str = "") -> Heading:
    """Organisation, year and title, from the title, the preface, the period, and last the file's name."""
    lines = [fold(block) for block in document.paragraphs[:80]]
    candidates = [fold(document.title or ""), *lines]
    for number, line in enumerate(candidates):
        found = _title(line, candidates[number - 1] if number > 1 else "")
        if found:
            return found
    text = "\n".join(lines)
    organisation, year, title = None, None, None
    for line in candidates[:40]:
        if len(line) < 60 and (match := _TITLE_ONLY.match(line.replace(" ", ""))) and match["before"]:
            title, organisation = line, _name(match["before"])
            break
    for match in _IN_TEXT.finditer(text):
        year = year or int(match["year"])
        organisation = organisation or _name(match["before"]) or _name(match["between"])
    if period := read_period(document):
        day = period.begin or period.end
        year = year or (day.year if day else None)
    if year is None:
        named = Counter(int(match) for match in _ANY_YEAR.findall(text))
        year = max(named, key=lambda one: (named[one], one)) if named else None
    if year is None and (in_name := _NAMED_FILE.search(source)):
        year = int(in_name[1])
    if organisation is None:
        organisation = _signature(lines_of_end(document))
    if organisation is None and (contact := _CONTACT.search(text)):
        organisation = contact["name"].removeprefix("“")
    return Heading(organisation, year, title)


def titles(document: Document) -> int:
    """How many lines are titles of annual reports: a page with many of them is a list."""
    return sum(_title(fold(line), "") is not None for line in document.paragraphs[:300])


def _title(line: str, before: str) -> Heading | None:
    """The title in a line of its own; the name may stand in the line before."""
    bare = _LEAD.sub("", line.strip())
    glued = re.sub(r"\s+", "", bare)
    match = _TITLE.match(glued)
    if not match or (len(glued) > match.end() + 14 and " " not in bare):
        return None
    name = _name(match["before"]) or _name(match["between"])
    earlier = re.sub(r"\s+", "", before)
    if name is None and 3 <= len(earlier) <= 40 and not re.search(r"[。,;:>|\d]", earlier):
        name = _name(earlier)
    return Heading(name, int(match["year"]), glued[: match.end()])


def _name(text: str) -> str | None:
    """The name of a body in the words around a year, or None."""
    name = _LEAD.sub("", text.strip(' "“”《》-_|·')).strip('的《“"')
    name = _VERB.split(name)[-1]
    name = re.sub(r"^(?:根据|按照|依据|现将|特此?|本|我|向社会(?:公布|公开)|编制)+", "", name)
    if (
        len(name) < 3
        or re.search("[>各_$【】]|综合", name)
        or re.fullmatch(r"[局镇县市区院委]+|本?(?:机关|单位|部门|报告)|年度?|度", name)
    ):
        return None
    return name


def lines_of_end(document: Document) -> list[str]:
    """The last short lines, where a report is signed."""
    return [fold(block).replace(" ", "") for block in document.paragraphs[-60:] if len(block) <= 40]


_DATED = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")


def _signature(lines: Sequence[str]) -> str | None:
    """The body in the line above the date at the end."""
    for above, line in zip(lines, lines[1:], strict=False):
        if _DATED.fullmatch(line) and re.fullmatch(rf"[\u4e00-\u9fff“”+]{{2,34}}{_AGENCY}", above):
            return above
    return None


def read_period(document: Document) -> Period | None:
    """The statistical period, where the preface states one."""
    for block in document.paragraphs[:60]:
        text = compact(block)
        if match := _PERIOD.search(text):
            begin = _day(match["from_year"], match["from_month"], match["from_day"])
            end = _day(match["to_year"] or match["from_year"], match["to_month"], match["to_day"])
            return Period(begin, end, match[0])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
