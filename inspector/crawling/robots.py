"""Obeying robots.txt (RFC 9309)."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING

from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.httpobj import urlparse_cached

from inspector.failures import RobotsUnreadable, of_exception

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from inspector.page import Page

#: Bytes of a robots.txt that are read and obeyed (2.5 wants 500 kibibytes at least).
MAX_ROBOTS = 512_000
#: Redirects that are followed to a robots.txt (2.3.1.2 wants five at least).
MAX_HOPS = 5
#: Seconds between two requests that a robots.txt can ask for.
MAX_CRAWL_DELAY = 30.0
#: What befalls a host as a whole; it is told of the page as well as of the robots.txt.
_NETWORK = frozenset(("dns", "refused", "reset", "timeout", "tls", "internal-address"))

Origin = tuple[str, str]


class Robots:
    """Downloader middleware: reads the robots.txt of a host before its first page, and obeys it.

    No file (4xx) allows everything. Where none can be had because the server fails (5xx, 429) or does not
    answer, nothing of the host is asked for (2.3.1.4), and the file is asked for again at a further look.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self.crawler = crawler
        self.agent = crawler.settings["USER_AGENT"]
        self.read: dict[Origin, ProtegoRobotParser | Exception | None] = {}
        self.looks: defaultdict[Origin, int] = defaultdict(int)
        self.reading: defaultdict[Origin, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Robots:
        """Scrapy's constructor."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request pass, or raise what keeps it from being sent."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        url = urlparse_cached(request)
        origin = (url.scheme, url.netloc)
        visit = request.meta.get("visit")
        look = visit.tries + 1 if visit else 1
        if self._due(origin, look):
            async with self.reading[origin]:
                if self._due(origin, look):
                    self.looks[origin] += 1
                    self.read[origin] = await self._rules(request, origin)
        rules = self.read[origin]
        if isinstance(rules, Exception):
            raise rules.with_traceback(None)
        if rules and not rules.allowed(request.url, self.agent):
            raise IgnoreRequest("forbidden by robots.txt")

    def _due(self, origin: Origin, look: int) -> bool:
        if origin not in self.read:
            return True
        return isinstance(self.read[origin], Exception) and self.looks[origin] < look

    async def _rules(self, request: Request, origin: Origin) -> ProtegoRobotParser | Exception | None:
        """What the file says, None where there is none, or the reason why it could not be read."""
        try:
            page = await self._file("{}://{}/robots.txt".format(*origin))
        except Exception as error:
            code = of_exception(error)
            return error if code in _NETWORK else RobotsUnreadable(f"robots.txt: {code}")
        if page is None:
            return None
        if page.failure or page.status >= 500 or page.status == 429:
            return RobotsUnreadable(f"robots.txt: {page.failure or page.status}")
        if not 200 <= page.status < 300:
            return None
        rules = ProtegoRobotParser.from_crawler(self.crawler, page.body[:MAX_ROBOTS])
        self._slow_down(rules, request)
        return rules

    async def _file(self, url: str) -> Page | None:
        """The answer at the end of the redirects; None where they lead on and on, or nowhere."""
        assert self.crawler.engine is not None
        for _hop in range(MAX_HOPS + 1):
            request = Request(
                url, NO_CALLBACK, meta={"dont_obey_robotstxt": True, "verbatim_url": True, "cut": MAX_ROBOTS}
            )
            await self.crawler.engine.download_async(request)
            page: Page = request.meta["page"]
            if not page.redirect:
                return page
            url = page.redirect
        return None

    def _slow_down(self, rules: ProtegoRobotParser, request: Request) -> None:
        """Obey the Crawl-delay: slow the host's slot, and whatever would speed it up again."""
        asked = rules.crawl_delay(self.agent)
        engine = self.crawler.engine
        if not asked or asked <= 0 or engine is None:
            return
        delay = min(asked, MAX_CRAWL_DELAY)
        throttle = self.crawler.get_extension(AutoThrottle)
        if throttle:
            throttle.mindelay = max(throttle.mindelay, delay)
        engine.downloader._delay = max(engine.downloader._delay, delay)
        slot = engine.downloader.slots.get(urlparse_cached(request).hostname or "")
        if slot:
            slot.delay, slot.jitter = max(slot.delay, delay), 0
