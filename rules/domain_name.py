"""The domain name a site stands under."""

from collections.abc import Iterator, Sequence
from ipaddress import ip_address

from inspector import Finding, Outcome, Site, _, site_rule

# Names that are no public site's (RFC 6761).
_LOCAL = (".localhost", ".test", ".invalid", ".local", ".internal")


@site_rule(applies=lambda site: site.home is not None and bool(site.official_host))
def domain_name(
    site: Site,
    suffixes: Sequence[str] = ("gov.cn", "xn--zfr164b", "xn--zfr164b.cn", "xn--mxtq1m", "xn--mxtq1m.cn"),
) -> Iterator[Finding]:
    """The site stands under a government domain name.

    Why: the suffix .gov.cn (or 政务, 政府) is given to government bodies only; it is how a visitor tells
    the real site from a copy. A bare IP address tells nothing.

    Fix: register a name under .gov.cn and serve the site there; redirect all older names to it, then
    give them up.
    """
    host = site.official_host
    try:
        # A copy on this machine says nothing of the site itself.
        local = ip_address(host).is_loopback
    except ValueError:
        if "." not in host or host.endswith(_LOCAL):
            return
        if not any(host == suffix or host.endswith("." + suffix) for suffix in suffixes):
            yield Finding(
                _("{host} is no government domain name"),
                at="host",
                seen=host,
                key="suffix",
                url=site.home_url,
                host=host,
            )
    else:
        yield Finding(
            _("the site stands under a bare IP address, {host}"),
            at="host",
            seen=host,
            key="address",
            outcome=Outcome.CANT_TELL if local else Outcome.FAILED,
            url=site.home_url,
            host=host,
        )
