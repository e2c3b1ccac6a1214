"""Whole saved sites: a folder is inspected as if it had been crawled, and each failed finding is judged.

A `[[site]]` table of a labels file has `folder`, `start` (the address the folder stands for), `day` (of
inspection) and `right`: patterns "rule:key@path" of the findings that a careful reader calls right, `*`
standing for anything. What none of them matches is wrong; a pattern without `*` that matches nothing was
missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from inspector.inspection import Inspection
from inspector.page import Page
from inspector.profile import Profile
from inspector.rule import Outcome, Rule

_TYPES = {
    **dict.fromkeys((".html", ".htm", ".shtml"), "text/html"),
    **dict.fromkeys((".jpg", ".jpeg"), "image/jpeg"),
    ".css": "text/css",
    ".js": "application/javascript",
    ".png": "image/png",
    ".gif": "image/gif",
}


def pages_of_folder(folder: Path, start: str, day: date) -> Iterator[Page]:
    """Every file of a folder as an answer of the site, the front page first."""
    when = datetime.combine(day, time(2), UTC)
    base = start.rstrip("/") + "/"
    front = folder / "index.html"
    for file in (front, *sorted(path for path in folder.rglob("*") if path.is_file())):
        kind = _TYPES.get(file.suffix.lower())
        headers = (("content-type", kind),) if kind else ()
        url = base if file is front else base + file.relative_to(folder).as_posix()
        yield Page(url, 200, headers, file.read_bytes(), when)


def site_findings(
    said: Mapping[str, Any], folder: Path, rules: Mapping[str, Rule], profile: Profile
) -> Iterator[tuple[str, bool, str]]:
    """The failed findings on a labelled site: rule, whether it is right, and how it is named."""
    with Inspection(None, said["start"], profile, rules, said["day"]) as inspection:
        with inspection.transaction():
            for page in pages_of_folder(folder, said["start"], said["day"]):
                inspection.add(page)
        inspection.finish()
        rows = inspection.connection.execute(
            "SELECT rule, key, url FROM findings WHERE outcome = ? ORDER BY id", (Outcome.FAILED,)
        ).fetchall()
    base = said["start"].rstrip("/") + "/"
    for rule, key, url in rows:
        name = f"{rule}:{key}@{url.removeprefix(base)}"
        yield rule, any(fnmatchcase(name, pattern) for pattern in said["right"]), name
