"""Whether the site can be reached over IPv6."""

from collections.abc import Iterator

from inspector import Finding, Outcome, Site, _, site_rule


@site_rule(applies=lambda site: site.crawled)
def ipv6(site: Site) -> Iterator[Finding]:
    """The site can be reached over IPv6.

    Why: a growing part of the visitors, above all on mobile networks, come over IPv6.

    Fix: give the name an AAAA record, and let the web server or the network in front of it answer there.
    """
    found = site.ipv6
    if found and found["answered"]:
        return
    if found is None:
        message = _("reachability over IPv6 was not asked for")
        key, outcome = "unasked", Outcome.CANT_TELL
    elif found["addresses"] is None:
        message = _("the name service gave no answer about {host}")
        key, outcome = "dns", Outcome.CANT_TELL
    elif not found["addresses"]:
        message = _("{host} has no IPv6 address (AAAA record)")
        key, outcome = "address", Outcome.FAILED
    elif found["answered"] is None:
        message = _("{host} has an IPv6 address; there is no IPv6 here to reach it by")
        key, outcome = "network", Outcome.CANT_TELL
    else:
        message = _("{host} did not answer over IPv6")
        key, outcome = "connection", Outcome.CANT_TELL
    yield Finding(
        message,
        at="host",
        seen=", ".join((found or {}).get("addresses") or []),
        key=key,
        outcome=outcome,
        url=site.home_url,
        host=found["host"] if found else site.host,
    )
