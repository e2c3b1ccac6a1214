"""Evidence out: WARC/1.1 (ISO 28500:2017), one gzip member a record, each flushed as it is written."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from http.client import responses
from pathlib import Path
from types import TracebackType
from uuid import uuid4

from isal import isal_zlib

from inspector.evidence.answers import whole_second
from inspector.evidence.archive_reader import ArchiveError, Damage, pages
from inspector.messages import _
from inspector.page import Record
from inspector.refusals import refusal

__all__ = ["Archive", "ArchiveError", "Damage", "cut", "pages"]

#: Smaller bodies are written again rather than referred to: the reference would be no shorter.
REVISIT_FROM = 512
#: Bodies that later ones are compared with; bounds the memory of a long crawl.
REMEMBERED = 8192

_IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_RESPONSE = "application/http;msgtype=response"
_FIELDS = "application/warc-fields"
_ABOUT = (
    "description: headers are in the order received, names in lower case; chunking is undone and its header "
    "left out; content encodings are kept; answers to HEAD and cut bodies are marked WARC-Truncated; what "
    "got no answer is a metadata record with its reason code; a conversion record is what a browser made of "
    "the answer it refers to, and the metadata record after it says how"
)


class Archive:
    """Appends records to one `.warc.gz`; a file that is new gets a warcinfo record first.

    A record stands in the file when the call returns: after a crash of the program nothing is lost but
    the record being written, and `cut` takes that away. Raises ArchiveError where the disk refuses.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._bodies: dict[bytes, tuple[str, str]] = {}
        try:
            self._file = open(path, "ab", buffering=0)  # noqa: SIM115
            self._end = os.fstat(self._file.fileno()).st_size
        except OSError as error:
            raise ArchiveError(
                _("{path} cannot be written ({error}): give another folder"), path=path, error=error.strerror
            ) from error
        if not self._end:
            try:
                self._write_warcinfo()
            except ArchiveError:
                self.close()
                raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def end(self) -> int:
        """Bytes written so far: where the next record will begin."""
        return self._end

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def response(
        self,
        url: str,
        status: int,
        headers: Iterable[tuple[str, str]],
        raw_body: bytes,
        fetched: datetime,
        ip: str | None = None,
        truncated: str | None = None,
    ) -> Record:
        """Write an answer: `headers` from `answers.header_fields`, the body as sent.

        A body already in this file becomes a revisit record that points at it. `truncated` says why the
        body is not whole ("length", or "unspecified" for an answer to HEAD).
        """
        hashed = sha256(raw_body)
        digest = f"sha256:{hashed.hexdigest()}"
        date = _date(fetched)
        lines = "".join([f"{name}: {value}\r\n" for name, value in headers])
        head = f"HTTP/1.1 {status} {responses.get(status, '')}\r\n{lines}\r\n".encode("latin-1")
        named = f"WARC-Payload-Digest: {digest}\r\n"
        if ip:
            named += f"WARC-IP-Address: {ip}\r\n"
        if truncated:
            named += f"WARC-Truncated: {truncated}\r\n"
        first = self._bodies.get(hashed.digest())
        if first:
            named += (
                f"WARC-Profile: {_IDENTICAL}\r\n"
                f"WARC-Refers-To-Target-URI: {first[0]}\r\nWARC-Refers-To-Date: {first[1]}\r\n"
            )
            return self._write("revisit", url, date, _RESPONSE, named, head, digest)
        if len(raw_body) >= REVISIT_FROM:
            if len(self._bodies) >= REMEMBERED:
                del self._bodies[next(iter(self._bodies))]
            self._bodies[hashed.digest()] = (url, date)
        return self._write("response", url, date, _RESPONSE, named, head + raw_body, digest)

    def rendered(
        self, url: str, body: bytes, content_type: str, original: str | None, fetched: datetime, about: str
    ) -> Record:
        """Write what a browser made of an answer: a conversion record, and a metadata record about it.

        `original` is the id of the record that holds the answer; `about` are lines of name and value.
        """
        digest = f"sha256:{sha256(body).hexdigest()}"
        number = f"<urn:uuid:{uuid4()}>"
        date = _date(fetched)
        named = f"WARC-Payload-Digest: {digest}\r\n"
        if original:
            named += f"WARC-Refers-To: {original}\r\n"
        record = self._write("conversion", url, date, content_type, named, body, digest, number)
        block = about.encode()
        self._write("metadata", url, date, _FIELDS, f"WARC-Refers-To: {number}\r\n", block, "")
        return record

    def failure(self, url: str, code: str, detail: str, fetched: datetime) -> Record:
        """Write that no usable answer came: reason code (see `inspector.failures`) and what was said."""
        block = _fields({"failure": code, "detail": detail[:2000]})
        digest = f"sha256:{sha256(block).hexdigest()}"
        return self._write("metadata", url, _date(fetched), _FIELDS, "", block, digest)

    def crawl_log(self, fields: Mapping[str, str], fetched: datetime | None = None) -> Record:
        """Write how a run ended: stop reason, budgets, what was guarded against."""
        block = _fields(fields)
        digest = f"sha256:{sha256(block).hexdigest()}"
        date = _date(fetched or datetime.now(UTC))
        return self._write("metadata", "metadata:crawl-log", date, _FIELDS, "", block, digest)

    def _write_warcinfo(self) -> None:
        block = f"software: site-inspector\r\nformat: WARC File Format 1.1\r\n{_ABOUT}\r\n".encode()
        named = f"WARC-Filename: {self.path.name}\r\n"
        self._write("warcinfo", "", _date(datetime.now(UTC)), _FIELDS, named, block, "")

    def _write(
        self,
        kind: str,
        url: str,
        date: str,
        content_type: str,
        named: str,
        block: bytes,
        digest: str,
        number: str = "",
    ) -> Record:
        target = f"WARC-Target-URI: {url}\r\n" if url else ""
        head = (
            f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: {number or f'<urn:uuid:{uuid4()}>'}\r\n"
            f"WARC-Date: {date}\r\n"
            f"{target}{named}WARC-Block-Digest: sha256:{sha256(block).hexdigest()}\r\n"
            f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        member = isal_zlib.compress(head.encode() + block + b"\r\n\r\n", 1, 31)
        offset = self._end
        self._append(member)
        return Record(self.path.name, offset, len(member), digest)

    def _append(self, member: bytes) -> None:
        """Write a whole member, or nothing."""
        rest = memoryview(member)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            with contextlib.suppress(OSError):
                self._file.truncate(self._end)
            refused = refusal(error, self.path)
            raise ArchiveError(refused.message, **refused.data) from error
        self._end += len(member)


def cut(path: Path, length: int) -> None:
    """Cut a file to its first `length` bytes: takes a half-written tail away. Shorter files stay."""
    if path.exists() and path.stat().st_size > length:
        os.truncate(path, length)


def _date(moment: datetime) -> str:
    return whole_second(moment).isoformat().replace("+00:00", "Z")


def _fields(fields: Mapping[str, str]) -> bytes:
    return "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in fields.items()).encode()
