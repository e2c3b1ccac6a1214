"""The commands on whole sites."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from inspector.commands import (
    ALL,
    FAIL_BELOW,
    FORMAT,
    LANGUAGE,
    LEDGER,
    NEW_MEDIA,
    PREVIOUS,
    PROFILE,
    SEED,
    TODAY,
    WITHOUT,
    HostName,
    Number,
    clock_day,
    examples,
    language,
    leave_after,
    print_pieces,
    print_report,
)


@click.command()
@click.argument("url")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder of this inspection.",
)
@click.option("--max-pages", type=click.IntRange(min=1), help="Stop after so many pages.")
@click.option("--max-minutes", type=Number(min=0, min_open=True), help="Stop after so many minutes.")
@click.option(
    "--outside",
    type=click.IntRange(min=0),
    default=0,
    help="When the site is done, check so many links to other sites.",
)
@click.option(
    "--search",
    type=click.IntRange(min=0, max=20),
    default=3,
    show_default=True,
    help="At the end ask the site's own search for so many titles that it published; 0 asks nothing.",
)
@click.option("--delay", type=Number(min=0), help="Seconds between two requests to a host.")
@click.option(
    "--official-host", type=HostName(), help="Judge the domain name by this host (for copies and tests)."
)
@click.option(
    "--render",
    is_flag=True,
    help="Draw the pages that show their content only in a browser (needs the extra [browser] and Chromium).",
)
@PROFILE
@TODAY
@FORMAT
@FAIL_BELOW
@WITHOUT
@PREVIOUS
@LEDGER
@NEW_MEDIA
@SEED
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
    outside: int,
    search: int,
    delay: float | None,
    official_host: str | None,
    render: bool,
    profile_id: str,
    today: date | None,
    format_: str,
    fail_below: float | None,
    without: tuple[str, ...],
    previous: Path | None,
    ledger: Path | None,
    new_media: Path | None,
    seed: int | None,
    show_all: bool,
    lang: str | None,
) -> None:
    """Crawl a site politely, keep the evidence, judge it and print the report.

    Run again on the same folder it goes on where it stopped. Ctrl-C stops it cleanly; what was seen
    until then is judged.
    """
    from inspector.running import crawl_site

    print_report(
        lambda: crawl_site(
            url,
            out,
            max_pages=max_pages,
            max_minutes=max_minutes,
            outside=outside,
            search=search,
            delay=delay,
            official_host=official_host,
            render=render,
            profile_id=profile_id,
            today=today,
            without=without,
            previous=previous,
            ledger=ledger,
            new_media=new_media,
            seed=seed,
            format_=format_,
            lang=language(lang),
            show_all=show_all,
        ),
        fail_below,
    )


@click.command()
@click.argument("evidence", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the new database; without it, none.",
)
@click.option("--url", help="Address of the site; without it, taken from the evidence.")
@click.option(
    "--official-host", type=HostName(), help="Judge the domain name by this host (for copies and tests)."
)
@PROFILE
@TODAY
@FORMAT
@FAIL_BELOW
@WITHOUT
@PREVIOUS
@LEDGER
@NEW_MEDIA
@SEED
@ALL
@LANGUAGE
@examples(
    "inspector replay inspections/example",
    "inspector replay crawl.warc.gz --profile cn-2019 --today 2026-01-31",
    "inspector replay archives/ --url https://www.example.gov.cn/",
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
    previous: Path | None,
    ledger: Path | None,
    new_media: Path | None,
    seed: int | None,
    show_all: bool,
    lang: str | None,
) -> None:
    """Judge archived evidence again, offline: an inspection's folder, any WARC file, or a folder of them."""
    from inspector.replaying import replay_evidence

    print_report(
        lambda: replay_evidence(
            evidence,
            out,
            url=url,
            official_host=official_host,
            profile_id=profile_id,
            today=today,
            without=without,
            previous=previous,
            ledger=ledger,
            new_media=new_media,
            seed=seed,
            format_=format_,
            lang=language(lang),
            show_all=show_all,
        ),
        fail_below,
    )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@FORMAT
@FAIL_BELOW
@click.option(
    "--if-fixed",
    "mended",
    multiple=True,
    metavar="RULE|CLAUSE|FINGERPRINT",
    help="Say also what the score would be if this were mended (may be repeated).",
)
@PREVIOUS
@LEDGER
@NEW_MEDIA
@ALL
@LANGUAGE
@examples(
    "inspector report inspections/example --lang zh", "inspector report inspections/example --format json"
)
def report(
    folder: Path,
    format_: str,
    fail_below: float | None,
    mended: tuple[str, ...],
    previous: Path | None,
    ledger: Path | None,
    new_media: Path | None,
    show_all: bool,
    lang: str | None,
) -> None:
    """Print the report of a stored inspection."""
    from inspector.running import report_folder

    print_report(
        lambda: report_folder(
            folder,
            mended=mended,
            previous=previous,
            ledger=ledger,
            new_media=new_media,
            format_=format_,
            lang=language(lang),
            show_all=show_all,
        ),
        fail_below,
    )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@LANGUAGE
@examples("inspector verify inspections/example")
def verify(folder: Path, lang: str | None) -> None:
    """Recompute a stored inspection from its evidence, and say where a number differs."""
    from inspector.verifying import verify_folder

    def run() -> int:
        text, same = verify_folder(folder, language(lang))
        click.echo(text)
        return 0 if same else 1

    leave_after(run)


@click.command()
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
    """Serve the embedded sample portal on this machine, inspect it and print the report.

    The portal has planted defects, a broken veto among them: the exit code is 0 all the same.
    """
    from inspector.running import run_demo

    day = today or clock_day()

    def run() -> int:
        answer = run_demo(
            out or Path(f"inspections/demo-{day}"),
            serve_only=serve,
            today=day,
            format_=format_,
            lang=language(lang),
            show_all=show_all,
        )
        if answer:
            print_pieces(answer.pieces)
        return 0

    leave_after(run)
