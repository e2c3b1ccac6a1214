# ruff: noqa: E501  (markup is read best on one line)
from __future__ import annotations

import pytest

from inspector.page import Page

NAV = "".join(f"<a href='/c{n}/'>栏目{n}</a>" for n in range(12))


def reason(body: str, url: str = "http://x.gov.cn/col/col1/index.html") -> str | None:
    return Page(
        url,
        body=f"<!DOCTYPE html><html><head><title>通知公告</title></head><body>{body}</body></html>".encode(),
    ).needs_rendering


@pytest.mark.parametrize("name", ["app", "root"])
def test_app_shell(name: str) -> None:
    assert reason(f"<div id={name}></div><script src=/js/chunk-vendors.js></script>") == "app-shell"


def test_a_form_with_components_is_no_shell() -> None:
    form = (
        "<div id=app><input type=text><template><el-select></el-select></template><a href=''>搜索</a></div>"
    )
    assert reason(f"{form}<p>您的留言已提交成功</p><script>new Vue()</script>") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", "client-template"), ("各乡镇要认真做好防汛工作，落实责任，确保安全。" * 12, None)],
)
def test_a_text_bound_to_an_element(text: str, expected: str | None) -> None:
    bound = (
        "<p v-text='one.title'></p><p>时间：<span v-text='one.day'></span></p><p v-html='one.content'></p>"
    )
    others = "<ul><li><a>上一篇：没有上一篇了</a></li><li><a>下一篇：没有下一篇了</a></li></ul>"
    assert reason(f"{NAV}{bound}<p>{text}</p>{others}<script>new Vue()</script>") == expected


def test_javascript_required() -> None:
    assert (
        reason(
            "<noscript>We're sorry but this site doesn't work properly without JavaScript enabled.</noscript><script></script>"
        )
        == "javascript-required"
    )


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("url:'/module/web/jpage/dataproxy.jsp?perpage=15'", "data-endpoint: jpage dataproxy"),
        ("var u='/api-gateway/jpaas-publish-server/front/page/build/unit'", "data-endpoint: jpaas unit"),
        ("window._CONFIG = {SID: 1, TREE: []}", "data-endpoint: gkmlpt"),
        ("$.get('/intertidwebapp/govChanInfo/getDocuments')", "data-endpoint: intertid"),
    ],
)
def test_lists_fetched_after_loading(script: str, expected: str) -> None:
    assert reason(f"{NAV}<ul id=list></ul><script>{script}</script>") == expected


def test_lists_that_are_there_need_no_rendering() -> None:
    rows = "".join(
        f"<li><a href='/art/{n}.html'>云溪县关于某项工作的公告{n}</a><span>2024-02-05</span></li>"
        for n in range(9)
    )
    assert (
        reason(f"{NAV}<ul class=list>{rows}</ul><script>var next='/module/web/jpage/dataproxy.jsp'</script>")
        is None
    )


def test_templates_left_to_the_client() -> None:
    body = f"{NAV}<ul><li v-for='item in items'><a :href='item.url'>{{{{ item.title }}}}</a><span>{{{{ item.date }}}}</span></li></ul><script></script>"
    assert reason(body) == "client-template"


def test_ordinary_pages() -> None:
    assert reason(f"{NAV}<p>正文。</p><script>var a=1</script>") is None
    assert reason("<p>没有脚本</p>") is None
    assert Page("http://x/", 404, body=b"<div id=app></div><script></script>").needs_rendering is None


@pytest.mark.parametrize(
    "element", ["<div id=q-app></div>", "<app-root></app-root>", "<div id=wrapper>正在加载，请稍候…</div>"]
)
def test_a_shell_under_any_name(element: str) -> None:
    assert reason(f"{element}<script src=/js/main.js></script>") == "app-shell"
    assert reason(element) is None


def test_jumps_and_splashes_are_no_shells() -> None:
    assert reason("<div></div><script>location.href='/index.html'</script>") is None
    assert reason("<div><a href=/index.html><img src=/a.jpg></a></div><script src=/a.js></script>") is None


def test_a_list_that_says_it_is_to_come() -> None:
    script = "<script>$.ajax({url: '/api/list', success: function (d) { $('#rows').html(d) }})</script>"
    assert reason(f"{NAV}<ul id=rows><li>正在加载...</li></ul>{script}") == "data-endpoint: script"
    other = "<script src=/js/list.js></script>"
    assert reason(f"{NAV}<div><p>数据加载中，请稍候</p></div>{other}") == "empty-container"
    assert reason(f"{NAV}<div><p>暂无信息</p></div>{other}") is None


def test_what_scripts_fill_beside_an_empty_list_does_not_tell() -> None:
    script = "<script>$.get('/weather.json', function (d) { $('#weather').html(d.text) })</script>"
    assert reason(f"{NAV}<ul></ul><div id=weather></div>{script}") is None


def test_a_text_that_a_script_fetches() -> None:
    script = "<script>$.getJSON('/api/7', function (d) { $('#content').html(d.text); $('#hits').text(d.hits) })</script>"
    place = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/tzgg/>通知公告</a> &gt; 正文</div>"
    url = "http://x.gov.cn/art/2024/3/1/art_1_7.html"
    assert reason(f"{NAV}{place}<h1></h1><div id=content></div>{script}", url) == "data-endpoint: script"
    text = "<p>各乡镇要高度重视，落实责任，确保全县农村公路安全畅通，有关情况及时上报县政府办公室。</p>"
    assert reason(f"{NAV}{place}<h1></h1><div id=content>{text}</div><i id=hits></i>{script}", url) is None


def test_a_column_whose_text_another_file_writes_is_not_told_by_the_links_of_its_foot() -> None:
    place = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/jyxx/>交易信息</a> &gt; <a href=./>政府采购</a></div>"
    tools = "<a href=javascript:print()>打印</a><a href=javascript:close()>关闭</a>"
    bodies = "".join(
        f"<li><a href=http://a{n}.gov.cn/>省直第{n}部门政府采购中心网站</a></li>" for n in range(6)
    )
    foot = f"<div class=links><ul>{bodies}</ul></div>"
    empty = f"{NAV}{place}<div class=article><div class=article-box></div>{tools}</div>{foot}"
    assert reason(f"{empty}<script src=/js/query-view.js></script>") == "empty-container"
    assert reason(empty) is None
    shown = "".join(f"<li><a href=/jyxx/{n}.html>省直机关办公设备采购公告第{n}号</a></li>" for n in range(6))
    full = empty.replace("<div class=article-box></div>", f"<div class=article-box><ul>{shown}</ul></div>")
    assert reason(f"{full}<div class=content></div><script src=/js/query-view.js></script>") is None
