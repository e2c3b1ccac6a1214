"""The signs of kinds in the language of the reader."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.locale import translator
from inspector.locale.signs import sign_said

FACTS = Path(__file__).parent.parent / "inspector" / "facts"


def written() -> Iterator[str]:
    """Every sign that the readers of kinds may give, its values filled in."""
    for path in sorted((FACTS / "kind").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr != "add" or len(node.args) != 3:
                continue
            for part in ast.walk(node.args[2]):
                if isinstance(part, ast.JoinedStr):
                    yield "".join(str(v.value) if isinstance(v, ast.Constant) else "7" for v in part.values)
                    break
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value
                    break


SIGNS = sorted(set(written()))


def test_the_signs_are_found() -> None:
    assert len(SIGNS) > 60 and "7 dated links" in SIGNS


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_is_said_in_both_languages(sign: str) -> None:
    assert sign_said(f"{sign} (+2.5)", translator("en")) == f"{sign} (+2.5)"
    said = sign_said(f"{sign} (+2.5)", translator("zh"))
    assert said.endswith(" (+2.5)") and said.removesuffix(" (+2.5)") != sign


def test_what_signs_quote_stays() -> None:
    zh = translator("zh")
    assert sign_said("says 页面不存在 {x} (+5.0)", zh) == "页面写有“页面不存在 {x}” (+5.0)"
    assert sign_said("address of a sitemap (+4.0)", zh) == "地址属于网站地图 (+4.0)"
    assert sign_said("something new (+1.0)", zh) == "something new (+1.0)"
