"""One Chromium that draws archived pages.

It has no network of its own: what a page asks for, the crawl fetches.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from inspector.errors import UsageError
from inspector.evidence.answers import unfold
from inspector.facts.decoding import decode
from inspector.messages import _
from inspector.page import Page

if TYPE_CHECKING:
    from playwright.async_api import Browser, Playwright, Request, Route

#: What an installed Chromium is called; where it is when it is not on the path.
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
#: Seconds without a request after which a page counts as drawn.
QUIET = 1.0
#: Requests of one page, and bytes of scripts that are kept for the next one.
MAX_REQUESTS = 150
MAX_SHARED = 32_000_000

#: Nothing leaves this browser: no name resolves, and the proxy that everything must take is not there.
_ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_FETCHED = frozenset(("script", "xhr", "fetch"))
_OWN_HEADERS = re.compile(r"cookie|user-agent|host|content-length|accept-encoding|connection|sec-.*|:.*")
_LENGTHS = frozenset(("content-length", "content-encoding", "transfer-encoding"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks for while it is drawn."""

    url: str
    method: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Given:
    """What it gets: redirects are followed, the body is as sent."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


#: Fetches what a page asks for; raises where it must not or cannot be had.
Fetch = Callable[[Asked], Awaitable[Given]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page as drawn: its elements as HTML, what went wrong ("" if nothing), and what it asked for."""

    html: str
    trouble: str
    asked: tuple[str, ...]


@dataclass
class _Visit:
    """What one page does while it is drawn."""

    page: Page
    served: bool = False
    under_way: int = 0
    requests: int = 0
    last: float = 0.0
    trouble: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def find_browser() -> str | None:
    """The path of an installed Chromium or one of its kin, or None."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or next((path for path in PLACES if os.path.exists(path)), None)


def require_browser() -> None:
    """Raise UsageError where pages cannot be drawn here: the extra or the browser is missing, or fails."""
    import sys
    from importlib.util import find_spec

    if find_spec("playwright") is None:
        raise UsageError(
            _("--render needs the extra [browser]: run {python} -m pip install 'playwright>=1.57,<2'"),
            python=sys.executable,
        )
    if find_browser() is None:
        raise UsageError(
            _(
                "--render needs Chromium, Chrome or Edge, and none is installed here: "
                "install one (Debian: apt-get install chromium), or leave --render out"
            )
        )

    async def try_it() -> None:
        async def refuse(asked: Asked) -> Given:
            raise ConnectionError(asked.url)

        chromium = Chromium(refuse, 20)
        try:
            await chromium.draw(Page("http://trial.invalid/", body=b"<p>trial"))
        finally:
            await chromium.close()

    asyncio.run(try_it())


class Chromium:
    """Draws one page at a time; starts with the first, and again after a crash."""

    def __init__(self, fetch: Fetch, timeout: float) -> None:
        self.fetch = fetch
        self.timeout = timeout
        self.version = ""
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._shared: dict[str, Given] = {}
        self._shared_size = 0

    async def _open(self) -> Browser:
        from playwright.async_api import Error, async_playwright

        if self._browser and self._browser.is_connected():
            return self._browser
        self._playwright = self._playwright or await async_playwright().start()
        try:
            self._browser = await self._playwright.chromium.launch(
                executable_path=find_browser(),
                args=list(_ARGUMENTS),
                # Chromium refuses its own sandbox to root.
                chromium_sandbox=getattr(os, "geteuid", lambda: 1)() != 0,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
        except Error as error:
            reason = str(error).strip().partition("\n")[0]
            raise UsageError(
                _("{browser} could not be started ({error}): leave --render out"),
                browser=find_browser(),
                error=reason,
            ) from error
        self.version = self._browser.version
        return self._browser

    async def close(self) -> None:
        """Close the browser."""
        with suppress(Exception):
            if self._browser:
                await asyncio.wait_for(self._browser.close(), 10)
        with suppress(Exception):
            if self._playwright:
                await asyncio.wait_for(self._playwright.stop(), 10)
        self._browser = self._playwright = None

    async def draw(self, page: Page) -> Drawing:
        """Open an archived page and wait until it has got what it asked for; never raises for a page's sake.

        `html` is "" where nothing could be drawn. Raises UsageError where the browser does not start.
        """
        from playwright.async_api import Error

        browser = await self._open()
        visit = _Visit(page)
        try:
            async with asyncio.timeout(self.timeout + 10):
                html = await self._draw(browser, visit)
        except (Error, TimeoutError, OSError) as error:
            html = ""
            visit.trouble.append(str(error).strip().partition("\n")[0] or "the page does not come to an end")
            with suppress(Exception):
                await asyncio.wait_for(browser.close(), 10)
            self._browser = None
        return Drawing(html, "; ".join(dict.fromkeys(visit.trouble))[:1000], tuple(visit.asked))

    async def _draw(self, browser: Browser, visit: _Visit) -> str:
        from playwright.async_api import Error

        clock = asyncio.get_running_loop().time
        context = await browser.new_context(
            service_workers="block", accept_downloads=False, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        try:
            tab = await context.new_page()
            closing: set[Any] = set()

            def close(popup: Any) -> None:
                task = asyncio.ensure_future(popup.close())
                closing.add(task)
                task.add_done_callback(closing.discard)

            context.on("page", close)
            tab.on("pageerror", lambda error: visit.trouble.append(f"script error: {error.message}"[:200]))

            async def answer(route: Route) -> None:
                visit.under_way += 1
                try:
                    # A route of a page that is gone cannot be answered, nor need it be.
                    with suppress(Error):
                        await self._answer(route, visit, route.request.frame == tab.main_frame)
                finally:
                    visit.under_way -= 1
                    visit.last = clock()

            await context.route("**/*", answer)
            end = clock() + self.timeout
            with suppress(Error):  # a page that leads away at once stays as it was
                await tab.goto(visit.page.url, wait_until="commit", timeout=10_000)
            visit.last = clock()
            while visit.under_way or clock() - visit.last < QUIET:
                if clock() > end:
                    visit.trouble.append("it goes on asking for things")
                    break
                await asyncio.sleep(0.05)
            html: str = await tab.content()
            return html
        finally:
            with suppress(Exception):
                await asyncio.wait_for(context.close(), 10)

    async def _answer(self, route: Route, visit: _Visit, main: bool) -> None:
        request = route.request
        kind = request.resource_type
        if main and request.is_navigation_request() and not visit.served:
            visit.served = True
            source = {"content-type": "text/html; charset=utf-8"}
            await route.fulfill(status=200, headers=source, body=visit.page.markup.encode("utf-8", "replace"))
        elif kind == "stylesheet":
            # Some scripts wait for their style sheets; nothing that is read here depends on them.
            await route.fulfill(status=200, headers={"content-type": "text/css"}, body="")
        elif kind in _FETCHED and request.url.startswith(("http://", "https://")):
            visit.requests += 1
            if visit.requests > MAX_REQUESTS:
                visit.trouble.append("it asks for too many things")
                await route.abort()
            else:
                await self._pass_on(route, request, visit)
        else:
            await route.abort()

    async def _pass_on(self, route: Route, request: Request, visit: _Visit) -> None:
        given = self._shared.get(request.url) if request.resource_type == "script" else None
        try:
            given = given or await self.fetch(_asked(request))
        except Exception as error:  # whatever kept it from coming, the page does not get it
            reason = f"{type(error).__name__}: {error}"[:200]
            visit.trouble.append(f"not had: {request.url[:300]} ({reason})")
            visit.asked.append(f"--- {request.method} {request.url}")
            await route.abort()
            return
        visit.asked.append(f"{given.status} {request.method} {request.url}")
        if given.status >= 400:
            visit.trouble.append(f"status {given.status}: {request.url[:300]}")
        elif request.resource_type == "script" and request.url not in self._shared:
            self._shared_size += len(given.body)
            if self._shared_size <= MAX_SHARED:
                self._shared[request.url] = given
        headers, body = _readable(given, script=request.resource_type == "script")
        await route.fulfill(status=given.status, headers=headers, body=body)


def _asked(request: Request) -> Asked:
    headers = {name: value for name, value in request.headers.items() if not _OWN_HEADERS.fullmatch(name)}
    return Asked(request.url, request.method, headers, request.post_data_buffer or b"")


def _readable(given: Given, *, script: bool) -> tuple[dict[str, str], bytes]:
    """Headers and body for the browser: encodings undone; a script without a charset gets the real one."""
    headers: dict[str, str] = {}
    for name, value in given.headers:
        if name not in _LENGTHS:
            joint = "\n" if name == "set-cookie" else ", "
            headers[name] = f"{headers[name]}{joint}{value}" if name in headers else value
    body = unfold(given.body, given.headers)
    stated = headers.get("content-type", "")
    if script and "charset" not in stated.lower():
        body = decode(body, None)[0].encode("utf-8", "replace")
        headers["content-type"] = f"{stated.partition(';')[0] or 'text/javascript'}; charset=utf-8"
    return headers, body
