"""Help and errors of the command line in Chinese: click's words and ours, from the one catalogue."""

from __future__ import annotations

import copy
import gettext
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from inspect import cleandoc
from typing import Any
from unicodedata import east_asian_width

import click

from inspector import locale
from inspector.messages import _

#: What click says of commands like ours; it asks gettext for the words.
CLICK = (
    _("Usage:"),
    _("Options"),
    _("Commands"),
    _("default: {default}"),
    _("required"),
    _("Show this message and exit."),
    _("Show the version and exit."),
    _("Try '{command} {option}' for help."),
    _("Error: {message}"),
    _("Invalid value: {message}"),
    _("Invalid value for {param_hint}: {message}"),
    _("Missing argument"),
    _("Missing option"),
    _("No such option {name!r}."),
    _("No such command {name!r}."),
    _("Option {name!r} does not take a value."),
    _("{value!r} is not a valid {number_type}."),
    _("{value} is not in the range {range}."),
    _("{name} {filename!r} does not exist."),
    _("{name} {filename!r} is a file."),
    _("{name} {filename!r} is a directory."),
    _("{name} {filename!r} is not readable."),
    _("Aborted!"),
)
#: The same of one and of several.
CLICK_PLURALS = {
    "Did you mean {possibility}?": "(Did you mean one of: {possibilities}?)",
    "Got unexpected extra argument ({args})": "Got unexpected extra arguments ({args})",
    "Option {name!r} requires an argument.": "Option {name!r} requires {nargs} arguments.",
    "{value!r} is not {choice}.": "{value!r} is not one of {choices}.",
}

Translate = Callable[[str], str]
_DOMAIN = "inspector"
_RAW = "\b\n"


class SpokenGroup(click.Group):
    """The topmost group: speaks the language that `--lang`, wherever it stands, or the environment wants."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run the command of a command line."""
        args = sys.argv[1:] if args is None else list(args)
        asked = asked_language(args)
        lang = locale.detect(asked, os.environ)
        group = self if lang == "en" else in_language(self, locale.translator(lang))
        with _catalogue(lang):
            extra.setdefault("default_map", _defaults(self, asked) if asked else None)
            return click.Group.main(group, args, *rest, **extra)


class Formatter(click.HelpFormatter):
    """Breaks lines between Chinese characters, which take two columns each."""

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        super().write_text(folded(text, self.width - self.current_indent))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names, each with its explanation."""
        rows = list(rows)
        first = min(max(len(name) for name, _text in rows), col_max) + col_spacing
        room = max(self.width - first - 2, 10)
        super().write_dl([(name, folded(text, room)) for name, text in rows], col_max, col_spacing)


class SpokenContext(click.Context):
    """A command being run in Chinese."""

    formatter_class = Formatter


def asked_language(args: Sequence[str]) -> str | None:
    """The language that a command line asks for, whatever else is wrong with it."""
    for position, word in enumerate(args):
        name, equals, value = word.partition("=")
        if name == "--lang":
            value = value if equals else "".join(args[position + 1 : position + 2])
            if value in locale.LANGUAGES:
                return value
        if word == "--":
            break
    return None


def in_language(command: click.Command, translate: Translate) -> click.Command:
    """A copy of a command, and of those below it, with its help translated."""
    spoken = copy.copy(command)
    spoken.context_class = SpokenContext
    vars(spoken)["_help_option"] = None  # kept by click, perhaps from another language
    if command.help:
        paragraphs = [_paragraph(one, translate) for one in cleandoc(command.help).split("\n\n")]
        spoken.help = "\n\n".join(paragraphs)
        spoken.short_help = paragraphs[0]
    spoken.params = [_option(one, translate) for one in command.params]
    if isinstance(spoken, click.Group) and isinstance(command, click.Group):
        spoken.commands = {name: in_language(one, translate) for name, one in command.commands.items()}
    return spoken


def help_messages(command: click.Command) -> Iterator[str]:
    """The message ids of a command's help and of those below it."""
    found: list[str] = []

    def note(message: str) -> str:
        found.append(message)
        return message

    in_language(command, note)
    yield from (one for one in found if one and not one.startswith("inspector "))


def folded(text: str, width: int) -> str:
    """A text with Chinese in it, its paragraphs broken into lines for click; other text as it is."""
    if text.isascii():
        return text
    return "\n\n".join(
        paragraph if paragraph.startswith("\b") else _RAW + "\n".join(_lines(paragraph, width))
        for paragraph in text.split("\n\n")
    )


def _lines(text: str, width: int) -> Iterator[str]:
    line, used = "", 0
    for word in _words(text):
        columns = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in word)
        if line and used + columns > width and word[0] not in "，。；：、）》”！？":
            yield line.rstrip()
            line, used = "", 0
        line, used = line + word.lstrip() if not line else line + word, used + columns
    yield line


def _words(text: str) -> Iterator[str]:
    """What must not be broken: a Chinese character, or other letters up to a blank."""
    word = ""
    for letter in text:
        wide = east_asian_width(letter) in "WF"
        if word and (wide or letter == " "):
            yield word
            word = ""
        if wide:
            yield letter
        else:
            word += letter
    if word:
        yield word


def _paragraph(text: str, translate: Translate) -> str:
    if text.startswith(_RAW):
        lines = text.splitlines()[1:]
        return _RAW + "\n".join(_indented(line, translate) for line in lines)
    return translate(" ".join(text.split()))


def _indented(line: str, translate: Translate) -> str:
    text = line.lstrip()
    return line[: len(line) - len(text)] + translate(text)


def _option(parameter: click.Parameter, translate: Translate) -> click.Parameter:
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    spoken = copy.copy(parameter)
    spoken.help = translate(parameter.help)
    return spoken


def _defaults(group: click.Group, lang: str) -> dict[str, Any]:
    """The language for every command, as defaults of their options."""
    return {
        name: {"lang": lang, **(_defaults(one, lang) if isinstance(one, click.Group) else {})}
        for name, one in group.commands.items()
    }


@contextmanager
def _catalogue(lang: str) -> Iterator[None]:
    """Have gettext, which click asks, speak a language."""
    before = os.environ.get("LANGUAGE"), gettext.textdomain()
    gettext.bindtextdomain(_DOMAIN, str(locale.FOLDER))
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = lang
    try:
        yield
    finally:
        gettext.textdomain(before[1])
        if before[0] is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before[0]
