"""Whether the home page is kept up to date."""

from collections.abc import Iterator
from datetime import date, timedelta

from inspector import Finding, Outcome, Site, _, site_rule


@site_rule(applies=lambda site: site.crawled and site.home is not None)
def home_freshness(site: Site, days: int = 14, *, today: date) -> Iterator[Finding]:
    """The home page shows something new.

    Why: a home page on which nothing has changed for weeks says that nobody looks after the site; this
    alone makes the site fail.

    Fix: let the home page list the newest items of the news and notice columns by itself, each with its
    date. Where it is only a gateway, keep the pages behind it up to date.
    """
    newest, place = _newest_on_home(site, today), "list"
    if newest is None:
        newest, place = _newest_behind(site, today), "links"
    if newest is not None and newest >= today - timedelta(days=days):
        return
    if newest is None:
        yield Finding(
            _("neither the home page nor the pages it leads to show a date"),
            at="list",
            key="newest",
            outcome=Outcome.CANT_TELL,
            url=site.home_url,
            newest="",
        )
        return
    # A page behind the home page that nobody saw may be the new one.
    yield Finding(
        _("the newest item of the home page is of {newest}, {days} days ago"),
        at=place,
        seen=newest.isoformat(),
        key="newest",
        outcome=Outcome.CANT_TELL if site.partly_seen else Outcome.FAILED,
        url=site.home_url,
        newest=newest.isoformat(),
        days=(today - newest).days,
    )


def _newest_on_home(site: Site, today: date) -> date | None:
    """The newest date among the home page's items, and among the articles it links; not after today."""
    row = next(
        site.query(
            """
            SELECT max(day) FROM (
                SELECT json_extract(item.value, '$.published') AS day
                FROM pages, json_each(facts, '$.listing.items') item WHERE pages.id = :home
                UNION ALL
                SELECT published FROM links JOIN pages ON pages.id = target
                WHERE page = :home AND pages.kind IN ('article', 'document')
            ) WHERE day <= :today
            """,
            home=site.home,
            today=today.isoformat(),
        )
    )
    return date.fromisoformat(row[0]) if row[0] else None


def _newest_behind(site: Site, today: date) -> date | None:
    """The newest date in the lists of the pages that the home page leads to; not after today."""
    row = next(
        site.query(
            """
            SELECT max(day) FROM (
                SELECT json_extract(item.value, '$.published') AS day
                FROM links JOIN pages ON pages.id = target, json_each(facts, '$.listing.items') item
                WHERE page = :home AND seen
            ) WHERE day <= :today
            """,
            home=site.home,
            today=today.isoformat(),
        )
    )
    return date.fromisoformat(row[0]) if row[0] else None
