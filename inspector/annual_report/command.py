"""What `inspector annual-report` does: reports in, findings with their arithmetic out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from inspector.annual_report.as_json import as_json
from inspector.annual_report.child import Reader
from inspector.annual_report.findings import findings
from inspector.annual_report.report import AnnualReport
from inspector.annual_report.targets import read_file, read_targets
from inspector.errors import UsageError
from inspector.rule import Finding, Outcome

Judged = tuple[AnnualReport, list[Finding]]


def judge_reports(
    arguments: Sequence[str], *, year: int | None, previous: Path | None, complete: bool
) -> list[Judged]:
    """Read and judge reports. Raises UsageError where one cannot be read."""
    with Reader() as reader:
        before = AnnualReport(str(previous), read_file(previous, reader)) if previous else None
        return [
            (report, findings(report, before))
            for target, document in read_targets(arguments, reader)
            for report in [AnnualReport(target, document, year, complete)]
        ]


def run(
    arguments: Sequence[str],
    *,
    year: int | None = None,
    previous: Path | None = None,
    excerpt: bool = False,
    folder: Path | None = None,
    format_: str = "terminal",
    out: Path | None = None,
    show_all: bool = False,
    lang: str = "en",
) -> tuple[str, int]:
    """The text to print, and the exit code: 1 where an error was found."""
    if bool(arguments) == bool(folder):
        raise UsageError("give reports, or --folder with a folder of them")
    if previous and (folder or len(arguments) > 1):
        raise UsageError("--previous goes with one report; check the others in a second call")
    if format_ == "xlsx" and not out:
        raise UsageError("--format xlsx writes a file: name it with --out")
    judged = judge_reports(arguments, year=year, previous=previous, complete=not excerpt)
    wrong = any(finding.outcome is Outcome.FAILED for _, found in judged for finding in found)
    if format_ == "json":
        text = json.dumps(as_json(judged, lang), ensure_ascii=False, indent=2)
    else:
        from inspector.annual_report.on_paper import on_paper

        text = on_paper(judged, lang, show_all=show_all)
    return _delivered(text, out), int(wrong)


def _delivered(text: str, out: Path | None) -> str:
    """The text where nothing names a file; else it goes there."""
    if not out:
        return text
    out.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")
    return ""
