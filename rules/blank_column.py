"""Columns with nothing in them."""

from collections.abc import Iterator
from typing import Any

from inspector import Column, Finding, Outcome, Site, _, site_rule

_FEW = 3  # links of its own to other sites: so many are what a column holds


@site_rule(applies=lambda site: site.crawled and bool(site.columns))
def blank_column(site: Site) -> Iterator[Finding]:
    """Every column that is offered holds something.

    Why: who opens a blank column has been promised something that is not there; five of them make the
    site fail.

    Fix: fill the column, or take it off the navigation until there is something to put in.
    """
    for column in site.columns:
        data: dict[str, Any] = {"column": column.name, "class": column.class_, "level": column.level}
        if column.state == "blank":
            yield Finding(
                _("the column {column} is blank"),
                at="list",
                seen=column.name,
                key=column.class_ or "",
                url=column.url,
                **data,
            )
        elif column.state == "unseen" and not column.items and not _leads_elsewhere(site, column):
            yield Finding(
                _("no item of {column} could be seen; it may hold some in its sub-columns or in a browser"),
                at="list",
                seen=column.name,
                key=column.class_ or "",
                outcome=Outcome.CANT_TELL,
                url=column.url,
                **data,
            )


def _leads_elsewhere(site: Site, column: Column) -> bool:
    """Whether a column holds files, or several links to other sites, that hardly another page has."""
    row = next(
        site.query(
            """
            SELECT total(links.kind = 'attachment' AND status = 200) AS files,
                   total(NOT internal AND links.kind = 'page' AND text != '') AS others
            FROM links JOIN urls ON urls.id = target LEFT JOIN pages ON pages.id = target
            WHERE page = ?1 AND (SELECT count(DISTINCT page) FROM links AS other
                                 WHERE other.target = links.target) <= 2
            """,
            column.page,
        )
    )
    return bool(row["files"] or row["others"] >= _FEW)
