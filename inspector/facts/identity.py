"""What a page says of the site it belongs to: its footer, and the marks there."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from inspector.facts.scripts import UNKNOWN
from inspector.urls import canonical, host, join
from inspector.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inspector.facts.links import Link
    from inspector.page import Page


@dataclass(frozen=True, slots=True)
class Identity:
    """The stated identity of a site; each value as read, or None where the page has none.

    Marks and links are the URL that proves them.
    """

    site_code: str | None = None
    icp: str | None = None
    police_record: str | None = None
    sponsor: str | None = None
    contact: str | None = None
    party_government_mark: str | None = None
    error_report_entry: str | None = None
    site_map_link: str | None = None

    def merged(self, other: Identity) -> Identity:
        """This identity, its gaps filled from another (of the same site's scripts or frames)."""
        return Identity(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(self)))


_PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳蜀滇黔陇秦"
_DIGIT_TAIL = re.compile(r"\d{1,14}\b")
_SITE_CODE = re.compile(
    r"(?:标识码|標識碼|识别码)[^0-9A-Za-z]{0,12}((?:bm|BM|Bm)\d{8}|\d{10})(?![0-9A-Za-z])"
)
_ICP = re.compile(
    rf"([{_PROVINCE}]?)\s{{0,3}}(?:ICP|icp|Icp|ＩＣＰ)\s{{0,3}}([备证備])(?:案)?(?:编?号|序号)?"
    r"[\s:：]{0,3}([A-Z]?[\d-]{1,3}-?\d{5,9})\s{0,2}(号?)\s{0,2}((?:[-－—–]\s{0,2}\d{1,3})?)"
)
_POLICE = re.compile(
    rf"([{_PROVINCE}])\s{{0,3}}公\s{{0,3}}网\s{{0,3}}安\s{{0,3}}备\s{{0,3}}(?:案)?[\s:：第]{{0,4}}(\d[\d\s]{{9,16}}\d)\s{{0,2}}(号?)"
)
_POLICE_DIGITS = re.compile(
    r"(?:公安(?:机关|部门|局)?(?:网站|联网|网络)?备案|网警备案|网安备案?)(?:编?号|信息)?[\s:：]{0,4}(\d{11,14})(?!\d)"
)
_RECORD_CODE = re.compile(r"(?:record[cC]ode|[?&]code)=(\d{11,14})(?!\d)")
_SPONSOR = re.compile(
    r"主\s{0,8}[办辦]\s{0,8}(?:(?:单\s{0,8}位|方|机关|者)\s{0,3})?(?:[（(]\s{0,2}版权所有\s{0,2}[)）]\s{0,3})?[:：]\s{0,40}([^\n]{2,200})"
)
_SPONSOR_BEFORE = re.compile(
    r"(?:^|[\s\n:：|])([\u4e00-\u9fff()（）、·\"“” ]{2,60}?)\s{0,3}主\s{0,3}[办辦](?!单位|方|[:：])"
)
_OWNER = re.compile(
    r"(?:版权所有|版权归属|版权|Copyright|copyright|©)[^\n\u4e00-\u9fff]{0,60}\s{0,20}([\u4e00-\u9fff][^\n]{1,160})"
)
_OWNER_BEFORE = re.compile(r"([\u4e00-\u9fff()（）]{3,40})[\s·]{0,10}(?:版权所有|保留所有权利)")
_PHONE_NUMBER = r"(?:[(（+]?\d{3,4}[)）]?\s?[-—–－―]{0,2}\s?)?\d{3,8}(?:[-—–－]\d{1,8}){0,2}"
_PHONE = re.compile(
    r"(?:联\s{0,2}系\s{0,2}电\s{0,2}话|联系方式|咨询电话|服务电话|办公电话|值班电话|总机电话|值班室|服务热线|热线电话|办公室电话"
    r"|网站电话|电\s{0,8}话|总\s{0,2}机|热线|[Tt][Ee][Ll]|TEL)(?:\s?[&＆/及和]\s?传真)?(?:[（(][^\n()（）]{1,20}[)）])?\s{0,3}[:：]?\s{0,8}"
    rf"({_PHONE_NUMBER})"
)
_ADDRESS = re.compile(r"(?:联系地址|办公地址|单位地址|通讯地址|地\s{0,8}址)\s{0,3}[:：]\s{0,20}([^\n]{4,80})")
_ADDRESS_END = re.compile(
    r"\s{2,}|\s(?=邮|电|联|传|技|维|网|E-?mail|Tel)|(?:邮政编码|邮编|电话|联系|传真|技术支持|网站|邮箱)|[|｜;；]"
)
_TAG = re.compile(r"<[^>]{0,2000}>")
_SPACES = re.compile(r"[ \t\r\f\v\xa0\u3000]+")
_FOOT = re.compile(
    r"<(?:footer\b|(?:div|table|td|section|ul|dl|p|center)\b[^>]{0,300}?(?:class|id)\s?=\s?[\"']?[\w\s-]{0,60}?"
    r"(?:foot|copyright|copy_?right|banquan|bottom|dibu|bqxx|Foot|Copyright|Bottom))"
)
_CUES = (
    "标识码",
    "ICP备",
    "ICP 备",
    "公网安备",
    "主办",
    "版权所有",
    "recordcode",
    "conac",
    "jiucuo",
    "Copyright",
    "©",
)
_WINDOW = 12_000


def read_identity(page: Page) -> Identity:
    """The identity stated by a page, its scripts' literals included; also reads a script file.

    Comments do not count. Head tags (SiteIDCode) do not count: they are no statement to the reader.
    """
    if page.media == "html":
        markup = page.markup
    elif page.media == "script":
        markup = ""
    else:
        return Identity()
    written = page.written
    text = _footer_text(markup)
    if written:
        text = f"{text}\n{_plain(written)}"
    links = page.links if markup else _written_links(page)
    return Identity(
        site_code=_site_code(text),
        icp=_icp(text),
        police_record=_police_record(text, links),
        sponsor=_sponsor(text),
        contact=_contact(text),
        party_government_mark=_mark(links),
        error_report_entry=_error_report(links, page),
        site_map_link=_site_map(links),
    )


def _written_links(page: Page) -> tuple[Link, ...]:
    from selectolax.lexbor import LexborHTMLParser

    from inspector.facts.links import links_of

    return links_of(LexborHTMLParser(page.written), canonical(page.url))


def _footer_text(markup: str) -> str:
    """The visible text of the lower end of a page, one line for each run between tags."""
    size = len(markup)
    cues = [found for cue in _CUES if (found := markup.rfind(cue)) >= 0]
    if not cues:
        return ""
    last = max(cues)
    start = min(cue for cue in cues if cue >= last - _WINDOW)
    start = max(0, start - 1500)
    opening = None
    for opening in _FOOT.finditer(markup, max(0, start - _WINDOW), last):
        break
    if opening:
        start = min(start, opening.start()) if opening.start() > start - 6000 else start
    # Never begin inside a comment or a script.
    for opener, closer in (("<!--", "-->"), ("<script", "</script"), ("<style", "</style")):
        begun = markup.rfind(opener, 0, start)
        if begun >= 0:
            ended = markup.find(closer, begun)
            if ended < 0:
                return ""
            start = max(start, ended)
    start = max(markup.find(">", start, start + 2000) + 1, start) if opening is None else start
    return _plain(markup[start : min(size, last + 6000)])


_HIDDEN = re.compile(r"<(?:!--|script\b|style\b|SCRIPT\b|STYLE\b)")
_CLOSERS = {
    "<!--": "-->",
    "<script": "</script",
    "<style": "</style",
    "<SCRIPT": "</SCRIPT",
    "<STYLE": "</STYLE",
}


def visible_markup(markup: str) -> str:
    """Markup without comments, scripts and styles; linear."""
    parts: list[str] = []
    position = 0
    while found := _HIDDEN.search(markup, position):
        parts.append(markup[position : found.start()])
        closer = _CLOSERS[found[0]]
        end = markup.find(closer, found.end() if closer != "-->" else found.start() + 2)
        if end < 0:
            return "".join(parts)
        position = end + len(closer)
    parts.append(markup[position:])
    return "".join(parts)


def _plain(markup: str) -> str:
    text = unescape(_TAG.sub("\n", visible_markup(markup))).replace(UNKNOWN, "\n")
    return _LINES.sub("\n", _SPACES.sub(" ", text))


_LINES = re.compile(r"\s*\n\s*")


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):
        pass
    return found


def _site_code(text: str) -> str | None:
    if "识" not in text and "標" not in text:
        return None
    found = _last(_SITE_CODE, text)
    return found[1].lower() if found else None


def _icp(text: str) -> str | None:
    found = None
    for found in _ICP.finditer(text):
        break
    if not found:
        return None
    suffix = re.sub(r"\s", "", found[5])
    return f"{found[1]}ICP{found[2]}{found[3]}{found[4]}{suffix}"


def _police_record(text: str, links: Iterable[Link]) -> str | None:
    if "公" in text and (found := _last(_POLICE, text)):
        return f"{found[1]}公网安备{re.sub(r'[^0-9]', '', found[2])}{found[3]}"
    if found := _last(_POLICE_DIGITS, text):
        return found[1]
    for link in links:
        if "beian" in link.url and (code := _RECORD_CODE.search(link.url)):
            return code[1]
    return None


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(
        "|".join(map(re.escape, words("identity")["after_sponsor"])) + r"|[|｜,，;；。:：]|\s{2,}|\d{4,}"
    )


_GOES_ON = re.compile(r"[\u4e00-\u9fff]{2,24}(?:人民政府|委员会|办公室|委办|管理局|厅|局)")


def _name(text: str) -> str | None:
    """The name a footer value begins with: up to the next role, separator or foreign word."""
    end = _ends().search(text)
    tokens = (text[: end.start()] if end else text).split()
    # A word cut off at a role of its own ("某中心 承办" has none, "某公司 制作" does) is not the sponsor's.
    kept: list[str] = []
    for index, token in enumerate(tokens):
        if index and not _GOES_ON.fullmatch(token):
            break
        if (
            index
            and end
            and index == len(tokens) - 1
            and text[end.start() : end.start() + 2] in ("承办", "协办", "制作", "维护", "建设", "负责")
        ):
            break
        kept.append(token)
    name = " ".join(kept).strip(" 　-—_·.、/()（）[]【】©")
    return name if len(name) >= 2 and re.search(r"[\u4e00-\u9fff]{2}", name) else None


def _sponsor(text: str) -> str | None:
    if "主" in text:
        for found in reversed(list(_SPONSOR.finditer(text))):
            if name := _name(found[1]):
                return name
        if "主办" in text or "主辦" in text:
            for found in reversed(list(_SPONSOR_BEFORE.finditer(text))):
                name = _OWNER_WORDS.sub("", found[1]).strip(" :：|")
                if _BODY.search(name):
                    return name
    for found in reversed(list(_OWNER.finditer(text))):
        if name := _name(found[1]):
            return name
    if found_before := _last(_OWNER_BEFORE, text):
        return found_before[1]
    return None


_OWNER_WORDS = re.compile(r"^.*(?:版权所有|本网站由|本站由|由)")
_BODY = re.compile(
    r"(?:政府|委员会|委|局|厅|办|办公室|中心|院|署|处|站|所|部|会|法院|检察院|大学|学校|公司)$"
)


@cache
def _roles() -> re.Pattern[str]:
    vocabulary = words("identity")
    others = "|".join(map(re.escape, vocabulary["other_roles"]))
    owners = "|".join(map(re.escape, vocabulary["owner_roles"]))
    return re.compile(f"(?P<other>{others})|(?P<owner>{owners})")


def _contact(text: str) -> str | None:
    """The owner's telephone, else the owner's address."""
    if "电" in text or "联" in text or "热线" in text or "总机" in text or "el" in text or "EL" in text:
        for found in _PHONE.finditer(text):
            number = found[1].strip()
            digits = sum(map(str.isdigit, number))
            if digits < 5 and "热线" not in found[0]:
                continue
            if not _is_other(text, found.start(), found.start(1)):
                return number
    if "址" in text:
        for found in _ADDRESS.finditer(text):
            address = _ADDRESS_END.split(found[1].strip(), maxsplit=1)[0].strip()
            if (
                len(address) >= 4
                and "://" not in address
                and "www." not in address
                and not _is_other(text, found.start(), found.start())
            ):
                return address
    return None


def _is_other(text: str, start: int, end: int) -> bool:
    """Whether the role named last before a telephone is a supporter, not the owner."""
    role = _last(_roles(), text[max(0, start - 80) : end])
    return role is not None and role["other"] is not None


def _mark(links: Iterable[Link]) -> str | None:
    vocabulary = words("identity")
    page_host, script_host = vocabulary["mark_hosts"]
    script = image = None
    for link in links:
        url = link.url
        if "conac" in url:
            if page_host in url:
                return url
            if script_host in url and link.kind == "script":
                script = script or url
            elif link.kind == "image":
                image = image or url
        elif (
            link.kind == "image"
            and image is None
            and url.rpartition("/")[2].lower() in vocabulary["mark_images"]
        ):
            image = url
    return script or image


def _error_report(links: Iterable[Link], page: Page) -> str | None:
    vocabulary = words("identity")
    hosts = vocabulary["error_report_hosts"]
    image = None
    for link in links:
        url = link.url
        if "jiucuo" in url:
            if link.kind == "script" or host(url) in hosts:
                return url
            if link.kind == "image" and "jiucuo" in url.rpartition("/")[2].lower():
                image = image or url
        elif any(name in url for name in hosts) and host(url) in hosts:
            return url
        elif (
            link.text
            and "错" in link.text
            and any(word in link.text for word in vocabulary["error_report_texts"])
        ):
            image = image or url
    if image is None and page.media == "html" and "_jiucuo_" in page.markup:
        node = page.tree.css_first("script#_jiucuo_[src]")
        if node and (source := node.attributes.get("src")):
            return join(page.url, source) or source
    return image


def _site_map(links: Iterable[Link]) -> str | None:
    names = words("identity")["site_map_texts"]
    for link in links:
        if "地" in link.text and any(name in link.text for name in names) and len(link.text) < 20:
            return link.url
    return None
