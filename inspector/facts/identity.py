"""What a page says of the site it belongs to: its footer, and the marks there."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from html import unescape
from typing import TYPE_CHECKING

from inspector.facts.marks import read_drawn, read_error_report, read_mark, read_record_code, read_site_map
from inspector.facts.scripts import UNKNOWN
from inspector.urls import canonical
from inspector.vocabulary import words

if TYPE_CHECKING:
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

    def as_dict(self) -> dict[str, str | None]:
        """The values by name."""
        return {name: getattr(self, name) for name in self.__slots__}

    def merged(self, other: Identity) -> Identity:
        """This identity, its gaps filled from another (of the same site's scripts or frames)."""
        return Identity(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(self)))


_PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳蜀滇黔陇秦"
# In the text that is searched "\n" stands for the bounds of blocks, two blanks for those of inline elements.
_SITE_CODE = re.compile(
    r"(?:标识[码号]|標識碼|识别码)[^0-9A-Za-z]{0,12}((?:bm|BM|Bm)\d{8}|\d{10})(?![0-9A-Za-z])"
)
_ICP = re.compile(
    rf"([{_PROVINCE}]?)\s{{0,3}}(?:ICP|icp|Icp|ＩＣＰ)\s{{0,3}}([备证備])(?:案)?(?:编?号|序号|字)?"
    r"[\s:：]{0,3}([A-Z]?[\d-]{1,3}-?\d{5,9})\s{0,2}([号號]?)\s{0,2}((?:[-－—–]\s{0,2}\d{1,3})?)"
)
_POLICE = re.compile(
    rf"([{_PROVINCE}])\s{{0,3}}公\s{{0,3}}[网網]?\s{{0,3}}安\s{{0,3}}(?:网\s{{0,3}})?[备備]\s{{0,3}}(?:案)?[\s:：第]{{0,4}}"
    r"(\d[\d\s]{9,16}\d)\s{0,2}([号號]?)"
)
_POLICE_DIGITS = re.compile(
    r"(?:公安(?:机关|部门|局)?(?:网站|联网|网络|互联网)?备案|公网安备|网警备案|网安备案?|公安?备)(?:编?号|信息)?[\s:：]{0,4}"
    r"(\d{11,14}(?:-\d{1,6})?)(?!\d)"
)
_SPONSOR = re.compile(
    r"主\s{0,8}[办辦]\s{0,8}(?:(?:[单單]\s{0,8}位|方|机关|者)\s{0,3})?(?:[（(/、&和]?\s{0,2}版权所有\s{0,2}[)）]?\s{0,3})?"
    r"[:：]\s{0,40}([^\n]{2,200})"
)
_SPONSOR_APART = re.compile(  # without a colon
    r"(?:^|\n|  )主\s?[办辦]\s?(?:单\s?位|机关|方)(?:  |\n)\s{0,2}([\u4e00-\u9fff][^\n]{2,80})"
)
_ADDRESSED = re.compile(
    r"(?:^|\n)([\u4e00-\u9fff]{2,24}(?:人民政府|委员会|办公室|办公厅|管理局|[厅局署院]|中心))\n\s{0,8}(?:联系|办公)?地\s{0,3}址[:：]"
)
_SPONSOR_BEFORE = re.compile(r"([^\n:：|｜]{2,80})主\s{0,3}[办辦](?!\s{0,3}(?:单\s{0,3}位|方|机关|[:：]))")
_OWNER = re.compile(
    r"(?:版权所有|版权归属|版权|Copyright|COPYRIGHT|copyright|©)[^\n\u4e00-\u9fff]{0,80}([\u4e00-\u9fff][^\n]{1,160})"
)
_OWNER_BEFORE = re.compile(
    r"([\u4e00-\u9fff()（）]{3,40}(?: [\u4e00-\u9fff]{2,20}(?:政府|委员会|[局厅办委]))?)[\s·©]{0,10}"
    r"(?:版权所有|保留所有权利)"
)
_BLANKS = r"[\s\u2002\u2003]{0,8}"
_PHONE_NUMBER = r"(?:[(（+]?\d{3,4}[)）]?\s?[-—–－―─]{0,2}\s?)?\d{3,8}(?:[-—–－]\d{1,8}){0,2}"
_PHONE = re.compile(
    rf"(?:联{_BLANKS}系{_BLANKS}电{_BLANKS}话|联系方式|联系我们|咨询电话|服务电话|办公电话|值班电话|总机电话|值班室|服务热线|热线电话"
    rf"|办公室电话|网站电话|单位电话|[电電]{_BLANKS}[话話]|总{_BLANKS}机|热线|Tel|TEL|tel)"
    r"(?:\s?[&＆/及和、]\s?传真)?(?:[（(][^\n()（）]{1,20}[)）])?\s{0,3}[:：]?\s{0,8}"
    rf"({_PHONE_NUMBER})"
)
_ADDRESS = re.compile(
    rf"(?:联系地址|办公地址|单位地址|通讯地址|地{_BLANKS}址)\s{{0,3}}(?:Add(?:ress)?\.?\s?|ADD\.?\s?)?[:：]\s{{0,20}}([^\n]{{4,80}})"
)
_ADDRESS_END = re.compile(
    rf"\s{{1,2}}[{_PROVINCE}](?=\s{{0,3}}(?:ICP|公))"
    r"|\s{2,}|\s(?=[邮郵电電联聯传傳技维網网建访主承版违E])|邮政编码|邮编|电话|電話|联系|传真|技术支持|网站|邮箱|主办|承办|版权|ICP|Tel|E-?mail|[|｜;；,，。]"
)
_BLOCK = re.compile(
    r"</?(?:p|div|br|t[dr]|table|li|ul|dl|d[td]|h[1-6]|footer|section|center|tbody)\b[^>]{0,2000}>", re.I
)
_TAG = re.compile(r"<[^>]{0,2000}>")
_SPACES = re.compile(r"[ \t\r\f\v\xa0\u3000\u2002\u2003]")
_SURE_CUES = ("标识码", "ICP备", "ICP 备", "公网安备", "公安备", "recordcode=")
_CUES = ("主办", "主 办", "版权所有", "Copyright", "©", "conac.cn", "主辦", "ICP证", "ICP備")
_CONTAINERS = ("foot", "Foot", "copy", "Copy", "bottom", "Bottom", "banquan", "yejiao")
# Where a foot shows none of the words above.
_FEET = ("<footer", 'id="foot', 'class="foot')
_WINDOW = 5000
_MOST_ROWS = 5
_NEAR = 2000
_TAIL = 12_000
_MOST_WRITTEN = 50_000


def read_identity(page: Page) -> Identity:
    """The identity stated by a page, its scripts' literals included; also reads a script file.

    Comments do not count. Head tags (SiteIDCode) do not count: they are no statement to the reader.
    """
    if page.media not in ("html", "script"):
        return Identity()
    foot = footer_markup(page.shown)
    stated = _stated(foot, page.written[-_MOST_WRITTEN:])
    if stated.icp and not (stated.contact and stated.sponsor):
        stated = stated.merged(_foot_above(page.shown, foot, stated))
    links = page.links if page.media == "html" else _written_links(page)
    drawn = "data-setting" in foot and page.media == "html"
    return Identity(
        site_code=stated.site_code,
        icp=stated.icp,
        police_record=stated.police_record or read_record_code(links),
        sponsor=stated.sponsor,
        contact=stated.contact,
        party_government_mark=read_mark(links) or (read_drawn(page, "marks") if drawn else None),
        error_report_entry=read_error_report(links, page)
        or (read_drawn(page, "error_reports") if drawn else None),
        site_map_link=read_site_map(links, page),
    )


def _written_links(page: Page) -> tuple[Link, ...]:
    from inspector.facts.links import links_of
    from inspector.facts.parsing import parse

    return links_of(parse(page.written), canonical(page.url))


@lru_cache(64)
def _stated(footer: str, written: str) -> Identity:
    """What the text of a footer says; the pages of a site share it."""
    text = plain(footer)
    if written and not serves_several(by_script := plain(written)):
        text = f"{text}\n{by_script}"
    return Identity(_site_code(text), _icp(text), _police_record(text), _sponsor(text), _contact(text))


def _foot_above(markup: str, foot: str, stated: Identity) -> Identity:
    """What the foot of a wide screen states, where the one of a small screen stands below it."""
    above = markup[: markup.rfind(foot[:200])]
    if not any(cue in above for cue in _SURE_CUES[:3]):
        return Identity()
    higher = footer_markup(above)
    if higher.count("<tr") > _MOST_ROWS:
        return Identity()  # The yearly report of the site, with its figures.
    first = _stated(higher, "")
    return first if first.icp == stated.icp and first.site_code == stated.site_code else Identity()


def serves_several(text: str) -> bool:
    """Whether a text names several sites: of what a script could write, only a browser tells what it does."""
    return len({found[1].lower() for found in _SITE_CODE.finditer(text)}) > 1 or (
        len({found[3] for found in _ICP.finditer(text) if found[2] != "证"}) > 1
    )


def footer_markup(markup: str) -> str:
    """The markup of the foot of a page."""
    tail = max(0, len(markup) - _TAIL)
    sure = [found for cue in _SURE_CUES if (found := markup.rfind(cue, tail)) >= 0]
    if tail and not sure:
        tail = 0
        sure = [found for cue in _SURE_CUES if (found := markup.rfind(cue)) >= 0]
    cues = [found for cue in _CUES if (found := markup.rfind(cue, tail)) >= 0]
    if not sure and not cues:
        foot = max(markup.rfind(name, tail) for name in _FEET)
        return markup[foot:] if foot >= 0 else ""
    last = max(sure or cues)
    begin = min(cue for cue in (sure or cues) if cue >= last - _WINDOW)
    begin = min((cue for cue in cues if begin - _NEAR <= cue < begin), default=begin)
    container = max(markup.rfind(name, max(0, begin - 4000), begin) for name in _CONTAINERS)
    if container < 0 and not sure and markup[last] == "主" and "。" in visible_markup(markup[last:]):
        return ""  # Who held an event, in the text of an article.
    start = markup.rfind("<", 0, container) if container >= 0 else _block_around(markup, begin)
    return markup[max(start, 0) : max(last, *cues, 0) + 4000]


_HOLDER = re.compile(r"<(/?)(?:div|table|footer|center|section|ul|td)\b", re.I)
_HOLDER_REACH = 1500
_OUTER_REACH = 600


def _block_around(markup: str, position: int) -> int:
    """Where the block that holds a position begins, or the block around that where it is near."""
    begun: list[int] = []
    for tag in _HOLDER.finditer(markup, max(0, position - _HOLDER_REACH), position):
        if not tag[1]:
            begun.append(tag.start())
        elif begun:
            begun.pop()
    if len(begun) > 1 and position - begun[-2] <= _OUTER_REACH:
        return begun[-2]
    return begun[-1] if begun else markup.rfind("<", 0, max(0, position - 300))


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


def plain(markup: str) -> str:
    """The text of some markup: "\\n" between blocks, two blanks between inline elements."""
    text = _TAG.sub("  ", _BLOCK.sub("\n", visible_markup(markup).replace("\n", " ")))
    text = _SPACES.sub(" ", unescape(text)).replace(UNKNOWN, "  ")
    text = _RUNS.sub("  ", text)
    return "\n".join(line for raw in text.split("\n") if (line := raw.strip()))


_RUNS = re.compile(r" {2,}")


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return found[-1] if found else None


def _site_code(text: str) -> str | None:
    if "识" not in text and "標" not in text:
        return None
    found = _last(_SITE_CODE, text)
    return found[1].lower() if found else None


def _icp(text: str) -> str | None:
    found = _ICP.search(text)
    if not found:
        return None
    suffix = re.sub(r"\s", "", found[5])
    return f"{found[1]}ICP{found[2]}{found[3]}{found[4]}{suffix}"


def _police_record(text: str) -> str | None:
    if "公" in text and (found := _last(_POLICE, text)):
        return f"{found[1]}公网安备{re.sub(r'[^0-9]', '', found[2])}{found[3]}"
    found = _last(_POLICE_DIGITS, text)
    return found[1] if found else None


@cache
def _ends() -> re.Pattern[str]:
    return re.compile("|".join(words("identity")["after_sponsor"]) + r"|[|｜,，;；。:：]|\s{2,}|\d{4,}")


_BODY = re.compile(
    r"[\u4e00-\u9fff（）()]{2,24}"
    r"(?:人民政府|政府|委员会|[市县区旗州省乡镇健康改革资]委|办公室|办公厅|管理局|[厅局署院]|中心|指挥部)"
)
_GOES_ON = re.compile(
    r"[\u4e00-\u9fff]{2,24}(?:人民政府|委员会|办公室|办公厅|管理局|[市县区旗州省健康改革资]委|[厅局])"
)
_TAKES_ON = frozenset(("承办", "协办", "制作", "维护", "建设", "负责", "设计", "运行", "运维", "主管"))
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")
_MARGIN = " 　-—_·.、/()（）[]【】©:：\n"
_OPEN = re.compile(r"[(（][^()（）]{1,40}$")


def _name(text: str) -> str | None:
    """The name a footer value begins with: up to the next role, separator or foreign word."""
    text = text.lstrip()
    end = _ends().search(text)
    tokens = (text[: end.start()] if end else text).split()
    kept: list[str] = []
    for index, token in enumerate(tokens):
        # A further word belongs to the name if it is a body itself, and not one with a role of its own.
        if index and not _GOES_ON.fullmatch(token):
            break
        if index == len(tokens) - 1 and index and end and text[end.start() : end.start() + 2] in _TAKES_ON:
            break
        kept.append(token)
    whole = " ".join(kept)
    name = whole.strip(_MARGIN)
    if _OPEN.search(name):
        name += whole[whole.find(name) + len(name) :][:1].strip(_MARGIN.replace("）", "").replace(")", ""))
    name = name.removesuffix("主办")
    return name if _CHINESE.search(name) else None


def _sponsor(text: str) -> str | None:
    if "主" in text:
        for found in reversed(list(_SPONSOR.finditer(text))):
            if name := _name(found[1]):
                return name
        if (apart := _last(_SPONSOR_APART, text)) and (body := _BODY.match(apart[1])):
            return body[0]
        for found in reversed(list(_SPONSOR_BEFORE.finditer(text))):
            if name := _body_at_end(found[1]):
                return name
    for found in reversed(list(_OWNER.finditer(text))):
        name = _name(found[1])
        if (
            name
            and not _NO_OWNER.search(name)
            and not _RUNS_IT.match(found[1], found[1].find(name) + len(name))
        ):
            return name
    if found_before := _last(_OWNER_BEFORE, text):
        return found_before[1]
    if "址" in text and (addressed := _last(_ADDRESSED, text)):
        return addressed[1]
    return None


def _body_at_end(text: str) -> str | None:
    """The body, or bodies side by side, whose name a text ends with ("… 某县委 某县人民政府")."""
    tokens = [_OWNER_WORDS.sub("", token) for token in text.split()]
    kept: list[str] = []
    for token in reversed(tokens):
        if not all(_BODY.fullmatch(part) for part in token.strip(_MARGIN).split("、")):
            break
        kept.insert(0, token.strip(_MARGIN))
    return " ".join(kept) or None


_RUNS_IT = re.compile(r"\s{0,3}(?:承办|维护|技术|制作|负责|建设|设计|协办|运维)(?!(?:单位|支持)?\s?[:：])")
_NO_OWNER = re.compile(r"^(?:不得|未经|转载|如|请|必究|侵权|所有|信息|归|保护|声明|说明)")
_OWNER_WORDS = re.compile(r"^.*(?:版权所有|[:：©]|本网站由|本站由|由)")


@cache
def _roles() -> re.Pattern[str]:
    vocabulary = words("identity")
    others = "|".join(vocabulary["other_roles"])
    owners = "|".join(vocabulary["owner_roles"])
    return re.compile(f"(?P<other>{others})|(?P<owner>{owners})")


def _contact(text: str) -> str | None:
    """The owner's telephone, else the owner's address, else the short number of its service."""
    if any(cue in text for cue in ("电", "電", "联系", "热线", "总", "el:", "el：", "EL")):
        after = 0
        for found in _PHONE.finditer(text):
            number = found[1].strip()
            if sum(map(str.isdigit, number)) >= 7 and not _is_other(text, after, found.start(1)):
                return number
            after = found.end()
    if "址" in text:
        for found in _ADDRESS.finditer(text):
            address = _ADDRESS_END.split(found[1].strip(), maxsplit=1)[0].strip()
            if (
                len(address) >= 4
                and not _NO_ADDRESS.search(address)
                and not _is_other(text, 0, found.start(), _COMPLAINTS)
            ):
                return address
    service = _SERVICE_NUMBER.search(text)
    return service[1] if service else None


# The number of a kind of service that has one for the whole country (12329, 12333, 12366 …), but not 12345,
# which is for every body.
_SERVICE_NUMBER = re.compile(r"(?:客服|服务|咨询)(?:热线|电话)\s{0,3}[:：]\s{0,3}(12(?!345)[1-9]\d\d)(?!\d)")
_NO_ADDRESS = re.compile(r"://|www\.|\.gov|@")


# Of these the number is for something else, but an address after it is the owner's.
_COMPLAINTS = frozenset(("举报", "监督", "投诉", "报警", "网警", "值班编辑", "邮编"))


def _is_other(text: str, after: int, end: int, owners: frozenset[str] = frozenset()) -> bool:
    """Whether the role named last before `end` on its line is a supporter's, not the owner's."""
    begin = max(text.rfind("\n", 0, end), end - 100, after)
    role = _last(_roles(), text[begin:end])
    return role is not None and role["other"] is not None and role["other"] not in owners
