"""Where the visible headings of a page stand, and what the head says its title is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING
from weakref import proxy

from inspector.columns.classes import classify
from inspector.facts.byline.words import BEGIN
from inspector.facts.document_header.words import header_words
from inspector.facts.lines import INLINE_MARK, fold
from inspector.facts.site_names import HOME_AT_END
from inspector.facts.template_words import ANY, UNTITLED
from inspector.facts.text import split_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.page import Page

# Compared without blanks, tags and the width of punctuation.
_SEPARATOR = re.compile(
    r"\s*(?:(?<![a-z0-9])_+|_+(?![a-z0-9])|[|｜│┃>»<《》]+|--+|——|\s[-–—·]\s|[-–—]\s?(?=[\u4e00-\u9fff]))\s*"
)
_BARS = re.compile(r"\s*[_|｜]+\s*")
_SITE = re.compile(r"(?:人民政府|政府|委员会|[局厅办网院署]|门户网站|网站|平台)$")
_PORTAL = re.compile("(?:人民政府|政府网站?|门户网站?)$")
_OFFICE = re.compile("办公[厅室]$")
_LOOSE = re.compile(r"[\s：:【】]+")
_ELLIPSIS = re.compile(r"(?:\.{2,}|…+)$")
_TITLE_NAME = "[class*=tit i],[id*=tit i],[class*=biaoti i],[id*=biaoti i],[class=bt i],[class*=headline i]"
_ROOT = re.compile(r"https?://[^/]+/?(?:(?:index|default|main|home)\.[a-z]{2,5})?", re.I)
_DATED = re.compile(r"^(?:19|20)\d\d[-/.年]\d\d?[-/.月]\d|:(?:19|20)\d\d[-/.年]\d")  # first, or by a label
DAY = re.compile(r"[(（]?\d{4}年\d\d?月\d\d?日[)）]?")
_LONGEST_NAME = 14  # characters, of a column
_SHORTEST_TITLE = 6  # characters
_KNOWN = 0.9
_NAME = re.compile("[\u4e00-\u9fff]{2,14}")
_OF_PAGE = re.compile("(?:网站|站点|本站)(?:地图|导航)|(?:省|市|县|区|州|旗|局|镇|乡)长信箱")
_EMPTY_ARTICLE = frozenset({"", "null", "undefined"})


@dataclass(frozen=True)
class Heading:
    """A visible heading: its text, its first line in `Page.lines`, how many lines it takes."""

    text: str
    line: int
    span: int


def join_lines(lines: Sequence[str]) -> str:
    """A heading split over lines as one: a blank only where Latin letters or digits would run together."""
    joined = ""
    for line in lines:
        part = " ".join(line.replace(INLINE_MARK, "").split())
        gap = joined and part and joined[-1].isascii() and part[0].isascii() and part[0].isalnum()
        joined += (" " if gap else "") + part
    return joined


def title_pieces(title: str) -> list[str]:
    """What a title element may mean: itself, and its parts before and after each separator, longest first."""
    title = title.strip()
    if "</" in title:
        return [title]  # the code of a template, left as it is
    ends = [(match.start(), match.end()) for match in _SEPARATOR.finditer(title[:400])][:8]
    pieces = [title]
    pieces += [title[:start] for start, _ in reversed(ends)]
    pieces += [title[end:] for _, end in ends]
    first, blank, rest = title.partition(" ")
    if blank and _SITE.search(first):  # "some county's government  column  title"
        rest = rest.lstrip(" -–—|_")
        pieces += [rest] + [rest[at + 1 :] for at, sign in enumerate(rest[:200]) if sign == " "]
    return [piece for piece in dict.fromkeys(p.strip(" -") for p in pieces) if piece]


def name_parts(title: str, sites: set[str]) -> list[str]:
    """The names in a title element, in order; where one is the site's, blanks and brackets part them too."""
    parts: list[str] = []
    if "</" in title:
        return [title]  # the code of a template
    for part in _SEPARATOR.split(title[:400]):
        words = [word for word in _LOOSE.split(part) if word]
        if len(words) > 1 and any(fold(end) in sites or _PORTAL.search(end) for end in (words[0], words[-1])):
            parts += words
        else:
            parts.append(part)
    return [name for part in parts if (name := part.strip())]


class Headings:
    """The headings of one page; looked for no further than asked."""

    def __init__(self, page: Page) -> None:
        self._page: Page = proxy(page)  # which holds these: a circle would keep both in memory
        self._lines = page.lines

    @cached_property
    def _folded(self) -> str:
        text = "\n".join([line.folded for line in self._lines])
        return f"\n{text}\n"

    @cached_property
    def stated(self) -> str:
        """The title element, white space folded."""
        title = self._page.tree.css_first("title")
        return " ".join(title.text().split()).strip(" _-|") if title else ""

    @cached_property
    def meant(self) -> str:
        """The title element without the words of a template and without the home page at its end."""
        stated = self.stated
        return "" if UNTITLED.fullmatch(stated) or ANY.fullmatch(stated) else HOME_AT_END.sub("", stated)

    @cached_property
    def parts(self) -> list[str]:
        """The names that the title element consists of, without that of the site."""
        return name_parts(self.meant, self.sites) if self.meant else []

    @cached_property
    def pieces(self) -> list[str]:
        """What the title element may mean, see `title_pieces`."""
        return title_pieces(self.stated)

    @cached_property
    def site(self) -> str:
        """The name of the site as the head gives it, folded."""
        return fold(self._page.head_tags.get("SiteName", ""))

    @cached_property
    def sites(self) -> set[str]:
        """The names of the site and of its owner, folded."""
        owner = self._page.identity.sponsor or ""
        return {self.site, fold(_OFFICE.sub("", owner)), *map(fold, [owner, *owner.split()])}

    @cached_property
    def named(self) -> list[Heading]:
        """Visible lines that say what the head says: ArticleTitle, then the parts of the title element."""
        article = self._page.head_tags.get("ArticleTitle", "")
        hints = [] if article.lower() in _EMPTY_ARTICLE else [article]
        found: list[Heading] = []
        for hint in hints + self.pieces + self._middle():
            wanted = fold(_ELLIPSIS.sub("", hint))
            if len(wanted) >= 2 and (
                wanted not in self.sites or hint == self.stated and self._may_own(wanted)
            ):
                cut = wanted != fold(hint)
                whole = self.going_on(wanted) if cut else None
                located = [whole] if whole else self._locate(wanted, cut=cut) or self._parted(wanted)
                found += located
                if located and len(wanted) > 8:
                    break
        return found

    def _middle(self) -> list[str]:
        """What stands between bars in the title element: the kind of page before it, the site behind."""
        return [part for part in _BARS.split(self.stated[:400])[1:-1] if len(part) > 8]

    def _may_own(self, site: str) -> bool:
        """Whether the name of a site that is all the title element says may be the page's own title."""
        return site != self.site and (self.front or self._page.trail is None)

    @cached_property
    def first_level(self) -> list[Heading]:
        """The h1 elements; two of one class next to each other are one."""
        found = self._marked("h1,ucaptitle")
        for node in self._page.tree.css("h1+h1") if len(found) > 1 else ():
            before = node.prev
            while before and before.tag != "h1":
                before = before.prev
            if before and before.attributes.get("class") == node.attributes.get("class"):
                both = self._locate(f"{fold(before.text())}\n{fold(node.text())}")
                found = both + [h for h in found if not any(b.line <= h.line < b.line + b.span for b in both)]
        return found

    @cached_property
    def others(self) -> list[Heading]:
        """Elements that are headings of a lower level, or called titles."""
        return [heading for headings in self.lower.values() for heading in headings]

    @cached_property
    def lower(self) -> dict[str, list[Heading]]:
        """Those of each lower level, and those that are called titles."""
        known = header_words()
        named = [h for h in self._marked(_TITLE_NAME) if fold(h.text).rstrip(":") not in known.sure]
        return {
            "h2": self._marked("h2"),
            "h3": self._marked("h3"),
            "called so": named,
            "h4": self._marked("h4,h5"),
        }

    def near(self, line: int, above: int, below: int = 0) -> Heading | None:
        """The heading that stands over a line, or shortly below it."""
        low, high = line - above, line + below
        named = [h for h in self.named if max(low, line - _near(h)) <= h.line <= high and h.line != line]
        marked = [h for h in self.first_level if max(low, line - _near(h)) <= h.line < line]
        named, marked = [[h for h in found if not self.of_site(h)] for found in (named, marked)]
        if not named:
            return max(marked, key=lambda h: h.line, default=None)
        best = max(named, key=lambda h: (h.line < line, len(h.text) > 6, h.line))
        # A copied head may name the column; the heading next to the byline is then the title.
        if best.line >= line or len(best.text) > _LONGEST_NAME:
            return best
        nearer, trail = [h for h in marked if h.line > best.line], self._page.trail
        if not nearer and trail and fold(best.text) == fold(trail.steps[-1]):
            nearer = [h for h in self.others if best.line < h.line < line <= h.line + 2]
        return nearer[-1] if nearer and len(nearer[-1].text) >= _SHORTEST_TITLE else best

    def of_site(self, heading: Heading) -> bool:
        """Whether a heading reads like a name of the site or its owner: above the trail, or with a step."""
        site, step, _rest = heading.text.partition(">")
        if step and fold(site) == fold(self.stated):
            return True
        trail = self._page.trail
        return trail is not None and heading.line < trail.line and _SITE.search(heading.text) is not None

    def going_on(self, text: str) -> Heading | None:
        """The h1 that begins with this and goes on: a title element may be cut."""
        wanted = fold(text)
        return next((h for h in self.first_level if fold(h.text).startswith(wanted)), None)

    @cached_property
    def front(self) -> bool:
        """Whether the address is that of a front page."""
        return _ROOT.fullmatch(self._page.url) is not None

    @property
    def columns(self) -> list[Heading]:
        """Lines that are no links and name a column, known or linked elsewhere; of each name the last."""
        linked = Counter([fold(node.text() or "") for node in self._page.tree.css("a")])
        lines = [(at, line) for at, line in enumerate(self._lines) if _NAME.fullmatch(line.folded)]
        shown = Counter([line.folded for _at, line in lines])
        plain = {line.folded for _at, line in lines if INLINE_MARK not in line}
        found: dict[str, Heading] = {}
        for at, line in lines:
            name = line.folded
            if shown[name] <= linked[name] or name in self.sites or (name in plain and INLINE_MARK in line):
                continue  # No more than its links.
            column = classify(name)
            if linked[name] or _OF_PAGE.fullmatch(name) or (column and column.confidence >= _KNOWN):
                found[name] = Heading(join_lines((line,)), at, 1)
        return list(found.values())

    def weak(self, line: int, above: int) -> Heading | None:
        """The nearest lower heading over a line."""
        found = [h for h in self.others if line - above <= h.line < line and len(h.text) >= 3]
        found = [h for h in found if not DAY.fullmatch(h.text) and h.text[0] not in "—–"]
        return max(found, key=lambda h: h.line, default=None)

    def shown(self, text: str) -> Heading | None:
        """The first visible line, or the lines, that say just this."""
        wanted = fold(text)
        return next(iter(self._locate(wanted) or self._parted(wanted)), None) if wanted else None

    def beginning(self, line: int) -> str | None:
        """What the head says the title is, where a line begins with it and goes on as byline."""
        text, article = self._lines[line], self._page.head_tags.get("ArticleTitle", "")
        for hint in (article, *self.pieces):
            wanted = fold(hint)
            if hint != article and _SITE.search(hint):
                continue  # The site that published it may stand before the date.
            if len(wanted) >= 8 and text.folded.startswith(wanted):
                own = text.partition(INLINE_MARK)[0].strip()
                return own if fold(own) == wanted else hint
        return None

    def _marked(self, selector: str) -> list[Heading]:
        found: list[Heading] = []
        for node in self._page.tree.css(selector)[:40]:
            text = node.text()
            if text and len(text) < 600 and not text.isspace():
                lines = list(filter(None, [line.folded for line in split_lines(node.html or "")]))
                lines = lines[:1] + list(takewhile(_goes_on, lines[1:]))
                if lines and len(lines) <= 5 and sum(map(len, lines)) <= 200:
                    found += self._locate("\n".join(lines))
        return found

    def _parted(self, wanted: str) -> list[Heading]:
        """A heading broken over several lines."""
        begin = f"\n{wanted[:4]}"
        at = self._folded.find(begin)
        while at >= 0 and len(wanted) > 8:
            line = self._folded.count("\n", 0, at)
            joined, span = "", 0
            for part in self._folded[at + 1 : at + 2 + len(wanted) + 4].split("\n")[:5]:
                joined, span = joined + part, span + 1
                parts: list[str] = list(self._lines[line : line + span])
                if len(joined) > len(wanted) and joined.startswith(wanted):
                    # A number or a day stands behind it, in an element of its own.
                    parts[-1], joined = parts[-1].partition(INLINE_MARK)[0], wanted
                if joined == wanted == fold(join_lines(parts)):
                    return [Heading(join_lines(parts), line, span)]
            at = self._folded.find(begin, at + 1)
        return []

    def _locate(self, wanted: str, cut: bool = False) -> list[Heading]:
        found: list[Heading] = []
        needle = f"\n{wanted}" if cut else f"\n{wanted}\n"
        at = self._folded.find(needle)
        while at >= 0 and len(found) < 8:
            line = self._folded.count("\n", 0, at)
            span = wanted.count("\n") + 1
            found.append(Heading(join_lines(self._lines[line : line + span]), line, span))
            at = self._folded.find(needle, at + 1)
        return found


def _goes_on(line: str) -> bool:
    """Whether a further line of an element may belong to a heading: the byline does not."""
    return not (_DATED.search(line) or BEGIN.match(line))


def _near(heading: Heading) -> int:
    """How far from its byline a heading may stand: a short one is often a menu entry."""
    return 3 if len(heading.text) < 4 else 99
