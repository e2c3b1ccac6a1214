# ruff: noqa: E501  (markup is read best on one line)
from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.facts.identity.reader import Identity
from inspector.page import Page


def identity(foot: str, head: str = "") -> Identity:
    html = f"<!DOCTYPE html><html><head>{head}</head><body><p>正文。</p>{foot}</body></html>"
    return Page("http://www.yunxi.gov.cn/a/b.html", body=html.encode()).identity


FOOTERS = [
    (
        "<div class='footer'><p>主办单位：云溪县人民政府办公室&nbsp;<a href='/lxwm/'>联系我们</a> 网站标识码：5300010001</p>"
        "<p>网站备案：滇ICP备15021526号-1 滇公网安备 53010202000535号</p></div>",
        ("5300010001", "滇ICP备15021526号-1", "滇公网安备53010202000535号", "云溪县人民政府办公室", None),
    ),
    (
        "<div><span>版权所有：<a>苏ICP备14054231号-1</a>&nbsp;&nbsp;<a>技术支持：云溪网络信息技术有限公司</a>&nbsp;&nbsp;电话：025-69815356</span></div>"
        "<div>主办单位：云溪省卫生委员会  地址：云溪市玄武区中央路42号 邮编：210008</div><div>政府网站标识码：3200000024&nbsp;苏公网安备:32010202010427号</div>",
        (
            "3200000024",
            "苏ICP备14054231号-1",
            "苏公网安备32010202010427号",
            "云溪省卫生委员会",
            "云溪市玄武区中央路42号",
        ),
    ),
    (
        "<span>中共云溪市委 云溪市人民政府主办 Tel：0536-1234567 鲁ICP备00000001号 网站标识码：1234567890 </span><br>技术支持：云溪科技有限公司。",
        ("1234567890", "鲁ICP备00000001号", None, "中共云溪市委 云溪市人民政府", "0536-1234567"),
    ),
    (
        "<div>Copyright © www.x.gov.cn All Rights Reserved. 云溪区人民政府版权所有 云溪区人民政府办公室承办<br>ICP备案：渝ICP备12345678号-1 "
        "联系电话：023-12345678 渝公网安备 50010102000123号<br>网站标识码：5001070001建议使用1920×768分辨率</div>",
        ("5001070001", "渝ICP备12345678号-1", "渝公网安备50010102000123号", "云溪区人民政府", "023-12345678"),
    ),
    (
        "<address>地址：云溪市榆阳区大道158号 主办单位: 云溪市农业农村局</address><p>陕ICP备20005710号 网站标识码：bm61080001</p>"
        "<p>电话：0912－6662688 <a href='http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=61080202000240'><img src='/b.png'></a></p>",
        ("bm61080001", "陕ICP备20005710号", "61080202000240", "云溪市农业农村局", "0912－6662688"),
    ),
    (
        "<table><tr><td>主 办 单 位：</td><td>云溪县人民政府</td></tr></table>皖ICP备05001234号-2 <a>网站标识码：<b>3411260001</b></a> 联系电话：0550—1234567（办公时间）",
        ("3411260001", "皖ICP备05001234号-2", None, "云溪县人民政府", "0550—1234567"),
    ),
    (
        "<p>本网站由云溪县人民政府办公室主办</p><p>冀ICP备15003849号</p><p>网站运维电话：0312-7654321 咨询电话：0312-1234567</p>",
        (None, "冀ICP备15003849号", None, "云溪县人民政府办公室", "0312-1234567"),
    ),
    (
        "<p>主办：云溪市人民政府办公室　承办：云溪市政务服务中心　网站维护电话：0453-3990052</p><p>黑ICP备05070829号</p>",
        (None, "黑ICP备05070829号", None, "云溪市人民政府办公室", "0453-3990052"),
    ),
    (
        "<p>主办：云溪市人民政府办公室　技术支持：云溪软件公司　网站维护电话：0453-3990052</p><p>黑ICP备05070829号</p>",
        (None, "黑ICP备05070829号", None, "云溪市人民政府办公室", None),
    ),
    (
        "<p>云溪市水利局主办  云溪市大数据局承办 云ICP备12345678号 公安机关备案号：43010302000524</p>",
        (None, "云ICP备12345678号", "43010302000524", "云溪市水利局", None),
    ),
    ("<p>版权所有：云溪网 粤ICP备05070829</p>", (None, "粤ICP备05070829", None, "云溪网", None)),
    (
        "<p>版权所有：云溪区人民政府　维护：云溪电子政务中心　粤ICP备05070829</p>",
        (None, "粤ICP备05070829", None, "云溪区人民政府", None),
    ),
    (
        "<div class='footer'><!--<p>主办：云溪县 网站标识码：1101020002</p><p>京ICP备19014909号 京公网安备11010202007633号</p>--></div>",
        (None, None, None, None, None),
    ),
]


@pytest.mark.parametrize(("foot", "expected"), FOOTERS)
def test_footers(foot: str, expected: tuple[str | None, ...]) -> None:
    found = identity(foot)
    assert (found.site_code, found.icp, found.police_record, found.sponsor, found.contact) == expected


PARTS = [
    ("主办单位", "云溪县水利局"),
    ("承办单位", "云溪县水利信息中心"),
    ("联系电话", "0312-1234567"),
    ("网站标识码", "1306990001"),
    ("技术支持", "云帆公司"),
    ("技术支持电话", "0311-7654321"),
]
WITHOUT_COLONS = {
    "definition lists": "".join(f"<dl><dt>{a}</dt><dd>{b}</dd></dl>" for a, b in PARTS),
    "elements in items": "".join(f"<li><b>{a}</b><span>{b}</span></li>" for a, b in PARTS),
    "label in an element": "".join(f"<li><em>{a}</em>{b}</li>" for a, b in PARTS),
    "cells": "<table><tr>" + "".join(f"<td>{a}</td><td>{b}</td>" for a, b in PARTS) + "</tr></table>",
    "headings": "".join(f"<div><h5>{a}</h5><p>{b}</p></div>" for a, b in PARTS),
    "a row of values below": "<table>"
    + "".join("<tr>" + "".join(f"<td>{pair[at]}</td>" for pair in PARTS) + "</tr>" for at in (0, 1))
    + "</table>",
    "two lists": "".join(
        "<ul>" + "".join(f"<li>{pair[at]}</li>" for pair in PARTS) + "</ul>" for at in (0, 1)
    ),
    "one line": "<p>" + "　".join(f"{a} {b}" for a, b in PARTS) + "</p>",
    "bars": "".join(f"<p>{a} | {b}</p>" for a, b in PARTS),
    "brackets": "".join(f"<p>【{a}】{b}</p>" for a, b in PARTS),
    "English in brackets": "".join(f"<p>{a}（Label）{b}</p>" for a, b in PARTS),
    "English below": "".join(f"<div><b>{a}</b><i>Label</i><p>{b}</p></div>" for a, b in PARTS),
    "Mongolian before": "".join(f"<p>ᠬᠠᠶᠢᠭ {a} {b}</p>" for a, b in PARTS),
    "Uighur below": "".join(f"<p>{a}<br><i>ساھىبخان</i></p><p>{b}</p>" for a, b in PARTS),
}


@pytest.mark.parametrize("layout", sorted(WITHOUT_COLONS))
def test_labels_without_colons(layout: str) -> None:
    found = identity(f"<div class='footer'>{WITHOUT_COLONS[layout]}<p>冀ICP备15003849号</p></div>")
    assert (found.sponsor, found.contact, found.site_code) == ("云溪县水利局", "0312-1234567", "1306990001")


def test_an_owner_called_a_portal_and_a_number_with_a_digit_too_many() -> None:
    found = identity(
        "<div class='footer'><p>版权所有：云溪县人民政府门户网站</p><p>电话：0312-123456789</p></div>"
    )
    assert (found.sponsor, found.contact) == ("云溪县人民政府", "0312-123456789")


def test_a_licence_stands_for_the_record() -> None:
    foot = "<p>主办单位：云溪县社科联</p><p>地址：云溪县大道3号</p><p><a>ICP证：滇B2-20990022-5</a>　网站标识码：5300010001</p>"
    assert identity(foot).icp == "滇B2-20990022-5"
    assert identity(f"{foot}<p>滇ICP备15021526号-1</p>").icp == "滇ICP备15021526号-1"


def test_a_sponsor_named_in_english() -> None:
    foot = "<p>Sponsored by: Yunxi County People's Government  Tel: 0312-1234567</p><p>冀ICP备15003849号</p>"
    assert identity(f"<div class='footer'>{foot}</div>").sponsor == "Yunxi County People's Government"
    foot = "<p>Sponsored by the General Office of Yunxi County</p><p>Tel: 0312-1234567</p><p>冀ICP备15003849号</p>"
    assert identity(f"<div class='footer'>{foot}</div>").sponsor == "General Office of Yunxi County"


def test_a_sponsor_behind_its_label_goes_before_the_owner_of_the_copyright() -> None:
    foot = "<p>版权所有 云溪融媒</p><p>主办</p><p>云溪县水利局</p><p>冀ICP备15003849号</p>"
    assert identity(f"<div class='footer'>{foot}</div>").sponsor == "云溪县水利局"


def test_head_tags_are_no_statement_of_the_footer() -> None:
    assert identity("<p>无</p>", '<meta name="SiteIDCode" content="5300010001">').site_code is None


def test_numbers_in_the_article_are_not_the_contact() -> None:
    body = "<div class='article'><p>联系电话：0871-1111111，地址：某路1号。</p></div><div class='footer'><p>主办：云溪县人民政府 滇ICP备05000001号</p></div>"
    assert identity(body).contact is None


def test_footer_written_by_a_script() -> None:
    script = (
        "<script>document.write(\"<p>主办：云溪县人民政府</p><p>网站标识码：\"+'5300010001</p>');</script>"
    )
    found = identity(script)
    assert found.sponsor == "云溪县人民政府" and found.site_code == "5300010001"


def test_script_file() -> None:
    source = (
        "document.writeln(\"<div><a href='http:\\/\\/bszs.conac.cn\\/sitename?method=show&id=0A1'><img src='/i/red.png'></a>\");\n"
        '//document.writeln("网站标识码：1111111111");\n'
        "document.writeln('<p>主办：云溪县人民政府 网站标识码：5300010001</p>');\n"
        'document.writeln(\'<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=5300010001"><img src="/i/jc.png"></a></div>\');'
    )
    found = Page(
        "http://www.yunxi.gov.cn/js/foot.js",
        headers=(("content-type", "application/javascript"),),
        body=source.encode(),
    ).identity
    assert found.site_code == "5300010001" and found.sponsor == "云溪县人民政府"
    assert found.party_government_mark == "http://bszs.conac.cn/sitename?method=show&id=0A1"
    assert found.error_report_entry and "zfwzgl" in found.error_report_entry


MARKS = [
    (
        "<script>document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript src='http://dcs.conac.cn/js/05/107/0000/1/CA1.js' type='text/javascript'%3E%3C/script%3E\"));</script>",
        "http://dcs.conac.cn/js/05/107/0000/1/CA1.js",
    ),
    (
        "<span id='_ideConac'><a href='//bszs.conac.cn/sitename?method=show&amp;id=0B'><img id='imgConac' src='//dcs.conac.cn/image/red.png'></a></span>",
        "http://bszs.conac.cn/sitename?method=show&id=0B",
    ),
    (
        "<script src='http://county01.gateway.cn/js/05/107/0000/60010002/CA051070000600100020001.js'></script>",
        "http://county01.gateway.cn/js/05/107/0000/60010002/CA051070000600100020001.js",
    ),
    ("<script src='/js/05/107/0000/60010002/CA051070000600100030001.js'></script>", None),
    ("<img src='//dcs.conac.cn/image/red_error.png'>", "http://dcs.conac.cn/image/red_error.png"),
    ("<a href='javascript:;'><img src='../images/red.png'></a>", "http://www.yunxi.gov.cn/images/red.png"),
    ("<img src='/i/red.png'>" + "<a href='/a/'>甲</a><a href='/b/'>乙</a><a href='/c/'>丙</a>", None),
    ("<!--<a href='http://bszs.conac.cn/sitename?method=show&id=0B'></a>-->", None),
]


@pytest.mark.parametrize(("foot", "expected"), MARKS)
def test_party_government_mark(foot: str, expected: str | None) -> None:
    assert identity(foot).party_government_mark == expected


ENTRIES = [
    (
        "<script id='_jiucuo_' sitecode='5300010001' src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script>",
        "zfwzgl",
    ),
    (
        "<script id='_jiucuo_' sitecode='5300010001' src='http://pucha.kaipuyun.cn/exposure/jiucuo.js '></script>",
        "kaipuyun",
    ),
    (
        "<a href='http://121.43.68.40/exposure/jiucuo.html?site_code=1&amp;url=x'><img src='/jc.png'></a>",
        "121.43.68.40",
    ),
    ("<img src='/images/jiucuo.png'>", "jiucuo.png"),
    ("<span id='_span_jiucuo' title='政府网站找错'></span>", "_span_jiucuo"),
    ("<!--<span id='_span_jiucuo'></span>-->", None),
    ("<a href='/jc/'><img src='/j.png' alt='政府网站找错'></a>", "/jc/"),
    ("<a href='/jiucuo/index.html'>网站纠错</a>", None),
    ("<!--<script id='_jiucuo_' src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script>-->", None),
]


@pytest.mark.parametrize(("foot", "expected"), ENTRIES)
def test_error_report_entry(foot: str, expected: str | None) -> None:
    found = identity(foot).error_report_entry
    assert found is None if expected is None else found is not None and expected in found


def test_site_map_link() -> None:
    assert identity("<a href='/wzdt/'>网站地图</a>").site_map_link == "http://www.yunxi.gov.cn/wzdt/"
    assert identity("<a href='javascript:;'>网站地图</a>").site_map_link is None


def test_merged_fills_gaps() -> None:
    one, two = Identity(icp="A", sponsor=None), Identity(icp="B", sponsor="C")
    assert one.merged(two) == Identity(icp="A", sponsor="C")


def test_real_county_portal(real: Path) -> None:
    body = (real / "zhecheng" / "index.html").read_bytes()
    found = Page("http://www.zhecheng.gov.cn/", body=body).identity
    assert found.site_code == "4114240001" and found.icp == "豫ICP备15021526号-1"
    assert found.police_record == "豫公网安备41142402000535号"


@settings(max_examples=60)
@given(st.text("主办单位：联系电话地址版权所有ICP备公网安标识码123-() \n<>!-/ap©", max_size=300))
def test_no_input_raises(text: str) -> None:
    assert isinstance(identity(text), Identity)


@pytest.mark.parametrize(
    ("foot", "name"),
    [
        ("版权所有：云溪市住房和城乡建设局　地址：云溪市中央路4号", "云溪市住房和城乡建设局"),
        ("主办：云溪县建设交通局　承办：云溪县信息中心", "云溪县建设交通局"),
        ("主办：云溪市规划设计院　设计：云溪科技有限公司", "云溪市规划设计院"),
        ("主办：云溪县人民政府办公室建设维护：云溪科技有限公司", "云溪县人民政府办公室"),
        ("云溪省卫健委主办 地址：云溪市中央路4号", "云溪省卫健委"),
    ],
)
def test_words_of_a_role_within_a_name(foot, name):
    assert identity(f"<div class='footer'><p>{foot}</p><p>网站标识码：5300010001</p></div>").sponsor == name


def test_other_words_for_code_record_and_contact() -> None:
    found = identity(
        "<div class='footer'><p>主办：云溪县纪委监委</p><p>举报电话：0870-12388　地址：云溪县清风路1号</p>"
        "<p>网站标识号：5300010009 滇ICP备05000009号 昆公备：53010202000909</p></div>"
    )
    assert (found.site_code, found.police_record, found.contact) == (
        "5300010009",
        "53010202000909",
        "云溪县清风路1号",
    )


@pytest.mark.parametrize("tag", ["p", "label"])
def test_body_named_before_its_address_runs_the_site(tag: str) -> None:
    parts = ("云溪市开发建设管理委员会办公室", "地址：云溪市橘园路6号", "沪公网安备 31010602009999号")
    foot = "".join(f"<{tag}>{part}</{tag}> " for part in parts)
    found = identity(f"<footer>{foot}</footer>")
    assert (found.sponsor, found.contact) == ("云溪市开发建设管理委员会办公室", "云溪市橘园路6号")


def test_a_code_in_spaced_letters_a_record_told_by_its_link_and_the_record_of_a_supporter() -> None:
    spaced = "<p>主办：云溪县人民政府 滇ICP备15021526号-1</p><p>网 站 标 识 码：5300010001</p>"
    assert identity(spaced).site_code == "5300010001"
    link = '<a href="https://beian.mps.gov.cn/#/query/webSearch?code=53010202000535"><img src="g.png"></a>'
    assert identity(spaced + link).police_record == "53010202000535"
    supported = (
        "<p>技术支持：云溪软件公司 滇ICP备99999999号-2</p><p>主办：云溪县人民政府 滇ICP备15021526号-1</p>"
    )
    assert identity(supported).icp == "滇ICP备15021526号-1"
    only = "<p>主办：云溪县人民政府 技术支持：云溪软件公司 滇ICP备15021526号-1</p>"
    assert identity(only).icp == "滇ICP备15021526号-1"


def test_a_site_map_with_an_english_name() -> None:
    foot = "<p>滇ICP备15021526号-1 <a href='/map.html'>Sitemap</a></p>"
    assert identity(foot).site_map_link == "http://www.yunxi.gov.cn/map.html"


def test_a_guide_through_the_site_is_its_map_where_its_address_says_so() -> None:
    for address, found in (("/weihu/wangzhandaohang", True), ("/lianjie/", False)):
        body = f"<div>主办单位：云溪县人民政府 <a href={address}>网站导航</a></div>"
        page = Page("http://www.yunxi.example/", body=f"<html><body>{body}</body></html>".encode())
        assert bool(page.identity.site_map_link) is found
