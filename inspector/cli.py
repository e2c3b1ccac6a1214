"""The commands. What is heavy is imported by the command that needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from inspector import __version__

F = TypeVar("F", bound=Callable[..., Any])

EXIT_CODES = {
    0: "all well",
    1: "below the threshold of --fail-below, or a veto clause is broken; for verify: a number differs",
    2: "wrong usage: an unknown option, rule, profile, file or address",
    3: "too little could be seen to judge",
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
    help="A function the body does not have, e.g. services: its clauses are left out and the rest is stretched.",
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
        function.__doc__ = f"{function.__doc__}\n\n\b\nExamples:\n{text}\n"
        return function

    return add


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="site-inspector")
def cli() -> None:
    """Inspect government websites against published standards, and show the arithmetic.

    \b
    Exit codes: 0 all well; 1 below --fail-below, or a veto; 2 wrong usage;
    3 too little could be seen to judge.
    """


@cli.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option("--url", help="The address that a file, or the top of a folder, stands for.")
@click.option("--only", multiple=True, metavar="RULE", help="Judge by this rule only (may be repeated).")
@click.option("--explain-kind", is_flag=True, help="Print the signs by which each page's kind was told.")
@PROFILE
@TODAY
@FORMAT
@FAIL_BELOW
@ALL
@LANGUAGE
@examples(
    "inspector check https://www.example.gov.cn/",
    "inspector check page.html --url https://www.example.gov.cn/a/t20260101_1.html",
    "inspector check saved-pages/ --only head-tags --format json",
)
def check(
    targets: tuple[str, ...],
    url: str | None,
    only: tuple[str, ...],
    explain_kind: bool,
    profile_id: str,
    today: date | None,
    format_: str,
    fail_below: float | None,
    show_all: bool,
    lang: str | None,
) -> None:
    """Judge single pages at once: addresses, HTML files, or folders of them."""
    from inspector.checking import check_targets

    _run(
        lambda: check_targets(
            targets,
            url=url,
            only=only,
            explain_kind=explain_kind,
            profile_id=profile_id,
            today=today or _today(),
            format_=format_,
            lang=_language(lang),
            show_all=show_all,
        ),
        fail_below,
    )


@cli.command()
@click.argument("url")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder of this inspection.",
)
@click.option("--max-pages", type=click.IntRange(min=1), help="Stop after so many pages.")
@click.option(
    "--max-minutes", type=click.FloatRange(min=0, min_open=True), help="Stop after so many minutes."
)
@click.option("--delay", type=click.FloatRange(min=0), help="Seconds between two requests to a host.")
@click.option("--official-host", help="Judge the domain name by this host (for copies and tests).")
@PROFILE
@TODAY
@FORMAT
@FAIL_BELOW
@WITHOUT
@ALL
@LANGUAGE
@examples(
    "inspector crawl https://www.example.gov.cn/ --out inspections/example",
    "inspector crawl https://www.example.gov.cn/ --out inspections/example --max-pages 500 --lang zh",
)
def crawl(
    url: str,
    out: Path,
    max_pages: int | None,
    max_minutes: float | None,
    delay: float | None,
    official_host: str | None,
    profile_id: str,
    today: date | None,
    format_: str,
    fail_below: float | None,
    without: tuple[str, ...],
    show_all: bool,
    lang: str | None,
) -> None:
    """Crawl a site politely, keep the evidence, judge it and print the report.

    Run again on the same folder it goes on where it stopped. Ctrl-C stops it cleanly; what was seen
    until then is judged.
    """
    from inspector.running import crawl_site

    _run(
        lambda: crawl_site(
            url,
            out,
            max_pages=max_pages,
            max_minutes=max_minutes,
            delay=delay,
            official_host=official_host,
            profile_id=profile_id,
            today=today,
            without=without,
            format_=format_,
            lang=_language(lang),
            show_all=show_all,
        ),
        fail_below,
    )


@cli.command()
@click.argument("evidence", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the new database; without it, none.",
)
@click.option("--url", help="Address of the site; without it, taken from the evidence.")
@click.option("--official-host", help="Judge the domain name by this host (for copies and tests).")
@PROFILE
@TODAY
@FORMAT
@FAIL_BELOW
@WITHOUT
@ALL
@LANGUAGE
@examples(
    "inspector replay inspections/example",
    "inspector replay crawl.warc.gz --profile cn-2019 --today 2026-01-31",
)
def replay(
    evidence: Path,
    out: Path | None,
    url: str | None,
    official_host: str | None,
    profile_id: str,
    today: date | None,
    format_: str,
    fail_below: float | None,
    without: tuple[str, ...],
    show_all: bool,
    lang: str | None,
) -> None:
    """Judge archived evidence again, offline: an inspection's folder, or any WARC file."""
    from inspector.running import replay_evidence

    _run(
        lambda: replay_evidence(
            evidence,
            out,
            url=url,
            official_host=official_host,
            profile_id=profile_id,
            today=today,
            without=without,
            format_=format_,
            lang=_language(lang),
            show_all=show_all,
        ),
        fail_below,
    )


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@FORMAT
@FAIL_BELOW
@ALL
@LANGUAGE
@examples(
    "inspector report inspections/example --lang zh", "inspector report inspections/example --format json"
)
def report(folder: Path, format_: str, fail_below: float | None, show_all: bool, lang: str | None) -> None:
    """Print the report of a stored inspection."""
    from inspector.running import report_folder

    _run(
        lambda: report_folder(folder, format_=format_, lang=_language(lang), show_all=show_all),
        fail_below,
    )


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@LANGUAGE
@examples("inspector verify inspections/example")
def verify(folder: Path, lang: str | None) -> None:
    """Recompute a stored inspection from its evidence, and say where a number differs."""
    from inspector.verifying import verify_folder

    def run() -> int:
        text, same = verify_folder(folder, _language(lang))
        click.echo(text)
        return 0 if same else 1

    sys.exit(_guarded(run))


@cli.command()
@LANGUAGE
def rules(lang: str | None) -> None:
    """List the rules."""
    from inspector.explaining import rules_table
    from inspector.rule import load_rules

    click.echo(rules_table(load_rules(), _language(lang)))


@cli.command()
@LANGUAGE
def profiles(lang: str | None) -> None:
    """List the standards (profiles)."""
    from inspector.explaining import profiles_table
    from inspector.profile import load_profile, profile_ids
    from inspector.rule import load_rules

    def run() -> int:
        known = load_rules()
        click.echo(profiles_table([load_profile(name, known) for name in profile_ids()], _language(lang)))
        return 0

    sys.exit(_guarded(run))


@cli.command()
@click.argument("name", metavar="RULE|CLAUSE")
@LANGUAGE
@examples("inspector explain dead-link", "inspector explain CN2019.V4.1 --lang zh")
def explain(name: str, lang: str | None) -> None:
    """Explain a rule, or a clause of a standard: what it demands, why, and how to mend a breach."""
    from inspector.explaining import explain as explained
    from inspector.profile import load_profile, profile_ids
    from inspector.rule import load_rules

    def run() -> int:
        known = load_rules()
        click.echo(
            explained(name, known, [load_profile(one, known) for one in profile_ids()], _language(lang))
        )
        return 0

    sys.exit(_guarded(run))


@cli.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the inspection; without it, inspections/demo-DATE.",
)
@click.option("--serve", is_flag=True, help="Only serve the sample portal until Ctrl-C.")
@TODAY
@FORMAT
@ALL
@LANGUAGE
@examples("inspector demo", "inspector demo --lang zh", "inspector demo --serve")
def demo(out: Path, serve: bool, today: date | None, format_: str, show_all: bool, lang: str | None) -> None:
    """Serve the embedded sample portal on this machine, inspect it and print the report."""
    from inspector.running import run_demo

    day = today or _today()
    _run(
        lambda: run_demo(
            out or Path(f"inspections/demo-{day}"),
            serve_only=serve,
            today=day,
            format_=format_,
            lang=_language(lang),
            show_all=show_all,
        ),
        None,
    )


def main() -> NoReturn:
    """The command `inspector`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    cli()
    sys.exit(0)


def _run(work: Callable[[], Any], fail_below: float | None) -> NoReturn:
    """Do a command's work, print its report, and leave with the exit code of the verdict."""

    def run() -> int:
        answer = work()
        if answer is None:
            return 0
        click.echo(answer.text, nl=not answer.text.endswith("\n"))
        return int(answer.exit_code(fail_below))

    sys.exit(_guarded(run))


def _guarded(run: Callable[[], int]) -> int:
    """Turn what can go wrong outside the program into one sentence on stderr."""
    import sqlite3

    from inspector.errors import UsageError

    try:
        return run()
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
        return 130
    return 2


def _language(lang: str | None) -> str:
    from inspector.locale import detect

    return detect(lang, os.environ)


def _today() -> date:
    return datetime.now().date()
