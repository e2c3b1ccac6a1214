# ruff: noqa: E501  (markup is read best on one line)
"""The forms that search a site, and what their answers say."""

from __future__ import annotations

import time

import pytest

from inspector.facts.search.answer import read_search_answer
from inspector.facts.search.forms import read_search_forms, search_address
from inspector.page import Page

HOME = "http://www.example.gov.cn/"
TITLE = "云溪县召开第3次民生实事推进会"
TARGET = HOME + "xwzx/post_3.html"


def page(body: str, url: str = HOME, encoding: str = "utf-8", status: int = 200) -> Page:
    head = f'<!doctype html><html><head><meta charset="{encoding}"><title>云溪县人民政府</title></head>'
    text = f"{head}<body>{body}</body></html>"
    return Page(url, status, (("content-type", "text/html"),), text.encode(encoding))


def results(body: str, **given: int) -> Page:
    echo = f'<form><input name="q" value="{TITLE}"><button>搜索</button></form>'
    return page(echo + body, HOME + "search/?q=x", **given)


@pytest.mark.parametrize(
    ("form", "how", "asked"),
    [
        (
            '<form action="/search/"><input name="q"><button>搜索</button></form>',
            "get",
            "search/?q=%E4%BA%91",
        ),
        (
            '<form action="//so.example.cn/s"><input type=hidden name=site value="42"><input name=wd>'
            "<select name=r><option value=1>全文<option value=2 selected>标题</select><input type=submit value=检索>"
            "</form>",
            "get",
            "http://so.example.cn/s?site=42&r=2&wd=%E4%BA%91",
        ),
        (
            "<table><form action=so.asp><tr><td><input name=keyword><input type=submit value=搜索></form></table>",
            "get",
            "so.asp?keyword=%E4%BA%91",
        ),
        ('<form method=POST action="/e/search/"><input name=qt></form>', "post", None),
        ('<form action="#"><input name=q><button>搜索</button></form>', "script", None),
        ('<form action="javascript:go()"><input name=q>搜索</form>', "script", None),
        ("<form><input id=words><button onclick=go()>搜索</button></form>", "script", None),
        (
            "<script>document.write('<form action=\"/s.do\"><input name=q>搜索</form>')</script>",
            "get",
            "s.do?q=%E4%BA%91",
        ),
    ],
)
def test_forms_that_search(form: str, how: str, asked: str | None) -> None:
    (found,) = read_search_forms(page(form))
    assert found.how == how
    if asked:
        assert found.address("云") == (asked if asked.startswith("http") else HOME + asked)


@pytest.mark.parametrize(
    "form",
    [
        "<form action=/login><input name=user><input type=password name=password>搜索</form>",
        "<form action=/letter/search><input name=code>信件查询码</form>",
        "<form action=/x><input name=name>姓名</form>",
        "<form action=/search/><select name=q><option>搜索</select></form>",
        "<p>搜索</p>",
    ],
)
def test_other_forms_do_not(form: str) -> None:
    assert read_search_forms(page(form)) == ()


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "gb18030"])
def test_words_are_sent_in_the_encoding_of_the_page(declared: str) -> None:
    (form,) = read_search_forms(page("<form action=/s/><input name=q>搜索</form>", encoding=declared))
    assert form.address("云溪") == HOME + "s/?q=%D4%C6%CF%AA"
    (form,) = read_search_forms(
        page("<form action=/s/ accept-charset=UTF-8><input name=q>搜索</form>", encoding=declared)
    )
    assert form.address("云溪") == HOME + "s/?q=%E4%BA%91%E6%BA%AA"


def test_linked_addresses_that_search() -> None:
    form = search_address(HOME + "jsearch/search.do?webid=1&q=%E6%96%B0", "utf-8")
    assert form and form.address("云") == HOME + "jsearch/search.do?webid=1&q=%E4%BA%91"
    assert search_address(HOME + "news.asp?q=1", "utf-8") is None
    assert search_address(HOME + "search/?page=2", "utf-8") is None


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (f'<p>共找到 2 条结果</p><ul><li><a href="{TARGET}">{TITLE}</a></ul>', "found"),
        ('<li><a href="https://example.gov.cn/xwzx/post_3.html">云溪县召开<em>第3次</em>…</a>', "found"),
        (
            f'<li><a href="/visit?url=http%3A%2F%2Fwww.example.gov.cn%2Fxwzx%2Fpost_3.html&q={TITLE}">{TITLE}</a>',
            "found",
        ),
        ('<li><a href="/copy/9.html">【新闻】云溪县召开第3次<b>民生实事</b>推进会</a>', "found"),
        ("<p>共找到 0 条结果</p>", "missing"),
        (f"<p>抱歉，没有找到与“{TITLE}”相关的结果</p>", "missing"),
        ("<p>共找到相关信息 12 条</p><li><a href='/a.html'>云溪县召开会议</a>", "missing"),
        (f"<p>共找到 3 条结果</p><a href='/search/?q={TITLE}'>{TITLE}</a>", "unclear"),
        (f"<p>共找到 3 条结果</p><li onclick='go(3)'>{TITLE}</li><li>{TITLE}</li>", "unclear"),
        ("<div id=app></div><p>没有找到相关结果</p><script>$.ajax({url:'/api/search'})</script>", "unclear"),
        ("<p v-for='one in list'>{{one.title}}</p><p>共找到 0 条结果</p>", "unclear"),
        ("<script src='/js/search.js'></script><p>没有找到相关结果</p>", "unclear"),
        ("<p>欢迎使用站内搜索</p>", "unclear"),
    ],
)
def test_answers(body: str, state: str) -> None:
    assert read_search_answer(results(body), TITLE, TARGET).state == state


def test_an_answer_that_repeats_nothing_says_nothing() -> None:
    front = page("<p>没有找到相关信息</p><a href='/'>首页</a>", HOME + "search/?q=x")
    assert read_search_answer(front, TITLE, TARGET).state == "unclear"


@pytest.mark.parametrize(
    "answer",
    [
        results("", status=500),
        results("", status=404),
        Page(HOME, 0, failure="robots"),
        Page(HOME, 200, (("content-type", "application/json"),), b'{"hits": 0}'),
        page("<title>安全验证</title><script>location='/captcha'</script>请输入验证码", status=403),
    ],
)
def test_what_is_no_page_of_results_is_open(answer: Page) -> None:
    found = read_search_answer(answer, TITLE, TARGET)
    assert found.state == "unclear" and found.why


@pytest.mark.parametrize(
    "piece",
    [
        "<form>",
        "<form action=/s><input name=q>搜索",
        "<a href='/search/?q={0}'>{0}</a>",
        "<input name=q>",
        "没有找到",
        "共",
        "搜索结果 ",
        "{{{{x}}}}",
    ],
)
def test_hostile_pages_take_no_time(piece: str) -> None:
    body = piece.format(TITLE) * (400_000 // len(piece))
    began = time.process_time()
    read_search_forms(page("<form>" + body))
    read_search_answer(results(body), TITLE, TARGET)
    assert time.process_time() - began < 5
