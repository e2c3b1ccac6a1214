"""Asking over IPv6: bare addresses and local names are not asked, unknown names say nothing."""

import socket

import pytest

from inspector.crawling.ipv6 import _answers, has_network, probe


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", ""])
def test_addresses_and_local_names_are_not_asked(host: str) -> None:
    assert probe(host, 80) is None


def test_a_name_nobody_knows_says_nothing() -> None:
    found = probe("no-such-name.invalid", 80)
    assert found == {"host": "no-such-name.invalid", "addresses": None, "answered": None}


def test_connecting() -> None:
    try:
        server = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("this machine has no IPv6 at all")
    with server:
        port = server.getsockname()[1]
        assert _answers(["::1"], port)
    assert not _answers(["::1"], port)
    assert has_network() in (True, False)
