"""Dates as Chinese government pages write them, and the publication date of a page."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from inspector.page import Page

BEIJING = timezone(timedelta(hours=8))
FIRST_YEAR, LAST_YEAR = 1900, 2100
UNDATED_KINDS = frozenset({"home", "column", "search", "sitemap", "error"})

_ZEROS = "〇○零OoΟО0◯"
# Full-width digits and the many ways to write a separator or the zero of a Chinese year.
_FOLD = str.maketrans("０１２３４５６７８９－–—‐‑−．／：　\xa0", "0123456789------./:  ")
_CHINESE_DIGITS = {c: d for d, cs in enumerate((_ZEROS, *"一二三四五六七八九")) for c in cs}
_CHINESE_DIGITS.update({"元": 1, "廿": 20, "卅": 30, "十": 10})
_MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}

_YEAR = r"(?<![\d.-])((?:19|20)\d\d)"
_DAY_END = r"(?=\d\d:\d\d|[^\d]|$)"
_NUMERIC = _YEAR + r" {0,3}[-./年] {0,3}(\d{1,2}) {0,3}[-./月] {0,3}(\d{1,2})" + _DAY_END
_CHINESE = (
    rf"([{_ZEROS}一二三四五六七八九]{{4}}) {{0,3}}年 {{0,3}}([一二三四五六七八九十元]{{1,3}}) {{0,3}}月"
    r" {0,3}([一二三四五六七八九十廿卅]{1,4}) {0,3}日"
)
_DATE = re.compile(f"{_NUMERIC}|{_CHINESE}")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{4}|\d{6})?")
_DAY_FIRST = re.compile(
    r"(\d{1,2}) {0,3}(?:日| |/|-) {0,3}((?:19|20)\d\d) {0,3}[-./年] {0,3}(\d{1,2}) {0,3}月?"
)
_YEAR_LAST = re.compile(
    r"(\d{1,2}) {0,3}[-./月] {0,3}(\d{1,2}) {0,3}日? {0,3}[-/ ] {0,3}((?:19|20)\d\d) {0,3}年?"
)
_DAY_APART = re.compile(r"((?:19|20)\d\d) {0,3}[-./年] {0,3}(\d{1,2}) {0,3}月? {1,3}(\d{1,2}) {0,3}日?")
_LEAF = re.compile(r"(\d{1,2}) {0,3}日? {1,3}(\d{1,2}) {0,3}月 {0,3}((?:19|20)\d\d) {0,3}年?")
_ENGLISH = re.compile(
    r"\b([a-z]{3})[a-z]{0,6}\.? {1,3}(\d{1,2})(?:st|nd|rd|th)?(?:, ?| ) {0,2}(?:\d\d:\d\d:\d\d {1,3})?"
    r"(?:[a-z]{3,4} {1,3})?((?:19|20)\d\d)\b"
    r"|\b(\d{1,2})(?:st|nd|rd|th)?[ -]{1,3}([a-z]{3})[a-z]{0,6}\.?,?[ -]{1,3}((?:19|20)\d\d)\b",
    re.I,
)
# The forms a whole text may have, with the groups of year, month and day.
_RARE = (
    (_COMPACT, 1, 2, 3),
    (_DAY_FIRST, 2, 3, 1),
    (_YEAR_LAST, 3, 1, 2),
    (_DAY_APART, 1, 2, 3),
    (_LEAF, 3, 2, 1),
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")


class FoundDate(NamedTuple):
    """A date within a text, and where it stands there."""

    date: date
    start: int
    end: int


def find_dates(text: str) -> list[FoundDate]:
    """All valid full dates written with separators or in Chinese numerals, in order."""
    found = []
    for match in _DATE.finditer(text.translate(_FOLD)):
        if day := _of_match(match):
            found.append(FoundDate(day, match.start(), match.end()))
    return found


def parse_date(text: str) -> date | None:
    """The date a short text states: the first full date in it, else one of the rarer whole-text forms.

    Those are digits without separators, day and month or year apart (as in calendar leaves), English
    month names, and seconds or milliseconds since 1970 (read in Beijing time). None where there is none,
    or where it is no day of the calendar.
    """
    if found := find_dates(text):
        return found[0].date
    short = " ".join(text.translate(_FOLD)[:80].split()).strip("[]()【】 ")
    for pattern, year, month, day in _RARE:
        if rare := pattern.fullmatch(short):
            return _date(int(rare[year]), int(rare[month]), int(rare[day]))
    if english := _ENGLISH.search(short):
        name, in_month, in_year = english.group(1, 2, 3) if english[1] else english.group(5, 4, 6)
        number = _MONTHS.get(name.lower())
        return _date(int(in_year), number, int(in_month)) if number else None
    if _EPOCH.fullmatch(short):
        seconds = int(short) / (1000 if len(short) == 13 else 1)
        return datetime.fromtimestamp(seconds, BEIJING).date()
    return None


def read_published(page: Page) -> date | None:
    """The publication date shown to a reader; None for pages that list or search and for home pages."""
    stated = page.byline.published
    if not page.byline.labelled:
        header = page.document_header
        for field in ("date_published", "date_issued"):
            if field in header and (dated := parse_date(header[field].value)):
                stated = dated if field == "date_published" else stated or dated
                break
    if stated is None or page.kind.name in UNDATED_KINDS:
        return None
    return stated


def _of_match(match: re.Match[str]) -> date | None:
    if match[1]:
        return _date(int(match[1]), int(match[2]), int(match[3]))
    year = 0
    for character in match[4]:
        year = year * 10 + _CHINESE_DIGITS[character]
    return _date(year, _chinese_number(match[5]), _chinese_number(match[6]))


def _chinese_number(text: str) -> int:
    """一 to 三十一, also 廿三 and the positional 二一."""
    number = 0
    for position, character in enumerate(text):
        value = _CHINESE_DIGITS[character]
        if value == 10:
            number = (number or 1) * 10
        elif position and text[position - 1] not in "十廿卅":
            number = number * 10 + value
        else:
            number += value
    return number


def _date(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
