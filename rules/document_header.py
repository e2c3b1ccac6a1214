"""The metadata header of disclosed documents."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspector import Finding, Outcome, Site, _, site_rule

_FIELDS = 3  # so many make a header
_ENOUGH = 5  # documents, before what nearly all of them lack is the template's fault
_NEARLY_ALL = 0.8
_EXAMPLES = 5
# What the values of a field look like, whatever their label is.
_LOOKS = {
    "index_no": re.compile(r"[0-9A-Za-z]{4,}[-/][-/\d]*\d{3}"),
    "publisher": re.compile(r"(?:政府|[局委办厅院署会]|中心|办公室)$"),
}

# Problem → what is said of one document, and of all.
_SAID = {
    "none": (
        _("a document without a metadata header"),
        _("{count} of {documents} documents have no metadata header, such as {example}"),
    ),
    "missing": (
        _("the field {field} is missing"),
        _("the field {field} is missing in {count} of {documents} documents, such as {example}"),
    ),
    "blank": (
        _("the field {label} is blank"),
        _("the field {label} is blank in {count} of {documents} documents, such as {example}"),
    ),
}


@dataclass(frozen=True)
class _Lack:
    """What a document lacks: of which field, whether its label stands there, and what was seen.

    `filled` says that a script may fill it in, or that it may stand under a label that nobody knows.
    """

    problem: str
    field: str
    seen: str
    data: Mapping[str, Any]
    filled: bool = False


@site_rule(applies=lambda site: next(_documents(site), None) is not None, hand_picked=True)
def document_header(
    site: Site,
    required: Sequence[Sequence[str]] = (
        ("index_no",),
        ("publisher", "issuer"),
        ("title",),
        ("date_published", "date_issued", "date_written"),
    ),
) -> Iterator[Finding]:
    """A disclosed document has a header with index number, publisher, title and date.

    Why: the catalogue of disclosed information is made of these fields; a document without them is
    found neither by its number nor by its publisher or date.

    Fix: fill the fields in the content management system and show them above the text. Where a document
    has no number of its own, the number may stay blank. What nearly all documents lack, the template lacks:
    mend it there, once.
    """
    everywhere = _everywhere(site, required)
    for lack, data in everywhere.values():
        yield _finding(_SAID[lack.problem][1], lack, site.home_url, asked=lack.filled, **data)
    for row in _documents(site):
        for lack in _lacks(row, required):
            if (lack.problem, lack.field) not in everywhere:
                few = lack.problem == "missing" and len(json.loads(row["header"])) < _FIELDS
                yield _finding(_SAID[lack.problem][0], lack, row["url"], asked=few or lack.filled)
        if row["own_number"]:
            label = json.loads(row["header"])["doc_no"]["label"]
            yield Finding(
                _("the field {label} is blank, though the text gives the number {number}"),
                at="header",
                seen=row["own_number"],
                key="doc_no",
                url=row["url"],
                field="doc_no",
                label=label,
                number=row["own_number"],
            )


def _everywhere(
    site: Site, required: Sequence[Sequence[str]]
) -> dict[tuple[str, str], tuple[_Lack, dict[str, Any]]]:
    """What nearly all documents of a site lack, by problem and field, with how many of how many do."""
    found: dict[tuple[str, str], tuple[_Lack, list[str]]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    documents = without = 0
    for row in _documents(site):
        documents += 1
        without += row["header"] == "{}"
        for lack in _lacks(row, required):
            counts[lack.problem, lack.field] += 1
            urls = found.setdefault((lack.problem, lack.field), (lack, []))[1]
            if len(urls) < _EXAMPLES:
                urls.append(row["url"])
    everywhere = {}
    for one, (lack, urls) in found.items():
        of = documents if lack.problem == "none" else documents - without
        if site.crawled and of >= _ENOUGH and counts[one] >= _NEARLY_ALL * of:
            data = {"count": counts[one], "documents": of, "example": urls[0], "examples": urls}
            everywhere[one] = lack, data
    return everywhere


def _finding(message: str, lack: _Lack, url: str, *, asked: bool = False, **data: Any) -> Finding:
    """`asked`: so few fields may be no header at all, and a script may fill them in."""
    return Finding(
        message,
        at="header",
        seen=lack.seen,
        key=lack.field,
        outcome=Outcome.CANT_TELL if asked or lack.problem == "none" else Outcome.FAILED,
        url=url,
        **lack.data,
        **data,
    )


def _documents(site: Site) -> Iterator[Any]:
    """The documents, and whatever else a site discloses under a header of its own."""
    return site.query(
        """
        SELECT url, title, published, header, own_number, unknown, filled FROM (
            SELECT id, kind, title, published, json_extract(facts, '$.document_header') AS header,
                   json_extract(facts, '$.own_number') AS own_number,
                   json_extract(facts, '$.unknown_labels') AS unknown,
                   json_extract(facts, '$.fields.filled.value') AS filled
            FROM pages WHERE kind IN ('document', 'article') AND needs_rendering IS NULL
        ) JOIN urls USING (id)
        WHERE kind = 'document' OR (SELECT count(*) FROM json_each(header)) >= ? ORDER BY url
        """,
        _FIELDS,
    )


def _lacks(row: Any, required: Sequence[Sequence[str]]) -> Iterator[_Lack]:
    header = json.loads(row["header"])
    if not header:
        yield _Lack("none", "header", row["title"] or "", {})
        return
    shown = {"title": row["title"], "date_published": row["published"]}
    for names in required:
        fields = [header[name] for name in names if name in header]
        if any(field["state"] == "present" for field in fields) or any(shown.get(name) for name in names):
            continue
        if fields:
            label = fields[0]["label"]
            filled = row["filled"] is not None
            yield _Lack("blank", names[0], label, {"field": names[0], "label": label}, filled)
        else:
            labels = ", ".join(field["label"] for field in header.values())
            unknown = _under_another_name(names[0], json.loads(row["unknown"] or "[]"))
            yield _Lack("missing", names[0], unknown or labels, {"field": names[0]}, bool(unknown))


def _under_another_name(field: str, unknown: Sequence[Mapping[str, str]]) -> str:
    """The label, unknown to the vocabulary, of a value that looks like one of a field; "" for none."""
    looks = _LOOKS.get(field)
    return next((one["label"] for one in unknown if looks and looks.search(one["value"])), "")
