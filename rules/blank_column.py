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
        elif column.state == "unseen" and not column.items:
            said = site.facts(column.page).get("fields", {}).get("nothing", {}).get("value", "")
            if not said and _leads_elsewhere(site, column):
                continue
            yield Finding(
                _("the column {column} says “{said}”; whether anything stands below it was not seen")
                if said
                else _(
                    "no item of {column} could be seen; it may hold some in its sub-columns or in a browser"
                ),
                at="list",
                seen=said or column.name,
                key=column.class_ or "",
                outcome=Outcome.CANT_TELL,
                url=column.url,
                said=said,
                **data,
            )


def _leads_elsewhere(site: Site, column: Column) -> bool:
    """Whether a column holds files, a frame or several links of other sites, that hardly another page has."""
    row = next(
        site.query(
            """
            SELECT total(links.kind = 'attachment' AND status = 200) AS files,
                   total(NOT internal AND links.kind = 'frame') AS frames,
                   total(NOT internal AND links.kind = 'page' AND text != ''
                       AND instr(url, '//' || :host) = 0) AS others
            FROM links JOIN urls ON urls.id = target LEFT JOIN pages ON pages.id = target
            WHERE page = :page AND (SELECT count(*) FROM (
                SELECT DISTINCT other.page FROM links AS other WHERE other.target = links.target LIMIT 3
            )) <= 2
            """,
            page=column.page,
            host=site.official_host,
        )
    )
    return bool(row["files"] or row["frames"] or row["others"] >= _FEW)
