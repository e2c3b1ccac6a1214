"""Policy documents and their interpretations."""

import re
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from inspector import Finding, Outcome, Site, _, site_rule

_QUOTED = re.compile(r"《([^《》]{4,120}(?:《[^《》]{2,80}》[^《》]{0,60})?)》")
_INTERPRETING = re.compile("解读|读懂|图解|问答|答记者问|政策说明|起草说明")
_NO_POLICY = re.compile(
    "任免|任职|免职|任命|人事|成员|表彰|表扬|通报|分工|放假|批复|值班|聘任|记.{0,4}功|嘉奖|领导小组|机构"
)
_ISSUER = re.compile(
    r"(?:[\u4e00-\u9fff]{2,40}?(?:政府|办公[室厅]|委员会|[局委厅办会院部]))?(?:关于)?(?:印发|发布|公布|修订|颁布)?"
)
_ISSUED = re.compile(r"(?:的?(?:通知|公告|决定|意见|函|令|通告))?")
_SIGNS = re.compile(r"[\s《》〈〉「」“”\"'‘’（）()\[\]〔〕—–\-·,，、。:：;；]+")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,8}?(?:自治)?[省市县区州旗盟]")
_PAGES = """
    SELECT pages.id, url, title, pages.kind, needs_rendering,
           json_extract(facts, '$.fields.related.label') AS related,
           coalesce(
               json_extract(facts, '$.document_header.issuer.value'),
               json_extract(facts, '$.document_header.publisher.value'), ''
           ) AS issuer
    FROM pages JOIN urls USING (id)
    WHERE seen AND internal AND title IS NOT NULL AND pages.kind IN ('document', 'article', 'other')
    ORDER BY url
"""


@site_rule(applies=lambda site: site.crawled and site.home is not None)
def interpretation_links(site: Site, sample: int = 10) -> Iterator[Finding]:
    """The site's own policy documents are interpreted, and document and interpretation link each other.

    Why: who reads the one wants the other. An interpretation that does not lead to the text cannot be
    checked against it; a document that does not lead to its interpretation stays unexplained.

    Fix: link the interpretation under the document, and the document under the interpretation, when the
    interpretation is published.
    """
    seed, documents = site.seed, _documents(site)
    interpretations = [
        row
        for row in site.query(_PAGES)
        if row["kind"] != "document" and _INTERPRETING.search(row["title"]) and _QUOTED.search(row["title"])
    ]
    by_document: dict[str, list[Any]] = defaultdict(list)
    for row in interpretations:
        if key := _explained(row["title"], documents):
            by_document[key].append(row)
    pairs = [(key, row) for key, rows in by_document.items() for row in rows]
    if not pairs:
        yield Finding(
            _("no interpretation of a document of the site was recognised"),
            at="links",
            key="unseen",
            outcome=Outcome.CANT_TELL,
            url=site.home_url,
            aspect="unseen",
        )
    own = _own(site, documents)
    for key, row in _drawn(pairs, lambda pair: str(pair[1]["url"]), sample, seed):
        yield from _links(site, documents[key], by_document[key], row, seed, own=key in own)
    for key in _drawn(sorted(own), lambda one: str(documents[one][0]["url"]), sample, seed):
        first = documents[key][0]
        if by_document.get(key) or _mentions(site, documents[key]):
            continue
        yield Finding(
            _("no interpretation of {title} was found (one of {drawn} drawn from {total} own documents)"),
            at="links",
            seen=first["title"],
            key="none",
            outcome=Outcome.CANT_TELL,
            url=first["url"],
            aspect="interpreted",
            title=first["title"],
            seed=seed,
            drawn=min(sample, len(own)),
            total=len(own),
        )


def _documents(site: Site) -> dict[str, list[Any]]:
    """The policy documents by the core of their titles; one document may stand at several addresses."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in site.query(_PAGES):
        if row["kind"] == "document" and len(core := _core(row["title"])) >= 6:
            found[core].append(row)
    return dict(found)


def _core(title: str) -> str:
    return _SIGNS.sub("", title)


def _explained(title: str, documents: dict[str, list[Any]]) -> str | None:
    """The one document whose title, or the title it puts in force, an interpretation quotes."""
    quoted = {_core(match[1]) for match in _QUOTED.finditer(title)}
    for quote in quoted:
        if quote in documents:
            return quote
    named = {
        core
        for core in documents
        for quote in quoted
        if len(quote) >= 8 and quote in core and _puts_in_force(*core.split(quote, 1))
    }
    return named.pop() if len(named) == 1 else None


def _puts_in_force(before: str, after: str) -> bool:
    """Whether a title only says who issues what it quotes: a measure to carry it out is another document."""
    return bool(_ISSUER.fullmatch(before) and _ISSUED.fullmatch(after))


def _links(
    site: Site, copies: list[Any], explaining: list[Any], row: Any, seed: int, *, own: bool
) -> Iterator[Finding]:
    """What is missing between a document, which may have copies, and one of its interpretations."""
    title = copies[0]["title"]
    texts = _core(title)
    forth = any(_linked(site, row, copy) for copy in copies) or _names(site, row, texts)
    back = any(_linked(site, copy, one) for copy in copies for one in explaining) or any(
        _names(site, copy, _core(row["title"])) for copy in copies
    )
    if forth and back:
        return
    rendered = [one for one in (row, *copies) if one["needs_rendering"]]
    # A block of related links that stands empty in the source is filled by a script.
    blocks = [
        one for one, fine in ((row, forth), *((copy, back) for copy in copies)) if not fine and one["related"]
    ]
    yield Finding(
        _("the interpretation does not link {title}")
        if back
        else _("{title} does not link its interpretation")
        if forth
        else _("{title} and its interpretation do not link each other"),
        at="links",
        seen=blocks[0]["related"] if blocks else row["title"],
        key="pair",
        outcome=Outcome.FAILED if own and not rendered and not blocks else Outcome.CANT_TELL,
        url=row["url"],
        aspect="linked",
        title=title,
        document=copies[0]["url"],
        seed=seed,
    )


def _linked(site: Site, source: Any, target: Any) -> bool:
    found = site.query(
        "SELECT 1 FROM links WHERE page = ? AND target = ? LIMIT 1", source["id"], target["id"]
    )
    return next(found, None) is not None


def _names(site: Site, page: Any, core: str) -> bool:
    """Whether a page has a link, wherever it leads, that bears a title, or enough of its beginning or end."""
    rows = site.query(
        "SELECT text FROM links WHERE page = ? AND length(text) >= 6 AND kind != 'image'", page["id"]
    )
    return any(
        len(text := _core(row["text"].rstrip(".…"))) >= min(10, len(core)) and (text in core or core in text)
        for row in rows
    )


def _mentions(site: Site, copies: list[Any]) -> bool:
    """Whether a document links anything that is called an interpretation, or one links it."""
    for copy in copies:
        out = site.query("SELECT text FROM links WHERE page = ?", copy["id"])
        if any(_INTERPRETING.search(row["text"]) and len(row["text"]) > 6 for row in out):
            return True
        back = site.query(
            "SELECT title FROM links JOIN pages ON pages.id = page WHERE target = ? AND title IS NOT NULL",
            copy["id"],
        )
        if any(_INTERPRETING.search(row["title"]) and len(row["title"]) > 8 for row in back):
            return True
    return False


def _own(site: Site, documents: dict[str, list[Any]]) -> list[str]:
    """The documents that the site's own body issued: its place stands in their title or their issuer."""
    sponsor = (site.identity.get("sponsor") or "").strip()
    place = _PLACE.match(sponsor)
    stem = place[0] if place else sponsor
    if len(stem) < 2:
        return []
    return [
        core
        for core, rows in documents.items()
        if not _NO_POLICY.search(core) and (core.startswith(stem) or rows[0]["issuer"].startswith(stem))
    ]


def _drawn(entries: Any, name: Any, sample: int, seed: int) -> list[Any]:
    """A random sample that the seed and the paths decide, whatever host a copy stands under."""

    def place(entry: Any) -> bytes:
        parts = urlsplit(name(entry))
        return sha256(f"{seed} {parts.path}?{parts.query}".encode()).digest()

    return sorted(entries, key=place)[:sample]
