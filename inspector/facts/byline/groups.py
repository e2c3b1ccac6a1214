"""Groups of neighbouring lines that state a date or a source behind labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.facts.byline import words
from inspector.facts.byline.days import day_beside, labelled_day, own_day
from inspector.facts.byline.source import stated_source
from inspector.facts.lines import INLINE_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from inspector.facts.lines import Line


@dataclass
class Group:
    """Neighbouring lines with byline labels.

    `rank` says what kind of date theirs is, see `labelled_day`; `signs` how many words of a byline stand
    there, `others` how many more days behind labels of the same rank.
    """

    first: int
    last: int
    date: date | None = None
    rank: int = 9
    source: str | None = None
    signs: int = 0
    others: int = 0


def find_groups(lines: Sequence[Line]) -> list[Group]:
    """All groups of lines with a date or a source behind a label, from the top."""
    groups: list[Group] = []
    for index, line in enumerate(lines):
        if not line.may_date:
            continue
        dated = labelled_day(line, lines, index)
        source = stated_source(line, lines, index) if words.SOURCE_HINT.search(line) else None
        if dated and dated[0] == 2 and words.EVENT.search("".join(lines[max(0, index - 1) : index + 2])):
            dated = None  # When a meeting is held.
        if dated is None and source is None:
            continue
        group = groups[-1] if groups and index - groups[-1].last <= 4 else None
        if group and source is not None and group.source:
            group = None
        if group and dated and group.date:
            changed = dated[0] == 3 and group.rank == 4  # The bare day beside the source was there before.
            if (changed or dated[0] >= group.rank) and source is None:
                group.others += dated[0] == group.rank and dated[1] != group.date
                group.last = index
                continue
            if dated[0] == group.rank:
                group = None
        if group is None:
            group = Group(index, index)
            groups.append(group)
        group.last = index
        if dated and (group.date is None or dated[0] < group.rank):
            group.rank, group.date = dated
        if source is not None:
            group.source = source
            if group.date is None and (bare := day_beside(line.replace(INLINE_MARK, ""))):
                group.rank, group.date = 4, bare
        group.signs = min(2, group.signs + len(words.SIGN.findall(line)))
    for group in groups:
        if group.date is None or group.rank == 3:
            above, below = range(group.first - 1, group.first - 5, -1), range(group.first, group.last + 5)
            around = (*_near(lines, below, group.last + 2), *_near(lines, above, group.first - 2))
            if group.date:  # Of the last change: a bare day above is that of publication.
                around = (group.first - 1, group.first - 2)
            for index in around:
                signed = index > group.last + 1 and words.ISSUER.fullmatch(lines[index - 1])
                if signed or not 0 <= index < len(lines):
                    continue
                if (day := own_day(lines, index)) is not None:
                    group.date, group.rank = day, 4
                    group.first, group.last = min(group.first, index), max(group.last, index)
                    break
        while group.first and len(lines[group.first - 1]) < 40 and words.TOOL.search(lines[group.first - 1]):
            group.first -= 1
    return groups


def _near(lines: Sequence[str], indexes: range, certain: int) -> Iterator[int]:
    """The lines up to a certain one, and from there on as long as tools and labels stand between."""
    for index in indexes:
        if not 0 <= index < len(lines):
            return
        yield index
        if (index - certain) * indexes.step >= 0 and not words.TOOL.search(lines[index]):
            return
