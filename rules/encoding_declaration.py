"""What a page says of its own character encoding."""

import codecs
from collections.abc import Iterator

from inspector import Finding, Outcome, Page, _, page_rule


@page_rule(applies=lambda page: not page.body.isascii() and page.kind.name != "fragment")
def encoding_declaration(page: Page) -> Iterator[Finding]:
    """The page declares the character encoding that it is written in.

    Why: a browser reads the page as declared; where that is wrong, visitors, screen readers and search
    engines get unreadable characters.

    Fix: save the templates as UTF-8 and declare it, in the Content-Type header or as the first element
    of the head: <meta charset="utf-8">. GB 2312 and GBK count as GB 18030, which contains them.
    """
    encoding = page.encoding
    declared, used = encoding.declared, encoding.used
    # Of a saved file nobody knows what the server said.
    known = page.header("content-type") is not None
    if encoding.lossy:
        yield Finding(
            _("some bytes of the page are not {used}"),
            at="body",
            seen=_around_loss(page.markup),
            key="lossy",
            outcome=Outcome.CANT_TELL,
            used=used,
        )
    elif page.body.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    elif declared is None:
        yield Finding(
            _("no character encoding is declared; the page is in {used}"),
            at="head",
            seen=page.header("content-type") or "",
            key="missing",
            outcome=Outcome.FAILED if known else Outcome.CANT_TELL,
            used=used,
        )
    elif _family(declared) != _family(used):
        yield Finding(
            _("declared as {declared}, but written in {used}"),
            at="head",
            seen=declared,
            key=declared,
            # Who keeps a page often writes it in UTF-8 and leaves what it says of itself.
            outcome=Outcome.CANT_TELL if not known and used == "utf-8" else Outcome.FAILED,
            declared=declared,
            used=used,
        )


def _family(label: str) -> str:
    """One name for all encodings that read the page alike."""
    label = label.replace("_", "-")
    if label.startswith(("utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8")):
        return "utf-8"
    if label.startswith(("gb", "x-gbk", "csgb", "chinese", "euc-cn", "hz-gb")) or label.endswith("936"):
        return "gb18030"
    if "big5" in label:
        return "big5"
    if label in ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "ansi"):
        return "cp1252"
    try:
        return codecs.lookup(label).name
    except LookupError:
        return label


def _around_loss(markup: str) -> str:
    position = markup.find("\ufffd")
    return markup[max(0, position - 30) : position + 30]
