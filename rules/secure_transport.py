"""Whether a site is served over an encrypted connection."""

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from inspector import Finding, Outcome, Site, _, site_rule


@site_rule(applies=lambda site: site.home is not None)
def secure_transport(site: Site) -> Iterator[Finding]:
    """The site is served over HTTPS.

    Why: on an unencrypted connection anyone on the way can read what a citizen sends and alter what the
    site says.

    Fix: get a certificate, serve everything over HTTPS, and redirect HTTP to it.
    """
    address = urlsplit(site.home_url)
    if address.scheme != "https":
        yield Finding(
            _("the home page is served without encryption: {address}"),
            at="host",
            seen=site.home_url,
            key="scheme",
            # A copy on this machine says nothing of the site itself.
            outcome=Outcome.CANT_TELL if _is_local(address.hostname or "") else Outcome.FAILED,
            url=site.home_url,
            address=site.home_url,
        )


def _is_local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in ("", "localhost")  # no host: a file
