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
_LONG = 60_000


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
    found = {_reasons()[match[0]] for match in _markers().finditer(markup)}
    if not found:
        # These statuses are spoken only by walls, provided the answer is a script or a stub.
        scripted = "<script" in markup and len(page.text) < 200
        return by_status if by_status and (scripted or len(markup) < 4000) else None
    if len(page.text) > limit or (status in _FINE and "challenge" not in found and _ordinary(page)):
        return None
    return next(reason for reason in dict.fromkeys(_reasons().values()) if reason in found)


def _refuses(markup: str) -> bool:
    """Whether the title says that the page is refused."""
    begin = markup.find("<title>", 0, 4000) + 7
    title = markup[begin : markup.find("<", begin)].strip() if begin > 6 else ""
    return title == "403" or title.startswith(tuple(words("blocks")["refusing"]["titles"]))


def _ordinary(page: Page) -> bool:
    """Whether something stands there that only a page of the site's own has."""
    signs = words("blocks")["ordinary"]
    return page.holds(*signs["words"]) or page.markup.count("<input") >= signs["fields"]


@cache
def _reasons() -> dict[str, str]:
    return {marker: wall["reason"] for wall in words("blocks")["wall"] for marker in wall["markers"]}


@cache
def _markers() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(marker) for marker in sorted(_reasons(), key=len, reverse=True)))
