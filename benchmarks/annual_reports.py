"""How fast annual reports are judged: from text, HTML, Word and PDF, and a folder as a whole city.

    .venv/bin/python -m benchmarks.annual_reports [COUNT]

The reports are written by tests/annual_report/draft.py: whole ones of form C, all tables, 3,000 characters.
Reading and judging, without writing the result; the median of five rounds. Text and HTML are read in this
process and counted by its processor time; Word and PDF in the child process, counted by the clock.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from inspector.annual_report.child import Reader
from inspector.annual_report.findings import findings
from inspector.annual_report.folder import judge_folder
from inspector.annual_report.report import AnnualReport
from inspector.annual_report.targets import read_body
from tests.annual_report.draft import as_bars, as_docx, as_html, as_pdf, draft

ROUNDS = 5
MORE = (
    "（四）重点领域公开。聚焦营商环境、生态环境等领域，全年发布政策文件10篇，其中图文解读5篇、视频解读5篇。"
)


def rate(work: Callable[[], int], clock: Callable[[], float]) -> float:
    """Reports a second, the median of some rounds."""
    work()
    rates = []
    for _ in range(ROUNDS):
        begin = clock()
        count = work()
        rates.append(count / (clock() - begin))
    return statistics.median(rates)


def main(count: int) -> None:
    drafts = [draft(seed) for seed in range(count)]
    with Reader() as reader:
        for name, bodies in (
            ("text.txt", [as_bars(one) + ("\n" + MORE * 12).encode() for one in drafts]),
            ("page.html", [as_html(one) for one in drafts]),
            ("report.docx", [as_docx(one) for one in drafts[: count // 2]]),
            ("report.pdf", [as_pdf(one) for one in drafts[: count // 4]]),
        ):

            def judge(name: str = name, bodies: list[bytes] = bodies) -> int:
                for body in bodies:
                    findings(AnnualReport(name, read_body(name, body, reader)))
                return len(bodies)

            clock = time.process_time if name.endswith(("txt", "html")) else time.perf_counter
            speed = rate(judge, clock)
            print(f"{name:12} {speed:8.0f} reports/s  ({len(bodies)} reports, {len(bodies[0])} bytes)")
    with tempfile.TemporaryDirectory() as folder:
        for seed, one in enumerate(drafts):
            one.body = f"{one.body}第{seed}分局"
            (Path(folder) / f"{seed}.html").write_bytes(as_html(one))
        begin = time.perf_counter()
        city = judge_folder(Path(folder))
        seconds = time.perf_counter() - begin
        print(f"a folder of {len(city.reports)} HTML reports, compared with each other: {seconds:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
