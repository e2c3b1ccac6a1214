"""What a site's search answered when it was asked for the title of a page that the site published."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from inspector.messages import _
from inspector.urls import host
from inspector.vocabulary import words

if TYPE_CHECKING:
    from inspector.page import Page

_NO_WORD = re.compile(r"[\W_]+")
_LEAST = 8
_TEMPLATE = re.compile(r"\{\{[^{}\n]{1,80}\}\}|\bv-for\s*=|\bng-repeat\s*=|<%=|\$\{[\w.]{1,40}\}")
_MOST_TEXT = 200_000


class SearchAnswer(NamedTuple):
    """state: found, missing (plainly a page of results without it) or unclear; and why, a code or message."""

    state: str
    why: str


def read_search_answer(page: Page, asked: str, target: str) -> SearchAnswer:
    """Whether an answer lists the page `target`, whose title was asked for.

    It is missing only where the answer repeats what was asked, no script can have drawn the results, and the
    page says that there are none or how many others there are.
    """
    if page.failure or page.blocked:
        return SearchAnswer("unclear", page.failure or page.blocked or "")
    if page.status != 200:
        return SearchAnswer("unclear", f"HTTP {page.status}")
    if page.media != "html":
        return SearchAnswer("unclear", _("the answer is no page"))
    named = _named(page, asked, target)
    if named == "page":
        return SearchAnswer("found", "")
    if _drawn_by_script(page):
        return SearchAnswer("unclear", _("scripts draw the results"))
    if _compact(asked) not in _compact(page.markup[: 10 * _MOST_TEXT]):
        return SearchAnswer("unclear", _("the answer does not repeat what was asked for"))
    text = page.text[:_MOST_TEXT]
    counted = _pattern("count").search(text)
    results = int(next(filter(None, counted.groups()))) if counted else None
    if results == 0 or (results is None and _pattern("none").search(text)):
        return SearchAnswer("missing", _("it says that there is nothing"))
    if results and not named and _compact(text).count(_compact(asked)) <= 1:
        return SearchAnswer("missing", _("it lists others first"))
    return SearchAnswer("unclear", _("the answer is no plain list of results"))


def _named(page: Page, asked: str, target: str) -> str:
    """ "page" where a link leads to the page or bears its title, "query" where it only asks again, or ""."""
    wanted, title = _place(target), _compact(asked)
    found = ""
    for link in page.links:
        if link.kind not in ("page", "attachment"):
            continue
        if _place(link.url) == wanted:
            return "page"
        text = _compact(link.text)
        if not text or not (
            title in text or (link.text.rstrip().endswith(("…", "...")) and _begins(title, text))
        ):
            continue
        address = _decoded(link.url)
        if wanted in address:
            return "page"
        if title in _compact(address) or urlsplit(link.url).path == urlsplit(page.url).path:
            found = "query"
        else:
            return "page"
    return found


def _begins(title: str, text: str) -> bool:
    return len(text) >= _LEAST and title.startswith(text)


def _place(url: str) -> str:
    """Where an address points, whatever the scheme and with or without www."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{host(url).removeprefix('www.')}{f':{parts.port}' if parts.port else ''}{parts.path}{query}"


def _decoded(url: str) -> str:
    text = unquote(url)
    return unquote(url, "gbk") if "\ufffd" in text else text


def _drawn_by_script(page: Page) -> bool:
    if page.rendered:
        return False
    if page.needs_rendering or _TEMPLATE.search(page.markup):
        return True
    fetching = words("rendering")["words"]["fetching"]
    for code in page.code:
        if any(one in code for one in fetching) and _pattern("script").search(code):
            return True
    return any(
        _pattern("drawing").search(urlsplit(link.url).path) for link in page.links if link.kind == "script"
    )


def _compact(text: str) -> str:
    return _NO_WORD.sub("", text)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(words("search")[name], re.I)
