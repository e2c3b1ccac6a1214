# ruff: noqa: E501  (markup is read best on one line)
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.facts.kind.reader import NAMES, Kind
from inspector.page import Page

SITE = "云溪县人民政府"
NAV = (
    '<div class="nav"><ul><li><a href="/">首页</a></li>'
    + "".join(
        f'<li><a href="/{href}/">{name}</a></li>'
        for href, name in (
            ("zwyw", "政务要闻"), ("zwgk", "政务公开"), ("zwfw", "政务服务"), ("hdjl", "互动交流"), ("zjyx", "走进云溪"),
            ("ldzc", "领导之窗"), ("ysqgk", "依申请公开"), ("szxx", "县长信箱"),
        )
    )
    + "</ul></div>"
)  # fmt: skip
FOOT = (
    '<div class="footer"><a href="/wzdt/">网站地图</a> <a href="/lxwm/">联系我们</a><p>主办：云溪县人民政府办公室 '
    "网站标识码：5300010001 滇ICP备05000001号</p></div>"
)
PROSE = (
    "<p>"
    + "为进一步做好有关工作，经县人民政府同意，现将有关事项通知如下，请结合实际认真贯彻执行。" * 12
    + "</p>"
)
BYLINE = '<div class="info">发布时间：2024-02-05 09:12　来源：县政府办　浏览次数：12</div>'


def rows(count: int, day: str = "2024-02-05") -> str:
    return "<ul>" + "".join(
        f'<li><a href="./202402/t20240205_{n}.html">云溪县召开第{n}次专题会议研究部署</a><span>{day}</span></li>'
        for n in range(count)
    ) + "</ul>"  # fmt: skip


def page(
    body: str,
    title: str = "",
    url: str = "http://www.yunxi.gov.cn/zwgk/x/",
    crumbs: str = "",
    head: str = "",
    status: int = 200,
) -> Page:
    trail = f'<div class="crumb">当前位置：<a href="/">首页</a> &gt; {crumbs}</div>' if crumbs else ""
    html = (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title or SITE}</title>{head}</head>"
        f"<body>{NAV}{trail}<div class='main'>{body}</div>{FOOT}</body></html>"
    )
    return Page(url, status=status, body=html.encode())


def kind(*args: str, **options: str | int) -> str:
    return page(*args, **options).kind.name  # type: ignore[arg-type]


ARTICLE = f"<h1>云溪县召开春耕生产现场会</h1>{BYLINE}{PROSE}"
ARTICLE_URLS = [
    "http://x.gov.cn/zwyw/202402/t20240205_12.html",
    "http://x.gov.cn/art/2024/2/5/art_12_345.html",
    "http://x.gov.cn/info/1007/2345.htm",
    "http://x.gov.cn/content/post_123456.html",
    "http://x.gov.cn/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1&wbnewsid=2",
    "http://x.gov.cn/xw/202402/0123456789abcdef0123456789abcdef.shtml",
    "http://x.gov.cn/c/2024-02-05/6997392.shtml",
    "http://x.gov.cn/zwyw/content_12.html",
    "file:///saved/page.html",
]


@pytest.mark.parametrize("url", ARTICLE_URLS)
def test_article(url: str) -> None:
    assert kind(ARTICLE, "云溪县召开春耕生产现场会-云溪县人民政府", url, "政务要闻 &gt; 正文") == "article"


def test_short_article_with_head_tags() -> None:
    head = '<meta name="ArticleTitle" content="公示"><meta name="PubDate" content="2024-02-05 09:12">'
    body = f"<h1>云溪县公示名单</h1>{BYLINE}<p><a href='/a.xls'>附件</a></p>"
    assert kind(body, "云溪县公示名单", "http://x.gov.cn/a/1.html", head=head) == "article"


@pytest.mark.parametrize(
    "url",
    [
        "http://x.gov.cn/zwgk/tzgg/", "http://x.gov.cn/col/col123/index.html", "http://x.gov.cn/xwzx/tzgg.htm",
        "http://x.gov.cn/xwzx/tzgg/12.htm", "http://x.gov.cn/public/column/12?type=4&action=list",
        "http://x.gov.cn/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1005", "http://x.gov.cn/gzdt/index_3.shtml", "file:///saved/a.html",
    ],
)  # fmt: skip
def test_column(url: str) -> None:
    body = f"<h2>通知公告</h2>{rows(15)}<div class='page'>共 20 页 <a href='index_1.html'>下一页</a> <a href='index_19.html'>尾页</a></div>"
    assert kind(body, "通知公告-云溪县人民政府", url, "政务公开 &gt; 通知公告") == "column"


def test_column_of_long_titles_is_no_article() -> None:
    items = "".join(
        f'<li><a href="/a/{n}.html">云溪县人民政府关于做好防汛，抗旱，救灾，减灾等项工作，确保人民生命财产安全的第{n}号通知</a><span>2024-02-05</span></li>'
        for n in range(20)
    )
    assert kind(f"<ul>{items}</ul>", "政府文件", crumbs="政务公开 &gt; 政府文件") == "column"


def test_empty_column() -> None:
    assert kind("<h2>民意征集</h2><p>暂无信息</p>", "民意征集", crumbs="互动交流 &gt; 民意征集") == "column"


@pytest.mark.parametrize("sentences", [2, 9])
def test_a_text_in_the_place_of_a_column_is_an_article(sentences: int) -> None:
    text = (
        "云溪县下辖九个乡镇，林业用地总面积十六万公顷，森林覆盖率百分之五十四，物产丰富，交通便利。"
        * sentences
    )
    tags = '<meta name="ColumnName" content="林业概况">'
    body = f"<div>林业概况</div><div>Survey</div><div>林业概况</div><div>{text}</div>"
    url = "http://www.yunxi.gov.cn/lygk/index.html"
    assert kind(body, "云溪县林业局", url, "林业概况", tags) == "article"


def test_a_page_that_only_leads_on_is_a_fragment() -> None:
    stub = '<html><head><meta http-equiv="Refresh" content="0;URL=./dt/"></head></html>'
    assert Page("http://www.yunxi.gov.cn/bm/index.html", body=stub.encode()).kind.name == "fragment"


def test_column_written_as_records() -> None:
    records = "".join(
        f"<record><![CDATA[<li><a href='/art/2024/2/5/art_1_{n}.html'>公告{n}</a><span>2024-02-05</span></li>]]></record>"
        for n in range(9)
    )
    body = f"<script type='text/xml'><datastore><recordset>{records}</recordset></datastore></script>"
    assert kind(body, "通知公告", "http://x.gov.cn/col/col12/index.html", "通知公告") == "column"


def test_home() -> None:
    sections = "".join(
        f'<div><h2>栏目{n}<a href="/c{n}/">更多&gt;&gt;</a></h2>{rows(6)}</div>' for n in range(8)
    )
    assert kind(sections, SITE, "http://www.yunxi.gov.cn/") == "home"
    assert kind(sections, f"{SITE}门户网站", "http://www.yunxi.gov.cn/index.html") == "home"
    assert kind(sections, SITE, "file:///saved/front.html") == "home"


HEADER = """<table class="head"><tr><td>索引号：</td><td>000014349/2024-00012</td><td>主题分类：</td><td>农业</td></tr>
<tr><td>发布机构：</td><td>云溪县人民政府办公室</td><td>成文日期：</td><td>2024-02-01</td></tr>
<tr><td>文号：</td><td>云政办发〔2024〕3号</td><td>发布日期：</td><td>2024-02-05</td></tr></table>"""


def test_document_by_its_header() -> None:
    body = f"{HEADER}<h1>云溪县人民政府办公室关于印发春耕方案的通知</h1>{PROSE}"
    assert kind(body, "关于印发春耕方案的通知", "http://x.gov.cn/zfwj/202402/t20240205_1.html") == "document"
    assert kind(body, "关于印发春耕方案的通知", "http://x.gov.cn/public/123/456789.html") == "document"


def test_document_by_its_number() -> None:
    body = f"<h1>云溪县人民政府关于做好春耕工作的通知</h1>{BYLINE}<p>云政发〔2024〕3号</p>{PROSE}"
    assert (
        kind(body, "云溪县人民政府关于做好春耕工作的通知", "http://x.gov.cn/a/t20240205_1.html", "政府文件")
        == "document"
    )


@pytest.mark.parametrize(
    "title",
    [
        "云溪县2023年政府信息公开工作年度报告",
        "2023年云溪县水务局政府信息公开年度报告",
        "云溪县教育局2023年政务公开工作年报",
    ],
)
def test_annual_report(title: str) -> None:
    assert (
        kind(f"<h1>{title}</h1>{BYLINE}{PROSE}", title, "http://x.gov.cn/nb/t20240105_1.html")
        == "annual_report"
    )


def test_list_of_annual_reports_is_a_column() -> None:
    assert kind(rows(12), "政府信息公开年报", crumbs="政务公开 &gt; 政府信息公开年报") == "column"


def test_disclosure_guide_and_system() -> None:
    guide = f"<h1>云溪县政府信息公开指南</h1>{PROSE}<p>一、公开范围</p>{PROSE}"
    assert (
        kind(guide, "政府信息公开指南", "http://x.gov.cn/xxgkzn/", "政府信息公开指南") == "disclosure_guide"
    )
    assert (
        kind(f"{BYLINE}{guide}", "云溪县政府信息公开指南", "http://x.gov.cn/a/t20240205_1.html")
        == "disclosure_guide"
    )
    system = f"<h1>政府信息公开审查制度</h1>{BYLINE}{PROSE}"
    assert (
        kind(system, "审查制度", "http://x.gov.cn/a/t20240205_1.html", "政务公开 &gt; 政府信息公开制度")
        == "disclosure_system"
    )


def test_application() -> None:
    form = "<form>" + "".join(
        f"<p>{label}：<input></p>" for label in ("申请人姓名", "工作单位", "证件名称", "证件号码", "联系电话", "邮政编码", "通信地址")
    ) + "<p>所需信息的内容描述：<textarea></textarea></p><p>获取方式</p></form>"  # fmt: skip
    assert kind(form, "依申请公开", "http://x.gov.cn/ysqgk/", "政务公开 &gt; 依申请公开") == "application"
    notice = "<h2>依申请公开</h2><p><a href='/sqb.doc'>申请表下载</a></p>" + PROSE
    assert (
        kind(notice, "依申请公开", "http://x.gov.cn/zwgk/ysqgk.htm", "政务公开 &gt; 依申请公开")
        == "application"
    )


def test_mailbox() -> None:
    table = "<table><tr><th>信件编号</th><th>信件标题</th><th>来信时间</th><th>回复单位</th><th>状态</th></tr>" + "".join(
        f"<tr><td>{n:04}</td><td><a href='/letter?id={n}'>关于道路维修的咨询{n}</a></td><td>2024-02-0{n % 9 + 1}</td><td>交通局</td><td>已回复</td></tr>"
        for n in range(10)
    ) + "</table>"  # fmt: skip
    assert kind(table, "县长信箱", "http://x.gov.cn/hdjl/szxx/", "互动交流 &gt; 县长信箱") == "mailbox"
    form = "<form>" + "".join(
        f"<p>{label}：<input></p>" for label in ("姓名", "联系电话", "电子邮件", "标题", "验证码")
    ) + "<p>内容：<textarea></textarea></p></form>"  # fmt: skip
    assert kind(form, "我要写信", crumbs="互动交流 &gt; 县长信箱") == "mailbox"
    entries = "".join(
        f"<li><label>* {label}：</label><input></li>"
        for label in ("姓 名", "电 话", "E-mail", "工作单位", "投诉标题")
    ) + "<li><label>* 投诉内容：</label><textarea></textarea></li>"  # fmt: skip
    told = "<p>请务必留下您的联系电话，以便我们能尽快与您取得联系，并将诉求处理结果回复于您。</p>"
    assert kind(f"<h1>投诉建议</h1>{told}<ul>{entries}</ul><div>提交信息</div>", "投诉建议") == "mailbox"


def test_letter() -> None:
    body = (
        "<h1>关于道路维修的咨询</h1><table><tr><td>信件编号</td><td>2024001</td></tr><tr><td>来信人</td><td>李**</td></tr>"
        "<tr><td>来信时间</td><td>2024-02-01</td></tr><tr><td>来信内容</td><td>请问何时维修，谢谢，盼复。</td></tr>"
        "<tr><td>回复单位</td><td>县交通局</td></tr><tr><td>回复时间</td><td>2024-02-05</td></tr>"
        "<tr><td>回复内容</td><td>您好，该路段已列入计划，预计三月开工，感谢您的关注。</td></tr></table>"
    )
    assert (
        kind(body, "关于道路维修的咨询", "http://x.gov.cn/hdjl/szxx/letter?id=1", "互动交流 &gt; 县长信箱")
        == "letter"
    )


def test_headings_of_a_table_of_letters_are_no_labels_of_one() -> None:
    row = "<tr><td>0{0}</td><td><a href=#>关于村道{0}路灯不亮的来信</a></td><td><a href=#>关于来信的回复{0}</a></td><td>2024-03-1{0}</td><td>已办理</td></tr>"
    table = (
        "<table><tr><th>序号</th><th>来信内容</th><th>回复内容</th><th>公布日期</th><th>办结状态</th></tr>"
        + "".join(row.format(n) for n in range(6))
        + "</table>"
    )
    foot = "<div><p>主办单位：云溪县农业局</p><p>联系方式：0871-1234567</p><p>承办单位：云溪县农业信息中心</p></div>"
    assert kind(NAV + table + foot, "云溪县农业局互动交流页", "/hdjl/hdjl.html") == "column"


def test_a_letter_beside_a_list_of_others() -> None:
    hot = "".join(f"<p><a href=/{day}>反映某某问题第{day}件</a> [2024-02-0{day}]</p>" for day in range(1, 7))
    answer = "<div>您好！您反映的情况属实，已安排维修人员修复完毕，感谢您的监督和支持，祝您生活愉快。</div>"
    body = (
        "<h2>路灯不亮</h2><div><span>昵称：李**</span> <span>发布时间：2024-02-01</span></div>"
        "<div>我家住在凤凰路附近，最近一个月路灯一直不亮，晚上出行很不方便，请尽快处理，谢谢。</div>"
        "<div><span>答复单位：县城管局</span> <span>答复时间：2024-02-05</span></div>"
    )
    url = "http://x.gov.cn/hdjl/detail?id=1"
    assert kind(f"{body}{answer}<h3>最新回复</h3>{hot}", "路灯不亮", url, "互动 &gt; 县长信箱") == "letter"
    heads = "<table><tr><th>标题</th><th>答复单位</th><th>答复时间</th></tr></table>"
    assert kind(f"<h2>县长信箱</h2>{heads}{hot}", "县长信箱", url, "互动 &gt; 县长信箱") != "letter"


def test_a_consultation_with_its_comments() -> None:
    rows = "".join(
        f"<dt>网友 叶** <em>2025-11-{day}</em></dt><dd>建议公示价格。</dd>" for day in range(10, 20)
    )
    body = (
        "<div class=title>电动自行车管理办法公开征求意见</div><p>开始时间：2025-11-03</p><p>结束时间：2025-12-03</p>"
        "<p>为加强电动自行车停放、充电安全管理，预防和减少火灾事故，保障人民群众生命财产安全，"
        "县消防救援大队起草了管理办法，现向社会公开征求意见，有关单位和各界人士可以提出意见。</p>"
        f"<dl>{rows}</dl>"
    )
    url = "http://x.gov.cn/hdjl/yjzj/front?id=1"
    assert kind(body, "民意征集详情", url, "互动交流 &gt; 民意征集") == "article"


def test_service_guide() -> None:
    body = "<h1>残疾人证办理</h1>" + "".join(
        f"<h3>{name}</h3><p>有关内容若干，按规定办理。</p>"
        for name in (
            "设定依据",
            "申请条件",
            "办理材料",
            "办理地点",
            "办理流程",
            "办理时限",
            "收费标准",
            "咨询电话",
        )
    )
    assert (
        kind(body, "残疾人证办理", "http://x.gov.cn/bszn/1.html", "政务服务 &gt; 办事指南") == "service_guide"
    )


@pytest.mark.parametrize("title", ["张云溪", "县长：张云溪", "副县长 张云溪", "州委副书记、州长 （张云溪）"])
def test_leader(title: str) -> None:
    body = (
        f"<h1>{title}</h1><p>张云溪，男，汉族，1975年5月出生，大学学历，1996年8月参加工作，1999年6月加入中国共产党。</p>"
        "<h3>工作分工</h3><p>负责县政府常务工作，分管财政、审计。</p>"
    )
    assert kind(body, title, "http://x.gov.cn/ldzc/zyx/", "领导之窗 &gt; 张云溪") == "leader"


def test_organization() -> None:
    body = f"<h1>云溪县水务局机构职能</h1><p>主要职责：</p>{PROSE}<p>内设机构：办公室、规划股。</p>"
    assert kind(body, "机构职能", "http://x.gov.cn/swj/jgzn/", "县水务局 &gt; 机构职能") == "organization"


def test_duties_under_the_name_of_a_column() -> None:
    body = f"<h1>单位职能</h1><p>一、主要职责</p>{PROSE}<p>2014年12月12日</p>"
    assert kind(body, "单位职能", "file:///saved/a.html", "部门概况 &gt; 单位职能") == "organization"


def test_organization_released_as_an_article() -> None:
    body = f"<h1>云溪县财政局</h1>{BYLINE}<p>主要职责，拟订财税发展战略、规划、政策。</p>"
    assert kind(body, "云溪县财政局", "file:///saved/a.html", "机构概况 &gt; 机构职能") == "organization"


def test_list_with_summaries_is_a_column() -> None:
    items = "".join(
        f"<li><h3><a href='/a/{n}.html'>云溪县举行第{n}场发布会</a></h3><p>近日，云溪县举行发布会，介绍有关情况，有关负责人参加，并回答提问。</p>"
        f"<span>发布时间：2024-01-{20 - n}</span></li>"
        for n in range(9)
    )
    assert kind(f"<ul>{items}</ul>", "新闻发布", "file:///saved/a.html", "新闻发布") == "column"


def test_article_with_related_articles() -> None:
    body = f"{ARTICLE}<h3>相关信息</h3>{rows(6)}"
    assert kind(body, "云溪县召开春耕生产现场会", "file:///saved/a.html", "政务要闻") == "article"


def test_people_named_in_a_notice_are_no_leaders() -> None:
    people = "<p>李甲，男，汉族，1975年5月出生，大学学历，中共党员，现任县财政局副局长，拟任局长。</p>" * 6
    assert (
        kind(f"<h1>干部任前公示</h1>{BYLINE}{people}", "干部任前公示", "file:///saved/a.html", "人事信息")
        == "article"
    )


def test_sitemap() -> None:
    body = "".join(
        f"<h3>栏目{n}</h3>" + "".join(f"<a href='/c{n}/{m}/'>子栏目{m}</a> " for m in range(9))
        for n in range(9)
    )
    assert kind(body, "网站地图-云溪县人民政府", "http://x.gov.cn/wzdt/", "网站地图") == "sitemap"


def test_search() -> None:
    body = "<form action='/search'><input name=q></form>" + rows(10)
    assert kind(body, "搜索结果", "http://x.gov.cn/search/index.html?q=1") == "search"


def test_errors() -> None:
    assert kind("<h1>您访问的页面不存在或已删除</h1>", "404", "http://x.gov.cn/a/t20240205_1.html") == "error"
    assert (
        kind("<p>哎呀！您访问的页面飞走了……</p><a href=/>返回首页</a>", url="http://x.gov.cn/a/1.html")
        == "error"
    )
    assert kind("x", status=404) == "error"
    assert Page("http://x/", 0, failure="dns").kind.name == "error"
    bare = "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>The requested URL was not found on this server.</p></body></html>"
    assert Page("http://x/a.html", body=bare.encode()).kind.name == "error"


@pytest.mark.parametrize(
    "body", ["", "document.write('28');", "<p>主办：某县</p>", "<div class='foot'><p>版权所有</p></div>"]
)
def test_fragments(body: str) -> None:
    assert Page("http://x.gov.cn/inc/foot.html", body=body.encode()).kind.name == "fragment"


def test_about_pages_are_other() -> None:
    assert (
        kind(
            "<h1>联系我们</h1><p>地址：云溪县人民路1号</p><p>邮编：650000</p>",
            "联系我们",
            "http://x.gov.cn/lxwm/",
            "联系我们",
        )
        == "other"
    )


def test_signs_say_why() -> None:
    found = page(ARTICLE, url=ARTICLE_URLS[0]).kind
    assert isinstance(found, Kind) and 0 < found.confidence <= 1
    assert any("address of an article" in sign for sign in found.signs)


@settings(max_examples=60)
@given(st.binary(max_size=400), st.sampled_from(["http://x.gov.cn/", "http://[", "", "file:///a.html", "x"]))
def test_no_input_raises(body: bytes, url: str) -> None:
    assert Page(url, body=body).kind.name in NAMES
    assert Page(url, body=b"<html><body>" + body).kind.name in NAMES


def test_a_number_with_404_in_it_is_no_error() -> None:
    table = (
        "<table><tr><td>索引号</td><td>01404053X/2026-00001</td><td>发布机构</td><td>云溪县人民政府</td></tr>"
        "<tr><td>名称</td><td>云溪县河道管理办法</td><td>发文字号</td><td>云政发〔2026〕1号</td></tr></table>"
    )
    assert kind(f"{table}<p>为加强河道管理，制定本办法。</p>", "云溪县河道管理办法") != "error"
    assert kind("<p>省道404线改造工程今日开工。</p>", "省道404线改造工程开工") != "error"
    assert kind("<h1>404</h1><p>页面走丢了</p>", "404") == "error"
    assert kind("<p>抱歉，您访问的内容已下线</p>", SITE) == "error"


def test_front_page_of_tabs_without_links_to_more() -> None:
    tabs = "".join(
        f"<h3>{name} <a href=/{n}/>+</a></h3><ul><li><a href=/{n}>{name}第一条</a></ul>"
        for n, name in enumerate(["要闻", "公示公告", "便民服务"])
    )
    assert kind(tabs + rows(9), url="file:///a.html") == "home"
    assert kind(tabs + rows(9), "办事大厅", url="file:///a.html") == "column"


def test_overview_with_teasers_is_no_article() -> None:
    teaser = f"<p>{'云溪县物产富饶，气候温和，四季分明。' * 5}<a href=/gk/>[详细]</a></p>"
    head = '<meta name="ColumnName" content="走进云溪">'
    assert kind(teaser + "<h4><a href=/ls/>历史沿革</a></h4>", "走进云溪", head=head) == "column"


def test_application_told_by_its_entries() -> None:
    entries = (
        "姓名 工作单位 证件名称 联系电话 邮政编码 通信地址 所需信息的内容描述 信息的用途 获取方式".split()
    )
    form = "".join(f"<tr><td>{entry}</td><td><input></td></tr>" for entry in entries)
    assert kind(f"<form><table>{form}</table><textarea></textarea></form>", "在线填写") == "application"


def test_what_stands_above_the_trail_does_not_count() -> None:
    head = f"<div>{rows(6)}<h4>信件选登</h4><p>来信人</p><p>来信内容</p><p>回复单位</p></div>"
    trail = "<div>您现在的位置：<a href=/>首页</a> &gt; <a href=/zj/>走进云溪</a> &gt; 地理气候</div>"
    text = "<p>云溪县地处省境西北，四季分明，雨量充沛，物产丰富，年平均气温17.1℃，无霜期272天。</p>" * 3
    assert kind(f"{head}{trail}<h3>地理气候</h3>{text}", "地理气候-云溪县人民政府") == "article"
    assert kind(f"{head}{trail}<h3>地理气候</h3>{rows(6)}", "地理气候-云溪县人民政府") == "column"


def test_list_of_surveys_beside_a_search_is_a_column() -> None:
    search = "<form action=/s><input name=q><input type=submit></form>"
    surveys = "<h4><a href=/d/1.html>政府网站满意度调查</a></h4><p>状态：进行中</p>"
    assert kind(search + surveys, "网上调查-云溪县人民政府", crumbs="网上调查") == "column"
    assert kind(search + '<p>您满意吗</p><input type="radio">是', "网上调查", crumbs="网上调查") == "other"


def test_questionnaire_titled_by_its_question_is_told_by_its_trail() -> None:
    trail = "<div>当前位置: <a href=/>主页</a> > <a href=/zmhd/>政民互动</a> > <a href=/vote>在线调查</a> > </div>"
    asked = '<h2>您对窗口服务是否满意？</h2><p>总投票数：214</p><form><input type="radio">满意 <input type="radio">否</form>'
    assert kind(trail + asked, "您对窗口服务是否满意？_云溪县人民政府") == "other"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("首都之窗_云溪县人民政府门户网站", "home"),
        ("云溪县人民政府门户网站首页", "home"),
        ("云溪县人民政府门户网站 - 云溪县政府网", "home"),
        ("中国·云溪 云溪县人民政府门户网站", "home"),
        ("云溪_云溪县人民政府", "home"),
        ("云溪县人民政府 www.yunxi.gov.cn", "home"),
        ("政务公开-云溪县人民政府", "column"),
        ("青年路街道-云溪县人民政府", "column"),
        ("领导之窗_云溪县人民政府", "column"),
        ("云溪县人民政府 通知公告", "column"),
    ],
)
def test_titles_of_front_pages(title: str, expected: str) -> None:
    sections = "".join(
        f"<h3>{name}</h3><a href=/{n}/>更多</a>" for n, name in enumerate(["要闻", "公告", "服务"])
    )
    assert kind(sections + rows(6), title, url="file:///saved.html") == expected


def test_figures_are_no_days_of_rows() -> None:
    cells = "".join(f"<tr><td>{n}镇</td><td>86.{n}</td><td>{n}.2</td><td>12</td></tr>" for n in range(1, 6))
    text = "<p>云溪县辖五个镇，共有行政村九十六个，各镇基本情况如下：</p>"
    assert kind(f"{text}<table>{cells}</table>", "行政区划-云溪县人民政府", crumbs="行政区划") == "article"


def test_departments_told_in_sentences() -> None:
    duties = "".join(
        f"<p>{name}</p><p>负责机关日常运转和有关综合协调、督促检查等项工作。</p>"
        for name in ("办公室", "综合科", "法规科")
    )
    assert kind(duties, "内设机构-云溪县财政局", crumbs="机构概况 &gt; 内设机构") == "organization"


def test_texts_about_errors_are_none() -> None:
    title = "打开网页提示“404 Not Found”怎么办"
    article = f"<h1>{title}</h1><div>发布时间：2025-06-10 09:30　来源：县政府办公室</div><p>您访问的页面不存在时会这样提示，请检查地址。</p>"
    listed = f'<h2>常见问题</h2><ul><li><a href="/q/1.html">{title}</a></li></ul>'
    for body in (article, listed):
        page = Page(
            "http://www.yunxi.gov.cn/cjwt/1.html",
            body=f"<html><title>{title[:2]}</title><body>{body}</body></html>".encode(),
        )
        assert page.kind.name != "error"


def test_tables_of_words_are_prose() -> None:
    row = "<tr><td>1</td><td>取水许可</td><td>行政许可</td></tr>"
    page = Page(
        "http://www.yunxi.gov.cn/qzqd/", body=f"<html><body><table>{row * 3}</table></body></html>".encode()
    )
    empty = Page(
        "http://www.yunxi.gov.cn/qzqd/", body=f"<html><body><table>{row}</table></body></html>".encode()
    )
    assert page.prose > 20 and empty.prose == 0


def test_letter_told_by_who_asks_and_who_answers() -> None:
    text = "您好，请问我家老房子的不动产权证什么时候可以办理，需要带哪些材料，到哪里去办？谢谢您！"
    body = (
        "<div>当前位置：首页 &gt; 互动交流 &gt; 县长信箱</div><h2>关于办理不动产权证的咨询</h2>"
        f"<p>来信人：王** 来信时间：2025-04-08</p><p>{text}</p><h3>回复</h3><p>{text}</p><p>回复单位：县自然资源局</p>"
    )
    page = Page("http://www.x.gov.cn/hd/t20250408_1.html", body=f"<html><body>{body}</body></html>".encode())
    assert page.kind.name == "letter"


def test_pages_of_excerpts_are_columns_however_long_these_are() -> None:
    """Each excerpt reads like prose, and leads to a text of its own."""
    excerpt = "<p>云溪自古为驿道要冲，境内山川秀丽，物产丰饶，商旅往来不绝，是周边数县的集散之地，素有小江南之称<a href='./a.html'>[详细]</a></p>"
    sections = "".join(f"<div><h4>云溪{name}</h4>{excerpt * 3}</div>" for name in "山水人物")
    assert kind(sections, title="走进云溪 - 云溪县人民政府") == "column"
    assert kind(f"<h1>云溪四景</h1>{BYLINE}{sections}", title="云溪四景") == "article"


def test_template_of_a_document_is_a_document() -> None:
    """A header without values, as a design or a page of a broken export has it."""
    labels = "".join(
        f"<td>{name}：</td><td></td>" for name in ("索引号", "发布机构", "发文日期", "文号", "关键词")
    )
    assert (
        kind(f"<table><tr>{labels}</tr></table><h3>示例标题文字</h3>", crumbs="一级栏目 &gt; 二级栏目")
        == "document"
    )


def test_anchors_that_lead_nowhere_yet_count_as_links() -> None:
    sections = "".join(
        f"<div><h3>{name}</h3><a>更多&gt;&gt;</a><ul>"
        + "<li><a>云溪县某某事项办理</a></li>" * 6
        + "</ul></div>"
        for name in ("个人办事", "企业办事", "热门办事")
    )
    html = f"<html><head><title></title></head><body>{sections}{FOOT}</body></html>".encode()
    there, front = Page("file:///saved/wsbs.html", body=html), Page("file:///saved/index.html", body=html)
    assert (there.kind.name, front.kind.name) == ("column", "home")


def test_template_code_in_a_title_hides_no_name() -> None:
    sections = "<ul>" + "<li><a href='./1.html'>云溪县公开事项</a></li>" * 110 + "</ul>"
    stated = "<CMS_CHANNEL FIELD='name'>信息公开</CMS_CHANNEL> - 云溪县人民政府门户网站"
    assert kind(sections, title=stated, url="file:///saved/xxgk.html") == "column"


def plain(body: str, title: str = SITE, url: str = "") -> str:
    markup = f"<html><head><title>{title}</title></head><body>{NAV}{body}{FOOT}</body></html>"
    return Page(url, headers=(("content-type", "text/html; charset=utf-8"),), body=markup.encode()).kind.name


def test_a_saved_front_page_has_no_address_for_itself() -> None:
    texts = "".join(f"<li><a href='/a/{n}.html'>云溪县社科规划第{n}号</a></li>" for n in range(30))
    html = f"<html><head><title>云溪规划办-云溪新闻网信息发布系统</title></head><body>{NAV.replace('首页', '首  页')}<ul>{texts}</ul>{FOOT}"
    there, front = Page("file:///saved/a.html", body=html.encode()), html.replace('href="/"', 'href=""', 1)
    assert there.kind.name == "column"
    assert Page("file:///saved/a.html", body=front.encode()).kind.name == "home"


def test_the_head_of_one_part_of_a_site_is_no_front_page() -> None:
    def boxes(*parts: str) -> str:
        return "".join(f"<h3>{part}</h3><a href={part}>更多</a>{rows(2)}" for part in parts)

    assert plain(boxes("/hdjl/szxx/", "/hdjl/yjzj/", "/hdjl/wsdc/")) == "column"
    assert plain(boxes("/zwyw/", "/zwgk/tzgg/", "/hdjl/wsdc/")) == "home"
    front = boxes("/zwyw/", "/zwgk/tzgg/", "/hdjl/wsdc/")
    assert plain(front, url="http://x.gov.cn/web/interaction.action") == "column"


def test_days_in_a_table_beside_a_text_are_no_rows() -> None:
    cells = "".join(f"<tr><td>第{n}水管站</td><td>2025-0{n}-11</td></tr>" for n in range(1, 7))
    text = "<p>为接受社会监督，现将巡河情况予以公示，公示内容包括河流名称、河长姓名和巡河日期，如有异议请联系我们。</p>"
    body = f"<div>当前位置：<a href=/>首页</a> > 河长公示</div><h2>云溪县河长巡河情况公示</h2>{text}<table>{cells}</table>"
    assert plain(body, f"河长公示-{SITE}") == "article"


def test_a_way_back_is_no_page_to_turn() -> None:
    hot = f"<h4>大家都在看</h4>{rows(3)}"
    assert plain(f"<p>很抱歉，您访问的栏目不存在！</p><a href=#>返回上一页</a>{hot}") == "error"


def test_a_table_of_names_posts_and_duties_presents_leaders_anywhere() -> None:
    table = "<table><tr><td>姓名</td><td>职务</td><td>分工</td></tr><tr><td>任国强</td><td>局长</td><td>主持全面工作</td></tr></table>"
    assert plain(f"<div>当前位置：<a href=/>首页</a> > 班子成员</div>{table}", "班子成员") == "leader"


def test_a_short_text_that_is_signed_and_dated_is_no_row() -> None:
    text = (
        "<div><h1>关于成立工作专班的通知</h1><div><p>各镇人民政府：</p><p>经研究，决定成立工作专班。</p><p>云溪县人民政府办公室</p>"
        "<p>2025年12月23日</p></div><p>上一篇：<a href='1.html'>云溪县人民政府关于划定禁牧区的通告</a></p></div>"
    )
    assert (
        kind(text, "关于成立工作专班的通知_云溪县人民政府", crumbs="<a href='/zwgk/'>政务公开</a>")
        == "article"
    )


def test_a_name_over_its_post_and_duties_is_a_leader() -> None:
    text = "<b>钟岳川</b><br>职务：市委副书记、市长<br>分工：领导市政府全面工作。<br>简历：男，汉族，1970年5月生。<h3>领导活动</h3>"
    assert kind(text + rows(3), "中国·云溪") == "leader"


@pytest.mark.parametrize(
    ("tags", "title", "expected"),
    [
        ({"SiteName": SITE}, SITE, "home"),
        ({"SiteName": SITE, "ColumnName": "政务要闻"}, SITE, "column"),
        ({"SiteName": SITE, "ColumnName": "首页"}, SITE, "home"),
        ({}, SITE, "column"),
        ({}, f"首页_{SITE}", "home"),
    ],
)
def test_a_saved_front_page_is_told_by_its_tags(tags: dict[str, str], title: str, expected: str) -> None:
    head = "".join(f'<meta name="{name}" content="{content}">' for name, content in tags.items())
    links = "".join(f"<a href='/a{n}/'>部门网站之{n}</a>" for n in range(14))
    assert kind(rows(7) + links, title, url="file:///saved/a.html", head=head) == expected


def test_a_letter_is_told_by_who_wrote_and_who_replied() -> None:
    text = "<b>农村公路损坏</b><p>易先生 于 2026-1-9 10:21 来信：<br>公路冲坏，请过问。</p><p>县交通局 于 2026-1-12 9:05 答复：<br>已列入计划。</p>"
    assert kind(text, "县长信箱") == "letter"
    steps = "".join(
        f"<li>{step}<em>2026-01-0{n} 09:00</em></li>"
        for n, step in enumerate(("提交", "受理", "转办", "办结"), 1)
    )
    text = f"<h1>建议延长开放时间</h1><ul>{steps}</ul><p>网友：晚风</p><p>希望延长开放时间。</p><p>区卫生局 答复：</p><p>已经延长。</p>"
    assert kind(text, "信件详情-云溪区人民政府") == "letter"


def test_a_saved_front_page_of_two_lists_is_told_by_the_name_of_its_site() -> None:
    lists = rows(3, "2024-02-05") + rows(3, "2024-02-09")
    links = "".join(f"<a href='/a{n}/'>部门网站之{n}</a>" for n in range(8))
    assert kind(lists + links, "石桥镇人民政府", url="file:///saved/a.html") == "home"
    assert kind(rows(6) + links, "石桥镇人民政府", url="file:///saved/a.html") == "column"


def bare(body: str, title: str = "") -> str:
    """The kind of a page without a menu or foot, as what scripts fill is before they run."""
    markup = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return Page("http://www.yunxi.gov.cn/zwgk/x.html", body=markup.encode()).kind.name


def test_a_page_that_holds_its_name_alone() -> None:
    assert (
        bare("<h3>通知公告</h3><div id=list></div><p>云溪县教育局版权所有 地址：人民路1号</p>", "新闻列表")
        == "column"
    )
    assert bare("<div id=app></div>", "政务服务网") != "column"
    header = (
        "<table><tr><td>主题分类：</td><td></td><td>发文字号：</td><td>云财采〔2024〕1号</td></tr><tr><td>成文日期：</td>"
        "<td>2024-01-04</td><td>标 题：</td><td>云溪县财政局关于做好政府采购有关工作的通知</td></tr></table><div id=text></div>"
    )
    assert bare(header) == "document"
    assert bare("<a href=/home/>跳过动画</a>", SITE) == "other"


def test_a_table_about_one_licence_is_no_list() -> None:
    fields = ("许可证有效期", "发证日期", "材料上报日期", "材料接收日期")
    days = "".join(f"<tr><td>{field}：</td><td>2024-02-0{n}</td></tr>" for n, field in enumerate(fields, 1))
    words = ("所在区域", "企业名称", "评价机构", "许可证编号", "发证机关", "档案编号", "核查结论", "领证情况")
    told = "".join(f"<tr><td>{word}：</td><td>云溪化工</td></tr>" for word in words)
    assert (
        kind(f"<table>{told}{days}</table>", crumbs="<a href=/x/>许可证查询</a> &gt; 许可证详情") == "other"
    )


def test_a_letter_whose_labels_are_spaced_or_speak_of_feedback() -> None:
    pairs = (
        ("来 信 人", "匿名"),
        ("来信日期", "2024-02-05"),
        ("内 容", "低保金少了，请问是什么原因？"),
        ("回 复", "您好。"),
    )
    spaced = "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in (*pairs, ("回复日期", "2024-02-08"))
    )
    assert kind(f"<table>{spaced}</table>", crumbs="<a href=/x/>局长信箱</a> &gt; 查看信件") == "letter"
    back = (
        "<h3>建议增设同心路人行横道</h3><p>来信人：周先生</p><p>来信日期：2024-02-05</p><p>来信类别：意见建议</p><p>建议增设。</p>"
        "<h4>办理反馈</h4><p>反馈单位：县交警大队</p><p>反馈日期：2024-02-09</p><p>您好！已列入计划。</p>"
    )
    assert kind(back, "来信详情") == "letter"


@pytest.mark.parametrize(
    "labels",
    [
        ("提问人", "提问时间", "问题描述", "解答单位", "解答时间", "解答内容"),
        ("发件人", "发信时间", "正文", "受理单位", "回信时间", "回信内容"),
        ("诉求人", "提交时间", "诉求描述", "办复单位", "办复时间", "办复情况"),
        ("姓名", "日期", "内容", "承办单位", "办理日期", "处理意见"),
    ],
)
def test_letters_in_other_words(labels: tuple[str, ...]) -> None:
    values = (
        "王**",
        "2024-03-01",
        "请问医保何时缴费？",
        "县医保局",
        "2024-03-04",
        "您好！缴费期为9月至12月。",
    )
    told = "".join(
        f"<li><b>{one}</b><span>{value}</span></li>" for one, value in zip(labels, values, strict=True)
    )
    body = f"<h1>咨询医保缴费问题</h1><ul>{told}</ul>"
    assert kind(body, "咨询医保缴费问题", "http://x.gov.cn/a/1.html", "互动交流 &gt; 县长信箱") == "letter"


def test_who_runs_the_site_is_none_of_the_labels_of_a_letter() -> None:
    asked = "<h3>咨询医保缴费问题</h3><p>网友：王** 留言时间：2024-03-01 10:22</p><p>请问医保何时缴费？</p>"
    answered = "<p>回复单位：县医保局 回复时间：2024-03-04 09:11</p><p>您好！缴费期为9月至12月。</p>"
    foot = "<p>主办单位：云溪县人民政府 承办单位：云溪县大数据局</p><p>网站标识码：5300010001</p>"
    url = "http://x.gov.cn/zmhd/content?id=8"
    assert kind(asked + answered + foot, "咨询医保缴费问题", url, "政民互动 &gt; 咨询留言") == "letter"


def test_a_login_whose_attributes_have_no_quotes() -> None:
    form = "<form><p>用户名<input name=u></p><p>密码<input type=password></p><button>登录</button></form>"
    assert kind(form, "用户登录", "http://x.gov.cn/login.html") == "other"


def test_what_answers_a_form_that_was_sent() -> None:
    sent = '<table><tr><td>系统提示</td></tr><tr><td>您的来信已提交成功，查询编号为 20240205001，请妥善保存。</td></tr></table><a href="/szxx/">返回</a>'
    assert kind(sent, SITE, "http://www.yunxi.gov.cn/hd/save.asp") == "other"
    form = '<form><textarea name="nr"></textarea><input type="submit"></form><div>您的来信已提交成功</div>'
    assert kind(f"{form}<p>县长信箱</p>", "县长信箱") == "mailbox"


def test_a_front_page_whose_trail_ends_where_it_begins() -> None:
    lists = "".join(
        f"<h3>{name}</h3><a href='/{n}/'>更多</a>{rows(3)}" for n, name in enumerate(("动态", "公告", "法规"))
    )
    url = "http://www.yunxi.gov.cn/mzj/main.jhtml"
    assert kind(f"<div>当前位置：首页</div>{lists}", "云溪县民政局", url) == "home"
    assert kind(f"<div>当前位置：首页 &gt; 动态</div>{rows(9)}", "云溪县民政局", url) == "column"


def test_a_body_told_by_what_it_is_to_its_government() -> None:
    text = "<p>云溪县民政局是县人民政府工作部门，为正科级。主要职责是：</p><p>（一）拟订民政事业发展规划并组织实施。</p><p>（二）负责社会组织登记和监督管理。</p>"
    url = "http://www.yunxi.gov.cn/mzj/jggk/"
    assert kind(f"<div>当前位置：首页 &gt; 栏目名称</div>{text}", "云溪县民政局", url) == "organization"
    assert kind(f"<h1>民政局召开会议</h1>{BYLINE}{text}", "民政局召开会议", url) == "article"


def test_a_leader_in_english() -> None:
    trail = '<div>Location: <a href="/en/">Home</a> &gt; <a href="/en/gov/">Government</a> &gt; Mayor</div>'
    life = "<p>Lin Qiu</p><p>Responsible for the overall work of the government.</p><p>Lin Qiu was born in June 1974.</p>"
    assert kind(trail + life, "Mayor", "http://www.yunxi.gov.cn/en/gov/mayor/") == "leader"
    assert (
        kind(trail + "<p>The mayor met guests.</p>", "Mayor", "http://www.yunxi.gov.cn/en/gov/mayor/")
        != "leader"
    )


def test_a_letter_that_was_sent() -> None:
    sent = '<div>您现在的位置：首页 &gt;&gt; 县长信箱 &gt;&gt; 发信成功</div><p>发信成功，请等待管理员审核！</p><a href="/szxx/">返回</a>'
    assert kind(sent, f"{SITE} - 发信成功", "http://www.yunxi.gov.cn/mail/save.asp") == "other"


def test_a_query_asks_for_one_thing() -> None:
    asks = '<h2>公积金缴存查询</h2><input type="text" placeholder="请输入身份证号"><a onclick="query()">查 询</a>'
    assert kind(asks, "公积金缴存查询", "http://www.yunxi.gov.cn/cx/gjj.html") == "other"
    beside = "<p>证书号码：<input><span>请输入证书号码</span></p><p>验证码：<input></p><button>查 验</button>"
    assert kind(beside, "云溪县证书查验平台", "http://www.yunxi.gov.cn/cy/index.html") == "other"
    listed = f'<input placeholder="请输入文件编号"><a>查询</a>{rows(9)}'
    assert kind(listed, "政策文件查询", "http://www.yunxi.gov.cn/zcwj/") == "column"


def test_leaders_listed_by_name_before_their_office() -> None:
    names = "".join(
        f'<li><a href="/ld/{n}.html">{name}&nbsp;&nbsp;&nbsp;&nbsp;{office}</a></li>'
        for n, (name, office) in enumerate(
            (("林秋生", "局长"), ("何 冰", "副局长"), ("田小禾", "四级调研员"))
        )
    )
    trail = "<div>当前位置：首页 &gt; 机构职能 &gt; 领导信息</div><p>主持局全面工作。</p>"
    assert kind(f"<ul>{names}</ul>{trail}", "云溪县商务局", "http://www.yunxi.gov.cn/ld/") == "leader"


def test_a_leader_whose_post_is_held() -> None:
    told = (
        "<p>江秋生</p><p>担任职务：县委组织部副部长、县人社局党组书记、局长</p><p>工作职责：</p><p>主持全面工作。分管党风廉政建设工作</p>"
        "<p>领导简介</p><p>（党组书记、局长江秋生）</p><p>2017年1月---至今 任县委组织部副部长、县人社局党组书记、局长 主持全面工作。</p>"
    )
    trail = '<div>您当前所在位置：<a href="/">首页</a> &raquo; <a href="/bm/">部门概况</a> &raquo; <a href="/ld/">领导信息</a></div>'
    menu = '<ul><li><a href="/bm/1.html">领导信息</a></li></ul><h3>领导信息</h3>'
    assert kind(trail + menu + told, "云溪县人力资源网-领导信息", "http://www.yunxi.gov.cn/bm/") == "leader"


def test_questions_with_answers_above_the_form_for_another() -> None:
    asked = "".join(
        f"<p>外地户口能在县城入学吗？需要什么条件？</p><p>用户林秋生</p><p>2018-01-0{n}</p><p>您好，请向招生办公室咨询。</p><p>2018-01-0{n + 1}</p>"
        for n in (2, 5)
    )
    form = "".join(
        f"<p>{label}：<input></p>" for label in "用户昵称 联系电话 电子邮箱 留言标题 验证码".split()
    )
    trail = "<div>当前位置：首页 &gt; 我想咨询</div>"
    body = f"{trail}{asked}<form>{form}<p>留言内容：<textarea></textarea></p></form>"
    assert kind(body, "云溪县教育局欢迎您", "http://www.yunxi.gov.cn/zx.asp") == "mailbox"


def test_a_record_that_a_query_shows_is_no_search() -> None:
    entries = {
        "行政处罚决定书文号": "（云）食罚〔2025〕7号",
        "案件名称": "经营过期食品案",
        "履行方式和期限": "已履行",
    }
    table = "".join(f"<tr><td>{name}:</td><td>{value}</td></tr>" for name, value in entries.items())
    right = "如不服处罚决定，可以在收到处罚决定书之日起六十日内申请行政复议，也可以依法提起行政诉讼。" * 3
    crumbs = "<a href=/cx/>数据查询</a> &gt; <a>查询详细页</a>"
    assert kind(f"<table>{table}</table><p>{right}</p>", "查询详细页", crumbs=crumbs) in ("article", "other")


def test_the_form_of_an_application_under_no_name_of_its_own() -> None:
    entries = (
        "申请人（个人）签名", "证件名称", "申请人（法人或其他组织）签名", "通信地址：", "联系电话：",
        "所需的政府信息", "或者其他特征描述", "获取政府信息的方式", "所需政府信息的用途",
    )  # fmt: skip
    form = "".join(f"<p>{entry}<input type=text></p>" for entry in entries)
    assert kind(f"<form>{form}<textarea></textarea></form>", "云溪县文化局") == "application"


def test_a_query_that_says_how_much_it_found() -> None:
    form = "<form><p>机构名称：<input name=a></p><p>流水号：<input name=b></p><input type=button value=查询></form>"
    note = (
        "<div>注：本系统中所称发证日期是监管部门对机构颁发许可证的制证日期，批准成立日期为批准该机构设立的日期，"
        "机构自此具有开展业务的一般资质，其他具体业务资质以许可证所列内容为准，特此说明。</div>"
    )
    found = "<div>共查询出 0 条数据（用时约 0 s）</div>"
    assert kind(form + found + note) == "search"
    assert kind(form + note) != "search"


def test_leaders_whose_offices_stand_behind_a_label() -> None:
    place = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/gk/>政务公开</a> &gt; 县政府领导</div>"
    people = "".join(
        f"<p>姓名</p><p>{name}</p><p>职务</p><p>{office}</p><p>负责有关工作。<a href=/{n}>查看简历</a></p>"
        for n, (name, office) in enumerate(
            (("白桦林", "县委副书记、县长"), ("康泊舟", "县委常委、副县长"), ("石望舒", "副县长"))
        )
    )
    assert kind(NAV + place + people, "县政府领导_云溪县人民政府", "http://x.gov.cn/ld/") == "leader"
