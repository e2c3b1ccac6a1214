"""Crawl a site on loopback without politeness, beside the peers, alternating; print a Markdown table.

python benchmarks/live_crawl.py [--corpus portal|documentation] [--pages N] [--rounds N] [--only NAME]

A page is one that the server gave out with status 200, as its log says. Each tool does what it does by
default: the inspector archives, reads, judges, stores and scores; the others follow links and check them.
"""

import argparse
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import corpora
from measuring import Cost, cost, inspector, setting, spread, table
from peers import peers
from server import serve


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", choices=("portal", "documentation"), default="portal")
    parser.add_argument("--pages", type=int, default=2000, help="pages of the portal")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="tools whose name contains this")
    parser.add_argument("--gzip", action="store_true", help="the server compresses what it sends")
    options = parser.parse_args()
    root = corpora.portal(options.pages) if options.corpus == "portal" else corpora.documentation()
    runs: dict[str, list[tuple[int, Cost]]] = defaultdict(list)
    for _ in range(options.rounds):
        names = [name for name in commands("", Path()) if options.only.lower() in name.lower()]
        for name in names:
            with TemporaryDirectory(dir=corpora.WORK) as out, serve(root, options.gzip) as server:
                spent = cost(commands(server.url, Path(out))[name], corpora.WORK / "crawl.log")
            print(f"{name}: {server.pages} pages, {server.requests} requests, {spent}", flush=True)
            runs[name].append((server.pages, spent))
    rows = [
        [
            name,
            spread([pages for pages, _ in of]),
            spread([pages / spent.wall for pages, spent in of]),
            spread([spent.cpu * 1000 / max(pages, 1) for pages, spent in of], 1),
            spread([spent.memory for _, spent in of]),
        ]
        for name, of in runs.items()
    ]
    print(
        f"\n{setting()} Corpus: {root.name}{', gzip' * options.gzip}. {options.rounds} rounds, alternating.\n"
    )
    print(table(["tool", "pages got", "pages/s", "CPU s per 1,000 pages", "peak MB"], rows))


def commands(url: str, out: Path) -> dict[str, list[str | Path]]:
    """What each tool is called with; the inspector first."""
    own = inspector("crawl", url, "--out", out / "inspection", "--delay", "0")
    return {"inspector": own, **peers(url, out)}


if __name__ == "__main__":
    main()
