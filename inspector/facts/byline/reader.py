"""The line near the title of an article that gives its date and source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inspector.facts.byline import words
from inspector.facts.byline.days import (
    bare_day,
    is_listed,
    own_day,
    scripted_day,
    yearless_day,
)
from inspector.facts.byline.groups import Group, find_groups
from inspector.facts.dates import parse_date
from inspector.facts.lines import INLINE_MARK, Line, fold, per_line
from inspector.facts.site_names import SITE_NAME
from inspector.facts.text import split_lines
from inspector.facts.titles.headings import Heading, join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from inspector.facts.titles.headings import Headings
    from inspector.page import Page

_SHORT = 12  # letters of a column's name
_MENU = 8
"""So many marks stand in a line of several links."""
_AROUND = f"{INLINE_MARK} ()（）"
_LINE = 20  # letters of a text
_LONGEST = 150  # letters of a title
_REACH = 14
"""How many lines above its byline a title is looked for."""


@dataclass(frozen=True)
class Byline:
    """Title, date and source of an article as they stand together.

    `title` is the visible heading above the line, None where none is recognised. `source` is "" where
    its label stands with nothing behind it. `line` is the index in `Page.lines` where the byline begins,
    None where there is none or a script writes it. `labelled` tells a date with a label of publication
    from a bare one.
    """

    title: str | None = None
    published: date | None = None
    source: str | None = None
    line: int | None = None
    labelled: bool = False


def read_byline(page: Page) -> Byline:
    """The head of an article; an empty Byline where the page shows none."""
    lines = page.lines
    groups = find_groups(lines)
    headings = page.headings
    best, best_score, heading = None, 1.9, None
    dates: list[tuple[float, Group]] = []
    dated = sum(group.date is not None for group in groups)
    sourced = sum(group.source is not None for group in groups)
    whole = {group.date for group in groups if group.date and group.source}
    for group in groups:
        near = headings.near(group.first, _REACH)
        score = group.signs + (2 if group.source is not None else 0)
        if group.date:
            score += 2 if group.rank <= 2 else 1
        if _in_footer(lines, near.line if near else group.first - 8, group.first):
            continue
        over = near or headings.weak(group.first, 2)
        if over and words.RESULT.fullmatch(over.text):
            continue  # What has come of it stands below the text.
        score += 4 if near else 1 if over else 0
        if group.others > 1 or (dated > 2 or sourced > 2) and not (near and group.signs):
            continue  # A list that gives the date of every item.
        if len(whole) > 1 and group.date in whole and not near:
            continue  # Two items with day and source, as those that a search has found.
        if near and group.date and group.rank <= 2:
            dates.append((score, group))
        if score > best_score:
            best, best_score, heading = group, score, near
    if best and best.date is None and dates:
        by_date = max(dates, key=lambda one: one[0])[1]  # The source stands apart, below the text.
        by_date.source = best.source if by_date.source is None else by_date.source
        best, heading = by_date, headings.near(by_date.first, _REACH)
    if best is None or best.date is None:
        anchor = heading or _anchor(headings)
        bare = _bare_date(lines, anchor) if anchor else None
        if best is None and bare is None:
            anchor, bare = _weak_pair(headings, lines)
        if bare and (best is None or abs(bare.first - best.first) < 10):
            if best:
                bare.source, bare.first = best.source, min(best.first, bare.first)
            best, heading = bare, anchor
    if best and best.date is None and (within := _day_in_heading(headings, lines)):
        within.source = best.source
        best = within
    if best is None:
        best = (
            _day_in_heading(headings, lines)
            or _signed_day(lines, page.trail.line if page.trail else 0)
            or _day_below_trail(page)
            or _day_over_text(page)
        )
    found = Byline()
    if best:
        title = _title(page, headings, heading, best)
        found = Byline(title, best.date, best.source, best.first, best.date is not None and best.rank <= 2)
    if best and found.published and found.source is None and heading:
        found = replace(found, source=_source_below(groups, best, lines))
    if (found.published is None or found.source is None) and page.written:
        found = _with_written(found, page.written)
    if found.published is None and (over := heading or _anchor(headings)):
        found = replace(found, published=yearless_day(page, over.line + over.span))
    if found.published is None and (day := scripted_day(page)):
        found = replace(found, published=day)
    return found


def _source_below(groups: Sequence[Group], best: Group, lines: Sequence[str]) -> str | None:
    """The source below a label without a colon, or at the end of a text beside its editor or tools."""
    for index in range(best.first - 3, best.last + 3):
        if 0 <= index < len(lines) and (pair := words.SOURCE_PAIR.fullmatch(lines[index])):
            return None if words.NOT_A_NAME.search(pair[1]) else pair[1].strip()
        if 0 <= index < len(lines) - 1 and words.BARE_LABEL.fullmatch(lines[index].strip("\x01 ")):
            value = lines[index + 1].replace(INLINE_MARK, "").strip()
            return (
                None
                if words.NOT_A_NAME.search(value) or len(value) > 40 or value.endswith(("：", ":"))
                else value
            )
    below = [group for group in groups if group.source is not None and group.first > best.last]
    if len(below) != 1 or below[0].date:
        return None
    near = "".join(lines[below[0].first - 1 : below[0].last + 3])
    return below[0].source if words.END.search(near) else None


def _anchor(headings: Headings) -> Heading | None:
    for heading in (*headings.named, *headings.first_level):
        if len(heading.text) >= 4 and not headings.of_site(heading):
            if headings.front or fold(heading.text) not in headings.sites:
                return heading
    return None


def _weak_pair(headings: Headings, lines: Sequence[str]) -> tuple[Heading | None, Group | None]:
    """A lower heading with a line below it that holds a date and nothing else."""
    days = {index for index, line in enumerate(lines) if bare_day(line) and own_day(lines, index)}
    if not days or sum(map(_has_day, lines)) > 14:
        return None, None  # None, or lists, not one article.
    found: dict[int, tuple[Heading, Group]] = {}
    for heading in headings.others[:30]:
        below = heading.line + heading.span
        for index in range(below, below + 2):
            if index in days and len(heading.text) > 5 and "更多" not in heading.text:
                found.setdefault(index, (heading, Group(index, index, own_day(lines, index), 4)))
    if len(found) != 1 or is_listed(lines, *found):
        return None, None
    return next(iter(found.values()))


def _day_in_heading(headings: Headings, lines: Sequence[Line]) -> Group | None:
    """The day behind the title within one heading, in an element of its own."""
    found: dict[int, date] = {}
    named = [heading.line for heading in (*headings.first_level, *headings.others[:30])]
    plain = [
        at for at, line in enumerate(lines) if line.is_row and line[0] != INLINE_MARK and at not in named
    ]
    for at in (*named, *plain):
        behind = lines[at].partition(INLINE_MARK)[2]
        if behind and (day := bare_day(behind.strip(_AROUND))):
            if headings.beginning(at):
                found = {at: day}
                break
            if at in named:
                found[at] = day
    if len(found) != 1 or is_listed(lines, *found):
        return None
    ((index, day),) = found.items()
    return Group(index, index, day, 4)


def _signed_day(lines: Sequence[Line], first: int) -> Group | None:
    """The one line of an article that has a day, a time and a counter or a tool of the reader, no label."""
    found: list[Group] = []
    for index in range(first, len(lines)):
        line = lines[index]
        if (
            (":" in line or "时" in line)
            and words.CLOCKED.search(line)
            and words.SIGN.search(line)
            and (day := bare_day(line))
        ):
            found.append(Group(index, index, day, 4, None, 1))
    return found[0] if len(found) == 1 and not is_listed(lines, found[0].first) else None


def _day_below_trail(page: Page) -> Group | None:
    """A day shortly below the trail, over a text."""
    if not page.trail:
        return None
    lines, first = page.lines, page.trail.line
    for index in range(first + 2, min(first + 6, len(lines) - 1)):
        if (day := own_day(lines, index)) and any(line.is_prose for line in lines[index + 1 : index + 5]):
            return None if is_listed(lines, index) else Group(index, index, day, 4)
    return None


def _day_over_text(page: Page) -> Group | None:
    """The only day of a page that stands alone in its line, below a title and over a text.

    Where there is a trail, the title is what the title element says.
    """
    lines, headings = page.lines, page.headings
    if not headings.meant:
        return None
    days = [at for at in range(len(lines)) if own_day(lines, at)]
    if page.trail:
        named = {fold(piece) for piece in headings.pieces}
        days = [at for at in days if at and lines[at - 1].folded in named]
    if len(days) != 1 or not days[0] or sum(map(_has_day, lines)) > 14:
        return None
    at = days[0]
    if any(line.is_prose for line in lines[:at]) or words.ISSUER.fullmatch(lines[at - 1]):
        return None  # Below a text it is that of who signs.
    over_text = any(
        line.is_prose or (len(line) > _LINE and line[-1] == "。") for line in lines[at + 1 : at + 4]
    )
    if not over_text or is_listed(lines, at) or not _line_above(page, at):
        return None
    return Group(at, at, own_day(lines, at), 4)


@per_line
def _has_day(line: str) -> bool:
    return len(line) < 200 and words.ANY_DAY.search(line) is not None


def _title(page: Page, headings: Headings, heading: Heading | None, group: Group) -> str | None:
    """The title that goes with a byline: named by the head or an h1, else the best line above."""
    if begun := headings.beginning(group.first) or _begun_heading(page, heading, group.first):
        return begun
    if heading is None:
        far = (h for h in headings.named if len(h.text) > 6 and h.line < group.first)
        heading = headings.near(group.last, 0, 8)
        if heading is None or fold(heading.text) in headings.sites:  # The name of who signs.
            heading = next((h for h in far if not headings.of_site(h)), None)
    if heading is None and (heading := headings.weak(group.first, 3)):
        if over := _over_subtitle(page, heading.line):
            return over
    if heading and len(heading.text) <= _SHORT and heading.line < group.first - 2:
        nearer = headings.weak(group.first, 2)  # A column's name stands in the menu too.
        heading = nearer if nearer and len(nearer.text) > _SHORT else heading
    if heading and words.ANSWER.search(heading.text):
        return None
    if heading is None and (field := page.document_header.get("title")) and field.value:
        heading = headings.shown(field.value)
    if heading and len(heading.text) > 12:
        return heading.text
    if heading is None and group.source is None and _in_header(page, group):
        return None
    above = _line_above(page, group.first)
    in_menu = heading and heading.line < group.first - 2 and page.lines[heading.line][0] == INLINE_MARK
    if heading and not (above and (in_menu or words.OF_DOCUMENT.search(above))):
        return heading.text
    return above  # A short heading over a document is the column's.


def _with_written(found: Byline, written: str) -> Byline:
    """Add what the page's own scripts write."""
    lines = split_lines(written)
    for group in find_groups(lines):
        if found.published is None and group.date:
            found = replace(found, published=group.date, labelled=group.rank <= 2)
        if found.source is None and group.source is not None:
            found = replace(found, source=group.source)
    if found.published is None:
        days = {day for line in lines if (day := bare_day(line))}
        found = replace(found, published=days.pop()) if len(days) == 1 else found
    return found


def _bare_date(lines: Sequence[str], heading: Heading) -> Group | None:
    """An unlabelled date within a few lines below a heading, or just above it."""
    below = heading.line + heading.span
    for index in range(below, min(below + 4, len(lines))):
        if words.FOOTER.search(lines[index]):
            break
        day = own_day(lines, index)
        if day is None and index == below and (signed := words.SIGNED.match(lines[index])):
            day = parse_date(signed[1])
        if day is not None:
            return None if is_listed(lines, index) else Group(index, index, day, 4)
        if (
            len(lines[index]) > 80
            or words.SENTENCE.search(lines[index])
            or (lines[index].endswith(("：", ":")) and not words.TOOL.search(lines[index]))
        ):
            break
    for index in range(heading.line - 1, max(-1, heading.line - 3), -1):
        if (day := own_day(lines, index)) is not None:
            return Group(index, index, day, 4, None, 0)
    return None


def _in_footer(lines: Sequence[str], first: int, last: int) -> bool:
    return any(words.FOOTER.search(line) for line in lines[max(0, first) : last + 1])


def _line_above(page: Page, first: int) -> str | None:
    """The nearest line above a byline that could be a title."""
    lines = page.lines
    for index in range(first - 1, max(-1, first - 6), -1):
        if lines[index].is_prose or lines[index].place or words.CAREER.match(lines[index]):
            return None  # The byline stands below the text, or above the title.
        text = lines[index].replace(INLINE_MARK, "").strip()
        if text.endswith(("。", "；")):
            return None
        if named := words.TITLE_LABEL.match(text):
            return named[1]
        enough = 2 if index == first - 1 else 4
        if (
            enough <= len(text) < _LONGEST
            and not words.TOOL.search(text)
            and not words.ANY_LABEL.search(text)
            and not words.PLACE.search(text)
            and not words.FIELD.search(text)
            and lines[index].count(INLINE_MARK) < _MENU
            and not words.OF_LETTER.match(text)
            and not (index and words.OF_LETTER.fullmatch(lines[index - 1].replace(INLINE_MARK, "")))
            and not _of_header(lines, index)
            and bare_day(lines[index]) is None
        ):
            above = lines[index - 1] if index else lines[index]
            broken = index and (_broken(page.shown, above, text) or _parted(lines, index, text))
            if broken:
                return join_lines((above, text))
            return _over_subtitle(page, index) or text
    return None


def _begun_heading(page: Page, over: Heading | None, line: int) -> str | None:
    """What a heading says before the byline that stands within it, in elements of its own."""
    text, *behind = [*filter(None, map(str.strip, page.lines[line].split(INLINE_MARK)))] or [""]
    if not behind or len(text) < 6 or words.ANY_LABEL.search(text) or words.ANY_DAY.search(text):
        return None
    headings = page.headings.first_level
    if bare_day(INLINE_MARK.join(behind).strip(_AROUND)):
        headings = headings + page.headings.others
    alone = over is None and words.BEGIN.match(behind[0]) and not SITE_NAME.search(text)
    return text if alone or any(h.line == line for h in headings) else None


def _parted(lines: Sequence[Line], index: int, text: str) -> bool:
    """Whether the line above begins the title that this one ends: an issuer, or all but its last words."""
    above = lines[index - 1]
    if INLINE_MARK in above or above.may_date or above.is_prose or above.place or not 4 <= len(above) < 100:
        return False
    if _of_header(lines, index - 1) or words.SENTENCE.search(above) or words.ANY_LABEL.search(above):
        return False
    if words.ISSUER.fullmatch(above):
        return text.startswith("关于") or (text[:4].isdecimal() and text[4:5] == "年")
    return words.IN_BRACKETS.fullmatch(text) is not None or words.ENDING.fullmatch(text) is not None


def _over_subtitle(page: Page, index: int) -> str | None:
    """The title between the trail and a line that only adds to it, as it is shorter."""
    lines = page.lines
    if not page.trail or page.trail.line != index - 2:
        return None
    over = lines[index - 1]
    longer = max(_SHORT, len(lines[index])) < len(over) < _LONGEST
    return over if longer and INLINE_MARK not in over else None


def _in_header(page: Page, group: Group) -> bool:
    """Whether a date stands in the header of a document, wherever that stands."""
    field = page.document_header.get("date_published")
    return bool(field and field.label in page.lines[group.first].folded) or _of_header(
        page.lines, group.first
    )


def _of_header(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is a label of a document's header, or the value below one that stands alone."""
    its, above = lines[index].header, lines[index - 1] if index else lines[index]
    labelled = its and its.labels and not words.SIGN.search(lines[index])
    return bool(labelled) or bool(above.header and above.header.labels and len(above) < 16)


def _broken(shown: str, above: str, text: str) -> bool:
    """Whether only a line break and inline elements part two lines."""
    at = shown.find(text)
    before = shown[max(0, at - 300) : at] if at > 0 else ""
    parts = words.BREAK.search(before)
    return bool(parts) and above.replace(INLINE_MARK, "").endswith(parts[1].strip())  # type: ignore[index]
