"""The names of sites among the parts of a title element."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inspector.facts.lines import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

SITE_NAME = re.compile(
    r"(?:政府|网|网站|门户|平台|系统|在线)$|^中国[·•.\s]?[\u4e00-\u9fff]{2,4}$|^中[·•][\u4e00-\u9fff]{2,6}$"
)
"""What the name of a site ends with, or is."""
WELCOME = re.compile(
    r"^(?:[您你]好[,，!！]?\s?)?(?:热烈)?欢迎(?:您|你)?(?:光临|访问|进入|来到|登录|使用)?|(?:热烈)?欢迎(?:您|你)?(?:的?(?:光临|访问))?[!！.。]{0,3}$"
    r"|[!！]+$|首页$"
)
"""What is said around it by way of greeting."""

HOME = re.compile(r"(?:网站|本站|门户)?(?:首页|主页)|home(?:\s?page)?", re.I)
"""What a front page is called where another bears its own name."""


def without_site(pieces: list[str]) -> list[str]:
    """The pieces of a title element without the name of the site at its end, or else its beginning."""
    whole = pieces[0]
    ends = [piece for piece in pieces[1:] if whole.endswith(piece)]
    begins = [piece for piece in pieces[1:] if whole.startswith(piece)]
    for names in (ends, begins):
        name = min(names, key=len, default="")
        if name and SITE_NAME.search(WELCOME.sub("", name)):
            own = [piece for piece in pieces if name not in piece]
            if own:
                return own
    return pieces


def official(pieces: Sequence[str], site: str) -> str | None:
    """Of a nickname and the name of the site, as the title element of a front page may have, the name."""
    named = [piece for piece in pieces[1:] if site and site in fold(piece)]
    return named[0] if len(pieces) == 3 and len(named) == 1 else None


def abbreviates(name: str, owner: str) -> bool:
    """Whether a name is a short form of the owner's: its letters stand there in the same order."""
    letters = iter(owner)
    return 3 <= len(name) <= len(owner) and all(letter in letters for letter in name)
