"""HTML that scripts plainly write from string literals, read without running anything."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.page import Page

UNKNOWN = "\ufffc"
"""Stands in the written HTML where a script puts in something it computes."""

_CUES = ("document.write", ".innerHTML", ".innerText", ".html(", ".append(", "insertAdjacentHTML")
LITERAL = r'"(?:[^"\\\n]|\\[\s\S])*+"|\'(?:[^\'\\\n]|\\[\s\S])*+\'|`(?:[^`\\]|\\[\s\S])*+`'
_WRITE = re.compile(
    r"\b(?P<plain>document\s?\.\s?write(?:ln)?\s?\()|\.inner(?:HTML|Text)\s*+\+?=(?!=)"
    r"|\.(?:html|append|prepend)\s*+\(|\.insertAdjacentHTML\s*+\(\s*+['\"][a-z]+['\"]\s*+,"
)
_VARIABLE = re.compile(r"\s{0,9}([A-Za-z_$][\w$]{0,40})\s{0,9}[;)\n]")
_MOST_VARIABLES, _MOST_GIVEN = 10, 200
BLOCK_COMMENT = re.compile(r"/\*.*?\*/", re.S)
LINE_COMMENT = re.compile(r"(?:^|[\s;{}),])//", re.M)
_STRINGS = re.compile(r"//[^\n]*+|" + LITERAL)
_TOKEN = re.compile(
    r"\s+|//[^\n]*|/\*[\s\S]*?\*/|(?P<literal>" + LITERAL + r")"
    r"|(?P<call>(?:unescape|decodeURIComponent|decodeURI|String)\s*(?=\())"
    r"|(?P<word>[\w$.\[\]]+)|(?P<sign>[^\s])"
)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|\r?\n|([\s\S]))")
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "0": ""}
_PERCENT = re.compile(r"%u([0-9a-fA-F]{4})|((?:%[0-9a-fA-F]{2})+)")
_HTML = re.compile(r"<[a-zA-Z/!]|%3[Cc]")
_REACH = 2000
_DECIDED = re.compile(
    rf"\bif\s*+\(\s*+(?:(?P<left>{LITERAL})|(?P<name>[A-Za-z_$][\w$]{{0,40}}+))(?:\.trim\(\))?\s*+"
    rf"(?:(?P<sign>[!=]==?)\s*+(?P<right>{LITERAL}|null)|(?:\.length\s*+>\s*+0)?)\s*+\)\s*+\{{"
)
_ELSE = re.compile(r"\s*+else\s*+\{")
BRACES = re.compile(LITERAL + r"|//[^\n]*+|[{}]")
_SET = re.compile(rf"({LITERAL})\s{{0,9}}(?:[;\n]|$)")
_RUNS_LATER = re.compile(r"\b(?:function|for|while|do)\b|=>")
_CAPITALS = re.compile(r"</?[A-Z][A-Za-z0-9]*")
_MOST_DECIDED, _LONGEST_BLOCK, _MOST_FILLED = 50, 20_000, 200


def read_written(page: Page) -> str:
    """The HTML that the scripts of a page, or a script file itself, write from literals.

    Names of elements are in small letters, as the parser writes them; parts a script computes are left as
    `UNKNOWN`. Linear in the size of the scripts; "" if nothing.
    """
    return _CAPITALS.sub(lambda its: its[0].lower(), _written(page))


def _written(page: Page) -> str:
    if page.media == "script":
        return _literals(page.markup)
    if page.media != "html" or page.rendered:
        # What the scripts of a rendered page wrote stands in it.
        return ""
    parts: list[str] = []
    for script in page.code:
        if any([cue in script for cue in _CUES]):
            parts += _writes(script)
    if page.holds("<recordset"):
        parts += _records(page.markup)
    return "\n".join(parts)


def _records(markup: str) -> list[str]:
    """The items of a list that the page carries as XML for its own script to show (jpage)."""
    found: list[str] = []
    position = 0
    while (record := markup.find("<record>", position)) >= 0:
        begin = markup.find("<![CDATA[", record, record + 40)
        position = record + 8
        if begin >= 0:
            end = markup.find("]]>", begin)
            if end < 0:
                break
            found.append(markup[begin + 9 : end].strip())
            position = end
    return found


def _writes(text: str) -> list[str]:
    """What each writing statement outside comments writes."""
    if "/*" in text:
        text = BLOCK_COMMENT.sub(" ", text)
    text = _without_dead(text)
    found: list[str] = []
    gathered: set[str] = set()
    position = 0
    while match := _WRITE.search(text, position):
        line = max(position, text.rfind("\n", position, match.start()) + 1)
        if LINE_COMMENT.search(text, line, match.start()):
            position = text.find("\n", match.end())
            if position < 0:
                break
            continue
        begin = match.end()
        written, position = _expression(text, begin, len(found) < _MOST_FILLED)
        if written == UNKNOWN and (variable := _VARIABLE.match(text, begin)):
            written = ""
            if variable[1] not in gathered and len(gathered) < _MOST_VARIABLES:
                gathered.add(variable[1])
                written = _gathered(text, begin, variable[1])
        if written.strip(UNKNOWN + " \n") and (match["plain"] or _HTML.search(written) or "Text" in match[0]):
            found.append(written)
    return found


def _without_dead(text: str) -> str:
    """A script without the blocks that never run, as a template filled both sides of their condition in."""
    parts: list[str] = []
    position = 0
    for decided in islice(_DECIDED.finditer(text), _MOST_DECIDED):
        if decided.start() < position:
            continue  # within a block that was left out
        left = (
            unquoted(decided["left"])
            if decided["left"]
            else _set_above(text, decided.start(), decided["name"])
        )
        if left is None:
            continue
        right = None if decided["right"] == "null" else unquoted(decided["right"] or "''")
        runs = (left == right) == ((decided["sign"] or "!")[0] == "=")
        begin, end = decided.end(), _block_end(text, decided.end())
        if runs:
            other = _ELSE.match(text, end)
            if other is None:
                continue
            begin, end = other.end(), _block_end(text, other.end())
        parts.append(text[position:begin])
        position = end - 1
    return "".join((*parts, text[position:])) if parts else text


def _set_above(text: str, position: int, name: str) -> str | None:
    """The literal that a variable was set to last, close above and in a block that is still open."""
    above = text[max(0, position - _REACH) : position]
    if name not in above:
        return None
    given = re.compile(rf"(?<![\w$.]){re.escape(name)}\s{{0,9}}(?:\+?=(?!=)|\+\+)\s{{0,9}}")
    *_earlier, last = (None, *given.finditer(above))
    literal = _SET.match(above, last.end()) if last and "+" not in last[0] else None
    if literal is None or _RUNS_LATER.search(above, literal.end()):
        return None
    depth = 0
    for sign in BRACES.finditer(above, literal.end()):
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if depth < 0:
            return None
    return unquoted(literal[1])


def _block_end(text: str, position: int) -> int:
    """Behind the brace that closes the block beginning here; if none does, the end of what is looked at."""
    depth = 1
    end = min(len(text), position + _LONGEST_BLOCK)
    for sign in BRACES.finditer(text, position, end):
        if sign[0] in ("{", "}"):
            depth += 1 if sign[0] == "{" else -1
            if not depth:
                return sign.end()
    return end + 1


def _gathered(text: str, end: int, name: str) -> str:
    """What a variable holds by the literals that it was given so far."""
    parts: list[str] = []
    given = re.compile(rf"(?<![\w$.]){re.escape(name)}\s{{0,9}}\+?=(?!=)")
    for match in islice(given.finditer(text, 0, end), _MOST_GIVEN):
        line = text.rfind("\n", 0, match.start()) + 1
        if not LINE_COMMENT.search(text, line, match.start()):
            parts.append(_expression(text, match.end())[0])
    return "".join(parts)


def _expression(text: str, position: int, filled: bool = False) -> tuple[str, int]:
    """Evaluate a concatenation of literals up to its end; whatever else occurs becomes `UNKNOWN`.

    `filled`: variables that plainly hold a literal are put in, but for one that stands first.
    """
    parts: list[str] = []
    begin, depth = position, 0
    escaped_at = -1
    while match := _TOKEN.match(text, position):
        if match["literal"]:
            value = unquoted(match["literal"])
            parts.append(percent_decoded(value) if escaped_at >= 0 else value)
        elif match["call"]:
            if escaped_at < 0:
                escaped_at = depth
        elif match["word"]:
            word = match["word"]
            known = _set_above(text, begin, word) if filled and parts and word.isidentifier() else None
            if known is not None:
                parts.append(known)
            elif parts[-1:] != [UNKNOWN]:
                parts.append(UNKNOWN)
        elif sign := match["sign"]:
            if sign in "([{":
                depth += 1
            elif sign in ")]}":
                depth -= 1
                if depth < 0:
                    break
                if depth == escaped_at:
                    escaped_at = -1
            elif sign == ";" and depth == 0:
                break
        position = match.end()
    return "".join(parts), position


def _literals(text: str) -> str:
    """All literals of a script file that look like HTML, neighbours of one concatenation joined."""
    if any(cue in text for cue in _CUES) and (found := _writes(text)):
        return "\n".join(found)
    groups: list[str] = []
    end = -1
    for match in _STRINGS.finditer(text):
        token = match[0]
        if token[0] == "/":
            continue
        value = percent_decoded(unquoted(token))
        if end >= 0 and _JOINS.fullmatch(text, end, match.start()):
            groups[-1] += value
        else:
            groups.append(value)
        end = match.end()
    return "\n".join(group for group in groups if _HTML.search(group))


_JOINS = re.compile(r"[\s+]{1,40}")


def unquoted(literal: str) -> str:
    """The text a JavaScript string literal stands for."""
    body = literal[1:-1]
    return _ESCAPE.sub(_unescaped, body) if "\\" in body else body


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return _NAMED.get(match[4] or "", match[4] or "")


def percent_decoded(text: str) -> str:
    """Undo JavaScript's escape(): %XX as UTF-8 where that works, else Latin-1, and %uXXXX."""
    return _PERCENT.sub(_decoded, text) if "%" in text else text


def _decoded(match: re.Match[str]) -> str:
    if match[1]:
        number = int(match[1], 16)
        return chr(number) if not 0xD800 <= number < 0xE000 else "\ufffd"
    data = bytes.fromhex(match[2].replace("%", ""))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
