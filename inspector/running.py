"""What the commands on whole sites do: crawl, replay, report, demo."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile
from urllib.parse import urlsplit
from weakref import finalize

from inspector import store
from inspector.errors import UsageError
from inspector.inspection import DATABASE, Inspection
from inspector.locale import phrase, translator
from inspector.messages import _
from inspector.profile import Profile, load_profile, profile_ids
from inspector.refusals import damaged
from inspector.rule import Rule, load_rules
from inspector.score import Score, Verdict
from inspector.targets import is_url
from inspector.urls import join
from inspector.versions import changes

#: Pages at the beginning of an archive by which its site is told.
#: Damaged places of an archive that are named.
DAMAGES = 10
#: Bytes of a report that are held in memory.
SPOOLED = 1 << 20
#: Titles that the site's search is asked for.
QUESTIONS = 3
#: Seeds are drawn below this.
SEEDS = 1_000_000


class Kept(Iterable[str]):
    """A text that is given and read piece by piece; a long one is kept in a temporary file."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._file = SpooledTemporaryFile(SPOOLED, "w+", encoding="utf-8", errors="replace", newline="")
        finalize(self, self._file.close)
        for piece in pieces:
            self._file.write(piece)

    def __iter__(self) -> Iterator[str]:
        self._file.seek(0)
        return iter(lambda: self._file.read(1 << 16), "")


@dataclass(frozen=True)
class Answer:
    """What a command prints, the score that its exit code follows, and what of the request was wrong."""

    pieces: Iterable[str]
    score: Score
    wrong: tuple[UsageError, ...] = ()

    @property
    def text(self) -> str:
        """All that it prints."""
        return "".join(self.pieces)

    def exit_code(self, fail_below: float | None) -> int:
        """See `inspector.commands.EXIT_CODES`."""
        return 2 if self.wrong else exit_code(self.score, fail_below)


def exit_code(score: Score, fail_below: float | None = None) -> int:
    """3 where too little could be seen, 1 for a veto or less than asked for, else 0."""
    if score.verdict is Verdict.REFUSED:
        return 3
    below = fail_below is not None and score.high < fail_below
    return int(bool(score.vetoes) or below)


def standard(profile_id: str) -> tuple[dict[str, Rule], Profile]:
    """All rules, and a profile checked against them."""
    rules = load_rules()
    return rules, load_profile(profile_id, rules)


def answer(
    inspection: Inspection,
    *,
    format_: str,
    lang: str,
    show_all: bool,
    targets: Mapping[str, Sequence[str]] | None = None,
    notes: tuple[str, ...] = (),
    mended: tuple[str, ...] = (),
) -> Answer:
    """The report of a finished inspection, rendered."""
    from inspector.report import build, pieces

    without = tuple(store.get(inspection.connection, "without", []))
    report = build(inspection.connection, inspection.profile, inspection.rules, without, mended=mended)
    notes += tuple(changes(inspection.connection, inspection.profile, inspection.rules, lang))
    if not inspection.profile.holds(inspection.today):
        notes += (_in_force(inspection.profile, lang),)
    text = pieces(report, format_, lang, show_all=show_all, targets=targets, notes=notes)
    return Answer(Kept(text), report.score)


def _in_force(profile: Profile, lang: str) -> str:
    """That the day of inspection is outside the days the standard holds."""
    data = {"first": str(profile.valid_from or "…"), "last": str(profile.valid_until or "…")}
    message = _("the standard is in force from {first} to {last} only, not on the day of inspection")
    return phrase(message, data, translator(lang))


def crawl_site(
    url: str,
    out: Path,
    *,
    profile_id: str,
    format_: str,
    lang: str,
    show_all: bool = False,
    max_pages: int | None = None,
    max_minutes: float | None = None,
    outside: int = 0,
    search: int = 0,
    delay: float | None = None,
    official_host: str | None = None,
    today: date | None = None,
    without: tuple[str, ...] = (),
    previous: Path | None = None,
    ledger: Path | None = None,
    new_media: Path | None = None,
    render: bool = False,
    seed: int | None = None,
) -> Answer:
    """Crawl a site into a folder, or go on with it, then judge and report.

    The day of inspection stays the one the crawl began on, and the seed of its samples the one that was
    drawn then, unless others are given.
    """
    from inspector.crawling.spider import crawl
    from inspector.people.taking_over import take
    from inspector.progress import crawl_progress
    from inspector.redating import compare_dates

    require_url(url)
    rules, profile = standard(profile_id)
    require_functions(without, profile)
    if render:
        from inspector.crawling.browser import require_browser

        require_browser()
    day = today or stored_day(out) or datetime.now().date()
    with (
        alone(out),
        Inspection(out, url, profile, rules, day, official_host=official_host) as inspection,
    ):
        with inspection.transaction():
            drawn = store.get(inspection.connection, "seed", secrets.randbelow(SEEDS))
            store.put(inspection.connection, without=list(without), seed=drawn if seed is None else seed)
        take(inspection, previous, ledger, new_media)
        if "ipv6" in profile.rules and official_host is None:
            _ask_over_ipv6(inspection)
        with crawl_progress(inspection, max_pages=max_pages, max_minutes=max_minutes, lang=lang) as progress:
            crawl(
                inspection.start,
                inspection,
                max_pages=max_pages,
                max_minutes=max_minutes,
                outside=outside,
                search=search if "site-search" in profile.rules else 0,
                delay=delay,
                obey_robots=profile.obey_robots,
                progress=progress,
                render=render,
            )
        if previous:
            compare_dates(inspection, previous)
        inspection.finish()
        return answer(inspection, format_=format_, lang=lang, show_all=show_all)


def _ask_over_ipv6(inspection: Inspection) -> None:
    """Ask once whether the site can be reached over IPv6, and keep the answer."""
    from inspector.crawling.ipv6 import probe

    if store.get(inspection.connection, "ipv6") is None:
        parts = urlsplit(inspection.start)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        with inspection.transaction():
            store.put(inspection.connection, ipv6=probe(parts.hostname or "", port))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder against a second crawl into it. Raises UsageError where one is under way."""
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "crawl.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise UsageError(
            _("another crawl works in {folder}: wait for it, or give another --out"), folder=folder
        ) from None
    try:
        yield
    finally:
        lock.release()


def report_folder(
    folder: Path,
    *,
    format_: str,
    lang: str,
    show_all: bool,
    previous: Path | None = None,
    ledger: Path | None = None,
    new_media: Path | None = None,
    mended: tuple[str, ...] = (),
) -> Answer:
    """The report of a stored inspection, under the standard it was judged by.

    A new ledger has the columns judged again, an earlier inspection the dates; `mended` is what to suppose
    mended.
    """
    from inspector.people.taking_over import take
    from inspector.redating import compare_dates

    with stored(folder, reading=not (previous or ledger or new_media)) as inspection:
        changed = take(inspection, previous, ledger, new_media)
        if (previous and compare_dates(inspection, previous)) or changed:
            inspection.finish()
        return answer(inspection, format_=format_, lang=lang, show_all=show_all, mended=mended)


def stored(folder: Path, *, reading: bool = False) -> Inspection:
    """The inspection in a folder, as it was judged. Raises UsageError where there is none."""
    if not (folder / DATABASE).exists():
        raise UsageError(
            _("{folder} holds no inspection: run `inspector crawl URL --out {folder}` first"), folder=folder
        )
    connection = store.open_database(folder / DATABASE, reading=True)
    with closing(connection):
        values = {key: store.get(connection, key) for key in ("start", "profile", "standard", "crawled")}
        day = store.stored_day(connection)
    if not values["start"] or not day:
        raise UsageError(
            _("{folder} holds an empty database: run `inspector crawl URL --out {folder}` first"),
            folder=folder,
        )
    rules = load_rules()
    if values["profile"] in profile_ids() or not values["standard"]:
        profile = load_profile(values["profile"], rules)
    else:  # the standard was a file, which need not be here any more
        try:
            profile = Profile.model_validate(values["standard"])
        except ValueError:
            raise damaged("inspection.standard") from None
    return Inspection(
        folder, values["start"], profile, rules, day, crawled=values["crawled"], reading=reading
    )


def run_demo(
    out: Path, *, serve_only: bool, today: date, format_: str, lang: str, show_all: bool = False
) -> Answer | None:
    """Serve the sample portal, inspect it, and report; or only serve it until Ctrl-C."""
    from inspector.sample.serve import OFFICIAL_HOST, SEED, serve

    # Taken up again it must stand where it stood.
    before = None
    if not serve_only and (out / DATABASE).exists():
        with closing(store.open_database(out / DATABASE, reading=True)) as connection:
            before = store.get(connection, "start")
    with serve(today, (before and urlsplit(before).port) or 0) as url:
        if serve_only:
            import threading

            told = phrase(_("the sample portal stands at {url} until Ctrl-C"), {"url": url}, translator(lang))
            print(told, flush=True)
            threading.Event().wait()
            return None
        return crawl_site(
            url,
            out,
            profile_id="cn-2019",
            format_=format_,
            lang=lang,
            show_all=show_all,
            today=today,
            official_host=OFFICIAL_HOST,
            search=QUESTIONS,
            seed=SEED,
        )


def stored_day(folder: Path) -> date | None:
    """The day of the inspection that a folder holds, if it holds one."""
    if not (folder / DATABASE).exists():
        return None
    with closing(store.open_database(folder / DATABASE, reading=True)) as connection:
        return store.stored_day(connection)


def require_url(url: str) -> None:
    """Raise UsageError for what is no address of a website."""
    try:
        parts = urlsplit(url)
        sound = is_url(url) and bool(parts.hostname) and join("", url) is not None and parts.port != 0
        named = sound and "@" in parts.netloc
    except ValueError:
        sound = named = False
    if named:
        raise UsageError(
            _("this program never logs in: give the address without a name and password, as {url}"),
            url=f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/",
        )
    if not sound:
        raise UsageError(
            _("'{url}' is no address of a website; write it as https://www.example.gov.cn/"), url=url
        )


def require_functions(names: tuple[str, ...], profile: Profile) -> None:
    """Raise UsageError for a function that the profile does not know as optional."""
    for name in names:
        if name not in profile.optional:
            raise UsageError(
                _("--without {function}: profile {profile} knows these functions: {known}"),
                function=name,
                profile=profile.id,
                known=list(profile.optional) or "–",
            )
