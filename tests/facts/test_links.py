# ruff: noqa: E501  (markup is read best on one line)
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.facts.links import Link
from inspector.page import Page

BASE = "http://www.yunxi.gov.cn/zwgk/index.html"


def links(body: str, head: str = "") -> tuple[Link, ...]:
    return Page(BASE, body=f"<html><head>{head}</head><body>{body}</body></html>".encode()).links


def only(body: str, head: str = "") -> Link:
    found = links(body, head)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("body", "url", "text", "kind", "via"),
    [
        ("<a href='a.html'> 公 告\n栏 </a>", "/zwgk/a.html", "公 告 栏", "page", "a"),
        ("<a title='政务公开' href='/x/'></a>", "/x/", "政务公开", "page", "a"),
        ("<map><area href='/m/' alt='地图'></map>", "/m/", "地图", "page", "area"),
        ("<img src='../i/a.png' alt='图'>", "/i/a.png", "图", "image", "img"),
        ("<a href='/f/a.DOC'>附件</a>", "/f/a.DOC", "附件", "attachment", "a"),
        ("<a href='/module/download/downfile.jsp?classid=0&amp;filename=1'>附件</a>", "/module/download/downfile.jsp?classid=0&filename=1", "附件", "attachment", "a"),
        ("<a href='/system/_content/download.jsp?id=1'>附件</a>", "/system/_content/download.jsp?id=1", "附件", "attachment", "a"),
        ("<a href='/i/big.JPG'>大图</a>", "/i/big.JPG", "大图", "image", "a"),
        ("<iframe src='/top.html' title='头'></iframe>", "/top.html", "头", "frame", "iframe"),
        ("<script src='/j/a.js?v=1'></script>", "/j/a.js?v=1", "", "script", "script"),
        ("<form action='/search.do'></form>", "/search.do", "", "form", "form"),
        ("<select onchange='window.open(this.value)'><option value=''>选择</option><option value='http://b.gov.cn/'>乙县</option></select>", "http://b.gov.cn/", "乙县", "page", "option"),
        ("<div onclick=\"window.open('/x/y.html')\">去</div>", "/x/y.html", "去", "page", "onclick"),
        ("<div onclick=\"location.href='/x/y.html'\">去</div>", "/x/y.html", "去", "page", "onclick"),
        ("<a href='javascript:;' onclick=\"openPage('x');window.open('/x.html','_blank')\">去</a>", "/x.html", "去", "page", "onclick"),
        ("<a href=\"javascript:window.open('/x.html')\">去</a>", "/x.html", "去", "page", "onclick"),
        ("<li data-href='/x.html'>去</li>", "/x.html", "去", "page", "onclick"),
        ("<script>document.write('<a href=\"/menu/1.html\">菜单</a>')</script>", "/menu/1.html", "菜单", "page", "script"),
        ("<script>if(mobile){window.location.href='/m/index.html';}</script>", "/m/index.html", "", "page", "script"),
        ("<script>location.replace('index/')</script>", "/zwgk/index/", "", "page", "script"),
        ("<script>menu.add(3, '概况', '/gk/index.shtml');</script>", "/gk/index.shtml", "", "page", "script"),
        ("<script>var pages = ['./list_2.html'];</script>", "/zwgk/list_2.html", "", "page", "script"),
        ("<script>var next = { url: \"http://b.gov.cn/n.html?p=2\" };</script>", "http://b.gov.cn/n.html?p=2", "", "page", "script"),
        ("<script>$('#foot').load('/foot.html');</script>", "/foot.html", "", "frame", "script"),
        ("<a href=\"javascript:openUrl('/x/y.jsp?id=1')\">去</a>", "/x/y.jsp?id=1", "去", "page", "onclick"),
        ("<table><tr onclick=\"toPage(this, '/x/y.html')\"><td>去</td></tr></table>", "/x/y.html", "去", "page", "onclick"),
        ("<img data-src='/i/a.png'>", "/i/a.png", "", "image", "img"),
        ("<img src='/i/a.png' data-src='/i/b.png'>", "/i/a.png", "", "image", "img"),
        ("<object data='/f/a.pdf' title='手册'></object>", "/f/a.pdf", "手册", "attachment", "object"),
        ("<video><source src='/v/a.mp4'></video>", "/v/a.mp4", "", "attachment", "source"),
    ],
)  # fmt: skip
def test_forms_of_links(body: str, url: str, text: str, kind: str, via: str) -> None:
    full = url if "://" in url else "http://www.yunxi.gov.cn" + url
    assert only(body) == Link(full, text, kind, via)


@pytest.mark.parametrize(
    "code",
    [
        "var half = '/x/' + id + '.html';",
        "open('/x/' + id)",
        "$.post('/vote.do', {})",
        "var api = '/counter.jsp?id=1';",
        "// see index.html",
        "(" * 5_000 + "'" + "a" * 100_000,
    ],
)
def test_pieces_of_addresses_and_calls_of_programs_in_scripts_are_no_links(code: str) -> None:
    assert links(f"<script>{code}</script>") == ()


def test_image_link_takes_the_text_of_its_image() -> None:
    found = links("<a href='/mlyx/'><img src='/m.gif' alt='魅力云溪'></a>")
    assert found[0] == Link("http://www.yunxi.gov.cn/mlyx/", "魅力云溪", "page", "a")


def test_first_text_wins_and_each_address_is_once() -> None:
    found = links("<a href='/a/'><img src='/i.png'></a><a href='/a/'>甲</a><a href='/a/#x'>乙</a>")
    assert [(link.url, link.text) for link in found if link.kind == "page"] == [
        ("http://www.yunxi.gov.cn/a/", "甲")
    ]


def test_base_of_the_page() -> None:
    assert (
        only("<a href='a.html'>甲</a>", "<base href='http://b.gov.cn/x/'>").url == "http://b.gov.cn/x/a.html"
    )
    assert only("<p></p><base href='/x/'><a href='a.html'>甲</a>").url.endswith("/x/a.html")


def test_styles_icons_and_refresh() -> None:
    head = (
        "<link rel=stylesheet href=/c.css><link rel='shortcut icon' href=/f.ico>"
        "<meta http-equiv='Refresh' content='0; url=/new/'>"
    )
    assert {(link.url.rpartition("cn")[2], link.kind, link.via) for link in links("", head)} == {
        ("/c.css", "style", "link"), ("/f.ico", "image", "link"), ("/new/", "page", "meta-refresh"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "<a href=''>空</a>", "<a href='#'>顶</a>", "<a href='javascript:void(0)'>无</a>", "<a href='mailto:a@b.cn'>信</a>", "<a>无</a>",
        "<!--<a href='/x/'>注释</a>-->", "<script>document.write('<a href=\"'+url+'\">算</a>')</script>",
        "<script>var a='location';//window.open('')\n</script>", "<option value='1'>一</option>", "<a href='http://[::1'>坏</a>",
    ],
)  # fmt: skip
def test_what_points_nowhere(body: str) -> None:
    assert links(body) == ()


def test_links_of_records_within_the_page() -> None:
    body = "<script type='text/xml'><recordset><record><![CDATA[<a href='/art/1.html'>甲</a>]]></record></recordset></script>"
    assert only(body).url == "http://www.yunxi.gov.cn/art/1.html"


def test_other_media_have_none() -> None:
    assert Page(BASE, headers=(("content-type", "text/css"),), body=b"a{}").links == ()


@settings(max_examples=60)
@given(st.text("<>a href='\"/\\:script()onclick=;.+%[]#?u0041\n", max_size=300))
def test_no_input_raises(text: str) -> None:
    for link in links(text):
        assert "://" in link.url


def test_the_pager_of_a_known_system_leads_to_the_next_page() -> None:
    html = "<html><body><script>createPageHTML(3, 0, 'index', 'html');</script></body></html>"
    links = Page("http://www.a.gov.cn/tzgg/", 200, (("content-type", "text/html"),), html.encode()).links
    assert [link.url for link in links] == ["http://www.a.gov.cn/tzgg/index_1.html"]
    last = html.replace("3, 0", "3, 2").encode()
    assert Page("http://www.a.gov.cn/tzgg/", 200, (("content-type", "text/html"),), last).links == ()


@pytest.mark.parametrize(
    ("script", "clicked", "url"),
    [
        ("function view(id) { window.open('detail.jsp?id=' + id); }", "<a href='javascript:view(12)'>去</a>", "/zwgk/detail.jsp?id=12"),
        ("function view(id, t){ location.href = '/n/' + id + '.html'; }", "<li onclick=\"view('a-7', this)\">去</li>", "/n/a-7.html"),
        ("function goPage(n){ if (n < 1) return; location.href=\"index_\"+n+\".html\"; }", "<a href='#' onclick='goPage(2)'>去</a>", "/zwgk/index_2.html"),
    ],
)  # fmt: skip
def test_addresses_that_a_function_makes_of_what_is_clicked(script: str, clicked: str, url: str) -> None:
    for body in (f"<script>{script}</script>{clicked}", f"{clicked}<script>{script}</script>"):
        link = next(link for link in links(body) if link.via == "onclick")
        assert (link.url, link.text) == (f"http://www.yunxi.gov.cn{url}", "去")


def test_functions_that_go_nowhere_make_no_address() -> None:
    for script in ("function view(id) { show('a' + id); }", "function view(id) { open('a' + id + rest); }"):
        assert links(f"<script>{script}</script><a href='javascript:view(1)'>去</a>") == ()
    assert links("<a href='javascript:view(1)'>去</a>") == ()


def test_a_pager_of_a_known_system_that_is_written_out() -> None:
    script = (
        "var currentPage = 0;//所在页从0开始\nvar nextPage = currentPage+1\nvar countPage = {}\n"
        'document.write("<a href=\\"index"+"_" + nextPage + "."+"html\\">下一页</a>");'
    )
    assert [link.url for link in links(f"<script>{script.replace('{}', '6')}</script>")] == [
        "http://www.yunxi.gov.cn/zwgk/index_1.html"
    ]
    assert links(f"<script>{script.replace('{}', '1')}</script>") == ()


def test_the_address_beside_a_link_that_leads_nowhere() -> None:
    assert only("<a href='javascript:;' data-url='/x/index_2.html'>去</a>").url.endswith("/x/index_2.html")
