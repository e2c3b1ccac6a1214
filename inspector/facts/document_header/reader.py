"""The metadata header of a disclosed document: index number, document number, publisher, dates …"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from inspector.facts.dates import BEIJING
from inspector.facts.document_header.cells import FORM_MARK, Cell, cells_of, paired
from inspector.facts.document_header.unknown_labels import unknown_labels
from inspector.facts.document_header.words import header_words
from inspector.facts.field import Field
from inspector.facts.lines import INLINE_MARK, Line, per_line
from inspector.facts.two_scripts import has_two_scripts, in_chinese, simplified_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.page import Page

PRESENT = "present"
BLANK = "blank"

_UNKNOWN_LABEL = re.compile(r"[\x01\s]\x01*[\u4e00-\u9fff/]{2,8}\x01*[:：]")
_EDGE = " \u200b\ufeff\x01:：∶︰"
_BYLINE = re.compile(
    r"(?:浏览|点击|阅读|访问)\W{0,6}(?:次数|量|数)|(?<!文)(?<!文\W)(?<!文\W\W)字\W{0,6}[体号]\W{0,4}[大\[【(（:：]|打印"
    r"|来\W{0,4}源\W{0,3}[:：].{0,90}[^:：\s\x01][\s\x01]{1,6}(?:19|20)\d\d[-/.年]\d\d?[-/.月]\d\d?日?\s\d\d?:\d\d"
)
# A label again in English, in an element of its own or at the end of its cell.
_SAYS = re.compile(r"\w")
_NOTE = re.compile(r"[\s\x01]{0,9}[（(].{4,40}[)）][\s\x01]{0,9}")  # what a text says at its end of itself
_TRANSLATION = re.compile(r"[(（]?[A-Z]?[a-z]{2,20}[A-Za-z .'’-]{0,40}[)）]?\s{0,4}(?:\x01[\s\x01]{0,16}|$)")
_CHOICES = ("全部", "不限")
"""What the choices of a search begin with."""
_MAX_CELL = 700
_MOST_NUMBERS = 2  # of one document and what belongs to it
_REACH = 8


@dataclass
class _Row:
    """One label met, with what stands behind it."""

    name: str
    label: str
    cell: int
    colon: bool
    own: str
    nearby: str | None = None
    distance: int = 99
    value: str = field(default="")


@dataclass(frozen=True)
class Header:
    """The rows of the known labels by field, `source` and `other` among them, and the unknown labels."""

    rows: dict[str, _Row]
    unknown: tuple[Field, ...] = ()


NO_HEADER = Header({})


def read_document_header(page: Page) -> dict[str, Field]:
    """The fields of the header the page shows, in the order met; {} where there is none.

    A placeholder (无, -, null …) counts as blank. Lists of documents, search forms and column headings
    carry the same words and are no header.
    """
    return {
        name: _as_field(row.label, row.value)
        for name, row in page.header_block.rows.items()
        if name not in ("source", "other")
    }


def _as_field(label: str, value: str) -> Field:
    return Field(label, value, PRESENT if value else BLANK)


def read_header(page: Page) -> Header:
    """The header with all its labels, known and unknown."""
    if page.media != "html":
        return NO_HEADER
    if _worth_parsing(page.lines):
        header = _header_of(in_chinese(page.shown) if has_two_scripts(page) else page.shown)
        if header.rows:
            return header
    if "索" in page.written or "文号" in page.written:
        if (header := _header_of(page.written)).rows:
            return header
    if any(map(header_words().script_signs.search, page.code)):
        return Header(_script_rows(page.markup))
    return NO_HEADER


def _worth_parsing(lines: Sequence[Line]) -> bool:
    """Whether enough labels are met, one of them first in its line or with a colon, as labels stand."""
    met = [line.header for line in lines if line.header]
    sure = {sign for signs in met for sign in signs.sure}
    if not sure or (len(sure) == 1 and not any(signs.others for signs in met)):
        return False
    return any(signs.labels for signs in met)


def _header_of(shown: str) -> Header:
    shown, printed = simplified_labels(shown) if "號" in shown or "發" in shown else (shown, {})
    rows, unknown = _rows_of(shown)
    for row in rows.values() if printed else ():
        row.label = printed.get(row.label, row.label)
    return Header(rows, unknown)


def _rows_of(shown: str) -> tuple[dict[str, _Row], tuple[Field, ...]]:
    cells = paired(cells_of(shown))
    met = [
        _Row(label.field, label.name, index, label.colon, label.behind)
        for index, cell in enumerate(cells)
        for label in _labels_of(cell.text)
    ]
    bare = {row.cell for row in met if not row.own and not row.colon}
    if any(row.own and cells[row.cell].unit_tag in ("td", "th") for row in met):
        bare = set()  # Here a cell holds its label and its value.
    met = [
        row
        for row in met
        if not (_column_heading(row, bare, cells) or _form_entry(row, cells) or _explained(row))
    ]
    parts = (_before_byline(_below_menu(block)) for block in _blocks(met, cells))
    blocks = [block for block in parts if _is_header(block)]
    best: dict[str, _Row] = {}
    for block in blocks:
        _fill(block, cells)
        if sum(row.name != "disclosure" and row.value.startswith(_CHOICES) for row in block) < 2:
            _merge(best, block)
    for name in ("index_no", "doc_no", "title"):
        if len({row.value for block in blocks for row in block if row.name == name and row.value}) > 2:
            return {}, ()  # A list of documents, each with its own header.
    unknown = unknown_labels(blocks, cells)
    return best, tuple(_as_field(label, _clean(text)) for label, text in unknown.items())


class _Label(NamedTuple):
    """A label in a cell: its field, as written, whether a colon follows, the text up to the next label."""

    field: str
    name: str
    colon: bool
    behind: str


@per_line
def _labels_of(text: str) -> tuple[_Label, ...]:
    """The labels in the text of one cell; none in a byline."""
    known = header_words()
    if not text or len(text) > _MAX_CELL or not known.ending.search(text):
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
        labels.append(_Label(known.fields[label], label, bool(match[4]), _clean(own)))
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


def _clean(value: str) -> str:
    value = value.replace(INLINE_MARK, "").replace(FORM_MARK, "").strip(_EDGE)
    value = value.rstrip("|｜ \u3000")
    folded = "".join(value.split())
    return "" if folded in header_words().placeholders or not _SAYS.search(folded) else value


def _column_heading(row: _Row, bare: set[int], cells: Sequence[Cell]) -> bool:
    """Whether the label heads a column: its neighbour cell in the same table row is a mere label too."""
    cell = cells[row.cell]
    if row.own or row.colon or cell.unit_tag not in ("td", "th"):
        return False
    return any(
        near in bare and 0 <= near < len(cells) and cells[near].row == cell.row
        for near in (row.cell - 1, row.cell + 1)
    )


def _form_entry(row: _Row, cells: Sequence[Cell]) -> bool:
    return not row.own and row.cell + 1 < len(cells) and cells[row.cell + 1].text.startswith(FORM_MARK)


_NO_SENTENCES = frozenset(
    ("index_no", "doc_no", "issuer", "publisher", "date_written", "date_issued", "date_published")
)


def _explained(row: _Row) -> bool:
    """Whether behind the label stands what it means, as guides to disclosure explain the catalogue."""
    return row.name in _NO_SENTENCES and row.own.endswith(("。", "；"))


def _blocks(met: Sequence[_Row], cells: Sequence[Cell]) -> list[list[_Row]]:
    """Labels that stand close together, not parted by a heading."""
    blocks: list[list[_Row]] = []
    for row in met:
        last = blocks[-1][-1].cell if blocks else -99
        if row.cell - last <= _REACH and not any(cell.heads for cell in cells[last + 1 : row.cell]):
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _below_menu(block: list[_Row]) -> list[_Row]:
    """The block without an entry of the menu above it: a bare label, apart from others that have colons."""
    first, *others = block
    apart = len(others) > 1 and others[0].cell - first.cell > 2 and all(row.colon for row in others)
    return others if apart and not (first.own or first.colon) else block


def _before_byline(block: list[_Row]) -> list[_Row]:
    """The block without the date and source that stand apart below it, as a byline in a table does."""
    begin = len(block)
    while begin > 2 and block[begin - 1].name in ("date_published", "source"):
        begin -= 1
        names = {row.name for row in block[begin:]}
        if len(names) == 2 and _apart(block[:begin], block[begin].cell, names):
            return block[:begin]
    return block


def _apart(above: Sequence[_Row], cell: int, names: set[str]) -> bool:
    """Whether more than a value lies between; or a title, as fields are told anew in a byline below it."""
    between = cell - above[-1].cell - 1
    if between == 1 and any(row.name in names for row in above):
        return sum(row.own != "" for row in above) * 2 > len(above)  # No value has a cell of its own.
    return between > 1


_OF_BYLINE = frozenset(("date_published", "source", "other"))
"""What a table below a title may hold that is no header."""


def _is_header(block: Sequence[_Row]) -> bool:
    known = header_words()
    sure = {row.name for row in block if row.label not in known.ambiguous and row.name != "other"}
    names = {row.name for row in block}
    if len(names) < 2 or names <= _OF_BYLINE or not sure & known.proof:
        return False
    if not any(row.own or row.colon for row in block) and _adjacent(block):
        return False  # Names of columns or of search fields.
    return len(sure) >= 2 or len(block) >= 3


def _adjacent(block: Sequence[_Row]) -> bool:
    return all(after.cell - row.cell <= 1 for row, after in zip(block, block[1:], strict=False))


def _fill(block: Sequence[_Row], cells: Sequence[Cell]) -> None:
    """Give every label its value: from its own cell, or from the next where the block is laid out so."""
    labelled = {row.cell for row in block}
    waiting = []
    for number, row in enumerate(block):
        row.value = row.own
        last_of_cell = number + 1 == len(block) or block[number + 1].cell != row.cell
        follower = row.cell + 1
        if follower < len(cells) and cells[follower].text in ("：", ":"):
            follower += 1
        if row.own or not last_of_cell or follower >= len(cells) or follower in labelled:
            continue
        label_cell, value_cell = cells[row.cell], cells[follower]
        if label_cell.unit and label_cell.unit != value_cell.unit and label_cell.row != value_cell.row:
            continue  # The next cell stands outside the table or list of the label.
        if value_cell.heads and not label_cell.heads:
            continue
        if value_cell.text and FORM_MARK not in value_cell.text:
            row.distance = label_cell.depth - value_cell.climb
            row.nearby = _whole_unit(cells, follower, labelled)
            waiting.append(row)
    own = Counter(cells[row.cell].unit_tag for row in block if row.own)
    next_to = Counter(cells[row.cell].unit_tag for row in waiting)
    # Where more labels of this kind of cell have their value behind them, none takes it from the next.
    waiting = [
        row
        for row in waiting
        if next_to[cells[row.cell].unit_tag] > own[cells[row.cell].unit_tag] or _same_unit(cells, row.cell)
    ]
    distances = sorted(row.distance for row in waiting)
    usual = distances[(len(distances) - 1) // 2] if distances else 0
    for row in waiting:
        if row.distance <= usual and row.nearby is not None:
            row.value = _clean(row.nearby)


def _same_unit(cells: Sequence[Cell], index: int) -> bool:
    return cells[index].unit > 0 and cells[index].unit == cells[index + 1].unit


def _whole_unit(cells: Sequence[Cell], first: int, labelled: set[int]) -> str:
    unit = cells[first].unit
    parts = [cells[first].text]
    for index in range(first + 1, min(first + 6, len(cells))):
        if not unit or cells[index].unit != unit or index in labelled:
            break
        parts.append(cells[index].text)
    return " ".join(parts)[:_MAX_CELL]


def _merge(best: dict[str, _Row], block: Sequence[_Row]) -> None:
    """Keep one row a field: filled before blank, the usual label before others, then the first.

    Within one block the usual label is the field's, be it blank or not.
    """
    preference = header_words().preference
    usual: dict[str, int] = {}
    for row in block:
        usual[row.name] = min(preference[row.label], usual.get(row.name, 99))
    for row in block:
        if preference[row.label] > usual[row.name]:
            continue
        kept = best.get(row.name)
        if kept is None or (bool(row.value), -preference[row.label]) > (
            bool(kept.value),
            -preference[kept.label],
        ):
            best[row.name] = row


_PAIR = re.compile(
    r"[\"']?([A-Za-z_]{3,22})[\"']?\s{0,4}:\s{0,4}(?:\"((?:[^\"\\\n]|\\.){0,400})\"|'([^'\\\n]{0,400})'|(\d{10,13})\b|null)"
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")


def _script_rows(markup: str) -> dict[str, _Row]:
    """The header as a script of the page holds it in a literal object."""
    known = header_words()
    sign = known.script_signs.search(markup)
    start = max(0, sign.start() - 6000) if sign else 0
    numbers: dict[str, set[str]] = {"index_no": set(), "doc_no": set()}
    rows: dict[str, _Row] = {}
    for match in _PAIR.finditer(markup, start, start + 40000):
        name = known.script_keys.get(match[1])
        if name in numbers and (number := match[2] or match[3]):
            numbers[name].add(number)
        if name is None or (name in rows and rows[name].value):
            continue
        value = _literal(match[2] or match[3] or "")
        if match[4] or (name.startswith("date") and re.fullmatch(r"\d{10}(?:\d{3})?", value)):
            value = datetime.fromtimestamp(int((match[4] or value)[:10]), BEIJING).date().isoformat()
        label = next(label for label, its in known.fields.items() if its == name)
        rows[name] = _Row(name, label, 0, True, "", value=_clean(value))
    if any(len(several) > _MOST_NUMBERS for several in numbers.values()):
        return {}  # A list of documents.
    return rows if {"index_no", "doc_no"} & rows.keys() and len(rows) > 2 else {}


def _literal(text: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else " " if m[2] in "nrt" else m[2], text)
