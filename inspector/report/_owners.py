"""Whose work it is: findings by the department that looks after the column they are in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from inspector.columns.discovery import place_of
from inspector.report._entries import Entry, Group
from inspector.report._model import ColumnRow, Owner


class Owners:
    """Tells the department that looks after an address: that of its column, else of the folder around it."""

    def __init__(self, columns: Iterable[ColumnRow]) -> None:
        self._of = {place_of(column.url): column.owner for column in columns if column.owner}

    def of(self, url: str) -> str:
        """The department, or "" where none is known."""
        if not self._of:
            return ""
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
    work = [(group.rule, _of_owners(group.failed), _of_owners(group.open)) for group in groups]
    made = []
    for name in (*names, ""):
        mine = [column for column in columns if column.judged and column.owner == name]
        made.append(
            Owner(
                name,
                columns=len(mine),
                overdue=tuple(column.name for column in mine if column.overdue),
                failed={rule: failed[name] for rule, failed, _open in work if failed[name]},
                open={rule: unsure[name] for rule, _failed, unsure in work if unsure[name]},
            )
        )
    return tuple(
        sorted(made, key=lambda o: (not o.name, -sum(o.failed.values()), -sum(o.open.values()), o.name))
    )


def _of_owners(entries: Iterable[Entry]) -> Counter[str]:
    return Counter(entry.owner for entry in entries)
