# ruff: noqa: E501  (markup is read best on one line)
"""What may be an item of the foot, what a script fills in, and what scripts write of several sites."""

import pytest

from inspector.facts.identity.foot import read_foot
from inspector.page import Page

FOOT = "<p>主办：青杉县人民政府 电话：0791-86999101</p><p>赣ICP备09999101号 赣公网安备36999902000101号</p>"
CODE = "<p>网站标识码：3699990101</p>"
REST = (
    '<a href="/wzdt/">网站地图</a><a href="http://bszs.conac.cn/sitename?id=1"><img src="/m.png"></a>'
    '<script id="_jiucuo_" sitecode="3699990101" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>'
)


def page(foot: str, after: str = "") -> Page:
    body = f'<html><body><p>要闻</p><div class="footer">{foot}</div>{after}</body></html>'
    return Page("http://www.qingshan.gov.cn/", 200, (("content-type", "text/html"),), body.encode())


def test_a_whole_foot_leaves_no_question() -> None:
    assert read_foot(page(FOOT + CODE + REST)) == {}


@pytest.mark.parametrize(
    "item",
    ["赣ICP备09999101号 ", "赣公网安备36999902000101号", "主办：青杉县人民政府 ", "电话：0791-86999101", CODE, *REST.replace("<script", "\n<script").replace("</a>", "</a>\n").splitlines()],
)  # fmt: skip
def test_what_is_there_is_not_asked_whether_it_is_what_is_missing(item: str) -> None:
    whole = FOOT + CODE + REST
    assert item in whole
    assert read_foot(page(whole.replace(item, ""))) == {}


@pytest.mark.parametrize(
    ("foot", "item", "state"),
    [
        (FOOT + CODE + REST.replace("/wzdt/", "javascript:;"), "site_map_link", "blank"),
        (FOOT + CODE + REST.replace("/wzdt/", "/navi/9.html").replace("地图", "导航"), "site_map_link", "present"),
        (FOOT + REST + "<p>(3699990101)</p>", "site_code", "present"),
        (FOOT.replace("主办：青杉县人民政府 ", "青杉县林业局 ") + CODE + REST, "sponsor", "present"),
        (FOOT.replace("电话：0791-86999101", "邮箱：a@qingshan.gov.cn") + CODE + REST, "contact", "present"),
    ],
)  # fmt: skip
def test_what_may_be_an_item(foot: str, item: str, state: str) -> None:
    found = read_foot(page(foot))
    assert list(found) == [item] and found[item].state == state


def test_an_image_of_which_nothing_says_what_it_is_may_be_the_mark() -> None:
    bare = '<a href="javascript:;"><img src="/images/office.png"></a>'
    found = read_foot(
        page(FOOT + CODE + REST.replace(REST[REST.index('<a href="http') : REST.index("<script")], bare))
    )
    assert found["party_government_mark"].value == "http://www.qingshan.gov.cn/images/office.png"


def test_an_image_beside_the_text_of_the_foot_may_be_the_mark() -> None:
    bare = (
        '<div class="footer"><div class="dzjg"><a href="javascript:;"><img src="/images/ared.png"></a></div>'
    )
    rest = REST.replace(REST[REST.index('<a href="http') : REST.index("<script")], "")
    found = read_foot(page(f"{bare}<p class='copy'>{FOOT}{CODE}{rest}</p></div>"))
    assert found["party_government_mark"].value == "http://www.qingshan.gov.cn/images/ared.png"


@pytest.mark.parametrize(
    "image",
    ['<a href="#"><img src="/i/ewm_wx.png"></a>', '<a href="#"><img src="/i/x.png" alt="返回顶部"></a>',
     '<a href="http://www.gov.cn/"><img src="/i/x.png"></a>', '<p>赣公网安备 <img src="/i/x.png"></p>'],
)  # fmt: skip
def test_other_images_are_no_mark(image: str) -> None:
    rest = REST[: REST.index('<a href="http')] + image + REST[REST.index("<script") :]
    assert "party_government_mark" not in read_foot(page(FOOT + CODE + rest))


@pytest.mark.parametrize(
    ("foot", "after", "writer"),
    [
        ('<p id="zb"></p>', '<script>document.getElementById("zb").innerText=feet[gid].zb;</script>', "#zb"),
        ("", '<div id="footer"></div><script>foot()</script>', "footer"),
        ('<img src="/images/copyright.jpg" usemap="#m">', "", "copyright.jpg"),
        ("<p>主办：青杉县人民政府</p>", "", ""),
    ],
)  # fmt: skip
def test_what_may_write_the_foot(foot: str, after: str, writer: str) -> None:
    field = read_foot(page(foot, after)).get("foot_script")
    assert (field.value if field else "") == writer


def test_a_script_that_serves_several_sites_says_nothing_of_this_one() -> None:
    one = 'if(g==1){e.innerText="主办：甲县人民政府 网站标识码：3699990101";}'
    two = 'if(g==2){e.innerText="主办：甲县教育局 网站标识码：3699990102";}'
    assert page("", f"<script>{one}</script>").identity.site_code == "3699990101"
    several = page("", f"<script>{one}{two}</script>")
    assert several.identity.site_code is several.identity.sponsor is None
    assert read_foot(several)["foot_script"].value == "script"


def test_a_variable_that_is_written_is_read() -> None:
    code = "var s='';\ns += '<p>主办：青杉县人民政府</p>';\n// s += '<p>网站标识码：1111111111</p>';\ndocument.write(s);"
    identity = page("", f"<script>{code}</script>").identity
    assert identity.sponsor == "青杉县人民政府" and identity.site_code is None


def test_what_scripts_fill_in() -> None:
    code = '$("#ly").html(source); $(".pv").text("12"); $("#full").text(n)'
    found = page("", f'<i id="ly"></i><i class="pv"></i><i id="full">3</i><script>{code}</script>')
    assert found.filled == ("ly", "pv")
