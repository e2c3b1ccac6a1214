"""The rows of a header: one label each, and the cell from which it has its value."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inspector.facts.document_header.cells import FORM_MARK, Cell
from inspector.facts.document_header.labels import MAX_CELL, clean
from inspector.facts.document_header.words import header_words

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass
class Row:
    """One label met, with what stands behind it."""

    name: str
    label: str
    cell: int
    colon: bool
    own: str
    nearby: str | None = None
    distance: int = 99
    value: str = field(default="")


def column_heading(row: Row, bare: set[int], cells: Sequence[Cell]) -> bool:
    """Whether the label heads a column: its neighbour cell in the same table row is a mere label too."""
    cell = cells[row.cell]
    if row.own or row.colon or cell.unit_tag not in ("td", "th"):
        return False
    return any(
        near in bare and 0 <= near < len(cells) and cells[near].row == cell.row
        for near in (row.cell - 1, row.cell + 1)
    )


def form_entry(row: Row, cells: Sequence[Cell]) -> bool:
    """Whether behind the label stands a box to fill in, as in a search form."""
    return not row.own and row.cell + 1 < len(cells) and cells[row.cell + 1].text.startswith(FORM_MARK)


_NO_SENTENCES = frozenset(
    ("index_no", "doc_no", "issuer", "publisher", "date_written", "date_issued", "date_published")
)


def explained(row: Row) -> bool:
    """Whether behind the label stands what it means, as guides to disclosure explain the catalogue."""
    return row.name in _NO_SENTENCES and row.own.endswith(("。", "；"))


def fill(block: Sequence[Row], cells: Sequence[Cell]) -> None:
    """Give every label its value: from its own cell, or from the next where the block is laid out so."""
    labelled = {row.cell for row in block}
    waiting = []
    for number, row in enumerate(block):
        row.value = row.own
        last_of_cell = number + 1 == len(block) or block[number + 1].cell != row.cell
        follower = row.cell + 1
        if follower < len(cells) and cells[follower].text in ("：", ":"):
            follower += 1
        if row.own or not last_of_cell or follower >= len(cells) or follower in labelled:
            continue
        label_cell, value_cell = cells[row.cell], cells[follower]
        if label_cell.unit and label_cell.unit != value_cell.unit and label_cell.row != value_cell.row:
            continue  # The next cell stands outside the table or list of the label.
        if value_cell.heads and not label_cell.heads:
            continue
        if value_cell.text and FORM_MARK not in value_cell.text:
            row.distance = label_cell.depth - value_cell.climb
            row.nearby = _whole_unit(cells, follower, labelled)
            waiting.append(row)
    own = Counter(cells[row.cell].unit_tag for row in block if row.own)
    next_to = Counter(cells[row.cell].unit_tag for row in waiting)
    # Where more labels of this kind of cell have their value behind them, none takes it from the next.
    waiting = [
        row
        for row in waiting
        if next_to[cells[row.cell].unit_tag] > own[cells[row.cell].unit_tag] or _same_unit(cells, row.cell)
    ]
    distances = sorted(row.distance for row in waiting)
    usual = distances[(len(distances) - 1) // 2] if distances else 0
    for row in waiting:
        if row.distance <= usual and row.nearby is not None:
            row.value = clean(row.nearby)


def _same_unit(cells: Sequence[Cell], index: int) -> bool:
    return cells[index].unit > 0 and cells[index].unit == cells[index + 1].unit


def _whole_unit(cells: Sequence[Cell], first: int, labelled: set[int]) -> str:
    unit = cells[first].unit
    parts = [cells[first].text]
    for index in range(first + 1, min(first + 6, len(cells))):
        if not unit or cells[index].unit != unit or index in labelled:
            break
        parts.append(cells[index].text)
    return " ".join(parts)[:MAX_CELL]


def merge(best: dict[str, Row], block: Sequence[Row]) -> None:
    """Keep one row a field: filled before blank, the usual label before others, then the first.

    Within one block the usual label is the field's, be it blank or not.
    """
    preference = header_words().preference
    usual: dict[str, int] = {}
    for row in block:
        usual[row.name] = min(preference[row.label], usual.get(row.name, 99))
    for row in block:
        if preference[row.label] > usual[row.name]:
            continue
        kept = best.get(row.name)
        if kept is None or (bool(row.value), -preference[row.label]) > (
            bool(kept.value),
            -preference[kept.label],
        ):
            best[row.name] = row
