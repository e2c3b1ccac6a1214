"""The signs by which the kind of a page is told. Weights are what one sign is worth against the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inspector.columns.classes import classify
from inspector.facts.kind.front import front
from inspector.facts.kind.interaction import interaction
from inspector.facts.kind.people import people
from inspector.facts.lines import INLINE_MARK
from inspector.facts.site_names import SITE_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.facts.kind.evidence import Evidence
    from inspector.facts.lines import Line
    from inspector.page import Page

_SPACES = re.compile(r"\s+")
_HTML = re.compile(r"<(?:html|body|head|!doctype)\b", re.I)
_NAMELESS = re.compile(r"无标题文档|无标题页|Untitled.{0,12}|Document|新建网页.{0,6}|v?\d[\d.]*|", re.I)
_DOC_NO = re.compile(
    r"[\u4e00-\u9fff]{1,14}\s?[〔﹝\[［【(（]\s?(?:19|20)\d\d\s?[〕﹞\]］】)）]\s?(?:第\s?)?\d{1,4}\s?号"
    r"|(?:令|公告)\s?第?\s?\d{1,4}\s?号|^第\s?\d{1,4}\s?号(?![\u4e00-\u9fff])"
)
_ABOUT = re.compile(
    r"(?:联系我们|关于我们|网站声明|版权声明|免责声明|隐私(?:声明|保护|政策)|网站简介|本站声明|使用帮助|网站帮助|法律声明|联系方式)"
)
_RESULTS = re.compile(r"^.{0,20}(?:搜索|检索|查询)[到出].{0,60}?\d{1,7}(?:条|个|篇|项)", re.M)
_FOUND = re.compile("(?:站内|全站|全文|信息|高级)?(?:搜索|检索|查询)(?!详)[\u4e00-\u9fff]{0,4}(?:结果|列表)?")
_QUERY = re.compile("(?:查询|查验)(?:平台|系统)?$")
_REPORT = re.compile("[^，。；]{0,40}政府信息公开(?:工作)?年度(?:工作)?报告")
_IS_GUIDE = re.compile("[编制][制定]本(?:机关|单位|部门)?(?:政府)?(?:信息)?(?:公开)?指南")
_LOGIN = re.compile("登[录陆]|注册|口令|密码|[Ll]og ?[Ii]n")
# What answers a form that was sent.
_RECEIVED = re.compile(
    "您的?.{0,16}(?:提交|发送|登记|受理)成功|(?:提交|发送|留言|投递|[发写寄]信|发表)成功[，,。.!！]|(?:已|已经)成功(?:提交|发送)"
    "|(?:信件|来信|留言|申请|咨询|意见|问卷)已(?:经)?(?:提交|收到|发送)"
)
_SURVEY = re.compile("调查|问卷|投票")
# An entry for what tells one person or thing from others: what a query asks for.
_ONE_OF_MANY = re.compile(
    r"""(?:<input\b[^>]{0,300}\bplaceholder=["']?|>\s{0,9})(?:请)?(?:输入|填写)[^"'<>]{0,16}(?:号码?|姓名|编[号码]|证件?|代码)["'\s<>/]"""
)
_SHARE = re.compile(r"\d\s?[%％]")
_HEADER = 3  # fields
_RECEIPT = 1200  # letters
_FEW_WORDS = 150  # letters
_FEW_LINKED = 5  # lines, with those of a foot
_KNOWN = 0.9


def collect(evidence: Evidence) -> None:
    """Look for every sign."""
    page = evidence.page
    if page.status >= 400 or page.failure:
        evidence.add("error", 9, f"status {page.status}" if page.status else "no answer")
        return
    if page.media != "html":
        evidence.add("fragment" if page.media in ("script", "style") else "other", 3, f"media {page.media}")
        return
    path = evidence.url.path + (f"?{evidence.url.query}" if evidence.url.query else "")
    _pieces(evidence, path)
    _errors(evidence)
    _address(evidence, path)
    _head(evidence)
    _structure(evidence)
    _disclosure(evidence, path)
    _by_content(evidence)
    interaction(evidence)
    _guide(evidence)
    people(evidence)
    _plain_pages(evidence)
    _running_text(evidence)
    front(evidence, path)
    if not evidence.signs:
        if evidence.anchors >= 8:
            evidence.add("column", 1, "hardly more than links")
        elif _is_named_as_column(evidence.title):
            evidence.add("column", 1, "named as a usual column")
        else:
            evidence.add("other", 1, "no sign of any kind")


def _is_named_as_column(title: str) -> bool:
    column = classify(title)
    return column is not None and column.confidence >= _KNOWN and not SITE_NAME.search(title)


def _pieces(evidence: Evidence, path: str) -> None:
    page, text = evidence.page, evidence.page.text
    if not _HTML.search(page.markup):
        evidence.add("fragment", 6 if evidence.prose < 300 else 3, "no html, head or body")
    if len(text) < 20 and not any(link.via != "meta-refresh" for link in page.links):
        evidence.add("fragment", 5, "hardly any text")
    elif (
        len(text) < 300
        and not evidence.prose
        and _NAMELESS.fullmatch(evidence.head_title)
        and evidence.anchors < 15
        and not evidence.crumbs
        and len(page.document_header) < _HEADER
    ):
        evidence.add("fragment", 2, "short and without a title")
    if evidence.patterns["url.fragment"].search(path) and len(text) < 1000:
        evidence.add("fragment", 4, "address of an include")


def _errors(evidence: Evidence) -> None:
    text = evidence.page.text
    if len(text) > 6000 or evidence.rows > 4:
        return
    if evidence.patterns["title.error"].search(evidence.head_title) and not _is_published(evidence):
        evidence.add("error", 6, f"title {evidence.head_title[:40]}")
    if len(text) < 1500 and evidence.prose < 600 and evidence.rows < 3:
        if found := evidence.patterns["text.error"].search(text):
            # What a page links under these words tells about errors; an error page says them itself.
            linked = sum(text.count(link.text) for link in evidence.page.links if found[0] in link.text)
            if text.count(found[0]) > linked and not _is_published(evidence):
                evidence.add("error", 5 if len(text) < 600 else 2.5, f"says {found[0][:40]}")


def _is_published(evidence: Evidence) -> bool:
    """Whether it says when it was published: then it tells about errors, and is none."""
    byline = evidence.page.byline
    return byline.labelled and byline.published is not None


def _address(evidence: Evidence, path: str) -> None:
    patterns = evidence.patterns
    if patterns["url.article"].search(path):
        evidence.add("article", 3, "address of an article")
    elif evidence.addressed and patterns["url.column"].search(path):
        evidence.add("column", 2, "address of a column")
    for kind, weight in (("search", 4.0), ("sitemap", 4.0), ("application", 1.5), ("mailbox", 1.5)):
        if patterns[f"url.{kind}"].search(path):
            evidence.add(kind, weight, f"address of a {kind}")


def _head(evidence: Evidence) -> None:
    tags = evidence.page.head_tags
    if tags.get("ArticleTitle"):
        evidence.add("article", 3, "head tag ArticleTitle")
    elif tags.get("ColumnName") and not tags.get("PubDate"):
        evidence.add("column", 1, "head tag ColumnName, no ArticleTitle")
    if tags.get("PubDate"):
        evidence.add("article", 1.5, "head tag PubDate")


def _structure(evidence: Evidence) -> None:
    rows, prose, page = evidence.rows, evidence.prose, evidence.page
    byline = page.byline
    if rows >= 3:
        evidence.add("column", min(3.0, 1 + rows * 0.25), f"{rows} dated links")
    elif rows and not byline.published and prose < 150 and evidence.anchors >= 8:
        evidence.add("column", 1, "a dated link")
    if evidence.teasers > 2 and not byline.published:
        evidence.add("column", min(3.0, 1 + evidence.teasers * 0.25), f"{evidence.teasers} excerpts")
    if prose < 150 and evidence.anchors > 2 and evidence.anchors * 12 > len(page.text):
        evidence.add("column", 0.8, "mostly links")
    if prose < 1500 and evidence.paged:
        evidence.add("column", 1.5, "pages to turn")
    if prose < 150 and evidence.title and evidence.title == _SPACES.sub("", evidence.crumb):
        evidence.add("column", 0.8, "named as the last step of its trail, without text")
    sourced = byline.source is not None
    own = byline.labelled or sourced or (byline.title and evidence.weight("article") >= 3)
    if byline.published and (rows < 4 or own and not _repeats_labels(page.lines)):
        evidence.add("article", 2.5 if byline.labelled else 1.5, "dated below its title")
    if page.trail and page.trail.item:
        evidence.add("article", 1.5, "its trail ends in a text")
    if sourced:
        evidence.add("article", 1, "source label")
    elif prose >= 30 and rows < 2 and evidence.crumb and evidence.own_heading:
        evidence.add("article", 2.2, "a text under a heading of its own")
    if prose >= 200:
        evidence.add("article", min(3.0, 1 + prose / 800), f"{prose} letters of prose")
    header = page.document_header
    filled = sum(field.state == "present" for field in header.values())
    told = "title" in header or evidence.article_like > 1 or prose >= 100 or len(header) > _HEADER + 1
    if len(header) >= _HEADER and filled >= 2 and told:
        number = header.get("doc_no")
        numbered = number is not None and number.state == "present" and any(map(str.isdigit, number.value))
        if numbered or evidence.patterns["title.policy"].search(evidence.title):
            sign = f"document header of {len(header)} fields" + (" with a number" if numbered else "")
            evidence.add("document", evidence.weight("article") + 1.5, sign)
    elif len(header) > 4 and filled < 2 and rows < 3 and {"index_no", "doc_no"} & header.keys():
        best = max(evidence.weight("article"), evidence.weight("column"))
        evidence.add("document", best + 1, f"{len(header)} labels of a document header with nothing behind")


def _repeats_labels(lines: Sequence[Line]) -> bool:
    dated = "".join([line for line in lines if line.may_date])
    return sum(map(dated.count, ("发布时间", "日期:", "日期：", "时间："))) >= 4


def _disclosure(evidence: Evidence, path: str) -> None:
    """Documents, and the standing pages of government information disclosure."""
    title, patterns = evidence.title, evidence.patterns
    names = f"{title} {evidence.crumb}"
    trail = " ".join(evidence.crumbs[-2:])
    weight, column = evidence.weight("article"), evidence.weight("column")
    if evidence.article_like > 1:
        if patterns["title.annual_report"].search(title):
            evidence.add("annual_report", weight + 2, "title of an annual disclosure report")
        elif patterns["title.disclosure_guide"].search(title):
            evidence.add("disclosure_guide", weight + 2, "title of a disclosure guide")
        elif "公开制度" in trail or patterns["title.disclosure_system"].search(title):
            evidence.add(
                "disclosure_system",
                weight + (1.5 if "公开制度" in trail else 0.8),
                "on the disclosure system",
            )
        elif "公开指南" in trail and evidence.rows < 3:
            evidence.add("disclosure_guide", weight + 1.5, "in the place of the disclosure guide")
        elif patterns["title.policy"].search(title):
            if _numbered(evidence):
                evidence.add("document", weight + 1, "title and number of a document")
            elif patterns["title.document_column"].search(trail):
                evidence.add("document", weight + 0.5, "title of a document in a column of documents")
        elif patterns["title.document_column"].search(trail) and _numbered(evidence):
            evidence.add("document", weight + 0.5, "document number in a column of documents")
        elif (
            evidence.prose > 600
            and patterns["url.disclosure_guide"].search(path)
            and not evidence.page.byline.published
        ):
            evidence.add("disclosure_guide", weight + 0.5, "address of a disclosure guide")
    elif evidence.rows < 3 and evidence.prose > 60:
        if patterns["title.disclosure_guide"].search(names):
            evidence.add("disclosure_guide", max(weight, column) + 2, "named a disclosure guide")
        elif "公开制度" in names:
            evidence.add("disclosure_system", max(weight, column) + 2, "named disclosure system")
        elif patterns["title.annual_report"].search(title):
            evidence.add("annual_report", max(weight, column) + 2, "title of an annual disclosure report")


def _by_content(evidence: Evidence) -> None:
    """A disclosure guide or annual report under a title that says nothing of it."""
    text = evidence.page.text
    if "信息公开" not in text or evidence.rows >= 3:
        return
    best = max(evidence.weight(kind) for kind in ("article", "column", "document", "disclosure_system"))
    if _IS_GUIDE.search(text):
        evidence.add("disclosure_guide", best + 1, "says that it is a guide to disclosure")
    elif "报告" in text and (len(evidence.labels("annual_report")) >= 3 or _headed_report(evidence)):
        evidence.add("annual_report", best + 1, "parts or heading of an annual disclosure report")


def _headed_report(evidence: Evidence) -> bool:
    """Whether a line that is no link reads like the heading of an annual report on disclosure."""
    if evidence.prose < 100:
        return False
    for line in evidence.lines[:60]:
        if "年" in line and _REPORT.fullmatch(bare := line.replace(INLINE_MARK, "").replace(" ", "")):
            return all(link.text.replace(" ", "") != bare for link in evidence.page.links)
    return False


def _numbered(evidence: Evidence) -> bool:
    """Whether a document number stands above the body."""
    lines = evidence.page.lines
    begin = evidence.page.byline.line or 0
    near = lines[max(0, begin - 4) : begin + 14]
    return any(len(line) < 60 and _DOC_NO.search(line.replace(INLINE_MARK, "")) for line in near)


def _guide(evidence: Evidence) -> None:
    labels = len(evidence.labels("service_guide"))
    titled = evidence.patterns["title.service_guide"].search(evidence.title + evidence.crumb)
    if (labels < 3 and not titled) or (shown := evidence.distinct("service_guide")) < 4:
        return
    if labels < 5 and not (
        evidence.mentions("依据", "条件", "对象", "主体")
        and evidence.mentions("材料", "流程", "时限", "期限")
    ):
        return
    best = max(evidence.weight("article"), evidence.weight("column"), evidence.weight("document"))
    if labels >= 4 or (labels == 3 and shown >= 5):
        evidence.add(
            "service_guide", best + 1 + 0.5 * min(labels, 8), f"{labels} elements of a service guide"
        )
    elif shown >= 6 and titled:
        evidence.add("service_guide", best + 1, f"{shown} elements of a service guide")


def _plain_pages(evidence: Evidence) -> None:
    """Site maps, searches, and pages about the site."""
    names = (evidence.title, evidence.crumb, evidence.head_title)
    best = max(evidence.weight("article"), evidence.weight("column"))
    if evidence.article_like > 2.5:
        return
    if evidence.rows < 3 and any(map(evidence.patterns["title.sitemap"].search, names)):
        evidence.add("sitemap", best + 2, "named site map")
    if evidence.patterns["title.search"].search(evidence.head_title) and len(evidence.head_title) < 40:
        evidence.add("search", best + 1.5, "named search")
    elif _FOUND.fullmatch(evidence.title):
        evidence.add("search", best + 1.5, "titled results of a search")
    elif evidence.mentions("搜索到", "检索到", "查询到", "查询出") and _RESULTS.search(evidence.page.compact):
        evidence.add("search", best + 1.5, "says how much a search found")
    if (
        evidence.prose < 150
        and len(evidence.page.text) < 800
        and "textarea" not in evidence.page.tags
        and evidence.page.text.count("更多") < 3
        and evidence.page.holds('"password"', "'password'", "=password")
        and (_LOGIN.search(" ".join(names)) or _hardly_more(evidence))
    ):
        evidence.add("other", best + 1, "asks for a password")
    if evidence.rows < 3 and _SURVEY.search(f"{evidence.title} {evidence.crumb}") and _asks(evidence.page):
        evidence.add("other", best + 1, "a questionnaire")
    elif evidence.rows < 3 and "textarea" in evidence.page.tags and evidence.entries("mailbox_form") >= 4:
        evidence.add("other", best + 0.5, "a form to fill in")
    if _QUERY.search(evidence.title) and _is_query(evidence):
        evidence.add("other", best + 1, "a query for one thing")
    if _is_receipt(evidence):
        evidence.add("other", max(best, evidence.weight("mailbox")) + 1, "answer to a form that was sent")
    if _ABOUT.fullmatch(evidence.title) or _ABOUT.fullmatch(evidence.crumb):
        evidence.add("other", best + 1, "about the site")


def _is_query(evidence: Evidence) -> bool:
    """Whether a page without rows and text asks for the number or name of one thing."""
    listed = evidence.rows or evidence.paged or evidence.prose >= _FEW_WORDS
    return (
        not listed and "input" in evidence.page.tags and _ONE_OF_MANY.search(evidence.page.shown) is not None
    )


def _is_receipt(evidence: Evidence) -> bool:
    """Whether a short page without rows and entries of a form says that one was received."""
    text = evidence.page.text
    if (
        "成功" not in text
        and "已" not in text
        or len(text) > _RECEIPT
        or evidence.rows
        or evidence.prose > 300
    ):
        return False
    return "textarea" not in evidence.page.tags and _RECEIVED.search(text) is not None


def _hardly_more(evidence: Evidence) -> bool:
    """Whether a page has neither rows nor a place of its own nor many links, as columns below a login do."""
    listed = evidence.rows or evidence.paged or evidence.crumbs
    return (
        not listed and evidence.anchors < 30 and evidence.article_like < 1 and evidence.weight("column") < 3
    )


def _is_item(line: Line) -> bool:
    """Whether a line is a link long enough to be the item of a list beside the text, dated or not."""
    return len(line) > 15 and line[0] == INLINE_MARK and (line[-1] == INLINE_MARK or line.is_row)


def _asks(page: Page) -> bool:
    """Whether a page asks for choices or words, or shows the shares of the answers; a search does neither."""
    choices = ('"radio"', '"checkbox"', "'radio'", "'checkbox'", "=radio", "=checkbox")
    return "textarea" in page.tags or page.holds(*choices) or len(_SHARE.findall(page.text)) >= 3


def _of_facts(evidence: Evidence) -> bool:
    """Whether what stands below the trail are many short texts and hardly any links."""
    own = evidence.lines[1:] if evidence.crumbs else ()
    linked = sum(INLINE_MARK in line for line in own)
    return linked <= _FEW_LINKED and sum(len(line) < 30 and INLINE_MARK not in line for line in own) >= 12


def _running_text(evidence: Evidence) -> None:
    """A short text or table that nothing else speaks for, named as the end of its trail."""
    if not (evidence.signs or evidence.crumb) and SITE_NAME.search(evidence.title or "网"):
        return
    if evidence.signs.keys() <= {"column", "article"} and not evidence.rows and not evidence.paged:
        if "td" in evidence.page.tags and _of_facts(evidence):
            told = any(len(line) > 20 and line[-1] in "。：" for line in evidence.lines)
            evidence.add(
                "article" if told else "other", evidence.weight("column") + 0.5, "a table without links"
            )
        elif (
            evidence.prose >= 80
            and evidence.prose * 4 > sum(len(line) for line in evidence.lines if not _is_item(line))
            and not evidence.teasers
        ):
            evidence.add("article", evidence.weight("column") + 0.5, "mostly running text")
        elif evidence.signed:
            evidence.add("article", evidence.weight("column") + 0.5, "a short text that is signed and dated")
