"""Fetches a few pages at once for `inspector check`; a crawl of a site is Scrapy's (see `crawling`)."""

from __future__ import annotations

import asyncio
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit

import aiohttp

from inspector import __version__
from inspector.crawling.broken_http import BadAnswer, ask_again, came_whole
from inspector.evidence.answers import MAX_BODY, header_fields, page_of
from inspector.failures import TooLarge, internal_address, of_exception
from inspector.page import Page
from inspector.urls import canonical, host, same_site

TIMEOUT = 15.0
#: Bytes of a status line or header field: as much as browsers take, and more than the library's 8190.
MAX_FIELD = 1 << 18
#: Requests under way, altogether and to one host.
AT_ONCE = 64
PER_HOST = 2
MAX_REDIRECTS = 10
MAX_SCRIPTS = 12


def fetch(urls: Iterable[str], progress: Callable[[int, int], None] | None = None) -> dict[str, Page]:
    """The pages behind some addresses, redirects followed, each with the same-site scripts it loads.

    A failure gives a Page whose `failure` is the reason code. `progress` is told after each address how many
    of how many have answered.
    """
    return asyncio.run(_fetch_all(list(urls), progress))


async def _fetch_all(urls: list[str], progress: Callable[[int, int], None] | None) -> dict[str, Page]:
    pages: dict[str, Page] = {}

    async def one(url: str) -> None:
        pages[url] = await fetcher.page(url)
        if progress:
            progress(len(pages), len(urls))

    async with _Fetcher() as fetcher:
        await asyncio.gather(*map(one, urls))
    return pages


class _Fetcher:
    """One session, and the turns that addresses wait for: nobody's time runs before it is theirs."""

    headers: ClassVar = {"User-Agent": f"site-inspector/{__version__}"}

    def __init__(self) -> None:
        options: Any = {
            "timeout": aiohttp.ClientTimeout(total=TIMEOUT),
            "headers": self.headers,
            "connector": aiohttp.TCPConnector(ssl=lenient_tls(), limit=0),
            "auto_decompress": False,
            "max_line_size": MAX_FIELD,
            "max_field_size": MAX_FIELD,
        }
        self.session = aiohttp.ClientSession(**options)
        self.turn = asyncio.Semaphore(AT_ONCE)
        self.turns: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(PER_HOST))

    async def __aenter__(self) -> _Fetcher:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()

    async def page(self, url: str) -> Page:
        page = await self.follow(canonical(url))
        if not page.seen:
            return page
        sources = [
            link.url
            for link in page.links
            if link.kind == "script" and same_site(link.url, page.url) and await _may_ask(link.url, page.url)
        ]
        scripts = await asyncio.gather(*(self.follow(source) for source in sources[:MAX_SCRIPTS]))
        return replace(page, scripts=tuple(script for script in scripts if script.media == "script"))

    async def follow(self, url: str) -> Page:
        start = url
        for _ in range(MAX_REDIRECTS):
            page = await self.get(url)
            if not page.redirect:
                return page
            if not await _may_ask(page.redirect, start):
                return Page(page.redirect, 0, fetched=page.fetched, failure="internal-address")
            url = page.redirect
        return Page(start, 0, fetched=_now(), failure="loop")

    async def get(self, url: str) -> Page:
        async with self.turns[host(url)], self.turn:
            try:
                answer = None
                with suppress(aiohttp.ClientResponseError):
                    answer = await self.ask(url)
                if not answer:
                    name = urlsplit(url).hostname or ""
                    again = await ask_again(
                        url, self.headers, [name], lenient_tls(), seconds=TIMEOUT, limit=MAX_BODY
                    )
                    answer = again.status, again.raw_headers, again.body
                status, raw, body = answer
                return page_of(url, status, header_fields(raw), body, _now())
            except (aiohttp.ClientError, BadAnswer, TooLarge, TimeoutError, OSError, ValueError) as error:
                return Page(url, 0, fetched=_now(), failure=of_exception(error))

    async def ask(self, url: str) -> tuple[int, tuple[tuple[bytes, bytes], ...], bytes]:
        """Status, header fields and body of an answer."""
        async with self.session.get(url, allow_redirects=False) as answer:
            body = bytearray()
            try:
                async for chunk in answer.content.iter_chunked(65536):
                    body += chunk
                    if len(body) > MAX_BODY:
                        break
            except aiohttp.ClientPayloadError:
                if not came_whole(body):
                    raise
            return answer.status, answer.raw_headers, bytes(body)


async def _may_ask(url: str, start: str) -> bool:
    """Whether `start` may lead there: to an internal address only on its own host and port, as in a crawl."""
    return urlsplit(url).netloc == urlsplit(start).netloc or not await internal_address(url)


def lenient_tls() -> ssl.SSLContext:
    """A context that talks to anything: what is wrong with a site's TLS is judged, not refused."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    return context


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
