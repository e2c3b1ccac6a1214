"""Parses markup, however it was made to keep a parser busy."""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate
from operator import sub
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

# The time of the parser grows with the square of the depth; so few tags cannot nest deep enough to matter.
_MANY = 8000
#: Browsers stop at 512.
_DEEPEST = 1000
#: Options that are kept: for them it is slow too.
_OPTIONS = 5000
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,30})[^>]{0,4000}>")
_NAMES = re.compile(r"<(/?[a-zA-Z][^\s/>]{0,30})[^>]{0,4000}>")
# Elements that hold nothing, or end where the next of them begins.
_FLAT = frozenset(
    "area base br col embed frame hr img input link meta param source track wbr"
    " p li dt dd td th tr tbody thead tfoot optgroup colgroup rp rt".split()
)

# Formatting elements that were not closed open again in every block that follows (HTML, 13.2.4.3): so few
# tags cannot make many elements of it.
_SOME = 2000
#: Elements that may come of it.
_REOPENED = 500_000
_FORMATTING_NAMES = "b big code em font i nobr s small strike strong tt u".split()
_FORMATTING = re.compile(rf"<(/?)({'|'.join(_FORMATTING_NAMES)})(?=[\s/>])", re.I)
_FORMATTING_TAG = re.compile(rf"<(/?(?:{'|'.join(_FORMATTING_NAMES)}))[\s/>]", re.I | re.A)

# The time for one tag grows with the square of its attributes; so little markup cannot hold many.
_MUCH = 100_000
_MOST_ATTRIBUTES = 1000
_NAME = r"<[a-zA-Z][^\s/>]{0,30}"
_REST = r"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+"
_START = re.compile(f"({_NAME})({_REST})")
_STARTS = re.compile(_NAME + _REST)
_VALUE = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_BETWEEN = re.compile(r"[\s/]++")


def parse(markup: str, encoded: bytes | None = None) -> LexborHTMLParser:
    """The tree of some markup; what would make the parser's work more than linear is left out.

    That is opening tags that nest absurdly deep, options in their thousands, formatting tags that are never
    closed in their hundreds, and the attributes of a tag that has thousands. `encoded` is the same markup in
    UTF-8, where it is at hand.
    """
    tags = markup.count("<")
    if encoded is not None and len(markup) <= _MUCH and tags <= _SOME:
        return _tree(encoded)
    if len(markup) > _MUCH and max(map(len, _STARTS.findall(markup)), default=0) > 2 * _MOST_ATTRIBUTES:
        markup = _START.sub(_few_attributes, markup)
    if tags > _SOME and _open(markup) > _REOPENED // tags:
        markup = _closed(markup, _REOPENED // tags)
    return _tree(_shallow(markup) if tags >= _MANY and _may_be_deep(markup) else markup)


def _tree(markup: str | bytes) -> LexborHTMLParser:
    from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

    # Nothing listens to the tree as it grows: told of no change, the parser takes a third less time.
    return LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS.value)


def _few_attributes(tag: re.Match[str]) -> str:
    if len(tag[2]) <= _MOST_ATTRIBUTES:
        return tag[0]
    names = _VALUE.sub(" ", tag[2])
    return tag[0] if len(_BETWEEN.findall(names)) <= _MOST_ATTRIBUTES else tag[1]


def _open(markup: str) -> int:
    """How many formatting elements are open at once, at most."""
    left = dict.fromkeys(_FORMATTING_NAMES, 0)
    count = most = 0
    for tag in _FORMATTING_TAG.findall(markup):
        name = tag.lower()
        if name[0] != "/":
            left[name] += 1
            count += 1
            if count > most:
                most = count
        elif left[name[1:]]:
            left[name[1:]] -= 1
            count -= 1
    return most


def _closed(markup: str, most: int) -> str:
    """The markup without formatting tags that begin while `most` others are open."""
    left: Counter[str] = Counter()
    count = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal count
        name = tag[2].lower()
        if tag[1]:
            count -= left[name] > 0
            left[name] -= left[name] > 0
        elif count >= most:
            return "<wbr"
        else:
            count += 1
            left[name] += 1
        return tag[0]

    return _FORMATTING.sub(kept, markup)


class _Steps(dict[str, int]):
    """How much deeper a tag leads."""

    def __missing__(self, name: str) -> int:
        return -1 if name[0] == "/" else 1


_STEPS = _Steps({slash + name: 0 for name in _FLAT for slash in ("", "/")})


def _may_be_deep(markup: str) -> bool:
    """Whether tags may nest deeper than allowed, or options be more; what else is told of more slowly."""
    names = _NAMES.findall(markup)
    if sum(count for name, count in Counter(names).items() if name.lower() == "option") > _OPTIONS:
        return True
    depths = list(accumulate(map(_STEPS.__getitem__, names)))
    lowest = accumulate(depths, min, initial=0)  # closing tags that nothing was open for lead nowhere
    return max(map(sub, depths, lowest), default=0) > _DEEPEST


def _shallow(markup: str) -> str:
    depth = options = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth, options
        name = tag[2].lower()
        if name == "option":
            options += not tag[1]
            return tag[0] if options <= _OPTIONS else ""
        if name in _FLAT:
            return tag[0]
        depth = max(0, depth - 1) if tag[1] else depth + 1
        return tag[0] if depth <= _DEEPEST else ""

    return _TAG.sub(kept, markup)
