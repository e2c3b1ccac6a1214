"""Evidence in: the pages of a WARC file of anyone's, compressed or not, whole or damaged; ARC too."""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import new, sha256
from pathlib import Path

from inspector.evidence.answers import MAX_BODY, header_fields, page_of, rendered_page, unchunk, whole_second
from inspector.evidence.warc_stream import ArchiveError, Damage, RawRecord, arc_records, is_arc, records
from inspector.failures import FAILURES
from inspector.messages import _
from inspector.page import EPOCH, Page, Record

__all__ = ["ArchiveError", "Damage", "pages"]

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b|ICY[ \t]+(\d{3})\b")
_HEAD_END = re.compile(rb"\r{0,2}\n\r{0,2}\n")
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T?(\d\d):?(\d\d):?(\d\d))?")
_DIGESTS = frozenset({"md5", "sha1", "sha256", "sha384", "sha512"})
_HTML = re.compile(rb"\s{0,100}(?:\xef\xbb\xbf)?\s{0,100}<(?:!doctype\s+html|html|head|body|!--)", re.I)


def pages(
    path: Path, damages: list[Damage] | None = None, *, start: int = 0, max_body: int = MAX_BODY
) -> Iterator[Page]:
    """The pages of an archive, in the order of its records, URLs canonical.

    response and revisit records are answers (a revisit takes its body from the record it points at, where
    that stands earlier in this file); a metadata record that holds a reason code is a failure; a resource
    record of an http(s) address that holds HTML is an answer of status 200; a conversion record that does is
    what a browser made of the answer it refers to. Everything else is passed over.

    What is damaged is noted in `damages`, the rest is read: damage never raises. Raises ArchiveError where
    the file cannot be opened or is no WARC or ARC at all. `start` is a byte offset where a record begins.
    """
    found = damages if damages is not None else []
    raw = arc_records(path, found, max_body) if is_arc(path) else records(path, found, start, max_body)
    yield from _Reader(path, found, max_body).pages(raw)


def page_at(path: Path, url: str, offset: int) -> Page | None:
    """The page of an address whose record stands at a byte offset; None where it cannot be read there.

    So it is with a revisit record, whose body stands elsewhere.
    """
    try:
        page = next(pages(path, start=offset), None)
    except ArchiveError:
        return None
    return page if page and page.url == url else None


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    payload: bytes
    chunked: bool


class _Reader:
    def __init__(self, path: Path, damages: list[Damage], max_body: int) -> None:
        self.path = path
        self.damages = damages
        self.max_body = max_body
        # Where the body of a digest or of a record id stands: what revisit records ask for.
        self.bodies: dict[int, int] = {}
        # Where the revisit record of an id stands.
        self.revisits: dict[int, int] = {}

    def pages(self, raw: Iterator[RawRecord]) -> Iterator[Page]:
        for record in raw:
            kind = record.kind
            if kind in ("response", "revisit"):
                page = self.answer(record)
            elif kind == "metadata":
                page = self.failure(record)
            elif kind == "resource":
                page = self.resource(record)
            elif kind == "conversion":
                page = self.conversion(record)
            else:
                continue
            if page:
                yield page

    def damage(self, record: RawRecord, what: str, detail: str = "") -> None:
        self.damages.append(Damage(record.offset, what, detail))

    def answer(self, record: RawRecord) -> Page | None:
        url = record.http_url
        if not url:
            return None
        parsed = _parse(record.block)
        if parsed is None:
            if record.block or record.kind == "response":
                self.damage(record, _("a record that should hold an HTTP answer holds none"), record.kind)
            return None
        if record.kind == "revisit":
            return self.revisit(record, url, parsed)
        declared = record.get("warc-payload-digest") or ""
        digest = f"sha256:{sha256(parsed.payload).hexdigest()}" if not record.skipped else declared
        if declared.lower() != digest and not record.skipped and _contradicts(declared, parsed.payload):
            self.damage(record, _("payload digest does not match: the body is not what was archived"))
        for name in (declared, record.get("warc-record-id")):
            if name and record.length:
                self.bodies.setdefault(hash(name), record.offset)
        return self.page(record, url, parsed, parsed, digest)

    def page(self, record: RawRecord, url: str, head: _Answer, body: _Answer, digest: str) -> Page:
        place = Record(self.path.name, record.offset, record.length, digest)
        if record.skipped:
            return Page(url, head.status, head.headers, b"", _moment(record), "too-large", place)
        payload = unchunk(body.payload) if body.chunked else body.payload
        return page_of(
            url, head.status, head.headers, payload, _moment(record), place, max_body=self.max_body
        )

    def revisit(self, record: RawRecord, url: str, parsed: _Answer) -> Page | None:
        if record.length:
            self.revisits[hash(record.get("warc-record-id"))] = record.offset
        digest = record.get("warc-payload-digest") or ""
        for name in (digest, record.get("warc-refers-to")):
            offset = self.bodies.get(hash(name)) if name else None
            if offset is None:
                continue
            original = next(records(self.path, [], offset, self.max_body), None)
            first = _parse(original.block) if original else None
            if original and first:
                if original.skipped:
                    return Page(url, parsed.status, parsed.headers, b"", _moment(record), "too-large")
                real = f"sha256:{sha256(first.payload).hexdigest()}"
                return self.page(record, url, parsed, first, real)
        self.damage(record, _("revisit of a body that is not in this archive"))
        return None

    def failure(self, record: RawRecord) -> Page | None:
        url = record.http_url
        if not url or b"failure:" not in record.block[:200]:
            return None
        fields = dict(_lines(record.block))
        code = fields.get("failure", "")
        if code not in FAILURES:
            return None
        digest = f"sha256:{sha256(record.block).hexdigest()}"
        place = Record(self.path.name, record.offset, record.length, digest)
        return Page(url, 0, (), b"", _moment(record), code, place)

    def resource(self, record: RawRecord) -> Page | None:
        url = record.http_url
        content_type = record.get("content-type") or ""
        if not url or not ("html" in content_type or (not content_type and _HTML.match(record.block))):
            return None
        headers = (("content-type", content_type),) if content_type else ()
        parsed = _Answer(200, headers, record.block, chunked=False)
        return self.page(record, url, parsed, parsed, f"sha256:{sha256(record.block).hexdigest()}")

    def conversion(self, record: RawRecord) -> Page | None:
        url = record.http_url
        content_type = record.get("content-type") or ""
        if not url or "html" not in content_type or record.skipped:
            return None
        number = hash(record.get("warc-refers-to"))
        offset = self.bodies.get(number, self.revisits.get(number))
        first = next(records(self.path, [], offset, self.max_body), None) if offset is not None else None
        answer = _parse(first.block) if first else None
        original = Page(url, answer.status if answer else 200, answer.headers if answer else ())
        digest = f"sha256:{sha256(record.block).hexdigest()}"
        place = Record(self.path.name, record.offset, record.length, digest)
        return rendered_page(original, record.block, content_type, _moment(record), place)


def _contradicts(declared: str, payload: bytes) -> bool:
    """Whether a labelled digest (WARC/1.1, 5.9) is of another body; one that cannot be read tells nothing."""
    algorithm, _colon, value = declared.partition(":")
    name = algorithm.lower().replace("-", "")
    if name not in _DIGESTS:
        return False
    real = new(name, payload, usedforsecurity=False).digest()
    spellings = (real.hex(), b32encode(real).decode().lower().rstrip("="))
    return value.lower().rstrip("=") not in spellings and len(value.rstrip("=")) in map(len, spellings)


def _parse(block: bytes) -> _Answer | None:
    """Split an HTTP answer; None where it is none."""
    status = _STATUS.match(block)
    if not status:
        return None
    end = _HEAD_END.search(block)
    head, payload = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    raw: list[tuple[bytes, bytes]] = []
    chunked = False
    for line in head.split(b"\n")[1:]:
        line = line.rstrip(b"\r")
        name, colon, value = line.partition(b":")
        if line[:1] in (b" ", b"\t") and raw:
            raw[-1] = (raw[-1][0], raw[-1][1] + b" " + line.strip())
        elif colon:
            raw.append((name, value))
            if name.strip().lower() == b"transfer-encoding" and b"chunked" in value.lower():
                chunked = True
    return _Answer(int(status[1] or status[2]), header_fields(raw), payload, chunked)


def _lines(block: bytes) -> Iterator[tuple[str, str]]:
    for line in block.decode("utf-8", "replace").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _moment(record: RawRecord) -> datetime:
    """WARC-Date in whole seconds; the epoch where it cannot be read, or lies in no year of the web."""
    found = _DATE.match(record.get("warc-date") or "")
    if not found or not 1990 <= int(found[1]) <= 2100:
        return EPOCH
    try:
        return whole_second(datetime(*(int(part or 0) for part in found.groups()), tzinfo=UTC))  # type: ignore[arg-type,misc]
    except ValueError:
        return EPOCH
