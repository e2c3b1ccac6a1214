"""A standard as data: its clauses, the rules that serve them, and what a breach costs."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from inspector.errors import UsageError
from inspector.rule import Rule

Certainty = Literal["two_copies", "one_copy", "one_garbled_copy", "recalled"]


class ProfileError(UsageError):
    """The profile cannot be used; the message says where it is wrong."""


class Model(BaseModel):
    """A part of a profile; a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Model):
    """Words in Chinese and English; one of them is the standard's own."""

    zh: str
    en: str


class Check(Model):
    """How findings of one rule count for a clause."""

    rule: str
    where: list[dict[str, list[str | int]]] = Field(
        default=[], description="only findings whose data match one of these (every key, any of its values)"
    )
    at_least: int = Field(default=1, ge=1, description="so many make a breach")
    each: float | None = Field(
        default=None,
        gt=0,
        description="points lost for each; without it the clause's points are lost at once",
    )

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

    id: str
    part: Literal["veto", "deduct", "bonus"]
    target: Literal["website", "new_media"] = "website"
    section: Text
    title: Text
    text: Text
    certainty: Certainty
    points: float | None = Field(
        default=None, gt=0, description="the most that can be lost (won, for a bonus)"
    )
    points_certainty: Literal["official", "provisional"] = "official"
    checks: list[Check] = []
    decides: Literal["all", "breach"] = Field(
        default="all", description="'breach': the rules may find a breach, but their silence proves nothing"
    )
    needs: Text | None = Field(default=None, description="what would settle it where no rule does")
    not_counted_in: list[str] = Field(
        default=[], description="findings that already count in these clauses do not count here again"
    )

    @model_validator(mode="after")
    def _sound(self) -> Clause:
        if self.part != "veto" and self.points is None:
            raise ValueError("a clause that is no veto needs points")
        if not self.checks and self.needs is None:
            raise ValueError("a clause without checks must say what it needs")
        return self


class Profile(Model):
    """A standard, resolved: what it extends is already in it."""

    id: str
    title: Text
    source: str
    url: str | None = None
    issued: str | None = None
    full: float = 100
    bonus: float = 0
    qualify: float = Field(default=60, description="below it the site is unqualified")
    bonus_above: float = Field(default=80, description="above it the bonus part counts")
    optional: dict[str, list[str]] = Field(
        default={}, description="clauses not checked where the body lacks a function; the rest is stretched"
    )
    least_pages: int = Field(default=10, ge=1, description="a crawl that saw fewer pages is not judged")
    obey_robots: bool = True
    options: dict[str, dict[str, Any]] = {}
    clause: list[Clause]

    @model_validator(mode="after")
    def _unique(self) -> Profile:
        ids = [clause.id for clause in self.clause]
        if twice := sorted({i for i in ids if ids.count(i) > 1}):
            raise ValueError(f"clause {', '.join(twice)} stands twice")
        for name in [*(n for c in self.clause for n in c.not_counted_in), *sum(self.optional.values(), [])]:
            if name not in ids:
                raise ValueError(f"there is no clause {name}")
        return self

    @property
    def version(self) -> str:
        """A hash of all it says: results of different versions are not comparable as they stand."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]


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
        wrong = "; ".join(_wrong(raw, one) for one in error.errors()[:3])
        raise ProfileError(f"profile {name}: {wrong}") from None
    for clause in profile.clause:
        for check in clause.checks:
            if check.rule not in rules:
                raise ProfileError(f"profile {name}: clause {clause.id}: there is no rule {check.rule!r}")
    for rule, options in profile.options.items():
        if rule not in rules:
            raise ProfileError(f"profile {name}: options: there is no rule {rule!r}")
        if unknown := sorted(set(options) - set(rules[rule].options)):
            known = ", ".join(rules[rule].options) or "none"
            raise ProfileError(
                f"profile {name}: rule {rule} has no option {unknown[0]!r}; its options are: {known}"
            )
    return profile


def _resolved(name: str, package: str, seen: tuple[str, ...]) -> dict[str, Any]:
    """The raw profile with what it extends merged in: clauses by id, options by rule, `drop` applied."""
    if name in seen:
        raise ProfileError(f"profile {name} extends itself")
    raw = _read(name, package)
    drop = raw.pop("drop", [])
    base = raw.pop("extends", None)
    if base is None:
        return raw
    merged = _resolved(base, package, (*seen, name))
    clauses = {clause["id"]: clause for clause in merged.get("clause", [])}
    for gone in drop:
        if clauses.pop(gone, None) is None:
            raise ProfileError(f"profile {name}: drop: there is no clause {gone} in {base}")
    for clause in raw.pop("clause", []):
        number = clause.get("id", "")
        clauses[number] = {**clauses.get(number, {}), **clause}
    options = merged.get("options", {})
    for rule, values in raw.pop("options", {}).items():
        options[rule] = {**options.get(rule, {}), **values}
    return {**merged, **raw, "options": options, "clause": list(clauses.values())}


def _read(name: str, package: str) -> dict[str, Any]:
    path = Path(name) if name.endswith(".toml") else None
    source = path or files(package) / "profiles" / f"{name}.toml"
    try:
        text = source.read_text(encoding="utf-8")
    except OSError:
        known = ", ".join(profile_ids(package))
        raise ProfileError(
            f"there is no profile {name!r}; give the path of a .toml file or one of: {known}"
        ) from None
    except UnicodeDecodeError:
        raise ProfileError(f"profile {name} is not UTF-8 text") from None
    try:
        return {"id": path.stem if path else name, **tomllib.loads(text)}
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"profile {name} is not TOML: {error}") from None


def _wrong(raw: dict[str, Any], error: Any) -> str:
    """One thing that is wrong in a profile: where, in which clause, and what."""
    place = error["loc"]
    clause = ""
    if len(place) > 1 and place[0] == "clause" and isinstance(place[1], int):
        clause = f" (clause {raw['clause'][place[1]].get('id', '?')})"
    return f"{'.'.join(str(part) for part in place)}{clause}: {error['msg']}"
