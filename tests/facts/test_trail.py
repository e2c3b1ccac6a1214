from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.facts.trail import Trail, anchors_above
from inspector.page import Page

MENU = "<ul><li><a href=/>首页</a></li><li><a href=/gk/>政务公开</a></li></ul>"


def page(body: str) -> Page:
    return Page("http://www.yunxi.gov.cn/gk/", body=f"<html><body>{body}</body></html>".encode())


@pytest.mark.parametrize(
    ("markup", "steps"),
    [
        (
            "当前位置：<a href=/>首页</a> &gt; <a href=/gk/>政务公开</a> &gt; 通知",
            ("首页", "政务公开", "通知"),
        ),
        (
            "您当前位置<a href=/>云溪县政府网</a>&gt;&gt;<a href=/gk/>政务公开</a>",
            ("云溪县政府网", "政务公开"),
        ),
        (
            "<ol><li>当前位置：</li><li><a href=/>首页</a></li><li>通知</li><li><a>王五</a></li></ol>",
            ("首页", "通知"),
        ),
        (
            "<p>位置：</p><p><a href=/>首页</a></p><p>&gt;</p><p><a>政务公开</a></p><p>&gt;</p><p>通知</p>",
            ("首页", "政务公开", "通知"),
        ),
        (
            "<p>您的位置：</p><p><a href=/>首页</a> &gt;</p><p><a>政务公开</a></p><p>&gt;</p><p>通知</p>",
            ("首页", "政务公开", "通知"),
        ),
        ("<a href=/>首页</a> / <a href=/gk/>政务公开</a> / 正文", ("首页", "政务公开")),
        (
            "当前位置：<a href=/>首页</a> &gt; <a href=/gk/>政务公开</a> &gt; 二级栏目名称",
            ("首页", "政务公开"),
        ),
    ],
)
def test_steps(markup: str, steps: tuple[str, ...]) -> None:
    its = page(f"{MENU}<div>{markup}</div><p>内容</p>")
    assert its.trail is not None and its.trail.steps == steps
    assert anchors_above(its.trail, its.shown) == 3


def test_a_front_page_has_none() -> None:
    assert (
        page(f"{MENU}<p>当前位置：<a href=/>首页</a></p><p><a>网站地图</a> | <a>联系我们</a></p>").trail
        is None
    )
    assert page(MENU).trail is None


@given(st.text("位置首页>：a<&;/-| \n", max_size=200))
def test_no_input_raises(text: str) -> None:
    its = page(text)
    assert anchors_above(its.trail or Trail(("首页",), 0), its.shown) >= 0


@pytest.mark.parametrize("parting", ["<i></i>", "<img src=/i.png>", "&nbsp;&nbsp;"])
def test_steps_parted_by_nothing_but_pictures(parting: str) -> None:
    trail = parting.join(("<a href=/>首页</a>", "<a href=/gk/>政务公开</a>", "<b>通知</b>"))
    its = page(f"<p>您的位置：{trail}</p><p>内容</p>")
    assert its.trail is not None and its.trail.steps == ("首页", "政务公开", "通知")
