"""The weights that choose titles: how they are fitted, and that they are those of the signs there are."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

from inspector.facts.titles.reader import rank
from inspector.facts.titles.signs import CONTEXTS
from inspector.page import Page
from inspector.vocabulary import words

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture
def choice(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return runpy.run_path(str(BENCHMARKS / "choice.py"))


def test_what_is_right_where_a_context_holds_is_learnt_for_it_alone(choice) -> None:
    plain = choice["Choice"]((), [(["heading"], True), (["trail"], False)])
    listed = choice["Choice"](("rows",), [(["heading"], False), (["trail"], True)])
    weights = choice["fit"]([plain] * 5 + [listed] * 5)
    assert [choice["chosen"](one, weights) for one in (plain, listed)] == [0, 1]
    assert weights["rows"]["trail"] > 0 > weights["rows"]["heading"]


def test_every_group_is_left_out_once(choice) -> None:
    parts = list(choice["left_out"]([f"site {number}" for number in range(23)] * 2))
    assert sorted(name for part in parts for name in part) == sorted({f"site {n}" for n in range(23)})


def test_the_weights_are_those_of_the_contexts_there_are() -> None:
    assert tuple(words("title_weights")) == ("always", *CONTEXTS)


def test_the_table_is_read_as_it_was_written(monkeypatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    monkeypatch.setattr(sys, "path", sys.path[:])
    written = runpy.run_path(str(BENCHMARKS / "title_weights.py"))
    import tomllib

    weights = {"": {"h1": 1.24, "faint": 0.01}, CONTEXTS[1]: {"h1": -0.5}}
    told = tomllib.loads(written["table"](weights))
    assert told["always"] == {"h1": 1.2}
    assert told[CONTEXTS[1]] == {"h1": -0.5}
    assert not any(told[context] for context in CONTEXTS if context != CONTEXTS[1])


def test_candidates_are_told_best_first_with_their_signs() -> None:
    html = "<title>云溪县人民政府</title><body><p>当前位置：<a href=/>首页</a> &gt; 通知公告</p></body>"
    ranked = rank(Page("http://x.gov.cn/tzgg/", body=html.encode()))
    assert [weight for weight, _candidate, _signs in ranked] == sorted(
        (its[0] for its in ranked), reverse=True
    )
    assert ranked[0][1].text == "通知公告"
    assert "trail" in ranked[0][2]


def test_a_name_that_stands_in_very_many_lines_costs_little() -> None:
    lines = "".join(f"<p>栏目{number % 7}</p>" for number in range(60_000))
    html = f"<title>栏目1_栏目2_栏目3_某某县人民政府</title><h1>栏目1</h1><h2>栏目2</h2>{lines}"
    page = Page("http://x.gov.cn/a/b.html", body=html.encode())
    assert all(len(candidate.lines) <= 40 for _weight, candidate, _signs in rank(page))


def test_a_page_of_many_headings_and_no_name_has_no_title() -> None:
    sections = "".join(
        f"<div><h3>{name}</h3><ul><li>办事</ul></div>" for name in ("甲乙丙丁", "戊己庚辛", "壬癸子丑")
    )
    assert Page("http://x.gov.cn/a/b.html", body=f"<title></title>{sections}".encode()).title is None
