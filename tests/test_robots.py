"""What a robots.txt that cannot be read, or not at once, means for a crawl (RFC 9309)."""

from __future__ import annotations

import gzip
import json
import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import run
from tests.test_crawling import Answer, crawl, html, rows, serving

RULES = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private/\n")
SITE: dict[str, Any] = {"/": html("/private/", "/open/"), "/private/": html(), "/open/": html()}


@pytest.mark.parametrize("status", [500, 503, 429])
def test_nothing_is_asked_of_a_server_that_fails_at_robots_txt(tmp_path: Path, status: int) -> None:
    with serving(SITE | {"/robots.txt": (status, {}, b"sorry")}) as server:
        assert crawl(server.url, tmp_path / "o")[0] == "robots-unreadable"
        assert set(server.paths()) == {"/robots.txt"} and server.count("/robots.txt") == 3
        assert rows(tmp_path / "o", server.url)[""] == (0, "robots-unreadable")


def test_that_is_no_accusation_and_the_report_says_what_to_do(tmp_path: Path) -> None:
    with serving(SITE | {"/robots.txt": (500, {}, b"")}) as server:
        done = run("crawl", server.url, "--out", str(tmp_path / "o"), "--format", "json", "--lang", "en")
    answer = json.loads(done.stdout)
    assert done.returncode == 3
    assert not [one for one in answer["findings"] if one["outcome"] == "failed"]
    assert "robots.txt" in " ".join(answer["score"]["refused_because"])


def test_a_failure_that_passes_costs_nothing(tmp_path: Path) -> None:
    def robots(_: object, times: int) -> Answer:
        return RULES if times > 1 else (503, {}, b"")

    with serving(SITE | {"/robots.txt": robots}) as server:
        assert crawl(server.url, tmp_path / "o")[0] == "finished"
        found = rows(tmp_path / "o", server.url)
    assert found["open/"] == (200, None) and found["private/"] == (0, "robots")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_robots_txt_forbids_nothing_whatever_its_page_says(tmp_path: Path, status: int) -> None:
    page = (status, {"Content-Type": "text/plain"}, RULES[2])
    with serving(SITE | {"/robots.txt": page}) as server:
        crawl(server.url, tmp_path / "o")
        assert rows(tmp_path / "o", server.url)["private/"] == (200, None)


def test_redirects_to_a_robots_txt_are_followed(tmp_path: Path) -> None:
    moved = {"/robots.txt": (301, {"Location": "/a"}, b""), "/a": (302, {"Location": "/b"}, b""), "/b": RULES}
    with serving(SITE | moved) as server:
        crawl(server.url, tmp_path / "o")
        found = rows(tmp_path / "o", server.url)
    assert (
        found["private/"] == (0, "robots")
        and found["robots.txt"] == (301, None)
        and found["b"] == (200, None)
    )


def test_redirects_on_and_on_are_no_robots_txt(tmp_path: Path) -> None:
    with serving(SITE | {"/robots.txt": (301, {"Location": "/robots.txt"}, b"")}) as server:
        crawl(server.url, tmp_path / "o")
        assert server.count("/robots.txt") == 6
        assert rows(tmp_path / "o", server.url)["private/"] == (200, None)


def test_packed_and_binary_robots_txt(tmp_path: Path) -> None:
    packed = (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, gzip.compress(RULES[2]))
    for name, answer in (("packed", packed), ("binary", (200, {}, bytes(range(256)) * 40))):
        with serving(SITE | {"/robots.txt": answer}) as server:
            crawl(server.url, tmp_path / name)
            failure = "robots" if name == "packed" else None
            assert rows(tmp_path / name, server.url)["private/"][1] == failure


def test_of_an_endless_robots_txt_the_beginning_holds(tmp_path: Path) -> None:
    def endless(handler: Any, _: int) -> None:
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        try:
            handler.wfile.write(RULES[2])
            while True:
                handler.wfile.write(b"Disallow: /x/\n" * 5000)
        except OSError:
            handler.close_connection = True

    with serving(SITE | {"/robots.txt": endless}) as server:
        crawl(server.url, tmp_path / "o")
        found = rows(tmp_path / "o", server.url)
    assert found["private/"] == (0, "robots") and found["open/"] == (200, None)
    assert (tmp_path / "o" / "evidence.warc.gz").stat().st_size < 1_000_000


def test_a_host_that_does_not_answer_is_asked_for_one_thing_only(tmp_path: Path) -> None:
    """What befalls the host is told of the page: the reason of a dead site is not its robots.txt."""
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                asked.append(connection.recv(65536).split(b" ")[1])
                connection.close()

        threading.Thread(target=accept, daemon=True).start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        assert crawl(url, tmp_path / "o")[0] == "reset"
        server.shutdown(socket.SHUT_RDWR)
    assert set(asked) == {b"/robots.txt"}
