"""The title of a page as its reader sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inspector.facts.headings import Headings, fold, title_pieces
from inspector.facts.text import INLINE_MARK

if TYPE_CHECKING:
    from inspector.page import Page

_PLACE = re.compile(
    r"(?:当前|您|你|所在)[^:：]{0,12}(?:位置|在)[^:：]{0,6}[:：]|^\W{0,4}首\s{0,4}页\W{1,6}\S"
)
_STEP = re.compile(r"\s*(?:>+|»|›|→|＞+|/|\\|->|::|·|\|)\s*")
_LAST_STEP = re.compile(r"^(?:正文|详细(?:内容|信息)?|内容|文章|信息|列表|浏览|查看)?$")


def read_title(page: Page) -> str | None:
    """The visible title: of an article the heading over its text, of a column or site its shown name."""
    if page.media != "html":
        return None
    byline = page.byline
    if byline.title:
        return byline.title
    headings = Headings(page)
    if named := headings.first():
        return named.text
    title = page.tree.css_first("title")
    stated = " ".join(title.text().split()) if title else ""
    if place := _place(page, stated):
        return place
    pieces = title_pieces(stated)
    site = page.head_tags.get("SiteName")
    if site and fold(stated) != fold(site):
        for piece in sorted(pieces, key=len, reverse=True):
            if fold(site) not in fold(piece):
                return piece
    return _before_site(pieces) or None


def _place(page: Page, stated: str) -> str | None:
    """The last step of the current position, where the title element agrees or says nothing."""
    for line in page.lines[:120]:
        if ("位置" in line or "首" in line or "在" in line) and _PLACE.search(line):
            text = line.replace(INLINE_MARK, "").strip()
            steps = [step for step in _STEP.split(text) if not _LAST_STEP.match(step)]
            if len(steps) > 1 and 2 <= len(steps[-1]) <= 60:
                last = steps[-1].strip()
                return last if not stated or fold(last) in fold(stated) else None
    return None


def _before_site(pieces: list[str]) -> str:
    """The title without the name of the site at its end: the first of its parts."""
    return (
        min(pieces[: (len(pieces) + 1) // 2 + 1], key=len, default="") if len(pieces) > 1 else "".join(pieces)
    )
