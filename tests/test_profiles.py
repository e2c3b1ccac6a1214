"""Profiles: what each resolves to, and that a mistake in one is an error with a place."""

import json
import re
import tomllib
from collections import Counter
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from inspector.profile import Profile, ProfileError, load_profile, profile_ids
from inspector.profile.schema import FILE, profile_schema, text
from inspector.rule import load_rules

RULES = load_rules()
PROFILES = files("rules") / "profiles"
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
    assert_translated(refused.value)


def assert_translated(refused: ProfileError) -> None:
    """In Chinese no English words are left, but names."""
    told = refused.said("zh").replace("in cn-2019", "")
    assert re.search("[\u4e00-\u9fff]", told) and not re.search(r"[a-z]{2,} [a-z]{2,}", told), told


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


WAYS = """
[[section]]
title = "功能"
full = 20
weight = 100
"""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + WAYS + CLAUSE.replace("points = 5\n", ""), ""),
        (HEAD + WAYS + CLAUSE.replace('zh = "功能"', 'zh = "别的"'), "clause A.1: there is no section 别的"),
        (HEAD + WAYS.replace("weight = 100", "weight = 90") + CLAUSE, "worth 90 together, not 100"),
        (HEAD + WAYS + WAYS + CLAUSE, "section 功能 stands twice"),
        (HEAD + 'left_out = "spread"\n' + WAYS + CLAUSE, "only where there are no sections"),
        (HEAD + 'left_out = "shared"\n' + CLAUSE, "left_out"),
        (HEAD + CLAUSE.replace("each = 1", "each = 1, share = 0.5"), "not both"),
        (HEAD + CLAUSE.replace("each = 1", "share = 1.5"), "share"),
        (HEAD + "valid_from = 2026-02-30\n" + CLAUSE, "not TOML"),
        (
            HEAD + CLAUSE.replace('part = "deduct"', 'part = "bonus"').replace("points = 5\n", ""),
            "needs points",
        ),
        ("extends = 5\n", "`extends` is one name"),
        ("extends = 'cn-2019'\ndrop = 'CN2019.V1.1'\n", "`drop` a list"),
        (HEAD + "drop = ['A.1']\n" + CLAUSE, "nothing that it extends"),
        ("extends = 'cn-2019'\n" + HEAD + CLAUSE + CLAUSE, "clause A.1 stands twice"),
        ("extends = 'cn-2019'\n[[clause]]\npoints = 2\n", "a clause has no id"),
        ("extends = 'cn-2019'\n[clause]\nid = 'A'\n", "write each as [[clause]]"),
        ("extends = 'cn-2019'\nclause = ['A']\n", "write each as [[clause]]"),
        ("extends = 'cn-2019'\noptions = 3\n", "write it as [options]"),
        ("extends = 'cn-2019'\n[options]\ndead-link = 3\n", "write it as [options]"),
        ("extends = 'cn-2019'\n[optional]\nservices = 'all'\n", "write it as [optional]"),
        ("extends = 'cn-2019'\ndrop = [3]\n", "there is no clause 3"),
    ],
)
def test_the_ways_of_city_variants_are_checked(tmp_path: Path, text: str, says: str) -> None:
    if not says:
        profile = load(tmp_path, text)
        assert profile.cap(profile.clause[0]) == 20
        return
    with pytest.raises(ProfileError, match=".+") as refused:
        load(tmp_path, text)
    assert says in str(refused.value)
    assert_translated(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("points = 5", "points = 'many'", "clause.0.points (A.1): this must be a number"),
        ("points = 5", "points = 0", "this must be more than 0"),
        ("text = {", "text = 'x' #", "write it as { zh"),
        ('certainty = "one_copy"', "", "certainty (A.1): this key is missing"),
        ('certainty = "one_copy"', "certainty = 3", "this must be one of: 'two_copies'"),
        ('id = "A.1"', "id = 1", "this must be text, in quotes"),
        ('checks = [{ rule = "dead-link", each = 1 }]', "checks = 'x'", "this must be a list"),
        ("each = 1", "each = 1, at_least = 1.5", "this must be a whole number"),
        ("each = 1", "candidate = 'maybe'", "this must be true or false"),
        ("each = 1", "each = 1, share = 0.5", "not both"),
        ("each = 1", "each = 1, eech = 2", "perhaps 'each' is meant"),
        ("each = 1", "each = 1, zzzzzz = 2", "take it out"),
    ],
)
def test_a_value_of_the_wrong_form_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = (HEAD + CLAUSE).replace(old, new)
    with pytest.raises(ProfileError, match=".+") as refused:
        load(tmp_path, text)
    assert says in str(refused.value), str(refused.value)
    assert_translated(refused.value)


def test_a_file_is_extended_from_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text("extends = 'cn-2019'\nveto_score = 59\n", encoding="utf-8")
    assert load(tmp_path, "extends = 'base.toml'\nbonus = 20\n").veto_score == 59


LINES = st.sampled_from(
    [
        *(
            "extends = 'cn-2019'",
            "extends = 'x.toml'",
            "extends = 3",
            "drop = ['CN2019.V1.1']",
            "drop = [[1]]",
        ),
        *("[[clause]]", "[clause]", "id = 'A.1'", "id = 3", "points = 5", "points = inf", "part = 'veto'"),
        *("[[section]]", "full = 0", "weight = -1", "[options.dead-link]", "[options]", "dead-link = 2"),
        *("[optional]", "services = ['A.1']", "advice = ['dead-lynx']", "checks = [{ rule = 'dead-link' }]"),
        *(
            "checks = [3]",
            "not_counted_in = 'A.1'",
            "veto_score = 'x'",
            "valid_from = 1",
            "\x00",
            "title = {",
            "é",
        ),
    ]
)


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_no_file_makes_the_reader_crash(tmp_path_factory: pytest.TempPathFactory, lines: str) -> None:
    """Whatever stands in a file, it is refused by name or can be used."""
    folder = tmp_path_factory.mktemp("hostile")
    for body in (lines, HEAD + CLAUSE + lines, "extends = 'cn-2019'\n" + lines):
        try:
            loaded = load(folder, body, "x")
        except ProfileError as refused:
            assert "x" in str(refused)
        else:
            assert loaded.clause


def test_what_is_dropped_is_named_nowhere_any_more(tmp_path: Path) -> None:
    profile = load(tmp_path, "extends = 'cn-2019'\ndrop = ['CN2019.D1.5', 'CN2019.D2.5']\n")
    clauses = {clause.id: clause for clause in profile.clause}
    assert "CN2019.D2.5" not in profile.optional["services"]
    assert "CN2019.D1.5" not in clauses["CN2019.D1.9"].not_counted_in
    assert "CN2019.D1.4" in clauses["CN2019.D1.9"].not_counted_in


def test_a_standard_holds_from_day_to_day(tmp_path: Path) -> None:
    profile = load(tmp_path, HEAD + "valid_from = 2025-01-01\nvalid_until = 2025-12-31\n" + CLAUSE)
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    assert [profile.holds(day) for day in days] == [False, True, True, False]
    assert load(tmp_path, HEAD + CLAUSE).holds(date.min)


def test_the_published_schema_is_current() -> None:
    assert FILE.read_text("utf-8") == text(), "write it with: python -m inspector.profile.schema"


@pytest.mark.parametrize("name", profile_ids())
def test_every_profile_keeps_to_the_schema(name: str) -> None:
    Draft202012Validator.check_schema(profile_schema())
    raw = tomllib.loads((PROFILES / f"{name}.toml").read_text("utf-8"))
    Draft202012Validator(profile_schema()).validate(json.loads(json.dumps(raw, default=str)))


@pytest.mark.parametrize(
    "raw",
    [
        {"title": {"zh": "", "en": ""}, "source": "s"},
        {"extends": "cn-2019", "claus": []},
        {"drop": ["A"], "title": {"zh": "", "en": ""}, "source": "s", "clause": []},
        {"extends": "cn-2019", "clause": [{"points": 2}]},
        {"title": {"zh": "", "en": ""}, "source": "s", "clause": [{"id": "A"}]},
        {"extends": "cn-2019", "clause": [{"id": "A", "checks": [{"rule": "dead-link", "eech": 1}]}]},
    ],
)
def test_the_schema_refuses_mistakes(raw: dict[str, Any]) -> None:
    assert not Draft202012Validator(profile_schema()).is_valid(raw)


def test_the_schema_lets_a_variant_say_only_what_differs() -> None:
    variant = {"extends": "cn-2019", "drop": ["CN2019.D4.7"], "clause": [{"id": "CN2019.D4.6", "points": 2}]}
    assert Draft202012Validator(profile_schema()).is_valid(variant)


@pytest.mark.parametrize("name", profile_ids())
def test_points_add_up(name: str) -> None:
    """Where all clauses have points of their own, they are as many as the standard has in full."""
    profile = load_profile(name, RULES)
    points = [clause.points for clause in profile.clause if clause.part == "deduct"]
    if not profile.section:
        assert sum(point or 0 for point in points) == pytest.approx(profile.full)
    assert len({clause.id for clause in profile.clause}) == len(profile.clause)


def test_suqians_sheet_is_whole() -> None:
    profile = load_profile("cn-suqian-departments", RULES)
    count = Counter(clause.section.zh for clause in profile.clause)
    assert count == {"主动公开": 43, "依申请公开": 7, "政策解读与政民互动": 7, "平台建设": 7, "创新引领": 3}
    assert [section.weight for section in profile.section] == [40, 25, 15, 10, 10]


def test_a_profile_that_extends_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "loop.toml"
    with pytest.raises(ProfileError, match="extends itself"):
        load(tmp_path, f"extends = '{path}'\n", "loop")


HOWTO = Path(__file__).parent.parent / "docs" / "profiles-howto.md"
EXAMPLES = [part.split("```")[0] for part in HOWTO.read_text("utf-8").split("```toml\n")[1:]]


@pytest.mark.parametrize("example", [one for one in EXAMPLES if "extends" in one])
def test_the_variants_of_the_manual_can_be_loaded(tmp_path: Path, example: str) -> None:
    Draft202012Validator(profile_schema()).validate(
        json.loads(json.dumps(tomllib.loads(example), default=str))
    )
    profile = load(tmp_path, example)
    assert profile.title.en


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
