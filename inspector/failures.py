"""Why no usable answer came: every reason code, whose problem it is, and what to do.

A failure is never counted against a site by itself: rules turn it into cantTell or failed with the
help of `whose`. HTTP statuses (404, 500 …) are answers and not failures.
"""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

from inspector.messages import _
from inspector.urls import host


@dataclass(frozen=True, slots=True)
class Failure:
    """One reason: its code, whose problem it is, what it means and what to do about it."""

    code: str
    whose: Literal["site", "us", "network", "unknown"]
    meaning: str
    mend: str


_TABLE = (
    Failure(
        "dns",
        "unknown",
        _("the host name has no address"),
        _("check the spelling; ask from another network; the site's owner checks the DNS records"),
    ),
    Failure(
        "refused",
        "site",
        _("the server refused the connection"),
        _("the site's owner checks that the web server runs and that the port is open to the public"),
    ),
    Failure(
        "reset",
        "unknown",
        _("the connection broke before the answer was complete"),
        _("look again later and from another network; a firewall may cut the connection"),
    ),
    Failure(
        "timeout",
        "unknown",
        _("no answer within the time limit (15 seconds unless set otherwise)"),
        _("look again later and from another network before blaming the site"),
    ),
    Failure(
        "tls",
        "site",
        _("no encrypted connection could be set up"),
        _("the site's owner checks certificate and protocol versions; TLS 1.2 or newer is expected"),
    ),
    Failure(
        "too-large",
        "us",
        _("the body is larger than this program takes"),
        _("raise the limit, or look at the file by hand"),
    ),
    Failure(
        "bomb",
        "site",
        _("a small compressed body unfolds beyond the limit, or cannot be unfolded"),
        _("the site's owner checks the compression of the web server"),
    ),
    Failure(
        "robots",
        "site",
        _("robots.txt forbids this address"),
        _("ask the site's owner for leave, or judge by a profile with obey_robots = false"),
    ),
    Failure(
        "robots-unreadable",
        "unknown",
        _("the server failed when it was asked for robots.txt; until it answers, nothing is asked for"),
        _(
            "the site's owner lets /robots.txt answer 200 or 404; look again later, or judge by a profile "
            "with obey_robots = false"
        ),
    ),
    Failure(
        "loop",
        "site",
        _("the redirects run in a circle, or lead on and on"),
        _("the site's owner corrects the redirect; the site may insist on a cookie"),
    ),
    Failure(
        "challenge",
        "us",
        _("a script challenge answered instead of the site"),
        _("ask the site's owner to admit the inspection; never try to get around it"),
    ),
    Failure(
        "captcha",
        "us",
        _("a captcha answered instead of the site"),
        _("look by hand, or ask the site's owner to admit the inspection"),
    ),
    Failure(
        "waf",
        "us",
        _("a firewall answered instead of the site"),
        _("crawl more slowly, or ask the site's owner to admit the inspection"),
    ),
    Failure(
        "rate-limit",
        "us",
        _("the server asked to come more slowly"),
        _("raise the delay and run the crawl again"),
    ),
    Failure(
        "geo",
        "network",
        _("the site does not answer to this part of the network"),
        _("run the crawl from a network that the site serves"),
    ),
    Failure(
        "bad-answer",
        "site",
        _("what came back is not HTTP"),
        _("the site's owner checks what answers on this port"),
    ),
    Failure(
        "internal-address",
        "site",
        _("a link or redirect leads to a private or local address that was not given; it was not asked for"),
        _("the site's owner removes links and redirects to internal addresses"),
    ),
    Failure(
        "trap",
        "site",
        _("one of endlessly many addresses (calendar, session, search result); not asked for"),
        _("nothing, unless real pages hide behind it; the crawl log counts what was left out"),
    ),
    Failure(
        "budget",
        "us",
        _("the budget of pages or minutes ran out first"),
        _("run the same command again with a larger budget; it goes on where it stopped"),
    ),
    Failure(
        "interrupted",
        "us",
        _("the crawl was stopped by hand"),
        _("run the same command again; it goes on where it stopped"),
    ),
    Failure(
        "error",
        "us",
        _("this program failed at this address"),
        _("report the message in the crawl log as a defect of the program"),
    ),
)

#: Every failure by its code.
FAILURES: dict[str, Failure] = {failure.code: failure for failure in _TABLE}


class InternalAddress(Exception):
    """A public site led to a private, loopback or link-local address."""


class RobotsUnreadable(Exception):
    """The server failed when it was asked for robots.txt: that forbids everything (RFC 9309)."""


class TooLarge(Exception):
    """A body is larger than the limit."""


class Bomb(Exception):
    """A compressed body unfolds beyond the limit, or does not unfold at all."""


#: Class names, so that no network library is imported for the sake of this table.
_BY_NAME = {
    "CannotResolveHostError": "dns",
    "ClientConnectorDNSError": "dns",
    "DNSLookupError": "dns",
    "DownloadConnectionRefusedError": "refused",
    "ClientConnectorSSLError": "tls",
    "ClientConnectorCertificateError": "tls",
    "ClientSSLError": "tls",
    "ServerTimeoutError": "timeout",
    "DownloadTimeoutError": "timeout",
    "ServerDisconnectedError": "reset",
    "ClientPayloadError": "reset",
    "PayloadEncodingError": "reset",
    "ResponseDataLossError": "reset",
    "ConnectionDone": "reset",
    "ConnectionLost": "reset",
    "ResponseNeverReceived": "reset",
    "DownloadCancelledError": "too-large",
    "ClientResponseError": "bad-answer",
    "BadAnswer": "bad-answer",
    "BadHttpMessage": "bad-answer",
    "ParseError": "bad-answer",
    "InvalidURL": "bad-answer",
    "UnsupportedURLSchemeError": "bad-answer",
}
_BY_TYPE: tuple[tuple[type[BaseException], str], ...] = (
    (InternalAddress, "internal-address"),
    (RobotsUnreadable, "robots-unreadable"),
    (TooLarge, "too-large"),
    (Bomb, "bomb"),
    (TimeoutError, "timeout"),
    (ssl.SSLError, "tls"),
    (socket.gaierror, "dns"),
    (UnicodeError, "dns"),  # a host name that cannot be one: parts empty or too long
    (ConnectionRefusedError, "refused"),
    (ConnectionError, "reset"),
)


def of_exception(exception: BaseException) -> str:
    """The reason code of an exception of the network, of Scrapy, aiohttp or Twisted.

    The causes are asked first (`raise … from …`, aiohttp's `os_error`): they know more than what wraps
    them. An exception nobody foresaw is "error".
    """
    chain: list[BaseException] = []
    cause: BaseException | None = exception
    while cause is not None and cause not in chain and len(chain) < 8:
        chain.append(cause)
        inner = getattr(cause, "os_error", None)
        cause = inner if isinstance(inner, BaseException) else cause.__cause__ or cause.__context__
    for cause in reversed(chain):
        code = _code(cause)
        if code:
            return code
    return "error"


def _code(exception: BaseException) -> str | None:
    if type(exception).__name__ == "IgnoreRequest":
        return "robots" if "robots" in str(exception) else None
    for kind, code in _BY_TYPE:
        if isinstance(exception, kind):
            return code
    for kind in type(exception).__mro__:
        if kind.__name__ in _BY_NAME:
            return _BY_NAME[kind.__name__]
    return "reset" if isinstance(exception, OSError) else None


def is_internal(address: str) -> bool:
    """Whether an IP address is private, loopback, link-local or otherwise not of the public network."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return not (mapped or ip).is_global


def is_this_machine(url: str) -> bool:
    """Whether an address is plainly of this machine."""
    name = host(url)
    return name == "localhost" or is_internal(name) and ip_address(name).is_loopback


async def internal_address(url: str) -> bool:
    """Whether a URL's host is, or resolves to, an internal address; False where it does not resolve."""
    import asyncio  # Slow to import, and most commands fetch nothing.

    try:
        host = urlsplit(url).hostname or ""
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, ValueError):
        return False
    return any(is_internal(str(entry[4][0])) for entry in found)
