"""Dates of publication that changed between two inspections."""

from collections.abc import Iterator

from inspector import Finding, Site, _, site_rule


@site_rule(applies=lambda site: site.earlier is not None)
def changed_date(site: Site) -> Iterator[Finding]:
    """What an earlier inspection saw still bears the same date of publication.

    Why: an old item under a new date makes a column look cared for, and forged dates are one of the grounds
    for a veto. A date may also have been wrong and been corrected: only a person can tell.

    Fix: put the first date of publication back; where the text was revised, say so beside it with the day.
    """
    for page in (site.earlier or {}).get("redated", ()):
        yield Finding(
            _("its text is as it was on {then}, but it was dated {before} then and is dated {published} now"),
            at="date",
            seen=page["now"],
            key=page["now"],
            url=page["url"],
            before=page["before"],
            published=page["now"],
            then=page["seen"],
        )
