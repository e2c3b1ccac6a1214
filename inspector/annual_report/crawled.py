"""Annual reports met in a crawl: which pages are one, what is found in them, and what is kept of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inspector.annual_report.report import AnnualReport
    from inspector.page import Page
    from inspector.rule import Finding

#: Hashes kept of a text: enough to tell a copy from a report that follows the same model.
SKETCH = 64
_ATTACHED = re.compile(r"\.(?:docx?|pdf|wps|xlsx?|ofd|zip|rar)$", re.I)
_SHORT = 300  # characters: less is a page that only hands on an attachment
_last: list[tuple[Page, AnnualReport | None]] = []


def annual_report_of(page: Page) -> AnnualReport | None:
    """The annual report on disclosure that a page is; None for any other page, lists of reports too."""
    if _last and _last[0][0] is page:
        return _last[0][1]
    found = _read(page) if page.kind.name == "annual_report" else None
    _last[:] = [(page, found)]
    return found


def _read(page: Page) -> AnnualReport | None:
    from inspector.annual_report.headings import titles
    from inspector.annual_report.reading import read_page
    from inspector.annual_report.report import AnnualReport

    report = AnnualReport(page.url, read_page(page))
    if report.generation is None or report.heading.title is None or titles(report.document) > 6:
        return None
    if len(report.present) < 2 and not report.tables.found and not is_attached(page, report):
        return None
    return report


def is_attached(page: Page, report: AnnualReport) -> bool:
    """Whether the page holds no report itself, but a file that does."""
    return len(report.narrative) < _SHORT and any(_ATTACHED.search(link.url) for link in page.links)


def annual_report_findings(page: Page) -> list[Finding]:
    """What is to be said of the annual report that a page is, as `inspector annual-report` says it."""
    from inspector.annual_report.checks import hint
    from inspector.annual_report.findings import findings
    from inspector.messages import _

    report = annual_report_of(page)
    if report is None:
        return []
    if is_attached(page, report):
        message = _("the report itself is a file; judge that with `inspector annual-report`")
        return [hint("unreadable", message, key="attached")]
    return findings(report)


def annual_report_fact(page: Page) -> dict[str, Any] | None:
    """What a crawl keeps of an annual report: body, year, form, and a sketch of its text to tell copies by.

    The sketch is the least `SKETCH` hashes of its runs of characters, as hexadecimal digits; "" where the
    text is too short to compare.
    """
    report = annual_report_of(page)
    if report is None:
        return None
    return {
        "organisation": report.organisation,
        "year": report.year,
        "generation": report.generation,
        "sketch": sketch(report.narrative),
    }


def sketch(text: str) -> str:
    """The least hashes of a text's runs, 8 hexadecimal digits each, in order; "" where it is too short."""
    from zlib import crc32

    from inspector.annual_report.sameness import LEAST, runs

    hashes = {crc32(run.encode()) for run in runs(text)}
    if len(hashes) < LEAST:
        return ""
    return "".join(f"{one:08x}" for one in sorted(hashes)[:SKETCH])


def likeness(one: str, other: str) -> float:
    """How alike two sketched texts are: the share (0-1) of their runs of characters that both have."""
    here, there = ({text[place : place + 8] for place in range(0, len(text), 8)} for text in (one, other))
    if not here or not there:
        return 0.0
    least = sorted(here | there)[: min(len(here), len(there))]
    return sum(run in here and run in there for run in least) / len(least)
