"""In the terminal: whose work it is, what breaks if nothing is done, and what mending would bring."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from inspector.messages import _
from inspector.report import Report
from inspector.report._paper import VERDICTS, Paper, foreign, span
from inspector.score import Score

SHOWN = 5


def departments(paper: Paper, report: Report) -> None:
    """The work by owner department, where a ledger names any."""
    if not report.owners:
        return
    paper.heading(paper.translate(_("By department")))
    for owner in report.owners:
        name = foreign(owner.name, 60) or paper.translate(_("no department"))
        told = _("{owner}: to mend {failed}, to look at {open}; columns {columns}, overdue {overdue}")
        head = paper.say(
            told,
            owner=name,
            failed=sum(owner.failed.values()),
            open=sum(owner.open.values()),
            columns=owner.columns,
            overdue=len(owner.overdue),
        )
        paper.line((head, "bold"), indent=1, hang=2)
        for title, counts in ((_("to mend: {rules}"), owner.failed), (_("to look at: {rules}"), owner.open)):
            if counts:
                paper.line(paper.say(title, rules=_counted(counts)), indent=3, hang=2)
        if owner.overdue:
            names = paper.say(_("not updated in time: {names}"), names=list(owner.overdue))
            paper.line(names, indent=3, hang=2)


def _counted(counts: Mapping[str, int]) -> list[str]:
    return [f"{rule} {count}" for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def forecast(paper: Paper, report: Report, show_all: bool) -> None:
    """What breaks within each horizon if nothing is done; nothing where nothing does."""
    if not any(outlook.findings or outlook.clauses for outlook in report.forecast):
        return
    paper.heading(paper.translate(_("If nothing is done")))
    for outlook in report.forecast:
        if not (outlook.findings or outlook.clauses):
            continue
        told = _("Within {days} days, as it will be on {day}: new findings {count}; score {score}")
        head = paper.say(
            told,
            days=outlook.days,
            day=(report.today + timedelta(days=outlook.days)).isoformat(),
            count=len(outlook.findings),
            score=_told(paper, outlook.score),
        )
        paper.line((head, "bold"), indent=1, hang=2)
        if outlook.clauses:
            paper.line(paper.say(_("clauses it costs: {clauses}"), clauses=outlook.clauses), indent=3, hang=2)
        shown = outlook.findings if show_all else outlook.findings[:SHOWN]
        for finding in shown:
            owner = f" · {foreign(finding.owner, 60)}" if finding.owner else ""
            paper.line("• ", paper.say(finding.message, **finding.data), owner, indent=3, hang=2)
            paper.line(foreign(finding.url, 0), indent=5, hang=2)
        more = len(outlook.findings) - len(shown)
        if more:
            paper.line(paper.say(_("… and {more} more (all with --all)"), more=more), indent=5)


def supposed(paper: Paper, report: Report) -> None:
    """The score if what was asked for were mended."""
    if report.supposed is None:
        return
    paper.heading(paper.translate(_("If it were mended")))
    paper.line(paper.say(_("mended: {names}"), names=report.supposed.mended), indent=1, hang=2)
    now, then = _told(paper, report.score), _told(paper, report.supposed.score)
    paper.line((paper.say(_("score now: {score}"), score=now), ""), indent=1)
    paper.line((paper.say(_("score then: {score}"), score=then), "bold"), indent=1)


def _told(paper: Paper, score: Score) -> str:
    return f"{span(score.low, score.high)} · {paper.translate(VERDICTS[score.verdict][1])}"
