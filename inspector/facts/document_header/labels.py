"""The labels in one cell of a header, with what stands behind them there."""

from __future__ import annotations

import re
from typing import NamedTuple

from inspector.facts.document_header.cells import FORM_MARK
from inspector.facts.document_header.words import header_words
from inspector.facts.lines import INLINE_MARK, per_line

_UNKNOWN_LABEL = re.compile(r"[\x01\s]\x01*[\u4e00-\u9fff/]{2,8}\x01*[:：]")
_EDGE = " \u200b\ufeff\x01:：∶︰"
_BYLINE = re.compile(
    r"(?:浏览|点击|阅读|访问)\W{0,6}(?:次数|量|数)|(?<!文)(?<!文\W)(?<!文\W\W)字\W{0,6}[体号]\W{0,4}[大\[【(（:：]|打印"
    r"|来\W{0,4}源\W{0,3}[:：].{0,90}[^:：\s\x01][\s\x01]{1,6}(?:19|20)\d\d[-/.年]\d\d?[-/.月]\d\d?日?\s\d\d?:\d\d"
)
_SAYS = re.compile(r"\w")
_NOTE = re.compile(r"[\s\x01]{0,9}[（(].{4,40}[)）][\s\x01]{0,9}")  # what a text says at its end of itself
# A label again in English, in an element of its own or at the end of its cell.
_TRANSLATION = re.compile(r"[(（]?[A-Z]?[a-z]{2,20}[A-Za-z .'’-]{0,40}[)）]?\s{0,4}(?:\x01[\s\x01]{0,16}|$)")
#: Characters of a cell beyond which it is text, not a header.
MAX_CELL = 700


class _Label(NamedTuple):
    """A label in a cell: its field, as written, whether a colon follows, the text up to the next label."""

    field: str
    name: str
    colon: bool
    behind: str


@per_line
def labels_of(text: str) -> tuple[_Label, ...]:
    """The labels in the text of one cell; none in a byline."""
    known = header_words()
    if not text or len(text) > MAX_CELL or not known.ending.search(text):
        return ()
    matches = list(known.pattern.finditer(text))
    if not matches or _BYLINE.search(text):
        return ()
    found, loose = [], []
    for match in matches:
        label = "".join(match[2].replace(INLINE_MARK, "").split())
        before, after = text[: match.start(2)].rstrip(" ")[-1:], text[match.end(2) : match.end()]
        delimited = before in ("", INLINE_MARK) and (INLINE_MARK in after or match.end() == len(text))
        if match[4] or (match[1] and match[3]) or delimited:
            found.append((match, label))
        elif before in ("", INLINE_MARK) or text[match.start(2) - 1] == " ":
            if after or match.end() == len(text):
                loose.append((match, label))
    if not found and loose and _parted_by_blanks([match for match, _ in loose], text):
        found = loose
    labels = []
    for number, (match, label) in enumerate(found):
        end = found[number + 1][0].start() if number + 1 < len(found) else len(text)
        own = text[match.end() : end]
        if not match[4]:
            own = own[translation.end() :] if (translation := _TRANSLATION.match(own)) else own
        if FORM_MARK in own:
            continue
        if unknown := _UNKNOWN_LABEL.search(own):
            own = own[: unknown.start()]
        labels.append(_Label(known.fields[label], label, bool(match[4]), clean(own)))
    if len(labels) == 1 and labels[0].field == "disclosure" and _NOTE.fullmatch(text):
        return ()
    return tuple(labels)


def _parted_by_blanks(labels: list[re.Match[str]], text: str) -> bool:
    """Whether labels stand before their values with a blank between, from the beginning of a line on."""
    if labels[0].start() or text[-1] in "。；，" or len(text) > (90 if len(labels) < 3 else 400):
        return False
    if len(labels) < 3 and labels[0][2].replace(" ", "") in header_words().ambiguous:
        return False
    ends = [label.start() for label in labels[1:]] + [len(text)]
    filled = sum(text[label.end() : end].strip() != "" for label, end in zip(labels, ends, strict=True))
    return filled * 3 >= len(labels) * 2  # Else they are the names of columns.


def clean(value: str) -> str:
    """A value without marks and blanks at its ends; "" for a placeholder (无, -, null …)."""
    value = value.replace(INLINE_MARK, "").replace(FORM_MARK, "").strip(_EDGE)
    value = value.rstrip("|｜ \u3000")
    folded = "".join(value.split())
    return "" if folded in header_words().placeholders or not _SAYS.search(folded) else value
