"""Brings the Chinese catalogue up to date: `python -m inspector.locale [--check]`.

Reads every `_()` message of the packages, the help of every command, and title, Why and Fix of every rule;
keeps the translations there are, adds what is new, drops what is gone, and compiles. Exit code 1 where a
translation is missing (or, with --check, where a file is not current).
"""

from __future__ import annotations

import importlib
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from inspector.cli import cli
from inspector.commands.speaking import CLICK, CLICK_PLURALS, help_messages
from inspector.locale import placeholders
from inspector.rule import load_rules

FOLDER = Path(__file__).parent / "zh" / "LC_MESSAGES"
SOURCE = FOLDER / "inspector.po"
COMPILED = FOLDER / "inspector.mo"
#: The catalogue must come out the same every day: no dates, and no names to fill in.
FIXED = datetime(2026, 1, 1, tzinfo=UTC)
UNTOLD = tuple(
    f'"{name}'
    for name in (
        "Report-Msgid",
        "POT-Creation",
        "PO-Revision",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)
PACKAGES = ("inspector", "rules")


def messages() -> dict[str, set[str]]:
    """Every message id of the program, with the files it comes from."""
    found: dict[str, set[str]] = {}
    for package in PACKAGES:
        folder = Path(importlib.import_module(package).__path__[0])
        for name, _line, message, _comments, _context in extract_from_dir(
            folder, [("**.py", "python")], keywords={"_": None}
        ):
            if isinstance(message, str) and message:
                found.setdefault(message, set()).add(f"{package}/{Path(name).as_posix()}")
    for rule in load_rules().values():
        for text in (rule.title, rule.why, rule.fix):
            found.setdefault(text, set()).add(f"rules/{rule.id.replace('-', '_')}.py")
    for text in (*help_messages(cli), *CLICK_PLURALS):
        found.setdefault(text, set()).add("inspector/cli.py")
    return found


def translations() -> dict[str, str]:
    """The translations there are, message id → Chinese; empty where one is missing."""
    if not SOURCE.exists():
        return {}
    with SOURCE.open("rb") as stream:
        catalogue = read_po(stream, locale="zh")
    return {_one(m.id): "" if m.fuzzy else _one(m.string) for m in catalogue if m.id}


def _one(text: str | list[str] | tuple[str, ...] | None) -> str:
    """A text, or the first of its forms for one and for several: Chinese has no others."""
    return text if isinstance(text, str) else text[0] if text else ""


def complaints(known: dict[str, str], wanted: dict[str, set[str]]) -> list[str]:
    """What is wrong with the translations, a line each."""
    lines = []
    for message, places in sorted(wanted.items()):
        where = ", ".join(sorted(places))
        if not known.get(message):
            lines.append(f"not translated ({where}): {message}")
        elif _misfilled(message, known[message]):
            lines.append(f"other placeholders than the message ({where}): {message}")
    return lines


def _misfilled(message: str, text: str) -> bool:
    """Whether a translation has other placeholders; of click's, which hold English words, some may lack."""
    names, said = placeholders(message) | placeholders(CLICK_PLURALS.get(message, "")), placeholders(text)
    return not said <= names if message in CLICK or message in CLICK_PLURALS else said != names


def compiled() -> dict[str, str]:
    """What the compiled catalogue holds."""
    if not COMPILED.exists():
        return {}
    with COMPILED.open("rb") as stream:
        return {_one(m.id): _one(m.string) for m in read_mo(stream) if m.id}


def write(known: dict[str, str], wanted: dict[str, set[str]]) -> None:
    """Write the source and the compiled catalogue."""
    catalogue = Catalog(
        locale="zh", project="site-inspector", creation_date=FIXED, revision_date=FIXED, fuzzy=False
    )
    catalogue.header_comment = "# Chinese texts of site-inspector."
    for message, places in sorted(wanted.items(), key=lambda item: (min(item[1]), item[0])):
        several, text = CLICK_PLURALS.get(message), known.get(message, "")
        where = [(place, 0) for place in sorted(places)]
        catalogue.add((message, several) if several else message, (text,) if several else text, where)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, writer in ((SOURCE, _po), (COMPILED, write_mo)):
        buffer = BytesIO()
        writer(buffer, catalogue)
        path.write_bytes(buffer.getvalue())


def _po(buffer: BytesIO, catalogue: Catalog) -> None:
    whole = BytesIO()
    write_po(whole, catalogue, width=100, include_lineno=False)
    lines = whole.getvalue().decode().splitlines(keepends=True)
    buffer.write("".join(line for line in lines if not line.startswith(UNTOLD)).encode())


def stale(known: dict[str, str], wanted: dict[str, set[str]]) -> list[str]:
    """In what the committed files lag behind the program."""
    lines = [f"gone from the program: {message}" for message in sorted(set(known) - set(wanted))]
    if compiled() != {message: text for message, text in known.items() if text}:
        lines.append(f"{COMPILED.name} is not what {SOURCE.name} says")
    return lines


def main(arguments: list[str]) -> int:
    """Update the catalogue, or with --check only complain."""
    known, wanted = translations(), messages()
    if "--check" in arguments:
        wrong = complaints(known, wanted) + stale(known, wanted)
    else:
        write(known, wanted)
        wrong = complaints(known, wanted)
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
