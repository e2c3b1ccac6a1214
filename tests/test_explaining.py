"""The texts of `rules`, `explain` and `profiles`."""

import unicodedata

import pytest

from inspector.errors import UsageError
from inspector.explaining import explain, profiles_table, rules_table
from inspector.profile import Profile, load_profile, profile_ids
from inspector.rule import load_rules

RULES = load_rules()
PROFILES: list[Profile] = [load_profile(name, RULES) for name in profile_ids()]


def cells(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 80])
def test_everything_can_be_explained_and_fits(lang: str, width: int) -> None:
    texts = [rules_table(RULES, lang, width=width), profiles_table(PROFILES, lang, width=width)]
    for name in [*RULES, *(clause.id for profile in PROFILES for clause in profile.clause)]:
        texts.append(explain(name, RULES, PROFILES, lang, width=width))
    for text in texts:
        assert text.strip()
        assert all(cells(line) <= width for line in text.splitlines())


def test_a_rule_is_explained_with_options_and_clauses() -> None:
    text = " ".join(explain("column-freshness", RULES, PROFILES, "en", width=100).split())
    for wanted in (
        "Why: ",
        "Mend: ",
        "periods",
        "cn-2019: periods",
        "CN2019.V4.1",
        "a breach from 5 findings",
    ):
        assert wanted in text


def test_a_clause_is_explained_with_the_official_words() -> None:
    text = explain("CN2019.V4.1", RULES, PROFILES, "zh", width=100)
    assert "监测时间点前2周内的动态、要闻类栏目" in "".join(text.split())
    assert "column-freshness" in text and "单项否决" in text
    provisional = explain("CN2019.D1.1", RULES, PROFILES, "en", width=100)
    assert "provisional" in provisional and "Needs: " in provisional


@pytest.mark.parametrize("name", ["Column-Freshness", "column_freshness", "column-fr", " column-freshness "])
def test_names_may_be_short_and_in_any_case(name: str) -> None:
    assert explain(name, RULES, PROFILES, "en").startswith("column-freshness")


def test_clauses_may_be_in_any_case() -> None:
    assert explain("cn2019.v4.1", RULES, PROFILES, "en").startswith("CN2019.V4.1")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("dead-lnk", "dead-link"),
        ("CN2019.V4", "CN2019.V4.1, CN2019.V4.2, CN2019.V4.3"),
        ("", "inspector rules"),
        ("no such thing at all \x1b[1m", "inspector rules"),
    ],
)
def test_unknown_names_are_refused_with_what_is_near(name: str, hint: str) -> None:
    with pytest.raises(UsageError, match=hint) as caught:
        explain(name, RULES, PROFILES, "en")
    assert "\x1b" not in str(caught.value)
