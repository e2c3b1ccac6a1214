"""What if something were mended: as though a person said of it that all is well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches

from inspector.errors import UsageError
from inspector.judgement import Judgement
from inspector.profile import Profile
from inspector.report._model import Entry
from inspector.rule import Outcome, Rule


def suppose(
    names: Iterable[str],
    entries: Iterable[Entry],
    profile: Profile,
    rules: Mapping[str, Rule],
    today: date,
) -> Iterator[Judgement]:
    """Judgements by which rules, clauses and findings (by their fingerprint) would be well.

    A clause is well when the findings that count for it are mended, and what no rule settles is as it should
    be. Raises UsageError for a name that is none of these.
    """
    entries = list(entries)
    clauses = {clause.id for clause in profile.clause}

    def well(about: str, item: str) -> Judgement:
        return Judgement(
            about=about,
            item=item,
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

    for name in names:
        found = [e for e in entries if name in (e.rule, e.fingerprint, *e.clauses)]
        if not found and name not in rules and name not in clauses:
            near = get_close_matches(name, [*rules, *clauses], 3)
            more = f"; perhaps {' or '.join(near)}" if near else ""
            raise UsageError(f"--if-fixed {name}: no rule, clause or finding of this inspection{more}")
        yield from (well("finding", entry.fingerprint) for entry in found)
        if name in clauses:
            yield well("clause", name)
