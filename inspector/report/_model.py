"""What a report holds, free of any form: its findings (see `_entries`), columns, coverage and steps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from json import loads
from typing import Any

from inspector.page import Record
from inspector.people.judgement import Judgement
from inspector.profile import Clause, Profile, Text
from inspector.report._entries import Entry, Group
from inspector.rule import Outcome
from inspector.score import Line, Score
from inspector.urls import url_id


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column with its last update; `period` is the longest time without one, in days, if any holds.

    `owner` is the department that the office's ledger names; what is not `judged` it left out. `verdict` is
    that of the rule on updates, None where it found nothing.
    """

    name: str
    url: str
    class_: str | None
    level: int | None
    state: str
    newest: date | None
    items: int
    age: int | None
    period: int | None
    confidence: float
    owner: str
    judged: bool
    verdict: Outcome | None = None

    @property
    def late(self) -> bool:
        """Whether its last update is longer ago than its class may be without one.

        Of a column that only leads to others, these are judged, unless the rule says otherwise.
        """
        if self.state == "gateway" and self.verdict is None:
            return False
        return self.judged and self.age is not None and self.period is not None and self.age > self.period

    @property
    def overdue(self) -> bool:
        """Whether its last update is longer ago than allowed, for certain."""
        return self.late and self.verdict in (None, Outcome.FAILED)

    @property
    def due(self) -> date | None:
        """The last day by which the next item keeps it up to date."""
        return self.newest + timedelta(days=self.period) if self.newest and self.period else None


@dataclass(frozen=True, slots=True)
class Failed:
    """Addresses without a usable answer, by reason: whose problem it is, and what to do."""

    code: str
    count: int
    whose: str
    meaning: str
    mend: str
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unrendered:
    """Pages whose content shows only in a browser: what they were told by, and why a browser did not help.

    `why` is None where no browser was asked.
    """

    reason: str
    why: str | None
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Addresses not followed because endlessly many stand behind them; `example` has "#" for numbers."""

    reason: str
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class LearnedLabel:
    """A label that the vocabulary does not know, and the field of the header it stands for on this site.

    `urls` are examples of the `pages` where it does.
    """

    label: str
    field: str
    pages: int
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """A published title that the site's own search was asked for; state: found, missing or unclear."""

    title: str
    page: str
    url: str
    state: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was seen and what not. `stopped` is why the crawl ended, None for hand-picked pages.

    `detail` is a message id that says more on that, or "", and `detail_data` fills it.
    `dates_compared` are addresses whose date was compared with an earlier inspection; None without one.
    """

    seen: int
    asked: int
    answered: int
    statuses: Mapping[int, int]
    failed: tuple[Failed, ...]
    rendered: int
    unrendered: tuple[Unrendered, ...]
    left_out: tuple[LeftOut, ...]
    not_visited: int
    labels: tuple[LearnedLabel, ...]
    searched: tuple[Searched, ...]
    dates_compared: int | None
    columns_unseen: tuple[str, ...]
    columns_missing: tuple[str, ...]
    stopped: str | None
    detail: str
    detail_data: Mapping[str, str]
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next: lift a veto, win points back, or settle what is open.

    `needed` of `count` mends bring the first gain, `mends` of them all of it; `gain` are the points then.
    """

    kind: str
    line: Line
    gain: float
    count: int
    needed: int
    mends: int
    rules: tuple[str, ...]

    @property
    def per_mend(self) -> float:
        """Points that each mend brings, taken together."""
        return round(self.gain / self.mends, 4) if self.mends else 0.0


@dataclass(frozen=True, slots=True)
class Word:
    """What a person said, and what it is about: `by_rule` is what the rules alone say of it now.

    `state` is in_force, expired, or unused where this inspection has no such clause or finding.
    """

    judgement: Judgement
    state: str
    by_rule: Outcome | None
    url: str | None
    message: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Supposed:
    """The score if some rules, clauses or findings were mended."""

    mended: tuple[str, ...]
    score: Score


@dataclass(frozen=True, slots=True)
class Owner:
    """The work of one department ("": of none): its columns, and findings by rule, to mend and to look at."""

    name: str
    columns: int
    overdue: tuple[str, ...]
    failed: Mapping[str, int]
    open: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What happens within so many days if nothing is done: the score then, and what breaks until then.

    `clauses` are those newly broken, or that cost more; `findings` are new since the horizon before.
    """

    days: int
    score: Score
    clauses: tuple[str, ...]
    findings: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding that a rule will make on a later day if nothing is done."""

    rule: str
    url: str
    message: str
    data: Mapping[str, Any]
    fingerprint: str
    clauses: tuple[str, ...]
    owner: str


@dataclass(frozen=True, slots=True)
class Account:
    """A new media account, by platform and name, and its own sheet; `updated` as the office's list says."""

    name: str
    url: str
    updated: str
    score: Score


@dataclass(frozen=True)
class Report:
    """All that a renderer needs. `pages` reads the facts of the pages from the database at each run.

    `score` is net of waivers; `gross` is the score without them, where one is in force. `false_alarms` are
    findings of which people said so; they are in no group. `seed` is what random samples were
    drawn by, if any were.
    """

    start: str
    crawled: bool
    today: date
    profile: Profile
    version: str
    rules_version: str
    seed: int | None
    score: Score
    gross: Score | None
    supposed: Supposed | None
    accounts: tuple[Account, ...]
    judgements: tuple[Word, ...]
    false_alarms: int
    groups: tuple[Group, ...]
    columns: tuple[ColumnRow, ...]
    coverage: Coverage
    owners: tuple[Owner, ...]
    forecast: tuple[Outlook, ...]
    steps: tuple[Step, ...]
    rules: int
    pages: StoredPages


class StoredPages(Iterable[Mapping[str, Any]]):
    """The facts of the pages that could be read, in the order of their addresses; the archived records."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return self.first(())

    def first(self, urls: Iterable[str]) -> Iterator[Mapping[str, Any]]:
        """The same, but those of some addresses first."""
        known = {url_id(url): None for url in urls}
        read, there = "SELECT id, facts FROM pages JOIN urls USING (id)", "seen AND facts IS NOT NULL"
        for number in known:
            for row in self._connection.execute(f"{read} WHERE id = ? AND {there}", (number,)):
                yield loads(row[1])
        for row in self._connection.execute(f"{read} WHERE {there} ORDER BY url"):
            if row[0] not in known:
                yield loads(row[1])

    def evidence(self, entry: Entry) -> Record | None:
        """The WARC record that a finding was seen in; None where nothing is archived."""
        row = self._connection.execute(
            'SELECT file, "offset", length, digest FROM pages WHERE id = ?', (entry.page,)
        ).fetchone()
        return Record(*row) if row and row[0] else None

    def __len__(self) -> int:
        count = self._connection.execute("SELECT count(*) FROM pages WHERE seen AND facts IS NOT NULL")
        return int(count.fetchone()[0])


def clause_name(clause: Clause, profile: Profile, lang: str) -> str:
    """Number and title; where several clauses share the title, the clause's own words, if they are few."""
    title, words = clause_text(clause.title, lang), clause_text(clause.text, lang)
    shared = sum(other.title == clause.title for other in profile.clause) > 1
    return f"{clause.id} {words if shared and len(words) <= (30 if lang == 'zh' else 90) else title}"


def clause_text(text: Text, lang: str) -> str:
    """A bilingual text of a profile in one language."""
    return text.zh if lang == "zh" else text.en
