"""The languages: a complete Chinese catalogue, the choice of language, messages with foreign data."""

import ast
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector import failures, locale
from inspector.locale import LANGUAGES, detect, phrase, plain, translator
from inspector.locale.__main__ import compiled, complaints, main, messages, stale, translations
from inspector.people.sheets import refused


def test_the_chinese_catalogue_is_complete_and_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().err


def test_placeholders_are_the_same_in_both_languages() -> None:
    assert complaints(translations(), {message: {"x.py"} for message in translations()}) == []
    wanted = {"no such {a}": {"x.py"}, "{name} {filename!r} is a file.": {"y.py"}}
    assert complaints({"no such {a}": "没有", "{name} {filename!r} is a file.": "是文件"}, wanted) == [
        "other placeholders than the message (x.py): no such {a}"
    ]


def test_complaints_name_what_is_missing_wrong_or_left_over() -> None:
    wanted = {"a {b}": {"x.py"}, "c": {"y.py"}, "d": {"z.py"}}
    lines = complaints({"a {b}": "甲{x}", "d": "丁"}, wanted)
    assert [line.partition(" (")[0] for line in lines] == [
        "other placeholders than the message",
        "not translated",
    ]
    assert stale({"gone": "走"}, wanted)[0] == "gone from the program: gone"


def test_what_a_user_is_told_of_bad_input_can_be_translated() -> None:
    folder = Path(locale.__file__).parents[1]
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in folder.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    errors = {"UsageError", "Fault"} | {
        node.name
        for node in nodes
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "UsageError" for base in node.bases)
    }
    untold = [
        ast.unparse(node)
        for node in nodes
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in errors
        and any(isinstance(given, (ast.JoinedStr, ast.Constant)) for given in node.args)
    ]
    assert len(errors) > 5 and untold == []


def test_a_message_in_a_message_is_put_into_words_too(tmp_path: Path) -> None:
    told = refused(tmp_path / "a.csv", 4, "'{written}' is no address of this site", written="x\u202ey")
    assert told.said("zh").endswith("第4行：“xy”不是本网站的网址；文件中的内容均未采用")
    assert str(told).endswith("line 4: 'xy' is no address of this site; nothing was taken from the file")


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
