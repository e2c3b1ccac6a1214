"""Parses markup, however deep it nests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

# The time of the parser grows with the square of the depth; so few tags cannot nest deep enough to matter.
_MANY = 8000
#: Browsers stop at 512.
_DEEPEST = 1000
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,30})[^>]{0,4000}>")
# Elements that hold nothing, or end where the next of them begins.
_FLAT = frozenset(
    "area base br col embed frame hr img input link meta param source track wbr"
    " p li dt dd td th tr tbody thead tfoot option optgroup colgroup rp rt".split()
)


def parse(markup: str) -> LexborHTMLParser:
    """The tree of some markup; opening tags that nest absurdly deep are left out. Linear."""
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(markup if markup.count("<") < _MANY else _shallow(markup))


def _shallow(markup: str) -> str:
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[2].lower() in _FLAT:
            return tag[0]
        depth = max(0, depth - 1) if tag[1] else depth + 1
        return tag[0] if depth <= _DEEPEST else ""

    return _TAG.sub(kept, markup)
