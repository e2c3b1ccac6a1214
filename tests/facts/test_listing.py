# ruff: noqa: E501  (markup is read best on one line)
from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.facts.listing.reader import Listing
from inspector.facts.listing.row_dates import RowDate, lists_among, row_date, url_date, with_year
from inspector.page import Page

NAV = (
    '<div class="nav"><ul>'
    + "".join(f'<li><a href="/c{n}/">栏目{n}</a></li>' for n in range(8))
    + "</ul></div>"
)
FOOT = (
    '<div class="footer"><p><a href="/wzdt/">网站地图</a> <a href="/lxwm/">联系我们</a></p>'
    "<p>主办：云溪县人民政府办公室 网站标识码：5300010001</p></div>"
)
SIDE = (
    '<div class="side hot"><h3>热点</h3><ul>'
    + "".join(f'<li><a href="/hot/{n}.html">大家都在看的热点消息第{n}条</a></li>' for n in range(9))
    + "</ul></div>"
)


def listing(
    body: str, url: str = "http://www.yunxi.gov.cn/zwgk/tzgg/index.html", fetched: datetime | None = None
) -> Listing | None:
    html = f"<!DOCTYPE html><html><head><title>通知公告-云溪县人民政府</title></head><body>{NAV}{body}{SIDE}{FOOT}</body></html>"
    return Page(url, body=html.encode(), fetched=fetched or datetime(2024, 3, 1, tzinfo=UTC)).listing


def rows(template: str, days: list[str], start: int = 1) -> str:
    return "".join(
        template.format(
            n=n, day=day, title=f"云溪县关于某项工作安排的第{n}号通知", url=f"./202402/t20240205_{n}.html"
        )
        for n, day in enumerate(days, start)
    )


DAYS = ["2024-02-05", "2024-01-31", "2023-12-29", "2023-12-01", "2023-11-11"]
NEWEST = date(2024, 2, 5)


@pytest.mark.parametrize(
    "template",
    [
        '<li><a href="{url}" title="{title}">{title}</a><span>{day}</span></li>',
        '<li><span class="date">{day}</span><a href="{url}">{title}</a></li>',
        '<li><a href="{url}"><em>{title}</em><i>{day}</i></a></li>',
        '<li><a href="{url}">{title}</a>[{day}]</li>',
        '<li>·<a href="{url}">{title}</a> ({day})</li>',
        '<li><a href="{url}">{title}（{day}）</a></li>',
        '<li><a href="{url}">{title}</a><b>{day} 09:30:11</b></li>',
        '<li><a href="{url}">{title} {day} 09:30</a></li>',
        '<li><a href="{url}">[公告]</a> <a href="{url}">{title}</a> <span>发布时间：{day}</span></li>',
        '<li><h4><a href="{url}">{title}</a></h4><p>这是摘要，介绍了有关情况，共若干字。</p><span>{day}</span></li>',
        '<li><div class="t"><a href="{url}">{title}</a></div><div class="d">{day}</div></li>',
    ],
)
def test_dated_items_in_a_list(template: str) -> None:
    found = listing(f'<div class="list"><ul>{rows(template, DAYS)}</ul></div>')
    assert found is not None
    assert [item.published and item.published.isoformat() for item in found.items] == DAYS
    assert found.newest == NEWEST and not found.undated
    assert found.items[0].url == "http://www.yunxi.gov.cn/zwgk/tzgg/202402/t20240205_1.html"
    assert found.items[0].title == "云溪县关于某项工作安排的第1号通知"


@pytest.mark.parametrize(
    "template",
    [
        '<tr><td width="20"><img src="/d.gif"></td><td><a href="{url}">{title}</a></td><td>{day}</td></tr>',
        '<tr><td>{n}</td><td><a href="{url}" title="{title}">云溪县关于某项工作…</a></td><td>办公室</td><td>{day}</td></tr>',
    ],
)
def test_dated_items_in_a_table(template: str) -> None:
    found = listing(f'<table class="main"><tbody>{rows(template, DAYS)}</tbody></table>')
    assert found is not None and found.newest == NEWEST and len(found.items) == 5
    assert found.items[0].title == "云溪县关于某项工作安排的第1号通知"


def test_items_in_plain_blocks() -> None:
    found = listing(rows('<div class="item"><a href="{url}">{title}</a><span>{day}</span></div>', DAYS))
    assert found is not None and found.newest == NEWEST and len(found.items) == 5


@pytest.mark.parametrize("text", ["搜索", "设为首页"])
def test_day_of_today_in_the_head_is_no_item(text: str) -> None:
    head = f"<div class='head'><span>2024年3月7日 星期四</span><div><a href=''>{text}</a></div></div>"
    found = listing(f"{head}<p>您的留言已提交。</p>")
    assert found is None or found.newest is None


def test_items_parted_by_line_breaks() -> None:
    found = listing("<div class='list'>" + rows('<a href="{url}">{title}</a> {day}<br>', DAYS) + "</div>")
    assert found is not None and found.newest == NEWEST and len(found.items) == 5


def test_blank_rows_and_several_lists_are_one_list() -> None:
    template = '<li><a href="{url}">{title}</a><span>{day}</span></li>'
    body = f'<div class="con"><ul>{rows(template, DAYS)}<li class="line"></li></ul><ul>{rows(template, ["2023-10-01"] * 5, 6)}</ul></div>'
    found = listing(body)
    assert found is not None and len(found.items) == 10 and found.newest == NEWEST


def test_pages_to_turn_are_no_items() -> None:
    template = '<li><a href="{url}">{title}</a><span>{day}</span></li>'
    pages = '<div class="page"><a href="index_1.html">1</a><a href="index_2.html">2</a><a href="index_1.html">下一页</a><a href="index_9.html">尾页</a></div>'
    found = listing(f'<div class="list"><ul>{rows(template, DAYS[:1])}{pages}</ul></div>')
    assert found is not None and len(found.items) == 1 and found.newest == NEWEST


def test_full_title_where_the_text_is_cut() -> None:
    body = '<ul class="list">' + "".join(
        f'<li><a href="/a/{n}.html" title="云溪县人民政府办公室关于印发第{n}个实施方案的通知">云溪县人民政府办公室关于...</a><span>2024-02-0{n}</span></li>'
        for n in range(1, 5)
    )
    found = listing(body + "</ul>")
    assert found is not None
    assert found.items[0].title == "云溪县人民政府办公室关于印发第1个实施方案的通知"


def test_day_and_month_in_elements_of_their_own() -> None:
    body = '<ul class="list">' + "".join(
        f'<li><div class="d"><b>{n:02}</b><i>2024-02</i></div><a href="/a/{n}.html">云溪县开展春耕备耕的第{n}次检查</a></li>'
        for n in range(9, 4, -1)
    )
    found = listing(body + "</ul>")
    assert found is not None and found.newest == date(2024, 2, 9)


def test_year_inferred_from_the_address() -> None:
    body = '<ul class="list">' + "".join(
        f'<li><a href="/xw/2022{month:02}/t2022{month:02}15_{month}.html">云溪县召开第{month}次工作会议</a><span>{month:02}-15</span></li>'
        for month in range(6, 1, -1)
    )
    found = listing(body + "</ul>")
    assert found is not None and found.newest == date(2022, 6, 15)
    assert all(item.inferred for item in found.items)


def test_year_inferred_from_the_fetch_and_the_neighbours() -> None:
    days = ["02-20", "01-03", "12-30", "11-02"]
    body = '<ul class="list">' + "".join(
        f'<li><a href="/xw/{n}.html">云溪县召开第{n}次工作会议</a><span>[{day}]</span></li>'
        for n, day in enumerate(days)
    )
    found = listing(body + "</ul>")
    assert found is not None
    assert [item.published for item in found.items] == [
        date(2024, 2, 20), date(2024, 1, 3), date(2023, 12, 30), date(2023, 11, 2),
    ]  # fmt: skip


def test_undated_list() -> None:
    found = listing(
        '<div class="list"><ul>' + rows('<li><a href="{url}">{title}</a></li>', DAYS * 3) + "</ul></div>"
    )
    assert found is not None and found.undated and found.newest is None and len(found.items) == 15


def test_dates_in_titles_are_not_dates_of_items() -> None:
    body = '<ul class="list">' + "".join(
        f'<li><a href="/a/{n}.html">2018年6月{n}日 党风政风热线在线收听</a></li>' for n in range(1, 9)
    )
    found = listing(body + "</ul>")
    assert found is not None and found.undated


def test_records_of_a_paged_list_within_the_page() -> None:
    records = "".join(
        f'<record><![CDATA[<li><a href="/art/2024/2/{n}/art_12_{n}.html" title="云溪县公告第{n}号">云溪县公告第{n}号</a><span>2024-02-{n:02}</span></li>]]></record>'
        for n in range(1, 8)
    )
    body = (
        '<div id="123"><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp"></a>]]></nextgroup>'
        f"<recordset>{records}</recordset></datastore></script></div>"
    )
    found = listing(body, "http://www.yunxi.gov.cn/col/col12/index.html")
    assert found is not None and len(found.items) == 7 and found.newest == date(2024, 2, 7)
    assert found.items[0].url == "http://www.yunxi.gov.cn/art/2024/2/1/art_12_1.html"


def test_list_written_by_a_script() -> None:
    body = "<script>" + "".join(
        f"document.write('<li><a href=\"/a/{n}.html\">云溪县发布第{n}期预警信息</a><span>2024-02-{n:02}</span></li>');"
        for n in range(1, 6)
    )
    found = listing(f'<ul class="list">{body}</script></ul>')
    assert found is not None and found.newest == date(2024, 2, 5)


def test_side_lists_do_not_win() -> None:
    side = '<div class="hot"><ul>' + rows(
        '<li><a href="/h/{n}.html">热点消息之{title}</a><span>2024-02-28</span></li>', DAYS * 3
    )
    body = (
        '<div class="list"><ul><li><a href="a.html">云溪县公开指南发布</a><span>2021-05-04</span></li></ul></div>'
        + side
    )
    found = listing(body + "</ul></div>")
    assert found is not None and found.newest == date(2021, 5, 4)


def test_front_page_takes_all_its_dated_lists() -> None:
    def section(name: str, day: str) -> str:
        return f'<div class="{name}"><h2>{name}<a href="/{name}/">更多</a></h2><ul>' + rows(
            '<li><a href="/' + name + '/{n}.html">{title}</a><span>' + day + "</span></li>", DAYS
        )

    body = section("xw", "2024-01-05") + "</ul></div>" + section("gg", "2024-02-25") + "</ul></div>"
    found = listing(body + "更多 更多 更多", "http://www.yunxi.gov.cn/")
    assert found is not None and found.newest == date(2024, 2, 25) and len(found.items) == 10


def test_nothing_on_an_article() -> None:
    prose = "<p>" + "为进一步做好有关工作，经研究，现将有关事项通知如下，请认真贯彻执行。" * 20 + "</p>"
    body = f"<h1>关于做好春耕工作的通知</h1><p>发布时间：2024-02-05 来源：县政府办</p>{prose}"
    assert listing(body, "http://www.yunxi.gov.cn/zwgk/t20240205_99.html") is None


def test_a_table_of_the_layout_is_no_row_of_a_single_link_in_it() -> None:
    notices = "".join(f"<li><a href=/{n}.html>县道封闭施工的通告{n}</a> 2026-01-1{n}</li>" for n in range(3))
    side = f"<table><tr><td><div><div><ul>{notices}</ul></div></div></td></tr></table>"
    form = (
        f"<div>当前位置：<a href=/>首页</a> > 依申请公开</div><form>{'申请人信息与所需信息情况' * 20}</form>"
        "<p>可<a href=/sqb.doc>下载申请表</a>填写后寄至本局。</p>"
    )
    page = Page(
        "http://x.gov.cn/sq.html",
        body=f"<html><head><title>依申请公开</title></head><body><table><tr><td>{side}</td><td>{form}</td></tr>"
        "</table><p>主办：某某县交通运输局</p></body></html>".encode(),
    )
    assert page.listing is None


def test_nothing_where_there_is_no_list() -> None:
    assert listing('<div class="list">此栏目暂无信息</div>') is None


def test_row_dates() -> None:
    assert row_date("标题\x1f2024年2月5日", "标题") == RowDate(2024, 2, 5, "2024年2月5日")
    assert row_date("标题\x1f2024/02/05 08:00", "标题") == RowDate(2024, 2, 5, "2024/02/05")
    assert row_date("标题\x1f2024-02-05 浏览：1023次", "标题") == RowDate(2024, 2, 5, "2024-02-05")
    assert row_date("标题\x1f来源：云溪县水利局 2024-02-05", "标题") == RowDate(2024, 2, 5, "2024-02-05")
    assert row_date("标题\x1f2024年2月5日，市局召开会议。", "标题") is None
    assert row_date("标题\x1f08:30", "标题") is None
    assert row_date("标题\x1f2024‑02‑05", "标题") == RowDate(2024, 2, 5, "2024‑02‑05")
    assert row_date("Title\x1fFeb 5, 2024", "Title") == RowDate(2024, 2, 5, "Feb 5, 2024")
    assert row_date("Title\x1f[05 February 2024]", "Title") == RowDate(2024, 2, 5, "[05 February 2024]")
    assert row_date("Title\x1fMonday, February 5,2024", "Title") == RowDate(
        2024, 2, 5, "Monday, February 5,2024"
    )
    assert row_date("Title\x1fArticle 5, 2024", "Title") is None
    assert row_date("标题\x1f13-45", "标题") is None
    assert RowDate(2023, 2, 30, "").date() is None


@pytest.mark.parametrize(
    "span",
    [
        "2024-02-05 至 2024-03-05", "征集时间：2024-02-05到2024-03-05", "2024-02-05 08:00—2024-03-05 17:30", "（2024-02-05 ~ 2024-03-05）",
        "2024-02-05\x1f至\x1f2024-03-05", "2024-02-05 至\x1f2024-03-05", "开始时间：2024-02-05\x1f结束时间：2024-03-05",
        "2024-02-05\x1f截止日期：\x1f2024-03-05",
    ],
)  # fmt: skip
def test_the_first_of_the_days_that_a_survey_runs(span: str) -> None:
    assert row_date(f"{span}\x1f已结束\x1f标题", "标题") == RowDate(2024, 2, 5, "2024-02-05")


def test_a_last_day_alone_is_none_of_publication() -> None:
    assert row_date("标题\x1f截止日期：2024-03-05", "标题") is None
    assert row_date("关于做好报名截止\x1f2024-03-05", "关于做好报名截止") == RowDate(2024, 3, 5, "2024-03-05")
    letter = "来信时间：2024-02-05\x1f回复时间：2024-03-05"
    assert row_date(letter, "标题") == RowDate(2024, 3, 5, "2024-03-05")


def test_url_dates() -> None:
    assert url_date("/a/t20240205_1.html") == date(2024, 2, 5)
    assert url_date("/art/2022/5/26/art_1_2.html") == date(2022, 5, 26)
    assert url_date("/2018-07/14/1.html") == date(2018, 7, 14)
    assert url_date("/202405/abc.shtml") == date(2024, 5, 1)
    assert url_date("/content/post_123456.html") is None
    assert with_year(RowDate(0, 12, 31, ""), date(2024, 1, 1), None, date(2024, 6, 1)) == date(2023, 12, 31)


@settings(max_examples=60)
@given(st.text("<>ali/ u\"'=href0123456789-月日年标题\x1f[]()", max_size=300))
def test_no_input_raises(text: str) -> None:
    listing(f"<ul>{text}</ul>")
    row_date(text, text[:10])
    url_date(text)


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li><div><a href=/a>标题标题标题</a>2020-01-01" * 3000,
        "<script type=text/xml><recordset>" + "<record><![CDATA[" * 15_000,
        "主办" + " " * 100_000 + "ICP备",
        "<" * 100_000,
    ],
)
def test_hostile_pages_end(body: str) -> None:
    begun = time.process_time()
    page = Page("http://x.gov.cn/a/", body=f"<html><body>{body}".encode())
    assert page.links is not None and page.identity and page.kind
    page.listing  # noqa: B018
    assert time.process_time() - begun < 5


def test_cells_of_one_item_in_a_list_of_their_own() -> None:
    found = listing(rows('<ul class="row"><li><a href="{url}">{title}</a></li><li>{day}</li></ul>', DAYS))
    assert found is not None and len(found.items) == 5 and found.newest == NEWEST


def test_terms_and_dates_of_a_definition_list() -> None:
    found = listing(
        "<dl class=news>" + rows('<dt><a href="{url}">{title}</a></dt><dd>{day}</dd>', DAYS) + "</dl>"
    )
    assert found is not None and len(found.items) == 5 and found.newest == NEWEST


def test_rows_of_nested_tables() -> None:
    body = "<table class=winstyle>" + rows(
        '<tr><td> · </td><td><a href="{url}" title="{title}">{title}...</a></td><td>{day}&nbsp;</td></tr>'
        "<tr><td colspan=3 height=1></td></tr>",
        DAYS,
    )
    found = listing(
        f"<table><tr><td>{body}<tr><td>1/6 <a href=5.htm>下页</a></td></tr></table></td></tr></table>"
    )
    assert found is not None and len(found.items) == 5 and found.newest == NEWEST
    assert found.items[0].title == "云溪县关于某项工作安排的第1号通知"


def test_titles_beside_the_links() -> None:
    files = "".join(
        f"<tr><td>社会保险登记表（{n}）.xls</td><td>32 KB</td><td><a href=down?{n}>下载</a></td></tr>"
        for n in "甲乙丙丁"
    )
    found = listing(f"<table>{files}</table>")
    assert found is not None and found.undated and found.items[0].title == "社会保险登记表（甲）.xls"
    pictures = "".join(
        f"<figure><a href={n}.html><img src={n}.jpg></a><figcaption>{n}湖晨韵</figcaption></figure>"
        for n in "东南西北"
    )
    found = listing(f"<h2>图说云溪</h2><div>{pictures}</div>")
    assert found is not None and [item.title for item in found.items][:2] == ["东湖晨韵", "南湖晨韵"]


def test_lists_in_the_head_of_the_site_are_not_the_page_s() -> None:
    menu = f"<ul class=infoList>{rows('<li><a href={url}>{title}</a><i>{day}</i></li>', DAYS)}</ul>"
    trail = "<div>您当前位置<a href=/>云溪县政府网</a>&gt;&gt;<a href=/hd/>互动</a>&gt;&gt;<a href=x>意见征集</a></div>"
    assert listing(f"{menu}{trail}<h3>意见征集</h3><p>暂无数据</p>") is None
    own = "<ol>" + rows("<li><a href={url}>{title}</a><i>{day}</i></li>", DAYS[1:], 7) + "</ol>"
    found = listing(f"{menu}{trail}{own}")
    assert found is not None and len(found.items) == 4 and found.newest == date(2024, 1, 31)


@pytest.mark.parametrize("heading", ["热点信息", "相关新闻 <a href=/m/>更多</a>", "点击排行"])
def test_lists_under_headings_of_other_pages_do_not_count(heading: str) -> None:
    other = f"<div class=rt><h4>{heading}</h4><ul>{rows('<li><a href={url}>{title}</a><i>{day}</i></li>', DAYS)}</ul></div>"
    assert listing(f"<h3>通知公告</h3><p>暂无数据</p>{other}") is None


def test_lists_are_told_apart_by_days_that_begin_anew() -> None:
    def lists(*days: str) -> int:
        body = "".join(f"<p><a href=/{at}.html>县水利局开展巡查</a> {day}</p>" for at, day in enumerate(days))
        return lists_among(Page("", body=body.encode()).lines)

    assert lists("2026-01-14", "2026-01-12", "2025-12-30") == 1
    assert lists("01-05", "01-02", "12-30", "12-01") == 1
    assert lists("01-14", "01-12", "01-13", "01-02", "01-11") == 2, "one row is no list"
    assert lists("01-11", "01-12", "01-13") == 1, "the newest stands last"
    assert lists() == 0


def test_the_number_of_a_letter_is_no_day() -> None:
    shown = row_date("TJ20260123\x1f关于噪声的投诉\x1f2026-01-12", "关于噪声的投诉")
    assert shown and shown.date() == date(2026, 1, 12)
