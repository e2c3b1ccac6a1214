"""The dates of a document against each other."""

import re
from collections.abc import Iterator
from datetime import timedelta

from inspector import Finding, Outcome, Page, _, page_rule, parse_date

# What content systems call 生成日期 or 制作日期 is often the day of the upload.
_OF_THE_SYSTEM = re.compile("生成|制作|产生|形成")
_SIGNATURE = re.compile(
    r"^[ \t\u3000]{0,80}((?:(?:19|20)\d\d|[〇○零ОO0一二三四五六七八九]{4})\s?年"
    r"\s?[\d一二三四五六七八九十]{1,3}\s?月"
    r"\s?[\d一二三四五六七八九十廿]{1,4}\s?日)[ \t\u3000]{0,80}$",
    re.M,
)
_LATEST_ZONE = timedelta(hours=14)


@page_rule(applies=lambda page: "date_written" in page.document_header and not page.needs_rendering)
def document_dates(page: Page) -> Iterator[Finding]:
    """A document is written before it is published, on the day that its signature says.

    Why: terms for publication and validity run from these days; a document that was published before it
    was written has a false date.

    Fix: take the date written from the signature of the printed document; do not let the template copy the
    day of upload into it.
    """
    header = page.document_header
    field = header["date_written"]
    written = parse_date(field.value)
    if written is None:
        return
    if written > (page.fetched + _LATEST_ZONE).date():
        yield Finding(
            _("{label} {written} is after the day it was fetched"),
            at="header",
            seen=field.value,
            key="future",
            problem="future",
            label=field.label,
            written=written.isoformat(),
        )
        return
    stated = parse_date(header["date_published"].value) if "date_published" in header else None
    published = stated or page.published
    if published and written > published:
        sure = stated is not None and not _OF_THE_SYSTEM.search(field.label)
        yield Finding(
            _("{label} {written} is after the day of publication, {published}"),
            at="header",
            seen=field.value,
            key="order",
            outcome=Outcome.FAILED if sure else Outcome.CANT_TELL,
            problem="order",
            label=field.label,
            written=written.isoformat(),
            published=published.isoformat(),
        )
    signatures = _SIGNATURE.findall(page.text)
    signed = parse_date(signatures[0]) if len(signatures) == 1 else None
    if signed and signed != written:
        yield Finding(
            _("{label} is {written}, the signature says {signed}"),
            at="header",
            seen=field.value,
            key="signature",
            outcome=Outcome.CANT_TELL,
            problem="signature",
            label=field.label,
            written=written.isoformat(),
            signed=signed.isoformat(),
        )
