"""The findings of a report: one, the like of it together, and those of a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from inspector.messages import _
from inspector.people.judgement import Judgement
from inspector.rule import Outcome
from inspector.tally import Counted, Likeness

#: Why it matters that a rule crashed, and what to do: the rule's own words are about pages.
CRASHED = (
    _("what a rule that crashed was to look at is left open: neither failed nor passed."),
    _(
        "nothing on the site: report the message as a defect of this program, or mend the rule where it is "
        "your own. Then `inspector replay FOLDER` judges again."
    ),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding as reported. `title` is the page's, where the finding is about a page that was seen.

    `outcome` is the settled one; `judgement` and `waiver` are what people said of it, if that is in force.
    `owner` is the department whose column it is in, by the office's ledger; "" where that names none.
    `counted` is the id of the `Counted` it is one of.
    """

    id: int
    counted: int
    rule: str
    outcome: Outcome
    by_rule: Outcome
    judgement: Judgement | None
    waiver: Judgement | None
    url: str
    title: str | None
    at: str
    seen: str
    message: str
    data: Mapping[str, Any]
    key: str
    fingerprint: str
    page: int | None
    clauses: tuple[str, ...]
    owner: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Findings of one rule that only page and place tell apart: what they amount to, see `Entry`."""

    likeness: Likeness
    counted: Counted
    outcome: Outcome
    judgement: Judgement | None
    waiver: Judgement | None
    clauses: tuple[str, ...]


class Entries(Iterable[Entry]):
    """Findings of one rule in the order of their places; counted, and read from the database at each run."""

    def __init__(self, read: Callable[[Iterable[Batch]], Iterator[Entry]], *parts: Sequence[Batch]) -> None:
        self._read = read
        self._parts = parts

    def __add__(self, other: Entries) -> Entries:
        return Entries(self._read, *self._parts, *other._parts)

    def __iter__(self) -> Iterator[Entry]:
        return chain.from_iterable(self._read(part) for part in self._parts if part)

    def __len__(self) -> int:
        return sum(batch.counted.count for part in self._parts for batch in part)

    @property
    def clauses(self) -> frozenset[str]:
        """The clauses that any of them counts for."""
        return frozenset(clause for part in self._parts for batch in part for clause in batch.clauses)

    def firsts(self) -> Iterator[tuple[Entry, int]]:
        """The first of each batch, and how many are in it."""
        for part in self._parts:
            left = {batch.counted.id: batch.counted.count for batch in part}
            for entry in self._read(part) if part else ():
                if entry.counted in left:
                    yield entry, left.pop(entry.counted)
                if not left:
                    break


@dataclass(frozen=True, slots=True)
class Group:
    """All findings of one rule. `points` are those its findings take; `vetoes` the clauses it breaks.

    What is waived stands apart, and false alarms are not among them.
    """

    rule: str
    title: str
    why: str
    fix: str
    clauses: tuple[str, ...]
    vetoes: tuple[str, ...]
    points: float
    failed: Entries
    open: Entries
    waived: Entries

    @property
    def entries(self) -> Entries:
        """All findings, the failed ones first."""
        return self.failed + self.open + self.waived

    def advice(self, entry: Entry) -> tuple[str, str]:
        """Why one of its findings matters, and how to mend it: message ids."""
        return CRASHED if "crash" in entry.data else (self.why, self.fix)
