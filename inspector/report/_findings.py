"""The findings in the terminal, by rule: what should be, what was found where, how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from inspector.locale import plain
from inspector.messages import _
from inspector.report import Entries, Entry, Group, Report
from inspector.report._paper import OUTCOMES, Paper, foreign, number
from inspector.report._people import said
from inspector.rule import Outcome

#: Findings shown of a rule, and of those that say the same.
SHOWN = 6
SHOWN_ALIKE = 3
#: Pages that point at a dead address; a finding's data hold them as `sources`, each with url and text.
SHOWN_SOURCES = 1


def findings(paper: Paper, report: Report, show_all: bool, targets: Mapping[str, Sequence[str]]) -> None:
    """All groups, the worst first; `targets` (URL → as given) are shown instead of their addresses."""
    paper.heading(paper.translate(_("Findings, worst first")))
    if not report.groups:
        paper.line(paper.say(_("Nothing found by {count} rules."), count=report.rules), indent=1)
    for position, group in enumerate(report.groups):
        if position:
            paper.blank()
        _title(paper, group, scored=report.crawled)
        _group(paper, group, show_all, targets, scored=report.crawled)


def _title(paper: Paper, group: Group, *, scored: bool) -> None:
    """What should be, how often it is not, and what that costs."""
    say = paper.say
    if group.failed:
        met, sign, style = _("Not met: {rule}"), "✘", "bold red"
    elif group.open:
        met, sign, style = _("Not certain: {rule}"), "?", "bold magenta"
    else:
        met, sign, style = _("Waived: {rule}"), "–", "bold"
    paper.line(
        (f"{sign} ", style),
        (say(met, rule=paper.translate(group.title)), "bold"),
        hang=2,
    )
    counts = say(_("failed: {failed}, open: {open}"), failed=len(group.failed), open=len(group.open))
    facts = [group.rule, counts]
    if group.waived:
        facts.append(say(_("waived: {count}"), count=len(group.waived)))
    if scored and group.vetoes:
        facts.append(say(_("breaks {clauses}"), clauses=group.vetoes))
    if scored and group.points:
        facts.append(say(_("points taken: {points}"), points=number(group.points)))
    others = [clause for clause in group.clauses if not scored or clause not in group.vetoes]
    if others:
        facts.append(say(_("counts for {clauses}"), clauses=others))
    elif scored and not group.clauses:
        facts.append(say(_("counts for no clause")))
    paper.line(" · ".join(facts), indent=2)


def _group(
    paper: Paper, group: Group, show_all: bool, targets: Mapping[str, Sequence[str]], *, scored: bool
) -> None:
    """The findings of one rule, why they matter and how to mend them."""
    say = paper.say
    shown = 0
    advice: dict[tuple[str, str], None] = {}
    for alike in _alike(paper, group.entries, show_all):
        sign, _word, style = OUTCOMES[alike.entries[0].outcome]
        many = say(_(" ({count} times)"), count=alike.count) if alike.count > 1 else ""
        if scored and group.clauses and not alike.counts:
            many += say(_(" (counts for no clause)"))
        paper.line((f"{sign} ", style), alike.message, many, indent=2, hang=2)
        for entry in alike.entries:
            paper.line(foreign(", ".join(targets.get(entry.url, [entry.url])), 0), indent=4, hang=2)
            _entry(paper, entry, alike.message, show_all)
            advice[group.advice(entry)] = None
        shown += len(alike.entries)
    more = len(group.entries) - shown
    if more:
        paper.line(say(_("… and {more} more (all with --all)"), more=more), indent=4)
    for why, fix in advice:
        paper.line((paper.translate(_("Why: ")), "bold"), paper.translate(why), indent=2, hang=2)
        paper.line((paper.translate(_("Mend: ")), "bold"), paper.translate(fix), indent=2, hang=2)


@dataclass
class _Alike:
    """Findings that say the same, and whether that counts for a clause: how many, and those to show."""

    message: str
    counts: bool
    count: int = 0
    entries: list[Entry] = field(default_factory=list)


def _alike(paper: Paper, entries: Entries, show_all: bool) -> list[_Alike]:
    """The findings to show, with what they say; failed before open, the most frequent first."""

    def said(entry: Entry) -> tuple[str, str, bool]:
        return entry.outcome, paper.say(entry.message, **entry.data), bool(entry.clauses)

    counts = Counter(map(said, entries))
    order = sorted(counts, key=lambda one: (one[0] == Outcome.CANT_TELL, -counts[one]))
    found: dict[tuple[str, str, bool], _Alike] = {}
    left = 0
    for one in order:
        if not show_all and left >= SHOWN:
            break
        left += counts[one] if show_all else min(counts[one], SHOWN_ALIKE)
        found[one] = _Alike(one[1], one[2], counts[one])
    for entry in entries:
        alike = found.get(said(entry))
        if alike and (show_all or len(alike.entries) < SHOWN_ALIKE):
            alike.entries.append(entry)
            left -= 1
        if not left:
            break
    return list(found.values())


def _entry(paper: Paper, entry: Entry, message: str, show_all: bool) -> None:
    """Page, place and text seen, as far as they say more than the message, and what links there."""
    say, parts = paper.say, []
    title, seen = plain(entry.title or "", 60), plain(entry.seen, 100)
    if title and title not in message:
        parts.append(say(_("“{title}”"), title=title))
    if entry.at:
        parts.append(say(_("at {place}"), place=entry.at))
    pointing = entry.data.get("sources")
    sources = [one for one in pointing if isinstance(one, dict)] if isinstance(pointing, list) else []
    if seen and seen != title and seen not in message and not sources:
        parts.append(say(_("seen: {text}"), text=seen))
    if parts:
        paper.line(" · ".join(parts), indent=4, hang=2)
    for judgement in (entry.judgement, entry.waiver):
        if judgement:
            paper.line(said(paper, judgement), indent=4, hang=2)
    for source in sources if show_all else sources[:SHOWN_SOURCES]:
        anchor, page = plain(str(source.get("text") or ""), 60), foreign(str(source.get("url") or ""), 0)
        without = (
            _("shown as an image on") if entry.data.get("kind") == "image" else _("linked without text on")
        )
        linked = _("linked as “{anchor}” on") if anchor else without
        paper.line(say(linked, anchor=anchor), f" {page}", indent=4, hang=2)
