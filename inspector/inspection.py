"""One inspection: pages go in one by one, a score comes out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from inspector import store
from inspector.errors import UsageError
from inspector.facts.search.answer import read_search_answer
from inspector.facts.summary import summary
from inspector.health import ailments
from inspector.messages import _
from inspector.page import Page
from inspector.people.judgement import settle, stored_judgements
from inspector.profile import Profile
from inspector.rule import Finding, Outcome, Rule, fingerprint
from inspector.score import Score, score
from inspector.site import Site
from inspector.tally import Tally, rule_results
from inspector.urls import canonical, same_site, url_id
from inspector.versions import stamp
from inspector.writing import Writer, forget_page

DATABASE = "inspection.db"
EVIDENCE = "evidence.warc.gz"
_INSERT_OUTCOME = store.insert("outcomes")
_INSERT_FINDING = store.insert("findings")


class InspectionError(UsageError):
    """The inspection cannot go on; the message says why and what to do."""


class Inspection:
    """Pages in, facts and findings into SQLite, and a score out.

    `folder` None keeps the database in memory. `start` is the address of the site. `crawled` says whether
    the pages are a whole site (a crawl, an archive) or hand-picked; of the latter nothing that needs the
    whole site is judged. A folder that already holds an inspection of this site is taken up again; only for
    `reading` it need not be writable.
    """

    def __init__(
        self,
        folder: Path | None,
        start: str,
        profile: Profile,
        rules: Mapping[str, Rule],
        today: date,
        *,
        crawled: bool = True,
        only: frozenset[str] = frozenset(),
        official_host: str | None = None,
        reading: bool = False,
    ) -> None:
        self.folder = folder
        self.start = canonical(start)
        self.profile = profile
        wanted = only or profile.rules
        self.rules = {name: rule for name, rule in rules.items() if name in wanted}
        self.today = today
        self.crawled = crawled
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        self.connection = store.open_database(folder / DATABASE if folder else None, reading=reading)
        self._take_up(official_host)
        self._reload()

    def _take_up(self, official_host: str | None) -> None:
        """Check that the database is of this site, and note what it is judged with."""
        stored = store.get(self.connection, "start")
        if stored is not None and (
            not same_site(stored, self.start) or urlsplit(stored).port != urlsplit(self.start).port
        ):
            self.connection.close()
            raise InspectionError(
                _("{folder} holds the inspection of {start}, not of {other}: give another --out folder"),
                folder=self.folder,
                start=stored,
                other=self.start,
            )
        self.start = stored or self.start
        before = store.get(self.connection, "profile")
        if before not in (None, self.profile.id):
            self.connection.close()
            raise InspectionError(
                _(
                    "{folder} holds an inspection under {known}: give --profile {known}, or judge its "
                    "evidence by another standard with `inspector replay {folder} --profile {profile}`"
                ),
                folder=self.folder,
                known=before,
                profile=self.profile.id,
            )
        with self.transaction():
            store.put(
                self.connection,
                start=self.start,
                crawled=self.crawled,
                profile=self.profile.id,
                standard=self.profile.model_dump(mode="json", exclude_defaults=True),
                today=self.today.isoformat(),
                official_host=official_host or store.get(self.connection, "official_host"),
            )
            if stored is None:
                stamp(self.connection, self.profile, self.rules)

    def _reload(self) -> None:
        self._hosts: list[str] = store.get(self.connection, "hosts", [self.start])
        self._writer = Writer(self.connection, self.internal)
        self._pages = {row[0] for row in self.connection.execute("SELECT id FROM pages")}
        self._questions = self._asked()
        self._page_rules = [
            (rule, self._options(rule)) for rule in self.rules.values() if rule.scope == "page"
        ]

    def _options(self, rule: Rule) -> dict[str, Any]:
        today = {"today": self.today} if rule.dated else {}
        return {**rule.options, **self.profile.options.get(rule.id, {}), **today}

    def __enter__(self) -> Inspection:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One write transaction; all that a page brings goes into one."""
        try:
            with store.transaction(self.connection):
                yield
        except BaseException:
            self._reload()
            raise

    def internal(self, url: str) -> bool:
        """Whether an address belongs to the inspected site."""
        return any(same_site(url, known) for known in self._hosts)

    def ask(self, plan: Mapping[str, Any]) -> None:
        """Keep what the site's search is asked (`inspector.crawling.searching`): its answers are no pages."""
        with self.transaction():
            store.put(self.connection, search=plan)
            self._questions = self._asked()

    def _asked(self) -> dict[int, Mapping[str, str]]:
        """What the site's search is asked by each address, those that its answers redirect to among them."""
        plan = store.get(self.connection, "search") or {}
        asked: dict[int, Mapping[str, str]] = {}
        for question in plan.get("questions", ()):
            number: int | None = url_id(question["url"])
            while number is not None and number not in asked:
                asked[number] = question
                number = self._next_answer(number)
        return asked

    def _next_answer(self, number: int) -> int | None:
        """Where an answer of the search redirects to, unless that is a page of the site that was seen."""
        row = self.connection.execute(
            "SELECT location FROM pages WHERE id = ? AND location NOT IN (SELECT id FROM pages WHERE seen)",
            (number,),
        ).fetchone()
        return row[0] if row else None

    def add(self, page: Page) -> None:
        """Store a page, its facts and what the page rules find; the same address again replaces it."""
        number = url_id(page.url)
        with self.transaction():
            if number in self._pages:
                forget_page(self.connection, number)
            self._follow_home(page)
            # Of another site it only counts whether it answered.
            ours = not self.crawled or self.internal(page.url)
            question = self._questions.get(number)
            ours = ours and question is None
            facts, trouble = _facts(page, question) if ours or question else (None, None)
            self._writer.write_page(page, facts, apart=question is not None)
            self._pages.add(number)
            if question and (leads := self._next_answer(number)):
                self._questions[leads] = question
            outcomes: list[tuple[str, int | None, str]] = []
            if trouble:
                outcomes.append(("reading", number, Outcome.CANT_TELL))
                self._write("reading", number, page.url, trouble)
            elif page.seen and ours:
                for rule, options in self._page_rules:
                    outcome = self._judge(rule, options, page, number, page.url)
                    if outcome is not Outcome.INAPPLICABLE:
                        outcomes.append((rule.id, number, outcome))
            self.connection.executemany(_INSERT_OUTCOME, outcomes)

    def _follow_home(self, page: Page) -> None:
        """A redirect of the start address to another host makes that host the site's too."""
        if page.redirect and self.internal(page.url) and not self.internal(page.redirect):
            seen_any = self.connection.execute("SELECT 1 FROM pages WHERE seen LIMIT 1").fetchone()
            if not seen_any:
                self._hosts.append(page.redirect)
                store.put(self.connection, hosts=self._hosts)

    def _judge(
        self, rule: Rule, options: Mapping[str, Any], subject: Page | Site, number: int | None, url: str
    ) -> Outcome:
        """Run one rule on one subject, storing its findings; a rule that raises is cantTell, and said."""
        try:
            if not rule.applies(subject):
                return Outcome.INAPPLICABLE
            findings = rule.findings(subject, options)
        except (Exception, SystemExit) as error:  # a rule's crash must neither end the inspection nor pass
            crash = f"{type(error).__name__}: {error}"
            findings = [
                Finding(
                    _("the rule crashed, so this is not judged: {crash}"),
                    outcome=Outcome.CANT_TELL,
                    key="crash",
                    crash=crash,
                )
            ]
        for finding in findings:
            self._write(rule.id, number, url, finding)
        outcomes = {finding.outcome for finding in findings}
        if Outcome.FAILED in outcomes:
            return Outcome.FAILED
        return Outcome.CANT_TELL if outcomes else Outcome.PASSED

    def _write(self, rule: str, number: int | None, url: str, finding: Finding) -> None:
        about = finding.url or url
        if finding.url is not None:
            known = url_id(about)
            number = known if known in self._pages else number
        self.connection.execute(
            _INSERT_FINDING,
            (
                None,
                rule,
                number,
                about,
                finding.outcome,
                finding.at,
                finding.seen.encode("utf-8", "replace").decode(),
                finding.message,
                store.as_json(dict(finding.data)),
                finding.key,
                fingerprint(rule, about, finding.at, finding.key),
            ),
        )

    def set_day(self, today: date) -> None:
        """Take another day as the day of inspection, which only what comes after the pages goes by."""
        if today != self.today:
            self.today = today
            with self.transaction():
                store.put(self.connection, today=today.isoformat())

    @property
    def site(self) -> Site:
        """The facts so far."""
        return Site(self.connection, self.start, crawled=self.crawled)

    def unfinished(self) -> None:
        """Note that pages may come that the site rules have not seen, until `finish`."""
        with self.transaction():
            store.put(self.connection, finished=False)

    def finish(self) -> None:
        """Learn labels, find the columns and run the site rules; doing it again gives the same."""
        from inspector.columns.discovery import discover_columns
        from inspector.header_labels import learn_labels
        from inspector.twins import join_twins

        with self.transaction():
            stamp(self.connection, self.profile, self.rules)
            if store.get(self.connection, "seed") is None:  # nobody drew one: the day, as a number
                store.put(self.connection, seed=int(f"{self.today:%Y%m%d}"))
            store.put(self.connection, finished=True)
            if self.crawled:
                join_twins(self.connection, self.site.home_url)
            store.finish_links(self.connection)
            learn_labels(self.connection)
            for rule in self.rules.values():
                if rule.scope == "site":
                    self.connection.execute("DELETE FROM outcomes WHERE rule = ?", (rule.id,))
                    self.connection.execute("DELETE FROM findings WHERE rule = ?", (rule.id,))
            site = self.site
            discover_columns(site, self.today)
            for rule in self.rules.values():
                if rule.scope == "site":
                    outcome = self._judge(rule, self._options(rule), site, site.home, site.home_url)
                    if outcome is not Outcome.INAPPLICABLE or site.crawled:
                        self.connection.execute(_INSERT_OUTCOME, (rule.id, None, outcome))

    def score(self, without: tuple[str, ...] = ()) -> Score:
        """The score of what was found."""
        return settled_score(self.connection, self.profile, self.rules, without)


def settled_score(
    connection: sqlite3.Connection,
    profile: Profile,
    rules: Mapping[str, Rule],
    without: tuple[str, ...] = (),
) -> Score:
    """The score of a stored inspection under a profile: checked, settled, scored."""
    site = Site(
        connection, store.get(connection, "start", ""), crawled=store.get(connection, "crawled", True)
    )
    today = date.fromisoformat(store.get(connection, "today", "1970-01-01"))
    judgements = stored_judgements(connection, profile.id)
    tally = Tally(connection, profile, (one.item for one in judgements))
    settled = settle(rule_results(site, rules, tally), judgements, today)
    return score(
        profile,
        settled.results,
        decisions=settled.decisions,
        bonus=site.crawled,
        without=without,
        ill=ailments(site, profile.least_pages),
        accounts=site.account_names,
    )


def _facts(page: Page, question: Mapping[str, str] | None) -> tuple[dict[str, Any] | None, Finding | None]:
    """The facts to store; a reader that raises costs this page's facts, and is said."""
    try:
        if question:
            answer = read_search_answer(page, question["title"], question["page"])
            return {"search": answer._asdict()}, None
        if page.seen:
            return summary(page), None
        if page.media == "script" and page.status == 200:
            return _script_facts(page), None
        return None, None
    except Exception as error:  # hostile pages must cost one page, not the inspection
        reason = f"{type(error).__name__}: {error}"
        return None, Finding(
            _("the page could not be read: {reason}"), outcome=Outcome.CANT_TELL, key="reading", reason=reason
        )


# Words by which a script that writes no plain foot speaks of its items.
_TEXTS = frozenset(("site_code", "icp", "police_record", "sponsor", "contact"))
_HELD = dict.fromkeys(sorted(_TEXTS), ("标识码", "ICP备", "公网安备")) | {
    "party_government_mark": ("conac.cn", "党政机关"),
    "error_report_entry": ("jiucuo", "网站找错"),
    "site_map_link": ("网站地图", "站点地图", "网站导航"),
}


def _script_facts(page: Page) -> dict[str, Any] | None:
    """What a script writes of the site's identity, and `held`: what it may write though nothing proves it."""
    identity = {name: value for name, value in page.identity.as_dict().items() if value}
    held = {item for item, signs in _HELD.items() if item not in identity and page.holds(*signs)}
    if identity.keys() & _TEXTS:
        held -= _TEXTS
    facts = {"identity": identity, "held": sorted(held)}
    return {name: value for name, value in facts.items() if value} or None
