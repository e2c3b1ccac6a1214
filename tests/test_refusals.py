"""What the disk or the database refused is told whole in both languages, with what to do."""

from __future__ import annotations

import errno
import json
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from inspector.crawling.site_crawl import SiteCrawl
from inspector.inspection import Inspection
from inspector.refusals import refusal
from inspector.running import report_folder, standard

FREE, WAIT, OTHER, CHECK = "腾出磁盘空间", "其他程序", "换一个文件夹", "检查文件夹、权限和磁盘"


def full(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA max_page_count = 3")
        connection.execute("CREATE TABLE t (x)")
        connection.execute("INSERT INTO t VALUES (zeroblob(100000))")


def read_only(path: Path) -> None:
    sqlite3.connect(path).execute("CREATE TABLE t (x)").connection.close()
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("INSERT INTO t VALUES (1)")


def locked(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, closing(sqlite3.connect(path, timeout=0)) as connection:
        other.execute("BEGIN EXCLUSIVE")
        connection.execute("CREATE TABLE t (x)")


def malformed(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.executemany("INSERT INTO t VALUES (?)", [("x" * 1000,)] * 100)
    connection.commit()
    connection.close()
    body = path.read_bytes()
    path.write_bytes(body[:4096] + b"\xff" * (len(body) - 4096))
    with closing(sqlite3.connect(path)) as damaged:
        damaged.execute("SELECT count(*), max(x) FROM t").fetchone()


def no_database(path: Path) -> None:
    path.write_bytes(b"x" * 4096)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT * FROM t")


def not_there(path: Path) -> None:
    sqlite3.connect(path / "below").execute("SELECT 1")


@pytest.mark.parametrize(
    ("work", "do"),
    [
        (full, FREE),
        (read_only, CHECK),
        (locked, WAIT),
        (malformed, OTHER),
        (no_database, OTHER),
        (not_there, CHECK),
    ],
)
def test_what_a_database_refuses(work: Callable[[Path], None], do: str, tmp_path: Path) -> None:
    with pytest.raises(sqlite3.DatabaseError) as caught:
        work(tmp_path / "a.db")
    told = refusal(caught.value).said("zh")
    assert do in told
    assert not re.search(r"[a-z]{3,} ", re.sub("`.*`", "", told)), told


@pytest.mark.parametrize(
    ("number", "do"),
    [(errno.ENOSPC, FREE), (errno.EDQUOT, FREE), (errno.EROFS, CHECK), (errno.EACCES, CHECK)],
)
def test_what_a_disk_refuses(number: int, do: str) -> None:
    error = OSError(number, os.strerror(number), "检查/evidence.warc.gz")
    told = refusal(error).said("zh")
    assert told.startswith("检查/evidence.warc.gz") and do in told
    if os.name == "posix":
        assert not re.search("[a-z]{3,} ", told), told
    assert refusal(error, "o").said("en").startswith("o cannot be used (")


@pytest.mark.parametrize(("free", "do"), [(0, FREE), (1 << 30, CHECK)])
def test_a_full_disk_is_told_from_a_broken_one(
    free: int, do: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    assert do in refusal(error, tmp_path / "inspection.db").said("zh")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_the_report_tells_why_a_crawl_stopped(tmp_path: Path) -> None:
    rules, profile = standard("cn-2019")
    url = "http://www.hebin.example.gov.cn/"
    with Inspection(tmp_path, url, profile, rules, date(2026, 1, 15)) as inspection:
        crawl = SiteCrawl(url, inspection)
        crawl.archive.close()
        crawl.archive._file = open("/dev/full", "wb", buffering=0)
        assert crawl.answer(url, 200, (), b"<html>") is None and not crawl.running
        crawl.close()
        inspection.finish()
        assert "evidence.warc.gz cannot be used (No space left on device): free" in crawl.result().detail
    told = report_folder(tmp_path, format_="terminal", lang="zh", show_all=False).text
    assert "（磁盘空间已满）：腾出磁盘空间，再次运行同一命令" in "".join(told.split())
    told = report_folder(tmp_path, format_="json", lang="zh", show_all=False).text
    assert "（磁盘空间已满）：腾出磁盘空间" in json.loads(told)["coverage"]["detail"]
