"""One page under several spellings of its address is asked for once where that is known, and counts once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from inspector.crawling.frontier import Frontier
from inspector.inspection import Inspection
from inspector.page import Page
from inspector.profile import load_profile
from inspector.rule import load_rules
from inspector.twins import origin, spelling

RULES = load_rules()
PROFILE = load_profile("cn-2019", RULES)
PLAIN, SAFE = "http://www.lanhe.gov.cn", "https://www.lanhe.gov.cn"
HTML = (("content-type", "text/html; charset=utf-8"),)
PATHS = ("/", "/xw/", "/gg/", "/a.html", "/b.html")


def page(url: str, *links: str, text: str = "") -> Page:
    anchors = "".join(f'<a href="{link}">栏目</a>' for link in links)
    title = url.rpartition("/")[2] or "首页"
    body = f"<!doctype html><html><title>{title}</title><body>{anchors}<p>{text}</p>"
    return Page(url, 200, HTML, body.encode())


def inspected(*pages: Page) -> Inspection:
    inspection = Inspection(None, f"{PLAIN}/", PROFILE, RULES, date(2026, 1, 20))
    with inspection.transaction():
        for one in pages:
            inspection.add(one)
    inspection.finish()
    return inspection


def rows(inspection: Inspection, sql: str) -> set[str]:
    return {row[0] for row in inspection.connection.execute(sql)}


@pytest.mark.parametrize(
    "other",
    [
        "https://www.lanhe.gov.cn/xw/",
        "http://lanhe.gov.cn/xw",
        "http://lanhe.gov.cn/xw/index.shtml",
        "https://www.lanhe.gov.cn/xw/default.aspx",
    ],
)
def test_spellings_of_one_address_have_something_in_common(other: str) -> None:
    assert spelling(other) == spelling("http://www.lanhe.gov.cn/xw/")
    assert spelling(other) != spelling("http://www.lanhe.gov.cn/xw/?page=2")
    assert origin(other) == other[: other.index("/", 8)]


def test_what_both_twins_show_is_found_once() -> None:
    pages = [page(base + path, *PATHS) for base in (PLAIN, SAFE) for path in PATHS]
    gone = [Page(f"{base}/gone.html", 404, HTML) for base in (PLAIN, SAFE)]
    linking = [page(f"{base}/c.html", "gone.html") for base in (PLAIN, SAFE)]
    with inspected(*pages, *gone, *linking) as inspection:
        seen = rows(inspection, "SELECT url FROM pages JOIN urls USING (id) WHERE seen")
        assert seen == {PLAIN + path for path in (*PATHS, "/c.html")}
        assert not rows(inspection, "SELECT url FROM findings WHERE url LIKE 'https%'")
        dead = rows(inspection, "SELECT url FROM findings WHERE rule = 'dead-link' AND outcome = 'failed'")
        assert dead == {f"{PLAIN}/gone.html"}
        before = inspection.connection.execute("SELECT count(*) FROM findings").fetchone()[0]
        inspection.finish()
        assert before == inspection.connection.execute("SELECT count(*) FROM findings").fetchone()[0]


def test_links_to_a_twin_that_nobody_asked_for_lead_to_the_page() -> None:
    pages = [page(f"{PLAIN}/", f"{SAFE}/a.html", f"{SAFE}/xw/"), page(f"{PLAIN}/xw/", "/")]
    with inspected(*pages, page(f"{SAFE}/xw/", "/"), page(f"{PLAIN}/a.html", "/")) as inspection:
        targets = rows(inspection, "SELECT url FROM links JOIN urls ON urls.id = target")
        assert targets == {f"{PLAIN}/", f"{PLAIN}/xw/", f"{PLAIN}/a.html"}


def test_other_content_under_another_spelling_is_another_page() -> None:
    other = page(f"{SAFE}/xw/", "/", text="这是另一个网站的页面，内容不同。")
    with inspected(page(f"{PLAIN}/", "/xw/"), page(f"{PLAIN}/xw/", "/"), other) as inspection:
        assert f"{SAFE}/xw/" in rows(inspection, "SELECT url FROM pages JOIN urls USING (id) WHERE seen")


def test_a_link_over_a_redirect_to_the_other_spelling_leads_to_the_page() -> None:
    moved = Page(f"{PLAIN}/xw", 301, (("location", f"{PLAIN}/xw/"),))
    with inspected(page(f"{PLAIN}/", "/xw"), moved, page(f"{PLAIN}/xw/", "/")) as inspection:
        assert f"{PLAIN}/xw" not in rows(inspection, "SELECT url FROM links JOIN urls ON urls.id = target")


def test_a_crawl_stops_asking_for_twins() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        frontier = Frontier(connection, f"{PLAIN}/")
        for number in range(3):
            moved = Page(f"{PLAIN}/{number}.html", 301, (("location", f"{SAFE}/{number}.html"),))
            frontier.discover(moved)
        frontier.discover(page(f"{SAFE}/0.html", f"{PLAIN}/new.html"))
        waiting = {row[0] for row in connection.execute("SELECT url FROM frontier")}
    assert f"{SAFE}/new.html" in waiting and f"{PLAIN}/new.html" not in waiting
