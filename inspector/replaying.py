"""Judging archived evidence again: what the command `replay` does, and what `verify` rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from inspector import store
from inspector.errors import UsageError
from inspector.inspection import DATABASE, EVIDENCE, Inspection
from inspector.locale import phrase, plain, translator
from inspector.messages import _
from inspector.page import Page
from inspector.profile import Profile
from inspector.rule import Rule
from inspector.running import Answer, answer, require_functions, require_url, standard

#: Pages at the beginning of an archive by which its site is told.
SURVEYED = 200
#: Damaged places of an archive that are named.
DAMAGES = 10
#: How the names of archives end.
ENDINGS = (".warc", ".warc.gz", ".arc", ".arc.gz")


def replay_evidence(
    evidence: Path,
    out: Path | None,
    *,
    profile_id: str,
    format_: str,
    lang: str,
    show_all: bool = False,
    url: str | None = None,
    official_host: str | None = None,
    today: date | None = None,
    without: tuple[str, ...] = (),
    previous: Path | None = None,
    ledger: Path | None = None,
    new_media: Path | None = None,
    seed: int | None = None,
) -> Answer:
    """Judge an archive again. Without `today` the day is that of the evidence, and so is the seed."""
    rules, profile = standard(profile_id)
    require_functions(without, profile)
    if url:
        require_url(url)
    with replayed(
        evidence,
        out,
        rules,
        profile,
        url=url,
        official_host=official_host,
        today=today,
        previous=previous,
        ledger=ledger,
        new_media=new_media,
        seed=seed,
    ) as inspection:
        if without:
            with inspection.transaction():
                store.put(inspection.connection, without=list(without))
        notes = tuple(damage_notes(store.get(inspection.connection, "damages", []), lang))
        return answer(inspection, format_=format_, lang=lang, show_all=show_all, notes=notes)


def replayed(
    evidence: Path,
    out: Path | None,
    rules: Mapping[str, Rule],
    profile: Profile,
    *,
    url: str | None = None,
    official_host: str | None = None,
    today: date | None = None,
    previous: Path | None = None,
    ledger: Path | None = None,
    new_media: Path | None = None,
    seed: int | None = None,
) -> Inspection:
    """A finished inspection of archived evidence, in `out` or in memory, settled as the folder's own was."""
    from inspector.people.taking_over import take, take_whole
    from inspector.redating import compare_dates

    archive, settings = evidence_of(evidence)
    if out and (out / DATABASE).exists():
        raise UsageError(_("{folder} holds an inspection already: give a new --out folder"), folder=out)
    start = url or settings.get("start") or _main_site(archive)
    if not start:
        raise UsageError(
            _("{file} holds no page of a website that can be read; give an archive of a crawl"), file=archive
        )
    day = today or settings.get("today")
    official_host = official_host or settings.get("official_host")
    with Inspection(None, start, profile, rules, day or date.min) as trial:
        take(trial, previous, ledger, new_media)  # what is wrong with them leaves no half-made folder
    inspection = Inspection(out, start, profile, rules, day or date.min, official_host=official_host)
    damages: list[dict[str, Any]] = []
    if settings.get("search"):
        inspection.ask(settings["search"])
    with inspection.transaction():
        for page in _pages(archive, damages):
            inspection.add(page)
            if day is None:
                inspection.set_day(max(inspection.today, page.fetched.date()))
        store.put(
            inspection.connection,
            evidence=str(archive.resolve()),
            damages=damages,
            crawl=_ended(settings.get("crawl")),
            without=settings.get("without") or [],
            ipv6=settings.get("ipv6"),
            earlier=settings.get("earlier"),
            seed=settings.get("seed") if seed is None else seed,
        )
    take_whole(inspection, evidence)
    take(inspection, previous, ledger, new_media)
    if previous:
        compare_dates(inspection, previous, archive)
    inspection.finish()
    return inspection


def _ended(crawl: Mapping[str, Any] | None) -> dict[str, Any]:
    """How a crawl ended whose evidence is judged; one that was broken off has ended by that."""
    if not crawl:
        return {"stop": None}
    return {**crawl, "stop": "interrupted" if crawl["stop"] == "unfinished" else crawl["stop"]}


def damage_notes(damages: Sequence[Mapping[str, Any]], lang: str) -> Iterator[str]:
    """What is said of the places in an archive that could not be read: the first, and how many more."""
    say = translator(lang)
    for damage in damages[:DAMAGES]:
        message = _("evidence damaged: {file}, byte {offset}: {what}")
        detail = f" ({plain(damage['detail'])})" if damage["detail"] else ""
        yield phrase(message, damage, say) + detail
    if more := len(damages[DAMAGES:]):
        yield phrase(_("evidence damaged at {more} more places"), {"more": more}, say)


def evidence_of(path: Path) -> tuple[Path, dict[str, Any]]:
    """The archive that a path means, and what the database beside it says of the inspection."""
    if not (path.is_file() or path.is_dir()):
        raise UsageError(
            _("{path}: no such file or folder; give an inspection's folder or a WARC file"), path=path
        )
    if path.is_file():
        return path, {}
    settings: dict[str, Any] = {}
    if (path / DATABASE).exists():
        keys = (
            "start",
            "official_host",
            "crawl",
            "without",
            "ipv6",
            "seed",
            "search",
            "earlier",
            "evidence",
            "profile",
            "profile_version",
        )
        with closing(store.open_database(path / DATABASE, reading=True)) as connection:
            settings = {key: store.get(connection, key) for key in keys}
            settings["today"] = store.stored_day(connection)
    archive = path / EVIDENCE
    if not archive.exists() and settings.get("evidence"):
        archive = Path(str(settings["evidence"]))
    elif not archive.exists() and _files(path):
        archive = path
    if not archive.exists():
        raise UsageError(
            _("{folder} holds no {file}: give the folder of an inspection, or WARC files"),
            folder=path,
            file=EVIDENCE,
        )
    return archive, settings


def _files(archive: Path) -> list[Path]:
    """The files of an archive: itself, or all WARC and ARC files in a folder by their names."""
    if archive.is_file():
        return [archive]
    return sorted(
        path for path in archive.iterdir() if path.is_file() and path.name.lower().endswith(ENDINGS)
    )


def _pages(archive: Path, damages: list[dict[str, Any]]) -> Iterator[Page]:
    """The pages of all files of an archive; of several, one that is none at all counts as damaged."""
    from inspector.evidence.archive import ArchiveError, Damage, pages

    files = _files(archive)
    for file in files:
        found: list[Damage] = []
        try:
            yield from pages(file, found)
        except ArchiveError as error:
            if len(files) == 1:
                raise
            found = found or [Damage(0, str(error))]
        damages += [{"file": file.name, **asdict(damage)} for damage in found]


def _main_site(archive: Path) -> str | None:
    """The front page of the host that the beginning of an archive is most about.

    Where no front page is among the first pages it is the root of that host: of a part of a site no other
    page may stand for it.
    """
    addresses: dict[str, set[str]] = {}
    count: Counter[str] = Counter()
    for page in islice(_pages(archive, []), SURVEYED):
        parts = urlsplit(page.url)
        count[parts.netloc] += page.media == "html"
        addresses.setdefault(f"{parts.scheme}://{parts.netloc}/", set()).add(page.url)
    if not +count:
        return None
    host = max(count, key=lambda host: count[host])
    root = next(root for root in addresses if urlsplit(root).netloc == host)
    if root in addresses[root]:
        return root
    fronts = [
        page.url
        for page in islice(_pages(archive, []), SURVEYED)
        if page.url in addresses[root]
        and page.seen
        and urlsplit(page.url).path.count("/") <= 3
        and page.kind.name == "home"
    ]
    return min(fronts, key=len, default=root)
