"""Whether a site can be reached over IPv6: asked once, when a crawl begins, and kept with its evidence."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import Any

#: Seconds for one attempt to connect, and attempts.
PATIENCE, ATTEMPTS = 5.0, 2
_ABSENT = frozenset(
    code for name in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY") if (code := getattr(socket, name, None))
)
# A public address to which no packet is sent: it only shows whether there is a way out.
_ANYWHERE = ("2400:3200::1", 53)


def probe(host: str, port: int) -> dict[str, Any] | None:
    """What the name service and the host answer over IPv6; None for a bare address and this machine's names.

    host; addresses (AAAA), null where the name service gave no answer; answered, null where this machine has
    no IPv6 or there was no address to ask.
    """
    try:
        ip_address(host)
        return None
    except ValueError:
        if "." not in host:
            return None
    addresses = _addresses(host, port)
    answered = _answers(addresses, port) if addresses and has_network() else None
    return {"host": host, "addresses": addresses, "answered": answered}


def has_network() -> bool:
    """Whether this machine has a way out over IPv6."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as out:
            out.connect(_ANYWHERE)
        return True
    except OSError:
        return False


def _addresses(host: str, port: int) -> list[str] | None:
    try:
        found = socket.getaddrinfo(host, port, socket.AF_INET6, socket.SOCK_STREAM)
    except socket.gaierror as error:
        # The name must be known at all, or the answer says nothing of IPv6.
        return [] if error.errno in _ABSENT and _known(host, port) else None
    except (OSError, UnicodeError):
        return None
    return sorted({str(entry[4][0]) for entry in found})


def _known(host: str, port: int) -> bool:
    try:
        return bool(socket.getaddrinfo(host, port, socket.AF_INET, socket.SOCK_STREAM))
    except (OSError, UnicodeError):
        return False


def _answers(addresses: list[str], port: int) -> bool:
    for address in addresses[:3] * ATTEMPTS:
        try:
            with socket.create_connection((address, port), PATIENCE):
                return True
        except OSError:
            continue
    return False
