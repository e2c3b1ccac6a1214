"""Whole saved sites: a folder is inspected as if it had been crawled, and each failed finding is judged.

A `[[site]]` table of a labels file has `folder`, `start` (the address the folder stands for), `day` (of
inspection) and `right`: patterns "rule:key@path" of the findings that a careful reader calls right, `*`
standing for anything. What none of them matches is wrong; a pattern without `*` that matches nothing was
missed.

Without `answers` every file is a page that answered. With it the site is walked from `start` over its links,
as a crawl does: what no link leads to is not seen, what has no file answers 404 (a folder's address has its
index file, whatever the scheme and whether or not the host has "www."; the "?" of a query is "@" in file
names), and `answers` says of addresses, or paths of the site, what else came back: a status, the address
redirected to, or a reason code of failure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from inspector.crawling.frontier import Frontier
from inspector.inspection import Inspection
from inspector.page import Page
from inspector.profile import Profile
from inspector.rule import Outcome, Rule

_TYPES = {
    **dict.fromkeys((".html", ".htm", ".shtml", ".aspx", ".jsp", ""), "text/html"),
    **dict.fromkeys((".jpg", ".jpeg"), "image/jpeg"),
    ".css": "text/css",
    ".js": "application/javascript",
    ".png": "image/png",
    ".gif": "image/gif",
    ".pdf": "application/pdf",
}
_INDEXES = ("index.html", "index.shtml", "index.htm", "index.jsp", "index.aspx", "default.aspx")


def pages_of_folder(folder: Path, start: str, day: date) -> Iterator[Page]:
    """Every file of a folder as an answer of the site, the front page first."""
    base = start.rstrip("/") + "/"
    front = folder / "index.html"
    for file in (front, *sorted(path for path in folder.rglob("*") if path.is_file())):
        yield _page(base if file is front else base + file.relative_to(folder).as_posix(), file, day)


def _page(url: str, file: Path, day: date) -> Page:
    kind = _TYPES.get(file.suffix.partition("@")[0].lower())
    headers = (("content-type", kind),) if kind else ()
    return Page(url, 200, headers, file.read_bytes(), _morning(day))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(2), UTC)


def walk_folder(said: Mapping[str, Any], folder: Path, inspection: Inspection) -> None:
    """Inspect what of a folder links lead to, from the start address on; then addresses of other sites."""
    start, day = said["start"], said["day"]
    answers = {urljoin(start, address): answer for address, answer in said["answers"].items()}
    frontier = Frontier(inspection.connection, start, internal=inspection.internal)
    while visits := frontier.next(1):
        visit = visits[0]
        page = _answer(visit.url, answers.pop(visit.url, None), folder, day)
        inspection.add(page)
        frontier.done(visit)
        if visit.purpose != "sitemap":
            frontier.discover(page, visit)
    for url, answer in answers.items():
        if not inspection.internal(url):
            inspection.add(_answer(url, answer, folder, day))


def _answer(url: str, said: int | str | None, folder: Path, day: date) -> Page:
    when = _morning(day)
    if isinstance(said, str):
        if "/" not in said:
            return Page(url, 0, (), b"", when, failure=said)
        return Page(url, 302, (("location", said),), b"", when)
    parts = urlsplit(url)
    path = parts.path.lstrip("/") + (f"@{parts.query}" if parts.query else "")
    files = (
        [folder / path] if path and not path.endswith("/") else [folder / path / name for name in _INDEXES]
    )
    file = next((file for file in files if file.is_file()), None)
    if file is None and said is None and not url.endswith("/") and (folder / path).is_dir():
        return Page(url, 301, (("location", url + "/"),), b"", when)
    if file is None or said is not None:
        return Page(url, said or 404, (("content-type", "text/html"),), b"", when)
    return _page(url, file, day)


def site_findings(
    said: Mapping[str, Any], folder: Path, rules: Mapping[str, Rule], profile: Profile
) -> Iterator[tuple[str, bool, str]]:
    """The failed findings on a labelled site: rule, whether it is right, and how it is named."""
    with Inspection(None, said["start"], profile, rules, said["day"]) as inspection:
        with inspection.transaction():
            if "answers" in said:
                walk_folder(said, folder, inspection)
            else:
                for page in pages_of_folder(folder, said["start"], said["day"]):
                    inspection.add(page)
        inspection.finish()
        rows = inspection.connection.execute(
            "SELECT rule, key, url FROM findings WHERE outcome = ? ORDER BY id", (Outcome.FAILED,)
        ).fetchall()
    base = urljoin(said["start"], "/")
    for rule, key, url in rows:
        name = f"{rule}:{key}@{url.removeprefix(base)}"
        yield rule, any(fnmatchcase(name, pattern) for pattern in said["right"]), name
