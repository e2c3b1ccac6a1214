# ruff: noqa: E501  (markup is read best on one line)
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.page import Page


def blocked(body: str, status: int = 200) -> str | None:
    return Page("http://x.gov.cn/a.html", status, body=body.encode()).blocked


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (412, "<!DOCTYPE html><html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1;</script></head><body></body></html>", "challenge"),
        (202, "<html><head><meta content='x'><script>$_ts={};</script></head><body></body></html>", "challenge"),
        (521, "<script>document.cookie=('_')+('_')+('j');location.href=location.pathname</script>", "challenge"),
        (200, "<html><script>var arg1='09AF';document.cookie='acw_sc__v2='</script></html>", "challenge"),
        (200, "<html><script>window.document.cookie='C3VK=c82bf1; path=/';location.reload()</script></html>", "challenge"),
        (200, "<html><body>请完成安全验证后继续访问<div id='captcha'></div></body></html>", "captcha"),
        (403, "<html><body><h1>您的请求可能存在威胁，已被拦截！</h1></body></html>", "waf"),
        (488, "<html><body>denied</body></html>", "waf"),
        (200, "<html><title>网站防火墙</title><body><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p></body></html>", "waf"),
        (200, "<html><script>document.cookie='verify=1f2e; path=/'; window.location.reload();</script></html>", "challenge"),
        (200, "<html><body><script>document.cookie='t='+t;location.href=location.href</script></body></html>", "challenge"),
        (200, "<html><body><script>document.cookie='t=1';location.href='/en/'</script></body></html>", None),
        (200, "<html><head><title>安全验证</title></head><body><form>请输入验证码：<input name=c></form></body></html>", "captcha"),
        (200, "<html><body>检测到访问存在异常，请拖动下方滑块完成验证</body></html>", "captcha"),
        (405, "<html><body>您的访问请求可能对网站造成安全威胁，请求被 WAF 阻断。</body></html>", "waf"),
        (501, "<html><body>很抱歉，您提交的请求可能对网站造成威胁，请求已被管理员设置的策略阻断。</body></html>", "waf"),
        (468, "<html><body></body></html>", "waf"),
        (200, "<html><body>您的IP地址 192.0.2.1 已被加入黑名单</body></html>", "waf"),
        (200, "<html><body><iframe src='/_Incapsula_Resource?C=9'>Request unsuccessful.</iframe></body></html>", "waf"),
        (200, "<html><body>同一IP访问次数过多，请1分钟后再访问</body></html>", "rate-limit"),
        (200, "<html><body>对不起，您访问的太频繁了，请休息一会</body></html>", "rate-limit"),
        (200, "<html><body>您当前的访问来自境外，本网站暂不对境外开放</body></html>", "geo"),
        (403, "<html><body>抱歉，您所在的地区禁止访问本网站</body></html>", "geo"),
        (403, "<html><body>本站仅限中国大陆地区访问</body></html>", "geo"),
        (429, "", "rate-limit"),
        (403, "<html><body>您的访问过于频繁，请稍后再试</body></html>", "rate-limit"),
        (403, "<html><body>根据规定，禁止境外IP访问</body></html>", "geo"),
        (403, "<html><body>您所在的地区暂时无法访问本网站</body></html>", "geo"),
        (403, "<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1><hr>nginx</body></html>", None),
        (404, "<html><head><title>404 Not Found</title></head><body>Not Found</body></html>", None),
        (500, "<html><body>Internal Server Error</body></html>", None),
        (200, "<html><body>ok</body></html>", None),
    ],
)  # fmt: skip
def test_blocked(status: int, body: str, reason: str | None) -> None:
    assert blocked(body, status) == reason


def test_a_page_that_mentions_the_words_is_no_wall() -> None:
    prose = (
        "<p>"
        + "近日，部分网站遭受攻击行为，安全防护系统及时拦截，用户需完成滑动验证，访问频繁者被限制。" * 12
        + "</p>"
    )
    assert blocked(f"<html><body><h1>网络安全知识</h1>{prose}</body></html>") is None
    menu = "".join(f"<a href='/c{n}/'>栏目{n}</a>" for n in range(30))
    assert blocked(f"<html><body>{menu}<p>请输入验证码继续</p></body></html>") is None


@pytest.mark.parametrize(
    "said",
    [
        "近期有群众反映打开网页需“滑动验证”，系安全设备升级所致。",
        "该系统对可疑的请求返回“您的访问被拦截”，请清理缓存。",
        "若提示“访问过于频繁”，请稍后再试，或者拨打县政务热线。",
        "县公安局提醒：登录时请完成安全验证，谨防诈骗。",
        "该应用禁止境外IP访问，境外访问需提前报备。",
    ],
)
def test_a_short_text_about_walls_is_none(said: str) -> None:
    signed = f"<p>{said}</p><p>云溪县政务服务局</p><p>2024年3月15日</p>"
    assert blocked(f"<html><body><h1>网站升级的温馨提示</h1>{signed}</body></html>") is None
    called = "<title>关于网站升级的温馨提示_云溪县人民政府</title>"
    assert blocked(f"<html><head>{called}</head><body><p>{said}</p></body></html>") is None


def test_who_is_busy_and_says_when_to_come_again_is_no_dead_link() -> None:
    busy = "<html><body>服务器繁忙</body></html>".encode()
    assert Page("http://x/", 503, (("retry-after", "120"),), busy).blocked == "rate-limit"
    assert Page("http://x/", 503, body=busy).blocked is None


def test_failures_and_files_are_no_walls() -> None:
    assert Page("http://x/", 0, failure="dns").blocked is None
    assert Page("http://x/a.pdf", body=b"%PDF-1.4 acw_sc__v2").blocked is None


@settings(max_examples=50)
@given(st.binary(max_size=200), st.integers(100, 599))
def test_no_input_raises(body: bytes, status: int) -> None:
    Page("http://x/", status, body=body).blocked  # noqa: B018
