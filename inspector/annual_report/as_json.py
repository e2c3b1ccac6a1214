"""The JSON of judged reports: the public interface of `inspector annual-report --format json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from inspector.annual_report.checks import CHECKS, norm_of
from inspector.annual_report.folder import City
from inspector.annual_report.identities import Identity, carried_over
from inspector.annual_report.report import AnnualReport
from inspector.locale import phrase, translator
from inspector.rule import Finding, Outcome


def as_json(
    judged: Sequence[tuple[AnnualReport, Sequence[Finding]]],
    lang: str,
    previous: AnnualReport | None = None,
) -> dict[str, Any]:
    """Keys and types as in `inspector/report/annual_report_schema.json`."""
    return {"reports": [_report(report, found, lang, previous) for report, found in judged]}


def city_as_json(city: City, lang: str) -> dict[str, Any]:
    """The reports of a folder in the order of their rank, and what the folder as a whole says."""
    return {
        **as_json(city.ranking, lang),
        "folder": {
            "own": city.own.target if city.own else None,
            "ranking": [
                {"target": report.target, "organisation": report.organisation, **overview_of(report, found)}
                for report, found in city.ranking
            ],
            "sums": [_identity(identity, holds=identity.left >= identity.right) for identity in city.sums],
            "unread": [reason.said(lang) for reason in city.unread],
        },
    }


def overview_of(report: AnnualReport, found: Sequence[Finding]) -> dict[str, Any]:
    """How many errors of each kind a report has; `repeated` where its text is another's or last year's."""
    errors = Counter(f.data["check"] for f in found if f.outcome is Outcome.FAILED)
    told = {name: errors.pop(name, 0) for name in ("identity", "sum", "percentage")}
    missing = errors.pop("missing-part", 0)
    total = sum(told.values()) + missing + sum(errors.values())
    return {
        "errors": total,
        "hints": len(found) - total,
        "missing": missing,
        **told,
        "other": sum(errors.values()),
        "repeated": any(finding.data["check"] == "sameness" for finding in found),
    }


def _report(
    report: AnnualReport, found: Sequence[Finding], lang: str, previous: AnnualReport | None
) -> dict[str, Any]:
    translate = translator(lang)
    identities = [*report.identities, *(carried_over(report.tables, previous.tables) if previous else ())]
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
        "identities": [_identity(one, holds=one.holds) for one in identities],
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


def _identity(one: Identity, *, holds: bool) -> dict[str, Any]:
    return {
        "id": one.id,
        "column": one.column,
        "left": _number(one.left),
        "right": _number(one.right),
        "holds": holds,
    }


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value
