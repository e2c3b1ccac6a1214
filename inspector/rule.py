"""What a rule is, and what it finds.

A rule never fetches, never asks the clock and keeps no state: it reads one `Page` or one `Site` and
yields findings. What it does not yield on a page it applies to is a pass.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import pkgutil
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from inspector.errors import UsageError
from inspector.messages import _
from inspector.page import Page
from inspector.site import Site

#: The least share of right findings with which a rule may deduct.
PRECISION = 0.98


class Outcome(StrEnum):
    """The five outcomes of the W3C's EARL 1.0."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


@dataclass(frozen=True, init=False)
class Finding:
    """One thing seen, and where.

    `message` is an English message id whose {placeholders} name entries of `data`. `at` is the place
    in the page, `seen` the text found there. `key` tells findings of one rule on one URL apart when
    `at` does not; rule, URL, `at` and `key` make the fingerprint, so none of them may hold wording or
    anything that changes from one inspection to the next. `url` is set by site rules; for a page rule
    it is the page.
    """

    message: str
    at: str
    seen: str
    key: str
    outcome: Outcome
    url: str | None
    data: Mapping[str, Any]

    def __init__(
        self,
        message: str,
        *,
        at: str = "",
        seen: str = "",
        key: str = "",
        outcome: Outcome = Outcome.FAILED,
        url: str | None = None,
        **data: Any,
    ) -> None:
        values = {
            "message": message,
            "at": at,
            "seen": seen[:500],
            "key": key,
            "outcome": outcome,
            "url": url,
        }
        for name, value in (*values.items(), ("data", data)):
            object.__setattr__(self, name, value)


def fingerprint(rule: str, url: str, at: str, key: str) -> str:
    """A name of a finding that survives re-inspection: 16 hexadecimal digits."""
    return hashlib.sha256("\n".join((rule, url, at, key)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Measured:
    """How many failed findings of a rule were judged on labelled pages, and how many were right."""

    judged: int
    right: int


@dataclass(frozen=True)
class Rule:
    """A check with its documentation: whom it applies to, and a generator of findings.

    `scope` is "page" or "site". `options` are the check's keyword parameters with their defaults, which
    a profile may set. A site rule may take the day of inspection as `today`, which is no option; a page
    rule goes by the day the page was fetched. A rule whose measured precision is below `precision` may
    warn but not deduct; one that was never measured stands. `hand_picked` says whether it can be asked of
    pages that are no whole site.
    """

    id: str
    scope: str
    check: Callable[..., Iterator[Finding]]
    applies: Callable[[Any], bool]
    title: str
    why: str
    fix: str
    options: Mapping[str, Any]
    dated: bool
    hand_picked: bool = True
    precision: float = PRECISION
    measured: Measured | None = None

    @property
    def may_deduct(self) -> bool:
        """Whether it was right often enough where it was measured."""
        return self.measured is None or self.measured.right >= self.precision * self.measured.judged

    def findings(self, subject: Page | Site, options: Mapping[str, Any]) -> list[Finding]:
        """What the rule finds; failures turned into doubts where the rule is too often wrong to deduct."""
        found = list(self.check(subject, **options))
        if strange := next((one for one in found if not isinstance(one, Finding)), None):
            raise TypeError(f"{strange!r:.80} is no Finding")
        if self.measured is None or self.may_deduct:
            return found
        return [_doubted(one, self.measured) if one.outcome is Outcome.FAILED else one for one in found]


def _doubted(finding: Finding, measured: Measured) -> Finding:
    return Finding(
        _("{finding} (not counted: only {confirmed} of {judged} such findings were right when measured)"),
        at=finding.at,
        seen=finding.seen,
        key=finding.key,
        outcome=Outcome.CANT_TELL,
        url=finding.url,
        **{
            **finding.data,
            "finding": finding.message,
            "confirmed": measured.right,
            "judged": measured.judged,
        },
    )


def page_rule(
    *, applies: Callable[[Page], bool], precision: float = PRECISION
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Make a rule of a function that reads one page and yields findings.

    `precision` is the share of right findings on labelled pages below which the rule may only warn.
    """
    return lambda check: _rule("page", check, applies, precision)


def site_rule(
    *, applies: Callable[[Site], bool], hand_picked: bool = False, precision: float = PRECISION
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Make a rule of a function that reads the facts of one site and yields findings.

    `hand_picked` says that it can be asked of single pages too (`check --only`).
    """
    return lambda check: _rule("site", check, applies, precision, hand_picked)


def _rule(
    scope: str,
    check: Callable[..., Iterator[Finding]],
    applies: Callable[[Any], bool],
    precision: float,
    hand_picked: bool = True,
) -> Rule:
    name = getattr(check, "__name__", "")
    title, sections = _documentation(name, check.__doc__ or "")
    parameters = list(inspect.signature(check).parameters.values())[1:]
    dated = any(parameter.name == "today" for parameter in parameters)
    if dated and scope == "page":
        raise ValueError(f"rule {name}: a page rule goes by the day the page was fetched, not by `today`")
    return Rule(
        id=name.replace("_", "-"),
        scope=scope,
        check=check,
        applies=applies,
        title=title,
        why=sections["Why"],
        fix=sections["Fix"],
        options={p.name: p.default for p in parameters if p.name != "today"},
        dated=dated,
        hand_picked=hand_picked,
        precision=precision,
    )


def _documentation(name: str, docstring: str) -> tuple[str, dict[str, str]]:
    """Title (first line) and the sections Why and Fix, each folded to one line."""
    title, *paragraphs = inspect.cleandoc(docstring).split("\n\n")
    sections = {}
    for paragraph in paragraphs:
        heading, colon, text = paragraph.partition(":")
        if colon and heading in ("Why", "Fix"):
            sections[heading] = " ".join(text.split())
    missing = [heading for heading in ("Why", "Fix") if not sections.get(heading)]
    if not title or missing:
        raise ValueError(f"rule {name}: the docstring needs a title and {', '.join(missing) or 'text'}")
    return " ".join(title.split()), sections


def load_rules(package: str = "rules") -> dict[str, Rule]:
    """All rules of a package, found by looking in its folder: file name = function name = id.

    The package's `precision.toml`, where there is one, says how right each was on labelled pages.
    Raises UsageError where a module cannot be loaded, or does not hold the rule it is named after.
    """
    rules = {}
    folders = importlib.import_module(package).__path__
    measured = _measured(Path(folders[0]) / "precision.toml")
    for module in pkgutil.iter_modules(folders):
        file = f"{package}/{module.name}.py"
        try:
            rule = getattr(importlib.import_module(f"{package}.{module.name}"), module.name, None)
        except Exception as error:
            told = f"{type(error).__name__}: {error}"
            message = _("the rule file {file} cannot be loaded ({error}): correct it, or take it out")
            raise UsageError(message, file=file, error=told) from error
        if not isinstance(rule, Rule):
            message = _("the rule file {file} holds no rule called {function}: name one after the other")
            raise UsageError(message, file=file, function=module.name)
        rules[rule.id] = replace(rule, measured=measured.get(rule.id))
    return dict(sorted(rules.items()))


def _measured(file: Path) -> dict[str, Measured]:
    if not file.exists():
        return {}
    given = tomllib.loads(file.read_text("utf-8"))
    return {rule: Measured(one["judged"], one["right"]) for rule, one in given.items()}
