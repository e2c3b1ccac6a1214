"""How much of a text stands in another already."""

from __future__ import annotations

import re
from collections.abc import Iterator

_KEPT = re.compile(r"[\u4e00-\u9fff]+")
#: Characters of a run: longer than the set phrases that all reports share.
LENGTH = 12
#: Texts with fewer runs prove nothing.
LEAST = 60


def runs(text: str) -> Iterator[str]:
    """All runs of `LENGTH` Chinese characters; numbers and punctuation are left out."""
    plain = "".join(_KEPT.findall(text))
    return (plain[place : place + LENGTH] for place in range(len(plain) - LENGTH + 1))


def shingles(text: str) -> frozenset[int]:
    """Hashes of all runs, to be compared within one process."""
    return frozenset(map(hash, runs(text)))


def shared(text: str, other: str) -> float:
    """The share of a text that stands in another, 0 to 1; 0 where it is too short to tell."""
    here = shingles(text)
    if len(here) < LEAST:
        return 0.0
    return len(here & shingles(other)) / len(here)
