"""The date an article shows."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from inspector import Finding, Outcome, Page, _, page_rule, parse_date

_LABELLED = re.compile(
    r"(?:发\s?布|发\s?稿|公\s?布|公\s?开|刊\s?登|上\s?传|录\s?入|添\s?加|更\s?新)?(?:时\s?间|日\s?期)\s{0,3}[:：][\s\[【]{0,3}"
    r"(?:(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})|([^\n]{0,6}))"
)
# What stands behind a label without a value: the next label.
_NEXT_LABEL = re.compile(
    r"\s*(?:信息|文章|责任)?(?:来\s?源|作\s?者|浏\s?览|点\s?击|阅\s?读|字\s?[体号]|打\s?印|编\s?辑|分\s?享|[|【\[<]|$)"
)
_LABEL_GATE = re.compile(r"[间期]\s{0,3}[:：]")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_NUMBERED = re.compile(r"\d{3}|[0-9a-f]{16}")
# Texts that stand for years, of which nobody asks the day.
_STANDING = re.compile(
    r"(?:概况|概览|简介|简况|介绍|简历|职能|职责|三定方案|机构设置|内设机构|联系(?:我们|方式)|关于我们|声明|免责|隐私|须知"
    r"|[局委办室科股处院所站校司镇乡村]|中心|街道|社区|大队|支队|^[\u4e00-\u9fff]{2,4}"
    r"|指南|流程图?|章程|制度|历史沿革|自然地理|行政区划|气候|人口|交通|风俗|民俗|特产|名胜|古迹|常见问题|问答)\s*$"
)
# Elements that a script may fill in.
_EMPTY = re.compile(
    r"<(\w{1,9})\b[^<>]{0,200}\b(?:id|class)=\"[^\"<>]{0,60}(?:time|date|sj|rq|riqi|shijian|pub)[^\"<>]{0,60}\"[^<>]{0,200}>\s{0,9}</\1>",
    re.I,
)
# The day of a signature is not for certain that of publication.
_SIGNED = re.compile(
    r"^[^\d\n]{0,40}(?:\d{4}|[〇○零O一二三四五六七八九]{4})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月"
    r"\s?[\d一二三四五六七八九十廿]{1,4}\s?日\s*$",
    re.M,
)
_BODY = 40  # characters: a line this long is the text
_NEAR = 12  # lines
# Nowhere on earth is it later than this much after UTC.
_LATEST_ZONE = timedelta(hours=14)


def _is_dated_content(page: Page) -> bool:
    return page.kind.name in ("article", "document") and not page.needs_rendering


@page_rule(applies=_is_dated_content)
def publication_date(page: Page, earliest: date = date(1995, 1, 1)) -> Iterator[Finding]:
    """Every article shows a credible publication date.

    Why: freshness is judged by this date. An undated article counts as not updated, and a forged date
    is one of the grounds for a veto.

    Fix: let the content management system write the date at release and show it under the title; do
    not edit it by hand.
    """
    published = page.published
    if published is None:
        yield from _undated(page)
        return
    seen = published.isoformat()
    if published > (page.fetched + _LATEST_ZONE).date():
        yield Finding(
            _("dated {published}, after the day it was fetched"),
            at="date",
            seen=seen,
            key="future",
            outcome=Outcome.CANT_TELL if _says_otherwise(page, published) else Outcome.FAILED,
            problem="future",
            published=seen,
        )
    elif published < earliest:
        certain = published in (date(1970, 1, 1), date(1900, 1, 1), date(1899, 12, 30))
        yield Finding(
            _("dated {published}, before there were government websites"),
            at="date",
            seen=seen,
            key="impossible",
            outcome=Outcome.FAILED if certain else Outcome.CANT_TELL,
            published=seen,
        )


def _says_otherwise(page: Page, published: date) -> bool:
    """Whether the head has another day, where the date shown bears no label."""
    if page.byline.labelled or "date_published" in page.document_header:
        return False
    stated = parse_date(page.head_tags.get("PubDate", ""))
    return stated is not None and stated != published


def _is_an_item(page: Page) -> bool:
    """Whether this is one item of a column: a text page, such as an overview, needs no date."""
    path = urlsplit(page.url).path.rpartition("/")[2]
    return bool(page.source or "ArticleTitle" in page.head_tags or _NUMBERED.search(path))


def _may_be_dated(page: Page) -> bool:
    """Whether a date in other words stands above the text or below it, or a script may write one."""
    if _SIGNED.search(page.text):
        return True
    lines = page.text.split("\n")
    title = (page.title or "")[:20]
    begin = next((n for n, line in enumerate(lines) if title and title in line and len(line) < 120), 0)
    for line in lines[begin + 1 : begin + 1 + _NEAR]:
        if parse_date(line) or any(map(parse_date, line.split("："))):
            return True
        if len(line) >= _BODY:
            break
    return page.holds("<script", "<SCRIPT") and _EMPTY.search(page.shown) is not None


def _undated(page: Page) -> Iterator[Finding]:
    text = page.text
    sure = _is_an_item(page) and not _STANDING.search(page.title or "") and not _may_be_dated(page)
    outcome = Outcome.FAILED if sure else Outcome.CANT_TELL
    if _LABEL_GATE.search(text):
        for label in _LABELLED.finditer(text):
            if label[1] is None:
                if _NEXT_LABEL.match(label[4]):  # a script may fill in what is not there
                    outcome = Outcome.CANT_TELL
                continue
            try:
                date(int(label[1]), int(label[2]), int(label[3]))
            except ValueError:
                if _CHINESE.match(text, label.start() - 1):
                    continue  # the time of something else: 报名时间
                yield Finding(
                    _("dated {published}, which is no day of the calendar"),
                    at="date",
                    seen=label[0].strip(),
                    key="impossible",
                    published=f"{label[1]}-{label[2]}-{label[3]}",
                )
                return
            outcome = Outcome.CANT_TELL  # there is a date, but hardly this page's own
    yield Finding(
        _("no publication date is shown"), at="date", seen=page.title or "", key="missing", outcome=outcome
    )
