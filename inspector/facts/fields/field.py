"""One labelled part of a page, as readers of headers, parts and feet find them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One part: label as printed (no blanks), value, and present or blank (nothing behind the label)."""

    label: str
    value: str
    state: str
