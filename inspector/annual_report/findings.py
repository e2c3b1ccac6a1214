"""All that is to be said of a report: errors that it proves itself, and hints that a person must settle."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.annual_report.agreement import agreement_findings, claim_findings, leftover_findings
from inspector.annual_report.checks import error, hint
from inspector.annual_report.counts import plain
from inspector.annual_report.identities import Identity, carried_over
from inspector.annual_report.report import AnnualReport
from inspector.annual_report.sameness import shared
from inspector.annual_report.sentences import Sum
from inspector.annual_report.structure import part_findings, year_findings
from inspector.annual_report.tables import LABELS, Figure
from inspector.messages import _
from inspector.rule import Finding, Outcome


def findings(
    report: AnnualReport, previous: AnnualReport | None = None, *, repeated: float = 0.8
) -> list[Finding]:
    """All that is to be said of a report, errors first.

    `repeated` is the share of last year's text, 0 to 1, from which on it is said to be repeated.
    """
    if report.document.scanned:
        return [
            hint(
                "unreadable", _("the report holds pictures of text only and cannot be judged"), key="scanned"
            )
        ]
    found = [
        *year_findings(report),
        *part_findings(report),
        *_tables(report),
        *_identities(report),
        *_prose(report),
        *agreement_findings(report),
        *leftover_findings(report),
        *(_compared(report, previous, repeated) if previous else ()),
        *claim_findings(report),
    ]
    return sorted(found, key=lambda finding: finding.outcome is not Outcome.FAILED)


def _tables(report: AnnualReport) -> Iterator[Finding]:
    cells: list[tuple[str, str, Figure]] = []
    for row, figures in report.tables.applications.items():
        cells += [(LABELS[row], column, figure) for column, figure in figures.items()]
    for case, figures in report.tables.disputes.items():
        cells += [(case, outcome, figure) for outcome, figure in figures.items()]
    unreadable = [f"{row}·{column}" for row, column, figure in cells if figure.state == "unreadable"]
    if unreadable:
        yield hint(
            "table",
            _("cells that are no numbers: {cells}"),
            key="unreadable",
            cells=unreadable[:8],
            count=len(unreadable),
        )
    blank = [f"{row}·{column}" for row, column, figure in cells if figure.state in ("blank", "dash")]
    if blank:
        yield hint(
            "blank-cells",
            _("{count} cells are blank; they are counted as 0, e.g. {cells}"),
            key="blank",
            count=len(blank),
            cells=blank[:3],
        )


def arithmetic(identity: Identity) -> str:
    """The equation with both sides computed: 821 + 18 = 767 + 72 → 839 = 839."""
    sign = "=" if identity.holds else "≠"
    return f"{identity.equation} → {plain(identity.left)} {sign} {plain(identity.right)}"


def _identities(report: AnnualReport) -> Iterator[Finding]:
    wrong = [identity for identity in report.identities if not identity.holds]
    for identity in wrong:
        yield error(
            "identity",
            _("{id}, {column}: {arithmetic}"),
            key=f"{identity.id}:{identity.column}",
            at=identity.column,
            id=identity.id,
            column=identity.column,
            arithmetic=arithmetic(identity),
        )
    if wrong and (cell := report.suspect):
        yield hint(
            "identity",
            _("all equations would hold if {row}, {column} were {wanted} instead of {value}"),
            key="suspect",
            row=LABELS.get(cell.row, cell.row),
            column=cell.column,
            wanted=plain(cell.wanted),
            value=plain(cell.value),
        )


def sum_arithmetic(found: Sum) -> str:
    """The sum written out: 73 = 12+1+1+4+2+33 → 53."""
    return f"{plain(found.total)} = {'+'.join(plain(p) for p in found.parts)} → {plain(sum(found.parts))}"


def _prose(report: AnnualReport) -> Iterator[Finding]:
    for found in report.sums:
        if found.wrong:
            yield error(
                "sum",
                _("the parts do not make the total: {arithmetic}"),
                key=f"{plain(found.total)}:{len(found.parts)}",
                seen=found.text,
                arithmetic=sum_arithmetic(found),
            )
    for share in report.percentages:
        if share.wrong:
            yield error(
                "percentage",
                _("{stated} % is stated; {part} of {whole} are {computed} %"),
                key=f"{plain(share.stated)}:{plain(share.part)}",
                seen=share.text,
                stated=plain(share.stated),
                part=plain(share.part),
                whole=plain(share.whole),
                computed=plain(share.computed),
            )


def _compared(report: AnnualReport, previous: AnnualReport, repeated: float) -> Iterator[Finding]:
    for identity in carried_over(report.tables, previous.tables):
        if not identity.holds:
            yield hint(
                "carried-over",
                _("{id}, {column}: {arithmetic}"),
                key=f"{identity.id}:{identity.column}",
                at=identity.column,
                id=identity.id,
                column=identity.column,
                arithmetic=arithmetic(identity),
            )
    share = shared(report.narrative, previous.narrative)
    if share >= repeated:
        yield hint(
            "sameness",
            _("{percent} % of the text stood in {other} already"),
            key="previous",
            percent=round(share * 100),
            other=previous.heading.title or previous.target,
        )
