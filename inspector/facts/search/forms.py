"""The forms by which a visitor searches the site, and the addresses they ask."""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from inspector.facts.decoding import GB
from inspector.urls import canonical, join
from inspector.vocabulary import words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from inspector.page import Page

_FORMS, _INPUTS, _LONG = 100, 40, 1000
#: Empty forms whose surroundings are looked at: of hostile pages that may be the whole page each time.
_EMPTY = 3
_TYPED = frozenset(("", "text", "search"))
_INPUT_TAGS = "input,select,button"


class SearchForm(NamedTuple):
    """A form that searches the site.

    how: get (its address can be asked), post, or script (only a script knows what it asks). `field` takes
    the words, in `encoding` (a Python codec); `rest` are the other fields as they stand.
    """

    action: str
    how: str
    field: str
    rest: tuple[tuple[str, str], ...]
    encoding: str

    def address(self, asked: str) -> str:
        """The canonical address that the form asks for some words, encoded as a browser would."""
        pairs = [*self.rest, (self.field, asked)]
        query = urlencode(pairs, encoding=self.encoding, errors="xmlcharrefreplace")
        return canonical(f"{self.action}?{query}")


def read_search_forms(page: Page) -> tuple[SearchForm, ...]:
    """The forms of a page that search the site, in document order; also those its scripts plainly write."""
    if page.media != "html" or not page.holds("<form", "<FORM", "<Form"):
        return ()
    found = _forms(page.tree, page)
    if "<form" in page.written:
        from inspector.facts.parsing import parse

        found += _forms(parse(page.written), page)
    return tuple(found)


def search_address(url: str, encoding: str) -> SearchForm | None:
    """The form that must stand behind a linked address which searches for some words, or None."""
    parts = urlsplit(url)
    if not parts.query or not _pattern("address").search(f"{parts.netloc}{parts.path}?"):
        return None
    pairs = parse_qsl(parts.query, keep_blank_values=True, encoding=encoding, errors="replace")[:_INPUTS]
    field = next((name for name, _value in pairs if _pattern("field").search(name)), None)
    if field is None:
        return None
    rest = tuple(pair for pair in pairs if pair[0] != field)
    return SearchForm(url.partition("?")[0], "get", field, rest, encoding)


def _forms(tree: LexborHTMLParser, page: Page) -> list[SearchForm]:
    found, empty = [], 0
    for node in tree.css("form")[:_FORMS]:
        whole = node
        if node.css_first(_INPUT_TAGS) is None and node.parent is not None and empty < _EMPTY:
            # In old tables the parser closes a form at once, and its fields stand beside it.
            whole, empty = node.parent, empty + 1
        markup = (whole.html or "")[:20_000]
        if _pattern("form").search(markup) and not _pattern("other_form").search(markup):
            form = _form(node, whole.css(_INPUT_TAGS)[:_INPUTS], page)
            if form:
                found.append(form)
    return found


def _form(node: LexborNode, inputs: list[LexborNode], page: Page) -> SearchForm | None:
    typed = [one for one in inputs if one.tag == "input" and _attribute(one, "type").lower() in _TYPED]
    if not typed:
        return None
    named = [one for one in typed if _attribute(one, "name")]
    known = [one for one in named if _pattern("field").search(_attribute(one, "name"))]
    field = next(iter(known or named), None)
    href = _attribute(node, "action").strip()
    action = join(page.url, href) if href else page.url
    how = "post" if _attribute(node, "method").strip().lower() == "post" else "get"
    if field is None or action is None or href.startswith("#"):
        how = "script"
    rest = tuple(pair for one in inputs if one is not field and (pair := _pair(one)))
    encoding = _encoding(_attribute(node, "accept-charset"), page)
    name = _attribute(field, "name") if field else ""
    return SearchForm((action or page.url).partition("?")[0], how, name, rest, encoding)


def _pair(node: LexborNode) -> tuple[str, str] | None:
    """Name and value that a field sends where the visitor leaves it as it is."""
    name, kind = _attribute(node, "name"), _attribute(node, "type").lower()
    if not name or "disabled" in node.attributes:
        return None
    if node.tag == "select":
        chosen = node.css_first("option[selected]") or node.css_first("option")
        if chosen is None:
            return None
        value = chosen.attributes.get("value")
        return name, ((chosen.text() if value is None else value) or "").strip()[:_LONG]
    if kind in ("radio", "checkbox") and "checked" not in node.attributes:
        return None
    if kind in ("button", "reset", "image", "file"):
        return None
    return name, "" if kind in _TYPED and node.tag == "input" else _attribute(node, "value")


def _encoding(accepted: str, page: Page) -> str:
    """The codec of what a form sends: what it accepts, or that of its page (HTML, 4.10.21.5)."""
    for name in accepted.replace(",", " ").split()[:1]:
        try:
            return _sent(codecs.lookup(name).name)
        except LookupError:
            pass
    return _sent(page.encoding.used)


def _sent(codec: str) -> str:
    if codec in ("gb2312", "gbk", GB):
        return "gbk"
    return "utf-8" if codec.startswith("utf") else codec


def _attribute(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "")[:_LONG]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(words("search")[name], re.I)
