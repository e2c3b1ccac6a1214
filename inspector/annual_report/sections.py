"""The parts of a report: its headings, which required part each of them is, and what is not there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from inspector.annual_report.counts import fold
from inspector.annual_report.grids import Grid
from inspector.annual_report.reading import Document, compact
from inspector.vocabulary import words

_NUMBER = "[一二三四五六七八九十]{1,3}"
_TOP = re.compile(
    rf"(?:^|(?<=\s))(?:(?P<number>{_NUMBER})(?:[、.．,，]|(?P<bare>(?=[ \u3000])))"
    rf"|第(?P<part>{_NUMBER})[部章](?:分)?[:：、.． ]{{0,2}})"
    r"[ \u3000]{0,3}(?P<name>[^。；：:!?！？\n|]{2,60}?)(?P<stop>[。；：:]|$|\s)"
)
_SUB = re.compile(
    rf"^(?:[(（](?P<number>{_NUMBER})[)）][、.．]?|[1-9][、.．](?!\d))\s{{0,3}}(?P<name>[^。；：:\n|]{{2,40}})"
)
#: So many parts on the second level, and none on the first, show that they are the first.
_ENOUGH = 4
_OF_A_TABLE = re.compile(
    r"本年新收|上年结转|本年度?办理结果|结转下年度?|予以公开$|部分公开\(|不予公开$|无法提供$|不予处理$|其他处理$|总计$"
)
_RUN_IN = re.compile(r"[。；：:\s]")
#: Longer than any heading.
_LONGEST = 45
_PREFACE = re.compile(
    r"(?:全文|本?(?:年度)?报告|内容|本年报)[^。]{0,24}?(?:包括|由|包含|分为|共分|为|含)(?P<parts>[^。]{6,260})"
)
_OVERVIEW = re.compile("概述|总体|概况")
#: Headings of old reports that are matters of their own, beyond the first five of article 32.
_FURTHER = re.compile(
    r"解读|回应|机构|经费|会议|培训|举报|投诉|平台|监督|保障|咨询|人员|附[表件]|宣传|考核|评议|说明"
)


@dataclass(frozen=True)
class Section:
    """A heading as written, which required part it is ("" for none), and how much stands below it.

    `level` is 1 for 一、 and 2 for （一）; `length` counts characters of text, `tables` the tables.
    """

    heading: str
    part: str
    level: int
    length: int = 0
    tables: int = 0
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A required part: its id, the norm's name for it, a short name, and what a heading of it says."""

    id: str
    name: str
    short: str
    says: re.Pattern[str]


@cache
def parts(generation: str) -> tuple[Part, ...]:
    """The required parts of a generation, in the norm's order; those of B and C are the same."""
    rows = words("annual_report")["parts"]["A" if generation == "A" else "B"]
    return tuple(Part(row["id"], row["name"], row["short"], re.compile(row["says"])) for row in rows)


#: Which part a heading is asked for first: 因…申请行政复议 is about disputes, not about applications.
_ORDER = ("disputes", "problems", "fees", "other", "proactive", "applications", "overview")


def part_of(heading: str, generation: str) -> str:
    """The id of the required part that a heading names, or ""."""
    name = compact(heading)
    by_id = {part.id: part for part in parts(generation)}
    for part in _ORDER:
        if part in by_id and by_id[part].says.search(name):
            return part
    return ""


def read_sections(document: Document, generation: str) -> list[Section]:
    """The sections of the first and second level, with the text and the tables below each."""
    found: list[Section] = []
    for heading, level, text, tables in _split(document, generation):
        found.append(Section(heading, part_of(heading, generation), level, len(compact(text)), tables, text))
    if not any(section.level == 1 and section.part for section in found):
        # Some number their parts （一） or 1. throughout.
        below = {section.part for section in found if section.part}
        if len(below) >= _ENOUGH:
            found = [replace(section, level=1) if section.part else section for section in found]
    return found


def _split(document: Document, generation: str) -> list[tuple[str, int, str, int]]:
    pieces: list[tuple[str, int, list[str], int]] = []
    for block in document.blocks:
        if isinstance(block, Grid):
            if pieces:
                heading, level, text, tables = pieces[-1]
                pieces[-1] = (heading, level, text, tables + 1)
            continue
        place = 0
        for heading, level, begin, end in _headings(block, generation):
            if pieces:
                pieces[-1][2].append(block[place:begin])
            pieces.append((heading, level, [], 0))
            place = end
        if pieces:
            pieces[-1][2].append(block[place:])
    return [(heading, level, "\n".join(text).strip(), tables) for heading, level, text, tables in pieces]


def _headings(block: str, generation: str) -> list[tuple[str, int, int, int]]:
    """Headings in a paragraph: as written, level, where they begin and end."""
    if "|" in block and _OF_A_TABLE.search(compact(block)):
        return []
    found = []
    for match in _TOP.finditer(block):
        name = match["name"].strip()
        whole = match.end("name") >= len(block.rstrip()) and match.start() == 0
        if _OF_A_TABLE.search(compact(name)) or "|" in block[match.start() : match.end() + 3]:
            continue
        unsure = bool(match.start()) or match["bare"] is not None
        if len(name) > _LONGEST or (unsure and not part_of(name, generation)):
            continue
        if not whole and re.search(r"[,，]", name) and not part_of(name, generation):
            continue
        end = match.end("name") + (match["stop"] in "。；：:" and bool(match["stop"]))
        found.append((block[match.start() : match.end("name")].strip(), 1, match.start(), end))
    if found:
        return found
    if sub := _SUB.match(block):
        name = sub["name"].split(" ")[0]
        end = sub.start("name") + len(name)
        if not _OF_A_TABLE.search(compact(name)):
            return [(block[:end].strip(), 2, 0, end)]
    bare = compact(block)
    if len(bare) <= 30 and not re.search(r"[。，,;:|\d]", bare) and _is_name(bare, generation):
        return [(block.strip(), 1, 0, len(block))]
    return []


@cache
def _names(generation: str) -> frozenset[str]:
    return frozenset(compact(part.name) for part in parts(generation))


def _is_name(bare: str, generation: str) -> bool:
    """Whether an unnumbered line is the norm's own name of a part."""
    return bare.removeprefix("政府信息公开") in _names(generation) or bare in _names(generation)


def present(sections: Sequence[Section], generation: str) -> dict[str, Section]:
    """Which required parts are there, and the section that is each of them.

    The forms of B and C have their six parts on the first level. Old reports are free in form: there a
    heading of the second level will do, and any further matter with a heading of its own is 其他.
    """
    found: dict[str, Section] = {}
    for section in sections:
        if section.level == 1 and section.part:
            found.setdefault(section.part, section)
    if generation == "A":
        for section in sections:
            if section.part and section.part != "other":
                found.setdefault(section.part, section)
        for section in sections:
            name = compact(section.heading)
            if "other" not in found and section.level == 1 and _FURTHER.search(name):
                named = [p for p in parts("A") if p.id != "other" and p.says.search(name)]
                if not named:
                    found["other"] = section
        for section in sections:
            # One heading may cover two parts: 依申请公开和收费情况.
            for part in parts("A"):
                if (
                    section.level == 1
                    and part.id in ("fees", "disputes")
                    and part.says.search(compact(section.heading))
                ):
                    found.setdefault(part.id, section)
    return found


def missing(sections: Sequence[Section], generation: str) -> list[Part]:
    """The required parts that no heading names, in the norm's order."""
    there = present(sections, generation)
    return [part for part in parts(generation) if part.id not in there]


def announced(document: Document, generation: str) -> Mapping[str, str]:
    """The parts that the preface says the report has: part id → the words for it."""
    for block in document.paragraphs[:60]:
        match = _PREFACE.search(fold(block))
        if not match or not re.search(r"[、,]", match["parts"]) or len(match["parts"]) < 12:
            continue
        found: dict[str, str] = {}
        for words_ in re.split(r"[,;、]|以及|和(?=[^,、]{4,})", match["parts"]):
            words_ = words_.strip()
            if 2 <= len(words_) <= 40 and (part := part_of(words_, generation)):
                found.setdefault(part, words_)
            elif generation == "A" and _OVERVIEW.search(words_):
                found.setdefault("overview", words_)
        if len(found) >= 3:
            return found
    return {}
