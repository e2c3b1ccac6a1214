"""Walls that answer instead of the site: told from pages, left alone, never held against the site."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from test_crawling import ROOT, Answer, crawl, html, rows, serving

from inspector.page import Page

HTML = {"Content-Type": "text/html; charset=utf-8"}


def wall(status: int, body: str, **headers: str) -> Answer:
    return status, HTML | {name.replace("_", "-"): value for name, value in headers.items()}, body.encode()


NOISE = "".join(chr(97 + number * number % 26) for number in range(9000))
#: Each kind of wall as it is met: name → answer, reason code.
WALLS: dict[str, tuple[Answer, str]] = {
    "ruishu": (
        wall(
            412,
            "<!DOCTYPE html><html><head><meta charset='utf-8'><meta content='x' id='9DhefwqGPrzGxEp9hPaoag'>"
            f"<script>$_ts=window['$_ts'];if(!$_ts)$_ts={{}};$_ts.nsd=58221;$_ts.cd='{NOISE}';</script>"
            "<script src='/LzBvbW/1a2b.3c4d.js'></script><script>_$bA();</script></head><body></body></html>",
            Set_Cookie="FSSBBIl1UgzbN7NO=6a; Path=/; HttpOnly",
        ),
        "challenge",
    ),
    "ruishu-202": (
        wall(
            202,
            f"<html><head><script>$_ts=window['$_ts'];$_ts.cd='{NOISE}'</script></head><body></body></html>",
        ),
        "challenge",
    ),
    "jsl-521": (
        wall(
            521,
            "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+('c')+('l')+('e')+('a')+('r')+('a')+('n')"
            "+('c')+('e')+('_')+('s')+('=')+(-~false+'')+';max-age=3600;path=/';"
            "location.href=location.pathname+location.search</script>",
            Set_Cookie="__jsluid_h=5d1e; max-age=31536000; path=/; HttpOnly",
        ),
        "challenge",
    ),
    "jsl-512": (
        wall(
            512,
            "<html><head><script>var _0x1a=['x'];go({'bts':['1','2'],'ct':'y','tn':'__jsl_clearance',"
            "'vt':'3600','wt':'1500'})</script></head></html>",
        ),
        "challenge",
    ),
    "c3vk": (
        wall(
            200,
            "<html><body><script>document.cookie='C3VK=1f2e3d; path=/; max-age=300';"
            "setTimeout(function(){location.reload()},1)</script></body></html>",
        ),
        "challenge",
    ),
    "acw": (
        wall(
            200,
            "<html><script>var arg1='3A1F7C0B9D';var _0x4818=['x'];function setCookie(name,value){"
            "document.cookie=name+'='+value};setCookie('acw_sc__v2',arg1);document.location.reload();</script></html>",
        ),
        "challenge",
    ),
    "cloudflare": (
        wall(
            403,
            "<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={};"
            "var a=document.createElement('script');a.src='/cdn-cgi/challenge-platform/h/b'</script>"
            "</body></html>",
        ),
        "challenge",
    ),
    "captcha": (
        wall(
            200,
            "<html><head><title>安全验证</title></head><body><div>为了保障您的访问安全，请完成安全验证</div>"
            "<input id='code'><button>提交</button><script src='/captcha.js'></script></body></html>",
        ),
        "captcha",
    ),
    "slider": (
        wall(
            200,
            "<html><title>滑动验证页面</title><body><div id='nc'></div><p>请向右滑动滑块完成验证</p>"
            "<script src='/_guard/slide.js'></script></body></html>",
        ),
        "captcha",
    ),
    "waf-403": (
        wall(
            403,
            "<html><head><title>403</title></head><body><h1>您的访问被拦截</h1><p>您的请求可能存在威胁，已被Web应用防火墙拦截。"
            "事件编号：20260115-8812</p></body></html>",
        ),
        "waf",
    ),
    "waf-488": (
        wall(
            488,
            "<html><head><title>488</title></head><body><h1>488 Forbidden</h1><p>Denied.</p></body></html>",
        ),
        "waf",
    ),
    "waf-405": (
        wall(
            405,
            "<html><head><title>405</title></head><body>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。"
            "<img src='https://errors.aliyun.com/images/x.png'></body></html>",
        ),
        "waf",
    ),
    "waf-f5": (
        wall(
            200,
            "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. "
            "Please consult "
            "with your administrator.<br><br>Your support ID is: 1234567890</body></html>",
        ),
        "waf",
    ),
    "wzws": (
        wall(
            200,
            "<html><head><script>var url='/wzws-waf-cgi/?name=x';var wzwsquestion='a';"
            "location.replace(url)</script></head><body></body></html>",
        ),
        "challenge",
    ),
    "too-many": (wall(429, "<html><body>Too Many Requests</body></html>", Retry_After="1"), "rate-limit"),
    "too-many-bare": (wall(429, ""), "rate-limit"),
    "frequent": (
        wall(
            200,
            "<html><head><title>提示</title></head><body><p>您的访问过于频繁，请稍后再试。</p></body></html>",
        ),
        "rate-limit",
    ),
    "frequent-503": (
        wall(503, "<html><body><h1>系统提示</h1>访问频率过高，请稍后访问</body></html>"),
        "rate-limit",
    ),
    "soft-403": (
        wall(
            200,
            "<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center><hr>"
            "<center>nginx</center></body></html>",
        ),
        "waf",
    ),
    "soft-403-zh": (
        wall(
            200,
            "<html><head><title>拒绝访问</title></head><body><h2>403</h2><p>您没有权限访问此页面，访问被拒绝。</p></body></html>",
        ),
        "waf",
    ),
    "geo": (
        wall(
            403,
            "<html><head><title>访问受限</title></head><body>您所在的地区无法访问本网站，本站不允许境外IP访问。</body></html>",
        ),
        "geo",
    ),
    "geo-200": (
        wall(200, "<html><body><p>Sorry, this site is not available in your region.</p></body></html>"),
        "geo",
    ),
}


def as_page(answer: Answer) -> Page:
    status, headers, body = answer
    fields = tuple((name.lower(), value) for name, value in headers.items())
    return Page("http://www.example.invalid/a.html", status, fields, body)


@pytest.mark.parametrize("name", WALLS)
def test_each_kind_of_wall_is_told(name: str) -> None:
    answer, reason = WALLS[name]
    page = as_page(answer)
    assert page.blocked == reason
    assert not page.seen


LONG = (
    "近日，县政务服务和数据管理局组织开展网络安全检查，就有关情况通报如下。各单位要落实责任，做好日常巡查。"
    * 8
)
HEAD = '<meta name="ArticleTitle" content="x"><meta name="PubDate" content="2026-01-05">'
#: Ordinary pages in which the words of walls stand.
PAGES = {
    "an article on firewalls": f"<h1>升级网站防火墙</h1><p>{LONG}Web应用防火墙、加速乐、人机验证</p>",
    "a short notice": "<title>关于启用人机验证的公告</title>"
    + HEAD
    + "<h1>关于启用人机验证的公告</h1><p>发布时间：2026-01-05</p><p>因访问频繁，将启用安全防护系统。</p>",
    "a short notice without head tags": "<title>网站防火墙升级公告</title><h1>网站防火墙升级公告</h1>"
    "<p>发布日期：2026-01-05 来源：县政务服务局</p><p>本网站将于1月6日升级Web应用防火墙，请谅解。</p>",
    "a form with a captcha": "<title>我要写信</title><form><p>姓名<input name=a></p><p>电话<input name=b></p>"
    "<p>标题<input name=c></p><p>内容<textarea name=d></textarea></p><div id=nc>请向右滑动完成人机验证</div>"
    "<script src='https://g.alicdn.com/aliyunCaptcha.js'></script><button>提交</button></form>",
    "a page that a guard added its script to": f"<h1>动态</h1><p>{LONG}</p>"
    "<script src='/probe.js?v=1'></script>"
    "<script>document.cookie='C3VK=1'</script>",
    "a policy on foreign access": f"<h1>关于规范境外IP访问管理的规定</h1><p>{LONG}境外访问</p>",
}


@pytest.mark.parametrize("name", PAGES)
def test_ordinary_pages_that_mention_the_words_are_no_walls(name: str) -> None:
    page = as_page(wall(200, f"<!doctype html><html><head></head><body>{PAGES[name]}</body></html>"))
    assert page.blocked is None and page.seen


@pytest.mark.parametrize("status", [403, 404, 500, 502, 503])
def test_plain_errors_are_no_walls(status: int) -> None:
    body = f"<html><title>{status}</title><body><center><h1>{status}</h1></center><hr>nginx</body></html>"
    assert as_page(wall(status, body)).blocked is None


FOOTER = (
    "<div class='footer'>主办单位：兰河县人民政府办公室 联系电话：0999-5550101 网站标识码：9999990001</div>"
)


def article(number: int) -> Answer:
    return html(
        "/",
        body=f"<h1>兰河县召开第{number}次会议</h1><p>发布时间：2026-01-0{number} 来源：县政府办公室</p>"
        f"<p>{LONG}</p>{FOOTER}",
    )


def portal(walls: dict[str, Any], articles: int) -> dict[str, Any]:
    """A site with some pages behind walls, linked from everywhere."""
    listed = "".join(
        f'<li><a href="/a{number}.html">兰河县召开第{number}次会议</a><span>2026-01-0{number}</span></li>'
        for number in range(1, 6)
    )
    good = {f"/a{number}.html": article(number % 9 + 1) for number in range(1, articles + 1)}
    home = html(*walls, *good, body=f"<ul class='list'>{listed}</ul>{FOOTER}")
    return {"/": home, **good, **walls}


def judge(folder: Path) -> tuple[Any, int]:
    """The report of a crawled folder as JSON, and its exit code."""
    from inspector.running import answer, stored

    with stored(folder) as inspection:
        inspection.finish()
        found = answer(inspection, format_="json", lang="en", show_all=True)
    return json.loads(found.text), found.exit_code(None)


FAST = {"AUTOTHROTTLE_MAX_DELAY": 0.03}


def test_walls_are_looked_at_again_and_held_against_nobody(tmp_path: Path) -> None:
    cookies: list[str] = []

    def noting(answer: Answer) -> Any:
        def reply(handler: Any, _: int) -> Answer:
            cookies.append(handler.headers["Cookie"] or "")
            return answer

        return reply

    walls: dict[str, Any] = {f"/zwgk/{name}/": noting(answer) for name, (answer, _) in WALLS.items()}
    walls["/zwgk/loop/"] = (302, {"Location": "/zwgk/loop/", "Set-Cookie": "CT6T=x; path=/"}, b"")
    expected = {f"zwgk/{name}/": reason for name, (_, reason) in WALLS.items()} | {"zwgk/loop/": "loop"}
    with serving(portal(walls, 40)) as server:
        assert crawl(server.url, tmp_path / "o", settings=FAST)[0] == "finished"
        found = rows(tmp_path / "o", server.url)
        assert {path: reason for path, (_, reason) in found.items() if reason} == expected
        assert all(server.count(path) >= 2 for path in walls), "each is looked at again before the run ends"
    for script_cookie in ("__jsl_clearance", "C3VK", "acw_sc__v2"):
        assert not any(script_cookie in cookie for cookie in cookies), "no challenge is ever solved"
    report, code = judge(tmp_path / "o")
    assert code != 3 and report["score"]["verdict"] != "refused"
    for finding in report["findings"]:
        path = finding["url"].removeprefix(server.url)
        assert path not in expected or finding["outcome"] == "cantTell", finding
    unsettled = {
        finding["data"]["reason"]: finding["data"]["count"]
        for finding in report["findings"]
        if finding["rule"] == "dead-link" and finding["outcome"] == "cantTell"
    }
    assert unsettled == {code: list(expected.values()).count(code) for code in set(expected.values())}
    assert not {column["url"].removeprefix(server.url) for column in report["columns"]} & set(expected)
    failed = {entry["code"]: entry for entry in report["coverage"]["failed"]}
    assert {code: entry["count"] for code, entry in failed.items()} == unsettled
    assert all(entry["whose"] and entry["meaning"] and entry["mend"] for entry in failed.values())
    assert failed["challenge"]["whose"] == "us" and failed["geo"]["whose"] == "network"


def test_a_wall_that_opens_is_forgotten(tmp_path: Path) -> None:
    def opening(name: str) -> Any:
        return lambda _handler, times: WALLS[name][0] if times == 1 else article(3)

    walls = {
        f"/zwgk/{name}/": opening(name) for name in ("ruishu", "frequent", "waf-403", "too-many", "soft-403")
    }
    with serving(portal(walls, 12)) as server:
        crawl(server.url, tmp_path / "o", settings=FAST)
        found = rows(tmp_path / "o", server.url)
    assert all(found[path.removeprefix("/")] == (200, None) for path in walls)


def test_the_crawl_comes_more_slowly_after_a_wall(tmp_path: Path) -> None:
    walls = {f"/zwgk/{number}/": WALLS["frequent"][0] for number in range(4)}
    site = portal(walls, 6)
    with serving(site) as server:
        crawl(
            server.url,
            tmp_path / "o",
            settings={"CONCURRENT_REQUESTS": 1, "AUTOTHROTTLE_MAX_DELAY": 0.4},
        )
        times = [(path, when) for _, path, when in server.asked]
    after_wall = [
        later - when for (path, when), (_, later) in zip(times, times[1:], strict=False) if path in walls
    ]
    assert min(after_wall) > 0.2


@pytest.mark.parametrize("name", ["ruishu", "frequent", "geo", "soft-403"])
def test_a_site_that_is_mostly_walls_gets_no_verdict(tmp_path: Path, name: str) -> None:
    walls = {f"/zwgk/{number}/": WALLS[name][0] for number in range(20)}
    with serving(portal(walls, 12)) as server:
        crawl(server.url, tmp_path / "o", settings=FAST)
    report, code = judge(tmp_path / "o")
    assert code == 3 and report["score"]["verdict"] == "refused"
    assert not [
        finding
        for finding in report["findings"]
        if "/zwgk/" in finding["url"] and finding["outcome"] == "failed"
    ]


@pytest.mark.parametrize("name", ["ruishu", "frequent", "waf-403", "soft-403"])
def test_a_site_behind_a_wall_gets_no_verdict(tmp_path: Path, name: str) -> None:
    with serving({"/": WALLS[name][0]}) as server:
        command = [sys.executable, "-m", "inspector", "crawl", server.url, "--out", str(tmp_path / "o")]
        done = subprocess.run(
            [*command, "--format", "json"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
        )
    assert done.returncode == 3, done.stderr
    report = json.loads(done.stdout)
    assert report["score"]["verdict"] == "refused"
    assert [entry["code"] for entry in report["coverage"]["failed"]] == [WALLS[name][1]]
    assert not [finding for finding in report["findings"] if finding["outcome"] == "failed"]


def test_a_crawl_that_was_walled_off_gets_no_verdict(tmp_path: Path) -> None:
    """After some good pages nothing but walls: what was seen is not the site."""

    def late(handler: Any, _: int) -> Answer:
        return WALLS["frequent"][0] if len(handler.server.site.asked) > 70 else article(2)

    site = portal({}, 9) | {f"/n{number}.html": late for number in range(300)}
    site["/"] = html(*site)
    with serving(site) as server:
        assert crawl(server.url, tmp_path / "o", settings=FAST)[0] == "blocked"
        assert len(server.asked) < 130, "it does not go on for ever"
    _mark_stopped(tmp_path / "o", "blocked")
    report, code = judge(tmp_path / "o")
    assert code == 3 and report["score"]["verdict"] == "refused"


def _mark_stopped(folder: Path, stop: str) -> None:
    connection = sqlite3.connect(folder / "inspection.db")
    with connection:
        value = json.dumps({"stop": stop})
        connection.execute("INSERT OR REPLACE INTO inspection VALUES ('crawl', ?)", (value,))
    connection.close()


def test_a_place_named_as_a_maker_of_walls_is_none() -> None:
    page = Page(
        "http://x.gov.cn/hd/",
        body="<html><head><title>来信统计-长亭县</title></head><body><p>当前位置：首页</p></body></html>".encode(),
    )
    assert page.blocked is None
