# ruff: noqa: E501  (markup is read best on one line)
"""The rows of a list of letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inspector.facts.listing.letters import read_letters
from inspector.page import Page

HEAD = "<tr><th>信件标题</th><th>来信时间</th><th>答复单位</th><th>答复时间</th><th>状 态</th></tr>"
ROWS = (
    '<tr><td><a href="/x/1.html">建议增设路灯</a></td><td>2025-11-03</td><td>县住建局</td><td>2025年11月6日</td><td>已答复</td></tr>'
    '<tr><td><a href="/x/2.html">反映停车难</a></td><td>2025-09-01 08:30</td><td></td><td></td><td>办理中</td></tr>'
    "<tr><td colspan=5>共2件</td></tr>"
)
FORM = "<form><p>姓名：<input></p><p>联系电话：<input></p><p>标题：<input></p><p>内容：<textarea></textarea></p><p>验证码：<input></p></form>"


def page(table: str, title: str = "县长信箱") -> Page:
    html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><table>{table}</table>{FORM}</body></html>"
    return Page("http://www.yunxi.gov.cn/xzxx/", headers=(("content-type", "text/html"),), body=html.encode())


def test_rows_are_read() -> None:
    first, second = page(HEAD + ROWS).letters
    assert (first.title, first.url) == ("建议增设路灯", "http://www.yunxi.gov.cn/x/1.html")
    assert (first.received, first.replied, first.unit, first.status) == (
        "2025-11-03",
        "2025-11-06",
        "县住建局",
        "已答复",
    )
    assert (second.received, second.replied, second.status) == ("2025-09-01", "", "办理中")


def test_other_tables_are_none() -> None:
    assert (
        page("<tr><th>标题</th><th>发布时间</th></tr><tr><td>通知</td><td>2025-11-03</td></tr>").letters == ()
    )
    assert page("").letters == ()


@given(
    st.lists(
        st.sampled_from(
            [
                "<tr>",
                "<td>",
                "</td>",
                "信件标题",
                "来信时间",
                "状态",
                "<table>",
                "2025-13-45",
                "<a href='http://['>x",
            ]
        )
        | st.text(max_size=9),
        max_size=60,
    ).map("".join)
)
def test_nothing_makes_it_raise(table: str) -> None:
    assert isinstance(read_letters(page(table)), tuple)
