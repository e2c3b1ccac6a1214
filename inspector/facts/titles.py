"""The title of a page as its reader sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from inspector.facts.byline_words import OF_DOCUMENT
from inspector.facts.headings import join_lines, name_parts, title_pieces
from inspector.facts.kind_people import is_name
from inspector.facts.lines import INLINE_MARK, fold, per_line
from inspector.facts.place_titles import ISSUER, OFFICES, TITLED, going_before, going_on, person_below
from inspector.facts.site_names import HOME, SITE_NAME, WELCOME, official, without_site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.facts.headings import Headings
    from inspector.facts.lines import Line
    from inspector.page import Page

_PLACE = re.compile(
    r"(?:当前|您|你|所在)[^:：]{0,12}(?:位置|在)[^:：]{0,6}[:：]|^\W{0,8}首\s{0,4}页[^\w|｜]{1,8}[^\s|｜]"
)
_STEP = re.compile(r"\s*(?:>+|»|›|→|＞+|/|\\|->|::|·|\|)\s*")
_NO_TITLE = re.compile(
    r"(?:无标题文档|无标题页|新建网页|untitled(?: document| page)?|document|title|网页标题|标题)?\s*", re.I
)
_NO_HEADING = re.compile(
    r"\W{0,4}(?:更\s?多|more|首\s?页|登\s?录|注\s?册|搜\s?索|返回|打印|关闭|下载)\W{0,6}", re.I
)
_PRESENTED = re.compile("(?:同志)?(?:个人)?(?:简介|简历|介绍)$")
_HOME_AT_END = re.compile(
    r"^(?:网站|本站|门户)?(?:首页|主页)\s{0,3}[-_|—–·>]+\s{0,3}(?=.{4})|(?<=.{4})\s{0,3}[-_|—–·]+\s{0,3}(?:网站|本站|门户)?(?:首页|主页)$"
)
_HOLDER = re.compile(r"(?:[省市县区州镇乡局厅处科院]长|书记|主任|主席|常委|委员)\s+([\u4e00-\u9fff·]{2,5})$")
_LETTER_TITLE = re.compile(
    r"\W{0,3}(?:信件|来信|留言|咨询|投诉|问题|诉求|写信|提问|邮件|信访)?(?:标\s?题|主\s?题)\s?(?:[:：]\s?(.*)|$)"
)
_ASKED, _ANSWERED = re.compile("^提?问[:：]", re.M), re.compile("^回?答[:：]", re.M)
_PART = re.compile(r"[一二]、|第一[章条]|\(?（?一[)）]")
_SERVICE = re.compile(r"^(?:服务)?事项名称\s?[:：]?\s{0,3}([^\s:：][^\n:：]{3,40})$", re.M)
_NEXT_LABEL = re.compile(r"\s[\u4e00-\u9fff]{2,6}[:：]")
_NAME = 8  # letters
_LONGEST_PART = 16  # letters
_LONGEST_NAME = 40  # letters, of a service
_LONG = 12  # letters, more than names of places have
_NEAR = 60  # lines
_DATED = 20  # letters: more than a day and its label
_LAST_STEP = re.compile(
    r"^(?:正文|详细(?:内容|信息)?|内容|文章|信息|(?:文章|信息|新闻|图片|下载|软件)?列表|浏览|查看)?$"
)
_TEMPLATE = re.compile("(?:正文|详细|详情|内容|文章|信息|新闻|浏览|查看){1,2}页?面?")  # the name of any text
_ONE = re.compile("^(?:来信|信件|留言)?(?:内容|详情)$")
_SORT = re.compile("(?:(?:信息|文章|内容)?列表|栏目|频道|页面|详情)页?$")


class Place(NamedTuple):
    """The last step of the current position, those before it, folded, and the line they stand in.

    `one` says that this step only tells that one item stands there: the details of a letter.
    """

    name: str
    outer: frozenset[str]
    line: int
    one: bool = False


def read_title(page: Page) -> str | None:
    """The visible title: of an article the heading over its text, of a column or site its shown name."""
    if page.media != "html":
        return None
    if page.byline.title:
        return page.byline.title
    headings = page.headings
    tags = page.head_tags
    stated = "" if _NO_TITLE.fullmatch(headings.stated) else _HOME_AT_END.sub("", headings.stated)
    article = tags.get("ArticleTitle", "")
    if article and (shown := headings.shown(article)):
        return shown.text
    field = page.document_header.get("title")
    if field and field.value and (heading := headings.marked(field.value)):
        return heading.text
    site = headings.site
    place = _place(page)
    if stated and fold(stated) != site:
        return _of_stated(page, headings, stated, site, place)
    if headings.front and stated:
        return stated
    if place:
        return _heading_below(page, headings, place) or place.name
    column = tags.get("ColumnName")
    if column and not HOME.fullmatch(column) and (shown := headings.shown(column)):
        return shown.text
    if not stated:
        texts = (heading.text for heading in headings.first_level + headings.others)
        return next((text for text in texts if not _NO_HEADING.fullmatch(text)), article or None)
    return stated


def _of_letter(page: Page, headings: Headings, place: Place) -> str | None:
    """What a letter's own label says it is titled, or else the heading above its first label."""
    labels = {label for line in page.lines for name, label in line.labels if name == "letter"}
    told = len(labels) >= 3 and any("内容" in label for label in labels)
    if not told and not ("答" in page.text and _ASKED.search(page.text) and _ANSWERED.search(page.text)):
        return None
    titles: list[str] = []
    for index, line in enumerate(page.lines):
        if named := _LETTER_TITLE.match(line.replace(INLINE_MARK, "")):
            value = named[1] or "".join(page.lines[index + 1 : index + 2])
            titles.append(_NEXT_LABEL.split(value, maxsplit=1)[0].replace(INLINE_MARK, "").strip())
    title = titles[0] if len(titles) == 1 else ""
    if 4 <= len(title) <= 80 and title[-1] not in "：:*" and title not in labels:
        return title
    if not told:
        return None
    first = next(at for at, line in enumerate(page.lines) if "letter" in dict(line.labels))
    above = [h for h in headings.others if place.line < h.line < first and len(h.text) >= 6]
    return min(above, key=lambda h: h.line).text if above else None


def _heading_below(page: Page, headings: Headings, place: Place) -> str | None:
    """The long heading just below the current position, where the title element names only the site."""
    if person := person_below(page, place):
        return person
    if is_name(place.name) and any(map(OFFICES.search, place.outer)):
        name = fold(place.name)
        if any(line.folded == name for line in page.lines[place.line + 1 : place.line + _NEAR]):
            return place.name
    if longer := going_on(page, place):
        return longer
    only = headings.only
    of_site = {*place.outer, fold(page.identity.sponsor or "")}
    if only and len(only.text) > 3 and fold(only.text) not in of_site and only.text not in headings.stated:
        return only.text
    if alone := headings.alone:
        return alone.text
    near = [h for h in headings.others if place.line < h.line <= place.line + 6]
    people = {h.text for h in near if is_name(h.text)} if OFFICES.search(place.name) else ()
    if len(people) == 1:
        return next(iter(people))
    least = 4 if place.one else 8
    below = [
        h
        for h in near
        if len(h.text) >= least and h.line <= place.line + 4 and fold(h.text) not in place.outer
    ]
    below = [h for h in below if not _ONE.search(h.text)]
    if below and (links := {link.text for link in page.links if link.kind == "page"}):
        below = [h for h in below if h.text not in links]  # the title of an item
    if below:
        return min(below, key=lambda h: h.line).text
    found = _guide_below(page, place) or _of_letter(page, headings, place)
    return found or _of_document(page, headings, place) or _begin_of_text(page, place)


def _of_document(page: Page, headings: Headings, place: Place) -> str | None:
    """What the header of a document says it is titled, or else a line above the text that names one."""
    if (field := page.document_header.get("title")) and field.value:
        return field.value
    below = page.lines[place.line + 1 : place.line + _NEAR]
    for line_no, line in enumerate(below, place.line + 1):
        if line.is_prose or _in_list(page.lines[line_no : line_no + 4]):
            break
        text = line.replace(INLINE_MARK, "").strip()
        if OF_DOCUMENT.search(text) and not line.is_row and not (line.header and line.header.labels):
            heading = next((h for h in headings.others if h.line <= line_no < h.line + h.span), None)
            linked = any(len(link.text) > len(text) // 2 and link.text in text for link in page.links)
            if text.startswith("关于") and ISSUER.fullmatch(issuer := page.lines[line_no - 1]):
                text = join_lines((issuer, text))
            return heading.text if heading else None if linked else text
    return None


def _in_list(lines: Sequence[Line]) -> bool:
    """Whether a line is that of a row or its title, and another row follows it."""
    if any(line.header and line.header.labels for line in lines):
        return False
    rows = [line.is_row for line in lines]
    if rows[:2] == [True, True]:
        return min(map(len, lines[:2])) > _DATED
    return rows == [False, True, False, True] and len(lines[2]) > 6


def _begin_of_text(page: Page, place: Place) -> str | None:
    """The short lines between the current position and a text, which then are its title."""
    parts: list[str] = []
    for line in page.lines[place.line + 1 : place.line + 5]:
        if line.is_prose or _PART.match(line):
            title = join_lines(parts)
            return title if TITLED.search(title) else None
        if INLINE_MARK in line or ":" in line.folded or not 4 <= len(line) <= 50 or line[-1] in "。；":
            break
        parts.append(line)
    return None


def _heading_of_text(page: Page, headings: Headings, place: Place) -> str | None:
    """The page's one h1 or h2 below the current position, where a text follows it."""
    heading = headings.only or headings.alone
    if heading is None or len(heading.text) < 8 or not place.line < heading.line < place.line + 4:
        return None
    below = page.lines[heading.line + 1 : heading.line + _NEAR]
    return heading.text if any(line.is_prose for line in below) else None


def _guide_below(page: Page, place: Place) -> str | None:
    """The line just below the current position that names what the elements of a service guide are about."""
    below = page.lines[place.line + 1 : place.line + _NEAR]
    labels = {label for line in below for name, label in line.labels if name == "service_guide"}
    if len(labels) < 3:
        return None
    if named := _SERVICE.search("\n".join(below).replace(INLINE_MARK, "")):
        return named[1].strip()
    if below[0].labels or not 4 <= len(below[0]) <= _LONGEST_NAME:
        return None
    return None if INLINE_MARK in below[0] or below[0].may_date or ":" in below[0].folded else below[0]


def _of_stated(page: Page, headings: Headings, stated: str, site: str, place: Place | None) -> str:
    """What a title element says, without the name of the site: as the page shows it where it does."""
    pieces = [
        piece
        for piece in title_pieces(stated)
        if len(fold(piece)) > 1 and not HOME.fullmatch(piece.strip(" -_|"))
    ]
    own = [piece for piece in pieces if not site or site not in fold(piece)] or pieces or [stated]
    sites = headings.sites
    if len(pieces) > 1 and own == pieces:
        own = without_site(pieces)
    of_front = headings.front and not place and not page.head_tags.get("ColumnName")
    if of_front and (name := official(pieces, site)):
        return name
    only = headings.only
    if (
        place
        and only
        and len(only.text) >= 6
        and 0 < only.line - place.line < _NEAR
        and fold(only.text) not in sites
    ):
        return only.text
    if place and all(map(_TEMPLATE.fullmatch, own)) and (below := _heading_below(page, headings, place)):
        return below
    if place and page.document_header and max(map(len, own)) <= _NAME:  # A column's name over any document.
        if document := _of_document(page, headings, place):
            return document
    part = _own_part(stated, headings, place)
    if part and place and _names(part, place):
        own.insert(0, part)
    if place and (begun := _begun(stated, own, headings, place)):
        return begun
    for piece in own:
        if place and _names(piece, place):
            below = (
                (place.one and _heading_below(page, headings, place))
                or _guide_below(page, place)
                or _heading_of_text(page, headings, place)
                or person_below(page, place)
                or going_before(page, place)
            )
            return below or _of_letter(page, headings, place) or place.name
        if place and fold(piece) in place.outer and not headings.marked(piece):
            return _heading_below(page, headings, place) or place.name
    for piece in own:
        if place and fold(piece) in fold(place.name) and not headings.shown(piece):
            return place.name
    marked = {heading.line for heading in headings.first_level + headings.others}
    for heading in headings.named:
        if heading.line in marked and len(heading.text) >= 6:
            if fold(heading.text) not in sites or len(pieces) == 1 and fold(heading.text) != site:
                return heading.text
    if len(pieces) == 1:
        if (named := _HOLDER.search(stated)) and not headings.shown(stated) and headings.shown(named[1]):
            return named[1]
        left_over = len(fold(stated)) <= _NAME and not headings.mentions(stated)
        of_site = (
            left_over
            or SITE_NAME.search(WELCOME.sub("", stated)) is not None
            or (place is not None and stated in (page.identity.sponsor or ""))
        )
        if place and (of_site or not headings.shown(stated)):
            below = _heading_below(page, headings, place)
            if below or of_site:
                return below or place.name
        elif (
            of_site
            and not place
            and not headings.front
            and (over := headings.sole or headings.listed or headings.alone)
        ):
            return over.text
    if fold(stated) == fold(own[0]) and (shown := headings.shown(stated)):
        return shown.text
    for heading in headings.first_level:
        if len(heading.text) > 3 and fold(heading.text) in fold(stated):
            if fold(heading.text) not in sites or len(pieces) == 1:
                return heading.text
    for heading in headings.others:
        begins = len(heading.text) > 3 and fold(stated).startswith(f"{fold(heading.text)}-")
        if begins and fold(heading.text) not in sites:
            return heading.text
    if shown := headings.ending(stated):
        return shown.text
    for piece in own:
        name = _PRESENTED.sub("", piece)
        if name != piece and (person := headings.marked(name)):
            return person.text
    top = place.line if place else 0
    for heading in headings.named:
        if heading.line > top and len(heading.text) >= 6 and INLINE_MARK not in page.lines[heading.line]:
            return heading.text
    if part and len(part) <= _LONGEST_PART:
        return part
    shortest = min(own[: max(1, (len(own) + 1) // 2)], key=len)
    for piece in own:
        if piece.startswith(shortest) and (shown := headings.shown(piece)):
            return shown.text
    return shortest


def _begun(stated: str, own: Sequence[str], headings: Headings, place: Place) -> str | None:
    """The long name a title element begins with, before those of its places, where a line below says it."""
    for piece in own:
        if len(piece) >= _LONG and piece != stated and stated.startswith(piece):
            shown = None if SITE_NAME.search(piece) else headings.shown(piece)
            if shown and shown.line > place.line and fold(piece) not in headings.sites:
                return shown.text
    return None


def _names(piece: str, place: Place) -> bool:
    """Whether a piece of a title element names the last step, perhaps with what kind of page it is."""
    return fold(place.name) in (text := fold(piece), _SORT.sub("", text))


def _own_part(stated: str, headings: Headings, place: Place | None) -> str | None:
    """The part of a title element of several names that is neither the site's nor a column's above it."""
    parts = name_parts(stated, headings.sites)
    own = [
        part
        for part in parts
        if not (fold(part) in headings.sites or SITE_NAME.search(WELCOME.sub("", part)))
    ]
    if not own or len(own) == len(parts):
        return None
    if place:
        own = [part for part in own if fold(part) not in place.outer] or own
    marked = [part for part in own if headings.marked(part)]
    # The names go down to the page, or up from it.
    part = marked[0] if len(marked) == 1 else own[0] if own[0] == parts[0] else own[-1]
    if shown := headings.shown(part):
        return shown.text
    return place.name if place and fold(place.name) in map(fold, own) else part


def _place(page: Page) -> Place | None:
    """The last step of the current position."""
    for index, line in enumerate(page.lines[:150]):
        if _is_place(line):
            steps = [step for step in _STEP.split(line.replace(INLINE_MARK, "").strip()) if step]
            one = bool(steps) and _ONE.search(steps[-1]) is not None
            while steps and _LAST_STEP.match(steps[-1]):
                steps.pop()
            if len(steps) > 1 and 2 <= len(steps[-1]) <= 80:
                return Place(steps[-1].strip(), frozenset(map(fold, steps[1:-1])), index, one)
    if (trail := page.trail) and len(trail.steps) > 1:
        return Place(trail.steps[-1], frozenset(map(fold, trail.steps[1:-1])), trail.line)
    return None


@per_line
def _is_place(line: str) -> bool:
    if not ("位置" in line or "首" in line or "在" in line):
        return False
    return len(line) < 400 and _PLACE.search(line) is not None
