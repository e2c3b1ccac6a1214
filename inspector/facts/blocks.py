"""Walls that answer instead of the site: script challenges, captchas, firewalls."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from inspector.vocabulary import words

if TYPE_CHECKING:
    from inspector.page import Page

_DENIED = frozenset((400, 403, 405, 406, 418, 501, 503))
_SCRIPTED = re.compile(r"<script", re.I)


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
    markup = page.markup
    if by_status and status == 429:
        return by_status
    if len(markup) > vocabulary["max_markup"]:
        return None
    if by_status is None and len(markup) > 60_000:
        return None
    found = _markers().search(markup)
    if found is None:
        # These statuses are spoken only by walls, provided the answer is a script or a stub.
        if by_status and (len(markup) < 4000 or (_SCRIPTED.search(markup) and len(page.text) < 200)):
            return by_status
        return None
    limit = vocabulary["max_text"]
    if status in (200, 202, 203):
        limit //= 3
    elif status not in _DENIED and by_status is None and status < 500:
        return None
    if markup.count("<a ") + markup.count("<A ") > 15 or len(page.text) > limit * 2:
        return None
    if len(_outside_scripts(page)) > limit:
        return None
    reasons = _reasons()
    seen = {reasons[match[0]] for match in _markers().finditer(markup)}
    return next(reason for reason in reasons.values() if reason in seen)


def _outside_scripts(page: Page) -> str:
    return page.text


@cache
def _reasons() -> dict[str, str]:
    return {marker: wall["reason"] for wall in words("blocks")["wall"] for marker in wall["markers"]}


@cache
def _markers() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(marker) for marker in sorted(_reasons(), key=len, reverse=True)))
