"""Walls that answer instead of the site: script challenges, captchas, firewalls."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from inspector.vocabulary import words

if TYPE_CHECKING:
    from inspector.page import Page

_DENIED = frozenset((400, 403, 405, 406, 418, 501, 503))
_FINE = frozenset((200, 202, 203))
_FEW_LINKS = 15
# Nothing but a script that sets a cookie and loads the page again.
_ITSELF = r"(?:window\.|document\.)?location"
_STUB = re.compile(
    r"\s*(?:<(?:!doctype|/?html|/?head|/?body|meta)\b[^>]{0,300}>\s*){0,9}<script\b[^>]{0,100}>"
    r"(?=[^<]{0,3000}\bdocument\.cookie\s{0,4}=)[^<]{0,3000}\blocation"
    rf"(?:\.reload\(|(?:\.href)?\s{{0,4}}=\s{{0,4}}{_ITSELF}|\.replace\(\s{{0,4}}{_ITSELF})"
    r"[^<]{0,3000}</script>\s*(?:</?(?:head|body|html)\b[^>]{0,300}>\s*){0,9}",
    re.I,
)
_LONG = 60_000
_BRIEF = 60
"""In a longer text, what stands in quotation marks is told of others."""
_QUOTED = re.compile("[“「『][^“”<>]{1,60}[”」』]")


def read_blocked(page: Page) -> str | None:
    """The reason code where a wall answered: challenge, captcha, waf, rate-limit, geo; else None.

    A marker is believed only where the page has hardly any text of its own, so a page that merely
    mentions a word is no wall; a plain 403, 404 or 500 is none either.
    """
    status = page.status
    vocabulary = words("blocks")
    if page.failure or page.media in ("image", "document", "style"):
        return None
    by_status: str | None = vocabulary["status"].get(str(status))
    if status == 429 or (status == 503 and page.header("retry-after") is not None):
        return "rate-limit"
    markup = page.markup
    limit: int = vocabulary["max_text"]
    if status in _FINE:
        # Behind a status that says all is well only a page with hardly anything on it is a wall.
        limit //= 3
        if len(markup) > _LONG or len(page.text) > limit:
            return None
    if len(markup) > vocabulary["max_markup"] or markup.count("<a ", 0, 30_000) > _FEW_LINKS:
        return None
    if status in _FINE:
        if _refuses(markup) and not _ordinary(page):
            return "waf"
    elif status not in _DENIED and by_status is None and status < 500:
        return None
    said = markup if len(page.text) < _BRIEF else _QUOTED.sub("", markup)
    found = [reason for reason, signs in _walls().items() if signs.search(said)]
    if not found and status in _FINE and _STUB.fullmatch(markup):
        return "challenge"
    if not found:
        # These statuses are spoken only by walls, provided the answer is a script or a stub.
        scripted = "<script" in markup and len(page.text) < 200
        return by_status if by_status and (scripted or len(markup) < 4000) else None
    if len(page.text) > limit or (status in _FINE and _ordinary(page)):
        return None
    return found[0]


def _refuses(markup: str) -> bool:
    """Whether the title says that the page is refused."""
    begin = markup.find("<title>", 0, 4000) + 7
    title = markup[begin : markup.find("<", begin)].strip() if begin > 6 else ""
    return title == "403" or title.startswith(tuple(words("blocks")["refusing"]["titles"]))


def _ordinary(page: Page) -> bool:
    """Whether something stands there that only a page of the site's own has."""
    signs = words("blocks")["ordinary"]
    return (
        page.holds(*signs["words"])
        or page.markup.count("<input") >= signs["fields"]
        or any(re.search(pattern, page.markup) for pattern in signs["patterns"])
    )


@cache
def _walls() -> dict[str, re.Pattern[str]]:
    """Reason → what tells its walls, the surest reason first."""
    return {
        wall["reason"]: re.compile("|".join((*map(re.escape, wall["markers"]), *wall.get("patterns", ()))))
        for wall in words("blocks")["wall"]
    }
