"""Findings counted for the score instead of held one by one."""

from __future__ import annotations

import sqlite3
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from inspector import store
from inspector.profile import Profile
from inspector.rule import Outcome
from inspector.score import score
from inspector.tally import Counted, RuleResult, Tally

WORDS = {"zh": "词", "en": "words"}


def clause(number: str, *checks: dict[str, Any], **rest: Any) -> dict[str, Any]:
    same = {"section": WORDS, "title": WORDS, "text": WORDS, "certainty": "two_copies", "part": "deduct"}
    return {"id": number, **same, "points": 9, "checks": list(checks), **rest}


PROFILE = Profile.model_validate(
    {
        "id": "p",
        "title": WORDS,
        "source": "s",
        "clause": [
            clause("A", {"rule": "links", "each": 0.5, "where": [{"where": ["home"], "kind": [1, 2]}]}),
            clause("B", {"rule": "links", "at_least": 2}, {"rule": "tags", "each": 1}, not_counted_in=["A"]),
            clause("C", {"rule": "tags", "at_least": 3, "share": 0.5}),
        ],
    }
)

FINDING = st.tuples(
    st.sampled_from(["links", "tags"]),
    st.sampled_from([Outcome.FAILED, Outcome.CANT_TELL]),
    st.fixed_dictionaries(
        {},
        optional={
            "where": st.sampled_from(["home", "else", None, ["home"], 1.5]),
            "kind": st.sampled_from([1, 2, 3, True, "1", 1.0]),
            "crash": st.just("Error: it broke"),
            "stands_for": st.integers(1, 4),
            "text": st.text(),
        },
    ),
)


def stored(findings: list[tuple[str, Outcome, dict[str, Any]]]) -> sqlite3.Connection:
    connection = store.open_database(None)
    connection.executemany(
        store.insert("findings"),
        [
            (n, rule, None, "u", outcome, "", "", "", store.as_json(data), "", f"f{n}")
            for n, (rule, outcome, data) in enumerate(findings)
        ],
    )
    return connection


@given(st.lists(FINDING, max_size=12), st.sets(st.integers(0, 11), max_size=3))
def test_the_score_is_that_of_each_finding(
    findings: list[tuple[str, Outcome, dict[str, Any]]], spoken: set[int]
) -> None:
    connection = stored(findings)
    tally = Tally(connection, PROFILE, [f"f{n}" for n in spoken])
    single: dict[str, list[Counted]] = {"links": [], "tags": []}
    for n, (rule, outcome, data) in enumerate(findings):
        single[rule].append(Counted(n, outcome, data))
    whole = score(PROFILE, {rule: RuleResult(Outcome.FAILED, tuple(f)) for rule, f in single.items()})
    counted = score(
        PROFILE, {rule: RuleResult(Outcome.FAILED, tuple(tally.of(rule).values())) for rule in single}
    )
    connection.close()
    for one, other in zip(whole.lines, counted.lines, strict=True):
        assert (one.outcome, one.failed, one.open, one.taken, one.at_risk, one.sum) == (
            other.outcome,
            other.failed,
            other.open,
            other.taken,
            other.at_risk,
            other.sum,
        )
    assert (whole.low, whole.high) == (counted.low, counted.high)


def test_what_is_alike_is_counted_together() -> None:
    home = {"where": "home", "kind": 1}
    found = [("links", Outcome.FAILED, {**home, "text": str(n)}) for n in range(500)]
    connection = stored([*found, ("links", Outcome.CANT_TELL, home), ("tags", Outcome.FAILED, home)])
    tally = Tally(connection, PROFILE, ["f7", "nothing"])
    assert tally.rules == ["links", "tags"]
    assert list(tally.of("links").values()) == [
        Counted(0, Outcome.FAILED, home, "", 499),
        Counted(7, Outcome.FAILED, home, "f7", 1),
        Counted(500, Outcome.CANT_TELL, home, "", 1),
    ]
    assert list(tally.of("tags").values()) == [Counted(501, Outcome.FAILED, {}, "", 1)]
    assert not tally.of("nothing")
    connection.close()


def test_numbers_that_json_does_not_know_are_stored_as_none() -> None:
    odd = {"kind": float("nan"), "where": "home", "text": [float("inf"), "NaN"]}
    connection = stored([("links", Outcome.FAILED, odd)])
    assert [f.data for f in Tally(connection, PROFILE, []).of("links").values()] == [{"where": "home"}]
    (text,) = connection.execute("SELECT data FROM findings").fetchone()
    assert store.from_json(text) == {"kind": None, "where": "home", "text": [None, "NaN"]}
    connection.close()
