"""Whether the crawl itself was well: what was not seen must not be judged."""

from __future__ import annotations

from inspector.messages import _
from inspector.site import Site
from inspector.store import get

FAILED_SHARE = 0.5
DATED_SHARE = 0.2

_LINKED = (
    "SELECT count(DISTINCT target) FROM links JOIN urls ON urls.id = target WHERE kind = 'page' AND internal"
)


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
        reasons.append(_("the home page could not be seen"))
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
