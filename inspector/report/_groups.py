"""The findings by rule: counted when the report is built, read from the database when they are shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from inspector import store
from inspector.messages import _
from inspector.people.judgement import FALSE_ALARM, Words
from inspector.report._entries import Batch, Entries, Entry, Group
from inspector.report._owners import Owners
from inspector.rule import Outcome, Rule
from inspector.score import Line, Score
from inspector.tally import Counted, Likeness, Tally

#: What is said of pages that could not be read; no rule of the folder, but reported like one.
READING = (
    _("Every page can be read by this program."),
    _("What cannot be read cannot be judged; the page is left open and never counted as passed."),
    _("Look at the page by hand, and report the message as a defect of this program."),
)


def batches(tally: Tally, result: Score, words: Words) -> dict[str, list[Batch]]:
    """Rule → its findings, settled, each with the clauses it counts for."""
    return {
        rule: [_batch(rule, *found, result, words) for found in tally.of(rule).items()]
        for rule in tally.rules
    }


def _batch(rule: str, likeness: Likeness, counted: Counted, result: Score, words: Words) -> Batch:
    outcome = words.settled(counted.fingerprint, counted.outcome)
    waiver = words.waiver("finding", counted.fingerprint)
    exempt = outcome is not Outcome.FAILED or waiver is not None
    clauses = tuple(
        line.clause.id
        for line in result.lines
        if line.outcome is not Outcome.INAPPLICABLE
        and any(
            check.rule == rule
            and check.counts(counted.data)
            and (exempt or check.candidate or counted.id in line.findings)
            for check in line.clause.checks
        )
    )
    judgement = words.outcome("finding", counted.fingerprint)
    return Batch(likeness, counted, outcome, judgement, waiver, clauses)


class Reader:
    """Reads the findings of a rule, in the order of their places."""

    def __init__(self, connection: sqlite3.Connection, tally: Tally, departments: Owners) -> None:
        self._connection = connection
        self._tally = tally
        self._departments = departments

    def entries(self, rule: str, wanted: Iterable[Batch]) -> Iterator[Entry]:
        """The findings of some batches of a rule."""
        found = {batch.likeness: batch for batch in wanted}
        likeness, parameters = self._tally.likeness(rule)
        rows = self._connection.execute(
            f"""
            SELECT findings.id, rule, page, findings.url, at, findings.seen, message, data, key, fingerprint,
                   {likeness}, title, urls.url AS evidence_url
            FROM findings LEFT JOIN pages ON pages.id = page LEFT JOIN urls ON urls.id = page
            WHERE rule = ? ORDER BY findings.url, at, findings.id
            """,
            (*parameters, rule),
        )
        for row in rows:
            batch = found.get((row["outcome"], row["told"], row["spoken"]))
            if batch:
                yield self._entry(row, batch)

    def _entry(self, row: sqlite3.Row, batch: Batch) -> Entry:
        data = store.from_json(row["data"])
        return Entry(
            id=row["id"],
            counted=batch.counted.id,
            rule=row["rule"],
            outcome=batch.outcome,
            by_rule=batch.counted.outcome,
            judgement=batch.judgement,
            waiver=batch.waiver,
            url=row["url"],
            title=row["title"] if row["evidence_url"] == row["url"] else None,
            at=row["at"],
            seen=row["seen"],
            message=row["message"],
            data=data,
            key=row["key"],
            fingerprint=row["fingerprint"],
            page=row["page"],
            clauses=batch.clauses,
            owner=self._departments.of_finding(row["url"], data.get("sources")),
        )


def groups(
    of_rules: Mapping[str, Iterable[Batch]], result: Score, rules: Mapping[str, Rule], reader: Reader
) -> tuple[Group, ...]:
    """The findings by rule, worst first: broken vetoes, then points, then count; without false alarms."""
    made = []
    for name, of_rule in of_rules.items():
        alarms = [batch for batch in of_rule if batch.outcome not in FALSE_ALARM]
        if not alarms:
            continue
        rule = rules.get(name)
        title, why, fix = (rule.title, rule.why, rule.fix) if rule else READING
        waived = [batch for batch in alarms if batch.waiver]
        failed = [batch for batch in alarms if batch.outcome is Outcome.FAILED and not batch.waiver]
        unsure = [batch for batch in alarms if batch.outcome is Outcome.CANT_TELL and not batch.waiver]
        entries = partial(Entries, partial(reader.entries, name))
        broken = entries(failed)
        breached = broken.clauses
        made.append(
            Group(
                rule=name,
                title=title if rule or name == "reading" else name,
                why=why,
                fix=fix,
                clauses=tuple(dict.fromkeys(clause for batch in alarms for clause in batch.clauses)),
                vetoes=tuple(line.clause.id for line in result.vetoes if line.clause.id in breached),
                points=round(sum(_share(line, name, failed) * line.worth for line in result.lines), 2),
                failed=broken,
                open=entries(unsure),
                waived=entries(waived),
            )
        )
    return tuple(sorted(made, key=lambda g: (not g.vetoes, -g.points, -len(g.failed), -len(g.open), g.rule)))


def _share(line: Line, rule: str, failed: Sequence[Batch]) -> float:
    """What one rule's findings alone take from a deduct clause."""
    if line.clause.part != "deduct" or not line.taken:
        return 0.0
    lost = 0.0
    for check in line.clause.checks:
        if check.rule == rule and not check.candidate:
            count = sum(
                batch.counted.count
                for batch in failed
                if line.clause.id in batch.clauses and check.counts(batch.counted.data)
            )
            if count >= check.at_least:
                lost += check.each * count if check.each else (line.clause.points or 0.0) * check.share
    return min(lost, line.taken)
