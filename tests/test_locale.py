"""The languages: a complete Chinese catalogue, the choice of language, messages with foreign data."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector import failures
from inspector.locale import LANGUAGES, detect, phrase, placeholders, plain, translator
from inspector.locale.__main__ import compiled, complaints, main, messages, stale, translations


def test_the_chinese_catalogue_is_complete_and_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().err


def test_placeholders_are_the_same_in_both_languages() -> None:
    for message, translation in translations().items():
        assert placeholders(message) == placeholders(translation), message


def test_complaints_name_what_is_missing_wrong_or_left_over() -> None:
    wanted = {"a {b}": {"x.py"}, "c": {"y.py"}, "d": {"z.py"}}
    lines = complaints({"a {b}": "甲{x}", "d": "丁"}, wanted)
    assert [line.partition(" (")[0] for line in lines] == [
        "other placeholders than the message",
        "not translated",
    ]
    assert stale({"gone": "走"}, wanted)[0] == "gone from the program: gone"


def test_every_reason_code_speaks_chinese() -> None:
    translate = translator("zh")
    for failure in failures.FAILURES.values():
        assert translate(failure.meaning) != failure.meaning and translate(failure.mend) != failure.mend


def test_the_compiled_catalogue_is_what_is_read() -> None:
    assert all(translator("zh")(message) == text for message, text in compiled().items())
    assert set(messages()) == set(compiled())


def test_unknown_messages_stay_as_they_are() -> None:
    for lang in LANGUAGES:
        assert translator(lang)("no such message") == "no such message"
        assert translator(lang)("") == ""


@pytest.mark.parametrize(
    ("option", "environment", "lang"),
    [
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        ("zh", {}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "C"}, "zh"),
        (None, {"LC_CTYPE": "zh_CN"}, "en"),
        (None, {}, "en"),
    ],
)
def test_detection(option: str | None, environment: dict[str, str], lang: str) -> None:
    assert detect(option, environment) == lang


@pytest.mark.parametrize(
    ("message", "data", "english"),
    [
        ("{a} and {b}", {"a": 1, "b": 2.50}, "1 and 2.5"),
        ("{a}", {"a": ["x", "y"]}, "x, y"),
        ("{a}", {"a": None}, ""),
        ("{a} {b}", {"a": "{b}", "b": "{a.__class__}"}, "{b} {a.__class__}"),
        ("{a} {0} {} {a!r} {a:>9}", {"a": "x"}, "x {0} {} {a!r} {a:>9}"),
        ("{missing}", {}, "{missing}"),
        ("{a}", {"a": "one\n\ttwo \x1b[1m\u202e\u200b\ud800x"}, "one two [1mx"),
        ("{a}", {"a": range(3)}, "range(0, 3)"),
        ("the field {field} is missing", {"field": "index_no"}, "the field index number is missing"),
        ("the footer lacks {name}", {"name": "the sponsor"}, "the footer lacks the sponsor"),
    ],
)
def test_phrases(message: str, data: dict[str, Any], english: str) -> None:
    assert phrase(message, data, translator("en")) == english


def test_codes_and_marked_names_are_translated_but_not_page_text() -> None:
    translate = translator("zh")
    assert phrase("the field {field} is missing", {"field": "index_no"}, translate) == "缺少“索引号”字段"
    assert phrase("the footer lacks {name}", {"name": "the sponsor"}, translate).endswith("主办单位")
    assert phrase("{a}", {"a": "open"}, translate) == "open"
    assert phrase("{a}", {"a": ["x", "y"]}, translate) == "x、y"


@given(st.text(), st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.lists(st.text()))))
def test_no_message_and_no_data_raise_or_leave_controls(message: str, data: dict[str, Any]) -> None:
    assert isinstance(phrase(message, data, translator("zh")), str)
    line = plain(message, 20)
    assert len(line) <= 20
    assert not {unicodedata.category(character) for character in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
