"""WARC out and in: the page given by a crawl and the page read back are the same page."""

from __future__ import annotations

import gzip
import io
import re
import subprocess
import sys
import zlib
from base64 import b32encode
from collections import Counter
from datetime import UTC, datetime
from hashlib import new
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from isal import isal_zlib
from warcio.archiveiterator import ArchiveIterator

from inspector.evidence.answers import header_fields, page_of, unchunk, unfold
from inspector.evidence.archive import Archive, ArchiveError, Damage, cut, pages
from inspector.failures import FAILURES, Bomb
from inspector.page import Page

MOMENT = datetime(2026, 3, 4, 5, 6, 7, 890123, tzinfo=UTC)
URL = "http://www.lanhe.gov.cn/zwgk/"
HTML = header_fields([(b"Content-Type", b"text/html"), (b"Set-Cookie", b"a=1"), (b"Set-Cookie", b"b=2")])
BODY = "<html><title>兰河县人民政府</title>".encode() + b"<p>text</p>" * 100


def archived(path: Path, *answers: tuple[str, int, tuple[tuple[str, str], ...], bytes]) -> list[Page]:
    """Write answers as a crawl does; the pages a crawl would give."""
    given = []
    with Archive(path) as archive:
        for url, status, headers, body in answers:
            record = archive.response(url, status, headers, body, MOMENT, ip="192.0.2.1")
            given.append(page_of(url, status, headers, body, MOMENT, record))
    return given


def read(path: Path, **options: int) -> tuple[list[Page], list[Damage]]:
    damages: list[Damage] = []
    return list(pages(path, damages, **options)), damages


def encoded(name: str, body: bytes) -> bytes:
    if name == "br":
        import brotli

        return brotli.compress(body)
    if name == "zstd":
        from backports import zstd

        return zstd.compress(body)
    if name == "deflate":
        return zlib.compress(body)
    return gzip.compress(body) if name == "gzip" else body


def test_live_and_read_back_are_equal(tmp_path: Path) -> None:
    path = tmp_path / "evidence.warc.gz"
    given = archived(
        path,
        (URL, 200, HTML, BODY),
        (URL + "a", 302, header_fields([(b"Location", b"/b")]), b""),
        (URL + "b", 200, HTML, BODY),
        (URL + "c", 404, (), b"gone"),
    )
    found, damages = read(path)
    assert found == given
    assert not damages
    assert given[0].fetched == MOMENT.replace(microsecond=0)
    assert given[0].header("set-cookie") == "a=1" and len(given[0].headers) == 3


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "identity", "unheard-of"])
def test_content_encodings_are_undone(tmp_path: Path, encoding: str) -> None:
    headers = header_fields([(b"Content-Encoding", encoding.encode()), (b"Content-Type", b"text/html")])
    given = archived(tmp_path / "e.warc.gz", (URL, 200, headers, encoded(encoding, BODY)))
    assert given[0].body == BODY
    assert read(tmp_path / "e.warc.gz")[0] == given


def test_raw_deflate_and_lies_about_encoding() -> None:
    raw = zlib.compressobj(wbits=-15)
    assert unfold(raw.compress(BODY) + raw.flush(), (("content-encoding", "deflate"),)) == BODY
    for lie in ("gzip", "deflate", "br", "zstd"):
        assert unfold(BODY, (("content-encoding", lie),)) == BODY
    twice = gzip.compress(zlib.compress(BODY))
    assert unfold(twice, (("content-encoding", "deflate, gzip"),)) == BODY
    cut_short = gzip.compress(BODY * 50)[:-30]
    assert unfold(cut_short, (("content-encoding", "gzip"),)).startswith(BODY)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_bombs_are_refused(tmp_path: Path, encoding: str) -> None:
    bomb = encoded(encoding, bytes(30_000_000))
    with pytest.raises(Bomb):
        unfold(bomb, (("content-encoding", encoding),))
    headers = header_fields([(b"Content-Encoding", encoding.encode())])
    given = archived(tmp_path / "b.warc.gz", (URL, 200, headers, bomb))
    assert given[0].failure == "bomb" and given[0].body == b"" and given[0].status == 200
    assert read(tmp_path / "b.warc.gz")[0] == given


def test_too_large_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.warc.gz"
    given = archived(path, (URL, 200, HTML, bytes(900_000)), (URL + "b", 200, HTML, BODY))
    found, damages = read(path, max_body=100_000)
    assert [page.failure for page in found] == ["too-large", None]
    assert found[1] == given[1] and not damages
    assert found[0].record == given[0].record


def test_failures_and_crawl_log(tmp_path: Path) -> None:
    path = tmp_path / "f.warc.gz"
    with Archive(path) as archive:
        record = archive.failure(URL, "timeout", "no answer\r\nin 15 seconds", MOMENT)
        archive.crawl_log({"stop": "pages", "guarded-1": "calendar 12 /rili?m=#"})
    found, damages = read(path)
    assert found == [Page(URL, 0, (), b"", MOMENT.replace(microsecond=0), "timeout", record)]
    assert not damages


def test_repeated_bodies_are_revisits(tmp_path: Path) -> None:
    path = tmp_path / "r.warc.gz"
    given = archived(
        path, (URL, 200, HTML, BODY * 50), (URL + "b", 200, (), BODY * 50), (URL, 200, HTML, BODY * 50)
    )
    assert read(path)[0] == given
    with path.open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file)]
    assert kinds == ["warcinfo", "response", "revisit", "revisit"]
    assert given[1].record and given[0].record and given[1].record.length < given[0].record.length


def test_each_record_is_one_gzip_member_where_the_page_says(tmp_path: Path) -> None:
    path = tmp_path / "m.warc.gz"
    given = archived(path, *((f"{URL}{number}", 200, HTML, BODY + bytes([number])) for number in range(5)))
    data = path.read_bytes()
    for page in given:
        assert page.record
        member = data[page.record.offset : page.record.offset + page.record.length]
        assert gzip.decompress(member).startswith(b"WARC/1.1\r\nWARC-Type: response")
    last = given[-1].record
    assert last and last.offset + last.length == len(data)


def test_appending_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    given = archived(path, (URL, 200, HTML, BODY)) + archived(path, (URL + "b", 200, HTML, BODY))
    assert read(path)[0] == given
    with path.open("rb") as file:
        assert Counter(record.rec_type for record in ArchiveIterator(file))["warcinfo"] == 1


def test_other_tools_read_it(tmp_path: Path) -> None:
    path = tmp_path / "w.warc.gz"
    with Archive(path) as archive:
        archive.response(URL, 200, HTML, BODY * 9, MOMENT, ip="192.0.2.1")
        archive.response(URL + "b", 200, HTML, BODY * 9, MOMENT)
        archive.response(URL + "c.pdf", 200, HTML, b"", MOMENT, truncated="unspecified")
        archive.failure(URL + "d", "refused", "no", MOMENT)
        archive.crawl_log({"stop": "finished"})
    warcio = Path(sys.executable).with_name("warcio")
    done = subprocess.run([warcio, "check", "-v", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "digest failed" not in done.stdout and "digest pass" in done.stdout
    with path.open("rb") as file:
        bodies = [
            record.content_stream().read()
            for record in ArchiveIterator(file)
            if record.rec_type == "response"
        ]
    assert bodies == [BODY * 9, b""]


def test_a_changed_body_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "t.warc"
    archived(tmp_path / "t.warc.gz", (URL, 200, HTML, BODY))
    path.write_bytes(
        gzip.decompress((tmp_path / "t.warc.gz").read_bytes()).replace(b"<p>text</p>", b"<p>test</p>")
    )
    found, damages = read(path)
    assert len(found) == 1
    assert "digest does not match" in damages[0].what


@pytest.mark.parametrize("algorithm", ["sha1", "sha-1", "md5", "sha256"])
@pytest.mark.parametrize("spelled", [bytes.hex, lambda digest: b32encode(digest).decode()])
def test_digests_of_other_tools_are_compared(tmp_path: Path, algorithm: str, spelled) -> None:
    digest = new(algorithm.replace("-", ""), BODY).digest()
    for label, said in ((spelled(digest), 0), (spelled(digest[::-1]), 1), ("cut", 0), ("", 0)):
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}\r\n"
            f"WARC-Payload-Digest: {algorithm.upper()}:{label}\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        path = tmp_path / "other.warc"
        path.write_bytes(head.encode() + answer + b"\r\n\r\n")
        found, damages = read(path)
        assert (len(found), len(damages)) == (1, said)


def test_a_day_in_no_year_of_the_web_is_none(tmp_path: Path) -> None:
    archived(tmp_path / "p.warc.gz", (URL, 200, HTML, BODY))
    told = gzip.decompress((tmp_path / "p.warc.gz").read_bytes())
    plain = tmp_path / "p.warc"
    for year in (b"0001", b"9999"):
        plain.write_bytes(re.sub(rb"(WARC-Date: )\d{4}", rb"\g<1>" + year, told))
        assert read(plain)[0][0].fetched.year == 1970


def test_uncompressed_is_read_too(tmp_path: Path) -> None:
    given = archived(tmp_path / "p.warc.gz", (URL, 200, HTML, BODY), (URL + "b", 200, HTML, BODY))
    plain = tmp_path / "p.warc"
    plain.write_bytes(gzip.decompress((tmp_path / "p.warc.gz").read_bytes()))
    found, damages = read(plain)
    assert [(page.url, page.body, page.headers) for page in found] == [
        (page.url, page.body, page.headers) for page in given
    ]
    assert not damages


def test_one_gzip_member_for_all_is_read(tmp_path: Path) -> None:
    given = archived(tmp_path / "o.warc.gz", (URL, 200, HTML, BODY), (URL + "b", 404, HTML, b"gone"))
    whole = tmp_path / "whole.warc.gz"
    whole.write_bytes(gzip.compress(gzip.decompress((tmp_path / "o.warc.gz").read_bytes())))
    found, damages = read(whole)
    assert [page.body for page in found] == [page.body for page in given] and not damages


def test_what_is_broken_is_skipped_and_said(tmp_path: Path) -> None:
    path = tmp_path / "d.warc.gz"
    given = archived(path, *((f"{URL}{number}", 200, HTML, BODY + bytes([number])) for number in range(6)))
    data = bytearray(path.read_bytes())
    broken = given[2].record
    assert broken
    data[broken.offset + 40 : broken.offset + 60] = bytes(20)
    path.write_bytes(data)
    found, damages = read(path)
    assert [page.url for page in found] == [page.url for page in given if page is not given[2]]
    assert len(damages) == 1 and damages[0].offset == broken.offset


def test_a_half_written_tail_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "k.warc.gz"
    given = archived(path, (URL, 200, HTML, BODY), (URL + "b", 200, HTML, BODY))
    record = given[1].record
    assert record
    cut(path, record.offset + record.length - 20)
    found, damages = read(path)
    assert found == given[:1] and damages
    cut(path, record.offset)
    assert read(path) == (given[:1], [])


def test_no_archive_at_all(tmp_path: Path) -> None:
    for name, content in (
        ("a.warc", b""),
        ("b.warc.gz", b"\x89PNG\r\n" * 50),
        ("c", gzip.compress(b"hello" * 9)),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(ArchiveError, match="no WARC file"):
            read(path)
    with pytest.raises(ArchiveError, match="cannot be read"):
        read(tmp_path / "missing.warc.gz")
    (tmp_path / "z.warc.zst").write_bytes(b"\x28\xb5\x2f\xfd" + bytes(20))
    with pytest.raises(ArchiveError, match="zstd -d"):
        read(tmp_path / "z.warc.zst")


def test_a_full_disk_keeps_whole_records(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with pytest.raises(ArchiveError, match="free some space"):
        Archive(Path("/dev/full"))


def test_foreign_records(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nX-A: 1\n folded\n\n"
    chunked = head + b"5\r\n<p>ab\r\n3;x=y\r\ncd\n\r\n0\r\n\r\n"
    records = (
        ("response", "<http://www.lanhe.gov.cn/a b>", "application/http", chunked),
        ("response", "dns:www.lanhe.gov.cn", "text/dns", b"192.0.2.1"),
        ("resource", "http://www.lanhe.gov.cn/r", "text/html", b"<p>saved</p>"),
        ("resource", "file:///tmp/log", "text/plain", b"log"),
        ("request", "http://www.lanhe.gov.cn/a", "application/http", b"GET / HTTP/1.1\r\n\r\n"),
        ("metadata", "http://www.lanhe.gov.cn/a", "application/warc-fields", b"outlink: x\r\n"),
        ("response", "http://www.lanhe.gov.cn/bad", "application/http", b"no http at all"),
        ("conversion", "http://www.lanhe.gov.cn/t", "text/plain", b"text"),
    )
    data = io.BytesIO()
    for kind, url, media, block in records:
        data.write(
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
            "WARC-Date: 2014-01-02T03:04:05.678Z\r\n"
            f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n".encode()
        )
        data.write(block + b"\r\n\r\n")
    path = tmp_path / "foreign.warc"
    path.write_bytes(data.getvalue())
    found, damages = read(path)
    assert [(page.url, page.status, page.body) for page in found] == [
        ("http://www.lanhe.gov.cn/a%20b", 200, b"<p>abcd\n"),
        ("http://www.lanhe.gov.cn/r", 200, b"<p>saved</p>"),
    ]
    assert found[0].headers == (("x-a", "1 folded"),)
    assert found[0].fetched == datetime(2014, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert [(damage.what, damage.detail) for damage in damages] == [
        ("a record that should hold an HTTP answer holds none", "response")
    ]


def test_unchunk_is_lenient() -> None:
    assert unchunk(b"<html>not chunked") == b"<html>not chunked"
    assert unchunk(b"3\r\nabc\r\n0\r\n\r\n") == b"abc"
    assert unchunk(b"3\r\nabc\r\nff\r\ncut") == b"abccut"
    assert unchunk(b"3\r\nabc\r\nzz\r\n") == b"abc"


names = st.from_regex(rb"[A-Za-z][A-Za-z0-9-]{0,20}", fullmatch=True)
values = st.binary(max_size=40)


@given(
    st.lists(st.tuples(names, values), max_size=6),
    st.binary(max_size=300),
    st.integers(100, 599),
    st.sampled_from(["", "gzip", "deflate", "br", "zstd"]),
    st.booleans(),
)
def test_any_answer_comes_back_the_same(
    raw: list[tuple[bytes, bytes]], body: bytes, status: int, encoding: str, honest: bool
) -> None:
    if encoding:
        raw = [*raw, (b"Content-Encoding", encoding.encode())]
        body = encoded(encoding, body) if honest else body
    headers = header_fields(raw)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "h.warc.gz"
        given = archived(path, (URL, status, headers, body), (URL + "b", status, headers, body * 9))
        assert read(path) == (given, [])


def _sample() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "s.warc.gz"
        archived(path, (URL, 200, HTML, BODY), (URL + "b", 200, HTML, BODY), (URL + "c", 404, HTML, b"gone"))
        return path.read_bytes()


SAMPLE = _sample()
PLAIN = gzip.decompress(SAMPLE)


@given(
    st.booleans(), st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=8)), min_size=1, max_size=5)
)
def test_damage_never_raises(compressed: bool, changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(SAMPLE if compressed else PLAIN)
    for place, change in changes:
        place %= len(data)
        data[place : place + len(change)] = change
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.warc.gz"
        path.write_bytes(data)
        try:
            found, _ = read(path)
        except ArchiveError:
            return
        assert len(found) <= 4


@given(st.integers(1, len(SAMPLE) - 1))
def test_truncation_never_raises_and_loses_only_the_end(length: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.warc.gz"
        path.write_bytes(SAMPLE[:length])
        try:
            found, damages = read(path)
        except ArchiveError:
            assert length < 600
            return
        whole = [
            page
            for page in _whole_pages()
            if page.record and page.record.offset + page.record.length <= length
        ]
        assert [page.url for page in found] == [page.url for page in whole]
        ends = {page.record.offset + page.record.length for page in _whole_pages() if page.record}
        first = next(page.record.offset for page in _whole_pages() if page.record)
        assert bool(damages) == (length not in ends | {first})


def _whole_pages() -> list[Page]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.warc.gz"
        path.write_bytes(SAMPLE)
        return list(pages(path))


@given(st.binary(max_size=400), st.sampled_from(["gzip", "deflate", "br", "zstd"]))
def test_unfolding_never_hangs_or_raises_but_for_bombs(body: bytes, encoding: str) -> None:
    try:
        assert len(unfold(body, (("content-encoding", encoding),), 10_000)) <= max(10_000, len(body))
    except Bomb:
        pass
    unchunk(body)


def test_a_member_that_is_a_bomb(tmp_path: Path) -> None:
    named = f"WARC-Type: response\r\nWARC-Target-URI: {URL}\r\nContent-Length: 300000000"
    head = f"WARC/1.1\r\n{named}\r\n\r\n".encode()
    path = tmp_path / "bomb.warc.gz"
    path.write_bytes(
        isal_zlib.compress(head + b"HTTP/1.1 200 OK\r\n\r\n" + bytes(300_000_000 - 19) + b"\r\n\r\n", 1, 31)
    )
    found, _ = read(path)
    assert [page.failure for page in found] == ["too-large"]


#: Pages that each file of the real collection must give, damaged as it is.
REAL = {
    "webrecorder+pywb/iana.warc.gz": 171,
    "webrecorder+pywb/missing-status-text.warc": 1,
    "webrecorder+pywb/example.arc.gz": 1,
    "webrecorder+warcio/example-bad-non-chunked.warc.gz": 1,
    "webrecorder+warcio/example-iana.org-chunked.warc": 1,
    "webrecorder+warcio/example-wrong-chunks.warc.gz": 1,
    "webrecorder+warcio/example-trunc.warc": 1,
    "webrecorder+warcio/example-wget-bad-target-uri.warc.gz": 1,
    "webrecorder+warcio/example-space-in-url.arc": 1,
    "ukwa+webarchive-discovery/transfer_compression_brotli.warc.gz": 1,
    "ukwa+webarchive-discovery/IAH-20080430204825-00000-blackbook-truncated.warc.gz": 7,
    "ukwa+webarchive-discovery/BL-20140325121225068-00000-32090~opera~8443.warc.gz": 62,
}


def test_real_archives(real: Path) -> None:
    folder = real / "warc"
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".gz", ".warc", ".arc")):
        found, _ = read(path)
        expected = REAL.get(str(path.relative_to(folder)))
        assert expected is None or len(found) == expected, path
        for page in found:
            assert page.url.startswith("http") and page.status >= 100 and page.record


def test_real_bodies_are_free_of_encodings(real: Path) -> None:
    for kind in ("brotli", "gzip", "none"):
        (page,) = read(real / f"warc/ukwa+webarchive-discovery/transfer_compression_{kind}.warc")[0]
        assert b"<html" in page.body.lower()


def test_every_failure_is_told_whole() -> None:
    for code, failure in FAILURES.items():
        assert failure.code == code and failure.meaning and failure.mend
        assert failure.whose in ("site", "us", "network", "unknown")
