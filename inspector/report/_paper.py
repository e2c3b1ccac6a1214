"""What text reports are written on: a rich console in memory, foreign text made harmless."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.rule import Rule as Ruler
from rich.text import Text

from inspector.locale import Translate, phrase, plain, translator
from inspector.messages import _
from inspector.rule import Outcome
from inspector.score import Verdict

#: Outcome → mark, word, style. The word always stands beside the mark; colour only repeats it.
OUTCOMES: dict[Outcome, tuple[str, str, str]] = {
    Outcome.FAILED: ("✘", _("failed"), "bold red"),
    Outcome.PASSED: ("✔", _("passed"), "green"),
    Outcome.CANT_TELL: ("?", _("open"), "bold magenta"),
    Outcome.UNTESTED: ("–", _("not checked"), ""),
    Outcome.INAPPLICABLE: ("–", _("not applicable"), ""),
}
VERDICTS: dict[Verdict, tuple[str, str, str]] = {
    Verdict.QUALIFIED: ("✔", _("QUALIFIED"), "bold green"),
    Verdict.UNQUALIFIED: ("✘", _("UNQUALIFIED"), "bold red"),
    Verdict.SCORED: ("●", _("SCORED: this standard draws no line between good and bad"), "bold"),
    Verdict.PENDING: ("?", _("PENDING: what is open can still turn it"), "bold magenta"),
    Verdict.REFUSED: ("?", _("NO VERDICT: too little was seen to judge"), "bold magenta"),
}
GAP = "  "
#: Columns; a wide cell with less room goes below the others.
LEAST_ROOM = 20
WIDEST = 110
NARROWEST = 40


_OPENING, _CLOSING = r"“‘（《〈「『【〔［｛", r"，。、；：！？”’）》〉」』】〕］｝…·％"
_WIDE = r"\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffe6“”‘’…"
#: What a line may not be broken within: a line end, one wide character or one word, with its punctuation.
_PIECE = re.compile(
    rf"\n|[{_OPENING}]{{0,4}}(?:[{_WIDE}]|[^\s{_WIDE}]+|(?=\s))[{_CLOSING}]{{0,4}}[^\S\n]*", re.UNICODE
)


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

    def say(self, message: str, /, **data: object) -> str:
        """A message id in the language of the paper, with its values."""
        return phrase(message, data, self.translate)

    def heading(self, title: str) -> None:
        """The title of a section."""
        self._console.print()
        self._console.print(Ruler(Text(title, "bold"), align="left", characters="─", style=""))

    def line(self, *parts: str | Text | tuple[str, str], indent: int = 0, hang: int = 0) -> None:
        """One paragraph of plain or styled parts; `hang` more columns before the lines after the first."""
        wrapped = wrap(Text.assemble(*parts), self.width - indent - hang)
        for number, piece in enumerate(wrapped):
            self._print(Text(" " * (indent + (hang if number else 0))) + piece)

    def blank(self) -> None:
        """An empty line."""
        self._console.print()

    def _print(self, text: Text) -> None:
        self._console.print(text, soft_wrap=True)

    def grid(
        self, rows: Iterable[Sequence[Text]], *, right: Sequence[int] = (), wide: int = -1, indent: int = 1
    ) -> None:
        """Aligned cells; the columns in `right` are flush right, `wide` takes what room there is.

        Where that is too little, the wide cell stands below the others.
        """
        rows = list(rows)
        if not rows:
            return
        wide %= len(rows[0])
        widths = [max(row[number].cell_len for row in rows) for number in range(len(rows[0]))]
        widths[wide] = 0
        room = self.width - indent - sum(widths) - len(GAP) * (len(widths) - 1)
        for row in rows:
            if room < LEAST_ROOM:
                others = [cell for number, cell in enumerate(row) if number != wide and cell.plain]
                self.line(Text(GAP).join(others), indent=indent)
                self.line(row[wide], indent=indent + 4)
                continue
            for number, piece in enumerate(wrap(row[wide], room)):
                cells = [cell.copy() if number == 0 else Text() for cell in row]
                cells[wide] = piece
                for column, cell in enumerate(cells):
                    blanks = " " * ((room if column == wide else widths[column]) - cell.cell_len)
                    cells[column] = Text(blanks) + cell if column in right else cell + Text(blanks)
                self._print(Text(" " * indent) + Text(GAP).join(cells))

    def mark(self, outcome: Outcome) -> Text:
        """Mark and word of an outcome."""
        sign, word, style = OUTCOMES[outcome]
        return Text(f"{sign} {self.translate(word)}", style)


def wrap(text: Text, width: int) -> list[Text]:
    """The lines of a text: broken at blanks and between Chinese characters, anywhere if need be.

    No line begins with closing punctuation or ends with opening.
    """
    breaks: list[int] = []
    used = 0
    for match in _PIECE.finditer(text.plain):
        piece = match[0].rstrip()
        if match[0] == "\n":
            breaks.append(match.end())
            used = 0
            continue
        if used and used + cell_len(piece) > width:
            breaks.append(match.start())
            used = 0
        if cell_len(piece) > width:
            for offset, character in enumerate(piece, match.start()):
                if used + cell_len(character) > width:
                    breaks.append(offset)
                    used = 0
                used += cell_len(character)
            used += len(match[0]) - len(piece)
        else:
            used += cell_len(match[0])
    lines = list(text.divide(breaks))
    for line in lines:
        line.rstrip()
    return lines or [text]


def foreign(text: str | None, limit: int = 160) -> str:
    """Text from a crawled page, fit to be printed."""
    return plain(text or "", limit)


def number(value: float) -> str:
    """Points without needless zeros."""
    return f"{round(value, 2):g}"


def span(low: float, high: float) -> str:
    """A range of points, or one number where it is none."""
    return number(low) if low == high else f"{number(low)} – {number(high)}"
