"""A change planted in a page changes exactly the findings that it should."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from inspector.inspection import Inspection
from inspector.page import Page
from inspector.profile import load_profile
from inspector.rule import load_rules

PAGES = Path(__file__).parent / "truth" / "pages"
RULES = load_rules()
PROFILE = load_profile("cn-2019", RULES)
HTML = (("content-type", "text/html"),)


def findings(body: bytes, url: str) -> set[str]:
    """What all rules find on a page: rule, key, outcome."""
    page = Page(url, 200, HTML, body, datetime(2026, 1, 15, 4, tzinfo=UTC))
    every = frozenset(RULES)
    with Inspection(None, url, PROFILE, RULES, date(2026, 1, 15), crawled=False, only=every) as inspection:
        inspection.add(page)
        inspection.finish()
        rows = inspection.connection.execute("SELECT rule, key, outcome FROM findings")
        return {f"{rule}:{key} {outcome}" for rule, key, outcome in rows}


def changes(path: Path, before: str, after: str, url: str) -> tuple[set[str], set[str]]:
    """The findings that a change brings, and those that it takes away."""
    body = path.read_bytes()
    encoding = "utf-8"
    assert before.encode(encoding) in body, f"{path} does not hold {before}"
    old, new = (
        findings(body, url),
        findings(body.replace(before.encode(encoding), after.encode(encoding)), url),
    )
    return new - old, old - new


HOME, SITE = "http://www.songwan.gov.cn/", "http://www.songwan.gov.cn"
ARTICLE = ("trs/zwyw/t20260114_44001.html", f"{SITE}/zwxw/zwyw/202601/t20260114_44001.html")
DOCUMENT = ("trs/zcwj/t20260107_43120.html", f"{SITE}/zwgk/zcwj/202601/t20260107_43120.html")
PLANTED = {
    "a removed tag": (
        *ARTICLE,
        '<meta name="PubDate" content="2026-01-14 09:20" />',
        "",
        {"head-tags:PubDate failed"},
        set(),
    ),
    "an emptied tag": (
        *ARTICLE,
        'content="松湾县融媒体中心"',
        'content=""',
        {"head-tags:ContentSource failed"},
        set(),
    ),
    "a swapped date": (
        *ARTICLE,
        "发布时间：2026-01-14",
        "发布时间：2025-04-11",
        {"head-tags:PubDate failed"},
        set(),
    ),
    "a date to come": (
        *ARTICLE,
        "发布时间：2026-01-14",
        "发布时间：2026-11-14",
        {"head-tags:PubDate failed", "publication-date:future failed"},
        set(),
    ),
    "a tag of another site": (
        *ARTICLE,
        'content="www.songwan.gov.cn"',
        'content="www.other.gov.cn"',
        {"head-tags:SiteDomain failed"},
        set(),
    ),
    "a blanked index number": (
        *DOCUMENT,
        "002599001/2026-00007",
        "",
        {"document-header:index_no failed"},
        {"index-number:check-digit failed"},
    ),
    "a blanked publisher": (
        *DOCUMENT,
        "<td>松湾县人民政府办公室</td>",
        "<td></td>",
        {"document-header:publisher failed"},
        set(),
    ),
    "other brackets": (
        *DOCUMENT,
        "松政发〔2026〕1号",
        "松政发[2026]1号",
        {"document-number:brackets failed"},
        set(),
    ),
    "a leading zero": (
        *DOCUMENT,
        "松政发〔2026〕1号",
        "松政发〔2026〕001号",
        {"document-number:zero failed"},
        set(),
    ),
    "an added blank": (
        *DOCUMENT,
        "<td>松湾县人民政府办公室</td>",
        "<td> 松湾县人民政府办公室 </td>",
        set(),
        set(),
    ),
    "no site code": (
        "trs/index.html",
        HOME,
        "网站标识码：3309990001",
        "",
        {"site-identity:site_code failed"},
        set(),
    ),
    "no police record": (
        "trs/index.html",
        HOME,
        '<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=33099902000101">'
        '<img src="/images/gaba.png">浙公网安备 33099902000101号</a>',
        "",
        {"site-identity:police_record failed"},
        set(),
    ),
    "no sponsor": (
        "trs/index.html",
        HOME,
        "主办：松湾县人民政府　",
        "",
        {"site-identity:sponsor failed"},
        set(),
    ),
    "no site map": (
        "trs/index.html",
        HOME,
        '<a href="/wzdt/">网站地图</a> | ',
        "",
        {"site-identity:site_map_link failed"},
        set(),
    ),
    "error reporting for another site": (
        "trs/index.html",
        HOME,
        "sitecode='3309990001' src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js'",
        "sitecode='3309990001' src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js?site_code=3309990009'",
        {"site-identity:error-report-code failed"},
        set(),
    ),
    "another declaration": (
        *ARTICLE,
        '<meta charset="utf-8">',
        '<meta charset="gb2312">',
        {"encoding-declaration:gb2312 failed"},
        set(),
    ),
    "a declaration mended": (
        "encoding/utf8-as-gb2312.html",
        "http://www.beidu99.gov.cn/a1.html",
        "charset=gb2312",
        "charset=utf-8",
        set(),
        {"encoding-declaration:gb2312 failed"},
    ),
    "a comment": (
        *ARTICLE,
        "</body>",
        "<!-- 索引号：1 文号：甲〔2025〕01号 网站建设中 -->\n</body>",
        set(),
        set(),
    ),
    "template code": (
        *ARTICLE,
        "上一篇：",
        "上一篇：[!--title--]",
        {"placeholder-text:template failed"},
        set(),
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_planted_in_shipped_pages(name: str) -> None:
    file, url, before, after, brought, taken = PLANTED[name]
    assert changes(PAGES / file, before, after, url) == (brought, taken)


ZHECHENG = "http://www.zhecheng.gov.cn/"
WANZAI = "yichun/统计局/2015/万载县2015年国民经济和社会发展统计公报.html"
NEWS = (
    "ywdt/zcyw/2018-07-26/10291.html",
    "ywdt/bmdt/2018-07-24/10201.html",
    "xxgk/zfgznb/2018-06-30/325.html",
)
REAL = {
    **{
        f"{kind} in {file}": (f"zhecheng/{file}", ZHECHENG + file, before, after, brought, set())
        for file in NEWS
        for kind, before, after, brought in (
            ("a date long ago", "<b>201", "<b>191", {"publication-date:impossible cantTell"}),
            ("another declaration", 'charset="utf-8"', 'charset="gbk"', {"encoding-declaration:gbk failed"}),
            ("a removed copyright", "主办单位：柘城县人民政府办公室", "", set()),
        )
    },
    "no site code": (
        "zhecheng/index.html",
        ZHECHENG,
        "网站标识码：4114240001",
        "",
        {"site-identity:site_code cantTell"},
        set(),
    ),
    "a removed tag": (
        WANZAI,
        "http://www.wanzai.gov.cn/wzxrmzf/a/201705/0123456789abcdef0123456789abcdef.shtml",
        'name="SiteIDCode"',
        'name="Removed"',
        {"head-tags:SiteIDCode failed"},
        set(),
    ),
    "a date as the tag has it": (
        WANZAI,
        "http://www.wanzai.gov.cn/wzxrmzf/a/201705/0123456789abcdef0123456789abcdef.shtml",
        "2017-05-15 10:49:00",
        "2022-04-24 10:49:00",
        set(),
        {"head-tags:PubDate failed"},
    ),
}


@pytest.mark.parametrize("name", REAL)
def test_planted_in_real_pages(real: Path, name: str) -> None:
    file, url, before, after, brought, taken = REAL[name]
    assert changes(real / file, before, after, url) == (brought, taken)
