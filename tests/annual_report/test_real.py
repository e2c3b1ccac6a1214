"""The real reports against labels made by reading."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from inspector.annual_report.findings import findings
from inspector.annual_report.reading import Document, read_page, read_text
from inspector.annual_report.report import AnnualReport
from inspector.page import Page

LABELS = Path(__file__).parent.parent / "truth" / "annual_reports" / "reports.toml"
REPORTS: list[dict[str, Any]] = tomllib.loads(LABELS.read_text("utf-8"))["report"]
PAGES = [label for label in REPORTS if "file" in label]
FOLDER = "zhecheng/xxgk/xxgknb/bmnb/2018-07-12"


def text_report(real: Path, label: dict[str, Any]) -> AnnualReport:
    lines = (real / "text" / "annual_reports.jsonl").read_text("utf-8").splitlines()
    row = json.loads(lines[label["line"] - 1])
    return AnnualReport(row["url"], read_text(row["text"]), complete=not row["excerpt"])


def page_document(real: Path, label: dict[str, Any]) -> Document:
    body = (real / FOLDER / label["file"]).read_bytes()
    return read_page(Page(f"http://www.example.gov.cn/{label['file']}", body=body))


def agrees(report: AnnualReport, label: dict[str, Any]) -> None:
    assert report.year == label.get("year")
    assert report.generation == label["generation"]
    if "organisation" in label:
        assert report.organisation == label["organisation"]
    if "missing" in label:
        assert [part.id for part in report.missing] == label["missing"]
    found = {(int(one.total), *map(int, one.parts)): one for one in report.sums}
    wrong = [key for key, one in found.items() if one.wrong]
    assert wrong == [tuple(row) for row in label.get("wrong", [])]
    for row in label.get("right", []):
        assert found[tuple(row)].holds
    for row in label.get("partial", []):
        assert tuple(row) not in found or not found[tuple(row)].explicit
    assert not [one for one in report.percentages if one.wrong]
    checks = [finding.data["check"] for finding in findings(report) if finding.outcome == "failed"]
    assert ("period" in checks) == ("period" in label)
    assert ("announced-part" in checks) == ("announced" in label)


@pytest.mark.parametrize("label", REPORTS, ids=lambda label: f"line-{label['line']}")
def test_texts(real: Path, label: dict[str, Any]) -> None:
    agrees(text_report(real, label), label)


@pytest.mark.parametrize("label", PAGES, ids=lambda label: label["file"])
def test_pages(real: Path, label: dict[str, Any]) -> None:
    agrees(AnnualReport(label["file"], page_document(real, label)), label)


def test_no_sentence_of_other_papers_is_accused(real: Path) -> None:
    """Reports of a government's work are full of numbers, and none of their sentences is a wrong sum."""
    files = sorted((real / "zhecheng/xxgk/zfgznb").glob("*/*.html"))
    counted = 0
    for file in files:
        report = AnnualReport(
            file.name, read_page(Page("http://www.example.gov.cn/", body=file.read_bytes()))
        )
        counted += len(report.claims)
        assert not [one for one in report.sums if one.wrong]
        assert not [one for one in report.percentages if one.wrong]
    assert counted > 200
