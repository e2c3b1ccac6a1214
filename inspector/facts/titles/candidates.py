"""What may be the title of a page: texts, where they stand, and who proposes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from inspector.facts.byline.words import CAREER, DAY_FIRST
from inspector.facts.lines import ASIDE, INLINE_MARK, fold
from inspector.facts.site_names import HOME, SITE_NAME, WELCOME, abbreviates
from inspector.facts.template_words import SORT
from inspector.facts.titles.headings import DAY, title_pieces
from inspector.facts.titles.items import OFFICES, TELLERS
from inspector.facts.trail import Trail

if TYPE_CHECKING:
    from inspector.facts.lines import Line
    from inspector.facts.titles.headings import Heading
    from inspector.page import Page

# A name of which only the beginning is shown, or a number.
_MASKED = re.compile(r"[\u4e00-\u9fff\d]{0,4}\*{1,12}[\u4e00-\u9fff\d]{0,4}")
_MENU = re.compile(r"(?:\x01 ?+)*+[^\x01]++(?:(?:\x01 ?+){2,}+[^\x01]++){2,}+(?:\x01 ?+)*+")
_OF_FORMS = ("letter", "mailbox_form")
_LONGEST = 110  # letters
_BELOW = 8  # lines below a trail
_FEW = 2  # headings of one level
_MENU_MARKS = 4
_PLACES = 24  # lines that say the same
_TOP = Trail(("",), -1)  # where none is shown


@dataclass(slots=True)
class Candidate:
    """A text that may be the title, where it stands in `Page.lines`, and who proposes it."""

    text: str
    folded: str
    lines: list[int]
    by: set[str] = field(default_factory=set)


def _is_label(line: Line) -> bool:
    """Whether a line is no more than a label of a letter or a form, whose value stands in the next."""
    text = line.folded.rstrip(":")
    return any(label == text for name, label in line.labels if name in _OF_FORMS)


def _is_menu(line: Line) -> bool:
    """Whether a line is nothing but links or tabs, three or more."""
    return line.count(INLINE_MARK) >= _MENU_MARKS and _MENU.fullmatch(line) is not None


class Candidates:
    """The candidates of a page, and what all of them are compared with."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.headings = page.headings
        self.stated = self.headings.meant
        self.folded = fold(self.stated)
        self.trail = page.trail
        self.top = page.trail.line if page.trail else 0
        self.step = fold(page.trail.steps[-1]) if page.trail else ""
        self.outer = page.trail.outer if page.trail else frozenset()
        self.parts = self.headings.parts
        self.folded_parts = [fold(part) for part in self.parts]
        self.told = False  # by the labels or the text of an item
        self._found: dict[str, Candidate] = {}
        self._of_text: dict[str, Candidate | None] = {}
        self._marked()
        self._stated()
        self._placed()
        self._told()

    @cached_property
    def names_site(self) -> bool:
        """Whether the title element says no more than the name of the site."""
        if not self.stated:
            return False
        one = len(self.parts) == 1 and SITE_NAME.search(WELCOME.sub("", self.stated)) is not None
        return one or self.folded in self.headings.sites or self.names_place(self.folded)

    @cached_property
    def of_office(self) -> bool:
        """Whether the trail leads to people in office."""
        return any(map(OFFICES.search, (self.step, *self.outer)))

    @cached_property
    def shown(self) -> dict[str, list[int]]:
        """Where each folded line stands."""
        shown: dict[str, list[int]] = {}
        for at, line in enumerate(self.page.lines):
            shown.setdefault(line.folded, []).append(at)
        return shown

    @cached_property
    def values(self) -> frozenset[str]:
        """What stands behind the labels of a document header, but for the title."""
        fields = self.page.document_header.items()
        return frozenset([fold(field.value) for name, field in fields if name != "title"])

    @cached_property
    def linked(self) -> frozenset[str]:
        """The texts of the links."""
        return frozenset([link.text for link in self.page.links])

    def names_place(self, folded: str) -> bool:
        """Whether a text says "China" and the place that the site is of, as the names of portals do."""
        before, country, place = folded.partition("中国")
        return bool(country) and not before and any(abbreviates(place, site) for site in self.headings.sites)

    @property
    def found(self) -> tuple[Candidate, ...]:
        """Every candidate, those of the headings first."""
        return tuple(self._found.values())

    def _add(self, text: str, by: str, line: int | None = None) -> Candidate | None:
        if text not in self._of_text:
            self._of_text[text] = self._candidate(text)
        if found := self._of_text[text]:
            found.by.add(by)
            if line is not None and line not in found.lines:
                found.lines.append(line)
        return found

    def _candidate(self, text: str) -> Candidate | None:
        bare = text.replace(INLINE_MARK, "").strip()
        folded = fold(bare)
        if not folded or len(folded) > _LONGEST or DAY.fullmatch(folded):
            return None
        if CAREER.match(folded) or _MASKED.fullmatch(folded):
            return None
        if ASIDE.fullmatch(folded) and folded not in self.folded and folded != self.step:
            return None
        if DAY_FIRST.fullmatch(bare) and folded not in self.folded:
            return None
        if "。" in folded[:-1] and folded not in self.folded:
            return None  # sentences
        if HOME.fullmatch(folded) and folded not in self.folded:
            return None
        if folded not in self._found:
            at = self.shown.get(folded, ())
            shown = self.page.lines[at[0]].replace(INLINE_MARK, "").strip() if at else bare
            self._found[folded] = Candidate(shown, folded, list(at[:_PLACES]))
        return self._found[folded]

    def _headings(self, by: str, *headings: Heading) -> None:
        # What the title element says, and not as the name of the site, is none of many.
        alone = () if self.names_site else (self.folded, *self.folded_parts)
        several = sum(not ASIDE.fullmatch(heading.text) for heading in headings)
        for heading in headings:
            if not (found := self._add(heading.text, by, heading.line)):
                continue
            if several == 1:
                found.by.add(f"one {by}")
            elif several > _FEW and found.folded not in alone:
                found.by.add(f"{by} of many")

    def _marked(self) -> None:
        its = self.headings
        self._headings("h1", *its.first_level)
        for level, headings in its.lower.items():
            self._headings(level, *headings)
        self._headings("title element", *its.named)
        if not self.trail:
            self._headings("name of a column", *its.columns)

    def _stated(self) -> None:
        bare = [SORT.sub("", part) for part in self.parts]
        for piece in (*title_pieces(self.stated), *self.parts, *bare):
            self._add(piece, "title element")

    def _placed(self) -> None:
        if self.trail:
            self._add(self.trail.steps[-1], "trail", self.top)
            behind_label, byline = False, self.page.byline
            begun = byline.line if byline.title else None  # the byline may stand behind its title
            for at, line in enumerate(self.page.lines[self.top + 1 : self.top + 1 + _BELOW], self.top + 1):
                its_value, behind_label = behind_label, _is_label(line)
                no_title = line.is_prose or line[-1] in "。；" or line.folded in self.values
                if not (its_value or behind_label or no_title or at == begun or _is_menu(line)):
                    self._add(line, "below trail", at)

    def _told(self) -> None:
        page, tags = self.page, self.page.head_tags
        for name in ("ArticleTitle", "ColumnName"):
            self._add(tags.get(name, ""), name)
        site = fold(tags.get("SiteName", ""))
        if site and (site in self.shown or site in self._found):
            self._add(tags["SiteName"], "SiteName")
        if (heading := page.byline.title) and fold(heading) != self.step:
            self._add(heading, "byline")
        if title := page.document_header.get("title"):
            self._add(title.value, "header")
        for name, tell in TELLERS:
            if told := tell(page, self.headings, self.trail or _TOP):
                self.told = True
                if found := self._add(told, name):
                    self._drop_labelled(found.folded)

    def _drop_labelled(self, told: str) -> None:
        """A line that says its label, too, is no title beside what stands behind it."""
        for other in [folded for folded in self._found if folded.endswith(f":{told}")]:
            del self._found[other]
