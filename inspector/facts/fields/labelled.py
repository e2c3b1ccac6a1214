"""What stands under which label in the lines of a page: behind it, below it, or below a row of labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from inspector.facts.fields.field import Field
from inspector.facts.lines import INLINE_MARK
from inspector.vocabulary import words

#: How much of a value is read, how much is kept, and how much of what citizens and officials write.
_READ, KEPT, PRIVATE = 5000, 500, 30
BLANKS = re.compile(r"[\s\x01　]+")
_ORDINAL = re.compile(r"^[\W_]*(?:第?[（(【\[]?[一二三四五六七八九十\d]{1,3}[)）】\]、.．:：]*)?[\W_]*")
_ASIDE = re.compile(r"[（(][^（）()]{0,30}[)）]")
_COLON = re.compile("[:：]")
_NOTHING = frozenset(("", "-", "--", "—", "——", "/", "null", "undefined", "暂无", "空"))


@cache
def _labels(kind: str) -> tuple[dict[str, tuple[str, ...]], int]:
    """Label → the fields it names (none for a label of something else), and the length of the longest."""
    table = words("fields")[kind]
    found: dict[str, tuple[str, ...]] = dict.fromkeys(table["ends"], ())
    for name, labels in table["fields"].items():
        for label in labels:
            found[label] = (*found.get(label, ()), name)
    return found, max(map(len, found))


@dataclass(slots=True)
class _Part:
    """A label met, and the texts behind it up to the next label."""

    label: str
    fields: tuple[str, ...]
    texts: list[str]


def labelled(lines: Sequence[str], kind: str) -> tuple[dict[str, Field], str]:
    """The fields of a kind found under their labels, and the first long line that stands under none.

    Labels that follow each other directly share the texts behind them where there are enough for all (a row
    of headings over a row of values); else only the last has them, and many such labels are named as text
    under no label: they may be tabs, filled when they are opened.
    """
    parts: list[_Part] = []
    loose = ""
    for label, fields, text in _tokens(lines, kind):
        if label:
            parts.append(_Part(label, fields, [text] if text else []))
        elif parts:
            parts[-1].texts.append(text)
        elif not loose and len(text) >= 40:
            loose = text
    tabs = _share(parts)
    found: dict[str, Field] = {}
    for part in parts:
        value = folded(" ".join(part.texts))[:_READ]
        state = "blank" if value in _NOTHING else "present"
        for name in part.fields:
            if name not in found or (found[name].state == "blank" and state == "present"):
                found[name] = Field(part.label, "" if state == "blank" else value, state)
    if not loose and any(found[name].state == "blank" for part in tabs for name in part.fields):
        loose = " ".join(part.label for part in tabs)
    return found, folded(loose)


def _share(parts: list[_Part]) -> list[_Part]:
    """Give the labels of a row of headings their values; the labels that look like tabs without a content."""
    run: list[_Part] = []
    tabs: list[_Part] = []
    for part in parts:
        run.append(part)
        if part.texts:
            if len(run) > 1 and len(part.texts) >= len(run):
                for heading, text in zip(run, list(part.texts), strict=False):
                    heading.texts = heading.texts if heading is part else [text]
            elif len(run) > 3:
                tabs += run
            run = []
    return tabs + (run if len(run) > 3 else [])


def _tokens(lines: Sequence[str], kind: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """(label, its fields, text on its line) for a label; ("", (), text) for any other text."""
    labels, longest = _labels(kind)
    for line in lines:
        bare = BLANKS.sub("", line)
        if len(bare) <= longest + 24 and (label := _label(bare, labels)):
            yield label, labels[label], ""
            continue
        # "label: value", several of them on a line, or a label set off by markup or blanks.
        pieces = _COLON.split(line, 12)
        open_label, text = "", ""
        for index, piece in enumerate(pieces):
            last = index == len(pieces) - 1
            label, before = ("", piece) if last else _ending_label(piece, labels)
            text = f"{text} {before}".strip()
            if label:
                if open_label or text:
                    yield from _emit(open_label, text, labels)
                open_label, text = label, ""
        if not open_label:
            head, rest = _leading_label(line, labels)
            if head:
                open_label, text = head, rest
        yield from _emit(open_label, text, labels)


def _emit(
    label: str, text: str, labels: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    text = text.replace(INLINE_MARK, "").strip()
    if label or text:
        yield label, labels.get(label, ()), text


def _label(bare: str, labels: Mapping[str, tuple[str, ...]]) -> str:
    """The label that a text without blanks is, "" where it is none."""
    core = _ASIDE.sub("", _ORDINAL.sub("", bare)).rstrip(":：】]）)》>|.。、*")
    if core in labels:
        return core
    first = core.partition("/")[0]
    return first if first in labels else ""


def _ending_label(piece: str, labels: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """The label a piece of a line ends in (what stands before a colon), and what stands before it."""
    tail = piece[-40:]
    if len(tail) == len(piece) and (label := _label(BLANKS.sub("", piece), labels)):
        return label, ""
    for cut in sorted({m.end() for m in re.finditer(r"[\s\x01　；;。|【\[]", tail)}):
        if label := _label(BLANKS.sub("", tail[cut:]), labels):
            return label, piece[: len(piece) - len(tail) + cut]
    return "", piece


def _leading_label(line: str, labels: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """The label a line begins with, set off by markup or a blank, and what follows."""
    head = line[:48]
    start = len(head) - len(head.lstrip("\x01 　"))
    for match in list(re.finditer(r"[\s\x01　]+", head[start:]))[:6]:
        cut = start + match.start()
        if label := _label(BLANKS.sub("", line[:cut]), labels):
            return label, line[cut:]
    return "", ""


def folded(text: str) -> str:
    """The text with single blanks and without the marks of inline elements."""
    return " ".join(text.replace(INLINE_MARK, "").split())
