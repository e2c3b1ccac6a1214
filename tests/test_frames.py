"""Columns whose list stands in a frame: judged by what the frame shows, and by nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from inspector import Page
from inspector.inspection import Inspection
from inspector.running import standard

SITE = "http://www.hebin.example.gov.cn/"
HTML = (("content-type", "text/html; charset=utf-8"),)
NAV = '<div class="nav"><a href="/">首页</a> <a href="/yw/">河滨要闻</a> <a href="/tzgg/">通知公告</a></div>'
FOOT = '<div class="footer">主办单位：河滨县人民政府　承办单位：河滨县人民政府办公室</div>'
NONE = '<div class="list">暂无数据</div>'
DUTIES = "<p>本局职责：负责全县公路养护，组织实施年度计划。</p>"


def items(folder: str, dated: bool = True) -> str:
    days = [f"<span>2026-01-{day}</span>" if dated else "" for day in (11, 12, 13)]
    rows = [
        f'<li><a href="/{folder}/content/post_{number}.html">关于第{number}次检查的通知</a>{day}</li>'
        for number, day in enumerate(days, 1)
    ]
    return f"<ul>{''.join(rows)}</ul>"


def page(path: str, title: str, body: str) -> Page:
    head = f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head>'
    text = f"{head}<body>{body}</body></html>"
    return Page(SITE + path, 200, HTML, text.encode(), datetime(2026, 1, 14, tzinfo=UTC))


def framing(*addresses: str) -> str:
    frames = "".join(f'<iframe src="{address}"></iframe>' for address in addresses)
    crumb = '<div class="crumb">当前位置：<a href="/">首页</a> &gt; 通知公告</div>'
    return f"{NAV}{crumb}<h2>通知公告</h2>{frames}{FOOT}"


def judged(column: str, **frames: str) -> tuple[str, list[str], set[str]]:
    """State and newest date of the column, what blank-column says of it, and the columns there are."""
    rules, profile = standard("cn-2019")
    made = Inspection(None, SITE, profile, rules, date(2026, 1, 15), only=frozenset({"blank-column"}))
    with made:
        made.add(page("", "河滨县人民政府门户网站", NAV + "<h2>要闻</h2>" + items("yw") + FOOT))
        made.add(page("yw/", "河滨要闻_河滨县人民政府", NAV + "<h2>河滨要闻</h2>" + items("yw") + FOOT))
        for number in (1, 2, 3):
            made.add(
                page(f"yw/content/post_{number}.html", f"关于第{number}次检查的通知", NAV + DUTIES + FOOT)
            )
        made.add(page("tzgg/", "通知公告_河滨县人民政府", column))
        for name, body in frames.items():
            made.add(page(f"frames/{name}.html", "列表", body))
        made.finish()
        columns = {one.name: one for one in made.site.columns}
        found = made.connection.execute("SELECT outcome FROM findings WHERE url = ?", (SITE + "tzgg/",))
        one = columns["通知公告"]
        return f"{one.state} {one.newest}", [row[0] for row in found], set(columns)


@pytest.mark.parametrize(
    ("column", "frames", "state", "said"),
    [
        (framing("/frames/a.html"), {"a": NONE}, "blank None", ["failed"]),
        (framing("/frames/a.html"), {"a": items("tzgg")}, "dated 2026-01-13", []),
        (framing("/frames/a.html"), {"a": NONE, "b": items("tzgg")}, "blank None", ["failed"]),
        (
            framing("/frames/a.html", "/frames/b.html"),
            {"a": NONE, "b": items("tzgg")},
            "dated 2026-01-13",
            [],
        ),
        (framing("/frames/a.html"), {"a": items("tzgg", dated=False)}, "unseen None", []),
        (framing("/frames/a.html"), {"a": DUTIES}, "text None", []),
        (framing("/frames/a.html"), {"a": ""}, "unseen None", ["cantTell"]),
        (framing("/frames/a.html"), {}, "unseen None", ["cantTell"]),
        (framing("/frames/a.html", "/frames/b.html"), {"a": NONE}, "unseen None", ["cantTell"]),
        (framing("http://www.example.com/list.html"), {}, "unseen None", []),
    ],
)
def test_a_column_is_judged_by_its_frames(
    column: str, frames: dict[str, str], state: str, said: list[str]
) -> None:
    assert judged(column, **frames) == (state, said, {"河滨要闻", "通知公告"})


def test_what_frames_hold_is_no_column_of_its_own_unless_a_link_names_it() -> None:
    shown = framing("/frames/a.html")
    named = shown.replace("<h2>", '<a href="/frames/a.html">公示公告</a><h2>')
    assert judged(shown, a=items("tzgg"))[2] == {"河滨要闻", "通知公告"}
    assert len(judged(named, a=items("tzgg"))[2]) == 3
