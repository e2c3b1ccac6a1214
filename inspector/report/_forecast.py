"""What breaks within a week, a fortnight and a month if nothing is done.

The rules that depend on the day of inspection are asked for a later one, over the same facts. So whatever
has a date is foreseen: columns, the home page, letters that wait for their reply.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import count

from inspector.people.judgement import Judgement, settle
from inspector.profile import Profile
from inspector.report._model import Expected, Outlook
from inspector.report._owners import Owners
from inspector.rule import Finding, Outcome, Rule, fingerprint
from inspector.score import Score, score
from inspector.site import Site
from inspector.tally import Counted, RuleResult

HORIZONS = (7, 14, 30)


def forecast(
    site: Site,
    profile: Profile,
    rules: Mapping[str, Rule],
    results: Mapping[str, RuleResult],
    judgements: Iterable[Judgement],
    now: Score,
    owners: Owners,
    today: date,
    without: tuple[str, ...],
) -> tuple[Outlook, ...]:
    """The outlook for each horizon; `results` is what the rules say today, `now` the score of it."""
    judgements = list(judgements)
    known = {
        row[0]
        for rule in rules.values()
        if _foreseen(rule)
        for row in site.query(
            "SELECT fingerprint FROM findings WHERE rule = ? AND outcome = ?", rule.id, Outcome.FAILED
        )
    }
    before = {line.clause.id: line for line in now.lines}
    outlooks = []
    for days in HORIZONS:
        day = today + timedelta(days=days)
        later, found = _later(site, profile, rules, results, day)
        settled = settle(later, judgements, day)
        then = score(
            profile,
            settled.results,
            decisions=settled.decisions,
            bonus=site.crawled,
            without=without,
            ill=now.refused_because,
            accounts=now.accounts,
        )
        new = {name: one for name, one in found.items() if name not in known}
        known |= new.keys()
        broken = [
            line.clause.id
            for line in then.lines
            if line.taken > before[line.clause.id].taken
            or (line.outcome is Outcome.FAILED and before[line.clause.id].outcome is not Outcome.FAILED)
        ]
        before = {line.clause.id: line for line in then.lines}
        outlooks.append(
            Outlook(
                days,
                then,
                tuple(broken),
                tuple(_expected(site, profile, owners, name, *one) for name, one in new.items()),
            )
        )
    return tuple(outlooks)


def _foreseen(rule: Rule) -> bool:
    """Whether a rule can be asked for a later day."""
    return rule.scope == "site" and rule.dated


def _later(
    site: Site, profile: Profile, rules: Mapping[str, Rule], results: Mapping[str, RuleResult], day: date
) -> tuple[dict[str, RuleResult], dict[str, tuple[str, Finding]]]:
    """What the rules will say on a day, and the failures among it: fingerprint → rule, finding."""
    later, found = dict(results), {}
    numbers = count(-1, -1)  # of findings that are not stored
    for rule in rules.values():
        if not _foreseen(rule) or rule.id not in results:
            continue
        try:
            if not rule.applies(site):
                continue
            options = {**rule.options, **profile.options.get(rule.id, {}), "today": day}
            findings = rule.findings(site, options)
        except Exception:  # a rule that crashes has said so at the inspection itself
            continue
        counted = []
        for finding in findings:
            name = fingerprint(rule.id, finding.url or site.home_url, finding.at, finding.key)
            counted.append(Counted(next(numbers), finding.outcome, finding.data, name))
            if finding.outcome is Outcome.FAILED:
                found[name] = (rule.id, finding)
        outcome = results[rule.id].outcome
        if outcome in (Outcome.PASSED, Outcome.FAILED):
            failed = any(finding.outcome is Outcome.FAILED for finding in findings)
            outcome = Outcome.FAILED if failed else Outcome.PASSED
        later[rule.id] = RuleResult(outcome, tuple(counted))
    return later, found


def _expected(
    site: Site, profile: Profile, owners: Owners, name: str, rule: str, finding: Finding
) -> Expected:
    clauses = [
        clause.id
        for clause in profile.clause
        if any(check.rule == rule and check.counts(finding.data) for check in clause.checks)
    ]
    url = finding.url or site.home_url
    return Expected(
        rule=rule,
        url=url,
        message=finding.message,
        data=finding.data,
        fingerprint=name,
        clauses=tuple(clauses),
        owner=owners.of_finding(url, finding.data.get("sources")),
    )
