"""The national head tags of a page (国办发〔2017〕47号, annex on page labels)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from inspector.page import Page

SITE_TAGS = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN_TAGS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
CONTENT_TAGS = (
    "ArticleTitle",
    "PubDate",
    "ContentSource",
    "Keywords",
    "Author",
    "Description",
    "Image",
    "Url",
)

_STANDARD = {name.lower(): name for name in SITE_TAGS + COLUMN_TAGS + CONTENT_TAGS}


class Meta(NamedTuple):
    """One meta element with a name: name and content as written, white space at the ends stripped.

    `content` is None where the element has no content attribute.
    """

    name: str
    content: str | None


def read_meta(page: Page) -> list[Meta]:
    """All named meta elements in document order, repeats and odd spellings kept."""
    if not page.holds("<meta", "<META", "<Meta"):
        return []
    found = []
    for node in page.tree.css("meta[name]"):
        attributes = node.attributes
        content = attributes.get("content")
        if content is None:  # a no-break space in front of it makes it another attribute
            content = next((v for k, v in attributes.items() if k.strip("\xa0\u3000") == "content"), None)
        found.append(Meta((attributes.get("name") or "").strip(), content and content.strip()))
    return found


def read_head_tags(page: Page) -> dict[str, str]:
    """The national tags present: standard name → content, "" where empty; the first non-empty one wins."""
    tags: dict[str, str] = {}
    for name, content in read_meta(page):
        standard = _STANDARD.get(name.lower())
        if standard and not tags.get(standard):
            tags[standard] = content or ""
    return tags
