"""Rows of one structure, and how much each of these groups speaks for being the main list."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inspector.facts.listing.place import context_of, is_aside
from inspector.facts.listing.row_dates import row_date
from inspector.facts.listing.rows import CELL_HOLDERS, Row, read_row, row_of, titled
from inspector.facts.trail import anchors_above

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from inspector.page import Page


@dataclass(slots=True)
class Group:
    """Rows of one structure, the first of them as it stands in the page."""

    first: LexborNode
    rows: list[Row] = field(default_factory=list)
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

    def continues(self, other: Group) -> bool:
        """Whether these are lists of one item each beside those of another group."""
        return self.dated > 0 and self.first.tag in CELL_HOLDERS and self.key[1:5] == other.key[3:7]

    @property
    def score(self) -> float:
        """How much speaks for the main list: many rows, long titles, days, its place; 0 for none."""
        count = len(self.rows)
        length = self.letters / count
        share = self.dated / count
        if not self.dated and (count < 3 or length < 8 or self.context < 0.5):
            return 0.0
        return min(count, 25) * min(max(length / 12, 0.25), 2.0) * (1 + 3 * share) * self.context


_MAX_CLIMB = 6
# Rows nested within rows would be read again and again.
_MOST_TEXT = 1_000_000
_MOST_ROWS = 400
_LONGEST_ROW = 400  # characters
_LONG_ROW = 200
_MOST_DEEPER = 2  # links in a long row for each that it is the row of


def groups_of(tree: LexborHTMLParser, page: Page | None = None) -> list[Group]:
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
        row = row_of(anchor, chain, counts)
        rows.setdefault(row.mem_id, (row, []))[1].append(anchor)
    groups: dict[object, Group] = {}
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
        if len(text) > _LONG_ROW and len(row.css("a")) > _MOST_DEEPER * len(own):
            continue  # a table of the layout: the climb did not reach it from most of its links
        read = read_row(row, own, text)
        if read is None:
            continue
        single = row.tag in CELL_HOLDERS
        group = groups.get((key, aside, single))
        if group is None:
            group = groups[key, aside, single] = Group(row, context=context, side=side, aside=aside, key=key)
        group.rows.append(read)
        group.letters += len(read.title)
    for group in groups.values():
        _settle_days(group.rows)
        group.dated = sum(row.shown is not None for row in group.rows)
    return list(groups.values())


def _settle_days(rows: list[Row]) -> None:
    """Give each row the day above it, where days stand between the rows and the last has none below."""
    if rows[-1].shown is None and all(row.above for row in rows):
        for row in rows:
            row.shown = row.above


def unlinked_groups(tree: LexborHTMLParser) -> list[Group]:
    """The rows of dated lists whose items are no links, as tables of interviews or letters are."""
    held: dict[int, Group] = {}
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
        title = titled(text, shown)
        if not title:
            continue
        group = held.get(container.mem_id)
        if group is None:
            _key, context, side = context_of(container, row.tag or "")
            group = held[container.mem_id] = Group(row, context=context, side=side)
        group.rows.append(Row(title, None, shown))
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
