"""Set everything up in .venv, then run: with nothing but Python's standard library to start from.

python3 start.py                     inspect the sample portal that comes with the project
python3 start.py URL [OPTIONS]       inspect that site into inspections/HOST (options: inspector crawl --help)
python3 start.py COMMAND [OPTIONS]   any other command of the inspector: check, replay, report, rules ...
python3 start.py --test [OPTIONS]    run every check of the project (options: pytest --help)
python3 start.py --lock [--upgrade]  write the lock files again after a change of pyproject.toml
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = VENV / "setup.log"
RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"

# What the installer prints when it fails, and what to tell the user then.
REASONS = (
    ("No space left|not enough space", "The disk is full: make room, then run this again."),
    ("Permission denied|Access is denied", "A file could not be written: check who owns this folder."),
    ("DO NOT MATCH THE HASHES", "A package is not the one that was locked: nothing of it was installed."),
    (
        "connection|resolution|resolve|timed out|from versions: none|ProxyError|SSLError",
        "The package index cannot be reached: connect to the network, then run this again"
        " (behind a mirror: set PIP_INDEX_URL).",
    ),
    ("No matching distribution", "A locked package has no build for this Python and system."),
)


def set_up(lock: str) -> None:
    """Bring .venv to the state that the lock file names; quick when it is there already."""
    state = hashlib.sha256()
    for part in (ROOT / lock, ROOT / "pyproject.toml"):
        state.update(part.read_bytes())
    state.update(str(ROOT).encode())
    stamp = VENV / (lock + ".installed")
    probe = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    whole = PYTHON.exists() and run("-c", probe, log=True) == 0
    if not whole:
        make_venv()
    elif stamp.exists() and stamp.read_text() == state.hexdigest():
        return
    stamp.unlink(missing_ok=True)
    say(f"Installing what {lock} names (a minute or two) ...")
    pip = ("-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--retries", "2")
    install(*pip, "--require-hashes", "--requirement", str(ROOT / lock))
    install(*pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
    stamp.write_text(state.hexdigest())


def make_venv() -> None:
    """Make .venv, in place of a half-made one too."""
    if importlib.util.find_spec("ensurepip") is None:
        fail("This Python cannot make virtual environments: install its venv module (Debian: python3-venv).")
    say("Repairing .venv ..." if VENV.exists() else "Making .venv ...")
    try:
        venv.create(VENV, clear=True, with_pip=True, symlinks=os.name != "nt")
    except (OSError, subprocess.CalledProcessError) as error:
        fail(f"The virtual environment {VENV} could not be made: {error}.")


def install(*command: str) -> None:
    """Run one step of the installer, or end with the reason it failed for."""
    if run(*command, log=True) == 0:
        return
    output = LOG.read_text(encoding="utf-8", errors="replace")
    for pattern, sentence in REASONS:
        if re.search(pattern, output, re.IGNORECASE):
            fail(f"{sentence} Details: {LOG}")
    fail(f"The installer failed; what it said is in {LOG}.")


def test(options: list[str]) -> NoReturn:
    """Run every check, the quick ones first; stop at the first that fails."""
    set_up(DEVELOPMENT)
    os.chdir(ROOT)
    pages = ["README.md", *sorted(str(page) for page in Path("docs").glob("*.md"))]
    checks = (
        ("code style", ("ruff", "check", ".")),
        ("code format", ("ruff", "format", "--check", ".")),
        ("types", ("mypy",)),
        ("pages made from code", ("cogapp", "--check", "-I", "docs", *pages)),
    )
    for subject, command in checks:
        say(f"Checking {subject} ...")
        if run("-m", *command) != 0:
            fail(f"The check of {subject} failed.")
    say("Checking lock files ...")
    with tempfile.TemporaryDirectory() as folder:
        for lock in (RUNTIME, DEVELOPMENT):
            shutil.copy(ROOT / lock, folder)
        compile_locks(Path(folder))
        for lock in (RUNTIME, DEVELOPMENT):
            if (ROOT / lock).read_bytes() != (Path(folder) / lock).read_bytes():
                fail(f"{lock} does not fit pyproject.toml: run python3 start.py --lock.")
    say("Running the tests ...")
    hand_over("-m", "pytest", "-n", "auto", "--dist", "loadfile", *options)


def compile_locks(folder: Path, *options: str) -> None:
    """Write both lock files into the folder; versions that are locked there already stay, where they can."""
    command = ["-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version=3.11"]
    command += ["--generate-hashes", "--custom-compile-command=python3 start.py --lock", "pyproject.toml"]
    os.chdir(ROOT)
    for lock, more in (
        (RUNTIME, ["--group=build"]),
        (DEVELOPMENT, ["--group=dev", f"--constraint={RUNTIME}"]),
    ):
        if run(*command, *more, *options, f"--output-file={folder / lock}") != 0:
            fail(f"{lock} could not be made: see above (the package index must be in reach).")


def run(*arguments: str, log: bool = False) -> int:
    """Run .venv's Python; give its exit code."""
    if not log:
        return subprocess.call([str(PYTHON), *arguments])
    with LOG.open("wb") as output:
        return subprocess.call([str(PYTHON), *arguments], stdout=output, stderr=subprocess.STDOUT)


def hand_over(*arguments: str) -> NoReturn:
    """Become .venv's Python with these arguments, so that Ctrl-C and the exit code are its own."""
    sys.stdout.flush()
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if os.name != "nt":
        os.execve(PYTHON, [str(PYTHON), *arguments], environment)
    child = subprocess.Popen([str(PYTHON), *arguments], env=environment)
    while True:
        try:
            sys.exit(child.wait())
        except KeyboardInterrupt:
            continue  # The child got it too, and ends in its own way.


def inspect(arguments: list[str]) -> list[str]:
    """Turn the arguments into those of the inspector: none is the demo, an address is a crawl."""
    first = arguments[0] if arguments else "-"
    if first.startswith("-"):
        return ["demo", *arguments]
    if not re.search(r"[.:]", first):
        return arguments
    if not any(argument.split("=")[0] == "--out" for argument in arguments):
        host = urlsplit(first if "//" in first else "//" + first).netloc.rpartition("@")[2]
        arguments = [*arguments, "--out", str(Path("inspections", re.sub(r"[^\w.-]", "_", host) or "site"))]
    return ["crawl", *arguments]


def say(line: str) -> None:
    """Tell the user what happens now."""
    print(line, flush=True)


def fail(sentence: str) -> NoReturn:
    """End with one sentence that says what to do."""
    sys.exit("start.py: " + sentence)


def main(arguments: list[str]) -> None:
    """Do what the arguments say."""
    if sys.version_info < (3, 11):
        fail("Python 3.11 or newer is needed; this is {}.{}.".format(*sys.version_info[:2]))
    if arguments[:1] in (["--help"], ["-h"]):
        say(__doc__.strip())
    elif arguments[:1] == ["--test"]:
        test(arguments[1:])
    elif arguments[:1] == ["--lock"]:
        set_up(DEVELOPMENT)
        compile_locks(ROOT, *arguments[1:])
    else:
        set_up(RUNTIME)
        hand_over("-m", "inspector", *inspect(arguments))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        fail("Stopped.")
