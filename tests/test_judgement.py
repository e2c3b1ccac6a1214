"""People's words: settling, the work list out and in, waivers, what the next inspection takes over."""

from __future__ import annotations

import csv
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector import Finding, Outcome, Page, Rule, Site, _, page_rule, site_rule, store
from inspector.errors import UsageError
from inspector.inspection import DATABASE, Inspection
from inspector.locale import translator
from inspector.people.judgement import (
    SAID,
    WAIVED,
    WITHDRAWN,
    Judgement,
    Words,
    all_judgements,
    lasting,
    record,
    settle,
    take_over,
)
from inspector.people.questions import load_questions
from inspector.people.sheets import Field, SheetError, read_day, read_number, read_sheet, write_sheet
from inspector.people.taking_over import take, take_whole
from inspector.people.worklist import write_worklist
from inspector.people.worklist_reading import read_worklist
from inspector.profile import Profile, load_profile
from inspector.report import Report, build, render
from inspector.report.json import schema
from inspector.rule import load_rules
from inspector.score import Decision, Score, Verdict, score
from inspector.tally import Counted, RuleResult

HOME = "https://www.example.gov.cn/"
TODAY = date(2026, 3, 31)
HOSTILE = '=HYPERLINK("http://evil.example/")\x1b[2J\u202e\ud800'


@page_rule(applies=lambda page: "item" in page.url)
def loud(page: Page) -> Iterator[Finding]:
    """Pages do not shout.

    Why: it hurts.

    Fix: speak softly.
    """
    sure = "sure" in page.url
    yield Finding(
        _("the title is {title}"),
        at="title",
        seen=HOSTILE,
        outcome=Outcome.FAILED if sure else Outcome.CANT_TELL,
        title=HOSTILE,
    )


@site_rule(applies=lambda site: site.crawled)
def letters(site: Site, *, today: date) -> Iterator[Finding]:
    """No letter waits longer than ninety days.

    Why: who asks wants an answer.

    Fix: answer.
    """
    for number, came in enumerate((date(2026, 1, 10), date(2026, 1, 25))):
        if (today - came).days > 90:
            yield Finding("no reply after {days} days", key=str(number), days=(today - came).days)


RULES: dict[str, Rule] = {rule.id: rule for rule in (loud, letters)}
WORDS = {"zh": "中文", "en": "words"}


def clause(number: str, part: str, **more: Any) -> dict[str, Any]:
    text = {"section": WORDS, "title": {"zh": number, "en": number}, "text": WORDS, "certainty": "two_copies"}
    return {"id": number, "part": part, **text, **({} if "checks" in more else {"needs": WORDS}), **more}


def profile(**more: Any) -> Profile:
    clauses = [
        clause("V1", "veto", checks=[{"rule": "loud", "at_least": 3}]),
        clause("V2", "veto", checks=[{"rule": "letters", "at_least": 2}]),
        clause("D1", "deduct", points=60, checks=[{"rule": "loud", "each": 2}]),
        clause("D2", "deduct", points=40),
        clause("B1", "bonus", points=10),
    ]
    values = {
        "id": "p",
        "title": WORDS,
        "source": "s",
        "least_pages": 1,
        "bonus": 10,
        "qualify": 60,
        "clause": clauses,
    }
    return Profile.model_validate({**values, **more})


def inspection(folder: Path | None = None, today: date = TODAY, start: str = HOME, **more: Any) -> Inspection:
    made = Inspection(folder, start, profile(**more), RULES, today)
    for path in ("", "sure-item", "item1", "item2"):
        body = f"<html><head><title>标题</title></head><body><p>{path or 'home'} 正文</p></body></html>"
        headers = (("content-type", "text/html; charset=utf-8"),)
        made.add(Page(start + path, 200, headers, body.encode(), datetime(2026, 3, 31, tzinfo=UTC)))
    made.finish()
    return made


def report_of(made: Inspection, **more: Any) -> Report:
    return build(made.connection, made.profile, made.rules, **more)


def judged(item: str, outcome: str, *, about: str = "clause", **more: Any) -> Judgement:
    values: dict[str, Any] = {
        "about": about,
        "item": item,
        "rule": "loud" if about == "finding" else None,
        "profile": "p",
        "version": "v",
        "inspected": TODAY,
        "outcome": outcome,
        "points": None,
        "who": "张三",
        "said": TODAY,
        "reason": "",
        "approver": "",
        "until": None,
    }
    return Judgement(**{**values, **more})


def found(*outcomes: Outcome) -> dict[str, RuleResult]:
    findings = tuple(Counted(n, outcome, {}, f"f{n}") for n, outcome in enumerate(outcomes))
    failed = Outcome.FAILED in outcomes
    return {
        "loud": RuleResult(Outcome.FAILED if failed else Outcome.PASSED, findings),
        "letters": RuleResult(Outcome.PASSED),
    }


def scored(results: dict[str, RuleResult], *judgements: Judgement) -> Score:
    settled = settle(results, judgements, TODAY)
    return score(profile(), settled.results, decisions=settled.decisions)


F, C = Outcome.FAILED, Outcome.CANT_TELL
ALL_MET = [judged("D2", "passed"), judged("B1", "failed")]
SETTLING: dict[str, tuple[list[Outcome], list[Judgement], float, float, Verdict]] = {
    "nothing said": ([F, C], [], 56, 108, Verdict.PENDING),
    "a clause met": ([F], [judged("D2", "passed"), judged("B1", "failed")], 98, 98, Verdict.QUALIFIED),
    "a clause not met costs all": (
        [F],
        [judged("D2", "failed"), judged("B1", "failed")],
        58,
        58,
        Verdict.UNQUALIFIED,
    ),
    "a clause not met costs what was said": (
        [F],
        [judged("D2", "failed", points=3.0), judged("B1", "failed")],
        95,
        95,
        Verdict.QUALIFIED,
    ),
    "a clause of which a person agrees costs its findings": (
        [F, F],
        [judged("D1", "failed"), *ALL_MET],
        96,
        96,
        Verdict.QUALIFIED,
    ),
    "a bonus won in part": (
        [],
        [judged("D2", "passed"), judged("B1", "passed", points=4.0)],
        104,
        104,
        Verdict.QUALIFIED,
    ),
    "a person who cannot tell leaves it open": (
        [],
        [judged("D2", "cantTell"), judged("B1", "failed")],
        60,
        100,
        Verdict.QUALIFIED,
    ),
    "a doubt confirmed": (
        [C],
        [judged("f0", "failed", about="finding"), *ALL_MET],
        98,
        98,
        Verdict.QUALIFIED,
    ),
    "a false alarm": ([F], [judged("f0", "passed", about="finding"), *ALL_MET], 100, 100, Verdict.QUALIFIED),
    "a failure doubted": (
        [F],
        [judged("f0", "cantTell", about="finding"), *ALL_MET],
        98,
        100,
        Verdict.QUALIFIED,
    ),
    "a veto overruled": ([F, F, F], [judged("V1", "passed"), *ALL_MET], 94, 94, Verdict.QUALIFIED),
    "a veto undone by a false alarm": (
        [F, F, F],
        [judged("f1", "inapplicable", about="finding"), *ALL_MET],
        96,
        96,
        Verdict.QUALIFIED,
    ),
    "a veto found by a person": ([], [judged("V1", "failed"), *ALL_MET], 100, 100, Verdict.UNQUALIFIED),
    "the last word counts": (
        [F],
        [judged("D2", "failed"), judged("B1", "failed"), judged("D2", "passed")],
        98,
        98,
        Verdict.QUALIFIED,
    ),
    "a word withdrawn": (
        [],
        [judged("D2", "failed"), judged("D2", WITHDRAWN), judged("B1", "failed")],
        60,
        100,
        Verdict.QUALIFIED,
    ),
    "a finding waived": (
        [F],
        [judged("f0", WAIVED, about="finding", until=TODAY), *ALL_MET],
        100,
        100,
        Verdict.QUALIFIED,
    ),
    "a clause waived": ([F] * 3, [judged("V1", WAIVED, until=TODAY), *ALL_MET], 94, 94, Verdict.QUALIFIED),
    "expired the day before": (
        [F],
        [judged("f0", WAIVED, about="finding", until=date(2026, 3, 30)), *ALL_MET],
        98,
        98,
        Verdict.QUALIFIED,
    ),
}


@pytest.mark.parametrize("case", SETTLING)
def test_settling(case: str) -> None:
    outcomes, judgements, low, high, verdict = SETTLING[case]
    result = scored(found(*outcomes), *judgements)
    assert (result.low, result.high) == (low, high)
    assert result.verdict == verdict


def test_settling_changes_nothing_that_was_given() -> None:
    results = found(F, C)
    before = dict(results)
    settled = settle(results, [judged("f0", "passed", about="finding"), judged("D2", "failed")], TODAY)
    assert results == before
    assert settled.results["loud"] == RuleResult(Outcome.PASSED, (results["loud"].findings[1],))
    assert settled.decisions == {"D2": Decision(Outcome.FAILED)}


def test_a_line_keeps_what_the_rules_said() -> None:
    lines = {line.clause.id: line for line in scored(found(F), judged("D1", "passed")).lines}
    assert (lines["D1"].outcome, lines["D1"].by_rules, lines["D1"].taken) == ("passed", "failed", 0)
    assert lines["V1"].by_rules is None


WORD = st.builds(
    judged,
    st.sampled_from(["D1", "D2", "V1", "B1", "f0", "f1", "f9"]),
    st.sampled_from(list(SAID)),
    about=st.sampled_from(["clause", "finding"]),
    until=st.one_of(st.none(), st.dates(date(2026, 3, 29), date(2026, 4, 2))),
)


@given(st.lists(st.sampled_from([F, C]), max_size=4), st.lists(WORD, max_size=6))
def test_whatever_is_said_the_range_stays_one(outcomes: list[Outcome], judgements: list[Judgement]) -> None:
    result = scored(found(*outcomes), *judgements)
    assert 0 <= result.low <= result.high <= 110
    net = scored(found(*outcomes), *judgements)
    gross = scored(found(*outcomes), *(one for one in judgements if not one.waiver))
    assert net.high >= gross.high or any(one.waiver and one.item == "B1" for one in judgements)


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def worklist(made: Inspection, path: Path, lang: str = "en", *, everything: bool = False) -> list[list[str]]:
    write_worklist(path, report_of(made), {}, lang, everything=everything)
    return rows_of(path) if path.suffix == ".csv" else []


def filled(
    path: Path, answers: dict[str, dict[str, str]], *, encoding: str = "utf-8-sig", delimiter: str = ","
) -> Path:
    """The list with answers filled in: item or its beginning → heading → text."""
    rows = rows_of(path)
    for row in rows[2:]:
        for item, cells in answers.items():
            if row[0].startswith(item):
                for heading, text in cells.items():
                    row[rows[1].index(heading)] = text
    out = path.with_name(f"filled-{delimiter == ','}-{encoding}.csv")
    with out.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return out


def read(made: Inspection, path: Path, by: str | None = "李四") -> int:
    answers = read_worklist(path, made, report_of(made), by, date(2026, 4, 1))
    with made.transaction():
        record(made.connection, answers.new)
    return len(answers.new)


def test_the_work_list_holds_what_is_open(tmp_path: Path) -> None:
    with inspection() as made:
        rows = worklist(made, tmp_path / "list.csv")
        items = [row[0] for row in rows[2:]]
        assert [item.partition("#")[0] for item in items] == ["V1", "loud", "loud", "D2", "B1", "D1"]
        head = dict(zip(rows[1], rows[3], strict=True))
        assert head["Address"].startswith(HOME) and head["Question"].startswith("Is it so: the title is")
        everything = [row[0] for row in worklist(made, tmp_path / "all.csv", everything=True)[2:]]
        assert "V2" in everything and sum(item.startswith("loud#") for item in everything) == 3


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    with inspection() as made:
        made.connection.execute("UPDATE findings SET at = '', url = ?", ("javascript:alert(1)",))
        rows = worklist(made, tmp_path / "list.csv")
        cells = [cell for row in rows for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝", "\t", "\r"))]
        assert any(cell.startswith("'=HYPERLINK") for cell in cells)
        assert not set("".join(cells)) & set("\x1b\u202e\ud800")
        worklist(made, tmp_path / "list.xlsx")
    with zipfile.ZipFile(tmp_path / "list.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        links = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
    assert "<f>" not in sheet and b"javascript" not in links and "dataValidation " in sheet
    assert sheet.count("<dataValidation ") == 1


def test_the_same_list_has_the_same_bytes(tmp_path: Path) -> None:
    with inspection() as made:
        for name in ("a.xlsx", "b.xlsx"):
            worklist(made, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8-sig", ","), ("gb18030", ","), ("gb18030-bom", ","), ("utf-16", "\t"), ("utf-8", ";")],
)
def test_answers_come_back(tmp_path: Path, lang: str, encoding: str, delimiter: str) -> None:
    say = translator(lang)
    with inspection() as made:
        worklist(made, tmp_path / "list.csv", lang)
        outcome, reason = say("Outcome"), say("Reason, facts")
        answers = {
            "D2": {
                outcome: say(SAID["failed"]),
                say("Points lost (won, for a bonus)"): "7.5",
                reason: "缺三项",
            },
            "B1": {outcome: "failed", say("Name"): "王五", say("Day"): "2026年4月2日"},
            "loud#": {outcome: say(SAID["passed"]), say("Holds until"): "2027/1/31"},
        }
        path = filled(
            tmp_path / "list.csv", answers, encoding=encoding.removesuffix("-bom"), delimiter=delimiter
        )
        if encoding.endswith("-bom"):  # a mark of UTF-8 before what is none
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        assert read(made, path) == 4
        assert read(made, path) == 0
        result = made.score()
        assert (result.low, result.high, result.verdict) == (90.5, 90.5, Verdict.QUALIFIED)
        said = {one.item: one for one in all_judgements(made.connection)}
        assert (said["D2"].who, said["D2"].said, said["D2"].reason) == ("李四", date(2026, 4, 1), "缺三项")
        assert (said["B1"].who, said["B1"].said) == ("王五", date(2026, 4, 2))
        assert {one.until for one in said.values() if one.about == "finding"} == {date(2027, 1, 31)}
        assert not [row for row in worklist(made, tmp_path / "next.csv")[2:] if row[0] in ("D2", "B1")]


def test_what_stays_open_is_asked_again_and_a_word_can_be_withdrawn(tmp_path: Path) -> None:
    with inspection() as made:
        worklist(made, tmp_path / "list.csv")
        answers = {
            "D2": {"Outcome": "cannot be told"},
            "loud": {"Outcome": "cantTell"},
            "B1": {"Outcome": "failed"},
        }
        assert read(made, filled(tmp_path / "list.csv", answers)) == 4
        rows = worklist(made, tmp_path / "again.csv")
        assert [row[0].partition("#")[0] for row in rows[2:]] == ["V1", "loud", "loud", "D2", "D1"]
        assert next(row for row in rows if row[0] == "D2")[10] == "cannot be told"
        path = filled(
            tmp_path / "again.csv", {"D2": {"Outcome": "withdrawn"}, "D1": {"Outcome": "withdrawn"}}
        )
        assert read(made, path) == 1
        assert read(made, path) == 0
        assert "D2" not in [word.judgement.item for word in report_of(made).judgements]


def test_an_excel_list_comes_back(tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    with inspection() as made:
        record(made.connection, [judged("D2", "failed", points=2.0, until=date(2026, 12, 31), reason="旧")])
        worklist(made, tmp_path / "all.xlsx", everything=True)
        rows = CalamineWorkbook.from_path(tmp_path / "all.xlsx").get_sheet_by_index(0).to_python()
        d2 = next(row for row in rows if row[0] == "D2")
        assert 2.0 in d2 and date(2026, 12, 31) in d2
        assert read(made, tmp_path / "all.xlsx") == 0


def test_a_list_may_have_other_columns_in_another_order(tmp_path: Path) -> None:
    with inspection() as made:
        rows = worklist(made, tmp_path / "list.csv")
        for number, row in enumerate(rows[1:], 1):
            row[:] = ["备注", *reversed(row)] if number == 1 else ["x", *reversed(row)]
            if row[-1] == "D2":
                row[1 + list(reversed(rows_of(tmp_path / "list.csv")[1])).index("Outcome")] = "passed"
        with (tmp_path / "moved.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        assert read(made, tmp_path / "moved.csv") == 1


REFUSED: dict[str, tuple[dict[str, dict[str, str]], str | None, str]] = {
    "no name": ({"D2": {"Outcome": "passed"}}, None, r"line 6: nobody's name"),
    "a bad outcome": (
        {"D2": {"Outcome": "perhaps"}},
        "x",
        r"line 6: 'perhaps' is no outcome; choose one of: 不达标",
    ),
    "no outcome": ({"D2": {"Reason, facts": "见附件"}}, "x", "line 6: there is no outcome"),
    "an unknown item": (
        {"D2": {"Item": "D9", "Outcome": "passed"}},
        "x",
        "line 6: .* no clause or finding 'D9'",
    ),
    "a finding of another rule": (
        {"loud": {"Item": "dead-link#0123456789abcdef", "Outcome": "passed"}},
        "x",
        "line 4",
    ),
    "a bad day": ({"D2": {"Outcome": "passed", "Holds until": "bald"}}, "x", "line 6: 'bald' is no day"),
    "too many points": (
        {"D2": {"Outcome": "failed", "Points lost (won, for a bonus)": "41"}},
        "x",
        "line 6: '41'",
    ),
    "points below zero": (
        {"D2": {"Outcome": "failed", "Points lost (won, for a bonus)": "-1"}},
        "x",
        "line 6",
    ),
    "points for what is met": (
        {"D2": {"Outcome": "passed", "Points lost (won, for a bonus)": "1"}},
        "x",
        "line 6",
    ),
    "points for a finding": (
        {"loud": {"Outcome": "failed", "Points lost (won, for a bonus)": "1"}},
        "x",
        "line 4",
    ),
    "a waiver without a reason": ({"D2": {"Outcome": "waived"}}, "x", "line 6: a waiver needs a reason"),
    "a waiver without an approver": (
        {"D2": {"Outcome": "waived", "Reason, facts": "x"}},
        "x",
        "line 6: a waiver needs an approver",
    ),
    "a waiver for ever": (
        {"D2": {"Outcome": "waived", "Reason, facts": "x", "Approver (of a waiver)": "y"}},
        "x",
        "line 6: a waiver needs a last day",
    ),
    "a bonus waived": ({"B1": {"Outcome": "waived"}}, "x", "line 7: a bonus cannot be waived"),
    "an item twice": (
        {"D1": {"Item": "D2", "Outcome": "failed"}, "D2": {"Outcome": "passed"}},
        "x",
        "line 8: D2 stands in line 6",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_answer_is_refused_and_nothing_taken(case: str, tmp_path: Path) -> None:
    answers, by, message = REFUSED[case]
    with inspection() as made:
        worklist(made, tmp_path / "list.csv")
        good = {"V1": {"Outcome": "passed", "Name": "甲"}}
        with pytest.raises(SheetError, match=message):
            read(made, filled(tmp_path / "list.csv", {**good, **answers}), by)
        assert all_judgements(made.connection) == []


OTHER: dict[str, tuple[dict[str, Any], str]] = {
    "site": (
        {"start": "https://other.gov.cn/"},
        "the list is of https://other.gov.cn/, this inspection is of",
    ),
    "day": ({"today": date(2026, 3, 30)}, "2026-03-30, this one is of 2026-03-31"),
    "standard": ({"qualify": 61}, "write a new list"),
}


@pytest.mark.parametrize("case", OTHER)
def test_a_list_of_something_else_is_refused(case: str, tmp_path: Path) -> None:
    other, message = OTHER[case]
    with inspection(**other) as one:
        worklist(one, tmp_path / "list.csv")
    with inspection() as made, pytest.raises(SheetError, match=f"line 1: .*{message}"):
        read(made, filled(tmp_path / "list.csv", {"D2": {"Outcome": "passed"}}))


NO_LIST = {
    "empty": b"",
    "text": "随便写的".encode(),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "another table": b"a,b,c\n1,2,3\n",
    "headings only": b"Item,Outcome\n",
    "nulls": b"\0" * 1000,
    "an open quote": b'site-inspector worklist 1\n"Item' + b"x" * 200_000,
}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".xls", ".ods", ""])
@pytest.mark.parametrize("case", NO_LIST)
def test_what_is_no_list_is_refused(case: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"file{suffix}"
    path.write_bytes(NO_LIST[case])
    with inspection() as made, pytest.raises(SheetError, match=r"file"):
        read(made, path)
    with inspection() as made, pytest.raises(SheetError, match="No such file"):
        read(made, tmp_path / f"none{suffix}")


@given(data=st.binary(max_size=300))
def test_no_bytes_make_reading_a_table_raise_otherwise(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("sheet") / "x.csv"
    path.write_bytes(data)
    try:
        head, rows = read_sheet(path, {"Item": "item"})
        assert isinstance(head, list) and list(rows) is not None
    except SheetError:
        pass


@given(st.text())
def test_days_and_numbers_never_raise(text: str) -> None:
    assert read_day(text) is None or isinstance(read_day(text), date)
    assert read_number(text) is None or isinstance(read_number(text), float)


@given(texts=st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_a_table_gives_back_its_text(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    from inspector.locale import plain

    path = tmp_path_factory.mktemp("sheet") / "x.csv"
    write_sheet(path, ["head"], [Field("a", "A"), Field("b", "B")], [{"a": text, "b": "x"} for text in texts])
    _head, rows = read_sheet(path, {"A": "a", "B": "b"})
    assert [row["a"] for row in rows] == [plain(text) for text in texts]


def test_gross_and_net_are_both_shown() -> None:
    with inspection() as made:
        sure = made.connection.execute(
            "SELECT fingerprint FROM findings WHERE outcome = 'failed'"
        ).fetchone()[0]
        alarm = made.connection.execute(
            "SELECT fingerprint FROM findings WHERE outcome != 'failed'"
        ).fetchone()[0]
        waiver = judged(
            sure, WAIVED, about="finding", until=date(2026, 4, 30), reason="移交", approver="李主任"
        )
        gone = judged("0123456789abcdef", "passed", about="finding")
        record(
            made.connection,
            [waiver, judged(alarm, "passed", about="finding"), gone, judged("D2", "failed", points=4.0)],
        )
        made.connection.commit() if made.connection.in_transaction else None
        report = report_of(made)
        assert report.gross is not None
        assert (report.score.deduct_high, report.gross.deduct_high) == (96, 94)
        assert report.false_alarms == 1
        states = {word.judgement.item: word.state for word in report.judgements}
        assert states[sure] == states["D2"] == "in_force" and states["0123456789abcdef"] == "unused"
        for lang in ("zh", "en"):
            document = json.loads(render(report, "json", lang))
            jsonschema.validate(document, schema())
            assert document["score"]["gross"]["high"] == report.gross.high
            assert [finding["waived"] for finding in document["findings"]] == [False, True]
            shown = render(report, "terminal", lang, width=80, color=False)
            assert "李主任" in shown and "张三" in shown and "\x1b" not in shown
        shown = render(report, "terminal", "en", width=110, color=False)
        assert "false alarms left out: 1" in shown
        assert "by the rules alone: not checked" in shown and "not met: 张三, 2026-03-31 · points: 4" in shown
        assert "nothing of the kind at this inspection" in shown
        assert "given under another version of the standard" in shown


def test_the_day_of_inspection_decides_expiry(tmp_path: Path) -> None:
    with inspection(tmp_path) as made:
        record(made.connection, [judged("V1", WAIVED, until=TODAY, reason="x", approver="y")])
        assert report_of(made).gross is not None
        made.connection.execute("UPDATE inspection SET value = '\"2026-04-01\"' WHERE key = 'today'")
        report = report_of(made)
        assert report.gross is None and report.judgements[0].state == "expired"


def test_what_lasts_is_taken_over(tmp_path: Path) -> None:
    with inspection(tmp_path / "first") as first:
        names = [row[0] for row in first.connection.execute("SELECT fingerprint FROM findings ORDER BY id")]
        record(
            first.connection,
            [
                judged(names[0], "passed", about="finding"),
                judged(names[1], "failed", about="finding"),
                judged(names[2], WAIVED, about="finding", until=date(2026, 5, 1)),
                judged("D2", "passed"),
                judged("B1", "passed", until=date(2026, 4, 9)),
                judged("V1", "passed", until=date(2026, 4, 10)),
            ],
        )
    with inspection(tmp_path / "second", today=date(2026, 4, 10)) as second:
        record(second.connection, [judged("V1", "failed")])
        take(second, tmp_path / "first", None)
        said = all_judgements(second.connection)
        assert [one.item for one in said] == ["V1", names[0], names[2]]
        assert all(one.inspected == TODAY for one in said)
        take(second, tmp_path / "first", None)
        assert len(all_judgements(second.connection)) == 3
        assert report_of(second).false_alarms == 1
    with inspection(tmp_path / "again") as again:
        take_whole(again, tmp_path / "first")
        assert len(all_judgements(again.connection)) == 6
        take_whole(again, tmp_path / "nothing")
    with inspection(tmp_path / "other", start="https://other.gov.cn/") as other:
        with pytest.raises(UsageError, match="not of https://other.gov.cn/"):
            take(other, tmp_path / "first", None)
        with pytest.raises(UsageError, match="holds no inspection"):
            take(other, tmp_path / "nothing", None)


def test_words_of_another_standard_do_not_count(tmp_path: Path) -> None:
    with inspection() as made:
        record(made.connection, [judged("D2", "passed", profile="q"), judged("V1", "passed", profile="p")])
        assert [word.judgement.item for word in report_of(made).judgements] == ["V1"]


def test_taking_over_keeps_the_order() -> None:
    earlier = [judged("D1", "failed", until=TODAY), judged("D1", "passed", until=TODAY)]
    assert lasting(earlier, TODAY) == earlier[1:]
    with inspection() as made:
        assert take_over(made.connection, earlier) == 2
        assert Words(all_judgements(made.connection), TODAY).last == (earlier[1],)


def test_a_database_of_version_1_migrates(tmp_path: Path) -> None:
    inspection(tmp_path).close()
    connection = sqlite3.connect(tmp_path / DATABASE)
    for table in store.SECOND:
        connection.execute(f"DROP TABLE {table}")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'second'")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    with Inspection(tmp_path, HOME, profile(), RULES, TODAY) as made:
        before = report_of(made).score
        record(made.connection, [judged("D2", "passed")])
        assert made.score().low > before.low
        assert made.connection.execute("PRAGMA user_version").fetchone()[0] == store.SCHEMA_VERSION


def test_what_if_it_were_mended() -> None:
    with inspection() as made:
        sure = made.connection.execute(
            "SELECT fingerprint FROM findings WHERE outcome = 'failed'"
        ).fetchone()[0]
        now = report_of(made)
        assert now.supposed is None and (now.score.deduct_low, now.score.deduct_high) == (54, 98)
        for mended, low, high in (
            (["loud"], 60, 100),
            ([sure], 56, 100),
            (["D2"], 94, 98),
            (["D1"], 60, 100),
            (["D1", "D2"], 100, 100),
            (["letters"], 54, 98),
        ):
            supposed = report_of(made, mended=mended).supposed
            assert supposed and (supposed.score.deduct_low, supposed.score.deduct_high) == (low, high), mended
        assert report_of(made).score == now.score
        report = report_of(made, mended=["D1", "D2"])
        assert json.loads(render(report, "json", "en"))["if_fixed"]["mended"] == ["D1", "D2"]
        assert "score then: 100 – 110" in render(report, "terminal", "en", width=80, color=False)
        with pytest.raises(UsageError, match="--if-fixed letter: .*perhaps letters"):
            report_of(made, mended=["letter"])
        with pytest.raises(UsageError):
            report_of(made, mended=[""])


def test_what_breaks_if_nothing_is_done() -> None:
    with inspection() as made:
        report = report_of(made)
        assert [outlook.days for outlook in report.forecast] == [7, 14, 30]
        assert [len(outlook.findings) for outlook in report.forecast] == [0, 1, 1]
        assert [outlook.clauses for outlook in report.forecast] == [(), (), ("V2",)]
        assert report.forecast[2].score.verdict is Verdict.UNQUALIFIED
        shown = render(report, "terminal", "en", width=80, color=False)
        assert "new findings 1" in shown and "as it will be on" in shown and "no reply after 94 days" in shown
        document = json.loads(render(report, "json", "zh"))
        jsonschema.validate(document, schema())
        assert document["forecast"][2]["findings"][0]["clauses"] == ["V2"]
        waived = [judged("D1", WAIVED, until=date(2026, 4, 10), reason="x", approver="y")]
        record(made.connection, waived)
        assert "D1" in report_of(made).forecast[1].clauses


def test_steps_stand_by_points_a_mend() -> None:
    clauses = [
        clause("A", "deduct", points=60, checks=[{"rule": "loud", "each": 2}]),
        clause("B", "deduct", points=40, checks=[{"rule": "loud"}]),
    ]
    with inspection(clause=clauses) as made:
        steps = [step for step in report_of(made).steps if step.kind == "mend"]
        assert [(step.line.clause.id, step.per_mend) for step in steps] == [("B", 40), ("A", 2)]


def test_every_clause_of_the_national_standard_has_a_question() -> None:
    questions = load_questions()
    national = load_profile("cn-2019", load_rules())
    wanted = {one.id for one in national.clause if one.needs or one.part == "veto" or not one.checks}
    assert wanted <= set(questions)
    known = {one.id for one in national.clause}
    assert set(questions) <= known
    for question in questions.values():
        for text in (question.ask, question.look, question.note):
            assert text.zh and text.en and text.zh != text.en


def test_the_words_of_a_judgement_are_those_of_the_table() -> None:
    assert list(store.TABLES["judgements"].columns)[1:] == [field for field in Judgement.__dataclass_fields__]
    assert replace(judged("D1", "passed"), until=TODAY).holds(TODAY)
