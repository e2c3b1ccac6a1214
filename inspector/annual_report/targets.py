"""What `inspector annual-report` is given: files and addresses, each read as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from inspector.annual_report.child import Reader, UnreadableError
from inspector.annual_report.documents import kind_of
from inspector.annual_report.reading import Document, read_page, read_text
from inspector.errors import UsageError
from inspector.messages import _
from inspector.page import Page
from inspector.targets import is_url

MOST_BYTES = 40 * 2**20
TEXT_ENDINGS = (".txt", ".text", ".md")
ENDINGS = (*TEXT_ENDINGS, ".html", ".htm", ".shtml", ".shtm", ".docx", ".pdf", ".xlsx")


def read_targets(arguments: Iterable[str], reader: Reader) -> Iterator[tuple[str, Document]]:
    """Each argument with its document. Raises UsageError for one that cannot be read."""
    arguments = list(arguments)
    addresses = [argument for argument in arguments if is_url(argument)]
    pages: dict[str, Page] = {}
    if addresses:
        from inspector.crawling.fetching import fetch
        from inspector.running import require_url

        for address in addresses:
            require_url(address)
        pages = fetch(addresses)
    for argument in arguments:
        if argument in pages:
            yield argument, _fetched(argument, pages[argument], reader)
        else:
            yield argument, read_file(Path(argument), reader)


def _fetched(address: str, page: Page, reader: Reader) -> Document:
    from inspector.failures import FAILURES

    reason = page.failure or page.blocked
    if reason or page.status != 200:
        if failure := FAILURES.get(reason or ""):
            raise UsageError(
                _("{address}: {reason}; {why}"), address=address, reason=reason, why=failure.mend
            )
        raise UsageError(
            _("{address}: HTTP {status}; check the address"), address=address, status=page.status
        )
    return read_body(address, page.body, reader, page)


def read_file(path: Path, reader: Reader) -> Document:
    """The document in a file. Raises UsageError where it cannot be read."""
    try:
        if not path.is_file():
            raise UsageError(
                _("{path}: no such file; give a report as HTML, .docx, .pdf, .xlsx or text"), path=path
            )
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(
                _("{path}: larger than {most} MB, which no report is; give a smaller file"),
                path=path,
                most=MOST_BYTES >> 20,
            )
        body = path.read_bytes()
    except OSError as error:
        raise UsageError(
            _("{path}: cannot be read ({error}); check its permissions"), path=path, error=error.strerror
        ) from None
    return read_body(str(path), body, reader)


def read_body(name: str, body: bytes, reader: Reader, page: Page | None = None) -> Document:
    """The document in some bytes; `name` goes into the sentence where they cannot be read."""
    if kind_of(body):
        try:
            return reader.read(body)
        except UnreadableError as error:
            raise UnreadableError(_("{path}: {why}"), path=name, why=error.message, **error.data) from None
    if b"\0" in body[:4096] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError(
            _("{path}: a binary file; give a report as HTML, .docx, .pdf, .xlsx or text"), path=name
        )
    if not body.strip():
        raise UnreadableError(_("{path}: the file is empty"), path=name)
    page = page or Page(Path(name).name, 200, (("content-type", "text/html"),), body)
    if name.lower().endswith(TEXT_ENDINGS) or b"<" not in body[:65536]:
        return read_text(page.markup)
    document = read_page(page)
    # Text that only happens to hold a "<" reads as one paragraph without a tag.
    return document if page.media == "html" or len(document.blocks) > 1 else read_text(page.markup)
