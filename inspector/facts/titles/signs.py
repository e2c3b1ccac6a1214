"""What speaks for and against a text as the title of its page."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import compress, takewhile
from typing import TYPE_CHECKING

from inspector.columns.classes import classify
from inspector.facts.byline.words import OF_DOCUMENT
from inspector.facts.kind.people import is_name
from inspector.facts.kind.reader import most_likely
from inspector.facts.lines import ASIDE, INLINE_MARK, fold, per_line
from inspector.facts.listing.row_dates import lists_among
from inspector.facts.site_names import HOME, SITE_NAME, WELCOME
from inspector.facts.template_words import ANY, LETTER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from inspector.facts.lines import Line
    from inspector.facts.titles.candidates import Candidate, Candidates

_NOTES = re.compile("(?:[\u4e00-\u9fff]{2})?(?:须知|说明|提示|提醒)|(?:注意|说明)事项")
"""What stands over notes to those who write or apply."""
_MORE = re.compile(r"更多|\b(?:more|MORE|More)\b|>>|\x01\s?\+")
_BODY = re.compile("(?:政府|委员会|[局厅院署办]|中心|办公室)$")
CONTEXTS = (
    "rows", "no trail", "title element of the site", "front", "one item", "told", "several lists",
    "article", "document", "annual_report", "disclosure_guide", "disclosure_system", "application", "mailbox",
    "letter", "service_guide", "leader", "organization", "home", "sitemap", "other",
)  # fmt: skip
"""What may be true of a page and changes how much a sign says. Of the kinds the one that the page looks like,
but for those that most pages are or of which few are seen."""
_LETTERS = (2, 4, 8, 14, 30, 110)
_LINES = (1, 2, 4, 8)
_KNOWN = 0.9
_FEW = 2  # lines
_REACH = 8  # lines


def contexts(page: Candidates) -> tuple[str, ...]:
    """Which of `CONTEXTS` are true of a page."""
    below = page.page.lines[page.top :]
    above_text = takewhile(lambda line: not _is_text(line), below)
    rows = sum([line.is_row for line in above_text]) > _FEW
    true = (
        rows,
        not page.trail,
        page.names_site,
        page.headings.front,
        bool(page.trail and page.trail.item),
        page.told,
        rows and lists_among(below) > 1,
    )
    kind = most_likely(page.page.first_look).name
    return (*compress(CONTEXTS, true), *[name for name in CONTEXTS if name == kind])


def signs_of(candidate: Candidate, page: Candidates) -> set[str]:
    """The signs of a candidate: who proposes it, what it says, what says the same, and where it stands."""
    return {*candidate.by, *_words(candidate.text), *_same(candidate, page), *_place(candidate, page)}


@per_line
def _words(text: str) -> tuple[str, ...]:
    folded = fold(text)
    column = classify(text)
    signs = {
        "reads like a site": SITE_NAME.search(WELCOME.sub("", text)),
        "reads like a body": _BODY.search(folded),
        "reads like a document": OF_DOCUMENT.search(text),
        "home": HOME.fullmatch("".join(text.split())),
        "aside": ASIDE.match(folded),
        "of template": ANY.fullmatch(text) or LETTER.fullmatch(text),
        "notes": _NOTES.fullmatch(folded),
        "known column": column and column.confidence >= _KNOWN,
        "person": is_name(text),
        "colon": ":" in folded,
        "says more": _MORE.search(text),
    }
    return (_step("letters", len(folded), _LETTERS), *[sign for sign, told in signs.items() if told])


def _same(candidate: Candidate, page: Candidates) -> list[str]:
    text, stated, parts = candidate.folded, page.folded, page.folded_parts
    signs = {
        "title element whole": text == stated,
        "in title element": text in stated and "title element" not in candidate.by,
        "one h1 in title element": text in stated and "one h1" in candidate.by,
        "holds title element": stated and stated in text and text != stated,
        "last part": len(parts) > 1 and text == parts[-1],
        "middle part": text in parts[1:-1],
        "goes on from a part": candidate.lines
        and "title element" not in candidate.by
        and any(len(part) > 3 and text.startswith(part) for part in parts),
        "site or owner": text in page.headings.sites,
        "reads like a site": page.names_place(text),
        "outer step": text in page.outer,
        "person in office": page.of_office and is_name(candidate.text),
        "linked": candidate.text in page.linked,
    }
    return [sign for sign, told in signs.items() if told]


def _place(candidate: Candidate, page: Candidates) -> list[str]:
    lines, at = page.page.lines, candidate.lines
    if not at:
        return []
    signs = ["shown once" if len(at) == 1 else "shown twice" if len(at) == 2 else "shown often"]
    if all(INLINE_MARK in lines[one] for one in at):
        signs.append("inline")
    if any(lines[one].header for one in at):
        signs.append("label of a header")
    below = [one for one in at if one > page.top or not page.trail]
    if any(_MORE.search(line) for first in below[:3] for line in lines[first : first + 2]):
        signs.append("more")
    if below and page.trail:
        signs.append(_step("below trail", below[0] - page.top, (*_LINES, 20)))
        if page.step in candidate.folded and page.step != candidate.folded:
            signs.append("goes on from the last step")
        elif candidate.folded in page.step and page.step != candidate.folded:
            signs.append("part of the last step")
    prose = min([_far(lines[one + 1 : one + 1 + _REACH], _is_text) for one in below], default=_REACH + 1)
    rows = min([_far(lines[one + 1 : one + 1 + _REACH], _is_row) for one in below], default=_REACH + 1)
    byline = page.page.byline.line
    before = min([byline - one for one in below if one <= byline], default=99) if byline is not None else 99
    signs += [
        _step("over text", prose, _LINES),
        _step("over rows", rows, _LINES),
        _step("over byline", before, _LINES),
    ]
    return signs


def _step(sign: str, value: int, steps: Sequence[int]) -> str:
    at = bisect_left(steps, value)
    return f"{sign} {steps[at] if at < len(steps) else 'far'}"


def _far(lines: Sequence[Line], what: Callable[[Line], bool]) -> int:
    return next((at for at, line in enumerate(lines, 1) if what(line)), _REACH + 1)


def _is_text(line: Line) -> bool:
    return line.is_prose and not line.is_row


def _is_row(line: Line) -> bool:
    return line.is_row
