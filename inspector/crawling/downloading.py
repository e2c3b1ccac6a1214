"""Scrapy's download handler for http and https, over aiohttp.

Scrapy's own handlers lose what evidence needs (order and spelling of header fields) and what old servers
need (TLS 1.0, weak ciphers), and cannot keep a crawl of a public site away from internal addresses.
"""

from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp
import yarl
from aiohttp.abc import ResolveResult
from aiohttp.resolver import ThreadedResolver
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Headers, Response

from inspector.crawling.broken_http import ask_again, came_whole
from inspector.crawling.fetching import MAX_FIELD, lenient_tls
from inspector.failures import InternalAddress, TooLarge, internal_address, is_internal, is_this_machine
from inspector.urls import host

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

#: A whole answer may take so many times the time limit for any part of it: slow servers, not endless ones.
WHOLE = 4


class Answer(Response):
    """A response with its header fields as received: `raw_headers`, in order, repeats kept.

    `cut`: the rest of the body was not wanted.
    """

    def __init__(
        self, *args: Any, raw_headers: tuple[tuple[bytes, bytes], ...] = (), cut: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.raw_headers = raw_headers
        self.cut = cut


class DownloadHandler(BaseDownloadHandler):
    """One aiohttp session for the crawl: bodies as sent, no redirect followed, plain cookies kept."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.max_size = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self.timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self.concurrency = crawler.settings.getint("CONCURRENT_REQUESTS")
        self.headers = {
            **crawler.settings.getdict("DEFAULT_REQUEST_HEADERS"),
            "User-Agent": crawler.settings["USER_AGENT"],
        }
        self.session: aiohttp.ClientSession | None = None
        self.closing: asyncio.Task[None] | None = None
        self.ended = asyncio.Event()
        self.opening = asyncio.Lock()
        self.resolver: GuardedResolver | None = None

    async def download_request(self, request: Request) -> Response:
        """Fetch one request. Raises what `inspector.failures.of_exception` knows."""
        session = self.session or await self._open()
        assert self.resolver is not None
        proxy = request.meta.get("proxy")
        if proxy:
            self.resolver.exempt.add(urlsplit(proxy).hostname or "")
        if not proxy:
            name = urlsplit(request.url).hostname or ""
            self.resolver.guard.refuse(name, name, _port(request.url))
        limit, cut = self.max_size, request.meta.get("cut", 0)
        began = monotonic()
        try:
            async with session.request(
                request.method,
                yarl.URL(request.url, encoded=True),
                data=request.body or None,
                headers=request.headers.to_tuple_list(),
                allow_redirects=False,
                proxy=proxy,
            ) as answer:
                request.meta["download_latency"] = monotonic() - began
                if request.method != "HEAD" and not cut and (answer.content_length or 0) > limit:
                    raise TooLarge(f"{answer.content_length} bytes announced")
                parts, size = [], 0
                try:
                    async for part in answer.content.iter_any():
                        parts.append(part)
                        size += len(part)
                        if cut and size >= cut:
                            break
                        if size > limit:
                            raise TooLarge(f"more than {limit} bytes")
                except aiohttp.ClientPayloadError:
                    if not came_whole(b"".join(parts)):
                        raise
                return Answer(
                    request.url,
                    status=answer.status,
                    headers=Headers(answer.raw_headers),
                    body=parts[0] if len(parts) == 1 else b"".join(parts),
                    ip_address=_address(getattr(answer, "peer", None)),
                    protocol="HTTP/1.1",
                    raw_headers=answer.raw_headers,
                    cut=bool(cut) and size >= cut,
                )
        except aiohttp.ClientResponseError:
            if request.method != "GET" or proxy:
                raise
        return await self._again(request, limit)

    async def _again(self, request: Request, limit: int) -> Answer:
        """Ask for what broke the rules of HTTP, and read it as browsers do."""
        assert self.resolver is not None
        name = urlsplit(request.url).hostname or ""
        found = await self.resolver.resolve(name, _port(request.url), family=socket.AF_UNSPEC)
        answer = await ask_again(
            request.url,
            self.headers,
            [entry["host"] for entry in found],
            lenient_tls(),
            seconds=self.timeout,
            limit=limit,
        )
        return Answer(
            request.url,
            status=answer.status,
            headers=Headers(answer.raw_headers),
            body=answer.body,
            ip_address=_address(answer.peer),
            protocol="HTTP/1.1",
            raw_headers=answer.raw_headers,
        )

    async def _open(self) -> aiohttp.ClientSession:
        async with self.opening:
            if self.session is None:
                start = getattr(self.crawler.spider, "start_url", "")
                self.resolver = GuardedResolver(Guard(start if await internal_address(start) else ""))
                self.session = aiohttp.ClientSession(
                    connector=aiohttp.TCPConnector(
                        ssl=lenient_tls(), limit=self.concurrency, resolver=self.resolver, ttl_dns_cache=300
                    ),
                    headers=self.headers,
                    timeout=aiohttp.ClientTimeout(
                        total=self.timeout * WHOLE, sock_connect=self.timeout, sock_read=self.timeout
                    ),
                    # Some servers redirect in circles until their cookie comes back.
                    cookie_jar=aiohttp.CookieJar(unsafe=True),
                    auto_decompress=False,
                    max_line_size=MAX_FIELD,
                    max_field_size=MAX_FIELD,
                    response_class=_PeerResponse,
                    skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
                )
                self.closing = asyncio.create_task(self._close_at_end(self.session))
        return self.session

    async def _close_at_end(self, session: aiohttp.ClientSession) -> None:
        """Close all connections when the crawl ends, or when all tasks are cancelled."""
        try:
            await self.ended.wait()
        finally:
            await session.close()

    async def close(self) -> None:
        """Close all connections."""
        self.ended.set()
        if self.closing:
            await self.closing


def _port(url: str) -> int:
    parts = urlsplit(url)
    return parts.port or (443 if parts.scheme == "https" else 80)


def _address(peer: str | None) -> IPv4Address | IPv6Address | None:
    return ip_address(peer.partition("%")[0]) if peer else None


class _PeerResponse(aiohttp.ClientResponse):
    """Notes the address of the server before the connection may be gone."""

    peer: str | None = None

    async def start(self, connection: Any) -> aiohttp.ClientResponse:
        transport = connection.transport
        name = transport.get_extra_info("peername") if transport else None
        self.peer = name[0] if isinstance(name, tuple) else None
        return await super().start(connection)


class Guard:
    """Which internal addresses a crawl may ask (SSRF guard): none, where it starts at a public one.

    From an internal address, `start`, it may ask its own host and port; one that starts at this very machine
    may ask the machine. "" stands for a public start.
    """

    def __init__(self, start: str) -> None:
        self.here = is_this_machine(start)
        self.own = host(start).removeprefix("www.")
        self.ports = (_port(start),) if start and urlsplit(start).port else (80, 443)

    def refuse(self, address: str, name: str, port: int) -> None:
        """Raise InternalAddress where an IP address must not be asked; names pass, to be resolved."""
        if not is_internal(address):
            return
        own = name.rstrip(".").removeprefix("www.") == self.own and port in self.ports
        if not own and not (self.here and ip_address(address.partition("%")[0]).is_loopback):
            raise InternalAddress(f"{address} is no public address")


class GuardedResolver(ThreadedResolver):
    """Resolves names; refuses those of internal addresses that a guard does not let pass."""

    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self.guard = guard
        self.exempt: set[str] = set()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a host. Raises InternalAddress where one of them is refused."""
        found = await super().resolve(host, port, family)
        if host not in self.exempt:
            for entry in found:
                self.guard.refuse(entry["host"], host, port)
        return found
