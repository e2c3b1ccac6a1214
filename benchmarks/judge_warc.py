"""Judge an archive with every rule, on one core; print a Markdown table.

python benchmarks/judge_warc.py [--pages N] [--rounds N] [ARCHIVE ...]

Without an archive: of the two corpora, as a server would send them. Start-up and the report count too.
"""

import argparse
import io
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import corpora
from measuring import cost, inspector, setting, spread, table
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


def archive(root: Path) -> Path:
    """A WARC file of every page below the folder, as if it had been fetched over HTTP."""
    target = corpora.WORK / f"{root.name}.warc.gz"
    if target.exists():
        return target
    part = target.with_suffix(".part")
    with part.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        at = datetime(2026, 11, 1)
        for path in sorted(root.rglob("*.html"), key=lambda path: (len(path.parts), path)):
            at += timedelta(seconds=1)
            record = writer.create_warc_record(
                f"http://www.yunling.example/{path.relative_to(root).as_posix().removesuffix('index.html')}",
                "response",
                payload=io.BytesIO(path.read_bytes()),
                http_headers=StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": f"{at:%Y-%m-%dT%H:%M:%SZ}"},
            )
            writer.write_record(record)
    return part.rename(target)


def responses(path: Path) -> int:
    """How many answers an archive holds."""
    with path.open("rb") as stream:
        return sum(record.rec_type == "response" for record in ArchiveIterator(stream))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archives", nargs="*", type=Path, metavar="ARCHIVE")
    parser.add_argument("--pages", type=int, default=2000, help="pages of the portal")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    archives = options.archives or [archive(corpora.portal(options.pages)), archive(corpora.documentation())]
    rows = []
    for path in archives:
        pages = responses(path)
        runs = []
        for _ in range(options.rounds):
            with TemporaryDirectory(dir=corpora.WORK) as out:
                runs.append(
                    cost(inspector("replay", path, "--out", out), corpora.WORK / "replay.log", core=1)
                )
            print(f"{path.name}: {pages} pages, {runs[-1]}", flush=True)
        rows.append(
            [
                path.name,
                f"{pages:,}",
                spread([pages / run.wall for run in runs]),
                spread([run.cpu * 1000 / pages for run in runs], 2),
                spread([run.memory for run in runs]),
            ]
        )
    print(f"\n{setting()} {options.rounds} rounds.\n")
    print(table(["archive", "pages", "pages/s", "CPU ms per page", "peak MB"], rows))


if __name__ == "__main__":
    main()
