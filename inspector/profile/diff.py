"""What differs between two standards, clause by clause, and what that changes in a score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from inspector import store
from inspector.messages import _
from inspector.profile import Profile
from inspector.replaying import replayed
from inspector.report import clause_text
from inspector.report._paper import Paper, number
from inspector.rule import Rule
from inspector.score import Line, Score

#: What of a profile is told besides its clauses and options.
SETTINGS = (
    "full",
    "bonus",
    "qualify",
    "bonus_above",
    "veto_score",
    "left_out",
    "least_pages",
    "obey_robots",
    "valid_from",
    "valid_until",
    "optional",
    "section",
    "advice",
)


def profiles_diff(a: Profile, b: Profile, lang: str, *, width: int | None = None) -> str:
    """The settings, options and clauses in which two standards differ."""
    paper = Paper(lang, width)
    _heads(paper, a, b)
    lines = [*_settings(a, b), *_options(a, b)]
    for line in lines:
        paper.line(line, indent=2, hang=2)
    old, new = ({clause.id: clause for clause in profile.clause} for profile in (a, b))
    for name in [*old, *(name for name in new if name not in old)]:
        if name not in new:
            _named(paper, "-", name, clause_text(old[name].title, lang), _cost(paper, a, name))
        elif name not in old:
            _named(paper, "+", name, clause_text(new[name].title, lang), _cost(paper, b, name))
        elif changed := list(_changes(old[name].model_dump(mode="json"), new[name].model_dump(mode="json"))):
            _named(paper, "~", name, clause_text(new[name].title, lang), "")
            for line in changed:
                paper.line(line, indent=6, hang=2)
    if a.version == b.version:
        paper.line(paper.translate(_("The two standards say the same.")))
    return paper.text()


def inspection_diff(
    a: Profile, b: Profile, folder: Path, rules: Mapping[str, Rule], lang: str, *, width: int | None = None
) -> str:
    """The same evidence judged under two standards: verdict, score, and points clause by clause.

    What people said of findings is taken over, and of clauses where the standard is the one they judged by.
    """
    scores = [_judged(folder, rules, profile) for profile in (a, b)]
    paper = Paper(lang, width)
    _heads(paper, a, b)
    for sign, (result, versions) in zip("-+", scores, strict=True):
        span = paper.say(_("{low} to {high} points"), low=number(result.low), high=number(result.high))
        paper.line(f"{sign} {result.verdict.value}: {span}", indent=2)
        paper.line(paper.say(_("rules {version}"), version=versions), indent=6)
    old, new = ({line.clause.id: line for line in result.lines} for result, _version in scores)
    rows = [
        [sign, name, clause_text((new.get(name) or old[name]).clause.title, lang), before, after]
        for name in [*old, *(name for name in new if name not in old)]
        for before, after in [(_points(old.get(name)), _points(new.get(name)))]
        for sign in ["~" if name in old and name in new else "-" if name in old else "+"]
        if before != after
    ]
    if rows:
        paper.grid([[_cell(text) for text in row] for row in rows], right=(3, 4), wide=2)
    else:
        paper.line(paper.translate(_("No line of the score sheet changes.")), indent=2)
    return paper.text()


def _judged(folder: Path, rules: Mapping[str, Rule], profile: Profile) -> tuple[Score, str]:
    with replayed(folder, None, rules, profile) as inspection:
        without = tuple(
            name for name in store.get(inspection.connection, "without", []) if name in profile.optional
        )
        return inspection.score(without), store.get(inspection.connection, "rules_version", "")


def _cell(text: str) -> Any:
    from rich.text import Text

    return Text(text)


def _heads(paper: Paper, a: Profile, b: Profile) -> None:
    for sign, profile in (("-", a), ("+", b)):
        title = clause_text(profile.title, paper.lang)
        version = paper.say(_("version {version}"), version=profile.version)
        paper.line((f"{sign} {profile.id}", "bold"), f"  {title} ({profile.source}) · {version}", hang=4)
    paper.blank()


def _settings(a: Profile, b: Profile) -> Iterator[str]:
    old, new = a.model_dump(mode="json"), b.model_dump(mode="json")
    for name in SETTINGS:
        if old[name] != new[name]:
            yield f"{name}: {_value(old[name])} → {_value(new[name])}"


def _options(a: Profile, b: Profile) -> Iterator[str]:
    for rule in sorted(a.options.keys() | b.options.keys()):
        old, new = a.options.get(rule, {}), b.options.get(rule, {})
        for option in sorted(old.keys() | new.keys()):
            if old.get(option) != new.get(option):
                yield f"{rule}.{option}: {_value(old.get(option))} → {_value(new.get(option))}"


def _changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    return (f"{key}: {_value(old[key])} → {_value(new[key])}" for key in old if old[key] != new[key])


def _named(paper: Paper, sign: str, name: str, title: str, cost: str) -> None:
    paper.line((f"{sign} {name}", "bold"), f"  {title}{cost}", indent=2, hang=4)


def _cost(paper: Paper, profile: Profile, name: str) -> str:
    clause = next(clause for clause in profile.clause if clause.id == name)
    if clause.part == "veto":
        return " (veto)"
    return " (" + paper.say(_("{points} points"), points=number(profile.cap(clause))) + ")"


def _points(line: Line | None) -> str:
    """What a line takes for certain and besides, in points of the score."""
    if line is None:
        return "–"
    if line.clause.part == "veto":
        return line.outcome.value
    low, high = line.taken * line.worth, (line.taken + line.at_risk) * line.worth
    return number(low) if low == high else f"{number(low)}…{number(high)}"


def _value(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_value, value)) + "]"
    return number(value) if isinstance(value, float) else str(value)
