"""The number of a document (发文字号)."""

import re
from collections.abc import Iterator
from typing import Any

from inspector import Finding, Outcome, Page, _, page_rule

_RIGHT = ("〔", "〕")
_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{1,20})\s?([〔\[［【(（﹝「<〈])\s?((?:19|20)\d\d)\s?年?([〕\]］】)）﹞」>〉])"
    r"\s?(第)?\s?(\d{1,4})\s?号"
)
# The same, alone on its line, as it heads the text.
_OWN = re.compile(rf"^[ \t\u3000]{{0,80}}{_NUMBER.pattern}[ \t\u3000]{{0,80}}$", re.M)
_LOOKALIKE = "﹝〈「"
# Orders and announcements are numbered 第…号.
_ORDINAL = re.compile("[令告]$")
# 县政府办 and the like do not say of which county.
_FULL_NAME = re.compile(r"[\u4e00-\u9fff]{2}[省市县区州盟旗乡镇][\u4e00-\u9fff]{2}")
# Names of provinces and cities that are no part of their full names, and what stands for the centre.
_ABBREVIATIONS = frozenset(
    "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀黔贵滇云藏陕秦甘陇青宁新蒙港澳台甬榕穗蓉杭宁鹏郑洪邕筑国中"
)
# Decisions on single cases (penalties, licences) follow rules of their own.
_CASE = re.compile("[罚许准决证裁调诉示书字]")
#: GB/T 9704-1999, in force since 2000, was the first to say how numbers are written.
_PRESCRIBED = 2000
_HEAD = 4000  # characters
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@page_rule(applies=lambda page: "doc_no" in page.document_header and not page.needs_rendering)
def document_number(page: Page) -> Iterator[Finding]:
    """A document's number is written as prescribed and agrees with its year and with the text.

    Why: documents are cited and searched by this number; one with other brackets, another year or another
    serial than the printed document leads nowhere.

    Fix: write the number as in the printed document: body's code, year in brackets 〔〕, serial without 第
    and without leading zeros; take it over from the document, not by hand.
    """
    stated = page.document_header["doc_no"].value
    found = _NUMBER.search(stated[:200].translate(_DIGITS))
    if found is None:
        return
    code, opening, year, closing, ordinal, serial = found.groups()
    right = f"{code}〔{year}〕{int(serial)}号"
    written = found[0]
    case = _CASE.search(code) is not None
    if int(year) >= _PRESCRIBED and (opening, closing) != _RIGHT and not _written_right(page, code, year):
        yield _wrong(
            _("the year stands in {brackets}, not in 〔〕"),
            written,
            "brackets",
            Outcome.CANT_TELL if case or opening in _LOOKALIKE else Outcome.FAILED,
            brackets=opening + closing,
            right=right,
        )
    if int(year) >= _PRESCRIBED and not case:
        if ordinal and not _ORDINAL.search(code):
            yield _wrong(_("the serial stands behind 第"), written, "ordinal", right=right)
        if serial.startswith("0"):
            yield _wrong(
                _("the serial {serial} begins with zero"), written, "zero", serial=serial, right=right
            )
    yield from _issuer(page, written, code)
    yield from _year(page, written, int(year))
    yield from _own_number(page, written, code, int(year), int(serial))


def _written_right(page: Page, code: str, year: str) -> bool:
    """Whether the page writes the same number with the right brackets somewhere."""
    return f"{code}〔{year}〕" in "".join(page.text.split())


def _wrong(message: str, seen: str, key: str, outcome: Outcome = Outcome.FAILED, **data: Any) -> Finding:
    return Finding(message, at="header", seen=seen, key=key, outcome=outcome, problem=key, **data)


def _issuer(page: Page, written: str, code: str) -> Iterator[Finding]:
    """A code that begins with no character of the body that issued the document."""
    header = page.document_header
    issuer = header["issuer"].value if "issuer" in header else ""
    bodies = issuer + (header["publisher"].value if "publisher" in header else "")
    if _FULL_NAME.search(issuer) and code[0] not in bodies and code[0] not in _ABBREVIATIONS:
        yield _wrong(
            _("the number begins with {code}, which is in no name of {issuer}"),
            written,
            "issuer",
            Outcome.CANT_TELL,
            code=code,
            issuer=issuer,
        )


def _year(page: Page, written: str, year: int) -> Iterator[Finding]:
    published = page.published
    if published and published.year < year:
        yield _wrong(
            _("the number is of {year}, but the document was published on {published}, before that year"),
            written,
            "year",
            year=year,
            published=published.isoformat(),
        )


def _own_number(page: Page, written: str, code: str, year: int, serial: int) -> Iterator[Finding]:
    """The number that heads the text, where it is another one than the header's."""
    text = "\n".join(line for line in page.text[:_HEAD].split("\n") if "号" in line).translate(_DIGITS)
    own = {(m[1], int(m[3]), int(m[6])) for m in _OWN.finditer(text)}
    others = {number for number in own if number != (code, year, serial)}
    same_body = [number for number in others if number[0] == code]
    times = sum((m[1], int(m[3]), int(m[6])) == (code, year, serial) for m in _NUMBER.finditer(text))
    if len(others) == 1 and same_body and times <= 1:
        other = f"{code}〔{same_body[0][1]}〕{same_body[0][2]}号"
        yield _wrong(
            _("the header says {written}, the text {other}"), written, "text", written=written, other=other
        )
