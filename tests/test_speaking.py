"""The command line in Chinese: help, and what is wrong with an argument."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner, Result

from inspector.cli import cli
from inspector.commands.speaking import asked_language, folded

CHINESE = re.compile("[\u4e00-\u9fff]")


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(cli, arguments, prog_name="inspector", env={"LANG": "C", **environment})


def names(group: click.Group = cli, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield above
    for name, command in group.commands.items():
        here = (*above, name)
        yield from names(command, here) if isinstance(command, click.Group) else [here]


@pytest.mark.parametrize("command", list(names()), ids=" ".join)
def test_help_is_in_the_language_asked_for(command: tuple[str, ...]) -> None:
    chinese, english = run(*command, "--lang", "zh", "--help"), run(*command, "--help")
    assert chinese.exit_code == english.exit_code == 0
    assert english.output.isascii()
    for text in (chinese.output, run(*command, "-h", LANG="zh_CN.UTF-8").output):
        assert text.startswith("用法：") and "选项:" in text
        # Each option and each command below is explained in Chinese.
        options = re.split(r"^  (?=-|[a-z])", text.partition("选项:")[2], flags=re.M)[1:]
        assert options and all(CHINESE.search(one) for one in options), options
        assert max(map(columns, text.splitlines())) <= 104


def columns(line: str) -> int:
    return sum(2 if CHINESE.match(letter) else 1 for letter in line)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nosuch"],
        ["chekc", "page.html"],
        ["check"],
        ["check", "page.html", "--nosuch"],
        ["check", "page.html", "--format", "xml"],
        ["check", "page.html", "--today", "2026-13-01"],
        ["check", "page.html", "--all=yes"],
        ["check", "page.html", "--fail-below", "many"],
        ["check", "page.html", "--fail-below", "nan"],
        ["crawl", "http://127.0.0.1:9/"],
        ["crawl", "http://127.0.0.1:9/", "--out", __file__],
        ["crawl", "http://127.0.0.1:9/", "--out", "o", "--max-pages", "0"],
        ["crawl", "http://127.0.0.1:9/", "more", "--out", "o"],
        ["crawl", "http://127.0.0.1:9/", "more", "and more", "--out", "o"],
        ["profiles", "diff", "cn-2019"],
        ["profiles", "diff", "cn-2019", "us-federal", "--on", "nosuch"],
        ["explain"],
        ["replay", "x", "--out"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_in_chinese(arguments: list[str]) -> None:
    for given in (["--lang", "zh", *arguments], [arguments[0], "--lang=zh", *arguments[1:]]):
        if arguments[-1] == "nosuch" and given[0] != "--lang":
            continue
        done = run(*given)
        assert done.exit_code == 2
        *usage, error = filter(None, done.output.splitlines())
        assert error.startswith("错误：")
        assert not usage or usage[0].startswith("用法：") and usage[1].endswith("查看帮助。")
        assert not re.search(r"[A-Za-z]+ [a-z]+", error.replace("and more", "")), error


def test_the_language_may_stand_anywhere() -> None:
    for arguments in (["--lang", "zh", "rules"], ["rules", "--lang", "zh"], ["profiles", "--lang", "zh"]):
        assert CHINESE.search(run(*arguments).output)
    told = run("--lang", "zh", "profiles", "diff", "cn-2019", "nosuch").output
    assert CHINESE.search(told)
    assert CHINESE.search(run("profiles", "--lang", "zh", "diff", "cn-2019", "nosuch").output)
    assert not CHINESE.search(run("--lang", "zh", "explain", "nosuch", "--lang", "en").output)


def test_without_a_command_there_is_help() -> None:
    for given in ([], ["--lang", "en"], ["--lang", "zh"]):
        done = run(*given)
        assert done.exit_code == 2 and done.output == run(*given, "--help").output


def test_the_first_language_on_the_line_decides() -> None:
    assert asked_language(["check", "--lang", "zh", "--lang=en"]) == "zh"
    assert (
        asked_language(["check", "--lang", "fr"]) is asked_language(["check", "--", "--lang", "zh"]) is None
    )
    assert asked_language(["check", "--lang"]) is None


def test_english_stays_english_in_a_chinese_environment() -> None:
    done = run("check", "--lang", "en", LANG="zh_CN.UTF-8", LANGUAGE="zh_CN:zh")
    assert "Missing argument 'TARGET...'" in done.output


def test_lines_are_broken_where_they_are_full() -> None:
    text = folded("检查网站" * 10 + "，see page.html 结束。", 20)
    lines = text.splitlines()[1:]
    assert "".join(lines).replace(" ", "") == "检查网站" * 10 + "，seepage.html结束。"
    assert all(columns(line) <= 22 for line in lines) and not any(line[0] in "，。" for line in lines)
    assert folded("plain", 3) == "plain"


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("inspector cra", ["plain,crawl"]),
        ("inspector check --only hea", ["plain,head-tags"]),
        ("inspector check --profile cn-d", ["plain,cn-disclosure"]),
        ("inspector check --profile my-ci", ["file,my-ci"]),
        ("inspector explain CN2019.V4.", ["plain,CN2019.V4.1", "plain,CN2019.V4.2", "plain,CN2019.V4.3"]),
        ("inspector explain dead", ["plain,dead-link"]),
        ("inspector profiles diff us", ["plain,us-federal"]),
    ],
)
def test_the_shell_completes_names(words: str, completed: list[str]) -> None:
    asked = {
        "_INSPECTOR_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    assert run(**asked).output.split() == completed
