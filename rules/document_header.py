"""The metadata header of disclosed documents."""

import re
from collections.abc import Iterator, Sequence

from inspector import Finding, Outcome, Page, _, page_rule

# A document's own number, alone on its line, as it heads the text.
_OWN_NUMBER = re.compile(
    r"^[ \t\u3000]{0,80}([\u4e00-\u9fff]{2,15}[〔\[(（【﹝]\s?(?:19|20)\d\d\s?[〕\])）】﹞]"
    r"\s?第?\d{1,4}\s?号)"
    r"[ \t\u3000]{0,80}$",
    re.M,
)
_HEAD = 3000  # characters
_FIELDS = 3  # so many make a header


def _is_disclosed(page: Page) -> bool:
    """A document, or whatever else a site discloses under a header of its own."""
    kind = page.kind.name
    if page.needs_rendering:
        return False
    return kind == "document" or (kind == "article" and len(page.document_header) >= _FIELDS)


@page_rule(applies=_is_disclosed)
def document_header(
    page: Page,
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
    has no number of its own, the number may stay blank.
    """
    header = page.document_header
    if not header:
        yield Finding(
            _("a document without a metadata header"),
            at="header",
            seen=page.title or "",
            key="header",
            outcome=Outcome.CANT_TELL,
        )
        return
    shown = {"title": page.title, "date_published": page.published}
    for names in required:
        fields = [header[name] for name in names if name in header]
        if any(field.state == "present" for field in fields) or any(shown.get(name) for name in names):
            continue
        if fields:
            yield Finding(
                _("the field {label} is blank"),
                at="header",
                seen=fields[0].label,
                key=names[0],
                field=names[0],
                label=fields[0].label,
            )
        else:
            yield Finding(
                _("the field {field} is missing"),
                at="header",
                seen=", ".join(field.label for field in header.values()),
                key=names[0],
                field=names[0],
            )
    number = header.get("doc_no")
    if number and number.state == "blank" and (own := _OWN_NUMBER.search(page.text[:_HEAD])):
        yield Finding(
            _("the field {label} is blank, though the text gives the number {number}"),
            at="header",
            seen=own[1],
            key="doc_no",
            field="doc_no",
            label=number.label,
            number=own[1],
        )
