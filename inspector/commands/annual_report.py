"""The command that judges annual reports on disclosure."""

from __future__ import annotations

from pathlib import Path

import click

from inspector.commands import LANGUAGE, examples, language, leave_after


@click.command("annual-report")
@click.argument("targets", nargs=-1, metavar="FILE|URL...")
@click.option("--year", type=click.IntRange(2008, 2100), help="The year that the report must be for.")
@click.option(
    "--previous",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Last year's report of the same body: carried-over figures and repeated text are compared.",
)
@click.option("--excerpt", is_flag=True, help="Not the whole report: what is missing is not judged.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Judge all reports below a folder: a table of bodies and checks, and the ranking.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["terminal", "json", "xlsx"]),
    default="terminal",
    show_default=True,
    help="Form of the result.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; xlsx needs one.")
@click.option("--all", "show_all", is_flag=True, help="Show every hint, and all sums and equations judged.")
@LANGUAGE
@examples(
    "inspector annual-report draft.docx --year 2025 --previous 2024.pdf",
    "inspector annual-report https://www.example.gov.cn/zfxxgk/nb/t20260120_1.html --lang zh",
    "inspector annual-report --folder city/ --format xlsx --out city.xlsx",
)
def annual_report(
    targets: tuple[str, ...],
    year: int | None,
    previous: Path | None,
    excerpt: bool,
    folder: Path | None,
    format_: str,
    out: Path | None,
    show_all: bool,
    lang: str | None,
) -> None:
    """Judge annual reports on disclosure: parts, tables and arithmetic (HTML, .docx, .pdf, .xlsx, text).

    Exit code 1 where an error was found; hints for a person do not count.
    """
    from inspector.annual_report.command import run

    def work() -> int:
        text, code = run(
            targets,
            year=year,
            previous=previous,
            excerpt=excerpt,
            folder=folder,
            format_=format_,
            out=out,
            show_all=show_all,
            lang=language(lang),
        )
        if text:
            click.echo(text, nl=not text.endswith("\n"))
        return code

    leave_after(work)
