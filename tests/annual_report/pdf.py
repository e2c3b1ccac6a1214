"""A PDF writer just large enough for reports: Chinese text in a font that is not embedded, ruled tables."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

WIDTH, HEIGHT, MARGIN, SIZE = 842, 595, 36, 6.0
Block = str | list[list[tuple[str, int, int]]]


def pdf(blocks: Iterable[Block]) -> bytes:
    """The blocks on as many pages as they need."""
    pages: list[list[str]] = [[]]
    used: set[str] = set()
    top: float = HEIGHT - MARGIN

    def room(height: float) -> None:
        nonlocal top
        if top - height < MARGIN:
            pages.append([])
            top = HEIGHT - MARGIN

    def write(text: str, left: float, base: float) -> None:
        used.update(text)
        code = "".join(f"{ord(character):04X}" for character in text)
        pages[-1].append(f"BT /F1 {SIZE} Tf {left:.1f} {base:.1f} Td <{code}> Tj ET")

    for block in blocks:
        if isinstance(block, str):
            length = int((WIDTH - 2 * MARGIN) / SIZE)
            for begin in range(0, len(block), length):
                room(2 * SIZE)
                top -= 2 * SIZE
                write(block[begin : begin + length], MARGIN, top)
            continue
        columns = max(sum(cell[1] for cell in row) for row in block)
        step = (WIDTH - 2 * MARGIN) / columns
        heights = [_height(row, step) for row in block]
        room(sum(heights) + SIZE)
        top -= SIZE
        edges = [top - sum(heights[:number]) for number in range(len(block) + 1)]
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(block):
            column = 0
            for text, across, down in row:
                while (number, column) in taken:
                    column += 1
                left, high, low = MARGIN + column * step, edges[number], edges[number + down]
                pages[-1].append(f"{left:.1f} {low:.1f} {across * step:.1f} {high - low:.1f} re S")
                for line, piece in enumerate(_pieces(text, across * step)):
                    write(piece, left + 1, high - (line + 1) * SIZE - 1)
                taken |= {(number + r, column + c) for r in range(down) for c in range(across)}
                column += across
        top -= sum(heights)
    return _file(pages, used)


def _pieces(text: str, width: float) -> list[str]:
    length = max(1, int(width / SIZE) - 1)
    return [text[begin : begin + length] for begin in range(0, len(text), length)]


def _height(row: list[tuple[str, int, int]], step: float) -> float:
    return 4 + SIZE * max(len(_pieces(text, across * step)) for text, across, down in row if down == 1)


def _file(pages: list[list[str]], used: set[str]) -> bytes:
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R]"
        b" /ToUnicode 6 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe)"
        b" /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 1000 >>",
        b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0"
        b" /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
        _stream(_unicode(used)),
    ]
    kids = []
    for page in pages:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}]"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {number + 1} 0 R >>".encode()
        )
        objects.append(_stream("\n".join(page).encode()))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    body = b"%PDF-1.7\n"
    offsets = []
    for number, item in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n".encode() + item + b"\nendobj\n"
    xref = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    body += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    return body + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n".encode()


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"


def _unicode(used: set[str]) -> bytes:
    lines = [f"<{ord(c):04X}> <{ord(c):04X}>" for c in sorted(used)]
    parts = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for begin in range(0, len(lines), 100):
        chunk = lines[begin : begin + 100]
        parts += [f"{len(chunk)} beginbfchar", *chunk, "endbfchar"]
    return "\n".join([*parts, "endcmap CMapName currentdict /CMap defineresource pop end end"]).encode()
