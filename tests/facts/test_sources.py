import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.page import Page


def source(line: str, body: str = "<p>正文内容。</p>") -> str | None:
    markup = f"<!doctype html><html><body><h1>关于印发防汛应急预案的通知</h1>{line}{body}</body></html>"
    url = "http://www.qingyuan.example/tzgg/t20210304_1.html"
    return Page(url, headers=(("content-type", "text/html"),), body=markup.encode()).source


@pytest.mark.parametrize(
    "line",
    [
        "<div>发布时间：2021-03-04 来源：县水利局</div>",
        "<div>来源：县水利局 作者：张三 浏览次数：3</div>",
        "<div>来 源：<b>县水利局</b>发布时间：2021-03-04</div>",
        "<div>信息来源：<a href=/>县水利局</a>　字体：[大 中 小]</div>",
        "<div>稿源:县水利局|2021-03-04</div>",
        "<div>文章来源：县水利局【字号：大 中 小】</div>",
        "<div>来源：<span>县水利局</span> <span>打印</span></div>",
        "<div>来源：县水利局 2021-03-04 10:00</div>",
        "<div>来源：县水利局 责任编辑：李四</div>",
        "<div><i></i> 2021-03-04<span><i></i> 来源：县水利局</span><span><i></i> 308</span></div>",
        "<div>来源：县水利局 文章类型：原创</div>",
        "<div><span>ཡོང་ཁུངས། 来源：县水利局</span> <span>ལྟ་ཀློག 浏览：8</span></div>",
        "<p>2021-03-04 来自：县水利局 阅读(203)</p>",
        "<p>发布时间：2021-03-04 来源：县水利局 我要纠错</p>",
        "<p>2021-03-04 09:30</p><p>（来源：县水利局）</p><p>县水利局召开会议，部署全县今年的防汛工作。</p>",
        "<p>【来源：县水利局】 发布于 2021-03-04</p>",
        "<div>来源/래원：县水利局　发布时间/발표시간：2021-03-04</div>",
        "<table><tr><td>来源：</td><td>县水利局</td><td>发布时间：</td><td>2021-03-04</td></tr></table>",
        "<ul><li>发布时间：</li><li>2021-03-04</li><li>来源：</li><li>县水利局</li></ul>",
        "<table><tr><td>发布时间</td><td>2021-03-04</td><td>来源：</td><td>县水利局</td></tr></table>",
        "<ul><li>发布时间：</li><li>2021-03-04 星期四</li><li>来源：</li><li>县水利局</li></ul>",
    ],
)
def test_value_without_what_follows(line):
    assert source(line) == "县水利局"


@pytest.mark.parametrize(
    "line",
    [
        "<div>来源： 作者： 发布时间：2021-03-04</div>",
        "<div>发布时间：2021-03-04 来源：</div>",
        "<div>来源：<b></b> 浏览次数：3</div>",
        "<div>发布时间：2021-03-04 来源：{{data.source}}</div>",
        "<div>发布时间：2021-03-04 来源：-</div>",
    ],
)
def test_label_with_nothing_behind(line):
    assert source(line) == ""


def test_names_may_hold_blanks():
    assert source("<div>来源：县水利局 县气象局 时间：2021-03-04</div>") == "县水利局 县气象局"


@pytest.mark.parametrize(
    "body",
    [
        "<p>资金来源：县财政。</p>",
        "<p>（来源：新华社）</p>",
        "<p>数据来源：县统计局</p>",
        "<p>水的来源有三。</p>",
    ],
)
def test_the_phrase_in_the_text_does_not_count(body):
    assert source("<div>发布时间：2021-03-04</div>", body) is None


@given(st.text(max_size=120))
def test_nothing_raises(line):
    assert source(line) is None or isinstance(source(line), str)


def test_a_label_quoted_in_a_sentence_is_none() -> None:
    assert source("<p>凡本网站注明“来源：云溪县人民政府”的作品，转载时须注明来源。</p>") is None


def test_a_label_below_a_label_is_no_value():
    rows = "<tr><td>来源：</td><td></td><td>关键词：</td><td></td></tr><tr><td>浏览次数：</td><td>3</td></tr>"
    assert source(f"<table>{rows}</table>") == ""


def test_an_english_source_in_brackets():
    assert source("<p>Updated: 2021-03-04 10:12 (Source: Qingyuan Daily) Print Share</p>") == "Qingyuan Daily"


@pytest.mark.parametrize(
    "line",
    [
        "<p>来源 县水利局 时间 2021-03-04</p>",
        "<p>信息来源[县水利局] 时间[2021-03-04]</p>",
        "<p>2021-03-04（来源：县水利局）</p>",
    ],
)
def test_labels_without_colons_and_in_brackets(line):
    assert source(line) == "县水利局"


def test_a_source_behind_a_stroke_and_signs_that_say_nothing():
    for label in ("来源｜", "来源丨", "原文来源："):
        assert source(f"<div>发布时间：2021-03-04 {label}清沅日报 作者：李四</div>") == "清沅日报"
    for nothing in ("***", ".", "——/——"):
        assert source(f"<div>发布时间：2021-03-04 来源：{nothing}</div>") == ""
