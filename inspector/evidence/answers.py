"""An HTTP answer as bytes → a Page; the one way for a live crawl and for an archive read back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from isal import isal_zlib

from inspector.failures import Bomb, TooLarge
from inspector.page import Page, Record

#: Bytes of a body that are taken, before and after its content encoding is undone.
MAX_BODY = 20_000_000

#: What isal raises for damaged data (its stubs take the class for an instance).
Undeflatable: type[Exception] = isal_zlib.IsalError  # type: ignore[assignment]

_CHUNK = 1 << 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")


def header_fields(raw: Iterable[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
    """Header fields in order, names in lower case, bytes read as ISO 8859-1 (RFC 9110, 5.5).

    Transfer-Encoding is left out, since bodies are kept without it. What could break a line is a space.
    """
    fields = []
    for name, value in raw:
        key = _CONTROL.sub("", name.decode("latin-1")).strip().lower()
        if key and key != "transfer-encoding" and ":" not in key:
            text = value.decode("latin-1")
            if not text.isprintable():
                text = _CONTROL.sub(" ", text)
            fields.append((key, text.strip(" \t\xa0\x85")))
    return tuple(fields)


def page_of(
    url: str,
    status: int,
    headers: tuple[tuple[str, str], ...],
    raw_body: bytes,
    fetched: datetime,
    record: Record | None = None,
    *,
    max_body: int = MAX_BODY,
) -> Page:
    """The page an answer holds; a body too large, or unfolding too far, is a failure and dropped."""
    body, failure = b"", None
    try:
        if len(raw_body) > max_body:
            raise TooLarge
        body = unfold(raw_body, headers, max_body)
    except TooLarge:
        failure = "too-large"
    except Bomb:
        failure = "bomb"
    return Page(url, status, headers, body, whole_second(fetched), failure, record)


def rendered_page(
    original: Page, body: bytes, content_type: str, fetched: datetime, record: Record | None
) -> Page:
    """The page that a browser made of an answer; a charset in `content_type` outranks the answer's own."""
    lost = {"content-encoding", "content-length"}
    if "charset" in content_type or not original.header("content-type"):
        lost.add("content-type")
    headers = tuple(field for field in original.headers if field[0] not in lost)
    if "content-type" in lost:
        headers = (("content-type", content_type), *headers)
    return Page(
        original.url, original.status, headers, body, whole_second(fetched), record=record, rendered=True
    )


def whole_second(moment: datetime) -> datetime:
    """The moment in UTC, cut to whole seconds, as WARC-Date holds it."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).replace(microsecond=0)


def unfold(body: bytes, headers: Iterable[tuple[str, str]], limit: int = MAX_BODY) -> bytes:
    """The body without its content encodings (RFC 9110, 8.4): gzip, deflate, br, zstd.

    A body that is not in the encoding its header claims is handed back as it is: archives often hold
    bodies already unfolded. Raises Bomb where it unfolds beyond `limit` bytes.
    """
    if not body:
        return body
    encodings = [
        token.strip().lower()
        for name, value in headers
        if name == "content-encoding"
        for token in value.split(",")[:8]
    ]
    for encoding in reversed(encodings):
        unfolder = _UNFOLDERS.get(encoding)
        if unfolder:
            body = unfolder(body, limit)
    return body


def unchunk(body: bytes) -> bytes:
    """The body without chunked transfer encoding (RFC 9112, 7.1); as it is where it is not chunked."""
    position = 0
    parts: list[bytes] = []
    while True:
        size = _CHUNK_SIZE.match(body, position)
        if not size:
            # A broken chunk after good ones ends the body; a first line that is none means: not chunked.
            return b"".join(parts) if parts else body
        length = int(size[1], 16)
        if not length:
            return b"".join(parts)
        position = size.end()
        parts.append(body[position : position + length])
        position += length
        if body[position : position + 2] == b"\r\n":
            position += 2
        elif body[position : position + 1] == b"\n":
            position += 1
        if position >= len(body):
            return b"".join(parts)


def _gunzip(body: bytes, limit: int) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body
    return _inflate_all(body, limit, lambda: isal_zlib.decompressobj(31))


def _inflate(body: bytes, limit: int) -> bytes:
    for bits in (15, -15):
        try:
            isal_zlib.decompressobj(bits).decompress(body[:512])
        except Undeflatable:
            continue
        return _inflate_all(body, limit, lambda bits=bits: isal_zlib.decompressobj(bits))  # type: ignore[misc]
    return body


def _inflate_all(body: bytes, limit: int, start: Callable[[], isal_zlib.Decompress]) -> bytes:
    """Unfold all members; a damaged or cut stream gives what came before the damage, as browsers show it."""
    parts: list[bytes] = []
    size = 0
    while body:
        stream = start()
        try:
            while body and not stream.eof:
                part = stream.decompress(body, _CHUNK)
                size += len(part)
                if size > limit:
                    raise Bomb
                parts.append(part)
                body = stream.unconsumed_tail
                if not part and not body:
                    break
        except Undeflatable:
            if not parts:
                raise Bomb from None
            break
        body = stream.unused_data if stream.eof and stream.unused_data[:2] == b"\x1f\x8b" else b""
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _unbrotli(body: bytes, limit: int) -> bytes:
    import brotli  # type: ignore[import-untyped]

    stream = brotli.Decompressor()
    parts: list[bytes] = []
    size, feed = 0, body
    try:
        while not stream.is_finished():
            part = stream.process(feed, output_buffer_limit=_CHUNK)
            if not part and (not feed or not stream.can_accept_more_data()):
                break
            feed = b""
            size += len(part)
            if size > limit:
                raise Bomb
            parts.append(part)
    except brotli.error:
        # Brotli has no magic number: what never was brotli fails at once.
        return b"".join(parts) or body
    return b"".join(parts)


def _unzstd(body: bytes, limit: int) -> bytes:
    from backports import zstd

    if body[:4] != b"\x28\xb5\x2f\xfd":
        return body
    stream = zstd.ZstdDecompressor()
    parts: list[bytes] = []
    size, feed = 0, body
    try:
        while not stream.eof:
            part = stream.decompress(feed, _CHUNK)
            feed = b""
            if not part and stream.needs_input:
                break
            size += len(part)
            if size > limit:
                raise Bomb
            parts.append(part)
    except zstd.ZstdError:
        if not parts:
            raise Bomb from None
    return b"".join(parts)


_UNFOLDERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
