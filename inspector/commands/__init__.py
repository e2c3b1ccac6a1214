"""The commands, a module a subject; each module's commands are found by looking in it.

Here stands what they share: options, and how a command ends. What is heavy is imported by the command that
needs it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from inspect import cleandoc
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

EXIT_CODES = {
    0: "all well",
    1: "below the threshold of --fail-below, or a veto clause is broken; for verify: a number differs",
    2: "wrong usage: an unknown option, rule, profile, file or address",
    3: "too little could be seen to judge",
    70: "a defect of this program",
    130: "stopped by Ctrl-C before there was anything to report",
}
LANGUAGE = click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the output.")
PROFILE = click.option(
    "--profile",
    "profile_id",
    default="cn-2019",
    show_default=True,
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
    type=float,
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
    help="Earlier inspection of the site: its false alarms, lasting judgements and ledger are taken over.",
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
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2026-01-31", parameter, context)


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
        click.echo(answer.text, nl=not answer.text.endswith("\n"))
        return int(answer.exit_code(fail_below))

    leave_after(run)


def leave_after(run: Callable[[], int]) -> NoReturn:
    """Leave with the exit code of `run`; what goes wrong outside the program is one sentence on stderr."""
    import sqlite3

    from inspector.errors import UsageError

    try:
        sys.exit(run())
    except UsageError as error:
        click.echo(f"inspector: {error}", err=True)
    except (sqlite3.OperationalError, OSError) as error:
        full = "full" in str(error) or getattr(error, "errno", None) == 28
        mend = (
            "free some space and run the same command again; it goes on where it stopped"
            if full
            else ("check the folder and its permissions, then run the same command again")
        )
        click.echo(f"inspector: {error}: {mend}", err=True)
    except KeyboardInterrupt:
        click.echo("inspector: stopped; run the same command again to go on", err=True)
        sys.exit(130)
    except Exception as error:  # a defect of ours: told in one sentence, whole on demand
        if os.environ.get("INSPECTOR_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}"
        click.echo(
            f"inspector: a defect of this program, please report it ({what}); nothing stored is lost. "
            "INSPECTOR_DEBUG=1 shows where it happened",
            err=True,
        )
        sys.exit(70)
    sys.exit(2)


def language(lang: str | None) -> str:
    """The language to speak, see `inspector.locale.detect`."""
    from inspector.locale import detect

    return detect(lang, os.environ)


def clock_day() -> date:
    """The day of the clock; nothing below the commands asks for it."""
    return datetime.now().date()
