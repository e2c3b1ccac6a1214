"""Whole articles in the manner of the content systems met on government sites, with invented names."""

import json
from pathlib import Path

import pytest

from inspector.page import Page

FOLDER = Path(__file__).parent / "dialects"
EXPECTED = json.loads((FOLDER / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_article(name):
    expected = EXPECTED[name]
    body = (FOLDER / f"{name}.html").read_bytes()
    page = Page(expected["url"], headers=(("content-type", "text/html"),), body=body)
    assert page.title == expected["title"]
    assert page.published == expected["published"] or str(page.published) == expected["published"]
    assert page.source == expected["source"]
    assert {name: field.value for name, field in page.document_header.items()} == expected["document_header"]
