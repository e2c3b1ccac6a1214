"""Whether index numbers are given to one document and one body only."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from unicodedata import normalize

from inspector import Finding, Outcome, Site, _, site_rule

_PREFIX = re.compile(r"([0-9A-Z]{18}|[0-9A-Z]{9})-?/\d{4}")
_NOT_A_WORD = re.compile(r"[\W_]+")
# What tells a body's office from the body itself.
_OFFICE = re.compile(r"人民政府|政府|办公室|办公厅|办|[省市县区]|门户网站|网站")
# An interpretation may bear the header of its document.
_ABOUT_A_DOCUMENT = re.compile("解读|图解|读懂|问答|说明|附件")
_BODIES = 3  # so many unrelated bodies under one code cannot be one body's own parts


@site_rule(applies=lambda site: site.crawled)
def index_number_reuse(site: Site) -> Iterator[Finding]:
    """No two documents have the same index number, and no two unrelated bodies the same code in it.

    Why: a number that stands on two documents finds neither for certain; a code under which unrelated
    bodies publish is a default that nobody has changed.

    Fix: let the content management system count the serials; give every body its own code there.
    """
    documents: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    bodies: dict[str, dict[str, str]] = defaultdict(dict)
    for row in site.query(
        """
        SELECT url, kind, title, json_extract(facts, '$.document_header') AS header FROM pages
        JOIN urls USING (id)
        WHERE json_extract(facts, '$.document_header.index_no.state') = 'present' ORDER BY url
        """
    ):
        header = json.loads(row["header"])
        number = normalize("NFKC", "".join(header["index_no"]["value"].split())).upper()
        title = row["title"] or ""
        if row["kind"] == "document" and not _ABOUT_A_DOCUMENT.search(title):
            documents[number].setdefault(_NOT_A_WORD.sub("", title), (row["url"], title))
        body = (header.get("publisher") or header.get("issuer") or {}).get("value", "")
        if body and (found := _PREFIX.match(number)):
            bodies[found[1]].setdefault(body, row["url"])
    for number, titles in sorted(documents.items()):
        if len(titles) > 1 and not _parts_of_one(list(titles)):
            yield Finding(
                _("{count} documents have the index number {number}"),
                at="header",
                seen=number,
                key=number[:80],
                url=next(iter(titles.values()))[0],
                problem="number",
                number=number,
                count=len(titles),
                titles=[title for _url, title in titles.values()][:5],
            )
    for prefix, publishers in sorted(bodies.items()):
        unrelated = _unrelated(list(publishers))
        if len(unrelated) >= _BODIES:
            yield Finding(
                _("{count} bodies publish under the code {prefix}: {bodies}"),
                at="header",
                seen=prefix,
                key=prefix,
                outcome=Outcome.CANT_TELL,
                url=publishers[unrelated[0]],
                problem="code",
                prefix=prefix,
                count=len(unrelated),
                bodies=unrelated[:5],
            )


def _parts_of_one(titles: list[str]) -> bool:
    """Whether all titles are one title, cut short, or of a document and its attachment or interpretation."""
    shortest = min(titles, key=len)
    return not shortest or all(shortest[:20] in title for title in titles)


def _unrelated(bodies: list[str]) -> list[str]:
    """Bodies whose names share nothing but the words of every office, one for each such name."""
    kept: dict[str, str] = {}
    for body in bodies:
        core = _OFFICE.sub("", body)
        if not any(core in other or other in core for other in kept):
            kept[core] = body
    return list(kept.values())
