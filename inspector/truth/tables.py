"""What `inspector truth` prints and writes: tables of precision, recall and F1."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from inspector.errors import UsageError
from inspector.messages import _
from inspector.truth import FACTS, Measurement, Tally, total

_BLOCK = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end -->)", re.S)


def markdown(result: Measurement) -> str:
    """The tables: every fact and every rule, overall and by site."""
    sites = result.sites()
    rules = sorted({rule for _site, rule in result.rules})
    parts = [
        "### Facts",
        "Of the kind of page, which every page has, all three measures are the accuracy.",
        _overall("fact", FACTS, lambda name: total(result.facts, name, sites)),
        "### Rules",
        "Only what counts as failed is compared, doubt is not. Rules that are not in the table were never "
        "measured.",
        _overall("rule", rules, lambda name: total(result.rules, name, sites)),
        "### F1 by site",
        _table(
            ["", *sites],
            [[name, *(_share(total(result.facts, name, [s]).f1) for s in sites)] for name in FACTS]
            + [[name, *(_share(total(result.rules, name, [s]).f1) for s in sites)] for name in rules],
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _overall(head: str, names: Iterable[str], tally: Callable[[str], Tally]) -> str:
    rows = []
    for name in names:
        one = tally(name)
        rows.append(
            [
                name,
                one.pages,
                one.right,
                one.wrong,
                one.missed,
                *map(_share, (one.precision, one.recall, one.f1)),
            ]
        )
    return _table([head, "compared", "right", "wrong", "missed", "precision", "recall", "F1"], rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def write_docs(result: Measurement, page: Path) -> None:
    """Put the tables between the marks of a page."""
    text = page.read_text("utf-8")
    if not _BLOCK.search(text):
        raise UsageError(_("{page}: the marks <!-- measured --> and <!-- end --> are missing"), page=page)
    page.write_text(_BLOCK.sub(lambda _: f"\n{markdown(result)}\n", text), "utf-8")


def write_precision(result: Measurement, file: Path) -> None:
    """Store how many findings of each rule were judged and right; `load_rules` reads it."""
    sites = result.sites()
    lines = ["# How right each rule was on labelled pages; written by `inspector truth --write`."]
    for rule in sorted({rule for _site, rule in result.rules}):
        one = total(result.rules, rule, sites)
        if judged := one.right + one.wrong:
            share = one.right / judged
            lines += [
                "",
                f"[{rule}]",
                f"judged = {judged}",
                f"right = {one.right}",
                f"precision = {share:.4f}",
            ]
    file.write_text("\n".join(lines) + "\n", "utf-8")
