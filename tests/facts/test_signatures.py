"""The day in the signature of a document."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector import Page

HEADER = (
    "<table><tr><td>索引号</td><td>006789012/2026-00001</td><td>成文日期</td><td>{written}</td></tr></table>"
)


def signed(body: str, written: str = "2026-01-12") -> date | None:
    text = f"<html><body>{HEADER.format(written=written)}{body}</body></html>"
    page = Page("http://x.gov.cn/a.html", headers=(("content-type", "text/html"),), body=text.encode())
    return page.signed


@pytest.mark.parametrize(
    "signature",
    [
        "<p>安和县人民政府办公室<br>2026年1月9日</p>",
        "<p>安和县人民政府办公室</p><p>二〇二六年一月九日</p>",
        "<p>安和县人民政府办公室　　2026年1月9日</p>",
        "<p align=right>2026年1月9日</p><p>（此件公开发布）</p>",
        "<p>县财政局 县民政局</p><p>2026 年 1 月 9 日</p><p>附件：2025年12月1日</p>",
    ],
)
def test_the_day_below_the_body(signature: str) -> None:
    assert signed(f"<p>现印发给你们，请遵照执行。</p>{signature}") == date(2026, 1, 9)


def test_the_header_is_no_signature() -> None:
    text = "<p>自2026年3月1日起施行。</p><p>安和县人民政府办公室<br>2026年1月9日</p>"
    assert signed(text, "2026年1月12日") == date(2026, 1, 9)


@pytest.mark.parametrize(
    "body",
    [
        "<p>本办法自2026年1月9日起施行。</p>",
        "<p>安和县人民政府<br>2026年1月9日</p><p>安和县财政局<br>2025年12月1日</p>",
        "<p>2026年1月9日</p><p>2026年1月10日</p>",
        "<p>2026年13月9日</p>",
    ],
)
def test_no_signature_or_more_than_one(body: str) -> None:
    assert signed(body) is None


def test_only_documents_with_a_header_are_read() -> None:
    page = Page("http://x.gov.cn/", body="<p>县政府办公室</p><p>2026年1月9日</p>".encode())
    assert page.signed is None


@given(st.text("安和县政府办公室局委员会 \u3000\n年月日0129〇二", max_size=300))
def test_whatever_stands_there_is_read(text: str) -> None:
    day = signed(f"<pre>{text}</pre>")
    assert day is None or ("年" in text and "月" in text)
