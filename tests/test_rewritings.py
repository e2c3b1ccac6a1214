"""What a page says does not change with the hand that wrote its markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from inspector.page import Page
from inspector.truth import Label, read_labels

LABELS = "发布时间|发布日期|信息来源|来源|发文机关|索引号|文号|发文字号|成文日期|发布机构|有效性|主题分类"
LABEL = re.compile(rf"(?<![\u4e00-\u9fff])({LABELS})([：:])")
MENU = "领导之窗 机构职能 政策文件 政策解读 通知公告 办事指南 县长信箱 在线访谈 网上调查 信息公开指南".split()
NAMES = re.compile(r"<(/?)([a-z][a-z0-9]*)\b")
QUOTES = re.compile(r'(\s(?:class|id|width|align|border))="([\w-]+)"')
HEADINGS = re.compile(
    r"<title>.*?</title>|<meta name=\"(?:ArticleTitle|PubDate|ContentSource)\"[^>]*>", re.I | re.S
)


def menu(markup: str) -> str:
    """A head of the site with one more menu."""
    body = re.search("<body", markup, re.I)
    at = markup.find(">", body.start() if body else -1) + 1
    links = "".join(f'<li><a href="/{number}/">{name}</a></li>' for number, name in enumerate(MENU))
    return f"{markup[:at]}<ul>{links}</ul>{markup[at:]}"


REWRITINGS: dict[str, Callable[[str], str]] = {
    "names of elements in capitals": lambda markup: NAMES.sub(
        lambda its: f"<{its[1]}{its[2].upper()}", markup
    ),
    "attributes without quotes": lambda markup: QUOTES.sub(r"\1=\2", markup),
    "half-width colons": lambda markup: LABEL.sub(r"\1:", markup),
    "labels in elements of their own": lambda markup: LABEL.sub(r"<b>\1</b>\2", markup),
    "spaced labels": lambda markup: LABEL.sub(lambda its: "　".join(its[1]) + its[2], markup),
    "one more menu": menu,
}


def written() -> list[tuple[Label, str]]:
    """The labelled pages that ship with the project and have a text of their own, with their markup."""
    labels = read_labels(Path(__file__).parent / "truth", None)
    texts = {"article", "document", "annual_report", "disclosure_guide", "letter"}
    found = [
        label
        for label in labels
        if label.site == "written" and texts.intersection(label.said.get("kind", ())[:1])
    ]
    return [(label, Page("", body=label.path.read_bytes()).markup) for label in found]


WRITTEN = written()


def told(markup: str, label: Label) -> tuple[object, ...]:
    markup = re.sub(r'charset="?[\w-]+', "charset=utf-8", markup)
    html = (("content-type", "text/html; charset=utf-8"),)
    page = replace(Page("http://www.qingyuan.example/a.html", 200, html), body=markup.encode())
    header = {name: "".join(field.value.split()) for name, field in page.document_header.items()}
    source = page.source and "".join(page.source.split())
    return page.kind.name in label.said["kind"], page.title, page.published, source, header


@pytest.mark.parametrize("rewriting", REWRITINGS)
def test_the_same_page_in_another_hand(rewriting):
    wrong = []
    for label, markup in WRITTEN:
        if told(REWRITINGS[rewriting](markup), label) != told(markup, label):
            wrong.append(label.file)
    assert len(wrong) <= 2, wrong


def test_titles_without_a_title_element():
    wrong, compared = [], 0
    for label, markup in WRITTEN:
        if label.reads("title") and label.said.get("title"):
            compared += 1
            title = told(HEADINGS.sub("", markup), label)[1]
            if "".join(str(title).split()) != "".join(label.said["title"].split()):
                wrong.append(label.file)
    assert len(wrong) < 0.03 * compared, wrong
