"""Tables for people to fill in, as Excel or CSV, out and in again.

A sheet begins with a line that says what it is and what it belongs to, then a line of headings, then the
entries. What stands in it comes from crawled pages: nothing in it can become a formula, a link or a control.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from inspector.errors import UsageError
from inspector.locale import plain
from inspector.messages import _

#: Characters that make a spreadsheet take a cell for a formula, also in their full-width forms.
_FORMULA = re.compile(r"'?\s*[=+\-@＝＋－＠|%]")
_DELIMITERS = (",", ";", "\t")
#: Nothing that people fill in is larger.
_LARGEST = 50_000_000
TOO_LARGE = _("{path} is larger than any such list: give the file that was filled in")
#: Excel takes no more links than 65530 a sheet.
_MOST_LINKS = 60_000
_LONGEST = 1000
#: Points a line of a cell takes, and lines shown of a long one; paper sizes, and from how many characters on.
_LINE_HEIGHT, _MOST_LINES = 15, 12
_A3, _A4, _WIDE = 8, 9, 190
_DAY = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(?:[ T]00:00(?::00)?)?")


class SheetError(UsageError):
    """The file cannot be taken; the message names file and line."""


def wrong(path: Path, line: int, why: str, **data: Any) -> SheetError:
    """What is wrong in a line of a file; `why` is a message id, filled from the data."""
    return SheetError(_("{path}, line {line}: {why}"), path=path, line=line, why=why, **data)


def refused(path: Path, line: int, why: str, **data: Any) -> SheetError:
    """The same of a file that people's answers are taken from: all of them, or none."""
    message = _("{path}, line {line}: {why}; nothing was taken from the file")
    return SheetError(message, path=path, line=line, why=why, **data)


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a sheet: its key, its heading, its width in characters.

    `choices` is a drop-down; `entry` marks what people fill in; `day` holds dates, `link` addresses.
    """

    key: str
    heading: str
    width: int = 12
    choices: Sequence[str] = ()
    entry: bool = False
    day: bool = False
    link: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One entry that was read: the line it stands in, and key → text."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")


Cell = str | int | float | date | None


def write_sheet(
    path: Path, head: Sequence[str], fields: Sequence[Field], rows: Sequence[Mapping[str, Cell]]
) -> None:
    """Write a sheet; the suffix of the path says how: .xlsx or .csv."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix.lower() == ".csv":
        _write_csv(path, head, fields, rows)
    elif path.suffix.lower() == ".xlsx":
        _write_xlsx(path, head, fields, rows)
    else:
        raise SheetError(_("{path}: only .xlsx and .csv can be written"), path=path)


def require_new(paths: Sequence[Path]) -> None:
    """Refuse to write over a file that somebody may have filled in. Raises SheetError."""
    for path in paths:
        if path.exists():
            raise SheetError(
                _("{path} is there already: give another --out, or --overwrite to lose it"), path=path
            )


def _text(value: Cell) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else plain(str(value), _LONGEST)


def _write_csv(
    path: Path, head: Sequence[str], fields: Sequence[Field], rows: Sequence[Mapping[str, Cell]]
) -> None:
    lines = [list(head), [field.heading for field in fields]]
    lines += [[_text(row.get(field.key)) for field in fields] for row in rows]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:  # Excel reads UTF-8 only with the mark
        csv.writer(stream).writerows([[_harmless(cell) for cell in line] for line in lines])


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _write_xlsx(
    path: Path, head: Sequence[str], fields: Sequence[Field], rows: Sequence[Mapping[str, Cell]]
) -> None:
    import xlsxwriter
    from xlsxwriter.utility import xl_range_abs

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # the same entries make the same bytes
        sheet = book.add_worksheet()
        lists = book.add_worksheet("lists")
        lists.hide()
        shown = {"valign": "top", "text_wrap": True}
        small = book.add_format({"font_color": "#7f7f7f"})
        heading = book.add_format({**shown, "bold": True, "bg_color": "#dce6f1", "border": 1})
        wanted = book.add_format({**shown, "bold": True, "bg_color": "#fff2cc", "border": 1})
        plain_cell, entry = (
            book.add_format(shown),
            book.add_format({**shown, "bg_color": "#fffbef", "border": 4}),
        )
        day = {"num_format": "yyyy-mm-dd"}
        plain_day, entry_day = (
            book.add_format({**shown, **day}),
            book.add_format({**shown, **day, "bg_color": "#fffbef", "border": 4}),
        )
        linked = book.add_format({**shown, "font_color": "#0563c1", "underline": 1})
        for column, text in enumerate(head):
            sheet.write_string(0, column, text, small)
        for line, row in enumerate([{field.key: field.heading for field in fields}, *rows], 1):
            sheet.set_row(
                line, _LINE_HEIGHT * max(_lines(row.get(field.key), field.width) for field in fields)
            )
        last = max(len(rows) + 1, 2)
        for column, field in enumerate(fields):
            sheet.set_column(column, column, field.width)
            sheet.write_string(1, column, field.heading, wanted if field.entry else heading)
            if field.choices:
                lists.write_column(0, column, list(field.choices))
                source = f"=lists!{xl_range_abs(0, column, len(field.choices) - 1, column)}"
                sheet.data_validation(2, column, last, column, {"validate": "list", "source": source})
            for line, row in enumerate(rows, 2):
                value = row.get(field.key)
                if isinstance(value, date):
                    at = datetime.combine(value, time())
                    sheet.write_datetime(line, column, at, entry_day if field.entry else plain_day)
                elif isinstance(value, (int, float)):
                    sheet.write_number(line, column, value, entry if field.entry else plain_cell)
                elif field.link and line < _MOST_LINKS and isinstance(value, str) and _clickable(value):
                    sheet.write_url(line, column, value, linked, string=_text(value))
                elif field.day and field.entry:
                    sheet.write_string(line, column, _text(value), entry_day)
                else:
                    sheet.write_string(line, column, _text(value), entry if field.entry else plain_cell)
        sheet.freeze_panes(2, 1)
        sheet.autofilter(1, 0, last, len(fields) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A3 if sum(field.width for field in fields) > _WIDE else _A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)


def _lines(value: Cell, width: int) -> int:
    """How many lines a cell takes; a Chinese character is as wide as two others."""
    text = _text(value)
    wide = len(text) + sum(character > "\u2e7f" for character in text)
    return min(_MOST_LINES, max(1, -(-wide // max(1, int(0.85 * width)))))


def _clickable(value: str) -> bool:
    """Whether a click does no more than open a page of the web, and the program can store it."""
    return value.startswith(("http://", "https://")) and len(value) <= 2000 and plain(value) == value


def read_sheet(path: Path, headings: Mapping[str, str]) -> tuple[list[str], Iterator[Row]]:
    """The first line of a sheet, and its entries; `headings` are the headings known, in any language → key.

    Takes .csv (UTF-8, UTF-16 or GB 18030; comma, semicolon or tab) and whatever Excel or WPS save. Columns
    may stand in any order, and others may stand between them. Raises SheetError.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise SheetError(TOO_LARGE, path=path)
        lines = _csv_lines(path) if path.suffix.lower() in (".csv", ".txt") else _excel_lines(path)
        head = next(lines, (1, []))[1]
        number, found = next(lines, (2, []))
    except OSError as error:
        raise SheetError(
            _("{path}: {error}; give the file that was filled in"), path=path, error=error.strerror or error
        ) from None
    keys = {position: headings[text] for position, text in enumerate(found) if text in headings}
    twice = sorted({text for text in found if text in headings and found.count(text) > 1})
    if twice:
        raise wrong(path, number, _("the heading '{heading}' stands twice"), heading=twice[0])
    missing = sorted(set(headings.values()) - set(keys.values()))
    if missing:
        names = " / ".join(text for text, key in headings.items() if key == missing[0])
        raise wrong(
            path, number, _("there is no column '{heading}'; keep the line of headings"), heading=names
        )
    return head, (
        Row(line, {key: cells[position] for position, key in keys.items() if position < len(cells)})
        for line, cells in lines
        if any(cells)
    )


def _csv_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.removeprefix(codecs.BOM_UTF8).decode(
            "gb18030", "replace"
        )  # what Excel saves as CSV on a Chinese system
    top = "".join(text.splitlines(keepends=True)[:2])
    reader = csv.reader(io.StringIO(text), delimiter=max(_DELIMITERS, key=top.count))
    try:
        for cells in reader:
            yield reader.line_num, [_unquoted(plain(cell)) for cell in cells]
    except csv.Error as error:
        raise wrong(path, reader.line_num, str(error)) from None


def _unquoted(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


#: What the reader of spreadsheets says of files that are none.
_NO_SHEET = _("Cannot detect file format")


def _excel_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    path.open("rb").close()
    try:
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise SheetError(
            _("{path} cannot be read as a spreadsheet ({error}): save it as .xlsx or .csv"),
            path=path,
            error=str(error),
        ) from None
    for number, row in enumerate(rows, 1):
        yield number, [_read(cell) for cell in row]


def _read(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return "" if cell is None else plain(str(cell))


def read_day(text: str) -> date | None:
    """A day as people and spreadsheets write it: 2026-01-31, 2026/1/31, 2026.1.31, 2026年1月31日."""
    found = _DAY.fullmatch(text.strip())
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def read_number(text: str) -> float | None:
    """A number that is not negative, or None where it is none."""
    found = re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", text.strip())
    return float(found[0]) if found else None
