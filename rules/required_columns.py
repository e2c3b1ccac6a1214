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
    present = {column.class_ for column in site.columns if column.class_}
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
                outcome=_certainty(site),
                url=site.home_url,
                **{"class": name},
            )


def _certainty(site: Site) -> Outcome:
    """Failed only where the home page's own links were followed: what was not visited may be the column."""
    rows = site.query(
        """
        SELECT count(DISTINCT target) AS linked,
               count(DISTINCT target) FILTER (WHERE pages.id IS NULL OR failure IS NOT NULL) AS unseen,
               (SELECT needs_rendering FROM pages WHERE id = ?1) AS needs_rendering
        FROM links JOIN urls ON urls.id = target LEFT JOIN pages ON pages.id = target
        WHERE page = ?1 AND links.kind = 'page' AND internal
        """,
        site.home,
    )
    row = next(rows)
    doubtful = row["needs_rendering"] or row["unseen"] * 5 > row["linked"]
    return Outcome.CANT_TELL if doubtful else Outcome.FAILED
