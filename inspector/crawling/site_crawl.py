"""One crawl of one site: evidence first, then facts and queue in one transaction. Knows nothing of Scrapy."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from inspector import store
from inspector.crawling.frontier import Frontier, Visit
from inspector.crawling.redirects import Redirects
from inspector.crawling.sitemaps import read_sitemap, robots_sitemaps
from inspector.errors import UsageError
from inspector.evidence.answers import MAX_BODY, page_of, rendered_page, whole_second
from inspector.evidence.archive import Archive, ArchiveError, Damage, cut, pages
from inspector.evidence.warc_stream import records
from inspector.failures import is_internal, is_this_machine
from inspector.inspection import EVIDENCE
from inspector.messages import _
from inspector.page import Page
from inspector.refusals import refusal
from inspector.urls import host, url_id

if TYPE_CHECKING:
    from inspector.inspection import Inspection

#: Looks at an address that gave no usable answer, and at one that says it is gone.
LOOKS = 3
LOOKS_GONE = 2
#: Looks at an answer of the site's search that does not hold what was asked for.
LOOKS_SEARCH = 2
#: So many failures (or walls) in a row, and the site is left alone: nothing more, or no more second looks.
PATIENCE = 25

_PASSING_FAILURES = frozenset(("dns", "refused", "reset", "timeout", "tls", "bad-answer"))
_PASSING_STATUSES = frozenset((403, 408, 412, 425, 429, 500, 502, 503, 504, 512, *range(520, 528)))
_GONE = frozenset((404, 410))


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """How a crawl ended.

    stop_reason: finished; pages or minutes (budget used up); interrupted; unreachable or blocked (so many
    failures or walls in a row); storage (disk or database); or, where the site gave no answer at all, the
    reason code of its home page. `detail` is the sentence for storage. `pages` counts the addresses looked
    at in this run, `errors` those of them that gave a failure or a status from 400 at the last look.
    `not_rendered` are pages that a browser was to draw, and why it could not.
    """

    stop_reason: str
    pages: int
    errors: int
    detail: str = ""
    not_rendered: Mapping[str, str] = field(default_factory=dict)


class SiteCrawl:
    """What a crawl knows: the inspection, the archive, the queue, the budgets, and when to stop."""

    def __init__(
        self,
        url: str,
        inspection: Inspection,
        *,
        max_pages: int | None = None,
        max_minutes: float | None = None,
        outside: int = 0,
        search: int = 0,
        drawing: bool = False,
        progress: Callable[[int, int, int], None] | None = None,
    ) -> None:
        if inspection.folder is None:
            raise ArchiveError(_("a crawl needs a folder for its evidence: give one with --out"))
        self.inspection = inspection
        self.progress = progress
        #: Titles that the site's search is still to be asked for, once no page waits for a browser.
        self.search = search
        self.drawing = drawing
        self.pages = 0
        self._bad: set[str] = set()
        self._undrawn: dict[str, str] = {}
        self._drawn: set[str] = set()
        self.stop_reason = ""
        self.detail: UsageError | None = None
        self.closed = False
        self._streaks: Counter[tuple[str, bool]] = Counter()
        self._began = time.monotonic()
        self._deadline = self._began + max_minutes * 60 if max_minutes else None
        self._limits = {"max-pages": str(max_pages or "none"), "max-minutes": str(max_minutes or "none")}
        start, self._port = urlsplit(url).netloc, urlsplit(url).port
        local = is_internal(host(url)) or is_this_machine(url)
        # A crawl that starts at an internal address stays on that port: others are other people's services.
        within = (lambda u: urlsplit(u).netloc == start) if local else inspection.internal
        #: Whether a page may load something from there while it is drawn; the downloader guards the rest.
        self.may_load: Callable[[str], bool] = within if local else lambda _url: True
        with inspection.transaction():
            self.frontier = Frontier(
                inspection.connection, url, internal=within, max_pages=max_pages, outside=outside
            )
            self._redirects = Redirects(inspection.connection, self.frontier, LOOKS)
            #: Seconds that earlier runs took.
            self._before = (store.get(inspection.connection, "crawl") or {}).get("seconds") or 0
            self._note("unfinished")
            inspection.unfinished()
        path = inspection.folder / EVIDENCE
        self._recover(path)
        self.archive = Archive(path)

    def _recover(self, path: Path) -> None:
        """Take up what a killed run archived but did not store, and cut what it wrote only half."""
        done = self.frontier.evidence
        size = path.stat().st_size if path.exists() else 0
        if size < done:
            raise ArchiveError(
                _("{path} is shorter than the database says (evidence was removed): give another --out"),
                path=path,
            )
        if size == done:
            return
        end = done
        damages: list[Damage] = []
        with contextlib.suppress(ArchiveError):
            for record in records(path, damages, done, MAX_BODY):
                if damages:
                    break
                end = record.offset + record.length
        cut(path, end)
        if end == done:
            return
        with contextlib.suppress(ArchiveError):
            for page in pages(path, start=done):
                visit = self.frontier.find(page.url)
                self.keep(page, visit)
        with self.inspection.transaction():
            self.frontier.evidence = end

    @property
    def errors(self) -> int:
        """Addresses of this run that gave a failure or a status from 400 at the last look."""
        return len(self._bad)

    def next_visit(self) -> Visit | None:
        """What to fetch next; None where there is nothing now, or the crawl is stopping."""
        if not self.running:
            return None
        found = self.frontier.next(1) or (self._ask_search() and self.frontier.next(1))
        return found[0] if found else None

    @property
    def running(self) -> bool:
        """Whether the crawl goes on: nothing stopped it, and its time is not over."""
        if self._deadline and time.monotonic() > self._deadline:
            self.stop("minutes")
        return not self.stop_reason

    @property
    def pending(self) -> bool:
        """Whether `next_visit` has something now."""
        return not self.stop_reason and (self.frontier.pending or self._ask_search())

    def _ask_search(self) -> bool:
        """Queue what the site's search is asked, once the site is done; whether anything was queued."""
        if not self.search or self.drawing or not self.frontier.idle:
            return False
        count, self.search = self.search, 0
        inspection = self.inspection
        asked = store.get(inspection.connection, "search") or {}
        if asked.get("questions"):
            return False
        from inspector.crawling.searching import plan_search

        try:
            plan = plan_search(inspection.site, self.archive.path, count, inspection.today.isoformat())
            with inspection.transaction():
                plan["questions"] = [one for one in plan["questions"] if self.frontier.ask(one["url"])]
                inspection.ask(plan)
        except sqlite3.Error as error:
            self.stop("storage", refusal(error, inspection.folder))
        return self.frontier.pending

    def stop(self, reason: str, detail: UsageError | None = None) -> None:
        """Hand out nothing more; the first reason given counts."""
        if not self.stop_reason:
            self.stop_reason, self.detail = reason, detail

    def answer(
        self,
        url: str,
        status: int,
        headers: tuple[tuple[str, str], ...],
        raw_body: bytes,
        *,
        ip: str | None = None,
        truncated: str | None = None,
    ) -> Page | None:
        """Archive an answer; the page it holds. None where the disk refused, which stops the crawl."""
        fetched = datetime.now(UTC)
        try:
            record = self.archive.response(url, status, headers, raw_body, fetched, ip, truncated)
        except ArchiveError as error:
            self.stop("storage", error)
            return None
        return page_of(url, status, headers, raw_body, fetched, record)

    def failure(self, url: str, code: str, detail: str) -> Page | None:
        """Archive that no usable answer came; the page that says so."""
        fetched = datetime.now(UTC)
        try:
            record = self.archive.failure(url, code, detail, fetched)
        except ArchiveError as error:
            self.stop("storage", error)
            return None
        return Page(url, 0, (), b"", whole_second(fetched), code, record)

    def to_render(self, count: int) -> list[str]:
        """Up to `count` pages that show their content only in a browser and were not drawn in this run."""
        rows = self.inspection.connection.execute(
            "SELECT url FROM pages JOIN urls USING (id)"
            " WHERE seen AND internal AND needs_rendering IS NOT NULL ORDER BY pages.rowid"
        )
        found = [url for (url,) in rows if url not in self._drawn][: max(0, count)]
        self._drawn.update(found)
        return found

    def rendered(self, original: Page, body: bytes, content_type: str, about: str) -> None:
        """Archive and store what a browser made of a page."""
        fetched = datetime.now(UTC)
        place = original.record
        first = next(records(self.archive.path, [], place.offset, MAX_BODY), None) if place else None
        number = first.get("warc-record-id") if first else None
        try:
            record = self.archive.rendered(original.url, body, content_type, number, fetched, about)
        except ArchiveError as error:
            self.stop("storage", error)
            return
        self.keep(rendered_page(original, body, content_type, fetched, record), None)

    def not_rendered(self, url: str, reason: str) -> None:
        """Note why a browser could not draw a page."""
        self._undrawn[url] = reason

    def keep(self, page: Page, visit: Visit | None) -> None:
        """Store a page, its facts and findings, and move the queue: one transaction."""
        try:
            with self.inspection.transaction():
                if visit and self._redirects.endless(page, visit):
                    page = self.failure(page.url, "loop", f"redirected once more, to {page.redirect}") or page
                self.inspection.add(page)
                self._move(page, visit)
                if page.record:
                    self.frontier.evidence = page.record.offset + page.record.length
        except (sqlite3.Error, OSError) as error:
            self.stop("storage", refusal(error, self.inspection.folder))
            return
        except Exception as error:
            # A defect of ours must cost one page, and must not make the crawl come back to it for ever.
            page = self._give_up(page, visit, f"{type(error).__name__}: {error}")
        self._count(page, visit)

    def _give_up(self, page: Page, visit: Visit | None, detail: str) -> Page:
        self.frontier.reload()
        page = self.failure(page.url, "error", detail) or page
        with self.inspection.transaction():
            self.inspection.add(page)
            if visit:
                self.frontier.done(visit)
            if page.record:
                self.frontier.evidence = page.record.offset + page.record.length
        return page

    def _move(self, page: Page, visit: Visit | None) -> None:
        if visit is None:
            if urlsplit(page.url).path == "/robots.txt":
                self.frontier.discover_sitemap((), robots_sitemaps(page) if page.status == 200 else ())
            elif page.rendered:
                self.frontier.discover(page, self.frontier.find(page.url, waiting=False))
            return
        if page.redirect == page.url and page.failure is None:
            # Some servers insist on a cookie first: the next look brings it along.
            self.frontier.retry_later(visit, at_once=True)
            return
        if self._look_again(page, visit):
            self.frontier.retry_later(visit)
        else:
            self.frontier.done(visit)
        if visit.purpose == "sitemap":
            self.frontier.discover_sitemap(*read_sitemap(page))
        self.frontier.discover(page, visit)

    def _look_again(self, page: Page, visit: Visit) -> bool:
        looks = visit.tries + 1
        if visit.purpose == "sitemap":
            return False
        failed = page.failure in _PASSING_FAILURES or page.failure == "robots-unreadable"
        passing = failed or page.status in _PASSING_STATUSES or bool(page.blocked)
        if visit.purpose == "search":
            answer = self.inspection.site.facts(url_id(page.url)).get("search", {})
            return (passing or answer.get("state") == "missing") and looks < LOOKS_SEARCH
        if page.status in _GONE:
            return looks < LOOKS_GONE
        return passing and looks < LOOKS

    def _count(self, page: Page, visit: Visit | None) -> None:
        if page.rendered:
            return
        self.pages += visit is None or not visit.tries
        if page.failure or page.status >= 400:
            self._bad.add(page.url)
        else:
            self._bad.discard(page.url)
        if visit and visit.purpose in ("outside", "search"):
            return
        if urlsplit(page.url).port != self._port:
            return  # another service of the host, which says nothing of the site's
        for name, now in (
            ("unreachable", page.failure in _PASSING_FAILURES),
            ("blocked", bool(page.blocked)),
        ):
            again = bool(visit and visit.tries)
            if not now:
                self._streaks[name, False] = self._streaks[name, True] = 0
                continue
            self._streaks[name, again] += 1
            if self._streaks[name, again] < PATIENCE:
                continue
            if again:
                # What is waiting for a further look stays as it was seen.
                with self.inspection.transaction():
                    self.frontier.drop_second_looks()
            else:
                self.stop(name)
        if self.progress:
            self.progress(self.pages, self.errors, self.frontier.waiting)

    def close(self, reason: str = "finished") -> None:
        """Write how the crawl ended into the archive, and close it. Twice does no harm."""
        if self.closed:
            return
        self.closed = True
        if self.frontier.waiting and reason == "finished":
            reason = "pages" if self.frontier.exhausted else "finished"
        self.stop(reason)
        self.stop_reason = self._nothing_at_all() or self.stop_reason
        log = {"stop": self.stop_reason, "pages": str(self.pages), "errors": str(self.errors), **self._limits}
        log["waiting"] = str(self.frontier.waiting)
        if probed := store.get(self.inspection.connection, "ipv6"):
            log["ipv6"] = store.as_json(probed)
        if asked := store.get(self.inspection.connection, "search"):
            log["search"] = store.as_json(asked)
        for number, (url, why) in enumerate(list(self._undrawn.items())[:200], 1):
            log[f"not-rendered-{number}"] = f"{url} {why}"
        for number, (why, shape, count) in enumerate(self.frontier.guarded()[:200], 1):
            log[f"guarded-{number}"] = f"{why} {count} {shape}"
        try:
            self.archive.crawl_log(log)
        except ArchiveError as error:
            self.stop_reason, self.detail = "storage", error
        with contextlib.suppress(sqlite3.Error), self.inspection.transaction():
            self.frontier.evidence = self.archive.end
            self._note(self.stop_reason)
        self.archive.close()

    def _note(self, stop: str) -> None:
        """Note in the database how the crawl ended so far."""
        seconds = round(self._before + time.monotonic() - self._began, 1)
        ended = {"stop": stop, "seconds": seconds, "not_rendered": self._undrawn}
        if self.detail:
            said = {name: str(value) for name, value in self.detail.data.items()}
            ended |= {"detail": self.detail.message, "data": said}
        store.put(self.inspection.connection, crawl=ended)

    def _nothing_at_all(self) -> str | None:
        """The reason code of the home page where no address of the site ever answered."""
        if self.stop_reason in ("interrupted", "storage"):
            return None
        connection = self.inspection.connection
        if connection.execute("SELECT 1 FROM pages WHERE status > 0 LIMIT 1").fetchone():
            if self.stop_reason != "finished":
                return None
        row = connection.execute(
            "SELECT failure FROM pages WHERE id = ? AND status = 0", (url_id(self.frontier.start_url),)
        ).fetchone()
        return row[0] if row else None

    def result(self) -> CrawlResult:
        """How it ended; valid when closed."""
        detail = str(self.detail) if self.detail else ""
        return CrawlResult(self.stop_reason, self.pages, self.errors, detail, self._undrawn)
