"""Small valid files made by hand (PNG pictures, PDF, Word and Excel attachments), and content types."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePosixPath
from xml.sax.saxutils import escape
from zipfile import ZipFile, ZipInfo

Colour = tuple[int, int, int]

# Written down here because mimetypes asks the registry on Windows and differs from machine to machine.
TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".shtml": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".txt": "text/plain",
    ".xml": "text/xml",
    ".json": "application/json",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


def portrait(x: float, y: float) -> bool:
    """A head over shoulders: whether a point of the unit square belongs to the figure."""
    return (x - 0.5) ** 2 + (y - 0.38) ** 2 < 0.035 or (x - 0.5) ** 2 + (y - 1.05) ** 2 < 0.17


def hills(x: float, y: float) -> bool:
    """Two hills under the sun, in the unit square."""
    sun = (x - 0.8) ** 2 * 6 + (y - 0.25) ** 2 < 0.02
    return sun or y > 0.4 + 1.5 * (x - 0.3) ** 2 or y > 0.55 + 2.5 * (x - 0.75) ** 2


def png(
    width: int, height: int, ground: Colour, figure: Colour, shape: Callable[[float, float], bool]
) -> bytes:
    """A picture in two colours."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            rows += bytes(figure if shape(x / width, y / height) else ground)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(bytes(rows), 9))
        + chunk(b"IEND", b"")
    )


def pdf(text: str) -> bytes:
    """A PDF of one page with one line of Chinese text, in a font that every reader brings along."""
    shown = f"BT /F 16 Tf 60 760 Td <{text.encode('utf-16-be').hex()}> Tj ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 7 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(body))
    )


def docx(text: str) -> bytes:
    """A Word document of one paragraph."""
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>{escape(text)}</w:t></w:r>'
        "</w:p></w:body></w:document>",
    }
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in parts.items():
            # A ZipInfo made by hand carries the year 1980 instead of the clock.
            archive.writestr(ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>\n{content}')
    return made.getvalue()


def xls(text: str) -> bytes:
    """An Excel sheet with one cell, in the oldest and shortest format (BIFF2), text in GBK."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    cell = text.encode("gbk", "replace")[:250]
    return (
        record(0x0009, struct.pack("<HH", 2, 0x10))
        + record(0x0042, struct.pack("<H", 936))
        + record(0x0004, struct.pack("<HH3xB", 0, 0, len(cell)) + cell)
        + record(0x000A, b"")
    )


def content_type(url: str) -> str:
    """The content type of an address by its ending; pages declare their encoding themselves."""
    return TYPES.get(
        ".html" if url.endswith("/") else PurePosixPath(url).suffix.lower(), "application/octet-stream"
    )
