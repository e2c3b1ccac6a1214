"""What the rules said of a site, counted: what the score and the reports rest on.

A large site has a hundred thousand findings; the clauses of a standard and the words of people tell them
apart into a few dozen. Only these are held in memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from inspector.profile import Profile
from inspector.rule import Outcome, Rule
from inspector.site import Site

#: What is read of a finding's data, besides what the clauses ask for.
READ = ("crash", "stands_for", "platform", "account")


@dataclass(frozen=True, slots=True)
class Counted:
    """Stored findings of one rule that are alike to the score, `count` of them.

    `id` is that of the first, `data` what is read of theirs; a fingerprint they have only where people may
    have spoken of it.
    """

    id: int
    outcome: Outcome
    data: Mapping[str, Any]
    fingerprint: str = ""
    count: int = 1

    @property
    def account(self) -> str:
        """The new media account it is about; "" where it is about none, or about all."""
        return f"{self.data.get('platform', '')} {self.data.get('account', '')}".strip()

    @property
    def doubts(self) -> int:
        """How many breaches an open finding may yet turn out to be: `stands_for` of its data, else one."""
        each = int(self.data.get("stands_for", 1)) if self.outcome is Outcome.CANT_TELL else 0
        return each * self.count


@dataclass(frozen=True)
class RuleResult:
    """What one rule said, and its findings, counted.

    `outcome` is untested where it did not run, inapplicable where nothing concerned it, cantTell where it
    could not judge at all (it crashed on the site), else passed or failed.
    """

    outcome: Outcome
    findings: tuple[Counted, ...] = ()


#: What tells findings of one rule apart: outcome, the data that are read, the fingerprint if it is spoken of.
Likeness = tuple[str, str, str]


class Tally:
    """Counts the stored findings, by rule, under a standard; those of `spoken` fingerprints one by one."""

    def __init__(self, connection: sqlite3.Connection, profile: Profile, spoken: Iterable[str]) -> None:
        self._connection = connection
        self._spoken = json.dumps(sorted(set(spoken)))
        self._read: dict[str, dict[str, None]] = {}
        for check in (check for clause in profile.clause for check in clause.checks):
            for alternative in check.where:
                self._read.setdefault(check.rule, dict.fromkeys(READ)).update(dict.fromkeys(alternative))
        self._counted: dict[str, Mapping[Likeness, Counted]] = {}

    @property
    def rules(self) -> list[str]:
        """The rules that found anything, also those that are not run any more."""
        return [row[0] for row in self._connection.execute("SELECT DISTINCT rule FROM findings ORDER BY 1")]

    def likeness(self, rule: str) -> tuple[str, list[str]]:
        """Three columns of SQL, with their parameters, that give the `Likeness` of a row of `findings`."""
        read = self._keys(rule)
        told = ", ".join(["json_extract(data, ?)"] * len(read))
        spoken = "iif(fingerprint IN (SELECT value FROM json_each(?)), fingerprint, '')"
        return f"outcome, json_array({told}) AS told, {spoken} AS spoken", [
            *(f'$."{key}"' for key in read),
            self._spoken,
        ]

    def _keys(self, rule: str) -> list[str]:
        return list(self._read.get(rule, READ))

    def of(self, rule: str) -> Mapping[Likeness, Counted]:
        """The findings of a rule, the earliest first."""
        if rule not in self._counted:
            columns, parameters = self.likeness(rule)
            rows = self._connection.execute(
                f"SELECT {columns}, min(id) AS id, count(*) AS count FROM findings WHERE rule = ?"
                " GROUP BY outcome, told, spoken ORDER BY id",
                (*parameters, rule),
            )
            self._counted[rule] = {
                (row["outcome"], row["told"], row["spoken"]): Counted(
                    row["id"],
                    Outcome(row["outcome"]),
                    {
                        key: value
                        for key, value in zip(self._keys(rule), json.loads(row["told"]), strict=True)
                        if value is not None
                    },
                    row["spoken"],
                    row["count"],
                )
                for row in rows
            }
        return self._counted[rule]


def rule_results(site: Site, rules: Mapping[str, Rule], tally: Tally) -> dict[str, RuleResult]:
    """What the rules said of a site, people's words aside; of a site of which nothing was seen, nothing."""
    if next(site.query("SELECT 1 FROM pages WHERE seen LIMIT 1"), None) is None:
        return {}
    said: dict[str, set[str]] = {}
    for row in site.query("SELECT DISTINCT rule, outcome FROM outcomes"):
        said.setdefault(row["rule"], set()).add(row["outcome"])
    results = {}
    for rule in rules.values():
        outcomes = said.get(rule.id, set())
        found = tuple(tally.of(rule.id).values())
        if rule.scope == "site" and any("crash" in finding.data for finding in found):
            outcome = Outcome.CANT_TELL
        elif outcomes - {Outcome.INAPPLICABLE}:
            outcome = Outcome.FAILED if Outcome.FAILED in outcomes else Outcome.PASSED
        elif outcomes or (site.crawled and rule.scope == "page"):
            outcome = Outcome.INAPPLICABLE
        else:
            outcome = Outcome.UNTESTED
        results[rule.id] = RuleResult(outcome, found)
    return results
