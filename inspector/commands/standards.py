"""The commands that show rules and standards."""

from __future__ import annotations

import click

from inspector.commands import (
    LANGUAGE,
    examples,
    language,
    leave_after,
)


@click.command()
@LANGUAGE
def rules(lang: str | None) -> None:
    """List the rules."""
    from inspector.explaining import rules_table
    from inspector.rule import load_rules

    click.echo(rules_table(load_rules(), language(lang)))


@click.command()
@LANGUAGE
def profiles(lang: str | None) -> None:
    """List the standards (profiles)."""
    from inspector.explaining import profiles_table
    from inspector.profile import load_profile, profile_ids
    from inspector.rule import load_rules

    def run() -> int:
        known = load_rules()
        click.echo(profiles_table([load_profile(name, known) for name in profile_ids()], language(lang)))
        return 0

    leave_after(run)


@click.command()
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
            explained(name, known, [load_profile(one, known) for one in profile_ids()], language(lang))
        )
        return 0

    leave_after(run)
