# ruff: noqa: E501  (markup is read best on one line)
"""Two inspections of one site, some time apart: dates that changed over the same text."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from inspector.errors import UsageError
from inspector.evidence.archive import Archive
from inspector.inspection import EVIDENCE
from inspector.replaying import replay_evidence
from inspector.running import report_folder
from inspector.verifying import verify_folder

HOME = "http://www.example.gov.cn/"
HTML = (("content-type", "text/html; charset=utf-8"),)
TEXT = (
    "近日，县安委会对各乡镇安全生产情况进行了督查，共检查企业{n}家，发现问题{n}处，已责令限期整改并跟踪落实。"
)


def notice(n: int, day: str, *, text: str = TEXT, title: str = "") -> str:
    title = title or f"云溪县第{n}期安全生产督查情况的通报"
    body = "".join(f"<p>{text.format(n=n)}{part}</p>" for part in "甲乙丙")
    return f"<h1>{title}</h1><p>发布时间：{day} 来源：县政府办</p>{body}"


def inspected(folder: Path, day: date, notices: dict[int, str], **options: Any) -> Any:
    """An inspection in a folder, of an archive with these notices."""
    folder.mkdir()
    links = "".join(f'<li><a href="/xxgk/post_{n}.html">通报{n}</a></li>' for n in notices)
    bodies = {"": f"<ul>{links}</ul>"} | {f"xxgk/post_{n}.html": body for n, body in notices.items()}
    with Archive(folder / EVIDENCE) as archive:
        for path, body in bodies.items():
            page = f"<!doctype html><html><head><meta charset=utf-8><title>云溪县</title></head><body>{body}"
            moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
            archive.response(HOME + path, 200, HTML, page.encode(), moment)
    answer = replay_evidence(
        folder / EVIDENCE, folder / "judged", profile_id="cn-2019", format_="json", lang="en", **options
    )
    return json.loads(answer.text)


def changed(answer: Any) -> dict[str, tuple[str, str]]:
    found = [one for one in answer["findings"] if one["rule"] == "changed-date"]
    assert {one["outcome"] for one in found} <= {"failed"}
    return {one["url"].removeprefix(HOME): (one["data"]["before"], one["data"]["published"]) for one in found}


FIRST = {
    1: notice(1, "2025-09-01"),
    2: notice(2, "2025-10-01"),
    3: notice(3, "2025-11-01"),
    4: notice(4, "2025-11-11"),
    5: notice(5, "2025-11-15"),
    6: "<h1>云溪县图片新闻第6期</h1><p>发布时间：2025-11-16 来源：县政府办</p><img src=/a.jpg>",
}
SECOND = {
    1: FIRST[1],
    2: notice(2, "2026-01-10"),  # an old item under a new date
    3: notice(3, "2025-08-01"),  # dated back
    4: notice(
        4,
        "2026-01-10",
        text="经重新核查，第{n}期通报中的情况已作全面更正，现将核查后的结果重新予以公布，请各单位对照落实。",
    ),
    5: notice(5, "2026-01-10", title="云溪县安全生产督查情况的通报（修订）"),
    6: FIRST[6].replace("2025-11-16", "2026-01-10"),  # no text to compare
    7: notice(7, "2026-01-09"),
}


def test_changed_dates_are_candidates_until_a_person_decides(tmp_path: Path) -> None:
    inspected(tmp_path / "first", date(2025, 12, 1), FIRST)
    previous = tmp_path / "first" / "judged"
    answer = inspected(tmp_path / "second", date(2026, 1, 15), SECOND, previous=previous)
    assert changed(answer) == {
        "xxgk/post_2.html": ("2025-10-01", "2026-01-10"),
        "xxgk/post_3.html": ("2025-11-01", "2025-08-01"),
    }
    assert answer["coverage"]["dates_compared"] == 6
    (clause,) = [one for one in answer["score"]["lines"] if one["clause"] == "CN2019.V1.5"]
    assert (clause["outcome"], clause["open"]) == ("cantTell", 2), clause
    assert answer["score"]["verdict"] != "unqualified"
    # What was compared is kept, and judged again without the earlier folder.
    previous.rename(tmp_path / "gone")
    text, same = verify_folder(tmp_path / "second" / "judged", "en")
    assert same, text


def test_a_report_compares_two_folders(tmp_path: Path) -> None:
    inspected(tmp_path / "first", date(2025, 12, 1), FIRST)
    assert changed(inspected(tmp_path / "second", date(2026, 1, 15), SECOND)) == {}
    folders = [tmp_path / name / "judged" for name in ("second", "first")]
    said = report_folder(folders[0], previous=folders[1], format_="json", lang="en", show_all=True)
    assert len(changed(json.loads(said.text))) == 2
    again = report_folder(folders[0], format_="json", lang="en", show_all=True)
    assert len(changed(json.loads(again.text))) == 2
    with pytest.raises(UsageError, match="is this inspection itself"):
        report_folder(folders[0], previous=folders[0], format_="json", lang="en", show_all=True)


def test_evidence_that_is_gone_proves_nothing(tmp_path: Path) -> None:
    inspected(tmp_path / "first", date(2025, 12, 1), FIRST)
    (tmp_path / "first" / EVIDENCE).write_bytes(b"")
    previous = tmp_path / "first" / "judged"
    assert changed(inspected(tmp_path / "second", date(2026, 1, 15), SECOND, previous=previous)) == {}
