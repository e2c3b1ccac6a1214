from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.columns.classes import classify
from inspector.vocabulary import words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("通知公告", "通知公告"),
        ("公示公告", "通知公告"),
        ("政府信息公开年报", "政府信息公开年报"),
        ("信息公开年报", "政府信息公开年报"),
        ("2023年财政预决算", "财政预决算"),
        ("云溪要闻", "动态要闻"),
        ("走进云溪", "概况信息"),
        ("县长信箱", "领导信箱"),
        ("市政府信息公开指南", "政府信息公开指南"),
        ("重点领域信息公开", "重点领域"),
        ("· 政务服务 ·", "办事服务"),
        ("县商务局", None),
        ("乡镇信息", "动态要闻"),
        ("乡镇", None),
        ("局领导", "领导信息"),
        ("首页", None),
        ("", None),
    ],
)
def test_by_name(name: str, expected: str | None) -> None:
    found = classify(name)
    assert (found.name if found else None) == expected


def test_by_address_only_weakly() -> None:
    found = classify("", "http://x.gov.cn/hdjl/szxx/index.html")
    assert found and found.name == "领导信箱" and found.confidence < 0.5


def test_exact_names_are_surest() -> None:
    exact, looser = classify("通知公告"), classify("云溪县通知公告")
    assert exact and looser and exact.confidence == 1 > looser.confidence
    assert exact.reason


def test_each_column_has_an_english_name_and_is_found_by_its_id() -> None:
    for column in words("columns")["column"]:
        assert column["english"] and column["names"] and column["tokens"]
        found = classify(column["id"])
        assert found and found.name == column["id"]


@given(st.text(max_size=40), st.text(max_size=60))
def test_no_input_raises(name: str, url: str) -> None:
    classify(name, url)
