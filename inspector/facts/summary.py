"""All facts of a page as one JSON object: the public interface of `check --format json`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from inspector.annual_report.crawled import annual_report_fact

if TYPE_CHECKING:
    from inspector.page import Page


def summary(page: Page) -> dict[str, Any]:
    """The facts of a readable page; keys and types as in `inspector/report/schema.json`."""
    listing = page.listing
    encoding = page.encoding
    return {
        "url": page.url,
        "kind": page.kind.name,
        "title": page.title,
        "title_element": page.headings.stated or None if page.media == "html" else None,
        "published": _iso(page.published),
        "source": page.source,
        "encoding": {"declared": encoding.declared, "used": encoding.used},
        "head_tags": dict(page.head_tags),
        "document_header": {
            name: {"label": field.label, "value": field.value, "state": field.state}
            for name, field in page.document_header.items()
        },
        "unknown_labels": [asdict(field) for field in page.header_block.unknown],
        "own_number": page.own_number,
        "signed": _iso(page.signed),
        "fields": {
            name: {"label": field.label, "value": field.value, "state": field.state}
            for name, field in page.fields.items()
        },
        "annual_report": annual_report_fact(page),
        "letters": [asdict(letter) for letter in page.letters],
        "identity": page.identity.as_dict(),
        "prose": page.prose if page.kind.name in ("column", "fragment") else None,
        "needs_rendering": page.needs_rendering,
        "rendered": page.rendered,
        "listing": listing
        and {
            "items": [
                {"title": item.title, "url": item.url, "published": _iso(item.published)}
                for item in listing.items
            ],
            "newest": _iso(listing.newest),
            "undated": listing.undated,
        },
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
