"""What a crawl keeps of annual reports, and how copies are told by it."""

from __future__ import annotations

from inspector import annual_report_findings, annual_report_of, likeness
from inspector.annual_report.crawled import SKETCH, annual_report_fact, sketch
from inspector.page import Page
from tests.annual_report.draft import as_html, draft

STORY = "我局在{}项工作中深入推进政务公开标准化规范化建设，及时回应群众关切并取得新的进展。"
TEXT = "".join(
    STORY.format(word) for word in ("第一", "第二", "第三", "第四", "第五", "第六", "第七", "第八")
)
OTHER = (
    "围绕河湖管护和农村饮水安全，发布水质检测结果和防汛责任人名单，对重大工程的立项招标和征地补偿全程公开。"
    * 3
)


def page(body: bytes) -> Page:
    head = b"<h1>" + draft(8).title.encode() + b"</h1><p>" + "发布日期：2026-01-10".encode() + b"</p>"
    return Page("http://www.example.gov.cn/nb/1.html", body=body.replace(b"<body>", b"<body>" + head))


def test_copies_are_alike_and_others_are_not() -> None:
    assert likeness(sketch(TEXT), sketch(TEXT)) == 1.0
    assert likeness(sketch(TEXT), sketch(TEXT.replace("第八", "第九"))) > 0.6
    assert likeness(sketch(TEXT), sketch(OTHER)) < 0.1
    assert len(sketch(TEXT * 20)) <= 8 * SKETCH


def test_short_texts_are_not_compared() -> None:
    assert sketch("没有内容") == "" and likeness("", sketch(TEXT)) == 0.0


def test_a_report_leaves_a_fact() -> None:
    report = page(as_html(draft(8)))
    fact = annual_report_fact(report)
    assert fact and (fact["organisation"], fact["year"]) == (draft(8).body, draft(8).year)
    assert annual_report_of(report) is annual_report_of(report)
    assert annual_report_findings(report) == []


def test_other_pages_leave_none() -> None:
    other = Page("http://www.example.gov.cn/", body="<html><body><p>会议通知</p></body></html>".encode())
    assert annual_report_fact(other) is None and annual_report_findings(other) == []
