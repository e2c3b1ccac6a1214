"""The index number of a document (索引号)."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any
from unicodedata import normalize

from inspector import Finding, Outcome, Page, _, page_rule, parse_date

# Code of the body (GB 11714: 9 characters, GB 32100: 18), year, perhaps month, serial.
_NUMBER = re.compile(r"([0-9A-Z]{18}|[0-9A-Z]{8}-?[0-9X])-?/(\d{4})(\d{2})?-(\d{3,10})")
_AS_PRESCRIBED = re.compile(r"(?:[0-9A-Z]{8}[0-9X]/\d{4}-\d{5}|[0-9A-Z]{18}/(?:\d{4}|\d{6})-\d{4,7})")
_ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SOCIAL_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SOCIAL_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
# Codes that content systems come with, and what stands in the name of the body they belong to.
_DEFAULTS = MappingProxyType({"000014349": "国务院"})
_DATES = ("date_written", "date_issued", "date_published")


def _has_number(page: Page) -> bool:
    field = page.document_header.get("index_no")
    return field is not None and field.state == "present"


@page_rule(applies=_has_number)
def index_number(page: Page, defaults: Mapping[str, str] = _DEFAULTS) -> Iterator[Finding]:
    """An index number begins with the body's own code, and its year is one of the document's.

    Why: the number names the body and finds the document in every catalogue for good; one with another
    body's code, or a code that does not exist, names nobody.

    Fix: enter the body's organization code (9 characters) or social credit code (18) once in the content
    management system, in place of the vendor's default; do not write numbers by hand.
    """
    header = page.document_header
    value = normalize("NFKC", "".join(header["index_no"].value.split())).upper()[:80]
    found = _NUMBER.fullmatch(value)
    if found is None:
        return
    prefix, year = found[1].replace("-", ""), int(found[2])
    if "-" in found[1]:
        yield _finding(_("the code before the stroke keeps its dash: {prefix}"), value, "dash", found[1])
    if not (organization_code(prefix) if len(prefix) == 9 else social_code(prefix)):
        yield _finding(
            _("{prefix} is the code of no body: its check digit is wrong"),
            value,
            "check-digit",
            prefix,
            Outcome.FAILED if _AS_PRESCRIBED.fullmatch(value) else Outcome.CANT_TELL,
        )
    owner = defaults.get(prefix)
    bodies = "".join(header[name].value for name in ("publisher", "issuer") if name in header)
    if owner and bodies and owner not in bodies:
        yield _finding(_("{prefix} is the code of another body"), value, "other-body", prefix, owner=owner)
    yield from _year(page, value, prefix, year)


def _finding(
    message: str, seen: str, key: str, prefix: str, outcome: Outcome = Outcome.FAILED, **data: Any
) -> Finding:
    return Finding(
        message,
        at="header",
        seen=seen,
        key=key,
        outcome=outcome,
        problem=key,
        prefix=prefix,
        **data,
    )


def _year(page: Page, value: str, prefix: str, year: int) -> Iterator[Finding]:
    if year > page.fetched.year:
        message = _("the number is of the year {year}, which is yet to come")
        yield _finding(message, value, "year", prefix, year=year)
        return
    header = page.document_header
    dates = [parse_date(header[name].value) for name in _DATES if name in header] + [page.published]
    years = sorted({day.year for day in dates if day})
    if years and year not in years:
        yield _finding(
            _("the number is of {year}, the document's dates are of {years}"),
            value,
            "year",
            prefix,
            Outcome.CANT_TELL,
            year=year,
            years=", ".join(map(str, years)),
        )


def organization_code(code: str) -> bool:
    """Whether the check digit of an organization code is right (GB 11714)."""
    if len(code) != 9:
        return False
    values = [int(digit, 36) for digit in code[:8]]
    total = sum(value * weight for value, weight in zip(values, _ORGANIZATION_WEIGHTS, strict=True))
    return code[8] == "0123456789X0"[11 - total % 11]


def social_code(code: str) -> bool:
    """Whether the check digit of a social credit code is right (GB 32100)."""
    if len(code) != 18 or any(digit not in _SOCIAL_DIGITS for digit in code):
        return False
    values = [_SOCIAL_DIGITS.index(digit) for digit in code]
    total = sum(value * weight for value, weight in zip(values[:17], _SOCIAL_WEIGHTS, strict=True))
    return values[17] == (31 - total % 31) % 31
