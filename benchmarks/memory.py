"""Peak memory of a live crawl as the site grows; print a Markdown table.

python benchmarks/memory.py [PAGES ...]     (500 2000 5000 20000)
"""

import sys
from tempfile import TemporaryDirectory

import corpora
from measuring import cost, inspector, setting, table
from server import serve


def main() -> None:
    rows = []
    for pages in map(int, sys.argv[1:] or ["500", "2000", "5000", "20000"]):
        root = corpora.portal(pages)
        with TemporaryDirectory(dir=corpora.WORK) as out, serve(root) as server:
            run = cost(
                inspector("crawl", server.url, "--out", out, "--delay", "0"), corpora.WORK / "memory.log"
            )
        rows.append([f"{server.pages:,}", f"{run.memory:.0f}"])
        print(f"{pages}: {server.pages} pages, {run}", flush=True)
    print(f"\n{setting()}\n")
    print(table(["pages", "peak MB"], rows))


if __name__ == "__main__":
    main()
