"""Dates as lists show them: in a cell, in brackets, without a year, split over elements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from inspector.facts.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.facts.lines import Line


@dataclass(frozen=True, slots=True)
class RowDate:
    """A date beside a list item; `year` is 0 where none is shown, `text` what was seen."""

    year: int
    month: int
    day: int
    text: str

    def date(self) -> date | None:
        """As a calendar date, None where there is no such day."""
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


_FULL = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?[-./年—–‐‑−]\s?(\d{1,2})\s?[-./月—–‐‑−]\s?(\d{1,2})(?!\d)(?:\s?日)?"
)
# Of what runs for a time, as surveys do, the first day is that of the row and the last is not.
_LAST = re.compile(r"(?:结束|截止|截至|到期)(?:(?:日期|时间|日)\s?[:：]?|[:：])$")
_TO = re.compile(r"(?:至|到|[-~～—–]{1,2})$")
_LONGEST_LABEL = 8
_UNTIL = re.compile(
    rf"^(?:\s?\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?)?\s?(?:至|到|[-~～—–]{{1,2}})\s?{_FULL.pattern}"
)
_COMPACT = re.compile(r"(?<![0-9A-Za-z])((?:19|20)\d\d)([01]\d)([0-3]\d)(?![0-9A-Za-z])")
_SHORT_YEAR = re.compile(r"^\D{0,2}(\d\d)[-./](\d{1,2})[-./](\d{1,2})\D{0,2}$")
_MONTH_DAY = re.compile(
    r"^\W{0,3}(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\W{0,3}$"
)
_IN_ENGLISH = re.compile(
    r"\W{0,2}(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? ?)?"
    r"(?:[A-Z][A-Za-z]{2,8}[. ] ?\d{1,2}[a-z]{0,2}, ?|\d{1,2}[a-z]{0,2}[- ][A-Z][A-Za-z]{2,8}[., -] ?)"
    r"(?:19|20)\d\d\W{0,2}"
)
_YEAR_MONTH = re.compile(r"^\W{0,2}((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?月?\W{0,2}$")
_YEAR = re.compile(r"^\W{0,2}((?:19|20)\d\d)\s?年?\W{0,2}$")
_MONTH = re.compile(r"^\W{0,2}(\d{1,2})\s?月\W{0,2}$")
_DAY = re.compile(r"^\W{0,2}(\d{1,2})\s?日?\W{0,2}$")
_DECORATION = re.compile(
    r"(?:发布|更新|公开|生成|成文|发文|添加|上传|公布|来信|提交|回复|答复|办结|受理|留言|咨询|录入|信息)?(?:日期|时间)"
    r"|(?:浏览|点击|阅读|访问|播放|下载)(?:次数|量|数)?\s?[:：]?\s?\d*\s?次?"
    r"|(?:信息)?(?:来源|来自)\s?[:：]\s?[^\s:：|]{1,20}"
    r"|\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?|[\s:：\[\]()（）【】|/·\-,，T]+"
)
_TAIL = re.compile(
    r"[\[(（【\s]\s?((?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?)(?:\s\d{1,2}:\d\d(?::\d\d)?)?\s?[\])）】]?$"
)
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-/]?([01]\d|[1-9])[-/]([0-3]?\d)/|/t((?:19|20)\d\d)([01]\d)([0-3]\d)_|(?<!\d)((?:19|20)\d\d)-?([01]\d)-?([0-3]\d)(?!\d)"
)
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)[-/]?([01]\d)/")
_LAST_DAY = re.compile(
    r"(?:((?:19|20)\d\d)\s?[-/.年]\s?)?(?<!\d)(\d{1,2})\s?[-/.月]\s?(\d{1,2})\D{0,8}(?:\d\d:\d\d\D{0,8})?$"
)
_FIRST_MONTHS, _LAST_MONTHS = 3, 10
_DIGIT = re.compile(r"\d")


def row_date(text: str, title: str) -> RowDate | None:
    """The date a row shows beside its title; `text` is the row with its runs parted by U+001F."""
    if not _DIGIT.search(text):
        return None
    found: list[RowDate] = []
    runs = [run for part in text.split("\x1f") if (run := part.strip())]
    for before, run in pairwise(["", *runs]):
        if len(run) > 60 or not _DIGIT.search(run):
            continue
        match = _FULL.search(run) or _COMPACT.search(run)
        if match and len(_DECORATION.sub("", run[: match.start()] + _UNTIL.sub("", run[match.end() :]))) <= 4:
            read = _checked(int(match[1]), int(match[2]), int(match[3]), match[0])
            if read and not _ends(run[: match.start()].strip() or before, after_a_day=bool(found)):
                found.append(read)
        elif _IN_ENGLISH.fullmatch(run) and (stated := parse_date(run)):
            found.append(RowDate(stated.year, stated.month, stated.day, run))
    if found:
        return found[0] if len(found) == 1 else max(found, key=lambda one: (one.year, one.month, one.day))
    split = _split(runs)
    if split:
        return split
    for run in runs:
        if (match := _MONTH_DAY.match(run)) and (read := _checked(0, int(match[1]), int(match[2]), run)):
            return read
        if match := _SHORT_YEAR.match(run):
            return _checked(2000 + int(match[1]), int(match[2]), int(match[3]), run)
    tail = _TAIL.search(title)
    if tail and (match := _FULL.search(tail[1])):
        return _checked(int(match[1]), int(match[2]), int(match[3]), tail[0])
    return None


def _ends(before: str, *, after_a_day: bool) -> bool:
    """Whether what stands before a day makes it the last of a time."""
    if len(before) <= _LONGEST_LABEL and _LAST.search(before):
        return True
    return after_a_day and _TO.search(before) is not None


def _split(runs: list[str]) -> RowDate | None:
    """Day and month (and year) in elements of their own."""
    year = month = day = 0
    for index, run in enumerate(runs):
        if len(run) > 12 or not _DIGIT.search(run):
            continue
        if match := _YEAR_MONTH.match(run):
            year, month = int(match[1]), int(match[2])
        elif match := _YEAR.match(run):
            year = int(match[1])
        elif match := _MONTH.match(run):
            month = int(match[1])
        elif (match := _MONTH_DAY.match(run)) and not month:
            month, day = int(match[1]), int(match[2])
        elif (match := _DAY.match(run)) and not day:
            near = runs[max(0, index - 1) : index] + runs[index + 1 : index + 2]
            if any(_YEAR_MONTH.match(one) or _MONTH.match(one) for one in near):
                day = int(match[1])
    if month and day and (year or not any(_MONTH_DAY.match(run) for run in runs)):
        return _checked(year, month, day, "")
    return None


def _checked(year: int, month: int, day: int, text: str) -> RowDate | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return RowDate(year, month, day, text)


def lists_among(lines: Sequence[Line]) -> int:
    """How many lists the rows among some lines make: each begins anew with a later day than the row above.

    Single rows, as those of a list that ends with its newest, make one together.
    """
    lengths: list[int] = []
    above = (0, 0, 0)
    for line in lines:
        if not line.is_row or (match := _LAST_DAY.search(line)) is None:
            continue
        day = (int(match[1] or 0), int(match[2]), int(match[3]))
        turned = not day[0] and above[1] <= _FIRST_MONTHS and day[1] >= _LAST_MONTHS
        if not lengths or (day > above and not turned):
            lengths.append(0)
        lengths[-1] += 1
        above = day
    return sum(length > 1 for length in lengths) or bool(lengths)


def url_date(url: str) -> date | None:
    """The date in an item's address, the first of the month where it has no day."""
    if match := _URL_DAY.search(url):
        groups = [int(group) for group in match.groups() if group]
        try:
            return date(groups[0], groups[1], groups[2])
        except ValueError:
            pass
    if match := _URL_MONTH.search(url):
        try:
            return date(int(match[1]), int(match[2]), 1)
        except ValueError:
            pass
    return None


def with_year(shown: RowDate, stated: date | None, neighbour: date | None, fetched: date) -> date | None:
    """A date shown without its year: the year of the item's address, its neighbour, or the fetch.

    `stated` (from the address) decides if it is within a month; `neighbour` is the item before.
    """
    if stated:
        years = (stated.year, stated.year + 1, stated.year - 1)
        options = [one for year in years if (one := RowDate(year, shown.month, shown.day, "").date())]
        near = [one for one in options if abs((one - stated).days) <= 45]
        if near:
            return min(near, key=lambda one: abs((one - stated).days))
    limit = fetched
    if neighbour and (neighbour.month, neighbour.day) >= (shown.month, shown.day):
        return RowDate(neighbour.year, shown.month, shown.day, "").date()
    this = RowDate(limit.year, shown.month, shown.day, "").date()
    if this and this <= limit:
        return this
    return RowDate(limit.year - 1, shown.month, shown.day, "").date() or this
