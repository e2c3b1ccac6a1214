"""What kind of page a page is, told from many weak signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.facts.kind.evidence import Evidence
    from inspector.page import Page

NAMES = (
    "home", "column", "article", "document", "annual_report", "disclosure_guide", "disclosure_system",
    "application", "mailbox", "letter", "service_guide", "leader", "organization", "sitemap", "search",
    "error", "fragment", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind, how sure (0-1: its share of all evidence), and the signs that spoke for it, strongest first."""

    name: str
    confidence: float
    signs: tuple[str, ...]


def first_look(page: Page) -> Evidence:
    """What speaks for each kind under the title a page is likely to have: by it its title is chosen."""
    from inspector.facts.kind.evidence import Evidence
    from inspector.facts.kind.signs import collect
    from inspector.facts.titles.reader import told_by_byline

    supposed = ""
    if page.media == "html":
        supposed = told_by_byline(page) or next(iter(page.headings.parts), "")
    evidence = Evidence(page, supposed)
    collect(evidence)
    return evidence


def read_kind(page: Page) -> Kind:
    """The kind of a page (one of `NAMES`) with the signs that decided."""
    from inspector.facts.kind.signs import collect

    evidence = page.first_look
    if (title := page.title or "") != evidence.entitled:
        evidence = evidence.under(title)
        collect(evidence)
    return most_likely(evidence)


def most_likely(evidence: Evidence) -> Kind:
    """The kind that most speaks for."""
    totals = {kind: sum(weight for weight, _ in signs) for kind, signs in evidence.signs.items()}
    totals = {kind: total for kind, total in totals.items() if total > 0}
    if not totals:
        return Kind("other", 0.5, ("no sign of any kind",))
    name = max(totals, key=lambda kind: (totals[kind], -NAMES.index(kind)))
    spoken = sorted(evidence.signs[name], reverse=True)
    signs = tuple(f"{sign} ({weight:+.1f})" for weight, sign in spoken)
    return Kind(name, round(totals[name] / sum(totals.values()), 2), signs)
