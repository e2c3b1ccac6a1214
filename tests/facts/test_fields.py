# ruff: noqa: E501  (markup is read best on one line)
"""The labelled parts of service guides, letters, leaders, mailboxes, surveys and front pages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.facts.fields.reader import is_name, read_fields
from inspector.page import Page

FOOT = (
    '<div class="footer"><p>主办单位：云溪县人民政府</p><p>联系电话：0500-5550100　地址：云溪路1号</p></div>'
)
ELEMENTS = {"name", "basis", "conditions", "materials", "place", "hours", "telephone", "procedure"}


def page(body: str, title: str = "", url: str = "http://www.yunxi.gov.cn/a/post_1.html") -> Page:
    html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}{FOOT}</body></html>"
    return Page(url, headers=(("content-type", "text/html"),), body=html.encode())


def states(body: str, title: str = "", url: str = "http://www.yunxi.gov.cn/a/post_1.html") -> dict[str, str]:
    return {name: field.state for name, field in page(body, title, url).fields.items()}


ROWS = [
    ("事项名称", "养犬登记"),
    ("设定依据", "《云溪县养犬管理办法》第七条"),
    ("申请条件", "本县居民"),
    ("办理材料", "1.身份证；2.犬只免疫证明"),
    ("办理地点", "县政务服务中心三号窗口"),
    ("办理时间", "工作日9:00—17:00"),
    ("联系电话", "0500-5550111"),
    ("办理流程", "申请—受理—发证"),
]


def table(rows: list[tuple[str, str]]) -> str:
    return "<table>" + "".join(f"<tr><th>{a}</th><td>{b}</td></tr>" for a, b in rows) + "</table>"


@pytest.mark.parametrize(
    "body",
    [
        table(ROWS),
        "".join(f"<p><b>{a}：</b>{b}</p>" for a, b in ROWS),
        "".join(f"<p>{n}、{a}</p><p>{b}</p>" for n, (a, b) in zip("一二三四五六七八", ROWS, strict=True)),
        "".join(f"<p>（{n}）{a}： {b}</p>" for n, (a, b) in zip("一二三四五六七八", ROWS, strict=True)),
        "".join(f"<p>【{a}】{b}</p>" for a, b in ROWS).replace("】", "】：", 8),
        "".join(f"<dl><dt>{a[:2]} {a[2:]}</dt><dd>{b}</dd></dl>" for a, b in ROWS),
        "".join(f"<p><strong>{a}</strong> {b}</p>" for a, b in ROWS),
        "<table><tr>" + "".join(f"<th>{a}</th>" for a, _ in ROWS) + "</tr><tr>" + "".join(f"<td>{b}</td>" for _, b in ROWS) + "</tr></table>",
        table([(a, b) for a, b in ROWS if a not in ("办理地点", "办理时间")] + [("办理地点/时间", "三号窗口，工作日")]).replace("办理地点/时间", "办理地点和时间"),
    ],
    ids=["table", "colons", "headings", "numbered colons", "brackets", "definitions", "bold", "one row", "combined"],
)  # fmt: skip
def test_service_guide(body: str) -> None:
    found = states(body, "养犬登记办事指南")
    assert {name for name, state in found.items() if state == "present"} >= ELEMENTS


def test_missing_and_blank_elements() -> None:
    rows = [(a, "" if a == "联系电话" else b) for a, b in ROWS if a not in ("设定依据", "办理地点")]
    found = states(table(rows), "养犬登记办事指南")
    assert found["telephone"] == "blank"
    assert "basis" not in found
    assert "place" not in found


def test_the_footer_is_no_part_of_the_guide() -> None:
    assert "telephone" not in states(table([row for row in ROWS if row[0] != "联系电话"]), "养犬登记办事指南")


def test_text_under_no_label_is_said() -> None:
    long = (
        "本县居民凭身份证到县政务服务中心三号窗口领取申请表格，填写以后连同免疫证明一并交给窗口的工作人员。"
    )
    guide = page(f"<p>{long}</p>" + table(ROWS[:5]), "养犬登记办事指南")
    assert guide.fields["unlabelled"].value == long[:60]


LETTER = [
    ("留言标题", "路灯不亮"),
    ("留言时间", "2025年11月3日 08:30"),
    ("留言内容", "村口路灯坏了一个月。"),
    ("答复单位", "云溪县住房和城乡建设局"),
    ("答复时间", "2025-11-06"),
    ("答复内容", "您好！已经修复。"),
]


def test_letter() -> None:
    fields = page("".join(f"<p>{a}：{b}</p>" for a, b in LETTER), "路灯不亮").fields
    assert fields["received"].value == "2025-11-03"
    assert fields["replied"].value == "2025-11-06"
    assert fields["unit"].value == "云溪县住房和城乡建设局"
    assert fields["reply"].state == "present"


def test_letter_signed_by_its_reply() -> None:
    rows = [row for row in LETTER if row[0] not in ("答复单位", "答复内容")]
    rows.append(("回 复", "您好！已经修复。云溪县住房和城乡建设局"))
    fields = page("".join(f"<p>{a}：{b}</p>" for a, b in rows), "路灯不亮").fields
    assert fields["unit"].value.endswith("住房和城乡建设局")


def test_letters_keep_only_the_beginning_of_what_people_write() -> None:
    rows = [(a, b * 40 if "内容" in a else b) for a, b in LETTER]
    fields = page("".join(f"<p>{a}：{b}</p>" for a, b in rows), "路灯不亮").fields
    assert len(fields["question"].value) <= 30


def test_leader() -> None:
    body = '<img src="/images/logo.png"><img src="/pic/3.jpg"><p>工作分工：负责教育、卫生方面工作。</p><p>林远舟，男，汉族，1970年5月出生，大学学历，历任乡长。</p>'
    fields = page(body, "林远舟").fields
    assert fields.keys() == {"life", "duties", "portrait"}
    assert fields["portrait"].value == "http://www.yunxi.gov.cn/pic/3.jpg"


@pytest.mark.parametrize(("title", "says"), [("林远舟", True), ("付 正", True), ("政务要闻", False), ("通知", False), ("欧阳若水", True)])  # fmt: skip
def test_names(title: str, says: bool) -> None:
    assert is_name(title) is says


def test_survey() -> None:
    body = "<p>征集时间：2025年3月1日至2025年3月31日</p><p>请提出意见。</p>"
    fields = page(body, "关于公交线路优化方案征求意见的公告").fields
    assert fields["ends"].value == "2025-03-31"
    assert "result" not in fields
    over = page(body + "<p>共收到意见12条，采纳情况如下。</p>", "关于公交线路优化方案征求意见的公告").fields
    assert "result" in over


def test_statistics_of_letters() -> None:
    said = page(
        "<p>本月共收到来信18件，其中咨询11件、投诉7件，已办结18件。</p>", "县长信箱来信办理情况通报"
    ).fields
    assert said["statistics"].value.startswith(
        "收到来信18件" if said["statistics"].value[0] == "收" else "共"
    )


@pytest.mark.parametrize(
    ("box", "says"),
    [
        ('<form action="/s"><input name="q"><button>搜索</button></form>', True),
        ('<input id="searchword">', True),
        ("", False),
    ],
)
def test_search_of_a_front_page(box: str, says: bool) -> None:
    links = "".join(f'<li><a href="/c{n}/">栏目名称{n}</a></li>' for n in range(40))
    front = page(f"{box}<ul>{links}</ul>" + "<p>要闻</p>" * 60, "云溪县人民政府", "http://www.yunxi.gov.cn/")
    assert front.kind.name == "home"
    assert ("search" in front.fields) is says


@given(st.lists(st.sampled_from(["<p>", "<td>", "：", "一、", "办理地点", "留言内容", "答复时间", "征集时间：", "\x01", "　", "办事指南", "9" * 50]) | st.text(max_size=15), max_size=80).map("".join), st.sampled_from(["养犬登记办事指南", "林远舟", "征求意见", ""]))  # fmt: skip
def test_nothing_makes_it_raise(body: str, title: str) -> None:
    for field in read_fields(page(body, title)).values():
        assert field.state in ("present", "blank")
        assert len(field.value) <= 2000


def test_long_hostile_text_is_read_in_time() -> None:
    hostile = page("办理地点：" * 20_000 + "（" * 20_000 + " 1" * 20_000, "养犬登记办事指南")
    hostile.text  # noqa: B018  (read before, so that only this reader is timed)
    _ = (hostile.kind, hostile.title)
    began = time.perf_counter()
    assert read_fields(hostile)
    assert time.perf_counter() - began < 2


def test_reply_behind_its_body_and_time() -> None:
    body = "<p>来信人：李** 来信时间：2025-09-12</p><h3>来信内容</h3><p>请问如何计算？</p><h3>官方回复</h3><p>回复单位：云溪县人社局 回复时间：2025-09-16</p><p>您好！按月计算，补缴不计入，可以电话咨询。</p>"
    fields = page(body, "咨询积分政策").fields
    assert fields["reply"].value.startswith("您好")
    assert (fields["unit"].value, fields["replied"].value) == ("云溪县人社局", "2025-09-16")
    bare = page(body.replace("您好！按月计算，补缴不计入，可以电话咨询。", ""), "咨询积分政策").fields
    assert bare["reply"].state == "blank"


def test_tabs() -> None:
    """Panes that a click shows count; tabs without panes are said, for they may be filled when opened."""
    bar = "<ul>" + "".join(f"<li>{a}</li>" for a, _ in ROWS[1:]) + "</ul>"
    panes = "".join(f'<div style="display:none"><p>{b}</p></div>' for _, b in ROWS[1:])
    assert {n for n, s in states(bar + panes, "养犬登记办事指南").items() if s == "present"} >= ELEMENTS
    assert "unlabelled" in page(bar + "<p>正在加载</p>", "养犬登记办事指南").fields


def test_pictures_that_a_column_sets_as_backgrounds() -> None:
    body = (
        '<html><body><div style="background:url(/img/bg.jpg)"><h2>领导之窗</h2><ul>'
        + "".join(
            f'<li><a href="l{n}.html" style="background-image: url(../p{n}.jpg)"></a><a href="l{n}.html">某人</a></li>'
            for n in range(3)
        )
        + "</ul></div></body></html>"
    )
    headers = (("content-type", "text/html; charset=utf-8"),)
    page = Page("http://x.gov.cn/zwgk/ldzc/index.html", headers=headers, body=body.encode())
    assert (page.kind.name, page.fields["pictures"].value) == ("column", "3")
