"""One row of a list: the element that makes it, its title, its address and its day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.facts.listing.row_dates import RowDate, row_date

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


@dataclass(slots=True)
class Row:
    """A title, where it leads as written, the day that its row shows or that follows, and that above it."""

    title: str
    href: str | None
    shown: RowDate | None
    above: RowDate | None = None


_BULLETS = " \t\r\n·•●■◆▪>»-—|　\xa0"
_SPACE = re.compile(r"\s+")
_CUT = re.compile(r"(?:…+|\.{2,}|。{2,})$")
_NOT_TITLES = re.compile(
    r"(?:更多|more|首页|上一页|下一页|上页|下页|尾页|末页|前页|后页|第一页|最后一页|详细|详情|查看|查看详情|\[详细\]|下载|>>|»|\d{1,4}|返回|关闭|打印|搜索|.)[>»+]*",
    re.I,
)
_ROW_TAGS = frozenset(("li", "tr", "dd"))
CELL_HOLDERS = frozenset(("ul", "dl", "tbody", "table"))
_MOST_ANCHORS = 4
_MOST_STEPS = 10
_OPENS = re.compile(r"\W{0,2}(?:在线|附件|点击|立即|查看)?(?:下载|查看|浏览|预览|打开|详情|详细)\W{0,2}")
_FIGURES = re.compile(r"^[\d\W]+$")


def row_of(anchor: LexborNode, chain: list[LexborNode], counts: dict[int, int]) -> LexborNode:
    """The element that makes one item of a list: li, tr or dd, else what holds this anchor alone."""
    row = anchor
    alone = True
    for index, node in enumerate(chain):
        count = counts[node.mem_id]
        if count > _MOST_ANCHORS:
            break
        if node.tag in _ROW_TAGS:
            # A list or table of one item's cells is itself the row.
            for outer in chain[index + 1 : index + 3]:
                if counts[outer.mem_id] != count or outer.tag not in CELL_HOLDERS:
                    break
                node = outer
            return node
        if alone and count == 1:
            row = node
        else:
            alone = False
    return row


def read_row(row: LexborNode, anchors: list[LexborNode], text: str) -> Row | None:
    """The row that an element makes of its anchors and text (parted by \\x1f); None where it has no title."""
    best = ""
    chosen: LexborNode | None = None
    for anchor in anchors:
        label = _SPACE.sub(" ", anchor.text() or "").strip(_BULLETS)
        if not label or _NOT_TITLES.fullmatch(label):
            continue
        if len(label) > len(best):
            best, chosen = label, anchor
    if chosen is None:
        chosen = anchors[0]
        best = (chosen.attributes.get("title") or "").strip() or (
            titled(text, None) if _opens(chosen) else ""
        )
        if not best:
            return None
    attributes = chosen.attributes
    shown = row_date(text, best)
    if shown and row.tag not in _ROW_TAGS and "星期" in text and _is_today(text, shown.text):
        shown = None
    above = None
    if shown is None and row.tag not in _ROW_TAGS:
        shown, above = _day_beside(row), _day_beside(row, back=True)
    if shown and shown.text and len(best) > len(shown.text):
        best = best.replace(shown.text, "").strip(_BULLETS + "[]()（）【】") or best
    full = _SPACE.sub(" ", attributes.get("title") or "").strip()
    if full[:6] == best[:6] and len(full) < 300 and (_CUT.search(best) or len(full) > len(best)):
        best = full
    return Row(_BRACKETED.sub("", best) if len(best) > 12 else best, attributes.get("href"), shown, above)


def _is_today(text: str, day: str) -> bool:
    """Whether the day of a row is followed by its weekday, as that of today is in the head of a page."""
    return bool(day) and text.partition(day)[2].lstrip("\x1f 　\n\t").startswith("星期")


def _opens(anchor: LexborNode) -> bool:
    """Whether an anchor opens what its row names: says "download", or is a picture."""
    label = _SPACE.sub("", anchor.text() or "")
    if label:
        return _OPENS.fullmatch(label) is not None
    picture = anchor.css_first("img")
    return picture is not None and "more" not in (picture.attributes.get("src") or "").lower()


def titled(text: str, shown: RowDate | None) -> str:
    """The title among the texts of a row whose links say no more than "download"; "" where there is none."""
    cells = [_SPACE.sub(" ", raw).strip(_BULLETS) for raw in text.split("\x1f")]
    titles = [
        cell
        for cell in cells
        if len(cell) >= 2
        and not (shown and cell in shown.text)
        and not _FIGURES.search(cell)
        and not _NOT_TITLES.fullmatch(cell)
    ]
    return max(titles[:3], key=len, default="")


_BRACKETED = re.compile(r"^[\[【][\u4e00-\u9fff]{2,8}[\]】]\s+")


def _day_beside(row: LexborNode, *, back: bool = False) -> RowDate | None:
    """The day in what stands between a row and the next one, or the one before."""
    texts: list[str] = []
    node = row.prev if back else row.next
    for _step in range(_MOST_STEPS):
        if node is None or (node.tag == row.tag and (row.tag == "a" or node.css_first("a"))):
            break
        text = (node.text_content if node.is_text_node else node.text(separator="\x1f")) or ""
        if "星期" in text:
            return None  # that of today
        if text.strip():
            texts.append(text)
        node = node.prev if back else node.next
    return row_date("\x1f".join(texts), "")
