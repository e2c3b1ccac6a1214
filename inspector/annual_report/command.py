"""What `inspector annual-report` does: reports in, findings with their arithmetic out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from inspector.annual_report.as_json import as_json, city_as_json
from inspector.annual_report.child import Reader
from inspector.annual_report.findings import findings
from inspector.annual_report.folder import City, judge_folder
from inspector.annual_report.report import AnnualReport
from inspector.annual_report.targets import read_file, read_targets
from inspector.errors import UsageError
from inspector.messages import _
from inspector.rule import Finding, Outcome

Judged = Sequence[tuple[AnnualReport, Sequence[Finding]]]


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
        raise UsageError(_("give reports, or --folder with a folder of them"))
    if previous and (folder or len(arguments) > 1):
        raise UsageError(_("--previous goes with one report; check the others in a second call"))
    if format_ == "xlsx" and not out:
        raise UsageError(_("--format xlsx writes a file: name it with --out"))
    city, before, judged = None, None, ()  # type: tuple[City | None, AnnualReport | None, Judged]
    if folder:
        city = judge_folder(folder, year=year, complete=not excerpt)
        judged = city.ranking
    else:
        before, judged = _judged(arguments, year=year, previous=previous, complete=not excerpt)
    wrong = any(finding.outcome is Outcome.FAILED for _report, found in judged for finding in found)
    text = _rendered(judged, city, before, format_=format_, out=out, show_all=show_all, lang=lang)
    return text, int(wrong)


def _judged(
    arguments: Sequence[str], *, year: int | None, previous: Path | None, complete: bool
) -> tuple[AnnualReport | None, Judged]:
    """Last year's report, and the reports with their findings. Raises UsageError where one cannot be read."""
    with Reader() as reader:
        before = AnnualReport(str(previous), read_file(previous, reader)) if previous else None
        reports = [
            AnnualReport(target, document, year, complete)
            for target, document in read_targets(arguments, reader)
        ]
    return before, [(report, findings(report, before)) for report in reports]


def _rendered(
    judged: Judged,
    city: City | None,
    before: AnnualReport | None,
    *,
    format_: str,
    out: Path | None,
    show_all: bool,
    lang: str,
) -> str:
    """The text in the form wanted; "" where it went into a file."""
    if format_ == "xlsx":
        from inspector.annual_report.spreadsheet import write_spreadsheet

        assert out
        write_spreadsheet(out, judged, lang)
        return ""
    if format_ == "json":
        told = city_as_json(city, lang) if city else as_json(judged, lang, before)
        text = json.dumps(told, ensure_ascii=False, indent=2)
    else:
        from inspector.annual_report.on_paper import city_on_paper, on_paper

        color = False if out else None
        if city:
            text = city_on_paper(city, lang, show_all=show_all, color=color)
        else:
            text = on_paper(judged, lang, show_all=show_all, color=color)
    if not out:
        return text
    out.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")
    return ""
