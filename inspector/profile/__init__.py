"""A standard as data: its clauses, the rules that serve them, and what a breach costs."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from inspector.messages import _
from inspector.profile.errors import Fault, ProfileError, faults, refusal
from inspector.rule import Rule

Certainty = Literal["two_copies", "one_copy", "one_garbled_copy", "recalled"]


class Model(BaseModel):
    """A part of a profile; a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Text(Model):
    """Words in Chinese and English; one of them is the standard's own."""

    zh: str = Field(description="Chinese")
    en: str = Field(description="English")


class Check(Model):
    """How findings of one rule count for a clause."""

    rule: str = Field(description="id of the rule; `inspector rules` lists them")
    where: list[dict[str, list[str | int]]] = Field(
        default=[], description="only findings whose data match one of these (every key, any of its values)"
    )
    at_least: int = Field(default=1, ge=1, description="so many make a breach")
    each: float | None = Field(
        default=None,
        gt=0,
        description="points lost for each; without it the clause's points are lost at once",
    )
    candidate: bool = Field(
        default=False,
        description="findings are only suspicions: they leave the clause open until a person decides",
    )
    share: float = Field(
        default=1, gt=0, le=1, description="the part of the clause's points that is lost at once"
    )

    @model_validator(mode="after")
    def _one_price(self) -> Check:
        if self.each is not None and self.share != 1:
            raise Fault(_("a check costs so much for each finding, or a share at once, not both"))
        return self

    def counts(self, data: Mapping[str, Any]) -> bool:
        """Whether a finding with these data counts here."""
        return (
            not self.where
            or "crash" in data
            or any(
                all(data.get(key) in values for key, values in alternative.items())
                for alternative in self.where
            )
        )


class Clause(Model):
    """One clause of the standard, under the standard's own number."""

    id: str = Field(description="the standard's own number")
    part: Literal["veto", "deduct", "bonus"] = Field(
        description="veto: one breach decides; deduct: takes points; bonus: wins points where it is met"
    )
    target: Literal["website", "new_media"] = Field(
        default="website", description="what it is about; only websites are judged"
    )
    section: Text = Field(description="the part of the standard it stands in")
    title: Text = Field(description="its heading")
    text: Text = Field(description="its words")
    certainty: Certainty = Field(description="how the words are known")
    points: float | None = Field(
        default=None, gt=0, description="the most that can be lost (won, for a bonus)"
    )
    points_certainty: Literal["official", "provisional", "own"] = Field(
        default="official",
        description="provisional: not confirmed; own: the standard gives no points, these are the profile's",
    )
    checks: list[Check] = Field(default=[], description="the rules that look at it")
    decides: Literal["all", "breach"] = Field(
        default="all", description="'breach': the rules may find a breach, but their silence proves nothing"
    )
    needs: Text | None = Field(default=None, description="what would settle it where no rule does")
    later: Text | None = Field(
        default=None, description="what one visit cannot measure: the command or form that would"
    )
    not_counted_in: list[str] = Field(
        default=[], description="findings that already count in these clauses do not count here again"
    )

    @model_validator(mode="after")
    def _sound(self) -> Clause:
        if not self.checks and self.needs is None:
            raise Fault(_("a clause without checks must say what it needs"))
        return self


class Section(Model):
    """A part of the sheet that is counted for itself; its clauses name it by the Chinese of `section`.

    It is counted down from `full` and never below 0; `weight` is what the whole of it is worth in the score.
    """

    title: str = Field(description="the Chinese of the clauses' `section`")
    full: float = Field(gt=0, description="the points it is counted down from")
    weight: float = Field(gt=0, description="the points it is worth in the score when none are lost")


class Profile(Model):
    """A standard, resolved: what it extends is already in it."""

    id: str
    title: Text = Field(description="the standard's title")
    source: str = Field(description="where it stands: issuer and number")
    url: str | None = Field(default=None, description="address of the official text")
    issued: str | None = Field(default=None, description="the day it was issued")
    valid_from: date | None = Field(default=None, description="the first day it holds")
    valid_until: date | None = Field(default=None, description="the last day it holds")
    full: float = Field(default=100, gt=0, description="the points that all sections together are worth")
    bonus: float = Field(default=0, ge=0, description="the most that bonus clauses can win")
    qualify: float | None = Field(
        default=None, description="below it the site is unqualified; without it no such line is drawn"
    )
    bonus_above: float = Field(default=80, description="above it the bonus part counts")
    veto_score: float | None = Field(
        default=None,
        description="the score where a veto is broken; without it the points stay as counted",
    )
    left_out: Literal["stretch", "spread"] = Field(
        default="stretch",
        description="points of clauses not checked: the rest is multiplied, or each other one gets a part",
    )
    optional: dict[str, list[str]] = Field(
        default={}, description="clauses not checked where the body lacks a function, see `left_out`"
    )
    section: list[Section] = Field(
        default=[], description="parts counted for themselves; where given, every scored clause stands in one"
    )
    least_pages: int = Field(default=10, ge=1, description="a crawl that saw fewer pages is not judged")
    obey_robots: bool = Field(default=True, description="whether robots.txt is obeyed")
    options: dict[str, dict[str, Any]] = Field(
        default={}, description="rule id → option → value; `inspector explain RULE` lists a rule's options"
    )
    advice: list[str] = Field(
        default=[], description="rules that are run beside those of the clauses; what they find costs nothing"
    )
    clause: list[Clause] = Field(description="the clauses")

    @property
    def rules(self) -> frozenset[str]:
        """The rules that are run: those of the clauses, and those for advice."""
        return frozenset(self.advice) | {check.rule for clause in self.clause for check in clause.checks}

    @model_validator(mode="after")
    def _unique(self) -> Profile:
        ids = [clause.id for clause in self.clause]
        if twice := sorted({i for i in ids if ids.count(i) > 1}):
            raise Fault(_("clause {clause} stands twice"), clause=twice)
        for name in [*(n for c in self.clause for n in c.not_counted_in), *sum(self.optional.values(), [])]:
            if name not in ids:
                raise Fault(_("there is no clause {clause}"), clause=name)
        return self

    @model_validator(mode="after")
    def _sections(self) -> Profile:
        titles = [section.title for section in self.section]
        if twice := sorted({title for title in titles if titles.count(title) > 1}):
            raise Fault(_("section {section} stands twice"), section=twice)
        for clause in self.clause:
            if clause.part == "veto":
                continue
            if clause.points is None and (clause.part == "bonus" or not self.section):
                raise Fault(_("clause {clause}: a clause that is no veto needs points"), clause=clause.id)
            if self.section and clause.part == "deduct" and clause.section.zh not in titles:
                raise Fault(
                    _("clause {clause}: there is no section {section}"),
                    clause=clause.id,
                    section=clause.section.zh,
                )
        weights = sum(section.weight for section in self.section)
        if self.section and abs(weights - self.full) > 1e-6:
            raise Fault(_("the sections are worth {sum} together, not {full}"), sum=weights, full=self.full)
        if self.section and self.left_out == "spread":
            raise Fault(_("points are spread over clauses only where there are no sections"))
        return self

    @property
    def version(self) -> str:
        """A hash of all it says: results of different versions are not comparable as they stand."""
        return hashlib.sha256(self.model_dump_json(exclude_defaults=True).encode()).hexdigest()[:12]

    def cap(self, clause: Clause) -> float:
        """The most that a clause can take: its own points, else all points of its section."""
        if clause.points is not None:
            return clause.points
        return next((s.full for s in self.section if s.title == clause.section.zh), 0.0)

    def holds(self, day: date) -> bool:
        """Whether the standard is in force on a day."""
        return (self.valid_from or date.min) <= day <= (self.valid_until or date.max)


def profile_ids(package: str = "rules") -> list[str]:
    """The profiles that come with a rules package."""
    folder = files(package) / "profiles"
    return sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml"))


def load_profile(name: str, rules: Mapping[str, Rule], package: str = "rules") -> Profile:
    """A profile by its id or by the path of a TOML file, checked against the rules there are.

    Raises ProfileError where it is missing or wrong: unknown keys, rules, options, clauses.
    """
    raw = _resolved(name, package, ())
    try:
        profile = Profile.model_validate(raw)
    except ValidationError as error:
        keys = [key for model in Model.__subclasses__() for key in model.model_fields]
        raise refusal(name, *faults(error, raw, keys)) from None
    for clause in profile.clause:
        for check in clause.checks:
            if check.rule not in rules:
                fault = Fault(
                    _("clause {clause}: there is no rule '{rule}'"), clause=clause.id, rule=check.rule
                )
                raise refusal(name, fault)
    if unknown := sorted(profile.rules - set(rules)):
        raise refusal(name, Fault(_("{key}: there is no rule '{rule}'"), key="advice", rule=unknown[0]))
    for rule, options in profile.options.items():
        if rule not in rules:
            raise refusal(name, Fault(_("{key}: there is no rule '{rule}'"), key="options", rule=rule))
        if unknown := sorted(set(options) - set(rules[rule].options)):
            fault = Fault(
                _("rule {rule} has no option '{option}'; its options are: {known}"),
                rule=rule,
                option=unknown[0],
                known=list(rules[rule].options) or ["–"],
            )
            raise refusal(name, fault)
    return profile


def _resolved(name: str, package: str, seen: tuple[str, ...]) -> dict[str, Any]:
    """The raw profile with what it extends merged in: clauses by id, options by rule, `drop` applied."""
    if name in seen:
        raise ProfileError(_("profile {profile} extends itself"), profile=name)
    raw = _read(name, package)
    drop, base = raw.pop("drop", []), raw.pop("extends", None)
    if base is None:
        if drop:
            raise refusal(name, Fault(_("drop: there is nothing that it extends")))
        return raw
    if not isinstance(base, str) or not isinstance(drop, list):
        raise refusal(name, Fault(_("`extends` is one name, `drop` a list of clause ids")))
    if base.endswith(".toml"):
        base = str(Path(name).parent / base)
    merged = _shaped(_resolved(base, package, (*seen, name)), base)
    _shaped(raw, name)
    clauses = {clause["id"]: clause for clause in _dropped(merged, drop, name, base)}
    for clause in raw.pop("clause", []):
        clauses[clause["id"]] = {**clauses.get(clause["id"], {}), **clause}
    options = merged.get("options", {})
    for rule, values in raw.pop("options", {}).items():
        options[rule] = {**options.get(rule, {}), **values}
    return {**merged, **raw, "options": options, "clause": list(clauses.values())}


def _shaped(raw: dict[str, Any], name: str) -> dict[str, Any]:
    """A raw profile that others can be merged with; the rest is checked when it is resolved."""
    clauses, options, optional = raw.get("clause", []), raw.get("options", {}), raw.get("optional", {})
    if not isinstance(clauses, list) or not all(isinstance(clause, dict) for clause in clauses):
        raise refusal(name, Fault(_("{key}: write each as {form}"), key="clause", form="[[clause]]"))
    numbers = [clause["id"] for clause in clauses if isinstance(clause.get("id"), str)]
    if len(numbers) < len(clauses):
        raise refusal(name, Fault(_("a clause has no id")))
    if twice := sorted({number for number in numbers if numbers.count(number) > 1}):
        raise refusal(name, Fault(_("clause {clause} stands twice"), clause=twice))
    for key, table, kind in (("options", options, dict), ("optional", optional, list)):
        if not isinstance(table, dict) or not all(isinstance(value, kind) for value in table.values()):
            raise refusal(name, Fault(_("{key}: write it as {form}"), key=key, form=f"[{key}]"))
    return raw


def _dropped(merged: dict[str, Any], drop: Iterable[str], name: str, base: str) -> list[dict[str, Any]]:
    """The clauses of a base without the dropped ones, which nothing else in it refers to any more."""
    gone = set(map(str, drop))
    clauses = merged.get("clause", [])
    if unknown := sorted(gone - {clause["id"] for clause in clauses}):
        fault = Fault(_("drop: there is no clause {clause} in {base}"), clause=unknown[0], base=base)
        raise refusal(name, fault)
    merged["optional"] = {
        function: [number for number in numbers if number not in gone]
        for function, numbers in merged.get("optional", {}).items()
    }
    return [
        {**clause, "not_counted_in": [i for i in clause["not_counted_in"] if i not in gone]}
        if isinstance(clause.get("not_counted_in"), list)
        else clause
        for clause in clauses
        if clause["id"] not in gone
    ]


def _read(name: str, package: str) -> dict[str, Any]:
    path = Path(name) if name.endswith(".toml") else None
    source = path or files(package) / "profiles" / f"{name}.toml"
    try:
        text = source.read_text(encoding="utf-8")
    except OSError:
        known = ", ".join(profile_ids(package))
        raise ProfileError(
            _("there is no profile '{profile}'; give the path of a .toml file or one of: {known}"),
            profile=name,
            known=known,
        ) from None
    except UnicodeDecodeError:
        raise ProfileError(_("profile {profile} is not UTF-8 text: save it as UTF-8"), profile=name) from None
    try:
        return {"id": path.stem if path else name, **tomllib.loads(text)}
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = place.groups() if place else (text.count("\n") + 1, 1)
        raise ProfileError(
            _("profile {profile} is not TOML, see line {line}, column {column}"),
            profile=name,
            line=line,
            column=column,
        ) from None
