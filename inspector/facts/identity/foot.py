"""What may be an item of a front page's foot though nothing proves it: a label without address, an image …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from inspector.facts.fields.field import Field
from inspector.facts.identity.foot_text import footer_markup, plain
from inspector.facts.identity.reader import serves_several
from inspector.facts.parsing import parse
from inspector.facts.scripts.filling import is_empty
from inspector.urls import join
from inspector.vocabulary import words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from inspector.page import Page

_TEXTS = frozenset(("site_code", "icp", "police_record", "sponsor", "contact"))
_MARKS = frozenset(("party_government_mark", "error_report_entry"))
_TAIL = 6000  # characters
_WHOLE = 20_000  # characters
_KEPT = 60
_MOST = 200  # elements, and names in a script

# What looks like the value of an item, whatever stands before it.
_VALUES = {
    "site_code": re.compile(
        r"(?:标识|识别)[码号][^\n]{0,20}?\w{6,}|(?<![\w.@-])(?:bm\d{8}|\d{10})(?![\w.@-])", re.I
    ),
    "icp": re.compile(r"(?:ICP|(?<!安)备)[^\n\d]{0,12}(?!\d{11})\d[\d ]{4,}", re.I),
    "police_record": re.compile(r"(?:公安|网安|网警|公网备)[^\n]{0,16}?[\d ]{8,}"),
}
_BODY = re.compile(
    r"(?:([\u4e00-\u9fff]{2})\s{0,3}[:：]\s{0,3})?"
    r"[\u4e00-\u9fff]{2,24}(?:人民政府|政府办公室|委员会|管理局"
    r"|[省市县区旗州盟镇乡](?!\w{0,16}举报)[\u4e00-\u9fff]{1,12}(?:[局委办厅院馆校所站]|中心|总队|支队))"
)
_OF_THE_OWNER = (None, "主办", "单位", "所有")
_NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{0,10}(?:联\s{0,4}系|电\s{0,4}话|热\s{0,4}线|咨询|总\s{0,4}机|传\s{0,4}真|手\s{0,4}机|值班|Tel)"
    r"[^\n\d]{0,8}\d[\d\s()（）—–－-]{4,}|[\w.-]{1,40}@[\w.-]{3,60}",
    re.I,
)
_REACH = re.compile("联系(?:我们|方式|本站|站长)")
_MAP = re.compile("(?:网站|站点|站内|本站)(?:地图|地圖|导图|导航)")
_MAP_ADDRESS = re.compile(r"/(?:wzdt|zddt|wzdh|wangzhanditu|site_?map)\b(?!\.xml)", re.I)
_REPORT = re.compile("网站找错|我要找错|网站有错")
_SIGNS = {
    "party_government_mark": re.compile("conac|dzjg|党政机关|政府机关标|事业单位标|网站标识(?![码号])", re.I),
    "error_report_entry": re.compile("jiu_?cuo|zhaocuo|wzzc|网站找错", re.I),
}
_FOOT_ELEMENT = re.compile(
    r"""<(?:div|footer|table)\b[^<>]{0,80}?\b(?:class|id)=["']?(?:footer|foot)\b""", re.I
)
_HERE = re.compile(r"\s*(?:javascript:|#|$)", re.I)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What an image or an empty link of the foot is when it is neither mark nor entry, by the words of its name.
_EXPLAINED = frozenset(
    "ga gwab wa jh gh icp qr ewm erm code wx weixin wechat wb weibo logo top totop gotop arrow prev next"
    " line bg dot space blank ipv ip wza wzazl slh lao phone tel mail douyin kefu banner share print btn"
    " left right up down home app sj mobile more play close search".split()
)
_EXPLAINED_PARTS = re.compile(
    "gong_?an|jing_?hui|bei_?an|police|er_?wei|qr_?code|wei_?xin|wechat|wei_?bo|guohui|barrier|12345|12377"
    "|12388|go_?top|back_?top"
)
_WRITES_VALUE = re.compile(r"document\.write(?:ln)?\(\s{0,9}(?![\s\"'`)])")
_FOOT_NAME = re.compile(
    r"(?:page|site|common|com|main|my|new|g)?[-_]?(?:foot|footer|bottom|copyright|copy)"
    r"[-_]?(?:box|wrap|wrapper|con|content|main|inner|info|container|area|page|html|div|nr)?",
    re.I,
)
# The whole foot may be one picture.
_FOOT_IMAGE = re.compile(r"foot|bottom|copyright|banquan|yejiao|dibu|^(?:bq|db|wb|yj)\W", re.I)
_LAST_IMAGES, _WIDE = 4, 600  # pixels
_SOURCE = re.compile(r'<(?:script|iframe)\b[^>]{0,500}?\bsrc="([^"]{1,500})"')
_KNOWN_SCRIPTS = re.compile(
    r"conac|jiucuo|cnzz|baidu|51\.la|51yes|google|wza|barrier|tongji|tj\b|jquery|beacon|analy|stat|hm\.js|aria"
    r"|trs_?wa|_sitegray",
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
    found = dict(_texts(text, missing))
    for item, label, address in (("contact", _REACH, None), ("site_map_link", _MAP, _MAP_ADDRESS)):
        if item in missing and item not in found and (entry := _entry(page, label, address)):
            found[item] = entry
    if marks := missing & _MARKS:
        found |= _marks(page, foot, text, marks)
    if writer := _writer(page, foot, unread=missing >= _TEXTS):
        found["foot_script"] = _present(writer)
    return found


def _present(seen: str) -> Field:
    return Field("", seen, "present")


def _texts(text: str, missing: set[str]) -> Iterator[tuple[str, Field]]:
    for name in missing.intersection(_VALUES):
        if value := _VALUES[name].search(text):
            yield name, _present(value[0][:_KEPT])
    if "sponsor" in missing:
        # A body of whom no label says that it does something else than run the site.
        if body := next((b for b in _BODY.finditer(text) if b[1] in _OF_THE_OWNER), None):
            yield "sponsor", _present(body[0][:_KEPT])
    if "contact" in missing:
        supporters = re.compile("|".join(words("identity")["other_roles"]))
        for number in _NUMBER.finditer(text):
            line = text.rfind("\n", 0, number.start())
            if not supporters.search(text, max(line, number.start() - 12), number.end()):
                yield "contact", _present(number[0].strip()[:_KEPT])
                break


def _entry(page: Page, label: re.Pattern[str], address: re.Pattern[str] | None) -> Field | None:
    """A link by its text or address, else its text where that leads nowhere."""
    for link in page.links:
        named = len(link.text) < 20 and label.search(link.text)
        if link.kind == "page" and (named or (address and address.search(link.url))):
            return Field(link.text, link.url, "present")
    lines = (label.search(line) for line in page.lines if len(line) <= _MOST)
    said = next(filter(None, lines), None)
    return Field(said[0], "", "blank") if said else None


def _marks(page: Page, foot: str, text: str, missing: set[str]) -> dict[str, Field]:
    """The sign of a mark that no address goes with, else an image of the foot that may be it."""
    found: dict[str, Field] = {}
    if "error_report_entry" in missing and (said := _REPORT.search(text)):
        found["error_report_entry"] = Field(said[0], "", "blank")
    for name in missing - found.keys():
        if sign := _SIGNS[name].search(foot) or _in_code(page, _SIGNS[name]):
            found[name] = _present(sign[0])
    if unsaid := missing - found.keys():
        signs = [_SIGNS[name] for name in _MARKS - unsaid]
        images = (
            one
            for one in _unexplained(page, _whole(page, foot))
            if not any(sign.search(one) for sign in signs)
        )
        if image := next(images, None):
            found |= dict.fromkeys(unsaid, _present(image))
    return found


def _whole(page: Page, foot: str) -> str:
    """The foot with what stands beside its text in the element that is called so."""
    starts = [its.start() for its in _FOOT_ELEMENT.finditer(page.shown)]
    whole = page.shown[starts[-1] : starts[-1] + _WHOLE] if starts else ""
    return max(whole, foot, key=len)


def _in_code(page: Page, sign: re.Pattern[str]) -> re.Match[str] | None:
    """A sign in the page's scripts, comments aside."""
    for script in page.code:
        if found := sign.search(script):
            line = script[script.rfind("\n", 0, found.start()) + 1 : found.start()]
            inside = script.rfind("/*", 0, found.start()) > script.rfind("*/", 0, found.start())
            if not inside and "//" not in line.replace("://", ""):
                return found
    return None


def _unexplained(page: Page, foot: str) -> Iterator[str]:
    """Images of the foot, and links drawn by a style sheet, of which nothing says what they are."""
    identity = page.identity
    known = (identity.party_government_mark, identity.error_report_entry)
    for node in parse(foot).css("a,img")[:_MOST]:
        attributes = node.attributes
        href = attributes.get("href") or ""
        if not (_HERE.match(href) or _leads_inside(page, href)) or not _stands_alone(node):
            continue
        image = node if node.tag == "img" else node.css_first("img")
        shown = image.attributes if image else attributes
        said = [a.get(k) or "" for a in (attributes, shown) for k in ("alt", "title")]
        if _CHINESE.search(" ".join(said) + (node.text() or "")):
            continue
        source = join(page.url, shown.get("src") or "") if image else None
        style = attributes.get("class") or ""
        name = (shown.get("src") or "").rpartition("/")[2] if image else style
        if (
            name
            and (source is None or source not in known)
            and not (_is_explained(name) or _is_explained(style))
        ):
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


def _writer(page: Page, foot: str, *, unread: bool) -> str:
    """What may yet write the foot; `unread` says that nothing of its text was read."""
    body = page.tree.body
    if body is None:
        return ""
    if page.written and serves_several(plain(page.written[-_TAIL:])):
        return "script"
    filled = next((f"#{name}" for name in page.filled if f'"{name}"' in foot), "")
    if filled or not unread:
        return filled or _source(page, body, foot)
    computed = any(map(_WRITES_VALUE.search, page.code))
    return _place_of_foot(page, body) or ("document.write" if computed else _source(page, body, foot))


def _place_of_foot(page: Page, body: LexborNode) -> str:
    """An empty element where the foot belongs, or the picture that may be it."""
    if page.holds("<script", "<SCRIPT"):
        for node in body.css("footer,div,table,section")[-_MOST:]:
            names = (node.attributes.get("id"), *(node.attributes.get("class") or "").split()[:5])
            if name := next((n for n in names if n and _FOOT_NAME.fullmatch(n)), None):
                if is_empty(node):
                    return name
    for node in body.css("img,object,embed")[-_LAST_IMAGES:]:
        attributes = node.attributes
        width = (attributes.get("width") or "").removesuffix("px")
        name = (attributes.get("src") or attributes.get("data") or "").rpartition("/")[2]
        wide = width.isdecimal() and len(width) < 5 and int(width) >= _WIDE
        if name and (wide or "usemap" in attributes or _FOOT_IMAGE.search(name)):
            return name
    return ""


def _source(page: Page, body: LexborNode, foot: str) -> str:
    """A script or frame of another host in the foot, that is none of marks or statistics."""
    html = body.html or ""
    begin = html.rfind(foot[:80]) if foot else -1
    for source in _SOURCE.findall(html[begin:] if begin > 0 else ""):
        url = join(page.url, source)
        if url and not _KNOWN_SCRIPTS.search(source) and not _leads_inside(page, source):
            return url
    return ""
