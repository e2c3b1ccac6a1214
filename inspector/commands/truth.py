"""The command that measures how right the tool is."""

from __future__ import annotations

from pathlib import Path

import click

from inspector.commands import LANGUAGE, PROFILE, examples, leave_after


@click.command()
@click.argument("labels", type=click.Path(path_type=Path), default=Path("tests/truth"))
@click.option(
    "--pages",
    type=click.Path(path_type=Path),
    help="Where labelled pages lie that do not ship with their labels; without it they are left out.",
)
@click.option("--write", is_flag=True, help="Write the tables to docs/truth.md and rules/precision.toml.")
@click.option("--differences", is_flag=True, help="Print every difference.")
@PROFILE
@LANGUAGE
@examples(
    "inspector truth",
    "inspector truth --pages real-pages/ --write",
    "inspector truth my-labels/ --pages saved-pages/ --differences",
)
def truth(
    labels: Path, pages: Path | None, write: bool, differences: bool, profile_id: str, lang: str | None
) -> None:
    """Measure facts and findings against pages that people have labelled.

    The tables are in English, as in the documentation.
    """
    from inspector.running import standard
    from inspector.truth import measure, measure_sites, read_labels
    from inspector.truth.tables import markdown, write_docs, write_precision

    def run() -> int:
        rules, profile = standard(profile_id)
        result = measure(read_labels(labels, pages), rules, profile)
        measure_sites(result, labels, pages, rules, profile)
        if differences:
            click.echo("\n".join(result.differences))
        click.echo(markdown(result))
        if write:
            write_docs(result, Path("docs/truth.md"))
            write_precision(result, Path("rules/precision.toml"))
        return 0

    leave_after(run)
