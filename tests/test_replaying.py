"""Archives of others: whole or in parts, in one file or in many."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from inspector.errors import UsageError
from inspector.evidence.answers import header_fields
from inspector.evidence.archive import Archive
from inspector.replaying import replay_evidence, replayed
from inspector.running import standard

SITE = "http://www.lanhe.gov.cn/"
MOMENT = datetime(2026, 3, 4, tzinfo=UTC)
HTML = header_fields([(b"Content-Type", b"text/html; charset=utf-8")])


def body(title: str, *links: str) -> bytes:
    anchors = "".join(f'<p><a href="{link}">关于某项工作的通知</a></p>' for link in links)
    text = "各乡镇人民政府：为做好今年的植树工作，现将有关事项通知如下，请认真组织实施。" * 5
    head = f"<html><head><meta charset=utf-8><title>{title}</title></head>"
    return f"{head}<body><h1>{title}</h1>{anchors}<p>{text}".encode()


def write(path: Path, *pages: tuple[str, bytes]) -> None:
    with Archive(path) as archive:
        for name, content in pages:
            archive.response(SITE + name, 200, HTML, content, MOMENT)


def part(count: int = 12) -> list[tuple[str, bytes]]:
    return [(f"tzgg/t2026030{n}.html", body(f"通知第{n}号")) for n in range(count)]


def judged(evidence: Path, out: Path | None = None, lang: str = "en") -> tuple[Any, int]:
    answer = replay_evidence(evidence, out, profile_id="cn-2019", format_="json", lang=lang)
    return json.loads(answer.text), answer.exit_code(None)


def test_of_a_part_without_the_front_page_nothing_is_said_to_be_missing(tmp_path: Path) -> None:
    write(tmp_path / "part.warc.gz", *part())
    report, code = judged(tmp_path / "part.warc.gz")
    assert code == 3 and report["score"]["verdict"] == "refused"
    assert report["inspector"]["start"] == SITE
    assert not {line["clause"] for line in report["score"]["lines"] if line["outcome"] == "failed"} & {
        "CN2019.V5.1",
        "CN2019.V6.1",
    }


def test_the_front_page_may_stand_below_the_root(tmp_path: Path) -> None:
    home = body("兰河县人民政府门户网站", *(f"/a{n}/" for n in range(30)))
    write(tmp_path / "a.warc.gz", *part(), ("lanhe/index.html", home))
    assert judged(tmp_path / "a.warc.gz")[0]["inspector"]["start"] in (SITE, SITE + "lanhe/index.html")
    write(tmp_path / "b.warc.gz", *part(), ("", home))
    assert judged(tmp_path / "b.warc.gz")[0]["inspector"]["start"] == SITE


def test_a_folder_of_archives_is_one_archive(tmp_path: Path) -> None:
    folder, out = tmp_path / "archives", tmp_path / "out"
    folder.mkdir()
    write(folder / "1.warc.gz", ("", body("兰河县人民政府", "/tzgg/")))
    write(folder / "2.warc.gz", *part())
    (folder / "3.warc").write_bytes(b"no archive")
    (folder / "notes.txt").write_bytes(b"no archive either")
    report, _ = judged(folder, out)
    assert report["coverage"]["asked"] == 13
    notes = report["coverage"]["notes"]
    assert sum("3.warc" in note for note in notes) == 1 and not any("notes.txt" in note for note in notes), (
        notes
    )
    (folder / "3.warc").unlink()
    done = subprocess.run(
        [sys.executable, "-m", "inspector", "verify", str(out)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_damage_is_told_in_words(tmp_path: Path) -> None:
    write(tmp_path / "a.warc.gz", ("", body("兰河县人民政府")), *part())
    whole = (tmp_path / "a.warc.gz").read_bytes()
    (tmp_path / "a.warc.gz").write_bytes(whole[:-20])
    for lang, words in (("en", "the file ends in the middle of a record"), ("zh", "文件在记录中间中断")):
        (note,) = judged(tmp_path / "a.warc.gz", lang=lang)[0]["coverage"]["notes"]
        assert words in note and "Damage(" not in note


def test_an_archive_without_a_page_is_said(tmp_path: Path) -> None:
    rules, profile = standard("cn-2019")
    write(tmp_path / "none.warc.gz")
    with pytest.raises(UsageError, match="holds no page"):
        replayed(tmp_path / "none.warc.gz", None, rules, profile)
