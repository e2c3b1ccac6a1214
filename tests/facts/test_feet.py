# ruff: noqa: E501  (markup is read best on one line)
"""Sponsors and contacts of feet as portals write them: names and numbers are invented, shapes are not."""

from __future__ import annotations

import pytest

from inspector.page import Page

ARTICLE = (
    "<div class='content'><h1>关于举办读书节的通知</h1><p>各乡镇人民政府：</p><p style='margin-bottom:0'>本次活动由县文化馆主办。</p>"
    "<p>请按时参加。联系人：孙某，联系电话：0990-7000001。</p><p>地址：县文化馆二楼。咨询电话：0990-7000002。</p></div>"
)
FEET = {
    "label and value in cells": (
        "<table><tr><td>主办单位：</td><td>云溪市发展改革委</td></tr><tr><td>办公地址：</td><td>云溪市井岭大道6号</td></tr>"
        "<tr><td>技术支持：</td><td>云帆公司 0990-8800001</td></tr></table><p>赣ICP备05990121号</p>",
        "云溪市发展改革委",
        "云溪市井岭大道6号",
    ),
    "a foot of nothing but an owner": (
        "<div class='g-footer'><p>版权所有：云溪省教育厅 &nbsp; 网站标识码：9900000010</p></div>",
        "云溪省教育厅",
        None,
    ),
    "owner before a sign": (
        "<div class='copy'><a href='mailto:x@yunxi.gov.cn'>云溪市房产管理局版权所有</a>◎   隐私保护     备案证编号:<a>浙ICP备05990140号</a></div>",
        "云溪市房产管理局",
        None,
    ),
    "owner under a year": (
        "<div class='footer'><p>Copyright © 2020 云溪苗族自治县人民政府</p><p>湘ICP备19990321号</p></div>",
        "云溪苗族自治县人民政府",
        None,
    ),
    "owner behind an address of the site": (
        "<div class='copyright'><p> COPYRIGHT 2015 www.jr.yunxi.gov.cn All Rights Reserved. 版权所有：云溪市地方金融监督管理局</p></div>",
        "云溪市地方金融监督管理局",
        None,
    ),
    "two bodies before the owner's label": (
        "<div class='bottom'>中共云溪市委   云溪市人民政府版权所有   Copyright 2018 www.yunxi.gov.cn<br>承办：云溪市人民政府办公室 (0990-2300060) 网站维护：云溪市大数据中心 (0990-2600013)<br>蜀ICP备：05990878号</div>",
        "云溪市人民政府",
        "0990-2300060",
    ),
    "two bodies behind the label": (
        "<div class='footer'><p>主办：中共云溪县委、云溪县人民政府 &nbsp; 主管：云溪县委宣传部 &nbsp;承办：云溪县广播电视台</p><p>地址：云溪县广电中心五楼 &nbsp; 云溪新闻网版权所有</p><p>皖ICP备13990327号-1</p></div>",
        "中共云溪县委、云溪县人民政府",
        "云溪县广电中心五楼",
    ),
    "only a supervisor": (
        "<ul class='foot'><li>主管单位：云溪省人民政府办公厅</li><li>承办单位：云溪省大数据中心</li><li>技术支持：云帆公司 0990-66001234</li><li>蜀 ICP 备13990288号-3</li></ul>",
        "云溪省人民政府办公厅",
        None,
    ),
    "a supervisor without a colon": (
        "<div class='copyright'><p>云溪省人民政府办公厅主管 云溪日报社承办 <a>返回顶部</a></p><p>鄂ICP备05990090号-1</p></div>",
        "云溪省人民政府办公厅",
        None,
    ),
    "a committee of a zone": (
        "<div class='footer'><p>云溪经济开发区管委会主办　云溪经济开发区党政办公室承办</p><p>辽ICP备05990091号</p></div>",
        "云溪经济开发区管委会",
        None,
    ),
    "an office of a street": (
        "<div class='footer'><p>东湖街道办事处主办 ☎ 0990-7712345</p><p>苏ICP备05990091号</p></div>",
        "东湖街道办事处",
        "0990-7712345",
    ),
    "customs": (
        "<div class='foot'><div>版权所有 中华人民共和国云溪海关</div><div>地址：云溪市龙山中路36号 &nbsp;海关热线：12360</div><div>苏ICP备17990317号-9</div></div>",
        "中华人民共和国云溪海关",
        "云溪市龙山中路36号",
    ),
    "a group with its office": (
        "<div class='footer'><p>云溪航运中心网 版权所有© 2018 <a>沪ICP备15990582号-1</a><br>主办单位：云溪市航运中心建设工作推进小组办公室</p></div>",
        "云溪市航运中心建设工作推进小组办公室",
        None,
    ),
    "who looks after it": (
        "<div class='copyright'>本站由云溪市信息化工作领导小组 云溪市信息中心负责<br>地址：云溪市府前街1号 邮编：052360  冀ICP备11990111号</div>",
        "云溪市信息化工作领导小组 云溪市信息中心",
        "云溪市府前街1号",
    ),
    "a picture for the sponsor": (
        "<div class='foot'><p>主办单位：&nbsp;<img src='/zb.png' alt=''>&nbsp;&nbsp;承办单位：云溪县信息中心</p><p>电话：0990-3842110&nbsp;闽ICP备05990234号</p></div>",
        None,
        "0990-3842110",
    ),
    "a person before the number": (
        "<div class='dibu'><p>主办：云溪县人民政府　联系人：张某某 0990-3382136</p><p>豫ICP备05990131号</p></div>",
        "云溪县人民政府",
        "0990-3382136",
    ),
    "a country before the number": (
        "<footer><p>电话：86-990-8826600　传真：86-990-8826611</p><p>版权所有：云溪县人民政府</p><p>豫ICP备14990223号</p></footer>",
        "云溪县人民政府",
        "86-990-8826600",
    ),
    "a country in brackets": (
        "<footer><p>&copy 云溪市住房公积金管理中心 版权所有</p><p><span>联系电话：(86-990)6612345 </span><span>受理时间：8:30~17:00</span></p><p>浙ICP备14990908号</p></footer>",
        "云溪市住房公积金管理中心",
        "(86-990)6612345",
    ),
    "a country with blanks": (
        "<footer><p>云溪镇人民政府 版权所有</p><p>电话：+86 990 3200427  传真：+86 990 3200428</p><p>黔ICP备11990001号</p></footer>",
        "云溪镇人民政府",
        "+86 990 3200427",
    ),
    "a sign with a number of the town": (
        "<div class='foot-box'><p>主办：云溪县人民政府办公室</p><p>☎ 66120019 &nbsp; ✉ x@yunxi.gov.cn</p><p>浙ICP备05990310号-1</p></div>",
        "云溪县人民政府办公室",
        "66120019",
    ),
    "only a facsimile": (
        "<div class='footer'><p>版权所有：云溪县民政局</p><p>传真：0990-6612345</p><p>苏ICP备05990001号</p></div>",
        "云溪县民政局",
        None,
    ),
    "complaints on the line above": (
        "<div class='footer'><p>版权所有：云溪县民政局</p><p>监督举报：</p><p>0990-6612345</p><p>苏ICP备05990001号</p></div>",
        "云溪县民政局",
        None,
    ),
    "a supporter's number behind its name": (
        "<div class='footer'><p>主办单位：云溪省中医药局</p><p>技术支持：<a>云帆公司</a>&nbsp;|&nbsp;TEL：0990-68581986 68581968</p><p>苏ICP备05990001号</p></div>",
        "云溪省中医药局",
        None,
    ),
    "on duty": (
        "<div class='footer'><p>版权所有 云溪市交通委员会 &nbsp; 主办单位：云溪市交通委员会</p><p>云溪市交通委员会值班电话：0990-89183000 &nbsp; 传真：0990-89183222</p><p>服务监督电话：0990-12328</p><p>渝ICP备20990562号-2</p></div>",
        "云溪市交通委员会",
        "0990-89183000",
    ),
    "value glued to the next label": (
        "<div id='footer'><p>主办单位：云溪市发展和改革委员会地　址：云溪市解放东路18号邮编：310020</p><p>浙ICP备20990280号-3</p></div>",
        "云溪市发展和改革委员会",
        "云溪市解放东路18号",
    ),
    "brackets in the name": (
        "<div class='foot'><span>主办单位：云溪市市场监督管理局（云溪市知识产权局） <em>网站标识码：9903000004</em></span><div>办公地址：云溪市南大道70号工商大厦<em>办公时间：09：00-12：00</em></div></div>",
        "云溪市市场监督管理局（云溪市知识产权局）",
        "云溪市南大道70号工商大厦",
    ),
    "two columns": (
        "<div class='footer'><div class='l'><p>主办：云溪县人民政府</p><p>技术支持：云帆公司</p></div><div class='r'><p>地址：云溪县人民西路1号</p><p>电话：0990-83222301</p></div><p>苏ICP备05990522号</p></div>",
        "云溪县人民政府",
        "0990-83222301",
    ),
    "an owner in English": (
        "<div class='footer'><p>Copyright © Yunxi Municipal People's Government. All Rights Reserved.</p><p>Address: 18 East Road, Yunxi</p><p>浙ICP备05990001号</p></div>",
        "Yunxi Municipal People's Government",
        "18 East Road, Yunxi",
    ),
    "a company in English": (
        "<div class='footer'><p>Copyright © 2015 Yunfan Software. All Rights Reserved.</p><p>浙ICP备05990001号</p></div>",
        None,
        None,
    ),
    "who operates it": (
        "<div class='footer'><p>主办单位：云溪市人民政府 &nbsp;承办：云溪市数字办 &nbsp;运营：云帆公司 &nbsp; 0990-85661234</p><p>闽ICP备05990567号</p></div>",
        "云溪市人民政府",
        None,
    ),
    "neither owner nor record": (
        "<div class='footer'><p>云溪镇人民政府</p><p>地址：云溪镇益海路1号 电话：0990-87521001</p></div>",
        "云溪镇人民政府",
        "0990-87521001",
    ),
    "a script": (
        '<div id="ft"><script>document.write("<div class=\\"foot\\"><label>云溪市公安局 版权所有</label><br/><span>粤ICP备12990389号-1 主办：云溪市公安局</span></div>");</script></div>',
        "云溪市公安局",
        None,
    ),
}


@pytest.mark.parametrize("above", ["", ARTICLE], ids=["alone", "below an article"])
@pytest.mark.parametrize("shape", sorted(FEET))
def test_feet(shape: str, above: str) -> None:
    foot, sponsor, contact = FEET[shape]
    html = f"<!DOCTYPE html><html><head></head><body>{above}{foot}</body></html>"
    identity = Page("http://www.yunxi.gov.cn/a.html", body=html.encode()).identity
    assert (identity.sponsor, identity.contact) == (sponsor, contact)


def test_police_records_of_the_old_form() -> None:
    for record, read in (
        ("渝公网备990000012-00013", "渝公网安备990000012-00013"),
        ("浙公网安33990202002719号", "浙公网安备33990202002719号"),
    ):
        page = Page("http://www.yunxi.gov.cn/", body=f"<footer>渝ICP备05990300号 {record}</footer>".encode())
        assert page.identity.police_record == read
