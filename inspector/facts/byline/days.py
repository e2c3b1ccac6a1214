"""Days in the lines near a title: behind a label, alone, or at the end of the rows of a list."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from itertools import takewhile
from typing import TYPE_CHECKING

from inspector.facts.byline import words
from inspector.facts.dates import FoundDate, find_dates, parse_date
from inspector.facts.lines import INLINE_MARK, per_line
from inspector.facts.listing.row_dates import RowDate, url_date, with_year
from inspector.facts.scripts.filling import is_empty

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from inspector.page import Page

_FILLED = ("publish_time", "publishTime", "createTime")
_STAMPED = re.compile(
    r"\b(?:createTime|publish_time|publishTime|create_time|oriCreateTime|ct)\s{0,3}=\s{0,3}"
    r"[\"'](?:(20\d\d-\d\d?-\d\d?)(?!\d)|(1\d{9})[\"'])"
)
_SHORT_YEAR = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_LABELLED_YEARLESS = re.compile(
    r"[\s\x01]{0,9}(?:发布|公布|发表|更新)?(?:时间|日期)[\s\x01]{0,4}[:：][\s\x01]{0,4}(\d{1,2})[-/月](\d{1,2})(?![\d至.-])"
)
_YEARLESS = re.compile(
    r"[\s\x01]{0,9}(\d{1,2})[-/月](\d{1,2})日?\s\d\d?:\d\d(?=[\s\x01]{0,9}(?:$|[^\d\s\x01:]{0,6}来源|[^\d\s\x01]{2,20}[\s\x01]*$))"
)
_APART = 45  # days
_SIGNED_WITHIN = 12  # lines
_PERIOD = re.compile(
    r"日?\s?(?:\d{1,2}[:：时]\d{0,2}\s?)?(?:至|到|[-—–~～]{1,2})\s?(?:(?:19|20)\d\d|\d{1,2}月)"
)
_TOUCHED = re.compile("[\x01\\s]{0,4}(?:[上下]一[篇条则]|(?:打印|更新|修改|最[后近]更新)(?:时间|日期)[:：])")
# Before a day that is not that of publication.
_OTHERWISE = re.compile(
    r"(?:(?:成文|生成|形成|签发|失效|废止|生效|施行|实施|截[止至稿]|打印|会议|开标|投标|评审|报名|考试|笔试|面试|拍卖|竞价|开始|结束|起始|活动"
    r"|举办|召开|征集|到期|下载|访问|当前|系统|登录|抓取|出生)(?:日期|时间|期限)|有效期至?|公示期限?|(?:截[止至]|打印)(?=\s?[:：]))\s?[:：]?\s?$"
)
_LEAF_LINE = 12  # characters
_OF_LEAF = re.compile(r"[\s\x01]{0,4}\d{1,4}(?:[-/.年月日\s\x01]{1,4}(?:\d{1,2}[月日]?)?)?[\s\x01]{0,4}")
_FULL_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMED_MONTH = re.compile(r"(?=[\x20-\x7e]{0,12}[A-Z][a-z]{2})[\x20-\x7e]{8,40}")
_CHINA = timezone(timedelta(hours=8))


def labelled_day(line: str, lines: Sequence[str], index: int) -> tuple[int, date] | None:
    """The best ranked labelled date of a line: 1 published, 2 plain, 3 another kind of date."""
    best = None
    for label in words.DATE_LABEL.finditer(line):
        rank = 1 if label[1] else 3 if label[2] else 2
        behind = line[label.end() : label.end() + 60].replace(INLINE_MARK, "").lstrip(" 0:：[【(（")
        dates = find_dates(behind[:40])
        if not dates and (compact := words.COMPACT.match(behind)):
            day = parse_date(compact[0])
            dates = [FoundDate(day, 0, 8)] if day else []
        if not behind and index + 1 < len(lines):
            dates = find_dates(lines[index + 1][:40].replace(INLINE_MARK, ""))
        if not dates and (short := _SHORT_YEAR.match(behind)):
            day = parse_date(f"20{int(short[1]):02}-{short[2]}-{short[3]}")
            dates = [FoundDate(day, 0, 8)] if day else []
        if not dates and (day := _month_named(behind)):
            dates = [FoundDate(day, 0, 8)]
        if dates and rank == 2 and _PERIOD.match(behind, dates[0].end):
            continue
        if dates and dates[0].start <= 3 and (best is None or rank < best[0]):
            best = (rank, dates[0].date)
    return best or (_english_day(line) if line.isascii() else None)


def _month_named(text: str) -> date | None:
    """The day at the beginning of a text that names its month in English."""
    named = _NAMED_MONTH.match(text)
    return parse_date(named[0]) if named else None


def _english_day(line: str) -> tuple[int, date] | None:
    """The day behind an English label, ranked as by `labelled_day`."""
    label = words.ENGLISH_DATE.search(line)
    if not label:
        return None
    day = parse_date(line[label.end() : label.end() + 24].replace(INLINE_MARK, " "))
    return (1 if label[1] else 3 if label[2] else 2, day) if day else None


def ends_in_colon(line: str) -> bool:
    """Whether a line ends as labels do whose value stands below."""
    return line.rstrip("\x01 ").endswith(("：", ":"))


def own_day(lines: Sequence[str], index: int) -> date | None:
    """The date of a short line that holds little else, where that is not the value of another label."""
    day = bare_day(lines[index]) or _leaf_day(lines, index)
    if day and index and _OTHERWISE.fullmatch(lines[index - 1].replace(INLINE_MARK, "").strip()):
        return None  # Beside the label of another day, in the cells of a table.
    if day and index and ends_in_colon(above := lines[index - 1]):
        return day if words.DATE_LABEL.search(above) or words.TOOL.search(above) else None
    return day


def _leaf_day(lines: Sequence[str], index: int) -> date | None:
    """The date of a calendar leaf that begins here: day, month and year in two or three lines."""
    leaf: list[str] = []
    for line in lines[index : index + 3]:
        if len(line) > _LEAF_LINE or not _OF_LEAF.fullmatch(line):
            break
        leaf.append(line.replace(INLINE_MARK, " ").strip())
        if len(leaf) > 1 and any(_FULL_YEAR.search(part) for part in leaf):
            return parse_date(" ".join(leaf))
    return None


def _of_today(text: str) -> bool:
    if words.TODAY.search(text):
        return True
    return words.MAYBE_TODAY.search(text) is not None and not words.SIGN.search(text)


@per_line
def bare_day(line: str) -> date | None:
    """The date of a short line that holds little else."""
    if len(line) > 160 or ("2" not in line and "1" not in line and "年" not in line):
        return None
    text = " ".join(line.replace(INLINE_MARK, " ").split())
    if (text.startswith(("（", "(")) and "年" in text) or _of_today(text):
        return None  # The note under the title of a law says when it was passed.
    dates = find_dates(text)
    if not dates:
        return parse_date(text) if len(text) < 40 else None
    before, after = text[: dates[0].start], words.CLOCK.sub("", text[dates[0].end :], 1)
    rest = words.COUNT.sub("", before + after).strip(" |｜·•/-—")
    if len(dates) > 2 or words.SENTENCE.search(rest) or words.OTHER_LABEL.search(rest):
        return None
    if words.CHINESE.match(after) or words.CHINESE.match(before[-1:]) or _OTHERWISE.search(before[-12:]):
        return None  # A date within a phrase, or another day's.
    if (
        words.CHINESE.search(rest)
        and not words.SIGN.search(rest)
        and (len(rest) > 12 or not words.OFFICE.search(rest))
        and not (words.HOUR.match(text, dates[0].end) and words.WHERE.search(after))
    ):
        return None
    return dates[0].date


def day_beside(line: str) -> date | None:
    """The first day in a line that states a source; English ones have the names of months."""
    for found in find_dates(line):
        if _PERIOD.match(line, found.end):
            return None
        if not _OTHERWISE.search(line, max(0, found.start - 12), found.start):
            return found.date
    return parse_date(line) if line.isascii() else _month_named(line)


def is_listed(lines: Sequence[str], index: int) -> bool:
    """Whether the next lines, but for those of the foot, end in dates too, as the items of a list do."""
    return any(
        find_dates(line[-24:].replace(INLINE_MARK, " "))
        for line in takewhile(lambda line: not words.FOOTER.search(line), lines[index + 1 : index + 4])
        if not (line.rstrip("\x01 ").endswith("。") or _TOUCHED.match(line))
    )


def yearless_day(page: Page, line: int) -> date | None:
    """A day and hour without a year just below a heading; the address or the text tells the year."""
    lines = page.lines
    for index in range(line, min(line + 2, len(lines))):
        shown = _YEARLESS.match(lines[index]) or _LABELLED_YEARLESS.match(lines[index])
        if not shown or is_listed(lines, index):
            continue
        told = [url_date(page.url), parse_date(page.head_tags.get("PubDate", ""))]
        told += [
            found.date for one in lines[index + 1 : index + _SIGNED_WITHIN] for found in find_dates(one)[:1]
        ]
        if near := next(filter(None, told), None):
            day = with_year(RowDate(0, int(shown[1]), int(shown[2]), ""), near, None, near)
            return day if day and abs((day - near).days) <= _APART else None
    return None


def scripted_day(page: Page) -> date | None:
    """The day in a variable of the page's script, where an empty element waits for it (posts of accounts)."""
    if page.rendered or not page.holds(*_FILLED):
        return None
    if not any(is_empty(page.tree.css_first(f"#{name}")) for name in _FILLED):
        return None
    found = [stamp for script in page.code for stamp in _STAMPED.finditer(script)]
    days = {parse_date(stamp[1]) for stamp in found if stamp[1]}
    days = days or {datetime.fromtimestamp(int(stamp[2]), _CHINA).date() for stamp in found if stamp[2]}
    return days.pop() if len(days) == 1 else None
