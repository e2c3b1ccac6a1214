"""What a site must tell about."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from inspector import Finding, Outcome, Site, _, site_rule, words

_LONGEST = 60  # characters of a link or title that names a topic
_WHITE = re.compile(r"\s+")
_SHARE = 0.2  # of what is linked may be unvisited before absence proves nothing


@site_rule(applies=lambda site: site.crawled and site.home is not None)
def required_topics(
    site: Site,
    vocabulary: str = "",
    topics: Mapping[str, Sequence[str]] | None = None,
    only: Sequence[str] = (),
    absent: str = "failed",
    least: int = 10,
) -> Iterator[Finding]:
    """The site tells about every topic that it must.

    Why: the law lists what a body discloses of its own accord; what no link and no title of its site names
    cannot be found by anyone.

    Fix: set up a column for the topic under its usual name and fill it, or name the page that tells about
    it so that it can be found. Where the topic does not concern the body, leave it out in the profile.
    """
    wanted = _wanted(vocabulary, topics or {}, only)
    missing = {name: re.compile("|".join(given), re.I) for name, (_title, given) in wanted.items()}
    for name_of_link in _names(site):
        for topic in [topic for topic, pattern in missing.items() if pattern.search(name_of_link)]:
            del missing[topic]
        if not missing:
            return
    in_doubt = site.home_in_doubt or site.unvisited > _SHARE or _seen(site) < least
    outcome = Outcome.CANT_TELL if in_doubt else Outcome(absent)
    for topic in missing:
        yield Finding(
            _("nothing on the site is named after {name}"),
            at="navigation",
            key=topic,
            outcome=outcome,
            url=site.home_url,
            topic=topic,
            name=wanted[topic][0],
        )


def _wanted(
    vocabulary: str, topics: Mapping[str, Sequence[str]], only: Sequence[str]
) -> dict[str, tuple[str, Sequence[str]]]:
    """Topic → its name and the expressions that tell of it; the first of a profile's own is the name."""
    known: dict[str, Any] = words(vocabulary)["topic"] if vocabulary else {}
    found = {topic: (entry["name"], entry["words"]) for topic, entry in known.items()}
    found |= {topic: (given[0], given) for topic, given in topics.items() if given}
    return {topic: found[topic] for topic in only} if only else found


def _names(site: Site) -> Iterator[str]:
    """All names of the site's links, columns and pages, without white space between Chinese characters."""
    rows = site.query(
        """
        SELECT DISTINCT text FROM anchors WHERE text != '' AND length(text) <= :longest
        UNION SELECT name FROM columns
        UNION SELECT title FROM pages WHERE title IS NOT NULL AND length(title) <= :longest
        """,
        longest=_LONGEST,
    )
    return (_WHITE.sub(" " if row[0].isascii() else "", row[0]) for row in rows)


def _seen(site: Site) -> int:
    return int(next(site.query("SELECT count(*) FROM pages WHERE seen"))[0])
