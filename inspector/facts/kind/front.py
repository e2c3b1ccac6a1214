"""The signs of the front page of a site."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING

from inspector.columns.classes import classify
from inspector.facts.lines import INLINE_MARK
from inspector.facts.listing.row_dates import lists_among
from inspector.facts.site_names import HOME, abbreviates
from inspector.urls import canonical, join

if TYPE_CHECKING:
    from inspector.facts.kind.evidence import Evidence

_SPACES = re.compile(r"\s+")
_SITE_NAME = re.compile(
    r"(?:人民政府|政府|门户网站|政务网|政府网|官方网站|门户|官网|网站|网站群|平台|信息网|在线|之窗|首页|网|[局厅院署]|委员会|办公室|欢迎您|[\u4e00-\u9fff]{4}中心)$|^中国[·•]?[\u4e00-\u9fff]{2,6}$"
)
_OTHERS = frozenset(
    (
        "fragment",
        "letter",
        "leader",
        "organization",
        "application",
        "service_guide",
        "disclosure_guide",
        "sitemap",
    )
)
"""Kinds that are not met on a front page too."""
# What the title of a front page adds to the names of the site.
_ADDED = re.compile(
    r"[!！]|[首主]页|主站|新版|改版|欢迎(?:光临|访问|进入|您)?|(?:https?://)?(?:\w{1,40}[.-]){1,6}(?:cn|com|org|net)\b|[（(][^（）()]{0,20}[）)]"
)
_PARTS = re.compile(r"[-_|｜│—–>»]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_MORE = re.compile(r"更多|\b[Mm]ore\b|MORE|>>|&gt;&gt;")
_SECTION = re.compile(
    r"<h[2-5]\b[^>]{0,200}>\s{0,20}(?:<[^>]{1,300}>\s{0,20}){0,4}([\u4e00-\u9fff（）]{2,8})\s{0,8}<"
)
_DOOR = re.compile(
    r"<a\b[^<>]{0,200}?\bhref\s{0,3}=\s{0,3}[\"']?([^\"'\s<>]{1,200})[^<>]{0,200}>\s{0,9}(?:<[^<>]{1,200}>\s{0,9}){0,3}"
    r"[+\[]?(?:(?:查看)?(更多|more|>>|&gt;)|(?:网站|本站)?首\s{0,3}页\s{0,3}<)",
    re.I,
)
# The first directory of an address, where that is the name of a part of the site and no habit of its system.
_BRANCH = re.compile(
    r"(?:https?://[^/]{1,100})?/(?!(?:cols?|c?\d\w*|n\d+|html?|web|www|sites?|portal|lists?|channels?|columns?"
    r"|cms|nodes?|index|home|main|publish\w*|pub|info|plus|article)/)([a-z]\w{1,30})/",
    re.I,
)
_FEWEST_DOORS, _FEWEST_LISTS = 3, 3
_FEWEST_ROWS, _FEWEST_ANCHORS = 6, 30
_SHORTEST = 100  # letters
# Where the system of a site puts its front page, if not at the root.
_FRONT_PATH = re.compile(
    r"/(?:web|portal|html|www|site|cms|pub)/(?:(?:index|default|main|home)\.[a-z]{2,6})?", re.I
)
# The front page of the English version, whose days stand in no order that rows are told by.
_IN_ENGLISH = re.compile(
    r"(?<=[^/])/(?:en|eng|english)(?:/|/(?:index|default|home|main)\.[a-z]{2,6})?$", re.I
)
# What a page of interaction, or one about the place, has sections of, and a front page not only.
_SUBJECTS = (
    re.compile("互动|信箱|写信|建议|征集|调查|咨询|投诉|访谈|留言|来信|信访|提案|问答"),
    re.compile("概况|概览|沿革|历史|人文|文化|旅游|风光|风情|资源|区划|地理|名片|特产|美食|投资环境"),
)
_TOPIC = re.compile("专题|专栏")
_MENU = 80  # lines
_PLACE = re.compile("(?:当前|您的)位置")
_FOOTER = re.compile(r"标识码|ICP备|主办|版权所有|公网安备")


def front(evidence: Evidence, path: str) -> None:
    """The front page of a site."""
    page = evidence.page
    root = evidence.patterns["url.home"].search(path) is not None
    if evidence.addressed and root and not evidence.crumbs:
        few = evidence.anchors >= 5 and not _PLACE.search(page.text) and _FOOTER.search(page.text[-1500:])
        if (evidence.anchors >= 15 or few) and len(page.text) > _SHORTEST:
            evidence.add("home", 9, "root address")
        return
    # A template may show its trail on the front page too: it ends where it begins.
    at_top = all(map(HOME.fullmatch, evidence.crumbs))
    if _calls_itself_front(evidence):
        evidence.add("home", evidence.weight("column") + 1.5, "what its menu calls the front page")
        return
    if (
        evidence.addressed
        and path.count("/") > 2
        or (evidence.crumbs and not at_top)
        or not _OTHERS.isdisjoint(evidence.signs)
        or evidence.anchors < 12
        or evidence.prose > 1500
    ):
        return
    if (_PLACE.search(page.text) and not at_top) or evidence.article_like > 1.5:
        return
    parts = _names(evidence.head_title)
    title = "".join(parts)
    owner = page.identity.sponsor or ""
    links = Counter(map(str.lower, _MORE.findall(page.markup)))
    sections = sum(links.values())
    site = _SPACES.sub("", page.head_tags.get("SiteName", ""))
    named = [part for part in parts if part == site or _SITE_NAME.search(part) or abbreviates(part, owner)]
    of_site = all(any(part in name for name in named) for part in parts)
    if not parts:  # Nothing but the name of its file can tell it from any other page of many sections.
        named_front = evidence.patterns["url.home"].search(path[path.rfind("/") :]) is not None
        of_site = named_front or (not evidence.addressed and HOME.fullmatch(evidence.head_title) is not None)
    if of_site and not any(_of_column(evidence, part) for part in parts):
        listed = (
            (evidence.rows >= 12 or len(set(_SECTION.findall(page.shown))) >= 3)
            and evidence.title in _SPACES.sub("", evidence.head_title)
            and not evidence.patterns["text.pages"].search(page.text)
        )
        if _of_one_subject(page.shown):
            return
        called = any(
            HOME.fullmatch(part.strip())
            for part in (*_PARTS.split(evidence.head_title), page.head_tags.get("ColumnName", ""))
        )
        fewest = _FEWEST_LISTS if evidence.addressed else _FEWEST_LISTS - 1
        lists = sections >= 3 or evidence.anchors > 100 or listed or lists_among(evidence.lines) >= fewest
        fewer = not evidence.addressed and sections > 1 and evidence.rows >= _FEWEST_ROWS
        lists = lists or fewer or (called and evidence.rows >= 3) or _tagged_as_front(evidence)
        if lists and not _below_front(evidence, path, title == owner):
            footer = 1.5 if _FOOTER.search(page.text[-1500:]) else 0
            evidence.add("home", 4.5 + footer, "many sections under the name of a site")
    elif (
        sections >= 4
        and (not evidence.addressed or _FRONT_PATH.fullmatch(path))
        and len(parts) < 2
        and not _below_site(evidence, title)
    ):
        # One link may say it in its class, its text and an arrow.
        sections = max(links.values())
        signed = (
            sections >= 4
            and len(title) <= (40 if title.isascii() else 16)
            and _FOOTER.search(page.text[-1500:])
            and classify(title) is None
            and not _TOPIC.search(title)
            and page.head_tags.get("SiteName", title) in (title, evidence.head_title)
            and _of_owner(title, owner)
        )
        if signed or sections >= 8:
            evidence.add("home", 4.5 if signed else 3, "many sections")


def _calls_itself_front(evidence: Evidence) -> bool:
    """Whether a page without a trail or a name of a column calls itself the front page in its menu."""
    page = evidence.page
    if evidence.crumbs or evidence.anchors < 12 or evidence.article_like > 1.5:
        return False
    column = page.head_tags.get("ColumnName", "")
    few = (
        evidence.rows < 3
        and not _IN_ENGLISH.search(page.url)
        and (evidence.addressed or evidence.anchors < _FEWEST_ANCHORS)
    )
    if few or (column and not HOME.fullmatch(column)) or not _FOOTER.search(page.text[-1500:]):
        return False
    own = canonical(page.url)
    if evidence.addressed and not any(link.url == own and link.via == "a" for link in page.links):
        return False
    menu = [node for node in page.tree.css("a") if HOME.fullmatch("".join(node.text().split()))]
    if not evidence.addressed:  # What saved the page may have left an address to itself empty.
        return [node.attributes.get("href") for node in menu] == [""] and not _PLACE.search(page.text)
    ways = [(node.attributes.get("href") or "#").strip() for node in menu]
    return any(way[0:1] not in ("", "#", "?") and join(page.url, way) == own for way in ways)


def _tagged_as_front(evidence: Evidence) -> bool:
    """Whether a page of lists has the tags of its site and none of a column."""
    tags = evidence.page.head_tags
    if "SiteName" not in tags or "ColumnName" in tags or "ArticleTitle" in tags:
        return False
    if evidence.rows >= _FEWEST_ROWS and evidence.anchors >= _FEWEST_ANCHORS:
        return True
    alone = evidence.rows >= _FEWEST_LISTS and not evidence.addressed and not evidence.paged
    return alone and evidence.head_title == tags["SiteName"]


def _below_front(evidence: Evidence, path: str, owned: bool) -> bool:
    """Whether the page's own links tell that the front page is another one."""
    doors = _DOOR.findall(evidence.page.shown)
    fronts = [address for address, more in doors if not more]
    if not fronts:
        return False
    if evidence.addressed:
        own = canonical(evidence.page.url)
        named = evidence.patterns["url.home"].search(path[path.rfind("/") :]) is not None
        if path.count("/") > 1 and not named and own not in (join(own, unescape(front)) for front in fronts):
            return True
        if named and owned:
            return False  # the front page of one body in a group of sites
    # The head of one part of the site leads on into that part only.
    branches = [found and found[1] for address, more in doors if more for found in (_BRANCH.match(address),)]
    if len(branches) < _FEWEST_DOORS or len(set(branches)) > 1 or branches[0] is None:
        return False
    return not any((found := _BRANCH.match(front)) and found[1] == branches[0] for front in fronts)


def _names(title: str) -> list[str]:
    """The names that a title element gives, without addresses and what says that this is the front page."""
    parts = _PARTS.split(_ADDED.sub(" ", title).strip())
    return [name for part in parts if (name := _SPACES.sub("", part).strip("·•.,，"))]


def _of_column(evidence: Evidence, title: str) -> bool:
    """Whether a title is the name of a column, known or linked by the page, not only of the site."""
    home, page = evidence.patterns["url.home"], evidence.page
    own = page.url[: page.url.find("/", 8) + 1]
    return classify(title) is not None or any(
        link.text == title
        and link.kind == "page"
        and link.url.startswith(own)
        and not home.search("/" + link.url.partition("://")[2].partition("/")[2])
        for link in page.links
    )


def _of_one_subject(shown: str) -> bool:
    """Whether the sections of a page are all of interaction, or all about the place."""
    sections = set(_SECTION.findall(shown))
    return len(sections) > 2 and any(all(map(subject.search, sections)) for subject in _SUBJECTS)


def _below_site(evidence: Evidence, title: str) -> bool:
    """Whether a title has the name of a site and, behind a dot, one of the menu: 云州·政务公开."""
    column = title.rpartition("·")[2]
    return column != title and any(
        line.replace(INLINE_MARK, "").strip() == column for line in evidence.page.lines[:_MENU]
    )


def _of_owner(title: str, owner: str) -> bool:
    """Whether a title may name the site of this owner: a topic has two letters in common with none."""
    return not owner or title.isascii() or any(title[at : at + 2] in owner for at in range(len(title) - 1))
