"""The dates of a document against each other."""

import re
from collections.abc import Iterator
from datetime import timedelta

from inspector import Finding, Outcome, Page, _, page_rule, parse_date

# What content systems call 生成日期 or 制作日期 is often the day of the upload.
_OF_THE_SYSTEM = re.compile("生成|制作|产生|形成")
_LATEST_ZONE = timedelta(hours=14)


@page_rule(applies=lambda page: "date_written" in page.document_header and not page.needs_rendering)
def document_dates(page: Page) -> Iterator[Finding]:
    """A document is not written after it was published, nor after the day it was read.

    Why: terms for publication and validity run from these days; a document that was published before it
    was written has a false date.

    Fix: take the date written from the signature of the printed document, and the date of publication from
    the system.
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
