from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.urls import canonical, host, join, same_site, url_id

BASE = "http://www.yunxi.gov.cn/zwgk/tzgg/index.html"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://WWW.Yunxi.GOV.cn", "http://www.yunxi.gov.cn/"),
        ("http://www.yunxi.gov.cn:80/a", "http://www.yunxi.gov.cn/a"),
        ("https://www.yunxi.gov.cn:443/a#top", "https://www.yunxi.gov.cn/a"),
        ("http://www.yunxi.gov.cn:8080/a", "http://www.yunxi.gov.cn:8080/a"),
        ("http://www.yunxi.gov.cn./a/./b/../c", "http://www.yunxi.gov.cn/a/c"),
        ("http://x.gov.cn/../../a", "http://x.gov.cn/a"),
        ("http://x.gov.cn/a/..", "http://x.gov.cn/"),
        ("http://x.gov.cn/%e4%b8%ad%41b", "http://x.gov.cn/%E4%B8%ADAb"),
        ("http://x.gov.cn/中 文", "http://x.gov.cn/%E4%B8%AD%20%E6%96%87"),
        ("http://x.gov.cn/100%", "http://x.gov.cn/100%25"),
        ("http:\\\\x.gov.cn\\a", "http://x.gov.cn/a"),
        ("  http://x.gov.cn/a\n", "http://x.gov.cn/a"),
        ("http://x.gov.cn/a;jsessionid=12AB?id=3", "http://x.gov.cn/a?id=3"),
        ("http://x.gov.cn/a?PHPSESSID=1&id=3&ASPSESSIONIDQQ=7", "http://x.gov.cn/a?id=3"),
        ("http://x.gov.cn/a?tm=55994.64&id=3&_=1690000000000", "http://x.gov.cn/a?id=3"),
        ("http://x.gov.cn/a?t=0.8123", "http://x.gov.cn/a"),
        ("http://x.gov.cn/a?v=2&sid=7", "http://x.gov.cn/a?v=2&sid=7"),
        ("http://政府.cn/a", "http://xn--mxtq1m.cn/a"),
        ("http://[::1]/a", "http://[::1]/a"),
        ("http://[::1/a", "http://[::1/a"),
        ("nonsense", "nonsense"),
    ],
)
def test_canonical(url: str, expected: str) -> None:
    assert canonical(url) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("a.html", "http://www.yunxi.gov.cn/zwgk/tzgg/a.html"),
        ("./a.html", "http://www.yunxi.gov.cn/zwgk/tzgg/a.html"),
        ("../../a/b.html#x", "http://www.yunxi.gov.cn/a/b.html"),
        ("/a/./b.html", "http://www.yunxi.gov.cn/a/b.html"),
        ("//other.gov.cn/a", "http://other.gov.cn/a"),
        ("https://Other.gov.cn", "https://other.gov.cn/"),
        ("http:/a/b.html", "http://www.yunxi.gov.cn/a/b.html"),
        ("http:b.html", "http://www.yunxi.gov.cn/zwgk/tzgg/b.html"),
        ("https:/other.gov.cn/a", "https://other.gov.cn/a"),
        ("http:///other.gov.cn/a", "http://other.gov.cn/a"),
        ("?page=2", "http://www.yunxi.gov.cn/zwgk/tzgg/index.html?page=2"),
        (" a b.html ", "http://www.yunxi.gov.cn/zwgk/tzgg/a%20b.html"),
        ("..\\img\\a.png", "http://www.yunxi.gov.cn/zwgk/img/a.png"),
        ("/文件.doc", "http://www.yunxi.gov.cn/%E6%96%87%E4%BB%B6.doc"),
        ("", None),
        ("#top", None),
        ("javascript:void(0)", None),
        (" JavaScript:;", None),
        ("mailto:a@b.cn", None),
        ("tel:12345", None),
        ("data:image/png;base64,AA", None),
        ("about:blank", None),
        ("http://", None),
        ("http://[", None),
        ("http://a b/", None),
        ("file:///C:/Users/x/index.html", None),
    ],
)
def test_join(href: str, expected: str | None) -> None:
    assert join(BASE, href) == expected


def test_join_to_a_bare_host() -> None:
    assert join("http://x.gov.cn", "a.html") == "http://x.gov.cn/a.html"
    assert join("http://x.gov.cn", "/a.html") == "http://x.gov.cn/a.html"


def test_same_site() -> None:
    assert same_site("http://www.yunxi.gov.cn/", "https://yunxi.gov.cn:8443/a")
    assert not same_site("http://zwfw.yunxi.gov.cn/", "http://www.yunxi.gov.cn/")
    assert not same_site("", "")


def test_host_and_id() -> None:
    assert host("http://U:p@WWW.x.gov.cn.:80/a") == "www.x.gov.cn"
    assert host("http://[") == ""
    assert url_id("http://x.gov.cn/") == url_id("http://x.gov.cn/") != url_id("http://x.gov.cn/a")
    assert 0 <= url_id("http://x.gov.cn/") < 2**63


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_input_raises(base: str, href: str) -> None:
    canonical(href)
    host(href)
    same_site(base, href)
    url_id(href)
    found = join(base, href)
    assert found is None or "://" in found
    joined = join(BASE, href)
    assert joined is None or canonical(joined) == joined


def test_files_on_disk() -> None:
    base = "file:///saved/site/a/index.html"
    assert join(base, "../img/中.png") == "file:///saved/site/img/%E4%B8%AD.png"
    assert join(base, "/x.html") == "file:///x.html"
    assert join(base, "http://x.gov.cn") == "http://x.gov.cn/"
    assert join("", "a.html") is None
