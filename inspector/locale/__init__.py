"""The languages of the program: message ids are English, `zh` holds the Chinese catalogue.

`python -m inspector.locale` brings the catalogue up to date (for developers; needs babel).
"""

from __future__ import annotations

import gettext
import locale
import os
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from inspector.locale.words import CODES, MESSAGES
from inspector.messages import _

LANGUAGES = ("zh", "en")
#: Where the catalogues are.
FOLDER = Path(__file__).parent
Translate = Callable[[str], str]

_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]{0,40})\}")
_SHOWN = 200
_LISTED = 12


@cache
def translator(lang: str) -> Translate:
    """The function that turns message ids into a language, "zh" or "en"; English is the id itself."""
    if lang == "en":
        return str
    with (FOLDER / lang / "LC_MESSAGES" / "inspector.mo").open("rb") as stream:
        translations = gettext.GNUTranslations(stream)
    return lambda message: translations.gettext(message) if message else ""


def detect(option: str | None = None, environment: Mapping[str, str] | None = None) -> str:
    """The language to speak: the option given, else that of the environment (POSIX order), else "en".

    Windows has no such variables; there it is the user's language.
    """
    if option:
        return option
    environment = os.environ if environment is None else environment
    names = [environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    if os.name == "nt":
        names.append(locale.getlocale()[0])
    return "zh" if next(filter(None, names), "").lower().startswith(("zh", "chinese")) else "en"


def phrase(message: str, data: Mapping[str, Any], translate: Translate) -> str:
    """A message in a language, its {placeholders} filled from `data`; one without a value stays as it is.

    The data come from crawled pages: they are made `plain`, and nothing in them is a format. Codes are
    put into words by the name of their placeholder, see `inspector.locale.words`.
    """
    separator = translate(_(", "))

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name not in data:
            return match[0]
        value = data[name]
        if name in ("finding", "why"):  # a message in a message, filled from the same data
            return phrase(value, {key: one for key, one in data.items() if key != name}, translate)
        if isinstance(value, str):
            word = CODES[name].get(value) if name in CODES else None
            if word or name in MESSAGES:
                value = translate(word or value)
        return _word(value, separator)

    return _PLACEHOLDER.sub(fill, translate(message))


def _word(value: Any, separator: str) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else list(value)
        words = [_word(item, separator) for item in items[:_LISTED]]
        return separator.join([*words, "…"] if len(items) > _LISTED else words)
    return "" if value is None else plain(str(value), _SHOWN)


def plain(text: str, limit: int = 0) -> str:
    """Foreign text as one harmless line: no control, bidi or invisible characters; cut at `limit`."""
    if limit:
        text = text[: limit * 4]
    if not (text.isascii() and text.isprintable()):
        text = "".join(
            character
            if unicodedata.category(character) not in _HARMFUL
            else " "
            if character.isspace()
            else ""
            for character in text
        )
    text = " ".join(text.split())
    return text if not limit or len(text) <= limit else text[: limit - 1] + "…"


#: Control, format (bidi overrides, zero width), surrogate, private use, line and paragraph separators.
_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def placeholders(message: str) -> set[str]:
    """The names that a message wants filled."""
    return set(_PLACEHOLDER.findall(message))
