"""Addresses that functions of a page's own scripts make of what they are called with, read only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_MOST, _LONGEST = 300, 60_000

# function view(id) { window.open("detail.jsp?id=" + id + "&t=1") }
_GOES = re.compile(
    r"\bfunction\s{1,4}([A-Za-z_$][\w$]{0,40})\s{0,4}\(\s{0,4}([A-Za-z_$][\w$]{0,40})\s{0,4}(?:,[^()]{0,100})?\)\s{0,4}\{"
    r"[^{}]{0,300}?\b(?:location(?:\.href)?\s{0,4}=|location\.(?:replace|assign)\s{0,4}\(|open\s{0,4}\()"
    r"\s{0,4}([\"'])([^\"'\\<>\s]{1,200})\3\s{0,4}\+\s{0,4}\2(?![\w$(.\[])"
    r"(?:\s{0,4}\+\s{0,4}([\"'])([^\"'\\<>\s]{0,200})\5)?\s{0,4}(?=[,;)}\n])"
)
_CALL = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,40})\(\s{0,4}(?:(\d{1,20})|[\"']([\w-]{1,80})[\"'])\s{0,4}(?=[,)])"
)
# How the pager of TRS WCM is written out: the pages counted from 0, index.html, index_1.html …
_COUNTED = re.compile(r"\bcountPage\s{0,4}=\s{0,4}(\d{1,5})\b")
_CURRENT = re.compile(r"\bcurrentPage\s{0,4}=\s{0,4}(\d{1,5})\b")
_NAMED = re.compile(
    r"[\"'](\w{1,40}?)_?[\"']\s{0,4}\+\s{0,4}(?:[\"']_[\"']\s{0,4}\+\s{0,4})?\(?\s{0,4}(?:nextPage|currentPage)\b"
)
_ENDING = re.compile(r"[\"']\.?(s?html?)[\"'\\]")


class Call(NamedTuple):
    """A call of a function with a number or a name, and the text of what is clicked for it."""

    function: str
    argument: str
    text: str


def calls_of(code: str, text: str) -> Iterator[Call]:
    """The calls in what a click runs."""
    for call in _CALL.finditer(code):
        yield Call(call[1], call[2] or call[3], text)


def addresses(calls: list[Call], scripts: list[str]) -> Iterator[tuple[str, str]]:
    """Address and text of each call of a function that opens a literal with its argument put in."""
    wanted = {call.function for call in calls}
    goes: dict[str, tuple[str, str]] = {}
    for script in scripts:
        if len(script) <= _LONGEST and any([name in script for name in wanted]):
            for its in _GOES.finditer(script):
                goes.setdefault(its[1], (its[4], its[6] or ""))
    for call in calls[:_MOST]:
        if call.function in goes:
            before, behind = goes[call.function]
            yield f"{before}{call.argument}{behind}", call.text


def counted_next(script: str) -> str | None:
    """The page after this one as a pager of TRS WCM names it that is written out in the page."""
    count, current = _COUNTED.search(script), _CURRENT.search(script)
    name, ending = _NAMED.search(script), _ENDING.search(script)
    if not (count and current and name and ending) or int(current[1]) + 1 >= int(count[1]):
        return None
    return f"{name[1]}_{int(current[1]) + 1}.{ending[1]}"
