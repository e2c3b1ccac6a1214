"""The second pass of a crawl: draws the pages that show their content only in a browser.

They are archived as drawn, and judged again. It begins when the queue is empty, and what the drawn pages link
to is queued in turn. What a page asks for on the way goes through the crawl's own downloader: same pace, same
robots.txt, same guard against internal addresses, no cookie but those that the server itself set.
"""

from __future__ import annotations

import asyncio
import codecs
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from scrapy import signals
from scrapy.exceptions import DontCloseSpider, IgnoreRequest
from scrapy.http import Request
from scrapy.http.request import NO_CALLBACK

from inspector.crawling.browser import Asked, Chromium, Drawing, Given
from inspector.evidence.answers import MAX_BODY, header_fields, page_of, rendered_page
from inspector.evidence.archive import pages
from inspector.page import EPOCH, Page

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from inspector.crawling.site_crawl import SiteCrawl
    from inspector.crawling.spider import SiteSpider

#: Pages drawn at a time, between two looks at the queue.
BATCH = 20
_HOPS = 5
_NOSCRIPT = re.compile(r"<noscript\b.*?</noscript>", re.S)
#: Reasons that only content can dispel: such a page shows something to somebody.
_MUST_SHOW = frozenset(("app-shell", "javascript-required", "client-template"))


class Rendering:
    """Scrapy's extension for `crawl --render`."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.left: int = crawler.settings.getint("RENDER_PAGES")
        self.chromium = Chromium(self.fetch, crawler.settings.getfloat("RENDER_TIMEOUT"))
        self.task: asyncio.Task[None] | None = None
        crawler.signals.connect(self.idle, signal=signals.spider_idle)
        crawler.signals.connect(self.closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Rendering:
        """Scrapy's constructor."""
        return cls(crawler)

    @property
    def site(self) -> SiteCrawl:
        """The crawl of this process."""
        return self.crawler.spider.site  # type: ignore[union-attr,no-any-return]

    def idle(self, spider: SiteSpider) -> None:
        """Draw what waits for it, instead of ending the crawl. Raises DontCloseSpider meanwhile."""
        if self.task and self.task.done():
            self.task.result()
            self.task = None
        if self.task is None:
            if not self.site.running:
                return
            urls = self.site.to_render(min(BATCH, self.left))
            if not urls:
                # What the site's search is asked comes when nothing is left to draw.
                self.site.drawing = False
                if self.site.pending:
                    self._go_on()
                    raise DontCloseSpider
                return
            self.left -= len(urls)
            self.task = asyncio.get_running_loop().create_task(self.render(urls))
        raise DontCloseSpider

    async def closed(self) -> None:
        """The crawl ends: leave the page at hand."""
        if self.task:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
        await self.chromium.close()

    async def render(self, urls: list[str]) -> None:
        """Draw pages, one after the other, from what stands in the archive."""
        site = self.site
        originals = await asyncio.to_thread(_originals, site, frozenset(urls))
        for url in urls:
            if not site.running:
                return
            page = originals.get(url)
            if page is None:
                site.not_rendered(url, "it is not in the archive any more")
                continue
            try:
                drawing = await self.chromium.draw(page)
                reason = unusable(page, drawing)
            except Exception as error:  # a defect of ours, or a browser that starts no more, costs one page
                reason = f"{type(error).__name__}: {error}"
            if reason:
                site.not_rendered(url, reason)
            else:
                about = f"rendered-with: Chromium {self.chromium.version}\r\n"
                about += "".join(f"asked-for: {asked}\r\n" for asked in drawing.asked)
                if drawing.trouble:
                    about += f"trouble: {drawing.trouble}\r\n"
                site.rendered(page, drawn_body(page, drawing.html), content_type(page), about)
        self._go_on()

    def _go_on(self) -> None:
        """Have the engine look at the queue again, now."""
        engine = self.crawler.engine
        if engine and engine._slot:
            asyncio.get_running_loop().call_soon(engine._slot.nextcall.schedule)

    async def fetch(self, asked: Asked) -> Given:
        """Fetch what a page asks for. Raises where the crawl would not go there itself."""
        url, method, body = asked.url, asked.method, asked.body
        headers = dict(asked.headers)
        for _hop in range(_HOPS):
            if not self.site.may_load(url) or method not in ("GET", "POST"):
                raise IgnoreRequest(f"{method} {url} is not asked for")
            request = Request(
                url,
                NO_CALLBACK,
                method,
                headers=headers,
                body=body,
                meta={"for_browser": True, "verbatim_url": True},
                dont_filter=True,
            )
            assert self.crawler.engine is not None
            response = await self.crawler.engine.download_async(request)
            raw = getattr(response, "raw_headers", ())
            fields = header_fields(raw)
            location = next((value for name, value in fields if name == "location"), None)
            if not (300 <= response.status < 400 and location):
                wall = page_of(url, response.status, fields, response.body, EPOCH).blocked
                if wall:
                    raise IgnoreRequest(f"a wall answered: {wall}")
                return Given(response.status, fields, response.body)
            url = urljoin(url, location)
            if response.status not in (307, 308):
                method, body = "GET", b""
                headers.pop("content-type", None)
        raise IgnoreRequest("too many redirects")


def unusable(page: Page, drawing: Drawing) -> str | None:
    """Why a drawing proves nothing of its page, or None: then it is what a visitor sees.

    One that still lacks its content counts only where nothing went wrong on the way.
    """
    if not drawing.html:
        return drawing.trouble or "nothing was drawn"
    if len(drawing.html) > MAX_BODY // 4:
        return "the drawn page is too large"
    shown = _NOSCRIPT.sub("", drawing.html)
    drawn = rendered_page(page, drawn_body(page, shown), content_type(page), page.fetched, None)
    drawn = replace(drawn, rendered=False)
    if drawn.blocked:
        return f"a wall stood there: {drawn.blocked}"
    lacking = drawn.needs_rendering
    if lacking is None:
        return None
    if drawing.trouble:
        return drawing.trouble
    return f"still nothing to see ({lacking})" if lacking in _MUST_SHOW else None


def drawn_body(page: Page, html: str) -> bytes:
    """The drawn elements in the page's own encoding, so that what is found about that stays true."""
    marks = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    mark = next((mark for mark in marks if page.body.startswith(mark)), b"")
    return mark + html.encode(page.encoding.used, "xmlcharrefreplace")


def content_type(page: Page) -> str:
    """The content type of the drawn page: with a charset only where none was declared, nor needed."""
    undeclared = page.encoding.declared is None and page.body.isascii()
    return "text/html; charset=utf-8" if undeclared else "text/html"


def _originals(site: SiteCrawl, urls: frozenset[str]) -> dict[str, Page]:
    """The archived pages of some addresses, as they were last seen."""
    return {page.url: page for page in pages(site.archive.path) if page.url in urls and not page.rendered}
