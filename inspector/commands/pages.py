"""The command on single pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from inspector.commands import (
    ALL,
    FAIL_BELOW,
    FORMAT,
    LANGUAGE,
    PREVIOUS,
    PROFILE,
    TODAY,
    clock_day,
    complete_rules,
    examples,
    language,
    print_report,
)


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option("--url", help="The address that a file, or the top of a folder, stands for.")
@click.option(
    "--only",
    multiple=True,
    metavar="RULE",
    shell_complete=complete_rules,
    help="Judge by this rule only (may be repeated).",
)
@click.option("--explain-kind", is_flag=True, help="Print the signs by which each page's kind was told.")
@PROFILE
@TODAY
@FORMAT
@FAIL_BELOW
@PREVIOUS
@ALL
@LANGUAGE
@examples(
    "inspector check https://www.example.gov.cn/",
    "inspector check page.html --url https://www.example.gov.cn/a/t20260101_1.html",
    "inspector check saved-pages/ --only head-tags --format json",
    "inspector check https://www.example.gov.cn/zwgk/ --previous inspections/example",
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
    previous: Path | None,
    show_all: bool,
    lang: str | None,
) -> None:
    """Judge single pages at once: addresses, HTML files, or folders of them."""
    from inspector.checking import check_targets

    print_report(
        lambda: check_targets(
            targets,
            url=url,
            only=only,
            explain_kind=explain_kind,
            profile_id=profile_id,
            today=today or clock_day(),
            previous=previous,
            format_=format_,
            lang=language(lang),
            show_all=show_all,
        ),
        fail_below,
    )
