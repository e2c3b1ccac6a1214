"""Whether a report agrees with itself: numbers in several places, traces of other years and templates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspector.annual_report.checks import error, hint
from inspector.annual_report.counts import Count, fold, plain
from inspector.annual_report.report import AnnualReport
from inspector.annual_report.sentences import Sentence
from inspector.messages import _
from inspector.rule import Finding

_RECEIVED = re.compile(
    r"(?<![未没])(?:新收|共收到|收到|共受理|受理|接收)(?![^,;。]{0,20}(?:复议|诉讼|信访|投诉|咨询|举报))[^,;。\d]{0,18}?申请[^,;。\d]{0,10}?(?P<one>\d{1,6})[件份条宗个]"
    r"|(?<![未没])(?:新收|共收到|收到|共受理|受理)[^,;。\d]{0,8}?(?P<two>\d{1,6})[件份条宗个][^,;。\d]{0,12}申请"
)
_NONE_RECEIVED = re.compile(r"(?:未|没有|无)(?:曾)?(?:新)?(?:收到|接到|受理)[^,;。]{0,20}(?:申请|依申请)")
_DISCLOSED = re.compile(
    r"(?:全年|年度?|共|累计|总计)[^,;。\d]{0,14}主动公开(?:各类)?(?:政府|政务)?信息(?:共计?|总数|数)?(?P<value>\d{1,7})条"
)


def agreement_findings(report: AnnualReport) -> Iterator[Finding]:
    """Numbers that stand in several places."""
    text = "\n".join(fold(sentence.text) for sentence in report.claims)
    table = report.tables.applications
    if "new" in table and table["new"]["总计"].state == "number":
        new = table["new"]["总计"].worth
        carried = table["carried"]["总计"].worth if "carried" in table else 0.0
        stated = {float(m["one"] or m["two"]) for m in _RECEIVED.finditer(text)}
        if stated and not stated & {new, new + carried}:
            yield hint(
                "text-and-table",
                _("the text says {stated} applications, the table {table}"),
                key="new",
                stated=[plain(value) for value in sorted(stated)],
                table=plain(new),
            )
        elif (
            new
            and not stated
            and (none := _NONE_RECEIVED.search("".join(map(fold, report.document.paragraphs))))
        ):
            yield hint(
                "text-and-table",
                _("the text says that there was no application, the table {table}"),
                key="none",
                seen=none[0],
                table=plain(new),
            )
    values = {float(match["value"]) for match in _DISCLOSED.finditer(text)}
    if len(values) > 1:
        yield hint(
            "two-numbers",
            _("different numbers of disclosed items are given: {values}"),
            key="disclosed",
            values=[plain(value) for value in sorted(values)],
        )


_PLACEHOLDER = re.compile(
    r"[xX×＊*○]{2,}(?:年|月|日|件|条|次|局|镇|乡|街道|单位|部门|县|市|区|办|委)|_{3,}|＿{2,}|[(（]此处[^)）]{0,20}[)）]|\{\{"
)
_OWN_YEAR = re.compile(r"(?:^|[。;\n])(?P<year>20\d\d)年度?,?(?:我|本|全[年市县区省局镇]|共|区|县|市|街道)")


def leftover_findings(report: AnnualReport) -> Iterator[Finding]:
    """Traces of a template, of another year, of another body."""
    text = "\n".join(report.document.paragraphs)
    for match in list(_PLACEHOLDER.finditer(text))[:5]:
        seen = text[max(0, match.start() - 20) : match.end() + 20].replace("\n", " ")
        yield error(
            "placeholder", _("a placeholder was left: {text}"), key=match[0], seen=seen, text=match[0]
        )
    year = report.heading.year or report.year
    if year:
        body = "\n".join(fold(s.text) for s in report.sections if s.part not in ("problems", "other"))
        others = sorted({int(m["year"]) for m in _OWN_YEAR.finditer(body)} - {year})
        # The year after is that of plans; reports of the year before are told of by name.
        for other in (o for o in others if o < year):
            match = next(m for m in _OWN_YEAR.finditer(body) if int(m["year"]) == other)
            yield hint(
                "other-year",
                _("a sentence of a report for {year} begins with {other}"),
                key=str(other),
                seen=body[match.start() : match.start() + 60].strip("。;\n"),
                year=year,
                other=other,
            )


def claim_findings(report: AnnualReport) -> Iterator[Finding]:
    """What old reports count: nothing but the records can confirm it."""
    if report.generation != "A" or not report.claims:
        return
    numbers = [
        _clause(sentence, count)
        for sentence in report.claims
        for count in sentence.counts
        if count.unit and not count.growth
    ]
    if not numbers:
        return
    yield hint(
        "claims",
        _("{count} numbers that only the records can confirm: {numbers}"),
        key="numbers",
        count=len(numbers),
        numbers=numbers[:12],
    )


def _clause(sentence: Sentence, count: Count) -> str:
    """The words that say what is counted, and the count."""
    begin = max(sentence.folded.rfind(mark, 0, count.start) for mark in ",;。、:") + 1
    return sentence.text[max(begin, count.start - 24) : count.end].strip()
