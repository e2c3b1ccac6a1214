"""Fit how much each sign says of a title, and measure how right titles are on pages left out.

python benchmarks/title_weights.py [--labels FOLDER ...] [--pages FOLDER] [--write]

Prints how many titles are right in cross-validation: pages are left out by the set or site they belong to,
ten times a tenth of them, and the weights fitted on the rest. To these belongs each page also as another
template would have it: with a title element that names only the site, only the column, or nothing, and with
headings that nothing marks. `--write` fits on all and puts the weights into
inspector/vocabulary/title_weights.toml.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from choice import Choice, Weights, chosen, fit, left_out
from measuring import ROOT

sys.path.insert(0, str(ROOT))
from inspector.facts.titles.candidates import Candidates  # noqa: E402
from inspector.facts.titles.reader import told_by_byline  # noqa: E402
from inspector.facts.titles.signs import CONTEXTS, contexts, signs_of  # noqa: E402
from inspector.page import Page  # noqa: E402
from inspector.truth import page_of, read_labels  # noqa: E402

TARGET = ROOT / "inspector" / "vocabulary" / "title_weights.toml"
HEAD = """\
# How much each sign says for a text as the title of its page, and what each context adds where it holds.
# Fitted on labelled pages by `python benchmarks/title_weights.py --write`, not by hand.
"""


SHARE = 0.15
"""How much a page counts as another template would have it; as it is it counts 1."""
_TITLE = re.compile(r"(<title\b[^>]*>)[^<]*", re.I)
_HEADING = re.compile(r"(</?)h[1-6]\b", re.I)
_META = re.compile(r"<meta\b[^>]*>", re.I)


class Example(NamedTuple):
    """A labelled page: the set it belongs to, its file, its candidates, and whether they are asked for."""

    group: str
    file: str
    choice: Choice
    texts: list[str]
    asked: bool


def examples(labels: Path, pages: Path | None) -> Iterator[Example]:
    """Every page with a labelled title among its candidates; then as other templates would have it."""
    for label in read_labels(labels, pages):
        page = page_of(label)
        if not (label.reads("title") and label.said.get("title") and page.seen):
            continue
        wanted = "".join(label.said["title"].split())
        group = f"{label.site} {label.file.partition('/')[0]}"
        for share, one in ((1.0, page), *((SHARE, other) for other in otherwise(page))):
            candidates = Candidates(one)
            alternatives = [
                (sorted(signs_of(candidate, candidates)), "".join(candidate.text.split()) == wanted)
                for candidate in candidates.found
            ]
            if any(right for _signs, right in alternatives):
                choice = Choice(contexts(candidates), alternatives, share)
                texts = [candidate.text for candidate in candidates.found]
                yield Example(group, label.file, choice, texts, share == 1 and told_by_byline(page) is None)
            elif share == 1:
                print(f"{label.file}: {label.said['title']} is no candidate")


def otherwise(page: Page) -> Iterator[Page]:
    """The page with other words for a title element, and with headings that are no more than boxes."""
    if page.media != "html":
        return
    tags, trail, owner = page.head_tags, page.trail, page.identity.sponsor
    column = tags.get("ColumnName") or (trail.steps[-1] if trail else "")
    for name in dict.fromkeys((tags.get("SiteName") or owner or "", column, "")):
        yield _with(page, _TITLE.sub(partial(_entitled, name), page.markup))
    yield _with(page, _HEADING.sub(r"\1div", page.markup))


def _entitled(name: str, element: re.Match[str]) -> str:
    return element[1] + name


def _with(page: Page, markup: str) -> Page:
    markup = _META.sub(lambda its: "" if "charset" in its[0].lower() else its[0], markup)
    return Page(page.url, 200, (("content-type", "text/html; charset=utf-8"),), markup.encode())


def table(weights: Weights) -> str:
    """The weights as TOML: what each sign says always, and what each context adds."""
    text = HEAD
    for context in ("", *CONTEXTS):
        signs = weights.get(context, {})
        rows = [f'"{sign}" = {signs[sign]:.1f}\n' for sign in sorted(signs) if abs(signs[sign]) >= 0.05]
        text += f'\n["{context or "always"}"]\n{"".join(rows)}'
    return text


def main() -> None:
    """Measure, and write the weights where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--labels", type=Path, nargs="*", default=[ROOT / "tests" / "truth"])
    parser.add_argument("--pages", type=Path, default=ROOT.parent / "shared" / "real")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    found = [example for folder in given.labels for example in examples(folder, given.pages)]
    right = 0
    for groups in left_out([example.group for example in found]):
        weights = fit([its.choice for its in found if its.group not in groups])
        for its in found:
            if its.asked and its.group in groups:
                at = chosen(its.choice, weights)
                right += its.choice.alternatives[at][1]
                if not its.choice.alternatives[at][1]:
                    print(f"{its.file}: {its.texts[at]}")
    asked = sum(example.asked for example in found)
    print(f"{right} of {asked} titles right on pages left out: {right / asked:.3f}")
    if given.write:
        TARGET.write_text(table(fit([example.choice for example in found])), "utf-8")


if __name__ == "__main__":
    main()
