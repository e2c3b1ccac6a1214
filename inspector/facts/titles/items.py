"""What labels and the beginning of a text say the title of a letter, a guide or a document is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inspector.facts.byline.words import ISSUER, OF_DOCUMENT, OF_LETTER
from inspector.facts.kind.people import OFFICER, is_name
from inspector.facts.lines import INLINE_MARK, fold
from inspector.facts.one_letter import answered_once, form_answered, labels_of_one
from inspector.facts.site_names import SITE_NAME
from inspector.facts.titles.headings import join_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from inspector.facts.lines import Line
    from inspector.facts.titles.headings import Heading, Headings
    from inspector.facts.trail import Trail
    from inspector.page import Page

_TITLED = re.compile(
    "(?:报告|指南|通知|公告|通告|公示|办法|方案|规定|细则|意见|决定|预案|规划|制度|说明|目录|清单)(?:[(（][^()（）]{1,12}[)）])?$"
)
_REMARK = re.compile("[(（][^()（）]{2,24}[)）]")
OFFICES = re.compile("领导|[省市县区州镇乡局厅]长$|书记$|主任$|主席$|负责人$")
_OFFICE_LABEL = re.compile("^(?:现任|行政)?职\\s{0,4}务\\s?[:：]")
_OF_PERSON = re.compile(r"^(?:姓\s{0,4}名\s?[:：]?\s{0,4}|(?:现任)?职\s{0,4}务$)")
_DATED = 20  # letters: more than a day and its label
_FEW_ROWS = 2
_NAME_LABEL = re.compile(
    "^(?:领导)?姓\\s{0,4}名\\s?[:：]?\\s{0,3}([\u4e00-\u9fff·]{2,12}(?:\\s[\u4e00-\u9fff])?)$", re.M
)
_LIFE = re.compile("简历|出生|年\\d{1,2}月生")
_LIVED = re.compile(r"^[\s\x01]{0,9}([\u4e00-\u9fff]{2,4})，[男女]，", re.M)
_IN_OFFICE = re.compile(r"[\u4e00-\u9fff、]{1,20}(?:长|书记|主任|主席)\s{1,4}([\u4e00-\u9fff]{2,4})")
_LONGEST_OFFICE = 40  # letters
_LETTER_TITLE = re.compile(
    r"\W{0,3}(?:信件|来信|留言|咨询|投诉|问题|诉求|写信|提问|邮件|信访|申请)?(?:标\s?题|主\s?题)\s?(?:[:：]\s?(.*)|$)"
)
_CONTENT = re.compile("内容(?::|$)")
_WRITTEN = frozenset(("来信", "写信", "留言", "咨询", "提问", "提交"))
_REPLIED = frozenset(("回复", "答复"))
_ASKED, _ANSWERED = re.compile("^提?问(?:[:：]|$)", re.M), re.compile("^回?答(?:[:：]|$)", re.M)
# The sort of a letter before its title, in brackets or in an element of its own.
_TAG = re.compile(
    r"^[\x01\s]{0,4}(?:[\[【（(]\s?[\u4e00-\u9fff]{2,4}\s?[\]】）)]"
    r"|(?:^|(?<=\x01))\s?(?:咨询|求助|投诉|建议|举报|意见|感谢|表扬|求决|申诉)\s?(?=\x01))[\x01\s]{0,4}"
)
_CONSULTED = re.compile(
    r"^(?:意见)?征集(?:主题|标题|名称|事项)\s?[:：]?\s{0,3}(?:([^\n]{6,100})|\n([^\n]{6,100}))$", re.M
)
_PART = re.compile(r"[一二]、|第一[章条]|\(?（?一[)）]")
_WHO_WROTE = re.compile("^.{2,40}(?:来信|提问|留言|咨询|写道|反映):$")
_WHO_REPLIED = re.compile("^.{2,40}(?:答复|回复):$")
_SERVICE = re.compile(r"^(?:服务)?事项名称\s?[:：]?\s{0,3}([^\s:：][^\n:：]{3,40})$", re.M)
_NEXT_LABEL = re.compile(r"\s[\u4e00-\u9fff]{2,6}[:：]")
_GUEST = re.compile("^(?:访谈|本期|特邀|受访)?嘉宾[:：]", re.M)
_OF_TALK = re.compile("(?:访谈|直播|本期|特邀|受访)?(?:时间|嘉宾|日期):|主持人:")
_SPAN = re.compile(
    "^(?:征集|征求|征求意见|反馈|意见反馈)?(?:(?:开始|截止|截至|结束|起止)(?:时间|日期)|征集时间|征求意见时间)(?:[:：]|$)",
    re.M,
)
_OF_CONSULTATION = re.compile(
    "(?:[\u4e00-\u9fff]{0,6}(?:开始|截止|结束|起止|发布|征集|浏览)?(?:时间|日期|状态|次数)|状态"
    "|(?:发起|征集|起草|主办|承办)(?:单位|部门|机构))(?::|$)"
)
_SHORTEST = 8  # letters
_TALK_TITLE = re.compile("^(?:访谈|直播|本期)(?:主题|题目|标题)[:：]\n?(.{2,60})$", re.M)
_LONGEST_NAME = 40  # letters, of a service
_NUMBERED = re.compile("[一二三四五六七八九十]{1,2}、")
_ELEMENTS = 4  # of a service guide
_REACH = 10  # lines
_AROUND = 2  # marks around a line
_NEAR = 60  # lines
_LONGEST_TITLE = 80  # letters


def of_letter(page: Page, headings: Headings, trail: Trail) -> str | None:
    """What a letter's own label says it is titled, or else the heading above its first label."""
    labels = {label for line in page.lines for name, label in line.labels if name == "letter"}
    told = len(labels) >= 3 and any("内容" in label for label in labels)
    told = told or _written_and_answered(page, labels)
    told = told or bool(labels and (labels_of_one(page) or answered_once(page) or form_answered(page)))
    if not told and not ("答" in page.text and _ASKED.search(page.text) and _ANSWERED.search(page.text)):
        return _over_who_wrote(page) if trail.line < 0 else None
    titles: list[str] = []
    for index, line in enumerate(page.lines):
        if index > trail.line and (named := _LETTER_TITLE.match(line.replace(INLINE_MARK, ""))):
            value = named[1] or "".join(page.lines[index + 1 : index + 2])
            titles.append(_NEXT_LABEL.split(value, maxsplit=1)[0].replace(INLINE_MARK, "").strip())
    title = titles[0] if len(titles) == 1 else ""
    if 4 <= len(title) <= 80 and title[-1] not in "：:*" and title not in labels:
        return title
    if not told:
        asked = _headed(page, headings)
        return asked.text if asked else _over_who_wrote(page)
    first = next(
        at
        for at, line in enumerate(page.lines)
        if "letter" in dict(line.labels)
        or (at > trail.line and OF_LETTER.match(line.replace(INLINE_MARK, "")))
    )
    above = [h for h in headings.others if trail.line < h.line < first and len(h.text) >= 6]
    above = [h for h in above if fold(h.text) not in map(fold, trail.steps)]
    if above:
        return min(above, key=lambda h: h.line).text
    line = page.lines[first - 1]
    text = _TAG.sub("", line).strip(INLINE_MARK)
    if first - 1 <= trail.line or len(text) < 6 or INLINE_MARK in text or line.labels or ":" in line.folded:
        return None
    return text


def _written_and_answered(page: Page, labels: set[str]) -> bool:
    """Whether labels of a letter and of its answer stand beside one that says only "content"."""
    begins = {label[:2] for label in labels}
    if not (begins & _WRITTEN and begins & _REPLIED):
        return False
    return any(_CONTENT.match(line.folded) for line in page.lines)


def of_consultation(page: Page, _headings: Headings, trail: Trail) -> str | None:
    """What the label of a consultation says that it is about, or else the line over its first label."""
    if "征集" not in page.text and "征求" not in page.text:
        return None
    if len(found := _CONSULTED.findall(page.text)) == 1:
        return "".join(found[0])
    return _line_over(page, _OF_CONSULTATION, trail) if _SPAN.search(page.compact) else None


def _line_over(page: Page, label: re.Pattern[str], trail: Trail) -> str | None:
    """The line over the first label of a kind below a line, where that may be a title."""
    lines = page.lines
    first = next((at for at in range(trail.line + 1, len(lines)) if label.match(lines[at].folded)), 0)
    line = lines[first - 1]
    if (
        first - 1 <= trail.line
        or not _SHORTEST <= len(line) <= _LONGEST_TITLE
        or line.is_prose
        or line.may_date
    ):
        return None
    return None if INLINE_MARK in line or line[-1] in "：:。" else str(line)


def _over_who_wrote(page: Page) -> str | None:
    """The line over the one that says who wrote, where one more says who replied."""
    if "复" not in page.text:
        return None
    wrote = [at for at, line in enumerate(page.lines) if _WHO_WROTE.match(line.folded)]
    replied = [at for at, line in enumerate(page.lines) if _WHO_REPLIED.match(line.folded)]
    return _line_above(page, wrote[0]) if len(wrote) == len(replied) == 1 else None


def _line_above(page: Page, at: int) -> str | None:
    """The line above another, where it may be a title and is no link."""
    line = page.lines[at - 1] if at > 0 else ""
    text = line.replace(INLINE_MARK, "").strip()
    if not 4 <= len(text) <= _LONGEST_NAME or line.count(INLINE_MARK) > _AROUND or text[-1] in "：:。；":
        return None
    return None if any(link.text == text for link in page.links) else text


def _headed(page: Page, headings: Headings) -> Heading | None:
    """The heading of a question, between the words for question and answer that stand alone."""
    lines = [line.replace(INLINE_MARK, "") for line in page.lines]
    if lines.count("问") != 1 or "答" not in lines:
        return None
    begin, end = lines.index("问"), lines.index("答")
    return next((h for h in headings.others if begin < h.line < end and len(h.text) >= 6), None)


def of_talk(page: Page, headings: Headings, trail: Trail) -> str | None:
    """What the labels of one interview say it is about, or else the heading over the first of them."""
    if page.text.count("主持人") < 2 or len(_GUEST.findall(page.compact)) != 1:
        return None
    if (named := _TALK_TITLE.search(page.compact)) and 4 <= len(named[1]) <= _LONGEST_NAME:
        return named[1]
    first = next((at for at, line in enumerate(page.lines) if _OF_TALK.match(line.folded)), None)
    above = [h for h in headings.others if first is not None and first - 3 <= h.line < first]
    return max(above, key=lambda h: h.line).text if above else _line_over(page, _OF_TALK, trail)


def of_guide(page: Page, _headings: Headings, trail: Trail) -> str | None:
    """The line just below the current position that names what the elements of a service guide are about."""
    steps = set(map(fold, trail.steps))
    below = [line for line in page.lines[trail.line + 1 : trail.line + _NEAR] if line.folded not in steps]
    labels = {label for line in below for name, label in line.labels if name == "service_guide"}
    if len(labels) < 3:
        return None
    if named := _SERVICE.search("\n".join(below).replace(INLINE_MARK, "")):
        return named[1].strip()
    if trail.line < 0:
        return _over_elements(page)
    if below[0].labels or SITE_NAME.search(below[0]) or not 4 <= len(below[0]) <= _LONGEST_NAME:
        return None
    return None if INLINE_MARK in below[0] or below[0].may_date or ":" in below[0].folded else below[0]


def _over_elements(page: Page) -> str | None:
    """The line over the elements of a service guide, which stand close together."""
    labelled = [at for at, line in enumerate(page.lines) if any(n == "service_guide" for n, _ in line.labels)]
    if len(labelled) < _ELEMENTS or labelled[_ELEMENTS - 1] - labelled[0] > _REACH:
        return None
    # Labels that are not known may stand before the first that is.
    first = labelled[0]
    while (
        first
        and (line := page.lines[first - 1]).count(INLINE_MARK) <= _AROUND
        and _NUMBERED.match(line.folded)
    ):
        first -= 1
    return _line_above(page, first)


def of_document(page: Page, headings: Headings, trail: Trail) -> str | None:
    """The line above a text that reads like the name of a document, where no list stands."""
    if not page.document_header and sum([line.is_row for line in page.lines[trail.line + 1 :]]) > _FEW_ROWS:
        return None
    for line_no, line in enumerate(page.lines[trail.line + 1 : trail.line + _NEAR], trail.line + 1):
        if line.isascii():
            continue
        if line.is_prose or _in_list(page.lines[line_no : line_no + 4]):
            break
        text = line.replace(INLINE_MARK, "").strip()
        if OF_DOCUMENT.search(text) and not line.is_row and not (line.header and line.header.labels):
            if any(len(link.text) > len(text) // 2 and link.text in text for link in page.links):
                return None
            heading = next((h for h in headings.others if h.line <= line_no < h.line + h.span), None)
            if text.startswith("关于") and ISSUER.fullmatch(issuer := page.lines[line_no - 1]):
                text = join_lines((issuer, text))
            return heading.text if heading else text
    return None


def _in_list(lines: Sequence[Line]) -> bool:
    """Whether a line is that of a row or its title, and another row follows it."""
    if any(line.header and line.header.labels for line in lines):
        return False
    rows = [line.is_row for line in lines]
    if rows[:2] == [True, True]:
        return min(map(len, lines[:2])) > _DATED
    return rows == [False, True, False, True] and len(lines[2]) > 6


def begin_of_text(page: Page, _headings: Headings, trail: Trail) -> str | None:
    """The short lines between the current position, or the side menu below it, and a text: then its title."""
    below = page.lines[trail.line + 1 : trail.line + _NEAR]
    first = next((at for at, line in enumerate(below) if line.is_prose or _PART.match(line)), 0)
    parts: list[str] = []
    for at in range(first - 1, -1, -1):
        line, text = below[at], below[at].replace(INLINE_MARK, "").strip()
        linked = line.count(INLINE_MARK) > 2 or any(link.text == text for link in page.links)
        if not parts and _REMARK.fullmatch(text):
            continue
        before = below[at - 1] if at else line
        of_field = ":" in line.folded or line.header or before.header or before.folded[-1:] == ":"
        if of_field or (INLINE_MARK in line and linked):
            break
        if not 4 <= len(text) <= 50 or text[-1] in "。；" or len(parts) == 4:
            return None
        parts.insert(0, text)
    title = join_lines(parts)
    return title if _TITLED.search(title) else None


def of_person(page: Page, headings: Headings, trail: Trail) -> str | None:
    """The one person named over an office, not below it as in a list of leaders, or by a heading."""
    shown = trail.line >= 0
    if "，男，" in page.text or "，女，" in page.text:
        lives = set(_LIVED.findall(page.text))
        posts = (_IN_OFFICE.fullmatch(line) for line in page.lines[trail.line + 1 : trail.line + _NEAR])
        told = {post[0] for post in posts if post and {post[1]} == lives}
        if len(told) == 1:
            return told.pop()
    if shown and not OFFICES.search(trail.steps[-1]):
        return None
    below = page.lines[trail.line + 1 : trail.line + _NEAR]
    bare = [_OF_PERSON.sub("", line.replace(INLINE_MARK, "").strip()) for line in below]
    bare = [line for line in bare if line]
    office = OFFICER if shown else _OFFICE_LABEL
    offices = [office.search(line[:_LONGEST_OFFICE]) is not None for line in bare]
    names = {
        name
        for at, name in enumerate(bare[:-1])
        if offices[at + 1]
        and not (at and offices[at - 1])
        and is_name(name)
        and not any(offices[at + 3 : at + 4])
    }
    names |= {
        parts[0]
        for line in below
        if len(parts := [part for one in line.split(INLINE_MARK) if (part := one.strip())]) == 2
        and is_name(parts[0])
        and office.search(parts[1][:_LONGEST_OFFICE])
    }
    if not names and "姓" in page.text:
        labelled = _NAME_LABEL.findall("\n".join(below).replace(INLINE_MARK, ""))
        names = {name for name in labelled if is_name(name)}
    if shown and not names and _LIFE.search(page.text):
        names = {h.text for h in headings.others if trail.line < h.line and is_name(h.text)}
    return names.pop() if len(names) == 1 else None


TELLERS: tuple[tuple[str, Callable[[Page, Headings, Trail], str | None]], ...] = (
    ("labels", of_letter),
    ("labels", of_talk),
    ("labels", of_guide),
    ("labels", of_consultation),
    ("document", of_document),
    ("office", of_person),
    ("begin of text", begin_of_text),
)
"""Who tells the title of one kind of item, and by what."""
