"""Where a list stands in its page, and how much that speaks for a main list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inspector.facts.lines import ASIDE

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_AWAY = re.compile(
    r"nav|menu|head|foot|crumb|breadcrumb|position|location|weizhi|dqwz|pagination|pager|pages\b|page_?num"
    r"|friend|yqlj|share|lang|copyright|toolbar|banner|logo|select|bottom|topbar|top\b"
)
_SIDE = re.compile(r"side|hot|rank|relat|xgxx|xgwz|tuijian|recommend|paihang|phb|guess")
_MAIN = re.compile(r"list|main|content|news|cont\b|con\b|article|xxgk|gl\b")
_HEADED = 3  # elements


def context_of(container: LexborNode, row_tag: str) -> tuple[tuple[str | None, ...], float, bool]:
    """What identifies the structure of a container, and how much its place speaks for a main list."""
    names: list[str] = []
    node: LexborNode | None = container
    steps = 0
    key: list[str | None] = [row_tag]
    while node is not None and steps < 8:
        tag = node.tag
        if tag in ("body", "html"):
            break
        attributes = node.attributes
        name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
        if tag in ("nav", "header", "footer"):
            return (), 0.0, True
        if steps < 3:
            key.append(tag)
            key.append(attributes.get("class"))
        if name:
            names.append(name.lower())
        node = node.parent
        steps += 1
    near = " ".join(names[:2])
    far = " ".join(names)
    context = 1.0
    if _AWAY.search(near):
        context *= 0.25 if _MAIN.search(near) else 0.1
    elif _AWAY.search(far):
        context *= 0.5
    side = _SIDE.search(far) is not None
    if side:
        context *= 0.4
    if _MAIN.search(far):
        context *= 1.4
    return tuple(key), context, side


def is_aside(container: LexborNode, title: str) -> bool:
    """Whether the heading over a container, not the page's own, says that it holds what is hot or related."""
    node: LexborNode | None = container
    for _ in range(_HEADED):
        before = node.prev if node is not None else None
        while before is not None and (before.tag or "-")[0] in "-_" and not (before.text() or "").strip():
            before = before.prev
        if before is not None:
            heading = (before.text() or "").strip()
            return len(heading) < 20 and heading != title and ASIDE.match(heading) is not None
        node = node.parent if node is not None else None
    return False
