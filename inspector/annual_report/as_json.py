"""The JSON of judged reports: the public interface of `inspector annual-report --format json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inspector.annual_report.checks import CHECKS, norm_of
from inspector.annual_report.report import AnnualReport
from inspector.locale import phrase, translator
from inspector.rule import Finding


def as_json(judged: Sequence[tuple[AnnualReport, Sequence[Finding]]], lang: str) -> dict[str, Any]:
    """Keys and types as in `inspector/report/annual_report_schema.json`."""
    return {"reports": [_report(report, found, lang) for report, found in judged]}


def _report(report: AnnualReport, found: Sequence[Finding], lang: str) -> dict[str, Any]:
    translate = translator(lang)
    return {
        "target": report.target,
        "organisation": report.organisation,
        "year": report.year,
        "generation": report.generation,
        "complete": report.complete,
        "sections": report.headings,
        "missing_sections": [part.name for part in report.missing],
        "sums": [
            {
                "text": one.text,
                "total": _number(one.total),
                "parts": [_number(part) for part in one.parts],
                "holds": one.holds,
                "explicit": one.explicit,
            }
            for one in report.sums
        ],
        "percentages": [
            {"text": one.text, "stated": one.stated, "computed": one.computed, "holds": one.holds}
            for one in report.percentages
            if one.holds or one.explicit
        ],
        "identities": [
            {
                "id": one.id,
                "column": one.column,
                "left": _number(one.left),
                "right": _number(one.right),
                "holds": one.holds,
            }
            for one in report.identities
        ],
        "findings": [
            {
                "check": one.data["check"],
                "outcome": one.outcome.value,
                "message": phrase(one.message, one.data, translate),
                "at": one.at,
                "seen": one.seen,
                "norm": norm_of(one.data["check"], report.generation),
                "fix": translate(CHECKS[one.data["check"]].mend),
                "key": one.key,
                "data": {name: value for name, value in one.data.items() if name != "check"},
            }
            for one in found
        ],
    }


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value
