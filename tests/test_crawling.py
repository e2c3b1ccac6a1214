"""Crawls of real servers on loopback, each in a process of its own (Scrapy's reactor starts once)."""

from __future__ import annotations

import gzip
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from inspector.evidence.archive import Damage, pages
from inspector.inspection import EVIDENCE, Inspection
from inspector.running import standard

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 1, 15)
CRAWL = """
import json, sys
from datetime import date
from pathlib import Path
from inspector.crawling.spider import crawl
from inspector.inspection import Inspection
from inspector.running import standard

url, folder, options = sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3])
rules, profile = standard("cn-2019")
with Inspection(folder, url, profile, rules, date(2026, 1, 15)) as inspection:
    result = crawl(url, inspection, **options)
print(json.dumps([result.stop_reason, result.pages, result.errors, result.detail]))
"""

Answer = tuple[int, dict[str, str], bytes]


def html(*links: str, body: str = "") -> Answer:
    anchors = "".join(f'<p><a href="{link}">text of {link}</a></p>' for link in links)
    head = "<!doctype html><html><head><meta charset=utf-8><title>兰河县</title></head>"
    text = f"{head}<body>{anchors}{body}</body>"
    return 200, {"Content-Type": "text/html; charset=utf-8"}, text.encode()


@dataclass
class Server:
    """A site: path → answer, or a function of (handler, how many times it was asked)."""

    site: dict[str, Any]
    url: str = ""
    asked: list[tuple[str, str, float]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, path: str, method: str = "GET") -> int:
        return sum(1 for how, what, _ in self.asked if (how, what) == (method, path))

    def paths(self) -> Counter[str]:
        return Counter(path for _, path, _ in self.asked)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Any

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        site: Server = self.server.site
        with site.lock:
            site.asked.append((self.command, self.path, time.monotonic()))
            times = site.paths()[self.path]
        answer = site.site.get(self.path, (404, {"Content-Type": "text/html"}, b"<html>not found"))
        if callable(answer):
            answer = answer(self, times)
            if answer is None:
                return
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

    do_HEAD = do_GET


class Loopback(ThreadingHTTPServer):
    # With a short queue some connections of a crawl wait a second for their first packet to be sent again.
    request_queue_size = 128
    daemon_threads = True


@contextmanager
def serving(site: dict[str, Any]) -> Iterator[Server]:
    server = Loopback(("127.0.0.1", 0), Handler)
    known = Server(site)
    server.site = known  # type: ignore[attr-defined]
    known.url = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def start(url: str, folder: Path, **options: Any) -> subprocess.Popen[str]:
    arguments = [
        sys.executable,
        "-W",
        "error::RuntimeWarning",
        "-c",
        CRAWL,
        url,
        str(folder),
        json.dumps(options),
    ]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def crawl(url: str, folder: Path, **options: Any) -> tuple[str, int, int, str]:
    process = start(url, folder, **options)
    out, error = process.communicate(timeout=90)
    assert process.returncode == 0, error
    assert "Traceback" not in error, error
    result: tuple[str, int, int, str] = tuple(json.loads(out.splitlines()[-1]))  # type: ignore[assignment]
    return result


def rows(folder: Path, url: str = "") -> dict[str, tuple[int, str | None]]:
    """Path → (status, failure) of what stands in the database."""
    connection = sqlite3.connect(folder / "inspection.db")
    found = connection.execute("SELECT url, status, failure FROM pages JOIN urls USING (id)").fetchall()
    connection.close()
    return {address.removeprefix(url): (status, failure) for address, status, failure in found}


def dump(connection: sqlite3.Connection) -> dict[str, list[Any]]:
    tables = ("pages", "links", "outcomes")
    return {
        table: [tuple(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3")]
        for table in tables
    }


PORTAL: dict[str, Any] = {
    "/": html(
        "/zwgk/",
        "/a.pdf",
        "/gone.html",
        "/old",
        "http://elsewhere.example/",
        body="""<img src="/logo.png"><iframe src="/frame.html"></iframe><script src="/foot.js"></script>
        <a href="javascript:void(0)" onclick="window.open('/onclick.html')">open</a>
        <select onchange="location.href=this.value"><option value="/option.html">x</option></select>""",
    ),
    "/zwgk/": html("/zwgk/1.html", "/"),
    "/zwgk/1.html": html("/zwgk/"),
    "/old": (301, {"Location": "/new"}, b""),
    "/new": html(),
    "/a.pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4"),
    "/logo.png": (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n"),
    "/frame.html": html("/framed.html"),
    "/framed.html": html(),
    "/foot.js": (200, {"Content-Type": "application/javascript"}, b"var foot = 1;"),
    "/onclick.html": html(),
    "/option.html": html(),
}


def test_a_site_is_crawled_whole_and_read_back_the_same(tmp_path: Path) -> None:
    with serving(PORTAL) as server:
        reason, count, errors, _ = crawl(server.url, tmp_path / "o")
        found = rows(tmp_path / "o", server.url)
    assert reason == "finished"
    assert errors == 3  # gone.html, robots.txt, sitemap.xml
    assert count == len(found)
    assert {path for path, (status, _) in found.items() if status == 200} == {
        path.removeprefix("/") for path in PORTAL if path != "/old"
    }
    assert found["old"] == (301, None) and found["gone.html"] == (404, None)
    assert server.count("/a.pdf", "HEAD") == 1 and server.count("/a.pdf") == 0
    assert server.count("/gone.html") == 2, "a dead link gets a second look"
    assert not any(path.startswith("http://elsewhere") for path in found)
    again = list(pages(tmp_path / "o" / EVIDENCE))
    assert {page.url.removeprefix(server.url): page.status for page in again} == {
        path: status for path, (status, _) in found.items()
    }
    rules, profile = standard("cn-2019")
    with Inspection(None, server.url, profile, rules, TODAY) as replayed:
        for page in again:
            replayed.add(page)
        live = sqlite3.connect(tmp_path / "o" / "inspection.db")
        assert dump(replayed.connection) == dump(live)
        live.close()


def test_failures_are_told_apart(tmp_path: Path) -> None:
    def slow(handler: Handler, _: int) -> Answer:
        time.sleep(3)
        return html()

    def cut(handler: Handler, _: int) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<html>half")
        handler.close_connection = True

    def reset(handler: Handler, _: int) -> None:
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        handler.close_connection = True

    def gibberish(handler: Handler, _: int) -> None:
        handler.wfile.write(b"SSH-2.0-OpenSSH_9.0\r\n\r\n")
        handler.close_connection = True

    def endless(handler: Handler, _: int) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
        try:
            for _number in range(60):
                handler.wfile.write(bytes(1_000_000))
        except OSError:
            pass
        handler.close_connection = True

    zipped = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    site = {
        "/": html(
            "/slow",
            "/cut",
            "/reset",
            "/gibberish",
            "/endless",
            "/huge",
            "/bomb",
            "/gzip",
            "/private",
            "/self",
        ),
        "/slow": slow,
        "/cut": cut,
        "/reset": reset,
        "/gibberish": gibberish,
        "/endless": endless,
        "/huge": (200, {"Content-Type": "text/html", "Content-Length": "300000000"}, b"x"),
        "/bomb": (200, zipped, gzip.compress(bytes(30_000_000))),
        "/gzip": (200, zipped, gzip.compress(html("/found-in-gzip")[2])),
        "/found-in-gzip": html(),
        "/self": (302, {"Location": "/self"}, b""),
        "/private": html(),
        "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private\n"),
    }
    with serving(site) as server:
        crawl(server.url, tmp_path / "o", settings={"DOWNLOAD_TIMEOUT": 1})
        found = rows(tmp_path / "o", server.url)
    assert {path: row for path, row in found.items() if row[0] == 0 or row[1]} == {
        "slow": (0, "timeout"),
        "cut": (0, "reset"),
        "reset": (0, "reset"),
        "gibberish": (0, "bad-answer"),
        "endless": (0, "too-large"),
        "huge": (0, "too-large"),
        "bomb": (200, "bomb"),
        "private": (0, "robots"),
        "self": (0, "loop"),
    }
    assert found["found-in-gzip"] == (200, None)
    assert server.count("/private") == 0
    again = {
        page.url.removeprefix(server.url): (page.status, page.failure)
        for page in pages(tmp_path / "o" / EVIDENCE)
    }
    assert {path: row for path, row in again.items()} == found


def test_dead_sites_are_told_apart(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert crawl(f"http://127.0.0.1:{port}/", tmp_path / "refused")[0] == "refused"
    assert crawl("http://no-such-host.invalid/", tmp_path / "dns", delay=0)[0] == "dns"
    with serving({"/": html()}) as server:
        https = server.url.replace("http://", "https://")
        assert crawl(https, tmp_path / "tls")[0] == "tls"


def test_500_then_200_ends_well(tmp_path: Path) -> None:
    def healing(_: Handler, times: int) -> Answer:
        return html() if times > 1 else (500, {}, b"oops")

    with serving({"/": html("/healing", "/ill"), "/healing": healing, "/ill": (503, {}, b"busy")}) as server:
        _, _, errors, _ = crawl(server.url, tmp_path / "o")
        found = rows(tmp_path / "o", server.url)
    assert found["healing"] == (200, None) and found["ill"] == (503, None)
    assert server.count("/ill") == 3 and server.count("/healing") == 2
    assert errors == 3


def test_circles_end(tmp_path: Path) -> None:
    site = {
        "/": html("/a"),
        "/a": (302, {"Location": "/b"}, b""),
        "/b": (302, {"Location": "/c"}, b""),
        "/c": (302, {"Location": "/a"}, b""),
    }
    with serving(site) as server:
        assert crawl(server.url, tmp_path / "o")[0] == "finished"
        found = rows(tmp_path / "o", server.url)
    assert "loop" in {failure for _, failure in found.values()}
    assert sum(server.count(path) for path in ("/a", "/b", "/c")) < 12


def test_redirects_that_lead_on_and_on_end(tmp_path: Path) -> None:
    site = {"/": html("/0"), **{f"/{n}": (302, {"Location": f"/{n + 1}"}, b"") for n in range(100)}}
    with serving(site) as server:
        assert crawl(server.url, tmp_path / "o")[0] == "finished"
        found = rows(tmp_path / "o", server.url)
    assert found["19"] == (302, None) and found["20"] == (0, "loop") and "21" not in found


def test_a_huge_robots_txt_and_huge_header_fields_are_no_trouble(tmp_path: Path) -> None:
    robots = "User-agent: *\nDisallow: /private/\n" + "Disallow: /x*y*z$\n" * 200_000
    site = {
        "/robots.txt": (200, {"Content-Type": "text/plain"}, robots.encode()),
        "/": html("/private/", "/policy"),
        "/policy": (200, {"Content-Type": "text/html", "X-Policy": "x" * 50_000}, b"<html>text"),
    }
    with serving(site) as server:
        crawl(server.url, tmp_path / "o")
        found = rows(tmp_path / "o", server.url)
    assert found["private/"] == (0, "robots") and found["policy"] == (200, None)


@pytest.mark.parametrize("via", ["/", "/check"])
def test_cookies_are_sent_back(tmp_path: Path, via: str) -> None:
    """Servers that redirect to themselves until their cookie comes back (openresty's CT6T)."""

    def home(handler: Handler, _: int) -> Answer:
        if "CT6T=ok" in (handler.headers["Cookie"] or ""):
            return html("/zwgk/")
        return 302, {"Location": via, "Set-Cookie": "CT6T=ok; path=/"}, b""

    with serving({"/": home, "/check": (302, {"Location": "/"}, b""), "/zwgk/": html()}) as server:
        assert crawl(server.url, tmp_path / "o")[0] == "finished"
        found = rows(tmp_path / "o", server.url)
    assert found[""] == (200, None) and found["zwgk/"] == (200, None)


def test_crawl_delay_is_obeyed_and_may_be_overruled(tmp_path: Path) -> None:
    site = {
        "/": html("/1/", "/2/", "/3/"),
        **{f"/{number}/": html() for number in (1, 2, 3)},
        "/robots.txt": (
            200,
            {"Content-Type": "text/plain"},
            b"User-agent: *\nCrawl-delay: 0.5\nDisallow: /2/\n",
        ),
    }
    with serving(site) as server:
        crawl(server.url, tmp_path / "slow")
        times = sorted(when for _, path, when in server.asked if path != "/robots.txt")
        assert min(later - earlier for earlier, later in zip(times, times[1:], strict=False)) > 0.4
        assert rows(tmp_path / "slow", server.url)["2/"] == (0, "robots")
        server.asked.clear()
        crawl(server.url, tmp_path / "fast", obey_robots=False)
        times = sorted(when for _, path, when in server.asked)
        assert times[-1] - times[0] < 1.5
        assert rows(tmp_path / "fast", server.url)["2/"] == (200, None)


def test_sitemaps_are_used(tmp_path: Path) -> None:
    def sitemap(server: Server, *names: str, kind: str = "urlset") -> bytes:
        entry = "url" if kind == "urlset" else "sitemap"
        entries = "".join(f"<{entry}><loc>{server.url}{name}</loc></{entry}>" for name in names)
        return f'<?xml version="1.0"?><{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{kind}>'.encode()

    with serving({"/": html()}) as server:
        xml = {"Content-Type": "application/xml"}
        bomb = b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url>'
        server.site |= {
            "/robots.txt": (200, {}, f"Sitemap: {server.url}index.xml\nsitemap: /hostile.xml\n".encode()),
            "/index.xml": (200, xml, sitemap(server, "one.xml", "two.xml.gz", kind="sitemapindex")),
            "/one.xml": (200, xml, sitemap(server, "hidden/1.html")),
            "/two.xml.gz": (
                200,
                {"Content-Type": "application/gzip"},
                gzip.compress(sitemap(server, "hidden/2.html")),
            ),
            "/hostile.xml": (200, xml, bomb),
            "/sitemap.xml": (200, xml, sitemap(server, "hidden/3.html")),
            **{f"/hidden/{number}.html": html() for number in (1, 2, 3)},
        }
        crawl(server.url, tmp_path / "o")
        found = rows(tmp_path / "o", server.url)
    assert all(found[f"hidden/{number}.html"] == (200, None) for number in (1, 2, 3))


def test_checks_are_confirmed_before_a_link_is_called_dead(tmp_path: Path) -> None:
    def no_head(handler: Handler, _: int) -> Answer:
        if handler.command == "HEAD":
            return 405, {}, b""
        assert handler.headers["Range"]
        return 206, {"Content-Type": "application/pdf"}, b"%PDF-1.4"

    site = {
        "/": html("/a.pdf", "/b.pdf", "/dead.pdf"),
        "/a.pdf": no_head,
        "/b.pdf": html("/behind.html"),
        "/behind.html": html(),
    }
    with serving(site) as server:
        crawl(server.url, tmp_path / "o")
        found = rows(tmp_path / "o", server.url)
    assert found["a.pdf"] == (206, None)
    assert found["b.pdf"] == (200, None) and found["behind.html"] == (200, None), (
        "a page behind a .pdf is read"
    )
    assert found["dead.pdf"] == (404, None) and server.count("/dead.pdf") >= 1


def numbered(count: int, wait: float) -> dict[str, Any]:
    def make(number: int) -> Callable[[Handler, int], Answer]:
        def answer(_: Handler, __: int) -> Answer:
            time.sleep(wait)
            return html(
                *(f"/p/{(number * 3 + step) % count}.html" for step in range(1, 5)),
                body=f"page {number} " * 200,
            )

        return answer

    return {f"/p/{number}.html": make(number) for number in range(count)} | {
        "/": html("/p/0.html", "/p/1.html")
    }


def test_kill_9_and_again_loses_nothing_and_fetches_nothing_twice(tmp_path: Path) -> None:
    folder = tmp_path / "o"
    with serving(numbered(120, 0.02)) as server:
        for _ in range(2):
            process = start(server.url, folder, settings={"CONCURRENT_REQUESTS": 4})
            seen = len(server.asked)
            deadline = time.monotonic() + 30
            while len(server.asked) < seen + 35 and time.monotonic() < deadline:
                time.sleep(0.01)
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
        with (folder / EVIDENCE).open("ab") as file:
            file.write(b"\x1f\x8b\x08\0\0\0\0\0half a record")
        reason, _, _, _ = crawl(server.url, folder)
        found = rows(folder, server.url)
        again = server.paths()
    assert reason == "finished"
    assert {path for path, row in found.items() if row == (200, None)} == {path[1:] for path in server.site}
    twice = [
        path for path, times in again.items() if times > 1 and path not in ("/robots.txt", "/sitemap.xml")
    ]
    # What was under way when the process died was not had, and is asked for again: at most four a kill.
    assert len(twice) <= 8
    damages: list[Damage] = []
    archived = [page.url for page in pages(folder / EVIDENCE, damages) if page.status == 200]
    assert not damages
    assert len(archived) == len(set(archived)) == len(server.site), "no page is archived twice"


def test_what_was_archived_but_not_stored_is_taken_up(tmp_path: Path) -> None:
    """As if the process died between the archive's write and the database's commit."""
    folder = tmp_path / "o"
    with serving(numbered(20, 0)) as server:
        crawl(server.url, folder)
        whole = rows(folder)
        connection = sqlite3.connect(folder / "inspection.db")
        number, offset = connection.execute(
            "SELECT id, offset FROM pages WHERE status = 200 AND seen ORDER BY offset DESC LIMIT 1"
        ).fetchone()
        (url,) = connection.execute("SELECT url FROM urls WHERE id = ?", (number,)).fetchone()
        for table, column in (("links", "page"), ("outcomes", "page"), ("findings", "page"), ("pages", "id")):
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))
        connection.execute("UPDATE frontier SET waiting = 1, tries = 0 WHERE url = ?", (url,))
        connection.execute("UPDATE progress SET value = ?", (offset,))
        connection.commit()
        connection.close()
        server.asked.clear()
        crawl(server.url, folder)
        assert rows(folder) == whole
        assert server.count("/" + url.removeprefix(server.url)) == 0


def test_sigint_stops_cleanly_and_again_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "o"
    with serving(numbered(150, 0.05)) as server:
        process = start(server.url, folder, settings={"CONCURRENT_REQUESTS": 4})
        while len(server.asked) < 30:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=20)
        assert process.returncode == 0, error
        reason, count, _, _ = json.loads(out.splitlines()[-1])
        assert reason == "interrupted" and 20 < count < 100
        assert crawl(server.url, folder)[0] == "finished"
        assert all(times == 1 for path, times in server.paths().items() if path not in ("/robots.txt",))


def test_a_second_sigint_stops_at_once(tmp_path: Path) -> None:
    def stuck(_: Handler, __: int) -> Answer:
        time.sleep(8)
        return html()

    with serving({"/": html("/stuck"), "/stuck": stuck}) as server:
        process = start(server.url, tmp_path / "o")
        while not server.count("/stuck"):
            time.sleep(0.01)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=20)
        assert time.monotonic() - began < 5
        assert json.loads(out.splitlines()[-1])[0] == "interrupted", error


def test_sigint_does_not_wait_for_what_hangs_and_loses_nothing(tmp_path: Path) -> None:
    answering = threading.Event()

    def stuck(_: Handler, __: int) -> Answer:
        answering.wait(30)
        return html()

    hanging = [f"/stuck{number}" for number in range(20)]
    with serving({"/": html(*hanging), **dict.fromkeys(hanging, stuck)}) as server:
        process = start(server.url, tmp_path / "o")
        while not server.count("/stuck3"):
            time.sleep(0.01)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=20)
        assert time.monotonic() - began < 5
        assert json.loads(out.splitlines()[-1])[:3] == ["interrupted", 3, 2]  # robots.txt, home page, sitemap
        assert not error
        answering.set()
        assert crawl(server.url, tmp_path / "o")[0] == "finished"
        found = rows(tmp_path / "o", server.url[:-1])
        assert all(found[path] == (200, None) for path in hanging)


def test_budgets(tmp_path: Path) -> None:
    with serving(numbered(60, 0.05)) as server:
        assert crawl(server.url, tmp_path / "o", max_pages=10)[0] == "pages"
        # The sitemap is an address too; robots.txt is asked for every site, budget or not.
        assert len(server.asked) == 11
        reason, count, _, _ = crawl(server.url, tmp_path / "o", max_pages=20)
        assert reason == "pages" and count == 11
        reason, _, _, _ = crawl(
            server.url, tmp_path / "minutes", max_minutes=0.01, settings={"CONCURRENT_REQUESTS": 1}
        )
        assert reason == "minutes"


def test_a_crawl_of_this_machine_stays_on_its_port(tmp_path: Path) -> None:
    with serving({"/": html()}) as other:
        with serving({"/": html(other.url, other.url + "x")}) as server:
            crawl(server.url, tmp_path / "o")
        assert not other.asked


def test_a_removed_evidence_file_is_said(tmp_path: Path) -> None:
    with serving({"/": html()}) as server:
        crawl(server.url, tmp_path / "o")
        (tmp_path / "o" / EVIDENCE).unlink()
        process = start(server.url, tmp_path / "o")
        assert "evidence was removed" in process.communicate(timeout=60)[1]


def test_scrapy_crawl_portal_works_from_the_checkout(tmp_path: Path) -> None:
    scrapy = Path(sys.executable).with_name("scrapy")
    with serving(PORTAL) as server:
        arguments = [scrapy, "crawl", "portal", "-a", f"url={server.url}", "-a", f"out={tmp_path / 'o'}"]
        done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
        own = subprocess.run(
            [scrapy.with_name("inspector"), "crawl", server.url, "--out", tmp_path / "own"],
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == own.returncode and "Traceback" not in done.stderr, done.stderr
        assert rows(tmp_path / "o", server.url)["zwgk/1.html"] == (200, None)


def test_scrapy_crawl_of_a_dead_site_does_not_end_as_if_all_were_well(tmp_path: Path) -> None:
    scrapy = Path(sys.executable).with_name("scrapy")
    with serving(PORTAL) as server:
        gone = server.url
    arguments = [scrapy, "crawl", "portal", "-a", f"url={gone}", "-a", f"out={tmp_path / 'o'}"]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 3 and "Traceback" not in done.stderr, done.stderr


def test_scrapy_crawl_says_what_is_wrong_in_a_sentence(tmp_path: Path) -> None:
    scrapy = Path(sys.executable).with_name("scrapy")
    for argument, said in (
        ("url=foo", "no address of a website"),
        (f"out={tmp_path}", "no address of a website"),
        ("max_page=3", "no argument 'max_page'"),
    ):
        done = subprocess.run(
            [scrapy, "crawl", "portal", "-a", argument], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 2 and said in done.stderr
        assert "Traceback" not in done.stderr


def test_too_many_requests_slows_the_crawl(tmp_path: Path) -> None:
    def busy(_: Handler, times: int) -> Answer:
        return html() if times > 1 else (429, {}, b"slowly")

    with serving({"/": html("/a/"), "/a/": busy}) as server:
        crawl(server.url, tmp_path / "o")
        times = [when for _, path, when in server.asked if path == "/a/"]
        assert len(times) == 2 and times[1] - times[0] > 0.2
        assert rows(tmp_path / "o", server.url)["a/"] == (200, None)


def test_links_to_other_sites_are_looked_at_when_asked_for(tmp_path: Path) -> None:
    other = {
        "/": html("/deeper.html"),
        "/moved": (302, {"Location": "/there.html"}, b""),
        "/there.html": html(),
        "/file.pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4"),
    }
    with serving(other) as elsewhere:
        there = elsewhere.url.replace("127.0.0.1", "localhost")
        links = (f"{there}gone.html", f"{there}moved", f"{there}file.pdf")
        with serving({"/": html("/a.html", *links), "/a.html": html(there)}) as server:
            crawl(server.url, tmp_path / "none")
            assert not elsewhere.asked
            reason, *_ = crawl(server.url, tmp_path / "some", outside=2)
            assert reason == "finished"
            crawl(server.url, tmp_path / "some", outside=10)
            found = rows(tmp_path / "some", there)
    assert found["gone.html"] == (404, None) and found["moved"] == (302, None)
    assert found["there.html"] == found["file.pdf"] == found[""] == (200, None)
    assert elsewhere.count("/deeper.html", "HEAD") == elsewhere.count("/deeper.html") == 0
    assert elsewhere.count("/") == 0, "only its head was asked for"
    connection = sqlite3.connect(tmp_path / "some" / "inspection.db")
    judged = connection.execute(
        "SELECT count(*) FROM pages JOIN urls USING (id) WHERE NOT internal AND (seen OR facts IS NOT NULL)"
    ).fetchone()[0]
    connection.close()
    assert judged == 0


def test_a_full_disk_is_said_and_what_was_stored_stays(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    folder = tmp_path / "o"
    noise = {f"/n/{number}.html": html(body=os.urandom(9000).hex()) for number in range(60)}
    with serving({"/": html(*noise)} | noise) as server:
        arguments = [sys.executable, "-c", CRAWL, server.url, str(folder), "{}"]
        limited = subprocess.run(
            arguments,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000)),
        )
        assert limited.returncode == 0, limited.stderr
        reason, count, _, detail = json.loads(limited.stdout.splitlines()[-1])
        assert reason == "storage" and count > 5
        assert "then run the same command again; what was stored stays" in detail
        damages: list[Damage] = []
        assert len(list(pages(folder / EVIDENCE, damages))) >= count - 1 and not damages
        assert crawl(server.url, folder)[0] == "finished"
        found = rows(folder, server.url)
    assert sum(1 for status, _ in found.values() if status == 200) == 61


def test_a_public_site_cannot_lead_to_internal_addresses() -> None:
    """The guard itself: a public site cannot be served here."""
    import asyncio

    import aiohttp

    from inspector.crawling.downloading import Guard, GuardedResolver
    from inspector.failures import internal_address, is_internal, of_exception

    for address in (
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "192.168.0.1",
        "::1",
        "fe80::1%eth0",
        "::ffff:10.0.0.1",
    ):
        assert is_internal(address)
    assert (
        not is_internal("203.0.114.7") and not is_internal("2400:3200::1") and not is_internal("www.gov.cn")
    )

    async def ask(url: str, start: str) -> str:
        resolver = GuardedResolver(Guard(start))
        connector = aiohttp.TCPConnector(resolver=resolver)
        async with aiohttp.ClientSession(connector=connector) as session:
            try:
                async with session.get(url) as answer:
                    return str(answer.status)
            except Exception as error:
                return of_exception(error)

    with serving({"/": html()}) as server:
        named = server.url.replace("127.0.0.1", "localhost")
        assert asyncio.run(internal_address(named))
        assert asyncio.run(ask(named, start="")) == "internal-address"
        assert asyncio.run(ask(named, start="http://10.1.2.3/")) == "internal-address"
        assert asyncio.run(ask(named, start=named)) == "200"
        assert asyncio.run(ask(named, start="http://127.0.0.1:1/")) == "200"
        assert server.paths()["/"] == 2


@pytest.mark.parametrize(
    ("start", "asked", "allowed"),
    [
        ("http://10.1.2.3/", ("10.1.2.3", "10.1.2.3", 80), True),
        ("http://10.1.2.3/", ("10.1.2.3", "10.1.2.3", 443), True),
        ("http://10.1.2.3/", ("10.1.2.3", "10.1.2.3", 8080), False),
        ("http://10.1.2.3:8080/", ("10.1.2.3", "10.1.2.3", 8080), True),
        ("http://10.1.2.3:8080/", ("10.1.2.3", "10.1.2.3", 80), False),
        ("http://10.1.2.3/", ("10.1.2.4", "10.1.2.4", 80), False),
        ("http://10.1.2.3/", ("127.0.0.1", "127.0.0.1", 80), False),
        ("http://oa.lanhe.internal/", ("10.1.2.3", "www.oa.lanhe.internal", 443), True),
        ("http://oa.lanhe.internal/", ("10.1.2.3", "db.lanhe.internal", 80), False),
        ("http://127.0.0.1:8000/", ("127.0.0.1", "localhost", 9000), True),
        ("http://127.0.0.1:8000/", ("169.254.169.254", "169.254.169.254", 80), False),
        ("http://127.0.0.1:8000/", ("203.0.114.7", "example.org", 80), True),
    ],
)
def test_a_crawl_from_an_internal_address_asks_no_other(
    start: str, asked: tuple[str, str, int], allowed: bool
) -> None:
    from inspector.crawling.downloading import Guard
    from inspector.failures import InternalAddress

    if allowed:
        Guard(start).refuse(*asked)
    else:
        with pytest.raises(InternalAddress):
            Guard(start).refuse(*asked)
