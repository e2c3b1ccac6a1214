"""The source (来源) a page states for what it publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector.facts.dates import UNDATED_KINDS

if TYPE_CHECKING:
    from inspector.page import Page


def read_source(page: Page) -> str | None:
    """The source stated beside the title or in the document header; "" where its label stands alone.

    The phrase inside the running text does not count; what lists or searches gives the sources of others.
    """
    stated = page.byline.source
    if stated is not None and page.kind.name in UNDATED_KINDS:
        return None
    if not stated and page.document_header:
        row = page.header_block.rows.get("source")
        return row.value if row else stated
    return stated
