"""The commands, a module a subject; each module's commands are found by looking in it.

Here stands what they share: options, and how a command ends. What is heavy is imported by the command that
needs it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime
from gettext import gettext
from inspect import cleandoc
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click
from click.shell_completion import CompletionItem

from inspector.messages import _

if TYPE_CHECKING:
    from inspector.errors import UsageError

#: POSIX's number of the signal; a shell says 128 more of a program that it ended.
SIGPIPE = 13

#: Years in which an inspection can be: any further and the days that it counts with leave the calendar.
YEARS = range(1990, 2101)

F = TypeVar("F", bound=Callable[..., Any])

EXIT_CODES = {
    0: "all well",
    1: "below the threshold of --fail-below, or a veto clause is broken; for verify: a number differs",
    2: "wrong usage: an unknown option, rule, profile, file or address; a folder or disk that refuses",
    3: "too little could be seen to judge",
    70: "a defect of this program",
    130: "stopped by Ctrl-C before there was anything to report",
    141: "who read the output closed it before its end (of a report, the code of its verdict is kept)",
}


class Number(click.FloatRange):
    """A number within limits; "nan" and "inf", which Python takes for numbers, are none."""

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        """Read a number."""
        number = super().convert(value, parameter, context)
        if not isfinite(number):
            self.fail(gettext(_("{value!r} is no number")).format(value=value), parameter, context)
        return number

    def _describe_range(self) -> str:
        return "" if self.min is None and self.max is None else super()._describe_range()


def complete_rules(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Ids of rules that begin so, for the shell."""
    from inspector.rule import load_rules

    return sorted(name for name in load_rules() if name.startswith(begun))


def complete_profiles(
    _context: click.Context, _parameter: click.Parameter, begun: str
) -> list[str | CompletionItem]:
    """Ids of standards that begin so, else files, for the shell."""
    from inspector.profile import profile_ids

    names = [name for name in profile_ids() if name.startswith(begun)]
    return [*names] or [CompletionItem(begun, type="file")]


LANGUAGE = click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the output.")
PROFILE = click.option(
    "--profile",
    "profile_id",
    default="cn-2019",
    show_default=True,
    shell_complete=complete_profiles,
    help="Standard to judge by: an id or a .toml file.",
)
FORMAT = click.option(
    "--format",
    "format_",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="Form of the report.",
)
FAIL_BELOW = click.option(
    "--fail-below",
    type=Number(),
    metavar="POINTS",
    help="Exit with 1 if the highest possible score is below this.",
)
WITHOUT = click.option(
    "--without",
    multiple=True,
    metavar="FUNCTION",
    help="A function the body does not have, e.g. services: "
    "its clauses are left out and the rest is stretched.",
)
PREVIOUS = click.option(
    "--previous",
    type=click.Path(path_type=Path, file_okay=False),
    help="Earlier inspection of the site: its false alarms, lasting judgements and ledger are taken over; "
    "dates of publication that changed since are suspected (not by check).",
)
LEDGER = click.option(
    "--ledger",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Columns as the office corrected them (see inspector columns); they hold from then on.",
)
NEW_MEDIA = click.option(
    "--new-media",
    type=click.Path(path_type=Path, dir_okay=False),
    help="List of the body's new media accounts (CSV or TOML: name, platform, url, updated).",
)
SEED = click.option(
    "--seed",
    type=click.IntRange(min=0),
    help="Draw random samples by this number, to repeat those of another inspection.",
)
ALL = click.option("--all", "show_all", is_flag=True, help="Show every finding, not the first of each rule.")


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> date:
        """Read a day, or say how one is written."""
        try:
            day = value if isinstance(value, date) else date.fromisoformat(value)
            if day.year not in YEARS:
                raise ValueError(day.year)
            return day
        except ValueError:
            message = gettext(_("{value!r} is no day from 1990 to 2100; write it as 2026-01-31"))
            self.fail(message.format(value=value), parameter, context)


class HostName(click.ParamType[str]):
    """The name of a host, as browsers write it: lower case, without scheme, port or path."""

    name = "host"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> str:
        """Read a name, or say how one is written."""
        from inspector.urls import canonical, host

        named = host(canonical(f"http://{value}/"))
        if not named or any(sign in value for sign in " /\\@:?#"):
            message = gettext(_("{value!r} is no name of a host; write it as www.example.gov.cn"))
            self.fail(message.format(value=value), parameter, context)
        return named


TODAY = click.option("--today", type=Day(), help="Day of inspection; without it, the day of the clock.")


def examples(*lines: str) -> Callable[[F], F]:
    """Give a command's help a block of examples."""

    def add(function: F) -> F:
        text = "\n".join(f"  {line}" for line in lines)
        function.__doc__ = f"{cleandoc(function.__doc__ or '')}\n\n\b\nExamples:\n{text}\n"
        return function

    return add


def print_report(work: Callable[[], Any], fail_below: float | None) -> NoReturn:
    """Do a command's work, print its report, and leave with the exit code of the verdict."""

    def run() -> int:
        answer = work()
        if answer is None:
            return 0
        print_pieces(answer.pieces)
        for error in answer.wrong:
            _complain(error)
        return int(answer.exit_code(fail_below))

    leave_after(run)


def print_pieces(pieces: Iterable[str]) -> None:
    """Print a report, or as much of it as is read."""
    piece = ""
    try:
        for piece in pieces:
            click.echo(piece, nl=False)
        if not piece.endswith("\n"):
            click.echo()
    except BrokenPipeError:
        _hush()


def _hush() -> None:
    """Write to nobody from now on: who read the output has closed it."""
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def leave_after(run: Callable[[], int]) -> NoReturn:
    """Leave with the exit code of `run`; what goes wrong outside the program is one sentence on stderr."""
    import sqlite3
    from json import JSONDecodeError

    from inspector.errors import UsageError

    try:
        sys.exit(run())
    except UsageError as error:
        _complain(error)
    except BrokenPipeError:
        _hush()
        sys.exit(128 + SIGPIPE)
    except (sqlite3.DatabaseError, OSError) as error:
        from inspector.refusals import refusal

        _complain(refusal(error))
    except JSONDecodeError:  # what others give us is asked for its form where it is read
        from inspector.refusals import damaged

        _complain(damaged(_("malformed JSON")))
    except KeyboardInterrupt:
        _complain(UsageError(_("stopped; run the same command again to go on")))
        sys.exit(130)
    except Exception as error:  # a defect of ours: told in one sentence, whole on demand
        if os.environ.get("INSPECTOR_DEBUG"):
            raise
        message = _(
            "a defect of this program, please report it ({error}); nothing stored is lost. "
            "INSPECTOR_DEBUG=1 shows where it happened"
        )
        _complain(UsageError(message, error=f"{type(error).__name__}: {error}"))
        sys.exit(70)
    sys.exit(2)


def _complain(error: UsageError) -> None:
    """Write a sentence to stderr, in the language that the command was asked to speak."""
    context = click.get_current_context(silent=True)
    lang = language(context.params.get("lang") if context else None)
    click.echo(f"inspector: {error.said(lang)}", err=True)


def language(lang: str | None) -> str:
    """The language to speak, see `inspector.locale.detect`."""
    from inspector.locale import detect

    return detect(lang, os.environ)


def clock_day() -> date:
    """The day of the clock; nothing below the commands asks for it."""
    return datetime.now().date()
