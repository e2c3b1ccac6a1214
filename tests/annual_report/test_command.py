"""The command: what it prints, its JSON, its Excel file, a whole folder, and what it refuses."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from inspector.annual_report.as_json import city_as_json
from inspector.annual_report.folder import judge_folder
from inspector.annual_report.tables import APPLICANTS
from inspector.cli import cli
from tests.annual_report.draft import FILES, as_bars, as_docx, as_html, as_pdf, draft, spoil

SCHEMA = json.loads((files("inspector") / "report" / "annual_report_schema.json").read_text("utf-8"))
EXCERPT = (
    "云溪县统计局2021年政府信息公开工作年度报告\n"
    "公开信息73条，其中：数据12条，动态1条，普查1条，会议4条，公告2条，其他33条。\n"
)


def call(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["annual-report", *map(str, arguments)])


def told(*arguments: object) -> dict[str, Any]:
    result = call(*arguments, "--format", "json")
    found: dict[str, Any] = json.loads(result.output)
    jsonschema.validate(found, SCHEMA)
    return found


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Three bodies, one of them with the report of the year before, and the county's own report."""
    folder = tmp_path / "city"
    folder.mkdir()
    bodies = []
    for seed, name in ((31, "云溪县民政局"), (32, "云溪县水务局"), (33, "云溪县统计局")):
        written = draft(seed)
        written.body, written.year = name, 2023
        bodies.append(written)
    bad, _ = spoil(bodies[1], ("total", "自然人"), 10)
    whole = draft(34)
    whole.body, whole.year = "云溪县人民政府", 2023
    for row in whole.applications:
        for column in APPLICANTS:
            whole.applications[row][column] = sum(body.applications[row][column] for body in bodies)
    before = draft(35)
    before.body, before.year = "云溪县民政局", 2022
    (folder / "民政局2023.html").write_bytes(as_html(bodies[0]))
    (folder / "民政局2022.html").write_bytes(as_html(before))
    (folder / "水务局.docx").write_bytes(as_docx(bad))
    (folder / "统计局.pdf").write_bytes(as_pdf(bodies[2]))
    (folder / "县政府.txt").write_bytes(as_bars(whole))
    (folder / "notes.txt").write_text("会议通知", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    return folder


def test_the_arithmetic_is_written_out(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(EXCERPT, encoding="utf-8")
    result = call(path, "--excerpt")
    assert result.exit_code == 1
    assert "73 = 12+1+1+4+2+33 → 53" in result.output
    chinese = call(path, "--excerpt", "--lang", "zh")
    assert "分项之和与总数不符：73 = 12+1+1+4+2+33 → 53" in chinese.output


def test_the_json_keys(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(EXCERPT, encoding="utf-8")
    report = told(path, "--excerpt")["reports"][0]
    assert list(report) == [
        "target", "organisation", "year", "generation", "complete", "sections", "missing_sections", "sums",
        "percentages", "identities", "findings",
    ]  # fmt: skip
    assert (report["organisation"], report["year"], report["generation"]) == ("云溪县统计局", 2021, "C")
    assert report["complete"] is False and report["missing_sections"] == []
    assert report["sums"] == [
        {
            "text": EXCERPT.split("\n")[1],
            "total": 73,
            "parts": [12, 1, 1, 4, 2, 33],
            "holds": False,
            "explicit": True,
        }
    ]
    assert [finding["check"] for finding in report["findings"]] == ["sum"]


@pytest.mark.parametrize("name", FILES)
def test_a_sound_report_has_exit_code_0(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name](draft(8)))
    assert call(path).exit_code == 0
    report = told(path, "--year", draft(8).year)["reports"][0]
    assert all(identity["holds"] for identity in report["identities"]) and not report["findings"]


def test_several_reports_and_last_year(tmp_path: Path) -> None:
    for seed in (1, 2):
        (tmp_path / f"{seed}.html").write_bytes(as_html(draft(seed)))
    both = told(tmp_path / "1.html", tmp_path / "2.html")["reports"]
    assert [Path(report["target"]).name for report in both] == ["1.html", "2.html"]
    one = told(tmp_path / "1.html", "--previous", tmp_path / "2.html")["reports"][0]
    assert {identity["id"] for identity in one["identities"]} >= {"AR.1", "AR.5", "AR.6"}
    assert call(tmp_path / "1.html", "--all", "--lang", "zh").output.count("AR.") == 42


def test_a_folder(city: Path, tmp_path: Path) -> None:
    result = call("--folder", city, "--lang", "en")
    assert result.exit_code == 1
    assert "云溪县水务局" in result.output and "broken.pdf" in result.output
    found = told("--folder", city)
    whole = found["folder"]
    assert whole["own"] == "县政府.txt"
    assert {one["column"]: one["holds"] for one in whole["sums"]}["（七）总计"] is True
    assert whole["ranking"][-1]["organisation"] == "云溪县水务局" and whole["ranking"][-1]["identity"] == 3
    assert len(whole["unread"]) == 2
    only = told("--folder", city, "--year", 2022)
    assert [report["year"] for report in only["reports"]] == [2022]
    judged = judge_folder(city)
    jsonschema.validate(city_as_json(judged, "zh"), SCHEMA)


def test_a_copied_report_is_said(city: Path) -> None:
    text = (city / "民政局2023.html").read_text("utf-8")
    story = "。".join(
        f"我们在{n}类事项上持续推进政务公开标准化规范化建设并定期开展业务培训和监督检查"
        for n in "甲乙丙丁戊己"
    )
    text = text.replace("及时清理并标注文件有效性", story)
    (city / "民政局2023.html").write_text(text, encoding="utf-8")
    (city / "教育局.html").write_text(text.replace("民政局", "教育局"), encoding="utf-8")
    judged = judge_folder(city, year=2023, repeated=0.7)
    copied = {
        report.organisation
        for report, found in judged.reports
        for f in found
        if f.data["check"] == "sameness"
    }
    assert copied >= {"云溪县民政局", "云溪县教育局"} and "云溪县人民政府" not in copied


def test_excel(city: Path, tmp_path: Path) -> None:
    path = tmp_path / "city.xlsx"
    assert call("--folder", city, "--format", "xlsx", "--out", path, "--lang", "zh").exit_code == 1
    book = CalamineWorkbook.from_path(str(path))
    assert len(book.sheet_names) == 5
    rows = [book.get_sheet_by_index(number).to_python() for number in range(5)]
    assert [row[2] for row in rows[0]][-1] == "云溪县水务局"
    assert any("≠" in str(row[5]) for row in rows[3])
    assert len(rows[4]) > 500


def test_the_excel_of_one_report_with_words_like_formulas(tmp_path: Path) -> None:
    source = tmp_path / "x.txt"
    source.write_text(EXCERPT.replace("数据12条", "=SUM(1)12条"), encoding="utf-8")
    assert call(source, "--excerpt", "--format", "xlsx", "--out", tmp_path / "x.xlsx").exit_code == 1
    sheet = CalamineWorkbook.from_path(str(tmp_path / "x.xlsx")).get_sheet_by_index(2).to_python()
    assert "=SUM(1)12条" in sheet[1][5]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "give reports"),
        (("nothing.html",), "no such file"),
        (("--folder", "nowhere"), "no such folder"),
        (("a.html", "b.html", "--previous", "c.html"), "--previous goes with one report"),
        (("a.html", "--format", "xlsx"), "--out"),
        (("a.html", "--folder", "."), "give reports"),
    ],
)
def test_wrong_usage_is_one_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert sentence in result.output and result.output.startswith("inspector: ")


def test_an_address(tmp_path: Path) -> None:
    import threading
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path != "/missing"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(as_html(draft(8)) if found else b"<p>404</p>")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        report = told(f"{address}/report.html")["reports"][0]
        assert report["organisation"] == draft(8).body and not report["findings"]
        missing = call(f"{address}/missing")
        assert missing.exit_code == 2 and "404" in missing.output
        server.shutdown()


def test_every_labelled_part_has_words() -> None:
    from inspector.annual_report.sections import parts

    words = tomllib.loads((files("inspector") / "vocabulary" / "annual_report.toml").read_text("utf-8"))
    assert [part.id for part in parts("A")] == [row["id"] for row in words["parts"]["A"]]
    assert parts("B") == parts("C") and len(parts("C")) == len(parts("A")) == 6
