"""Whether the columns are kept up to date."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from inspector import Column, Finding, Outcome, Site, _, site_rule

# A list of which only an older page was seen says nothing of the newest items.
_LATER_PAGE = re.compile(
    r"(?:index|list|default)[a-z]{0,8}[-_/]\d+\.\w+$|[?&](?:page|pageno|pn|p|currpage)=\d+", re.I
)
_TOPIC = re.compile(r"/(?:zt\w{0,4}|\w{2}zt|zhuanti\w{0,4}|zhuantizhuanlan|topics?|special)/", re.I)
_NUMBER = re.compile(r"\d+(?=\.\w+$|$|&)")


@site_rule(applies=lambda site: site.crawled and bool(site.columns))
def column_freshness(
    site: Site,
    periods: Mapping[str, int] | None = None,
    undated: str = "cantTell",
    confidence: float = 0.6,
    *,
    today: date,
) -> Iterator[Finding]:
    """Every column has news within the period that its class is given.

    Why: a news column that nobody has written to for weeks, or a notice column without a notice for half
    a year, tells visitors that the site is abandoned; several of them make the site fail.

    Fix: publish what there is to publish, or take the column off the navigation; show the date of each
    item in the list.
    """
    due = periods or {}
    for column in site.columns:
        period = due.get(column.class_ or "") if column.period is None else column.period
        if period is None:
            continue
        data: dict[str, Any] = {
            "column": column.name,
            "class": column.class_,
            "level": column.level,
            "newest": column.newest.isoformat() if column.newest else "",
            "days": (today - column.newest).days if column.newest else None,
            "period": period,
        }
        if column.newest and (
            column.state == "dated" or (column.state == "gateway" and _alone(site, column, due))
        ):
            if column.newest < today - timedelta(days=period):
                known = column.period is not None or column.confidence >= confidence
                sure = known and (not _LATER_PAGE.search(column.url) or _one_of_many(site, column))
                topic = _of_topic(site, column)
                yield Finding(
                    _("the newest item of {column} is of {newest}; it belongs to a topic that may be over")
                    if topic
                    else _(
                        "the newest item of {column} is of {newest}, {days} days ago; due every {period} days"
                    ),
                    at="list",
                    seen=data["newest"],
                    key=column.class_ or "",
                    outcome=Outcome.FAILED if sure and not topic else Outcome.CANT_TELL,
                    url=column.url,
                    **data,
                )
        elif column.state == "undated":
            yield Finding(
                _("neither the list of {column} nor its articles show a date"),
                at="list",
                seen=column.name,
                key=column.class_ or "",
                outcome=Outcome(undated),
                url=column.url,
                **data,
            )
        elif column.state == "unseen":
            yield Finding(
                _("what stands in {column} could not be seen"),
                at="list",
                seen=column.name,
                key=column.class_ or "",
                outcome=Outcome.CANT_TELL,
                url=column.url,
                **data,
            )


def _of_topic(site: Site, column: Column) -> bool:
    """Whether a column belongs to a topic (专题) of the site, which may be over."""
    if column.level == 1:
        return False
    above = site.query(
        """
        SELECT 1 FROM links JOIN columns ON columns.page = links.page
        WHERE target = ? AND columns.page != target AND (name LIKE '%专题%' OR name LIKE '%专栏%') LIMIT 1
        """,
        column.page,
    )
    return bool(_TOPIC.search(column.url)) or next(above, None) is not None


def _one_of_many(site: Site, column: Column) -> bool:
    """Whether other columns differ from this one in their numbers only: then these are no page numbers."""
    stem = _NUMBER.sub("", column.url)
    return any(_NUMBER.sub("", other.url) == stem for other in site.all_columns if other.page != column.page)


def _alone(site: Site, gateway: Column, due: Mapping[str, int]) -> bool:
    """Whether none of the columns that stand below a gateway, or that it links, is judged for itself."""
    folder = gateway.url.rpartition("/")[0] + "/"
    rows = site.query("SELECT DISTINCT target FROM links WHERE page = ? AND kind = 'page'", gateway.page)
    linked = {row["target"] for row in rows}
    return not any(
        (column.class_ in due or column.period)
        and (column.url.startswith(folder) or (column.page in linked and column.class_ == gateway.class_))
        for column in site.columns
        if column is not gateway
    )
