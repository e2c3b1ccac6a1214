from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.facts.dates import find_dates, parse_date
from inspector.page import Page

DAY = date(2021, 3, 4)


@pytest.mark.parametrize(
    "text",
    [
        "2021-03-04",
        "2021-3-4",
        "2021年03月04日 16:40",
        "2021-03-04 00:00:00.0",
        "2021- 03- 04 09: 36: 15",
        "2021-03-04-00:00:00",
        "2021-03-0409:36",
        "2021.03.04",
        "2021/03/04 08:55:00",
        "２０２１年３月４日",
        "2021 年 3 月 4 日",
        "发布时间：[2021-03-04]",
        "二〇二一年三月四日",
        "二○二一年三月四日",
        "二０二一年三月四日".replace("０", "0"),
        "二O二一年三月四日",
        "20210304",
        "20210304093615",
        "4 2021-03",
        "04日 2021.03",
        "03-04 2021",
        "3月4日/2021年",
        "2021-03 04",
        "Thu Mar 04 10:28:35 CST 2021",
        "Mar 4, 2021",
        "March 4,2021",
        "2021‑03‑04",
        "4 March 2021",
        "1614816000",
        "1614816000000",
    ],
)
def test_one_day_in_many_spellings(text):
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇〇九年十一月十八日", date(2009, 11, 18)),
        ("二〇一九年十月三十一日", date(2019, 10, 31)),
        ("二〇一九年元月廿三日", date(2019, 1, 23)),
        ("二〇一九年一二月二一日", date(2019, 12, 21)),
        ("二〇二〇年二月二十九日", date(2020, 2, 29)),
    ],
)
def test_chinese_numerals(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "无",
        "2021-02-30",
        "2021-13-01",
        "0000-00-00",
        "二〇二一年十三月四日",
        "1234-56-78",
        "2021年3月",
        "03-04",
    ]
    + ["12345678901234", "99999999", "138-2021-0304", "清政办〔2021〕3号", "10000000000000"],
)
def test_what_is_no_day(text):
    assert parse_date(text) is None


def test_all_dates_of_a_text_with_their_place():
    found = find_dates("发布：2021-03-04 更新：二〇二一年三月五日 2021-02-31")
    assert [day.date for day in found] == [DAY, date(2021, 3, 5)]
    assert found[0].start == 3


@given(st.text(max_size=80) | st.text(alphabet="0123456789-年月日二〇一 :/.", max_size=60))
def test_no_text_raises(text):
    assert parse_date(text) is None or isinstance(parse_date(text), date)
    assert isinstance(find_dates(text), list)


@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_in_three_forms(day):
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day
    assert parse_date(f"{day.year}/{day.month}/{day.day} 8:00") == day


TITLE = "清沅县人民政府办公室关于印发防汛应急预案的通知"
BODY = "<p>各乡镇人民政府，县直各部门：现将预案印发给你们，请认真贯彻执行。</p>" * 6


def published(
    head: str, foot: str = "", url: str = "http://www.qingyuan.example/tzgg/t20210304_1.html"
) -> date | None:
    shown = f"<h1>{TITLE}</h1>{head}{BODY}{foot}"
    markup = f"<!doctype html><html><head><title>{TITLE}</title></head><body>{shown}</body></html>"
    return Page(url, headers=(("content-type", "text/html"),), body=markup.encode()).published


@pytest.mark.parametrize(
    "head",
    [
        "<div>发布时间：2021-03-04 10:00 来源：县政府办</div>",
        "<div>发 布 日 期：<b>2021年3月4日</b></div>",
        "<div><span>来源：县政府办</span><span>2021-03-04</span></div>",
        "<div>时间：2021.03.04 点击：33</div>",
        "<div>2021-03-04 10:00:00</div>",
        "<div>[ 2021-03-04 ]</div>",
        "<table><tr><td>来源：</td><td>县政府办</td><td>发布时间：</td><td>2021-03-04</td></tr></table>",
        "<div>成文日期：2021-03-01 发布日期：2021-03-04</div>",
        "<div>更新时间：2021-03-09 发布时间：2021-03-04</div>",
        "<div>更新时间：2021-03-04</div>",
        "<div>发布时间：20210304</div>",
        "<div>更新时间：21-3-4 9:20:00</div>",
        "<div>公告日期：2021-03-04 发布人：事业科</div>",
        "<p>[2021-03-04] 审核：赵六</p>",
        "<p>来源：县政府办</p><p>审核：赵六</p><p>字体：[大 中 小]</p><p>2021-03-04 09:30</p>",
        "<ul><li>2021-03-04</li><li>阅读量：3</li><li>责任编辑：王五</li><li>来源：县政府办</li></ul>",
        "<p>分享到：</p><p>2021-03-04</p>",
        "<div>发布时间/발표시간：2021-03-04</div>",
        "<div>By Li Ming (Daily) Updated: Mar 4, 2021</div>",
        "<div>Date: 2021-03-04 Font: A+</div>",
        "<div>发布时间：Thu Mar 04 10:28:35 CST 2021 来源：县政府办</div>",
        "<div>发布时间：March 4, 2021 | 来源：县政府办</div>",
        "<div>March 4, 2021 来源：县政府办</div>",
        "<div>发布时间：20210304102835 来源：县政府办</div>",
        "<div><p>04</p><p>2021-03</p></div><div>来源：县政府办</div>",
        "<div><p>4</p><p>3月</p><p>2021</p></div><div>来源：县政府办</div>",
        "<div>发布时间：3月4日 来源：县政府办</div>",
        "<div>成文日期：2021-03-01 来源：县政府办 2021-03-04</div>",
        "<div>03-04 09:20</div><div>来源：县政府办</div>",
    ],
)
def test_the_date_of_publication_is_told_from_others(head):
    assert published(head) == DAY


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("<div>来源：县政府办</div>", "<p>清沅县人民政府办公室</p><p>2021年3月1日</p>"),
        ("<div>成文日期：2021-03-01</div>", ""),
        ("", "<div>版权所有 清沅县人民政府 2021-03-01</div>"),
        ("", "<ul><li><a href=/b.html>别的通知</a> 2021-03-01</li></ul>"),
        ("<!-- 发布时间：2021-03-04 -->", ""),
        ("<div>发布时间：</div>", ""),
        ("<p>时间：2021年3月10日上午9时</p><p>地点：县政府会议室</p>", ""),
        ("<div>成文日期：2021-03-01 来源：县政府办</div>", ""),
        ("<div>公示时间：2021-03-04至2021-03-11 来源：县政府办</div>", ""),
        ("<div>来源：县政府办 征集时间：2021年3月4日—2021年3月11日</div>", ""),
        ("<div>起止日期：2021-03-04 至 2021-03-11</div>", ""),
        ("<div>会议时间：2021-03-04 来源：县政府办</div>", ""),
        ("<div>有效期至：2021-03-04 来源：县水利局</div>", ""),
        ("<table><tr><td>文号</td><td>清政1号</td><td>成文日期</td><td>2021-03-01</td></tr></table>", ""),
        (
            "<table><tr><td>施行日期</td><td>2021-05-01</td><td>失效日期</td><td>2026-05-01</td></tr></table>",
            "",
        ),
    ],
)
def test_other_dates_are_no_date_of_publication(head, foot):
    assert published(head, foot) is None


@pytest.mark.parametrize(
    "line",
    [
        "<span>清沅发布</span> <em>2021年3月4日 08:30</em> <em>湖南</em>",
        "<p>健康清沅 <em>2021-03-04 08:30</em></p>",
        "<div><a>平安清沅</a></div><div><em>2021年3月4日 08:30</em> <em>湖南</em></div>",
    ],
)
def test_the_date_of_a_post(line):
    assert published(f"<div>{line}</div>") == DAY


def test_the_days_of_a_header_are_not_the_publications():
    rows = "<tr><td>废止时间：</td><td>2026-03-04</td></tr><tr><td>信息来源：</td><td></td></tr>"
    assert published(f"<table>{rows}</table>") is None


def test_items_of_a_short_list_are_no_byline():
    items = "".join(f"<li><a href=/{n}.html>张三</a> <span>2021-03-0{n}</span></li>" for n in range(1, 4))
    markup = f"<!doctype html><title>县领导</title><div>首页 &gt; 县领导</div><h3>县领导</h3><ul>{items}</ul>"
    page = Page(
        "http://www.qingyuan.example/ld/", headers=(("content-type", "text/html"),), body=markup.encode()
    )
    assert page.byline.published is None


def test_a_plain_script_literal_counts():
    assert published("<script>document.write('<span>发布时间：2021-03-04</span>');</script>") == DAY


def test_a_day_that_a_script_writes_below_the_title():
    script = '<em id="d"></em><script>document.getElementById("d").innerText = "2021-03-04 19:22";</script>'
    assert published(script) == DAY


_EMPTY = '<div>发布时间：<span id="day" class="a day"></span> 来源：县政府办</div>'


@pytest.mark.parametrize(
    "script",
    [
        '$("#day").text("2021-03-04");',
        "$('.day').html('2021-03-04 10:00')",
        '$(function(){ $("#day").html("2021年3月4日"); });',
        'window.onload = function () { document.getElementById("day").innerHTML = "2021-03-04"; }',
        'document.querySelector("#day").textContent = "2021-03-04";',
        'var day = "2021-03-04 10:20:00";\n$("#day").text(day.substring(0, 10));',
        'document.addEventListener("DOMContentLoaded", () => { $("#day").text("2021-03-04") })',
    ],
)
def test_a_literal_that_a_script_puts_into_its_element_counts(script):
    assert published(f"{_EMPTY}<script>{script}</script>") == DAY


@pytest.mark.parametrize(
    "script",
    [
        '// $("#day").text("2021-03-04");',
        '/* $("#day").text("2021-03-04"); */',
        'if (day == "") { $("#day").text("2021-03-04"); }',
        '$.ajax({url: "/day", error: function () { $("#day").text("2021-03-04"); }});',
        '$("#button").click(function () { $("#day").text("2021-03-04"); });',
        '$("#day").text("2021-03-04" + rest);',
        '$("#other").text("2021-03-04");',
    ],
)
def test_what_a_script_only_may_put_there_does_not_count(script):
    assert published(f"{_EMPTY}<script>{script}</script>") is None
    assert published(f"{_EMPTY}<!-- <script>$('#day').text('2021-03-04')</script> -->") is None


@pytest.mark.parametrize("cut", [".substring(0, 10)", '.split(" ")[0]', ".substr(0,10)", ""])
def test_a_day_cut_from_a_literal(cut):
    script = f'<script>var day = "2021-03-04 10:20:00"; document.write(day{cut});</script>'
    assert published(f"<div>发布时间：{script} 来源：县政府办</div>") == DAY


@pytest.mark.parametrize(
    ("script", "day"),
    [
        ('var ct = "1614787200";', DAY),  # midnight in China
        ("var oriCreateTime = '1614500000'; var createTime = '2021-03-04 08:30';", DAY),
        ('var publish_time = "2021-03-04" || "";', DAY),
        ('var ct = "1614787200"; var oriCreateTime = "1614700000";', None),
        ('var count = "1614787200";', None),
    ],
)
def test_a_day_that_a_script_holds_for_an_empty_element(script, day):
    assert published(f'<em id="publish_time"></em><script>{script}</script>') == day
    assert published(f"<script>{script}</script>") is None


def test_a_byline_of_the_day_of_the_week_and_one_whose_source_stands_below_the_text():
    assert published("<p>2021年03月04日 星期四 15:20:11　作者：科技股</p><p>来源：县科技局</p>") == DAY
    assert published("<p>今天是2021年3月4日 星期四</p>") is None
    foot = "<p>来 源：清沅日报　责任编辑：黎某</p><p>【打印本页】【关闭窗口】</p>"
    assert published("<p>县政府门户网站</p><p>发布时间：2021-03-04 09:24</p>", foot) == DAY


def test_the_day_written_is_not_the_publications_however_spaced():
    assert published("<p>成　文　日　期：2021-03-01</p><p>发　布　日　期：2021-03-04</p>") == DAY
    assert published("<p>成　文　日　期：2021-03-01</p>") is None


@pytest.mark.parametrize(
    "line",
    ["县政府办 | 2021-03-04", "2021-03-04 清沅日报客户端", "<i></i>2021-03-04 <i></i>县政府办 <i></i>32"],
)
def test_a_byline_of_an_office_and_a_counter(line):
    assert published(f"<p>{line}</p>") == DAY


@pytest.mark.parametrize(
    "head",
    [
        "<div><i>2021-03-04</i><i>来源：县政府办</i></div>",
        "<div>2021-03-04 09:20</div><div>来源：县政府办</div>",
    ],
)
def test_the_day_of_a_change_below_the_text_is_not_the_publications(head):
    assert published(head, "<p>更新时间：2021-03-09</p><p>责任编辑：李宁</p>") == DAY
    markup = f"<h1>{TITLE}</h1>{head}<p>县政府召开会议。</p><p>更新时间：2021-03-09</p>"
    assert Page("", body=markup.encode()).published == DAY


def test_the_day_of_printing_makes_no_list_of_a_bare_day():
    assert published("<p>2021-03-04</p><p>打印日期：2021-03-09</p>") == DAY


def test_a_day_without_a_year_needs_one_nearby():
    assert published("<div>03-04 09:20</div>", url="http://www.qingyuan.example/1.html") is None
    told = "<div>03-04 09:20</div><p>2021年3月3日，县政府召开会议。</p>"
    assert published(told, url="http://www.qingyuan.example/1.html") == DAY
