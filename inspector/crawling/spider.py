"""Scrapy's side of a crawl: scheduler, evidence middleware, politeness, the spider's base, and `crawl`."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import scrapy
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.logformatter import LogFormatter
from scrapy.settings import Settings

from inspector.crawling.frontier import Visit
from inspector.crawling.site_crawl import CrawlResult, SiteCrawl
from inspector.errors import UsageError
from inspector.evidence.answers import header_fields
from inspector.failures import is_this_machine, of_exception
from inspector.inspection import Inspection
from inspector.locale import detect
from inspector.messages import _
from inspector.page import Page
from inspector.urls import canonical, host

if TYPE_CHECKING:
    from twisted.python.failure import Failure

__all__ = ["CrawlResult", "SiteSpider", "crawl", "to_page"]

#: Bytes asked for where a HEAD was refused.
PROBE = 65_536
#: Seconds that answers under way have to come when the crawl is stopped by hand.
GRACE = 1.5


def crawl(
    url: str,
    inspection: Inspection,
    *,
    max_pages: int | None = None,
    max_minutes: float | None = None,
    outside: int = 0,
    search: int = 0,
    delay: float | None = None,
    obey_robots: bool = True,
    progress: Callable[[int, int, int], None] | None = None,
    render: bool = False,
    settings: dict[str, Any] | None = None,
) -> CrawlResult:
    """Crawl a site into an inspection that has a folder, or go on with it; returns when it is over.

    One crawl a process. `delay` is seconds between requests (default: 1 for public hosts, none for this
    machine's own). `max_pages` counts addresses over all runs, `max_minutes`
    this run. When the site is done, up to `outside` addresses of other sites that it links are looked at, and
    its search is asked for up to `search` titles that it published.
    SIGINT ends it when the answers under way have come, at most GRACE seconds later (what has not come by
    then is asked for in the next run); a second one at once. `progress` is called with
    (answers, errors, addresses waiting). `render` has pages drawn that show their content only in a browser.
    `settings` override `inspector.settings`.
    """
    site = SiteCrawl(
        url,
        inspection,
        max_pages=max_pages,
        max_minutes=max_minutes,
        outside=outside,
        search=search,
        drawing=render,
        progress=progress,
    )
    loaded = Settings()
    loaded.setmodule("inspector.settings")
    own = {
        "ROBOTSTXT_OBEY": obey_robots,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "TWISTED_REACTOR_ENABLED": False,  # everything here runs on asyncio
    }
    loaded.setdict({**own, **(settings or {})}, priority="cmdline")
    if render:
        loaded["EXTENSIONS"]["inspector.crawling.rendering.Rendering"] = 0
    if delay is not None:
        for name in ("DOWNLOAD_DELAY", "AUTOTHROTTLE_START_DELAY"):
            loaded.set(name, delay, priority="cmdline")
    # What goes wrong with the site is told by the report; what goes wrong with us, by the result.
    for name in ("scrapy", "aiohttp", "protego"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    process = _Process(loaded)
    process.crawl("portal", url=url, site=site)
    process.start()
    site.close("interrupted")
    return site.result()


class _Process(AsyncCrawlerProcess):
    """Waits only so long for what is under way when it is to stop."""

    joined: asyncio.Task[None] | None = None

    async def join(self) -> None:
        """Wait until the crawl is over."""
        self.joined = asyncio.current_task()
        await super().join()

    async def stop(self) -> None:
        """End the crawl: gently first, then at once."""
        stopping = asyncio.create_task(super().stop())
        _done, pending = await asyncio.wait([stopping], timeout=GRACE)
        if pending and self.joined:
            self.joined.cancel()


def to_page(response: Response) -> Page | None:
    """The archived page of a response that came through the evidence middleware."""
    page = response.request.meta.get("page") if response.request else None
    return page if isinstance(page, Page) else None


class SiteSpider(scrapy.Spider):
    """Base of all spiders: fetches what the frontier hands out; what comes back is archived and kept.

    A spider of its own kind sets `name`, and may override `start` to yield further requests. Arguments:
    `url`, and `out`, the folder (default: inspections/<host>); those of its own it names in `arguments`.
    """

    site: SiteCrawl
    arguments: tuple[str, ...] = ()

    def __init__(self, url: str = "", out: str = "", site: SiteCrawl | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.start_url = canonical(url)
        self.owned = site is None
        self.held = ExitStack()
        self.site = site or self._own_site(out, kwargs)

    def _own_site(self, out: str, further: Iterable[str]) -> SiteCrawl:
        """The site of a spider that was not given one: run by `scrapy crawl`."""
        from inspector.running import alone, require_url, standard

        try:
            for name in further:
                if name not in self.arguments:
                    message = _("the spider takes no argument '{name}'; `inspector crawl --help` shows more")
                    raise UsageError(message, name=name)
            require_url(self.start_url)
            folder = Path(out) if out else Path("inspections") / host(self.start_url)
            self.held.enter_context(alone(folder))
            rules, profile = standard("cn-2019")
            inspection = Inspection(folder, self.start_url, profile, rules, datetime.now().date())
            self.held.callback(inspection.close)
            return SiteCrawl(self.start_url, inspection)
        except UsageError as error:
            self.held.close()
            # Scrapy would show a traceback of what is no defect.
            sys.stderr.write(f"{error.said(detect())} (scrapy crawl portal -a url=... -a out=FOLDER)\n")
            sys.exit(2)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> SiteSpider:
        """Make the spider, and set the pace of the crawl."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        if is_this_machine(spider.start_url) and (settings.getpriority("DOWNLOAD_DELAY") or 0) <= 20:
            settings.setdict({"DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS": 16}, priority="spider")
            settings.set("AUTOTHROTTLE_MAX_DELAY", 1.0, priority="spider")
        if not settings.getfloat("DOWNLOAD_DELAY"):
            settings.set("AUTOTHROTTLE_ENABLED", False, priority="spider")
            settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", settings["CONCURRENT_REQUESTS"], priority="spider")
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Nothing: the frontier knows what to fetch."""
        return
        yield

    def parse(self, response: Response | Failure, **_: Any) -> None:
        """Keep the page of an answer or a failure (this is callback and errback in one)."""
        if not isinstance(response, Response) and _cancelled(response.value):
            return
        meta = response.request.meta  # type: ignore[union-attr]
        page, visit = meta.pop("page", None), meta.get("visit")
        if page is None and visit and not isinstance(response, Response):
            page = self.site.failure(
                visit.url, of_exception(response.value or OSError()), str(response.value)
            )
        if page is not None:
            self.site.keep(page, visit)

    def closed(self, reason: str) -> None:
        """End the crawl; a spider run by `scrapy crawl` also runs the site rules, and notes its exit code."""
        self.site.close("interrupted" if reason == "shutdown" else reason)
        if self.owned:
            from inspector.running import exit_code

            with self.held:
                self.site.inspection.finish()
                self.crawler.stats.set_value("exit_code", exit_code(self.site.inspection.score()))
            self.logger.info("%s; see: inspector report %s", self.site.result(), self.site.inspection.folder)


class FrontierScheduler(BaseScheduler):
    """Hands Scrapy what the frontier says; holds nothing but the requests that middlewares make."""

    def __init__(self) -> None:
        self.made: deque[Request] = deque()

    def open(self, spider: SiteSpider) -> None:  # type: ignore[override]
        """Called when the spider is opened."""
        self.spider = spider
        self.site = spider.site

    def has_pending_requests(self) -> bool:
        """Whether there is anything to fetch now."""
        return bool(self.made) or self.site.pending

    def enqueue_request(self, request: Request) -> bool:
        """Take a request made by a middleware or a spider."""
        self.made.append(request)
        return True

    def next_request(self) -> Request | None:
        """The next request, or None."""
        if self.made:
            return self.made.popleft()
        visit = self.site.next_visit()
        return self._request(visit) if visit else None

    def _request(self, visit: Visit) -> Request:
        return Request(
            visit.url,
            self.spider.parse,
            "HEAD" if visit.purpose in ("check", "outside") else "GET",
            meta={"visit": visit, "verbatim_url": True},
            errback=self.spider.parse,
            dont_filter=True,
        )


class EvidenceMiddleware:
    """Archives every answer as sent, and every failure, before anything else sees it (order 890)."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.pace = Pace(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> EvidenceMiddleware:
        """Scrapy's constructor."""
        return cls(crawler)

    @property
    def site(self) -> SiteCrawl:
        """The crawl of this process."""
        spider = self.crawler.spider
        assert isinstance(spider, SiteSpider)
        return spider.site

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Archive an answer; bodies go on unfolded."""
        site = self.site
        meta = request.meta
        visit: Visit | None = meta.get("visit")
        raw = getattr(response, "raw_headers", None)
        if raw is None:
            raw = [(name, value) for name, values in response.headers.items() for value in values]
        headers = header_fields(raw)
        if "for_browser" in meta:
            # What the browser asks for on behalf of a page is no page: the drawn page is the evidence.
            self.pace.answered(request, response.status == 429, headers)
            return response
        if request.method == "HEAD" and _doubtful(response.status, headers, visit):
            return _get_instead(request, probe=response.status >= 400)
        cut = "probe" in meta or getattr(response, "cut", False)
        truncated = "unspecified" if request.method == "HEAD" else "length" if cut else None
        url = visit.url if visit else canonical(request.url)
        ip = str(response.ip_address) if response.ip_address else None
        page = site.answer(url, response.status, headers, response.body, ip=ip, truncated=truncated)
        if page is None:
            raise IgnoreRequest("the disk is full")
        self.pace.answered(request, bool(page.blocked), headers)
        meta["page"] = page
        if request.callback is NO_CALLBACK:
            site.keep(page, None)
        return response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Archive a failure; it goes on to the errback."""
        if "for_browser" in request.meta or _cancelled(exception):
            return None
        if request.method == "HEAD" and not isinstance(exception, IgnoreRequest):
            return _get_instead(request, probe=True)
        visit: Visit | None = request.meta.get("visit")
        url = visit.url if visit else canonical(request.url)
        page = self.site.failure(url, of_exception(exception), f"{type(exception).__name__}: {exception}")
        if page and request.callback is NO_CALLBACK:
            self.site.keep(page, None)
        elif page:
            request.meta["page"] = page
        return None


class Pace:
    """Backs off from a host that puts up a wall: twice the delay each time, slowly back when it answers."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.usual: dict[str, tuple[float, float]] = {}

    def answered(self, request: Request, wall: bool, headers: tuple[tuple[str, str], ...]) -> None:
        """Set the delay of the host that answered, with a wall or without."""
        name = request.meta.get("download_slot", "")
        if not wall and name not in self.usual:
            return
        engine = self.crawler.engine
        slot = engine.downloader.slots.get(name) if engine else None
        if slot is None:
            return
        throttle = self.crawler.get_extension(AutoThrottle)
        usual, least = self.usual.setdefault(name, (slot.delay, throttle.mindelay if throttle else 0.0))
        if wall:
            limit = self.crawler.settings.getfloat("AUTOTHROTTLE_MAX_DELAY")
            asked = next((value for name, value in headers if name == "retry-after"), "")
            seconds = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
            slot.delay = min(max(2 * slot.delay, 0.5, seconds), limit)
        else:
            slot.delay = max(usual, 0.8 * slot.delay - 0.01)
        if throttle:
            # It would forget the wall with the next good answer.
            throttle.mindelay = max(least, slot.delay) if slot.delay > usual else least
        if slot.delay <= usual:
            del self.usual[name]


class QuietFormatter(LogFormatter):
    """Says nothing of each answer and each page: the report does."""

    def crawled(self, *_: Any) -> None:  # type: ignore[override]
        """Nothing."""

    def scraped(self, *_: Any) -> None:  # type: ignore[override]
        """Nothing."""

    def download_error(self, *_: Any) -> dict[str, Any]:  # type: ignore[override]
        """One line for the log of debugging."""
        return {"level": logging.DEBUG, "msg": "no answer", "args": ()}


def _doubtful(status: int, headers: tuple[tuple[str, str], ...], visit: Visit | None) -> bool:
    """Whether a HEAD answer proves nothing: errors must be confirmed by GET, own pages read."""
    if status >= 400:
        return True
    if visit and visit.purpose == "outside":
        return False
    kind = next((value for name, value in headers if name == "content-type"), "")
    return status == 200 and "html" in kind.lower()


def _cancelled(exception: BaseException | None) -> bool:
    """Whether nobody waited for the answer any more: nothing is known of the address."""
    return type(exception).__name__ == "CancelledError"


def _get_instead(request: Request, *, probe: bool) -> Request:
    again = request.replace(method="GET")
    if probe:
        again.headers["Range"] = f"bytes=0-{PROBE - 1}"
        again.meta["probe"] = True
    return again
