"""The report as text for a terminal: a whole site, or a few pages in short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text

from inspector.locale import plain
from inspector.messages import _
from inspector.report import ColumnRow, Entry, Group, Report, Step, clause_text
from inspector.report._pages import pages
from inspector.report._paper import Paper, foreign, number
from inspector.report._sheet import sheet, verdict
from inspector.rule import Outcome

SHOWN = 5
SHOWN_COLUMNS = 20
SHOWN_STEPS = 5
#: Pages that point at a dead address; a finding's data hold them as `sources`, each with url and text.
SHOWN_SOURCES = 2

#: State of a column → what is said of it.
STATES = {
    "dated": _("updated"),
    "overdue": _("not updated in time"),
    "undated": _("list without dates"),
    "blank": _("blank"),
    "gateway": _("only leads to sub-columns"),
    "text": _("text, no list"),
    "unseen": _("not visited"),
}
WHOSE = {
    "site": _("the site's problem"),
    "us": _("our problem"),
    "network": _("a problem of the network"),
    "unknown": _("whose problem is not known"),
}
#: Why a crawl ended.
STOPS = {
    "finished": _("every address found was asked for"),
    "pages": _("the budget of pages ran out"),
    "minutes": _("the budget of minutes ran out"),
    "bytes": _("the budget of bytes ran out"),
    "interrupted": _("stopped by hand"),
}


def render(
    report: Report,
    lang: str,
    *,
    show_all: bool = False,
    targets: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
    width: int | None = None,
    color: bool | None = None,
    **_options: Any,
) -> str:
    """The report as text, with colours where `color` says so (None: where standard output shows them).

    Hand-picked pages get the short form: their facts, then their findings. `show_all` cuts nothing.
    """
    paper = Paper(lang, width, color)
    if not report.crawled:
        pages(paper, report, targets or {}, show_all)
        _notes(paper, notes)
        return paper.text()
    _masthead(paper, report)
    verdict(paper, report)
    sheet(paper, report)
    _findings(paper, report, show_all)
    _columns(paper, report, show_all)
    _coverage(paper, report)
    _notes(paper, notes)
    _steps(paper, report, show_all)
    return paper.text()


def _masthead(paper: Paper, report: Report) -> None:
    paper.line((paper.translate(_("Inspection of a government website")), "bold"))
    paper.line(foreign(report.start, 0))
    profile = report.profile
    paper.line(
        paper.say(
            _("{today} · {title} ({source}) · standard version {version} · site-inspector {program}"),
            today=report.today,
            title=clause_text(profile.title, paper.lang),
            source=profile.source,
            version=profile.version[:8],
            program=report.version,
        )
    )
    paper.blank()


def _findings(paper: Paper, report: Report, show_all: bool) -> None:
    paper.heading(paper.translate(_("Findings, worst first")))
    if not report.groups:
        paper.line(paper.say(_("Nothing found by {count} rules."), count=report.rules), indent=1)
    for position, group in enumerate(report.groups):
        if position:
            paper.blank()
        _group(paper, group, show_all)


def _group(paper: Paper, group: Group, show_all: bool) -> None:
    """The findings of one rule: what should be, what was found where, why it matters, how to mend it."""
    say = paper.say
    worst = Outcome.FAILED if group.failed else Outcome.CANT_TELL
    paper.line(
        (f"{paper.mark(worst).plain} ", str(paper.mark(worst).style)),
        (paper.translate(group.title), "bold"),
        hang=2,
    )
    counts = say(_("failed: {failed}, open: {open}"), failed=len(group.failed), open=len(group.open))
    facts = [group.rule, counts]
    if group.vetoes:
        facts.append(say(_("breaks {clauses}"), clauses=group.vetoes))
    if group.points:
        facts.append(say(_("takes {points} points"), points=number(group.points)))
    others = [clause for clause in group.clauses if clause not in group.vetoes]
    if others:
        facts.append(say(_("counts for {clauses}"), clauses=others))
    paper.line(" · ".join(facts), indent=2)
    shown = group.entries if show_all else group.entries[:SHOWN]
    for entry in shown:
        _entry(paper, entry)
    more = len(group.entries) - len(shown)
    if more:
        paper.line(say(_("… and {more} more (all with --all)"), more=more), indent=4)
    paper.line((paper.translate(_("Why: ")), "bold"), paper.translate(group.why), indent=2, hang=2)
    paper.line((paper.translate(_("Mend: ")), "bold"), paper.translate(group.fix), indent=2, hang=2)


def _entry(paper: Paper, entry: Entry) -> None:
    mark = paper.mark(entry.outcome)
    message = paper.say(entry.message, **entry.data)
    paper.line((f"{mark.plain} ", str(mark.style)), message, indent=2, hang=2)
    paper.line(foreign(entry.url, 0), indent=4, hang=2)
    place = where(paper, entry)
    if place:
        paper.line(place, indent=4, hang=2)
    sources = [source for source in entry.data.get("sources") or () if isinstance(source, dict)]
    for source in sources[:SHOWN_SOURCES]:
        anchor = plain(str(source.get("text") or ""), 60) or "–"
        paper.line(
            paper.say(_("linked as “{anchor}” on {page}"), anchor=anchor, page=source.get("url")),
            indent=4,
            hang=2,
        )


def where(paper: Paper, entry: Entry) -> str:
    """Page title, place in the page and the text seen there, as far as they say more than the message."""
    parts = []
    if entry.title:
        parts.append(paper.say(_("“{title}”"), title=plain(entry.title, 60)))
    if entry.at:
        parts.append(paper.say(_("at {place}"), place=plain(entry.at, 60)))
    told = {entry.title, *(value for value in entry.data.values() if isinstance(value, str))}
    if entry.seen and entry.seen not in told and not entry.data.get("sources"):
        parts.append(paper.say(_("seen: {text}"), text=plain(entry.seen, 100)))
    return " · ".join(parts)


def _columns(paper: Paper, report: Report, show_all: bool) -> None:
    if not report.columns:
        return
    paper.heading(paper.translate(_("Columns and their last updates")))
    shown = report.columns if show_all else report.columns[:SHOWN_COLUMNS]
    paper.grid([_column(paper, column) for column in shown], right=(1, 2), wide=0)
    more = len(report.columns) - len(shown)
    if more:
        paper.line(paper.say(_("… and {more} more (all with --all)"), more=more), indent=1)


def _column(paper: Paper, column: ColumnRow) -> list[Text]:
    state = "overdue" if column.overdue else column.state
    bad = state in ("overdue", "blank")
    sign = "✘ " if bad else "✔ " if state == "dated" else "– "
    age = ""
    if column.age is not None and column.period is not None:
        age = paper.say(_("{age} of {period} days"), age=column.age, period=column.period)
    elif column.age is not None:
        age = paper.say(_("{age} days"), age=column.age)
    return [
        Text(foreign(column.name, 60) or foreign(column.url, 60), "bold" if bad else ""),
        Text(column.newest.isoformat() if column.newest else "–"),
        Text(age),
        Text(sign + paper.translate(STATES.get(state, state)), "bold red" if bad else ""),
    ]


def _coverage(paper: Paper, report: Report) -> None:
    paper.heading(paper.translate(_("What was seen, and what not")))
    coverage, say = report.coverage, paper.say
    paper.line(
        say(
            _("Addresses asked for: {asked}; answered: {answered}; pages read: {seen}"),
            asked=coverage.asked,
            answered=coverage.answered,
            seen=coverage.seen,
        ),
        indent=1,
    )
    if coverage.stopped:
        stop = paper.translate(STOPS.get(coverage.stopped, coverage.stopped))
        paper.line(say(_("The crawl ended: {why}"), why=stop), indent=1)
    if coverage.seconds:
        paper.line(say(_("It took {seconds} seconds"), seconds=round(coverage.seconds)), indent=1)
    for status, count in coverage.statuses.items():
        paper.line(f"HTTP {status}: {count}", indent=1)
    for failed in coverage.failed:
        meaning, whose = paper.translate(failed.meaning), paper.translate(WHOSE[failed.whose])
        paper.line((f"{failed.code}: {failed.count}", "bold"), f" · {meaning} ({whose})", indent=1, hang=2)
        paper.line("→ ", paper.translate(failed.mend), indent=3, hang=2)
    if coverage.not_visited:
        paper.line(
            say(_("Linked on the site but not visited: {count} pages"), count=coverage.not_visited), indent=1
        )
    if coverage.columns_unseen:
        paper.line(
            say(_("Columns not visited: {names}"), names=list(coverage.columns_unseen)), indent=1, hang=2
        )


def _notes(paper: Paper, notes: Sequence[str]) -> None:
    for note in notes:
        paper.line("! ", foreign(note, 0), indent=1, hang=2)


def _steps(paper: Paper, report: Report, show_all: bool) -> None:
    paper.heading(paper.translate(_("What to do next")))
    if not report.steps:
        paper.line(paper.translate(_("Nothing: all clauses are settled, and no points are lost.")), indent=1)
    for kind in ("veto", "mend", "settle"):
        of_kind = [step for step in report.steps if step.kind == kind]
        shown = of_kind if show_all else of_kind[:SHOWN_STEPS]
        for step in shown:
            paper.line("• ", *_step(paper, step), indent=1, hang=2)
        more = len(of_kind) - len(shown)
        if more:
            paper.line(paper.say(_("… and {more} more (all with --all)"), more=more), indent=3)


def _step(paper: Paper, step: Step) -> list[str | tuple[str, str]]:
    say, clause = paper.say, step.line.clause
    values = {"clause": clause.id, "title": clause_text(clause.title, paper.lang), "count": step.count}
    if step.kind == "veto":
        head = say(_("Lift the veto {clause} {title}: mend {count}"), **values)
        rest = (
            say(_("it falls after {needed} of them"), needed=step.needed) if step.needed < step.count else ""
        )
    elif step.kind == "mend":
        gain = number(step.gain)
        head = say(_("Win back up to {gain} points, {clause} {title}: mend {count}"), gain=gain, **values)
        rest = (
            say(_("the first point comes back with mend {needed}"), needed=step.needed)
            if step.needed > 1
            else ""
        )
    else:
        risk = number(step.gain)
        what = (
            _("Settle {clause} {title}: up to {risk} points are open")
            if step.gain
            else _("Settle {clause} {title}")
        )
        head = say(what, risk=risk, **values)
        if step.count:
            rest = say(_("look at {count} open findings by hand"), count=step.count)
        else:
            rest = clause_text(clause.needs, paper.lang) if clause.needs else ""
    parts: list[str | tuple[str, str]] = [(head, "bold")]
    if step.rules:
        parts.append(f" ({', '.join(step.rules)})")
    if rest:
        parts.append(f" – {rest}")
    return parts
