"""Columns with nothing in them."""

from collections.abc import Iterator

from inspector import Finding, Outcome, Site, _, site_rule


@site_rule(applies=lambda site: site.crawled and bool(site.columns))
def blank_column(site: Site) -> Iterator[Finding]:
    """Every column that is offered holds something.

    Why: who opens a blank column has been promised something that is not there; five of them make the
    site fail.

    Fix: fill the column, or take it off the navigation until there is something to put in.
    """
    for column in site.columns:
        if column.state != "blank":
            continue
        row = next(site.query("SELECT needs_rendering FROM pages WHERE id = ?", column.page))
        yield Finding(
            _("the column {column} is blank"),
            at="list",
            seen=column.name,
            key=column.class_ or "",
            outcome=Outcome.CANT_TELL if row["needs_rendering"] else Outcome.FAILED,
            url=column.url,
            **{"column": column.name, "class": column.class_, "level": column.level},
        )
