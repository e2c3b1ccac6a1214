"""Random samples: drawn anew for each inspection, kept with it, and drawn again by whoever has it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

BODY = "<p>为加强{n}号河道的管理，结合本县实际，制定本办法，请各乡镇、各部门认真贯彻执行。</p>" * 3
COUNT = 40


def page(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}'
        "<footer><p>主办单位：云溪县人民政府办公室 网站标识码：5306000099</p></footer></body></html>"
    )


def document(number: int) -> str:
    title = f"云溪县人民政府关于印发第{number}号河道管理办法的通知"
    header = (
        f"<table><tr><td>索引号</td><td>01404053X/2026-{number:05}</td><td>发布机构</td>"
        "<td>云溪县人民政府</td></tr>"
        f"<tr><td>名称</td><td>{title}</td><td>发文字号</td><td>云政发〔2026〕{number}号</td></tr>"
        "<tr><td>成文日期</td><td>2026-01-05</td><td>发布日期</td><td>2026-01-06</td></tr></table>"
    )
    return page(title, f"{header}<h1>{title}</h1>{BODY.format(n=number)}")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A portal of forty documents of its own and no interpretation."""
    root = tmp_path_factory.mktemp("portal")
    links = ""
    for number in range(101, 101 + COUNT):
        (root / f"d{number}.html").write_text(document(number), "utf-8")
        links += f'<li><a href="d{number}.html">第{number}号河道管理办法</a> 2026-01-06</li>'
    (root / "index.html").write_text(page("云溪县人民政府", f"<ul>{links}</ul>"), "utf-8")
    server = HTTPServer(("127.0.0.1", 0), lambda *args: _Quiet(*args, directory=str(root)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """A command as users run it; a crawl needs a process of its own."""
    command = [sys.executable, "-m", "inspector", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def drawn(*arguments: object) -> tuple[int, list[str]]:
    """The seed, and the documents of the sample of which no interpretation was found."""
    report = json.loads(run(*arguments, "--format", "json", "--lang", "en").stdout)
    found = [one for one in report["findings"] if one["data"].get("aspect") == "interpreted"]
    assert all(one["data"]["drawn"] == 10 and one["data"]["total"] == COUNT for one in found)
    return report["score"]["seed"], sorted(one["url"] for one in found)


def test_a_sample_is_drawn_kept_and_drawn_again(portal: str, tmp_path: Path) -> None:
    options = ("--today", "2026-01-20", "--delay", "0")
    first = drawn("crawl", portal, "--out", tmp_path / "a", *options)
    assert len(first[1]) == 10
    # The same evidence gives the same sample, and the report says by what it was drawn.
    assert drawn("replay", tmp_path / "a") == drawn("report", tmp_path / "a") == first
    assert f"seed {first[0]}" in run("report", tmp_path / "a", "--lang", "en").stdout.replace("\n", " ")
    assert run("verify", tmp_path / "a").returncode == 0
    # Another seed draws others; the same seed the same ones, of another crawl too.
    other = drawn("replay", tmp_path / "a", "--seed", first[0] + 1)
    assert other[0] == first[0] + 1 and other[1] != first[1]
    assert drawn("crawl", portal, "--out", tmp_path / "b", *options, "--seed", first[0]) == first
    # A crawl that is gone on with keeps its seed.
    assert drawn("crawl", portal, "--out", tmp_path / "b", *options) == first


def test_an_archive_alone_is_sampled_by_its_day(portal: str, tmp_path: Path) -> None:
    run("crawl", portal, "--out", tmp_path / "a", "--today", "2026-01-20", "--delay", "0")
    archive = tmp_path / "a" / "evidence.warc.gz"
    seed, sample = drawn("replay", archive, "--today", "2026-01-20")
    assert (seed, len(sample)) == (20260120, 10)
    assert drawn("replay", archive, "--today", "2026-01-20") == (seed, sample)
