"""The hour and minute that an article was published."""

import re
from collections.abc import Iterator
from datetime import date

from inspector import Finding, Page, _, page_rule, parse_date

_DAY_WITH_TIME = (
    r"(%d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2})\s?日?[\sT\x01]{0,4}\d{1,2}\s?[:：时]\s?\d{1,2}"
)


@page_rule(
    applies=lambda page: (
        page.kind.name in ("article", "document") and page.byline.labelled and not page.needs_rendering
    )
)
def publication_time(page: Page) -> Iterator[Finding]:
    """An article shows when it was published to the minute.

    Why: the guidelines of 2017 want year, month, day, hour and minute; in urgent matters the hour counts.

    Fix: let the template print the time of release as 2026-01-31 09:05.
    """
    published = page.byline.published
    if published is not None and not _is_timed(page.text, published):
        yield Finding(
            _("the date of publication, {published}, has no hour and minute"),
            at="date",
            seen=published.isoformat(),
            key="time",
            published=published.isoformat(),
        )


def _is_timed(text: str, day: date) -> bool:
    return any(parse_date(found[1]) == day for found in re.finditer(_DAY_WITH_TIME % day.year, text))
