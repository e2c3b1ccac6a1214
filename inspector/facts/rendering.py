"""Whether a page shows its content only after scripts have run in a browser."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from inspector.vocabulary import words

if TYPE_CHECKING:
    from inspector.page import Page

_TEMPLATE = re.compile(r"\{\{[^{}\n]{1,80}\}\}|\bv-for\s*=|\bng-repeat\s*=")

_OF_A_LIST = re.compile(r"list|data|news|items|rows", re.I)
_CONTAINERS = "ul,ol,tbody,dl,table,div,section"
_LISTING_KINDS = frozenset(("column", "home", "mailbox", "search", "fragment", "other"))
_SHELL = 30_000
_BARE = 200


def read_needs_rendering(page: Page) -> str | None:
    """Why the content of this page is not in its source, or None where it is.

    "app-shell" (an empty mount point), "javascript-required", "client-template", or
    "data-endpoint: …" (a list that a known system fetches after loading), "data-endpoint: script" (an empty
    container that the page's own script names, and fetches for) or "empty-container" (one whose id says that
    a list belongs there, beside scripts of other files). None for a rendered page.
    """
    if page.media != "html" or page.status != 200 or page.rendered:
        return None
    hardly_any = len(page.text) < _BARE
    if not (hardly_any or _without_list(page)) or not page.holds("<script", "<SCRIPT"):
        return None
    markup = page.markup
    reason = next((reason for marker, reason in _reasons().items() if marker in markup), None)
    template = page.holds("{{", "v-for", "ng-repeat")
    if hardly_any and (len(markup) < _SHELL or reason or template):
        root = page.tree.css_first(_roots())
        if root is not None and len((root.text() or "").strip()) < 60:
            return "app-shell"
        if page.holds(*words("rendering")["words"]["enable_javascript"]):
            return "javascript-required"
    if reason is None and template and len(_TEMPLATE.findall(markup)) > 1:
        reason = "client-template"
    if reason is None and _without_list(page):
        return _empty_container(page)
    return reason if _without_list(page) else None


def _empty_container(page: Page) -> str | None:
    """The reason where an empty element is there to hold a list that a script fetches."""
    scripts = [text for node in page.tree.css("script:not([src])")[:200] if (text := node.text())]
    fetching = [text for text in scripts if _fetching().search(text)]
    elsewhere = page.tree.css_first("script[src]") is not None
    if not fetching and not elsewhere:
        return None
    for node in page.tree.css(_CONTAINERS)[:500]:
        number = node.attributes.get("id") or ""
        names = [number, *(node.attributes.get("class") or "").split()[:5]]
        if node.first_child is not None and (node.text() or "").strip():
            continue
        if any(_named(name, text) for name in names for text in fetching):
            return "data-endpoint: script"
        if elsewhere and _OF_A_LIST.search(number):
            return "empty-container"
    return None


def _named(name: str, script: str) -> bool:
    """Whether a script names an element: as a string or a selector."""
    return len(name) > 1 and any(f"{sign}{name}{end}" in script for sign in "\"'#." for end in "\"' >:.")


def _without_list(page: Page) -> bool:
    """Whether a page that should show a list shows none, or only the template of one."""
    if page.kind.name not in _LISTING_KINDS:
        return False
    listing = page.listing
    if listing is None or all(_TEMPLATE.search(item.title) for item in listing.items):
        return True
    # A menu of the places beside this one is no list of what stands here.
    return listing.undated and any(item.url == page.url for item in listing.items)


@cache
def _reasons() -> dict[str, str]:
    return {
        marker: source["reason"] for source in words("rendering")["source"] for marker in source["markers"]
    }


@cache
def _fetching() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words("rendering")["words"]["fetching"])))


@cache
def _roots() -> str:
    return ",".join(f"#{name}" for name in words("rendering")["words"]["roots"])
