"""Whether documents say if they still hold."""

import re
from collections.abc import Iterator

from inspector import Finding, Outcome, Site, _, site_rule

_ENDED = re.compile(r"[（(【\[]\s?(?:已\s?)?(?:废止|失效|作废|停止执行)\s?[）)】\]]")
_HOLDS = re.compile("^(?:现行)?有效$|^是$|^现行$")
_ENOUGH = 5  # documents, before it is said of all that none is marked


@site_rule(applies=lambda site: site.crawled and _count(site) > 0)
def validity_mark(site: Site, blank: str = "cantTell") -> Iterator[Finding]:
    """Documents are marked as valid, amended, void or expired, and the mark is true.

    Why: who follows a document that no longer holds acts wrongly through the fault of the site.

    Fix: add the field to the header of documents, fill it from the list of void documents after each
    review, and leave the old text in place with its mark.
    """
    marked = 0
    for row in site.query(
        """
        SELECT url, title, json_extract(facts, '$.document_header.validity.state') AS state,
               json_extract(facts, '$.document_header.validity.value') AS value,
               json_extract(facts, '$.document_header.validity.label') AS label
        FROM pages JOIN urls USING (id) WHERE kind = 'document' ORDER BY url
        """
    ):
        title, value = row["title"] or "", row["value"] or ""
        marked += row["state"] is not None or bool(_ENDED.search(title))
        if row["state"] == "blank" and not _ENDED.search(title):
            yield Finding(
                _("the field {label} is blank"),
                at="header",
                seen=title,
                key="blank",
                outcome=Outcome(blank),
                url=row["url"],
                problem="blank",
                label=row["label"],
            )
        elif _HOLDS.match(value) and (ended := _ENDED.search(title)):
            yield Finding(
                _("the header says {value}, the title {ended}"),
                at="header",
                seen=title,
                key="contradiction",
                url=row["url"],
                problem="contradiction",
                value=value,
                ended=ended[0],
            )
    count = _count(site)
    if not marked and count >= _ENOUGH:
        yield Finding(
            _("none of {count} documents says whether it still holds"),
            at="header",
            key="none",
            outcome=Outcome.CANT_TELL,
            url=site.home_url,
            problem="none",
            count=count,
        )


def _count(site: Site) -> int:
    return int(next(site.query("SELECT count(*) FROM pages WHERE kind = 'document'"))[0])
