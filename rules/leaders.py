"""What is told of each leader."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from inspector import Finding, Outcome, Site, _, site_rule

_NAMES = {
    "name": _("the name"),
    "portrait": _("the portrait"),
    "life": _("the curriculum vitae"),
    "duties": _("the duties"),
}
#: Text of a page elsewhere on which an element may stand.
_ELSEWHERE = {"life": ("简历", "履历", "简介"), "duties": ("分工", "职责"), "portrait": ("照片",), "name": ()}
# The pages of people that the columns of leaders lead to; one of all leaders together is of no person.
_PEOPLE = """
    SELECT DISTINCT pages.id, urls.url, title, facts, needs_rendering, text_length
    FROM columns JOIN links ON links.page = columns.page JOIN pages ON pages.id = links.target
    JOIN urls ON urls.id = pages.id
    WHERE columns.class = '领导信息' AND columns.confidence >= ? AND seen AND internal
        AND (pages.kind = 'leader' OR (
            pages.kind IN ('article', 'other', 'document') AND (
                json_extract(facts, '$.fields.life') IS NOT NULL
                OR json_extract(facts, '$.fields.duties') IS NOT NULL)
            AND length(replace(replace(title, ' ', ''), '　', '')) <= 4))
        AND coalesce(title, '') NOT LIKE '%领导%' AND coalesce(title, '') NOT LIKE '%班子%'
    ORDER BY urls.url
"""
# How many pictures of its own the column that shows most of them has: as many as people are their portraits.
_CARDS = """
    SELECT coalesce(max(cards), 0) FROM (
        SELECT count(DISTINCT target) AS cards FROM columns JOIN links USING (page)
        WHERE class = '领导信息' AND kind = 'image'
            AND (SELECT count(DISTINCT page) FROM links other WHERE other.target = links.target) <= 2
        GROUP BY page
        UNION ALL
        SELECT CAST(json_extract(facts, '$.fields.pictures.value') AS INTEGER)
        FROM columns JOIN pages ON pages.id = columns.page WHERE class = '领导信息'
    )
"""


@site_rule(applies=lambda site: site.crawled and any(column.class_ == "领导信息" for column in site.columns))
def leaders(
    site: Site, elements: Sequence[str] = ("name", "portrait", "life", "duties"), confidence: float = 0.6
) -> Iterator[Finding]:
    """Every leader is presented with name, portrait, curriculum vitae and duties.

    Why: visitors want to know who governs them, who is responsible for what, and whom to turn to.

    Fix: complete the leader's page with what is missing; where it stands on another page, link that page.
    """
    people = [(row, json.loads(row["facts"])["fields"]) for row in site.query(_PEOPLE, confidence)]
    pictured = _pictured(site, people)
    for row, fields in people:
        present = {name for name in ("life", "duties") if name in fields}
        present |= {"name"} if row["title"] else set()
        present |= {"portrait"} if row["id"] in pictured else set()
        for element in elements:
            if element in present:
                continue
            reason = _doubt(site, row, element)
            yield Finding(
                _("{person}: {element} is missing"),
                at="page",
                seen=reason or row["title"] or "",
                key=element,
                outcome=Outcome.CANT_TELL if reason else Outcome.FAILED,
                url=row["url"],
                person=row["title"] or row["url"],
                element=_NAMES[element],
                item=element,
            )


def _pictured(site: Site, people: Sequence[tuple[Any, dict[str, Any]]]) -> set[int]:
    """The people with an image of their own, on their page or by their name on another.

    An image that several people's pages show belongs to the template.
    """
    images = {row["id"]: set(fields.get("portrait", {}).get("value", "").split()) for row, fields in people}
    shared = {
        image
        for image in set().union(*images.values())
        if len(people) > 1 and sum(image in own for own in images.values()) > 1
    }
    named = {
        "".join(row["text"].split())
        for row in site.query(
            "SELECT DISTINCT text FROM anchors WHERE kind = 'image' AND length(text) BETWEEN 2 AND 8"
        )
    }
    cards = next(site.query(_CARDS))[0]
    return {
        row["id"]
        for row, _fields in people
        if cards >= len(people)
        or images[row["id"]] - shared
        or "".join((row["title"] or "").split()) in named
    }


def _doubt(site: Site, row: Any, element: str) -> str:
    """Why an element may be there though it was not seen, or ""."""
    if row["needs_rendering"]:
        return str(row["needs_rendering"])
    links = site.query(
        """
        SELECT text, kind FROM links WHERE page = ? AND (kind != 'frame'
            OR (SELECT count(*) FROM links other WHERE other.target = links.target) <= 2)
        ORDER BY position
        """,
        row["id"],
    )
    for link in links:
        if link["kind"] in ("attachment", "frame") or any(
            word in link["text"] for word in _ELSEWHERE[element]
        ):
            return str(link["text"] or link["kind"])
    if element == "portrait":
        # Images that only a script or a style sheet brings are not among the links.
        seen = site.query(
            "SELECT 1 FROM links WHERE page = ? AND kind = 'image' AND via = 'script'", row["id"]
        )
        return "script" if next(seen, None) else ""
    return ""
