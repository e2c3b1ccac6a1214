"""Everything a page points at."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from inspector.facts.scripts.called import Call, addresses, calls_of, counted_next
from inspector.facts.scripts.reader import UNKNOWN
from inspector.urls import canonical, folder, join, site_root

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from inspector.page import Page


class Link(NamedTuple):
    """One thing pointed at: canonical absolute URL, the text a reader sees there, what it is, its form.

    kind: page, image, attachment, script, style, frame, form.
    via: a, area, img, iframe, frame, option, onclick, script, form, link, meta-refresh, or the tag
    of a medium.
    """

    url: str
    text: str
    kind: str
    via: str


_MEDIA = frozenset(("embed", "object", "video", "audio", "source"))
_SELECTOR = ",".join(
    ("a,area,img,script,link,iframe,frame,form,option[value],[onclick],[data-href]", *sorted(_MEDIA))
)
_ATTACHMENT = re.compile(
    r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|dps|ofd|rtf|txt|csv|zip|rar|7z|gz|tar|ceb|cebx|exe|apk"
    r"|mp[34]|wav|wmv|avi|flv|mov|swf|epub)(?:$|[?#&])"
    r"|/downfile\.jsp|/download\.jsp|/_content/download|/__local/|enews=DownFile|/ueditor/jsp/upload/file/"
    r"|/download(?:File|Attachment|Attach)\b|[?&](?:filename|fileName|attachment_?id)=",
    re.I,
)
_IMAGE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|svg|ico|tiff?)(?:$|[?#])", re.I)
_STYLE_OR_SCRIPT = re.compile(r"\.(?:(css)|js)(?:$|\?)", re.I)
_URL_IN_CODE = re.compile(
    r"(?:\bopen|\blocation(?:\.href)?\s*=|\blocation\.(?:replace|assign)|\bhref\s*=|\bsrc\s*=|\b[jJ]ump\w*|\bgoto\w*)"
    r"\s*\(?\s*\\?([\"'])([^\"'\\\s<>]{1,500})\\?\1(?!\s{0,9}\+)(?=[,);}\s<>/&]|$)"
)
# Pieces of a page that jQuery fetches into an element, as heads and feet often are.
_LOADED = re.compile(
    r"\.load\(\s{0,9}[\"']([\w./:-]{1,200}\.(?:s?html?|jsp|php|aspx?)\b(?:\?[^\"'\s]{0,200})?)(?:\s[^\"']{0,100})?[\"']"
)
# Whole addresses of pages among the literals of a script: arguments, items of lists, values.
_PAGE_LITERAL = re.compile(
    r"(?:(?<!\.load)\(|[,\[=:])\s{0,9}([\"'])((?:https?:/|\.{0,2})?/?[\w./%~-]{1,300}\.s?html?(?:\?[^\"'\\\s<>]{0,200})?)\1"
    r"\s{0,9}(?=[,)\];}]|$)"
)
# The same of what a click calls; there it may also be made by a program.
_PAGE_ARGUMENT = re.compile(
    r"[(,]\s{0,9}([\"'])((?:https?:/|\.{0,2})?/?[\w./%~-]{1,300}\.(?:s?html?|jsp|php|aspx?|do)"
    r"(?:\?[^\"'\\\s<>]{0,200})?)\1\s{0,9}(?=[,)])"
)
_CODE_GATE = re.compile(r"open\s*\(|location|href")
# What a template puts an address in place of.
_TEMPLATE = re.compile(r"\{\{|\$\{|\{\$|%\{|#\{")
_URL_LIKE = re.compile(
    r"(?:https?:)?//[\w.-]+\.\w|\.{0,2}/[\w.-]|[\w/.-]+\.(?:s?html?|jsp|php|aspx?|do|pdf|docx?)\b"
    r"|(?:[\w-]{1,80}/)+$"
)
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\">\s;]+)", re.I)
_PAGER = re.compile(
    r"createPageHTML\(\s{0,9}['\"]?(\d{1,5})['\"]?\s{0,9},\s{0,9}['\"]?(\d{1,5})['\"]?\s{0,9},\s{0,9}"
    r"['\"](\w{1,40})['\"]\s{0,9},\s{0,9}['\"](s?html?)['\"]"
)
_link = tuple.__new__
_ELEMENT_KINDS = {"img": "image", "script": "script", "iframe": "frame", "frame": "frame", "form": "form"}


def read_links(page: Page) -> tuple[Link, ...]:
    """All links of an HTML page in document order, each (URL, kind) once, with its first text."""
    if page.media != "html":
        return ()
    collector = _Collector(_base(page))
    collector.walk(page.tree.css(_SELECTOR))
    if collector.calls:
        for href, text in addresses(collector.calls, collector.scripts):
            collector.add(href, text[:200], "page", "onclick")
    if "efresh" in page.head or "EFRESH" in page.head:
        for meta in page.tree.css("meta[http-equiv='refresh' i]"):
            found = _REFRESH.search(meta.attributes.get("content") or "")
            if found:
                collector.add(found[1], "", "page", "meta-refresh")
    written = page.written
    if written and "<" in written:
        from inspector.facts.parsing import parse

        collector.via = "script"
        collector.walk(parse(written).css(_SELECTOR))
    return collector.links()


def links_of(tree: LexborHTMLParser, base: str) -> tuple[Link, ...]:
    """The links of any parsed piece of HTML, against a base URL."""
    collector = _Collector(base)
    collector.walk(tree.css(_SELECTOR))
    return collector.links()


def _base(page: Page) -> str:
    if "<base" in page.head or "<BASE" in page.head or "base" in page.tags:  # browsers heed one in the body
        node = page.tree.css_first("base[href]")
        href = node.attributes.get("href") if node else None
        if href:
            return join(canonical(page.url), href) or canonical(page.url)
    return canonical(page.url)


class _Collector:
    def __init__(self, base: str) -> None:
        self.base = base
        self.site, self.folder = site_root(base), folder(base)
        self.via = ""
        self.found: dict[tuple[str, str], tuple[str, str]] = {}
        self.calls: list[Call] = []
        self.scripts: list[str] = []

    def links(self) -> tuple[Link, ...]:
        return tuple([_link(Link, (url, text, kind, via)) for (url, kind), (text, via) in self.found.items()])

    def add(self, href: str | None, text: str, kind: str, via: str) -> None:
        if not href or UNKNOWN in href or ("{" in href and _TEMPLATE.search(href)):
            return
        # Only what counts of the reference, and what it needs of the base: pages share what they point at.
        if "#" in href:
            href = href[: href.index("#")]
        if href[:1] == "/":
            found = _pointed(self.site, href)
        elif href[:4] == "http":
            found = _pointed("", href)
        else:
            found = _pointed(self.base if href[:1] == "?" else self.folder, href)
        if found is None:
            return
        key = found if kind == "page" else (found[0], kind)
        seen = self.found.get(key)
        if seen is None:
            self.found[key] = (text, self.via or via)
        elif text and not seen[0]:
            self.found[key] = (text, seen[1])

    def code(self, code: str, text: str, via: str) -> None:
        for match in _URL_IN_CODE.finditer(code):
            if _URL_LIKE.match(match[2]):
                self.add(unescape(match[2]), text, "page", via)
        if via == "onclick":
            self.literals(_PAGE_ARGUMENT, code, text, via)
            self.calls += calls_of(code, text)

    def literals(self, form: re.Pattern[str], code: str, text: str, via: str) -> None:
        for match in form.finditer(code):
            self.add(unescape(match[2]), text, "page", via)

    def walk(self, nodes: list[LexborNode]) -> None:
        for node in nodes:
            tag = node.tag
            attributes = node.attributes
            if tag in ("a", "area"):
                self.anchor(node, tag, attributes)
            elif tag == "img":
                alt = attributes.get("alt") or attributes.get("title") or ""
                source = (
                    attributes.get("src") or attributes.get("data-src") or attributes.get("data-original")
                )
                self.add(source, alt, "image", "img")
                if "onclick" in attributes:
                    self.code(attributes["onclick"] or "", alt, "onclick")
            elif tag == "script":
                if attributes.get("src"):
                    self.add(attributes["src"], "", "script", "script")
                else:
                    code = node.text() or ""
                    if _CODE_GATE.search(code):
                        self.code(code, "", "script")
                        self.scripts.append(code)
                    if "countPage" in code and (after := counted_next(code)):
                        self.add(after, "", "page", "script")
                    if "htm" in code:
                        self.literals(_PAGE_LITERAL, code, "", "script")
                    if ".load(" in code:
                        for loaded in _LOADED.finditer(code):
                            self.add(loaded[1], "", "frame", "script")
                    if "createPageHTML" in code and (pager := _PAGER.search(code)):
                        self.next_page(pager)
            elif tag == "link":
                rel = (attributes.get("rel") or "").lower()
                if "stylesheet" in rel:
                    self.add(attributes.get("href"), "", "style", "link")
                elif "icon" in rel:
                    self.add(attributes.get("href"), "", "image", "link")
                elif "alternate" in rel or "canonical" in rel or "next" in rel or "prev" in rel:
                    self.add(attributes.get("href"), attributes.get("title") or "", "page", "link")
            elif tag == "option":
                value = attributes["value"]
                if value and _URL_LIKE.match(value.strip()):
                    self.add(value, _text(node), "page", "option")
            elif tag == "form":
                self.add(attributes.get("action"), "", "form", "form")
            elif tag in _MEDIA:
                source = attributes.get("data" if tag == "object" else "src")
                if source and _ATTACHMENT.search(source):
                    self.add(source, attributes.get("title") or "", "page", tag)
            elif tag in _ELEMENT_KINDS:
                self.add(attributes.get("src"), attributes.get("title") or "", _ELEMENT_KINDS[tag], tag)
            else:
                self.clickable(node, attributes)

    def next_page(self, pager: re.Match[str]) -> None:
        """The page after this one, as the pager of TRS WCM writes it: index_1.html is the second."""
        count, current, name, ending = pager.groups()
        if int(current) + 1 < int(count):
            self.add(f"{name}_{int(current) + 1}.{ending}", "", "page", "script")

    def anchor(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
        href = attributes.get("href")
        text = _text(node) if tag == "a" else (attributes.get("alt") or attributes.get("title") or "")
        if not text:
            text = attributes.get("title") or _image_text(node)
        if href and href[0] != "#":
            stripped = href.lstrip()
            if stripped[:1] in "jJ" and stripped[:11].lower() == "javascript:":
                self.code(stripped, text, "onclick")
                if (url := attributes.get("data-url")) and _URL_LIKE.match(url):
                    self.add(url, text, "page", "onclick")
            else:
                self.add(href, text, "page", tag)
        if "onclick" in attributes or "data-href" in attributes:
            self.clickable(node, attributes, text)

    def clickable(self, node: LexborNode, attributes: dict[str, str | None], text: str | None = None) -> None:
        label = _text(node) if text is None else text
        if code := attributes.get("onclick"):
            self.code(code, label[:200], "onclick")
        if (href := attributes.get("data-href")) and _URL_LIKE.match(href):
            self.add(href, label[:200], "page", "onclick")


def _text(node: LexborNode) -> str:
    text = node.text()
    return " ".join(text.split()) if text else ""


def _image_text(node: LexborNode) -> str:
    image = node.css_first("img")
    return (image.attributes.get("alt") or image.attributes.get("title") or "") if image else ""


@lru_cache(1 << 12)
def _pointed(base: str, href: str) -> tuple[str, str] | None:
    """The address that a reference points at, and what it is by its address."""
    url = join(base, href)
    return None if url is None else (url, _kind(url))


def _kind(url: str) -> str:
    if _ATTACHMENT.search(url):
        return "attachment"
    if _IMAGE.search(url):
        return "image"
    if code := _STYLE_OR_SCRIPT.search(url):
        return "style" if code[1] else "script"
    return "page"
