"""Where the time of judging goes: milliseconds a page for every reader and page rule; print a Markdown table.

python benchmarks/readers.py [ARCHIVE]     (the portal of 300 pages)

Each step is timed when it is first asked for, in the order of the table: what a reader shares with one
above it has been paid there.
"""

import sys
from collections import defaultdict
from pathlib import Path
from time import perf_counter

from corpora import portal
from judge_warc import archive
from measuring import ROOT, setting, table

sys.path.insert(0, str(ROOT))

from inspector.evidence.archive import pages  # noqa: E402
from inspector.profile import load_profile  # noqa: E402
from inspector.rule import load_rules  # noqa: E402

READERS = (
    *(
        "media",
        "markup",
        "tree",
        "shown",
        "lines",
        "text",
        "written",
        "blocked",
        "head_tags",
        "links",
        "byline",
    ),
    *("title", "document_header", "identity", "kind", "listing", "published", "source", "needs_rendering"),
)


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else archive(portal(300))
    known = load_rules()
    options = load_profile("cn-2019", known).options
    rules = [rule for rule in known.values() if rule.scope == "page"]
    spent: dict[str, float] = defaultdict(float)
    count = 0
    for page in pages(path):
        if not page.seen:
            continue
        count += 1
        fresh = type(page)(page.url, page.status, page.headers, page.body, page.fetched)
        for reader in READERS:
            before = perf_counter()
            getattr(fresh, reader)
            spent[reader] += perf_counter() - before
        for rule in rules:
            before = perf_counter()
            if rule.applies(fresh):
                list(rule.check(fresh, **{**rule.options, **options.get(rule.id, {})}))
            spent[f"rule {rule.id}"] += perf_counter() - before
    rows = [(name, f"{seconds * 1000 / count:.3f}") for name, seconds in spent.items()]
    print(f"{setting()} {path.name}, {count:,} pages.\n")
    print(table(["step", "ms a page"], [*rows, ("all", f"{sum(spent.values()) * 1000 / count:.3f}")]))


if __name__ == "__main__":
    main()
