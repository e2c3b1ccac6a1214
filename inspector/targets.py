"""What `inspector check` is given: addresses, files and folders, each turned into pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from inspector.errors import UsageError
from inspector.page import Page

MAX_FILE = 20 * 1024 * 1024
MAX_SCRIPT = 1024 * 1024
ENDINGS = (".html", ".htm", ".shtml", ".shtm", ".jhtml", ".xhtml", ".jsp", ".asp", ".aspx", ".php", ".do")
_SAVED_FROM = re.compile(
    rb"<!--\s*(?:saved from url=\(\d+\)|Mirrored from )\s*((?:https?://)?[\w.-]+\.[a-z]{2,}[^\s>]*)",
    re.IGNORECASE,
)
_CHARSET_HEADER = (("content-type", "text/html"),)


class TargetError(UsageError):
    """A target that cannot be judged; the message says why and what to do."""


@dataclass(frozen=True)
class Target:
    """One page to judge, and the argument it came from."""

    argument: str
    page: Page


def is_url(argument: str) -> bool:
    """Whether an argument names a web address rather than a file."""
    return argument.lower().startswith(("http://", "https://"))


def read_targets(arguments: Iterable[str], url: str | None, notes: list[str]) -> Iterator[Target]:
    """The pages of all arguments, in order; `url` is the address that a file (or a folder's top) stands for.

    Raises TargetError for an argument that is neither an address nor a file or folder with pages in it.
    What is skipped inside a folder is said in `notes`.
    """
    addresses = [argument for argument in arguments if is_url(argument)]
    fetched = {}
    if addresses:
        from inspector.fetching import fetch

        fetched = fetch(addresses)
    for argument in arguments:
        if argument in fetched:
            yield Target(argument, fetched[argument])
            continue
        path = Path(argument)
        if path.is_dir():
            yield from _folder(argument, path, url, notes)
        elif path.is_file():
            yield Target(argument, _file(path, url))
        else:
            raise TargetError(
                f"{argument}: no such file or folder; an address starts with http:// or https://"
            )


def _folder(argument: str, folder: Path, url: str | None, notes: list[str]) -> Iterator[Target]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    pages = [path for path in files if path.suffix.lower() in ENDINGS]
    if not pages:
        raise TargetError(f"{argument}: no page in this folder; pages end in {', '.join(ENDINGS[:4])} …")
    if len(pages) < len(files):
        notes.append(f"{argument}: {len(files) - len(pages)} files that are no pages were left out")
    for path in pages:
        address = urljoin(url.rstrip("/") + "/", path.relative_to(folder).as_posix()) if url else None
        try:
            yield Target(str(path), _file(path, address))
        except TargetError as error:
            notes.append(str(error))


def _file(path: Path, url: str | None) -> Page:
    try:
        if path.stat().st_size > MAX_FILE:
            raise TargetError(
                f"{path}: larger than {MAX_FILE // 2**20} MB, which no page is; give a smaller file"
            )
        body = path.read_bytes()
        fetched = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    except OSError as error:
        raise TargetError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    if b"\0" in body[:4096] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TargetError(
            f"{path}: a binary file, not a page; give an HTML file, a folder of them, or an address"
        )
    page = Page(url or _saved_from(body) or path.resolve().as_uri(), 200, _CHARSET_HEADER, body, fetched)
    return replace(page, scripts=tuple(_local_scripts(page, path)))


def _saved_from(body: bytes) -> str | None:
    """The address that a browser or a mirroring tool noted in the file."""
    match = _SAVED_FROM.search(body[:4096])
    if not match:
        return None
    url = match[1].decode("ascii", "ignore")
    return url if "://" in url else f"http://{url}"


def _local_scripts(page: Page, path: Path) -> Iterator[Page]:
    """Scripts that stand beside a saved page, by the relative address it gives."""
    for node in page.tree.css("script[src]"):
        source = (node.attributes.get("src") or "").strip()
        parts = urlsplit(source)
        if parts.scheme or parts.netloc or source.startswith("/") or not parts.path.endswith(".js"):
            continue
        try:
            script = path.parent / unquote(parts.path)
            if script.is_file() and script.stat().st_size <= MAX_SCRIPT:
                body = script.read_bytes()
                yield Page(
                    urljoin(page.url, source), 200, (("content-type", "text/javascript"),), body, page.fetched
                )
        except (OSError, ValueError):
            continue
