"""The commands that show rules and standards."""

from __future__ import annotations

from pathlib import Path

import click

from inspector.commands import (
    LANGUAGE,
    complete_profiles,
    complete_rules,
    examples,
    language,
    leave_after,
)


@click.command()
@LANGUAGE
@examples("inspector rules", "inspector rules --lang zh")
def rules(lang: str | None) -> None:
    """List the rules."""
    from inspector.explaining import rules_table
    from inspector.rule import load_rules

    def run() -> int:
        click.echo(rules_table(load_rules(), language(lang)))
        return 0

    leave_after(run)


@click.group(invoke_without_command=True)
@LANGUAGE
@click.pass_context
@examples("inspector profiles", "inspector profiles diff cn-2019 my-city.toml --on inspections/example")
def profiles(context: click.Context, lang: str | None) -> None:
    """List the standards (profiles), or compare two of them."""
    if context.invoked_subcommand:
        return
    from inspector.explaining import profiles_table
    from inspector.profile import load_profile, profile_ids
    from inspector.rule import load_rules

    def run() -> int:
        known = load_rules()
        click.echo(profiles_table([load_profile(name, known) for name in profile_ids()], language(lang)))
        return 0

    leave_after(run)


@profiles.command("diff")
@click.argument("a", shell_complete=complete_profiles)
@click.argument("b", shell_complete=complete_profiles)
@click.option(
    "--on",
    "folder",
    type=click.Path(path_type=Path, exists=True),
    help="Judge the evidence of this inspection under both, and show the points that change.",
)
@LANGUAGE
@examples(
    "inspector profiles diff cn-2019 my-city.toml",
    "inspector profiles diff cn-2019 cn-disclosure --on inspections/example --lang zh",
)
def _diff(a: str, b: str, folder: Path | None, lang: str | None) -> None:
    """Show what differs between two standards, clause by clause."""
    from inspector.profile import load_profile
    from inspector.profile.diff import inspection_diff, profiles_diff
    from inspector.rule import load_rules

    def run() -> int:
        known = load_rules()
        old, new = load_profile(a, known), load_profile(b, known)
        if folder:
            click.echo(inspection_diff(old, new, folder, known, language(lang)))
        else:
            click.echo(profiles_diff(old, new, language(lang)))
        return 0

    leave_after(run)


def _complete_name(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Rules that begin so, and the clauses of all standards."""
    from inspector.profile import load_profile, profile_ids
    from inspector.rule import load_rules

    rules = load_rules()
    clauses = {clause.id for name in profile_ids() for clause in load_profile(name, rules).clause}
    return [
        *complete_rules(context, parameter, begun),
        *sorted(one for one in clauses if one.startswith(begun)),
    ]


@click.command()
@click.argument("name", metavar="RULE|CLAUSE", shell_complete=_complete_name)
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
