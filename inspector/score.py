"""The score: a pure function of a profile and the settled outcomes (国办秘函〔2019〕19号, 指标说明).

While anything is open the score is a range: `low` if all that is open turns out badly, `high` if well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from inspector.profile import Check, Clause, Profile
from inspector.rule import Outcome


class Verdict(StrEnum):
    """What the standard says of the site; refused where too little was seen to say anything."""

    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"
    PENDING = "pending"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Counted:
    """A stored finding, as far as the score needs it."""

    id: int
    outcome: Outcome
    data: Mapping[str, Any]


@dataclass(frozen=True)
class RuleResult:
    """What one rule said, and its findings.

    `outcome` is untested where it did not run, inapplicable where nothing concerned it, cantTell where it
    could not judge at all (it crashed on the site), else passed or failed.
    """

    outcome: Outcome
    findings: tuple[Counted, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of the score sheet. `taken` is points lost for certain, `at_risk` what may be lost besides.

    For a bonus clause both are points won and points that may be won.
    """

    clause: Clause
    outcome: Outcome
    failed: int = 0
    open: int = 0
    taken: float = 0.0
    at_risk: float = 0.0
    sum: str = ""
    findings: tuple[int, ...] = ()


@dataclass(frozen=True)
class Score:
    """The sheet, its sums and the verdict."""

    verdict: Verdict
    low: float
    high: float
    deduct_low: float
    deduct_high: float
    bonus_low: float
    bonus_high: float
    stretch: float
    provisional: bool
    lines: tuple[Line, ...]
    refused_because: tuple[str, ...] = field(default=())

    @property
    def vetoes(self) -> tuple[Line, ...]:
        """The veto clauses that are broken."""
        return tuple(
            line for line in self.lines if line.clause.part == "veto" and line.outcome is Outcome.FAILED
        )

    @property
    def open_vetoes(self) -> tuple[Line, ...]:
        """The veto clauses that nothing has settled."""
        return tuple(
            line
            for line in self.lines
            if line.clause.part == "veto" and line.outcome in (Outcome.CANT_TELL, Outcome.UNTESTED)
        )


def score(
    profile: Profile,
    results: Mapping[str, RuleResult],
    *,
    without: Iterable[str] = (),
    ill: Iterable[str] = (),
) -> Score:
    """The score of a site of which the rules said `results` (rule id → result; a missing one is untested).

    `without` names functions the body does not have (keys of `Profile.optional`); `ill` says why the crawl
    itself cannot be trusted, which leaves no verdict.
    """
    left_out = {clause for name in without for clause in profile.optional[name]}
    lines: dict[str, Line] = {}
    for clause in profile.clause:
        if clause.id in left_out:
            lines[clause.id] = Line(clause, Outcome.INAPPLICABLE)
        else:
            elsewhere = {
                i for other in clause.not_counted_in if other in lines for i in lines[other].findings
            }
            lines[clause.id] = _line(clause, results, elsewhere)
    sheet = tuple(lines.values())
    return _total(profile, sheet, left_out, tuple(ill))


def _line(clause: Clause, results: Mapping[str, RuleResult], elsewhere: set[int]) -> Line:
    failed_ids: list[int] = []
    open_count, taken, risk = 0, 0.0, 0.0
    terms: list[str] = []
    outcomes: list[Outcome] = []
    cap = clause.points or 0.0
    for check in clause.checks:
        result = results.get(check.rule, RuleResult(Outcome.UNTESTED))
        counted = [f for f in result.findings if f.id not in elsewhere and check.counts(f.data)]
        failed = [f.id for f in counted if f.outcome is Outcome.FAILED]
        doubtful = sum(f.outcome is Outcome.CANT_TELL for f in counted)
        outcomes.append(_outcome(check, result.outcome, len(failed), doubtful))
        failed_ids += failed
        open_count += doubtful
        if len(failed) >= check.at_least:
            taken += check.each * len(failed) if check.each else cap
            terms.append(f"{len(failed)} × {check.each:g}" if check.each else f"{cap:g}")
        if len(failed) + doubtful >= check.at_least:
            risk += check.each * doubtful if check.each else cap
    outcome = _joined(outcomes, clause)
    taken = min(cap, taken)
    whole = [r.outcome for c in clause.checks if (r := results.get(c.rule))]
    if clause.decides == "breach" or Outcome.UNTESTED in (outcome, *outcomes) or Outcome.CANT_TELL in whole:
        risk = cap
    at_risk = min(cap, taken + risk) - taken
    if clause.part == "bonus":
        taken = 0.0 if outcome is not Outcome.PASSED else cap
        at_risk = cap if outcome in (Outcome.UNTESTED, Outcome.CANT_TELL) else 0.0
    return Line(
        clause,
        outcome,
        len(failed_ids),
        open_count,
        round(taken, 4),
        round(at_risk, 4),
        " + ".join(terms),
        tuple(failed_ids),
    )


def _outcome(check: Check, ran: Outcome, failed: int, doubtful: int) -> Outcome:
    if failed >= check.at_least:
        return Outcome.FAILED
    if ran in (Outcome.UNTESTED, Outcome.INAPPLICABLE, Outcome.CANT_TELL):
        return ran
    if failed + doubtful >= check.at_least:
        return Outcome.CANT_TELL
    return Outcome.PASSED


def _joined(outcomes: list[Outcome], clause: Clause) -> Outcome:
    if Outcome.FAILED in outcomes:
        return Outcome.FAILED
    if Outcome.CANT_TELL in outcomes:
        return Outcome.CANT_TELL
    if not outcomes or Outcome.UNTESTED in outcomes or clause.decides == "breach":
        return Outcome.UNTESTED
    return Outcome.PASSED if Outcome.PASSED in outcomes else Outcome.INAPPLICABLE


def _total(profile: Profile, lines: tuple[Line, ...], left_out: set[str], ill: tuple[str, ...]) -> Score:
    scored = [line for line in lines if line.clause.target == "website"]
    deducts = [line for line in scored if line.clause.part == "deduct"]
    possible = profile.full - sum(line.clause.points or 0 for line in deducts if line.clause.id in left_out)
    stretch = profile.full / possible if possible else 1.0
    high = round((possible - sum(line.taken for line in deducts)) * stretch, 2)
    low = round((possible - sum(line.taken + line.at_risk for line in deducts)) * stretch, 2)
    bonuses = [line for line in scored if line.clause.part == "bonus"]
    won = min(profile.bonus, sum(line.taken for line in bonuses))
    winnable = min(profile.bonus, sum(line.taken + line.at_risk for line in bonuses))
    bonus_low = won if low > profile.bonus_above else 0.0
    bonus_high = winnable if high > profile.bonus_above else 0.0
    vetoes = [line.outcome for line in scored if line.clause.part == "veto"]
    unsettled = Outcome.CANT_TELL in vetoes or Outcome.UNTESTED in vetoes
    if Outcome.FAILED in vetoes or high < profile.qualify:
        verdict = Verdict.UNQUALIFIED
    elif low >= profile.qualify and not unsettled:
        verdict = Verdict.QUALIFIED
    else:
        verdict = Verdict.PENDING
    return Score(
        Verdict.REFUSED if ill else verdict,
        low + bonus_low,
        high + bonus_high,
        low,
        high,
        bonus_low,
        bonus_high,
        stretch,
        any(
            line.clause.points_certainty == "provisional" or line.clause.certainty == "recalled"
            for line in [*deducts, *bonuses]
            if line.outcome is not Outcome.INAPPLICABLE
        ),
        lines,
        ill,
    )
