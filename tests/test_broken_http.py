"""Answers that break the rules of HTTP: what a browser shows is read and judged."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from inspector.crawling.broken_http import came_whole
from inspector.crawling.fetching import fetch
from inspector.inspection import EVIDENCE
from tests.test_crawling import crawl, rows

BODY = "<html><title>兰河县</title><body>文字<p>文字</body></html>".encode()


def answer(body: bytes = BODY, length: object = None, extra: bytes = b"", status: bytes = b"200 OK") -> bytes:
    size = str(len(body) if length is None else length).encode()
    return (
        b"HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\n%sContent-Length: %s\r\n\r\n"
        % (status, extra, size)
    ) + body


CHUNKED = b"HTTP/1.1 200 OK\r\n: odd\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (
    len(BODY),
    BODY,
)
SHOWN = {
    "longer than announced": (answer(length=len(BODY) - 20), BODY[:-20]),
    "shorter than announced, but whole": (answer(length=9999), BODY),
    "a field with a blank in its name": (answer(extra=b"Bad Name: x\r\n"), BODY),
    "a field in Chinese": (answer(extra="X-名: 值\r\n".encode()), BODY),
    "a field without a name": (answer(extra=b": x\r\n"), BODY),
    "a line that is no field": (answer(extra=b"nothing\r\n"), BODY),
    "a length that is none": (answer(length=-5), BODY),
    "two lengths": (answer(extra=b"Content-Length: %d\r\n" % len(BODY)), BODY),
    "chunks": (CHUNKED, BODY),
}


@contextmanager
def serving(sent: bytes) -> Iterator[str]:
    """A server that sends these bytes whatever it is asked but robots.txt, and hangs up."""

    def accept() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                asked = connection.recv(65536)
                connection.sendall(answer(b"", status=b"404 Not Found") if b"/robots.txt" in asked else sent)
                connection.shutdown(socket.SHUT_WR)
                connection.settimeout(5)
                connection.recv(1)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("name", SHOWN)
def test_what_browsers_show_is_read(name: str) -> None:
    sent, body = SHOWN[name]
    with serving(sent) as url:
        page = fetch([url])[url]
    assert (page.status, page.failure, page.body) == (200, None, body)


def test_a_name_that_no_host_can_have_is_no_defect_of_ours() -> None:
    for name in ("a..gov.cn", f"{'a' * 70}.gov.cn"):
        assert fetch([f"http://{name}/"])[f"http://{name}/"].failure == "dns"


@pytest.mark.parametrize(
    ("sent", "failure"),
    [
        (answer(length=9999)[:-20], "reset"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "bad-answer"),
        (b"<html>no header</html>", "bad-answer"),
        (b"HTTP/1.1 abc\r\n\r\n", "bad-answer"),
        (b"HTTP/1.1 200 OK\r\nX: y", "reset"),
        (answer(length=10**9, extra=b"Bad Name: x\r\n"), "too-large"),
    ],
)
def test_what_browsers_do_not_show_is_a_failure(sent: bytes, failure: str) -> None:
    with serving(sent) as url:
        assert fetch([url])[url].failure == failure


@pytest.mark.parametrize(
    "name", ["longer than announced", "shorter than announced, but whole", "a field in Chinese"]
)
def test_a_crawl_archives_what_it_reads(tmp_path: Path, name: str) -> None:
    sent, body = SHOWN[name]
    with serving(sent) as url:
        crawl(url, tmp_path)
        assert rows(tmp_path, url)[""] == (200, None)
    with (tmp_path / EVIDENCE).open("rb") as stream:
        read = [
            record.content_stream().read()
            for record in ArchiveIterator(stream)
            if record.rec_type == "response" and record.rec_headers.get_header("WARC-Target-URI") == url
        ]
    assert read == [body]


def test_the_end_of_a_page() -> None:
    assert came_whole(b"x</html>") and came_whole(b"</HTML >\n<!-- made 2026 -->\n</body>")
    assert not came_whole(b"<p>text") and not came_whole(b"</html> and text") and not came_whole(b"")
    assert not came_whole(b"</html>" + b"<!---->" * 100_000 + b"x")
