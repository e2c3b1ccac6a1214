"""Profiles: what each resolves to, and that a mistake in one is an error with a place."""

import json
from pathlib import Path

import pytest

from inspector.profile import Profile, ProfileError, load_profile, profile_ids
from inspector.rule import load_rules

RULES = load_rules()
SNAPSHOTS = Path(__file__).parent / "profiles"
HEAD = """
title = { zh = "试行指标", en = "Trial indicators" }
source = "trial"
"""
CLAUSE = """
[[clause]]
id = "A.1"
part = "deduct"
section = { zh = "功能", en = "Functions" }
title = { zh = "可用性", en = "Usability" }
text = { zh = "打不开的链接", en = "Links that cannot be opened" }
certainty = "one_copy"
points = 5
checks = [{ rule = "dead-link", each = 1 }]
"""


def load(folder: Path, text: str, name: str = "trial") -> Profile:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return load_profile(str(path), RULES)


@pytest.mark.parametrize("name", profile_ids())
def test_resolved_profile_is_as_recorded(name: str) -> None:
    """A change of a standard shows in the diff: write the new snapshot only where it is meant."""
    resolved = load_profile(name, RULES).model_dump(mode="json", exclude_defaults=True)
    recorded = SNAPSHOTS / f"{name}.json"
    assert recorded.exists(), f"record it with: python -m tests.test_profiles {name}"
    assert resolved == json.loads(recorded.read_text("utf-8"))


def test_cn_2019_holds_the_confirmed_totals() -> None:
    profile = load_profile("cn-2019", RULES)
    points = {
        part: sum(c.points or 0 for c in profile.clause if c.part == part) for part in ("deduct", "bonus")
    }
    services = [c.points or 0 for c in profile.clause if c.id in profile.optional["services"]]
    assert len(profile.clause) == 56
    assert points == {"deduct": 100, "bonus": 30}
    assert sum(services) == 25
    assert (profile.full, profile.bonus, profile.qualify, profile.bonus_above) == (100, 30, 60, 80)
    assert all(c.points_certainty == "provisional" for c in profile.clause if c.part != "veto")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + CLAUSE.replace("points = 5", "pionts = 5"), "pionts"),
        (HEAD + CLAUSE.replace("dead-link", "dead-lynx"), "A.1: there is no rule 'dead-lynx'"),
        (HEAD + CLAUSE + CLAUSE, "clause A.1 stands twice"),
        (HEAD + "[options.dead-lynx]\ndays = 1\n" + CLAUSE, "there is no rule 'dead-lynx'"),
        (HEAD + "[options.home-freshness]\ndayz = 1\n" + CLAUSE, "no option 'dayz'; its options are: days"),
        (HEAD + CLAUSE.replace("points = 5\n", ""), "needs points"),
        (HEAD + CLAUSE.replace('checks = [{ rule = "dead-link", each = 1 }]', ""), "must say what it needs"),
        (HEAD + "[optional]\nservices = ['B.1']\n" + CLAUSE, "there is no clause B.1"),
        (HEAD + CLAUSE + 'not_counted_in = ["B.1"]\n', "there is no clause B.1"),
        (HEAD + CLAUSE.replace("one_copy", "hearsay"), "certainty"),
        ("title = ", "is not TOML"),
        ('extends = "cn-1999"\n' + HEAD, "there is no profile 'cn-1999'"),
        ('extends = "cn-2019"\ndrop = ["CN2019.X9"]\n' + HEAD, "drop: there is no clause CN2019.X9"),
    ],
)
def test_a_mistake_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ProfileError, match=".+") as refused:
        load(tmp_path, text)
    assert says in str(refused.value)


def test_a_missing_profile_names_those_there_are() -> None:
    with pytest.raises(ProfileError, match="cn-2019"):
        load_profile("cn-2091", RULES)


def test_a_variant_extends_overrides_and_drops(tmp_path: Path) -> None:
    """A city's variant says only what differs."""
    profile = load(
        tmp_path,
        """
        extends = "cn-2019"
        title = { zh = "市指标", en = "City indicators" }
        source = "city"
        bonus = 25
        drop = ["CN2019.D4.7"]

        [options.home-freshness]
        days = 7

        [[clause]]
        id = "CN2019.D4.6"
        points = 2

        [[clause]]
        id = "CITY.1"
        part = "deduct"
        section = { zh = "功能", en = "Functions" }
        title = { zh = "编码", en = "Encoding" }
        text = { zh = "编码声明错误", en = "Wrong encoding" }
        certainty = "two_copies"
        points = 1
        checks = [{ rule = "encoding-declaration", each = 0.5 }]
        """,
    )
    base = load_profile("cn-2019", RULES)
    clauses = {clause.id: clause for clause in profile.clause}
    assert len(profile.clause) == len(base.clause)
    assert "CN2019.D4.7" not in clauses
    assert (clauses["CN2019.D4.6"].points, clauses["CN2019.D4.6"].title.en) == (2, "Compatibility")
    assert clauses["CITY.1"].checks[0].rule == "encoding-declaration"
    assert profile.options["home-freshness"] == {"days": 7}
    assert profile.options["column-freshness"] == base.options["column-freshness"]
    assert (profile.bonus, profile.qualify) == (25, 60)
    assert profile.version != base.version


def test_a_profile_that_extends_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "loop.toml"
    with pytest.raises(ProfileError, match="extends itself"):
        load(tmp_path, f"extends = '{path}'\n", "loop")


def record(names: list[str]) -> None:
    """Write the snapshots anew."""
    SNAPSHOTS.mkdir(exist_ok=True)
    for name in names or profile_ids():
        resolved = load_profile(name, RULES).model_dump(mode="json", exclude_defaults=True)
        text = json.dumps(resolved, ensure_ascii=False, indent=1) + "\n"
        (SNAPSHOTS / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    import sys

    record(sys.argv[1:])
