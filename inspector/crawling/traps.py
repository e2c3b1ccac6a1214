"""Addresses that a crawl must not follow, because behind them stand endlessly many of them.

`trap` is a pure function of an address and of how many addresses of each pattern were let through. What it
refuses is counted and reported, never silently dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from inspector.page import Page

MAX_LENGTH = 1500
MAX_DEPTH = 24
MAX_PARAMETERS = 8
#: Addresses of one pattern (`pattern`) that are let through, by the number of query parameters.
CAPS = (50_000, 5_000, 1_000)
#: Parameters of one path in so many orders and choices: filters that can be combined have more and more.
MAX_CHOICES = 30
#: Days, months or years of one calendar.
CALENDAR_CAP = 24
#: Pages of one pattern that say the same one after the other, or of any pattern that say the very same.
ECHOES = 100
#: Characters of text from which a page says so much that it is content, however many say the same.
CONTENT = 2_000

_DIGITS = re.compile(r"\d+")
_NUMBERS = 12  # characters by which texts differ that differ by numbers only
_NUMBER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]*\d[0-9a-f]{7,}|\d+", re.I)
_MIRROR = re.compile(r"/gate/big5/|^https?://(?:big5|gb|gbk)\.|/big5/https?[:/]", re.I)
_SESSION = re.compile(
    r"[?&;](?:\w{0,20}session_?id|sid|s_id|token|ticket|csrf\w{0,10})=|\(S\([a-z0-9]{20,}\)\)", re.I
)
_SEARCH_PATH = re.compile(r"/(?:was5/web/)?(?:search|sousuo|query|s)(?:[/._-]|$)|/so/", re.I)
_SEARCH_QUERY = re.compile(
    r"(?:^|&)(?:q|s|wd|keywords?|key|kw|query|search_?words?|search_?text|searchkey|words?|allkeyword)=", re.I
)
_VIEW = re.compile(
    r"(?:^|&)(?:print(?:able)?|fontsize|font_size|skin|theme|preview|replytocom|share|sort_?by|order_?by)=|mode=print",
    re.I,
)
_VIEW_PATH = re.compile(r"/print(?:er)?(?:[/._-]|$)", re.I)
_CALENDAR = re.compile(r"calendar|/cal/|/rili|/events?/", re.I)
_CALENDAR_QUERY = re.compile(
    r"(?:^|&)(?:y|year|nian)=\d{1,4}(?:&|$)|(?:^|&)(?:month|yue|week|day)=\d"
    r"|(?:^|&)(?:date|day|d|rq|riqi)=\d{4}-?[01]\d",
    re.I,
)


def pattern(url: str) -> str:
    """The address, cut to MAX_LENGTH, with every number and hexadecimal id as `#`."""
    return _NUMBER.sub("#", url[:MAX_LENGTH])


def trap(url: str, counts: Mapping[str, int]) -> str | None:
    """Why a canonical address should not be followed, or None.

    `counts` says how many addresses of each `pattern` were let through. Reasons: too-long, mirror
    (traditional-script gateways), session, search (result lists), view (print, font and sort variants),
    repeated-path, parameters, calendar, pattern (more of one pattern than any real column has).
    What only the pages tell is the affair of `Echoes`, what only many addresses tell that of `Filters`.
    """
    if len(url) > MAX_LENGTH:
        return "too-long"
    try:
        parts = urlsplit(url)
    except ValueError:
        return "too-long"
    path, query = parts.path, parts.query
    if _MIRROR.search(url):
        return "mirror"
    if _repeats(path):
        return "repeated-path"
    if _VIEW_PATH.search(path):
        return "view"
    if query or "(" in path or ";" in path:
        if _SESSION.search(url):
            return "session"
        if _SEARCH_QUERY.search(query) or (query and _SEARCH_PATH.search(path)):
            return "search"
        if _VIEW.search(query):
            return "view"
        names = [pair.partition("=")[0] for pair in query.split("&")]
        if len(names) > MAX_PARAMETERS or len(names) - len(set(names)) >= 2:
            return "parameters"
    parameters = query.count("&") + 1 if query else 0
    count = counts.get(pattern(url), 0)
    if count >= CALENDAR_CAP and (_CALENDAR_QUERY.search(query) or _CALENDAR.search(path)):
        return "calendar"
    return "pattern" if count >= CAPS[min(parameters, 2)] else None


class Filters:
    """Paths that are asked with ever other parameters, as filters are that can be combined."""

    def __init__(self) -> None:
        self._choices: dict[str, set[str]] = {}

    def take(self, url: str) -> None:
        """Take note of an address that is let through."""
        if "&" in url:
            path, names = _parameters(url)
            self._choices.setdefault(path, set()).add(names)

    def reason(self, url: str) -> str | None:
        """Why an address should not be followed, or None."""
        if "&" not in url:
            return None
        path, names = _parameters(url)
        known = self._choices.get(path, ())
        return "parameters" if len(known) >= MAX_CHOICES and names not in known else None


def _parameters(url: str) -> tuple[str, str]:
    """The path of an address, and the names of its parameters in their order."""
    path, _, query = url.partition("?")
    return path, "&".join([pair.partition("=")[0] for pair in query.split("&")])


class Echoes:
    """Patterns of addresses whose pages say the same one after the other, but for their numbers, and lead on.

    So do calendars without entries, and filters that change nothing: each page leads to more of them. Pages
    that only are alike, as many as there are, do not.
    """

    def __init__(self) -> None:
        # Pattern → title and length of the text of its last page, the digest of the text where it was needed,
        # and how many in a row had it.
        self._last: dict[str, tuple[str, int, int, int]] = {}
        # Pattern → how many of its pages led to further ones of it.
        self._led_on: Counter[str] = Counter()
        # Pattern → patterns whose pages say the same and lead there.
        self._from: dict[str, set[str]] = {}
        self._closed: set[str] = set()
        # How many pages have a title and a length of text; of those that many have, how many say the same.
        self._alike: Counter[int] = Counter()

    def leads_nowhere(self, page: Page) -> bool:
        """Whether so many pages say just what this one says that what stands below it only says it again.

        So it is where every address is answered by one page, whose relative links lead deeper and deeper.
        """
        if page.needs_rendering or not 0 < len(page.text) < CONTENT:
            return False
        key = hash((page.title, len(page.text)))
        self._alike[key] += 1
        if self._alike[key] <= ECHOES // 2:
            return False
        key = hash(page.text)
        self._alike[key] += 1
        return self._alike[key] > ECHOES // 2

    def hear(self, page: Page, new: Callable[[], Iterable[str]]) -> str | None:
        """Take note of a page that was read; its pattern where that is heard no more from now on.

        `new` gives the addresses that it links and that nobody knows yet.
        """
        shape = pattern(page.url)
        if shape == page.url or page.needs_rendering or len(page.text) >= CONTENT:
            return None
        title, text = _DIGITS.sub("", page.title or ""), page.text
        before, length, digest, times = self._last.get(shape, ("", -_NUMBERS, 0, 0))
        if title != before or abs(len(text) - length) > _NUMBERS:
            self._last[shape] = title, len(text), 0, 0
            return None
        now = hash(_DIGITS.sub("", text))
        times = times + 1 if now == digest else 1
        self._last[shape] = title, len(text), now, times
        shapes = {pattern(url) for url in new()}
        self._led_on[shape] += shape in shapes
        for other in shapes - {shape}:
            self._from.setdefault(other, set()).add(shape)
        if times < ECHOES or shape in self._closed:
            return None
        if self._led_on[shape] < ECHOES // 2 and self._closed.isdisjoint(self._from.get(shape, ())):
            return None
        self._closed.add(shape)
        return shape

    def reason(self, url: str) -> str | None:
        """Why an address should not be followed, or None."""
        return "same" if self._closed and pattern(url) in self._closed else None


def _repeats(path: str) -> bool:
    """A block of one to four segments three times in a row, one name five times, or too many segments."""
    if path.count("/") < 4:
        return False
    segments = path.split("/")[1:]
    if len(segments) > MAX_DEPTH:
        return True
    for size in (1, 2, 3, 4):
        for start in range(len(segments) - 3 * size + 1):
            block = segments[start : start + size]
            if block == segments[start + size : start + 2 * size] == segments[
                start + 2 * size : start + 3 * size
            ] and not all(segment.isdigit() for segment in block):
                return True
    return any(segments.count(segment) >= 5 and not segment.isdigit() for segment in set(segments))
