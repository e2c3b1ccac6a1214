"""Columns with nothing in them."""

from collections.abc import Iterator
from typing import Any

from inspector import Finding, Outcome, Site, _, site_rule


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
            yield Finding(
                _("no item of {column} could be seen; it may hold some in its sub-columns or in a browser"),
                at="list",
                seen=column.name,
                key=column.class_ or "",
                outcome=Outcome.CANT_TELL,
                url=column.url,
                **data,
            )
