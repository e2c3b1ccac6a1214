"""Whether the site offers services."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from inspector import Finding, Outcome, Site, _, site_rule

_TEXT = re.compile(
    r"办事|办理|政务服务|便民|审批|一网通办|服务(?:大厅|事项|指南|中心|平台)|在线服务|公共服务|个人服务|法人服务"
)
_SURE = re.compile("办事|政务服务|一网通办|网上办")
_PATH = re.compile(r"zwfw|wsbs|bsfw|bszn|bsdt|zxbs|banshi|fuwu", re.I)


@site_rule(applies=lambda site: site.crawled and site.home is not None)
def services(site: Site) -> Iterator[Finding]:
    """The site offers services: guides, forms, or the way to the service portal.

    Why: citizens and enterprises come to a government site to get things done; a body with duties towards
    the public that offers no services makes the site fail.

    Fix: set up the column of services with its guides, or link the body's own pages on the service portal
    from the home page.
    """
    own = next(
        site.query(
            """
            SELECT (SELECT count(*) FROM pages WHERE kind = 'service_guide')
                + (SELECT count(*) FROM columns WHERE class = '办事服务' AND state NOT IN ('blank', 'unseen'))
            """
        )
    )[0]
    if own:
        return
    rows = site.query(
        """
        SELECT DISTINCT url, text, internal FROM anchors JOIN urls ON urls.id = target WHERE kind = 'page'
        """
    )
    ways = sorted(
        (row["internal"], not _SURE.search(row["text"]), row["url"], row["text"])
        for row in rows
        if len(row["text"]) <= 16 and (_TEXT.search(row["text"]) or _PATH.search(row["url"]))
    )
    if ways:
        _internal, _unnamed, url, text = ways[0]
        yield Finding(
            _("the site leads to {host} for its services, which was not looked at"),
            at="links",
            seen=text,
            key="elsewhere",
            outcome=Outcome.CANT_TELL,
            url=site.home_url,
            host=urlsplit(url).netloc,
            address=url,
        )
    else:
        yield Finding(
            _("neither services nor a way to them were found on the site"),
            at="links",
            seen=", ".join(column.name for column in site.columns if column.level == 1),
            key="none",
            # A body may have none to offer; a government has.
            outcome=Outcome.CANT_TELL if site.partly_seen or not _governs(site) else Outcome.FAILED,
            url=site.home_url,
        )


def _governs(site: Site) -> bool:
    """Whether the site is a government's, as far as its foot and title tell."""
    names = [site.identity.get("sponsor") or ""]
    names += [row["title"] or "" for row in site.query("SELECT title FROM pages WHERE id = ?", site.home)]
    return any("政府" in name for name in names)
