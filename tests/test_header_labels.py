"""Labels of document headers that a site has of its own; what its template lacks, or single pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from inspector import Page, store
from inspector.evidence.answers import header_fields
from inspector.evidence.archive import Archive
from inspector.inspection import Inspection
from inspector.profile import load_profile
from inspector.replaying import replay_evidence
from inspector.rule import load_rules
from inspector.running import report_folder
from inspector.verifying import verify_folder

SITE = "http://www.lanhe.gov.cn/"
DAY = date(2026, 3, 4)
MOMENT = datetime(2026, 3, 4, tzinfo=UTC)
RULES = load_rules()
PROFILE = load_profile("cn-disclosure", RULES)
HTML = (("content-type", "text/html; charset=utf-8"),)
BODY = "<p>各乡镇人民政府：为做好今年的植树工作，现将有关事项通知如下，请认真组织实施。</p>" * 5

Header = Mapping[str, str]


def known(number: int) -> dict[str, str]:
    """The labels that every document here has."""
    return {
        "发文字号": f"兰政发〔2026〕{number}号",
        "主题分类": "农业、林业、水利",
        "成文日期": f"2026-01-{number:02}",
        "发布日期": f"2026-02-{number:02}",
    }


def own(number: int) -> dict[str, str]:
    """The same with what this site calls index number and issuing body."""
    return {"信息编码": f"LHXZFB-2026-{number:06}", "制文单位": "兰河县人民政府办公室", **known(number)}


def document(number: int, header: Header) -> str:
    title = f"兰河县人民政府关于做好第{number}片植树工作的通知"
    rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in header.items())
    head = f"<html><head><meta charset=utf-8><title>{title}</title></head>"
    return f"{head}<body><table>{rows}</table><h1>{title}</h1>{BODY}</body></html>"


def url(number: int) -> str:
    return f"{SITE}zwgk/zcwj/202602/t202602{number:02}_{number}.html"


def site(*headers: Header) -> list[tuple[str, str]]:
    return [(url(n), document(n, header)) for n, header in enumerate(headers, 1)]


def inspect(pages: Iterable[tuple[str, str]], crawled: bool = True) -> Inspection:
    inspection = Inspection(None, SITE, PROFILE, RULES, DAY, crawled=crawled)
    with inspection.transaction():
        for address, markup in pages:
            inspection.add(Page(address, 200, HTML, markup.encode(), MOMENT))
    inspection.finish()
    return inspection


def header_of(inspection: Inspection, address: str) -> dict[str, Any]:
    rows = inspection.site.query("SELECT facts FROM pages JOIN urls USING (id) WHERE url = ?", address)
    header: dict[str, Any] = json.loads(next(rows)[0])["document_header"]
    return header


def found(inspection: Inspection) -> list[tuple[str, str]]:
    rows = inspection.site.query("SELECT key, url FROM findings WHERE rule = 'document-header' ORDER BY 1, 2")
    return [(row["key"], row["url"]) for row in rows]


def learned(inspection: Inspection) -> dict[str, tuple[str, int]]:
    told = store.get(inspection.connection, "header_labels")
    return {one["label"]: (one["field"], one["pages"]) for one in told}


def everything(inspection: Inspection) -> list[list[tuple[Any, ...]]]:
    tables = (
        "SELECT id, facts FROM pages ORDER BY id",
        "SELECT rule, page, outcome FROM outcomes ORDER BY 1, 2",
        "SELECT rule, url, key, data FROM findings ORDER BY 1, 2, 3",
        "SELECT value FROM inspection WHERE key = 'header_labels'",
    )
    return [[tuple(row) for row in inspection.site.query(sql)] for sql in tables]


def test_labels_are_learned_from_documents_of_the_site() -> None:
    pages = site(*(own(n) for n in range(1, 7)), {**own(7), "信息编码": ""})
    with inspect(pages) as inspection:
        assert learned(inspection) == {"信息编码": ("index_no", 7), "制文单位": ("issuer", 7)}
        header = header_of(inspection, url(3))
        assert header["index_no"] == {"label": "信息编码", "value": "LHXZFB-2026-000003", "state": "present"}
        assert header["issuer"]["value"] == "兰河县人民政府办公室"
        assert found(inspection) == [("index_no", url(7))]  # there, but blank
        before = everything(inspection)
        inspection.finish()
        assert everything(inspection) == before


def test_four_documents_teach_nothing() -> None:
    with inspect(site(*(own(n) for n in range(1, 5)))) as inspection:
        assert learned(inspection) == {}
        assert [key for key, _url in found(inspection)] == ["index_no"] * 4


def test_a_value_that_can_be_nothing_else_speaks_for_itself() -> None:
    page = site({"信息编码": "002599001/2026-00007", **known(1)})
    with inspect(page, crawled=False) as inspection:
        assert learned(inspection) == {"信息编码": ("index_no", 1)}
        assert found(inspection) == []


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("原索引编码", "002599001/2026-00007"),  # of another document
        ("废止文号", "兰政发〔2019〕3号"),
        ("咨询单位", "兰河县林业局"),  # a body, but not one that publishes
        ("信息编码", "见附件"),
        ("信息编码", ""),
        ("备案编号", "LHDR-2026-00012"),  # the number of a normative document
    ],
)
def test_what_is_something_else_is_not_learned(label: str, value: str) -> None:
    headers = [{label: value, **known(n)} for n in range(1, 9)]
    for header in headers:
        del header["发文字号"]
    with inspect(site(*headers)) as inspection:
        assert learned(inspection) == {}


def test_a_field_with_a_label_of_its_own_is_left_as_it_is() -> None:
    headers = [{"索引号": f"002599001/2026-{n:05}", **own(n)} for n in range(1, 8)]
    with inspect(site(*headers)) as inspection:
        assert learned(inspection) == {"制文单位": ("issuer", 7)}
        assert header_of(inspection, url(1))["index_no"]["label"] == "索引号"


def test_what_was_learned_is_forgotten_when_more_pages_speak_against_it() -> None:
    with inspect(site(*(own(n) for n in range(1, 7)))) as inspection:
        assert "信息编码" in learned(inspection)
        others = [{**own(n), "信息编码": "植树造林"} for n in range(1, 13)]
        for address, markup in site(*others)[6:]:
            inspection.add(Page(address, 200, HTML, markup.encode(), MOMENT))
        inspection.finish()
        assert "信息编码" not in learned(inspection)
        again = everything(inspection)
    with inspect(site(*(own(n) for n in range(1, 7))) + site(*others)[6:]) as inspection:
        assert everything(inspection) == again


def test_what_nearly_all_lack_is_said_once_and_the_others_each() -> None:
    full = [{"索引号": f"002599001/2026-{n:05}", **known(n)} for n in range(1, 11)]
    without = [known(n) for n in range(1, 11)]
    with inspect(site(*without[:9], full[9])) as inspection:
        assert found(inspection) == [("index_no", SITE)]
        row = next(inspection.site.query("SELECT data FROM findings WHERE rule = 'document-header'"))
        data = json.loads(row["data"])
        assert (data["count"], data["documents"], data["example"]) == (9, 10, url(1))
        lines = {line.clause.id: line for line in inspection.score().lines}
        assert lines["RG19.12b"].taken == 0.5
    with inspect(site(*full[:8], *without[8:])) as inspection:
        assert found(inspection) == [("index_no", url(9)), ("index_no", url(10))]
    with inspect(site(*without), crawled=False) as inspection:
        assert len(found(inspection)) == 10


def test_reports_replay_and_verification_agree(tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    with Archive(folder / "evidence.warc.gz") as archive:
        for address, markup in site(*(own(n) for n in range(1, 8))):
            html = header_fields([(b"Content-Type", b"text/html; charset=utf-8")])
            archive.response(address, 200, html, markup.encode(), MOMENT)
    out = tmp_path / "out"
    replayed = replay_evidence(
        folder, out, profile_id="cn-disclosure", format_="json", lang="en", url=SITE, today=DAY
    )
    labels = json.loads(replayed.text)["coverage"]["labels"]
    assert labels[0] == {
        "label": "信息编码",
        "field": "index_no",
        "pages": 7,
        "urls": [url(n) for n in range(1, 6)],
    }
    text, same = verify_folder(out, "en")
    assert same, text
    told = {
        lang: report_folder(out, format_="terminal", lang=lang, show_all=False).text for lang in ("en", "zh")
    }
    assert "“信息编码” stands for index number (7 pages" in told["en"].replace("\n", " ").replace("   ", "")
    assert "“信息编码”即索引号" in told["zh"].replace("\n", "").replace(" ", "")


def test_labels_that_change_on_each_page_and_huge_values_are_borne() -> None:
    letters = [chr(0x4E00 + n) for n in range(3000)]
    many = {f"{a}{b}编码": "植树" * 3 for a, b in zip(letters, letters[7:], strict=False)}
    hostile = [
        {"索引号": "002599001/2026-00001", **known(1), **many},
        {"信息编码": "长" * 3_000_000, **known(2)},
        {"信息编码：" * 5000: "值", **known(3)},
        *({f"{letters[n]}编码": f"00259900{n}/2026-00007", **known(n)} for n in range(1, 9)),
    ]
    began = perf_counter()
    with inspect(site(*hostile)) as inspection:
        assert perf_counter() - began < 8
        facts = [json.loads(row[0]) for row in inspection.site.query("SELECT facts FROM pages")]
        assert all(len(one["unknown_labels"]) <= 12 for one in facts)
        assert all(len(field["value"]) <= 200 for one in facts for field in one["unknown_labels"])
        assert {field for field, _pages in learned(inspection).values()} == {"index_no"}
        assert not [row for row in inspection.site.query("SELECT 1 FROM findings WHERE rule = 'reading'")]
