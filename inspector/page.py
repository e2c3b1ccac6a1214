"""One stored response, and all that can be read from it offline."""

from __future__ import annotations

import string
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from selectolax.lexbor import LexborHTMLParser

    from inspector.facts.byline.reader import Byline
    from inspector.facts.decoding import Encoding
    from inspector.facts.document_header.reader import Header
    from inspector.facts.fields.field import Field
    from inspector.facts.identity.reader import Identity
    from inspector.facts.kind.evidence import Evidence
    from inspector.facts.kind.reader import Kind
    from inspector.facts.lines import Line
    from inspector.facts.links import Link
    from inspector.facts.listing.letters import ListedLetter
    from inspector.facts.listing.reader import Listing
    from inspector.facts.titles.headings import Headings
    from inspector.facts.trail import Trail

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Record:
    """Where the evidence of a page stands: one WARC record.

    `offset` and `length` are bytes of the compressed file; `digest` is the WARC payload digest
    ("sha256:" + hexadecimal) of the body as it was sent.
    """

    file: str
    offset: int
    length: int
    digest: str


@dataclass(frozen=True)
class Page:
    """A response, or the failure to get one; every fact is read once, when first asked for.

    `status` is 0 where no HTTP answer came; `failure` then holds the reason code
    (see `inspector.failures`). `body` is free of any content encoding. `scripts` are the same-site scripts
    it loads, where they are at hand with it; in a crawl they are pages of their own (see `Site.identity`).
    `rendered` says that the body is what a browser made of the answer.
    """

    url: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)
    fetched: datetime = EPOCH
    failure: str | None = None
    record: Record | None = None
    scripts: tuple[Page, ...] = ()
    rendered: bool = False

    def header(self, name: str) -> str | None:
        """The first header of that name (lower case), or None."""
        return next((value for key, value in self.headers if key == name), None)

    @cached_property
    def seen(self) -> bool:
        """Whether this is a page a reader could read: an HTML answer of status 200 that is no wall."""
        return self.status == 200 and self.failure is None and self.media == "html" and not self.blocked

    @cached_property
    def redirect(self) -> str | None:
        """Where a 3xx answer points, canonical, or None."""
        from urllib.parse import quote

        from inspector.urls import join

        location = self.header("location") if 300 <= self.status < 400 else None
        if not location:
            return None
        if not location.isascii():  # read as ISO 8859-1; some servers send raw UTF-8 or GBK
            location = quote(location.encode("latin-1", "replace"), safe=string.punctuation)
        return join(self.url, location)

    @cached_property
    def media(self) -> str:
        """What the body is: html, script, style, image, document or other."""
        from inspector.facts.media import read_media

        return read_media(self)

    @cached_property
    def _decoded(self) -> tuple[str, Encoding]:
        from inspector.facts.decoding import decode

        return decode(self.body, self.header("content-type"))

    @property
    def markup(self) -> str:
        """The decoded source."""
        return self._decoded[0]

    @property
    def encoding(self) -> Encoding:
        """What encoding was declared and what was used."""
        return self._decoded[1]

    @cached_property
    def head(self) -> str:
        """The source up to where the body begins; the first 10,000 characters where no body does."""
        end = self.markup.find("<body")
        return self.markup[: end if end >= 0 else 10_000]

    @cached_property
    def code(self) -> tuple[str, ...]:
        """The inline scripts."""
        return tuple([text for script in self.tree.css("script") if (text := script.text())])

    def holds(self, *signs: str) -> bool:
        """Whether any of some words stands in the source: the cheap question before a closer look."""
        markup = self.markup
        for sign in signs:
            if sign in markup:
                return True
        return False

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page. Shared by all readers and rules: never change it."""
        from inspector.facts.parsing import parse

        if self.media != "html":
            return parse("")
        encoding = self.encoding
        plain = encoding.used == "utf-8" and not encoding.lossy and self.body[:1] != b"\xef"
        return parse(self.markup, self.body if plain else None)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page as BeautifulSoup, for rule authors who want it (slow: about 10 ms)."""
        from bs4 import BeautifulSoup

        return BeautifulSoup(self.markup if self.media == "html" else "", "lxml")

    @cached_property
    def shown(self) -> str:
        """The markup without what is never shown: head, comments, scripts, styles, hidden elements."""
        from inspector.facts.text import read_shown

        return read_shown(self)

    @cached_property
    def _flow(self) -> tuple[tuple[Line, ...], frozenset[str]]:
        from inspector.facts.text import read_flow

        return read_flow(self)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The visible lines, one a block; `lines.INLINE_MARK` where inline elements begin and end."""
        return self._flow[0]

    @property
    def tags(self) -> frozenset[str]:
        """The names, in lower case, of the elements in the part of the page that is shown."""
        return self._flow[1]

    @cached_property
    def trail(self) -> Trail | None:
        """The breadcrumb trail, None where the page shows none."""
        from inspector.facts.trail import read_trail

        return read_trail(self)

    @cached_property
    def text(self) -> str:
        """The text a reader sees, white space folded."""
        from inspector.facts.text import read_text

        return read_text(self)

    @cached_property
    def compact(self) -> str:
        """The visible text without blanks, one line a block."""
        from inspector.facts.text import read_compact

        return read_compact(self)

    @cached_property
    def written(self) -> str:
        """The HTML that the page's own scripts plainly write from literals."""
        from inspector.facts.scripts.reader import read_written

        return read_written(self)

    @cached_property
    def filled(self) -> tuple[str, ...]:
        """The ids and classes of empty elements that the page's own scripts fill with what they compute."""
        from inspector.facts.scripts.filling import read_filled

        return read_filled(self)

    @cached_property
    def head_tags(self) -> dict[str, str]:
        """The national head tags (国办发〔2017〕47号), name in standard spelling → content."""
        from inspector.facts.head_tags import read_head_tags

        return read_head_tags(self)

    @cached_property
    def headings(self) -> Headings:
        """Where the visible headings stand, and what the head says the title is."""
        from inspector.facts.titles.headings import Headings

        return Headings(self)

    @cached_property
    def title(self) -> str | None:
        """The title as the reader of the rendered page sees it."""
        from inspector.facts.titles.reader import read_title

        return read_title(self)

    @cached_property
    def published(self) -> date | None:
        """The publication date shown; None for pages that have none to show (home, column)."""
        from inspector.facts.dates import read_published

        return read_published(self)

    @cached_property
    def byline(self) -> Byline:
        """The line under the title that gives date and source; independent of the page's kind."""
        from inspector.facts.byline.reader import read_byline

        return read_byline(self)

    @cached_property
    def source(self) -> str | None:
        """The stated source (来源); "" where the label stands with nothing behind it."""
        from inspector.facts.sources import read_source

        return read_source(self)

    @cached_property
    def header_block(self) -> Header:
        """The metadata header of a disclosed document with all its labels, the unknown too."""
        from inspector.facts.document_header.reader import read_header

        return read_header(self)

    @cached_property
    def document_header(self) -> dict[str, Field]:
        """The metadata header of a disclosed document, canonical field → label, value, state."""
        from inspector.facts.document_header.reader import read_document_header

        return read_document_header(self)

    @cached_property
    def own_number(self) -> str | None:
        """The number that heads the text of a document, where its header leaves the number blank."""
        from inspector.facts.signatures import read_own_number

        return read_own_number(self)

    @cached_property
    def signed(self) -> date | None:
        """The day in the signature of a document with a header."""
        from inspector.facts.signatures import read_signed

        return read_signed(self)

    @cached_property
    def prose(self) -> int:
        """The characters of the lines that are sentences, or a label with its value."""
        from inspector.facts.prose import read_prose

        return read_prose(self)

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The labelled parts expected of its kind (guide, letter, leader …): field → part."""
        from inspector.facts.fields.reader import read_fields

        return read_fields(self)

    @cached_property
    def identity(self) -> Identity:
        """What the page says of the site: code, ICP, police record, sponsor, contact, marks."""
        from inspector.facts.identity.reader import read_identity

        identity = read_identity(self)
        for script in self.scripts:
            identity = identity.merged(script.identity)
        return identity

    @cached_property
    def listing(self) -> Listing | None:
        """The main list of the page, or None."""
        from inspector.facts.listing.reader import read_listing

        return read_listing(self)

    @cached_property
    def letters(self) -> tuple[ListedLetter, ...]:
        """The letters that a list of letters shows with their days, replying bodies and states."""
        from inspector.facts.listing.letters import read_letters

        return read_letters(self)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All that the page points at, in document order, canonical absolute URLs."""
        from inspector.facts.links import read_links

        return read_links(self)

    @cached_property
    def first_look(self) -> Evidence:
        """What speaks for each kind before the title is chosen."""
        from inspector.facts.kind.reader import first_look

        return first_look(self)

    @cached_property
    def kind(self) -> Kind:
        """What kind of page it is, with the signs that said so."""
        from inspector.facts.kind.reader import read_kind

        return read_kind(self)

    @cached_property
    def blocked(self) -> str | None:
        """The reason code where a wall (challenge, captcha, firewall) answered instead of the site."""
        from inspector.facts.blocks import read_blocked

        return read_blocked(self)

    @cached_property
    def needs_rendering(self) -> str | None:
        """Why the page shows its content only in a browser, or None."""
        from inspector.facts.rendering import read_needs_rendering

        return read_needs_rendering(self)
