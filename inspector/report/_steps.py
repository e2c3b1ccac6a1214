"""What to do next, in the order in which it helps."""

from __future__ import annotations

import math
from collections.abc import Iterable

from inspector.report._entries import Group
from inspector.report._model import Step
from inspector.rule import Outcome
from inspector.score import Line, Score


def steps(result: Score, groups: Iterable[Group]) -> tuple[Step, ...]:
    """What to do next: lift vetoes, then what wins most points a mend, then what is open and moves most."""
    scored = [line for line in result.lines if line.clause.target == "website"]
    failed: dict[str, dict[str, None]] = {}
    unsure: dict[str, dict[str, None]] = {}
    for group in groups:
        for found, entries in ((failed, group.failed), (unsure, group.open)):
            for clause in entries.clauses:
                found.setdefault(clause, {})[group.rule] = None
    vetoes = [
        _mend("veto", line, 0.0, tuple(failed.get(line.clause.id, ())))
        for line in result.vetoes
        if line.clause.target == "website"
    ]
    mends = [
        _mend("mend", line, round(line.taken * line.worth, 2), tuple(failed.get(line.clause.id, ())))
        for line in scored
        if line.clause.part == "deduct" and line.taken
    ]
    unsettled = [
        Step(
            "settle",
            line,
            round(line.at_risk * line.worth, 2),
            line.open,
            0,
            0,
            tuple(unsure.get(line.clause.id, ())),
        )
        for line in scored
        if line.clause.part != "bonus"
        and (line.at_risk or line in result.open_vetoes)
        and line.outcome in (Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.FAILED)
    ]
    return (
        *sorted(vetoes, key=lambda step: step.needed),
        *sorted(mends, key=lambda step: (-step.per_mend, -step.gain, step.line.clause.id)),
        *sorted(unsettled, key=lambda s: (s.line.clause.part != "veto" or not s.count, -s.gain, -s.count)),
    )


def _mend(kind: str, line: Line, gain: float, rules: tuple[str, ...]) -> Step:
    """How many mends bring the first gain, below threshold or (the dearest first) cap, and how many all."""
    checks, count = line.clause.checks, max(1, line.failed)
    each = [check.each for check in checks if check.each]
    needed = count - max((check.at_least for check in checks), default=1) + 1
    mends = count if each or len(checks) > 1 else needed
    if kind == "mend" and each and len(each) == len(checks):
        needed = _beyond_cap(line) + 1
    return Step(kind, line, gain, count, max(1, min(needed, count)), max(1, mends), rules)


def _beyond_cap(line: Line) -> int:
    """So many findings, the dearest first, can be mended and the line still takes as much as it may."""
    surplus, mended = line.before_cap - line.taken, 0
    terms = [tuple(map(float, term.split(" × "))) for term in line.sum.split(" + ") if " × " in term]
    for count, each in sorted(terms, key=lambda term: -term[1]):
        free = min(int(count), math.floor(round(surplus / each, 6)))
        mended += free
        if free < count:
            break
        surplus -= free * each
    return mended
