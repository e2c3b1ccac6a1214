"""What people said, in the terminal: beside the lines and findings it is about, and all of it in one list."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.messages import _
from inspector.people.judgement import TOLD, Judgement
from inspector.report import Report, Word
from inspector.report._paper import OUTCOMES, VERDICTS, Paper, foreign, number, span

SHOWN = 10
#: Why a judgement has no effect.
STATES = {
    "expired": _("expired, it has no effect"),
    "unused": _("nothing of the kind at this inspection"),
}


def summary(paper: Paper, report: Report) -> None:
    """Below the verdict: how much of it rests on people's words, and what it were without the waivers."""
    say, words = paper.say, [word for word in report.judgements if word.state == "in_force"]
    if report.gross:
        gross = say(
            _("Without the waivers (gross): {span} · {verdict}"),
            span=span(report.gross.low, report.gross.high),
            verdict=paper.translate(VERDICTS[report.gross.verdict][1]),
        )
        paper.line(gross, indent=2)
    if words:
        told = say(
            _("Settled by people: {count}; waived: {waived}; false alarms left out: {false}"),
            count=sum(not word.judgement.waiver for word in words),
            waived=sum(word.judgement.waiver for word in words),
            false=report.false_alarms,
        )
        paper.line(told, indent=2)


def said(paper: Paper, judgement: Judgement) -> str:
    """One judgement in a line: what, who, when, why, until when."""
    say = paper.say
    parts = [
        say(
            _("{outcome}: {who}, {day}"),
            outcome=paper.translate(TOLD[judgement.about][judgement.outcome]),
            who=judgement.who,
            day=judgement.said,
        )
    ]
    if judgement.points is not None:
        parts.append(say(_("points: {points}"), points=number(judgement.points)))
    if judgement.approver:
        parts.append(say(_("approved by {who}"), who=judgement.approver))
    if judgement.until:
        parts.append(say(_("until {day}"), day=judgement.until))
    if judgement.reason:
        parts.append(foreign(judgement.reason, 120))
    return " · ".join(parts)


def judgements(paper: Paper, report: Report, show_all: bool) -> None:
    """Everything that people said, beside what the rules said."""
    if not report.judgements:
        return
    paper.heading(paper.translate(_("What people said")))
    shown = report.judgements if show_all else report.judgements[:SHOWN]
    for word in shown:
        paper.line("• ", (" ".join(_about(paper, word)), "bold"), indent=1, hang=2)
        rule = f"{paper.translate(OUTCOMES[word.by_rule][1])}" if word.by_rule else "–"
        paper.line(
            paper.say(_("by the rules alone: {outcome}"), outcome=rule),
            " → ",
            said(paper, word.judgement),
            indent=3,
            hang=2,
        )
        if word.state in STATES:
            paper.line("! ", paper.translate(STATES[word.state]), indent=3)
        if word.judgement.about == "clause" and word.judgement.version != report.profile.version:
            paper.line("! ", paper.translate(_("given under another version of the standard")), indent=3)
    more = len(report.judgements) - len(shown)
    if more:
        paper.line(paper.say(_("… and {more} more (all with --all)"), more=more), indent=3)


def _about(paper: Paper, word: Word) -> Iterator[str]:
    yield word.judgement.rule or word.judgement.item
    if word.message:
        yield foreign(paper.say(word.message, **word.data), 100)
    if word.url:
        yield foreign(word.url, 0)
