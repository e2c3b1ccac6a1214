"""What a crawl must not follow, and what it must."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.crawling.traps import CALENDAR_CAP, CAPS, MAX_CHOICES, Filters, pattern, trap

HOST = "http://www.lanhe.gov.cn"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/zwgk/" + "x" * 1600, "too-long"),
        ("/gate/big5/www.lanhe.gov.cn/zwgk/", "mirror"),
        ("/a/b/a/b/a/b/", "repeated-path"),
        ("/news/news/news/list.html", "repeated-path"),
        ("/" + "/".join(f"d{number}" for number in range(30)), "repeated-path"),
        ("/list.jsp?sid=8a7b", "session"),
        ("/(S(abcdefghij0123456789xyzw))/list.aspx", "session"),
        ("/was5/web/search?channelid=2&page=3", "search"),
        ("/so/s?q=%E9%A2%84%E7%AE%97", "search"),
        ("/index.jsp?keyword=a", "search"),
        ("/info/12.html?print=1", "view"),
        ("/print/12.html", "view"),
        ("/list.jsp?sort_by=time", "view"),
        ("/list.jsp?a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9", "parameters"),
        ("/list.jsp?a=1&a=2&a=3", "parameters"),
    ],
)
def test_traps(path: str, reason: str) -> None:
    assert trap(HOST + path, {}) == reason


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search/",
        "/zwgk/zwgk/list.html",
        "/art/2024/5/26/art_1229579044_4050759.html",
        "/col/col1229396854/index.html?uid=5&pageNum=2",
        "/info/egovinfo/1007/overt_centent/009-01-2026-0001.htm",
        "/2020/2020/2020/1.html",
        "/columns/2f3c6f1e-7d34-4a9f-9c0e-1b2d3e4f5a6b/202603/04/8d0f2a1c-0b1a-4c2d-9e3f-a1b2c3d4e5f6.html",
        "/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1007&wbnewsid=2331",
        "/public/column/6595701?type=4&action=list",
        "/module/download/downfile.jsp?classid=0&filename=2103181432.doc",
        "/printing-industry/",
        "/xwzx/index_2.html",
        "/calendar/",
    ],
)
def test_real_shapes_pass(path: str) -> None:
    assert trap(HOST + path, {}) is None


def test_calendars_and_patterns_are_capped() -> None:
    for path, cap, reason in (
        ("/rili/?year=%d&month=2", CALENDAR_CAP, "calendar"),
        ("/list?date=2026-01-%02d", CALENDAR_CAP, "calendar"),
        ("/a%d.html", CAPS[0], "pattern"),
        ("/list.jsp?page=%d", CAPS[1], "pattern"),
        ("/list.jsp?page=%d&type=2", CAPS[2], "pattern"),
    ):
        counts = Counter({pattern(HOST + path % 1): cap - 1})
        assert trap(HOST + path % 77, counts) is None
        counts[pattern(HOST + path % 1)] += 1
        assert trap(HOST + path % 77, counts) == reason


def test_filters_that_can_be_combined_come_to_an_end() -> None:
    filters = Filters()
    let_through = []
    for count in (1, 2, 3, 4):
        for names in permutations("abcdef", count):
            url = f"{HOST}/list?" + "&".join(f"{name}=1" for name in names)
            if filters.reason(url) is None:
                filters.take(url)
                let_through.append(url)
    assert sum("&" in url for url in let_through) == MAX_CHOICES
    assert filters.reason(f"{HOST}/list?b=7&a=3") is None  # known with other values
    assert filters.reason(f"{HOST}/list?page=2") is None
    assert filters.reason(f"{HOST}/show?x=1&y=2") is None


def test_patterns_join_what_a_template_makes() -> None:
    assert pattern(HOST + "/art/2024/5/26/art_12_45.html") == HOST + "/art/#/#/#/art_#_#.html"
    one = pattern(HOST + "/c/2f3c6f1e-7d34-4a9f-9c0e-1b2d3e4f5a6b.html")
    assert one == pattern(HOST + "/c/8d0f2a1c-0b1a-4c2d-9e3f-a1b2c3d4e5f6.html")
    assert pattern(HOST + "/zwgk/") != pattern(HOST + "/zwdt/")


@given(st.text(max_size=2000))
def test_anything_is_answered(text: str) -> None:
    reasons = {
        None,
        "too-long",
        "mirror",
        "session",
        "search",
        "view",
        "repeated-path",
        "parameters",
        "calendar",
        "pattern",
    }
    assert trap(text, {}) in reasons
    assert trap(HOST + "/" + text, {pattern(HOST + "/" + text): 3}) in reasons


def test_hostile_addresses_take_no_time() -> None:
    import time

    began = time.process_time()
    for path in ("a" * 1400, "/a" * 700, "1f" * 700, "?" + "&a=1" * 350, "?" + "session" * 200, "-" * 1400):
        trap(f"{HOST}/{path}", {})
        pattern(f"{HOST}/{path}")
    assert time.process_time() - began < 0.5
