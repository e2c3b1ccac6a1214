"""The arithmetic of the score: a table of (profile, what the rules said) → (low, high, verdict)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.profile import Profile
from inspector.rule import Outcome
from inspector.score import Decision, Score, Verdict, score
from inspector.tally import Counted, RuleResult

NAME = {"zh": "名", "en": "name"}
PASS = RuleResult(Outcome.PASSED)
UNTESTED = RuleResult(Outcome.UNTESTED)
INAPPLICABLE = RuleResult(Outcome.INAPPLICABLE)
CRASHED = RuleResult(Outcome.CANT_TELL, (Counted(900, Outcome.CANT_TELL, {"crash": "ValueError: x"}),))


def clause(number: str, part: str = "deduct", points: float | None = 100, **rest: Any) -> dict[str, Any]:
    words = {"section": NAME, "title": NAME, "text": NAME, "certainty": "two_copies"}
    if "checks" not in rest:
        rest.setdefault("needs", NAME)
    return {"id": number, "part": part, "points": points if part != "veto" else None, **words, **rest}


def profile(*clauses: dict[str, Any], **rest: Any) -> Profile:
    return Profile.model_validate(
        {"id": "t", "title": NAME, "source": "t", "bonus": 30, "qualify": 60, **rest, "clause": clauses}
    )


def found(failed: int = 0, doubtful: int = 0, first: int = 1, **data: Any) -> RuleResult:
    """A rule that ran and found so much."""
    outcomes = [Outcome.FAILED] * failed + [Outcome.CANT_TELL] * doubtful
    findings = tuple(Counted(first + n, outcome, data) for n, outcome in enumerate(outcomes))
    return RuleResult(Outcome.FAILED if failed else Outcome.PASSED, findings)


ONE_EACH = clause("D", checks=[{"rule": "r", "each": 1}])
AT_ONCE = clause("D", points=40, checks=[{"rule": "r"}])
REST = clause("REST", points=60, checks=[{"rule": "rest"}])
VETO = clause("V", "veto", checks=[{"rule": "v", "at_least": 5}])
BONUS = clause("B", "bonus", 20, checks=[{"rule": "b"}])

TABLE: dict[str, tuple[Profile, dict[str, RuleResult], float, float, Verdict]] = {
    "nothing found": (profile(ONE_EACH), {"r": PASS}, 100, 100, Verdict.QUALIFIED),
    "each costs": (profile(ONE_EACH), {"r": found(7)}, 93, 93, Verdict.QUALIFIED),
    "at once": (profile(AT_ONCE, REST), {"r": found(3), "rest": PASS}, 60, 60, Verdict.QUALIFIED),
    "60 is enough": (profile(ONE_EACH), {"r": found(40)}, 60, 60, Verdict.QUALIFIED),
    "59 is not": (profile(ONE_EACH), {"r": found(41)}, 59, 59, Verdict.UNQUALIFIED),
    "capped": (
        profile(
            clause("D", points=5, checks=[{"rule": "r", "each": 1}]),
            clause("R", points=95, checks=[{"rule": "s"}]),
        ),
        {"r": found(50), "s": PASS},
        95,
        95,
        Verdict.QUALIFIED,
    ),
    "two checks share the cap": (
        profile(
            clause("D", points=5, checks=[{"rule": "r", "each": 2}, {"rule": "s", "each": 2}]),
            clause("R", points=95, checks=[{"rule": "t"}]),
        ),
        {"r": found(2), "s": found(2, first=10), "t": PASS},
        95,
        95,
        Verdict.QUALIFIED,
    ),
    "doubt makes a range": (profile(ONE_EACH), {"r": found(10, 20)}, 70, 90, Verdict.QUALIFIED),
    "doubt that could turn the verdict": (profile(ONE_EACH), {"r": found(10, 31)}, 59, 90, Verdict.PENDING),
    "untested may cost all": (profile(ONE_EACH), {}, 0, 100, Verdict.PENDING),
    "inapplicable costs nothing": (profile(ONE_EACH), {"r": INAPPLICABLE}, 100, 100, Verdict.QUALIFIED),
    "a crashed rule may cost all": (
        profile(AT_ONCE, REST),
        {"r": CRASHED, "rest": PASS},
        60,
        100,
        Verdict.QUALIFIED,
    ),
    "needs a person": (profile(clause("D", points=40), REST), {"rest": PASS}, 60, 100, Verdict.QUALIFIED),
    "veto": (profile(ONE_EACH, VETO), {"r": PASS, "v": found(5)}, 100, 100, Verdict.UNQUALIFIED),
    "one less than a veto": (
        profile(ONE_EACH, VETO),
        {"r": PASS, "v": found(4)},
        100,
        100,
        Verdict.QUALIFIED,
    ),
    "doubt reaches the veto": (
        profile(ONE_EACH, VETO),
        {"r": PASS, "v": found(4, 1)},
        100,
        100,
        Verdict.PENDING,
    ),
    "doubt does not reach it": (
        profile(ONE_EACH, VETO),
        {"r": PASS, "v": found(3, 1)},
        100,
        100,
        Verdict.QUALIFIED,
    ),
    "untested veto": (profile(ONE_EACH, VETO), {"r": PASS}, 100, 100, Verdict.PENDING),
    "crashed veto": (profile(ONE_EACH, VETO), {"r": PASS, "v": CRASHED}, 100, 100, Verdict.PENDING),
    "a certain failure beats an open veto": (
        profile(ONE_EACH, VETO),
        {"r": found(41)},
        59,
        59,
        Verdict.UNQUALIFIED,
    ),
    "new media's veto is not the site's": (
        profile(ONE_EACH, clause("M", "veto", target="new_media", checks=[{"rule": "v"}])),
        {"r": PASS, "v": found(9)},
        100,
        100,
        Verdict.QUALIFIED,
    ),
    "bonus above 80": (profile(ONE_EACH, BONUS), {"r": found(19), "b": PASS}, 101, 101, Verdict.QUALIFIED),
    "no bonus at 80": (profile(ONE_EACH, BONUS), {"r": found(20), "b": PASS}, 80, 80, Verdict.QUALIFIED),
    "bonus possible": (profile(ONE_EACH, BONUS), {"r": PASS}, 100, 120, Verdict.QUALIFIED),
    "bonus not won": (profile(ONE_EACH, BONUS), {"r": PASS, "b": found(1)}, 100, 100, Verdict.QUALIFIED),
    "bonus only if it goes well": (
        profile(ONE_EACH, BONUS),
        {"r": found(10, 20), "b": PASS},
        70,
        110,
        Verdict.QUALIFIED,
    ),
    "bonus capped": (
        profile(ONE_EACH, BONUS, clause("C", "bonus", 20, checks=[{"rule": "b"}])),
        {"r": PASS, "b": PASS},
        130,
        130,
        Verdict.QUALIFIED,
    ),
    "breach found": (
        profile(clause("D", points=40, checks=[{"rule": "r"}], decides="breach"), REST),
        {"r": found(1), "rest": PASS},
        60,
        60,
        Verdict.QUALIFIED,
    ),
    "silence decides nothing": (
        profile(clause("D", points=40, checks=[{"rule": "r"}], decides="breach"), REST),
        {"r": PASS, "rest": PASS},
        60,
        100,
        Verdict.QUALIFIED,
    ),
    "a breach found may not be all": (
        profile(clause("D", points=40, checks=[{"rule": "r", "each": 1}], decides="breach"), REST),
        {"r": found(3), "rest": PASS},
        60,
        97,
        Verdict.QUALIFIED,
    ),
    "where": (
        profile(clause("D", checks=[{"rule": "r", "each": 1, "where": [{"level": [1, 2]}]}])),
        {
            "r": RuleResult(
                Outcome.FAILED, tuple(Counted(n, Outcome.FAILED, {"level": n}) for n in range(1, 5))
            )
        },
        98,
        98,
        Verdict.QUALIFIED,
    ),
    "home and other pages at different prices": (
        profile(
            clause(
                "D",
                checks=[
                    {"rule": "r", "each": 1, "where": [{"on_home": [1]}]},
                    {"rule": "r", "each": 0.1, "where": [{"on_home": [0]}]},
                ],
            )
        ),
        {
            "r": RuleResult(
                Outcome.FAILED, tuple(Counted(n, Outcome.FAILED, {"on_home": n < 2}) for n in range(7))
            )
        },
        97.5,
        97.5,
        Verdict.QUALIFIED,
    ),
    "not counted twice": (
        profile(
            clause("D1", points=10, checks=[{"rule": "r", "each": 1, "where": [{"class": ["news"]}]}]),
            clause("D2", points=90, checks=[{"rule": "r", "each": 1}], not_counted_in=["D1"]),
        ),
        {
            "r": RuleResult(
                Outcome.FAILED,
                tuple(Counted(n, Outcome.FAILED, {"class": "news" if n < 3 else "other"}) for n in range(5)),
            )
        },
        95,
        95,
        Verdict.QUALIFIED,
    ),
}


@pytest.mark.parametrize(("standard", "results", "low", "high", "verdict"), TABLE.values(), ids=TABLE)
def test_table(
    standard: Profile, results: dict[str, RuleResult], low: float, high: float, verdict: Verdict
) -> None:
    given = score(standard, results)
    assert (given.low, given.high, given.verdict) == (low, high, verdict)


def services(failed: int = 0) -> tuple[Profile, dict[str, RuleResult]]:
    standard = profile(
        clause("D1", points=75, checks=[{"rule": "r", "each": 1}]),
        clause("D2", points=25, checks=[{"rule": "s"}]),
        clause("V6", "veto", checks=[{"rule": "s"}]),
        optional={"services": ["D2", "V6"]},
    )
    return standard, {"r": found(failed)}


@pytest.mark.parametrize(
    ("failed", "points", "verdict"),
    [
        (0, 100, Verdict.QUALIFIED),
        (15, 80, Verdict.QUALIFIED),
        (30, 60, Verdict.QUALIFIED),
        (31, 58.67, Verdict.UNQUALIFIED),
    ],
)
def test_a_body_without_services_is_stretched_by_four_thirds(
    failed: int, points: float, verdict: Verdict
) -> None:
    """指标说明: of a body without outward services the points out of 75 count × 4/3."""
    given = score(*services(failed), without=["services"])
    assert given.stretch == pytest.approx(4 / 3)
    assert (given.low, given.high, given.verdict) == (points, points, verdict)
    assert [line.outcome for line in given.lines[1:]] == [Outcome.INAPPLICABLE] * 2


def test_a_body_with_services_is_not_stretched() -> None:
    given = score(*services(3))
    assert (given.stretch, given.low, given.high) == (1, 72, 97)
    assert given.verdict is Verdict.PENDING


def test_an_ill_crawl_gives_no_verdict() -> None:
    given = score(profile(ONE_EACH), {"r": PASS}, ill=["too few pages were seen"])
    assert (given.verdict, given.refused_because) == (Verdict.REFUSED, ("too few pages were seen",))


@pytest.mark.parametrize(
    ("change", "provisional"),
    [({}, False), ({"points_certainty": "provisional"}, True), ({"certainty": "recalled"}, True)],
)
def test_unconfirmed_points_make_the_score_provisional(change: dict[str, str], provisional: bool) -> None:
    assert score(profile({**ONE_EACH, **change}), {"r": PASS}).provisional is provisional


def test_a_line_shows_its_sum_and_its_findings() -> None:
    line = score(profile(ONE_EACH), {"r": found(3, 2)}).lines[0]
    assert (line.taken, line.at_risk, line.sum, line.findings) == (3, 2, "3 × 1", (1, 2, 3))
    assert (line.failed, line.open, line.outcome) == (3, 2, Outcome.FAILED)


def test_an_open_finding_may_stand_for_many() -> None:
    unasked = RuleResult(Outcome.PASSED, (Counted(1, Outcome.CANT_TELL, {"stands_for": 30}),))
    tenths = clause("D", points=4, checks=[{"rule": "r", "each": 0.1}])
    line = score(profile(tenths), {"r": unasked}).lines[0]
    assert (line.open, line.taken, line.at_risk, line.outcome) == (30, 0, 3, Outcome.CANT_TELL)
    # Never more than the line can lose; and it may break a veto, which alone it could not.
    many = RuleResult(Outcome.PASSED, (Counted(1, Outcome.CANT_TELL, {"stands_for": 3000}),))
    assert score(profile(tenths), {"r": many}).lines[0].at_risk == 4
    assert score(profile(ONE_EACH, VETO), {"r": PASS, "v": unasked}).verdict is Verdict.PENDING


def test_a_suspicion_is_no_breach_until_a_person_says_so() -> None:
    suspected = clause("V", "veto", checks=[{"rule": "v", "candidate": True}], decides="breach", needs=NAME)
    standard = profile(ONE_EACH, suspected)
    said = score(standard, {"r": PASS, "v": found(3)})
    assert (said.verdict, said.lines[1].outcome, said.lines[1].open) == (
        Verdict.PENDING,
        Outcome.CANT_TELL,
        3,
    )
    assert score(standard, {"r": PASS, "v": PASS}).lines[1].outcome is Outcome.UNTESTED
    for outcome, verdict in ((Outcome.FAILED, Verdict.UNQUALIFIED), (Outcome.PASSED, Verdict.QUALIFIED)):
        decided = score(standard, {"r": PASS, "v": found(3)}, decisions={"V": Decision(outcome)})
        assert decided.verdict is verdict
    costs = clause("D", points=10, checks=[{"rule": "r", "each": 2, "candidate": True}])
    line = score(profile(costs), {"r": found(3)}).lines[0]
    assert (line.taken, line.at_risk, line.failed) == (0, 6, 0)


A, B = {"zh": "甲", "en": "a"}, {"zh": "乙", "en": "b"}


def sheet(**rest: Any) -> Profile:
    """Two sections: 40 points that are worth 70, and 100 that are worth 30."""
    return profile(
        clause("A1", section=A, points=None, checks=[{"rule": "a", "each": 0.5}]),
        clause("A2", section=A, points=10, checks=[{"rule": "b", "each": 2}]),
        clause("B1", section=B, points=100, checks=[{"rule": "c", "each": 10}]),
        section=[{"title": "甲", "full": 40, "weight": 70}, {"title": "乙", "full": 100, "weight": 30}],
        **rest,
    )


@pytest.mark.parametrize(
    ("a", "b", "c", "points"),
    [
        (PASS, PASS, PASS, 100),
        (found(8), PASS, PASS, 93),
        (PASS, PASS, found(5), 85),
        (found(8), found(9), PASS, 75.5),
        (found(200), found(200), PASS, 30),
        (found(200), found(200), found(200), 0),
    ],
)
def test_sections_are_counted_for_themselves_and_weighted(
    a: RuleResult, b: RuleResult, c: RuleResult, points: float
) -> None:
    """宣城 2019: 70 % and 30 %. No section falls below 0; its points cap an item that has none."""
    given = score(sheet(), {"a": a, "b": b, "c": c})
    assert (given.low, given.high) == (points, points)
    assert [(part.section, part.full, part.worth) for part in given.parts] == [
        ("甲", 40, 1.75),
        ("乙", 100, 0.3),
    ]
    assert [line.worth for line in given.lines] == [1.75, 1.75, 0.3]
    assert given.lines[0].clause.points == 40


def test_a_section_left_out_stretches_the_others() -> None:
    given = score(sheet(optional={"x": ["B1"]}), {"a": found(8), "b": PASS}, without=["x"])
    assert (given.low, given.high) == (90, 90)
    given = score(sheet(optional={"x": ["A2"]}), {"a": found(6), "c": PASS}, without=["x"])
    assert (given.low, given.high) == (93, 93)


def test_points_of_what_is_left_out_are_spread_over_the_others() -> None:
    """肇庆 2019: the 20 points of services go to the other indicators in equal parts."""
    standard = profile(
        clause("D1", points=40, checks=[{"rule": "r", "each": 1}]),
        clause("D2", points=40, checks=[{"rule": "s"}]),
        clause("D3", points=20, checks=[{"rule": "t"}]),
        optional={"services": ["D3"]},
        left_out="spread",
    )
    given = score(standard, {"r": found(45), "s": PASS}, without=["services"])
    assert (given.low, given.high, given.stretch) == (55, 55, 1)
    assert [line.clause.points for line in given.lines] == [50, 50, 20]
    given = score(standard, {"r": PASS, "s": found(1)}, without=["services"])
    assert (given.low, given.high) == (50, 50)
    assert score(standard, {"r": found(45), "s": PASS, "t": PASS}).low == 60


def test_an_item_is_lost_in_shares() -> None:
    """A mark that is not there costs half of the item, one that cannot be read a third of the rest."""
    standard = profile(
        clause(
            "D",
            points=10,
            checks=[
                {"rule": "there", "share": 0.5},
                {"rule": "readable", "share": 0.3},
                {"rule": "linked", "share": 0.2},
            ],
        ),
        clause("REST", points=90, checks=[{"rule": "rest"}]),
    )
    said = {"there": PASS, "readable": found(4), "linked": found(0, 1), "rest": PASS}
    given = score(standard, said)
    assert (given.low, given.high, given.lines[0].sum) == (95, 97, "3")
    assert score(standard, {**said, "there": found(1), "linked": found(1)}).low == 90


@pytest.mark.parametrize(
    ("veto", "low", "high", "verdict"),
    [
        (found(5), 59, 59, Verdict.UNQUALIFIED),
        (PASS, 98, 98, Verdict.QUALIFIED),
        (UNTESTED, 59, 98, Verdict.PENDING),
    ],
)
def test_a_veto_gives_a_fixed_score(veto: RuleResult, low: float, high: float, verdict: Verdict) -> None:
    """肇庆 2019: what is vetoed has 59 points."""
    given = score(profile(ONE_EACH, VETO, veto_score=59), {"r": found(2), "v": veto})
    assert (given.low, given.high, given.verdict) == (low, high, verdict)
    assert (given.deduct_low, given.deduct_high) == (98, 98)


def test_a_fixed_score_may_be_the_better_one() -> None:
    given = score(profile(ONE_EACH, VETO, veto_score=59), {"r": found(80), "v": UNTESTED})
    assert (given.low, given.high) == (20, 59)


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        ({"r": found(90), "v": PASS}, Verdict.SCORED),
        ({"r": PASS}, Verdict.PENDING),
        ({"r": PASS, "v": found(5)}, Verdict.UNQUALIFIED),
    ],
)
def test_a_standard_without_a_line_gives_points_only(
    results: dict[str, RuleResult], verdict: Verdict
) -> None:
    assert score(profile(ONE_EACH, VETO, qualify=None), results).verdict is verdict


@pytest.mark.parametrize(("qualify", "verdict"), [(70, Verdict.QUALIFIED), (70.5, Verdict.UNQUALIFIED)])
def test_the_line_is_the_standards(qualify: float, verdict: Verdict) -> None:
    assert score(profile(ONE_EACH, qualify=qualify), {"r": found(30)}).verdict is verdict


def test_the_gate_of_the_bonus_is_the_standards() -> None:
    given = score(profile(ONE_EACH, BONUS, bonus_above=90), {"r": found(10), "b": PASS})
    assert given.low == 90
    given = score(profile(ONE_EACH, BONUS, bonus_above=89), {"r": found(10), "b": PASS})
    assert given.low == 110


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 30), st.integers(0, 12))
def test_a_weighted_score_stays_within_its_range(failed: int, open_: int, b: int, c: int) -> None:
    before = score(sheet(), {"a": found(failed, open_), "b": found(b), "c": found(c)})
    assert 0 <= before.low <= before.high <= 100
    for bad in (0, open_):
        after = score(sheet(), {"a": found(failed + bad), "b": found(b), "c": found(c)})
        assert before.low - 0.01 <= after.low == after.high <= before.high + 0.01


COUNT = st.integers(0, 30)


def portal(results: dict[str, RuleResult]) -> Score:
    return score(
        profile(
            clause("D1", points=40, checks=[{"rule": "a", "each": 1.5}, {"rule": "b", "at_least": 3}]),
            clause("D2", points=60, checks=[{"rule": "b", "each": 2, "at_least": 2}], not_counted_in=["D1"]),
            clause("B", "bonus", 30, checks=[{"rule": "c"}]),
            clause("V", "veto", checks=[{"rule": "a", "at_least": 9}]),
        ),
        results,
    )


@given(COUNT, COUNT, COUNT, COUNT)
def test_the_range_holds_whatever_comes_of_the_doubts(
    failed: int, open_a: int, sure: int, doubtful: int
) -> None:
    """Settling what is open never leaves the range, and a certain verdict never turns."""
    before = portal({"a": found(failed, open_a), "b": found(sure, doubtful, first=100), "c": PASS})
    assert 0 <= before.low <= before.high <= 130
    for bad in (False, True):
        after = portal(
            {
                "a": found(failed + open_a * bad),
                "b": found(sure + doubtful * bad, first=100),
                "c": PASS,
            }
        )
        assert before.low - 0.01 <= after.low == after.high <= before.high + 0.01
        if before.verdict is not Verdict.PENDING:
            assert after.verdict is before.verdict
