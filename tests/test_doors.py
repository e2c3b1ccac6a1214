"""Parts of a site that hold no more than doors to its columns."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from inspector import Page
from inspector.inspection import Inspection
from inspector.running import standard

SITE = "http://www.hebin.example.gov.cn/"
DOORS = "".join(
    f'<a href="/{path}/">{name}</a> ' for path, name in (("tzgg", "通知公告"), ("ghjh", "规划计划"))
)
NAV = f'<div class="nav"><a href="/">首页</a> <a href="/part/">{{}}</a> {DOORS}</div>'


def state(name: str, body: str) -> str:
    rules, profile = standard("cn-2019")
    made = Inspection(None, SITE, profile, rules, date(2026, 1, 15), only=frozenset({"blank-column"}))
    rows = "".join(
        f'<li><a href="/tzgg/{n}.html">关于第{n}次检查的通知</a><span>2026-01-{n}</span></li>'
        for n in (11, 12, 13)
    )
    shown = {"": rows, "tzgg/": rows, "ghjh/": rows, "part/": body}
    titles = {"": "河滨县人民政府门户网站", "tzgg/": "通知公告", "ghjh/": "规划计划", "part/": name}
    with made:
        for path, text in shown.items():
            place = f'<div>当前位置：<a href="/">首页</a> &gt; {titles[path]}</div>' if path else ""
            html = (
                f"<!doctype html><title>{titles[path]}</title><body>{NAV.format(name)}{place}<ul>{text}</ul>"
            )
            headers = (("content-type", "text/html; charset=utf-8"),)
            made.add(Page(SITE + path, 200, headers, html.encode(), datetime(2026, 1, 14, tzinfo=UTC)))
        made.finish()
        return {column.name: column.state for column in made.site.columns}[name]


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("政务公开", DOORS, "unseen"),
        ("政务公开", "<li>暂无信息</li>", "blank"),
        ("人事信息", "", "blank"),
    ],
)
def test_a_part_of_doors_that_the_menu_has_too_is_not_called_blank(
    name: str, body: str, expected: str
) -> None:
    assert state(name, body) == expected
