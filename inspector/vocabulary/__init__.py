"""Words as data: one TOML file a subject, read once when first asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(subject: str) -> dict[str, Any]:
    """The contents of `<subject>.toml` beside this file."""
    return tomllib.loads((files(__name__) / f"{subject}.toml").read_text("utf-8"))
