"""Live progress of a crawl on stderr: a line that moves on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from inspector.inspection import Inspection

QUIET_SECONDS = 30.0
DRAW_SECONDS = 0.25


@contextmanager
def crawl_progress(
    inspection: Inspection, *, max_pages: int | None, max_minutes: float | None
) -> Iterator[Callable[[int, int, int], None]]:
    """A callback taking (pages, errors, queued), to be called after each page."""
    began = time.monotonic()
    live = sys.stderr.isatty()
    pause = DRAW_SECONDS if live else QUIET_SECONDS
    last = began

    def show(pages: int, errors: int, queued: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < pause:
            return
        last = now
        findings = inspection.connection.execute("SELECT count(*) FROM findings").fetchone()[0]
        seconds = now - began
        parts = [
            f"{pages} pages",
            f"{errors} errors",
            f"{findings} findings",
            f"{pages / seconds:.1f} pages/s",
            f"{queued} queued",
        ]
        if max_pages:
            parts.append(f"{max(0, max_pages - pages)} pages left")
        if max_minutes:
            parts.append(f"{max(0.0, max_minutes - seconds / 60):.1f} min left")
        line = ", ".join(parts)
        sys.stderr.write(f"\r\x1b[K{line[:100]}" if live else f"{line}\n")
        sys.stderr.flush()

    try:
        yield show
    finally:
        if live:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
