from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from http.client import HTTPConnection
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspector.annual_report.sameness import shared
from inspector.sample import pages, serve, write_portal
from inspector.sample.documents import document_number, index_number, written
from inspector.sample.model import Portal, load_columns
from inspector.sample.planting import defects, plant_in_plan

TODAY = date(2026, 11, 22)
DAYS = [TODAY, date(2026, 1, 1), date(2024, 2, 29), date(2028, 3, 1)]
RULES = {
    "head-tags",
    "document-header",
    "publication-date",
    "site-identity",
    "required-columns",
    "column-freshness",
    "blank-column",
    "dead-link",
    "outside-links",
    "ipv6",
    "placeholder-text",
    "soft-404",
    "encoding-declaration",
    "leaders",
    "service-guides",
    "service-forms",
    "service-statistics",
    "letters",
    "letter-statistics",
    "surveys",
    "interpretation-links",
    "new-media-freshness",
    "site-search",
}


@cache
def portal(today: date = TODAY) -> dict[str, bytes]:
    return {url: body for url, body, _ in pages(today)}


@cache
def trees(today: date = TODAY) -> dict[str, LexborHTMLParser]:
    return {
        url: LexborHTMLParser(body.decode("gbk" if b"charset=gbk" in body else "utf-8"))
        for url, body in portal(today).items()
        if url.endswith((".html", "/"))
    }


def planted(rule: str, flaw: str | None = None) -> set[str]:
    return {d["path"] for d in defects() if d["rule"] == rule and flaw in (None, d["flaw"])}


def tags(tree: LexborHTMLParser) -> dict[str, str]:
    return {
        node.attributes["name"] or "": node.attributes["content"] or "" for node in tree.css("meta[name]")
    }


def text(tree: LexborHTMLParser | LexborNode, selector: str) -> str:
    node = tree.css_first(selector)
    assert node, selector
    return node.text()


def stamp(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first(".info span")
    found = re.search(r"发布时间：(.+)", node.text()) if node else None
    return found[1] if found else None


def items(tree: LexborHTMLParser, url: str) -> list[tuple[str, str, date]]:
    """Address, title and date of the rows of a page's main list."""
    rows = []
    for row in tree.css(".body > ul.list > li"):
        (link, *_), shown = row.css("a"), row.css_first(".date")
        if shown:
            day = date(*(int(part) for part in re.findall(r"\d+", shown.text())))
            rows.append((urljoin(url, link.attributes["href"] or ""), link.text(), day))
    return rows


def pointers(tree: LexborHTMLParser, url: str) -> set[str]:
    """What a page points at on its own site."""
    found = [
        node.attributes[name]
        for selector, name in (
            ("a", "href"),
            ("img", "src"),
            ("script", "src"),
            ("link", "href"),
            ("option", "value"),
        )
        for node in tree.css(f"{selector}[{name}]")
    ]
    found += re.findall(r"window\.open\('(.+?)'\)", tree.html or "")
    return {
        urlsplit(urljoin(url, target)).path
        for target in found
        if target and "//" not in target and ":" not in target
    }


@pytest.mark.parametrize("today", DAYS)
def test_same_day_gives_same_bytes(today: date) -> None:
    assert list(pages(today)) == list(pages(today))


def test_days_differ_but_addresses_of_planted_pages_do_not() -> None:
    assert portal(TODAY) != portal(DAYS[1])
    for today in DAYS:
        for defect in defects():
            path = defect["path"].partition("?")[0]
            assert (path in portal(today)) == (defect["rule"] != "dead-link"), defect
            assert all(source in portal(today) for source in defect.get("sources", ()))


def test_truth_names_known_rules_and_is_unambiguous() -> None:
    assert {defect["rule"] for defect in defects()} == RULES
    assert len(defects()) >= 14
    assert all(defect["outcome"] in ("failed", "cantTell") and defect["note"] for defect in defects())
    names = [(defect["rule"], defect["path"], defect["key"]) for defect in defects()]
    assert len(set(names)) == len(names)


def test_size() -> None:
    assert 140 <= len(trees()) <= 175


@pytest.mark.parametrize("today", DAYS)
def test_every_link_resolves_but_the_planted_ones(today: date) -> None:
    broken: dict[str, set[str]] = {}
    reached, queue = {"/"}, ["/"]
    while queue:
        url = queue.pop()
        for target in pointers(trees(today)[url], url):
            if target not in portal(today):
                broken.setdefault(target, set()).add(url)
            elif target not in reached:
                reached.add(target)
                queue += [target] if target in trees(today) else []
    assert broken == {d["path"]: set(d["sources"]) for d in defects() if d["rule"] == "dead-link"}
    unlinked = set(portal(today)) - reached
    assert unlinked == {"/robots.txt", "/sitemap.xml", "/images/mark.png"}
    assert "/images/mark.png" in portal(today)["/js/footer.js"].decode()


@pytest.mark.parametrize("today", DAYS)
def test_dates_of_list_article_and_tag_agree(today: date) -> None:
    future = planted("publication-date", "future")
    listed = 0
    for url, tree in trees(today).items():
        rows = items(tree, url)
        assert [day for _, _, day in rows] == sorted((day for _, _, day in rows), reverse=True), url
        for target, title, day in rows:
            listed += 1
            there = trees(today)[target]
            assert text(there, "h1") == title
            assert (day > today) == (target in future), target
            if target not in planted("head-tags", "missing"):
                assert tags(there)["PubDate"][:10] == day.isoformat()
            if target not in planted("publication-date") - future:
                assert (stamp(there) or "")[:10] == day.isoformat()
    assert listed > 80


def test_planted_dates() -> None:
    shown = {
        defect["key"]: stamp(trees()[defect["path"]])
        for defect in defects()
        if defect["rule"] == "publication-date"
    }
    assert shown["missing"] is None
    assert shown["future"] is not None and shown["future"] > TODAY.isoformat()
    with pytest.raises(ValueError):
        datetime.fromisoformat(shown["impossible"] or "")


@pytest.mark.parametrize("today", DAYS)
def test_lists_are_fresh_but_the_planted_ones(today: date) -> None:
    stale = {d["path"]: d["days"] for d in defects() if d["rule"] == "column-freshness"}
    for url, tree in trees(today).items():
        if rows := items(tree, url):
            age = (today - rows[0][2]).days
            if url in stale:
                assert stale[url] <= age <= stale[url] + 2
            elif "/xwzx/" in url and "index_" not in url:
                assert age <= 6
            elif not url.startswith("/zfxxgk/nb/"):
                assert age <= 60, url


def test_blank_column() -> None:
    blank = {
        url for url, tree in trees().items() for node in tree.css(".body > ul.list") if not node.css("li")
    }
    assert blank == planted("blank-column", "blank")


def test_head_tags_are_complete_and_true_but_the_planted_ones() -> None:
    site = ["SiteName", "SiteDomain", "SiteIDCode"]
    column = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"]
    article = ["ArticleTitle", "PubDate", "ContentSource"]
    wrong = set()
    for url, tree in trees().items():
        found = tags(tree)
        kind = "missing" if tree.css_first(".main.missing") else "home" if url == "/" else "column"
        kind = "article" if tree.css_first(".main.article") else kind
        expected = {
            "missing": site,
            "home": site,
            "column": site + column,
            "article": site + column + article,
        }[kind]
        wrong |= {(url, name) for name in expected if not found.get(name)}
        assert [found[name] for name in site] == ["青梧县人民政府", "www.qingwuxian.gov.cn", "9901230006"]
        if kind == "article":
            wrong |= {(url, "ArticleTitle")} if found["ArticleTitle"] != text(tree, "h1") else set()
            assert "来源：" + found["ContentSource"] == tree.css(".info span")[-1].text()
        if kind in ("article", "column"):
            assert found["ColumnName"] == tree.css(".position a")[-1].text()
    assert wrong == {(d["path"], d["key"]) for d in defects() if d["rule"] == "head-tags"}


@pytest.mark.parametrize("today", DAYS)
def test_document_headers_agree_with_their_texts(today: date) -> None:
    plan = Portal(today, plant_in_plan(load_columns()))
    documents = [
        item for path, entries in plan.items.items() for item in entries if item.column.kind == "document"
    ]
    assert len({index_number(item) for item in documents}) == len(documents)
    numbers = [number for item in documents if (number := document_number(item))]
    assert len(set(numbers)) == len(numbers) == len(documents) - 1
    flawed = {(d["path"], d["key"], d["flaw"]) for d in defects() if d["rule"] == "document-header"}
    seen = set()
    for item in documents:
        tree = trees(today)[item.url]
        cells = [
            node.text() for node in tree.css(".document-header td, .document-header dt, .document-header dd")
        ]
        fields = {
            re.sub(r"[\s：]", "", label): value for label, value in zip(cells[::2], cells[1::2], strict=True)
        }
        body = text(tree, ".content")
        assert timedelta(days=0) < item.published.date() - written(item) < timedelta(days=20)
        assert f"{written(item).year}年{written(item).month}月{written(item).day}日" in body
        assert fields["成文日期"] == written(item).isoformat()
        assert fields["名称"] == item.title
        for key, label in (("index_no", "索引号"), ("publisher", "发布机构"), ("doc_no", "发文字号")):
            if label not in fields:
                seen.add((item.url, key, "missing"))
            elif not fields[label] and not (key == "doc_no" and "〔" not in body):
                seen.add((item.url, key, "blank"))
        if fields["发文字号"]:
            assert fields["发文字号"] in body
    assert seen == flawed


def test_footer_names_everything_but_the_police_record() -> None:
    for url, tree in trees().items():
        footer = text(tree, ".footer")
        for wanted in (
            "主办单位：",
            "联系电话：",
            "网站标识码：9901230006",
            "ICP备",
            "网站地图",
            "我为政府网站找错",
        ):
            assert wanted in footer, url
        assert "公网安备" not in (tree.html or "")
    assert "bszs.conac.cn" in portal()["/js/footer.js"].decode()


def test_no_column_on_the_county_itself() -> None:
    names = "".join(node.text() for tree in trees().values() for node in tree.css("a, h1, h2"))
    assert not re.search("概况|概览|走进|印象|魅力|县情", names)


def test_placeholders_and_encodings() -> None:
    odd = {
        url
        for url, tree in trees().items()
        if re.search(r"\{\{|\$\{|<%|建设中，敬请期待|Lorem ipsum", tree.html or "")
    }
    assert odd == planted("placeholder-text")
    for url, body in portal().items():
        if url in trees():
            declared = re.search(rb'charset="?([\w-]+)', body)
            assert declared
            sent = "gbk" if url.startswith("/xwzx/xzdt/") else "utf-8"
            assert (declared[1].decode() != sent) == (url in planted("encoding-declaration"))


@pytest.mark.parametrize("today", DAYS)
def test_annual_reports_add_up(today: date) -> None:
    reports = {url: tree for url, tree in trees(today).items() if url.startswith("/zfxxgk/nb/content/")}
    assert len(reports) >= 2
    before = None
    for url in sorted(reports, reverse=True):
        tree = reports[url]
        rows = [[cell.text() for cell in row.css("td")] for row in tree.css("table.form")[1].css("tr")[3:]]
        values = [[int(cell) for cell in row[-7:]] for row in rows]
        assert len(values) == 25
        assert all(sum(row[:-1]) == row[-1] for row in values)
        new, carried, *results, total, left = values
        assert [sum(column) for column in zip(*results, strict=True)] == total
        assert [a + b for a, b in zip(new, carried, strict=True)] == [
            a + b for a, b in zip(total, left, strict=True)
        ]
        assert before in (None, carried)
        before = left
        body = text(tree, ".content")
        assert f"新收政府信息公开申请{new[-1]}件，上年结转{carried[-1]}件，办结{total[-1]}件" in body
        disputes = [int(cell.text()) for cell in tree.css("table.form")[2].css("tr")[-1].css("td")]
        assert all(sum(disputes[at : at + 4]) == disputes[at + 4] for at in (0, 5, 10))
        assert f"行政复议{disputes[4]}件、行政诉讼{disputes[9] + disputes[14]}件" in body


def test_annual_reports_are_written_anew_each_year() -> None:
    told = []
    for url, tree in sorted(trees().items()):
        if url.startswith("/zfxxgk/nb/content/"):
            told.append("".join(one.text() for one in tree.css(".content p")))
    assert len(told) >= 2
    assert max(shared(a, b) for a, b in pairwise(told)) < 0.5


def test_attachments_and_pictures_are_valid_files() -> None:
    kinds = set()
    for url, body in portal().items():
        kind = url.rpartition(".")[2]
        if kind == "docx":
            assert ZipFile(BytesIO(body)).testzip() is None
        elif kind == "pdf":
            start = int(body.split(b"startxref\n")[1].split()[0])
            assert body[start : start + 4] == b"xref"
            assert body.startswith(b"%PDF-") and body.endswith(b"%%EOF\n")
        elif kind == "png":
            assert body.startswith(b"\x89PNG\r\n\x1a\n")
        elif kind == "xls":
            assert body.startswith(b"\x09\x00\x04\x00") and body.endswith(b"\x0a\x00\x00\x00")
        kinds.add(kind)
    assert {"pdf", "docx", "xls", "png", "css", "js"} <= kinds


def get(connection: HTTPConnection, path: str, method: str = "GET") -> tuple[int, str, bytes]:
    connection.request(method, path)
    answer = connection.getresponse()
    return answer.status, answer.headers["Content-Type"], answer.read()


@pytest.mark.parametrize("written_out", [False, True])
def test_served_portal_answers(written_out: bool, tmp_path: Path) -> None:
    if written_out:
        write_portal(tmp_path, TODAY)
    with serve(tmp_path if written_out else TODAY) as base:
        host = urlsplit(base).netloc
        connection = HTTPConnection(host, timeout=10)
        for url, body in portal().items():
            status, kind, content = get(connection, url)
            assert status == 200
            if url in trees():
                assert kind == "text/html"
            if url not in ("/robots.txt", "/sitemap.xml"):
                assert content == body
        for dead in planted("dead-link") | {"/../pyproject.toml", "/xwzx/%2e%2e/%2e%2e/x", "/a%00b"}:
            status, _, content = get(connection, dead)
            assert status == 404 and content
        for path in planted("soft-404"):
            status, _, content = get(connection, path)
            assert status == 200 and "页面不存在" in content.decode()
        assert get(connection, "/xwzx?a=1")[0] == 301
        assert get(connection, "/xwzx/?a=1")[0] == 200
        status, kind, content = get(connection, "/zwgk/tzgg/files/3002.pdf", "HEAD")
        assert (status, kind, content) == (200, "application/pdf", b"")
        assert f"Sitemap: {base}sitemap.xml".encode() in get(connection, "/robots.txt")[2]
        addresses = re.findall(r"<loc>(.+?)</loc>", get(connection, "/sitemap.xml")[2].decode())
        assert {urlsplit(address).path for address in addresses} == set(trees()) - planted("soft-404")
        assert all(address.startswith(base) for address in addresses)
        connection.close()


def test_a_taken_port_is_an_error() -> None:
    with serve([]) as base, pytest.raises(OSError):
        with serve([], port=urlsplit(base).port or 0):
            pass
