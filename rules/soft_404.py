"""Missing pages that answer as if they were there."""

from collections.abc import Iterator

from inspector import Finding, Site, _, site_rule

#: So many different addresses with the home page's own body are no aliases any more.
_ALIASES = 4
_ADDRESSES = """
    WITH home AS (SELECT id, digest FROM pages WHERE id = :home),
    missing AS (SELECT DISTINCT digest FROM pages WHERE status IN (404, 410)),
    twins AS (SELECT pages.id FROM pages JOIN home USING (digest) WHERE seen AND pages.id != home.id)
    SELECT id, url, coalesce(title, '') AS title FROM pages JOIN urls USING (id)
    WHERE internal AND seen AND id IS NOT :home AND (
        kind = 'error'
        OR (text_length > 0 AND digest IN missing)
        OR (
            id IN twins AND (SELECT count(*) FROM twins) >= :aliases
            AND url NOT LIKE '%/' AND url NOT LIKE '%/index.%' AND url NOT LIKE '%?%'
        )
    )
    ORDER BY url
"""
# What leads there by redirects, and the page itself.
_LEADING = """
    WITH RECURSIVE leading (id) AS (
        SELECT :page UNION
        SELECT pages.id FROM pages JOIN leading ON location = leading.id WHERE status BETWEEN 300 AND 399
    )
    SELECT id, url FROM leading JOIN urls USING (id) WHERE internal ORDER BY url
"""
_COUNT = """
    SELECT count(DISTINCT page) AS pages, min(kind = 'image') AS only_shown FROM links
    WHERE target = ? AND kind IN ('page', 'image', 'attachment') AND via NOT IN ('script', 'link', 'form')
"""


@site_rule(applies=lambda site: site.crawled)
def soft_404(site: Site) -> Iterator[Finding]:
    """A page that is not there answers 404.

    Why: a "not found" page sent with status 200 hides the dead link from every link checker, and search
    engines keep listing it.

    Fix: have the web server send status 404 with its error page, and correct the links that lead there.
    """
    rows = list(site.query(_ADDRESSES, home=site.home, aliases=_ALIASES))
    for row in rows:
        for asked in list(site.query(_LEADING, page=row["id"])):
            sources = site.sources(asked["id"])
            if not sources:
                continue
            linked = next(site.query(_COUNT, asked["id"]))
            yield Finding(
                _("{count} page(s) link to this address, which answers 200 with an error page"),
                at="page",
                seen=row["title"],
                url=asked["url"],
                sources=sources,
                count=linked["pages"],
                on_home=any(source["url"] == site.home_url for source in sources),
                kind="image" if linked["only_shown"] else "page",
            )
