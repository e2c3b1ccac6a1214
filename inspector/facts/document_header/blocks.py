"""Labels that stand together, and whether they are the header of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector.facts.document_header.cells import Cell
from inspector.facts.document_header.rows import Row
from inspector.facts.document_header.words import header_words

if TYPE_CHECKING:
    from collections.abc import Sequence

_REACH = 8  # cells between two labels of one block


def blocks_of(met: Sequence[Row], cells: Sequence[Cell]) -> list[list[Row]]:
    """Labels that stand close together, not parted by a heading."""
    blocks: list[list[Row]] = []
    for row in met:
        last = blocks[-1][-1].cell if blocks else -99
        if row.cell - last <= _REACH and not any(cell.heads for cell in cells[last + 1 : row.cell]):
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def below_menu(block: list[Row]) -> list[Row]:
    """The block without an entry of the menu above it: a bare label, apart from others that have colons."""
    first, *others = block
    apart = len(others) > 1 and others[0].cell - first.cell > 2 and all(row.colon for row in others)
    return others if apart and not (first.own or first.colon) else block


def before_byline(block: list[Row]) -> list[Row]:
    """The block without the date and source that stand apart below it, as a byline in a table does."""
    begin = len(block)
    while begin > 2 and block[begin - 1].name in ("date_published", "source"):
        begin -= 1
        names = {row.name for row in block[begin:]}
        if len(names) == 2 and _apart(block[:begin], block[begin].cell, names):
            return block[:begin]
    return block


def _apart(above: Sequence[Row], cell: int, names: set[str]) -> bool:
    """Whether more than a value lies between; or a title, as fields are told anew in a byline below it."""
    between = cell - above[-1].cell - 1
    if between == 1 and any(row.name in names for row in above):
        return sum(row.own != "" for row in above) * 2 > len(above)  # No value has a cell of its own.
    return between > 1


_OF_BYLINE = frozenset(("date_published", "source", "other"))
"""What a table below a title may hold that is no header."""


def is_header(block: Sequence[Row]) -> bool:
    """Whether labels that stand together are the header of a document: enough, and one that proves it."""
    known = header_words()
    sure = {row.name for row in block if row.label not in known.ambiguous and row.name != "other"}
    names = {row.name for row in block}
    if len(names) < 2 or names <= _OF_BYLINE or not sure & known.proof:
        return False
    if not any(row.own or row.colon for row in block) and _adjacent(block):
        return False  # Names of columns or of search fields.
    return len(sure) >= 2 or len(block) >= 3


def _adjacent(block: Sequence[Row]) -> bool:
    return all(after.cell - row.cell <= 1 for row, after in zip(block, block[1:], strict=False))
