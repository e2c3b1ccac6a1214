"""Search over the whole site."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from inspector import Finding, Outcome, Site, _, site_rule

_WAY = re.compile("搜索|检索|站内搜|全站搜")
# Libraries, statistics and marks write no search box.
_LIBRARY = re.compile(
    r"/(?:jquery|bootstrap|swiper|slick|layui|html5shiv|respond|modernizr|vue|echarts|superslide|animate|qrcode)"
    r"[\w.-]*$|jiucuo|conac|cnzz|baidu|beian|_sitegray|aria\.js",
    re.I,
)
_PATH = re.compile(r"search|sousuo|jsearch|was5|ssjg|/so(?:/|$|\?)", re.I)
# Why the search was not asked, by how its form is sent.
_UNASKED = {
    None: _("no form or address of a search was found that could be asked"),
    "get": _("no published title was seen that only one page bears"),
    "post": _("the form is sent by POST, which an inspection does not do: ask it by hand"),
    "copy": _("the form asks the site itself, and this is a copy of it"),
    "script": _("only a script knows what the form asks: ask it by hand"),
}


@site_rule(applies=lambda site: site.home is not None)
def site_search(site: Site) -> Iterator[Finding]:
    """The front page offers a search, and the search finds what the site published.

    Why: most visitors come with a question, not with a map of the columns.

    Fix: put a search box on every page, and let the index take up what is published at once.
    """
    if site.home is None:
        return
    fields = site.facts(site.home).get("fields", {})
    ask = fields.get("input", {}).get("value", "")
    rows = site.query(
        """
        SELECT url, text, kind FROM anchors JOIN urls ON urls.id = target WHERE kind != 'image'
        """
    )
    # A search that only other pages offer is one over the whole site all the same.
    offered = "search" in fields or any(
        (_WAY.search(row["text"]) and len(row["text"]) <= 12)
        or (row["kind"] in ("form", "frame") and _PATH.search(row["url"]))
        for row in rows
    )
    if not offered:
        reason = _unseen(site) or ask or _way_without_words(site) or _no_front_page(site)
        yield Finding(
            _("the front page offers no search, unless it is {reason}")
            if reason
            else _("the front page offers no search"),
            at="page",
            seen=reason,
            key="none",
            outcome=Outcome.CANT_TELL if reason else Outcome.FAILED,
            url=site.home_url,
            aspect="offer",
            reason=reason,
        )
    yield from _asked(site)
    yield from _not_found(site)


def _asked(site: Site) -> Iterator[Finding]:
    """What came of the questions that the crawl put to the search (see `Site.search`)."""
    if site.search is None:
        return
    if not site.search["questions"]:
        reason = _UNASKED.get(site.search["how"], _UNASKED[None])
        yield _open(site.search["form"] or site.home_url, "unasked", reason, "")
    for question in site.search["questions"]:
        answer = question["answer"] or {
            "state": "unclear",
            "why": _("it was not asked, or led back to a page of the site"),
        }
        if answer["state"] == "unclear":
            yield _open(question["url"], question["title"], answer["why"], question["title"])
        elif answer["state"] == "missing":
            yield Finding(
                _("the search does not find {asked}, which the site published at {page}: {reason}"),
                at="results",
                seen=question["title"],
                key=question["title"],
                url=question["url"],
                aspect="results",
                asked=question["title"],
                page=question["page"],
                reason=answer["why"],
            )


def _open(url: str, key: str, reason: str, asked: str) -> Finding:
    return Finding(
        _("whether the search finds {asked}, which the site published, is open: {reason}")
        if asked
        else _("whether the search finds what the site published is open: {reason}"),
        at="results",
        seen=asked,
        key=key,
        outcome=Outcome.CANT_TELL,
        url=url,
        aspect="results",
        asked=asked,
        reason=reason,
    )


def _unseen(site: Site) -> str:
    """What may yet write a search box though it was not read, or ""."""
    row = next(site.query("SELECT needs_rendering FROM pages WHERE id = ?", site.home))
    if row["needs_rendering"]:
        return str(row["needs_rendering"])
    rows = site.query(
        """
        SELECT url FROM links JOIN urls ON urls.id = target LEFT JOIN pages ON pages.id = target
        WHERE page = ? AND (links.kind = 'frame' OR (
            links.kind = 'script' AND (status IS NULL OR status NOT IN (200, 404, 410))))
        ORDER BY position
        """,
        site.home,
    )
    return next((row["url"] for row in rows if not _LIBRARY.search(row["url"].partition("?")[0])), "")


def _no_front_page(site: Site) -> str:
    """The address of a page given by itself that may be the front of a part of the site only."""
    deep = site.home_url.startswith("http") and urlsplit(site.home_url).path.count("/") > 1
    return site.home_url if deep and not site.crawled else ""


def _way_without_words(site: Site) -> str:
    """The address of a link that may lead to a search, by its address alone."""
    rows = site.query(
        "SELECT url FROM links JOIN urls ON urls.id = target WHERE page = ? AND links.kind = 'page'",
        site.home,
    )
    return next((row["url"] for row in rows if _PATH.search(urlsplit(row["url"]).path)), "")


def _not_found(site: Site) -> Iterator[Finding]:
    """Result pages that are in the evidence, asked for a title the site published, without a link to it."""
    rows = site.query(
        """
        SELECT id, url FROM pages JOIN urls USING (id)
        WHERE seen AND internal AND pages.kind = 'search' AND needs_rendering IS NULL AND url LIKE '%?%'
        ORDER BY url
        """
    )
    for row in rows:
        for _name, asked in parse_qsl(urlsplit(row["url"]).query):
            published = site.query(
                "SELECT id FROM pages WHERE title = ? AND kind IN ('article', 'document') LIMIT 1",
                asked.strip(),
            )
            if len(asked) < 8 or (target := next(published, None)) is None:
                continue
            found = site.query(
                "SELECT 1 FROM links WHERE page = ? AND (target = ? OR instr(text, ?)) LIMIT 1",
                row["id"],
                target["id"],
                asked.strip(),
            )
            if next(found, None) is None:
                yield Finding(
                    _("the search does not find {asked}, which the site published"),
                    at="results",
                    seen=asked,
                    key=asked,
                    url=row["url"],
                    aspect="results",
                    asked=asked,
                )
