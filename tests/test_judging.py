"""The commands by which people judge, as users run them."""

from __future__ import annotations

import csv
import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from inspector import Page, store
from inspector.cli import cli
from inspector.inspection import Inspection
from inspector.running import standard, stored

HOME = "http://www.yunxi.example.gov.cn/"
COLUMNS = {"ywdt": "政务要闻", "tzgg": "通知公告"}


def page(path: str, body: str) -> Page:
    html = f"<html><head><title>{path} 云溪县人民政府</title></head><body>{body}</body></html>"
    headers = (("content-type", "text/html; charset=utf-8"),)
    return Page(HOME + path, 200, headers, html.encode(), datetime(2026, 1, 15, tzinfo=UTC))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An inspection of a small site, judged by the national standard."""
    rules, profile = standard("cn-2019")
    path = tmp_path / "inspection"
    with Inspection(path, HOME, profile, rules, date(2026, 1, 15)) as made:
        links = "".join(f'<li><a href="/{name}/">{title}</a></li>' for name, title in COLUMNS.items())
        made.add(page("", f"<ul>{links}</ul><p>欢迎访问云溪县人民政府网站</p>"))
        for name, title in COLUMNS.items():
            items = "".join(
                f'<li><a href="/{name}/t{n}.html">关于第{n}次会议情况的通报</a><span>2026-01-0{n}</span></li>'
                for n in range(1, 9)
            )
            made.add(page(f"{name}/", f"<h2>{title}</h2><ul>{items}</ul>"))
            for n in range(1, 9):
                made.add(page(f"{name}/t{n}.html", f"<h1>关于第{n}次会议情况的通报</h1><p>2026-01-0{n}</p>"))
        made.finish()
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def report(folder: Path, *arguments: object) -> Any:
    return json.loads(run("report", folder, "--format", "json", *arguments).stdout)


def answered(path: Path, item: str, **answers: str) -> None:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    for row in rows[2:]:
        if row[0] == item:
            for heading, text in answers.items():
                row[rows[1].index(heading)] = text
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


def test_the_list_goes_out_and_settles_the_score(folder: Path) -> None:
    before = report(folder)["score"]
    done = run("judge", folder, "--lang", "en")
    assert done.exit_code == 0, done.output
    assert (folder / "worklist.xlsx").exists() and "--read" in done.stdout
    assert run("judge", folder).exit_code == 2
    assert run("judge", folder, "--overwrite").exit_code == 0
    assert run("judge", folder, "--lang", "en", "--out", folder / "en.csv").exit_code == 0
    answered(folder / "en.csv", "CN2019.D3.2", Outcome="met (false alarm)")
    done = run("judge", folder, "--read", folder / "en.csv", "--lang", "en")
    assert done.exit_code == 2 and "nobody's name" in done.stderr
    done = run(
        "judge", folder, "--read", folder / "en.csv", "--by", "张三", "--on", "2026-01-20", "--lang", "en"
    )
    assert done.exit_code == 0 and "Judgements taken: 1" in done.stdout, done.output
    after = report(folder)
    assert after["score"]["low"] == before["low"] + 2
    said = after["judgements"][0]
    assert (said["item"], said["by_rule"], said["outcome"]) == ("CN2019.D3.2", "untested", "passed")
    assert (said["who"], said["said"], said["inspected"]) == ("张三", "2026-01-20", "2026-01-15")


def test_the_ledger_goes_out_and_holds(folder: Path) -> None:
    assert run("columns", folder, "--lang", "en").exit_code == 0
    assert run("columns", folder).exit_code == 2
    answered(folder / "columns.csv", "政务要闻", **{"Period in days": "3", "Owner department": "宣传科"})
    once = report(folder, "--ledger", folder / "columns.csv")
    assert [owner["owner"] for owner in once["owners"]] == ["宣传科", None]
    column = next(column for column in once["columns"] if column["owner"])
    assert (column["period"], column["overdue"], column["due"]) == (3, True, "2026-01-11")
    assert report(folder) == once
    (folder / "columns.csv").write_text("x\ny\n", encoding="utf-8")
    done = run("report", folder, "--ledger", folder / "columns.csv")
    assert done.exit_code == 2 and "line 2" in done.stderr


def test_what_if_on_the_command_line(folder: Path) -> None:
    done = run("report", folder, "--if-fixed", "head-tags", "--if-fixed", "CN2019.D4.1", "--lang", "en")
    assert "score then" in done.stdout and done.exit_code == run("report", folder).exit_code
    done = run("report", folder, "--if-fixed", "head-tag")
    assert done.exit_code == 2 and "perhaps head-tags" in done.stderr


def test_a_folder_without_an_inspection(tmp_path: Path) -> None:
    for command in ("judge", "columns"):
        done = run(command, tmp_path / "nowhere")
        assert done.exit_code == 2 and "holds no inspection" in done.stderr
    assert not (tmp_path / "nowhere").exists()


def test_a_form_that_cannot_be_written(folder: Path) -> None:
    done = run("judge", folder, "--out", folder / "list.docx")
    assert done.exit_code == 2 and ".xlsx and .csv" in done.stderr


@pytest.mark.parametrize("command", ["judge", "columns"])
def test_lists_are_written_elsewhere_where_the_folder_takes_nothing(
    command: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an archive on a read-only disk is: nothing needs to be written beside the database."""
    monkeypatch.setattr("os.access", lambda path, mode: mode != os.W_OK or Path(path) != folder)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    done = run(command, folder, "--out", tmp_path / "list.xlsx")
    assert done.exit_code == 0, done.stderr
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("table", "column"), [("pages", "facts"), ("findings", "data"), ("inspection", "value")]
)
def test_a_database_changed_by_hand_is_refused(table: str, column: str, lang: str, folder: Path) -> None:
    with store.open_database(folder / "inspection.db") as connection:
        connection.execute(f"UPDATE {table} SET {column} = '{{\"x' WHERE {column} IS NOT NULL")
    connection.close()
    done = run("report", folder, "--lang", lang)
    assert done.exit_code == 2 and "inspector replay" in done.stderr, done.stderr


@pytest.mark.parametrize("command", ["judge", "columns"])
def test_help_has_examples(command: str) -> None:
    assert f"inspector {command} inspections/example" in run(command, "--help").stdout


def test_single_pages_show_what_people_said_of_them(folder: Path, tmp_path: Path) -> None:
    """A page checked by itself does not accuse again of what the office called a false alarm or waived."""
    file = tmp_path / "a.html"
    file.write_bytes(page("ywdt/t1.html", "<h1>关于第1次会议情况的通报</h1><p>2026-01-01</p>").body)
    check = ("check", file, "--url", f"{HOME}ywdt/t1.html", "--only", "head-tags", "--today", "2026-01-15")
    before = json.loads(run(*check, "--format", "json").stdout)["findings"]
    assert [one["outcome"] for one in before] == ["failed"]
    item = f"head-tags#{before[0]['fingerprint']}"

    listed = folder / "said.csv"
    assert run("judge", folder, "--out", listed, "--all").exit_code == 0
    answered(listed, item, **{"Outcome": "met (false alarm)", "Reason, facts": "脚本写入"})
    assert "Judgements taken: 1" in run("judge", folder, "--read", listed, "--by", "李四").stdout
    told = json.loads(run(*check, "--previous", folder, "--format", "json").stdout)
    assert told["findings"] == [] and told["judgements"][0]["who"] == "李四"
    text = run(*check, "--previous", folder, "--lang", "en").stdout
    assert "What people said" in text and "a false alarm: 李四" in text and "脚本写入" in text

    waiver = {"Outcome": "waived", "Reason, facts": "改版", "Holds until": "2026-03-31"}
    waiver["Approver (of a waiver)"] = "王五"
    answered(listed, item, **waiver)
    assert "Judgements taken: 1" in run("judge", folder, "--read", listed, "--by", "李四").stdout
    other = ("check", file, "--url", "http://other.example/", "--previous", folder)
    assert "holds the inspection of" in run(*other).output


@pytest.mark.parametrize(
    ("without", "possible", "factor"), [((), 100, 1), (("--without", "services"), 75, 4 / 3)]
)
def test_a_clerk_can_redo_the_sum(
    folder: Path, tmp_path: Path, without: tuple[str, ...], possible: float, factor: float
) -> None:
    """The printed sum is that of the lines, and the lines are those of the standard."""
    with stored(folder) as inspection, inspection.transaction():
        store.put(inspection.connection, without=[*without[1:]])
    score = report(folder)["score"]
    lines = [line for line in score["lines"] if line["part"] == "deduct"]
    counted = [line for line in lines if line["outcome"] != "inapplicable"]
    assert sum(line["points"] for line in counted) == possible
    taken, risk = (round(sum(line[key] for line in lines), 4) for key in ("taken", "at_risk"))
    assert score["deduct"]["high"] == round((possible - taken) * factor, 2)
    assert score["deduct"]["low"] == round((possible - taken - risk) * factor, 2)
    text = " ".join(run("report", folder, "--lang", "en").stdout.split())
    high, low = (f"{score['deduct'][key]:g}" for key in ("high", "low"))
    if without:
        best, worst = f"75 − {taken:g} taken", f"75 − {taken:g} − {risk:g} open"
        wanted = f"Sum: ({best}) × 1.3333 = {high}; ({worst}) × 1.3333 = {low}"
    else:
        wanted = f"Sum: 100 − {taken:g} taken = {high}; {high} − {risk:g} open = {low}"
    assert wanted in text, text[:900]
    for line in counted:  # taken, at risk and most, as they stand beside each line
        low_, high_ = line["taken"], round(line["taken"] + line["at_risk"], 4)
        span = f"{low_:g}" if low_ == high_ else f"{low_:g}…{high_:g}"
        assert f"{span} / {line['points']:g}*" in text or f"({line['points']:g}*)" in text


def test_a_list_filled_in_completely_leaves_nothing_open(folder: Path) -> None:
    """Every line answered, the score is one number, the verdict is final, and the evidence still gives it."""
    # What is said to be a false alarm may leave a clause unanswered that it broke: then it is asked again.
    counts = [_answer_all(folder, turn) for turn in range(3)]
    assert counts[0] > 40 and counts[2] == 0
    score = report(folder)["score"]
    website = [line for line in score["lines"] if not line["clause"].startswith("CN2019.M")]
    assert not [line for line in website if line["outcome"] in ("cantTell", "untested") or line["at_risk"]]
    assert score["low"] == score["high"] and score["verdict"] in ("qualified", "unqualified")
    lines = {line["clause"]: line for line in website}
    assert (lines["CN2019.D3.4"]["taken"], lines["CN2019.B1"]["taken"]) == (2, 3)
    taken = sum(line["taken"] for line in website if line["part"] == "deduct")
    assert score["deduct"]["low"] == round(100 - taken, 2)
    assert score["bonus"]["low"] == (3 if score["deduct"]["low"] > 80 else 0)
    assert not report(folder)["score"]["refused_because"]


def _answer_all(folder: Path, turn: int) -> int:
    """Fill in every line of the work list, in GB 18030 as Excel saves it, and hand it in; how many lines."""
    listed = folder / f"list{turn}.csv"
    assert run("judge", folder, "--out", listed).exit_code == 0
    with listed.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    outcome, lost = rows[1].index("Outcome"), rows[1].index("Points lost (won, for a bonus)")
    for row in rows[2:]:
        row[outcome] = "met (false alarm)"
        if row[0] == "CN2019.D3.4":
            row[outcome], row[lost] = "not met (confirmed)", "2"
        elif row[0] == "CN2019.B1":
            row[lost] = "3"
        elif row[0].startswith("CN2019.B"):
            row[outcome] = "not met (confirmed)"
    with listed.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows(rows)
    read = run("judge", folder, "--read", listed, "--by", "张三", "--on", "2026-01-20")
    assert f"Judgements taken: {len(rows) - 2}" in read.stdout
    return len(rows) - 2
