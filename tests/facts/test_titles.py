import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.page import Page

TITLE = "清沅县人民政府办公室关于印发防汛应急预案的通知"
BYLINE = "<div>发布时间：2021-03-04 来源：县政府办</div><p>各乡镇人民政府：</p>"
MENU = (
    "<ul><li><a href=/>首页</a></li><li><a href=/g/>政务公开</a></li><li><a href=/t/>通知公告</a></li></ul>"
)
URL = "http://www.qingyuan.example/tzgg/t20210304_1.html"


TEXT = "各有关单位要提高认识，压实责任，细化措施，确保各项任务按期完成，并及时公开进展情况，接受社会监督。"


def title(body: str, head: str = "", url: str = URL) -> str | None:
    markup = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return Page(url, headers=(("content-type", "text/html"),), body=markup.encode()).title


@pytest.mark.parametrize("name", ["", 'class="sub-title"'])
def test_title_over_a_shorter_line_that_adds_to_it(name):
    trail = "<div>您的位置：<a href=/>首页</a> &gt; <a href=/zc/>政策解读</a></div>"
    added = f"<div {name}>县长岳清沅出席并讲话</div>"
    told = title(f"{MENU}{trail}<div {name}>{TITLE}</div>{added}{BYLINE}{TEXT}", "<title>最新文件页</title>")
    assert told == TITLE


@pytest.mark.parametrize(
    "heading",
    [
        f"<h1>{TITLE}</h1>",
        f"<h2>{TITLE}</h2>",
        f'<div class="article-title">{TITLE}</div>',
        f"<p align=center><b>{TITLE}</b></p>",
        "<h1>清沅县人民政府办公室<br>关于印发防汛应急预案的通知</h1>",
        "<h1><span>清沅县人民政府办公室</span><span>关于印发防汛应急预案的通知</span></h1>",
        "<td><b>清沅县人民政府办公室<br>关于印发防汛应急预案的通知</b></td>",
    ],
)
@pytest.mark.parametrize(
    "head", ["", f"<title>{TITLE}_清沅县人民政府</title>", "<title>清沅县人民政府</title>"]
)
def test_heading_over_the_byline(heading, head):
    assert title(f"{MENU}<div>当前位置：首页 &gt; 通知公告</div>{heading}{BYLINE}", head) == TITLE


def test_a_wrong_head_does_not_hide_the_visible_title():
    head = '<meta name="ArticleTitle" content="通知公告"><title>通知公告</title>'
    assert title(f"{MENU}<h1>{TITLE}</h1>{BYLINE}", head) == TITLE


def test_a_shortened_title_element_is_completed_from_the_page():
    assert title(f"{MENU}<div>{TITLE}</div>{BYLINE}", f"<title>{TITLE[:15]}...</title>") == TITLE


def test_a_title_in_a_comment_or_hidden_does_not_count():
    hidden = "<!--<h1>旧的标题旧的标题</h1>--><h1 style='display:none'>藏的标题藏的标题</h1>"
    assert title(f"{hidden}<h1>{TITLE}</h1>{BYLINE}") == TITLE


def test_sub_titles_and_tools_between_title_and_byline():
    between = "<h3></h3><div class=tool>【打印】 【关闭】</div><h2>（征求意见稿）</h2>"
    assert title(f"<h1>{TITLE}</h1>{between}{BYLINE}") == TITLE


def test_short_titles():
    assert title(f"{MENU}<h1>嘉奖令</h1>{BYLINE}", "<title>嘉奖令</title>") == "嘉奖令"


def test_column_pages_are_called_as_their_place_says():
    items = "".join(
        f"<li><a href=/{n}.html>关于第{n}件事的通知</a><span>2021-03-{n:02d}</span></li>"
        for n in range(1, 20)
    )
    place = "<div>您的位置：<a href=/>首页</a> &gt; <a href=/tzgg/>通知公告</a></div>"
    url = "http://www.qingyuan.example/tzgg/"
    assert title(MENU + place + items, "<title>通知公告_清沅县人民政府</title>", url) == "通知公告"
    assert title(MENU + place + items, "<title>清沅县人民政府</title>", url) == "通知公告"
    assert title(MENU + items, "<title>通知公告 - 清沅县人民政府</title>", url) == "通知公告"


def test_home_pages_are_called_as_the_site():
    news = f"<h1><a href=/1.html>我县召开防汛工作会议</a></h1><b>部门动态</b>{ROWS}<b>通知公告</b>{ROWS}"
    assert (
        title(MENU + news, "<title>清沅县人民政府</title>", "http://www.qingyuan.example/")
        == "清沅县人民政府"
    )


def test_without_anything():
    assert title("") is None
    assert Page("http://a.example/a.js", body=b"var a = '<title>a</title>'").title is None


@given(st.text(max_size=60), st.text(max_size=120))
def test_nothing_raises(head, body):
    found = title(body, f"<title>{head}</title>")
    assert found is None or found.strip()


def test_the_number_above_the_day_of_a_header_is_no_title():
    rows = (
        ("索引号", "1234/2021-5"),
        ("名称", TITLE),
        ("文号", "清政办发〔2021〕5号"),
        ("上载日期", "2021-03-04"),
    )
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    body = f"<table>{table}</table><div>{TITLE}</div><p>信息来源: 县政府办</p><p>各乡镇人民政府：</p>"
    assert title(body, "<title>清沅县人民政府</title>") == TITLE


LETTER = (
    "<div>当前位置：首页 &gt; 县长信箱 &gt; 查看信件</div><table>"
    "<tr><td>信件标题</td><td>关于房屋登记的问题</td></tr>"
    "<tr><td>来信人</td><td>王**</td></tr><tr><td>信件内容</td><td>请问需要什么手续？</td></tr>"
    "<tr><td>回复单位</td><td>县自然资源局</td></tr><tr><td>回复内容</td><td>请到镇所申请。</td></tr></table>"
)


def test_a_letter_is_titled_behind_its_label_where_nothing_else_does():
    head = "<title>清沅县人民政府-县长信箱</title>"
    assert title(LETTER, head) == "关于房屋登记的问题"
    form = LETTER.replace("关于房屋登记的问题", "<input>")
    assert title(form, head) in ("查看信件", "县长信箱", "清沅县人民政府-县长信箱")


def test_the_line_above_a_byline_is_the_title_of_a_document_in_a_column():
    body = f"<h2>县政府文件</h2><ul><li>{TITLE}</li><li>信息来源：县政府办　时间：2021-03-04</li></ul>"
    assert title(body, "<title>县政府文件</title>") == TITLE


def test_a_title_in_the_first_paragraphs_of_a_text():
    text = "<p>清沅县水利局2024年度政府</p><p>信息公开工作年度报告</p>"
    body = f"<div>首页 &gt; 年报 &gt; 水利局</div>{text}<p>{'根据有关要求，编制本报告，现予公布。' * 4}</p>"
    assert title(body, "<title>清沅新区管理委员会</title>") == "清沅县水利局2024年度政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h3><a href=/1.html>市图书馆新馆开馆试运行</a></h3><p>新馆开馆。</p>", "部门动态"),
        ("<h3>法定主动公开内容</h3><ul><li><a href=/1/>机构职能</a></li></ul>", "部门动态"),
        ("<div style='display:none'><h3>导航</h3></div>", "部门动态"),
        ("<p>关于防汛的通知</p><p>2025-06-01</p><p>关于清明节放假的通知</p><p>2025-04-01</p>", "部门动态"),
    ],
)
def test_column_under_the_name_of_the_site(body: str, expected: str) -> None:
    trail = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/gk/>法定主动公开内容</a> &gt; 部门动态</div>"
    html = f"<title>云溪县人民政府</title><body>{trail}{body}<p>主办：云溪县人民政府</p></body>"
    assert Page("http://x.gov.cn/a/", body=html.encode()).title == expected


def test_who_holds_an_office() -> None:
    trail = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/ld/>领导之窗</a> &gt; 县长</div>"
    html = f"<title>云溪县人民政府</title><body>{trail}<h2>阮清河</h2><p>县长</p></body>"
    assert Page("http://x.gov.cn/a/", body=html.encode()).title == "阮清河"


def test_the_place_of_an_office_holder_names_who_it_is() -> None:
    trail = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/ld/>县政府领导</a> &gt; 阮清河</div>"
    shown = "<h2>县委副书记、县长</h2><p>阮清河</p><p>男，1971年生。</p>"
    html = f"<title>云溪县人民政府</title><body>{trail}{shown}</body>"
    assert Page("http://x.gov.cn/a/", body=html.encode()).title == "阮清河"


def test_the_name_of_the_site_beside_a_date_is_no_title() -> None:
    trail = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/dt/>部门动态</a></div>"
    byline = (
        "<p>云溪县人民政府门户网站 www.x.gov.cn 发布时间：2025-09-30</p><p>会议听取了汇报，作出安排。</p>"
    )
    foot = "<p>主办：中共云溪县委 云溪县人民政府</p>"
    html = f"<title>云溪县人民政府</title><body>{trail}<h3>河湖长制推进会召开</h3>{byline}{foot}</body>"
    assert Page("http://x.gov.cn/a/1.html", body=html.encode()).title == "河湖长制推进会召开"


def test_a_letter_under_a_general_name_is_titled_by_its_heading():
    rows = (
        ("受理编号", "2506"),
        ("信件内容", "请问需要什么手续，何时可以办理，谢谢！"),
        ("答复单位", "县住建局"),
    )
    items = "".join(f"<div><span>{label}</span><span>{value}</span></div>" for label, value in rows)
    body = (
        f"<div>首页 &gt; 咨询投诉 &gt; 信件详情</div><div class='hd-title'>关于公租房轮候的咨询</div>{items}"
    )
    assert title(f"{body}<p>答复内容：请留意短信。</p>", "<title>信件详情</title>") == "关于公租房轮候的咨询"


def test_a_byline_without_labels_below_a_line_that_is_no_heading():
    body = (
        "<h1>清沅县医疗保障局</h1><div>首页 &gt; 政策解读</div><p>门诊共济保障政策问答</p>"
        f"<p>2021-03-04 15:44　清沅县医疗保障局　点击：<b>40</b></p><p>{TEXT}</p>"
    )
    assert title(body, "<title>清沅县医疗保障局</title>") == "门诊共济保障政策问答"


@pytest.mark.parametrize(
    "stated",
    [
        "部门动态-云溪县人民政府",
        "云溪县人民政府-部门动态",
        "云溪县人民政府 部门动态",
        "部门动态_政务公开_云溪县人民政府",
        "云溪县人民政府_政务公开_部门动态",
        "政务公开-部门动态-云溪县人民政府",
        "云溪县人民政府>>部门动态",
        "【部门动态】云溪县人民政府",
        "云溪县人民政府：部门动态",
    ],
)
@pytest.mark.parametrize(
    "trail", ["", "<p>当前位置：<a href=/>首页</a> &gt; <a href=/gk/>政务公开</a> &gt; 部门动态</p>"]
)
def test_names_in_the_title_element(stated: str, trail: str) -> None:
    shown = "<h3>部门动态</h3><ul><li><a href=/1.html>县水利局开展检查</a></ul>"
    body = f"<h4>云溪县人民政府</h4><p><a href=/>首页</a></p>{trail}{shown}"
    html = f"<title>{stated}</title><body>{body}<p>主办：云溪县人民政府办公室</p></body>"
    assert Page("http://x.gov.cn/a/", body=html.encode()).title == "部门动态"


@pytest.mark.parametrize(
    "body",
    [
        # A label, a value and a menu are no titles.
        f"<ul><li>[联合发文单位]</li><li>[发布日期] 2021-03-04</li></ul><h2>{TITLE}</h2><p>各乡镇：</p>",
        f"<div>首页 &gt; 政策文件</div><p>发布时间：2021-03-04</p><h2>{TITLE}</h2><p>各乡镇人民政府：</p>",
        # The title of a header, a line above the text, the issuer above it.
        f"<div>首页 &gt; 政策</div><p>标题：{TITLE}</p><p>索引号：1/2021</p><p>文号：清政办〔2021〕5号</p>",
        f"<div>首页 &gt; 政策文件</div><p>{TITLE}</p><p>清政办发〔2021〕5号</p><p>各乡镇人民政府：</p>",
        "<div>首页 &gt; 政策</div><p>清沅县人民政府办公室</p><p>关于印发防汛应急预案的通知</p><p>各镇：</p>",
        f"<div>首页 &gt; 要闻</div><p>{TITLE}</p><p>2021-03-04</p><p>{'各镇，县直各部门：请贯彻。' * 4}</p>",
    ],
)
def test_titles_that_only_their_place_tells(body):
    assert title(body, "<title>政府门户网站</title>") == TITLE


@pytest.mark.parametrize(
    "stated", ["通知公告列表", "通知公告信息列表-云溪县人民政府", "云溪县人民政府_通知公告栏目页"]
)
def test_the_sort_of_page_is_no_part_of_its_title(stated: str) -> None:
    body = (
        "<p>当前位置：<a href=/>首页</a> &gt; 通知公告</p><ul><li><a href=/1.html>县水利局开展检查</a></ul>"
    )
    assert title(body, f"<title>{stated}</title>") == "通知公告"


def test_a_byline_below_the_text_has_no_title_above():
    text = "各乡镇人民政府，县直各部门，请结合实际，认真组织实施。" * 3
    body = (
        f"<div>首页 &gt; 要闻</div><h2>{TITLE}</h2><p>{text}</p><p>初审：刘莹</p><p>发布时间：2021-03-04</p>"
    )
    assert title(body, "<title>政府门户网站</title>") == TITLE


def test_what_labels_name_below_a_title_element_of_the_site():
    head, place = "<title>清沅县政府网</title>", "<div>首页 &gt; 互动交流 &gt; 县长信箱</div>"
    letter = "<p>主题：关于房屋登记的问题</p><p>提问：请问何时办理？</p><p>回答：请到镇所申请。</p>"
    assert title(place + letter, head) == "关于房屋登记的问题"
    guide = (
        "<p>事项名称：内资企业设立登记</p><p>申请条件：有住所</p><p>申请材料：申请书</p><p>办理时限：3日</p>"
    )
    assert title(place.replace("县长信箱", "部门服务") + guide, head) == "内资企业设立登记"
    report = f"<p>清沅县水利局2024年政府信息公开工作年度报告</p><p>一、总体情况</p><p>{TEXT}</p>"
    assert title(place.replace("县长信箱", "2024年") + report, head).endswith("工作年度报告")


def test_the_office_a_byline_begins_with_is_no_title():
    text = "各乡镇人民政府，县直各部门，请结合实际，认真组织实施。" * 3
    body = (
        f"<div>位置：<a href=/>首页</a> / 动态</div><div>{TITLE}</div>"
        f"<div>清沅县住房和建设局 | 2025-11-04 15:22</div><p>{text}</p>"
        f"<div class='footer'>主办单位：清沅县住房和建设局 网站标识码：6100990311</div>"
    )
    assert title(body, f"<title>{TITLE} - 动态 - 清沅县住房和建设局</title>") == TITLE


@pytest.mark.parametrize(
    "heading",
    [
        "<h1>清沅县人民政府办公室</h1><h1>关于印发防汛应急预案的通知</h1>",
        "<p>清沅县人民政府办公室</p><p>关于印发防汛应急预案的通知</p>",
        "<p>清沅县人民政府办公室关于印发防汛应急预案的</p><p>通知</p>",
    ],
)
def test_titles_in_several_lines(heading: str) -> None:
    assert title(f"{MENU}{heading}{BYLINE}", "<title>清沅县人民政府</title>") == TITLE


def test_two_headings_in_two_languages_are_two_titles() -> None:
    two = f'<h1 class="en">On Flood Control</h1><h1 class="zh">{TITLE}</h1>'
    assert title(two + BYLINE) == TITLE


def test_a_byline_within_the_heading() -> None:
    byline = "<small><span>发布时间：2021-03-04</span> <span>来源：县政府办</span></small>"
    assert title(f"<h1>{TITLE}{byline}</h1><p>正文。</p>") == TITLE


def test_a_title_between_the_kind_of_page_and_the_site() -> None:
    menu = "<ul><li><a href=/>首页</a></li><li><a href=/v/>视频</a></li></ul>"
    head = f"<title>视频 | {TITLE}_清沅县人民政府</title>"
    assert title(f"{menu}<div>{TITLE}</div>{BYLINE}", head) == TITLE


def test_a_title_element_that_is_cut() -> None:
    head = "<title>Mayor Meets Delegation of Entrepreneurs_City News</title>"
    heading = "Mayor Meets Delegation of Entrepreneurs from the South"
    text = (
        "The mayor met the delegation on Monday, showed it the new port, and spoke of roads and trade. " * 2
    )
    assert title(f"<div>HomePage &gt; City News</div><h1>{heading}</h1><p>{text}</p>", head) == heading


def test_tools_behind_the_trail_are_no_part_of_the_title() -> None:
    body = (
        "<div>当前位置：首页 &gt; 互动交流 &gt; 信件查看 字号：【大 中 小】 视力保护色：</div>"
        "<div class=xjtitle>公交线路何时恢复</div><p>写信时间：2021-03-04</p><p>回复部门：县交通局</p>"
    )
    assert title(body, "<title>信件查看_清沅县交通局</title>") == "公交线路何时恢复"


def test_one_question_and_its_answer_are_titled_by_the_heading_between() -> None:
    body = (
        "<div>当前位置：首页 &gt; 互动交流 &gt; 公众问答</div><i>问</i><h3>生育津贴多久能到账</h3>"
        "<p>网友：风** 2021-03-04 09:20:33</p><p>请问多久能到账？</p><i>答</i><p>二十个工作日内到账。</p>"
    )
    head = "<html><head><title>公众问答_清沅县医保局</title></head><body>"
    page = Page("", body=f"{head}{body}".encode())
    assert (page.title, page.kind.name) == ("生育津贴多久能到账", "letter")


def test_the_line_below_the_fields_of_a_header() -> None:
    fields = {"索引号": "QY/2021-1", "发布机构": "县发改局", "公开日期": "2021-03-04", "关键词": "项目"}
    rows = "".join(f"<tr><td>{label}：</td><td>{value}</td></tr>" for label, value in fields.items())
    text = "为抓好重点项目建设，现将清单公布如下，各责任单位要加快推进，确保项目按期开工，及时报告进展。"
    body = f"<table>{rows}</table><div>清沅县重点项目清单（第一批）</div><p>{text}</p>"
    assert title(body, "<title>清沅县政府信息公开</title>") == "清沅县重点项目清单（第一批）"


def test_the_line_below_a_trail_that_ends_in_a_text() -> None:
    trail = "<div>当前位置：首页 &gt; 环境保护 &gt; 文章内容</div>"
    assert (
        title(f"{trail}<div>清沅县生态环境局行政处罚信息</div><p>序号</p>") == "清沅县生态环境局行政处罚信息"
    )


def test_a_letter_whose_labels_stand_behind_each_other() -> None:
    letter = (
        "<div><span>[ 求助 ]</span> 地铁口单车堆积影响出行</div>"
        "<div><span>留言编号：1</span><span>留言时间：2021-03-04</span></div>"
        "<div>每天早上地铁站外面堆满了共享单车，行人只能走机动车道，非常危险，希望有关部门管一管，谢谢。</div>"
        "<div>回复单位：区城管局　回复时间：2021-03-08</div><div>您好，已派人值守转运。</div>"
    )
    head = "<html><head><title>清沅城市留言板</title></head><body><a href=/>清沅城市留言板</a>"
    page = Page("", body=f"{head}{letter}".encode())
    assert (page.title, page.kind.name) == ("地铁口单车堆积影响出行", "letter")
    listed = Page("", body=f"{head}{letter}{letter}".encode())
    assert listed.kind.name == "mailbox"


def test_a_consultation_told_in_a_table() -> None:
    rows = "<tr><td>征集主题</td><td>为民办实事项目征集</td></tr><tr><td>征集单位</td><td>县政府</td></tr>"
    body = f"<div>当前位置：首页 &gt; 互动 &gt; 网上征集 &gt; 征集内容</div><table>{rows}</table>"
    assert title(body, "<title>网上征集_清沅县人民政府</title>") == "为民办实事项目征集"


def test_a_day_within_the_heading() -> None:
    body = f"{MENU}<h2>{TITLE}<small>（2021年3月4日）</small></h2><p>来源：县政府办</p><p>正文。</p>"
    assert title(body) == TITLE


def test_a_signature_is_no_title_although_the_title_element_says_the_same() -> None:
    text = "<p>正文。</p><p>清沅县人民政府</p><p>2021年3月1日</p>"
    body = (
        f"{MENU}<div>{TITLE}</div><h5>审核：赵六　发布时间：2021-03-04</h5>{text}<p>主办：清沅县人民政府</p>"
    )
    assert title(body, "<title>清沅县人民政府</title>") == TITLE


def test_a_cut_title_element_over_a_heading_of_two_lines() -> None:
    heading = "<h1>清沅县人民政府办公室<br>关于印发防汛应急预案的通知</h1>"
    assert title(heading + BYLINE, f"<title>{TITLE[:9]}…_清沅县</title>") == TITLE


def test_the_name_of_a_column_in_the_menu_is_no_title() -> None:
    body = f"<ul><li><a href=/a>部门动态</a></li></ul><p>清沅县</p><p>2021</p><div>{TITLE}</div>{BYLINE}"
    assert title(body, "<title>部门动态_清沅县人民政府</title>") == TITLE


SIDE = "<h4>新闻中心</h4><ul><li><a href=/x/>要闻</a></li><li><a href=/b/>部门动态</a></li></ul>"
ROWS = "".join(
    f"<p><a href=/b/{day}.html>县水利局开展第{day}次巡查</a><span>2026-01-{day}</span></p>"
    for day in (14, 13, 12)
)


def test_the_line_over_the_one_list_names_a_column_that_nothing_else_names() -> None:
    site = "<title>云溪县人民政府门户网站</title>"
    assert title(f"{MENU}{SIDE}<div>部门动态</div>{ROWS}", site, "http://x.gov.cn/b/list.html") == "部门动态"
    # Where several lists have such lines, none of them names the page.
    several = f"<div>通知公告</div>{ROWS}<div>部门动态</div>{ROWS}"
    assert title(f"{MENU}{SIDE}{several}", site, "http://x.gov.cn/b/list.html") == "云溪县人民政府门户网站"


def test_what_kind_of_page_a_title_element_adds_is_no_part_of_the_name() -> None:
    assert (
        title(f"{MENU}<div>部门动态</div>{ROWS}", "<title>部门动态列表-云溪县人民政府</title>") == "部门动态"
    )


def test_an_interview_is_titled_by_what_stands_over_its_labels() -> None:
    talk = (
        "<div>在线访谈</div><div class=bt-title>推进荷藕产业发展</div>"
        "<p>访谈时间：2025-09-16</p><p>访谈嘉宾：水清华</p>"
        "<p>主持人：各位网友，大家好。</p><p>水清华：主持人好。</p><p>主持人：请您介绍情况。</p>"
    )
    head = "<html><head><title>云溪县人民政府</title></head>"
    page = Page("http://x.gov.cn/ft/1.html", body=f"{head}<body>{MENU}{talk}".encode())
    assert (page.title, page.kind.name) == ("推进荷藕产业发展", "article")


def test_a_text_below_a_side_menu_is_titled_by_its_first_lines() -> None:
    trail = "<div>当前位置：<a href=/>首页</a> > <a href=/g/>信息公开</a> > 信息公开制度</div>"
    text = "<p><b>云溪县教育局保密审查制度</b></p><p>第一条 为规范保密审查，制定本制度。</p>"
    foot = "<p>主办：云溪县教育局</p>"
    head = "<title>政府信息公开制度-云溪县教育局</title>"
    assert title(f"{MENU}{trail}{SIDE}{text}{foot}", head) == "云溪县教育局保密审查制度"


def test_a_consultation_under_its_column_with_what_came_of_it() -> None:
    labels = "<ul><li>开始时间：2021-02-04</li><li>结束时间：2021-03-04</li><li>征集状态：已结束</li></ul>"
    told = (
        "为规范养犬行为，维护公共秩序，县公安局起草了管理办法，现向社会公开征求意见，欢迎各界人士积极参与。"
    )
    text = f"<p>{told}</p><p>{told}</p>"
    result = "<h3>征集结果</h3><p>发布日期：2021-04-05</p><p>共收到意见3条，采纳1条。</p>"
    trail = "<div>当前位置：首页 &gt; 互动 &gt; 意见征集</div>"
    body = f"{trail}<div>县城养犬管理办法意见征求</div>{labels}{text}{result}"
    head = "<html><head><title>意见征集_清沅县人民政府</title></head><body>"
    page = Page("", body=f"{head}{body}".encode())
    assert (page.title, page.kind.name, page.published) == ("县城养犬管理办法意见征求", "article", None)


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>姓名</td><td>李明华</td></tr><tr><td>职务</td><td>副县长</td></tr></table>",
        "<div><span>李明华</span><span>县委常委、副县长</span></div>",
        "<p>姓名：李明华</p><p>副县长</p>",
    ],
)
def test_a_leader_is_titled_by_the_name_beside_the_office(body: str) -> None:
    place = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/ld/>领导信息</a> &gt; 副县长</div>"
    life = "<p>李明华，男，汉族，1972年5月生，中共党员。</p><p>分管工作：负责农业农村、水利、林业工作。</p>"
    assert title(place + body + life, "<title>领导之窗_云溪县人民政府</title>") == "李明华"


def test_no_title_is_a_sentence_or_a_line_of_day_and_source() -> None:
    place = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/tzgg/>通知公告</a></div>"
    text = "<p>3月14日，我县召开会议。县长讲话。</p><div>来源：县报 责任编辑：李四 发布时间：2024-03-15</div>"
    shown = title(place + text, "<title>清沅县人民政府</title>")
    assert shown is None or not shown.endswith("。")
    for line in ("2024年03月15日 清沅日报", "2024-03-15 09:24 本站", "15 9:24:05 新华社"):
        read = title(f"<p>春到清沅</p><div>{line}</div>{TEXT}", "<title>清沅县人民政府</title>")
        assert read is None or "清沅日报" not in read and "09:24" not in read and "9:24" not in read


def test_the_sort_of_a_letter_before_its_title_is_none_of_it():
    body = (
        "<div>当前位置：<a href=/>首页</a> &gt; <a href=/h/>互动交流</a> &gt; 信件详情</div>"
        "<div><span>建议</span><span>关于沣东路站台加装顶棚的建议</span></div>"
        "<div><label>信件编号：</label>LF003 <label>来信时间：</label>2026-01-09</div><div>来信内容</div>"
        f"<div>{TEXT}</div><div>办理情况</div><div>答复单位：市交通局 答复时间：2026-01-15</div>"
        f"<div>{TEXT}</div>"
    )
    assert title(body, "<title>信件详情_澜沣市人民政府</title>") == "关于沣东路站台加装顶棚的建议"


@pytest.mark.parametrize(
    "behind", ["来源：县民政局 发布时间：2026-01-15 浏览：12", "发布时间：2026-01-15 点击：3"]
)
def test_a_title_in_one_line_with_its_byline_ends_before_it(behind: str) -> None:
    place = "<div>当前位置：<a href=/>首页</a> &gt; 栏目名称</div>"
    for text in ("关于开展社会组织评估的通知", "高龄津贴申领"):
        line = f"<div><span class=tt>{text}</span><span class=ff>{behind}</span></div>"
        assert title(place + line + TEXT, "<title>云泊县民政局</title>") == text
    site = f"<div><span>云泊县人民政府网站</span><span>{behind}</span></div>"
    assert title(place + "<h2>县里召开残疾人工作会</h2>" + site + TEXT) == "县里召开残疾人工作会"


def test_a_letter_titled_behind_its_label_is_not_titled_by_the_line_with_the_label() -> None:
    body = (
        "<div>您的位置：<a href=/>首页</a> >> <a href=/Mail/List.aspx>局长信箱</a> >> 查看来信</div>"
        "<div>主题：举报非法储存汽油</div><div>来信人：匿名　来信时间：2025-12-05</div><div>来信内容：</div>"
        f"<p>工业区有人非法储存汽油，请查处。</p><div>回复时间：2025-12-09</div><div>回复内容：</div><p>{TEXT}</p>"
    )
    assert title(body, "<title>局长信箱</title>") == "举报非法储存汽油"


def test_an_old_article_without_trail_is_titled_by_the_line_over_its_only_day() -> None:
    menu = "".join(
        f"<td><a href={n}.htm>{name}</a></td>" for n, name in enumerate(("首页", "乡情概况", "新闻动态"))
    )
    body = (
        f"<table><tr>{menu}</tr></table><p align=center><font size=5><b>渠岸乡开展春耕备耕检查</b></font></p>"
        f"<p align=center>2025-3-2</p><p>{TEXT}</p><p>{TEXT}</p><hr>渠岸乡人民政府 版权所有"
    )
    markup = f"<html><head><title>欢迎光临渠岸乡人民政府网站</title></head><body>{body}</body></html>"
    page = Page(
        "http://www.quan.example/news/1.htm", headers=(("content-type", "text/html"),), body=markup.encode()
    )
    assert page.title == "渠岸乡开展春耕备耕检查"
    assert str(page.published) == "2025-03-02"
    listed = "".join(f"<p>2025-{n}-2</p><p>{TEXT}</p>" for n in range(1, 6))
    other = Page(
        page.url, headers=page.headers, body=markup.replace("<p align=center>2025-3-2</p>", listed).encode()
    )
    assert other.published is None


def test_a_front_page_of_one_office_under_two_names_is_titled_by_both() -> None:
    both = "中共云溪市纪律检查委员会 云溪市监察委员会"
    logos = "".join(f'<a href=/><img alt="{name}" src=/{n}.png></a>' for n, name in enumerate(both.split()))
    boxes = "".join(
        f"<h2>{name}</h2><ul><li><a href=/a/>{name}</a></li></ul>" for name in ("要闻要论", "本市动态")
    )
    shown = title(logos + MENU + boxes, f"<title>{both}</title>", "http://www.yunxijw.example/")
    assert shown is not None and "".join(shown.split()) == "".join(both.split())


def test_a_front_page_with_headings_alike_is_titled_by_its_title_element() -> None:
    body = "<h1>走进安和</h1><ul><li><a href=/a>新闻一条</a></li></ul><h1>魅力安和</h1><a href=/b>新闻</a>"
    head = "<title>安和县人民政府</title>"
    assert title(body, head, "http://www.anhe.example/") == "安和县人民政府"
    assert title(body, head, "http://www.anhe.example/zjah/") is None
