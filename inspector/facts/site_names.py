"""The names of sites among the parts of a title element."""

from __future__ import annotations

import re

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

HOME_AT_END = re.compile(
    r"^(?:网站|本站|门户)?(?:首页|主页)\s{0,3}[-_|—–·>]+\s{0,3}(?=.{4})|(?<=.{4})\s{0,3}[-_|—–·]+\s{0,3}(?:网站|本站|门户)?(?:首页|主页)$"
)
"""The word for a front page at either end of a title element."""


def abbreviates(name: str, owner: str) -> bool:
    """Whether a name is a short form of the owner's: its letters stand there in the same order."""
    letters = iter(owner)
    return 3 <= len(name) <= len(owner) and all(letter in letters for letter in name)
