"""The column ledger: the columns of a site as the office that runs it knows them, out and in as a table.

What the office says of class, period and owner of a column stands above what was found, from then on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from inspector import store
from inspector.columns.discovery import place_of
from inspector.inspection import Inspection
from inspector.locale import LANGUAGES, translator
from inspector.messages import _
from inspector.people.sheets import (
    Cell,
    Field,
    Row,
    SheetError,
    read_number,
    read_sheet,
    refused,
    write_sheet,
    wrong,
)
from inspector.report import Report, periods
from inspector.report.terminal import COLUMN_STATES, column_state
from inspector.urls import canonical, same_site
from inspector.vocabulary import words

KIND = "site-inspector columns 1"
LONGEST_PERIOD = 3660
JUDGED = {1: _("yes"), 0: _("no")}
#: Key → heading and width; those in ENTRY are corrected by the office.
HEADINGS = {
    "name": (_("Column"), 24),
    "class": (_("Class"), 18),
    "url": (_("Address"), 44),
    "owner": (_("Owner department"), 20),
    "period": (_("Period in days"), 10),
    "newest": (_("Last item"), 12),
    "due": (_("Next item due"), 12),
    "confidence": (_("Confidence"), 10),
    "state": (_("State"), 16),
    "judged": (_("Judged"), 8),
}
ENTRY = ("class", "owner", "period", "judged")


@dataclass(frozen=True, slots=True)
class Known:
    """What the office says of one column (see the table `ledger`)."""

    url: str
    name: str
    class_: str | None
    owner: str
    period: int | None
    judged: bool


def write_ledger(path: Path, report: Report, lang: str) -> int:
    """Write the columns of an inspection, to be corrected and given back with --ledger; how many."""
    say = translator(lang)
    choices = {"class": _classes(report), "judged": [say(word) for word in JUDGED.values()]}
    fields = [
        Field(key, say(heading), width, choices.get(key, ()), entry=key in ENTRY, link=key == "url")
        for key, (heading, width) in HEADINGS.items()
    ]
    rows: list[dict[str, Cell]] = [
        {
            "name": column.name,
            "class": column.class_,
            "url": column.url,
            "owner": column.owner,
            "period": column.period,
            "newest": column.newest,
            "due": column.due,
            "confidence": round(column.confidence, 2),
            "state": say(COLUMN_STATES[column_state(column)]),
            "judged": say(JUDGED[column.judged]),
        }
        for column in sorted(report.columns, key=lambda column: column.url)
    ]
    write_sheet(path, [" | ".join((KIND, report.start, report.today.isoformat()))], fields, rows)
    return len(rows)


def _classes(report: Report) -> list[str]:
    """The classes that a column can have: those of the vocabulary, and those that this site has."""
    known = [column["id"] for column in words("columns")["column"]]
    return list(dict.fromkeys([*known, *(c.class_ for c in report.columns if c.class_)]))


def read_ledger(path: Path, inspection: Inspection) -> list[Known]:
    """The columns in a ledger of this site. Raises SheetError, naming the line, where it cannot be taken."""
    wanted = ("name", "class", "url", "owner", "period", "judged")
    headings = {translator(lang)(HEADINGS[key][0]): key for lang in LANGUAGES for key in wanted}
    head, rows = read_sheet(path, headings)
    found = (head[0] if head else "").split(" | ")
    if len(found) != 3 or found[0] != KIND:
        raise wrong(path, 1, _("this is no ledger; give a file that `inspector columns` wrote"))
    if not same_site(found[1], inspection.start):
        raise wrong(
            path,
            1,
            _("the ledger is of {other}, this inspection is of {own}"),
            other=found[1],
            own=inspection.start,
        )
    reader = _Reader(path, inspection)
    return [reader.column(row) for row in rows]


class _Reader:
    """Turns lines of a ledger into what the office says, and refuses what it cannot take."""

    def __init__(self, path: Path, inspection: Inspection) -> None:
        self._path = path
        self._inspection = inspection
        self._periods = periods(inspection.profile, inspection.rules)
        self._judged = {"": True, "1": True, "0": False}
        for lang in LANGUAGES:
            self._judged |= {translator(lang)(word): bool(code) for code, word in JUDGED.items()}
        self._classes = {column["id"] for column in words("columns")["column"]} | set(self._periods)
        stored = inspection.connection.execute("SELECT class FROM columns WHERE class IS NOT NULL")
        self._classes |= {row[0] for row in stored}
        self._seen: dict[str, int] = {}

    def column(self, row: Row) -> Known:
        """What a line says."""
        class_ = row["class"] or None
        if class_ and class_ not in self._classes:
            near = get_close_matches(class_, self._classes, 3, 0.3)
            why = (
                _("there is no class '{written}'; perhaps {near}")
                if near
                else _("there is no class '{written}'")
            )
            raise self._refused(row, why, written=class_, near=near)
        period = self._period(row)
        judged = self._judged.get(row["judged"].lower())
        if judged is None:
            raise self._refused(
                row, _("'{written}' in the column of what is judged: write yes or no"), written=row["judged"]
            )
        return Known(
            url=self._url(row),
            name=row["name"],
            class_=class_,
            owner=row["owner"],
            period=None if period == self._periods.get(class_ or "") else period,
            judged=judged,
        )

    def _url(self, row: Row) -> str:
        url = canonical(row["url"]) if row["url"].startswith(("http://", "https://")) else ""
        if not url or not self._inspection.internal(url):
            raise self._refused(row, _("'{written}' is no address of this site"), written=row["url"])
        before = self._seen.setdefault(place_of(url), row.line)
        if before != row.line:
            raise self._refused(
                row, _("{written} stands in line {before} already"), written=url, before=before
            )
        return url

    def _period(self, row: Row) -> int | None:
        days = read_number(row["period"])
        if row["period"] and (days is None or days != int(days) or not 1 <= days <= LONGEST_PERIOD):
            raise self._refused(
                row,
                _("'{written}' is no period; write whole days, 1 to {most}"),
                written=row["period"],
                most=LONGEST_PERIOD,
            )
        return None if days is None else int(days)

    def _refused(self, row: Row, why: str, **data: Any) -> SheetError:
        return refused(self._path, row.line, why, **data)


def store_ledger(connection: sqlite3.Connection, columns: Iterable[Known]) -> None:
    """Put a ledger in place of the one there was; `Inspection.finish` applies it."""
    connection.execute("DELETE FROM ledger")
    connection.executemany(
        store.insert("ledger"),
        [(column.url, None, *astuple(column)[1:]) for column in columns],
    )


def stored_ledger(connection: sqlite3.Connection) -> list[Known]:
    """What the office said of its columns, in the order of their addresses."""
    rows = connection.execute("SELECT url, name, class, owner, period, judged FROM ledger ORDER BY url")
    return [Known(row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in rows]
