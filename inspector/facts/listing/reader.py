"""The main list of a page: its items, and how fresh it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from inspector.facts.listing.place import context_of, is_aside
from inspector.facts.listing.row_dates import RowDate, row_date, url_date, with_year
from inspector.facts.trail import anchors_above
from inspector.urls import join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from inspector.page import Page


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list: full title, canonical URL (None where it points nowhere), date if shown.

    `inferred` marks a date whose year was not shown and had to be inferred.
    """

    title: str
    url: str | None
    published: date | None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The main list of a page; `undated` where its items carry no dates."""

    items: tuple[ListItem, ...]
    newest: date | None
    undated: bool


@dataclass(slots=True)
class _Row:
    title: str
    href: str | None
    shown: RowDate | None


@dataclass(slots=True)
class _Group:
    """Rows of one structure, the first of them as it stands in the page."""

    first: LexborNode
    rows: list[_Row] = field(default_factory=list)
    context: float = 1.0
    side: bool = False
    aside: bool = False
    dated: int = 0
    letters: int = 0
    key: tuple[str | None, ...] = ()

    @property
    def pictured(self) -> bool:
        """Whether these are pictures, whose names may be as short as menu entries."""
        return len(self.rows) >= 4 and self.context >= 0.5 and self.first.css_first("img") is not None

    def continues(self, other: _Group) -> bool:
        """Whether these are lists of one item each beside those of another group."""
        return self.dated > 0 and self.first.tag in _CELL_HOLDERS and self.key[1:5] == other.key[3:7]

    @property
    def score(self) -> float:
        count = len(self.rows)
        length = self.letters / count
        share = self.dated / count
        if not self.dated and (count < 3 or length < 8 or self.context < 0.5):
            return 0.0
        return min(count, 25) * min(max(length / 12, 0.25), 2.0) * (1 + 3 * share) * self.context


_WITHOUT_LIST = frozenset(
    (
        "article",
        "document",
        "letter",
        "leader",
        "service_guide",
        "annual_report",
        "disclosure_guide",
        "organization",
        "sitemap",
        "error",
        "fragment",
    )
)
_BULLETS = " \t\r\n·•●■◆▪>»-—|　\xa0"
_SPACE = re.compile(r"\s+")
_CUT = re.compile(r"(?:…+|\.{2,}|。{2,})$")
_NOT_TITLES = re.compile(
    r"(?:更多|more|首页|上一页|下一页|上页|下页|尾页|末页|前页|后页|第一页|最后一页|详细|详情|查看|查看详情|\[详细\]|下载|>>|»|\d{1,4}|返回|关闭|打印|搜索|.)[>»+]*",
    re.I,
)
_ROW_TAGS = frozenset(("li", "tr", "dd"))
_CELL_HOLDERS = frozenset(("ul", "dl", "tbody", "table"))
_MAX_CLIMB = 6
# Rows nested within rows would be read again and again.
_MOST_TEXT = 1_000_000
_MOST_ANCHORS = 4
_MOST_ROWS = 400
_LONGEST_ROW = 400  # characters
_YEARED = re.compile(r"(?:19|20)\d\d ?[-./年] ?\d")
_OPENS = re.compile(r"\W{0,2}(?:在线|附件|点击|立即|查看)?(?:下载|查看|浏览|预览|打开|详情|详细)\W{0,2}")
_FIGURES = re.compile(r"^[\d\W]+$")


def read_listing(page: Page) -> Listing | None:
    """The main list of a column page; on a front page all its dated lists together.

    None where the page is no list (an article, a letter, an error page …) or shows no items.
    """
    kind = page.kind.name
    if page.media != "html" or kind in _WITHOUT_LIST:
        return None
    groups: list[_Group] = []
    if page.written and ("<recordset" in page.markup or "<li" in page.written or "<tr" in page.written):
        from inspector.facts.parsing import parse

        groups = _groups(parse(page.written))
        if "<recordset" not in page.markup or not any(group.score for group in groups):
            groups += _groups(page.tree, page)
    else:
        groups = _groups(page.tree, page)
    if kind != "home":
        groups = [group for group in groups if not group.aside]
    scored = [group for group in groups if group.score]
    dated = any(group.dated and not group.side for group in scored)
    if not dated and len(_YEARED.findall(page.text)) >= 3:
        scored += [group for group in _unlinked(page.tree) if group.score]
    if scored:
        best = max(scored, key=lambda group: (not group.side, group.score))
    elif kind == "column" and (pictured := [group for group in groups if group.pictured]):
        best = max(pictured, key=lambda group: (not group.side, len(group.rows)))
    else:
        return None
    rows = best.rows
    if best.dated:
        rows = [row for group in scored if group is best or group.continues(best) for row in group.rows]
    if kind == "home" and best.dated:
        rows = [row for group in scored if group.dated and group.context >= 0.5 for row in group.rows] or rows
    if kind == "other" and len(rows) < 3:
        return None
    items = tuple(_items(rows, page))
    newest = max((item.published for item in items if item.published), default=None)
    return Listing(items, newest, undated=newest is None)


def _groups(tree: LexborHTMLParser, page: Page | None = None) -> list[_Group]:
    """The rows of markup, those of one structure together; of a page without those in the site's head."""
    anchors = tree.css("a")
    trail = page.trail if page else None
    if trail and page and any([line.is_row for line in page.lines[: trail.line]]):
        anchors = anchors[anchors_above(trail, page.shown) :]
    if not anchors:
        return []
    chains: list[tuple[LexborNode, list[LexborNode]]] = []
    counts: dict[int, int] = {}
    for anchor in _single(anchors):
        chain: list[LexborNode] = []
        node = anchor.parent
        while node is not None and len(chain) < _MAX_CLIMB and node.tag not in ("body", "html", "-undef"):
            chain.append(node)
            counts[node.mem_id] = counts.get(node.mem_id, 0) + 1
            node = node.parent
        chains.append((anchor, chain))
    rows: dict[int, tuple[LexborNode, list[LexborNode]]] = {}
    for anchor, chain in chains:
        row = _row_of(anchor, chain, counts)
        rows.setdefault(row.mem_id, (row, []))[1].append(anchor)
    groups: dict[object, _Group] = {}
    contexts: dict[int, tuple[tuple[str | None, ...], float, bool, bool]] = {}
    title = (page and page.title) or ""
    budget = _MOST_TEXT
    for row, own in rows.values():
        container = row.parent
        if container is None:
            continue
        known = contexts.get(container.mem_id)
        if known is None:
            known = contexts[container.mem_id] = (
                *context_of(container, row.tag or ""),
                is_aside(container, title),
            )
        key, context, side, aside = known
        if context < 0.1:
            continue
        text = row.text(separator="\x1f") or ""
        budget -= len(text)
        if budget < 0:
            break
        read = _read_row(row, own, text)
        if read is None:
            continue
        single = row.tag in _CELL_HOLDERS
        group = groups.get((key, aside, single))
        if group is None:
            group = groups[key, aside, single] = _Group(row, context=context, side=side, aside=aside, key=key)
        group.rows.append(read)
        group.letters += len(read.title)
        group.dated += read.shown is not None
    return list(groups.values())


def _unlinked(tree: LexborHTMLParser) -> list[_Group]:
    """The rows of dated lists whose items are no links, as tables of interviews or letters are."""
    held: dict[int, _Group] = {}
    labels: dict[int, list[str]] = {}
    for row in tree.css("tr,li,dl")[:_MOST_ROWS]:
        container = row.parent
        if container is None or len(text := row.text(separator="\x1f") or "") > _LONGEST_ROW:
            continue
        if row.css_first("a,input,select"):
            continue
        shown = row_date(text, "")
        if shown is None or shown.date() is None or len(text.split("\x1f")) < 2:
            continue
        title = _titled(text, shown)
        if not title:
            continue
        group = held.get(container.mem_id)
        if group is None:
            _key, context, side = context_of(container, row.tag or "")
            group = held[container.mem_id] = _Group(row, context=context, side=side)
        group.rows.append(_Row(title, None, shown))
        group.letters += len(title)
        group.dated += 1
        before = text.partition(shown.text)[0].rstrip("\x1f \t\r\n\xa0")
        labels.setdefault(container.mem_id, []).append(before.rpartition("\x1f")[2])
    return [group for name, group in held.items() if len(group.rows) >= 3 and not _is_record(labels[name])]


def _is_record(labels: list[str]) -> bool:
    """Whether what stands before the days are labels that differ: those of one thing, not of many."""
    return len(set(labels)) == len(labels) and all(label.endswith((":", "：")) for label in labels)


def _single(anchors: list[LexborNode]) -> Iterator[LexborNode]:
    """The anchors, of neighbours with one address (picture and title, say) only the one with most text."""
    held: LexborNode | None = None
    address = text = ""
    for anchor in anchors:
        href = anchor.attributes.get("href") or ""
        if held is not None and href == address and len(href) > 1 and not href.startswith("javascript:"):
            other = anchor.text().strip()
            text = text or held.text().strip()
            if len(other) > len(text):
                held, text = anchor, other
            continue
        if held is not None:
            yield held
        held, address, text = anchor, href, ""
    if held is not None:
        yield held


def _row_of(anchor: LexborNode, chain: list[LexborNode], counts: dict[int, int]) -> LexborNode:
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
                if counts[outer.mem_id] != count or outer.tag not in _CELL_HOLDERS:
                    break
                node = outer
            return node
        if alone and count == 1:
            row = node
        else:
            alone = False
    return row


def _read_row(row: LexborNode, anchors: list[LexborNode], text: str) -> _Row | None:
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
            _titled(text, None) if _opens(chosen) else ""
        )
        if not best:
            return None
    attributes = chosen.attributes
    shown = row_date(text, best)
    if shown and row.tag not in _ROW_TAGS and "星期" in text and _is_today(text, shown.text):
        shown = None
    if shown is None and row.tag not in _ROW_TAGS:
        following = "\x1f".join(_following(row))
        shown = None if "星期" in following else row_date(following, "")  # that of today
    if shown and shown.text and len(best) > len(shown.text):
        best = best.replace(shown.text, "").strip(_BULLETS + "[]()（）【】") or best
    full = _SPACE.sub(" ", attributes.get("title") or "").strip()
    if full[:6] == best[:6] and len(full) < 300 and (_CUT.search(best) or len(full) > len(best)):
        best = full
    return _Row(_BRACKETED.sub("", best) if len(best) > 12 else best, attributes.get("href"), shown)


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


def _titled(text: str, shown: RowDate | None) -> str:
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


def _following(row: LexborNode) -> list[str]:
    """The texts that follow a row up to the next one."""
    texts: list[str] = []
    node = row.next
    while node is not None and node.tag != row.tag and len(texts) < 5:
        texts.append((node.text_content if node.is_text_node else node.text(separator="\x1f")) or "")
        node = node.next
    return texts


def _items(rows: list[_Row], page: Page) -> list[ListItem]:
    fetched = page.fetched.date()
    items: list[ListItem] = []
    seen: set[tuple[str, str | None]] = set()
    latest: date | None = None
    for row in rows:
        url = join(page.url, row.href) if row.href else None
        if (row.title, url) in seen:
            continue
        seen.add((row.title, url))
        published: date | None = None
        inferred = False
        if row.shown:
            if row.shown.year:
                published = row.shown.date()
            else:
                inferred = True
                published = with_year(row.shown, url_date(url or ""), latest, fetched)
        if published:
            latest = published
        items.append(ListItem(row.title, url, published, inferred))
    return items
