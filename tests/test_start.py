"""The one command: what its arguments mean, and what it says when something is missing."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import start


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ([], ["demo"]),
        (["--lang", "zh"], ["demo", "--lang", "zh"]),
        (
            ["https://www.a.gov.cn/x/"],
            ["crawl", "https://www.a.gov.cn/x/", "--out", "inspections/www.a.gov.cn"],
        ),
        (["www.a.gov.cn"], ["crawl", "www.a.gov.cn", "--out", "inspections/www.a.gov.cn"]),
        (["http://127.0.0.1:80/"], ["crawl", "http://127.0.0.1:80/", "--out", "inspections/127.0.0.1_80"]),
        (["http://a.gov.cn/", "--out=b"], ["crawl", "http://a.gov.cn/", "--out=b"]),
        (["http://a.gov.cn/", "--out", "b"], ["crawl", "http://a.gov.cn/", "--out", "b"]),
        (["check", "page.html"], ["check", "page.html"]),
    ],
)
def test_arguments(given: list[str], meant: list[str]) -> None:
    assert [argument.replace("\\", "/") for argument in start.inspect(given)] == meant


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        (
            "Failed to establish a new connection: [Errno 101] Network is unreachable",
            "connect to the network",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE",
            "not the one that was locked",
        ),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("something nobody foresaw", "what it said is in"),
    ],
)
def test_a_failed_installation_is_explained(
    printed: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(start, "LOG", tmp_path / "setup.log")
    with pytest.raises(SystemExit, match=said):
        start.install("-c", f"import sys; sys.exit({printed!r})")


def test_a_python_without_venv_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="python3-venv"):
        start.make_venv()


def test_an_old_python_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is needed; this is 3\.10\."):
        start.main([])


def test_it_starts_with_the_standard_library_alone() -> None:
    script = start.ROOT / "start.py"
    run = subprocess.run([sys.executable, "-I", "-S", script, "--help"], capture_output=True, text=True)
    assert run.returncode == 0
    assert "inspect that site" in run.stdout


@pytest.mark.parametrize("lock", [start.RUNTIME, start.DEVELOPMENT])
def test_a_lock_names_no_place(lock: str) -> None:
    text = (start.ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "file:" not in text
    assert "--hash=sha256:" in text
