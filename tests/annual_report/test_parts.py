"""Parts, year, organisation, form and period."""

from __future__ import annotations

import pytest

from inspector.annual_report.findings import findings
from inspector.annual_report.reading import read_page, read_text
from inspector.annual_report.report import AnnualReport
from inspector.page import Page
from tests.annual_report.draft import HEADINGS, as_bars, draft

OLD = """云溪县水务局2016年政府信息公开工作年度报告
本报告根据《政府信息公开条例》编制，全文包括概述、主动公开政府信息情况、依申请公开政府信息情况、收费及减免情况、
行政复议和行政诉讼情况、存在的主要问题及改进措施。本报告所列数据的统计期限自2016年1月1日起至2016年12月31日止。
一、概述
我局认真贯彻落实《条例》。
二、主动公开政府信息情况
2016年主动公开政府信息45条，其中网站公开40条，公示栏公开5条。
三、依申请公开政府信息和不予公开政府信息情况
未收到申请。
四、政府信息公开的收费及减免情况
未收取费用。
五、因政府信息公开申请行政复议、提起行政诉讼的情况
没有发生。
六、会议和培训情况
召开会议2次，培训30人次。
七、存在的主要问题及改进措施
人手不足，下一步将加强培训。
附表：政府信息公开情况统计表
云溪县水务局
2017年1月15日
"""


def report(text: str, **options: object) -> AnnualReport:
    return AnnualReport("report.txt", read_text(text), **options)  # type: ignore[arg-type]


def checks(text: str, **options: object) -> dict[str, str]:
    """The checks that found something, with the outcome; claims of old reports left out."""
    told: dict[str, str] = {}
    for finding in findings(report(text, **options)):
        if finding.data["check"] != "claims":
            told.setdefault(finding.data["check"], finding.outcome.value)
    return told


def test_a_whole_old_report() -> None:
    assert checks(OLD) == {}
    whole = report(OLD)
    assert (whole.organisation, whole.year, whole.generation) == ("云溪县水务局", 2016, "A")
    assert len(whole.headings) == 7 and not whole.missing


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("二、主动公开政府信息情况", "proactive"),
        ("三、依申请公开政府信息和不予公开政府信息情况", "applications"),
        ("四、政府信息公开的收费及减免情况", "fees"),
        ("五、因政府信息公开申请行政复议、提起行政诉讼的情况", "disputes"),
        ("七、存在的主要问题及改进措施", "problems"),
        ("六、会议和培训情况", "other"),
    ],
)
def test_each_part_of_an_old_report_is_missed(heading: str, part: str) -> None:
    text = OLD.replace(f"{heading}\n", "")
    assert [one.id for one in report(text).missing] == [part]


def test_an_announced_part_that_is_not_there() -> None:
    text = OLD.replace("四、政府信息公开的收费及减免情况\n未收取费用。\n", "")
    found = checks(text)
    assert found["announced-part"] == "failed" and found["missing-part"] == "failed"
    assert found["part-order"] == "cantTell"  # 三 and then 五


def test_an_excerpt_misses_nothing() -> None:
    assert not report(OLD[:200], complete=False).missing
    assert "missing-part" not in checks(OLD[:200], complete=False)


@pytest.mark.parametrize(
    "variant",
    [
        OLD.replace("一、概述\n", "一、概述。"),
        OLD.replace("二、主动公开政府信息情况", "二、 政府信息主动公开的情况"),
        OLD.replace("二、主动公开政府信息情况", "第二部分 主动公开政府信息情况"),
        OLD.replace("四、政府信息公开的收费及减免情况", "四、政府信息公开支出与收费"),
        OLD.replace("五、因政府信息公开申请行政复议、提起行政诉讼的情况", "五、复议、诉讼和申诉情况"),
        OLD.replace("七、存在的主要问题及改进措施", "七、工作中的不足和下步打算"),
        OLD.replace("三、依申请公开政府信息和不予公开政府信息情况\n", "（二）依申请公开情况\n"),
        OLD.replace("\n", "\n\n"),
    ],
)
def test_synonyms(variant: str) -> None:
    assert not report(variant).missing


@pytest.mark.parametrize("form", ["B", "C"])
@pytest.mark.parametrize("number", range(6))
def test_each_part_of_a_form_is_missed(form: str, number: int) -> None:
    written = draft(4, form)
    written.left_out.add(number)
    found = report(as_bars(written).decode())
    wanted = HEADINGS[number].partition("、")[2]
    assert [part.name for part in found.missing] == [wanted]
    assert found.headings == [heading for heading in HEADINGS if heading != HEADINGS[number]]


def test_empty_misnamed_and_out_of_order() -> None:
    text = as_bars(draft(4)).decode()
    assert checks(text.replace("本年度未收取政府信息公开信息处理费。", ""))["empty-part"] == "failed"
    assert checks(text.replace("五、存在的主要问题及改进情况", "五、工作中的不足"))["part-name"] == "cantTell"
    five, six = text.index("五、存在"), text.index("六、其他")
    moved = text[:five] + text[six:] + "\n" + text[five:six]
    assert checks(moved)["part-order"] == "failed"


@pytest.mark.parametrize(("shown", "empty"), [("", True), ("<img src='fees.png'>", False)])
def test_a_part_shown_by_a_picture_is_not_empty(shown: str, empty: bool) -> None:
    text = as_bars(draft(4)).decode().replace("本年度未收取政府信息公开信息处理费。", "")
    body = "".join(f"<p>{line}</p>" for line in text.strip().split("\n")) + f"<p>{shown}</p>"
    document = read_page(
        Page("http://www.yunxi.gov.cn/a.html", body=f"<html><body>{body}</body></html>".encode())
    )
    found = [
        finding.key
        for finding in findings(AnnualReport("a.html", document))
        if finding.data["check"] == "empty-part"
    ]
    assert bool(found) == empty


@pytest.mark.parametrize(
    ("text", "organisation", "year"),
    [
        ("云溪县民政局\n2020年度政府信息公开工作年度报告\n一、总体情况", "云溪县民政局", 2020),
        ("2023年云溪县民政局政府信息公开工作年度报告", "云溪县民政局", 2023),
        ("云溪县民政局2019年信息公开年度报告", "云溪县民政局", 2019),
        ("名 称: 云溪县民政局2024年政府信息公开工作年度报告\n索引号: 1", "云溪县民政局", 2024),
        ("首页 > 年报\n云溪县民政局 2017年政府信息公开工作年度报告\n日期：2018-04-02", "云溪县民政局", 2017),
        ("根据《条例》要求，现公布云溪县人民政府2017年政府信息公开工作年度报告。", "云溪县人民政府", 2017),
        ("本报告所列数据的统计期限自2015年1月1日起至2015年12月31日止。", None, 2015),
        ("云溪县民政局２０２２年政府信息公开工作年度报告", "云溪县民政局", 2022),
        ("雲溪縣民政局2022年政府信息公開工作年度報告", "云溪县民政局", 2022),
        ("云溪县民政局二〇二二年政府信息公开工作年度报告", "云溪县民政局", 2022),
        ("云溪县民政局政府信息公开工作年度报告（2022年）", "云溪县民政局", 2022),
        ("云溪县民政局政府信息公开2022年年度报告", "云溪县民政局", 2022),
        ("（2022年度）云溪县民政局政府信息公开工作年度报告", "云溪县民政局", 2022),
        ("云溪县民政局\n政府信息公开工作年度报告\n（2022年度）", "云溪县民政局", 2022),
        ("2022年政府信息公开工作年度报告\n云溪县民政局", "云溪县民政局", 2022),
        ("云溪县政府办公室关于印发2022年云溪县政府信息公开工作年度报告的通知", "云溪县", 2022),
        ("2022年度青石镇人民政府信息公开工作年度报告", "青石镇人民政府", 2022),
        ("没有年份的文字。", None, None),
    ],
)  # fmt: skip
def test_whose_report_of_which_year(text: str, organisation: str | None, year: int | None) -> None:
    found = report(text)
    assert found.year == year
    assert found.organisation == organisation


def test_the_year_in_the_name_of_the_file_is_the_last_resort() -> None:
    found = AnnualReport("https://www.example.gov.cn/xxgk/2013ndbg/1.html", read_text("一、概述\n县档案馆"))
    assert (found.year, found.generation) == (2013, "A")


@pytest.mark.parametrize(
    ("year", "form"), [(2008, "A"), (2018, "A"), (2019, "B"), (2020, "B"), (2021, "C"), (2026, "C")]
)
def test_the_form_follows_the_year(year: int, form: str) -> None:
    assert report(f"云溪县民政局{year}年政府信息公开工作年度报告").generation == form


@pytest.mark.parametrize(
    ("period", "outcome"),
    [
        ("自2016年1月1日起至2016年12月31日止", None),
        ("为2016年1月1日至12月31日", None),
        ("为：2016年1月1日——2016年12月31日", None),
        ("自2016年1月1日起至2017年12月31日止", "failed"),
        ("自2015年1月1日起至2015年12月31日止", "failed"),
        ("自2016年3月1日起至2016年12月31日止", "cantTell"),
    ],
)
def test_the_period_is_the_year(period: str, outcome: str | None) -> None:
    text = OLD.replace("自2016年1月1日起至2016年12月31日止", period)
    assert checks(text).get("period") == outcome


def test_the_year_wanted_is_another() -> None:
    assert checks(OLD, stated_year=2017)["year"] == "failed"


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ("未收到申请。", "XX局未收到申请。", "placeholder"),
        ("我局认真", "2014年，我局认真", "other-year"),
    ],
)
def test_what_was_left_over(old: str, new: str, check: str) -> None:
    assert check in checks(OLD.replace(old, new))


def test_numbers_of_old_reports_are_listed_for_a_person() -> None:
    claims = [finding for finding in findings(report(OLD)) if finding.data["check"] == "claims"]
    assert claims[0].data["count"] == 5 and claims[0].outcome == "cantTell"


def test_text_and_table_disagree() -> None:
    text = as_bars(draft(4)).decode()
    new = draft(4).applications["new"]["总计"]
    bad = text.replace(f"新收政府信息公开申请{new}件", f"新收政府信息公开申请{new + 3}件")
    assert checks(bad)["text-and-table"] == "cantTell"
    none = text.replace(f"全年新收政府信息公开申请{new}件，", "全年未收到政府信息公开申请，")
    assert checks(none)["text-and-table"] == "cantTell"


def test_text_repeated_from_last_year() -> None:
    body = "。".join(
        f"我局在第{n}项工作中深入推进政务公开标准化规范化建设并取得新的进展" for n in "甲乙丙丁戊己庚"
    )
    this = report(OLD.replace("我局认真贯彻落实《条例》。", body))
    last = AnnualReport(
        "last.txt", read_text(OLD.replace("我局认真贯彻落实《条例》。", body).replace("2016", "2015"))
    )
    assert "sameness" in {finding.data["check"] for finding in findings(this, last)}
    other = AnnualReport("last.txt", read_text(as_bars(draft(3)).decode()))
    assert "sameness" not in {finding.data["check"] for finding in findings(this, other)}


def test_a_report_on_another_subject_is_asked_about_not_judged() -> None:
    work = """2016年政府工作报告
各位代表：现在我代表县人民政府，向大会报告工作，请予审议，并请提出意见。
一、2016年工作回顾
全年完成重点项目45个，城镇新增就业3000人，粮食总产量再创新高，各项事业全面进步。
二、2017年工作安排
我们将继续抓好项目建设和民生实事，确保全年各项目标任务圆满完成。
"""
    assert checks(work)["subject"] == "cantTell"
    assert "missing-part" not in checks(work)
    assert report(work).missing == []
    assert set(checks(work.replace("2016", "").replace("2017", ""))) == {"subject", "year"}
