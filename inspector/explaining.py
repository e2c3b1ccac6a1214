"""The texts of `inspector rules`, `inspector explain` and `inspector profiles`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from rich.text import Text

from inspector.errors import UsageError
from inspector.locale import phrase, translator
from inspector.messages import _
from inspector.people.questions import load_questions
from inspector.profile import Check, Clause, Profile
from inspector.report import clause_text
from inspector.report._paper import Paper, number
from inspector.rule import Rule

SCOPES = {"page": _("each page"), "site": _("the whole site")}
CERTAINTIES = {
    "two_copies": _("text confirmed by two copies or more"),
    "one_copy": _("text from one copy"),
    "one_garbled_copy": _("text from one garbled copy"),
    "recalled": _("text from memory, not confirmed"),
}
POINTS = {
    "provisional": _("points provisional, not the official ones"),
    "own": _("points of this profile; the standard itself gives none"),
}
PARTS = {
    "veto": _("veto: one breach makes the site unqualified"),
    "deduct": _("takes up to {points} points"),
    "bonus": _("wins {points} bonus points"),
}
ON_HOME = {1: _("only findings on the home page"), 0: _("only findings on other pages")}


def rules_table(rules: Mapping[str, Rule], lang: str, *, width: int | None = None) -> str:
    """All rules: id, what they look at, and what they demand."""
    paper = Paper(lang, width)
    rows = [
        [
            Text(rule.id, "bold"),
            Text(paper.translate(SCOPES[rule.scope])),
            Text(paper.translate(rule.title)),
        ]
        for rule in rules.values()
    ]
    paper.grid(rows, wide=2, indent=0)
    paper.blank()
    paper.line(paper.say(_("Rules: {count}. `inspector explain RULE` tells more."), count=len(rules)))
    return paper.text()


def profiles_table(profiles: Sequence[Profile], lang: str, *, width: int | None = None) -> str:
    """All standards: id, title, source, and how many of their clauses rules can decide."""
    paper = Paper(lang, width)
    for profile in profiles:
        website = [clause for clause in profile.clause if clause.target == "website"]
        checked = sum(bool(clause.checks) for clause in website)
        paper.line((profile.id, "bold"), f"  {clause_text(profile.title, lang)}")
        paper.line(
            paper.say(_("{source} · version {version}"), source=profile.source, version=profile.version),
            indent=2,
        )
        paper.line(
            paper.say(
                _("clauses on websites: {count}; rules look at {checked}, people must look at {rest}"),
                count=len(website),
                checked=checked,
                rest=len(website) - checked,
            ),
            indent=2,
        )
        if profile.url:
            paper.line(profile.url, indent=2)
    paper.blank()
    paper.line(paper.translate(_("`inspector explain CLAUSE` shows a clause, e.g. CN2019.V4.1.")))
    return paper.text()


def explain(
    name: str,
    rules: Mapping[str, Rule],
    profiles: Sequence[Profile],
    lang: str,
    *,
    width: int | None = None,
) -> str:
    """What a rule or a clause demands, why, and what it costs.

    The name may be in any case, and cut short as long as it stays unique. Raises UsageError where it is
    unknown or ambiguous.
    """
    clauses = dict.fromkeys(clause.id for profile in profiles for clause in profile.clause)
    found = _find(name, [*rules, *clauses], lang)
    paper = Paper(lang, width)
    if found in rules:
        _rule(paper, rules[found], profiles)
    else:
        for profile in profiles:
            for clause in profile.clause:
                if clause.id == found:
                    _clause(paper, clause, profile, rules)
    return paper.text()


def _find(name: str, known: Sequence[str], lang: str) -> str:
    wanted = name.strip().casefold().replace("_", "-")
    folded = {one.casefold(): one for one in known}
    if wanted in folded:
        return folded[wanted]
    longer = [folded[one] for one in folded if one.startswith(wanted)] if wanted else []
    if len(longer) == 1:
        return longer[0]
    near = longer or [folded[one] for one in get_close_matches(wanted, folded, n=5, cutoff=0.5)]
    if longer:
        message = _("{name} is not unique; it could be: {near}")
    elif near:
        message = _("there is no rule or clause '{name}'; did you mean: {near}")
    else:
        message = _(
            "there is no rule or clause '{name}'; `inspector rules` and `inspector profiles` list them"
        )
    raise UsageError(phrase(message, {"name": name, "near": near[:12]}, translator(lang)))


def _rule(paper: Paper, rule: Rule, profiles: Iterable[Profile]) -> None:
    t = paper.translate
    paper.line((rule.id, "bold"), " · ", paper.say(_("looks at {scope}"), scope=t(SCOPES[rule.scope])))
    paper.line((t(rule.title), "bold"))
    paper.blank()
    paper.line((t(_("Why: ")), "bold"), t(rule.why), hang=2)
    paper.line((t(_("Mend: ")), "bold"), t(rule.fix), hang=2)
    if rule.options:
        paper.blank()
        paper.line((t(_("Options, as a profile may set them")), "bold"))
        for option, default in rule.options.items():
            paper.line(f"{option} = {_value(default)}", indent=2, hang=2)
            for profile in profiles:
                if option in profile.options.get(rule.id, {}):
                    value = _value(profile.options[rule.id][option])
                    paper.line(f"{profile.id}: {option} = {value}", indent=4, hang=2)
    paper.blank()
    paper.line((t(_("Clauses it serves")), "bold"))
    served = 0
    for profile in profiles:
        for clause in profile.clause:
            for check in clause.checks:
                if check.rule == rule.id:
                    served += 1
                    paper.line(
                        (clause.id, "bold"), f"  {clause_text(clause.title, paper.lang)}", indent=2, hang=2
                    )
                    paper.line(_worth(paper, clause, profile), indent=4, hang=2)
                    paper.line(_counting(paper, check), indent=4, hang=2)
    if not served:
        paper.line(t(_("none: its findings are reported, but take no points")), indent=2)


def _clause(paper: Paper, clause: Clause, profile: Profile, rules: Mapping[str, Rule]) -> None:
    t, lang = paper.translate, paper.lang
    paper.line((clause.id, "bold"), f"  {clause_text(clause.title, lang)}", hang=2)
    paper.line(f"{clause_text(profile.title, lang)} ({profile.source}) · {clause_text(clause.section, lang)}")
    paper.blank()
    paper.line(clause.text.zh)
    if lang != "zh" and clause.text.en != clause.text.zh:
        paper.line(clause.text.en)
    paper.blank()
    paper.line(_worth(paper, clause, profile), hang=2)
    if clause.target == "new_media":
        paper.line(t(_("This clause is about new media and is not judged by looking at a website.")))
    if clause.checks:
        paper.blank()
        paper.line((t(_("Rules that look at it")), "bold"))
        for check in clause.checks:
            paper.line((check.rule, "bold"), f"  {t(rules[check.rule].title)}", indent=2, hang=2)
            paper.line(_counting(paper, check), indent=4, hang=2)
        if clause.decides == "breach":
            paper.line(
                t(_("They may find a breach, but finding none proves nothing: the clause stays open.")),
                indent=2,
            )
    if clause.needs:
        paper.line((t(_("Needs: ")), "bold"), clause_text(clause.needs, lang), hang=2)
    if clause.later:
        paper.line((t(_("Not in one visit: ")), "bold"), clause_text(clause.later, lang), hang=2)
    question = load_questions().get(clause.id)
    if question:
        paper.line((t(_("A person is asked: ")), "bold"), clause_text(question.ask, lang), hang=2)
        paper.line((t(_("How to look: ")), "bold"), clause_text(question.look, lang), hang=2)
        paper.line((t(_("To write down: ")), "bold"), clause_text(question.note, lang), hang=2)
    if clause.not_counted_in:
        paper.line(
            paper.say(
                _("What already counts in {clauses} does not count here again."),
                clauses=clause.not_counted_in,
            )
        )


def _worth(paper: Paper, clause: Clause, profile: Profile) -> str:
    """What a breach costs, and how sure the text and the points are."""
    parts = [
        paper.say(PARTS[clause.part], points=number(profile.cap(clause))),
        paper.translate(CERTAINTIES[clause.certainty]),
    ]
    if clause.part != "veto" and clause.points_certainty != "official":
        parts.append(paper.translate(POINTS[clause.points_certainty]))
    return " · ".join(parts)


def _counting(paper: Paper, check: Check) -> str:
    """How findings of a rule become a breach."""
    parts = []
    if check.candidate:
        parts.append(paper.translate(_("a suspicion only, until a person decides")))
    if check.at_least > 1:
        parts.append(paper.say(_("a breach from {count} findings"), count=check.at_least))
    else:
        parts.append(paper.translate(_("one finding is a breach")))
    if check.share != 1:
        parts.append(
            paper.say(_("costs {percent} % of the clause's points"), percent=number(check.share * 100))
        )
    if check.each:
        parts.append(paper.say(_("points for each: {points}"), points=number(check.each)))
    if check.where:
        parts.append(_wanted(check, paper))
    return " · ".join(parts)


def _wanted(check: Check, paper: Paper) -> str:
    """Which findings of the rule count."""
    for value, words in ON_HOME.items():
        if check.where == [{"on_home": [value]}]:
            return paper.translate(words)
    wanted = "; ".join(
        ", ".join(f"{key} = {' | '.join(map(str, values))}" for key, values in alternative.items())
        for alternative in check.where
    )
    return paper.say(_("only findings with {wanted}"), wanted=wanted)


def _value(value: Any) -> str:
    """An option's value as TOML would write it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return "[" + ", ".join(_value(item) for item in items) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
