"""Empty elements that the page's own scripts fill with what they compute."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from inspector.page import Page

_NAMED = re.compile(r"getElementById\(\s{0,4}['\"]([\w-]{1,60})['\"]|['\"]\s{0,2}[#.]([\w-]{1,60})['\" ]")
_WRITES_UNKNOWN = re.compile(
    r"(?:innerText|innerHTML|textContent)\s{0,4}=\s{0,4}(?![\s=\"'`])"
    r"|\.(?:text|html|append)\(\s{0,4}(?![\s)\"'`f])"
)
_MOST = 100  # names


def read_filled(page: Page) -> tuple[str, ...]:
    """The ids and classes of empty elements that an inline script names, and writes what is no literal."""
    if page.rendered:
        return ()
    scripts = [script for script in page.code if _WRITES_UNKNOWN.search(script)]
    found = (its[1] or its[2] for script in scripts for its in _NAMED.finditer(script))
    names = dict.fromkeys(islice(dict.fromkeys(found), _MOST))
    if not names:
        return ()
    ids: dict[str, LexborNode] = {}
    classes: dict[str, LexborNode] = {}
    for node in page.tree.css("[id],[class]"):
        attributes = node.attributes
        if (own := attributes.get("id") or "") in names:
            ids.setdefault(own, node)
        for name in names.keys() & (attributes.get("class") or "").split():
            classes.setdefault(name, node)
    return tuple(name for name in names if is_empty(ids.get(name) or classes.get(name)))


def is_empty(node: LexborNode | None) -> bool:
    """Whether an element shows nothing."""
    return node is not None and (
        node.first_child is None
        or (not (node.text() or "").strip() and node.css_first("img,a,iframe,object") is None)
    )
