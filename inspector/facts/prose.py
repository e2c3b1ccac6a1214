"""How much a page says in words of its own, as against menus, crumbs and titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.page import Page

_SENTENCE = re.compile(r"[。；，：]|: |[a-z]{3}[.,] |\d{4}[-年./]\d")
_PLACE = re.compile("位置|[>›»＞]")
#: What a column without content shows in its stead.
_NOTHING = re.compile(
    "暂无|建设中|敬请期待|正在(?:建设|完善|整理|更新)|没有(?:相关|符合|找到|任何)|共\\s?0\\s?[条页篇]"
    "|无(?:相关)?(?:信息|内容|数据|记录)"
)
_SHORTEST, _LONGEST = 10, 40
_MOST, _COLUMNS = 200, 3


def read_prose(page: Page) -> int:
    """The characters of the lines that are sentences, a label with its value or dated; the foot too.

    So those of tables that hold words and no links.
    """
    return _tables(page) + sum(
        len(line)
        for line in page.text.split("\n")
        if len(line) >= _SHORTEST
        and _SENTENCE.search(line)
        and not _PLACE.search(line)
        and not _NOTHING.search(line)
    )


def read_nothing(page: Page) -> str:
    """The line by which a page without a list says that there is nothing, or ""."""
    if page.listing is not None or not page.holds("暂无", "建设中", "没有", "敬请期待", "正在"):
        return ""
    lines = (line.strip() for line in page.text.split("\n") if len(line) <= _LONGEST)
    return next(filter(_NOTHING.search, lines), "")


def _tables(page: Page) -> int:
    """The characters of rows of several cells without a link; of one such row, which is its head, none."""
    if page.listing is not None or not page.holds("<td", "<TD"):
        return 0
    rows = []
    for row in page.tree.css("tr")[:_MOST]:
        if row.css_first("a,table"):
            continue
        cells = [text for cell in row.css("td") if (text := (cell.text() or "").strip())]
        if len(cells) >= _COLUMNS:
            rows.append(sum(map(len, cells)))
    return sum(rows) if len(rows) > 1 else 0
