"""The command `inspector`: its commands are those of the modules in `inspector/commands`."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from typing import NoReturn

import click

from inspector import __version__, commands
from inspector.commands import EXIT_CODES, LANGUAGE
from inspector.commands.speaking import SpokenGroup

__all__ = ["EXIT_CODES", "cli", "main"]


@click.group(
    cls=SpokenGroup,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="site-inspector")
@LANGUAGE
@click.pass_context
def cli(context: click.Context, lang: str | None) -> None:
    """Inspect government websites against published standards, and show the arithmetic.

    \b
    Exit codes: 0 all well; 1 below --fail-below, or a veto; 2 wrong usage;
    3 too little could be seen to judge.
    """
    if context.invoked_subcommand is None:
        raise click.exceptions.NoArgsIsHelpError(context)


for _module in pkgutil.iter_modules(commands.__path__, f"{commands.__name__}."):
    for _name, _command in vars(importlib.import_module(_module.name)).items():
        if isinstance(_command, click.Command) and not _name.startswith("_"):  # those belong to a group
            cli.add_command(_command)


def main() -> NoReturn:
    """The command `inspector`."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by who called
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    cli(prog_name="inspector")
    sys.exit(0)
