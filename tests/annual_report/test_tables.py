"""Tables 2 to 4 and their equations, in every form that a report comes in."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.annual_report.child import Reader
from inspector.annual_report.findings import findings
from inspector.annual_report.identities import carried_over
from inspector.annual_report.reading import read_text
from inspector.annual_report.report import AnnualReport
from inspector.annual_report.tables import APPLICANTS, CASES, LABELS, OUTCOMES, figure
from inspector.annual_report.targets import read_body
from tests.annual_report.draft import FILES, PRINTED, Draft, as_bars, draft, spoil


def report_of(written: Draft, name: str = "bars.txt") -> AnnualReport:
    if name == "bars.txt":
        return AnnualReport(name, read_text(as_bars(written).decode()))
    with Reader() as reader:
        return AnnualReport(name, read_body(name, FILES[name](written), reader))


def broken(report: AnnualReport) -> set[tuple[str, str]]:
    return {(one.id, one.column) for one in report.identities if not one.holds}


def labelled(equations: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(name, LABELS.get(about, about)) for name, about in equations}


@cache
def wide() -> Draft:
    return draft(7)


@pytest.mark.parametrize("form", ["B", "C"])
@pytest.mark.parametrize("name", FILES)
def test_a_sound_report_is_read_whole_and_found_sound(name: str, form: str) -> None:
    written = draft(11, form)
    report = report_of(written, name)
    assert (report.organisation, report.year, report.generation) == (written.body, written.year, form)
    assert report.table_form == form
    assert len(report.headings) == 6 and not report.missing
    assert {
        row: {column: int(cell.worth) for column, cell in cells.items()}
        for row, cells in report.tables.applications.items()
    } == written.applications
    assert {
        case: {outcome: int(cell.worth) for outcome, cell in cells.items()}
        for case, cells in report.tables.disputes.items()
    } == written.disputes
    assert {
        row: [cell.worth for cell in cells] for row, cells in report.tables.disclosed.items()
    } == written.disclosed
    assert len(report.identities) == (14 + 23 + 3 if form == "B" else 14 + 25 + 3)
    assert not findings(report)


@pytest.mark.parametrize("name", FILES)
def test_a_spoilt_figure_is_found_in_every_format(name: str) -> None:
    written, wanted = spoil(draft(5), ("3.4", "商业企业"), 10)
    report = report_of(written, name)
    assert broken(report) == labelled(wanted)
    assert report.suspect and (report.suspect.row, report.suspect.column) == ("3.4", "商业企业")
    assert report.suspect.value - report.suspect.wanted == 10


@given(st.integers(0, 10**6), st.sampled_from("BC"))
@settings(max_examples=60)
def test_any_consistent_set_of_tables_passes(seed: int, form: str) -> None:
    report = report_of(draft(seed, form))
    assert len(report.identities) in (40, 42)
    assert not broken(report) and report.suspect is None
    assert not [finding for finding in findings(report) if finding.outcome == "failed"]


@given(st.integers(0, 10**6), st.sampled_from("BC"), st.sampled_from((1, 3, 10, 100)), st.data())
@settings(max_examples=120)
def test_any_single_changed_cell_is_found(seed: int, form: str, change: int, data: st.DataObject) -> None:
    good = draft(seed, form)
    row = data.draw(st.sampled_from([*good.applications, *CASES]))
    column = data.draw(st.sampled_from(OUTCOMES if row in CASES else APPLICANTS))
    written, wanted = spoil(good, (row, column), change)
    report = report_of(written)
    assert broken(report) == labelled(wanted)
    if row not in CASES:
        assert report.suspect and (report.suspect.row, report.suspect.column) == (row, column)


def replaced(old: str, new: str, count: int = 1) -> AnnualReport:
    text = as_bars(wide()).decode()
    assert old in text
    return AnnualReport("x", read_text(text.replace(old, new, count)))


def test_blank_cells_count_as_nothing_and_are_said() -> None:
    text = as_bars(wide()).decode().replace(" 0 |", "  |")
    report = AnnualReport("x", read_text(text))
    assert not broken(report)
    said = [finding for finding in findings(report) if finding.data["check"] == "blank-cells"]
    assert len(said) == 1 and said[0].outcome == "cantTell" and said[0].data["count"] > 10


def test_a_blank_total_is_not_judged() -> None:
    lines = as_bars(wide()).decode().split("\n")
    labels = [label for name, label in PRINTED.items() if "." in name]
    for number, line in enumerate(lines):
        if any(label in line for label in labels):
            cells = line.split(" | ")
            lines[number] = " | ".join([*cells[:-1], "|"])
    report = AnnualReport("x", read_text("\n".join(lines)))
    rows = {one.column for one in report.identities if one.id == "AR.3"}
    assert LABELS["new"] in rows and LABELS["3.1"] not in rows
    # With details left blank the column of totals has only its own four figures to go by.
    assert not broken(report) - {("AR.2", "总计")}


def test_the_columns_are_those_of_the_head() -> None:
    """A table whose total stands first is read by its head, not by the form's order."""
    rows = [["事项", "总计", *APPLICANTS[:-1]]]
    written = wide()
    for name, cells in written.applications.items():
        rows.append([PRINTED[name], *(str(cells[column]) for column in ("总计", *APPLICANTS[:-1]))])
    html = "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    with Reader() as reader:
        report = AnnualReport("x", read_body("x.html", f"<body>{html}</table></body>".encode(), reader), 2023)
    assert len(report.identities) == 14 + 25 and not broken(report)


def test_cells_as_people_write_them() -> None:
    states = {
        "12": ("number", 12), "+3": ("number", 3), "-2": ("number", -2), "1,205": ("number", 1205),
        "160.5964万元": ("number", 160.5964), "3件": ("number", 3), "O": ("number", 0), "": ("blank", None),
        "/": ("dash", None), "—": ("dash", None), "无": ("dash", None), "见附件": ("unreadable", None),
    }  # fmt: skip
    assert {text: (figure(text).state, figure(text).value) for text in states} == states


def test_last_year_is_compared() -> None:
    before, now = draft(21), draft(22)
    for column in APPLICANTS:
        now.applications["carried"][column] = before.applications["left"][column]
    pairs = list(carried_over(report_of(now).tables, report_of(before).tables))
    assert {one.id for one in pairs} == {"AR.5", "AR.6"}
    assert all(one.holds for one in pairs if one.id == "AR.5")
    now.applications["carried"]["其他"] += 1
    wrong = [one for one in carried_over(report_of(now).tables, report_of(before).tables) if not one.holds]
    assert ("AR.5", "其他") in {(one.id, one.column) for one in wrong}


def test_a_new_report_in_an_old_form_is_a_finding() -> None:
    written = draft(2, "B")
    text = as_bars(written).decode().replace(str(written.year), "2023")
    report = AnnualReport("x", read_text(text))
    assert (report.generation, report.table_form) == ("C", "B")
    assert "form" in {finding.data["check"] for finding in findings(report) if finding.outcome == "failed"}
    assert not broken(report)


def test_a_table_cut_off_is_judged_as_far_as_it_goes() -> None:
    text = as_bars(wide()).decode()
    chance = random.Random(1)
    for _ in range(30):
        part = text[: chance.randrange(len(text))]
        report = AnnualReport("x", read_text(part), None, False)
        # Only the last row can have lost digits, and only its own equation can show it.
        assert len(broken(report)) <= 1
        assert not report.missing


def disputes_of(head: str, cells: str) -> dict[str, list[float]]:
    text = f"四、政府信息公开行政复议、行政诉讼情况\n{head}\n{cells}\n五、存在的主要问题及改进情况\n"
    tables = AnnualReport("x", read_text(text), 2023, False).tables
    assert not tables.applications  # 总计 is a head here, not a row of table 3
    return {case: [cell.worth for cell in row.values()] for case, row in tables.disputes.items()}


FIFTEEN = list(range(1, 16))
WANTED = {case: [float(n) for n in FIFTEEN[5 * i : 5 * i + 5]] for i, case in enumerate(CASES)}


HEADS = "\n".join(OUTCOMES * 3)
BROKEN = "|结果|结果|其他|尚未|总计|未经复议直接起诉|复议后起诉|\n|维持|纠正|结果|审结|"
COPIED = {
    "bars": (
        "未经复议直接起诉|复议后起诉|\n" + "|".join(OUTCOMES * 3) + "|",
        "|".join(map(str, FIFTEEN)) + "|",
    ),
    "lines": (f"行政复议\n复议后起诉\n{HEADS}", "\n\n".join(map(str, FIFTEEN))),
    "blanks": (" ".join(OUTCOMES * 3), " ".join(map(str, FIFTEEN))),
    "broken heads": (BROKEN + "|".join(OUTCOMES * 2) + "|", "|" + "|".join(map(str, FIFTEEN)) + "|||"),
    "bars at the ends": (HEADS.replace("\n", " |\n") + " |||\n|", " |\n".join(map(str, FIFTEEN)) + " ||"),
}


@pytest.mark.parametrize("way", COPIED)
def test_table_4_as_it_is_copied(way: str) -> None:
    head, cells = COPIED[way]
    assert disputes_of(head, cells) == WANTED


def test_a_row_with_too_many_figures_is_no_row() -> None:
    text = as_bars(wide()).decode().replace("（七）总计 |", "（七）总计 | 7 |")
    report = AnnualReport("x", read_text(text))
    assert "total" not in report.tables.applications
    assert {one.id for one in report.identities} == {"AR.3", "AR.4"}


def test_the_last_figure_of_a_cut_text_is_not_trusted() -> None:
    text = "一、本年新收政府信息公开申请数量 | 10 | 0 | 0 | 0 | 0 | 0 | 1"
    assert broken(AnnualReport("x", read_text(text), 2023, True))
    assert not broken(AnnualReport("x", read_text(text), 2023, False))
