"""The report as text for a terminal: a whole site, or a few pages in short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from inspector.locale import phrase
from inspector.locale.words import REASONS
from inspector.messages import _
from inspector.report import ColumnRow, Report, Step, clause_text
from inspector.report._findings import findings
from inspector.report._outlook import departments, forecast, supposed
from inspector.report._pages import pages
from inspector.report._paper import Paper, foreign, number
from inspector.report._people import judgements
from inspector.report._sheet import sheet, verdict
from inspector.score import Verdict

SHOWN_COLUMNS = 20
SHOWN_STEPS = 5
SHOWN_LABELS = 10
#: State of a column → what is said of it.
COLUMN_STATES = {
    "dated": _("updated in time"),
    "unset": _("no period set"),
    "overdue": _("not updated in time"),
    "open": _("to be looked at"),
    "undated": _("list without dates"),
    "blank": _("blank"),
    "gateway": _("only leads to sub-columns"),
    "text": _("text, no list"),
    "unseen": _("not seen"),
    "left out": _("left out by the office"),
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
    "interrupted": _("stopped by hand"),
    "unfinished": _("not yet: it was broken off, or still goes on"),
    "unreachable": _("too many failures in a row"),
    "blocked": _("too many walls (challenges, captchas, firewalls) in a row"),
    "storage": _("database or disk refused to take more"),
    **REASONS,
}
#: Why addresses were not followed, see `inspector.crawling.traps`.
TRAPS = {
    "mirror": _("gateways to other scripts"),
    "session": _("session ids"),
    "search": _("search results"),
    "view": _("print and font-size views"),
    "repeated-path": _("repeated path segments"),
    "same": _("a hundred pages before said the same"),
    "parameters": _("too many parameters"),
    "calendar": _("calendars"),
    "pattern": _("too many of one pattern"),
    "too-long": _("too long"),
}


def render(
    report: Report,
    lang: str,
    *,
    show_all: bool = False,
    targets: Mapping[str, Sequence[str]] | None = None,
    notes: Sequence[str] = (),
    width: int | None = None,
    color: bool | None = None,
    **_options: Any,
) -> Iterator[str]:
    """The report as text, with colours where `color` says so (None: where standard output shows them).

    Hand-picked pages get the short form: their facts, then their findings. `show_all` cuts nothing.
    """
    paper = Paper(lang, width, color)
    if not report.crawled:
        pages(paper, report, targets or {}, show_all)
        _notes(paper, notes)
        yield paper.text()
        return
    _masthead(paper, report)
    verdict(paper, report)
    sheet(paper, report)
    findings(paper, report, show_all, {})
    judgements(paper, report, show_all)
    _columns(paper, report, show_all)
    departments(paper, report)
    forecast(paper, report, show_all)
    _coverage(paper, report, show_all)
    _notes(paper, notes)
    _steps(paper, report, show_all)
    supposed(paper, report)
    yield paper.text()


def _masthead(paper: Paper, report: Report) -> None:
    paper.line((paper.translate(_("Inspection of a government website")), "bold"))
    paper.line(foreign(report.start, 0))
    profile = report.profile
    paper.line(
        paper.say(
            _(
                "{today} · {title} ({source}) · standard version {version}, rules {rules} · "
                "site-inspector {program}"
            ),
            today=report.today,
            title=clause_text(profile.title, paper.lang),
            source=profile.source,
            version=profile.version[:8],
            rules=report.rules_version[:8],
            program=report.version,
        )
    )
    paper.blank()


def _columns(paper: Paper, report: Report, show_all: bool) -> None:
    if not report.columns:
        return
    paper.heading(paper.translate(_("Columns and their last updates")))
    shown = report.columns if show_all else report.columns[:SHOWN_COLUMNS]
    paper.grid([_column(paper, column) for column in shown], right=(1, 2), wide=0)
    left = report.columns[len(shown) :]
    if left:
        states = Counter(column_state(column) for column in left)
        told = [
            f"{paper.translate(COLUMN_STATES.get(state, state))} {count}"
            for state, count in states.most_common()
        ]
        separator = paper.translate(_(", "))
        more = paper.say(_("… and {more} more (all with --all)"), more=len(left))
        paper.line(f"{more}: {separator.join(told)}", indent=1, hang=2)


def column_state(column: ColumnRow) -> str:
    """One of COLUMN_STATES: that of the column, told apart by whether it is overdue or nothing is due."""
    if not column.judged:
        return "left out"
    if column.overdue:
        return "overdue"
    if column.late:
        return "open"
    return "unset" if column.state == "dated" and column.period is None else column.state


def _column(paper: Paper, column: ColumnRow) -> list[Text]:
    state = column_state(column)
    bad = state in ("overdue", "blank")
    sign = {"dated": "✔ ", "open": "? "}.get(state, "✘ " if bad else "– ")
    age = ""
    if column.age is not None and column.period is not None:
        age = paper.say(_("{age} of {period} days"), age=column.age, period=column.period)
    elif column.age is not None:
        age = paper.say(_("{age} days"), age=column.age)
    return [
        Text(foreign(column.name, 60) or foreign(column.url, 60), "bold" if bad else ""),
        Text(column.newest.isoformat() if column.newest else "–"),
        Text(age),
        Text(sign + paper.translate(COLUMN_STATES.get(state, state)), "bold red" if bad else ""),
    ]


def _coverage(paper: Paper, report: Report, show_all: bool) -> None:
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
        more = phrase(coverage.detail, coverage.detail_data, paper.translate)
        detail = f" · {foreign(more)}" if more else ""
        paper.line(say(_("The crawl ended: {why}"), why=stop), detail, indent=1, hang=2)
    if coverage.seconds:
        paper.line(say(_("It took {seconds} seconds"), seconds=round(coverage.seconds)), indent=1)
    for status, count in coverage.statuses.items():
        paper.line(f"HTTP {status}: {count}", indent=1)
    for failed in coverage.failed:
        meaning, whose = paper.translate(failed.meaning), paper.translate(WHOSE[failed.whose])
        paper.line((f"{failed.code}: {failed.count}", "bold"), f" · {meaning} ({whose})", indent=1, hang=2)
        paper.line("→ ", paper.translate(failed.mend), indent=3, hang=2)
    if coverage.rendered:
        paper.line(say(_("Pages drawn by a browser: {count}"), count=coverage.rendered), indent=1)
    for one in coverage.unrendered:
        told = _("Needs rendering, not judged for what it lacks ({reason}): {count} pages, e.g. {url}")
        paper.line(say(told, reason=one.reason, count=len(one.urls), url=one.urls[0]), indent=1, hang=2)
        mend = _("the browser did not help: {why}") if one.why else _("crawl again with --render")
        paper.line("→ ", say(mend, why=one.why or ""), indent=3, hang=2)
    for label in coverage.labels if show_all else coverage.labels[:SHOWN_LABELS]:
        told = _("Learned: in document headers “{label}” stands for {field} ({count} pages, e.g. {url})")
        example = say(told, label=label.label, field=label.field, count=label.pages, url=label.urls[0])
        paper.line(example, indent=1, hang=2)
    if coverage.searched:
        states = Counter(one.state for one in coverage.searched)
        told = _("Titles asked of the site's search: {count}; found: {found}, not: {missing}, open: {open}")
        values = {"found": states["found"], "missing": states["missing"], "open": states["unclear"]}
        paper.line(say(told, count=len(coverage.searched), **values), indent=1, hang=2)
    if coverage.dates_compared is not None:
        told = _("Dates of publication compared with the earlier inspection: {count} pages")
        paper.line(say(told, count=coverage.dates_compared), indent=1, hang=2)
    if report.seed is not None:
        told = _("Random samples were drawn by the seed {seed}; --seed {seed} draws them again")
        paper.line(say(told, seed=report.seed), indent=1, hang=2)
    for left in coverage.left_out:
        reason = paper.translate(TRAPS.get(left.reason, left.reason))
        told = _("Not followed, {reason}: {count}, e.g. {example}")
        paper.line(say(told, reason=reason, count=left.count, example=left.example), indent=1, hang=2)
    if coverage.not_visited:
        paper.line(
            say(_("Linked on the site but not visited: {count} pages"), count=coverage.not_visited), indent=1
        )
    if coverage.columns_missing:
        told = _("Columns of the ledger that were not found: {names}")
        paper.line(say(told, names=list(coverage.columns_missing)), indent=1, hang=2)
    if coverage.columns_unseen:
        paper.line(say(_("Columns not seen: {names}"), names=list(coverage.columns_unseen)), indent=1, hang=2)


def _notes(paper: Paper, notes: Sequence[str]) -> None:
    for note in notes:
        paper.line("! ", foreign(note, 0), indent=1, hang=2)


def _steps(paper: Paper, report: Report, show_all: bool) -> None:
    paper.heading(paper.translate(_("What to do next")))
    if report.score.verdict is Verdict.REFUSED:
        first = _("First let the inspection see the site; what stood in its way is said above")
        paper.line("• ", (paper.translate(first), "bold"), indent=1, hang=2)
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
        head = say(_("Lift the veto {clause} {title}: {count} to mend"), **values)
        rest = say(_("{needed} are enough"), needed=step.needed) if step.needed < step.count else ""
    elif step.kind == "mend":
        gain, each = number(step.gain), f"{step.per_mend:.2g}"
        won = _("Points to win back: {gain}, {each} a mend. {clause} {title}: {count} to mend")
        head = say(won, gain=gain, each=each, **values)
        rest = (
            say(_("points come back after {needed} at the earliest"), needed=step.needed)
            if step.needed > 1
            else ""
        )
    else:
        risk = number(step.gain)
        what = (
            _("Points open: {risk}. Settle {clause} {title}") if step.gain else _("Settle {clause} {title}")
        )
        head = say(what, risk=risk, **values)
        if step.count:
            rest = say(_("open findings to look at by hand: {count}"), count=step.count)
        else:
            rest = clause_text(clause.needs, paper.lang) if clause.needs else ""
    parts: list[str | tuple[str, str]] = [(head, "bold")]
    if step.rules:
        parts.append(f" ({', '.join(step.rules)})")
    if rest:
        parts.append(f" – {rest}")
    return parts
