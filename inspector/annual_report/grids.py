"""Tables as grids: rows of places, merged cells spread over all that they cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_ROWS, MOST_COLUMNS = 400, 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as its source gives it: text, and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a grid; `across` and `down` say how far from the beginning of its cell it is."""

    text: str
    across: int = 0
    down: int = 0


@dataclass(frozen=True)
class Grid:
    """A table: rows of places, all of one width; None where the source gives no cell."""

    rows: tuple[tuple[Place | None, ...], ...]

    def texts(self) -> list[list[str]]:
        """The texts, those of merged cells repeated, "" where there is none."""
        return [[place.text if place else "" for place in row] for row in self.rows]


def make_grid(rows: Iterable[Sequence[Cell]]) -> Grid:
    """Lay cells out as HTML lays them out; what goes beyond the limits is cut off."""
    places: dict[tuple[int, int], Place] = {}
    height = 0
    for number, cells in enumerate(rows):
        if number >= MOST_ROWS:
            break
        height = number + 1
        column = 0
        for cell in cells:
            while (number, column) in places:
                column += 1
            across = min(max(cell.columns, 1), MOST_COLUMNS - column)
            for down in range(min(max(cell.rows, 1), MOST_ROWS - number)):
                for offset in range(across):
                    places.setdefault((number + down, column + offset), Place(cell.text, offset, down))
            column += across
            if column >= MOST_COLUMNS:
                break
    width = 1 + max((column for row, column in places if row < height), default=-1)
    return Grid(tuple(tuple(places.get((row, column)) for column in range(width)) for row in range(height)))
