"""Missing pages that answer as if they were there."""

from collections.abc import Iterator

from inspector import Finding, Site, _, site_rule

#: So many different addresses with the home page's own body are no aliases any more.
_ALIASES = 4
_COUNT = """
    SELECT count(DISTINCT page) FROM links
    WHERE target = ? AND kind IN ('page', 'image', 'attachment') AND via NOT IN ('script', 'link', 'form')
"""


@site_rule(applies=lambda site: site.crawled)
def soft_404(site: Site) -> Iterator[Finding]:
    """A page that is not there answers 404.

    Why: a "not found" page sent with status 200 hides the dead link from every link checker, and search
    engines keep listing it.

    Fix: have the web server send status 404 with its error page, and correct the links that lead there.
    """
    rows = site.query(
        """
        SELECT id, url, coalesce(title, '') AS title FROM pages JOIN urls USING (id)
        WHERE internal AND seen AND kind = 'error' AND id IS NOT ?1
        UNION
        SELECT id, url, coalesce(title, '') FROM pages JOIN urls USING (id)
        WHERE internal AND seen AND digest IN (
            SELECT missing.digest FROM pages missing WHERE status IN (404, 410) AND digest IS NOT NULL
        )
        UNION
        SELECT page.id, url, coalesce(page.title, '') FROM pages page JOIN urls USING (id)
        JOIN pages home ON home.id = ?1 AND page.digest = home.digest AND page.id != home.id
        WHERE internal AND page.seen AND url NOT LIKE '%/' AND url NOT LIKE '%/index.%' AND url NOT LIKE '%?%'
            AND (SELECT count(*) FROM pages twin WHERE twin.seen AND twin.digest = home.digest) >= ?2
        ORDER BY url
        """,
        site.home,
        _ALIASES,
    )
    for row in list(rows):
        sources = site.sources(row["id"])
        if not sources:
            continue
        count = next(site.query(_COUNT, row["id"]))[0]
        yield Finding(
            _("{count} page(s) link to this address, which answers 200 with an error page"),
            at="page",
            seen=row["title"],
            url=row["url"],
            sources=sources,
            count=count,
            on_home=any(source["url"] == site.home_url for source in sources),
            kind="page",
        )
