"""Fetches a few pages at once for `inspector check`; a crawl of a site is Scrapy's (see `crawling`)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import aiohttp

from inspector import __version__
from inspector.answers import MAX_BODY, header_fields, page_of
from inspector.failures import internal_address, of_exception
from inspector.page import Page
from inspector.urls import canonical, same_site

TIMEOUT = 15.0
MAX_REDIRECTS = 10
MAX_SCRIPTS = 12


def fetch(urls: Iterable[str]) -> dict[str, Page]:
    """The pages behind some addresses, redirects followed, each with the same-site scripts it loads.

    A failure gives a Page whose `failure` is the reason code.
    """
    return asyncio.run(_fetch_all(list(urls)))


async def _fetch_all(urls: list[str]) -> dict[str, Page]:
    timeout = aiohttp.ClientTimeout(total=TIMEOUT)
    headers = {"User-Agent": f"site-inspector/{__version__}"}
    # Bad certificates are judged, not refused: a page behind one must still be read.
    connector = aiohttp.TCPConnector(ssl=False, limit_per_host=2)
    options: Any = {"timeout": timeout, "headers": headers, "connector": connector, "auto_decompress": False}
    async with aiohttp.ClientSession(**options) as session:
        pages = await asyncio.gather(*(_page(session, url) for url in urls))
    return dict(zip(urls, pages, strict=True))


async def _page(session: aiohttp.ClientSession, url: str) -> Page:
    page = await _follow(session, canonical(url))
    if not page.seen:
        return page
    sources = [link.url for link in page.links if link.kind == "script" and same_site(link.url, page.url)]
    scripts = await asyncio.gather(*(_follow(session, source) for source in sources[:MAX_SCRIPTS]))
    return replace(page, scripts=tuple(script for script in scripts if script.media == "script"))


async def _follow(session: aiohttp.ClientSession, url: str) -> Page:
    start = url
    for _ in range(MAX_REDIRECTS):
        page = await _get(session, url)
        if not page.redirect:
            return page
        if await internal_address(page.redirect) and not await internal_address(start):
            return Page(page.redirect, 0, fetched=page.fetched, failure="internal-address")
        url = page.redirect
    return Page(start, 0, fetched=_now(), failure="loop")


async def _get(session: aiohttp.ClientSession, url: str) -> Page:
    try:
        async with session.get(url, allow_redirects=False) as answer:
            body = bytearray()
            async for chunk in answer.content.iter_chunked(65536):
                body += chunk
                if len(body) > MAX_BODY:
                    break
            return page_of(url, answer.status, header_fields(answer.raw_headers), bytes(body), _now())
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        return Page(url, 0, fetched=_now(), failure=of_exception(error))


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
