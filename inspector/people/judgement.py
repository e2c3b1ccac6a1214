"""What people say of clauses and findings, and how it settles what the rules said.

Checking, settling and scoring are three steps: rules give outcomes, `settle` puts people's words above them,
and `inspector.score` computes the points. What the rules said stays stored as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date

from inspector import store
from inspector.messages import _
from inspector.rule import Outcome
from inspector.score import Decision
from inspector.tally import Counted, RuleResult

#: What a person may say besides an EARL outcome.
WAIVED = "waived"
WITHDRAWN = "withdrawn"
#: All that a person may say, in the words of the work list.
SAID: dict[str, str] = {
    Outcome.FAILED.value: _("not met (confirmed)"),
    Outcome.PASSED.value: _("met (false alarm)"),
    Outcome.CANT_TELL.value: _("cannot be told"),
    Outcome.INAPPLICABLE.value: _("does not apply"),
    WAIVED: _("waived"),
    WITHDRAWN: _("withdrawn"),
}
#: The same in the words of a report, of a clause and of a finding.
TOLD: dict[str, dict[str, str]] = {
    "clause": {**SAID, "passed": _("met"), "failed": _("not met")},
    "finding": {**SAID, "passed": _("a false alarm"), "failed": _("confirmed")},
}
#: A finding of which a person says this is none.
FALSE_ALARM = (Outcome.PASSED, Outcome.INAPPLICABLE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """An outcome given by a person for a clause or a finding, or a waiver (see the table `judgements`)."""

    about: str
    item: str
    rule: str | None
    profile: str
    version: str
    inspected: date
    outcome: str
    points: float | None
    who: str
    said: date
    reason: str
    approver: str
    until: date | None

    @property
    def waiver(self) -> bool:
        """Whether it excuses a breach instead of denying it."""
        return self.outcome == WAIVED

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day of inspection."""
        return self.until is None or day <= self.until

    @property
    def lasting(self) -> bool:
        """Whether the next inspection takes it over: a false alarm, or what has a day it ends on."""
        return self.until is not None or (self.about == "finding" and self.outcome in FALSE_ALARM)


class Words:
    """What people's words amount to on a day: the last outcome and the last waiver on each thing."""

    def __init__(self, judgements: Iterable[Judgement], today: date) -> None:
        last: dict[tuple[str, str, bool], Judgement] = {}
        for one in judgements:
            if one.outcome == WITHDRAWN:
                for waiver in (True, False):
                    last.pop((one.about, one.item, waiver), None)
            else:
                last[one.about, one.item, one.waiver] = one
        self.last = tuple(last.values())
        self._in_force = {key: one for key, one in last.items() if one.holds(today)}

    def outcome(self, about: str, item: str) -> Judgement | None:
        """The outcome that a person gave and that is in force."""
        return self._in_force.get((about, item, False))

    def waiver(self, about: str, item: str) -> Judgement | None:
        """The waiver that is in force."""
        return self._in_force.get((about, item, True))

    def settled(self, fingerprint: str, by_rule: Outcome) -> Outcome:
        """The outcome of a finding, waivers aside; passed or inapplicable where it is a false alarm."""
        word = self.outcome("finding", fingerprint)
        return Outcome(word.outcome) if word else by_rule

    def decisions(self) -> dict[str, Decision]:
        """Clause → what a person decided of it; a waived clause costs nothing."""
        found = {}
        for about, item, waiver in sorted(self._in_force):
            if about == "clause":
                word = self._in_force[about, item, waiver]
                outcome = Outcome.INAPPLICABLE if waiver else Outcome(word.outcome)
                found[item] = Decision(outcome, None if waiver else word.points)
        return found


@dataclass(frozen=True)
class Settled:
    """What rules and people said together: what the score is computed from."""

    results: Mapping[str, RuleResult]
    decisions: Mapping[str, Decision]


def settle(results: Mapping[str, RuleResult], judgements: Iterable[Judgement], today: date) -> Settled:
    """Put people's words above the rules' on the day of inspection; neither is changed."""
    words = Words(judgements, today)
    return Settled({rule: _settled(result, words) for rule, result in results.items()}, words.decisions())


def _settled(result: RuleResult, words: Words) -> RuleResult:
    kept: list[Counted] = []
    for finding in result.findings:
        outcome = words.settled(finding.fingerprint, finding.outcome)
        if outcome in (Outcome.FAILED, Outcome.CANT_TELL) and not words.waiver(
            "finding", finding.fingerprint
        ):
            kept.append(replace(finding, outcome=outcome))
    return _of(result, tuple(kept))


def mend(results: Mapping[str, RuleResult], gone: Set[int]) -> dict[str, RuleResult]:
    """What the rules would say without some of their findings (ids of `Counted`)."""
    return {
        rule: _of(result, tuple(finding for finding in result.findings if finding.id not in gone))
        for rule, result in results.items()
    }


def _of(result: RuleResult, kept: tuple[Counted, ...]) -> RuleResult:
    """What a rule says if only these are its findings."""
    if kept == result.findings:
        return result
    outcome = result.outcome
    if outcome in (Outcome.FAILED, Outcome.PASSED):
        failed = any(finding.outcome is Outcome.FAILED for finding in kept)
        outcome = Outcome.FAILED if failed else Outcome.PASSED
    return RuleResult(outcome, kept)


def stored_judgements(connection: sqlite3.Connection, profile: str) -> list[Judgement]:
    """Judgements in the order they were given: those on findings, and those on clauses of this standard."""
    rows = connection.execute(
        "SELECT * FROM judgements WHERE about = 'finding' OR profile = ? ORDER BY id", (profile,)
    )
    return [_judgement(row) for row in rows]


def _judgement(row: sqlite3.Row) -> Judgement:
    values = dict(row)
    del values["id"]
    for name in ("inspected", "said", "until"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    return Judgement(**values)


def record(connection: sqlite3.Connection, judgements: Iterable[Judgement]) -> None:
    """Store judgements after those there are."""
    columns = list(store.TABLES["judgements"].columns)[1:]
    connection.executemany(
        store.insert("judgements"),
        [(None, *(_plain(getattr(judgement, column)) for column in columns)) for judgement in judgements],
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def all_judgements(connection: sqlite3.Connection) -> list[Judgement]:
    """Every judgement of an inspection, whatever the standard, in the order they were given."""
    return [_judgement(row) for row in connection.execute("SELECT * FROM judgements ORDER BY id")]


def lasting(judgements: Iterable[Judgement], day: date) -> list[Judgement]:
    """Those that the next inspection, of this day, takes over."""
    return [one for one in Words(judgements, day).last if one.lasting and one.holds(day)]


def take_over(connection: sqlite3.Connection, earlier: Iterable[Judgement]) -> int:
    """Store judgements of another inspection, except on things that were judged here; how many."""
    known = {(one.about, one.item) for one in all_judgements(connection)}
    new = [one for one in earlier if (one.about, one.item) not in known]
    record(connection, new)
    return len(new)
