"""The date written in the headers of documents, against their signatures."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inspector import Finding, Outcome, Site, _, parse_date, site_rule


@dataclass(frozen=True)
class _Document:
    url: str
    title: str
    label: str
    stated: str
    written: date
    published: date | None
    signed: date | None

    @property
    def differs(self) -> bool:
        return self.signed is not None and self.signed != self.written

    @property
    def copied(self) -> bool:
        """Whether the header has the day of publication where the signature has another."""
        return self.differs and self.written == self.published


@site_rule(applies=lambda site: next(_rows(site), None) is not None, hand_picked=True)
def date_written(site: Site, few: int = 3, sure: int = 5, many: int = 10) -> Iterator[Finding]:
    """The date written in a document's header is the day of its signature, not the day of its upload.

    Why: terms for publication and validity run from this day. Where the template copies the day of
    publication into it, every document seems to have been published on the day it was written.

    Fix: let the editors enter the day of the printed signature; take the copying out of the template, and
    correct the documents published so far.
    """
    documents = list(_documents(site))
    copied = [one for one in documents if one.copied]
    told = [one for one in documents if one.signed and one.signed != one.published]
    # A template fills in every document alike; now and then it happens to be the right day.
    template = len(copied) >= few and len(copied) * 5 >= len(told) * 4
    if template:
        yield Finding(
            _(
                "the template copies the day of publication into {label}: in {count} of {total} documents "
                "the signature says another day, for example {title}: {written}, signed {signed}"
            ),
            at="header",
            seen=copied[0].stated,
            key="template",
            outcome=Outcome.FAILED if len(copied) >= sure else Outcome.CANT_TELL,
            url=site.home_url,
            problem="template",
            label=copied[0].label,
            count=len(copied),
            total=len(told),
            title=copied[0].title or copied[0].url,
            written=copied[0].written.isoformat(),
            signed=str(copied[0].signed),
            documents=[one.url for one in copied[:20]],
        )
    for one in documents:
        if one.differs and not (template and one.copied):
            yield Finding(
                _("{label} is {written}, the signature says {signed}"),
                at="header",
                seen=one.stated,
                key="signature",
                outcome=Outcome.CANT_TELL,
                url=one.url,
                problem="signature",
                label=one.label,
                written=one.written.isoformat(),
                signed=str(one.signed),
            )
    dated = [one for one in documents if one.published]
    if (
        not any(one.signed for one in dated)
        and len(dated) >= many
        and all(one.written == one.published for one in dated)
    ):
        yield Finding(
            _("{label} is the day of publication in all {count} documents; it may be copied by the template"),
            at="header",
            seen=dated[0].stated,
            key="same",
            outcome=Outcome.CANT_TELL,
            url=site.home_url,
            problem="same",
            label=dated[0].label,
            count=len(dated),
        )


def _rows(site: Site) -> Iterator[sqlite3.Row]:
    return site.query(
        """
        SELECT url, coalesce(title, '') AS title, published, json_extract(facts, '$.signed') AS signed,
               json_extract(facts, '$.document_header.date_written.label') AS label,
               json_extract(facts, '$.document_header.date_written.value') AS written,
               json_extract(facts, '$.document_header.date_published.value') AS stated
        FROM pages JOIN urls USING (id)
        WHERE seen AND internal AND needs_rendering IS NULL
            AND json_extract(facts, '$.document_header.date_written.state') = 'present' ORDER BY url
        """
    )


def _documents(site: Site) -> Iterator[_Document]:
    for row in _rows(site):
        written = parse_date(row["written"])
        published = parse_date(row["stated"] or "") or parse_date(row["published"] or "")
        signed = date.fromisoformat(row["signed"]) if row["signed"] else None
        if written:
            yield _Document(
                row["url"], row["title"], row["label"], row["written"], written, published, signed
            )
