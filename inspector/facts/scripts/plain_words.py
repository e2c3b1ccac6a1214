"""Plain text that the scripts of a page put where they stand, or into an element, from literals."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from inspector.facts.scripts.reader import BLOCK_COMMENT, BRACES, LINE_COMMENT, LITERAL, unquoted

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN = r"""(?:"([^"<\\\n]{1,200})"|'([^'<\\\n]{1,200})')"""
_NAME = r"[A-Za-z_$][\w$]{0,40}"
# The first characters of a text, or what stands before a sign.
_CUT = (
    r"(?:\.(?:substring|substr|slice)\(\s?0\s?,\s?(?P<length>\d{1,2})\s?\)"
    r"|\.split\(\s?[\"'](?P<sign>[^\"'\\\n])[\"']\s?\)\[0\])?"
)
_ALONE = re.compile(rf"<script[^>]*>\s*+document\.write(?:ln)?\(\s*+{_PLAIN}\s*+\)\s*+;?\s*+</script>")
_BY_NAME = re.compile(rf"document\.write(?:ln)?\(\s{{0,9}}({_NAME}){_CUT}\s{{0,9}}\)")
_CONDITION = re.compile(r"\bif\s?\(([^()]{0,80})\)|\b(?:if|else|case|for|while|function)\b|=>")
_REACH = 2000

_FILLS = ("innerHTML", "innerText", "textContent", ".text(", ".html(")
_FILL = re.compile(
    r"(?:getElementById\(\s{0,4}[\"'](?P<id>[\w-]{1,60})"
    r"|(?:\$|\bjQuery|querySelector)\(\s{0,4}[\"'](?P<kind>[#.])(?P<named>[\w-]{1,60}))[\"']\s{0,4}\)"
    r"\s{0,4}\.\s{0,4}(?:(?:innerHTML|innerText|textContent)\s{0,4}=\s{0,4}|(?:text|html)\(\s{0,4})"
    rf"(?:(?P<literal>{LITERAL})|(?P<name>{_NAME})){_CUT}\s{{0,4}}(?:[;)\n}}]|$)"
)
# What a script runs at once, or when the page has come.
_AT_ONCE = re.compile(
    r"(?:(?:\$|jQuery|ready|DOMContentLoaded[\"']\s?,|load[\"']\s?,)\s?\(?|onload\s?=|(?:^|[;}!\s])\()\s?"
    rf"(?:function\s?(?:{_NAME})?\s?\([^()]{{0,40}}\)|\([^()]{{0,40}}\)\s?=>)\s?$"
)
_LONGEST_SCRIPT, _MOST_FILLED, _LONGEST_SHOWN = 20_000, 40, 60


def with_plain_words(markup: str) -> str:
    """Markup with the plain text, a literal or a variable set to one, that scripts write where they stand."""
    markup = _ALONE.sub(r"\1\2", markup)
    parts: list[str] = []
    position = 0
    for written in _BY_NAME.finditer(markup):
        begin = markup.rfind("<script", max(position, written.start() - _REACH), written.start())
        end = markup.find("</script>", begin, written.end() + _REACH) if begin >= 0 else -1
        if end > written.start() and (word := _value(markup[begin : written.start()], written[1])):
            parts += markup[position:begin], _cut(word, written)
            position = end + 9
    return "".join((*parts, markup[position:])) if parts else markup


def with_filled(markup: str, code: Sequence[str]) -> str:
    """Markup (as the parser writes it) with the plain text that scripts plainly put into its elements.

    Only what they do in any case counts: not what stands in conditions or waits for an answer or a click.
    """
    left = _MOST_FILLED
    for script in code:
        if not left or len(script) > _LONGEST_SCRIPT or not any([cue in script for cue in _FILLS]):
            continue
        script = BLOCK_COMMENT.sub(" ", script) if "/*" in script else script
        for fill in islice(_FILL.finditer(script), left):
            left -= 1
            if LINE_COMMENT.search(script, script.rfind("\n", 0, fill.start()) + 1, fill.start()):
                continue
            said = (
                unquoted(fill["literal"]) if fill["literal"] else _value(script[: fill.start()], fill["name"])
            )
            if said.strip() and "<" not in said and _runs_at_once(script, fill.start()):
                markup = _put(markup, fill["id"] or fill["named"], fill["kind"] == ".", _cut(said, fill))
    return markup


def _put(markup: str, name: str, is_class: bool, text: str) -> str:
    """Markup with a text in the first element of that id or class, where that has no other elements in it."""
    pattern = rf' class="(?:[^"]* )?{re.escape(name)}[" ]' if is_class else f' id="{re.escape(name)}"'
    if not (found := re.search(pattern, markup)):
        return markup
    opened, begin = markup.rfind("<", 0, found.start()), markup.find(">", found.end() - 1) + 1
    end = markup.find("<", begin, begin + _LONGEST_SHOWN) if begin else -1
    tag = re.match(r"<([a-z][a-z0-9]*)", markup[opened : opened + 20])
    if end < 0 or tag is None or not markup.startswith(f"</{tag[1]}>", end):
        return markup
    return markup[:begin] + text.replace("&", "&amp;") + markup[end:]


def _runs_at_once(script: str, position: int) -> bool:
    """Whether all braces that are open there are those of functions that are run at once."""
    opened: list[bool] = []
    for sign in BRACES.finditer(script, 0, position):
        if sign[0] == "{":
            opened.append(_AT_ONCE.search(script, max(0, sign.start() - 120), sign.start()) is not None)
        elif sign[0] == "}" and opened:
            opened.pop()
    return all(opened)


def _cut(text: str, match: re.Match[str]) -> str:
    if match["length"]:
        return text[: int(match["length"])]
    return text.partition(match["sign"])[0] if match["sign"] else text


def _value(script: str, name: str) -> str:
    """The literal a variable is set to above its use, where nothing else decides whether it is used."""
    variable = re.escape(name)
    found = re.findall(rf"(?<![\w$.]){variable}\s{{0,9}}=(?!=)\s{{0,9}}(?:{_PLAIN})?", script)
    if len(found) != 1 or LINE_COMMENT.search(script, script.rfind("\n") + 1):
        return ""
    used = rf"\s{{0,9}}{variable}\s{{0,9}}(?:!==?\s{{0,9}}(?:\"\"|''|null)\s{{0,9}})?"
    decided = all(re.fullmatch(used, condition) for condition in _CONDITION.findall(script))
    return (found[0][0] or found[0][1]).strip() if decided else ""
