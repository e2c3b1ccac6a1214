"""The commands by which people judge."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from inspector.commands import LANGUAGE, Day, clock_day, examples, language, leave_after

FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write, .xlsx or .csv; without it, both into the folder.",
)
OVERWRITE = click.option("--overwrite", is_flag=True, help="Write over a file that is there already.")


@click.command()
@FOLDER
@OUT
@OVERWRITE
@click.option("--all", "everything", is_flag=True, help="List also what is settled, to be revised or waived.")
@click.option(
    "--read", "file", type=click.Path(path_type=Path, dir_okay=False), help="Take a list that was filled in."
)
@click.option("--by", metavar="NAME", help="Who judged, where a line of the list names nobody.")
@click.option(
    "--on", "day", type=Day(), help="When, where a line names no day; without it, the day of the clock."
)
@LANGUAGE
@examples(
    "inspector judge inspections/example",
    "inspector judge inspections/example --read worklist.xlsx --by 'Zhang San'",
)
def judge(
    folder: Path,
    out: Path | None,
    overwrite: bool,
    everything: bool,
    file: Path | None,
    by: str | None,
    day: date | None,
    lang: str | None,
) -> None:
    """Write what is open as a work list for people, or read their answers and settle the score."""
    from inspector.people.judging import read_list, write_list

    def run() -> int:
        speak = language(lang)
        if file:
            text = read_list(folder, file, by=by, day=day or clock_day(), lang=speak)
        else:
            text = write_list(folder, out, everything=everything, overwrite=overwrite, lang=speak)
        click.echo(text)
        return 0

    leave_after(run)


@click.command()
@FOLDER
@OUT
@OVERWRITE
@LANGUAGE
@examples(
    "inspector columns inspections/example",
    "inspector report inspections/example --ledger inspections/example/columns.xlsx",
)
def columns(folder: Path, out: Path | None, overwrite: bool, lang: str | None) -> None:
    """Write the columns found, for the office to correct class, period and owner (then --ledger FILE)."""
    from inspector.people.judging import write_columns

    def run() -> int:
        click.echo(write_columns(folder, out, overwrite=overwrite, lang=language(lang)))
        return 0

    leave_after(run)
