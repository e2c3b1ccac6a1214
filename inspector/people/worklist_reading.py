"""A filled-in work list: people's answers, read back or refused with the line that cannot be taken."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from inspector.inspection import Inspection
from inspector.locale import LANGUAGES, translator
from inspector.messages import _
from inspector.people.judgement import (
    SAID,
    WAIVED,
    WITHDRAWN,
    Judgement,
    Words,
    all_judgements,
    stored_judgements,
)
from inspector.people.sheets import Row, SheetError, read_day, read_number, read_sheet, refused, wrong
from inspector.people.worklist import ENTRY, HEADINGS, clause_lines, first_line
from inspector.report import Report
from inspector.rule import Outcome


@dataclass(frozen=True, slots=True)
class Answers:
    """What a filled-in work list holds: judgements to record, and how many lines say what is known."""

    new: tuple[Judgement, ...]
    known: int


def read_worklist(path: Path, inspection: Inspection, report: Report, by: str | None, day: date) -> Answers:
    """The answers in a work list of this inspection; `by` and `day` stand where a line names none.

    Raises SheetError, naming the line, where the list is of something else or an answer cannot be taken.
    """
    head, rows = read_sheet(path, _headings())
    _require_same(path, head[0] if head else "", inspection)
    reader = _Reader(path, inspection.connection, report, by, day)
    answers = [judgement for row in rows if (judgement := reader.judgement(row))]
    known = Words(stored_judgements(inspection.connection, inspection.profile.id), date.min).last
    before = {_words_only(one) for one in known}
    judged = {(one.about, one.item) for one in known}
    new = tuple(
        one
        for one in answers
        if ((one.about, one.item) in judged if one.outcome == WITHDRAWN else _words_only(one) not in before)
    )
    return Answers(new, len(answers) - len(new))


def _words_only(judgement: Judgement) -> Judgement:
    """A judgement without what it was given on: said again, it is no other."""
    return replace(judgement, version="", inspected=date.min)


def _headings() -> dict[str, str]:
    """Heading in any language → key, of the columns that are read."""
    wanted = {key: HEADINGS[key][0] for key in ("item", *ENTRY)}
    return {translator(lang)(text): key for lang in LANGUAGES for key, text in wanted.items()}


def _require_same(path: Path, head: str, inspection: Inspection) -> None:
    """Refuse a list of another kind, site, day or standard."""
    found = head.split(" | ")
    wanted = first_line(inspection.start, inspection.today, inspection.profile).split(" | ")
    if len(found) != len(wanted) or found[0] != wanted[0]:
        raise wrong(path, 1, _("this is no work list; give a file that `inspector judge` wrote"))
    if found[1] != wanted[1]:
        raise wrong(
            path, 1, _("the list is of {other}, this inspection is of {own}"), other=found[1], own=wanted[1]
        )
    if found[2] != wanted[2]:
        raise wrong(
            path,
            1,
            _(
                "the list is of the inspection of {other}, this one is of {own}: "
                "write a new list; false alarms of earlier inspections come with --previous"
            ),
            other=found[2],
            own=wanted[2],
        )
    if found[3:] != wanted[3:]:
        raise wrong(
            path,
            1,
            _("the list is for the standard {other}, this inspection was judged by {own}: write a new list"),
            other=" ".join(found[3:]),
            own=" ".join(wanted[3:]),
        )


class _Reader:
    """Turns lines of a work list into judgements, and refuses what it cannot take."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, report: Report, by: str | None, day: date
    ) -> None:
        self._path = path
        self._report = report
        self._by = by or ""
        self._day = day
        self._lines = {line.clause.id: line for line in report.score.lines}
        self._lines |= {name: line for name, _account, line in clause_lines(report)}
        self._findings = dict(connection.execute("SELECT fingerprint, rule FROM findings").fetchall())
        self._findings |= {one.item: one.rule for one in all_judgements(connection) if one.about == "finding"}
        self._outcomes = {code: code for code in SAID}
        for lang in LANGUAGES:
            self._outcomes |= {translator(lang)(word): code for code, word in SAID.items()}
        self._seen: dict[tuple[str, bool], int] = {}

    def judgement(self, row: Row) -> Judgement | None:
        """What a line says; None where nothing was filled in."""
        if not any(row[key] for key in ENTRY if key not in ("who", "said")):
            return None
        about, item, rule = self._item(row)
        outcome = self._outcomes.get(row["outcome"])
        if outcome is None:
            choices = [translator("zh")(word) + " / " + word for word in SAID.values()]
            if row["outcome"]:
                why = _("'{said}' is no outcome; choose one of: {choices}")
                raise self._refused(row, why, said=row["outcome"], choices=choices)
            raise self._refused(row, _("there is no outcome; choose one of: {choices}"), choices=choices)
        who, said, until = row["who"] or self._by, self._date(row, "said"), self._date(row, "until")
        if not who:
            raise self._refused(row, _("nobody's name; fill it in, or give --by NAME for all lines without"))
        if outcome == WAIVED:
            self._require_waiver(row, item, until)
        before = self._seen.setdefault((item, outcome == WAIVED), row.line)
        if before != row.line:
            raise self._refused(
                row, _("{written} stands in line {before} already"), written=row["item"], before=before
            )
        return Judgement(
            about=about,
            item=item,
            rule=rule,
            profile=self._report.profile.id,
            version=self._report.profile.version,
            inspected=self._report.today,
            outcome=outcome,
            points=self._points(row, item, outcome) if row["lost"] else None,
            who=who,
            said=said or self._day,
            reason=row["reason"],
            approver=row["approver"],
            until=until,
        )

    def _item(self, row: Row) -> tuple[str, str, str | None]:
        rule, mark, fingerprint = row["item"].rpartition("#")
        if mark and self._findings.get(fingerprint) == rule:
            return "finding", fingerprint, rule
        if row["item"] in self._lines:
            return "clause", row["item"], None
        raise self._refused(
            row, _("this inspection has no clause or finding '{written}'"), written=row["item"]
        )

    def _date(self, row: Row, key: str) -> date | None:
        if row[key] and read_day(row[key]) is None:
            raise self._refused(row, _("'{written}' is no day; write it as 2026-01-31"), written=row[key])
        return read_day(row[key])

    def _require_waiver(self, row: Row, item: str, until: date | None) -> None:
        line = self._lines.get(item)
        if line and line.clause.part == "bonus":
            raise self._refused(row, _("a bonus cannot be waived"))
        for key, why in (
            ("reason", _("a waiver needs a reason")),
            ("approver", _("a waiver needs an approver")),
            ("until", _("a waiver needs a last day")),
        ):
            if not row[key]:
                raise self._refused(row, why)

    def _points(self, row: Row, item: str, outcome: str) -> float:
        line = self._lines.get(item)
        costs = Outcome.PASSED if line and line.clause.part == "bonus" else Outcome.FAILED
        if line is None or line.clause.part == "veto" or outcome != costs:
            raise self._refused(row, _("points belong to a deduction that is not met, or to a bonus that is"))
        points, cap = read_number(row["lost"]), line.clause.points or 0.0
        if points is None or points > cap:
            raise self._refused(
                row,
                _("'{written}' is no number of points from 0 to {most}"),
                written=row["lost"],
                most=float(cap),
            )
        return points

    def _refused(self, row: Row, why: str, **data: Any) -> SheetError:
        return refused(self._path, row.line, why, **data)
