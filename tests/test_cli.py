"""The commands as users run them: exit codes, JSON, bad input in one sentence."""

from __future__ import annotations

import json
import os
import shlex
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import jsonschema
import pytest

from inspector.report.json import schema

ARTICLE = """<!doctype html><html><head><meta charset="utf-8">
<title>关于开展春季植树活动的通知-云溪县人民政府</title>
<meta name="SiteName" content="云溪县人民政府"><meta name="SiteDomain" content="www.yunxi.example.gov.cn">
<meta name="SiteIDCode" content="9900000001"><meta name="ColumnName" content="通知公告">
<meta name="ColumnDescription" content="云溪县政府及部门的通知和公告">
<meta name="ColumnKeywords" content="通知,公告">
<meta name="ColumnType" content="通知公告"><meta name="ArticleTitle" content="关于开展春季植树活动的通知">
<meta name="PubDate" content="2026-01-12 09:30"><meta name="ContentSource" content="县林业局"></head>
<body><div class="nav"><a href="/">首页</a><a href="/tzgg/">通知公告</a></div>
<h1>关于开展春季植树活动的通知</h1>
<div class="info"><span>来源：县林业局</span><span>发布时间：2026-01-12 09:30</span></div>
<div class="content"><p>各乡镇人民政府：为做好今年的植树工作，现将有关事项通知如下，请认真组织实施。</p>
<p>各单位要在三月底前完成任务，并把结果报县林业局。</p></div></body></html>"""


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "inspector", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        cwd=cwd,
        check=False,
    )


def as_json(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.stderr == "", done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "t20260112_4711.html"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_check_gives_the_facts_of_a_file(article: Path) -> None:
    url = "http://www.yunxi.example.gov.cn/tzgg/202601/t20260112_4711.html"
    answer = as_json(run("check", str(article), "--url", url, "--format", "json", "--today", "2026-01-15"))
    page = answer["pages"][0]
    assert page["target"] == str(article)
    assert page["url"] == url
    assert (page["kind"], page["title"]) == ("article", "关于开展春季植树活动的通知")
    assert (page["published"], page["source"]) == ("2026-01-12", "县林业局")
    assert page["encoding"] == {"declared": "utf-8", "used": "utf-8"}
    assert page["head_tags"]["SiteIDCode"] == "9900000001"
    assert page["identity"]["icp"] is None
    assert answer["findings"] == []


def test_check_takes_many_targets_and_names_them_as_given(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    other.write_text(ARTICLE.replace("2026-01-12", "2026-01-13"), encoding="utf-8")
    answer = as_json(run("check", str(article), str(other), "--format", "json"))
    assert [page["target"] for page in answer["pages"]] == [str(article), str(other)]


def test_a_long_check_tells_how_far_it_is(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from inspector import progress
    from inspector.cli import cli

    monkeypatch.setattr(progress, "QUIET_SECONDS", 0.0)
    dead = [f"http://127.0.0.1:9/{number}.html" for number in range(3)]
    with pytest.raises(SystemExit):
        cli(["check", *dead, str(article), "--lang", "en"])
    told = capsys.readouterr().err.splitlines()
    assert told == [
        "1 of 3 addresses answered",
        "2 of 3 addresses answered",
        "3 of 3 addresses answered",
        *(f"{count} pages judged" for count in range(1, 5)),
    ]


def test_check_takes_a_folder(article: Path) -> None:
    answer = as_json(run("check", str(article.parent), "--format", "json"))
    assert len(answer["pages"]) == 1


def test_what_cannot_be_read_keeps_nothing_from_being_judged(article: Path, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.4\n")
    wrong = [str(tmp_path / "gone.html"), str(tmp_path / "report.pdf"), ""]
    done = run("check", wrong[0], str(article), *wrong[1:], "--format", "json", "--lang", "en")
    assert done.returncode == 2
    assert [page["target"] for page in json.loads(done.stdout)["pages"]] == [str(article)]
    assert "gone.html: no such file" in done.stderr and "report.pdf: no HTML page" in done.stderr
    assert done.stderr.count("inspector: ") == 3


def test_every_target_has_its_answer_though_pages_say_they_are_the_same(tmp_path: Path) -> None:
    noted = "<!-- saved from url=(0029)http://www.yunxi.example.gov.cn/ -->"
    paths = [tmp_path / f"{name}.html" for name in "ab"]
    for path in paths:
        path.write_text(f"<html>{noted}<title>{path.stem}</title><body>text", encoding="utf-8")
    given = [*map(str, paths), f"{tmp_path}/../{tmp_path.name}/b.html"]
    pages = as_json(run("check", *given, "--format", "json"))["pages"]
    assert [(page["target"], page["title"]) for page in pages] == list(zip(given, "abb", strict=True))


def test_a_page_with_zero_bytes_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<html><title>one\0two</title><body>text\0")
    assert len(as_json(run("check", str(tmp_path / "a.html"), "--format", "json"))["pages"]) == 1


def test_errors_are_told_in_the_language_asked_for(tmp_path: Path) -> None:
    for arguments in (["check", "gone.html"], ["report", "gone"], ["crawl", "foo", "--out", "x"]):
        done = run(*arguments, "--lang", "zh", cwd=tmp_path)
        assert done.returncode == 2 and not done.stdout
        assert any("\u4e00" <= letter <= "\u9fff" for letter in done.stderr), done.stderr


def test_what_a_column_says_in_the_place_of_a_list_keeps_to_the_schema(tmp_path: Path) -> None:
    head = '<!doctype html><html><head><meta charset="utf-8"><title>通知公告</title></head><body>'
    crumb = '<div class="crumb">当前位置：<a href="/">首页</a> &gt; 通知公告</div><h2>通知公告</h2>'
    (tmp_path / "column.html").write_text(f"{head}{crumb}<div>暂无内容</div>", encoding="utf-8")
    (tmp_path / "frame.html").write_text(f"{head}<div>暂无数据</div>", encoding="utf-8")
    answer = as_json(run("check", str(tmp_path), "--url", "http://a.gov.cn/tzgg/", "--format", "json"))
    jsonschema.validate(answer, schema())
    said = {page["kind"]: page["fields"]["nothing"]["value"] for page in answer["pages"]}
    assert said == {"column": "暂无内容", "fragment": "暂无数据"}


@pytest.mark.parametrize("folder", ["cwl", "guangdong", "handan", "nfra", "yichun"])
def test_real_pages_keep_to_the_schema(real: Path, folder: str) -> None:
    answer = as_json(run("check", str(real / folder), "--format", "json"))
    jsonschema.validate(answer, schema())


def test_only_judges_by_the_rule_named(article: Path) -> None:
    without = ARTICLE.replace('<meta name="PubDate" content="2026-01-12 09:30">', "")
    article.write_text(without, encoding="utf-8")
    answer = as_json(run("check", str(article), "--only", "head-tags", "--format", "json"))
    assert {finding["rule"] for finding in answer["findings"]} == {"head-tags"}
    answer = as_json(run("check", str(article), "--only", "placeholder-text", "--format", "json"))
    assert answer["findings"] == []


def test_the_kind_is_explained(article: Path) -> None:
    assert "article (" in run("check", str(article), "--explain-kind", "--lang", "en").stdout


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_terminal_output_in_both_languages(article: Path, lang: str) -> None:
    done = run("check", str(article), "--lang", lang)
    assert "关于开展春季植树活动的通知" in done.stdout
    assert done.stderr == ""


BAD = {
    "no such file": (["check", "nowhere.html"], "no such file"),
    "not an address": (["crawl", "not a url", "--out", "x"], "no address"),
    "an address without a host": (["crawl", "http://", "--out", "x"], "no address"),
    "an address with a blank": (["check", "http://a b.gov.cn/"], "no address"),
    "an address with a port that is none": (["crawl", "http://a.gov.cn:99999/", "--out", "x"], "no address"),
    "an unknown rule": (["check", "page.html", "--only", "no-such-rule"], "no rule"),
    "a rule on whole sites": (["check", "page.html", "--only", "dead-link"], "inspector crawl URL"),
    "no number": (["check", "page.html", "--fail-below", "nan"], "no number"),
    "an unknown profile": (["check", "page.html", "--profile", "no-such"], "no profile"),
    "a misspelt profile": (["check", "page.html", "--profile", "bad.toml"], "tittle: there is no such key"),
    "a key that is missing": (
        ["check", "page.html", "--profile", "bad.toml"],
        "; title: this key is missing",
    ),
    "a binary file": (["check", "binary.html"], "binary"),
    "an empty folder": (["check", "empty"], "no page in this folder"),
    "too large a file": (["check", "large.html"], "larger than"),
    "no inspection": (["report", "empty"], "no inspection"),
    "no evidence": (["replay", "empty"], "holds no"),
    "no archive": (["replay", "binary.html"], "WARC"),
    "a strange database": (["report", "strange"], "database"),
    "an unknown clause": (["explain", "CN1900.X"], "CN1900.X"),
    "a bad day": (["check", "page.html", "--today", "yesterday"], "2026-01-31"),
    "a day of no inspection": (["check", "page.html", "--today", "9999-12-31"], "2026-01-31"),
    "an address with a password": (["check", "http://u:secret@a.gov.cn/"], "as http://a.gov.cn/"),
    "an address of a path only": (["crawl", "http:///zwgk", "--out", "x"], "no address"),
    "a device": (["replay", os.devnull], "no such file"),
    "a function unknown": (["replay", "empty", "--without", "magic"], "magic"),
    "url with two targets": (["check", "page.html", "page.html", "--url", "http://a.gov.cn/"], "--url"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gives_one_sentence(case: str, tmp_path: Path) -> None:
    arguments, expected = BAD[case]
    (tmp_path / "page.html").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "binary.html").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "empty").mkdir()
    (tmp_path / "strange").mkdir()
    (tmp_path / "strange" / "inspection.db").write_bytes(b"x" * 4096)
    with open(tmp_path / "large.html", "wb") as large:
        large.truncate(200 * 1024 * 1024)
    (tmp_path / "bad.toml").write_text('tittle = "x"\nclause = []\n', encoding="utf-8")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert expected in done.stderr
    assert "Traceback" not in done.stderr + done.stdout and "secret" not in done.stderr


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE inspection SET value = '{' WHERE key = 'start'",
        "UPDATE inspection SET value = '\"nonsense\"' WHERE key = 'today'",
        "UPDATE inspection SET value = '\"mine\"' WHERE key = 'profile'",
        "DROP TABLE findings",
    ],
)
def test_a_database_that_others_changed_is_no_defect_of_ours(change: str, tmp_path: Path) -> None:
    assert run("crawl", "http://127.0.0.1:9/", "--out", str(tmp_path), "--lang", "en").returncode == 3
    with closing(sqlite3.connect(tmp_path / "inspection.db")) as connection, connection:
        connection.execute("UPDATE inspection SET value = '{\"id\": 3}' WHERE key = 'standard'")
        connection.execute(change)
    done = run("report", str(tmp_path), "--lang", "en")
    assert done.returncode == 2 and "inspector replay FOLDER/evidence.warc.gz" in done.stderr, done.stderr
    evidence = str(tmp_path / "evidence.warc.gz")
    assert run("replay", evidence, "--url", "http://127.0.0.1:9/").returncode == 3


def test_a_dead_host_is_said_and_not_judged() -> None:
    done = run("check", "http://127.0.0.1:9/", "--lang", "en")
    assert done.returncode == 3
    assert "refused" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_many_pages_of_a_slow_host_wait_for_their_turn() -> None:
    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            time.sleep(0.3)
            body = b"<html><title>t</title><body>text"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    Thread(target=server.serve_forever, daemon=True).start()
    urls = [f"http://127.0.0.1:{server.server_port}/{number}.html" for number in range(110)]
    answer = as_json(run("check", *urls, "--only", "encoding-declaration", "--format", "json"))
    server.shutdown()
    server.server_close()
    assert [page["target"] for page in answer["pages"]] == urls


def test_answers_that_are_no_pages_are_said(tmp_path: Path) -> None:
    class Odd(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/nowhere":
                self.send_response(302)
                self.send_header("Location", "file:///etc/passwd")
            else:
                self.send_response(200)
                self.send_header("Content-Type", "application/pdf")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    done = run("check", f"{base}/nowhere", f"{base}/a.pdf", "--lang", "en", "--format", "json")
    server.shutdown()
    server.server_close()
    assert done.returncode == 3
    notes = " ".join(json.loads(done.stdout)["coverage"]["notes"])
    assert "/nowhere: the answer was HTTP 302" in notes and "no HTML page (application/pdf)" in notes


def test_an_internal_address_leads_to_no_other(tmp_path: Path) -> None:
    asked: list[str] = []

    class Service(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.server.server_address[1]}{self.path}")
            target = {"/out": f"{other}secret", "/in": "/page"}.get(self.path)
            body = f"<html><title>内部页面</title><body>正文<script src='{other}a.js'></script>".encode()
            self.send_response(302 if target else 200)
            if target:
                self.send_header("Location", target)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None: ...

    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Service) for _ in range(2)]
    for server in servers:
        Thread(target=server.serve_forever, daemon=True).start()
    base, other = (f"http://127.0.0.1:{server.server_port}/" for server in servers)
    done = run("check", f"{base}out", f"{base}in", "--format", "json", "--lang", "en")
    for server in servers:
        server.shutdown()
        server.server_close()
    answer = json.loads(done.stdout)
    assert {(one["code"], one["count"]) for one in answer["coverage"]["failed"]} == {("internal-address", 1)}
    assert [page["url"] for page in answer["pages"] if page["title"]] == [f"{base}page"]
    assert not any(one.startswith(f"{servers[1].server_port}/") for one in asked), asked


def test_fail_below(article: Path) -> None:
    high = as_json(run("check", str(article), "--format", "json"))["score"]["high"]
    assert high <= 100  # nobody asks for a bonus
    for below, code in ((high, 0), (high + 0.1, 1)):
        assert run("check", str(article), "--fail-below", str(below)).returncode == code


COMMANDS = ["check", "crawl", "replay", "report", "verify", "rules", "explain", "profiles", "demo"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert "--lang" in done.stdout
    assert f"inspector {command}" in done.stdout.partition("Examples:")[2]


def test_explain_and_tables() -> None:
    assert "dead-link" in run("rules").stdout
    assert "cn-2019" in run("profiles").stdout
    assert "国办秘函" in run("explain", "CN2019.V4.1", "--lang", "zh").stdout
    assert "Why" in run("explain", "dead-link", "--lang", "en").stdout


@pytest.mark.parametrize(
    ("arguments", "code"), [(["check", "{}", "--format", "json"], 0), (["explain", "CN2019.D4.3"], 141)]
)
def test_who_stops_reading_hears_no_complaint(article: Path, arguments: list[str], code: int) -> None:
    command = [sys.executable, "-m", "inspector", *(one.format(article) for one in arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b"" and process.wait() == code


def test_a_folder_called_full_is_no_full_disk(article: Path, tmp_path: Path) -> None:
    (tmp_path / "full").write_text("a file")
    done = run("crawl", "http://127.0.0.1:9/", "--out", str(tmp_path / "full" / "x"), "--lang", "en")
    assert done.returncode == 2 and "permissions" in done.stderr and "free some space" not in done.stderr


def test_an_inspection_stays_under_its_standard(tmp_path: Path) -> None:
    """What was judged by other rules would not be judged again, and the score would be wrong."""
    arguments = ["crawl", "http://127.0.0.1:9/", "--out", str(tmp_path / "o"), "--lang", "en"]
    assert run(*arguments).returncode == 3
    refused = run(*arguments, "--profile", "us-federal")
    assert refused.returncode == 2
    assert "--profile cn-2019" in refused.stderr and "inspector replay" in refused.stderr
    assert run(*arguments).returncode == 3 and run("verify", str(tmp_path / "o")).returncode == 0


def test_the_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "inspection.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE letters (text)")
    connection.close()
    before = path.read_bytes()
    for arguments in (["crawl", "http://127.0.0.1:9/", "--out"], ["report"]):
        done = run(*arguments, str(tmp_path), "--lang", "en")
        assert done.returncode == 2 and "something else" in done.stderr
    assert path.read_bytes() == before


def test_text_without_a_tag_is_no_page_unless_it_is_called_one(tmp_path: Path) -> None:
    for name, code in (("notes", 2), ("notes.txt", 2), ("stub.html", 0)):
        (tmp_path / name).write_text("root:x:0:0\n", encoding="utf-8")
        done = run("check", str(tmp_path / name), "--lang", "en")
        assert done.returncode == code and ("no HTML page" in done.stderr) == bool(code)


def test_the_command_that_is_proposed_can_be_typed(tmp_path: Path) -> None:
    folder = tmp_path / "检查 一"
    run("crawl", "http://127.0.0.1:9/", "--out", str(folder))
    for command, option in (("judge", "--read"), ("columns", "--ledger")):
        proposed = run(command, str(folder), "--lang", "en").stdout.partition("then: ")[2].strip()
        words = shlex.split(proposed)
        assert words[0] == "inspector" and option in words
        assert all(Path(word).exists() for word in words if word.startswith(str(tmp_path))), words


@pytest.mark.parametrize("host", ["a b", "http://www.x.gov.cn", "www.x.gov.cn/zwgk", "x:80", ""])
def test_what_is_no_host_is_refused(host: str, tmp_path: Path) -> None:
    done = run("crawl", "http://127.0.0.1:9/", "--out", str(tmp_path / "o"), "--official-host", host)
    assert done.returncode == 2
    assert "www.example.gov.cn" in done.stderr
    assert not (tmp_path / "o").exists()
