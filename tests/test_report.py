"""Reports: what they say, that hostile text does no harm, and that JSON keeps to its schema."""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from inspector import Finding, Outcome, Page, Site, _, page_rule, site_rule, store
from inspector.inspection import Inspection
from inspector.locale import placeholders, translator
from inspector.page import Record
from inspector.profile import Profile
from inspector.report import LeftOut, Report, build, formats, render
from inspector.report._paper import wrap
from inspector.report.json import schema
from inspector.rule import Rule
from inspector.score import Line
from inspector.urls import url_id

HOME = "https://www.example.gov.cn/"
TODAY = date(2026, 3, 31)
HOSTILE = "\x1b[31mred\x1b[0m [bold]x[/bold] \u202egnp.exe\u202c \x9b2J \u200b{url} <script>"


@page_rule(applies=lambda page: "list" in page.url)
def short_title(page: Page) -> Iterator[Finding]:
    """Titles are long enough.

    Why: a short title says nothing.

    Fix: write a longer one.
    """
    yield Finding(_("the title is {title}"), at="title", seen=HOSTILE, key="1", title=HOSTILE)
    if page.url.endswith("0.html"):
        yield Finding(_("the title is {title}"), key="2", outcome=Outcome.CANT_TELL, title=["a", "b"])


@site_rule(applies=lambda site: site.crawled)
def fresh(site: Site, periods: dict[str, int] | None = None) -> Iterator[Finding]:
    """Columns are updated in time.

    Why: old news is no news.

    Fix: publish.
    """
    for number in range(6):
        yield Finding(_("the column {name} is old"), url=f"{HOME}c{number}/", name="要闻", key=str(number))


@site_rule(applies=lambda site: site.crawled)
def crashing(site: Site) -> Iterator[Finding]:
    """Never crashes.

    Why: it does.

    Fix: it.
    """
    raise RuntimeError("[red]broken[/red]")
    yield


RULES: dict[str, Rule] = {rule.id: rule for rule in (short_title, fresh, crashing)}


def text(words: str) -> dict[str, str]:
    return {"zh": f"中文{words}", "en": words}


def clause(number: str, part: str, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "part": part,
        "section": text("section"),
        "title": text(f"title of {number}"),
        "text": text("text"),
        "certainty": "two_copies",
        **more,
    }


PROFILE = Profile.model_validate(
    {
        "id": "test",
        "title": text("standard"),
        "source": "国办秘函〔2019〕19号",
        "least_pages": 1,
        "bonus": 30,
        "options": {"fresh": {"periods": {"news": 14}}},
        "clause": [
            clause("T.V1", "veto", checks=[{"rule": "fresh", "at_least": 5}]),
            clause("T.V2", "veto", needs=text("a person")),
            clause("T.V3", "veto", checks=[{"rule": "crashing"}]),
            clause("T.D1", "deduct", points=5, checks=[{"rule": "short-title", "each": 1}]),
            clause("T.D2", "deduct", points=4, points_certainty="provisional", needs=text("a person")),
            clause("T.B1", "bonus", points=5, needs=text("a person")),
            clause("T.M1", "veto", target="new_media", needs=text("an account")),
        ],
    }
)


def page(path: str, body: str, **more: Any) -> Page:
    values: dict[str, Any] = {
        "headers": (("content-type", "text/html; charset=utf-8"),),
        "fetched": datetime(2026, 3, 31, tzinfo=UTC),
        "record": Record("evidence.warc.gz", 10, 20, "sha256:00"),
        **more,
    }
    return Page(HOME + path, body=body.encode("utf-8", "surrogatepass"), **values)


def inspection(crawled: bool = True) -> Inspection:
    made = Inspection(None, HOME, PROFILE, RULES, TODAY, crawled=crawled)
    links = "".join(
        f'<li><a href="list{n}.html">第{n}条要闻</a> 2026-01-0{n % 9 + 1}</li>' for n in range(12)
    )
    made.add(
        page("", f"<html><head><title>示例县人民政府</title></head><body><ul>{links}</ul></body></html>")
    )
    for n in range(8):
        made.add(
            page(
                f"list{n}.html", f"<html><head><title>{HOSTILE}</title></head><body><p>正文</p></body></html>"
            )
        )
    made.add(Page(HOME + "gone.html", status=404, headers=(("content-type", "text/html"),), body=b"gone"))
    made.add(Page(HOME + "slow.html", status=0, failure="timeout"))
    made.add(Page(HOME + "odd.html", status=0, failure="never-heard-of"))
    return made


@pytest.fixture(scope="module")
def report() -> Iterator[Report]:
    with inspection() as made:
        made.finish()
        connection = made.connection
        with made.transaction():
            connection.execute("DELETE FROM columns")
            rows = [
                ("list1.html", "要闻[/bold]", "news", "dated", "2026-01-01"),
                ("list2.html", "通知公告", "notice", "dated", "2025-01-01"),
                ("list3.html", HOSTILE, None, "blank", None),
                ("list4.html", "领导信息", None, "unseen", None),
            ]
            for path, name, class_, state, newest in rows:
                connection.execute(
                    store.insert("columns"),
                    (url_id(HOME + path), name, class_, 0.9, "name", 1, state, newest, 3),
                )
            store.put(connection, crawl={"stop": "pages", "seconds": 12.5, "detail": HOSTILE})
            connection.execute("INSERT INTO guarded VALUES ('calendar', ?, 25)", (HOME + "rili/#/#",))
        yield build(connection, PROFILE, RULES)


def test_formats_are_found_in_the_folder() -> None:
    assert {"terminal", "json"} <= set(formats())


def test_groups_stand_worst_first(report: Report) -> None:
    assert [group.rule for group in report.groups] == ["fresh", "short-title", "crashing"]
    worst, second, open_one = report.groups
    assert worst.vetoes == ("T.V1",) and second.points == 5 and not open_one.failed
    entry = next(iter(second.entries))
    assert report.pages.evidence(entry) == Record("evidence.warc.gz", 10, 20, "sha256:00")
    assert entry.clauses == ("T.D1",)


def test_steps_say_what_wins_points_back(report: Report) -> None:
    veto, mend, *settle = report.steps
    assert (veto.kind, veto.count, veto.needed) == ("veto", 6, 2)
    assert (mend.kind, mend.gain, mend.count, mend.needed) == ("mend", 5.0, 8, 4)
    assert [step.line.clause.id for step in settle] == ["T.V3", "T.D2", "T.V2"]


def test_columns_know_what_is_overdue(report: Report) -> None:
    states = [(column.name, column.state, column.overdue) for column in report.columns]
    assert states[0] == ("要闻[/bold]", "dated", True)
    assert [state for _name, state, _overdue in states[1:]] == ["blank", "unseen", "dated"]
    assert report.columns[0].age == 89 and report.columns[0].period == 14


def test_arithmetic_before_the_cap() -> None:
    line = Line(PROFILE.clause[0], Outcome.FAILED, sum="3 × 1 + 31 × 0.1 + 2")
    assert line.before_cap == 8.1
    assert Line(PROFILE.clause[0], Outcome.PASSED).before_cap == 0


def test_coverage_says_whose_problem_it_is(report: Report) -> None:
    coverage = report.coverage
    assert coverage.seen == 9 and coverage.statuses == {404: 1}
    assert {failed.code for failed in coverage.failed} == {"timeout", "never-heard-of"}
    assert coverage.not_visited == 4 and coverage.columns_unseen == ("领导信息",)
    assert coverage.stopped == "pages"
    assert coverage.left_out == (LeftOut("calendar", 25, HOME + "rili/#/#"),)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 80, 110])
@pytest.mark.parametrize("show_all", [False, True])
def test_terminal_report_fits_and_is_harmless(report: Report, lang: str, width: int, show_all: bool) -> None:
    shown = render(report, "terminal", lang, width=width, color=False, show_all=show_all)
    assert "\x1b" not in shown and "\x9b" not in shown and "\u202e" not in shown and "\ud800" not in shown
    assert "[bold]x[/bold]" in shown
    for line in shown.splitlines():
        assert cells(line) <= width, line
    order = [shown.index(translator(lang)(title)) for title in SECTIONS]
    assert order == sorted(order)


SECTIONS = (
    "UNQUALIFIED",
    "Score sheet",
    "Findings, worst first",
    "Columns and their last updates",
    "What was seen, and what not",
    "What to do next",
)


def cells(line: str) -> int:
    """Terminal columns by the standard's own widths, not by the library's that is tested."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


def test_terminal_report_prints_the_arithmetic(report: Report) -> None:
    shown = " ".join(render(report, "terminal", "en", width=110, color=False).split())
    assert "8 × 1 = 8, at most 5" in shown and "5 / 5" in shown
    assert "failed: 6, open: 0; a breach from 5" in shown
    assert "… and 5 more" in shown
    assert "Broken veto clauses: T.V1; they decide" in shown
    assert "T.V2 title of T.V2; T.D2 title of T.D2 (4*); T.B1 title of T.B1 (5) → a person" in shown


def test_a_crashed_rule_asks_for_a_report_and_no_mend_of_the_site(report: Report) -> None:
    printed = " ".join(render(report, "terminal", "en").split())
    assert "Mend: it." not in printed and "Mend: publish." in printed
    assert "Mend: nothing on the site: report the message as a defect" in printed


def test_colour_only_repeats_what_words_say(report: Report) -> None:
    plain = render(report, "terminal", "en", width=80, color=False)
    coloured = render(report, "terminal", "en", width=80, color=True)
    codes = set(re.findall(r"\x1b\[([0-9;]*)m", coloured))
    assert re.sub(r" +$", "", re.sub(r"\x1b\[[0-9;]*m", "", coloured), flags=re.M) == plain
    assert not any(
        40 <= int(part) <= 49 or int(part) >= 90 for code in codes for part in code.split(";") if part
    )


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {}])
def test_no_colour_where_none_is_wanted(
    report: Report, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: bool(environment), raising=False)
    assert "\x1b" not in render(report, "terminal", "en")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_json_keeps_to_its_schema(report: Report, lang: str) -> None:
    rendered = render(report, "json", lang, targets={HOME: ["page.html"]}, notes=["x"])
    document = json.loads(rendered)
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker()).validate(document)
    assert document["pages"][0]["target"] == "page.html" and next(iter(document["pages"][0])) == "target"
    assert document["score"]["verdict"] == "unqualified"
    assert not set(rendered) & set("\x1b\x9b\u202e\u200b\ud800")
    crash = document["findings"][-1]
    assert crash["data"]["crash"] == "RuntimeError: [red]broken[/red]"
    # How to mend the page is no help there.
    assert "replay" in crash["fix"] and crash["why"] != "it does."


def test_every_object_of_the_schema_is_described() -> None:
    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if "properties" in node:
                assert node["additionalProperties"] is False
                assert node["required"] == list(node["properties"])
                for name, property_ in node["properties"].items():
                    assert {"description", "$ref", "enum"} & set(property_), name
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(schema())


def test_reports_are_the_same_every_time() -> None:
    texts = set()
    for _run in range(2):
        with inspection() as made:
            made.finish()
            built = build(made.connection, PROFILE, RULES)
            texts.add(render(built, "json", "zh") + render(built, "terminal", "zh", width=80, color=False))
    assert len(texts) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hand_picked_pages_get_the_short_form(lang: str) -> None:
    with inspection(crawled=False) as made:
        made.finish()
        built = build(made.connection, PROFILE, RULES)
        named = {HOME + "list0.html": "a/\x1b[1mlist0.html", HOME: "index.html", HOME + "slow.html": "slow"}
        targets = {url: [target] for url, target in named.items()}
        shown = render(built, "terminal", lang, width=80, color=False, targets=targets)
        assert all(cells(line) <= 80 for line in shown.splitlines())
        assert "\x1b" not in shown
        first, second = shown.index("a/[1mlist0.html"), shown.index("index.html")
        assert first < second < shown.index("timeout")
        assert translator(lang)("Score sheet") not in shown
        jsonschema.validate(json.loads(render(built, "json", lang, targets=targets)), schema())


def test_many_pages_are_reported_by_rule() -> None:
    with inspection(crawled=False) as made:
        for n in range(10, 13):
            made.add(page(f"list{n}.html", "<html><body><p>正文</p></body></html>"))
        made.finish()
        built = build(made.connection, PROFILE, RULES)
        shown = render(
            built, "terminal", "en", width=80, color=False, targets={HOME + "list0.html": ["a.html"]}
        )
        assert "Not met: Titles are long enough." in shown and "Kind " not in shown
        assert "    a.html\n" in shown and HOME + "list0.html" not in shown
        assert "points taken" not in shown


def test_an_empty_inspection_is_reported() -> None:
    with Inspection(None, HOME, PROFILE, RULES, TODAY) as made:
        made.finish()
        built = build(made.connection, PROFILE, RULES)
        shown = render(built, "terminal", "en", width=80, color=False)
        assert "NO VERDICT" in shown and "the home page could not be seen" in shown
        jsonschema.validate(json.loads(render(built, "json", "en")), schema())


@given(st.text(alphabet=st.sampled_from("a b中文，。（）“”《》1-\n…")), st.integers(4, 20))
def test_lines_are_broken_to_fit_and_lose_nothing(words: str, width: int) -> None:
    lines = wrap(Text(words), width)
    assert all(line.cell_len <= width for line in lines)
    assert "".join("".join(line.plain.split()) for line in lines) == "".join(words.split())


def test_no_line_begins_with_closing_punctuation() -> None:
    lines = [line.plain for line in wrap(Text("栏目更新不及时，（最近更新）为去年。"), 14)]
    assert lines == ["栏目更新不及", "时，（最近更", "新）为去年。"]


def test_an_unknown_format_is_refused(report: Report) -> None:
    with pytest.raises(ValueError, match="json"):
        render(report, "pdf", "en")


def test_placeholders_are_found() -> None:
    assert placeholders("{a} and {b_1}, not {} or {0}") == {"a", "b_1"}
