"""Whether the new media accounts are kept up to date, by the list that the office fills in."""

from collections.abc import Iterator
from datetime import date, timedelta

from inspector import Finding, Outcome, Site, _, site_rule


@site_rule(applies=lambda site: site.crawled or bool(site.accounts))
def new_media_freshness(site: Site, days: int = 14, *, today: date) -> Iterator[Finding]:
    """Every new media account publishes something at least every two weeks.

    Why: an account that sleeps is worse than none: people write to it, and nobody reads.

    Fix: publish, or close the account in due form and announce it.
    """
    if not site.accounts:
        yield Finding(
            _("no list of the new media accounts was given"),
            at="list",
            key="none",
            outcome=Outcome.CANT_TELL,
            url=site.home_url,
        )
    for account in site.accounts:
        updated = date.fromisoformat(account["updated"]) if account["updated"] else None
        if updated and today - timedelta(days=days) <= updated <= today:
            continue
        late = updated is not None and updated <= today
        yield Finding(
            _("{account} was last updated on {updated}, {days} days ago")
            if late
            else _("{account} is said to have been updated on {updated}, which is yet to come")
            if updated
            else _("when {account} was last updated is not known"),
            at="list",
            seen=account["updated"],
            key=f"{account['platform']} {account['name']}".strip(),
            outcome=Outcome.FAILED if late else Outcome.CANT_TELL,
            url=account["url"] or site.home_url,
            account=account["name"],
            platform=account["platform"],
            updated=account["updated"],
            days=(today - updated).days if updated else None,
        )
