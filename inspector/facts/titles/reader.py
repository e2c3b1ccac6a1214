"""The title of a page as its reader sees it: of all that may be it, what most speaks for."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from inspector.vocabulary import words

if TYPE_CHECKING:
    from inspector.facts.titles.candidates import Candidate
    from inspector.page import Page

_LONGEST_NAME = 14  # letters, of a column
_LEAST = 0.0  # weight of a title that the head does not state
_STATED = {"title element", "ArticleTitle"}
_OFFICE = re.compile("(?:委员会|[局厅院署办委]|办公室)$")
_TWO = 2  # names
_NEXT = 8  # lines
_DAY = 20  # letters, with the signs of elements


def read_title(page: Page) -> str | None:
    """The visible title: of an article the heading over its text, of a column or site its shown name."""
    if page.media != "html":
        return None
    if told := told_by_byline(page):
        return told
    ranked = rank(page)
    for weight, candidate, _signs in ranked[:1]:
        alone = all(other < weight for other, _, _ in ranked[1:2])  # not one of several headings alike
        if (weight > _LEAST and alone) or _STATED & candidate.by:
            return _whole(page, candidate.text)
    return page.headings.meant or None if page.headings.front else None


def _whole(page: Page, title: str) -> str:
    """The title; on a front page both, where the title element has the two names of one office beside it."""
    names = page.headings.meant.split() if page.headings.front else []
    two = len(names) == _TWO and title in names and all(map(_OFFICE.search, names))
    return page.headings.meant if two else title


def told_by_byline(page: Page) -> str | None:
    """The heading over the byline, where it is longer than the name of a column and so needs no choice."""
    title = page.byline.title
    return title if title and len(title) > _LONGEST_NAME and not _of_item(page) else None


def rank(page: Page) -> list[tuple[float, Candidate, set[str]]]:
    """What may be the title with the signs for and against it and their weight, the best first.

    The weights are those of a conditional logit model, fitted on labelled pages: see
    `benchmarks/title_weights.py`.
    """
    from inspector.facts.titles.candidates import Candidates
    from inspector.facts.titles.signs import contexts, signs_of

    candidates = Candidates(page)
    weights = _weights(contexts(candidates))
    ranked = []
    for candidate in candidates.found:
        signs = signs_of(candidate, candidates)
        # Rounded, as a sum of floats differs with the order of the signs: of equals the first is taken.
        ranked.append((round(sum([weights.get(sign, 0.0) for sign in signs]), 6), candidate, signs))
    return sorted(ranked, key=lambda its: -its[0])


@lru_cache(1 << 7)
def _weights(contexts: tuple[str, ...]) -> dict[str, float]:
    """The weight of each sign where some things are true of the page."""
    told, whole = words("title_weights"), Counter[str]()
    for context in ("always", *contexts):
        whole.update(told.get(context, {}))
    return dict(whole)


def _of_item(page: Page) -> bool:
    """Whether the day below a title is that of a row: it says nothing else, as its neighbours do."""
    byline = page.byline
    if byline.labelled or byline.source is not None or byline.line is None:
        return False
    near = page.lines[max(0, byline.line - _NEXT) : byline.line + _NEXT]
    return sum(line.is_row and len(line) <= _DAY for line in near) > 2
