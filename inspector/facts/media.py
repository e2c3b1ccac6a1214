"""What a body is, by its content type and by its first bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.page import Page

_MAGIC = (
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"\x00\x00\x01\x00", "image"),
    (b"%PDF-", "document"),
    (b"PK\x03\x04", "document"),
    (b"\xd0\xcf\x11\xe0", "document"),
    (b"{\\rtf", "document"),
    (b"Rar!\x1a", "document"),
    (b"7z\xbc\xaf\x27\x1c", "document"),
)
_DOCUMENT_TYPE = re.compile(
    r"application/(?:pdf|msword|rtf|ofd|zip|x-zip|x-rar|vnd\.(?:ms-|openxml|oasis|wps|rar))|text/(?:rtf|csv)"
)
_SUFFIXES = {
    **dict.fromkeys(("js", "mjs"), "script"),
    "css": "style",
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "bmp", "ico", "svg", "webp", "tif", "tiff"), "image"),
    **dict.fromkeys(("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "ofd"), "document"),
    **dict.fromkeys(("rtf", "zip", "rar", "7z", "csv"), "document"),
    **dict.fromkeys(("json", "xml", "txt", "mp4", "mp3", "flv", "swf", "woff", "ttf"), "other"),
    **dict.fromkeys(("html", "htm", "shtml", "jhtml", "jsp", "php", "asp", "aspx", "do", "action"), "html"),
}
_SUFFIX = re.compile(r"\.([a-z0-9]{1,6})$")
_SPACE_AND_COMMENTS = re.compile(rb"(?:\s++|<!--(?:[^-]|-(?!->))*+-->|<\?xml[^>]*+>|\?>)*+")
_HTML = re.compile(rb"<!doctype\s+html|<(?:html|head|body|title|meta)[\s>]", re.I)
_MARKUP = re.compile(rb"<[a-z][a-z0-9]*[\s/>]", re.I)
_XML = re.compile(rb"<(?:\?xml|urlset|sitemapindex|rss|feed|recordset|datastore|result|root|svg)[\s>]", re.I)
_JSON = re.compile(rb"\{\s*(?:[\"}]|$)|\[\s*(?:[\"{\[\]\d-]|$)")
_HTML_TYPES = ("text/html", "application/xhtml+xml")


def read_media(page: Page) -> str:
    """One of html, script, style, image, document, other.

    What the first bytes prove beats the stated type, which beats the suffix of the address.
    """
    stated = (page.header("content-type") or "").partition(";")[0].strip().lower()
    sniffed = _sniff(page.body[:4096])
    named = _by_type(stated)
    if sniffed == "html":
        # A script or a style sheet may hold markup, but does not start with a document type.
        return "html"
    if sniffed in ("image", "document"):
        return sniffed if named in (None, "html", "image", "document") else named
    if sniffed == "other" and named in (None, "html", "other"):
        return "other"
    if named:
        return named
    path = page.url.partition("#")[0].partition("?")[0].lower()
    suffix = _SUFFIX.search(path.rpartition("/")[2])
    by_name = _SUFFIXES.get(suffix[1]) if suffix else None
    if by_name and (by_name != "html" or sniffed != "other"):
        return by_name
    if sniffed == "markup" or (not suffix and not page.body):
        return "html"
    return "other"


def _by_type(stated: str) -> str | None:
    if not stated or stated in ("application/octet-stream", "text/plain", "unknown/unknown"):
        return None
    if stated in _HTML_TYPES:
        return "html"
    if "javascript" in stated or "ecmascript" in stated:
        return "script"
    if stated == "text/css":
        return "style"
    if stated.startswith("image/"):
        return "image"
    if _DOCUMENT_TYPE.match(stated):
        return "document"
    return "other"


def _sniff(head: bytes) -> str | None:
    """html, image, document or other where the bytes prove it; markup for a mere tag; else None."""
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:8].count(0) > 2:
        head = head.replace(b"\x00", b"")
    start = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    body = start[_SPACE_AND_COMMENTS.match(start).end() :]  # type: ignore[union-attr]
    if _HTML.match(body):
        return "html"
    if _XML.match(body) or (start.lstrip().startswith(b"<?xml") and not _HTML.search(body)):
        return "image" if body[:4].lower() == b"<svg" else "other"
    if _JSON.match(body):
        return "other"
    return "markup" if _MARKUP.match(body) else None
