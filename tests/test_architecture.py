"""Who may import whom, and that no file grows into two subjects."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import inspector

ROOT = Path(inspector.__file__).parent.parent
FILES = [path for name in ("inspector", "rules", "spiders") for path in sorted((ROOT / name).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_follow_the_architecture(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    names = imported(path)
    tops = {name.split(".")[0] for name in names}
    if package == "inspector":
        assert not tops & {"rules", "spiders"}
    elif package == "rules":
        ours = {name for name in names if name.startswith("inspector")}
        public = {f"inspector.{name}" for name in inspector.__all__} | {"inspector"}
        assert ours <= public, f"rules may import only the public names of inspector, not {ours - public}"
    else:
        assert {name for name in names if name.startswith("inspector.")} <= {
            name for name in names if name.startswith("inspector.crawling.spider")
        }


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450


def test_no_file_is_named_after_nothing() -> None:
    names = {path.stem for path in FILES}
    assert not names & {"util", "utils", "helper", "helpers", "common", "base", "misc"}


def test_the_sql_keeps_to_what_older_sqlite_knows() -> None:
    """The operators -> and ->> came with SQLite 3.38; Python 3.11 stands beside older ones."""
    for path in FILES:
        assert not re.search(r"\w ->>? ['?]", path.read_text("utf-8")), path


def test_no_parameter_of_a_query_is_numbered() -> None:
    """Python 3.12.0 to 3.12.3 warns of ?1, and takes no sequence for it."""
    for path in FILES:
        assert not re.search(r"(?:[=<>(,|]|IS|NOT|LIMIT) ?\?[1-9]", path.read_text("utf-8")), path
