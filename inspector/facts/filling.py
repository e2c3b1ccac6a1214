"""Empty elements that the page's own scripts fill with what they compute."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from inspector.page import Page

_NAMED = re.compile(r"getElementById\(\s{0,4}['\"]([\w-]{1,60})['\"]|['\"]\s{0,2}[#.]([\w-]{1,60})['\" ]")
_WRITES_UNKNOWN = re.compile(
    r"(?:innerText|innerHTML|textContent)\s{0,4}=\s{0,4}(?![\s=\"'`])"
    r"|\.(?:text|html|append)\(\s{0,4}(?![\s)\"'`f])"
)
_MOST = 200  # names in a script


def read_filled(page: Page) -> tuple[str, ...]:
    """The ids and classes of empty elements that an inline script names, and writes what is no literal."""
    found: dict[str, None] = {}
    if page.rendered:
        return ()
    for script in page.code:
        if _WRITES_UNKNOWN.search(script):
            for named in list(_NAMED.finditer(script))[:_MOST]:
                name = named[1] or named[2]
                if name not in found and is_empty(
                    page.tree.css_first(f'[id="{name}"]') or page.tree.css_first(f'[class~="{name}"]')
                ):
                    found[name] = None
    return tuple(found)


def is_empty(node: LexborNode | None) -> bool:
    """Whether an element shows nothing."""
    return node is not None and (
        node.first_child is None
        or (not (node.text() or "").strip() and node.css_first("img,a,iframe,object") is None)
    )
