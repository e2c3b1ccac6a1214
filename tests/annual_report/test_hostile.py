"""Files that are no reports, or worse: each is refused with one sentence, in a process that has limits."""

from __future__ import annotations

import io
import os
import sys
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.annual_report.child import Reader, UnreadableError
from inspector.annual_report.documents import MOST_UNPACKED, kind_of
from inspector.annual_report.findings import findings
from inspector.annual_report.grids import MOST_COLUMNS, MOST_ROWS, Cell, make_grid
from inspector.annual_report.reading import read_text
from inspector.annual_report.report import AnnualReport
from inspector.annual_report.targets import read_body
from tests.annual_report.draft import as_docx, as_pdf, draft


def archive(**entries: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in entries.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), body)
    return target.getvalue()


def bomb() -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file,
        file.open("word/document.xml", "w", force_zip64=True) as entry,
    ):
        for _ in range(MOST_UNPACKED // 2**20 + 1):
            entry.write(b" " * 2**20)
    return target.getvalue()


def encrypted_pdf() -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(as_pdf(draft(1))))
    writer.encrypt("secret", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def encrypted_docx() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    )


def many_pages() -> bytes:
    import pypdf

    writer = pypdf.PdfWriter()
    for _ in range(120):
        writer.add_blank_page(100, 100)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def many_entries() -> bytes:
    return archive(**{f"word__{number}_dot_xml": b"" for number in range(3500)})


def entities() -> bytes:
    """A document whose entities would grow to gigabytes."""
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol" * 10}">' for n in range(10))
    body = f'<?xml version="1.0"?><!DOCTYPE d [{levels}]><d>&a9;</d>'
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        "</Types>"
    )
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>'
    )
    return archive(
        **{
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": link.encode(),
            "word/document.xml": body.encode(),
        }
    )


REFUSED = {
    "bomb.docx": (bomb, "larger than"),
    "locked.pdf": (encrypted_pdf, "encrypted"),
    "locked.docx": (encrypted_docx, "encrypted"),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024), "old Office format"),
    "macro.docm": (lambda: archive(word__document_dot_xml=b"<x/>", word__vbaProject_dot_bin=b"x"), "macros"),
    "cut.docx": (lambda: as_docx(draft(1))[:9000], "damaged"),
    "cut.pdf": (lambda: b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "damaged"),
    "pages.pdf": (many_pages, "120 pages"),
    "entries.docx": (many_entries, "larger than"),
    "entities.docx": (entities, "damaged"),
    "other.zip": (lambda: archive(readme_dot_txt=b"hello"), "neither"),
    "picture.jpg": (lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(64), "binary"),
    "empty.txt": (lambda: b" \n", "empty"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence(name: str) -> None:
    make, reason = REFUSED[name]
    with Reader() as reader, pytest.raises(UnreadableError, match=reason) as caught:
        read_body(name, make(), reader)
    assert str(caught.value).startswith(f"{name}: ") and "\n" not in str(caught.value)


def test_a_scanned_report_is_said_to_be_unreadable() -> None:
    import pypdf
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(target, "PDF")
    assert len(pypdf.PdfReader(target).pages) == 1
    with Reader() as reader:
        document = read_body("scan.pdf", target.getvalue(), reader)
    report = AnnualReport("scan.pdf", document, 2023)
    assert document.scanned and not report.missing and not report.sums
    assert [finding.data["check"] for finding in findings(report)] == ["unreadable"]


def test_a_document_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    with Reader(seconds=0.001) as reader:
        with pytest.raises(UnreadableError, match="not read within"):
            reader.read(as_pdf(draft(1)))
        reader._seconds = 30
        assert reader.read(as_docx(draft(1))).grids


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are those of Linux here")
def test_a_child_that_dies_is_said_and_replaced() -> None:
    with Reader() as reader:
        reader.read(as_docx(draft(1)))
        assert reader._process
        os.kill(reader._process.pid, 9)
        with pytest.raises(UnreadableError):
            reader.read(as_docx(draft(1)))
        assert reader.read(as_docx(draft(1))).grids


def test_spans_without_end_are_cut_off() -> None:
    grid = make_grid([[Cell("x", 10**9, 10**9)], [Cell("y", 3, 10**6)]] * 500)
    assert len(grid.rows) <= MOST_ROWS and len(grid.rows[0]) <= MOST_COLUMNS


def test_a_huge_table_of_a_page_is_read_in_time() -> None:
    row = "<tr>" + '<td colspan="99999" rowspan="99999">1</td>' * 40 + "</tr>"
    with Reader() as reader:
        document = read_body("x.html", f"<table>{row * 3000}</table>".encode(), reader)
    assert len(document.grids[0].rows) <= MOST_ROWS


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_no_bytes_are_taken_for_more_than_they_are(body: bytes) -> None:
    assert kind_of(body) in ("", "pdf", "doc", "docx", "xlsx", "zip")


@given(
    st.text(
        alphabet="一二三、（）其中共条件0123456789|\n \t年月日总计本年新收上年结转自然人予以公开。：",
        max_size=400,
    )
)
@settings(deadline=None, max_examples=200)
def test_any_text_is_judged(text: str) -> None:
    report = AnnualReport("x", read_text(text))
    assert len(findings(report)) < 100


def test_word_numbers_its_headings_itself() -> None:
    import docx
    from lxml import etree

    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def element(text: str) -> object:
        return etree.fromstring(text.replace(" ", f' xmlns:w="{space}" ', 1))

    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        element(
            '<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0">'
            '<w:numFmt w:val="chineseCountingThousand"/>'
            '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/>'
            '<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(element('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    lines = ((0, "总体情况"), (1, "主动公开"), (1, "依申请公开"), (0, "主动公开政府信息情况"))
    for level, text in lines:
        paragraph = document.add_paragraph(text)
        number = f'<w:numPr xmlns:w="{space}"><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(etree.fromstring(number))
    target = io.BytesIO()
    document.save(target)
    with Reader() as reader:
        assert reader.read(target.getvalue()).paragraphs == [
            "一、总体情况",
            "（一）主动公开",
            "（二）依申请公开",
            "二、主动公开政府信息情况",
        ]
