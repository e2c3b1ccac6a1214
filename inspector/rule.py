"""What a rule is, and what it finds.

A rule never fetches, never asks the clock and keeps no state: it reads one `Page` or one `Site` and
yields findings. What it does not yield on a page it applies to is a pass.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from inspector.page import Page
from inspector.site import Site


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
class Rule:
    """A check with its documentation: whom it applies to, and a generator of findings.

    `scope` is "page" or "site". `options` are the check's keyword parameters with their defaults, which
    a profile may set. A site rule may take the day of inspection as `today`, which is no option; a page
    rule goes by the day the page was fetched.
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


def page_rule(*, applies: Callable[[Page], bool]) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Make a rule of a function that reads one page and yields findings."""
    return lambda check: _rule("page", check, applies)


def site_rule(*, applies: Callable[[Site], bool]) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Make a rule of a function that reads the facts of one site and yields findings."""
    return lambda check: _rule("site", check, applies)


def _rule(scope: str, check: Callable[..., Iterator[Finding]], applies: Callable[[Any], bool]) -> Rule:
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

    Raises ValueError where a module does not hold the rule it is named after.
    """
    rules = {}
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        rule = getattr(importlib.import_module(f"{package}.{module.name}"), module.name, None)
        if not isinstance(rule, Rule):
            raise ValueError(f"{package}/{module.name}.py holds no rule called {module.name}")
        rules[rule.id] = rule
    return dict(sorted(rules.items()))
