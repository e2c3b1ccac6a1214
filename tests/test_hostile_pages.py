"""No page, however broken, makes a reader or a page rule raise, or keeps it busy for a second."""

from __future__ import annotations

import gc
import time
import weakref
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.facts.summary import summary
from inspector.page import Page
from inspector.profile import load_profile
from inspector.rule import load_rules

PAGES = sorted((Path(__file__).parent / "truth" / "pages").rglob("*.*htm*"))
RULES = load_rules()
PROFILE = load_profile("cn-2019", RULES)
PAGE_RULES = [rule for rule in RULES.values() if rule.scope == "page"]
DAY = datetime(2026, 1, 15, tzinfo=UTC)
HTML = (("content-type", "text/html"),)
QUIET = settings(max_examples=60, derandomize=True)
# What the readers look for, torn out of its place.
PIECES = (
    "<table><tr><td>",
    "</td><td>",
    "</tr></table>",
    "<ul><li>",
    "</li>",
    "<dl><dt>",
    "</dt><dd>",
    "<div>",
    "</div>",
    "<a href='",
    "'>",
    "</a>",
    "<span>",
    "</span>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "document.write('",
    "');",
    "<![CDATA[",
    "]]>",
    "<recordset><record>",
    "<h1>",
    "</h1>",
    "<title>",
    "</title>",
    "<meta name='PubDate' content='",
    "<form><input name=a>",
    "<select><option value='",
    "索引号",
    "索 引 号：",
    "文号：",
    "〔2025〕1号",
    "发布机构",
    "成文日期：",
    "2025-01-02",
    "2025年1月",
    "01-02",
    "二〇二五年一月二日",
    "发布时间：",
    "来源：",
    "来源",
    "当前位置：首页",
    " > ",
    "主办单位：",
    "网站标识码：",
    "1234567890",
    "京ICP备",
    "京公网安备",
    "联系电话：",
    "010-12345678",
    "更多>>",
    "下一页",
    "共3条",
    "政府信息公开指南",
    "{{",
    "}}",
    "&nbsp;",
    "&#x",
    "\0",
    "\ufffd",
    "\U00020bb7",
    "　",
    " ",
    "\n",
    "(",
    "（",
    "[",
    "【",
    '"',
    "'",
    "\\",
    "%3C",
    "=",
    "-",
    "：",
    "甲",
    "a",
    "1",
)


def read(body: bytes, content_type: str = "text/html") -> float:
    """Read and judge a page; the seconds it took."""
    page = Page(
        "http://www.example.gov.cn/a/t20250102_1.html", 200, (("content-type", content_type),), body, DAY
    )
    began = time.perf_counter()
    summary(page)
    assert isinstance(page.needs_rendering, str | None) and isinstance(page.blocked, str | None)
    for rule in PAGE_RULES:
        if rule.applies(page):
            list(rule.check(page, **{**rule.options, **PROFILE.options.get(rule.id, {})}))
    return time.perf_counter() - began


@QUIET
@given(st.lists(st.sampled_from(PIECES), max_size=200), st.integers(1, 30))
def test_pieces_in_any_order(pieces: list[str], times: int) -> None:
    assert read(("".join(pieces) * times).encode("utf-8", "surrogatepass")) < 1


@QUIET
@given(st.binary(max_size=2000), st.sampled_from(["text/html", "application/javascript", "text/plain", ""]))
def test_any_bytes(body: bytes, content_type: str) -> None:
    assert read(body, content_type) < 1


@QUIET
@given(st.sampled_from(PAGES), st.floats(0, 1), st.floats(0, 0.3), st.binary(max_size=5))
def test_pages_with_a_piece_cut_out(path: Path, where: float, share: float, filler: bytes) -> None:
    body = path.read_bytes()
    start = int(where * len(body))
    assert read(body[:start] + filler + body[start + int(share * len(body)) :]) < 1


@pytest.mark.parametrize("piece", PIECES)
def test_one_piece_again_and_again(piece: str) -> None:
    body = piece.encode("utf-8", "surrogatepass")
    assert read(body * (150_000 // len(body))) < 1
    assert read(b"<html><body>" + (body + b" x ") * (100_000 // (len(body) + 3))) < 1


@pytest.mark.parametrize(
    "body",
    [
        "<p>" + "".join(f"<b a{n}>" for n in range(3000)) + "</p><p>x" * 3000,
        "".join(f"<FONT a{n}>" for n in range(8000)) + "<div>" * 8000 + "</font>" * 8000,
        "<a " + " ".join(f"a{n}='>'" for n in range(50_000)) + ">x</a>",
        "<select>" + "".join(f"<option value=/{n}.html>x</option>" for n in range(20_000)),
        "<h1>索引号：1 文号：2</h1><table>"
        + "<tr><td>索引号<td>文号<td>发布机构</tr><tr><td>1<td>2<td>3</tr>" * 3000
        + "<tr><td>1<td>2<td>3</tr>",
    ],
    ids=["formatting reopened", "formatting closed late", "attributes", "options", "labels by turns"],
)
def test_what_makes_a_parser_or_reader_slow(body: str) -> None:
    assert read(f"<html><head></head><body>{body}".encode()) < 2


def test_scripts_that_name_thousands_of_elements() -> None:
    code = "".join(f"<script>x.innerHTML=y;{named(part)}</script>" for part in range(60))
    body = "".join(f"<p id=e{n}>x</p>" for n in range(30_000))
    page = Page("http://www.example.gov.cn/", 200, HTML, f"<body>{body}{code}".encode(), DAY)
    began = time.process_time()
    assert page.filled == () and time.process_time() - began < 1


def named(part: int) -> str:
    return "".join(f"document.getElementById('n{part}_{n}');" for n in range(250))


def test_many_tags_stay_as_they_are() -> None:
    rows = "<tr><td><b>甲</b><font color='red'>乙</font></td><td title='a>b'>丙</td></tr>" * 3000
    image = "<img src='data:image/png;base64," + "ab/c" * 30_000 + "' alt='丁'>"
    page = Page("http://www.example.gov.cn/", 200, (), f"<html><table>{rows}</table>{image}".encode(), DAY)
    assert len(page.tree.css("td > b")) == len(page.tree.css("td > font[color]")) == 3000
    assert len(page.tree.css("img[alt='丁']")) == 1


def test_a_page_is_let_go_when_it_was_read() -> None:
    alive = []
    gc.disable()  # what is held in circles would pile up until the collector comes
    try:
        for path in PAGES[::20]:
            page = Page("http://www.yunxi.gov.cn/a.html", 200, HTML, path.read_bytes(), DAY)
            summary(page)
            for rule in PAGE_RULES:
                if rule.applies(page):
                    list(rule.check(page, **{**rule.options, **PROFILE.options.get(rule.id, {})}))
            alive.append(weakref.ref(page))
        del page
        left = sum(one() is not None for one in alive)
    finally:
        gc.enable()
    assert left <= 1  # rules may remember the last one
