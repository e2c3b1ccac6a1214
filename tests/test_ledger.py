"""The column ledger: out, corrected, in again; rules and reports go by it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from inspector import Page
from inspector.inspection import Inspection
from inspector.locale import translator
from inspector.people.ledger import read_ledger, stored_ledger, write_ledger
from inspector.people.sheets import SheetError
from inspector.people.taking_over import take, take_whole
from inspector.profile import Profile
from inspector.replaying import replay_evidence
from inspector.report import Report, build, render
from inspector.report.json import schema
from inspector.rule import Rule, load_rules

HOME = "http://www.example.gov.cn/"
TODAY = date(2026, 3, 31)
RULES: dict[str, Rule] = {
    name: load_rules()[name] for name in ("column-freshness", "blank-column", "required-columns")
}
WORDS = {"zh": "中文", "en": "words"}
COLUMNS = {
    "yaowen": ("政务要闻", "2026-03-25"),
    "gonggao": ("通知公告", "2026-01-05"),
    "hyjl": ("行业交流", "2026-02-01"),
}


def profile() -> Profile:
    text = {"section": WORDS, "title": WORDS, "text": WORDS, "certainty": "two_copies", "part": "deduct"}
    clauses = [
        {**text, "id": "D1", "points": 60, "checks": [{"rule": "column-freshness", "each": 5}]},
        {**text, "id": "D2", "points": 40, "checks": [{"rule": "required-columns", "each": 5}]},
    ]
    return Profile.model_validate(
        {
            "id": "p",
            "title": WORDS,
            "source": "s",
            "qualify": 60,
            "least_pages": 1,
            "clause": clauses,
            "options": {
                "column-freshness": {"periods": {"动态要闻": 14, "通知公告": 184}},
                "required-columns": {"classes": ["动态要闻", "通知公告"]},
            },
        }
    )


def page(path: str, body: str) -> Page:
    html = f"<html><head><title>{path} 示例县人民政府</title></head><body>{body}</body></html>"
    headers = (("content-type", "text/html; charset=utf-8"),)
    return Page(HOME + path, 200, headers, html.encode(), datetime(2026, 3, 31, tzinfo=UTC))


def inspection(folder: Path | None = None, **more: Any) -> Inspection:
    made = Inspection(folder, HOME, profile(), RULES, more.get("today", TODAY))
    links = "".join(f'<li><a href="/{path}/">{name}</a></li>' for path, (name, _newest) in COLUMNS.items())
    made.add(page("", f'<div class="nav"><ul>{links}</ul></div><p>欢迎访问示例县人民政府网站</p>'))
    for path, (name, newest) in COLUMNS.items():
        items = "".join(
            f'<li><a href="/{path}/t{n}.html">关于第{n}次工作会议情况的通报</a><span>{newest}</span></li>'
            for n in range(1, 9)
        )
        made.add(page(f"{path}/", f'<h2>{name}</h2><div class="list"><ul>{items}</ul></div>'))
    made.finish()
    return made


@pytest.fixture
def made() -> Iterator[Inspection]:
    with inspection() as one:
        yield one


def report_of(one: Inspection) -> Report:
    return build(one.connection, one.profile, one.rules)


def corrected(one: Inspection, path: Path, corrections: dict[str, dict[str, str]], lang: str = "en") -> Path:
    """The ledger of an inspection with corrections: part of the address → heading → text."""
    write_ledger(path, report_of(one), lang)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    say = translator(lang)
    for row in rows[2:]:
        for part, cells in corrections.items():
            if part in row[rows[1].index(say("Address"))]:
                for heading, text in cells.items():
                    row[rows[1].index(say(heading))] = text
    with path.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def overdue(one: Inspection) -> dict[str, str]:
    rows = one.connection.execute("SELECT url, outcome FROM findings WHERE rule = 'column-freshness'")
    return {row["url"].removeprefix(HOME).strip("/"): row["outcome"] for row in rows}


def apply(one: Inspection, path: Path) -> bool:
    changed = take(one, None, path)
    if changed:
        one.finish()
    return changed


def test_the_columns_are_written(made: Inspection, tmp_path: Path) -> None:
    assert write_ledger(tmp_path / "columns.csv", report_of(made), "en") == 3
    with (tmp_path / "columns.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    by_name = {row[0]: dict(zip(rows[1], row, strict=True)) for row in rows[2:]}
    news = by_name["政务要闻"]
    assert (news["Class"], news["Period in days"], news["Last item"]) == ("动态要闻", "14", "2026-03-25")
    assert (news["Next item due"], news["Confidence"], news["Judged"]) == ("2026-04-08", "1", "yes")
    assert (by_name["行业交流"]["Class"], by_name["行业交流"]["Period in days"]) == ("", "")
    write_ledger(tmp_path / "columns.xlsx", report_of(made), "zh")
    assert len(read_ledger(tmp_path / "columns.xlsx", made)) == 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_untouched_ledger_changes_nothing(made: Inspection, tmp_path: Path, lang: str) -> None:
    before = report_of(made)
    found = [list(group.entries) for group in before.groups]
    path = corrected(made, tmp_path / "columns.csv", {}, lang)
    assert apply(made, path) and not apply(made, path)
    assert all(known.period is None and known.judged for known in stored_ledger(made.connection))
    after = report_of(made)
    assert (after.score, after.columns) == (before.score, before.columns)
    assert [list(group.entries) for group in after.groups] == found
    assert after.owners == ()


def test_a_period_of_its_own_stands_above_that_of_the_class(made: Inspection, tmp_path: Path) -> None:
    assert overdue(made) == {}
    apply(
        made,
        corrected(
            made,
            tmp_path / "columns.csv",
            {"yaowen": {"Period in days": "3"}, "hyjl": {"Period in days": "30"}},
        ),
    )
    assert overdue(made) == {"yaowen": "failed", "hyjl": "failed"}
    assert report_of(made).score.deduct_high == 90


def test_a_corrected_class_is_judged_as_such(made: Inspection, tmp_path: Path) -> None:
    path = corrected(made, tmp_path / "columns.csv", {"hyjl": {"Class": "动态要闻", "Period in days": ""}})
    apply(made, path)
    assert overdue(made) == {"hyjl": "failed"}
    column = next(column for column in made.site.columns if "hyjl" in column.url)
    assert (column.class_, column.confidence) == ("动态要闻", 1)
    apply(made, corrected(made, tmp_path / "columns.csv", {"hyjl": {"Class": "", "Period in days": ""}}))
    assert overdue(made) == {}


def test_what_is_left_out_is_not_judged(made: Inspection, tmp_path: Path) -> None:
    short = {"gonggao": {"Period in days": "10", "Judged": "no"}, "yaowen": {"Period in days": "3"}}
    apply(made, corrected(made, tmp_path / "columns.csv", short))
    assert overdue(made) == {"yaowen": "failed"}
    assert not [f for f in report_of(made).groups if f.rule == "required-columns"]
    states = {column.name: column.judged for column in report_of(made).columns}
    assert states["通知公告"] is False
    assert "left out by the office" in render(report_of(made), "terminal", "en", width=110, color=False)


def test_the_report_groups_by_department(made: Inspection, tmp_path: Path) -> None:
    corrections = {
        "yaowen": {"Period in days": "3", "Owner department": "宣传科"},
        "hyjl": {"Period in days": "30", "Owner department": "=cmd|'/c calc'!A1"},
    }
    apply(made, corrected(made, tmp_path / "columns.csv", corrections))
    report = report_of(made)
    work = {owner.name: (owner.columns, sum(owner.failed.values()), owner.overdue) for owner in report.owners}
    assert work["宣传科"] == (1, 1, ("政务要闻",)) and work[""][1] == 0
    assert [entry.owner for group in report.groups for entry in group.failed] == [
        "=cmd|'/c calc'!A1",
        "宣传科",
    ]
    for lang in ("zh", "en"):
        document = json.loads(render(report, "json", lang))
        jsonschema.validate(document, schema())
        assert document["owners"][-1]["owner"] is None
        assert "宣传科" in render(report, "terminal", lang, width=80, color=False)
    write_ledger(tmp_path / "again.csv", report, "en")
    assert ",'=cmd" in (tmp_path / "again.csv").read_text(encoding="utf-8-sig")


def test_a_finding_below_a_column_belongs_to_its_department() -> None:
    from inspector.report import ColumnRow
    from inspector.report._owners import Owners

    def column(url: str, owner: str) -> ColumnRow:
        return ColumnRow(url, url, None, 1, "dated", None, 1, None, None, 1.0, owner, True)

    owners = Owners(
        [column(HOME + "a/", "甲"), column(HOME + "a/b/index.html", "乙"), column(HOME + "c.html", "丙")]
    )
    assert owners.of(HOME + "a/t1.html") == owners.of(HOME + "a/index_2.html") == "甲"
    assert owners.of(HOME + "a/b/c/t1.html") == owners.of("https://www.example.gov.cn/a/b/") == "乙"
    assert owners.of(HOME + "c.html") == "丙" and owners.of(HOME) == owners.of("") == ""
    assert owners.of_finding("http://gone.example/", [{"url": HOME + "a/t1.html"}]) == "甲"
    assert owners.of_finding(HOME + "a/", ["x"]) == "甲"


REFUSED: dict[str, tuple[dict[str, dict[str, str]], str]] = {
    "an unknown class": (
        {"hyjl": {"Class": "动态新闻"}},
        "line 4: there is no class '动态新闻'; perhaps 动态要闻",
    ),
    "no period": ({"hyjl": {"Period in days": "often"}}, "line 4: 'often' is no period"),
    "half a day": ({"hyjl": {"Period in days": "1.5"}}, "line 4: '1.5' is no period"),
    "for ever": ({"hyjl": {"Period in days": "99999"}}, "line 4: '99999' is no period"),
    "neither yes nor no": ({"hyjl": {"Judged": "maybe"}}, "line 4: 'maybe'"),
    "another site": (
        {"hyjl": {"Address": "http://evil.example/"}},
        "line 4: 'http://evil.example/' is no address of this",
    ),
    "no address": ({"hyjl": {"Address": "javascript:x"}}, "line 4: 'javascript:x'"),
    "twice": ({"hyjl": {"Address": HOME + "gonggao/index.html"}}, "line 4: .* stands in line 3 already"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_ledger_is_refused_and_nothing_taken(case: str, made: Inspection, tmp_path: Path) -> None:
    corrections, message = REFUSED[case]
    path = corrected(made, tmp_path / "columns.csv", {"yaowen": {"Period in days": "3"}, **corrections})
    with pytest.raises(SheetError, match=message):
        take(made, None, path)
    assert stored_ledger(made.connection) == []


def test_a_ledger_of_something_else_is_refused(made: Inspection, tmp_path: Path) -> None:
    path = corrected(made, tmp_path / "columns.csv", {})
    text = path.read_text(encoding="gb18030")
    path.write_text(text.replace("www.example", "www.other", 1), encoding="gb18030")
    with pytest.raises(SheetError, match="line 1: the ledger is of http://www.other.gov.cn/"):
        take(made, None, path)
    path.write_text(text.replace("columns 1", "worklist 1", 1), encoding="gb18030")
    with pytest.raises(SheetError, match="line 1: this is no ledger"):
        take(made, None, path)


def test_it_holds_from_then_on(tmp_path: Path) -> None:
    with inspection(tmp_path / "first") as first:
        path = corrected(first, tmp_path / "columns.csv", {"yaowen": {"Period in days": "3"}})
        apply(first, path)
        first.finish()
        assert overdue(first) == {"yaowen": "failed"}
    with inspection(tmp_path / "again") as again:
        take_whole(again, tmp_path / "first")
        again.finish()
        assert overdue(again) == {"yaowen": "failed"}
    with inspection(tmp_path / "next", today=date(2026, 4, 1)) as following:
        assert take(following, tmp_path / "first", None)
        following.finish()
        assert overdue(following) == {"yaowen": "failed"}


def test_a_column_that_is_gone_is_told(made: Inspection, tmp_path: Path) -> None:
    path = corrected(
        made, tmp_path / "columns.csv", {"hyjl": {"Address": HOME + "gone/", "Column": "旧栏目"}}
    )
    apply(made, path)
    report = report_of(made)
    assert report.coverage.columns_missing == ("旧栏目",)
    assert "旧栏目" in render(report, "terminal", "zh", width=80, color=False)


def test_a_wrong_file_leaves_no_half_made_folder(real: Path, tmp_path: Path) -> None:
    archive = next((real / "warc").rglob("*.warc*"))
    (tmp_path / "columns.csv").write_text("x", encoding="utf-8")
    with pytest.raises(SheetError):
        replay_evidence(
            archive,
            tmp_path / "out",
            profile_id="cn-2019",
            format_="json",
            lang="en",
            ledger=tmp_path / "columns.csv",
        )
    assert not (tmp_path / "out").exists()
