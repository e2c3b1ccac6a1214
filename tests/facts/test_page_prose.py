"""How much a page says in words of its own."""

from __future__ import annotations

import pytest

from inspector import Page


def prose(body: str) -> int:
    text = f"<html><body>{body}</body></html>".encode()
    return Page("http://x.gov.cn/", headers=(("content-type", "text/html; charset=utf-8"),), body=text).prose


@pytest.mark.parametrize(
    "text",
    ["全县辖城关、川口等9镇和6乡，共186个行政村。", "办公地址：云溪县人民路1号", "咨询请拨打0771-5551234。"],
)
def test_sentences_and_labels_with_values_count(text: str) -> None:
    assert prose(f"<ul><li>首页</li><li>新闻中心</li></ul><p>{text}</p>") == len(text)


@pytest.mark.parametrize(
    "body",
    [
        "<p>当前位置：首页 &gt; 政务公开 &gt; 重大决策</p>",
        "<p>栏目建设中，敬请期待！请稍后访问。</p>",
        "<p>共0条记录，每页20条</p>",
        "<ul><li>政府信息公开</li><li>法定主动公开内容</li></ul>",
        "",
    ],
)
def test_menus_crumbs_and_excuses_do_not(body: str) -> None:
    assert prose(body) == 0
