"""The title of a page as its reader sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inspector.columns import classify
from inspector.facts.byline_words import ISSUER, OF_DOCUMENT
from inspector.facts.headings import name_parts, title_pieces
from inspector.facts.item_titles import (
    begin_of_text,
    below_header,
    of_consultation,
    of_document,
    of_guide,
    of_letter,
    of_talk,
)
from inspector.facts.kind_people import is_name
from inspector.facts.lines import INLINE_MARK, fold
from inspector.facts.place_titles import OFFICES, TEMPLATE, going_before, going_on, person_below
from inspector.facts.position import ITEM, Place, read_position
from inspector.facts.site_names import HOME, SITE_NAME, WELCOME, abbreviates, official, without_site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.facts.headings import Heading, Headings
    from inspector.page import Page

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
_BODY = re.compile("(?:政府|委员会|[局厅院署网]|中心)$")
_NAME = 8  # letters
_LONGEST_PART = 16  # letters
_LONG = 12  # letters, more than names of places have
_NEAR = 60  # lines
_SIDE = 14  # lines, of a side menu
_KNOWN = 0.9
_DAY = 20  # letters, with the signs of elements
_NEXT = 8  # lines
_LONGEST = 100  # letters
_OF_ONE = re.compile("(?:详情|查看|详细(?:信息|内容)?)页?面?$")
_OF_LETTERS = re.compile("留言|信箱|来信|信件|咨询|投诉|问政|诉求")
_SORT = re.compile("(?:(?:信息|文章|内容)?列表|栏目|频道|页面|详情)页?$")
_TOP = Place("", frozenset(), -1)  # where no position is told


def read_title(page: Page) -> str | None:
    """The visible title: of an article the heading over its text, of a column or site its shown name."""
    if page.media != "html":
        return None
    if page.byline.title and not _of_item(page):
        return page.byline.title
    headings = page.headings
    tags = page.head_tags
    stated = "" if _NO_TITLE.fullmatch(headings.stated) else _HOME_AT_END.sub("", headings.stated)
    article = tags.get("ArticleTitle", "")
    if article and (shown := headings.shown(article)):
        return shown.text
    field = page.document_header.get("title")
    if field and field.value:
        if heading := headings.marked(field.value) or (None if stated else headings.shown(field.value)):
            return heading.text
    site = headings.site
    place = read_position(page)
    if stated and fold(stated) != site:
        return _of_stated(page, headings, stated, site, place)
    if headings.front and stated:
        return stated
    if place:
        return _heading_below(page, headings, place) or going_before(page, place) or place.name
    column = tags.get("ColumnName")
    if column and not HOME.fullmatch(column) and (shown := headings.shown(column)):
        return shown.text
    if not stated:
        begin = page.byline.line
        title = of_letter(page, headings, 0) or (
            of_document(page, headings, begin) if begin is not None else None
        )
        if title:
            return title
        if not headings.front and (told := headings.over_rows):
            return told.text
        named = (h for h in headings.first_level + headings.others if not _NO_HEADING.fullmatch(h.text))
        first = next(named, None)
        if first and SITE_NAME.search(first.text) and (told := headings.told_once):
            return told.text
        return first.text if first and not headings.leads_on(first) else article or None
    if not headings.front and (told := headings.over_rows):
        return told.text
    return stated


def _of_item(page: Page) -> bool:
    """Whether the day below a title is that of a row: it says nothing else, as its neighbours do."""
    byline = page.byline
    if byline.labelled or byline.source is not None or byline.line is None:
        return False
    near = page.lines[max(0, byline.line - _NEXT) : byline.line + _NEXT]
    return sum(line.is_row and len(line) <= _DAY for line in near) > 2


def _heading_below(page: Page, headings: Headings, place: Place) -> str | None:
    """The long heading just below the current position, where the title element names only the site."""
    if person := person_below(page, headings, place):
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
    below = [h for h in below if not ITEM.search(h.text)]
    table = place.name + INLINE_MARK  # the head of a table, whose first column is called so
    if any(page.lines[h.line].startswith(table) for h in below):
        return place.name
    if below and (links := {link.text for link in page.links if link.kind == "page"}):
        below = [h for h in below if h.text not in links]  # the title of an item
    if below:
        return min(below, key=lambda h: h.line).text
    found = (
        of_guide(page, place) or of_letter(page, headings, place.line) or of_talk(page, headings, place.line)
    )
    found = found or of_consultation(page, place.line)
    found = found or of_document(page, headings, place.line) or begin_of_text(page, place)
    return found or (_line_below(page, place) if place.one else None)


def _line_below(page: Page, place: Place) -> str | None:
    """The line below a current position that ends in "text", where that may be a title."""
    for line in page.lines[place.line + 1 : place.line + 2]:
        if 6 <= len(line) <= _LONGEST and INLINE_MARK not in line and ":" not in line.folded:
            return None if line.is_prose or line.is_row or line.labels else str(line)
    return None


def _is_near(heading: Heading, place: Place) -> bool:
    """Whether a heading long enough for a title stands below a current position, or the side menu there."""
    return len(heading.text) >= _NAME and place.line < heading.line < place.line + _SIDE


def _heading_of_text(page: Page, headings: Headings, place: Place) -> str | None:
    """The page's one h1 or h2 below the current position, where a text follows it."""
    heading = headings.only or headings.alone
    if heading is None or not _is_near(heading, place):
        return None
    below = page.lines[heading.line + 1 : heading.line + _NEAR]
    return heading.text if any(line.is_prose for line in below) else None


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
    if place and all(map(TEMPLATE.fullmatch, own)) and (below := _heading_below(page, headings, place)):
        return below
    if not place and any(map(_is_column, own)):
        if item := of_guide(page, _TOP) or of_letter(page, headings, 0) or of_talk(page, headings, 0):
            return item
    if any(map(ITEM.search, own)):
        below = place and _heading_below(page, headings, place)
        if below := below or of_letter(page, headings, place.line if place else 0):
            return below
    if place and page.document_header and max(map(len, own)) <= _NAME:  # A column's name over any document.
        if document := of_document(page, headings, place.line):
            return document
    for piece in own:
        if (named := _HOLDER.search(piece)) and not headings.shown(piece) and headings.shown(named[1]):
            return named[1]
    part = _own_part(stated, headings, place)
    if part and place and _names(part, place):
        own.insert(0, part)
    if place and (begun := _begun(stated, own, headings, place)):
        return begun
    for piece in own:
        if place and _names(piece, place):
            below = (
                ((place.one or _OF_ONE.search(piece)) and _heading_below(page, headings, place))
                or of_guide(page, place)
                or _heading_of_text(page, headings, place)
                or person_below(page, headings, place)
                or going_before(page, place)
            )
            below = below or of_letter(page, headings, place.line) or of_talk(page, headings, place.line)
            below = below or of_consultation(page, place.line)
            return below or begin_of_text(page, place) or _document_below(page, headings, place) or place.name
        if place and fold(piece) in place.outer and not headings.marked(piece):
            return _heading_below(page, headings, place) or place.name
    for piece in own:
        if place and fold(piece) in fold(place.name) and not headings.shown(piece):
            return place.name
    if place and (other := _of_other(page, headings, own, place)):
        return other
    if not place and not headings.front and len(pieces) == 1 and _OF_LETTERS.search(stated):
        if letter := of_letter(page, headings, 0):
            return letter
    names_site = len(pieces) == 1 and SITE_NAME.search(WELCOME.sub("", stated)) or fold(stated) in sites
    if names_site and not place and not headings.front:
        if letter := of_letter(page, headings, 0):
            return letter
        if over := headings.over_rows:
            return over.text
    marked = {heading.line for heading in headings.first_level + headings.others}
    for heading in headings.named:
        if heading.line in marked and len(heading.text) >= 6:
            if fold(heading.text) not in sites or len(pieces) == 1 and fold(heading.text) != site:
                return heading.text
    if len(own[0]) >= _LONG and (longer := headings.going_on(own[0])):
        return longer.text
    if len(pieces) == 1:
        left_over = len(fold(stated)) <= _NAME and not headings.mentions(_SORT.sub("", stated))
        of_site = (
            left_over
            or SITE_NAME.search(WELCOME.sub("", stated)) is not None
            or (place is not None and abbreviates(stated, page.identity.sponsor or ""))
        )
        if place and (of_site or not headings.shown(stated)):
            below = _heading_below(page, headings, place)
            if below or of_site:
                return below or place.name
        elif of_site and not place and not headings.front:
            if letter := of_letter(page, headings, 0) or of_talk(page, headings, 0):
                return letter
            if over := _over(headings):
                return over.text
        if not place and not headings.front and not headings.shown(stated):
            if below := below_header(page):
                return below
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
    if not headings.front and (shown := headings.ending(stated)):
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
        return _without_sort(part, headings)
    if len(own) == 3 and len(own[1]) > _LONG > len(own[2]) and ISSUER.fullmatch(own[1]):
        return own[2]  # behind the name of a body that has no foot
    shortest = min(own[: max(1, (len(own) + 1) // 2)], key=len)
    for piece in own:
        if piece.startswith(shortest) and (shown := headings.shown(piece)):
            return shown.text
    return _without_sort(shortest, headings)


def _is_column(name: str) -> bool:
    """Whether a piece of a title element is the name of a known column."""
    return (its := classify(name)) is not None and its.confidence >= _KNOWN


def _document_below(page: Page, headings: Headings, place: Place) -> str | None:
    """The one heading below a current position, over a text, that reads like the title of a document."""
    if not any(line.is_prose for line in page.lines[place.line + 1 : place.line + _NEAR]):
        return None
    titles = {h.text for h in headings.others if place.line < h.line and OF_DOCUMENT.search(h.text)}
    return titles.pop() if len(titles) == 1 and not any(link.text in titles for link in page.links) else None


def _of_other(page: Page, headings: Headings, own: Sequence[str], place: Place) -> str | None:
    """The heading below the current position, where the title element names another page or nothing shown."""
    names = [one for one in own if fold(one) not in headings.sites and not SITE_NAME.search(one)]
    if names and not any(map(headings.mentions, names)):
        heading = headings.only or headings.alone
        of_body = heading is not None and _BODY.search(heading.text)
        if heading and not of_body and _is_near(heading, place) and not headings.leads_on(heading):
            return heading.text
    name = min(names, key=len, default="")
    if not name or headings.marked(name) or any("《" in one and headings.marked(one) for one in names):
        return None
    if fold(place.name) in fold(name):
        return begin_of_text(page, place)
    if not _is_column(name):
        return None
    shown = [line for line in page.lines if line.folded == fold(name)]
    return _heading_below(page, headings, place) if all(INLINE_MARK in line for line in shown) else None


def _without_sort(name: str, headings: Headings) -> str:
    """The name of a column without what kind of page it is, where no line says both."""
    own = _SORT.sub("", name)
    if own == name or headings.shown(name):
        return name
    return shown.text if (shown := headings.shown(own)) else own if len(own) >= 4 else name


def _over(headings: Headings) -> Heading | None:
    """What names a page whose title element names only the site and that has no trail."""
    return headings.over_rows or headings.sole or headings.listed or headings.alone or headings.told_once


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
