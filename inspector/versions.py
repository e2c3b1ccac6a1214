"""Versions: what a result was made with, so that results of different versions are never compared unsaid."""

from __future__ import annotations

import hashlib
import inspect
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from inspector import store
from inspector.locale import phrase, translator
from inspector.messages import _
from inspector.profile import Profile
from inspector.rule import Rule

#: What of the engine decides what a rule sees: the readers of pages, their words, the finding of columns.
READERS = (
    "annual_report", "columns.py", "discovery.py", "facts", "header_labels.py", "site.py", "vocabulary",
)  # fmt: skip


def rules_version(rules: Mapping[str, Rule]) -> str:
    """A hash of the rules' source and of the readers and words that they rest on: 12 hexadecimal digits."""
    modules = sorted({rule.check.__module__ for rule in rules.values()})
    parts = [f"{name}\n{inspect.getsource(sys.modules[name])}" for name in modules]
    parts += [f"{rule.id} only warns" for rule in rules.values() if not rule.may_deduct]
    return hashlib.sha256("\n".join((_readers(), *parts)).encode()).hexdigest()[:12]


@cache
def _readers() -> str:
    package = files("inspector")
    digest = hashlib.sha256()
    for name in READERS:
        for path, text in _texts(package / name, name):
            digest.update(f"{path}\n{text}\n".encode())
    return digest.hexdigest()


def _texts(entry: Traversable, path: str) -> Iterator[tuple[str, str]]:
    """Source and words below a place, in the order of their names."""
    if entry.is_dir():
        for below in sorted(entry.iterdir(), key=lambda one: one.name):
            yield from _texts(below, f"{path}/{below.name}")
    elif entry.is_file() and entry.name.endswith((".py", ".toml")):
        yield path, entry.read_text("utf-8")


def stamp(connection: sqlite3.Connection, profile: Profile, rules: Mapping[str, Rule]) -> None:
    """Note the versions that an inspection is judged with, beside those it was begun with if they differ."""
    for key, now in _now(profile, rules).items():
        before = store.get(connection, key)
        if before is None or now not in before.split("+"):
            store.put(connection, **{key: f"{before}+{now}" if before else now})


def changes(
    connection: sqlite3.Connection, profile: Profile, rules: Mapping[str, Rule], lang: str
) -> list[str]:
    """What has changed since an inspection was judged, as sentences; empty where nothing has."""
    messages = {
        "profile_version": _(
            "the profile changed since the inspection ({old} → {new}); scores may differ for that"
        ),
        "rules_version": _(
            "the rules changed since the inspection ({old} → {new}); findings may differ for that"
        ),
    }
    say = translator(lang)
    return [
        phrase(messages[key], {"old": old, "new": now}, say)
        for key, now in _now(profile, rules).items()
        if (old := store.get(connection, key)) is not None and old != now
    ]


def _now(profile: Profile, rules: Mapping[str, Rule]) -> dict[str, str]:
    return {"profile_version": profile.version, "rules_version": rules_version(rules)}
