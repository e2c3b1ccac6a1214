"""What a line near a title states as the source of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inspector.facts.byline import words
from inspector.facts.byline.days import bare_day, ends_in_colon
from inspector.facts.dates import find_dates
from inspector.facts.document_header.words import header_words
from inspector.facts.lines import INLINE_MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAYS = re.compile(r"\w")
_DAY_LABEL = re.compile("[\u4e00-\u9fff]{0,4}(?:时间|日期|发布于)")
_LONGEST_DAY = 24  # letters, with its hour
_TEXT = 20  # letters of a line of text
_VIEWS = re.compile(r"\x01[\x01 ]{0,20}\d{1,7}[\x01 ]{0,20}$")  # a number of its own, behind a picture


def stated_source(line: str, lines: Sequence[str], index: int) -> str | None:
    """The source behind its label in a line, or below it: "" where nothing is, None without a label."""
    english = words.ENGLISH_SOURCE.search(line)
    label = words.SOURCE_LABEL.search(line) or english
    if not label and words.DATE_LABEL.search(line):
        label = words.BARE_SOURCE.search(line)
    if not label:
        return None
    before = line[: label.start()].rstrip(" \x01")
    # In brackets it stands at the end of a text, unless a labelled date stands there too.
    bracket, value = before[-1:] in ("（", "("), line[label.end() :]
    ends_in_day = before[:-1].rstrip(" \x01").endswith(tuple("0123456789日"))
    dated = bool(words.DATE_LABEL.search(line) or ((english or ends_in_day) and find_dates(before)))
    if bracket and not dated and before[1:] == "":
        beside = [at for at in (index - 1, index + 1) if 0 <= at < len(lines)]
        dated = any(words.DATE_LABEL.search(lines[at]) or bare_day(lines[at]) for at in beside)
        dated = dated and any(len(below) >= _TEXT for below in lines[index + 1 : index + 5])
    if before[-1:] in ("，", "。", "“") or (bracket and not dated):
        return None
    if label[0].startswith("图") and not find_dates(before):
        return None  # Below a picture it is not the page's.
    if bracket and "(" not in (value := value.replace("（", "(").replace("）", ")")).partition(")")[0]:
        value = value.partition(")")[0]
    if end := words.SOURCE_END.search(value):
        value = value[: end.start()]
    elif not value.strip(" \x01") and index + 2 < len(lines):
        value = _value_below(lines, index)
    value = _VIEWS.sub("", value)
    value = words.TEMPLATE.sub("", value.replace(INLINE_MARK, "")).strip(" \u200b\ufeff:：|·•[【(（,，;；")
    for opener, closer in ("【】", "[]", "（）", "()"):
        if opener not in value:
            value = value.rstrip(closer)
    if len(value) > 80:
        return None
    return "" if value in words.EMPTY or not _SAYS.search(value) else value


def _labels_day(line: str) -> bool:
    """Whether a line is no more than a label, with a colon or, as in a table, without."""
    return ends_in_colon(line) or _DAY_LABEL.fullmatch(line) is not None


def _is_dated(line: str) -> bool:
    """Whether a line gives a day and hardly more, as its hour or the day of the week."""
    return bare_day(line) is not None or (len(line) <= _LONGEST_DAY and bool(find_dates(line)))


def _value_below(lines: Sequence[str], index: int) -> str:
    """The value of a label that fills its own block, where the next label shows that it is one."""
    below, after = lines[index + 1], lines[index + 2]
    columnar = index > 1 and _labels_day(lines[index - 2]) and _is_dated(lines[index - 1])
    if (
        len(below) <= 40
        and not ends_in_colon(below)
        and below.replace(INLINE_MARK, "").replace(" ", "") not in header_words().fields
        and not words.TOOL.search(below)
        and not words.ANY_LABEL.search(below)
        and (columnar or words.ANY_LABEL.search(after[:20]))
    ):
        return "" if words.NOT_A_NAME.search(below) or bare_day(below) else below
    return ""
