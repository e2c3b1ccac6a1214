"""The signs of pages on leaders and on organizations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inspector.facts.lines import INLINE_MARK

if TYPE_CHECKING:
    from inspector.facts.kind.evidence import Evidence

_PERSON = re.compile(r"[\u4e00-\u9fff]\s{0,4}[\u4e00-\u9fff·]{1,4}")
_NO_PERSON = re.compile(
    r"[县市区局厅委省镇乡]|公开|公告|通知|新闻|动态|政务|信息|办事|服务|领导|政策|文件|要闻|机构|职能|互动|交流|首页"
    r"|网站|导航|部门|单位|科室|工作|活动|职责|分工|相关|热[点门]|排行|电话|视频|图片|专题|专栏|概况|统计|数据|简介|简历|公示|在线|便民|招商|旅游|文化|教育|人口|地理|历史|法规|规划|工作|分工|活动|报道|讲话|名单|职务|职位|性别|联系|我们"
)
_PRESENTED = re.compile("(?:同志)?(?:个人)?(?:简介|简历|介绍|信息)$")
_POST = re.compile(
    r"(?:[省市县区州旗镇乡局厅处科]长|书记|主任|主席|常委|调研员|巡视员|秘书长|党组成员)[:：(（]?[\u4e00-\u9fff·]{2,5}[)）]?$"
)
OFFICER = re.compile("副?[省市县区州旗镇乡局厅处]长|(?:[省市县区州]委)?副?书记|副?主任|副?主席")
_OFFICE = re.compile(f"(?:常务|第一)?(?:{OFFICER.pattern})")
_WITH_OFFICE = re.compile(
    "([\u4e00-\u9fff·]{2,12}|[\u4e00-\u9fff]\\s[\u4e00-\u9fff])\\s{1,4}[\u4e00-\u9fff、]{0,8}(?:长|书记|主任|主席|[调巡][研视]员)"
)
_BODY = re.compile("[\u4e00-\u9fff]{2,16}(?:[局厅委办署院馆]|委员会|办公室|中心|政府|支队|大队)")
_PRESENTATION = re.compile("^姓名[:：]", re.M)
_POST_LABEL = re.compile(
    "^(?:现任|担任)?职务[:：].{2,60}\n(?:.{0,60}\n){0,8}?(?:工作|主要)?(?:分工|职责|简历|履历)", re.M
)
_TABLE = re.compile("^姓名\n职务\n(?:.{1,8}\n)?(?:工作)?(?:分工|分管|主要职责|职责)", re.M)
_OF_ONE = re.compile("^(?:工作)?分工[:：].{0,400}\n(?:.{0,200}\n){0,8}?(?:个人|工作)?(?:简历|履历)", re.M)
_ENTRY = re.compile(
    "^([\u4e00-\u9fff·]{2,12})\n(?:现任|担任)?职务[:：].{2,60}\n(?:.{0,400}\n){0,2}?(?:工作|主要)?(?:分工|职责)[:：]",
    re.M,
)
_BIRTH = re.compile("汉族|出生|生于|年生|[\u4e00-\u9fff]族，")
_LED = re.compile(r"\b(?:Mayor|Governor|Leader(?:s|ship)?|Magistrate|Minister|Director)\b")
_LIFE = re.compile(r"\b(?:was )?born in\b")
_DUTIES = re.compile(r"\b(?:[Rr]esponsible for|[Ii]n charge of|[Oo]versees|[Pp]resides over)\b")
# How the text on a body begins: what it is to its government.
_IS_BODY = re.compile(
    "[局厅委办署院会室心]是.{0,20}(?:政府|党委|[省市县区州旗]委|局|厅)(?:的)?(?:工作部门|组成部门|工作机构|直属(?:机构|单位|事业单位)"
    "|派出机构|办事机构|所属.{0,8}事业单位)"
)
_POSTS = frozenset(("职务", "职位", "现任职务"))
_LONGEST_OFFICE = 40  # letters
_HEADER = 3  # fields
_NAMED = 12  # letters, before an office
_DUTY = re.compile("(?:主要)?(?:负责|承担|组织|拟订|贯彻|指导|监督|协调|管理|起草|主管|协助).{8}")
_DESCRIBED = re.compile("[\x01\u4e00-\u9fff]{2,14}[:：]\x01?[\u4e00-\u9fff]{4}")


def is_name(text: str) -> bool:
    """Whether a short text may be the name of a person, and not that of a column or an office."""
    return _PERSON.fullmatch(text) is not None and not (_NO_PERSON.search(text) or _OFFICE.fullmatch(text))


def people(evidence: Evidence) -> None:
    """Leaders and organization."""
    title = evidence.title
    best = max(evidence.weight("article"), evidence.weight("column"))
    named = _PRESENTED.sub("", title)
    name = is_name(named)
    posted = _POST.search(title) and len(title) <= 20
    places = evidence.patterns["title.leader"].search(f"{title} {' '.join(evidence.crumbs)}")
    life = duty = 0
    if name or posted or places:
        life, duty = evidence.distinct("leader_life"), evidence.distinct("leader_duty")
    compact = evidence.page.compact
    if places and not evidence.prose > 1500 and _PRESENTATION.search(compact) and _POST_LABEL.search(compact):
        evidence.add("leader", best + 2, "name, post and duties after their labels")
    elif (places or "姓名" in compact and evidence.article_like <= 1) and _TABLE.search(compact):
        evidence.add("leader", best + 2, "a table of names, posts and duties")
    elif (name or posted) and duty and (life >= 2 or (places and duty >= 2)):
        evidence.add("leader", best + 3, f"a person's name and life ({life} signs)")
    elif OFFICER.fullmatch(title) and evidence.distinct("leader_life") >= 3 and evidence.rows < 3:
        evidence.add("leader", best + 2, "the life of who holds an office")
    elif "职务" in compact and (entry := _ENTRY.search(compact)) and is_name(entry[1]):
        evidence.add("leader", best + 2, "a name over its post and duties")
    elif (
        places
        and life >= 3
        and duty
        and (evidence.rows < 3 or _OF_ONE.search(compact))
        and len(title) <= 20
        and len(_BIRTH.findall(evidence.page.text)) <= 4
    ):
        evidence.add("leader", best + 1.5, "life and duties of a leader")
    elif places and duty and evidence.rows < 3 and _presented(evidence) >= 2:
        evidence.add("leader", best + 1.5, "names over their offices")
    elif places and evidence.rows < 3 and not life and _posted(evidence) >= 3:
        evidence.add("leader", best + 1, "offices before the names of persons")
    elif places and evidence.rows < 3 and not life and _with_offices(evidence) >= 3:
        evidence.add("leader", best + 1, "names of persons before their offices")
    elif places and evidence.rows < 3 and not life and _under_office(evidence):
        evidence.add("leader", best + 1, "names of persons below an office")
    elif _LED.search(" ".join((evidence.entitled, *evidence.crumbs))) and _in_english(evidence):
        evidence.add("leader", best + 1.5, "life and duties of a leader, in English")
    if evidence.rows < 3 and len(title) <= 30:
        organization = evidence.patterns["title.organization"]
        if _BODY.fullmatch(title) and len(evidence.labels("organization")) >= 3:
            evidence.add("organization", best + 1.5, "a body with its duties and departments")
            return
        if organization.search(f"{title} {' '.join(evidence.crumbs[-2:])}") and not evidence.patterns[
            "title.policy"
        ].search(title):
            told = evidence.prose > 60 or evidence.article_like > 1 or _described(evidence)
            if (told and organization.search(f"{title} {evidence.crumb}")) or (
                len(evidence.labels("organization")) >= 3
            ):
                evidence.add("organization", best + 1.5, "on duties and departments")

        elif _tells_of_body(evidence):
            evidence.add("organization", best + 1, "a body named as part of a government, with its duties")


def _in_english(evidence: Evidence) -> bool:
    """Whether a page that is no news tells when one person was born, and what they are in charge of."""
    text = evidence.text
    one = len(_LIFE.findall(text)) == 1 and _DUTIES.search(text) is not None
    return one and evidence.page.byline.published is None


def _tells_of_body(evidence: Evidence) -> bool:
    """Whether a text that no one published or numbered says what a body is, and what for."""
    page = evidence.page
    if "职责" not in page.text or not _IS_BODY.search(evidence.text):
        return False
    return (
        page.byline.published is None
        and len(page.document_header) < _HEADER
        and not evidence.patterns["title.policy"].search(evidence.title)
    )


def _posted(evidence: Evidence) -> int:
    """How many lines are an office and the name of a person."""
    lines = ["".join(line.replace(INLINE_MARK, "").split()) for line in evidence.lines if len(line) < 40]
    return sum((found := _POST.search(line)) is not None and found.start() < _NAMED for line in lines)


def _with_offices(evidence: Evidence) -> int:
    """How many lines, those beside the trail too, are the name of a person and, apart from it, the office."""
    lines = (line.replace(INLINE_MARK, "").strip() for line in evidence.page.lines if len(line) < 40)
    return sum((found := _WITH_OFFICE.fullmatch(line)) is not None and is_name(found[1]) for line in lines)


def _presented(evidence: Evidence) -> int:
    """How many names of persons stand over their office, with or without a label of it."""
    lines = [line.replace(INLINE_MARK, "").strip() for line in evidence.lines if line.folded not in _POSTS]
    pairs = zip(lines, lines[1:], strict=False)
    return sum(len(b) <= _LONGEST_OFFICE and is_name(a) and bool(OFFICER.search(b)) for a, b in pairs)


def _under_office(evidence: Evidence) -> bool:
    """Whether an office stands alone in its line, and names of persons below it."""
    lines = [line.replace(INLINE_MARK, "").strip() for line in evidence.lines]
    return any(
        OFFICER.fullmatch(line) and len(names := lines[at : at + 2]) == 2 and all(map(is_name, names))
        for at, line in enumerate(lines, 1)
    )


def _described(evidence: Evidence) -> bool:
    """Whether several lines name and describe something, or are sentences, as offices and duties are told."""
    if sum(len(line) > 20 and "。" in line for line in evidence.lines) >= 3:
        return True
    told = sum(_DESCRIBED.match(line) is not None for line in evidence.lines if len(line) > 15)
    return told >= 3 or sum(_DUTY.match(line) is not None for line in evidence.lines) >= 3
