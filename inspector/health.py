"""Whether the crawl itself was well: what was not seen must not be judged."""

from __future__ import annotations

from inspector.failures import FAILURES
from inspector.messages import _
from inspector.site import Site
from inspector.store import get

FAILED_SHARE = 0.5
DATED_SHARE = 0.2

_LINKED = (
    "SELECT count(DISTINCT target) FROM links JOIN urls ON urls.id = target WHERE kind = 'page' AND internal"
)

_EMPTY = "SELECT 1 FROM pages WHERE id = ? AND text_length = 0 AND id NOT IN (SELECT page FROM links)"


def ailments(site: Site, least_pages: int) -> tuple[str, ...]:
    """Message ids of what makes a verdict impossible; empty where the crawl was well.

    Of hand-picked pages only this is asked: that at least one could be read.
    """
    counts = next(
        site.query(
            """
            SELECT count(*) FILTER (WHERE seen) AS seen,
                   count(*) FILTER (WHERE failure IS NOT NULL AND failure NOT IN ('robots', 'trap', 'budget'))
                       AS failed,
                   count(*) FILTER (WHERE seen AND needs_rendering IS NOT NULL) AS unrendered,
                   count(*) FILTER (WHERE seen AND kind IN ('article', 'document')) AS articles,
                   count(*) FILTER (WHERE seen AND kind IN ('article', 'document') AND published IS NOT NULL)
                       AS dated
            FROM pages
            """
        )
    )
    if not site.crawled:
        return () if counts["seen"] else (_("no page could be read"),)
    reasons = []
    if get(site.connection, "finished") is False:
        reasons.append(_("the crawl was broken off, or still goes on: run its command again"))
    if site.home is None:
        reasons.append(_unseen(site))
    elif next(site.query(_EMPTY, site.home), None):
        reasons.append(_("the home page is empty"))
    if counts["seen"] < least_pages:
        reasons.append(_("too few pages were seen"))
    if counts["failed"] > FAILED_SHARE * (counts["seen"] + counts["failed"]):
        reasons.append(_("more than half of the requests failed"))
    if (get(site.connection, "crawl") or {}).get("stop") in ("blocked", "unreachable"):
        known = next(site.query(_LINKED))[0]
        if counts["seen"] * 2 < known:
            reasons.append(_("the site stopped answering before half of it was seen"))
    if counts["unrendered"] * 2 > counts["seen"]:
        reasons.append(_("more than half of the pages show their content only in a browser"))
    if counts["articles"] >= least_pages and counts["dated"] < DATED_SHARE * counts["articles"]:
        reasons.append(_("hardly any publication date could be read"))
    return tuple(reasons)


def _unseen(site: Site) -> str:
    """Why the home page could not be seen: what stands at the end of the start address's redirects."""
    row = next(
        site.query(
            """
            WITH RECURSIVE chain(id, steps) AS (
                SELECT id, 0 FROM urls WHERE url = ?
                UNION ALL
                SELECT location, steps + 1 FROM chain JOIN pages USING (id)
                WHERE location IS NOT NULL AND steps < 10
            )
            SELECT steps, status, failure FROM chain LEFT JOIN pages USING (id) ORDER BY steps DESC LIMIT 1
            """,
            site.start,
        ),
        None,
    )
    if row is None or (row["status"] is None and not row["steps"]):
        return _("the home page could not be seen: it was not asked for")
    if row["status"] is None:
        return _("the home page could not be seen: it redirects to an address that was not asked for")
    if row["failure"] == "robots":
        return _("the home page could not be seen: robots.txt forbids it")
    if row["failure"] == "robots-unreadable":
        return _("the home page could not be seen: the server failed when it was asked for robots.txt")
    if row["failure"]:
        whose = FAILURES[row["failure"]].whose if row["failure"] in FAILURES else "unknown"
        if row["status"] and whose == "us":
            return _("the home page could not be seen: a wall answered in its place")
        return _("the home page could not be seen: no usable answer came")
    if row["status"] >= 400:
        return _("the home page could not be seen: the server answered with an error")
    if row["status"] >= 300:
        return _("the home page could not be seen: it redirects to what is no address of the web")
    return _("the home page could not be seen: what answered is no page")
