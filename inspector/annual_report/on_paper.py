"""Judged reports as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from inspector.annual_report.as_json import overview_of
from inspector.annual_report.checks import CHECKS, norm_of
from inspector.annual_report.findings import arithmetic, sum_arithmetic
from inspector.annual_report.folder import City
from inspector.annual_report.report import AnnualReport
from inspector.locale import phrase, plain
from inspector.messages import _
from inspector.report._paper import Paper
from inspector.rule import Finding, Outcome

GENERATIONS = {
    "A": _("A: for 2008-2018, free prose"),
    "B": _("B: for 2019-2020, the first form with tables"),
    "C": _("C: from 2021, the form in force"),
}
SHOWN = 6


def on_paper(
    judged: Sequence[tuple[AnnualReport, Sequence[Finding]]],
    lang: str,
    *,
    show_all: bool = False,
    width: int | None = None,
    color: bool | None = None,
) -> str:
    """What was found in each report, then its errors and hints; `show_all` cuts nothing."""
    paper = Paper(lang, width, color)
    for number, (report, found) in enumerate(judged):
        if number:
            paper.blank()
        _facts(paper, report)
        _findings(paper, report, found, show_all)
        if show_all:
            _all_sums(paper, report)
    return paper.text()


def city_on_paper(
    city: City, lang: str, *, show_all: bool = False, width: int | None = None, color: bool | None = None
) -> str:
    """A folder's reports by rank, and sums against the whole; with `show_all` every report too."""
    paper = Paper(lang, width, color)
    say, translate = paper.say, paper.translate
    paper.line((say(_("{count} annual reports, by errors and hints"), count=len(city.reports)), "bold"))
    heads = (
        _("Rank"),
        _("Body"),
        _("Year"),
        _("Errors"),
        _("Hints"),
        _("Parts"),
        _("Equations"),
        _("Sums"),
    )
    rows = [[Text(translate(head), "bold") for head in heads]]
    for rank, (report, found) in enumerate(city.ranking, 1):
        told = overview_of(report, found)
        values = (
            rank,
            plain(report.organisation or report.target, 40),
            report.year or "–",
            *(told[name] or "–" for name in ("errors", "hints", "missing", "identity", "sum")),
        )
        rows.append([Text(str(value), "bold red" if told["errors"] else "") for value in values])
    paper.grid(rows, right=(0, 3, 4, 5, 6, 7), wide=1)
    for identity in city.sums:
        sign = "✔" if identity.left >= identity.right else "?"
        message = _("{sign} {id} {row}: the whole {equation} (its bodies together)")
        paper.line(
            say(message, sign=sign, id=identity.id, row=identity.column, equation=identity.equation), indent=1
        )
    for reason in city.unread:
        paper.line("! ", reason.said(lang), indent=1, hang=2)
    text = paper.text()
    return text + "\n" + on_paper(city.ranking, lang, width=width, color=color) if show_all else text


def _facts(paper: Paper, report: AnnualReport) -> None:
    say, translate = paper.say, paper.translate
    paper.line((plain(report.target), "bold"))
    unknown = translate(_("not stated"))
    form = translate(GENERATIONS[report.generation]) if report.generation else unknown
    whole = "" if report.complete else " · " + translate(_("excerpt"))
    paper.line(
        say(
            _("{organisation} · year {year} · form {form}"),
            organisation=report.organisation or unknown,
            year=report.year or "–",
            form=form,
        ),
        whole,
        indent=1,
        hang=2,
    )
    if report.document.scanned:
        return
    paper.line(
        say(
            _("Parts ({count}): {headings}"),
            count=len(report.headings),
            headings=[h[:24] for h in report.headings],
        ),
        indent=1,
        hang=2,
    )
    tables = report.tables
    if tables.found or report.generation in ("B", "C"):
        identities = report.identities
        paper.line(
            say(
                _(
                    "Tables: disclosure {disclosed} rows, applications {applications} rows,"
                    " reviews and lawsuits {disputes} blocks;"
                    " equations judged: {judged}, of them wrong: {wrong}"
                ),
                disclosed=len(tables.disclosed),
                applications=len(tables.applications),
                disputes=len(tables.disputes),
                judged=len(identities),
                wrong=sum(not identity.holds for identity in identities),
            ),
            indent=1,
            hang=2,
        )
    explicit = [one for one in report.sums if one.explicit]
    shares = [one for one in report.percentages if one.explicit]
    paper.line(
        say(
            _(
                "Sums judged: {sums}, of them wrong: {wrong};"
                " percentages judged: {shares}, of them wrong: {false}"
            ),
            sums=len(explicit),
            wrong=sum(not one.holds for one in explicit),
            shares=len(shares),
            false=sum(not one.holds for one in shares),
        ),
        indent=1,
        hang=2,
    )


def _findings(paper: Paper, report: AnnualReport, found: Sequence[Finding], show_all: bool) -> None:
    errors = [finding for finding in found if finding.outcome is Outcome.FAILED]
    hints = [finding for finding in found if finding.outcome is not Outcome.FAILED]
    if not found:
        paper.line(("✔ ", "green"), paper.translate(_("nothing to complain about")), indent=1)
    for title, group, sign, style in (
        (_("Errors: {count}"), errors, "✘", "bold red"),
        (_("To be looked at: {count}"), hints, "?", "bold magenta"),
    ):
        if not group:
            continue
        paper.line((paper.say(title, count=len(group)), "bold"), indent=1)
        shown = group if show_all or sign == "✘" else group[:SHOWN]
        for finding in shown:
            _one(paper, report, finding, Text(f"{sign} ", style))
        if len(shown) < len(group):
            paper.line(
                paper.say(_("… and {more} more (all with --all)"), more=len(group) - len(shown)), indent=3
            )


def _one(paper: Paper, report: AnnualReport, finding: Finding, sign: Text) -> None:
    paper.line(sign, phrase(finding.message, finding.data, paper.translate), indent=2, hang=2)
    if finding.seen:
        paper.line("“", plain(finding.seen, 160), "”", indent=4, hang=1)
    check = finding.data["check"]
    norm = norm_of(check, report.generation)
    paper.line("→ ", paper.translate(CHECKS[check].mend), f" ({norm})" if norm else "", indent=4, hang=2)


def _all_sums(paper: Paper, report: AnnualReport) -> None:
    """Every sum and equation that was judged, right ones too."""
    if report.sums:
        paper.line((paper.translate(_("All sums")), "bold"), indent=1)
    for one in report.sums:
        sign = "✔" if one.holds else "✘" if one.explicit else "?"
        paper.line(f"{sign} {sum_arithmetic(one)}", indent=2, hang=2)
    if report.identities:
        paper.line((paper.translate(_("All equations")), "bold"), indent=1)
    for identity in report.identities:
        sign = "✔" if identity.holds else "✘"
        paper.line(f"{sign} {identity.id} {identity.column}: {arithmetic(identity)}", indent=2, hang=2)
