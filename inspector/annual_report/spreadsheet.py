"""Judged reports as an Excel file: overview, findings, sums, equations and the figures of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from inspector.annual_report.as_json import overview_of
from inspector.annual_report.checks import CHECKS, norm_of
from inspector.annual_report.findings import arithmetic, sum_arithmetic
from inspector.annual_report.report import AnnualReport
from inspector.annual_report.tables import LABELS, Figure
from inspector.locale import phrase, plain, translator
from inspector.messages import _
from inspector.rule import Finding, Outcome

_WIDEST = 60
Judged = Sequence[tuple[AnnualReport, Sequence[Finding]]]


def write_spreadsheet(path: Path, judged: Judged, lang: str) -> None:
    """Write the file; nothing that a report says can become a formula or a link in it."""
    import xlsxwriter

    say = translator(lang)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        styles = {"head": book.add_format({"bold": True, "text_wrap": True, "bottom": 1})}
        styles["cell"] = book.add_format({"text_wrap": True, "valign": "top"})
        for name, heads, rows in (
            (_("Overview"), _OVERVIEW, _overview(judged, say)),
            (_("Findings"), _FINDINGS, _findings(judged, say)),
            (_("Sums"), _SUMS, _sums(judged, say)),
            (_("Equations"), _EQUATIONS, _equations(judged, say)),
            (_("Figures"), _FIGURES, _figures(judged)),
        ):
            _sheet(book.add_worksheet(say(name)), [say(head) for head in heads], rows, styles)


_OVERVIEW = (
    _("Rank"),
    _("Report"),
    _("Body"),
    _("Year"),
    _("Form"),
    _("Errors"),
    _("Hints"),
    _("Missing parts"),
    _("Wrong equations"),
    _("Wrong sums"),
    _("Wrong percentages"),
    _("Other errors"),
    _("Repeated text"),
)
_FINDINGS = (_("Report"), _("Body"), _("Kind"), _("Finding"), _("Text"), _("Norm"), _("Mend"))
_SUMS = (_("Report"), _("Body"), _("Holds"), _("Says that it is whole"), _("Arithmetic"), _("Text"))
_EQUATIONS = (_("Report"), _("Body"), _("Equation"), _("Column or row"), _("Holds"), _("Arithmetic"))
_FIGURES = (_("Report"), _("Body"), _("Table"), _("Row"), _("Column"), _("Figure"))


def _sheet(
    sheet: Any, heads: Sequence[str], rows: Iterable[Sequence[object]], styles: dict[str, Any]
) -> None:
    widths = [2 * len(head) + 2 for head in heads]
    sheet.write_row(0, 0, heads, styles["head"])
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                sheet.write_number(last, column, value, styles["cell"])
                continue
            text = "" if value is None else plain(str(value))[:2000]
            sheet.write_string(last, column, text, styles["cell"])
            widths[column] = max(widths[column], min(2 * len(text), _WIDEST))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width, _WIDEST))
    sheet.autofilter(0, 0, max(last, 1), len(heads) - 1)


def _yes(value: bool, say: Any) -> str:
    return str(say(_("yes") if value else _("no")))


def _overview(judged: Judged, say: Any) -> Iterable[Sequence[object]]:
    for rank, (report, found) in enumerate(judged, 1):
        told = overview_of(report, found)
        yield (
            rank,
            report.target,
            report.organisation,
            report.year,
            report.generation,
            told["errors"],
            told["hints"],
            say(_(", ")).join(part.short for part in report.missing),
            told["identity"],
            told["sum"],
            told["percentage"],
            told["other"],
            _yes(told["repeated"], say),
        )


def _findings(judged: Judged, say: Any) -> Iterable[Sequence[object]]:
    for report, found in judged:
        for finding in found:
            check = finding.data["check"]
            yield (
                report.target,
                report.organisation,
                say(_("error") if finding.outcome is Outcome.FAILED else _("hint")),
                phrase(finding.message, finding.data, say),
                finding.seen,
                norm_of(check, report.generation),
                say(CHECKS[check].mend),
            )


def _sums(judged: Judged, say: Any) -> Iterable[Sequence[object]]:
    for report, _found in judged:
        for one in report.sums:
            holds, whole = _yes(one.holds, say), _yes(one.explicit, say)
            yield report.target, report.organisation, holds, whole, sum_arithmetic(one), one.text


def _equations(judged: Judged, say: Any) -> Iterable[Sequence[object]]:
    for report, _found in judged:
        for one in report.identities:
            holds = _yes(one.holds, say)
            yield report.target, report.organisation, one.id, one.column, holds, arithmetic(one)


def _figures(judged: Judged) -> Iterable[Sequence[object]]:
    for report, _found in judged:
        head = (report.target, report.organisation)
        tables = report.tables
        for row, values in tables.disclosed.items():
            for number, figure in enumerate(values, 1):
                yield *head, "2", row, number, _shown(figure)
        for row, cells in tables.applications.items():
            for column, figure in cells.items():
                yield *head, "3", LABELS[row], column, _shown(figure)
        for case, cells in tables.disputes.items():
            for outcome, figure in cells.items():
                yield *head, "4", case, outcome, _shown(figure)


def _shown(figure: Figure) -> float | str:
    return figure.text if figure.value is None else figure.value
