"""The text a reader sees, and the markup that shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inspector.facts.lines import INLINE_MARK, STYLE_MARK, Line, line_of
from inspector.facts.scripts.plain_words import with_filled, with_plain_words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from inspector.page import Page

# The patterns run over the parser's own serialisation: names are in lower case, every attribute value
# stands in double quotes and holds none, so that each is linear.
_UNSEEN = re.compile(
    r"<(?:!--.*?-->|s(?:cript\b.*?</script|tyle\b.*?</style|vg\b.*?</svg)>|noscript\b.*?</noscript>"
    r"|template\b.*?</template>)",
    re.S,
)
_NAME = re.compile(r"<title\b.*?</title>", re.S)
_TAG = re.compile(r'<(/?[a-z!?][^\s/>]*+)[^>"]*+(?:"[^"]*+"[^>"]*+)*+>')
_BLOCKS = (
    "p div br td th tr table tbody thead tfoot caption li ul ol dl dt dd h1 h2 h3 h4 h5 h6 hr section article"
    " header footer nav main aside form center fieldset legend select option textarea blockquote pre address"
    " iframe figure figcaption html body title frameset marquee"
)
_STYLES = "b big em font i s small span strong sub sup u"


class _Breaks(dict[str, str]):
    """What a tag leaves between the texts before and behind it."""

    def __missing__(self, name: str) -> str:
        return INLINE_MARK


_BREAKS = _Breaks(
    {
        slash + name: mark
        for names, mark in ((_BLOCKS, "\n"), (_STYLES, STYLE_MARK))
        for name in names.split()
        for slash in ("", "/")
    }
)
_HIDING = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.I)
_FADING = re.compile(r"opacity\s{0,9}:\s{0,9}0(?![.\d])", re.I)
# ng-hide and the like are what script frameworks leave on elements they do not show.
_MAYBE_HIDDEN = '[hidden],.ng-hide,.layui-hide,[style*="none" i],[style*="hidden" i]'
_HIDDEN_CLASSES = frozenset(("ng-hide", "layui-hide"))
_MOST_HIDDEN = 300


def read_shown(page: Page) -> str:
    """The page's markup without what is never shown: head, comments, scripts, styles, hidden elements."""
    if page.media != "html" or not page.markup:
        return ""
    source = _body(page)
    hidden = [node for node in page.tree.css(_MAYBE_HIDDEN) if _is_hidden(node.attributes)]
    for node in hidden[:_MOST_HIDDEN]:
        if node.tag not in ("body", "html"):
            source = source.replace(node.html or "", "<br>")
    if "document.write" in source:  # a plain text written where the script stands
        source = with_plain_words(source)
    if not page.rendered:
        source = with_filled(source, page.code)
    if "<title" in source and page.tree.css_first("head>title"):  # of a document included in this one
        source = _NAME.sub("", source)
    return _UNSEEN.sub("", source)


def _body(page: Page) -> str:
    body = page.tree.body
    return (body.html if body else page.tree.html) or ""


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = attributes.get("style") or ""
    if "hidden" in attributes:
        return True
    if hiding := _HIDING.search(style):
        # What is both invisible and transparent waits to be faded in.
        return hiding[0][0] in "dD" or not _FADING.search(style)
    return not _HIDDEN_CLASSES.isdisjoint((attributes.get("class") or "").split())


def read_flow(page: Page) -> tuple[tuple[Line, ...], frozenset[str]]:
    """The visible lines, and the names of the elements met ("/" before those of end tags)."""
    parts = _TAG.split(page.shown.replace("\n", " "))
    tags = frozenset(parts[1::2])
    return _lines(parts), tags


def read_all_lines(page: Page) -> tuple[Line, ...]:
    """The visible lines, and those that a click on a tab would show."""
    return split_lines(_UNSEEN.sub("", _body(page)))


def split_lines(shown: str) -> tuple[Line, ...]:
    """The lines of markup as `read_shown` gives it.

    There is one for each run of text between block elements, white space folded. Inline elements leave an
    `INLINE_MARK` where they begin and end.
    """
    return _lines(_TAG.split(shown.replace("\n", " ")))


def _lines(parts: list[str]) -> tuple[Line, ...]:
    parts[1::2] = map(_BREAKS.__getitem__, parts[1::2])
    flow = "".join(parts)
    if "&" in flow:
        flow = flow.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return tuple(filter(None, map(line_of, filter(None, flow.split("\n")))))


def read_text(page: Page) -> str:
    """The visible text: a line for each block, inline elements joined without a separator."""
    return "\n".join(page.lines).replace(INLINE_MARK, "")


def read_compact(page: Page) -> str:
    """The visible text without blanks, a line for each block: to look for words however they are spaced."""
    return page.text.replace(" ", "")


def node_text(node: LexborNode) -> str:
    """The text of one element, inline children joined, white space folded to single blanks."""
    text = node.text(deep=True, separator="")
    return " ".join(text.split())
