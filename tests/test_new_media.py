"""The list of new media accounts: what it may look like, and what is refused."""

from datetime import date
from pathlib import Path

import pytest

from inspector import Outcome, Page
from inspector.errors import UsageError
from inspector.inspection import Inspection
from inspector.new_media import read_accounts
from inspector.running import standard
from inspector.taking_over import take, take_whole

FOUND = "SELECT outcome, key FROM findings WHERE rule = 'new-media-freshness'"

CSV = (
    "账号名称,平台,网址,最近更新日期\n青梧发布,微信,https://weixin.example/qw,2026年1月3日\n青梧旅游,微博,,\n"
)
TOML = """
[[account]]
name = "青梧发布"
platform = "微信"
url = "https://weixin.example/qw"
updated = 2026-01-03

[[account]]
name = "青梧旅游"
platform = "微博"
"""


@pytest.mark.parametrize(
    ("name", "body"),
    [("a.csv", CSV.encode("utf-8-sig")), ("a.csv", CSV.encode("gb18030")), ("a.toml", TOML.encode())],
)
def test_accounts_are_read(tmp_path: Path, name: str, body: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    first, second = read_accounts(path)
    assert first == {
        "name": "青梧发布",
        "platform": "微信",
        "url": "https://weixin.example/qw",
        "updated": "2026-01-03",
    }
    assert (second["name"], second["updated"]) == ("青梧旅游", "")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", "名称,平台\n青梧发布,微信\n", "line 1: there is no column 'updated'"),
        ("a.csv", "名称,最近更新\n青梧发布,昨天\n", "line 2: '昨天' is no day"),
        ("a.csv", "名称,最近更新\n,2026-01-03\n", "line 2: the account has no name"),
        ("a.toml", "[[account]\n", "is not TOML"),
        ("a.toml", "account = [1]\n", "account 1: write it as a table"),
    ],
)
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, name: str, text: str, says: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_accounts(path)
    assert says in str(refused.value)


def test_a_missing_list_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give the list of accounts"):
        read_accounts(tmp_path / "none.csv")


def test_the_list_is_judged_and_kept(tmp_path: Path) -> None:
    """What is given once stays with the inspection, and goes along when it is judged again."""
    rules, profile = standard("cn-2019")
    path = tmp_path / "accounts.csv"
    path.write_text("名称,平台,最近更新\n青梧发布,微信,2025-11-30\n", encoding="utf-8")
    start = "http://www.example.gov.cn/"
    page = Page(start, headers=(("content-type", "text/html"),), body=b"<html><body>x</body></html>")
    with Inspection(tmp_path / "one", start, profile, rules, date(2026, 1, 15)) as inspection:
        inspection.add(page)
        assert take(inspection, None, None, path)
        assert not take(inspection, None, None, path), "the same list changes nothing"
        inspection.finish()
        found = inspection.connection.execute(FOUND).fetchall()
        line = next(line for line in inspection.score().lines if line.clause.id == "CN2019.M2.1")
    assert [tuple(row) for row in found] == [("failed", "微信 青梧发布")]
    assert line.outcome is Outcome.FAILED
    with Inspection(None, start, profile, rules, date(2026, 1, 15)) as again:
        again.add(page)
        take_whole(again, tmp_path / "one")
        again.finish()
        assert again.connection.execute(FOUND).fetchall()
