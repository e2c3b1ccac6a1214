"""What would make the parser's work more than linear is left out, and nothing else."""

from __future__ import annotations

from itertools import chain
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from inspector.facts import parsing
from inspector.facts.parsing import parse

TAGS = st.sampled_from(
    [
        "<div>",
        "</div>",
        "<DIV>",
        "</DIV>",
        "<p>",
        "<LI>",
        "<option>",
        "<oPtion>",
        "</span>",
        "<b ",
        "</b>",
        "<x>x",
    ]
)


@given(st.lists(TAGS, max_size=60))
def test_markup_that_is_not_deep_is_left_as_it_is(tags: list[str]) -> None:
    markup = "".join(tags)
    with patch.object(parsing, "_DEEPEST", 5), patch.object(parsing, "_OPTIONS", 3):
        assert parsing._may_be_deep(markup) or parsing._shallow(markup) == markup


@given(
    st.lists(st.sampled_from(["<b>", "</b>", "<EM>", "</em>", "<i >", "</i>", "<ſ>", "</S>"]), max_size=40)
)
def test_open_formatting_is_counted_element_by_element(tags: list[str]) -> None:
    left: dict[str, int] = {}
    most = 0
    for tag in tags:
        name = tag.strip("</> ").lower()
        if name in ("b", "em", "i", "s"):
            step = -1 if tag[1] == "/" else 1
            left[name] = max(0, left.get(name, 0) + step)
            most = max(most, sum(left.values()))
    assert parsing._open("".join(tags)) == most


def test_a_long_flat_page_keeps_all_its_rows_and_a_deep_one_its_text() -> None:
    rows = "".join(f"<div><a href='{n}.html'>{n}</a></div>" for n in range(9000))
    assert len(parse(rows).css("a")) == 9000
    deep = "".join(chain(("<div>",) * 20_000, ("the end",)))
    assert "the end" in parse(deep).text()
    assert len(parse(deep).css("div")) == parsing._DEEPEST
