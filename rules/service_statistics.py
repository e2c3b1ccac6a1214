"""Statistics of the services rendered."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from inspector import Finding, Outcome, Site, _, site_rule

_NAMED = re.compile(
    r"(?:办件|办事|服务事项|政务服务|审批|受理|业务|事项).{0,10}(?:统计|公示|数据|数量|办件量|情况通报)|办件量|办结率|服务统计"
)

_SERVICES = re.compile("办事|政务服务|网上办|一网通办|在线办理|服务大厅")
_PORTAL = re.compile("zwfw", re.I)


@site_rule(applies=lambda site: site.crawled and site.home is not None)
def service_statistics(site: Site, days: int = 366, *, today: date) -> Iterator[Finding]:
    """Statistics of the services rendered are published, and kept up to date.

    Why: how many applications came in, and how many were dealt with in time, shows whether the services are
    used and work.

    Fix: publish the numbers of applications received, in hand and settled at regular intervals, in the column
    of services.
    """
    rows = site.query(
        """
        SELECT DISTINCT url, text, coalesce(published, newest) AS day
        FROM anchors JOIN urls ON urls.id = target
        LEFT JOIN pages ON pages.id = target
        WHERE text LIKE '%办%' OR text LIKE '%统计%' OR text LIKE '%事项%'
        """
    )
    found = [row for row in rows if len(row["text"]) <= 60 and _NAMED.search(row["text"])]
    if not found:
        host = site.host_elsewhere(_SERVICES, _PORTAL)
        yield Finding(
            _("no statistics of services were found; the services are on {host}, which was not looked at")
            if host
            else _("no statistics of services were found"),
            at="links",
            key="none",
            # They may be shown as a picture, or on the service portal.
            outcome=Outcome.CANT_TELL,
            url=site.home_url,
            aspect="none",
            host=host,
        )
        return
    newest = max((row for row in found if row["day"]), key=lambda row: row["day"], default=None)
    if newest and date.fromisoformat(newest["day"]) < today - timedelta(days=days):
        yield Finding(
            _("the newest statistics of services are of {newest}"),
            at="links",
            seen=newest["text"],
            key="old",
            outcome=Outcome.CANT_TELL if site.partly_seen else Outcome.FAILED,
            url=newest["url"],
            aspect="age",
            newest=newest["day"],
        )
