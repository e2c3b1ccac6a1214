"""The platform for the disclosure of government information."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from inspector import Finding, Outcome, Site, _, site_rule, words

_NAMES = {
    "guide": _("the disclosure guide"),
    "system": _("the rules of disclosure"),
    "content": _("the content to be disclosed by law"),
    "annual_report": _("the annual reports on disclosure"),
    "application": _("the entry for applications"),
}
_OTHER_NAME = re.compile("(?:信息|政务)公开")
_WHITE = re.compile(r"\s+")
_LONGEST = 30  # characters of a link that names a part


@site_rule(applies=lambda site: site.crawled and site.home is not None)
def disclosure_platform(
    site: Site, name: str = "政府信息公开", parts: Sequence[str] = tuple(_NAMES)
) -> Iterator[Finding]:
    """The home page leads to a platform of the uniform name, and the platform to all its parts.

    Why: guide, rules, content, annual reports and the entry for applications are found in the same place
    under the same names on every government site; who knows one platform knows all.

    Fix: call the entry on the home page 政府信息公开, and link the four fixed parts and the entry for
    applications from it; mend parts that cannot be opened.
    """
    entries = _entries(site)
    drawn = next(site.query("SELECT needs_rendering FROM pages WHERE id = ?", site.home))["needs_rendering"]
    if not any(name in text for text, *_rest in entries):
        yield _unnamed(site, name, [text for text, *_rest in entries], drawn=bool(drawn))
    platform = [page for text, page, seen, internal in entries if seen and internal]
    links = _links(site, [site.home, *platform])
    doubt = _doubt(site, platform, entries)
    for part in parts:
        pattern = _pattern(part)
        found = [link for link in links if pattern.search(link[0])]
        if not found:
            yield Finding(
                _("the platform has no link to {name}"),
                at="navigation",
                seen=doubt,
                key=part,
                outcome=Outcome.CANT_TELL if doubt else Outcome.FAILED,
                url=site.home_url,
                part=part,
                name=_NAMES.get(part, part),
            )
        elif all(status >= 400 for _text, _url, status in found):
            text, url, status = found[0]
            yield Finding(
                _("{name} cannot be opened: status {status}"),
                at="navigation",
                seen=text,
                key=f"{part}-dead",
                outcome=Outcome.FAILED if status in (404, 410) else Outcome.CANT_TELL,
                url=url,
                part=part,
                name=_NAMES.get(part, part),
                status=status,
            )


def _entries(site: Site) -> list[tuple[str, int, bool, bool]]:
    """Links of the front page that name disclosure: text, target, whether it was seen, whether it is ours."""
    rows = site.query(
        """
        SELECT text, target, coalesce(seen, 0) AS seen, internal
        FROM links JOIN urls ON urls.id = target LEFT JOIN pages ON pages.id = target
        WHERE page = ? AND links.kind = 'page' AND length(text) <= ? ORDER BY position
        """,
        site.home,
        _LONGEST,
    )
    return [
        (text, row["target"], bool(row["seen"]), bool(row["internal"]))
        for row in rows
        if _OTHER_NAME.search(text := _WHITE.sub("", row["text"]))
    ]


def _unnamed(site: Site, name: str, others: list[str], *, drawn: bool) -> Finding:
    if others:
        return Finding(
            _("the entry on the home page is called {other}, not {wanted}"),
            at="navigation",
            seen=others[0],
            key="name",
            outcome=Outcome.CANT_TELL if drawn else Outcome.FAILED,
            url=site.home_url,
            part="name",
            other=others[0],
            wanted=name,
        )
    return Finding(
        _("the home page has no entry called {wanted}"),
        at="navigation",
        key="name",
        outcome=Outcome.CANT_TELL if drawn else Outcome.FAILED,
        url=site.home_url,
        part="name",
        wanted=name,
    )


def _links(site: Site, pages: Sequence[int | None]) -> list[tuple[str, str, int]]:
    """Text, address and status (0 where it was not visited) of the links of some pages."""
    rows = site.query(
        f"""
        SELECT DISTINCT text, url, coalesce(status, 0) AS status
        FROM links JOIN urls ON urls.id = target LEFT JOIN pages ON pages.id = target
        WHERE page IN ({",".join("?" * len(pages))}) AND links.kind IN ('page', 'attachment', 'frame')
            AND length(text) BETWEEN 2 AND ?
        """,
        *pages,
        _LONGEST,
    )
    return [(_WHITE.sub("", row["text"]), row["url"], row["status"]) for row in rows]


def _doubt(site: Site, platform: list[int], entries: list[tuple[str, int, bool, bool]]) -> str:
    """Why a part that was not seen may yet be there: the platform was not seen, or not whole."""
    if site.home_in_doubt or not platform:
        return next((text for text, *_rest in entries), site.home_url)
    rows = site.query(
        f"""
        SELECT url FROM pages JOIN urls USING (id) WHERE id IN ({",".join("?" * len(platform))})
        AND (needs_rendering IS NOT NULL
             OR EXISTS (SELECT 1 FROM links LEFT JOIN pages AS frames ON frames.id = target
                        WHERE page = urls.id AND links.kind = 'frame' AND frames.id IS NULL))
        """,
        *platform,
    )
    return next((row["url"] for row in rows), "")


@cache
def _pattern(part: str) -> re.Pattern[str]:
    return re.compile("|".join(words("disclosure")["parts"].get(part, [re.escape(part)])))
