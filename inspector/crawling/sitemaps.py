"""sitemap.xml and the Sitemap lines of robots.txt (sitemaps.org 0.9)."""

from __future__ import annotations

import re

from inspector.evidence.answers import unfold
from inspector.failures import Bomb
from inspector.page import Page
from inspector.urls import join

#: The protocol's own limit of addresses in one file.
MAX_URLS = 50_000
_ROBOTS_LINE = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})", re.I | re.M)


def robots_sitemaps(page: Page) -> list[str]:
    """The addresses that a robots.txt gives in its Sitemap lines."""
    text = page.body[:500_000].decode("utf-8", "replace")
    return [url for href in _ROBOTS_LINE.findall(text)[:100] if (url := join(page.url, href))]


def read_sitemap(page: Page) -> tuple[list[str], list[str]]:
    """The page addresses and the further sitemaps a sitemap lists; both empty where it is none.

    Reads XML (also gzipped, also broken) and plain lists of addresses. Entities are not expanded.
    """
    if page.status != 200 or page.failure:
        return [], []
    body = page.body
    if body[:2] == b"\x1f\x8b":
        try:
            body = unfold(body, (("content-encoding", "gzip"),))
        except Bomb:
            return [], []
    start = body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"http://", b"https://")):
        lines = body.decode("utf-8", "replace").split()[:MAX_URLS]
        return [url for line in lines if (url := join(page.url, line))], []
    if b"<urlset" not in body[:5000] and b"<sitemapindex" not in body[:5000]:
        return [], []
    return _parse(page.url, body)


def _parse(base: str, body: bytes) -> tuple[list[str], list[str]]:
    from lxml import etree
    from scrapy.utils.sitemap import Sitemap

    found: list[str] = []
    try:
        sitemap = Sitemap(body)
        for entry in sitemap:
            url = join(base, entry["loc"])
            if url:
                found.append(url)
            if len(found) >= MAX_URLS:
                break
    except (etree.LxmlError, StopIteration, ValueError):
        return found, []
    return ([], found) if sitemap.type == "sitemapindex" else (found, [])
