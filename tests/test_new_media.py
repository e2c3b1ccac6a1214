"""New media accounts: the list of them, and the sheet that each has."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from inspector import Outcome, Page
from inspector.cli import cli
from inspector.errors import UsageError
from inspector.inspection import Inspection
from inspector.people.new_media import read_accounts
from inspector.people.taking_over import take, take_whole
from inspector.profile import Profile
from inspector.running import standard, stored
from inspector.score import Verdict, score
from inspector.tally import Counted, RuleResult

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
        (
            "a.csv",
            "名称,平台,最近更新\n青梧发布,微信,\n青梧发布,微信,\n",
            "line 3: the account '青梧发布' stands",
        ),
        ("a.toml", "[[account]\n", "is not TOML, see line 1, column 10"),
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


def test_without_a_list_nothing_is_said_of_accounts(tmp_path: Path) -> None:
    with inspected(tmp_path / "a", None) as inspection:
        line = next(line for line in inspection.score().lines if line.clause.id == "CN2019.M2.1")
        assert (line.outcome, inspection.score().accounts) == (Outcome.CANT_TELL, {})


LIST = (
    "名称,平台,网址,最近更新\n青梧发布,微信,https://weixin.example/qw,2026-01-10\n青梧文旅,微博,,2025-11-30\n"
)


def inspected(folder: Path, accounts: str | None) -> Inspection:
    rules, profile = standard("cn-2019")
    start = "http://www.example.gov.cn/"
    inspection = Inspection(folder, start, profile, rules, date(2026, 1, 15))
    body = b"<html><title>x</title><body>x</body></html>"
    inspection.add(Page(start, headers=(("content-type", "text/html"),), body=body))
    if accounts is not None:
        path = folder.with_suffix(".csv")
        path.write_text(accounts, encoding="utf-8")
        take(inspection, None, None, path)
    inspection.finish()
    return inspection


def told(folder: Path) -> dict[str, Any]:
    """The accounts in the JSON report, by name."""
    answer = CliRunner().invoke(cli, ["report", str(folder), "--format", "json", "--lang", "en"])
    return {one["name"]: one for one in json.loads(answer.stdout)["score"]["accounts"]}


def test_each_account_has_a_sheet_and_a_verdict_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    inspected(folder, LIST).close()
    accounts = told(folder)
    assert [one["verdict"] for one in accounts.values()] == ["pending", "unqualified"]
    assert accounts["微信 青梧发布"]["low"] is None, "the national standard gives accounts no points"
    outcomes = {
        name: {line["clause"]: line["outcome"] for line in one["lines"]} for name, one in accounts.items()
    }
    assert all(len(lines) == 8 for lines in outcomes.values())
    assert outcomes["微信 青梧发布"]["CN2019.M2.1"] == "passed"
    assert outcomes["微博 青梧文旅"]["CN2019.M2.1"] == "failed"
    text = CliRunner().invoke(cli, ["report", str(folder), "--lang", "en"]).stdout
    assert "✘ UNQUALIFIED  微博 青梧文旅" in text and "clauses not settled: 7 of 8" in text

    # People settle the rest account by account, in the same work list as the website's clauses.
    listed = folder / "list.csv"
    assert CliRunner().invoke(cli, ["judge", str(folder), "--out", str(listed), "--all"]).exit_code == 0
    with listed.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    outcome = rows[1].index("Outcome")
    asked = [row for row in rows if row[0].endswith(" @ 微信 青梧发布")]
    assert len(asked) == 8 and asked[0][rows[1].index("Address")] == "https://weixin.example/qw"
    for row in asked:
        row[outcome] = "met (false alarm)"
    next(row for row in rows if row[0] == "CN2019.M3.1 @ 微博 青梧文旅")[outcome] = "not met (confirmed)"
    with listed.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    read = CliRunner().invoke(cli, ["judge", str(folder), "--read", str(listed), "--by", "张三"])
    assert "Judgements taken: 9" in read.stdout, read.output
    accounts = told(folder)
    assert [one["verdict"] for one in accounts.values()] == ["qualified", "unqualified"]
    lines = {line["clause"]: line for line in accounts["微博 青梧文旅"]["lines"]}
    assert (lines["CN2019.M3.1"]["outcome"], lines["CN2019.M3.1"]["by_rules"]) == ("failed", "untested")

    # The line of the whole body is as bad as that of its worst account; the website's verdict is its own.
    with stored(folder) as inspection:
        score = inspection.score()
        whole = {line.clause.id: line.outcome for line in score.lines}
        assert whole["CN2019.M2.1"] is whole["CN2019.M3.1"] is Outcome.FAILED
        assert whole["CN2019.M1.1"] is Outcome.UNTESTED
    assert "no clause or finding" in refused(folder, rows, "CN2019.M3.1 @ 微博 别人")
    assert "no clause or finding" in refused(folder, rows, "CN2019.D1.1 @ 微博 青梧文旅")


def refused(folder: Path, rows: list[list[str]], item: str) -> str:
    path = folder / "wrong.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        line = [item, *rows[2][1:]]
        line[rows[1].index("Outcome")] = "not met (confirmed)"
        csv.writer(stream).writerows([*rows[:2], line])
    return CliRunner().invoke(cli, ["judge", str(folder), "--read", str(path), "--by", "x"]).output


def test_a_city_may_give_accounts_points_and_a_fixed_score_for_a_veto() -> None:
    """As in 肇庆 2019: accounts are scored too, and one with a broken veto has 59 points."""
    name = {"zh": "名", "en": "name"}
    words = {"section": name, "title": name, "text": name, "certainty": "two_copies", "target": "new_media"}
    profile = Profile.model_validate(
        {
            "id": "t",
            "title": name,
            "source": "t",
            "qualify": 60,
            "veto_score": 59,
            "clause": [
                {"id": "M", "part": "veto", "checks": [{"rule": "m"}], **words},
                {"id": "N", "part": "deduct", "points": 100, "checks": [{"rule": "n", "each": 5}], **words},
                {"id": "W", "part": "deduct", "points": 100, "needs": name, **words, "target": "website"},
            ],
        }
    )

    def found(*accounts: str) -> RuleResult:
        data = [{"platform": "微信", "account": account} for account in accounts]
        counted = tuple(Counted(n, Outcome.FAILED, one) for n, one in enumerate(data))
        return RuleResult(Outcome.FAILED if counted else Outcome.PASSED, counted)

    results = {"m": found("甲"), "n": found("甲", "乙", "乙")}
    got = score(profile, results, accounts=["微信 甲", "微信 乙", "微信 丙"])
    assert {name: (one.low, one.high, one.verdict) for name, one in got.accounts.items()} == {
        "微信 甲": (59, 59, Verdict.UNQUALIFIED),
        "微信 乙": (90, 90, Verdict.QUALIFIED),
        "微信 丙": (100, 100, Verdict.QUALIFIED),
    }
    assert (got.low, got.high, got.verdict) == (0, 100, Verdict.PENDING), "the website is another matter"
