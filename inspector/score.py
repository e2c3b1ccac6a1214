"""The score: a pure function of a profile and the settled outcomes (国办秘函〔2019〕19号, 指标说明).

While anything is open the score is a range: `low` if all that is open turns out badly, `high` if well.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from inspector.people.new_media import account_clause
from inspector.profile import Check, Clause, Profile, Section
from inspector.rule import Outcome
from inspector.tally import RuleResult

#: What nobody has settled.
UNSETTLED = frozenset((Outcome.CANT_TELL, Outcome.UNTESTED))


class Verdict(StrEnum):
    """What the standard says of the site.

    `scored`: it draws no line between qualified and unqualified; `refused`: too little was seen to judge.
    """

    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"
    SCORED = "scored"
    PENDING = "pending"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of a clause. `points` are those lost (won, for a bonus), where the person said.

    A breach without points costs what the findings take or, where they take nothing, all that can be lost.
    """

    outcome: Outcome
    points: float | None = None


@dataclass(frozen=True)
class Line:
    """One line of the score sheet. `taken` is points lost for certain, `at_risk` what may be lost besides.

    `open` counts what may yet be a breach. For a bonus clause both are points won and points that may be
    won. The clause's `points` are its cap as it holds for this site. `worth` is what one of the line's points
    is worth in the score. `findings` are the ids of what counts as `failed`, see `Counted`.
    """

    clause: Clause
    outcome: Outcome
    failed: int = 0
    open: int = 0
    taken: float = 0.0
    at_risk: float = 0.0
    sum: str = ""
    findings: tuple[int, ...] = ()
    by_rules: Outcome | None = None
    worth: float = 1.0

    @property
    def before_cap(self) -> float:
        """What the arithmetic gives before the cap: "3 × 1 + 2" is 5."""
        products = (math.prod(map(float, term.split(" × "))) for term in self.sum.split(" + ") if term)
        return round(sum(products), 4)


@dataclass(frozen=True, slots=True)
class Part:
    """A section that is counted for itself: `low` to `high` of `full` points, each worth `worth`."""

    section: str
    full: float
    low: float
    high: float
    worth: float


@dataclass(frozen=True)
class Score:
    """The sheet, its sums and the verdict. `parts` is empty where the standard has no sections of its own.

    `accounts` are the sheets of the new media accounts, which have a verdict of their own. Where the standard
    gives new media no points, the points of such a sheet are all there are, and mean nothing.
    """

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
    parts: tuple[Part, ...] = field(default=())
    accounts: Mapping[str, Score] = field(default_factory=dict)

    @property
    def vetoes(self) -> tuple[Line, ...]:
        """The veto clauses that are broken."""
        return self._of_vetoes(frozenset((Outcome.FAILED,)))

    @property
    def open_vetoes(self) -> tuple[Line, ...]:
        """The veto clauses that nothing has settled."""
        return self._of_vetoes(UNSETTLED)

    def _of_vetoes(self, outcomes: frozenset[Outcome]) -> tuple[Line, ...]:
        return tuple(one for one in self.lines if one.clause.part == "veto" and one.outcome in outcomes)


def score(
    profile: Profile,
    results: Mapping[str, RuleResult],
    *,
    decisions: Mapping[str, Decision] | None = None,
    bonus: bool = True,
    without: Iterable[str] = (),
    ill: Iterable[str] = (),
    accounts: Iterable[str] = (),
) -> Score:
    """The score of a site of which the rules said `results` (rule id → result; a missing one is untested).

    `decisions` are a person's words on clauses (clause id → decision) and stand above the rules'. Without
    `bonus` nobody asks for one: single pages cannot earn it.
    `without` names functions the body does not have (keys of `Profile.optional`); `ill` says why the crawl
    itself cannot be trusted, which leaves no verdict. `accounts` are the new media accounts, as their
    findings and decisions (`account_clause`) name them.
    """
    left_out = {clause for name in without for clause in profile.optional[name]}
    lines: dict[str, Line] = {}
    for clause in _with_caps(profile, left_out):
        if clause.id in left_out or (clause.part == "bonus" and not bonus):
            lines[clause.id] = Line(clause, Outcome.INAPPLICABLE)
        else:
            elsewhere = {
                i for other in clause.not_counted_in if other in lines for i in lines[other].findings
            }
            line = _line(clause, results, elsewhere)
            decision = (decisions or {}).get(clause.id)
            lines[clause.id] = _decided(line, decision) if decision else line
    media = {name: _account(profile, results, decisions or {}, name) for name in accounts}
    for name, line in lines.items():
        if line.clause.target == "new_media" and media:
            lines[name] = _together(
                line, [one for s in media.values() for one in s.lines if one.clause.id == name]
            )
    website = _total(profile, tuple(lines.values()), left_out, tuple(ill), "website")
    return replace(website, accounts=media)


def _account(
    profile: Profile, results: Mapping[str, RuleResult], decisions: Mapping[str, Decision], name: str
) -> Score:
    """The sheet of one new media account, of the findings and decisions that are about it or about all."""
    own = {
        rule: replace(said, findings=tuple(f for f in said.findings if f.account in ("", name)))
        for rule, said in results.items()
    }
    lines = []
    for clause in _with_caps(profile, set()):
        if clause.target == "new_media":
            line = _line(clause, own, set())
            decision = decisions.get(account_clause(clause.id, name)) or decisions.get(clause.id)
            lines.append(_decided(line, decision) if decision else line)
    return _total(profile, tuple(lines), set(), (), "new_media")


def _together(line: Line, of_accounts: Sequence[Line]) -> Line:
    """The line of the whole body: as bad as that of its worst account."""
    worst = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED, Outcome.INAPPLICABLE)
    outcomes = sorted((one.outcome for one in of_accounts), key=worst.index)
    by_rules = sorted((one.by_rules or one.outcome for one in of_accounts), key=worst.index)
    said = any(one.by_rules for one in of_accounts)
    return replace(line, outcome=outcomes[0], by_rules=by_rules[0] if said else None)


def _takes(clause: Clause, target: str = "website") -> bool:
    """Whether a clause takes points from a website, or from a new media account."""
    return clause.part == "deduct" and clause.target == target


def _with_caps(profile: Profile, left_out: set[str]) -> Iterator[Clause]:
    """The clauses with the points that hold for this site: those left out may be spread over the others."""
    deducts = [c for c in profile.clause if _takes(c)]
    more = 0.0
    if profile.left_out == "spread" and left_out:
        kept = sum(clause.id not in left_out for clause in deducts)
        lost = sum(clause.points or 0.0 for clause in deducts if clause.id in left_out)
        more = lost / kept if kept else 0.0
    for clause in profile.clause:
        if clause.part == "veto":
            yield clause
        else:
            extra = more if _takes(clause) and clause.id not in left_out else 0.0
            yield clause.model_copy(update={"points": round(profile.cap(clause) + extra, 4)})


def _line(clause: Clause, results: Mapping[str, RuleResult], elsewhere: set[int]) -> Line:
    ids: list[int] = []
    breaches, open_count, taken, risk = 0, 0, 0.0, 0.0
    terms: list[str] = []
    outcomes: list[Outcome] = []
    cap = clause.points or 0.0
    for check in clause.checks:
        result = results.get(check.rule, RuleResult(Outcome.UNTESTED))
        counted = [f for f in result.findings if f.id not in elsewhere and check.counts(f.data)]
        broken = [f for f in counted if f.outcome is Outcome.FAILED]
        failed, doubtful = sum(f.count for f in broken), sum(f.doubts for f in counted)
        if check.candidate:
            broken, failed, doubtful = [], 0, failed + doubtful
        outcomes.append(_outcome(check, result.outcome, failed, doubtful))
        ids += [f.id for f in broken]
        breaches += failed
        open_count += doubtful
        if failed >= check.at_least:
            taken += check.each * failed if check.each else cap * check.share
            terms.append(f"{failed} × {check.each:g}" if check.each else f"{cap * check.share:g}")
            risk += check.each * doubtful if check.each else 0.0
        elif failed + doubtful >= check.at_least:
            risk += check.each * (failed + doubtful) if check.each else cap * check.share
    outcome = _joined(outcomes, clause)
    taken = min(cap, taken)
    whole = [r.outcome for c in clause.checks if (r := results.get(c.rule))]
    if clause.decides == "breach" or Outcome.UNTESTED in (outcome, *outcomes) or Outcome.CANT_TELL in whole:
        risk = cap
    at_risk = min(cap, taken + risk) - taken
    if clause.part == "bonus":
        taken = 0.0 if outcome is not Outcome.PASSED else cap
        at_risk = cap if outcome in UNSETTLED else 0.0
    return Line(
        clause,
        outcome,
        breaches,
        open_count,
        round(taken, 4),
        round(at_risk, 4),
        " + ".join(terms),
        tuple(ids),
    )


def _decided(line: Line, decision: Decision) -> Line:
    """The line as a person decided it."""
    cap, points, open_ = line.clause.points or 0.0, decision.points, decision.outcome is Outcome.CANT_TELL
    costs = Outcome.PASSED if line.clause.part == "bonus" else Outcome.FAILED
    taken = 0.0
    if decision.outcome is costs:
        counted = line.taken if line.clause.part == "deduct" else 0.0
        taken = min(cap, points if points is not None else counted or cap)
    return replace(
        line,
        outcome=decision.outcome,
        taken=taken,
        at_risk=cap if open_ else 0.0,
        sum=f"{points:g}" if points is not None and decision.outcome is costs else line.sum if taken else "",
        by_rules=line.outcome,
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


def _total(
    profile: Profile, lines: tuple[Line, ...], left_out: set[str], ill: tuple[str, ...], target: str
) -> Score:
    scored = [line for line in lines if line.clause.target == target]
    deducts = [line for line in scored if _takes(line.clause, target)]
    parts, stretch = _parts(profile, deducts, left_out)
    worth = {part.section: part.worth for part in parts}
    high = round(sum(part.high * part.worth for part in parts), 2)
    low = round(sum(part.low * part.worth for part in parts), 2)
    bonuses = [line for line in scored if line.clause.part == "bonus"]
    won = min(profile.bonus, sum(line.taken for line in bonuses))
    winnable = min(profile.bonus, sum(line.taken + line.at_risk for line in bonuses))
    bonus_low = won if low > profile.bonus_above else 0.0
    bonus_high = winnable if high > profile.bonus_above else 0.0
    vetoes = [line.outcome for line in scored if line.clause.part == "veto"]
    verdict = _verdict(profile, vetoes, low, high)
    final_low, final_high = low + bonus_low, high + bonus_high
    if profile.veto_score is not None:
        if Outcome.FAILED in vetoes:
            final_low = final_high = profile.veto_score
        elif UNSETTLED & set(vetoes):
            final_low = min(final_low, profile.veto_score)
            final_high = max(final_high, profile.veto_score)
    return Score(
        Verdict.REFUSED if ill else verdict,
        final_low,
        final_high,
        low,
        high,
        bonus_low,
        bonus_high,
        stretch,
        any(
            line.clause.points_certainty != "official" or line.clause.certainty == "recalled"
            for line in [*deducts, *bonuses]
            if line.outcome is not Outcome.INAPPLICABLE
        ),
        tuple(
            replace(line, worth=worth.get(_section(profile, line.clause), 0.0))
            if _takes(line.clause, target)
            else line
            for line in lines
        ),
        ill,
        parts if profile.section else (),
    )


def _section(profile: Profile, clause: Clause) -> str:
    return clause.section.zh if profile.section else ""


def _parts(profile: Profile, deducts: list[Line], left_out: set[str]) -> tuple[tuple[Part, ...], float]:
    """The sections, each counted down from its points, and by what factor those left out stretch the rest."""
    sections = profile.section or [Section(title="", full=profile.full, weight=profile.full)]
    counted = []
    for section in sections:
        lines = [line for line in deducts if _section(profile, line.clause) == section.title]
        gone = sum(
            profile.cap(line.clause)
            for line in lines
            if line.clause.id in left_out and profile.left_out == "stretch"
        )
        if lines and all(line.clause.id in left_out for line in lines):
            gone = section.full
        counted.append((section, lines, max(0.0, section.full - gone)))
    weight = sum(section.weight for section, _, possible in counted if possible)
    parts = []
    for section, lines, possible in counted:
        if not possible:
            continue
        worth = section.weight / possible * (profile.full / weight)
        taken = sum(line.taken for line in lines)
        risk = sum(line.at_risk for line in lines)
        low, high = max(0.0, possible - taken - risk), max(0.0, possible - taken)
        parts.append(Part(section.title, possible, round(low, 4), round(high, 4), worth))
    return tuple(parts), parts[0].worth if len(sections) == 1 and parts else 1.0


def _verdict(profile: Profile, vetoes: list[Outcome], low: float, high: float) -> Verdict:
    if Outcome.FAILED in vetoes or (profile.qualify is not None and high < profile.qualify):
        return Verdict.UNQUALIFIED
    if UNSETTLED & set(vetoes) or (profile.qualify is not None and low < profile.qualify):
        return Verdict.PENDING
    return Verdict.SCORED if profile.qualify is None else Verdict.QUALIFIED
