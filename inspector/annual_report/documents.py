"""Reports as Word, PDF or spreadsheet files.

These are foreign files: only `child` reads them, in a process with limits.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from inspector.annual_report.grids import MOST_COLUMNS, MOST_ROWS, Grid, Place
from inspector.annual_report.reading import MOST_TEXT, Document, read_text, tidy
from inspector.errors import UsageError
from inspector.messages import _

MOST_UNPACKED = 120 * 2**20  # bytes
MOST_ENTRIES = 3000
MOST_PAGES = 80
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Refused(UsageError):
    """The file is not read; the message is one sentence that says why and what to do."""


def kind_of(body: bytes) -> str:
    """docx, xlsx, pdf, doc (any old Office file), zip (any other archive), or "" for what is none of them."""
    if body[:5] == b"%PDF-" or b"%PDF-" in body[:1024]:
        return "pdf"
    if body[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "doc"
    if body[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "docx" if b"word/" in body else "xlsx" if b"xl/" in body else "zip"
    return ""


def read_document(body: bytes) -> Document:
    """The document in a file. Raises Refused, or whatever a broken file makes a parser raise."""
    kind = kind_of(body)
    if kind == "doc":
        if "EncryptedPackage".encode("utf-16-le") in body:
            raise Refused(_("the file is encrypted; save it without a password"))
        raise Refused(_("the file is of an old Office format; save it as .docx or .xlsx"))
    if kind in ("docx", "xlsx"):
        _check_archive(body)
        return _docx(body) if kind == "docx" else _xlsx(body)
    if kind == "pdf":
        return _pdf(body)
    raise Refused(_("the file is neither a Word file (.docx), a spreadsheet (.xlsx), a PDF nor text"))


def _check_archive(body: bytes) -> None:
    """Refuse bombs, encrypted and macro files by what the archive's directory says of them."""
    try:
        entries = zipfile.ZipFile(BytesIO(body)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refused(_("the file is damaged; save it again")) from None
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused(
            _("unpacked, the file would be larger than {most} MB, which no report is"),
            most=MOST_UNPACKED >> 20,
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(_("the file is encrypted; save it without a password"))
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise Refused(_("the file holds macros; save it without them"))


def _docx(body: bytes) -> Document:
    import docx

    source = docx.Document(BytesIO(body))
    numbering = _Numbering(source)
    blocks: list[str | Grid] = []
    size = 0
    for element in _word_blocks(source.element.body):
        if element.tag == f"{_W}tbl":
            grid = _word_table(element)
            if len(grid.rows) == 1 and len(grid.rows[0]) == 1 and grid.rows[0][0]:
                blocks.append(grid.rows[0][0].text)
            else:
                blocks.append(grid)
        elif text := tidy(numbering.prefix(element) + _word_text(element)):
            size += len(text)
            blocks.append(text)
        if size > MOST_TEXT:
            break
    pictures = not any(isinstance(b, Grid) or len(b) > 20 for b in blocks) and bool(
        source.element.body.findall(f".//{_W}drawing")
    )
    return Document(tuple(blocks), None, pictures)


def _word_blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, those in content controls too."""
    for element in body:
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag == f"{_W}sdt":
            content = element.find(f"{_W}sdtContent")
            if content is not None:
                yield from _word_blocks(content)


def _word_text(element: Any) -> str:
    parts = []
    for node in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        else:
            parts.append(" " if node.tag != f"{_W}noBreakHyphen" else "-")
    return "".join(parts)


def _word_table(table: Any) -> Grid:
    rows: list[tuple[Place | None, ...]] = []
    above: list[Place | None] = []
    for row in list(table.iter(f"{_W}tr"))[:MOST_ROWS]:
        places: list[Place | None] = [None] * _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for cell in row.iterchildren(f"{_W}tc", f"{_W}sdt"):
            if cell.tag == f"{_W}sdt":
                cell = cell.find(f"{_W}sdtContent/{_W}tc")
                if cell is None:
                    continue
            properties = cell.find(f"{_W}tcPr")
            span, merge = 1, None
            if properties is not None:
                span = _number(properties.find(f"{_W}gridSpan"), 1)
                merge = properties.find(f"{_W}vMerge")
            down = 0
            text = ""
            if merge is not None and merge.get(f"{_W}val") != "restart":
                over = above[len(places)] if len(places) < len(above) else None
                text, down = (over.text, over.down + 1) if over else ("", 1)
            else:
                text = tidy("".join(_word_text(p) for p in cell.iter(f"{_W}p")))
            places += [Place(text, across, down) for across in range(min(max(span, 1), MOST_COLUMNS))]
            if len(places) >= MOST_COLUMNS:
                break
        rows.append(tuple(places[:MOST_COLUMNS]))
        above = places
    width = max((len(row) for row in rows), default=0)
    return Grid(tuple(row + (None,) * (width - len(row)) for row in rows))


def _number(element: Any, default: int) -> int:
    value = element.get(f"{_W}val") if element is not None else None
    return int(value) if value and value.isdigit() and len(value) < 5 else default


class _Numbering:
    """The numbers that Word itself puts before paragraphs (一、 （一）), which are not in their text."""

    def __init__(self, source: Any) -> None:
        self._levels: dict[tuple[str, str], str] = {}
        self._counts: dict[tuple[str, str], int] = {}
        try:
            root = source.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {a.get(f"{_W}abstractNumId"): a for a in root.iter(f"{_W}abstractNum")}
        for number in root.iter(f"{_W}num"):
            link = number.find(f"{_W}abstractNumId")
            definition = abstract.get(link.get(f"{_W}val")) if link is not None else None
            if definition is None:
                continue
            for level in definition.iter(f"{_W}lvl"):
                form, text = level.find(f"{_W}numFmt"), level.find(f"{_W}lvlText")
                if (
                    form is not None
                    and text is not None
                    and "hinese" in (form.get(f"{_W}val") or "").replace("japaneseCounting", "chinese")
                ):
                    key = (number.get(f"{_W}numId"), level.get(f"{_W}ilvl"))
                    self._levels[key] = text.get(f"{_W}val") or ""

    def prefix(self, paragraph: Any) -> str:
        """The number before a paragraph, "" where it has none."""
        if not self._levels:
            return ""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            return ""
        number, level = properties.find(f"{_W}numId"), properties.find(f"{_W}ilvl")
        depth = level.get(f"{_W}val") if level is not None else "0"
        key = (number.get(f"{_W}val") if number is not None else "", depth)
        if key not in self._levels:
            return ""
        self._counts[key] = self._counts.get(key, 0) + 1
        for other in self._counts:
            if other[0] == key[0] and other[1] > depth:
                self._counts[other] = 0
        written = "零一二三四五六七八九十"
        value = self._counts[key]
        numeral = written[value] if value <= 10 else "十" + written[value - 10] if value < 20 else str(value)
        return re.sub(r"%\d", numeral, self._levels[key], count=1)


def _xlsx(body: bytes) -> Document:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(body))
    blocks: list[str | Grid] = []
    for name in book.sheet_names[:20]:
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
        grid: list[list[Place | None]] = [[Place(_cell_text(v)) for v in row[:MOST_COLUMNS]] for row in rows]
        for begin, end in sheet.merged_cell_ranges or ():
            for row in range(begin[0], min(end[0] + 1, len(grid))):
                for column in range(begin[1], min(end[1] + 1, len(grid[row]))):
                    text = _cell_text(rows[begin[0]][begin[1]])
                    grid[row][column] = Place(text, column - begin[1], row - begin[0])
        table: list[tuple[Place | None, ...]] = []
        for line in grid:
            # A row that holds one text is a line of text between tables.
            texts = [place.text for place in line if place and place.text and not place.across]
            if len(texts) > 1:
                table.append(tuple(line))
                continue
            if table:
                blocks.append(Grid(tuple(table)))
                table = []
            blocks += texts
        if table:
            blocks.append(Grid(tuple(table)))
    return Document(tuple(blocks))


def _cell_text(value: object) -> str:
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return tidy(str(value).replace("\n", ""))


def _pdf(body: bytes) -> Document:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(_("the file is encrypted; save it without a password"))
        count = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        raise Refused(_("the PDF is damaged; save it again")) from None
    if count > MOST_PAGES:
        raise Refused(
            _("the PDF has {count} pages; a report has no more than {most}"), count=count, most=MOST_PAGES
        )
    return _pdf_pages(body)


def _pdf_pages(body: bytes) -> Document:
    import pdfplumber

    blocks: list[str | Grid] = []
    characters = pictures = 0
    with pdfplumber.open(BytesIO(body)) as pdf:
        held: list[str] = []

        def flush() -> None:
            blocks.extend(read_text("\n".join(held)).blocks)
            held.clear()

        for page in pdf.pages:
            characters += len(page.chars)
            pictures += len(page.images)
            tables = page.find_tables() if len(page.rects) + len(page.lines) >= 4 else []
            top = 0.0
            for table in sorted(tables, key=lambda table: table.bbox[1]):
                rows = table.extract()
                if len(rows) < 2 and len(rows[0] if rows else []) < 3:
                    continue
                held.extend(_lines(page, top, table.bbox[1]))
                flush()
                blocks.append(_pdf_grid(rows))
                top = max(top, table.bbox[3])
            held.extend(_lines(page, top, page.height))
            page.close()
        flush()
    return Document(tuple(blocks), None, characters < 40 and pictures > 0)


def _lines(page: Any, top: float, bottom: float) -> list[str]:
    if bottom - top < 2:
        return []
    area = page.crop((0, max(top, 0), page.width, min(bottom, page.height)), strict=False)
    text = area.extract_text() or ""
    # The number of a page is no line of the text.
    return [line for line in text.split("\n") if not re.fullmatch(r"[-—–\s]*\d{1,3}[-—–\s]*", line)]


def _pdf_grid(rows: Sequence[Sequence[str | None]]) -> Grid:
    grid = []
    for row in rows[:MOST_ROWS]:
        grid.append(
            tuple(
                None if cell is None else Place(tidy(cell.replace("\n", ""))) for cell in row[:MOST_COLUMNS]
            )
        )
    return Grid(tuple(grid))
