"""URLs in one spelling, so that one page has one address."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import quote, urlsplit

_DEFAULT_PORTS = {"http": "80", "https": "443", "ftp": "21"}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,30}):", re.I)
# References that need no more than gluing and, where "./" occurs, resolving.
_PLAIN_PATH = re.compile(r"[A-Za-z0-9_/.~-]+")
_PLAIN_URL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]*[a-z0-9])*(?:/[A-Za-z0-9_/.~-]*)?")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BLANKS = re.compile(r"[\t\n\r]")
_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sessionid)=[^/?;]*", re.I)
_SESSION_NAMES = frozenset(("jsessionid", "phpsessid", "sessionid", "session_id", "cfid", "cftoken"))
_SESSION_PREFIX = "aspsessionid"
_BUSTER_NAMES = frozenset(
    ("_", "t", "tm", "ts", "r", "rd", "rnd", "rand", "random", "time", "timestamp", "v")
)
_BUSTER_VALUE = re.compile(r"\d{0,9}\.\d{2,}|\d{13}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE = _PATH_SAFE + "?[]{}|^`"
_NOT_FETCHED = frozenset(
    ("javascript", "mailto", "tel", "data", "about", "file", "sms", "callto", "skype", "vbscript")
)
_CACHE = 1 << 12


@lru_cache(_CACHE)
def canonical(url: str) -> str:
    """The one spelling of an absolute URL; what cannot be read as one comes back stripped.

    Scheme and host in lower case, no default port, trailing dot or fragment, dot segments
    resolved, session ids and cache busters gone, percent-encoding normalised (RFC 3986, 6.2).
    """
    url = _BLANKS.sub("", url).strip("\x00\x0b\x0c \u3000\xa0\ufeff")
    if _PLAIN_URL.fullmatch(url) and "/." not in url:
        return url if url.count("/") > 2 else url + "/"
    try:
        parts = urlsplit(url.replace("\\", "/"))
        name, port = parts.hostname, parts.port
    except ValueError:
        return url
    scheme = parts.scheme.lower()
    if not name or not scheme:
        return f"file://{_resolve(_encoded(parts.path, _PATH_SAFE))}" if scheme == "file" else url
    name = _ascii(name.rstrip("."))
    if ":" in name:
        name = f"[{name}]"
    if port is not None and str(port) != _DEFAULT_PORTS.get(scheme):
        name = f"{name}:{port}"
    path = _SESSION_PATH.sub("", parts.path) if ";" in parts.path else parts.path
    path = _resolve(_encoded(path, _PATH_SAFE))
    query = _without_sessions(_encoded(parts.query, _QUERY_SAFE)) if parts.query else ""
    return f"{scheme}://{name}{path}?{query}" if query else f"{scheme}://{name}{path}"


def join(base: str, href: str) -> str | None:
    """The canonical address a reference on the page `base` points at, or None where it points nowhere.

    None for javascript:, mailto:, tel:, data:, empty and malformed references. Never raises.
    """
    if "#" in href:
        href = href[: href.index("#")]
    if href[:1] == "/" and href[1:2] not in ("/", "\\"):
        return _joined(site_root(base), href)
    if href[:7] == "http://" or href[:8] == "https://":
        return _joined("", href)
    return _joined(base if href[:1] == "?" else folder(base), href)


@lru_cache(_CACHE)
def _joined(base: str, href: str) -> str | None:
    """`base` is an origin, a folder, or a whole URL for references that keep its path."""
    if _PLAIN_PATH.fullmatch(href) and base.endswith("/") and "://" in base:
        if href[0] != "/":
            if "/." in href or href[0] == ".":
                origin = site_root(base)
                return origin[:-1] + _resolve(base[len(origin) - 1 :] + href)
            return base + href if "//" not in href else canonical(base + href)
        if href[1:2] != "/" and "/." not in href:
            return base[:-1] + href
    href = _BLANKS.sub("", href).strip("\x00\x0b\x0c \u3000\xa0\ufeff").replace("\\", "/")
    if not href:
        return None
    scheme = _SCHEME.match(href)
    if scheme:
        name = scheme[1].lower()
        if name in ("http", "https"):
            rest = href[scheme.end() :]
            if not rest.startswith("//") and base.startswith(f"{name}://"):
                # As browsers do: https://url.spec.whatwg.org/#special-relative-or-authority-state
                return _joined(site_root(base) if rest[:1] == "/" else base, rest)
            return _absolute(f"{name}://{rest.lstrip('/')}")
        if name in _NOT_FETCHED or "/" not in href[scheme.end() : scheme.end() + 2]:
            return None
        return _absolute(href)
    if "://" not in base:
        return _absolute(f"http:{href}") if href.startswith("//") else None
    if href.startswith("//"):
        return _absolute(f"{base.partition(':')[0] or 'http'}:{href}")
    if href[0] == "/":
        return _absolute(site_root(base)[:-1] + href)
    if href[0] == "?":
        return _absolute(base.partition("#")[0].partition("?")[0] + href)
    return _absolute(folder(base) + href)


def _absolute(url: str) -> str | None:
    found = canonical(url)
    try:
        parts = urlsplit(found)
    except ValueError:
        return None
    if parts.scheme == "file":
        return found
    return found if parts.hostname and _HOST.fullmatch(parts.hostname) else None


_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,252}[a-z0-9_])?|[0-9a-f:.]+")


@lru_cache(4096)
def site_root(url: str) -> str:
    """`http://host/` of a canonical URL."""
    end = url.find("/", url.find("://") + 3)
    return url[: end + 1] if end > 0 else url + "/"


@lru_cache(4096)
def folder(url: str) -> str:
    """The URL up to the last slash of its path."""
    path = url.partition("#")[0].partition("?")[0]
    root = site_root(path)
    return path[: path.rfind("/") + 1] if len(path) > len(root) else root


def _ascii(name: str) -> str:
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def _encoded(text: str, safe: str) -> str:
    """Percent-encoding in one spelling: upper-case digits, nothing unreserved encoded."""
    if "%" in text:
        text = _STRAY_PERCENT.sub("%25", text)
        text = _ESCAPE.sub(_decode_unreserved, text)
    return quote(text, safe, errors="replace")


def _decode_unreserved(escape: re.Match[str]) -> str:
    letter = chr(int(escape[1], 16))
    return letter if letter in _UNRESERVED else escape[0].upper()


def _resolve(path: str) -> str:
    """Remove dot segments (RFC 3986, 5.2.4)."""
    if not path.startswith("/"):
        path = "/" + path
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _without_sessions(query: str) -> str:
    return "&".join(pair for pair in query.split("&") if pair and not _is_session(pair))


def _is_session(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = name.lower()
    if name in _SESSION_NAMES or name.startswith(_SESSION_PREFIX):
        return True
    if name == "_":
        return value.isdigit()
    return name in _BUSTER_NAMES and _BUSTER_VALUE.fullmatch(value) is not None


@lru_cache(_CACHE)
def url_id(url: str) -> int:
    """A number of 63 bits that stands for a canonical URL in the database, the same on every machine."""
    return int.from_bytes(blake2b(url.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1


def host(url: str) -> str:
    """The host name in lower case, without port, user or trailing dot; "" where there is none."""
    begin = url.find("://") + 3
    end = url.find("/", begin)
    return _host(url if begin < 3 or end < 0 else url[: end + 1])


@lru_cache(_CACHE)
def _host(origin: str) -> str:
    try:
        return _ascii((urlsplit(origin).hostname or "").rstrip("."))
    except ValueError:
        return ""


def same_site(a: str, b: str) -> bool:
    """Whether two URLs belong to one site: hosts equal but for "www."; a subdomain is another site."""
    one = host(a).removeprefix("www.")
    return bool(one) and one == host(b).removeprefix("www.")
