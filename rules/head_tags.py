"""The national head tags: site, column and content tags."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache, partial
from ipaddress import ip_address
from unicodedata import normalize
from urllib.parse import urlsplit

from inspector import Finding, Outcome, Page, _, page_rule

CONTENT_KINDS = frozenset(("article", "document", "annual_report"))
COLUMN_KINDS = CONTENT_KINDS | {"column"}
SITE_CODE = re.compile(r"\d{10}|bm\d{8}", re.I)
_DATE = re.compile(
    r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})"
    r"|(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{4}|\d{6})?(?!\d)"
)
_FRONT = re.compile(r"https?://[^/]+/?(?:(?:index|default|main|home)\.[a-z]{2,5})?", re.I)
# Front pages show no trail.
_TRAIL = re.compile(
    r"位置\s{0,3}[:：]|首\s{0,3}页\s{0,3}(?:[>＞»›→/]|-{1,2}>)|(?:现在|当前|所在)(?:的)?(?:位置|栏目)"
)
_REFRESH = "meta[http-equiv='refresh' i][content*='url' i]"
_LEADS_ON = re.compile(
    r"^\s*(?:(?:window|self|top|document)\.)?location(?:\.href\s*=|\s*=(?!=)|\.(?:replace|assign)\()"
)
_JUMP = 60  # characters
# Names that are nobody's (RFC 2606).
_RESERVED = re.compile(r"(?:^|\.)(?:example\.(?:com|net|org)|example|test|invalid|localhost)$")
_COMMENT = re.compile(r"<!--(?:[^-]|-(?!->))*+(?:-->)?")
_SEVERAL = re.compile(r"[\s;；,，、|]+")
_NOT_A_WORD = re.compile(r"[\W_]+")


def _is_page_of_its_own(page: Page) -> bool:
    kind = page.kind.name
    if kind in ("fragment", "error") or page.needs_rendering or page.holds('class="rich_media'):
        return False  # posts of public accounts stand on a platform, which has no such tags
    if len(page.text) < _JUMP and _leads_on(page):
        return False
    # A page of which nobody can say what it is may be a part of another one; its tags tell.
    return kind != "other" or bool(page.head_tags)


def _leads_on(page: Page) -> bool:
    """Whether nobody sees the page, as it leads on to another at once."""
    if "efresh" in page.head and page.tree.css_first(_REFRESH) is not None:
        return True
    return any(map(_LEADS_ON.search, page.code))


@page_rule(applies=_is_page_of_its_own)
def head_tags(
    page: Page,
    site: Sequence[str] = ("SiteName", "SiteDomain", "SiteIDCode"),
    column: Sequence[str] = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
    content: Sequence[str] = ("ArticleTitle", "PubDate", "ContentSource"),
) -> Iterator[Finding]:
    """The head carries the national tags of its site, column and content, filled and true.

    Why: searching, collecting and statistics across all government sites read these tags. Without them
    a page is found by nobody, and with false ones it is found under another site's name.

    Fix: have the templates of the content management system write SiteName, SiteDomain and SiteIDCode
    into every page, the Column tags into column pages and all below them, and ArticleTitle, PubDate and
    ContentSource into every article; fill them from the same fields that the page shows.
    """
    tags = page.head_tags
    kind = page.kind.name
    required = [*site]
    if kind in COLUMN_KINDS and not (kind == "column" and _FRONT.fullmatch(page.url)):
        required += column
    if kind in CONTENT_KINDS:
        required += content
    if not tags or not any(name in tags for name in required):
        # Who kept a piece of a page may have left its head out.
        headed = page.holds("<head", "<HEAD", "<meta", "<META", "<title", "<TITLE")
        headed = headed and not any(_otherwise(page, site))
        yield Finding(
            _("none of the required head tags: {tags}"),
            at="head",
            key="none",
            outcome=Outcome.FAILED if headed else Outcome.CANT_TELL,
            tag="none",
            level="content" if kind in CONTENT_KINDS else "column" if kind in COLUMN_KINDS else "site",
            tags=", ".join(required),
        )
        return
    missing = [name for name in required if name not in tags]
    doubted = [*_doubted_levels(page, column, content), *_otherwise(page, missing)]
    for name in required:
        value = tags.get(name)
        if value is None:
            yield Finding(
                _("the head tag {tag} is missing"),
                at="head",
                key=name,
                outcome=Outcome.CANT_TELL if name in doubted else Outcome.FAILED,
                tag=name,
            )
        elif not value:
            yield Finding(_("the head tag {tag} is empty"), at=f"meta[name={name}]", key=name, tag=name)
        elif contradiction := _CONTRADICTIONS.get(name):
            yield from contradiction(page, value)


def _otherwise(page: Page, names: Sequence[str]) -> Iterator[str]:
    """Tags that a script writes, or that stand in the head under another attribute than `name`."""
    if not names:
        return
    elements = [tag.lower() for tag in page.head.split("<") if tag[:4].lower() == "meta"]
    for name in names:
        if name in page.written:
            yield name
        elif any([name.lower() in element for element in elements]) and re.search(
            rf"<meta\b[^<>]*\b{name}\b", _COMMENT.sub("", page.head), re.I
        ):
            yield name


def _doubted_levels(page: Page, column: Sequence[str], content: Sequence[str]) -> Iterator[str]:
    """Tags of a level that the page may rightly not have: it may be no column, or no article."""
    tags, kind = page.head_tags, page.kind.name
    if kind == "column" and tags.keys().isdisjoint(column) and not _TRAIL.search(page.text):
        yield from column
    dated = page.published is not None or page.source is not None
    if kind in CONTENT_KINDS and not dated and tags.keys().isdisjoint(content):
        yield from content


def _site_code(page: Page, value: str) -> Iterator[Finding]:
    if not SITE_CODE.fullmatch(value):
        yield Finding(
            _("SiteIDCode is not a site code (ten digits, or bm and eight): {value}"),
            at="meta[name=SiteIDCode]",
            seen=value,
            key="SiteIDCode",
            tag="SiteIDCode",
            value=value,
        )
    elif (shown := page.identity.site_code) and shown.lower() != value.lower():
        yield Finding(
            _("SiteIDCode is {value}, but the footer shows {code}"),
            at="meta[name=SiteIDCode]",
            seen=value,
            key="SiteIDCode",
            tag="SiteIDCode",
            value=value,
            code=shown,
        )


def _site_domain(page: Page, value: str) -> Iterator[Finding]:
    host = _host(page.url[: page.url.find("/", 8) + 1] or page.url)
    all_stated = [_host(one if "//" in one else f"//{one}") for one in _SEVERAL.split(value) if one]
    if not host or "." not in host or _is_address(host) or _RESERVED.search(host):
        return  # a copy served elsewhere: its address says nothing about the site
    if not any(stated and _related(host, stated) for stated in all_stated):
        yield Finding(
            _("SiteDomain is {value}, but the page stands on {host}"),
            at="meta[name=SiteDomain]",
            seen=value,
            key="SiteDomain",
            outcome=Outcome.CANT_TELL if any(map(partial(_siblings, host), all_stated)) else Outcome.FAILED,
            tag="SiteDomain",
            value=value,
            host=host,
        )


@lru_cache(256)
def _host(url: str) -> str:
    try:
        return (urlsplit(url.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@lru_cache(256)
def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _related(one: str, other: str) -> bool:
    return one == other or one.endswith("." + other) or other.endswith("." + one)


def _siblings(one: str, other: str) -> bool:
    """Whether two hosts are under one body's name: an office may have had another name there."""
    parents = [name.partition(".")[2] for name in (one, other)]
    return parents[0] == parents[1] and parents[0].count(".") >= 2


def _publication_date(page: Page, value: str) -> Iterator[Finding]:
    found = _DATE.search(value)
    if found is None:
        certain = not re.search(r"\d{4}", value)
        yield Finding(
            _("PubDate is not a date: {value}"),
            at="meta[name=PubDate]",
            seen=value,
            key="PubDate",
            outcome=Outcome.FAILED if certain else Outcome.CANT_TELL,
            tag="PubDate",
            value=value,
        )
        return
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        stated = date(year, month, day)
    except ValueError:
        yield Finding(
            _("PubDate is no day of the calendar: {value}"),
            at="meta[name=PubDate]",
            seen=value,
            key="PubDate",
            tag="PubDate",
            value=value,
        )
        return
    if page.published and abs((page.published - stated).days) > 1:
        yield Finding(
            _("PubDate is {value}, but the page shows {published}"),
            at="meta[name=PubDate]",
            seen=value,
            key="PubDate",
            # It may be the day of the last change, where the page shows that too.
            outcome=Outcome.CANT_TELL if _is_shown(page, stated) else Outcome.FAILED,
            tag="PubDate",
            value=value,
            published=page.published.isoformat(),
        )


def _is_shown(page: Page, day: date) -> bool:
    shown = rf"{day.year}\s?[-/.年]\s?0?{day.month}\s?[-/.月]\s?0?{day.day}(?!\d)"
    return re.search(shown, page.text) is not None


def _article_title(page: Page, value: str) -> Iterator[Finding]:
    stated, shown = _bare(value), _bare(page.title or "")
    if len(shown) < 4 or not stated or stated in shown or shown in stated:
        return
    # The title may be cut short, lack a line, or be read wrongly: only what stands nowhere is false.
    beginning = stated[:12]
    element = page.tree.css_first("title")
    if beginning in _bare(page.text) or (element and beginning in _bare(element.text())):
        return
    if SequenceMatcher(None, stated, shown).quick_ratio() > 0.6:
        return
    yield Finding(
        _("ArticleTitle is {value}, but the page shows {title}"),
        at="meta[name=ArticleTitle]",
        seen=value,
        key="ArticleTitle",
        tag="ArticleTitle",
        value=value,
        title=page.title,
    )


def _bare(text: str) -> str:
    return _NOT_A_WORD.sub("", normalize("NFKC", text)).lower()


_CONTRADICTIONS = {
    "SiteIDCode": _site_code,
    "SiteDomain": _site_domain,
    "PubDate": _publication_date,
    "ArticleTitle": _article_title,
}
