"""How long it takes until a document is published."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from inspector import Finding, Outcome, Site, _, parse_date, site_rule

# What content systems call 生成日期 or 制作日期 is often the day of the upload, and proves nothing.
_OF_THE_SYSTEM = re.compile("生成|制作|产生|形成")
# Numbers of superior bodies: their documents are reprinted, not made here.
_SUPERIOR = re.compile("^(?:国|中办|中发|财|教|人社|发改|建|环)")
_SIGNATURE = "落款"
_BATCH = 5  # so many late documents published on one day were moved, not made
_REPRINT = 365  # days: what is published after a year is a reprint, or was moved


@dataclass(frozen=True)
class _Late:
    url: str
    title: str
    label: str
    written: date
    published: date
    days: int | None
    own: bool


@site_rule(applies=lambda site: next(_rows(site), None) is not None, hand_picked=True)
def disclosure_delay(site: Site, days: int = 20) -> Iterator[Finding]:
    """Every document is published within twenty working days after it was written.

    Why: article 26 of the regulations of 2019 gives this term for information that is disclosed of the
    body's own accord; late information is of no use to those it concerns.

    Fix: publish with the printing: let the office that numbers documents hand each on to the editors on the
    same day. Where the date written is wrong in the header, correct it there.
    """
    late = [one for one in _documents(site) if one.days is None or one.days > days]
    moved = {day for day, count in Counter(one.published for one in late).items() if count >= _BATCH}
    for one in late:
        written, published = one.written.isoformat(), one.published.isoformat()
        data = {"written": written, "published": published, "label": one.label}
        if one.days is None:
            yield Finding(
                _("the calendar of public holidays does not cover {written} to {published}"),
                at="header",
                seen=one.title,
                key="calendar",
                outcome=Outcome.CANT_TELL,
                url=one.url,
                **data,
            )
            continue
        sure = one.own and one.published not in moved and (one.published - one.written).days <= _REPRINT
        yield Finding(
            _("published {published}, {days} working days after {written}"),
            at="header",
            seen=one.title,
            key="late",
            outcome=Outcome.FAILED if sure else Outcome.CANT_TELL,
            url=one.url,
            days=one.days,
            **data,
        )


def _rows(site: Site) -> Iterator[sqlite3.Row]:
    return site.query(
        """
        SELECT url, title, published, json_extract(facts, '$.document_header') AS header,
               json_extract(facts, '$.signed') AS signed
        FROM pages JOIN urls USING (id)
        WHERE kind = 'document' AND json_extract(facts, '$.document_header.date_written.state') = 'present'
        ORDER BY url
        """
    )


def _documents(site: Site) -> list[_Late]:
    """The documents that state when they were written and published."""
    found = []
    for row in _rows(site):
        header = {name: field["value"] for name, field in json.loads(row["header"]).items()}
        label = json.loads(row["header"])["date_written"]["label"]
        written = parse_date(header["date_written"])
        published = parse_date(header.get("date_published", "")) or parse_date(row["published"] or "")
        if written is None or published is None:
            continue
        signed = date.fromisoformat(row["signed"]) if row["signed"] else None
        copied = signed is not None and signed < written == published
        if _OF_THE_SYSTEM.search(label) or copied:
            # The header has the day of the upload; only the signature tells when it was written.
            if signed is None or signed > published:
                continue
            label, written = _SIGNATURE, signed
        days = working_days(written, published)
        own = _own(header) and not copied
        found.append(_Late(row["url"], row["title"] or "", label, written, published, days, own))
    return found


def _own(header: dict[str, str]) -> bool:
    """Whether the document is the publishing body's own, as far as its header tells."""
    issuer, publisher = header.get("issuer", ""), header.get("publisher", "")
    if issuer and publisher and issuer not in publisher and publisher not in issuer:
        return False
    return not _SUPERIOR.match(header.get("doc_no", ""))


def working_days(after: date, until: date) -> int | None:
    """Working days after one day until another, by the official calendar of holidays and moved weekends.

    None where they are more than a few and the calendar does not cover them.
    """
    from chinese_calendar import is_workday

    span = (until - after).days
    if span <= 0:
        return 0
    try:
        return sum(1 for n in range(1, span + 1) if is_workday(after + timedelta(days=n)))
    except NotImplementedError:  # a year that the calendar does not cover
        return span if span <= 20 else None
