"""What a page says does not change with the hand that wrote its markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from inspector.page import Page
from inspector.truth import Label, read_labels

LABELS = "发布时间|发布日期|信息来源|来源|发文机关|索引号|文号|发文字号|成文日期|发布机构|有效性|主题分类"
LABEL = re.compile(rf"(?<![\u4e00-\u9fff])({LABELS})([：:])")
MENU = "领导之窗 机构职能 政策文件 政策解读 通知公告 办事指南 县长信箱 在线访谈 网上调查 信息公开指南".split()
NAMES = re.compile(r"<(/?)([a-z][a-z0-9]*)\b")
QUOTES = re.compile(r'(\s(?:class|id|width|align|border))="([\w-]+)"')
HEADINGS = re.compile(
    r"<title>.*?</title>|<meta name=\"(?:ArticleTitle|PubDate|ContentSource)\"[^>]*>", re.I | re.S
)


def menu(markup: str) -> str:
    """A head of the site with one more menu."""
    links = "".join(f'<li><a href="/{number}/">{name}</a></li>' for number, name in enumerate(MENU))
    return above(markup, f"<ul>{links}</ul>")


STYLED = re.compile(r"(<(?:td|p|div|li|h1|h2)\b[^>]*>)([^<\s][^<]*)(</)", re.I)


def in_layout_table(markup: str) -> str:
    """The same page in the one cell of a table, as pages of the table age are laid out."""
    return re.sub(
        r"(<body[^>]*>)(.*)(</body>)", r"\1<table><tr><td>\2</td></tr></table>\3", markup, flags=re.I | re.S
    )


def above(markup: str, addition: str) -> str:
    """Something more at the top of the page."""
    body = re.search("<body", markup, re.I)
    at = markup.find(">", body.start() if body else -1) + 1
    return f"{markup[:at]}{addition}{markup[at:]}"


RELATED = "".join(
    f"<li><a href='/art/{day}.html'>全县召开第{day}次防汛抗旱工作会议</a><span>2025-03-0{day}</span></li>"
    for day in range(1, 7)
)
BELOW = {
    "ways to the next article": "<p>上一篇：<a href='/1.html'>县长调研重点项目</a> [2025-03-04]</p>"
    "<p>下一篇：<a href='/2.html'>县医院新院区启用</a> [2025-03-06]</p>",
    "related articles": f"<h2>相关链接</h2><ul>{RELATED}</ul>",
    "other news": f"<div>县区快讯</div><ul>{RELATED}</ul>",
    "share bar": "<div>分享到：<a>微信</a><a>微博</a></div><div>扫一扫在手机打开当前页</div>",
    "signature": "<p align=right>青源县人民政府</p><p align=right>2025年3月4日</p>",
    "editors": "<p>编辑：李宁　审核：王晓　签发：赵明</p>",
    "attachments": "<h3>附件下载</h3><ul><li><a href='a.doc'>申报表.doc</a></li></ul>",
    "day of printing": "<div>打印日期：2025-11-12</div>",
}
"""What stands below a text."""
PROSE = re.compile(r"<p\b[^>]*>[^<>]{60,}。</p>")


def below(markup: str, addition: str) -> str:
    """Something more below the last paragraph of the text."""
    ends = [its.end() for its in PROSE.finditer(markup)]
    return f"{markup[: ends[-1]]}{addition}{markup[ends[-1] :]}" if ends else markup


REWRITINGS: dict[str, Callable[[str], str]] = {
    "names of elements in capitals": lambda markup: NAMES.sub(
        lambda its: f"<{its[1]}{its[2].upper()}", markup
    ),
    "attributes without quotes": lambda markup: QUOTES.sub(r"\1=\2", markup),
    "half-width colons": lambda markup: LABEL.sub(r"\1:", markup),
    "labels in elements of their own": lambda markup: LABEL.sub(r"<b>\1</b>\2", markup),
    "spaced labels": lambda markup: LABEL.sub(lambda its: "　".join(its[1]) + its[2], markup),
    "one more menu": menu,
    "texts in elements that only style": lambda markup: STYLED.sub(r"\1<font size=2>\2</font>\3", markup),
    "a layout table": in_layout_table,
} | {name: partial(below, addition=addition) for name, addition in BELOW.items()}


EVERY = [label for label in read_labels(Path(__file__).parent / "truth", None) if label.site == "written"]
"""The labelled pages that ship with the project."""


def written() -> list[tuple[Label, str]]:
    """Those that have a text of their own, with their markup."""
    texts = {"article", "document", "annual_report", "disclosure_guide", "letter"}
    found = [label for label in EVERY if texts.intersection(label.said.get("kind", ())[:1])]
    return [(label, Page("", body=label.path.read_bytes()).markup) for label in found]


WRITTEN = written()


def told(markup: str, label: Label) -> tuple[object, ...]:
    markup = re.sub(r'charset="?[\w-]+', "charset=utf-8", markup)
    html = (("content-type", "text/html; charset=utf-8"),)
    page = replace(Page("http://www.qingyuan.example/a.html", 200, html), body=markup.encode())
    header = {name: "".join(field.value.split()) for name, field in page.document_header.items()}
    source = page.source and "".join(page.source.split())
    return page.kind.name in label.said["kind"], page.title, page.published, source, header


@pytest.mark.parametrize("rewriting", REWRITINGS)
def test_the_same_page_in_another_hand(rewriting):
    wrong = []
    for label, markup in WRITTEN:
        if told(REWRITINGS[rewriting](markup), label) != told(markup, label):
            wrong.append(label.file)
    assert len(wrong) < 0.01 * len(WRITTEN), wrong


BOXES = {
    "search": "<form action='/search'><select><option>标题</option><option>内容</option></select>"
    "<input type='text' name='q'><input type='submit' value='搜索'></form>",
    "login": "<form action='/login'>用户名<input name='u'>密码<input type='password' name='p'>"
    "<input type='submit' value='登录'><a href='/register'>注册</a></form>",
    "today beside links": "<div><span>今天是：2026年1月15日 星期四</span><a href='/wza'>无障碍浏览</a> | "
    "<a href='/en/'>English</a> | <a href='/login'>登录</a></div>",
    "today": "<div><span>今天是2026年1月15日 星期四</span><span>多云 3℃~10℃</span></div>",
}
"""What stands in the head of many sites, on every page."""
VISITS = "<div>您是第<span>1234567</span>位访客　今日访问：321　最后更新：2026-01-14</div></body>"


def test_visits_below_the_foot():
    wrong = []
    labels = [label for label in EVERY if label.said.get("kind") and not label.said.get("wall")]
    for label in labels:
        markup = Page("", body=label.path.read_bytes()).markup
        if told(markup.replace("</body>", VISITS), label)[0] != told(markup, label)[0]:
            wrong.append(label.file)
    assert len(wrong) < 0.005 * len(labels), wrong


@pytest.mark.parametrize("box", BOXES)
def test_boxes_in_the_head_of_the_site(box):
    wrong = []
    labels = [label for label in EVERY if label.said.get("kind") and not label.said.get("wall")]
    for label in labels:
        markup = Page("", body=label.path.read_bytes()).markup
        if told(above(markup, BOXES[box]), label)[:3] != told(markup, label)[:3]:
            wrong.append(label.file)
    assert len(wrong) < 0.01 * len(labels), wrong


def test_titles_without_a_title_element():
    wrong, compared = [], 0
    for label, markup in WRITTEN:
        if label.reads("title") and label.said.get("title"):
            compared += 1
            title = told(HEADINGS.sub("", markup), label)[1]
            if "".join(str(title).split()) != "".join(label.said["title"].split()):
                wrong.append(label.file)
    assert len(wrong) < 0.03 * compared, wrong


BYLINES = (
    "<span>发布时间：2025-03-04</span><span>来源：县融媒体中心</span><span>浏览次数：126</span>",
    "<div>2025年3月4日</div><div>来源：县融媒体中心</div><div>字号：大 中 小</div>",
    "[来源：县融媒体中心] [日期：2025/3/4 9:30:00]",
    "转自：县融媒体中心　发布时间：2025-03-04 下午04:30",
    "<li>2025 年 3 月 4 日</li><li>稿件来源：县融媒体中心</li>",
    "【发布时间】二〇二五年三月四日 【来源】县融媒体中心 【打印】",
    "信息来源:县融媒体中心 发布日期:2025.03.04 点击数:12",
    "<dl><dt>发布时间：</dt><dd>2025-03-04</dd><dt>来源：</dt><dd>县融媒体中心</dd></dl>",
)
HEADERS = (
    "<table><tr><td>{0}</td><td>{1}</td><td>{2}</td><td>{3}</td><td>{4}</td><td>{5}</td></tr></table>",
    "<p>{0}：{1} | {2}：{3} | {4}：{5}</p>",
    "<ul><li>【{0}】{1}</li><li>【{2}】{3}</li><li>【{4}】{5}</li></ul>",
    "<dl><dt>{0}：</dt><dd>{1}</dd><dt>{2}：</dt><dd>{3}</dd><dt>{4}：</dt><dd>{5}</dd></dl>",
    "<p><b>{0}：</b>{1}<br><b>{2}：</b>{3}<br><b>{4}：</b>{5}</p>",
)
PAGE = """<html><head><title>{title}</title></head><body><p><a href="/">首页</a> &gt; <a href="/zw/">政务</a>
&gt; <a href="/wj/">政府文件</a></p>{body}<div><p>{text}</p><p>{text}</p></div></body></html>"""
TEXT = "全县各部门要提高认识，压实责任，把各项任务落到实处，确保按期完成全年目标，及时公开进展情况。" * 3


def read(title: str, body: str) -> Page:
    html = (("content-type", "text/html; charset=utf-8"),)
    markup = PAGE.format(title=title, body=body, text=TEXT)
    return Page("http://www.qingyuan.example/a.html", 200, html, markup.encode())


@pytest.mark.parametrize("byline", BYLINES)
def test_bylines(byline):
    page = read("县医院新院区正式启用-青源县人民政府", f"<h1>县医院新院区正式启用</h1><div>{byline}</div>")
    assert (page.title, page.published, page.source) == (
        "县医院新院区正式启用",
        date(2025, 3, 4),
        "县融媒体中心",
    )


@pytest.mark.parametrize("title", ["政府文件-青源县人民政府", "内容页", "信息公开_青源县人民政府"])
@pytest.mark.parametrize("header", HEADERS)
def test_headers_under_titles_of_templates(header, title):
    fields = {"index_no": "索引号", "doc_no": "发文字号", "date_written": "成文日期"}
    values = ("002599001/2025-00007", "青政发〔2025〕7号", "2025-03-04")
    laid = header.format(*(part for pair in zip(fields.values(), values, strict=True) for part in pair))
    named = "青源县人民政府关于公布历史建筑名录的通知"
    page = read(title, f"{laid}<p align=center>{named}</p>")
    assert {name: field.value for name, field in page.document_header.items()} == dict(
        zip(fields, values, strict=True)
    )
    assert (page.title, page.kind.name) == (named, "document")


def test_a_subtitle_is_no_title():
    body = '<div class="title">县医院新院区正式启用</div><div class="subtitle">——重点项目巡礼</div>'
    page = read("", f"{body}<div>发布时间：2025-03-04　来源：县融媒体中心</div>")
    assert page.title == "县医院新院区正式启用"


def test_the_day_behind_a_title_that_nothing_marks():
    title = "县医院新院区正式启用"
    heading = f"<p align=center><strong>{title}</strong><span>（2025年03月04日）</span></p>"
    body = f"{heading}<p>来源：县融媒体中心</p>"
    page = read(f"{title}-青源县人民政府", body)
    assert (page.title, page.published) == (title, date(2025, 3, 4))


def test_a_day_alone_below_the_title_of_a_document():
    title = "关于印发防汛应急预案的通知"
    fields = {"索引号": "002599001/2025-7", "文号": "青政〔2025〕7号"} | dict.fromkeys(
        ("主题分类", "体裁分类", "关键词"), "防汛"
    )
    rows = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in fields.items())
    body = f"<table>{rows}</table><p align=center><b>{title}</b></p><p align=center>2025-03-04</p>"
    assert read(f"{title}-青源县人民政府", body).published == date(2025, 3, 4)


def test_a_byline_within_the_block_of_the_title_is_no_title():
    title = "县医院新院区正式启用"
    body = f"""<div id="ContentTitle_9"><div class="title">{title}</div>
    <div class="title_low">来源：本站原创&nbsp;&nbsp;作者：李宁<br>时间：2025年3月4日 8:30</div></div>"""
    page = read(f"{title}-青源县人民政府", body)
    assert (page.title, page.source) == (title, "本站原创")


def test_a_source_that_a_script_writes_in_capitals():
    script = (
        """<script>if("县文旅局"!=""){document.write('<SPAN>来源：</SPAN><SPAN>县文旅局</SPAN>');}</script>"""
    )
    page = read("县医院新院区正式启用", f"<h1>县医院新院区正式启用</h1><p>发布时间：2025-03-04{script}</p>")
    assert page.source == "县文旅局"


def test_the_site_map_under_the_address_of_a_guide_in_the_menu():
    menu = '<a href="/dh/">导航</a>'
    foot = '<a class="f" target="_blank" href="/dh/"><span>网站地图</span></a>'
    page = read("县医院新院区正式启用", f"{menu}<h1>县医院新院区正式启用</h1>{foot}")
    assert page.identity.site_map_link == "http://www.qingyuan.example/dh/"


NEWS = "".join(
    f"<p><a href='/x/{day}.html'>全县召开第{day}次防汛会议</a><i>2025-01-0{day}</i></p>"
    for day in (6, 5, 4, 3, 2, 1)
)


def test_other_news_below_pictures():
    body = "<h1>油菜花开</h1><div>2025-03-04　来源：县融媒体中心</div><img src='a.jpg'><p>花海。</p>"
    markup = f"""<html><head><title>油菜花开</title></head><body><p>当前位置：<a href="/">首页</a> &gt;
    <a href="/tp/">图片新闻</a></p>{body}<div>县区快讯</div>{NEWS}</body></html>"""
    page = Page("http://www.qingyuan.example/tp/a.html", 200, body=markup.encode())
    assert (page.kind.name, page.published) == ("article", date(2025, 3, 4))


def test_a_mailbox_that_explains_itself_above_its_letters():
    told = "<p>写信人应当如实填写姓名和联系方式，我们将在五个工作日内予以答复。</p><div>来信选登</div>"
    markup = f"""<html><head><title>县长信箱</title></head><body><p>当前位置：<a href="/">首页</a> &gt;
    <a href="/x/">县长信箱</a></p><h1>县长信箱</h1>{told}{NEWS}</body></html>"""
    page = Page("http://www.qingyuan.example/x/", 200, body=markup.encode())
    assert page.kind.name in ("mailbox", "column")
    assert page.listing
    assert page.listing.newest == date(2025, 1, 6)


@pytest.mark.parametrize("row", ["<span>{day}</span><h4>{link}</h4>", "<h4>{link}</h4><span>{day}</span>"])
def test_days_between_the_rows_of_a_list_without_items(row):
    rows = (
        row.format(day=f"2025-03-0{day}", link=f"<a href='/x/{day}.html'>全县召开第{day}次防汛工作会议</a>")
        for day in (4, 3, 2)
    )
    markup = f"""<html><head><title>政务要闻</title></head><body><p>当前位置：<a href="/">首页</a> &gt;
    <a href="/x/">政务要闻</a></p>{"<br>".join(rows)}</body></html>"""
    listing = Page("http://www.qingyuan.example/x/", 200, body=markup.encode()).listing
    assert listing
    assert [item.published for item in listing.items] == [date(2025, 3, day) for day in (4, 3, 2)]


@pytest.mark.parametrize("label", ["【当前位置】", "[您的位置]", "（当前位置）：", "当前位置"])
def test_the_label_of_a_trail_in_brackets(label):
    markup = f"""<html><head><title>青源县人民政府</title></head><body><p>{label}<a href="/">首页</a> &gt;
    <a href="/zw/">政务公开</a> &gt; <a href="/x/">政务要闻</a></p>{NEWS}</body></html>"""
    page = Page("http://www.qingyuan.example/x/", 200, body=markup.encode())
    assert (page.trail and page.trail.steps, page.title) == (("首页", "政务公开", "政务要闻"), "政务要闻")


FRONTS = {
    "named by its tags": '<title>青源在线</title><meta name="SiteName" content="青源在线">',
    "called the front page": "<title>首页</title>",
    "named by its owner": "<title>青源县人民政府</title>",
}


@pytest.mark.parametrize("head", FRONTS)
def test_a_front_page_in_a_file(head):
    more = "<a href='/y/'>更多</a>" * (head == "named by its owner")
    lists = f"<div>政务要闻{more}{NEWS}</div><div>通知公告{more}</div>"
    menu = "".join(f"<a href='/m{at}/'>栏目{at}</a>" for at in range(8))
    markup = f"""<html><head>{FRONTS[head]}</head><body><div><a href="/">首页</a>{menu}</div>{lists}
    <div>主办：青源县人民政府办公室　网站标识码：9901230006</div></body></html>"""
    assert Page("file:///pages/7.html", 200, body=markup.encode()).kind.name == "home"
