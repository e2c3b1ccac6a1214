"""Pages that show their content only in a browser: without one they are open, with one they are judged."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from test_crawling import ROOT, Answer, Server, crawl, html, rows, serving, start

from inspector.crawling.browser import find_browser
from inspector.errors import UsageError
from inspector.evidence.archive import Damage, pages
from inspector.inspection import EVIDENCE, Inspection
from inspector.page import Page
from inspector.running import standard, stored
from inspector.verifying import verify_folder

NAVIGATION = (
    '<div class="nav"><a href="/">首页</a> <a href="/zwgk/fetched/">工作动态</a> '
    '<a href="/zwgk/jpage/">通知公告</a> <a href="/zwgk/empty/">政策解读</a> '
    '<a href="/zwgk/failing/">人事信息</a> <a href="/zwgk/static/">要闻</a> '
    '<a href="/app/">互动</a></div>'
)
FOOTER = (
    "<div class='footer'>主办单位：兰河县人民政府办公室 联系电话：0999-5550101 网站标识码：9999990001</div>"
)


def page(title: str, body: str, *, nav: str = NAVIGATION) -> Answer:
    head = f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head>"
    return (
        200,
        {"Content-Type": "text/html"},
        f"{head}<body>{nav}<h1>{title}</h1>{body}{FOOTER}</body>".encode(),
    )


def data(items: list[tuple[str, str, str]]) -> Answer:
    listed = [{"title": title, "url": url, "date": day} for title, url, day in items]
    return 200, {"Content-Type": "application/json"}, json.dumps(listed, ensure_ascii=False).encode()


def fetching(endpoint: str) -> str:
    """A list that the page's own script fills."""
    source = """<ul class="list" id="items"></ul><script>
    fetch('ENDPOINT').then(r => { if (!r.ok) throw new Error('no data'); return r.json() }).then(items => {
      document.getElementById('items').innerHTML = items.map(i =>
        '<li><a href="' + i.url + '">' + i.title + '</a><span>' + i.date + '</span></li>').join('');
    });</script>"""
    return source.replace("ENDPOINT", endpoint)


def article(title: str, day: str) -> Answer:
    words = f"{title}。县政府办公室今日召开会议，研究部署下一阶段的重点工作，对各项任务作出安排。" * 6
    return page(
        title, f"<p>发布时间：{day} 来源：兰河县政府办公室</p><div class='content'><p>{words}</p></div>"
    )


NEWS = [
    (f"兰河县召开第{number}次常务会议", f"/zwgk/a{number}.html", f"2026-01-0{number}")
    for number in range(1, 6)
]
JPAGE = """<div id="list"></div><script src="/jquery.js"></script><script>
  $.get('/module/web/jpage/dataproxy.jsp?page=1', function (xml) { $('#list').html(xml); });
</script>"""
JQUERY = """
  function $(id) { return {html: function (text) { document.querySelector(id).innerHTML = text }} }
  $.get = function (url, done) {
    var r = new XMLHttpRequest();
    r.open('GET', url); r.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
    r.onload = function () { done(r.responseText) }; r.send();
  };
"""
APP = b"""<!doctype html><html><head><meta charset=utf-8><title>app</title></head><body>
<noscript>We're sorry but this doesn't work properly without JavaScript enabled.</noscript>
<div id="app"></div><script src="/app.js"></script></body></html>"""
APP_SCRIPT = """
  document.title = '兰河县互动交流';
  document.getElementById('app').innerHTML = '<h1>互动交流</h1><ul class="list">' + [1,2,3,4,5].map(n =>
    '<li><a href="/hd/' + n + '.html">群众来信答复情况通报' + n + '</a><span>2026-01-1' + n + '</span></li>'
    ).join('') + '</ul>';
"""


def portal() -> dict[str, Any]:
    listed = "".join(f'<li><a href="{url}">{title}</a><span>{day}</span></li>' for title, url, day in NEWS)
    return {
        "/": page("兰河县人民政府", f"<ul class='list'>{listed}</ul>"),
        "/zwgk/static/": page("要闻", f"<ul class='list'>{listed}</ul>"),
        "/zwgk/fetched/": page("工作动态", fetching("/data/news.json")),
        "/data/news.json": data([(title, url + "?f", day) for title, url, day in NEWS]),
        "/zwgk/jpage/": page("通知公告", JPAGE),
        "/jquery.js": (200, {"Content-Type": "text/javascript"}, JQUERY.encode()),
        "/module/web/jpage/dataproxy.jsp?page=1": (
            200,
            {"Content-Type": "text/xml"},
            "".join(
                f'<li><a href="{url}">关于{title}的通知</a><span>{day}</span></li>'
                for title, url, day in NEWS
            ).encode(),
        ),
        "/zwgk/empty/": page("政策解读", fetching("/data/none.json")),
        "/data/none.json": data([]),
        "/zwgk/failing/": page("人事信息", fetching("/data/broken.json")),
        "/data/broken.json": (500, {"Content-Type": "application/json"}, b"{}"),
        "/app/": (200, {"Content-Type": "text/html"}, APP),
        "/app.js": (200, {"Content-Type": "text/javascript; charset=utf-8"}, APP_SCRIPT.encode()),
        **{url: article(title, day) for title, url, day in NEWS},
        **{url + "?f": article(title, day) for title, url, day in NEWS},
        **{
            f"/hd/{number}.html": article(f"答复第{number}期", f"2026-01-1{number}") for number in range(1, 6)
        },
    }


DYNAMIC = ("zwgk/fetched/", "zwgk/jpage/", "zwgk/empty/", "zwgk/failing/", "app/")


@pytest.fixture(scope="module")
def chromium() -> str:
    """An installed Chromium that starts."""
    if find_spec("playwright") is None:
        pytest.skip("the extra [browser] is not installed")
    found = find_browser()
    if found is None:
        pytest.skip("no Chromium is installed")
    from inspector.crawling.browser import require_browser

    try:
        require_browser()
    except UsageError as error:
        pytest.skip(str(error))
    return found


@pytest.fixture(scope="module")
def drawn(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Server, Any]:
    """The portal, crawled and drawn: folder, server and report."""
    folder = tmp_path_factory.mktemp("drawn") / "o"
    with serving(portal()) as server:
        return folder, server, report(server, folder, "--render")


def asked(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(folder / "inspection.db")
    found = [tuple(row) for row in connection.execute(sql)]
    connection.close()
    return found


def needing(folder: Path, server: Server) -> dict[str, str]:
    sql = "SELECT url, needs_rendering FROM pages JOIN urls USING (id) WHERE needs_rendering IS NOT NULL"
    return {url.removeprefix(server.url): reason for url, reason in asked(folder, sql)}


def replay(folder: Path) -> str:
    """Nothing, where the archive gives the very tables of the folder."""
    with stored(folder) as inspection:
        inspection.finish()
    told, same = verify_folder(folder, "en")
    return "" if same else told


def report(server: Server, folder: Path, *options: str) -> Any:
    command = [sys.executable, "-m", "inspector", "crawl", server.url, "--out", str(folder), "--today"]
    command += ["2026-01-15", "--format", "json", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_without_a_browser_nothing_is_said_of_what_was_not_shown(tmp_path: Path) -> None:
    with serving(portal()) as server:
        found = report(server, tmp_path / "o")
        assert set(needing(tmp_path / "o", server)) == set(DYNAMIC)
    about = [
        finding
        for finding in found["findings"]
        if finding["outcome"] == "failed" and finding["url"].removeprefix(server.url) in DYNAMIC
    ]
    assert not about
    states = {column["url"].removeprefix(server.url): column["state"] for column in found["columns"]}
    assert states["zwgk/static/"] == "dated"
    assert {states.get(path, "unseen") for path in DYNAMIC} == {"unseen"}
    pages_of = {facts["url"].removeprefix(server.url): facts for facts in found["pages"]}
    assert pages_of["app/"]["needs_rendering"] == "app-shell" and not pages_of["app/"]["rendered"]
    waiting = found["coverage"]["needs_rendering"]
    assert sum(entry["count"] for entry in waiting) == len(DYNAMIC)
    assert all(entry["why"] is None for entry in waiting)
    assert not replay(tmp_path / "o")


def shell(title: str) -> Answer:
    return 200, {"Content-Type": "text/html"}, APP.replace(b"<title>app", f"<title>{title}".encode())


@pytest.mark.parametrize(
    "site",
    [
        portal(),
        portal() | {"/": page("兰河县人民政府", fetching("/data/news.json"))},
        {
            "/": shell("兰河县人民政府"),
            "/zwgk/": shell("政务公开"),
            "/hd/": shell("互动交流"),
            "/a/t1.html": shell("通知"),
        },
        {
            "/": page("兰河县人民政府", JPAGE),
            "/xj/": page("县长信箱", fetching("/x")),
            "/ld/": page("领导之窗", JPAGE),
            "/zn/": page("政府信息公开指南", fetching("/x")),
            "/dc/": page("民意调查", fetching("/x")),
            "/fw/": page("办事指南", fetching("/x")),
            "/ss/": page("站内搜索", fetching("/x")),
        },
    ],
    ids=["columns", "home", "shells", "kinds"],
)
@pytest.mark.parametrize("crawled", [True, False])
def test_no_rule_accuses_a_page_of_what_only_a_browser_shows(site: dict[str, Any], crawled: bool) -> None:
    rules, profile = standard("cn-2019")
    start, day = "https://www.example.gov.cn", date(2026, 1, 15)
    with Inspection(
        None, f"{start}/", profile, rules, day, crawled=crawled, only=frozenset(rules)
    ) as inspection:
        for path, (status, headers, body) in site.items():
            fields = tuple((name.lower(), value) for name, value in headers.items())
            inspection.add(Page(start + path, status, fields, body, datetime(2026, 1, 15, tzinfo=UTC)))
        inspection.finish()
        sql = """SELECT rule, url FROM findings LEFT JOIN pages ON pages.id = findings.page
                 WHERE outcome = 'failed' AND needs_rendering IS NOT NULL"""
        assert not [tuple(row) for row in inspection.connection.execute(sql)]
        sql = "SELECT state FROM columns JOIN pages ON pages.id = page WHERE needs_rendering IS NOT NULL"
        assert {row[0] for row in inspection.connection.execute(sql)} <= {"unseen", "gateway"}


def test_with_a_browser_they_are_drawn_and_judged_again(drawn: tuple[Path, Server, Any]) -> None:
    folder, server, found = drawn
    assert needing(folder, server) == {"zwgk/failing/": "data-endpoint: script"}
    got = rows(folder, server.url)
    assert server.count("/zwgk/fetched/") == 1, "the page itself is drawn from the archive"
    assert server.count("/data/news.json") == server.count("/jquery.js") == 1
    states = {column["url"].removeprefix(server.url): column for column in found["columns"]}
    for path in ("zwgk/fetched/", "zwgk/jpage/"):
        assert (states[path]["state"], states[path]["newest"]) == ("dated", "2026-01-05")
    assert states["zwgk/empty/"]["state"] == "blank", "it is empty in a browser too"
    assert states["zwgk/failing/"]["state"] == "unseen"
    facts = {page["url"].removeprefix(server.url): page for page in found["pages"]}
    assert facts["app/"]["title"] == "互动交流" and facts["app/"]["rendered"]
    assert not facts["zwgk/static/"]["rendered"] and not facts["zwgk/failing/"]["rendered"]
    assert all(got[f"hd/{number}.html"] == (200, None) for number in range(1, 6)), "drawn links are followed"
    assert "data/news.json" not in got, "what the browser asks for is no page of the site"
    assert found["coverage"]["rendered"] == 4
    (left,) = found["coverage"]["needs_rendering"]
    assert left["count"] == 1 and "status 500" in left["why"]
    assert not replay(folder)


def test_drawing_in_a_later_run_gives_the_same(tmp_path: Path, drawn: tuple[Path, Server, Any]) -> None:
    with serving(portal()) as server:
        crawl(server.url, tmp_path / "o")
        crawl(server.url, tmp_path / "o", render=True)
    sql = "SELECT url, kind, title, newest, items FROM pages JOIN urls USING (id) WHERE seen ORDER BY url"

    def seen(folder: Path, start: str) -> list[Any]:
        return [(url.removeprefix(start), *rest) for url, *rest in asked(folder, sql)]

    assert seen(tmp_path / "o", server.url) == seen(drawn[0], drawn[1].url)


def test_what_was_drawn_stands_in_the_archive_for_others_too(drawn: tuple[Path, Server, Any]) -> None:
    from warcio.archiveiterator import ArchiveIterator

    path = drawn[0] / EVIDENCE
    damages: list[Damage] = []
    conversions = [page for page in pages(path, damages) if page.rendered]
    assert not damages and len(conversions) == 4
    assert all(page.header("server") for page in conversions), "the answer's own header fields are kept"
    ids: dict[str, str] = {}
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            url = record.rec_headers["WARC-Target-URI"]
            block = record.content_stream().read()
            if record.rec_type == "response":
                ids[record.rec_headers["WARC-Record-ID"]] = url
            elif record.rec_type == "conversion":
                assert ids[record.rec_headers["WARC-Refers-To"]] == url
                ids[record.rec_headers["WARC-Record-ID"]] = url
            elif record.rec_type == "metadata" and b"rendered-with" in block:
                assert ids[record.rec_headers["WARC-Refers-To"]] == url
                assert b"asked-for: 200 GET" in block


def test_pages_in_gb_18030_stay_in_it(tmp_path: Path, chromium: str) -> None:
    source = page("工作动态", fetching("/data/news.json"))[2].decode().replace("charset=utf-8", "charset=gbk")
    script = "document.getElementById('items').className = '\u6587'; var 说明 = '兰河';"
    site = {
        "/": (
            200,
            {"Content-Type": "text/html"},
            source.replace("<ul", "<script src=/x.js></script><ul").encode("gbk"),
        ),
        "/x.js": (200, {"Content-Type": "text/javascript"}, script.encode("gbk")),
        "/data/news.json": data(NEWS),
    }
    with serving(site) as server:
        crawl(server.url, tmp_path / "o", render=True)
    (drawn,) = [one for one in pages(tmp_path / "o" / EVIDENCE) if one.rendered]
    assert drawn.encoding.used == "gb18030" and drawn.encoding.declared == "gbk"
    assert drawn.listing and drawn.listing.items[0].title == NEWS[0][0]


def test_one_shell_at_many_addresses_is_drawn_at_each(tmp_path: Path, chromium: str) -> None:
    """The archive holds its body once; the others are revisit records."""
    application = APP.replace(b"</body>", b"<!--" + b"x" * 600 + b"--></body>")
    script = APP_SCRIPT.replace("兰河县互动交流", "' + location.pathname + '")
    site: dict[str, Any] = {
        "/app.js": (200, {"Content-Type": "text/javascript"}, script.encode()),
        **{path: (200, {"Content-Type": "text/html"}, application) for path in ("/", "/zwgk/", "/hd/")},
    }
    site["/sitemap.xml"] = (
        200,
        {"Content-Type": "text/xml"},
        b"<urlset><url><loc>/zwgk/</loc></url></urlset>",
    )
    with serving(site) as server:
        listed = "".join(f"<url><loc>{server.url}{path}</loc></url>" for path in ("zwgk/", "hd/"))
        site["/sitemap.xml"] = (200, {"Content-Type": "text/xml"}, f"<urlset>{listed}</urlset>".encode())
        crawl(server.url, tmp_path / "o", render=True)
        drawn = [one for one in pages(tmp_path / "o" / EVIDENCE) if one.rendered]
        assert server.count("/app.js") == 2, "once by the crawl, of the home page, and once for all drawings"
    assert [one.header("server") is not None for one in drawn] == [True] * 3
    assert len({one.body for one in drawn}) == 3
    assert not replay(tmp_path / "o")


HOSTILE = """<div id="app"></div><script>
  new Image().src = '%(other)sbeacon.gif'; navigator.sendBeacon('%(other)sbeacon');
  try { new WebSocket('%(socket)s') } catch (e) {}
  fetch('%(other)sdata.json').catch(() => 0); fetch('http://169.254.169.254/latest').catch(() => 0);
  fetch('/api', {method: 'DELETE'}).catch(() => 0);
  window.open('%(other)spopup'); var f = document.createElement('iframe'); f.src = '%(other)sframe';
  document.body.append(f); alert('x');
  var l = document.createElement('link'); l.rel = 'prefetch'; l.href = '%(other)sprefetch';
  document.head.append(l);
  setTimeout(function () { location.href = '%(other)saway' }, 100);
</script>"""


def test_the_browser_goes_nowhere_by_itself(tmp_path: Path, chromium: str) -> None:
    with serving({"/": html()}) as other:
        hostile = HOSTILE % {"other": other.url, "socket": other.url.replace("http", "ws") + "socket"}
        with serving({"/": page("首页", hostile, nav="")}) as server:
            crawl(server.url, tmp_path / "o", render=True)
            assert set(server.paths()) <= {"/", "/robots.txt", "/sitemap.xml"}
            assert all(method in ("GET", "HEAD") for method, _, _ in server.asked)
        assert not other.asked


def test_a_page_that_never_ends_is_left(tmp_path: Path, chromium: str) -> None:
    site = portal() | {
        "/zwgk/empty/": page(
            "政策解读", "<div id=app></div><script>fetch('/x'); for (;;) {}</script>", nav=""
        ),
        "/zwgk/failing/": page(
            "人事信息",
            fetching("/data/none.json") + "<script>setInterval(() => fetch('/robots.txt'), 300)</script>",
        ),
        "/app/": page("互动", "<div id=app></div><script>document.write('')</script>", nav=""),
    }
    with serving(site) as server:
        crawl(server.url, tmp_path / "o", render=True, settings={"RENDER_TIMEOUT": 3})
        left = needing(tmp_path / "o", server)
    assert {"zwgk/empty/", "zwgk/failing/", "app/"} == set(left), "what was not drawn whole proves nothing"
    assert not replay(tmp_path / "o")


def test_walls_in_the_way_are_not_got_around(tmp_path: Path, chromium: str) -> None:
    def walled(handler: Any, _: int) -> Answer:
        assert "solved" not in (handler.headers["Cookie"] or "")
        return 412, {"Content-Type": "text/html"}, b"<html><script>$_ts=window['$_ts'];</script></html>"

    source = "<script>document.cookie='solved=1'</script>" + fetching("/data/news.json")
    with serving({"/": page("首页", source, nav=""), "/data/news.json": walled}) as server:
        result = crawl(server.url, tmp_path / "o", render=True)
        assert result[0] == "finished" and server.count("/data/news.json") == 1
        assert needing(tmp_path / "o", server) == {"": "data-endpoint: script"}


def test_robots_txt_holds_for_what_a_page_loads(tmp_path: Path, chromium: str) -> None:
    robots = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /data/\n")
    site = {
        "/": page("首页", fetching("/data/news.json"), nav=""),
        "/data/news.json": data(NEWS),
        "/robots.txt": robots,
    }
    with serving(site) as server:
        crawl(server.url, tmp_path / "o", render=True)
        assert not server.count("/data/news.json") and needing(tmp_path / "o", server)


def test_ctrl_c_while_drawing_ends_cleanly(tmp_path: Path, chromium: str) -> None:
    def slow(_: Any, __: int) -> Answer:
        time.sleep(6)
        return data(NEWS)

    with serving(portal() | {"/data/news.json": slow}) as server:
        process = start(server.url, tmp_path / "o", render=True)
        while not server.count("/data/news.json"):
            time.sleep(0.02)
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=30)
        assert process.returncode == 0, error
        assert json.loads(out.splitlines()[-1])[0] == "interrupted"
        server.site["/data/news.json"] = data(NEWS)
        assert crawl(server.url, tmp_path / "o", render=True)[0] == "finished"
        assert "zwgk/fetched/" not in needing(tmp_path / "o", server)
    assert not replay(tmp_path / "o")


@pytest.mark.parametrize("missing", ["playwright", "chromium"])
def test_what_is_missing_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    from inspector.crawling import browser

    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None if missing == "playwright" else True)
    monkeypatch.setattr(browser, "find_browser", lambda: None)
    with pytest.raises(UsageError, match="pip install" if missing == "playwright" else "apt-get install"):
        browser.require_browser()


@pytest.mark.parametrize(
    ("body", "needed"),
    [
        ('<div id="newsList"></div><script src="/js/list.js"></script>', True),
        ('<ul id="dataList"> </ul><script src="/js/list.js"></script>', True),
        (
            '<table><tbody class="rows"></tbody></table><script>axios.get("/x").then(fill(".rows"))</script>',
            True,
        ),
        ('<ul class="list"></ul><script src="/js/jquery.js"></script>', False),
        (
            '<ul class="list"></ul><script>$.get("/count", function (n) { $("#hits").html(n) })</script>',
            False,
        ),
        ('<ul class="list" id="items"></ul>', False),
    ],
)
def test_empty_containers_that_a_script_fills_are_told_from_blank_columns(body: str, needed: bool) -> None:
    assert bool(Page("http://a.invalid/zwgk/", body=page("工作动态", body)[2]).needs_rendering) is needed


def test_a_rendered_page_is_read_as_it_stands() -> None:
    source = page("首页", JPAGE)[2]
    assert Page("http://a.invalid/", body=source).needs_rendering
    assert Page("http://a.invalid/", body=source, rendered=True).needs_rendering is None
    written = b"<body><script>document.write('<h1>x</h1>')</script><h1>x</h1></body>"
    assert Page("http://a.invalid/", body=written).written
    assert not Page("http://a.invalid/", body=written, rendered=True).written
