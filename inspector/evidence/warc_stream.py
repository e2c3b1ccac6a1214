"""The records of a WARC file as bytes: offsets, lengths, and recovery after damage.

Written by hand rather than with a library because damage is the point: a reader must say where a record
begins and ends in the compressed file, skip exactly what is broken, and never unfold a bomb.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from isal import isal_zlib

from inspector.errors import UsageError
from inspector.evidence.answers import Undeflatable
from inspector.messages import _
from inspector.urls import canonical

_READ = 1 << 16
_UNFOLD = 1 << 18
_HEAD_LIMIT = 1 << 16
#: What is kept of a record that is larger than the limit: enough for its HTTP head.
_KEPT = 1 << 18
_BEGIN = re.compile(rb"WARC/\d\.\d{1,2}[ \t\r]{0,9}\n")
_HEAD_END = re.compile(rb"\r{0,2}\n\r{0,2}\n")
_PLAIN_BEGIN = re.compile(rb"(?<=\n)WARC/[01]\.\d")
_GZIP = b"\x1f\x8b\x08"


class ArchiveError(UsageError):
    """An archive cannot be used at all; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What could not be read in an archive: byte offset, what is wrong there (a message id), and details."""

    offset: int
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record: its header fields (lower-case names, first value), its block, its place.

    `length` is 0 where the record is no gzip member by itself. `skipped` says that the block was larger
    than the limit, and only its beginning is here.
    """

    headers: dict[str, str]
    block: bytes
    offset: int
    length: int
    skipped: bool = False

    @property
    def kind(self) -> str:
        """The value of WARC-Type."""
        return self.headers.get("warc-type", "").lower()

    @property
    def http_url(self) -> str | None:
        """The canonical target where it is an http(s) address; wget's angle brackets are taken off."""
        target = self.headers.get("warc-target-uri", "").strip().strip("<>")
        return canonical(target) if target[:8].lower().startswith(("http://", "https://")) else None

    def get(self, name: str) -> str | None:
        """A header field by its lower-case name."""
        return self.headers.get(name)


class _Trouble(Exception):
    """The record at hand cannot be read."""


class _Source:
    """A stream of record bytes over a file: plain here, gzip members below."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self.file = file
        self.seek(offset)

    def seek(self, offset: int) -> None:
        self.file.seek(offset)
        self.file_at = offset
        self.buffer = b""
        self.at = 0

    def fill(self) -> bool:
        """Add bytes to the buffer; False at the end of the file."""
        part = self.file.read(_READ)
        self.file_at += len(part)
        self.buffer = self.buffer[self.at :] + part
        self.at = 0
        return bool(part)

    def begin(self) -> int | None:
        """Pass over blank lines; where the next record begins, None at the end."""
        while True:
            while self.at < len(self.buffer) and self.buffer[self.at] in b"\r\n":
                self.at += 1
            if self.at < len(self.buffer):
                return self.place()
            if not self.fill():
                return None

    def place(self) -> int:
        return self.file_at - len(self.buffer) + self.at

    def head(self) -> bytes:
        """The bytes up to the empty line."""
        while True:
            end = _HEAD_END.search(self.buffer, self.at)
            if end:
                head = self.buffer[self.at : end.end()]
                self.at = end.end()
                return head
            if len(self.buffer) - self.at > _HEAD_LIMIT:
                raise _Trouble(_("record header without an end"))
            if not self.fill():
                raise _Trouble(_("the file ends in the middle of a record"))

    def take(self, count: int, keep: int) -> bytes:
        """Pass `count` bytes, of which the first `keep` are handed back."""
        parts = []
        while count:
            if self.at == len(self.buffer) and not self.fill():
                raise _Trouble(_("the file ends in the middle of a record"))
            part = self.buffer[self.at : self.at + count]
            self.at += len(part)
            count -= len(part)
            if keep:
                parts.append(part[:keep])
                keep -= len(parts[-1])
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def finish(self) -> int | None:
        """Pass the blank lines after a record; the offset behind it, None where it cannot be told."""
        while True:
            while self.at < len(self.buffer) and self.buffer[self.at] in b"\r\n":
                self.at += 1
            if self.at < len(self.buffer) or not self.fill():
                return self.place()

    def resume(self, after: int) -> bool:
        """Go to the first place behind an offset where a record seems to begin."""
        self.seek(after)
        while self.fill():
            found = _PLAIN_BEGIN.search(self.buffer)
            if found:
                self.at = found.start()
                return True
            self.at = max(0, len(self.buffer) - 16)
        return False


class _GzipSource(_Source):
    def seek(self, offset: int) -> None:
        super().seek(offset)
        self.stream: isal_zlib.Decompress | None = None
        self.pending = b""
        self.member = offset
        self.alone = True

    def fill(self) -> bool:
        if self.stream is None or self.stream.eof:
            if self.stream is not None:
                self.pending = self.stream.unused_data
                self.stream = None
            if len(self.pending) < 18:
                part = self.file.read(_READ)
                self.file_at += len(part)
                self.pending += part
            if not self.pending.strip(b"\0"):
                return False
            self.member = self.file_at - len(self.pending)
            self.alone = self.at == len(self.buffer)
            if self.pending[:3] != _GZIP:
                raise _Trouble(_("bytes that are no gzip data"))
            self.stream = isal_zlib.decompressobj(31)
        elif not self.pending:
            self.pending = self.file.read(_READ)
            self.file_at += len(self.pending)
            if not self.pending:
                raise _Trouble(_("the file ends in the middle of a record"))
        try:
            part = self.stream.decompress(self.pending, _UNFOLD)
        except Undeflatable:
            raise _Trouble(_("damaged gzip data")) from None
        self.pending = b"" if self.stream.eof else self.stream.unconsumed_tail
        self.buffer = self.buffer[self.at :] + part if self.at < len(self.buffer) else part
        self.at = 0
        return True

    def place(self) -> int:
        return self.member

    def finish(self) -> int | None:
        stream = self.stream
        while True:
            while self.at < len(self.buffer) and self.buffer[self.at] in b"\r\n":
                self.at += 1
            if self.at < len(self.buffer) or stream is not self.stream or stream is None:
                self.alone = False
                return None
            if stream.eof:
                return self.file_at - len(stream.unused_data) if self.alone else None
            self.fill()

    def resume(self, after: int) -> bool:
        self.file.seek(after)
        window, base = b"", after
        while part := self.file.read(1 << 20):
            window += part
            found = window.find(_GZIP)
            while 0 <= found:
                if _starts_record(window[found : found + 512]):
                    self.seek(base + found)
                    return True
                found = window.find(_GZIP, found + 1)
            base += max(0, len(window) - 512)
            window = window[-512:]
        return False


def _starts_record(data: bytes) -> bool:
    try:
        return isal_zlib.decompressobj(31).decompress(data, 64).startswith(b"WARC/")
    except Undeflatable:
        return False


def records(path: Path, damages: list[Damage], start: int, max_body: int) -> Iterator[RawRecord]:
    """All whole records of a WARC file from an offset on; see `inspector.evidence.archive_reader.pages`."""
    limit = max_body + _KEPT
    count = 0
    with _open(path) as file:
        magic = file.read(4)
        if magic[:4] == b"\x28\xb5\x2f\xfd":
            raise ArchiveError(
                _("{path} is compressed with zstd: unpack it with `zstd -d` and give that file"), path=path
            )
        source = (_GzipSource if magic[:2] == _GZIP[:2] else _Source)(file, start)
        while True:
            offset = None
            try:
                offset = source.begin()
                if offset is None:
                    break
                record = _record(source, offset, limit)
            except _Trouble as trouble:
                where = source.place() if offset is None else offset
                damages.append(Damage(where, str(trouble)))
                if not source.resume(where + 1):
                    break
                continue
            count += 1
            yield record
    if not count and not start:
        raise ArchiveError(
            _(
                "{path} is no WARC file, or holds no whole record: "
                "give a .warc or .warc.gz file, or a folder of ours"
            ),
            path=path,
        )


def _record(source: _Source, offset: int, limit: int) -> RawRecord:
    head = source.head()
    if not _BEGIN.match(head):
        raise _Trouble(_("bytes that are no WARC record"))
    headers = _headers(head)
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 19):
        raise _Trouble(_("record without a length"))
    size = int(length)
    block = source.take(size, size if size <= limit else _KEPT)
    end = source.finish()
    return RawRecord(headers, block, offset, end - offset if end else 0, size > limit)


def _headers(head: bytes) -> dict[str, str]:
    headers: dict[str, str] = {}
    name = ""
    for line in head.decode("utf-8", "replace").split("\n")[1:]:
        if line[:1] in (" ", "\t") and name:
            headers[name] += " " + line.strip()
            continue
        key, colon, value = line.partition(":")
        name = key.strip().lower() if colon else ""
        if name and name not in headers:
            headers[name] = value.strip()
        else:
            name = ""
    return headers


def _open(path: Path) -> BinaryIO:
    try:
        return open(path, "rb")
    except OSError as error:
        raise ArchiveError(
            _("{path} cannot be read ({error}): check the path"), path=path, error=error.strerror
        ) from error


def is_arc(path: Path) -> bool:
    """Whether a file is an ARC file, the predecessor of WARC."""
    with _open(path) as file:
        begin = file.read(512)
    if begin[:3] == _GZIP:
        try:
            begin = isal_zlib.decompressobj(31).decompress(begin, 64)
        except Undeflatable:
            return False
    return begin.startswith(b"filedesc://")


def arc_records(path: Path, damages: list[Damage], max_body: int) -> Iterator[RawRecord]:
    """The records of an ARC file as if they were WARC response records, read with warcio."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    limit = max_body + _KEPT
    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    with _open(path) as file:
        iterator = ArchiveIterator(file, arc2warc=True, no_record_parse=True)
        offset = 0
        try:
            while True:
                with contextlib.redirect_stderr(io.StringIO()):  # warcio prints what `damages` is for
                    record = next(iterator, None)
                    block = record.raw_stream.read(limit + 1) if record else b""
                    offset = iterator.get_record_offset() if record else offset
                if record is None:
                    break
                headers = {name.lower(): value for name, value in record.rec_headers.headers}
                skipped = len(block) > limit
                yield RawRecord(headers, block[:_KEPT] if skipped else block, offset, 0, skipped)
        except (ArchiveLoadFailed, ValueError, KeyError, IndexError, AttributeError, OSError) as error:
            damages.append(Damage(offset, _("the rest of this ARC file cannot be read"), str(error)[:200]))
