"""Live progress on stderr: a line that moves on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unicodedata import east_asian_width

from inspector.inspection import Inspection
from inspector.locale import phrase, translator
from inspector.messages import _

QUIET_SECONDS = 30.0
DRAW_SECONDS = 0.25


@contextmanager
def crawl_progress(
    inspection: Inspection, *, max_pages: int | None, max_minutes: float | None, lang: str
) -> Iterator[Callable[[int, int, int], None]]:
    """A callback taking (pages, errors, queued), to be called after each page."""
    began = time.monotonic()
    say = translator(lang)

    def line(pages: int, errors: int, queued: int) -> str:
        seconds = time.monotonic() - began
        data = {
            "pages": pages,
            "errors": errors,
            "findings": inspection.connection.execute("SELECT count(*) FROM findings").fetchone()[0],
            "rate": f"{pages / seconds:.1f}",
            "queued": queued,
        }
        message = _("{pages} pages, {errors} errors, {findings} findings, {rate} pages/s, {queued} queued")
        parts = [phrase(message, data, say)]
        if max_pages:
            parts.append(phrase(_("{count} pages left"), {"count": max(0, max_pages - pages)}, say))
        if max_minutes:
            left = f"{max(0.0, max_minutes - seconds / 60):.1f}"
            parts.append(phrase(_("{count} min left"), {"count": left}, say))
        return say(_(", ")).join(parts)

    with _moving() as show:
        yield lambda *counts: show(lambda: line(*counts))


@contextmanager
def check_progress(lang: str) -> Iterator[tuple[Callable[[int, int], None], Callable[[int], None]]]:
    """Two callbacks: one taking (answers, of how many addresses), one taking the pages judged."""
    say = translator(lang)
    with _moving() as show:
        yield (
            lambda done, all_: show(
                lambda: phrase(_("{count} of {all} addresses answered"), {"count": done, "all": all_}, say)
            ),
            lambda pages: show(lambda: phrase(_("{count} pages judged"), {"count": pages}, say)),
        )


@contextmanager
def _moving() -> Iterator[Callable[[Callable[[], str]], None]]:
    """A callback taking what makes the line, which it asks no more often than the line is written."""
    live = sys.stderr.isatty()
    pause = DRAW_SECONDS if live else QUIET_SECONDS
    last = time.monotonic()

    def show(line: Callable[[], str]) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < pause:
            return
        last = now
        sys.stderr.write(f"\r\x1b[K{_fitting(line())}" if live else f"{line()}\n")
        sys.stderr.flush()

    try:
        yield show
    finally:
        if live:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _fitting(line: str) -> str:
    """The beginning of a line that fits on the terminal without wrapping."""
    left = shutil.get_terminal_size().columns - 1
    for position, letter in enumerate(line):
        left -= 2 if east_asian_width(letter) in "WF" else 1
        if left < 0:
            return line[:position]
    return line
