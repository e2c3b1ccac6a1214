"""Who runs a site and how to reach them, as the text of its foot says.

In that text "\\n" stands for the bounds of blocks, two blanks for those of inline elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from inspector.facts.identity.foot_text import PROVINCES, last_match, with_colons
from inspector.vocabulary import words

_SPONSOR = re.compile(
    r"主\s{0,8}[办辦]\s{0,8}(?:(?:[单單]\s{0,8}位|方|机关|者)\s{0,3})?(?:[（(/、&和]?\s{0,2}版权所有\s{0,2}[)）]?\s{0,3})?"
    r"[:：]\s{0,40}([^\n]{2,200})"
)
_ADDRESSED = re.compile(
    r"(?:^|\n|\s{2})([\u4e00-\u9fff]{2,24}(?:人民政府|委员会|办公室|办公厅|管理局|[厅局署院]|中心))(?:\n|\s{2})\s{0,8}"
    r"(?:联系|办公)?地\s{0,3}址[:：]"
)
_SPONSOR_BEFORE = re.compile(r"([^\n:：|｜]{2,80})主\s{0,3}[办辦](?!\s{0,3}(?:单\s{0,3}位|方|机关|[:：的]))")
_OWNER = re.compile(
    r"(?:版权所有|版权归属|版权|Copyright|COPYRIGHT|copyright|©)[^\n\u4e00-\u9fff]{0,80}((?!版权)[\u4e00-\u9fff][^\n]{1,160})"
)
_IN_ENGLISH = re.compile(
    r"\b(?:(?:Sponsored|Hosted) by(?: the\b)?|Sponsors?(?=\s{0,3}[:：]))"
    r"\s{0,3}[:：]?\s{0,9}([A-Z][^\n:：|｜\u4e00-\u9fff]{3,120}?)"
    r"(?=\s{2}|\s?[|｜\u4e00-\u9fff]|\s[A-Z][a-z-]{1,12}(?: [a-z]{1,8})?\s?[:：]|$)",
    re.M,
)
_OWNER_IN_ENGLISH = re.compile(
    r"(?:[Cc]opyright|COPYRIGHT|©)[©\d\s–-]{0,20}(?:by )?((?:The |the )?[A-Z][A-Za-z’',&. -]{3,100}?)\.?"
    r"(?=\s{0,3}(?:All |ALL |[|｜\d\u4e00-\u9fff]|$)|\s{2})",
    re.M,
)
_BODY_IN_ENGLISH = re.compile(
    r"Government|Administration|Ministry|Bureau|Department|Commission|Committee|Authority|Court\b|Office\b|Customs"
)
_ADDRESS_IN_ENGLISH = re.compile(
    r"(?:\b(?:Add(?:ress)?|ADD(?:RESS)?)\.?\s?[:：]\s{0,9}|^(?=No\.?\s?[A-Z]?\d[^\n]{4,60}(?:Street|Road|Avenue)\b))([A-Z0-9][^\n:：|｜\u4e00-\u9fff]{8,100}?)"
    r"(?=\s{2}|[|｜;；]|\s(?:Tel|TEL|Post|Zip|ZIP|Fax|E-?mail)|$)",
    re.M,
)
_OWNER_BEFORE = re.compile(
    r"((?:[\u4e00-\u9fff()（）]|(?<=[\u4e00-\u9fff])12345(?=[\u4e00-\u9fff])){3,40}"
    r"(?: [\u4e00-\u9fff]{2,20}(?:政府|委员会|[局厅办委]))?)[\s·©]{0,10}(?:版权所有|保留所有权利)"
)
_PARTED = re.compile(r"(版权所有)\s{0,9}[|｜◎·•]")  # from what comes next, and so said of the name before it
_OWNER_DATED = re.compile(r"([^\n:：|｜]{4,80}?)\s{0,4}[|｜]?\s{0,4}(?:©|[Cc]opyright)\s{0,3}(?:19|20)\d\d")
_IN_CHARGE = re.compile(r"主\s{0,8}管(?:\s{0,8}(?:单\s{0,8}位|机关|部门))?\s{0,3}[:：]\s{0,40}([^\n]{2,200})")
_IN_CHARGE_BEFORE = re.compile(r"([^\n:：|｜]{2,80})主管(?=\s|[,，;；]|$)", re.M)
_KEPT_BY = re.compile(r"(?:网站|本站)管理(?:单位|部门)?\s{0,3}[:：]\s{0,9}([\u4e00-\u9fff][^\n]{1,80})")
_LOOKED_AFTER = re.compile(r"本网?站由([\u4e00-\u9fff][^\n:：，。]{1,80}?)(?:负责|维护|管理)")
_BLANKS = r"[\s\u2002\u2003]{0,8}"
_DASHES = r"\s?[-—–－―─]{0,2}\s?"
_PHONE_NUMBER = (
    rf"(?:[(（]?(?:\+|00)?86[)）]?{_DASHES}(?=[(（]?\d{{2,4}}))?"
    rf"(?:[(（+]?\d{{2,4}}[)）]?{_DASHES})?\d{{3,9}}(?:[-—–－]\d{{1,8}}){{0,2}}"
)
_PHONE = re.compile(
    rf"(?:联{_BLANKS}系{_BLANKS}电{_BLANKS}话|联系(?=\s{{0,3}}[:：])|联系方式|联系我们|咨询电话|服务电话|办公电话|值班电话|总机电话|值班室|服务热线|热线电话"
    rf"|办公室电话|网站电话|单位电话|[☎☏📞]|[电電]{_BLANKS}[话話]|总{_BLANKS}机|热线|Tel|TEL|tel)"
    r"(?:\s?[&＆/及和、]\s?传真)?(?:[（(][^\n()（）]{1,20}[)）])?\s{0,3}[:：]?\s{0,8}"
    rf"({_PHONE_NUMBER})"
)
_PLAIN_PHONE = re.compile(  # with its area, so that it can be nothing else
    r"(?<![\d-])(?:[(（]0\d{2,3}[)）]\s?\d{7,8}|0\d{2,3}[-—–－ ]{1,2}\d{7,8}"
    r"|(?<=[(（])0\d{9,11}(?=[)）]))(?!\d)"
)
_FAX = re.compile(r"(?:传\s{0,4}真|[Ff]ax|FAX)[^\n\d]{0,6}$")
_SITE_PHONE = re.compile(  # of who keeps the site, where nobody else is to be reached
    rf"(?:网站|本站)(?:建设|技术|日常|运行)?(?:维护|运维|管理|报障)(?:人员)?(?:联系)?电话\s{{0,3}}[:：]\s{{0,8}}({_PHONE_NUMBER})"
)
_CALLS = ("电", "電", "联系", "热线", "总", "el:", "el：", "EL", "☎", "☏", "📞")
_COMPANY = re.compile("公司|技术支持|集团")
_ADDRESS = re.compile(
    rf"(?:联系地址|办公地址|单位地址|通讯地址|地{_BLANKS}址)\s{{0,3}}(?:Add(?:ress)?\.?\s?|ADD\.?\s?)?[:：]\s{{0,20}}([^\n]{{4,80}})"
)
_ADDRESS_END = re.compile(
    rf"\s{{1,2}}[{PROVINCES}](?=\s{{0,3}}(?:ICP|公))"
    r"|\s{2,}|\s(?=[\u4e00-\u9fff]{2,6}[:：])|\s(?=[邮郵电電联聯传傳技维網网建访主承版违E])|邮政编码|邮编|电话|電話|联系|传真|技术支持|网站|政府網站|邮箱|主办|承办|版权|ICP|Tel|E-?mail|[|｜;；,，。]"
)
_BODY = re.compile(
    r"[\u4e00-\u9fff（）()]{2,24}"
    r"(?:政府|[市县区旗州省乡镇健康改革资]委|[厅局署院部会队]|办公室|办公厅|办事处|中心|海关|领导小组)"
    r"(?:[(（][\u4e00-\u9fff]{2,12}[)）])?"
)
_GOES_ON = re.compile(
    r"[\u4e00-\u9fff]{2,24}(?:人民政府|委员会|办公室|办公厅|管理局|[市县区旗州省健康改革资]委|[厅局])"
)
_TAKES_ON = frozenset(("承办", "协办", "制作", "维护", "建设", "负责", "设计", "运行", "运维", "主管"))
_LABEL = re.compile(r"[\u4e00-\u9fff]{2}(?:单\s?位)?\s{0,3}[:：]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")
_MARGIN = " 　-—_·.、/()（）[]【】©:：\n"
_OPEN = re.compile(r"[(（][^()（）]{1,40}$")
_RUNS_IT = re.compile(r"\s{0,3}(?:承办|维护|技术|制作|负责|建设|设计|协办|运维)(?!(?:单位|支持)?\s?[:：])")
_NO_OWNER = re.compile(r"^(?:不得|未经|禁止|严禁|转载|如|请|必究|侵权|所有|信息|归|保护|声明|说明)")
_OWNER_WORDS = re.compile(r"^.*(?:版权所有|[:：©]|本网站由|本站由|由)")
# The number of a kind of service that has one for the whole country (12329, 12333, 12366 …), but not 12345,
# which is for every body.
_SERVICE_NUMBER = re.compile(r"(?:客服|服务|咨询)(?:热线|电话)\s{0,3}[:：]\s{0,3}(12(?!345)[1-9]\d\d)(?!\d)")
# A city or county, a street and a number, with no word that it is an address.
_NUMBERED = re.compile(
    r"(?:大道|大街|路|街|巷|胡同)(?:[东西南北中][段路]|[一二三四五]段)?\d{1,5}号[\u4e00-\u9fff0-9]{0,16}(?=[\s(（|,，;；]|$)",
    re.M,
)
_IN_CITY = re.compile(r"(?:^|[\s·•])([\u4e00-\u9fff]{1,24}?[省市县区州盟旗镇][\u4e00-\u9fff]{1,12})$")
_NO_ADDRESS = re.compile(r"://|www\.|\.gov|@")
# Of these the number is for something else, but an address after it is the owner's.
_COMPLAINTS = frozenset(("举报", "监督", "投诉", "报警", "网警", "值班编辑", "邮编"))


def sponsor(text: str) -> str | None:
    """The body named as running the site, else as owning what stands there."""
    return next(filter(None, _owners(text)), None)


def _owners(text: str) -> Iterator[str | None]:
    """What may name the owner, the surest first."""
    if "主" in text:
        yield from _labelled(_SPONSOR, text)
        yield from _before(_SPONSOR_BEFORE, text)
        yield from _labelled(_SPONSOR, with_colons(text))
    before = {found.end(): found[1] for found in _OWNER_BEFORE.finditer(text)} if _PARTED.search(text) else {}
    for found in reversed(list(_OWNER.finditer(text))):
        if parted := _PARTED.match(text, found.start()):
            yield before.get(parted.end(1))
        name = _name(found[1])
        if (
            name
            and not _NO_OWNER.search(name)
            and not _RUNS_IT.match(found[1], found[1].find(name) + len(name))
            and not found[1].partition(name)[2].startswith((":", "："))
        ):
            yield name
    if found_before := last_match(_OWNER_BEFORE, text):
        yield found_before[1]
    yield from _before(_OWNER_DATED, text)
    if kept_by := last_match(_KEPT_BY, text):
        yield _name(kept_by[1])
    if kept := last_match(_LOOKED_AFTER, text):
        yield _body_at_end(kept[1])
    if "主管" in text:
        yield from _labelled(_IN_CHARGE, text)
        yield from _before(_IN_CHARGE_BEFORE, text)
    if found_english := _IN_ENGLISH.search(text):
        yield found_english[1].strip()
    for copied in _OWNER_IN_ENGLISH.finditer(text):
        if _BODY_IN_ENGLISH.search(copied[1]):
            yield copied[1].strip()
    if "址" in text and (addressed := last_match(_ADDRESSED, text)):
        yield addressed[1]


def _labelled(label: re.Pattern[str], text: str) -> Iterator[str | None]:
    """The names behind a label, the last first."""
    return (_name(found[1]) for found in reversed(list(label.finditer(text))))


def _before(label: re.Pattern[str], text: str) -> Iterator[str | None]:
    """The bodies before a label, the last first."""
    return (_body_at_end(found[1]) for found in reversed(list(label.finditer(text))))


def _body_at_end(text: str) -> str | None:
    """The body, or bodies side by side, whose name a text ends with ("… 某县委 某县人民政府")."""
    tokens = [_OWNER_WORDS.sub("", token) for token in text.split()]
    kept: list[str] = []
    for token in reversed(tokens):
        bare = _stripped(token)
        if not all(map(_BODY.fullmatch, bare.split("、"))):
            break
        kept.insert(0, bare)
    return " ".join(kept) or None


def _stripped(text: str) -> str:
    """A text without the signs around it, but for the end of brackets that it opens."""
    bare = text.strip(_MARGIN)
    after = text[text.find(bare) + len(bare) :][:1]
    return bare + after if after in (")", "）") and _OPEN.search(bare) else bare


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
        if index == len(tokens) - 1 and index and end and end[0][:2] in _TAKES_ON:
            # "… B 承办" says what B does, "… B 承办：C" who does.
            if not _LABEL.match(text, end.start()):
                break
        kept.append(token)
    name = _stripped(" ".join(kept))
    for rest in ("主办", "门户", "官方"):
        name = name.removesuffix(rest)
    return name if _CHINESE.search(name) else None


@cache
def _ends() -> re.Pattern[str]:
    return re.compile("|".join(words("identity")["after_sponsor"]) + r"|[|｜,，;；。:：]|\s{2,}|\d{4,}")


def contact(text: str) -> str | None:
    """The owner's telephone, else the owner's address, else a number of which less is said."""
    return next(_ways(text), None)


def _ways(text: str) -> Iterator[str]:
    """How the owner may be reached, the surest first."""
    if any(cue in text for cue in _CALLS):
        after = 0
        for found in _PHONE.finditer(text):
            number = found[1].strip()
            if sum(map(str.isdigit, number)) >= 7 and not _is_other(text, after, found.start(1)):
                yield number
            after = found.end()
    if "址" in text:
        for found in _ADDRESS.finditer(text):
            address = _ADDRESS_END.split(found[1].strip(), maxsplit=1)[0].strip()
            if (
                len(address) >= 4
                and not _NO_ADDRESS.search(address)
                and not _is_other(text, 0, found.start(), _COMPLAINTS)
            ):
                yield address
    if in_english := _ADDRESS_IN_ENGLISH.search(text):
        yield in_english[1].strip()
    for plain in _PLAIN_PHONE.finditer(text):
        begin = plain.start()
        labels = (begin, begin - 1) if text[begin - 1 : begin] == "\n" else (begin,)
        if not any(_FAX.search(text, max(0, at - 16), at) or _is_other(text, 0, at) for at in labels):
            yield plain[0]
    if short := _SERVICE_NUMBER.search(text):
        yield short[1]
    kept = _SITE_PHONE.search(text) if "电话" in text else None
    begin = max(text.rfind("\n", 0, kept.start()), kept.start() - 100) if kept else 0
    if kept and not _COMPANY.search(text, begin, kept.end()):
        yield kept[1].strip()


def bare_address(text: str) -> str | None:
    """The owner's address as its street and number tell it, where no label does."""
    for street in _NUMBERED.finditer(text) if "号" in text else ():
        place = _IN_CITY.search(text, max(0, street.start() - 40), street.start())
        if place is None or text[: place.start(1)].rstrip(" :：").endswith(("址", "点")):
            continue
        if not _is_other(text, 0, place.start(1)):
            return place[1] + street[0]
    return None


def _is_other(text: str, after: int, end: int, owners: frozenset[str] = frozenset()) -> bool:
    """Whether the role named last before `end` on its line is a supporter's, not the owner's."""
    begin = max(text.rfind("\n", 0, end), end - 100, after)
    role = last_match(_roles(), text[begin:end])
    return role is not None and role["other"] is not None and role["other"] not in owners


@cache
def _roles() -> re.Pattern[str]:
    vocabulary = words("identity")
    others = "|".join(vocabulary["other_roles"])
    owners = "|".join(vocabulary["owner_roles"])
    return re.compile(f"(?P<other>{others})|(?P<owner>{owners})")
