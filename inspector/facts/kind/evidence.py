"""What the signs of a page's kind are read from, each looked at once."""

from __future__ import annotations

import re
from collections import Counter
from copy import copy
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import SplitResult, urlsplit
from weakref import proxy

from inspector.facts.lines import INLINE_MARK, fold, is_day, per_line
from inspector.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.facts.lines import Line
    from inspector.page import Page

_WORDS = re.compile(r"[^\W\d_]{5}|[a-zA-Z]{3} [a-zA-Z]{3}")
_TAG = re.compile(r"<[^<>]{0,300}>")
# The last words of an excerpt, which lead to the whole text.
_TEASER = re.compile("\x01[\\[【(（]?(?:查看|阅读)?(?:详细|详情|更多|全文)[^\u4e00-\u9fff]{0,6}$")
_SPACES = re.compile(r"\s+")
_FEWEST = 4  # lines below a trail
_LONG_HEAD = 30  # lines
_HEADING = 14  # characters
_MANY = 20  # anchors
_TEXT_ABOVE = 5  # lines, of a signature
# A day's label in a table or a text that tells of one thing: when it was tendered, when it was awarded.
_OF_EVENT = re.compile(
    r"^(?!发布|更新|公开|时间|日期)([\u4e00-\u9fff]{2,14}(?:日期|时间)|[\u4e00-\u9fff]{0,6}(?:[时期]限|有效期))"
    r"(?::?$|:?(?=.{0,4}(?:19|20)\d\d))"
)
_MOST_EVENTS = 2
_SENTENCE = 16  # characters
_OF_LETTER_AND_FOOT = ("letter", "承办单位")
_FOOT = 4  # lines
_SHORT_TEXT = 30  # characters
_BYLINE = 2  # lines
_LONGEST_DAY = 24  # characters, with the hour
# The way to the next article, when this one was last touched, and the number of visitors.
_NO_ROW = re.compile("[上下]一[篇条则]|.{0,60}?(?:最[后近新](?:更新|修改)|打印)(?:时间|日期)?:|您是第")
_DAY = re.compile(r"(?:19|20)\d\d[-/.年]\d\d?[-/.月]\d\d?日?")
_SIGNER = re.compile(
    "[\u4e00-\u9fff]{2,30}(?:政府|办公[室厅]|委员会|[局委厅部院会社]|中心)"
)  # without a link


def _is_cell(line: Line) -> bool:
    return INLINE_MARK not in line and not line.is_row


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of `kinds.toml`, "<table>.<name>" → compiled."""
    vocabulary = words("kinds")
    compiled = {
        f"url.{name}": re.compile("|".join(shapes), re.I) for name, shapes in vocabulary["url"].items()
    }
    compiled |= {f"title.{name}": re.compile(shape) for name, shape in vocabulary["title"].items()}
    for name, value in vocabulary["text"].items():
        pattern = (
            value
            if isinstance(value, str)
            else "|".join(map(re.escape, sorted(value, key=len, reverse=True)))
        )
        compiled[f"text.{name}"] = re.compile(pattern)
    return compiled


class _Row(NamedTuple):
    """Of a line with a date: whether it is no row for what it says, whether it is hardly more than a day or
    a day exactly, whether the line above may be its label, and the event whose day it names."""

    none: bool
    day: bool
    exact: bool
    below_label: bool
    event: str | None


#: Of nearly all rows there is nothing to say.
_PLAIN = _Row(none=False, day=False, exact=False, below_label=False, event=None)


@per_line
def _row(line: str) -> _Row:
    folded = fold(line)
    row = _Row(
        _NO_ROW.match(folded) is not None,
        is_day(line),
        _DAY.fullmatch(folded) is not None,
        folded[:1].isdecimal() and len(line) <= _LONGEST_DAY,
        _event(folded),
    )
    return row if any(row) else _PLAIN


def _event(label: str) -> str | None:
    found = _OF_EVENT.match(label)
    return found[1] if found else None


def _signs(lines: Sequence[Line], index: int) -> bool:
    """Whether a day stands below the name of the body that signs a text."""
    if not index or not _SIGNER.fullmatch(lines[index - 1]):
        return False
    return any(line.is_prose or line.endswith("。") for line in lines[max(0, index - _TEXT_ABOVE) : index])


def _is_sentence(line: Line) -> bool:
    return line.is_prose or (len(line) >= _SENTENCE and line[-1] == "。")


class Evidence:
    """A page under a title as the signs see it, and the signs found: kind → (weight, sign)."""

    def __init__(self, page: Page, title: str) -> None:
        self.page: Page = proxy(page)  # which holds this: a circle would keep both in memory
        self.entitled = title
        self.signs: dict[str, list[tuple[float, str]]] = {}
        self.patterns = patterns()

    def under(self, title: str) -> Evidence:
        """The same page under another title, without signs."""
        other = copy(self)
        other.entitled, other.signs = title, {}
        return other

    def add(self, kind: str, weight: float, sign: str) -> None:
        """Let a sign speak for a kind."""
        self.signs.setdefault(kind, []).append((weight, sign))

    def weight(self, kind: str) -> float:
        """What speaks for a kind so far."""
        return sum(weight for weight, _ in self.signs.get(kind, ()))

    @property
    def title(self) -> str:
        """The title without white space."""
        return _SPACES.sub("", self.entitled)

    @cached_property
    def head_title(self) -> str:
        """The title element, without the code of a template."""
        stated = self.page.headings.stated
        return _TAG.sub("", stated).strip(" _-|") if "<" in stated else stated

    @property
    def crumbs(self) -> tuple[str, ...]:
        """The steps of the breadcrumb trail after the home page, outermost first."""
        return self.page.trail.steps if self.page.trail else ()

    @property
    def crumb(self) -> str:
        """The last step of the trail, "" where there is none."""
        return self.crumbs[-1] if self.crumbs else ""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The visible lines from the trail on: what stands above is the head of the site."""
        lines, trail = self.page.lines, self.page.trail
        return lines[trail.line :] if trail and len(lines) - trail.line >= _FEWEST else lines

    @cached_property
    def text(self) -> str:
        """The visible text, without the head of the site where that is long."""
        if len(self.page.lines) - len(self.lines) < _LONG_HEAD:
            return self.page.text
        return "\n".join(self.lines).replace(INLINE_MARK, "")

    @cached_property
    def _sentences(self) -> list[Line]:
        return [line for line in self.lines if line.is_prose]

    @cached_property
    def teasers(self) -> int:
        """How many excerpts lead to whole texts."""
        return sum([_TEASER.search(line) is not None for line in self._sentences])

    @cached_property
    def prose(self) -> int:
        """How many letters stand in lines that read like sentences, and are no link texts or excerpts."""
        linked: set[str] | None = None
        total = 0
        for line in self._sentences:
            if self.teasers > 2 and _TEASER.search(line):
                continue
            if len(line) < 300:
                if linked is None:
                    linked = {link.text for link in self.page.links if len(link.text) > 15}
                if any(piece.strip() in linked for piece in line.split(INLINE_MARK)):
                    continue
            total += len(line)
        return total

    @property
    def own_heading(self) -> bool:
        """Whether the page has another title than the last step of its trail."""
        return len(self.title) >= 4 and self.title != _SPACES.sub("", self.crumb)

    @cached_property
    def rows(self) -> int:
        """How many lines are rows of a list, by the date at their end or beginning."""
        lines = self.lines
        count = bare = 0
        events: Counter[str] = Counter()
        for index, line in enumerate(lines):
            if not line.is_row:
                continue
            row = _row(line)
            if row.none or (row.exact and _signs(lines, index)) or (row.day and self._stray(index)):
                continue
            count += 1
            if INLINE_MARK not in line:
                bare += INLINE_MARK not in "".join(lines[max(0, index - 2) : index + 2])
            if event := _event(lines[index - 1].folded) if index and row.below_label else row.event:
                events[event] += 1
        count -= sum(times for times in events.values() if times <= _MOST_EVENTS)
        count -= min(bare, count)  # Days in a table are no list: nothing leads on from them.
        if count and (aside := self._aside_rows or self._rows_below_text) and not self.paged:
            count -= aside
        if self.page.written:
            count += self.page.markup.count("<record>")
        return min(count, self.anchors)

    @property
    def signed(self) -> bool:
        """Whether a text ends with the name of a body and a day below it."""
        lines = self.lines
        return any(
            line.is_row and (row := _row(line)) and row.exact and _signs(lines, at)
            for at, line in enumerate(lines)
        )

    def _stray(self, index: int) -> bool:
        """Whether a day is one of the header's, or has only figures and single words beside it."""
        lines = self.lines
        if any(field.value == lines[index] for field in self.page.document_header.values()):
            return True
        near = (*lines[max(0, index - 3) : index], *lines[index + 1 : index + 2])
        return not any(INLINE_MARK in one or _WORDS.search(one) for one in near)

    @cached_property
    def paged(self) -> bool:
        """Whether there are pages to turn."""
        return self.patterns["text.pages"].search(self.page.text[-6000:]) is not None

    @property
    def _aside_rows(self) -> int:
        """How many of the rows stand under a heading that says hot, related or recommended."""
        lines, count = self.lines, 0
        for index, line in enumerate(lines):
            if not line.is_aside:
                continue
            undated = 0
            for below in lines[index + 1 :]:
                if below.is_row:
                    if undated > 1:
                        break  # Where its own items have no days, these are of another list.
                    count += 1
                    undated = 0
                elif INLINE_MARK not in below or len(below) < _HEADING:
                    break  # Another heading, or the foot.
                else:
                    undated += 1
        return count

    @property
    def _rows_below_text(self) -> int:
        """How many of the rows stand below the text of an item, under a plain heading of their own."""
        lines, byline = self.lines, self.page.byline
        rows = [
            at
            for at, line in enumerate(lines)
            if line.is_row and INLINE_MARK in "".join(lines[at - 1 : at + 1])
        ]
        least = _SHORT_TEXT
        if byline.published and byline.line is not None:
            begin = byline.line - len(self.page.lines) + len(lines)
            rows = [at for at in rows if not begin <= at < begin + _BYLINE]
            if byline.labelled or byline.source is not None:
                least = 0  # Pictures may be all that stands below.
        else:
            begin = next((at for at, line in enumerate(lines) if _is_sentence(line)), len(lines))
        if not rows or rows[0] < begin:
            return 0
        first = rows[0] - (INLINE_MARK not in lines[rows[0]] or is_day(lines[rows[0]]))
        if not (byline.published or self.page.document_header) and self._of_folder(
            lines[first : rows[-1] + 1]
        ):
            return 0  # A mailbox explains itself above its letters, a topic above its news.
        heading = lines[first - 1]
        if (
            INLINE_MARK in heading
            or len(heading) > _HEADING
            or any(_is_sentence(line) or _is_cell(line) for line in lines[first : rows[-1]])
        ):
            return 0
        return len(rows) if sum(map(len, filter(_is_sentence, lines[begin:first]))) >= least else 0

    def _of_folder(self, rows: Sequence[Line]) -> bool:
        """Whether rows lead to pages below the folder of this one, as those of a column do."""
        folder = self.page.url.rpartition("/")[0] + "/"
        if self.url.path.count("/") < 2:
            return False
        below = {link.text for link in self.page.links if link.text and link.url.startswith(folder)}
        return sum(not below.isdisjoint(map(str.strip, row.split(INLINE_MARK))) for row in rows) > 1

    @cached_property
    def anchors(self) -> int:
        """How many anchors the source has, dead ones included."""
        count = self.page.shown.count("<a ")
        return count if count > _MANY else count + self.page.shown.count("<a>")  # which templates have

    @cached_property
    def url(self) -> SplitResult:
        """The parts of the address."""
        try:
            return urlsplit(self.page.url)
        except ValueError:
            return urlsplit("")

    @property
    def addressed(self) -> bool:
        """Whether the page came from the web, so that its address means something."""
        return self.url.scheme in ("http", "https")

    @property
    def article_like(self) -> float:
        """How much more speaks for one item than for a list."""
        return self.weight("article") - 0.7 * self.weight("column")

    def distinct(self, name: str) -> int:
        """How many different words of a set the page shows. Slow: ask `mentions` first."""
        return len(set(self.patterns[f"text.{name}"].findall(self.text)))

    def mentions(self, *words: str) -> bool:
        """Whether the page shows any of some words."""
        text = self.text
        return any([word in text for word in words])

    @cached_property
    def _labels(self) -> set[tuple[str, str]]:
        lines = self.lines
        met = {label for line in lines if line.labels for label in line.labels}
        if _OF_LETTER_AND_FOOT in met:
            at = [at for at, line in enumerate(lines) if _OF_LETTER_AND_FOOT in line.labels]
            if all("主办" in "".join(lines[max(0, one - _FOOT) : one + _FOOT]) for one in at):
                met.remove(_OF_LETTER_AND_FOOT)  # of who runs the site
        return met

    def entries(self, name: str) -> int:
        """How many words of a set stand alone in a line, as the entries of a form do."""
        words = self.patterns[f"text.{name}"]
        met = {line.folded.strip("*:：") for line in self.lines if len(line) < 24}
        return sum(words.fullmatch(entry) is not None for entry in met)

    def labels(self, name: str) -> set[str]:
        """Which words of a set begin a line of their own, as labels do."""
        return {label for its, label in self._labels if its == name}
