"""Whose work it is: findings by the department that looks after the column they are in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inspector.discovery import place_of
from inspector.report._model import ColumnRow, Entry, Group, Owner


class Owners:
    """Tells the department that looks after an address: that of its column, else of the folder around it."""

    def __init__(self, columns: Iterable[ColumnRow]) -> None:
        self._of = {place_of(column.url): column.owner for column in columns if column.owner}

    def of(self, url: str) -> str:
        """The department, or "" where none is known."""
        place = place_of(url)
        if place in self._of:
            return self._of[place]
        path = place.partition("?")[0]
        while "/" in path:
            path = path[: path.rstrip("/").rfind("/") + 1]
            if path in self._of:
                return self._of[path]
        return ""

    def of_finding(self, url: str, sources: object) -> str:
        """The department of the page a finding is about or, of a dead address, of what leads to it first."""
        if isinstance(sources, list) and sources and isinstance(sources[0], dict):
            return self.of(str(sources[0].get("url") or url))
        return self.of(url)


def owners(columns: Sequence[ColumnRow], groups: Iterable[Group]) -> tuple[Owner, ...]:
    """The departments with their work, most first, then what belongs to none; empty without a ledger."""
    names = {column.owner for column in columns if column.owner}
    if not names:
        return ()
    groups = list(groups)
    made = []
    for name in (*names, ""):
        mine = [column for column in columns if column.judged and column.owner == name]
        made.append(
            Owner(
                name,
                columns=len(mine),
                overdue=tuple(column.name for column in mine if column.overdue),
                failed=_count(name, ((group.rule, group.failed) for group in groups)),
                open=_count(name, ((group.rule, group.open) for group in groups)),
            )
        )
    return tuple(
        sorted(made, key=lambda o: (not o.name, -sum(o.failed.values()), -sum(o.open.values()), o.name))
    )


def _count(name: str, findings: Iterable[tuple[str, Iterable[Entry]]]) -> dict[str, int]:
    """Rule → how many of its findings concern a department, where any does."""
    counts = {rule: sum(entry.owner == name for entry in entries) for rule, entries in findings}
    return {rule: count for rule, count in counts.items() if count}
