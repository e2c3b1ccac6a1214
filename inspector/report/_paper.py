"""What text reports are written on: a rich console in memory, foreign text made harmless."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule as Ruler
from rich.table import Table
from rich.text import Text

from inspector.locale import Translate, phrase, plain, translator
from inspector.messages import _
from inspector.rule import Outcome

#: Outcome → mark, word, style. The word always stands beside the mark; colour only repeats it.
OUTCOMES: dict[Outcome, tuple[str, str, str]] = {
    Outcome.FAILED: ("✘", _("failed"), "bold red"),
    Outcome.PASSED: ("✔", _("passed"), "green"),
    Outcome.CANT_TELL: ("?", _("open"), "bold magenta"),
    Outcome.UNTESTED: ("–", _("not checked"), ""),
    Outcome.INAPPLICABLE: ("–", _("not applicable"), ""),
}
WIDEST = 110
NARROWEST = 40


class Paper:
    """Collects text in one language; `text()` is all of it.

    Without `width` and `color` the terminal is asked: its width (at most 110), and colours only where
    standard output is one and NO_COLOR is not set.
    """

    def __init__(self, lang: str, width: int | None = None, color: bool | None = None) -> None:
        self.lang = lang
        self.translate: Translate = translator(lang)
        if width is None:
            width = min(shutil.get_terminal_size().columns, WIDEST)
        if color is None:
            color = (
                sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
            )
        self.width = max(NARROWEST, width)
        self._file = StringIO()
        self._console = Console(
            file=self._file,
            width=self.width,
            force_terminal=color,
            color_system="standard" if color else None,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
            _environ={},
        )

    def text(self) -> str:
        """All that was written; no trailing blanks."""
        return re.sub(r" +$", "", self._file.getvalue(), flags=re.MULTILINE)

    def say(self, message: str, **data: object) -> str:
        """A message id in the language of the paper, with its values."""
        return phrase(message, data, self.translate)

    def heading(self, title: str) -> None:
        """The title of a section."""
        self._console.print()
        self._console.print(Ruler(Text(title, "bold"), align="left", characters="─", style=""))

    def line(self, *parts: str | tuple[str, str], indent: int = 0, hang: int = 0) -> None:
        """One paragraph of plain or styled parts; `hang` more columns before the lines after the first."""
        text = Text.assemble(*parts, overflow="fold")
        if not hang:
            self._console.print(Padding(text, (0, 0, 0, indent)))
            return
        wrapped = text.wrap(self._console, self.width - indent - hang)
        for number, piece in enumerate(wrapped):
            self._console.print(Padding(piece, (0, 0, 0, indent + (hang if number else 0))))

    def blank(self) -> None:
        """An empty line."""
        self._console.print()

    def grid(
        self, rows: Iterable[Sequence[Text]], *, right: Sequence[int] = (), wide: int = -1, indent: int = 1
    ) -> None:
        """Aligned cells; the columns in `right` are flush right, `wide` takes what room there is."""
        rows = list(rows)
        if not rows:
            return
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        wide %= len(rows[0])
        for number in range(len(rows[0])):
            if number == wide:
                table.add_column(ratio=1, overflow="fold")
            else:
                table.add_column(justify="right" if number in right else "left", no_wrap=True)
        for row in rows:
            table.add_row(*row)
        self._console.print(Padding(table, (0, 0, 0, indent)))

    def mark(self, outcome: Outcome) -> Text:
        """Mark and word of an outcome."""
        sign, word, style = OUTCOMES[outcome]
        return Text(f"{sign} {self.translate(word)}", style)


def foreign(text: str | None, limit: int = 160) -> str:
    """Text from a crawled page, fit to be printed."""
    return plain(text or "", limit)


def number(value: float) -> str:
    """Points without needless zeros."""
    return f"{round(value, 2):g}"
