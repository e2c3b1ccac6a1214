"""The words by which the header of a document is told."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Words:
    """What a header is told by: label → field, how usual each label is, and the patterns made of them.

    `letters` are those that labels begin with; `sure` labels are not ambiguous.
    """

    fields: dict[str, str]
    letters: frozenset[str]
    sure: frozenset[str]
    preference: dict[str, int]
    ambiguous: frozenset[str]
    proof: frozenset[str]
    placeholders: frozenset[str]
    pattern: re.Pattern[str]
    ending: re.Pattern[str]
    script_keys: dict[str, str]
    script_signs: re.Pattern[str]


@cache
def header_words() -> Words:
    """The words of `labels.toml`, compiled."""
    words = tomllib.loads(files("inspector.vocabulary").joinpath("labels.toml").read_text("utf-8"))
    fields: dict[str, str] = {}
    preference: dict[str, int] = {}
    for name, labels in words["fields"].items():
        for position, label in enumerate(labels):
            fields.setdefault(label, name)
            preference.setdefault(label, position)
    gap = r"[\s\x01]{0,16}"
    spaced = "|".join(gap.join(map(re.escape, label)) for label in sorted(fields, key=len, reverse=True))
    pattern = re.compile(
        rf"(?<![^\s\x01;；|，,。•·▪■◆>\]】-])([\[【〖「(（]?){gap}({spaced}){gap}([\]】〗」)）]?){gap}([:：∶︰]?)"
    )
    keys = {key: name for name, names in words["script_keys"].items() for key in names}
    return Words(
        fields,
        frozenset(label[0] for label in fields),
        frozenset(fields).difference(words["ambiguous"]["labels"]),
        preference,
        frozenset(words["ambiguous"]["labels"]),
        frozenset(words["proof"]),
        frozenset(words["placeholders"]),
        pattern,
        re.compile(f"[{''.join(sorted({label[-1] for label in fields}))}]"),
        keys,
        re.compile("|".join(map(re.escape, words["script_signs"]["signs"]))),
    )
