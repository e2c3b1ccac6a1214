"""Whether a page shows its content only after scripts have run in a browser."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from inspector.vocabulary import words

if TYPE_CHECKING:
    from inspector.page import Page

_TEMPLATE = re.compile(r"\{\{[^{}\n]{1,80}\}\}|\bv-for\s*=|\bng-repeat\s*=")

_LISTING_KINDS = frozenset(("column", "home", "mailbox", "search", "fragment", "other"))
_SHELL = 30_000


def read_needs_rendering(page: Page) -> str | None:
    """Why the content of this page is not in its source, or None where it is.

    "app-shell" (an empty mount point), "javascript-required", "client-template", or
    "data-endpoint: …" (a list that a known system fetches after loading).
    """
    if page.media != "html" or page.status != 200:
        return None
    markup = page.markup
    if "<script" not in markup and "<SCRIPT" not in markup:
        return None
    reason = next((reasons for marker, reasons in _reasons().items() if marker in markup), None)
    template = "{{" in markup or "v-for" in markup or "ng-repeat" in markup
    if len(markup) < _SHELL or reason or template:
        if len(page.text) < 200:
            root = page.tree.css_first(_roots())
            if root is not None and len((root.text() or "").strip()) < 60:
                return "app-shell"
            if any(word in markup for word in words("rendering")["words"]["enable_javascript"]):
                return "javascript-required"
        if reason is None and (not template or len(_TEMPLATE.findall(markup)) < 2):
            return None
        listing = page.listing
        if page.kind.name in _LISTING_KINDS and (
            listing is None or all(_TEMPLATE.search(item.title) for item in listing.items)
        ):
            return reason or "client-template"
    return None


@cache
def _reasons() -> dict[str, str]:
    return {
        marker: source["reason"] for source in words("rendering")["source"] for marker in source["markers"]
    }


@cache
def _roots() -> str:
    return ",".join(f"#{name}" for name in words("rendering")["words"]["roots"])
