"""The measurement itself, the labels that ship, and that a rule too often wrong does not deduct."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from inspector import Finding, Outcome, Page, page_rule
from inspector.cli import cli
from inspector.errors import UsageError
from inspector.inspection import Inspection
from inspector.locale import phrase, translator
from inspector.profile import load_profile
from inspector.rule import Measured, load_rules
from inspector.truth import FACTS, Measurement, Tally, measure, measure_sites, read_labels, total
from inspector.truth.sites import walk_folder
from inspector.truth.tables import markdown, write_docs, write_precision
from inspector.versions import rules_version

TRUTH = Path(__file__).parent / "truth"
RULES = load_rules()
PROFILE = load_profile("cn-2019", RULES)
PAGE = """<html><head><title>关于开会的通知</title></head><body><h1>关于开会的通知</h1>
<p>发布日期：2025-03-04 来源：某局</p><p>正文一句，正文两句，正文三句。</p></body></html>"""
LABELS = """fetched = 2026-01-15
folder = "."
rules = ["head-tags"]
[footer.none]
[[page]]
file = "page.html"
kind = ["article", "document"]
title = "关于开会的通知"
published = 2025-03-04
source = "另一局"
footer = "none"
findings = ["head-tags:none", "head-tags:SiteName"]
"""


def test_a_tally_counts_wrong_and_missed_values() -> None:
    tally = Tally()
    pairs: list[tuple[str | None, str | None]] = [
        ("a", "a"), ("a", "a"), ("a", "b"), (None, "c"), ("d", None), (None, None),
    ]  # fmt: skip
    assert [tally.count(*pair) for pair in pairs] == [True, True, False, False, False, True]
    assert (tally.right, tally.wrong, tally.missed, tally.pages) == (2, 2, 2, 6)
    assert tally.precision == tally.recall == tally.f1 == 0.5
    assert Tally().f1 is None


@pytest.fixture
def measured(tmp_path: Path) -> Measurement:
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    (tmp_path / "labels.toml").write_text(LABELS, "utf-8")
    return measure(read_labels(tmp_path, None), RULES, PROFILE)


def test_facts_and_findings_are_compared_with_the_labels(measured: Measurement) -> None:
    sites = measured.sites()
    assert total(measured.facts, "title", sites).f1 == 1
    assert total(measured.facts, "published", sites).f1 == 1
    assert total(measured.facts, "source", sites).wrong == 1
    head_tags = total(measured.rules, "head-tags", sites)
    assert (head_tags.right, head_tags.missed) == (1, 1)
    assert any("finding head-tags:SiteName was not found" in line for line in measured.differences)


def test_tables_and_precision_are_written(measured: Measurement, tmp_path: Path) -> None:
    page = tmp_path / "truth.md"
    page.write_text("x\n<!-- measured -->\nold\n<!-- end -->\ny\n", "utf-8")
    write_docs(measured, page)
    assert markdown(measured) in page.read_text("utf-8") and "old" not in page.read_text("utf-8")
    write_docs(measured, page)
    assert page.read_text("utf-8").count("### Facts") == 1
    write_precision(measured, tmp_path / "precision.toml")
    assert "[head-tags]\njudged = 1\nright = 1\n" in (tmp_path / "precision.toml").read_text("utf-8")
    with pytest.raises(UsageError):
        write_docs(measured, tmp_path / "labels.toml")


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "fetched = 2026-01-15\nfolder='.'\n[[page]]\nfile='x'\nkind=['news']\n",
        "fetched = 2026-01-15\nfolder='.'\n[[page]]\nfile='x'\nkind=['other']\ntitle=['a', 'b']\n",
        "][",
    ],
)
def test_labels_that_are_not_well_formed_are_said(tmp_path: Path, wrong: str) -> None:
    if wrong:
        (tmp_path / "labels.toml").write_text(wrong, "utf-8")
    with pytest.raises(UsageError):
        list(read_labels(tmp_path, None))


@page_rule(applies=lambda page: True)
def grumble(page: Page) -> Iterator[Finding]:
    """Nothing is right.

    Why: an example.

    Fix: none.
    """
    yield Finding("{what} is wrong", key="a", what="this")
    yield Finding("who knows", key="b", outcome=Outcome.CANT_TELL)


@pytest.mark.parametrize(
    ("measured", "outcome"),
    [
        (None, "failed"),
        (Measured(100, 98), "failed"),
        (Measured(100, 97), "cantTell"),
        (Measured(1, 0), "cantTell"),
    ],
)
def test_a_rule_that_is_too_often_wrong_may_not_deduct(measured: Measured | None, outcome: str) -> None:
    rules = {"grumble": replace(grumble, measured=measured)}
    with Inspection(
        None,
        "http://a.gov.cn/",
        PROFILE.model_copy(update={"advice": ["grumble"]}),
        rules,
        date(2026, 1, 1),
        crawled=False,
    ) as inspection:
        inspection.add(Page("http://a.gov.cn/", body=b"<html><p>x</p></html>"))
        rows = dict(inspection.connection.execute("SELECT key, outcome FROM findings"))
        outcomes = list(inspection.connection.execute("SELECT outcome FROM outcomes"))
    assert rows == {"a": outcome, "b": "cantTell"}
    assert [row[0] for row in outcomes] == [outcome]


def test_a_rule_may_set_its_own_threshold() -> None:
    lenient = page_rule(applies=lambda page: True, precision=0.5)(grumble.check)
    assert lenient.precision == 0.5 and grumble.precision == 0.98
    assert replace(lenient, measured=Measured(10, 6)).may_deduct
    assert not replace(lenient, measured=Measured(10, 4)).may_deduct
    warned = {"grumble": replace(grumble, measured=Measured(10, 4))}
    assert rules_version(warned) != rules_version({"grumble": grumble})


def test_a_doubted_finding_says_why_in_both_languages() -> None:
    rule = replace(grumble, measured=Measured(10, 7))
    found = rule.findings(Page("http://a.gov.cn/"), {})[0]
    said = phrase(found.message, found.data, str)
    assert said == "this is wrong (not counted: only 7 of 10 such findings were right when measured)"
    assert "10 条中仅 7 条" in phrase(found.message, found.data, translator("zh"))


def test_the_shipped_labels_are_measured_by_the_command() -> None:
    answer = CliRunner().invoke(cli, ["truth", str(TRUTH), "--pages", "no-such-folder"])
    assert answer.exit_code == 0, answer.output
    assert "| kind |" in answer.output


GOALS = {
    **dict.fromkeys(FACTS, 0.97),
    "published": 0.99,
    "document header": 0.98,
    "head tags": 0.995,
    **dict.fromkeys(("site_code", "icp", "police_record"), 0.98),
    **dict.fromkeys(("sponsor", "contact"), 0.95),
}


def test_the_shipped_pages_are_read_as_well_as_they_should_be() -> None:
    result = measure(read_labels(TRUTH, None), RULES, PROFILE)
    sites = result.sites()
    scores = {fact: total(result.facts, fact, sites).f1 for fact in FACTS}
    assert not {fact: score for fact, score in scores.items() if score is None or score < GOALS[fact]}
    assert not [line for line in result.differences if line.endswith("is wrong")]


def test_of_the_shipped_sites_only_what_is_wrong_is_said() -> None:
    result = Measurement()
    measure_sites(result, TRUTH, None, RULES, PROFILE)
    assert not result.differences
    assert total(result.rules, "column-freshness", result.sites()).right > 10


def test_a_site_is_walked_over_its_links(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="/a/">甲</a><a href="/moved">乙</a><a href="/gone">丙</a>')
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.shtml").write_text('<a href="list?id=1">丁</a>')
    (tmp_path / "a" / "list@id=1").write_text("<p>第一页</p>")
    (tmp_path / "unlinked.html").write_text("<p>无</p>")
    start, outside = "http://www.x.example/", "http://y.example/"
    said = {
        "start": start,
        "day": date(2026, 1, 20),
        "answers": {"/moved": "/a", "/a/f.pdf": 403, outside: "dns"},
    }
    with Inspection(None, start, PROFILE, RULES, said["day"]) as inspection:
        walk_folder(said, tmp_path, inspection)
        rows = inspection.connection.execute("SELECT url, status, failure FROM pages JOIN urls USING (id)")
        seen = {url.removeprefix(start): failure or status for url, status, failure in rows}
    assert seen == {
        "": 200, "a/": 200, "a": 301, "moved": 302, "gone": 404, "a/list?id=1": 200, "sitemap.xml": 404,
        outside: "dns",
    }  # fmt: skip
