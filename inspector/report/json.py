"""The report as JSON, a public interface: `schema.json` beside this file says what stands where."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from inspector.locale import Translate, phrase, translator
from inspector.report import Account, Coverage, Entry, Group, Outlook, Report, Word
from inspector.score import Line, Score

#: Characters that a terminal or an editor would act upon; in JSON they may stand escaped.
_ACTIVE = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def render(
    report: Report,
    lang: str,
    *,
    targets: Mapping[str, Sequence[str]] | None = None,
    notes: Sequence[str] = (),
    **_options: Any,
) -> Iterator[str]:
    """The report as JSON text, piece by piece.

    `targets` is what the user asked for, URL → targets as given; `notes` is what else is to be said of
    the evidence, such as a damaged archive.
    """
    between = "{\n  "
    for key, value in document(report, lang, targets or {}, notes).items():
        yield f'{between}"{key}": '
        if isinstance(value, Iterator):
            yield from _array(value)
        else:
            yield _text(value, 1)
        between = ",\n  "
    yield "\n}\n"


def _array(items: Iterator[Any]) -> Iterator[str]:
    """An array that is not held in memory: large sites have a hundred thousand findings."""
    between = "[\n    "
    for item in items:
        yield between + _text(item, 2)
        between = ",\n    "
    yield "[]" if between.startswith("[") else "\n  ]"


def _text(value: Any, depth: int) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n" + "  " * depth)
    return _ACTIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `render` writes."""
    text = (files(__package__) / "schema.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def document(
    report: Report, lang: str, targets: Mapping[str, Sequence[str]], notes: Sequence[str] = ()
) -> dict[str, Any]:
    """The report as plain objects, keys in a fixed order; pages and findings are read as they are wanted."""
    translate = translator(lang)
    return {
        "pages": (
            {"target": target, **facts}
            for facts in report.pages.first(targets)
            for target in targets.get(facts["url"], [facts["url"]])
        ),
        "findings": (
            _finding(report, group, entry, targets, translate)
            for group in report.groups
            for entry in group.entries
        ),
        "score": _score(report, report.score, translate),
        "steps": [
            {
                "kind": step.kind,
                "clause": step.line.clause.id,
                "gain": step.gain,
                "count": step.count,
                "needed": step.needed,
                "mends": step.mends,
                "per_mend": step.per_mend,
                "rules": list(step.rules),
            }
            for step in report.steps
        ],
        "if_fixed": report.supposed
        and {"mended": list(report.supposed.mended), **(_range(report.supposed.score) or {})},
        "forecast": [_outlook(outlook, translate) for outlook in report.forecast],
        "judgements": [_word(word, translate) for word in report.judgements],
        "columns": [
            {
                "name": column.name,
                "url": column.url,
                "class": column.class_,
                "level": column.level,
                "state": column.state,
                "newest": column.newest.isoformat() if column.newest else None,
                "items": column.items,
                "period": column.period,
                "overdue": column.overdue,
                "due": column.due.isoformat() if column.due else None,
                "confidence": column.confidence,
                "owner": column.owner or None,
                "judged": column.judged,
            }
            for column in report.columns
        ],
        "owners": [
            {
                "owner": owner.name or None,
                "columns": owner.columns,
                "overdue": list(owner.overdue),
                "failed": dict(owner.failed),
                "open": dict(owner.open),
            }
            for owner in report.owners
        ],
        "coverage": {**_coverage(report.coverage, translate), "notes": list(notes)},
        "inspector": {
            "version": report.version,
            "start": report.start,
            "today": report.today.isoformat(),
            "lang": lang,
        },
    }


def _finding(
    report: Report, group: Group, entry: Entry, targets: Mapping[str, Sequence[str]], translate: Translate
) -> dict[str, Any]:
    evidence = report.pages.evidence(entry)
    why, fix = group.advice(entry)
    return {
        "rule": entry.rule,
        "clauses": list(entry.clauses),
        "outcome": entry.outcome.value,
        "target": targets.get(entry.url, [entry.url])[0],
        "url": entry.url,
        "at": entry.at,
        "seen": entry.seen,
        "message": phrase(entry.message, entry.data, translate),
        "why": translate(why),
        "fix": translate(fix),
        "key": entry.key,
        "fingerprint": entry.fingerprint,
        "evidence": asdict(evidence) if evidence else None,
        "by_rule": entry.by_rule.value,
        "waived": entry.waiver is not None,
        "owner": entry.owner or None,
        "data": dict(entry.data),
    }


def _word(word: Word, translate: Translate) -> dict[str, Any]:
    said = word.judgement
    return {
        "about": said.about,
        "item": said.item,
        "rule": said.rule,
        "url": word.url,
        "message": phrase(word.message, word.data, translate) if word.message else None,
        "by_rule": word.by_rule.value if word.by_rule else None,
        "outcome": said.outcome,
        "points": said.points,
        "who": said.who,
        "said": said.said.isoformat(),
        "reason": said.reason,
        "approver": said.approver,
        "until": said.until.isoformat() if said.until else None,
        "profile": said.profile,
        "profile_version": said.version,
        "inspected": said.inspected.isoformat(),
        "state": word.state,
    }


def _score(report: Report, score: Score, translate: Translate) -> dict[str, Any]:
    return {
        "profile": report.profile.id,
        "profile_version": report.profile.version,
        "rules_version": report.rules_version,
        "seed": report.seed,
        "verdict": score.verdict.value,
        "low": score.low,
        "high": score.high,
        "deduct": {"low": score.deduct_low, "high": score.deduct_high},
        "bonus": {"low": score.bonus_low, "high": score.bonus_high},
        "gross": _range(report.gross),
        "false_alarms": report.false_alarms,
        "stretch": score.stretch,
        "sections": [asdict(part) for part in score.parts],
        "provisional": score.provisional,
        "refused_because": [translate(reason) for reason in score.refused_because],
        "lines": [_line(line) for line in score.lines],
        "accounts": [_account(account) for account in report.accounts],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "clause": line.clause.id,
        "part": line.clause.part,
        "outcome": line.outcome.value,
        "points": line.clause.points,
        "taken": line.taken,
        "at_risk": line.at_risk,
        "sum": line.sum,
        "failed": line.failed,
        "open": line.open,
        "by_rules": line.by_rules.value if line.by_rules else None,
    }


def _account(account: Account) -> dict[str, Any]:
    score = account.score
    scored = any(line.clause.part == "deduct" for line in score.lines)
    return {
        "name": account.name,
        "url": account.url or None,
        "updated": account.updated or None,
        "verdict": score.verdict.value,
        "low": score.low if scored else None,
        "high": score.high if scored else None,
        "lines": [_line(line) for line in score.lines],
    }


def _outlook(outlook: Outlook, translate: Translate) -> dict[str, Any]:
    return {
        "days": outlook.days,
        **(_range(outlook.score) or {}),
        "clauses": list(outlook.clauses),
        "findings": [
            {
                "rule": finding.rule,
                "clauses": list(finding.clauses),
                "url": finding.url,
                "message": phrase(finding.message, finding.data, translate),
                "fingerprint": finding.fingerprint,
                "owner": finding.owner or None,
            }
            for finding in outlook.findings
        ],
    }


def _range(score: Score | None) -> dict[str, Any] | None:
    if score is None:
        return None
    return {"low": score.low, "high": score.high, "verdict": score.verdict.value}


def _coverage(coverage: Coverage, translate: Translate) -> dict[str, Any]:
    return {
        "seen": coverage.seen,
        "asked": coverage.asked,
        "answered": coverage.answered,
        "statuses": {str(status): count for status, count in coverage.statuses.items()},
        "failed": [
            {
                "code": failed.code,
                "count": failed.count,
                "whose": failed.whose,
                "meaning": translate(failed.meaning),
                "mend": translate(failed.mend),
                "urls": list(failed.urls),
            }
            for failed in coverage.failed
        ],
        "rendered": coverage.rendered,
        "needs_rendering": [
            {"reason": one.reason, "why": one.why, "count": len(one.urls), "urls": list(one.urls[:10])}
            for one in coverage.unrendered
        ],
        "left_out": [
            {"reason": left.reason, "count": left.count, "example": left.example}
            for left in coverage.left_out
        ],
        "not_visited": coverage.not_visited,
        "labels": [
            {"label": one.label, "field": one.field, "pages": one.pages, "urls": list(one.urls)}
            for one in coverage.labels
        ],
        "searched": [asdict(one) for one in coverage.searched],
        "dates_compared": coverage.dates_compared,
        "columns_unseen": list(coverage.columns_unseen),
        "columns_missing": list(coverage.columns_missing),
        "stopped": coverage.stopped,
        "detail": phrase(coverage.detail, coverage.detail_data, translate),
        "seconds": coverage.seconds,
    }
