"""Pages in, a score out: storing, replacing, crashing rules, resuming, refusing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from inspector import Finding, Outcome, Page, Rule, Site, page_rule, site_rule, store
from inspector.inspection import Inspection, InspectionError
from inspector.profile import Profile
from inspector.score import Verdict

TODAY = date(2026, 1, 15)
HTML = (("content-type", "text/html; charset=utf-8"),)


@page_rule(applies=lambda page: "stop" not in page.markup)
def shouting(page: Page) -> Iterator[Finding]:
    """Pages do not shout.

    Why: it hurts.

    Fix: speak softly.
    """
    if "!!" in page.text:
        yield Finding("too loud: {count}", at="body", seen="!!", count=page.text.count("!"))
    if "crash" in page.text:
        raise RuntimeError("oops")
    if "leave" in page.text:
        raise SystemExit("oops")
    if "number" in page.text:
        yield 3  # type: ignore[misc]


@site_rule(applies=lambda site: site.crawled)
def loneliness(site: Site) -> Iterator[Finding]:
    """A site has more than one page.

    Why: one page is no site.

    Fix: write another.
    """
    if next(site.query("SELECT count(*) AS n FROM pages WHERE seen"))["n"] < 2:
        yield Finding("only one page")


RULES: dict[str, Rule] = {rule.id: rule for rule in (shouting, loneliness)}
TEXT = {"zh": "字", "en": "words"}


def profile(**more: object) -> Profile:
    clause = {"section": TEXT, "title": TEXT, "text": TEXT, "certainty": "two_copies", "points": 100}
    clauses = [
        {**clause, "id": "A", "part": "deduct", "points": 60, "checks": [{"rule": "shouting", "each": 2}]},
        {**clause, "id": "B", "part": "deduct", "points": 40, "checks": [{"rule": "loneliness"}]},
    ]
    return Profile.model_validate(
        {"id": "p", "title": TEXT, "source": "s", "qualify": 60, "least_pages": 1, "clause": clauses, **more}
    )


def page(path: str, body: str, status: int = 200) -> Page:
    html = f"<html><head><title>t</title></head><body><p>{body}</p></body></html>"
    when = datetime(2026, 1, 15, 8, tzinfo=UTC)
    return Page(f"http://www.example.gov.cn{path}", status, HTML, html.encode(), when)


def inspect(*pages: Page, folder: Path | None = None, crawled: bool = True) -> Inspection:
    inspection = Inspection(folder, "http://www.example.gov.cn/", profile(), RULES, TODAY, crawled=crawled)
    for one in pages:
        inspection.add(one)
    inspection.finish()
    return inspection


def findings(inspection: Inspection) -> list[tuple[str, str, str]]:
    rows = inspection.connection.execute("SELECT rule, url, outcome FROM findings ORDER BY id")
    return [
        (row["rule"], row["url"].removeprefix("http://www.example.gov.cn"), row["outcome"]) for row in rows
    ]


def test_a_page_is_judged_and_scored() -> None:
    with inspect(page("/", "well"), page("/a", "loud!!")) as inspection:
        assert findings(inspection) == [("shouting", "/a", "failed")]
        score = inspection.score()
        assert (score.low, score.high, score.verdict) == (98, 98, Verdict.QUALIFIED)


def test_adding_a_page_again_replaces_it() -> None:
    with inspect(page("/", "well"), page("/a", "loud!!"), page("/a", "well")) as inspection:
        assert findings(inspection) == []
        assert inspection.connection.execute("SELECT count(*) FROM pages").fetchone()[0] == 2


def test_finishing_twice_gives_the_same() -> None:
    with inspect(page("/", "loud!!")) as inspection:
        before = findings(inspection)
        inspection.finish()
        assert findings(inspection) == before == [("shouting", "/", "failed"), ("loneliness", "/", "failed")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("crash", "RuntimeError: oops"),
        ("leave", "SystemExit: oops"),
        ("number", "TypeError: 3 is no Finding"),
    ],
)
def test_a_rule_that_crashes_is_cant_tell_and_said(text: str, said: str) -> None:
    with inspect(page("/", "well"), page("/a", text)) as inspection:
        row = inspection.connection.execute("SELECT * FROM findings").fetchone()
        assert (row["rule"], row["outcome"]) == ("shouting", Outcome.CANT_TELL)
        assert said in row["data"]
        score = inspection.score()
        assert (score.low, score.high) == (98, 100)


def test_a_rule_does_not_pass_where_it_does_not_apply() -> None:
    with inspect(page("/", "stop!!"), page("/a", "stop")) as inspection:
        lines = {line.clause.id: line.outcome for line in inspection.score().lines}
        assert lines["A"] is Outcome.INAPPLICABLE
        assert findings(inspection) == []


def test_hand_picked_pages_leave_the_site_untested() -> None:
    with inspect(page("/a", "well"), crawled=False) as inspection:
        score = inspection.score()
        assert {line.clause.id: line.outcome for line in score.lines}["B"] is Outcome.UNTESTED
        assert (score.low, score.high, score.verdict) == (60, 100, Verdict.QUALIFIED)


def test_an_error_page_or_a_failure_is_not_judged() -> None:
    gone = page("/gone", "loud!!", 404)
    dead = Page("http://www.example.gov.cn/dead", 0, failure="timeout", fetched=gone.fetched)
    with inspect(page("/", "well"), page("/b", "well"), gone, dead) as inspection:
        assert findings(inspection) == []
        rows = inspection.connection.execute("SELECT status, failure, seen FROM pages ORDER BY status")
        assert [tuple(row) for row in rows][:1] == [(0, "timeout", 0)]


HOME = "http://www.example.gov.cn/"


@pytest.mark.parametrize(
    ("home", "reason"),
    [
        (None, "it was not asked for"),
        (Page(HOME, 500), "the server answered with an error"),
        (Page(HOME, 0, failure="timeout"), "no usable answer came"),
        (Page(HOME, 0, failure="robots"), "robots.txt forbids it"),
        (Page(HOME, 403, failure="waf"), "a wall answered in its place"),
        (Page(HOME, 302, (("location", "http://10.0.0.1/"),)), "an address that was not asked for"),
        (Page(HOME, 302, (("location", "file:///etc/passwd"),)), "no address of the web"),
        (Page(HOME, 200, (("content-type", "application/pdf"),), b"%PDF-1"), "what answered is no page"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_verdict_without_a_home_page(home: Page | None, reason: str) -> None:
    given = [page("/a", "well"), page("/b", "well"), *([home] if home else [])]
    with inspect(*given) as inspection:
        score = inspection.score()
        assert score.verdict is Verdict.REFUSED
        (told,) = score.refused_because
        assert told.startswith("the home page could not be seen: ") and reason in told


def test_no_verdict_on_an_empty_home_page() -> None:
    with inspect(Page(HOME, 200, (("content-type", "text/html"),)), page("/b", "well")) as inspection:
        assert inspection.score().refused_because == ("the home page is empty",)


def test_no_verdict_on_a_crawl_that_was_broken_off() -> None:
    with inspect(page("/", "well"), page("/b", "well")) as inspection:
        assert inspection.score().verdict is not Verdict.REFUSED
        inspection.unfinished()
        (told,) = inspection.score().refused_because
        assert "broken off" in told
        inspection.finish()
        assert inspection.score().verdict is not Verdict.REFUSED


def test_no_verdict_when_most_requests_failed() -> None:
    dead = [Page(f"http://www.example.gov.cn/{n}", 0, failure="timeout") for n in range(5)]
    with inspect(page("/", "well"), page("/b", "well"), *dead) as inspection:
        assert "more than half of the requests failed" in inspection.score().refused_because


def test_a_folder_is_taken_up_again(tmp_path: Path) -> None:
    inspect(page("/", "well"), folder=tmp_path).close()
    with inspect(page("/a", "loud!!"), folder=tmp_path) as inspection:
        assert findings(inspection) == [("shouting", "/a", "failed")]
        assert inspection.connection.execute("SELECT count(*) FROM pages").fetchone()[0] == 2


def test_a_folder_of_another_site_is_refused(tmp_path: Path) -> None:
    inspect(page("/", "well"), folder=tmp_path).close()
    with pytest.raises(InspectionError, match="not of http://other"):
        Inspection(tmp_path, "http://other.gov.cn/", profile(), RULES, TODAY)


def test_a_folder_of_another_port_is_refused(tmp_path: Path) -> None:
    for port in ("", ":8080"):
        start = f"http://127.0.0.1{port}/"
        with Inspection(tmp_path / f"inspection{port[1:]}", start, profile(), RULES, TODAY):
            pass
    with pytest.raises(InspectionError, match="not of http://127.0.0.1:8080/"):
        Inspection(tmp_path / "inspection", "http://127.0.0.1:8080/", profile(), RULES, TODAY)
    with pytest.raises(InspectionError, match="not of http://127.0.0.1/"):
        Inspection(tmp_path / "inspection8080", "http://127.0.0.1/", profile(), RULES, TODAY)


def test_a_folder_where_nothing_can_be_written_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = inspect(page("/", "well"), page("/a", "loud!!"), folder=tmp_path)
    expected = findings(kept)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write everywhere
    with Inspection(tmp_path, kept.start, profile(), RULES, TODAY, reading=True) as inspection:
        assert findings(inspection) == expected
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    kept.close()


def test_a_database_that_sqlite_cannot_open_for_writing_is_read(tmp_path: Path) -> None:
    kept = inspect(page("/", "well"), page("/a", "loud!!"), folder=tmp_path)
    expected = findings(kept)
    kept.close()
    (tmp_path / "inspection.db-shm").mkdir()  # as on a full disk, it cannot be made
    with pytest.raises(store.StoreError):
        Inspection(tmp_path, kept.start, profile(), RULES, TODAY)
    with Inspection(tmp_path, kept.start, profile(), RULES, TODAY, reading=True) as inspection:
        assert findings(inspection) == expected


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    inspect(page("/", "well"), folder=tmp_path).close()
    connection = sqlite3.connect(tmp_path / "inspection.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(store.StoreError, match="newer version"):
        Inspection(tmp_path, "http://www.example.gov.cn/", profile(), RULES, TODAY)


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "inspection.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(store.StoreError, match="give another folder"):
        Inspection(tmp_path, "http://www.example.gov.cn/", profile(), RULES, TODAY)


def test_nothing_of_a_broken_transaction_stays() -> None:
    with inspect(page("/", "well")) as inspection:
        with pytest.raises(RuntimeError), inspection.transaction():
            inspection.add(page("/a", "well"))
            raise RuntimeError
        inspection.add(page("/a", "well"))
        assert inspection.connection.execute("SELECT count(*) FROM pages").fetchone()[0] == 2


def test_a_redirect_of_the_start_address_moves_the_site() -> None:
    moved = Page("http://www.example.gov.cn/", 302, (("location", "https://new.example.gov.cn/index.html"),))
    home = Page("https://new.example.gov.cn/index.html", 200, HTML, b"<html><body><p>home</p></body></html>")
    with inspect(moved, home) as inspection:
        assert inspection.site.home_url == "https://new.example.gov.cn/index.html"
        assert inspection.internal("https://new.example.gov.cn/a")
        assert not inspection.internal("https://elsewhere.gov.cn/")


def test_fingerprints_survive_wording_and_data() -> None:
    with inspect(page("/", "loud!!")) as one, inspect(page("/", "loud!!!! louder")) as other:
        query = "SELECT fingerprint FROM findings WHERE rule = 'shouting'"
        assert one.connection.execute(query).fetchone()[0] == other.connection.execute(query).fetchone()[0]


def test_a_column_under_two_addresses_is_one() -> None:
    items = "".join(
        f'<li><a href="/tzgg/202601/t2026010{n}_{n}.html">关于第{n}项工作安排的通知</a>'
        f"<span>2026-01-0{n}</span></li>"
        for n in range(1, 7)
    )
    nav = '<a href="/tzgg/">通知公告</a><a href="/zwgk/tzgg/">通知公告</a>'
    lists = page("/tzgg/", f"{nav}</p><h2>通知公告</h2><ul>{items}</ul><p>")
    twin = page("/zwgk/tzgg/", f"{nav}</p><h2>通知公告</h2><ul>{items}</ul><p>")
    with inspect(page("/", nav), lists, twin) as inspection:
        assert [column.url for column in inspection.site.columns] == ["http://www.example.gov.cn/tzgg/"]


def test_of_a_dead_site_nothing_is_said_to_be_in_order() -> None:
    with inspect(Page("http://www.example.gov.cn/", 0, failure="refused")) as inspection:
        score = inspection.score()
        assert score.verdict is Verdict.REFUSED
        assert {line.outcome for line in score.lines} == {Outcome.UNTESTED}
        assert (score.low, score.high) == (0, 100)
