import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.page import Page


def media(body: bytes, content_type: str | None = None, url: str = "http://www.qingyuan.example/a") -> str:
    headers = (("content-type", content_type),) if content_type else ()
    return Page(url, headers=headers, body=body).media


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b"<!DOCTYPE html><html></html>", "text/html; charset=utf-8", "html"),
        (b"<!DOCTYPE html><html></html>", None, "html"),
        (b"\xef\xbb\xbf\r\n<!-- made by a CMS -->\n<HTML>", None, "html"),
        (b"<html><body>404", "application/javascript", "html"),
        (b"<html><body>404", "application/pdf", "html"),
        (b"<div>piece</div>", "text/html", "html"),
        (b"<div>piece</div>", None, "html"),
        (b"", "text/html", "html"),
        (b"document.write('7')", "application/x-javascript", "script"),
        (b"a{color:red}", "text/css", "style"),
        (b"\x89PNG\r\n\x1a\n", None, "image"),
        (b"\xff\xd8\xff\xe0", "text/html", "image"),
        (b"%PDF-1.4", None, "document"),
        (b"%PDF-1.4", "text/html", "document"),
        (b"PK\x03\x04", "application/octet-stream", "document"),
        (b"\xd0\xcf\x11\xe0", "application/msword", "document"),
        (b'{"total": 3}', "text/html", "other"),
        (b"[]", "application/json", "other"),
        (b'<?xml version="1.0"?><urlset></urlset>', "text/html", "other"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html/>', "text/xml", "html"),
        (b"<rss version='2.0'>", "application/rss+xml", "other"),
        (b"User-agent: *", "text/plain", "other"),
    ],
)
def test_type_and_bytes_together(body, content_type, expected):
    assert media(body, content_type) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.js", "script"),
        ("a.css?v=1", "style"),
        ("a.docx", "document"),
        ("a.gif", "image"),
        ("a.json", "other"),
    ],
)
def test_the_suffix_speaks_where_nothing_else_does(name, expected):
    assert media(b"x", None, f"http://www.qingyuan.example/{name}") == expected


@given(st.binary(max_size=200), st.text(max_size=30), st.text(max_size=30))
def test_nothing_raises(body, content_type, url):
    assert media(body, content_type, url) in {"html", "script", "style", "image", "document", "other"}
