"""The work list: what is open, for people to settle in Excel or CSV (see `worklist_reading`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspector.locale import phrase, translator
from inspector.messages import _
from inspector.page import Record
from inspector.people.judgement import SAID, Judgement
from inspector.people.new_media import account_clause
from inspector.people.questions import Question
from inspector.people.sheets import (
    Cell,
    Field,
    write_sheet,
)
from inspector.profile import Profile
from inspector.report import Account, Entry, Report, clause_text
from inspector.rule import Outcome
from inspector.score import Line

KIND = "site-inspector worklist 1"
#: What rules said, in words.
STATES = {
    Outcome.FAILED: _("not met"),
    Outcome.PASSED: _("met"),
    Outcome.CANT_TELL: _("open"),
    Outcome.UNTESTED: _("not checked in full"),
    Outcome.INAPPLICABLE: _("does not apply"),
}
#: Key → heading and width; those after "outcome" are filled in by people.
HEADINGS = {
    "item": (_("Item"), 22),
    "clause": (_("Clause"), 28),
    "state": (_("State"), 10),
    "points": (_("Points at stake"), 8),
    "ask": (_("Question"), 40),
    "look": (_("How to look"), 40),
    "note": (_("What to write down"), 30),
    "seen": (_("Text seen"), 30),
    "url": (_("Address"), 36),
    "evidence": (_("Evidence (WARC record)"), 30),
    "outcome": (_("Outcome"), 16),
    "lost": (_("Points lost (won, for a bonus)"), 12),
    "who": (_("Name"), 12),
    "said": (_("Day"), 12),
    "reason": (_("Reason, facts"), 36),
    "approver": (_("Approver (of a waiver)"), 14),
    "until": (_("Holds until"), 12),
}
ENTRY = ("outcome", "lost", "who", "said", "reason", "approver", "until")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the work list; `said` is what people said of it before, where that is shown."""

    about: str
    id: str
    rule: str | None
    cells: Mapping[str, Cell]
    said: Judgement | None

    @property
    def name(self) -> str:
        """How the list calls it: the clause, or rule#fingerprint."""
        return f"{self.rule}#{self.id}" if self.about == "finding" else self.id


def write_worklist(
    path: Path, report: Report, questions: Mapping[str, Question], lang: str, *, everything: bool = False
) -> int:
    """Write what is open; with `everything` also what is settled, to be revised or waived. How many lines."""
    say = translator(lang)
    fields = [
        Field(
            key,
            say(heading),
            width,
            choices=[say(word) for word in SAID.values()] if key == "outcome" else (),
            entry=key in ENTRY,
            day=key in ("said", "until"),
            link=key == "url",
        )
        for key, (heading, width) in HEADINGS.items()
    ]
    rows = []
    for item in items(report, questions, lang, everything=everything):
        row: dict[str, Cell] = {"item": item.name, **item.cells}
        if item.said:
            row |= _entered(item.said, lang)
        rows.append(row)
    write_sheet(path, [first_line(report.start, report.today, report.profile)], fields, rows)
    return len(rows)


def first_line(start: str, today: date, profile: Profile) -> str:
    """What a list belongs to; one cell, which no spreadsheet takes for a date or a number."""
    return " | ".join((KIND, start, today.isoformat(), profile.id, profile.version))


def _entered(said: Judgement, lang: str) -> dict[str, Cell]:
    return {
        "outcome": translator(lang)(SAID[said.outcome]),
        "lost": said.points,
        "who": said.who,
        "said": said.said,
        "reason": said.reason,
        "approver": said.approver,
        "until": said.until,
    }


def items(
    report: Report, questions: Mapping[str, Question], lang: str, *, everything: bool
) -> Iterator[Item]:
    """What is open, clause by clause, what decides most first; under each clause its findings, once each.

    A broken veto stands here too, with what breaks it: a person confirms it.
    """
    words = {(word.judgement.about, word.judgement.item): word.judgement for word in report.judgements}
    entries = [entry for group in report.groups for entry in group.entries]
    told: set[str] = set()
    for name, account, line in clause_lines(report):
        settled = line.by_rules is not None and line.outcome is not Outcome.CANT_TELL
        broken = line.clause.part == "veto" and line.outcome is Outcome.FAILED
        unsure = line.outcome in (Outcome.UNTESTED, Outcome.CANT_TELL) or bool(line.at_risk)
        if everything or (not settled and (unsure or broken)):
            said = words.get(("clause", name))
            yield Item("clause", name, None, _clause_cells(report, account, line, questions, lang), said)
        for entry in entries:
            asked = entry.outcome is Outcome.CANT_TELL or (broken and not settled) or _suspected(line, entry)
            answered = entry.waiver or (entry.judgement and entry.outcome is not Outcome.CANT_TELL)
            wanted = everything or (asked and not answered)
            if wanted and line.clause.id in entry.clauses and entry.fingerprint not in told:
                told.add(entry.fingerprint)
                record = report.pages.evidence(entry)
                yield _finding_item(entry, record, line, lang, words.get(("finding", entry.fingerprint)))
    for word in report.judgements if everything else ():
        if word.judgement.about == "finding" and word.judgement.item not in told and word.by_rule:
            told.add(word.judgement.item)
            cells: dict[str, Cell] = {
                "state": translator(lang)(STATES[word.by_rule]),
                "ask": phrase(word.message, word.data, translator(lang)),
                "url": word.url,
            }
            yield Item("finding", word.judgement.item, word.judgement.rule, cells, word.judgement)


def _suspected(line: Line, entry: Entry) -> bool:
    """Whether a finding is a suspicion that leaves a clause open."""
    return line.outcome is Outcome.CANT_TELL and any(
        check.candidate and check.rule == entry.rule and check.counts(entry.data)
        for check in line.clause.checks
    )


def clause_lines(report: Report) -> Iterator[tuple[str, Account | None, Line]]:
    """The clauses by the names their answers are kept under; those of new media once for each account."""
    for line in sorted(report.score.lines, key=_urgency):
        accounts = report.accounts if line.clause.target == "new_media" else ()
        for account in accounts:
            own = next(one for one in account.score.lines if one.clause.id == line.clause.id)
            yield account_clause(line.clause.id, account.name), account, own
        if not accounts:
            yield line.clause.id, None, line


def _urgency(line: Line) -> tuple[bool, bool, bool, float]:
    """Vetoes first, of them the broken and the open ones; then what moves the score most."""
    veto = line.clause.part == "veto"
    return (
        line.clause.target != "website",
        not veto,
        veto and line.outcome not in (Outcome.FAILED, Outcome.CANT_TELL),
        -line.at_risk * line.worth,
    )


def _clause_cells(
    report: Report, account: Account | None, line: Line, questions: Mapping[str, Question], lang: str
) -> dict[str, Cell]:
    clause, say = line.clause, translator(lang)
    question = questions.get(clause.id)
    needs = clause_text(clause.needs, lang) if clause.needs else ""
    heads = [clause_text(clause.section, lang), clause_text(clause.title, lang)]
    return {
        "clause": " · ".join([*heads, account.name] if account else heads),
        "state": say(STATES[line.by_rules or line.outcome]),
        "points": None if clause.part == "veto" else round(line.at_risk * line.worth, 2),
        "ask": clause_text(question.ask, lang) if question else clause_text(clause.text, lang),
        "look": clause_text(question.look, lang) if question else needs,
        "note": clause_text(question.note, lang) if question else "",
        "seen": phrase(_("failed: {failed}, open: {open}"), {"failed": line.failed, "open": line.open}, say)
        if line.failed or line.open
        else "",
        "url": account.url if account and account.url else report.start,
    }


def _finding_item(entry: Entry, record: Record | None, line: Line, lang: str, said: Judgement | None) -> Item:
    say = translator(lang)
    doubtful = entry.by_rule is Outcome.CANT_TELL
    look = (
        _("Open the address and look: is it so, or a false alarm?")
        if doubtful
        else _("Open the address and look: confirm it, or say why it is a false alarm.")
    )
    cells: dict[str, Cell] = {
        "clause": f"{line.clause.id} {clause_text(line.clause.title, lang)}",
        "state": say(STATES[entry.by_rule]),
        "ask": phrase(_("Is it so: {finding}?"), {"finding": phrase(entry.message, entry.data, say)}, say),
        "look": say(look),
        "note": say(_("What you saw, and when")),
        "seen": " · ".join(part for part in (entry.at, entry.seen) if part),
        "url": entry.url,
        "evidence": f"{record.file} @{record.offset}+{record.length}" if record else "",
    }
    return Item("finding", entry.fingerprint, entry.rule, cells, said)
