"""The search of a site is asked for titles that it published: real crawls of servers on loopback."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote_to_bytes

import pytest

from inspector.crawling.searching import plan_search
from inspector.evidence.answers import page_of
from inspector.evidence.archive import Archive
from inspector.inspection import EVIDENCE, Inspection
from inspector.running import standard
from inspector.verifying import verify_folder
from tests.test_crawling import TODAY, Answer, Server, crawl, serving

NOTICES = {f"/xxgk/post_{n}.html": f"云溪县第{n}期安全生产督查情况的通报" for n in range(1, 9)}
FORM = '<form action="/search/"><input name="q"><button>搜索</button></form>'
HTML = {"Content-Type": "text/html"}


def document(body: str, encoding: str = "utf-8") -> Answer:
    head = f'<!doctype html><html><head><meta charset="{encoding}"><title>云溪县人民政府</title></head>'
    return 200, HTML, f"{head}<body>{body}</body></html>".encode(encoding)


def site(form: str = FORM, encoding: str = "utf-8", **more: Any) -> dict[str, Any]:
    """A portal with a form and eight notices."""
    found: dict[str, Any] = {}
    rows = "".join(
        f'<li><a href="{path}">{title}</a><span>2025-0{n}-11</span></li>'
        for n, (path, title) in enumerate(NOTICES.items(), 1)
    )
    found["/"] = document(f"{form}<ul>{rows}</ul>", encoding)
    for n, (path, title) in enumerate(NOTICES.items(), 1):
        text = "<p>近日，县安委会对各乡镇安全生产情况进行了督查，现将有关情况通报如下。</p>" * 5
        found[path] = document(
            f"<h1>{title}</h1><p>发布时间：2025-0{n}-11 来源：县政府办</p><div>{text}</div>", encoding
        )
    return found | more


def engine(answer: Callable[[str, int], Answer], encoding: str = "utf-8") -> Callable[[str, int], Answer]:
    """What answers a path with a query: the words asked for, and how often they were."""

    def found(query: str, times: int) -> Answer:
        words = unquote_to_bytes(query.partition("q=")[2].partition("&")[0]).decode(encoding)
        return answer(words, times)

    return found


class Searched(dict[str, Any]):
    """A site whose addresses under /search/? are answered by a function."""

    def __init__(self, pages: dict[str, Any], answer: Callable[[str, int], Answer]) -> None:
        super().__init__(pages)
        self.answer = answer

    def get(self, path: str, default: Any = None) -> Any:
        if path.startswith("/search/?"):
            return lambda _handler, times: self.answer(path.partition("?")[2], times)
        return super().get(path, default)


def finds(words: str, _times: int) -> Answer:
    rows = "".join(
        f'<li><a href="{path}">{title}</a></li>' for path, title in NOTICES.items() if title == words
    )
    return document(f"{FORM.replace('name', f'value={words} name')}<p>共找到 1 条结果</p>{rows}")


def finds_nothing(words: str, _times: int) -> Answer:
    return document(f"{FORM}<p>没有找到与“{words}”相关的结果</p>")


def found(server: Server, folder: Path, **options: Any) -> list[dict[str, Any]]:
    """Crawl, judge, and verify from the evidence; the findings on the results of the search."""
    crawl(server.url, folder, **{"search": 3, **options})
    rules, profile = standard("cn-2019")
    with Inspection(folder, server.url, profile, rules, TODAY) as inspection:
        inspection.finish()
        assert inspection.connection.execute("SELECT count(*) FROM pages WHERE seen").fetchone()[0] == 9
        rows = inspection.site.query(
            "SELECT * FROM findings WHERE rule = 'site-search' AND json_extract(data, '$.aspect') = 'results'"
        )
        answer = [{**dict(row), "data": json.loads(row["data"])} for row in rows]
    text, same = verify_folder(folder, "en")
    assert same, text
    return answer


def asked(server: Server) -> list[str]:
    return [path for _method, path, _when in server.asked if path.startswith("/search/?")]


def test_a_search_that_finds_what_was_published(tmp_path: Path) -> None:
    with serving(Searched(site(), engine(finds))) as server:
        assert found(server, tmp_path / "one") == []
        assert len(asked(server)) == 3
        titles = {parse_qs(path.partition("?")[2])["q"][0] for path in asked(server)}
        assert len(titles) == 3 and titles <= set(NOTICES.values())
        # Taken up again, nothing is asked twice.
        assert found(server, tmp_path / "one") == []
        assert len(asked(server)) == 3


def test_nothing_is_asked_without_leave(tmp_path: Path) -> None:
    with serving(Searched(site(), engine(finds))) as server:
        assert found(server, tmp_path / "one", search=0) == []
        assert asked(server) == []


def test_what_it_does_not_find_is_asked_for_twice(tmp_path: Path) -> None:
    def answer(words: str, times: int) -> Answer:
        return (finds if times > 1 else finds_nothing)(words, times)

    with serving(Searched(site(), engine(finds_nothing))) as server:
        findings = found(server, tmp_path / "none")
        assert [one["outcome"] for one in findings] == ["failed"] * 3
        assert len(asked(server)) == 6
        assert all(one["file"] for one in _records(tmp_path / "none", findings))
    with serving(Searched(site(), engine(answer))) as server:
        assert found(server, tmp_path / "second") == [] and len(asked(server)) == 6


def _records(folder: Path, findings: list[dict[str, Any]]) -> list[Any]:
    ids = [one["page"] for one in findings]
    with closing(sqlite3.connect(folder / "inspection.db")) as connection:
        connection.row_factory = sqlite3.Row
        return [connection.execute("SELECT file FROM pages WHERE id = ?", (one,)).fetchone() for one in ids]


def test_words_are_sent_as_the_page_is_encoded(tmp_path: Path) -> None:
    with serving(Searched(site(encoding="gbk"), engine(finds, "gbk"))) as server:
        assert found(server, tmp_path / "one") == []
        assert all("%D4%C6%CF%AA" in path for path in asked(server))  # 云溪


def test_the_budget_of_pages_leaves_the_search_to_be_asked(tmp_path: Path) -> None:
    with serving(Searched(site(), engine(finds))) as server:
        reason, *_ = crawl(server.url, tmp_path / "one", search=2, max_pages=7)
        assert reason == "pages"
        assert len(asked(server)) == 2


SCRIPTED = "<div id=list></div><script>$.ajax({url: '/api/search', success: show})</script>"
HOSTILE = "<p>共找到 3 条结果</p>" + "<li><a href='/search/?q={0}'>{0}</a></li>" * 500 + "<div>" * 3000


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (lambda words, _: document(f"{words}<p>没有找到</p>{SCRIPTED}"), "scripts draw the results"),
        (lambda words, _: document(HOSTILE.format(words)), "the answer is no plain list of results"),
        (lambda *_: document("<p>没有找到相关信息</p>"), "the answer does not repeat what was asked for"),
        (lambda *_: (500, HTML, b"<html>error"), "HTTP 500"),
        (lambda *_: (403, HTML, "<title>安全验证</title>请输入验证码后继续访问".encode()), "captcha"),
        (lambda *_: (302, {"Location": "/"}, b""), "it was not asked, or led back to a page of the site"),
        (lambda *_: (200, {"Content-Type": "application/json"}, b"{}"), "the answer is no page"),
        (lambda *_: (200, HTML, bytes(range(256)) * 50), "the answer does not repeat what was asked for"),
    ],
)  # fmt: skip
def test_answers_that_prove_nothing(tmp_path: Path, answer: Any, reason: str) -> None:
    with serving(Searched(site(), engine(answer))) as server:
        findings = found(server, tmp_path / "one")
        assert {one["outcome"] for one in findings} == {"cantTell"}
        assert {one["data"]["reason"] for one in findings} == {reason}
        assert 3 <= len(asked(server)) <= 6


def test_answers_that_lead_on_are_followed(tmp_path: Path) -> None:
    def answer(query: str, times: int) -> Answer:
        if query.startswith("q="):
            return 302, {"Location": f"/search/?sid=9&{query}", "Content-Length": "0"}, b""
        return engine(finds)(query, times)

    with serving(Searched(site(), answer)) as server:
        assert found(server, tmp_path / "one") == []
        assert len(asked(server)) == 6


def test_robots_txt_is_obeyed(tmp_path: Path) -> None:
    robots = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /search/\n")
    with serving(Searched(site() | {"/robots.txt": robots}, engine(finds))) as server:
        findings = found(server, tmp_path / "one")
        assert [one["data"]["reason"] for one in findings] == ["robots"] * 3
        assert asked(server) == []


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ('<form method="post" action="/search/"><input name="q">搜索</form>', "POST"),
        ('<form action="#"><input id="q"><a href="javascript:go()">搜索</a></form>', "only a script"),
        ("<div class=search>搜索</div>", "no form"),
    ],
)
def test_forms_that_cannot_be_asked(tmp_path: Path, form: str, reason: str) -> None:
    with serving(Searched(site(form), engine(finds))) as server:
        (one,) = found(server, tmp_path / "one")
        assert one["outcome"] == "cantTell" and reason in one["data"]["reason"]
        assert asked(server) == []


def test_a_search_on_another_host_is_asked_as_its_robots_txt_allows(tmp_path: Path) -> None:
    for name, rules in (("open", b""), ("closed", b"User-agent: *\nDisallow: /\n")):
        robots = (200, {"Content-Type": "text/plain"}, rules)
        with serving(Searched({"/robots.txt": robots}, lambda *_: (404, HTML, b""))) as other:
            elsewhere = other.url.replace("127.0.0.1", "localhost")
            with serving(site(FORM.replace("/search/", elsewhere + "search/"))) as server:
                base = server.url

                def answer(words: str, times: int, base: str = base) -> Answer:
                    status, headers, body = finds(words, times)
                    return status, headers, body.replace(b'href="/', f'href="{base}'.encode())

                other.site.answer = engine(answer)  # type: ignore[attr-defined]
                findings = found(server, tmp_path / name)
                if name == "open":
                    assert findings == [] and len(asked(other)) == 3
                else:
                    assert [one["data"]["reason"] for one in findings] == ["robots"] * 3 and not asked(other)


def test_of_a_copy_the_site_itself_is_not_asked(tmp_path: Path) -> None:
    base, official = "http://127.0.0.1:8000/", "www.example.gov.cn"
    rules, profile = standard("cn-2019")
    for action, how in ((f"http://{official}/search/", "copy"), ("/search/", "get")):
        folder = tmp_path / how
        with (
            Inspection(folder, base, profile, rules, TODAY, official_host=official) as inspection,
            Archive(folder / EVIDENCE) as archive,
        ):
            for path, (status, headers, body) in site(FORM.replace("/search/", action)).items():
                url, fields = base + path.lstrip("/"), tuple((k.lower(), v) for k, v in headers.items())
                moment = datetime(2026, 1, 15, tzinfo=UTC)
                record = archive.response(url, status, fields, body, moment)
                inspection.add(page_of(url, status, fields, body, moment, record))
            plan = plan_search(inspection.site, folder / EVIDENCE, 3, TODAY.isoformat())
            assert (plan["how"], len(plan["questions"])) == (how, 0 if how == "copy" else 3)
