"""Marks and links that prove an identity: government mark, error-report entry, site map, police record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from inspector.urls import host, join
from inspector.vocabulary import words

if TYPE_CHECKING:
    from inspector.facts.links import Link
    from inspector.page import Page

_RECORD_CODE = re.compile(r"(?:record[cC]ode|[?&]code)=(\d{11,14})(?!\d)")


def read_record_code(links: Iterable[Link]) -> str | None:
    """The number of the police record as the link to its register gives it."""
    for link in links:
        if "beian" in link.url and (code := _RECORD_CODE.search(link.url)):
            return code[1]
    return None


_DRAWN = re.compile(r"""sitecode["']?\s?:\s?["']?(\w{8,40})""")


def read_drawn(page: Page, kind: str) -> str | None:
    """The address that a system's script gives to an empty element, by the code in its data-setting.

    `kind` is "marks" or "error_reports".
    """
    sign, address = words("identity")[f"drawn_{kind}"]
    node = page.tree.css_first(f".{sign}[data-setting]")
    code = _DRAWN.search(node.attributes.get("data-setting") or "") if node else None
    return f"{address}{code[1]}" if code else None


_MARK_IMAGE = re.compile(r"[\w-]{0,20}[_-]dzjg(?:[_-]\w{1,6})?\.(?:png|jpe?g|gif)", re.I)
_ENTRY_PLACE = "_span_jiucuo"
_ENTRY_IMAGE = re.compile(r"jiucuo|zhaocuo")
_MARK_SCRIPT = re.compile(r"/js/(\d\d)/(\d{3})/(\d{4})/(\d{8})/CA\1\2\3\4\d{4}\.js")


def read_mark(links: Sequence[Link]) -> str | None:
    """The address of the party and government mark: its page, else its script, else its image."""
    vocabulary = words("identity")
    page_host, script_host = vocabulary["mark_hosts"]
    script = image = None
    for index, link in enumerate(links):
        url = link.url
        if "conac" in url:
            # A site that rewrites what it links to for IPv6 keeps the path.
            if page_host in url or "/sitename?method=" in url:
                # The image in it may say that the address is not the registered one.
                inner = links[index + 1].url if index + 1 < len(links) else ""
                return inner if "red_error" in inner else url
            if script_host in url and link.kind == "script":
                script = script or url
            elif link.kind == "image":
                image = image or url
        elif link.kind == "script":
            # Nor does a gateway that answers for both hosts under a name of its own.
            if script is None and "/CA" in url and _MARK_SCRIPT.search(url):
                script = url
        elif link.kind == "image" and image is None and index * 2 >= len(links) - 1:
            # A copy on the site's own server goes by its usual name; above the footer that is an ornament.
            name = url.rpartition("/")[2].lower()
            if name in vocabulary["mark_images"] or _MARK_IMAGE.fullmatch(name):
                image = url
    return script or image


def read_error_report(links: Iterable[Link], page: Page) -> str | None:
    """The address of the official entry for reporting errors; a site's own is none."""
    vocabulary = words("identity")
    hosts = frozenset(vocabulary["error_report_hosts"])
    image = None
    own = page.url[: page.url.find("/", 8) + 1] or page.url
    for url, text, kind, _via in links:
        if "jiucuo" in url or "zhaocuo" in url:
            if kind == "script" or host(url) in hosts:
                return url
            if kind == "image" and _ENTRY_IMAGE.search(url.rpartition("/")[2].lower()):
                image = image or url
        elif not url.startswith(own) and host(url) in hosts:
            return url
        elif "错" in text and any(word in text for word in vocabulary["error_report_texts"]):
            image = image or url
    if image is None and page.media == "html" and page.holds("_jiucuo_"):
        node = page.tree.css_first("script#_jiucuo_[src]")
        if node and (source := node.attributes.get("src")):
            return join(page.url, source) or source
    # The place that the entry's script fills: a script of the site may load that one.
    if image is None and page.media == "html" and page.holds(_ENTRY_PLACE):
        return f"{page.url}#{_ENTRY_PLACE}" if page.tree.css_first(f"#{_ENTRY_PLACE}") else None
    return image


_MAP = re.compile(r"[/-](?:wzdt|zddt|wzdh|wangzhan(?:ditu|daohang)|site_?map)\b", re.I)

_MAPS = ("网站地图", "站点地图")


def read_site_map(links: Iterable[Link], page: Page) -> str | None:
    """The address of the site map."""
    names = words("identity")["site_map_texts"]
    english = words("identity")["site_map_english"]
    guides = []
    for link in links:
        if "地" in link.text and any(name in link.text for name in names) and len(link.text) < 20:
            return link.url
        if link.kind == "page" and link.text in english:
            return link.url
        if "导航" in link.text and len(link.text) < 8:
            if _MAP.search(link.url):
                return link.url
            guides.append(link.url)
    # A link is known by its first text: the menu may call a guide what the foot calls a map.
    for node in page.tree.css("a[href]") if guides and "地图" in page.text else ():
        if node.text().strip().startswith(_MAPS):
            address = join(page.url, node.attributes["href"] or "")
            if address in guides:
                return address
    return None
