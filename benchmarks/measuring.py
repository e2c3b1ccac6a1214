"""What a command costs: time, processor time and memory, as the kernel counted them for the whole process."""

import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from tempfile import gettempdir
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 900  # seconds; no run here may take longer


@dataclass(frozen=True)
class Cost:
    """One run: wall and processor seconds, resident MB of the largest process at its peak, exit code."""

    wall: float
    cpu: float
    memory: float
    code: int


def cost(command: Sequence[str | Path], log: Path, core: int | None = None) -> Cost:
    """Run the command to its end, its output into the log; on one core only where that is asked for."""
    log.parent.mkdir(parents=True, exist_ok=True)
    pin: Callable[[], None] | None = None
    if core is not None:
        pin = lambda: os.sched_setaffinity(0, {core})  # noqa: E731
    with log.open("wb") as output:
        before = perf_counter()
        child = subprocess.Popen(
            ["timeout", str(LIMIT), *map(str, command)],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=gettempdir(),  # in the checkout, every Scrapy would take our settings
            # Bytecode is kept, as it is on any user's machine.
            env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            preexec_fn=pin,
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall = perf_counter() - before
    child.returncode = os.waitstatus_to_exitcode(status)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, child.returncode)


def spread(values: Sequence[float], digits: int = 0) -> str:
    """Median, with the lowest and the highest behind it where there are several runs."""
    middle = f"{statistics.median(values):,.{digits}f}"
    return middle if len(values) == 1 else f"{middle} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(line) + " |" for line in (head, ["---"] * len(head), *rows)]
    return "\n".join(lines)


def setting() -> str:
    """Where and when these figures were measured."""
    model = next(
        (
            line.partition(": ")[2].strip()
            for line in Path("/proc/cpuinfo").open()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in ("scrapy", "selectolax"))
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip()
    return (
        f"{date.today()}: {os.cpu_count()} cores ({model}), {memory:.0f} GiB, {platform.system()}, "
        f"Python {platform.python_version()}, {packages}; commit {commit}."
    )


def inspector(*arguments: str | Path) -> list[str | Path]:
    """The inspector's command line, run by the Python that runs this."""
    return ["env", f"PYTHONPATH={ROOT}", sys.executable, "-m", "inspector", *arguments]
