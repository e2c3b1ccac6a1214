"""What may be an item of a front page's foot though nothing proves it: a label without address, an image …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from inspector.facts.fields import Field
from inspector.facts.identity import footer_markup, plain, serves_several
from inspector.urls import join
from inspector.vocabulary import words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from inspector.page import Page

_TEXTS = ("site_code", "icp", "police_record", "sponsor", "contact")
_TAIL = 6000
_LABEL = 60
_MAP = re.compile("(?:网站|站点|站内|本站)(?:地图|地圖|导图|导航)")
_MAP_ADDRESS = re.compile(r"/(?:wzdt|zddt|wzdh|wangzhanditu|site_?map)\b(?!\.xml)", re.I)
_REPORT = re.compile("(?:政府|党政)?网站(?:找错|纠错)|我要找错|网站有错")
_NUMBERS = {
    "site_code": re.compile(
        r"(?:标识码|识别码)[^\n]{0,20}?\w{6,}|(?<![\w.@-])(?:bm\d{8}|\d{10})(?![\w.@-])", re.I
    ),
    "icp": re.compile(r"(?:ICP|备案|备)[^\n]{0,12}?\d{5,}", re.I),
    "police_record": re.compile(r"(?:公安|网安|网警)[^\n]{0,16}?[\d ]{8,}"),
}
_BODY = re.compile(
    r"(?:([\u4e00-\u9fff]{2})\s{0,3}[:：]\s{0,3})?"
    r"[\u4e00-\u9fff]{2,24}(?:人民政府|政府办公室|委员会|管理局|[省市县区旗][\u4e00-\u9fff]{1,8}[局委办])"
)
_NUMBERED = re.compile(
    r"([\u4e00-\u9fffA-Za-z]{0,10}(?:电\s{0,4}话|热\s{0,4}线|咨询|总\s{0,4}机|传\s{0,4}真|手\s{0,4}机|值班|Tel))"
    r"[^\n\d]{0,8}\d[\d\s()（）—–－-]{4,}|([\w.-]{1,40}@[\w.-]{3,60})",
    re.I,
)
_MARK_SIGNS = re.compile("conac|dzjg|党政机关|政府机关标|事业单位标|网站标识(?!码)", re.I)
_REPORT_SIGNS = re.compile("jiu_?cuo|zhaocuo|wzzc|网站找错", re.I)
# What an image or an empty link of the foot is when it is neither mark nor entry, by the words of its name.
_EXPLAINED = frozenset(
    "ga gwab wa jh gh icp qr ewm erm code wx weixin wechat wb weibo logo top totop gotop arrow prev next"
    " line bg dot space blank ipv ip wza wzazl slh lao phone tel mail douyin kefu banner share print btn"
    " left right up down home app sj mobile more play close search".split()
)
_EXPLAINED_PARTS = re.compile(
    r"gong_?an|jing_?hui|bei_?an|police|er_?wei|qr_?code|wei_?xin|wechat|wei_?bo|guohui|barrier|12345|12377|12388|go_?top|back_?top"
)
_HERE = re.compile(r"\s*(?:javascript:|#|$)", re.I)
_COMMENTS = re.compile(r"/\*.{0,5000}?\*/|(?<![:\w])//[^\n]{0,2000}", re.S)
_NAMED = re.compile(r"getElementById\(\s{0,4}['\"]([\w-]{1,60})['\"]|['\"]\s{0,2}[#.]([\w-]{1,60})")
_WRITES_UNKNOWN = re.compile(
    r"(?:innerText|innerHTML|textContent)\s{0,4}=\s{0,4}(?![\s=\"'`])|\.(?:text|html|append)\(\s{0,4}(?![\s)\"'`f])"
)
_FOOT_NAME = re.compile(
    r"(?:page|site|common|com|main|my|new|g)?[-_]?(?:foot|footer|bottom|copyright|copy)[-_]?(?:box|wrap|wrapper|con|content|main|inner|info|container|area|page|html|div|nr)?",
    re.I,
)
#: The whole foot may be one picture.
_FOOT_IMAGE = re.compile(r"foot|bottom|copyright|banquan|yejiao|dibu|^(?:bq|db|wb|yj)\W", re.I)
_LAST_IMAGES, _WIDE = 4, 600
_KNOWN_SCRIPTS = re.compile(
    r"conac|jiucuo|cnzz|baidu|51\.la|51yes|google|wza|barrier|tongji|tj\b|jquery|beacon|analy|stat|hm\.js|aria|trs_?wa|_sitegray",
    re.I,
)


def read_foot(page: Page) -> dict[str, Field]:
    """Item of the identity that was not found → what may be it; and `foot_script`, what may write the foot.

    A label without an address is blank, else it is present; the value is the address or text that was seen.
    """
    identity = page.identity
    missing = {name for name in identity.__slots__ if not getattr(identity, name)}
    if not missing:
        return {}
    foot = footer_markup(page.shown) or page.shown[-_TAIL:]
    text = plain(foot)
    found: dict[str, Field] = {}
    for name in missing.intersection(_NUMBERS):
        if number := _NUMBERS[name].search(text):
            found[name] = Field("", number[0][:_LABEL], "present")
    if "sponsor" in missing and (seen := _body(text)):
        found["sponsor"] = Field("", seen, "present")
    if "contact" in missing and (seen := _contact(text)):
        found["contact"] = Field("", seen, "present")
    if "site_map_link" in missing and (field := _site_map(page)):
        found["site_map_link"] = field
    marks = missing & {"party_government_mark", "error_report_entry"}
    if marks:
        found |= _marks(page, foot, marks)
    if script := _script(page, not missing.issuperset(_TEXTS), foot):
        found["foot_script"] = Field("", script, "present")
    return found


def _body(text: str) -> str:
    """A body of whom no label says that it does something else than run the site."""
    for found in _BODY.finditer(text):
        if found[1] in (None, "主办", "单位", "所有"):
            return found[0][:_LABEL]
    return ""


def _contact(text: str) -> str:
    """A number or an e-mail address that no supporter's role stands before."""
    roles = re.compile("|".join(words("identity")["other_roles"]))
    for found in _NUMBERED.finditer(text):
        if not roles.search(text, max(text.rfind("\n", 0, found.start()), found.start() - 12), found.end()):
            return found[0].strip()[:_LABEL]
    return ""


def _site_map(page: Page) -> Field | None:
    for link in page.links:
        if link.kind == "page" and (
            (len(link.text) < 20 and _MAP.search(link.text)) or _MAP_ADDRESS.search(link.url)
        ):
            return Field(link.text, link.url, "present")
    for line in page.lines:
        if len(line) <= 200 and (said := _MAP.search(line)):
            return Field(said[0], "", "blank")
    return None


def _marks(page: Page, foot: str, missing: set[str]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    code = "\n".join(_COMMENTS.sub("", script) for script in page.code if len(script) < 100_000)
    for name, sign in (("party_government_mark", _MARK_SIGNS), ("error_report_entry", _REPORT_SIGNS)):
        if name in missing and (seen := sign.search(foot) or sign.search(code)):
            found[name] = Field("", seen[0], "present")
    if "error_report_entry" in missing and "error_report_entry" not in found:
        if (said := _REPORT.search(plain(foot))) and said[0].endswith("找错"):
            found["error_report_entry"] = Field(said[0], "", "blank")
    for image in _unexplained(page, foot):
        for name in missing - found.keys():
            found[name] = Field("", image, "present")
        break
    return found


def _unexplained(page: Page, foot: str) -> Iterator[str]:
    """Linked images of the foot, and links drawn by a style sheet, of which nothing says what they are."""
    from inspector.facts.parsing import parse

    identity = page.identity
    known = [url for url in (identity.party_government_mark, identity.error_report_entry) if url]
    for node in parse(foot).css("a,img")[:300]:
        attributes = node.attributes
        href = attributes.get("href") or ""
        if not (_HERE.match(href) or _leads_inside(page, href)) or not _stands_alone(node):
            continue
        image = node if node.tag == "img" else node.css_first("img")
        shown = image.attributes if image else attributes
        said = " ".join(v for a in (attributes, shown) for k in ("alt", "title") if (v := a.get(k))) + (
            node.text() or ""
        )
        if re.search(r"[\u4e00-\u9fff]", said):
            continue
        name = (shown.get("src") or "").rpartition("/")[2] if image else attributes.get("class") or ""
        source = join(page.url, shown.get("src") or "") if image else None
        if source in known or join(page.url, href) in known:
            continue
        if name and not _is_explained(name) and not _is_explained(attributes.get("class") or ""):
            yield source or name


def _stands_alone(node: LexborNode) -> bool:
    """Whether an image is in no link, and without text beside it whose sign it may be; true of links."""
    parent = node.parent
    return node.tag == "a" or (parent is not None and parent.tag != "a" and not (parent.text() or "").strip())


def _is_explained(name: str) -> bool:
    name = name.lower()
    return not _EXPLAINED.isdisjoint(re.findall("[a-z]+", name)) or bool(_EXPLAINED_PARTS.search(name))


def _leads_inside(page: Page, href: str) -> bool:
    url = join(page.url, href)
    return url is not None and urlsplit(url).hostname == urlsplit(page.url).hostname


def _script(page: Page, read: bool, foot: str) -> str:
    """What may yet write the foot: an inline script that fills an element there, or one from elsewhere.

    `read` says whether anything was read of its text.
    """
    body = page.tree.body
    if body is None:
        return ""
    if page.written and serves_several(plain(page.written[-_TAIL:])):
        return "script"
    fillers = [script for script in page.code if _WRITES_UNKNOWN.search(script)]
    if fillers:
        for script in fillers:
            for named in _NAMED.finditer(script):
                name = named[1] or named[2]
                if f'id="{name}"' in foot and _is_empty(page.tree.css_first(f"#{name}")):
                    return name
    if not read:
        for node in body.css("footer,div,table,section")[-200:]:
            for name in (node.attributes.get("id"), *(node.attributes.get("class") or "").split()):
                if (
                    name
                    and _FOOT_NAME.fullmatch(name)
                    and _is_empty(node)
                    and page.holds("<script", "<SCRIPT")
                ):
                    return name
        for node in body.css("img,object,embed")[-_LAST_IMAGES:]:
            attributes = node.attributes
            width = (attributes.get("width") or "").removesuffix("px")
            name = (attributes.get("src") or attributes.get("data") or "").rpartition("/")[2]
            wide = width.isdigit() and int(width) >= _WIDE
            if name and (wide or "usemap" in attributes or _FOOT_IMAGE.search(name)):
                return name
    html = body.html or ""
    begin = html.rfind(foot[:80]) if foot else -1
    for source in re.findall(
        r'<(?:script|iframe)\b[^>]{0,500}?\bsrc="([^"]{1,500})"', html[begin:] if begin > 0 else ""
    ):
        if (
            not _KNOWN_SCRIPTS.search(source)
            and (url := join(page.url, source))
            and not _leads_inside(page, source)
        ):
            return url
    return ""


def _is_empty(node: LexborNode | None) -> bool:
    return (
        node is not None and not (node.text() or "").strip() and node.css_first("img,a,iframe,object") is None
    )
