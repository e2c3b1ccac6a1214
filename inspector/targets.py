"""What `inspector check` is given: addresses, files and folders, each turned into pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from inspector.errors import UsageError
from inspector.messages import _
from inspector.page import Page

MAX_FILE = 20 * 1024 * 1024
MAX_SCRIPT = 1024 * 1024
_DAY = 24 * 3600
ENDINGS = (".html", ".htm", ".shtml", ".shtm", ".jhtml", ".xhtml", ".jsp", ".asp", ".aspx", ".php", ".do")
_SAVED_FROM = re.compile(
    rb"<!--\s*(?:saved from url=\(\d+\)|Mirrored from )\s*((?:https?://)?[\w.-]+\.[a-z]{2,}[^\s>]*)",
    re.IGNORECASE,
)
_HTML = (("content-type", "text/html"),)
_TAG = re.compile(rb"<[a-z!?]", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:!doctype\s|html|head|body)\b", re.IGNORECASE)


class TargetError(UsageError):
    """A target that cannot be judged; the message says why and what to do."""


@dataclass(frozen=True)
class Target:
    """One page to judge, and the argument it came from; `path` where that is a file."""

    argument: str
    page: Page
    path: Path | None = None


def is_url(argument: str) -> bool:
    """Whether an argument names a web address rather than a file."""
    return argument.lower().startswith(("http://", "https://"))


def read_targets(
    arguments: Iterable[str],
    url: str | None,
    wrong: list[UsageError],
    left_out: list[UsageError],
    fetching: Callable[[int, int], None],
) -> Iterator[Target]:
    """The pages of all arguments, in order; `url` is the address that a file (or a folder's top) stands for.

    An argument that cannot be judged goes into `wrong`, what is passed over inside a folder into `left_out`.
    `fetching` is told of every address that has answered, see `inspector.crawling.fetching.fetch`.
    """
    arguments = list(arguments)
    addresses = [argument for argument in arguments if is_url(argument)]
    fetched = {}
    if addresses:
        from inspector.crawling.fetching import fetch

        fetched = fetch(addresses, fetching)
    for argument in arguments:
        if argument in fetched:
            yield Target(argument, fetched[argument])
            continue
        path = Path(argument)
        try:
            if argument and path.is_dir():
                yield from _folder(argument, path, url, left_out)
            else:
                yield Target(argument, read_file(path, url, argument), path)
        except TargetError as error:
            wrong.append(error)


def _folder(argument: str, folder: Path, url: str | None, left_out: list[UsageError]) -> Iterator[Target]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    pages = [path for path in files if path.suffix.lower() in ENDINGS]
    if not pages:
        raise TargetError(
            _("{target}: no page in this folder; pages end in {endings} …"),
            target=argument,
            endings=ENDINGS[:4],
        )
    if others := len(files) - len(pages):
        left_out.append(
            TargetError(
                _("{target}: {count} files that are no pages were left out"), target=argument, count=others
            )
        )
    for path in pages:
        address = urljoin(url.rstrip("/") + "/", path.relative_to(folder).as_posix()) if url else None
        try:
            yield Target(str(path), read_file(path, address), path)
        except TargetError as error:
            left_out.append(error)


def read_file(path: Path, url: str | None = None, argument: str | None = None) -> Page:
    """The page that a file holds, with the scripts beside it. Raises TargetError where there is none.

    Its address is `url`, or the one a browser noted in it, or the file's own. `argument` is how the user
    named it.
    """
    target = str(path) if argument is None else argument
    try:
        if not target or not path.is_file():
            raise TargetError(
                _("{target}: no such file or folder; an address starts with http:// or https://"),
                target=target or "''",
            )
        if path.stat().st_size > MAX_FILE:
            raise TargetError(
                _("{target}: larger than {size} MB, which no page is; give a smaller file"),
                target=target,
                size=MAX_FILE // 2**20,
            )
        body = path.read_bytes()
        kept = path.stat()
        fetched = datetime.fromtimestamp(int(kept.st_mtime), UTC)
    except (OSError, ValueError) as error:
        raise TargetError(
            _("{target}: cannot be read ({error}); check its name and permissions"),
            target=target,
            error=getattr(error, "strerror", None) or str(error),
        ) from None
    # Without a header: of a saved page nobody knows what the server said of it.
    page = Page(url or _saved_from(body) or path.resolve().as_uri(), 200, (), body, fetched)
    if page.media == "other":
        page = replace(page, headers=_HTML)
    if page.media != "html" or _is_binary(body[:4096]) or not (_named(path) or _TAG.search(body)):
        raise TargetError(
            _("{target}: no HTML page (a binary file?); give an HTML file, a folder of them, or an address"),
            target=target,
        )
    if kept.st_ctime - kept.st_mtime > _DAY and page.published and page.published > fetched.date():
        # Who unpacked or copied it gave it another time: it is not older than what it says.
        page = replace(page, fetched=datetime.fromtimestamp(int(kept.st_ctime), UTC))
    return replace(page, scripts=tuple(_local_scripts(page, path)))


def _named(path: Path) -> bool:
    """Whether a file is called as pages are."""
    return path.suffix.lower() in ENDINGS


def _is_binary(start: bytes) -> bool:
    """Whether a file has zero bytes where it is no page: broken pages and UTF-16 have them too."""
    if b"\0" not in start or start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return not _MARKUP.search(start.replace(b"\0", b""))


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
