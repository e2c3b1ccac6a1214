"""The verdict and the score sheet in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text

from inspector.messages import _
from inspector.people.judgement import Judgement
from inspector.report import Entry, Report, _people, clause_name, clause_text
from inspector.report._paper import OUTCOMES, VERDICTS, Paper, foreign, number, span
from inspector.rule import Outcome
from inspector.score import UNSETTLED, Line, Verdict

Seen = dict[str, list[tuple[Entry, int]]]
PARTS = (
    ("veto", _("Veto clauses (one breach is enough: unqualified)")),
    ("deduct", _("Points taken (taken / most)")),
    ("bonus", _("Bonus points (won / most)")),
)


def verdict(paper: Paper, report: Report) -> None:
    """Verdict and range, and what they rest on."""
    score, say = report.score, paper.say
    sign, word, style = VERDICTS[score.verdict]
    paper.line((f"{sign} {paper.translate(word)}", style))
    paper.line((say(_("Score: {span}"), span=span(score.low, score.high)), "bold"), indent=2)
    paper.line(_counted(paper, report), indent=2)
    for line in _sums(paper, report):
        paper.line(line, indent=2, hang=2)
    for part in score.parts:
        paper.line(
            say(
                _("{section}: {span} of {full} points × {worth}"),
                section=part.section,
                span=span(part.low, part.high),
                full=number(part.full),
                worth=round(part.worth, 4),
            ),
            indent=2,
        )
    _people.summary(paper, report)
    for reason in score.refused_because:
        paper.line("! ", paper.translate(reason), indent=2, hang=2)
    website = [line for line in score.vetoes if line.clause.target == "website"]
    if website:
        ids = [line.clause.id for line in website]
        refused = score.verdict is Verdict.REFUSED
        decided = _("Broken veto clauses: {ids}; they decide, whatever the points")
        paper.line(
            say(_("Broken veto clauses in what was seen: {ids}") if refused else decided, ids=ids), indent=2
        )
    unsettled = [line for line in score.open_vetoes if line.clause.target == "website"]
    if unsettled:
        paper.line(
            say(_("Veto clauses not settled: {count} (open or not checked)"), count=len(unsettled)), indent=2
        )
    if report.profile.veto_score is not None and website:
        paper.line(
            say(_("A broken veto gives {points} points"), points=number(report.profile.veto_score)), indent=2
        )
    if _spread(report):
        paper.line(
            paper.translate(_("Clauses are left out; their points are spread over the others")), indent=2
        )
    if score.stretch != 1:
        paper.line(
            say(
                _("Clauses are left out; the rest is multiplied by {factor}"), factor=round(score.stretch, 4)
            ),
            indent=2,
        )
    if score.provisional:
        paper.line(
            paper.translate(
                _("Provisional: some points or clauses are not confirmed by the official text; * marks them")
            ),
            indent=2,
        )


def _spread(report: Report) -> bool:
    """Whether clauses are worth more here than in the standard."""
    caps = {clause.id: report.profile.cap(clause) for clause in report.profile.clause}
    return any((line.clause.points or 0) > caps[line.clause.id] for line in report.score.lines)


def _counted(paper: Paper, report: Report) -> str:
    """The points before and after the bonus, and the line to reach, as far as the standard has them."""
    score, profile, say = report.score, report.profile, paper.say
    first = span(score.deduct_low, score.deduct_high)
    if profile.qualify is None:
        return say(_("{first} of {full} points"), first=first, full=profile.full)
    return say(
        _("{first} of {full} points, bonus {bonus}; qualified from {qualify}"),
        first=first,
        full=profile.full,
        bonus=span(score.bonus_low, score.bonus_high),
        qualify=profile.qualify,
    )


def _sums(paper: Paper, report: Report) -> Iterable[str]:
    """How the points of the lines below make the score, to be redone by hand."""
    score, profile, say = report.score, report.profile, paper.say
    lines = [line for line in score.lines if line.clause.part == "deduct" and line.clause.target == "website"]
    if not lines or score.parts:
        return
    taken, risk = (round(sum(getattr(line, name) for line in lines), 4) for name in ("taken", "at_risk"))
    numbers = {
        "possible": number(profile.full / score.stretch),
        "taken": number(taken),
        "risk": number(risk),
        "factor": round(score.stretch, 4),
        "high": number(score.deduct_high),
        "low": number(score.deduct_low),
    }
    if score.stretch == 1:
        yield say(_("Sum: {possible} − {taken} taken = {high}; {high} − {risk} open = {low}"), **numbers)
    else:
        told = _(
            "Sum: ({possible} − {taken} taken) × {factor} = {high}; "
            "({possible} − {taken} − {risk} open) × {factor} = {low}"
        )
        yield say(told, **numbers)
    if profile.bonus and score.deduct_low <= profile.bonus_above:
        gate = {"gate": number(profile.bonus_above)}
        if score.deduct_high <= profile.bonus_above:
            yield say(_("The bonus does not count: it does above {gate} points only"), **gate)
        else:
            yield say(_("The bonus counts above {gate} points only"), **gate)


def sheet(paper: Paper, report: Report) -> None:
    """Every clause: checked ones line by line, those nobody checked in a short list."""
    seen = _seen(report)
    said: dict[str, list[Judgement]] = {}
    for word in report.judgements:
        if word.judgement.about == "clause" and word.state == "in_force":
            said.setdefault(word.judgement.item, []).append(word.judgement)
    lines = [line for line in report.score.lines if line.clause.target == "website"]
    paper.heading(paper.translate(_("Score sheet")))
    for part, title in PARTS:
        of_part = [line for line in lines if line.clause.part == part]
        shown = [line for line in of_part if not _unlooked(line, seen)]
        if shown:
            paper.line((paper.translate(title), "bold"))
            rows = [_row(paper, line, seen, said.get(line.clause.id, ())) for line in _ordered(shown)]
            paper.grid(rows, right=(3,), wide=2)
    _unchecked(paper, report, [line for line in lines if _unlooked(line, seen)])
    _accounts(paper, report, seen, len(report.score.lines) - len(lines))


def _accounts(paper: Paper, report: Report, seen: Seen, clauses: int) -> None:
    """The new media accounts, each with its verdict; or what it takes to judge them."""
    if not clauses:
        return
    if not report.accounts:
        told = _("Clauses on new media: {count}, judged account by account (→ crawl --new-media FILE)")
        paper.line(paper.say(told, count=clauses), indent=1, hang=2)
        return
    paper.line((paper.translate(_("New media accounts (one veto clause broken: unqualified)")), "bold"))
    for account in report.accounts:
        sign, word, style = VERDICTS[account.score.verdict]
        name = foreign(account.name, 60)
        scored = any(line.clause.part == "deduct" for line in account.score.lines)
        points = f" · {span(account.score.low, account.score.high)}" if scored else ""
        paper.line((f"{sign} {paper.translate(word)}", style), f"  {name}{points}", indent=1, hang=2)
        for line in account.score.lines:
            if line.outcome is Outcome.FAILED:
                own = [e for e, _count in seen.get(line.clause.id, ()) if e.counted in line.findings]
                why = foreign(paper.say(own[0].message, **own[0].data), 100) if own else ""
                named = clause_name(line.clause, report.profile, paper.lang)
                paper.line(f"✘ {named}", f" – {why}" if why else "", indent=3, hang=2)
        unsettled = [line for line in account.score.lines if line.outcome in UNSETTLED]
        if unsettled:
            told = _("clauses not settled: {count} of {all} (→ inspector judge)")
            paper.line(paper.say(told, count=len(unsettled), all=clauses), indent=3, hang=2)


def _seen(report: Report) -> Seen:
    """Clause → the first findings of each batch that counts for it, with how many they stand for."""
    seen: Seen = {}
    for group in report.groups:
        for entry, count in group.entries.firsts():
            for clause in entry.clauses:
                seen.setdefault(clause, []).append((entry, count))
    return seen


def _unlooked(line: Line, seen: Seen) -> bool:
    return line.outcome is Outcome.UNTESTED and not seen.get(line.clause.id)


def _ordered(lines: Iterable[Line]) -> list[Line]:
    """Of veto clauses the broken ones first, then the open ones; others stay in the standard's order."""
    order = [Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED, Outcome.INAPPLICABLE]
    return sorted(lines, key=lambda line: order.index(line.outcome) if line.clause.part == "veto" else 0)


def _row(paper: Paper, line: Line, seen: Seen, said: Iterable[Judgement]) -> list[Text]:
    clause = line.clause
    cell = Text(clause_text(clause.title, paper.lang), "bold" if line.outcome is Outcome.FAILED else "")
    for detail in _details(paper, line, seen.get(clause.id, ())):
        cell.append("\n" + detail, "not bold")
    if line.by_rules:
        alone = paper.translate(OUTCOMES[line.by_rules][1])
        cell.append("\n" + paper.say(_("by the rules alone: {outcome}"), outcome=alone), "not bold")
    for judgement in said:
        cell.append("\n" + _people.said(paper, judgement), "not bold")
    untold = line.outcome is Outcome.UNTESTED  # something was seen, but it decides nothing yet
    outcome = paper.mark(Outcome.CANT_TELL if untold else line.outcome)
    return [outcome, Text(clause.id), cell, Text(_points(line))]


def _unchecked_name(paper: Paper, report: Report, line: Line) -> str:
    points = _points(line)
    name = clause_name(line.clause, report.profile, paper.lang)
    return f"{name} ({points})" if points else name


def _points(line: Line) -> str:
    clause = line.clause
    if clause.points is None or clause.part == "veto":
        return ""
    low, high = number(line.taken), number(line.taken + line.at_risk)
    star = "*" if clause.points_certainty != "official" or clause.certainty == "recalled" else ""
    if line.outcome is Outcome.UNTESTED and not line.taken:
        return f"{number(clause.points)}{star}"
    return f"{low if low == high else f'{low}…{high}'} / {number(clause.points)}{star}"


def _details(paper: Paper, line: Line, seen: Sequence[tuple[Entry, int]]) -> Iterable[str]:
    """The arithmetic, and the first thing seen."""
    clause, say = line.clause, paper.say
    enough = max((check.at_least for check in clause.checks), default=1)
    if clause.part == "deduct" and ("×" in line.sum or "+" in line.sum):
        yield say(
            _("{sum} = {raw}, at most {cap}"),
            sum=line.sum,
            raw=number(line.before_cap),
            cap=number(clause.points or 0),
        )
    elif enough > 1 and (line.failed or line.open):
        yield say(
            _("failed: {failed}, open: {open}; a breach from {enough}"),
            failed=line.failed,
            open=line.open,
            enough=enough,
        )
    if seen:
        entry = seen[0][0]
        first = foreign(say(entry.message, **entry.data), 100)
        more = sum(count for _entry, count in seen) - 1
        yield say(_("{first} (and {more} more)"), first=first, more=more) if more else first
    elif line.outcome is Outcome.CANT_TELL:
        yield paper.translate(_("the rule could not judge the site"))


def _unchecked(paper: Paper, report: Report, lines: list[Line]) -> None:
    """Clauses that no rule settles, by what would settle them."""
    if not lines:
        return
    needs: dict[str, list[Line]] = {}
    for line in lines:
        wanted = [clause_text(text, paper.lang) for text in (line.clause.needs, line.clause.later) if text]
        text = paper.translate(_("; ")).join(wanted) or paper.translate(_("a crawl of the whole site"))
        needs.setdefault(text, []).append(line)
    paper.line(
        (paper.say(_("– not checked, or not in full: {count} (→ what it takes)"), count=len(lines)), "bold")
    )
    for text, of_need in needs.items():
        names = [_unchecked_name(paper, report, line) for line in of_need]
        separator = paper.translate(_("; "))
        paper.line(f"{separator.join(names)} → {text}", indent=1, hang=2)
