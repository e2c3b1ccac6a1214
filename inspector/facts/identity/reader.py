"""What a page says of the site it belongs to: its footer, and the marks there."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from inspector.facts.identity.foot_text import (
    PROVINCES,
    SURE_CUES,
    foot_around,
    footer_markup,
    last_match,
    plain,
    with_colons,
)
from inspector.facts.identity.marks import (
    read_drawn,
    read_error_report,
    read_mark,
    read_record_code,
    read_site_map,
)
from inspector.facts.identity.owner import bare_address, contact, sponsor
from inspector.urls import canonical

if TYPE_CHECKING:
    from inspector.facts.links import Link
    from inspector.page import Page


@dataclass(frozen=True, slots=True)
class Identity:
    """The stated identity of a site; each value as read, or None where the page has none.

    Marks and links are the URL that proves them.
    """

    site_code: str | None = None
    icp: str | None = None
    police_record: str | None = None
    sponsor: str | None = None
    contact: str | None = None
    party_government_mark: str | None = None
    error_report_entry: str | None = None
    site_map_link: str | None = None

    def as_dict(self) -> dict[str, str | None]:
        """The values by name."""
        return {name: getattr(self, name) for name in self.__slots__}

    def merged(self, other: Identity) -> Identity:
        """This identity, its gaps filled from another (of the same site's scripts or frames)."""
        return Identity(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(self)))


_SITE_CODE = re.compile(
    r"(?:标\s{0,3}识\s{0,3}(?:编\s{0,3})?[码号]|標識碼|识别[码号])(?:[(（][A-Za-z ]{2,12}[)）])?"
    r"[^0-9A-Za-z]{0,12}((?:bm|BM|Bm)\d{8}|\d{10})(?![0-9A-Za-z])"
)
_ICP = re.compile(
    rf"([{PROVINCES}]?)\s{{0,3}}(?:ICP|icp|Icp|ＩＣＰ)\s{{0,3}}([备证備])(?:案)?(?:编?号|序号|字)?"
    r"[\s:：]{0,3}([A-Z]?[\d-]{1,3}-?\d{5,9})\s{0,2}([号號]?)\s{0,2}((?:[-－—–]\s{0,2}\d{1,3}\s{0,2}号?)?)"
)
# The licence of a site that may trade, which names its province behind the label.
_LICENCE = re.compile(
    rf"ICP\s{{0,3}}证(?:编?号)?\s{{0,3}}[:：]\s{{0,3}}([{PROVINCES}][A-Z]\d-\d{{8}}(?:-\d{{1,3}})?)"
)
_POLICE = re.compile(
    rf"([{PROVINCES}])\s{{0,3}}公(?:(?:\s{{0,3}}[网網]?\s{{0,3}}安\s{{0,3}}(?:网\s{{0,3}})?|[网網])[备備]|网安)\s{{0,3}}(?:案号?)?[\s:：第]{{0,4}}"
    r"(\d{9}-\d{5}|\d[\d\s]{9,16}\d)\s{0,2}([号號]?)"
)
_POLICE_DIGITS = re.compile(
    r"(?:公安(?:机关|部门|局)?(?:网站|联网|网络|互联网)?备案|公网(?:安备|备案)|网警备案|网安备案?|公安?备)(?:编?号|信息)?[\s:：]{0,4}"
    r"(\d{11,14}(?:-\d{1,6})?)(?!\d)"
)
_SUPPORTER = re.compile(r"技术(?:支持|保障|服务)\s?(?:单位)?\s?[:：](?![^\n]*(?:主办|版权所有))")
_RECORD_LINK = re.compile(r"beian\.mps\.gov\.cn/#/query/webSearch\?code=(\d{11,14})(?!\d)")
_MOST_RECORDS = 5
_MOST_ROWS = 5
_MOST_WRITTEN = 50_000


def read_identity(page: Page) -> Identity:
    """The identity stated by a page, its scripts' literals included; also reads a script file.

    Comments do not count. Head tags (SiteIDCode) do not count: they are no statement to the reader.
    """
    if page.media not in ("html", "script"):
        return Identity()
    foot = footer_markup(page.shown)
    stated = _stated(foot, page.written[-_MOST_WRITTEN:])
    if stated.icp and not (stated.contact and stated.sponsor):
        stated = stated.merged(_foot_above(page.shown, foot, stated))
    if (stated.icp or stated.site_code) and not stated.contact:
        stated = stated.merged(Identity(contact=_contact_of(page.shown, foot)))
    links = page.links if page.media == "html" else _written_links(page)
    drawn = "data-setting" in foot and page.media == "html"
    return Identity(
        site_code=stated.site_code,
        icp=stated.icp,
        police_record=stated.police_record or read_record_code(links) or _linked_record(foot),
        sponsor=stated.sponsor,
        contact=stated.contact,
        party_government_mark=read_mark(links) or (read_drawn(page, "marks") if drawn else None),
        error_report_entry=read_error_report(links, page)
        or (read_drawn(page, "error_reports") if drawn else None),
        site_map_link=read_site_map(links, page),
    )


def _linked_record(foot: str) -> str | None:
    """The number of the police record in a link whose page is told behind the "#"."""
    found = _RECORD_LINK.search(foot) if "beian.mps" in foot else None
    return found[1] if found else None


def _written_links(page: Page) -> tuple[Link, ...]:
    from inspector.facts.links import links_of
    from inspector.facts.parsing import parse

    return links_of(parse(page.written), canonical(page.url))


@lru_cache(64)
def _stated(footer: str, written: str) -> Identity:
    """What the text of a footer says; the pages of a site share it."""
    text = plain(footer)
    if written and not serves_several(by_script := plain(written)):
        text = f"{text}\n{by_script}"
    said = Identity(_site_code(text), _icp(text), _police_record(text), sponsor(text), contact(text))
    if (said.icp or said.site_code) and not (said.sponsor and said.contact and said.site_code):
        text = with_colons(text)
        said = said.merged(Identity(_site_code(text), None, None, sponsor(text), contact(text)))
    return said


def _foot_above(markup: str, foot: str, stated: Identity) -> Identity:
    """What the foot of a wide screen states, where the one of a small screen stands below it."""
    above = markup[: markup.rfind(foot[:200])]
    if not any(cue in above for cue in SURE_CUES[:3]):
        return Identity()
    higher = footer_markup(above)
    if higher.count("<tr") > _MOST_ROWS:
        return Identity()  # The yearly report of the site, with its figures.
    first = _stated(higher, "")
    return first if first.icp == stated.icp and first.site_code == stated.site_code else Identity()


def _contact_of(markup: str, foot: str) -> str | None:
    """How to reach the owner where the foot has no label for it: above the foot, or by an address itself."""
    around = foot_around(markup, foot)
    return (contact(with_colons(plain(around))) if around else None) or bare_address(plain(foot))


def serves_several(text: str) -> bool:
    """Whether a text names several sites: of what a script could write, only a browser tells what it does."""
    return len({found[1].lower() for found in _SITE_CODE.finditer(text)}) > 1 or (
        len({found[3] for found in _ICP.finditer(text) if found[2] != "证"}) > 1
    )


def _site_code(text: str) -> str | None:
    if "识" not in text and "標" not in text:
        return None
    found = last_match(_SITE_CODE, text)
    return found[1].lower() if found else None


def _icp(text: str) -> str | None:
    records = list(islice(_ICP.finditer(text), _MOST_RECORDS))
    if not records:
        licence = last_match(_LICENCE, text)
        return licence[1] if licence else None
    # Beside the name of who supports the site stands the supporter's.
    own = (
        one
        for one in records
        if not _SUPPORTER.search(text, text.rfind("\n", 0, one.start()) + 1, one.start())
    )
    found = next(own, records[0])
    suffix = re.sub(r"\s", "", found[5])
    return f"{found[1]}ICP{found[2]}{found[3]}{found[4]}{suffix}"


def _police_record(text: str) -> str | None:
    if "公" in text and (found := last_match(_POLICE, text)):
        return f"{found[1]}公网安备{''.join(found[2].split())}{found[3]}"
    found = last_match(_POLICE_DIGITS, text)
    return found[1] if found else None
