"""The letters that a list of letters shows, row by row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from inspector.facts.dates import find_dates
from inspector.facts.text import node_text
from inspector.urls import join
from inspector.vocabulary import words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from inspector.page import Page


@dataclass(frozen=True, slots=True)
class ListedLetter:
    """One row of a list of letters; days are ISO, "" where the cell is blank or there is no such column."""

    title: str
    url: str | None
    received: str
    replied: str
    unit: str
    status: str


_KINDS = frozenset(("mailbox", "column"))
_TITLES = (
    "标题",
    "信件标题",
    "来信标题",
    "留言标题",
    "信件主题",
    "来信主题",
    "主题",
    "留言主题",
    "咨询主题",
    "信件名称",
)
_SHOWN = ("received", "replied", "unit", "status")
_MOST = 200
_SPACES = re.compile(r"\s+")


def read_letters(page: Page) -> tuple[ListedLetter, ...]:
    """The rows of tables whose headings are those of letters: two of time, reply, body and state at least."""
    if page.kind.name not in _KINDS or "<t" not in page.markup or "时间" not in page.text:
        return ()
    found: list[ListedLetter] = []
    for table in page.tree.css("table"):
        rows = table.css("tr")
        head = [_SPACES.sub("", node_text(cell)) for cell in rows[0].css("th,td")] if rows else []
        place = {name: head.index(label) for label, name in _headings().items() if label in head}
        if "title" not in place or sum(name in place for name in _SHOWN) < 2:
            continue
        for row in rows[1 : _MOST + 1]:
            cells = row.css("th,td")
            if len(cells) == len(head):
                found.append(_letter(page, cells, place))
    return tuple(found)


@cache
def _headings() -> dict[str, str]:
    """Heading → what stands below it."""
    fields = words("fields")["letter"]["fields"]
    return {label: name for name in _SHOWN for label in fields[name]} | dict.fromkeys(_TITLES, "title")


def _letter(page: Page, cells: list[LexborNode], place: dict[str, int]) -> ListedLetter:
    def cell(name: str) -> str:
        return node_text(cells[place[name]]) if name in place else ""

    def day(name: str) -> str:
        dates = find_dates(cell(name))
        return dates[0].date.isoformat() if dates else ""

    anchor = cells[place["title"]].css_first("a[href]")
    href = anchor.attributes.get("href") if anchor else None
    url = join(page.url, href) if href else None
    return ListedLetter(
        cell("title")[:100], url, day("received"), day("replied"), cell("unit")[:60], cell("status")[:30]
    )
