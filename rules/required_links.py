"""The links that a home page must carry."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from inspector import Finding, Outcome, Site, _, site_rule, words

_LONGEST = 120  # characters of a link's text
_WHITE = re.compile(r"\s+")


@site_rule(applies=lambda site: site.home is not None)
def required_links(
    site: Site,
    vocabulary: str = "",
    links: Mapping[str, Mapping[str, Any]] | None = None,
    only: Sequence[str] = (),
) -> Iterator[Finding]:
    """The home page links everything that the standard wants to be linked there, and the links work.

    Why: visitors look for these pages at the same place on every site of a government; laws and policies
    name them one by one.

    Fix: add the link to the foot of the home page with its usual text, and mend links that lead to nothing.
    """
    known: dict[str, Any] = words(vocabulary)["link"] if vocabulary else {}
    wanted = {**known, **(links or {})}
    shown = _shown(site)
    for item in only or wanted:
        entry = wanted[item]
        found = [link for link in shown if _is(link, entry)]
        if not found:
            yield Finding(
                _("the home page has no link to {name}"),
                at="links",
                seen="",
                key=item,
                outcome=Outcome.CANT_TELL if _drawn(site) else Outcome.FAILED,
                url=site.home_url,
                link=item,
                name=entry.get("name", item),
            )
        elif all(status in (404, 410) for _text, _url, status in found):
            text, url, status = found[0]
            yield Finding(
                _("the link to {name} leads to nothing: status {status}"),
                at="links",
                seen=text,
                key=f"{item}-dead",
                url=url,
                link=item,
                name=entry.get("name", item),
                status=status,
            )


def _shown(site: Site) -> list[tuple[str, str, int]]:
    """Text, address and status (0 where it was not visited) of what the home page links."""
    rows = site.query(
        """
        SELECT text, url, coalesce(status, 0) AS status
        FROM links JOIN urls ON urls.id = target LEFT JOIN pages ON pages.id = target
        WHERE page = ? AND links.kind IN ('page', 'attachment') AND via NOT IN ('script', 'link')
        ORDER BY position
        """,
        site.home,
    )
    return [(_WHITE.sub(" ", row["text"])[:_LONGEST].casefold(), row["url"], row["status"]) for row in rows]


def _is(link: tuple[str, str, int], entry: Mapping[str, Any]) -> bool:
    """Whether a link is the wanted one: by words in its text or at its beginning, by its host or path."""
    text, url, _status = link
    if any(_stands_in(word.casefold(), text) for word in entry.get("texts", ())):
        return True
    if any(re.match(rf"{re.escape(word.casefold())}\b", text) for word in entry.get("begins", ())):
        return True
    parts = urlsplit(url)
    host = parts.hostname or ""
    if any(host == name or host.endswith("." + name) for name in entry.get("hosts", ())):
        return True
    return any(parts.path.rstrip("/").casefold().endswith(path) for path in entry.get("paths", ()))


def _stands_in(word: str, text: str) -> bool:
    """Whether a text holds a word; of languages that part words, as a word of its own."""
    return bool(re.search(rf"\b{re.escape(word)}\b", text)) if word.isascii() else word in text


def _drawn(site: Site) -> bool:
    row = next(site.query("SELECT needs_rendering FROM pages WHERE id = ?", site.home))
    return row["needs_rendering"] is not None
