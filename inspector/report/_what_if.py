"""What if something were mended: as though a person said of it that all is well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from inspector.errors import UsageError
from inspector.messages import _
from inspector.people.judgement import Judgement
from inspector.profile import Profile
from inspector.report._entries import Batch
from inspector.rule import Outcome, Rule


@dataclass(frozen=True, slots=True)
class Supposition:
    """Findings that would be gone (ids of `Counted`), and what a person would then say of clauses."""

    gone: frozenset[int]
    said: tuple[Judgement, ...]


def suppose(
    names: Iterable[str],
    found: Mapping[str, Iterable[Batch]],
    profile: Profile,
    rules: Mapping[str, Rule],
    today: date,
) -> Supposition:
    """What it would be if rules, clauses and findings (by their fingerprint) were mended.

    A clause is well when the findings that count for it are mended, and what no rule settles is as it should
    be. Raises UsageError for a name that is none of these.
    """
    clauses = {clause.id for clause in profile.clause}
    gone: set[int] = set()
    said = []
    for name in names:
        mended = {
            batch.counted.id
            for rule, of_rule in found.items()
            for batch in of_rule
            if name and name in (rule, batch.counted.fingerprint, *batch.clauses)
        }
        if not mended and name not in rules and name not in clauses:
            if near := get_close_matches(name, [*rules, *clauses], 3):
                message = _(
                    "--if-fixed {item}: no rule, clause or finding of this inspection; perhaps {near}"
                )
            else:
                message = _("--if-fixed {item}: no rule, clause or finding of this inspection")
            raise UsageError(message, item=name, near=near)
        gone |= mended
        if name in clauses:
            said.append(_well(name, profile, today))
    return Supposition(frozenset(gone), tuple(said))


def _well(clause: str, profile: Profile, today: date) -> Judgement:
    return Judgement(
        about="clause",
        item=clause,
        rule=None,
        profile=profile.id,
        version=profile.version,
        inspected=today,
        outcome=Outcome.PASSED,
        points=None,
        who="",
        said=today,
        reason="",
        approver="",
        until=None,
    )
