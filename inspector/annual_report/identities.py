"""The identities of the tables (勾稽关系), each column and row with both sides.

AR.1  each column of table 3: 一 + 二 = （七）总计 + 四 (printed in the form itself)
AR.2  each column of table 3: （七）总计 = the sum of all results
AR.3  each row of table 3: 总计 = the six kinds of applicants
AR.4  table 4: 总计 = 维持 + 纠正 + 其他 + 尚未审结, three times
AR.5  from year to year, each column: 四 of the year before = 二 (expected, not prescribed)
AR.6  table 2 of form C: 现行有效 = 现行有效 of the year before + 制发 - 废止 (expected, not prescribed)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspector.annual_report.counts import plain
from inspector.annual_report.tables import APPLICANTS, GENERATION_ROWS, LABELS, OUTCOMES, Figure, Tables

#: Identities that the form or its logic prescribes; the others are only to be expected.
PRESCRIBED = frozenset({"AR.1", "AR.2", "AR.3", "AR.4"})
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Identity:
    """One identity: `column` names the column (for AR.3 the row, for AR.4 the case) that it is about.

    `cells` are the places in it, `blanks` says how many of its cells are blank and counted as nothing.
    """

    id: str
    column: str
    left: float
    right: float
    equation: str
    cells: tuple[tuple[str, str], ...]
    blanks: int = 0

    @property
    def holds(self) -> bool:
        """Whether both sides are the same."""
        return abs(self.left - self.right) < _TOLERANCE


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cell that would make every identity hold if it alone were another number."""

    row: str
    column: str
    value: float
    wanted: float


def identities(tables: Tables, generation: str) -> list[Identity]:
    """All identities of one report that its figures let one judge."""
    form = "B" if generation == "B" else "C"
    found: list[Identity] = []
    found += _columns(tables.applications, form)
    found += _rows(tables.applications)
    found += _cases(tables.disputes)
    return found


def _columns(table: Mapping[str, Mapping[str, Figure]], form: str) -> Iterator[Identity]:
    results = [name for name in GENERATION_ROWS[form] if name not in ("new", "carried", "total", "left")]
    # A report in the other form's table is judged by the rows it has.
    if not all(name in table for name in results):
        other = "C" if form == "B" else "B"
        others = [name for name in GENERATION_ROWS[other] if name not in ("new", "carried", "total", "left")]
        results = others if all(name in table for name in others) else []
    for column in APPLICANTS:
        if {"new", "carried", "total", "left"} <= table.keys():
            left = [("new", column), ("carried", column)]
            right = [("total", column), ("left", column)]
            if made := _made("AR.1", column, table, left, right):
                yield made
        if results and "total" in table:
            details = [(name, column) for name in results]
            if (
                all(table[name][column].state != "number" for name in results)
                and table["total"][column].worth
            ):
                continue  # Details left blank beside a total: nothing to add up.
            if made := _made("AR.2", column, table, [("total", column)], details):
                yield made


def _rows(table: Mapping[str, Mapping[str, Figure]]) -> Iterator[Identity]:
    for name, row in table.items():
        if row["总计"].state != "number":
            continue
        parts = [(name, column) for column in APPLICANTS[:-1]]
        if row["总计"].worth and all(row[column].state != "number" for _, column in parts):
            continue
        if made := _made("AR.3", LABELS[name], table, [(name, "总计")], parts):
            yield made


def _cases(table: Mapping[str, Mapping[str, Figure]]) -> Iterator[Identity]:
    for case, row in table.items():
        if row["总计"].state != "number":
            continue
        parts = [(case, outcome) for outcome in OUTCOMES[:-1]]
        if row["总计"].worth and all(row[outcome].state != "number" for _, outcome in parts):
            continue
        if made := _made("AR.4", case, table, [(case, "总计")], parts):
            yield made


def _made(
    name: str,
    about: str,
    table: Mapping[str, Mapping[str, Figure]],
    left: Sequence[tuple[str, str]],
    right: Sequence[tuple[str, str]],
) -> Identity | None:
    """The identity, or None where a cell of it cannot be read or all of them are blank."""
    places = (*left, *right)
    figures = [table[row][column] for row, column in places]
    if any(figure.state == "unreadable" for figure in figures):
        return None
    if all(figure.state != "number" for figure in figures):
        return None
    sides = [[table[row][column].worth for row, column in side] for side in (left, right)]
    equation = " = ".join(" + ".join(_shown(values)) for values in sides)
    blanks = sum(figure.state != "number" for figure in figures)
    return Identity(name, about, sum(sides[0]), sum(sides[1]), equation, places, blanks)


def _shown(values: Sequence[float]) -> list[str]:
    """Summands as a reader wants them: of many, only those that are not nothing."""
    if len(values) <= 2:
        return [plain(value) for value in values]
    return [plain(value) for value in values if value] or ["0"]


def carried_over(tables: Tables, previous: Tables) -> Iterator[Identity]:
    """AR.5 and AR.6 against last year's tables."""
    now, before = tables.applications.get("carried"), previous.applications.get("left")
    if now and before:
        for column in APPLICANTS:
            one, other = before[column], now[column]
            if "number" in (one.state, other.state) and "unreadable" not in (one.state, other.state):
                yield Identity(
                    "AR.5", column, one.worth, other.worth, f"{plain(one.worth)} = {plain(other.worth)}", ()
                )
    for kind in ("规章", "行政规范性文件"):
        here, there = tables.disclosed.get(kind, ()), previous.disclosed.get(kind, ())
        if len(here) == 3 and len(there) == 3 and all(f.state == "number" for f in (*here, there[2])):
            made, gone, valid = (f.worth for f in here)
            old = there[2].worth
            yield Identity(
                "AR.6",
                kind,
                valid,
                old + made - gone,
                f"{plain(valid)} = {plain(old)} + {plain(made)} - {plain(gone)}",
                (),
            )


def suspect(tables: Tables, generation: str, found: Sequence[Identity]) -> Suspect | None:
    """The one cell whose change alone would make all identities hold, or None where none or several would."""
    wrong = [identity for identity in found if not identity.holds]
    if not wrong:
        return None
    shared = set(wrong[0].cells).intersection(*(identity.cells for identity in wrong[1:]))
    good: list[Suspect] = []
    for cell in sorted(shared):
        wanted = {_wanted(identity, cell, tables) for identity in wrong}
        value = wanted.pop()
        if wanted or value is None or value < 0 or value != int(value):
            continue
        others = [i for i in found if cell in i.cells and i.holds]
        if not others:
            good.append(Suspect(cell[0], cell[1], _worth(tables, cell), value))
    return good[0] if len(good) == 1 else None


def _worth(tables: Tables, cell: tuple[str, str]) -> float:
    table = tables.disputes if cell[0] in tables.disputes else tables.applications
    return table[cell[0]][cell[1]].worth


def _wanted(identity: Identity, cell: tuple[str, str], tables: Tables) -> float | None:
    """What the cell would have to be for this identity."""
    left = 2 if identity.id == "AR.1" else 1
    sign = 1 if cell in identity.cells[:left] else -1
    return _worth(tables, cell) + sign * (identity.right - identity.left)
