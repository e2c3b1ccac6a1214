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
