"""Answers that break the rules of HTTP and that browsers show all the same.

aiohttp refuses an answer for a header field with a bad name, or for more bytes than Content-Length says. A
visitor sees the page, so it is asked for once more and read the way browsers read it.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from inspector.evidence.answers import unchunk
from inspector.failures import TooLarge

#: Bytes of a status line with all header fields.
MAX_HEAD = 1 << 18
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?!\d)")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNKS_END = re.compile(rb"(?:^|\n)0+[ \t]*(?:;[^\r\n]{0,200})?\r?\n\r?\n\Z")
_HTML_END = re.compile(rb"</html\s*>\s*(?:<[^<>]{0,200}>\s*)*\Z", re.I)
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class BadAnswer(Exception):
    """What came back is not HTTP."""


@dataclass(frozen=True, slots=True)
class BrokenAnswer:
    """An answer as it came: `raw_headers` in order, the body without chunks, `peer` the server's address."""

    status: int
    raw_headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    peer: str | None


async def ask_again(
    url: str,
    fields: Mapping[str, str],
    hosts: Iterable[str],
    tls: ssl.SSLContext,
    *,
    seconds: float,
    limit: int,
) -> BrokenAnswer:
    """GET an address, at the first of its hosts (names or IP addresses) that takes a connection.

    Of a body that is longer than Content-Length says only that much is taken, as browsers do. Raises
    BadAnswer, TooLarge (more than `limit` bytes), TimeoutError after `seconds`, and OSError.
    """
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    problem: Exception = OSError("no address")
    async with asyncio.timeout(seconds):
        for host in hosts:
            try:
                reader, writer = await asyncio.open_connection(
                    host,
                    parts.port or (443 if secure else 80),
                    ssl=tls if secure else None,
                    server_hostname=parts.hostname if secure else None,
                )
            except OSError as error:
                problem = error
                continue
            try:
                writer.write(_request(parts.netloc, parts.path or "/", parts.query, fields))
                return await _read(reader, limit, writer.get_extra_info("peername"))
            finally:
                writer.close()
    raise problem


def came_whole(body: bytes | bytearray) -> bool:
    """Whether a page that is shorter than its Content-Length has an end all the same."""
    return bool(_HTML_END.search(body[-1000:]))


def _request(netloc: str, path: str, query: str, fields: Mapping[str, str]) -> bytes:
    target = f"{path}?{query}" if query else path
    lines = [f"GET {target} HTTP/1.1", f"Host: {netloc.rpartition('@')[2]}"]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("utf-8")


async def _read(reader: asyncio.StreamReader, limit: int, peer: object) -> BrokenAnswer:
    data = b""
    while not (end := _HEAD_END.search(data)):
        part = await reader.read(65_536)
        data += part
        if not part or len(data) > MAX_HEAD or not data.startswith(b"HTTP/"[: len(data)]):
            raise BadAnswer("no header")
    status, fields = _head(data[: end.start()])
    rest = [data[end.end() :]]
    size = len(rest[0])
    length = next((int(v) for n, v in fields if n.lower() == b"content-length" and _number(v)), None)
    chunked = any(n.lower() == b"transfer-encoding" and b"chunked" in v.lower() for n, v in fields)
    if status in (204, 304) or status < 200:
        length = 0
    wanted = None if chunked else length
    if (wanted or 0) > limit:
        raise TooLarge(f"{wanted} bytes announced")
    while wanted is None or size < wanted:
        if chunked and _CHUNKS_END.search(b"".join(rest[-2:])[-300:]):
            break
        part = await reader.read(65_536)
        if not part:
            break
        rest.append(part)
        size += len(part)
        if size > limit:
            raise TooLarge(f"more than {limit} bytes")
    body = b"".join(rest)
    body = unchunk(body) if chunked else body[:wanted]
    return BrokenAnswer(status, fields, body, str(peer[0]) if isinstance(peer, tuple) else None)


def _head(data: bytes) -> tuple[int, tuple[tuple[bytes, bytes], ...]]:
    """Status and header fields; lines that are none are left out."""
    first, *lines = data.split(b"\n")
    status = _STATUS.match(first)
    if not status:
        raise BadAnswer("no status line")
    fields = [(name.strip(), value.strip()) for name, _, value in (line.partition(b":") for line in lines)]
    return int(status[1]), tuple(field for field in fields if _NAME.fullmatch(field[0]))


def _number(value: bytes) -> bool:
    return value.isdigit() and len(value) < 16
