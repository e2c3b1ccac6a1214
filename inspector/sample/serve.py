"""Serves the sample portal, or any folder of a saved site, on loopback."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote

from inspector.sample.files import content_type
from inspector.sample.model import read_data
from inspector.sample.portal import pages
from inspector.sample.search import ADDRESS, Search

OFFICIAL_HOST: str = read_data("portal.toml")["site"]["domain"]
#: A seed that draws the planted pair of document and interpretation.
SEED = 2019
MISSING = b"<!DOCTYPE html><html><head><title>404</title></head><body><h1>404 Not Found</h1></body></html>"

#: What stands at a path, asked with a query: content and content type.
Find = Callable[[str, str], tuple[bytes, str] | None]


def _in_folder(folder: Path) -> Find:
    root = folder.resolve()

    def find(path: str, _query: str) -> tuple[bytes, str] | None:
        try:
            file = (root / path.lstrip("/")).resolve()
            if not file.is_relative_to(root):
                return None
            if path.endswith("/"):
                file /= "index.html"
            return file.read_bytes(), content_type(file.name)
        except (OSError, ValueError):  # not there, a folder, or a name the system cannot have
            return None

    return find


def _of_portal(today: date) -> Find:
    known = {url: (body, kind) for url, body, kind in pages(today)}
    search = Search(known)

    def find(path: str, query: str) -> tuple[bytes, str] | None:
        answer = search.answer(query) if path == ADDRESS else None
        return (answer, content_type(path)) if answer else known.get(path)

    return find


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    # On Windows this would let two servers share a port.
    allow_reuse_address = sys.platform != "win32"

    def server_bind(self) -> None:
        # HTTPServer looks its own name up, which can take seconds on a machine without DNS.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def _handler(find: Find) -> type[BaseHTTPRequestHandler]:
    official = f"https://{OFFICIAL_HOST}/".encode()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version, sys_version = "SamplePortal", ""
        timeout = 30
        wbufsize = -1  # head and body leave together
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            path = unquote(path)
            found = find(path, query)
            if found is None and not path.endswith("/") and find(path + "/", ""):
                self._answer(301, b"", "text/html", location=self.path.partition("?")[0] + "/")
                return
            body, kind = found or (MISSING, "text/html")
            if path in ("/robots.txt", "/sitemap.xml"):
                # These two must hold whole addresses: the official host becomes the one that was asked.
                body = body.replace(official, f"http://{self.headers.get('Host', '127.0.0.1')}/".encode())
            self._answer(200 if found else 404, body, kind)

        do_HEAD = do_GET

        def _answer(self, status: int, body: bytes, kind: str, location: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if location:
                self.send_header("Location", location)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

    return Handler


@contextmanager
def serve(source: date | Path | Iterable[tuple[str, bytes, str]], port: int = 0) -> Iterator[str]:
    """Serve the portal of a day, a folder, or what `pages` yields, on 127.0.0.1.

    Gives the address, ending in "/". Port 0 takes a free one. What is not there answers 404 with a body;
    a folder without its slash is redirected. Raises OSError where the port is taken.
    """
    if isinstance(source, Path):
        find = _in_folder(source)
    elif isinstance(source, date):
        find = _of_portal(source)
    else:
        known = {url: (body, kind) for url, body, kind in source}

        def find(path: str, _query: str) -> tuple[bytes, str] | None:
            return known.get(path)

    server = _Server(("127.0.0.1", port), _handler(find))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
