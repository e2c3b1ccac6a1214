"""The whole way on the sample portal: crawl → evidence → facts → rules → report, against its ground truth."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from inspector.sample.serve import OFFICIAL_HOST, SEED, serve
from inspector.verifying import COMPARED, verify_folder

TODAY = date(2026, 1, 15)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "inspector", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@dataclass(frozen=True)
class Crawled:
    folder: Path
    url: str
    done: subprocess.CompletedProcess[str]

    @property
    def answer(self) -> Any:
        return json.loads(self.done.stdout)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("sample") / "inspection"
    with serve(TODAY) as url:
        done = run(
            *("crawl", url, "--out", str(folder), "--today", TODAY.isoformat()),
            *("--official-host", OFFICIAL_HOST, "--seed", str(SEED), "--format", "json"),
        )
        yield Crawled(folder, url.rstrip("/"), done)


def defects() -> list[dict[str, Any]]:
    text = (files("inspector.sample") / "truth.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["defect"]
    return found


def test_every_planted_defect_is_found_and_nothing_else_accused(crawled: Crawled) -> None:
    planted = {(d["rule"], d["path"], d.get("key", ""), d["outcome"]) for d in defects()}
    found = {
        (f["rule"], f["url"].removeprefix(crawled.url), f["key"], f["outcome"])
        for f in crawled.answer["findings"]
    }
    assert found == planted


def test_dead_links_name_their_sources(crawled: Crawled) -> None:
    dead = [f for f in crawled.answer["findings"] if f["rule"] == "dead-link"]
    by_url = {f["url"].removeprefix(crawled.url): f for f in dead}
    for defect in defects():
        if defect["rule"] == "dead-link":
            sources = {s["url"].removeprefix(crawled.url) for s in by_url[defect["path"]]["data"]["sources"]}
            assert sources == set(defect["sources"])


def test_the_report_states_verdict_and_evidence(crawled: Crawled) -> None:
    score = crawled.answer["score"]
    assert score["profile"] == "cn-2019"
    assert 0 <= score["low"] <= score["high"] <= 130
    assert (score["verdict"], crawled.done.returncode) == ("unqualified", 1), "a letter waits for ever"
    page_findings = [f for f in crawled.answer["findings"] if f["rule"] == "head-tags"]
    assert page_findings
    assert all(f["evidence"]["file"] == "evidence.warc.gz" for f in page_findings)


def test_the_report_says_what_the_search_was_asked(crawled: Crawled) -> None:
    asked = crawled.answer["coverage"]["searched"]
    assert sorted(one["state"] for one in asked) == ["found", "found", "missing"]
    said = run("report", str(crawled.folder), "--lang", "en").stdout
    assert "asked of the site's search: 3; found: 2, not: 1" in " ".join(said.split())


def test_replay_gives_the_same_tables(crawled: Crawled, tmp_path: Path) -> None:
    again = tmp_path / "again"
    done = run("replay", str(crawled.folder), "--out", str(again), "--format", "json")
    assert done.returncode == crawled.done.returncode, done.stderr
    for table, query in COMPARED.items():
        rows = []
        for folder in (crawled.folder, again):
            with closing(sqlite3.connect(folder / "inspection.db")) as connection:
                rows.append([tuple(row) for row in connection.execute(query)])
        assert rows[0] == rows[1], table
        assert rows[0], table
    assert json.loads(done.stdout)["score"] == crawled.answer["score"]


def test_report_prints_it_again(crawled: Crawled) -> None:
    done = run("report", str(crawled.folder), "--format", "json")
    assert json.loads(done.stdout) == crawled.answer
    for lang in ("zh", "en"):
        assert run("report", str(crawled.folder), "--lang", lang).stdout


def test_verify_agrees_and_notices_a_changed_number(crawled: Crawled, tmp_path: Path) -> None:
    assert run("verify", str(crawled.folder)).returncode == 0
    copy = tmp_path / "copy"
    shutil.copytree(crawled.folder, copy)
    connection = sqlite3.connect(copy / "inspection.db")
    connection.execute("DELETE FROM findings WHERE rule = 'dead-link'")
    connection.commit()
    connection.close()
    done = run("verify", str(copy), "--lang", "en")
    assert done.returncode == 1
    assert "findings" in done.stdout


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE pages SET offset = offset + 1 WHERE seen",
        "UPDATE pages SET fetched = '2001-01-01T00:00:00+00:00' WHERE seen",
        "UPDATE pages SET newest = '2001-01-01' WHERE newest IS NOT NULL",
        "UPDATE findings SET page = NULL",
        "UPDATE findings SET outcome = 'settled' WHERE id = (SELECT min(id) FROM findings)",
        "UPDATE findings SET data = '[' WHERE id = (SELECT min(id) FROM findings)",
        "UPDATE urls SET url = url || 'x' WHERE id IN (SELECT target FROM links)",
        "UPDATE columns SET reason = 'said so'",
    ],
)
def test_verify_notices_any_changed_row(crawled: Crawled, tmp_path: Path, change: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(crawled.folder, copy)
    connection = sqlite3.connect(copy / "inspection.db")
    assert connection.execute(change).rowcount
    connection.commit()
    connection.close()
    text, same = verify_folder(copy, "en")
    assert not same and "table " in text


def test_verify_notices_changed_evidence(crawled: Crawled, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(crawled.folder, copy)
    archive = copy / "evidence.warc.gz"
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 0xFF
    archive.write_bytes(content)
    assert run("verify", str(copy)).returncode == 1


def test_crawling_again_goes_on_and_asks_for_nothing_twice(crawled: Crawled) -> None:
    before = (crawled.folder / "inspection.db", crawled.folder / "evidence.warc.gz")[1].stat().st_size
    done = run(
        *("crawl", crawled.url + "/", "--out", str(crawled.folder), "--official-host", OFFICIAL_HOST),
        *("--format", "json"),
    )
    answer = json.loads(done.stdout)
    assert answer["score"] == crawled.answer["score"]
    assert (crawled.folder / "evidence.warc.gz").stat().st_size - before < 2000
