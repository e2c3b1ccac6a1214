"""The columns a site is expected to have."""

from collections.abc import Iterator, Sequence

from inspector import Finding, Outcome, Site, _, site_rule


@site_rule(applies=lambda site: site.crawled and site.home is not None)
def required_columns(site: Site, classes: Sequence[str] = ()) -> Iterator[Finding]:
    """The site has every column that is expected of it.

    Why: visitors look for the overview, the leaders, the notices and the documents in columns of these
    names on every government site; a missing one means that this information is not given.

    Fix: set the column up, name it as usual, fill it, and link it from the home page's navigation. Where
    it stands under an unusual name, add the name to the vocabulary of columns.
    """
    present = {column.class_ for column in site.all_columns if column.class_}
    for name in classes:
        if name in present:
            continue
        anchor = site.named.get(name)
        if anchor:
            yield Finding(
                _("the column {class} is linked as {anchor}, but no such column was seen"),
                at="navigation",
                seen=anchor,
                key=name,
                outcome=Outcome.CANT_TELL,
                url=site.home_url,
                **{"class": name, "anchor": anchor},
            )
        else:
            yield Finding(
                _("there is no column {class}"),
                at="navigation",
                seen=", ".join(column.name for column in site.columns if column.level == 1),
                key=name,
                outcome=Outcome.CANT_TELL if site.partly_seen else Outcome.FAILED,
                url=site.home_url,
                **{"class": name},
            )
