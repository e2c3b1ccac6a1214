"""The pages that people read: their links lead somewhere, and every command is in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inspector.cli import cli

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    page for folder in (".", "docs", "benchmarks") for page in (ROOT / folder).glob("*.md") if page.is_file()
)


def anchors(page: Path) -> set[str]:
    """The anchors that a hosting page makes of headings."""
    headings = re.findall(r"^#{1,6} +(.+?) *$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\((?!\w+:)([^)\s]+)\)", page.read_text(encoding="utf-8")):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_is_documented(command: str) -> None:
    assert f"## inspector {command}\n" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert cli.commands[command].help
