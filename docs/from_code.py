"""The parts of the pages that are made from the code, so that they cannot part from it; `cog` puts them in.

python3 start.py --test says when a page is out of date; the command that renews them all:
.venv/bin/python -m cogapp -r -I docs README.md docs/*.md
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; bars and line ends inside a cell do not break it."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(value: object) -> str:
    return " ".join(("" if value is None else str(value)).split()).replace("|", "\\|")


def commands() -> str:
    """Every command with its one sentence."""
    from inspector.cli import cli

    return table(
        ["command", "what it does"],
        [
            (f"[`inspector {name}`](docs/commands.md#inspector-{name})", command.get_short_help_str(200))
            for name, command in sorted(cli.commands.items())
        ],
    )


def helps() -> str:
    """Every command's --help."""
    from inspector.cli import cli

    names = ["", *_names(cli)]
    return "\n\n".join(
        f"## inspector {name}\n\n```text\n{help_of(name)}\n```".replace(" \n", "\n") for name in names
    )


def _names(group: Any) -> Iterator[str]:
    """The commands of a group, and of the groups in it."""
    for name, command in sorted(group.commands.items()):
        yield name
        yield from (f"{name} {below}" for below in sorted(getattr(command, "commands", ())))


def help_of(command: str) -> str:
    """What `inspector COMMAND --help` prints."""
    from click.testing import CliRunner

    from inspector.cli import cli

    arguments = [*command.split(), "--help"]
    answer = CliRunner().invoke(cli, arguments, prog_name="inspector", terminal_width=90, color=False)
    return answer.output.rstrip()


def exit_codes() -> str:
    """What the exit codes mean."""
    from inspector.cli import EXIT_CODES

    return table(["code", "meaning"], list(EXIT_CODES.items()))


@cache
def _rules() -> Mapping[str, Any]:
    from inspector.rule import load_rules

    return load_rules()


@cache
def _profiles() -> tuple[Any, ...]:
    from inspector.profile import load_profile, profile_ids

    return tuple(load_profile(name, _rules()) for name in profile_ids())


def rules() -> str:
    """Every rule with what it demands."""
    return table(
        ["rule", "reads", "what it demands"],
        [
            (f"[{rule.id}](docs/rules.md#{rule.id})", f"one {rule.scope}", rule.title)
            for rule in _rules().values()
        ],
    )


def rule_pages() -> str:
    """Every rule with its reasons, options and the clauses that it serves."""
    return "\n\n".join(_rule_page(rule) for rule in _rules().values())


def _rule_page(rule: Any) -> str:
    lines = [
        f"## {rule.id}",
        rule.title,
        f"**Why.** {_sentence(rule.why)}",
        f"**Fix.** {_sentence(rule.fix)}",
    ]
    if rule.options:
        rows = [
            (
                f"`{name}`",
                _value(default),
                *(_value(p.options.get(rule.id, {}).get(name, "")) for p in _profiles()),
            )
            for name, default in rule.options.items()
        ]
        lines.append(table(["option", "default", *(f"in {p.id}" for p in _profiles())], rows))
    clauses = [
        f"{clause.id} ({clause.title.zh})"
        for profile in _profiles()
        for clause in profile.clause
        if any(check.rule == rule.id for check in clause.checks)
    ]
    lines.append(f"**Clauses.** {'; '.join(clauses)}." if clauses else "No clause counts it yet.")
    right = (
        f"{rule.measured.right} of {rule.measured.judged} judged findings were right" if rule.measured else ""
    )
    lines.append(f"**Precision.** {right or 'Not measured'} ([how](truth.md)).")
    lines.append(f"Code: [`rules/{rule.check.__name__}.py`](../rules/{rule.check.__name__}.py)")
    return "\n\n".join(lines)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _value(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) or "none"
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(str(one) for one in value) or "none"
    return value.isoformat() if isinstance(value, date) else str(value)


def profiles() -> str:
    """Every profile with how much of it the rules serve."""
    rows = []
    for profile in _profiles():
        served = sum(bool(clause.checks) for clause in profile.clause)
        name = f"[{profile.id}](docs/profiles.md#{profile.id})"
        rows.append(
            (
                name,
                f"{profile.title.zh} ({profile.title.en})",
                profile.source,
                f"{served} of {len(profile.clause)}",
            )
        )
    return table(["profile", "standard", "source", "clauses served by rules"], rows)


def profile_pages() -> str:
    """Every profile, clause by clause."""
    return "\n\n".join(_profile_page(profile) for profile in _profiles())


def _profile_page(profile: Any) -> str:
    source = f"[{profile.source}]({profile.url})" if profile.url else profile.source
    issued = f", issued {profile.issued}" if profile.issued else ""
    facts = f"{profile.title.zh} ({profile.title.en}): {source}{issued}. Full score {profile.full:g}"
    facts += "" if profile.qualify is None else f", below {profile.qualify:g} unqualified"
    facts += f"; above {profile.bonus_above:g} a bonus of up to {profile.bonus:g}." if profile.bonus else "."
    rows = [
        (
            clause.id,
            clause.part,
            f"{clause.section.zh} · {clause.title.zh}: {clause.text.en}",
            _points(profile, clause),
            ", ".join(map(_check, clause.checks)) or f"untested: needs {clause.needs.en}",
            clause.certainty.replace("_", " "),
        )
        for clause in profile.clause
    ]
    head = ["clause", "part", "what it says", "points", "checked by", "certainty of the text"]
    return f"## {profile.id}\n\n{facts}\n\n{table(head, rows)}"


def _points(profile: Any, clause: Any) -> str:
    if clause.part == "veto":
        return ""
    certainty = f" ({clause.points_certainty})"
    return (
        f"{clause.points:g}{certainty}"
        if clause.points
        else f"as many as its section, {profile.cap(clause):g}"
    )


def _check(check: Any) -> str:
    counts = [f"from {check.at_least}"] if check.at_least > 1 else []
    counts += ["as a suspicion"] if check.candidate else []
    counts += [f"{check.each:g} each"] if check.each else []
    counts += [f"{check.share:.0%} of the points"] if check.share != 1 else []
    places = [
        " and ".join(
            f"{key} is {_value(values).replace(', ', ' or ')}" for key, values in alternative.items()
        )
        for alternative in check.where
    ]
    counts += ["where " + "; or ".join(places)] if places else []
    return f"[{check.rule}](rules.md#{check.rule})" + (f" ({', '.join(counts)})" if counts else "")


def packages() -> str:
    """The packages of `inspector`, each with the first sentence of its docstring."""
    found = sorted((ROOT / "inspector").rglob("__init__.py"))
    docs = {path.parent: ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) for path in found}
    return table(
        ["folder", "what is in it"],
        [
            (f"`{folder.relative_to(ROOT).as_posix()}/`", (doc or "").splitlines()[0])
            for folder, doc in docs.items()
            if folder != ROOT / "inspector"
        ],
    )


def failures() -> str:
    """Every reason why no usable answer came."""
    from inspector.failures import FAILURES

    return table(
        ["code", "whose problem", "what it means", "what to do"],
        [(f"`{one.code}`", one.whose, one.meaning, one.mend) for one in FAILURES.values()],
    )


def json_fields() -> str:
    """Every field of the JSON report: where, type, meaning."""
    schema = json.loads((ROOT / "inspector/report/schema.json").read_text(encoding="utf-8"))
    return table(["field", "type", "meaning"], list(_fields(schema, schema, "")))


def _fields(schema: Mapping[str, Any], node: Mapping[str, Any], path: str) -> Iterator[tuple[str, str, str]]:
    """The fields below a node of the schema; `[]` stands for each entry of a list, `*` for any key."""
    children = [(f"{path}.{name}".lstrip("."), child) for name, child in node.get("properties", {}).items()]
    for name, child in children:
        if "$ref" in child:
            child = {**schema["$defs"][child["$ref"].rpartition("/")[2]], **child}
        yield f"`{name}`", _type(child), child.get("description", "")
        yield from _fields(schema, child, name)
    inner = [(path, variant) for variant in node.get("oneOf", ())]
    inner += [(f"{path}[]", node["items"])] if "items" in node else []
    inner += [(f"{path}.*", node["additionalProperties"])] if node.get("additionalProperties") else []
    for name, child in inner:
        yield from _fields(schema, {**child, **schema["$defs"].get(child.get("$ref", "")[8:], {})}, name)


def _type(node: Mapping[str, Any]) -> str:
    if "enum" in node:
        return "one of " + ", ".join("null" if value is None else f"`{value}`" for value in node["enum"])
    if "oneOf" in node:
        return " or ".join(_type(variant) for variant in node["oneOf"])
    kinds = node.get("type", "object")
    named = "date" if node.get("format") == "date" else "string"
    return " or ".join(
        named if kind == "string" else kind for kind in ([kinds] if isinstance(kinds, str) else kinds)
    )


def tables() -> str:
    """Every table of the database, column by column."""
    from inspector.store import TABLES

    return "\n\n".join(
        f"## {name}\n\n{_sentence(one.holds)}.\n\n"
        + table(
            ["column", "type", "meaning"],
            [(f"`{c}`", kind, meaning) for c, (kind, meaning) in one.columns.items()],
        )
        for name, one in TABLES.items()
    )


def score_sheet() -> str:
    """A worked example, computed by the code that computes every score."""
    from inspector.profile import Profile
    from inspector.rule import Outcome
    from inspector.score import score
    from inspector.tally import Counted, RuleResult

    failed, open_ = Outcome.FAILED, Outcome.CANT_TELL
    results = {
        "blank-column": RuleResult(failed, tuple(Counted(i, failed, {}) for i in range(3))),
        "site-identity": RuleResult(
            failed, (Counted(10, failed, {}), Counted(11, failed, {}), Counted(12, open_, {}))
        ),
        "dead-link": RuleResult(failed, tuple(Counted(20 + i, failed, {}) for i in range(140))),
        "home-freshness": RuleResult(Outcome.PASSED),
    }
    words = {"zh": "", "en": ""}
    clauses = [
        ("blank columns", "veto", None, [{"rule": "blank-column", "at_least": 5}]),
        ("site identity", "deduct", 6, [{"rule": "site-identity", "each": 1}]),
        ("dead links", "deduct", 10, [{"rule": "dead-link", "each": 0.1}]),
        ("freshness of the home page", "deduct", 5, [{"rule": "home-freshness"}]),
        ("a service for old people", "deduct", 4, []),
    ]
    profile = Profile.model_validate(
        {
            "id": "example",
            "title": words,
            "source": "",
            "full": 25,
            "qualify": 10,
            "clause": [
                {
                    "id": name,
                    "part": part,
                    "section": words,
                    "title": words,
                    "text": words,
                    "certainty": "two_copies",
                    "points": points,
                    "checks": checks,
                    "needs": None if checks else words,
                }
                for name, part, points, checks in clauses
            ],
        }
    )
    total = score(profile, results)
    rows = [
        (
            line.clause.id,
            line.clause.part,
            f"{line.clause.points:g}" if line.clause.points else "",
            line.outcome.value,
            f"{line.failed} failed, {line.open} open",
            line.sum,
            f"{line.taken:g}" if line.clause.points else "",
            f"{line.at_risk:g}" if line.clause.points else "",
        )
        for line in total.lines
    ]
    head = [
        "clause",
        "part",
        "points",
        "outcome",
        "findings",
        "sum",
        "taken for certain",
        "may be lost besides",
    ]
    return (
        f"{table(head, rows)}\n\nOf {profile.full:g} points: **{total.low:g} to {total.high:g}**, "
        f"unqualified below {profile.qualify:g}: **{total.verdict.value}**."
    )


def demo() -> str:
    """The report of the sample portal as a terminal of 80 columns shows it: verdict, sheet, first rule."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["demo", "--out", folder, "--today", "2026-11-20", "--lang", "en"]
        report = subprocess.run(
            [sys.executable, "-m", "inspector", *arguments],
            cwd=ROOT,
            env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1"},
            stdout=subprocess.PIPE,
            encoding="utf-8",
        ).stdout
    report = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:49152", report)  # another port each time
    # Any change of a rule would change the versions, and nothing else in the picture.
    report = re.sub(r"(version|rules) [0-9a-f]{8}\b", r"\1 01234567", report)
    lines = [line.rstrip() for line in report.splitlines()]
    sheet_end = next(i for i, line in enumerate(lines) if line.startswith("– not checked"))
    first = next(i for i, line in enumerate(lines) if line.startswith("Findings"))
    picture = [*lines[:sheet_end], "  …", "", *lines[first : lines.index("", first)], "  …"]
    return "\n".join(["```text", *picture, "```"])


#: How a clause is answered, from the surest to the one that a single visit cannot answer.
ANSWERED = ("automatic", "partly", "by people", "not measurable in one visit")


def coverage(profile_id: str) -> str:
    """How every clause of a profile is answered: counted, and clause by clause."""
    profile = next(one for one in _profiles() if one.id == profile_id)
    answered = {clause.id: _answered(clause) for clause in profile.clause}
    counts = [
        (kind, sum(one == kind for one in answered.values()), ", ".join(_range(answered, kind)))
        for kind in ANSWERED
    ]
    rows = [
        (
            clause.id,
            f"{clause.title.zh}: {clause.text.en}",
            answered[clause.id],
            ", ".join(dict.fromkeys(f"[{c.rule}](rules.md#{c.rule})" for c in clause.checks)),
            "; ".join(text.en for text in (clause.needs if clause.checks else None, clause.later) if text)
            or (clause.needs.en if clause.needs else ""),
        )
        for clause in profile.clause
    ]
    total = ("together", len(rows), "")
    head = ["clause", "what it says", "answered", "by the rules", "and by"]
    return f"{table(['answered', 'clauses', ''], [*counts, total])}\n\n{table(head, rows)}"


def _answered(clause: Any) -> str:
    if clause.checks:
        return ANSWERED[1] if clause.decides == "breach" or clause.needs or clause.later else ANSWERED[0]
    return ANSWERED[3] if clause.later else ANSWERED[2]


def _range(answered: Mapping[str, str], kind: str) -> list[str]:
    """The numbers of the clauses of a kind, without what all of them begin with."""
    prefix = os.path.commonprefix(list(answered))
    return [number.removeprefix(prefix) for number, one in answered.items() if one == kind]
