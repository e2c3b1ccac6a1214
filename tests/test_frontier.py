"""The crawl queue: order, budgets, second looks, and taking up where a killed run stopped."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from inspector.crawling.frontier import Frontier, Visit
from inspector.crawling.site_crawl import PATIENCE, SiteCrawl
from inspector.crawling.traps import ECHOES
from inspector.inspection import Inspection
from inspector.page import Page
from inspector.running import standard

HOME = "http://www.lanhe.gov.cn/"
HTML = (("content-type", "text/html; charset=utf-8"),)


def page(path: str, *links: str, body: str = "") -> Page:
    anchors = "".join(f'<a href="{link}">text</a>' for link in links)
    return Page(
        HOME + path, 200, HTML, f"<!doctype html><html><title>t</title><body>{anchors}{body}".encode()
    )


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "queue.db", isolation_level=None)) as connection:
        yield connection


def drain(frontier: Frontier) -> list[Visit]:
    visits = []
    while found := frontier.next(1):
        visits.append(found[0])
        frontier.done(found[0])
    return visits


def paths(visits: list[Visit]) -> list[str]:
    return [visit.url.removeprefix(HOME) for visit in visits]


def test_order_is_home_columns_breadth_checks(connection: sqlite3.Connection) -> None:
    frontier = Frontier(connection, HOME)
    (home,) = frontier.next(1)
    assert home.url == HOME and home.purpose == "page"
    body = '<img src="/logo.png"><iframe src="/frame.html"></iframe><script src="/foot.js"></script>'
    frontier.discover(
        page("", "/art/1.html", "/zwgk/", "/doc.pdf", "http://www.mof.gov.cn/", body=body), home
    )
    frontier.done(home)
    visits = drain(frontier)
    order = ["frame.html", "foot.js", "sitemap.xml", "zwgk/", "art/1.html", "doc.pdf", "logo.png"]
    assert paths(visits) == order
    purposes = {visit.url.removeprefix(HOME): visit.purpose for visit in visits}
    assert purposes["logo.png"] == purposes["doc.pdf"] == "check"
    assert purposes["foot.js"] == "script" and purposes["sitemap.xml"] == "sitemap"


def test_nothing_is_handed_out_twice(connection: sqlite3.Connection) -> None:
    frontier = Frontier(connection, HOME)
    (home,) = frontier.next(1)
    links = [f"/art/{number}.html" for number in range(100)]
    frontier.discover(page("", *links), home)
    frontier.discover(page("x/", *links), home)
    held = frontier.next(40)
    assert len({visit.url for visit in held + frontier.next(200)}) == len(held) + 61
    assert frontier.next(1) == []
    for visit in held:
        frontier.done(visit)
    assert frontier.next(1) == []


def test_second_looks_come_last(connection: sqlite3.Connection) -> None:
    frontier = Frontier(connection, HOME)
    (home,) = frontier.next(1)
    frontier.discover(page("", "/a/", "/b/", "/c/"), home)
    frontier.done(home)
    looked = []
    while found := frontier.next(1):
        (visit,) = found
        looked.append((visit.url.removeprefix(HOME), visit.tries))
        if visit.url.endswith("/a/") and visit.tries < 2:
            frontier.retry_later(visit)
        else:
            frontier.done(visit)
    assert looked == [("sitemap.xml", 0), ("a/", 0), ("b/", 0), ("c/", 0), ("a/", 1), ("a/", 2)]


def test_at_once_is_next(connection: sqlite3.Connection) -> None:
    frontier = Frontier(connection, HOME)
    (home,) = frontier.next(1)
    frontier.retry_later(home, at_once=True)
    (again,) = frontier.next(1)
    assert (again.url, again.tries, again.position) == (HOME, 1, home.position)


def test_budget_counts_addresses_and_leaves_second_looks(connection: sqlite3.Connection) -> None:
    frontier = Frontier(connection, HOME, max_pages=3)
    (home,) = frontier.next(1)
    frontier.discover(page("", *(f"/{number}/" for number in range(9))), home)
    frontier.retry_later(home)
    visits = drain(frontier)
    assert len(visits) == 3 and visits[-1].url == HOME and visits[-1].tries == 1
    assert frontier.exhausted and not frontier.pending and frontier.waiting == 8
    more = Frontier(connection, HOME, max_pages=5)
    assert more.looked == 3 and len(drain(more)) == 2


def test_a_killed_run_is_taken_up(connection: sqlite3.Connection, tmp_path: Path) -> None:
    frontier = Frontier(connection, HOME)
    (home,) = frontier.next(1)
    frontier.discover(page("", "/a/", "/b/", "/rili/?year=1&month=1"), home)
    frontier.done(home)
    frontier.evidence = 4711
    frontier.next(2)
    connection.close()
    with closing(sqlite3.connect(tmp_path / "queue.db", isolation_level=None)) as stored:
        again = Frontier(stored, HOME)
        assert again.evidence == 4711
        assert sorted(paths(drain(again))) == ["a/", "b/", "rili/?year=1&month=1", "sitemap.xml"]
        assert not again.add(HOME + "a/", "page", 1, 10)


def test_traps_are_counted(connection: sqlite3.Connection) -> None:
    frontier = Frontier(connection, HOME)
    (home,) = frontier.next(1)
    links = [f"/rili/?year=2026&month={month}" for month in range(1, 41)]
    frontier.discover(page("", *links, "/so/s?q=a", "/so/s?q=b"), home)
    frontier.done(home)
    assert len(drain(frontier)) == 25
    assert frontier.guarded() == [
        ("calendar", HOME + "rili/?year=#&month=#", 16),
        ("search", HOME + "so/s?q=a", 1),
        ("search", HOME + "so/s?q=b", 1),
    ]


def test_redirects_and_sitemaps_are_followed(connection: sqlite3.Connection) -> None:
    frontier = Frontier(connection, HOME)
    (home,) = frontier.next(1)
    frontier.discover(Page(HOME, 302, (("location", "/index/"),)), home)
    frontier.done(home)
    frontier.discover_sitemap([HOME + "deep/1.html", "http://other.example/"], [HOME + "sitemap2.xml"])
    visits = drain(frontier)
    assert paths(visits) == ["index/", "sitemap.xml", "sitemap2.xml", "deep/1.html"]
    assert visits[0].depth == 0


def test_reopening_is_bounded(connection: sqlite3.Connection) -> None:
    frontier = Frontier(connection, HOME)
    drain(frontier)
    assert frontier.reopen(HOME, 2) and not frontier.reopen(HOME, 2)
    (again,) = frontier.next(1)
    frontier.done(again)
    assert not frontier.reopen(HOME, 2)
    assert not frontier.reopen("http://other.example/", 9)


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/目标.html".encode(), "%E7%9B%AE%E6%A0%87.html"),
        ("/目标.html".encode("gbk"), "%C4%BF%B1%EA.html"),
        (b"/a%20b?c=1&d=[2]#x", "a%20b?c=1&d=[2]"),
    ],
)
def test_redirects_with_raw_bytes_lead_where_browsers_go(location: bytes, target: str) -> None:
    assert Page(HOME, 302, (("location", location.decode("latin-1")),)).redirect == HOME + target


@pytest.mark.parametrize(("port", "stop"), [("", "unreachable"), (":8080", "")])
def test_only_the_site_itself_ends_the_crawl_by_its_silence(tmp_path: Path, port: str, stop: str) -> None:
    """A dead service on another port of the host says nothing of the site."""
    rules, profile = standard("cn-2019")
    with Inspection(tmp_path, HOME, profile, rules, date(2026, 1, 15)) as inspection:
        site = SiteCrawl(HOME, inspection)
        for number in range(PATIENCE):
            url = f"{HOME[:-1]}{port}/{number}.html"
            site.keep(Page(url, 0, failure="refused"), Visit(url, "page"))
        assert site.stop_reason == stop
        site.close()


def test_pages_that_go_on_saying_the_same_are_followed_no_further(connection: sqlite3.Connection) -> None:
    """A calendar without entries leads on and on; what a list names is all read."""
    frontier = Frontier(connection, HOME)

    def read(path: str, text: str) -> None:
        body = f"<!doctype html><html><title>t</title><body>{text}".encode()
        frontier.discover(Page(HOME + path, 200, HTML, body), Visit(HOME + path, "page", 1))

    listed = [f"<a href='/{kind}'>x</a>" for n in range(300) for kind in (f"day/{n}", f"art/{n}.html")]
    read("", "".join(listed) + "".join(f"<a href='/numbered/{n}'>x</a>" for n in range(300)))
    for number in range(ECHOES + 1):
        waiting = frontier.waiting
        read(
            f"day/{number}",
            f"第{number}天没有安排<a href='/day/{number + 300}'>x</a><a href='/hour/{number}'>x</a>",
        )
        read(f"hour/{number}", f"第{number}天没有安排")
        read(f"numbered/{number}", f"第{number}号通知")
        read(
            f"art/{number}.html",
            f"第{number}篇文章" + "".join(chr(0x4E00 + number * 3 + n) for n in range(9)),
        )
    assert frontier.waiting < waiting
    # Pages that differ by their numbers only, and lead on to no more of them, are as many as there are.
    closed = {(reason, shape) for reason, shape, _ in frontier.guarded()}
    assert closed == {("same", HOME + "day/#"), ("same", HOME + "hour/#")}
    read("more/", "<a href='/day/999'>x</a><a href='/art/999.html'>x</a><a href='/hour/999'>x</a>")
    left = {url for (url,) in connection.execute("SELECT url FROM frontier WHERE waiting")}
    assert HOME + "art/999.html" in left and HOME + "numbered/299" in left
    assert not any("/day/" in url or "/hour/" in url for url in left)


def test_one_page_under_every_address_comes_to_an_end(connection: sqlite3.Connection) -> None:
    """Each answer has relative links, which lead deeper and deeper."""
    frontier = Frontier(connection, HOME)
    looks = 0
    while found := frontier.next(1):
        path = found[0].url.removeprefix(HOME)
        frontier.discover(
            page(path, "zwgk/", "xwzx/", "bsfw/", "hdjl/", body="the page is not there"), found[0]
        )
        frontier.done(found[0])
        looks += 1
        assert looks < 10 * ECHOES
    assert "same" in {reason for reason, _, _ in frontier.guarded()}


def test_pages_with_much_text_are_read_however_alike(connection: sqlite3.Connection) -> None:
    frontier = Frontier(connection, HOME)
    text = "the same words on every page. " * 100
    for number in range(300):
        links = [f"/p/{number + step}.html" for step in (1, 2, 3)]
        path = f"p/{number}.html"
        frontier.discover(page(path, *links, body=text), Visit(HOME + path, "page", 1))
    assert frontier.waiting > 300 and not frontier.guarded()
