"""Other standards than the default: another country's, and the same evidence under all of them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inspector import store
from inspector.inspection import DATABASE
from inspector.profile import load_profile, profile_ids
from inspector.profile.diff import inspection_diff, profiles_diff
from inspector.replaying import replay_evidence, replayed
from inspector.rule import Outcome, load_rules
from inspector.running import report_folder, stored
from inspector.sample.serve import OFFICIAL_HOST, serve
from inspector.score import Verdict
from inspector.verifying import verify_folder
from inspector.versions import rules_version

PORTAL = Path(__file__).parent / "portals" / "coastal-lights"
TODAY = date(2026, 1, 15)
RULES = load_rules()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "inspector", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)


def crawled(folder: Path, source: Path | date, profile: str, host: str) -> Any:
    with serve(source) as url:
        done = run(
            *("crawl", url, "--out", str(folder), "--today", TODAY.isoformat(), "--profile", profile),
            *("--official-host", host, "--format", "json", "--lang", "en"),
        )
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def lights(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The report on a portal in English that lacks one link and has a dead one."""
    folder = tmp_path_factory.mktemp("lights") / "inspection"
    return crawled(folder, PORTAL, "us-federal", "lights.example.gov")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The sample portal, inspected."""
    folder = tmp_path_factory.mktemp("sample") / "inspection"
    crawled(folder, TODAY, "cn-2019", OFFICIAL_HOST)
    yield folder


def test_a_portal_in_english_is_judged_by_its_own_standard(lights: Any) -> None:
    lines = {line["clause"]: line["outcome"] for line in lights["score"]["lines"]}
    missed = {"US.NO-FEAR", "US.BOD-20-01", "US.M-17-06.11E"}
    assert {clause for clause, outcome in lines.items() if outcome == "failed"} == missed
    assert {clause for clause, outcome in lines.items() if outcome == "cantTell"} == {"US.HTTPS"}
    assert {clause for clause, outcome in lines.items() if outcome == "untested"} == {"US.M-17-06.16D.x"}
    assert sum(outcome == "passed" for outcome in lines.values()) == 10
    assert lights["score"]["verdict"] == "scored"


def test_nothing_chinese_is_said_of_it(lights: Any) -> None:
    """No rule of a Chinese standard ran, and an English report on it holds no Chinese."""
    texts = [finding["message"] for finding in lights["findings"]]
    assert texts
    assert all(text.isascii() for text in texts)
    standard = load_profile("us-federal", RULES)
    assert {finding["rule"] for finding in lights["findings"]} <= standard.rules


def test_results_are_stamped(lights: Any) -> None:
    standard = load_profile("us-federal", RULES)
    of_profile = {name: RULES[name] for name in standard.rules}
    assert lights["score"]["profile_version"] == standard.version
    assert lights["score"]["rules_version"] == rules_version(of_profile)


@pytest.mark.parametrize("name", profile_ids())
def test_the_same_evidence_under_every_standard(sample: Path, name: str) -> None:
    profile = load_profile(name, RULES)
    with replayed(sample, None, RULES, profile) as inspection:
        score = inspection.score()
        crashes = inspection.connection.execute("SELECT data FROM findings WHERE key = 'crash'").fetchall()
    assert not [row["data"] for row in crashes]
    assert 0 <= score.low <= score.high <= profile.full + profile.bonus
    assert score.verdict is not Verdict.REFUSED
    assert len(score.lines) == len(profile.clause)


def test_the_sample_portal_by_the_regulations(sample: Path) -> None:
    """What the portal is made to fulfil is found fulfilled."""
    with replayed(sample, None, RULES, load_profile("cn-disclosure", RULES)) as inspection:
        lines = {line.clause.id: line for line in inspection.score().lines}
        failed = {
            (row["rule"], row["key"])
            for row in inspection.connection.execute(
                "SELECT rule, key FROM findings WHERE outcome = 'failed'"
            )
        }
    assert lines["CN2019P.2"].outcome is Outcome.PASSED
    assert lines["RG19.12a"].failed == 0
    assert lines["RG19.29"].outcome is Outcome.PASSED
    assert not {rule for rule, _key in failed} & {
        "disclosure-guide",
        "disclosure-application",
        "disclosure-platform",
    }


def test_what_differs_between_two_standards() -> None:
    a, b = load_profile("cn-2019", RULES), load_profile("cn-guidelines-2017", RULES)
    text = profiles_diff(a, b, "en", width=100)
    assert f"version {a.version}" in text
    assert f"version {b.version}" in text
    assert "qualify: 60 → –" in text
    assert "- CN2019.V4.1  Columns not updated (veto)" in text
    assert "+ CN2017.A2  Domain name (4 points)" in text
    assert "say the same" in profiles_diff(a, a, "en", width=100)


def test_a_variant_differs_clause_by_clause(tmp_path: Path) -> None:
    path = tmp_path / "city.toml"
    path.write_text(
        "extends = 'cn-2019'\nveto_score = 59\n[[clause]]\nid = 'CN2019.D4.6'\npoints = 2\n", encoding="utf-8"
    )
    a, b = load_profile("cn-2019", RULES), load_profile(str(path), RULES)
    lines = profiles_diff(a, b, "en", width=120).splitlines()
    changed = [line.strip() for line in lines if line.lstrip().startswith(("~", "points:", "veto_score:"))]
    assert changed == ["veto_score: – → 59", "~ CN2019.D4.6  Compatibility", f"points: {_points(a)} → 2"]


def _points(profile: Any) -> str:
    return f"{next(c.points for c in profile.clause if c.id == 'CN2019.D4.6'):g}"


def test_what_a_variant_changes_in_points(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "city.toml"
    checks = '[{ rule = "dead-link", each = 2 }]'
    path.write_text(
        f'extends = "cn-2019"\n[[clause]]\nid = "CN2019.D4.3"\nchecks = {checks}\n', encoding="utf-8"
    )
    a, b = load_profile("cn-2019", RULES), load_profile(str(path), RULES)
    text = inspection_diff(a, b, sample, RULES, "en", width=120)
    rows = [line for line in text.splitlines() if "CN2019.D4.3" in line]
    assert len(rows) == 1
    assert rows[0].split()[0] == "~"
    assert "No line of the score sheet changes" in inspection_diff(a, a, sample, RULES, "en", width=120)


def test_the_command_compares(sample: Path) -> None:
    done = run("profiles", "diff", "cn-2019", "cn-disclosure", "--on", str(sample), "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "+ RG19.12a" in " ".join(done.stdout.split())
    assert run("profiles", "diff", "cn-2019", "cn-2091").returncode == 2
    assert run("diff", "cn-2019", "cn-2019").returncode == 2


def test_a_change_of_versions_is_said(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(sample, folder)
    connection = store.open_database(folder / DATABASE)
    with store.transaction(connection):
        store.put(connection, rules_version="0123456789ab")
    connection.close()
    options: dict[str, Any] = {"format_": "terminal", "lang": "en", "show_all": False}
    text = " ".join(report_folder(folder, **options).text.split())
    assert "the rules changed since the inspection (0123456789ab →" in text
    verified, _same = verify_folder(folder, "en")
    assert "the rules changed since the inspection" in verified
    assert "changed since" not in report_folder(sample, **options).text


def test_what_was_judged_by_two_versions_bears_both(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(sample, folder)
    connection = store.open_database(folder / DATABASE)
    now = store.get(connection, "rules_version")
    with store.transaction(connection):
        store.put(connection, rules_version="0123456789ab")
    connection.close()
    with stored(folder) as inspection:
        inspection.finish()
        assert store.get(inspection.connection, "rules_version") == f"0123456789ab+{now}"
        inspection.finish()
        assert store.get(inspection.connection, "rules_version") == f"0123456789ab+{now}"


def test_a_standard_of_ones_own_is_kept_with_the_result(sample: Path, tmp_path: Path) -> None:
    """The file may be gone when the report is printed again."""
    path, folder = tmp_path / "city.toml", tmp_path / "again"
    path.write_text(
        "extends = 'cn-2019'\nvalid_until = 2025-12-31\ntitle = { zh = '某市', en = 'Some city' }\n",
        encoding="utf-8",
    )
    options: dict[str, Any] = {"format_": "terminal", "lang": "en", "show_all": False}
    first = replay_evidence(sample, folder, profile_id=str(path), **options)
    path.unlink()
    again = report_folder(folder, **options)
    assert "Some city" in again.text
    assert "in force from … to 2025-12-31 only" in " ".join(again.text.split())
    assert (first.score.low, first.score.high) == (again.score.low, again.score.high)


def test_a_sheet_prints_its_own_ways_to_count(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "city.toml"
    path.write_text("extends = 'cn-2019'\nleft_out = 'spread'\nveto_score = 59\n", encoding="utf-8")
    options: dict[str, Any] = {"format_": "terminal", "lang": "en", "show_all": False}
    spread = replay_evidence(sample, None, profile_id=str(path), without=("services",), **options)
    text = " ".join(spread.text.split())
    assert spread.score.vetoes
    assert "Score: 59 " in text
    assert "A broken veto gives 59 points" in text
    assert "their points are spread over the others" in text
    assert "the rest is multiplied" not in text
    weighted = replay_evidence(sample, None, profile_id="cn-suqian-departments", **options)
    assert f"主动公开: {weighted.score.parts[0].low:g}" in " ".join(weighted.text.split())


def test_versions_change_with_the_rules() -> None:
    some = {name: RULES[name] for name in ("dead-link", "soft-404")}
    assert rules_version(some) == rules_version(dict(reversed(some.items())))
    assert rules_version(some) != rules_version({"dead-link": RULES["dead-link"]})
    assert len(rules_version(some)) == 12
