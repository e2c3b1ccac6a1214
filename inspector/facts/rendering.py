"""Whether a page shows its content only after scripts have run in a browser."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from inspector.urls import same_site
from inspector.vocabulary import words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from inspector.page import Page

_TEMPLATE = re.compile(r"\{\{[^{}\n]{1,80}\}\}|\bv-for\s*=|\bng-repeat\s*=")

_LOADED = re.compile(r"\$\([\"'][#.]([\w-]{2,40})[\"']\)\s?\.load\(")
_OF_A_LIST = re.compile(r"list|data|news|items|rows", re.I)
_CONTAINERS = "ul,ol,tbody,dl,table,div,section"
_LISTING_KINDS = frozenset(("column", "home", "mailbox", "search", "fragment", "other"))
_TEXT_KINDS = frozenset(("article", "document", "letter", "service_guide"))
_SHELL = 30_000
_BARE = 200
_STATIC = "img,a,iframe,frame,form,input,object,embed,video,canvas,svg"
_OWN = "input,a[href]"  # of a form or a menu that stands in the source
_MOST = 500  # elements


def read_needs_rendering(page: Page) -> str | None:
    """Why the content of this page is not in its source, or None where it is.

    "app-shell" (an empty mount point), "javascript-required", "client-template", or
    "data-endpoint: …" (a list that a known system fetches after loading), "data-endpoint: script" (an empty
    container that the page's own script names, and fetches for) or "empty-container" (one whose id says that
    a list belongs there, or a text where the only list leads to other sites, beside scripts of other files).
    None for a rendered page.
    """
    if page.media != "html" or page.status != 200 or page.rendered:
        return None
    hardly_any = len(page.text) < _BARE
    if not page.holds("<script", "<SCRIPT"):
        return None
    if page.kind.name in _TEXT_KINDS and page.published is None and _lacks_text(page):
        return "data-endpoint: script"
    if page.holds("v-html") and _bound(page):
        return "client-template"
    if not (hardly_any or _without_list(page)):
        return None
    markup = page.markup
    reason = next((reason for marker, reason in _reasons().items() if marker in markup), None)
    template = page.holds("{{", "v-for", "ng-repeat")
    if hardly_any and (len(markup) < _SHELL or reason or template):
        root = page.tree.css_first(_roots())
        if root is not None and len((root.text() or "").strip()) < 60 and not root.css_first(_OWN):
            return "app-shell"
        if _loads_all(page):
            return "app-shell"
        if page.holds(*words("rendering")["words"]["enable_javascript"]):
            return "javascript-required"
    if reason is None and template and len(_TEMPLATE.findall(markup)) > 1:
        reason = "client-template"
    if reason is None and _without_list(page):
        return _empty_container(page)
    return reason if _without_list(page) else None


def _bound(page: Page) -> bool:
    """Whether a text is put into an element that is empty, where no other text or dated list is."""
    if page.first_look.prose >= _BARE or (page.listing and not page.listing.undated):
        return False
    return any(not (node.text() or "").strip() for node in page.tree.css("[v-html]"))


def _loads_all(page: Page) -> bool:
    """Whether nothing stands there but elements that are empty or say to wait, and scripts of other files."""
    body = page.tree.body
    if body is None or not _shows_nothing(page.text):
        return False
    if body.css_first(_STATIC) is not None or page.tree.css_first("script[src]") is None:
        return False
    return any(node.tag == "div" or "-" in (node.tag or "") for node in body.css("*")[:_MOST])


def _lacks_text(page: Page) -> bool:
    """Whether the element that should hold the text is empty, and a script fetches what it shows."""
    if any(line.is_prose for line in page.lines):
        return False
    fetching = [text for text in page.code if _fetching().search(text)]
    texts = re.compile(words("rendering")["words"]["text"])
    return any(
        texts.search(name) and any(_named(name, text) for text in fetching)
        for node in (page.tree.css(_CONTAINERS)[:_MOST] if fetching else ())
        if not (node.text() or "").strip()
        for name in _names(node)
    )


def _names(node: LexborNode) -> list[str]:
    """The id of an element, "" where it has none, and its classes."""
    attributes = node.attributes
    return [attributes.get("id") or "", *(attributes.get("class") or "").split()[:5]]


def _shows_nothing(text: str) -> bool:
    return not text or (len(text) < _BARE and _loading().fullmatch(text) is not None)


def _empty_container(page: Page) -> str | None:
    """The reason where an empty element is there to hold a list that a script fetches."""
    scripts = [text for node in page.tree.css("script:not([src])")[:200] if (text := node.text())]
    fetching = [text for text in scripts if _fetching().search(text)]
    # Heads and feet are loaded so, too.
    loaded = {name for text in scripts for name in _LOADED.findall(text) if _OF_A_LIST.search(name)}
    elsewhere = page.tree.css_first("script[src]") is not None
    if not fetching and not loaded and not elsewhere:
        return None
    away = _leads_away(page)
    aside, content = (re.compile(words("rendering")["words"][name]) for name in ("aside", "text"))
    for node in page.tree.css(_CONTAINERS)[:_MOST]:
        if not loaded.isdisjoint(_names(node)) and not _without_scripts(node):
            return "data-endpoint: script"
        if node.first_child is not None and not _shows_nothing((node.text() or "").strip()):
            continue
        names = _names(node)
        asked = [name for name in names if not aside.search(name) or _OF_A_LIST.search(name)]
        if any(_named(name, text) for name in asked for text in fetching):
            return "data-endpoint: script"
        holds = away and node.tag == "div" and any(map(content.search, asked))
        if elsewhere and (holds or _OF_A_LIST.search(names[0])):
            return "empty-container"
        if elsewhere and node.first_child is not None and (node.text() or "").strip():
            return "empty-container"  # It says that its content is to come.
    return None


def _without_scripts(node: LexborNode) -> str:
    """The text of an element, "" where all of it is that of its scripts."""
    text = (node.text() or "").strip()
    return "" if text == "".join(script.text() or "" for script in node.css("script")).strip() else text


def _named(name: str, script: str) -> bool:
    """Whether a script names an element: as a string or a selector."""
    if len(name) == 1:
        return f'ById("{name}")' in script or f'("#{name}")' in script
    return len(name) > 1 and any(f"{sign}{name}{end}" in script for sign in "\"'#." for end in "\"' >:.")


def _without_list(page: Page) -> bool:
    """Whether a page that should show a list shows none, or only the template of one."""
    if page.kind.name not in _LISTING_KINDS:
        return False
    listing = page.listing
    if listing is None or all(_TEMPLATE.search(item.title) for item in listing.items):
        return True
    # A menu of the places beside this one is no list of what stands here, nor are the links of a foot.
    own = any(item.url == page.url for item in listing.items)
    return listing.undated and (own or _leads_away(page))


def _leads_away(page: Page) -> bool:
    """Whether the only list of a page with a trail leads to other sites, as those of a foot do."""
    urls = [item.url for item in page.listing.items] if page.trail and page.listing else []
    return bool(urls) and all(url and not same_site(url, page.url) for url in urls)


@cache
def _reasons() -> dict[str, str]:
    return {
        marker: source["reason"] for source in words("rendering")["source"] for marker in source["markers"]
    }


@cache
def _fetching() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words("rendering")["words"]["fetching"])))


@cache
def _loading() -> re.Pattern[str]:
    return re.compile(words("rendering")["words"]["loading"])


@cache
def _roots() -> str:
    return ",".join(f"#{name}" for name in words("rendering")["words"]["roots"])
