"""What is to be said of a report's year, form and parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspector.annual_report.checks import NORMS, error, hint
from inspector.annual_report.reading import compact
from inspector.annual_report.report import AnnualReport
from inspector.annual_report.sections import parts
from inspector.messages import _
from inspector.rule import Finding

_NUMERALS = "零一二三四五六七八九十"
_OVERVIEW = re.compile("概述|总体|概况|基本情况|开展情况")
_FILLER = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．,]|第.部分|[政府信息公开工作的及和与情况、,:因被提起行申请]|\s"
)
_STATISTICS = re.compile(r"附[表件]|统计表|指标统计")


def year_findings(report: AnnualReport) -> Iterator[Finding]:
    """The year that is stated or wanted, the form that belongs to it, and the statistical period."""
    if report.year is None:
        yield hint("year", _("the report does not say which year it is for"), key="none")
    stated = report.heading.year
    if report.stated_year and stated and stated != report.stated_year:
        yield error(
            "year",
            _("the report is for {found}, not for {wanted}"),
            key="other",
            seen=report.heading.title or "",
            found=stated,
            wanted=report.stated_year,
        )
    form = report.table_form
    if form and report.year and form != report.generation:
        message = _("the report for {year} uses the form of {norm}")
        yield error("form", message, key="old", year=report.year, norm=NORMS[form])
    period, year = report.period, stated or report.year
    if period and year and period.begin and period.end and not period.is_year(year):
        message = _("the statistical period is not the year {year}")
        # A body that was founded or dissolved in the year reports on a part of it.
        say = hint if period.begin.year == period.end.year == year else error
        yield say("period", message, key="period", seen=period.text, year=year)


def part_findings(report: AnnualReport) -> Iterator[Finding]:
    """Parts that are missing, empty, misnamed or out of order; nothing is said of an excerpt."""
    if not report.complete:
        return
    if report.on_another_subject:
        yield hint("subject", _("neither title nor beginning speaks of disclosure"), key="none")
        return
    if report.generation is None:
        return
    for part in report.missing:
        # What else there is to report, only the body knows.
        say = hint if report.generation == "A" and part.id == "other" else error
        yield say("missing-part", _("the part {part} is missing"), key=part.id, part=part.name)
    yield from _empty(report)
    if report.generation == "A":
        text = compact("".join(report.document.paragraphs))
        if not report.document.grids and not _STATISTICS.search(text):
            yield hint("attached-table", _("no table of statistics is appended"), key="none")
    else:
        yield from _as_in_the_form(report)
    yield from _numbers(report)
    yield from _announced(report)


def _empty(report: AnnualReport) -> Iterator[Finding]:
    for section, following in zip(report.sections, [*report.sections[1:], None], strict=False):
        below = following is not None and following.level > section.level
        if section.level == 1 and section.part and not (section.length or section.tables or below):
            yield error("empty-part", _("the part is empty"), key=section.part, seen=section.heading)


def _as_in_the_form(report: AnnualReport) -> Iterator[Finding]:
    """Order, headings and tables as forms B and C have them."""
    names = {part.id: part.name for part in parts(report.generation or "C")}
    there = report.present
    order = [list(names).index(part) for part in there]
    if order != sorted(order):
        message = _("the parts are out of order")
        yield error("part-order", message, key="order", seen=" ".join(report.headings)[:300])
    for part, section in there.items():
        if _core(section.heading) != _core(names[part]):
            message = _("the heading is not that of the form: {part}")
            yield hint("part-name", message, key=part, seen=section.heading, part=names[part])
    tables = report.tables
    for part, found in (
        ("proactive", tables.disclosed),
        ("applications", tables.applications),
        ("disputes", tables.disputes),
    ):
        if not found and part in there:
            message = _("the table of the part {part} was not found as text")
            yield hint("table", message, key=part, part=names[part])


def _core(heading: str) -> str:
    """What distinguishes a heading: the form's own words vary in 的, 及, 情况 and the like."""
    return _FILLER.sub("", compact(heading))


def _numbers(report: AnnualReport) -> Iterator[Finding]:
    """Numbers of headings that jump: 一 and then 三."""
    numbers = [_ordinal(heading) for heading in report.headings]
    for one, other in zip(numbers, numbers[1:], strict=False):
        if one and other > one + 1:
            yield hint(
                "part-order",
                _("the numbers of the headings jump from {one} to {other}"),
                key=f"jump-{other}",
                one=_NUMERALS[one],
                other=_NUMERALS[other],
            )


def _ordinal(heading: str) -> int:
    match = re.match(r"([一二三四五六七八九十])[、.．]", heading)
    return _NUMERALS.index(match[1]) if match else 0


def _announced(report: AnnualReport) -> Iterator[Finding]:
    """Parts that the preface names and that are not there."""
    for part, words in report.announced.items():
        overview = part == "overview" and any(map(_OVERVIEW.search, report.headings))
        if part not in report.present and not overview:
            message = _("the preface announces {words}, which is not there")
            yield error("announced-part", message, key=part, words=words)
