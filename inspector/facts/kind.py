"""What kind of page a page is, told from many weak signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from inspector.vocabulary import words

if TYPE_CHECKING:
    from inspector.page import Page

NAMES = (
    "home", "column", "article", "document", "annual_report", "disclosure_guide", "disclosure_system", "application",
    "mailbox", "letter", "service_guide", "leader", "organization", "sitemap", "search", "error", "fragment", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind, how sure (0-1: its share of all evidence), and the signs that spoke for it, strongest first."""

    name: str
    confidence: float
    signs: tuple[str, ...]


_CRUMB = re.compile(
    r"(?:位\s?置|所在页面|您的位置是?|首\s?页)\s*(?:是|为)?\s*[:：]?\s*((?:[^>›»→]{1,24}[>›»→]+\s*){1,6})([^\s>›»→]{0,24})"
)
_HOME_CRUMB = re.compile(r"首\s?页\s*[>›»→]|位置\s*[:：]")
_HTML = re.compile(r"<(?:html|body|head|!doctype)\b", re.I)
_DATED_ROW = re.compile(
    r"</a>(?:\s|&nbsp;|<[^>]{1,120}>|[\[(（【|]){0,8}(?:\d{4}\s?[-/.年]\s?)?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)"
    r"|(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s|&nbsp;|<(?!a\b)[^>]{1,120}>|[\])）】|]){0,8}<a\b"
    r"|<a\b[^>]{1,500}>(?:\s|<(?!/a)[^>]{1,200}>){0,4}[^<]{0,120}(?:\s|</?(?!a\b|/a)[^>]{1,200}>|[\[(（【]){1,6}(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}",
)
_RECORDED = re.compile(r"<record>")
_DOC_NO = re.compile(
    r"[\u4e00-\u9fff]{1,14}\s?[〔﹝\[［【(（]\s?(?:19|20)\d\d\s?[〕﹞\]］】)）]\s?(?:第\s?)?\d{1,4}\s?号|(?:令|公告)\s?第?\s?\d{1,4}\s?号|^第\s?\d{1,4}\s?号"
)
_PERSON = re.compile(r"[\u4e00-\u9fff]{1,2}[\s　·]{0,4}[\u4e00-\u9fff]{1,3}")
_SENTENCE = re.compile("[，。；、]")
_SITE_TAIL = re.compile(
    r"(?:人民政府|政府|门户网站|政务网|政府网|官方网站|网站|[局厅委办院署会]|委员会|信息网|在线|首页|网)$"
)
_SURNAME_STOP = re.compile(
    r"[县市区局厅委省镇乡长]|公开|公告|通知|新闻|动态|政务|信息|办事|服务|领导|政策|文件|要闻|机构|职能|互动|交流|首页|视频|图片|专题|专栏|概况|统计|数据|简介|简历|公示"
)


def read_kind(page: Page) -> Kind:
    """The kind of a page (see `NAMES`) with the signs that decided; pure text work, never raises."""
    return _Evidence(page).verdict()


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    vocabulary = words("kinds")
    compiled = {
        f"url.{name}": re.compile("|".join(shapes), re.I) for name, shapes in vocabulary["url"].items()
    }
    compiled |= {f"title.{name}": re.compile(shape) for name, shape in vocabulary["title"].items()}
    for name, value in vocabulary["text"].items():
        pattern = value if isinstance(value, str) else "|".join(map(re.escape, value))
        compiled[f"text.{name}"] = re.compile(pattern)
    return compiled


class _Evidence:
    """Collects signs; each adds weight to one kind."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.signs: dict[str, list[tuple[float, str]]] = {}
        self.patterns = _patterns()

    def add(self, kind: str, weight: float, sign: str) -> None:
        self.signs.setdefault(kind, []).append((weight, sign))

    def verdict(self) -> Kind:
        self.collect()
        totals = {kind: sum(weight for weight, _ in signs) for kind, signs in self.signs.items()}
        totals = {kind: total for kind, total in totals.items() if total > 0}
        if not totals:
            return Kind("other", 0.5, ("no sign of any kind",))
        name = max(totals, key=lambda kind: (totals[kind], -NAMES.index(kind)))
        if totals[name] < 1.5 and name not in ("error", "fragment"):
            return Kind("other", 0.5, ("no strong sign",))
        spoken = sorted(self.signs[name], reverse=True)
        return Kind(
            name,
            round(totals[name] / sum(totals.values()), 2),
            tuple(f"{sign} ({weight:+g})" for weight, sign in spoken),
        )

    # What is looked at, each once.

    @cached_property
    def title(self) -> str:
        title = self.page.title or ""
        return re.sub(r"\s+", "", title)

    @cached_property
    def head_title(self) -> str:
        found = re.search(r"<title[^>]{0,100}>([^<]{0,300})", self.page.markup[:20_000], re.I)
        return " ".join(found[1].split()) if found else ""

    @cached_property
    def crumb(self) -> str:
        """The last step of the breadcrumb trail, "" where there is none."""
        return self.crumbs[-1] if self.crumbs else ""

    @cached_property
    def crumbs(self) -> list[str]:
        found = _CRUMB.search(self.page.text[:3000])
        if not found:
            return []
        steps = [step.strip() for step in re.split(r"[>›»→]+", found[1])]
        return [step for step in (*steps, found[2].strip()) if step]

    @cached_property
    def prose(self) -> int:
        """Letters in lines that read like sentences."""
        return sum(
            len(line) for line in self.page.lines if len(line) >= 40 and len(_SENTENCE.findall(line)) >= 2
        )

    @cached_property
    def rows(self) -> int:
        markup = self.page.markup
        return len(_DATED_ROW.findall(markup)) + len(
            _RECORDED.findall(markup) if "<record>" in markup else ()
        )

    @cached_property
    def link_share(self) -> float:
        """How much of the visible text is link text."""
        text = len(self.page.text)
        return (
            min(1.0, sum(len(link.text) for link in self.page.links if link.via == "a") / text)
            if text
            else 0.0
        )

    @cached_property
    def url(self) -> Any:
        try:
            return urlsplit(self.page.url)
        except ValueError:
            return urlsplit("")

    def distinct(self, name: str, text: str) -> int:
        return len(set(self.patterns[f"text.{name}"].findall(text)))

    # The signs.

    def collect(self) -> None:
        page = self.page
        if page.status >= 400 or page.failure:
            self.add("error", 9, f"status {page.status}" if page.status else "no answer")
            return
        if page.media not in ("html",):
            self.add("fragment" if page.media in ("script", "style") else "other", 3, f"media {page.media}")
            return
        if not _HTML.search(page.markup):
            self.add("fragment", 6 if self.prose < 300 else 3, "no html, head or body")
        text = page.text
        if len(text) < 20 and not page.links:
            self.add("fragment", 5, "hardly any text")
        path = self.url.path + (f"?{self.url.query}" if self.url.query else "")
        self.errors(text)
        if self.patterns["url.fragment"].search(path) and len(text) < 600:
            self.add("fragment", 4, "address of an include")
        self.address(path)
        self.head()
        self.structure(text)
        self.subjects(text)
        self.front(path, text)

    def errors(self, text: str) -> None:
        short = len(text) < 1500 and self.prose < 600
        if self.patterns["title.error"].search(self.head_title) and len(text) < 6000 and self.rows < 5:
            self.add("error", 6, f"title {self.head_title[:40]}")
        if short and self.rows < 3 and (found := self.patterns["text.error"].search(text)):
            self.add("error", 5 if len(text) < 600 else 2.5, f"says {found[0][:40]}")

    def address(self, path: str) -> None:
        if self.patterns["url.article"].search(path):
            self.add("article", 3, "address of an article")
        elif self.patterns["url.column"].search(path):
            self.add("column", 2, "address of a column")
        if self.patterns["url.search"].search(path):
            self.add("search", 4, "address of a search")
        if self.patterns["url.sitemap"].search(path):
            self.add("sitemap", 4, "address of a site map")
        if self.patterns["url.application"].search(path):
            self.add("application", 1.5, "address of applications")
        if self.patterns["url.mailbox"].search(path):
            self.add("mailbox", 1.5, "address of a mailbox")

    def head(self) -> None:
        tags = self.page.head_tags
        if tags.get("ArticleTitle"):
            self.add("article", 3, "head tag ArticleTitle")
        elif "ColumnName" in tags and not tags.get("PubDate"):
            self.add("column", 1, "head tag ColumnName, no ArticleTitle")
        if tags.get("PubDate"):
            self.add("article", 1.5, "head tag PubDate")

    def structure(self, text: str) -> None:
        rows, prose = self.rows, self.prose
        if rows >= 3:
            self.add("column", min(3.0, 1 + rows * 0.25), f"{rows} dated links")
        if prose < 150 and self.link_share > 0.55:
            self.add("column", 1, "mostly links")
        if self.patterns["text.pages"].search(text) and prose < 1500:
            self.add("column", 1.5, "pages to turn")
        byline = self.page.byline
        if byline.published and (rows < 4 or byline.labelled):
            self.add("article", 2.5 if byline.labelled else 1.5, "dated below its title")
        if byline.source is not None:
            self.add("article", 1, "source label")
        if prose >= 300:
            self.add("article", min(3.0, 1 + prose / 800), f"{prose} letters of prose")
        header = self.page.document_header
        if len(header) >= 3:
            self.add("article", 1, "document header")
            self.add("document", 5, f"document header of {len(header)} fields")

    def article_like(self) -> float:
        signs = self.signs.get("article", ())
        against = self.signs.get("column", ())
        return sum(weight for weight, _ in signs) - 0.7 * sum(weight for weight, _ in against)

    def subjects(self, text: str) -> None:
        title, crumb = self.title, self.crumb
        patterns = self.patterns
        single = self.article_like() > 1
        weight = sum(weight for weight, _ in self.signs.get("article", ()))
        column = sum(weight for weight, _ in self.signs.get("column", ()))
        names = f"{title} {crumb}"
        trail = " ".join(self.crumbs[-2:])
        if single:
            if patterns["title.annual_report"].search(title):
                self.add("annual_report", weight + 2, "title of an annual disclosure report")
            elif patterns["title.disclosure_guide"].search(title):
                self.add("disclosure_guide", weight + 2, "title of a disclosure guide")
            elif "公开制度" in trail or patterns["title.disclosure_system"].search(title):
                self.add(
                    "disclosure_system",
                    weight + (1.5 if "公开制度" in trail else 0.8),
                    "on the disclosure system",
                )
            elif self.numbered():
                self.add(
                    "document",
                    weight + 0.5 + (1 if patterns["title.policy"].search(title) else 0),
                    "document number",
                )
            elif "规范性文件" in trail and patterns["title.policy"].search(title):
                self.add("document", weight + 0.5, "in a column of documents")
        elif self.rows < 3:
            if self.prose > 100 and patterns["title.disclosure_guide"].search(names):
                self.add("disclosure_guide", column + 2.5, "named a disclosure guide")
            elif self.prose > 100 and "公开制度" in names:
                self.add("disclosure_system", column + 2, "named disclosure system")
        self.interaction(text, names, single, weight, column)
        if (guide := self.distinct("service_guide", text)) >= 4:
            headings = self.headings("service_guide")
            if headings >= 3:
                self.add(
                    "service_guide",
                    weight + 1 + 0.5 * min(headings, 8),
                    f"{headings} elements of a service guide",
                )
            elif guide >= 6 and patterns["title.service_guide"].search(names):
                self.add("service_guide", weight + 1, f"{guide} elements of a service guide")
        self.people(text, title, names, weight, column)
        if patterns["title.organization"].search(names) and self.rows < 3 and (self.prose > 120):
            self.add("organization", max(weight, column) + 1.5, "on duties and departments")
        if patterns["title.sitemap"].search(names) and self.rows < 3 and not single:
            self.add("sitemap", column + 3, "named site map")
        if patterns["title.search"].search(self.head_title) and not single and len(self.head_title) < 40:
            self.add("search", column + 2, "named search")

    def interaction(self, text: str, names: str, single: bool, weight: float, column: float) -> None:
        patterns, markup = self.patterns, self.page.markup
        form = "<form" in markup or "<FORM" in markup or "<textarea" in markup
        if patterns["title.application"].search(names) or self.signs.get("application"):
            if not single and self.rows < 4:
                self.add("application", column + 1.5, "on applications for disclosure")
            if form and self.distinct("application_form", text) >= 5:
                self.add("application", max(weight, column) + 3, "form of an application")
        if self.rows < 4 and (labels := self.headings("letter")) >= 3:
            self.add(
                "letter",
                max(weight, column) + 1 + 0.5 * min(labels, 6),
                f"{labels} labels of a letter and its reply",
            )
        if single:
            return
        if patterns["title.mailbox"].search(names) or self.signs.get("mailbox"):
            if (fields := self.distinct("mailbox_list", text)) >= 2:
                self.add("mailbox", column + 1 + 0.5 * min(fields, 6), f"{fields} labels of a letter list")
            elif form and self.distinct("mailbox_form", text) >= 4:
                self.add("mailbox", column + 2.5, "form of a mailbox")
            elif patterns["title.mailbox"].search(names):
                self.add("mailbox", max(1.6, column + 0.5), "named a mailbox")

    def people(self, text: str, title: str, names: str, weight: float, column: float) -> None:
        person = _PERSON.fullmatch(title) and 2 <= len(title) <= 4 and not _SURNAME_STOP.search(title)
        life = self.distinct("leader_life", text)
        duty = self.distinct("leader_duty", text)
        if person and duty >= 1 and life >= 2:
            self.add("leader", max(weight, column) + 3, f"a person's name and life ({life} signs)")
        elif (
            self.patterns["title.leader"].search(names + " ".join(self.crumbs))
            and life >= 3
            and self.rows < 3
        ):
            self.add("leader", max(weight, column) + 1.5, "life and duties of a leader")

    def numbered(self) -> bool:
        """Whether a document number stands above the body."""
        lines = self.page.lines
        begin = self.page.byline.line or 0
        return any(
            len(line) < 60 and _DOC_NO.search(line.replace("\x01", ""))
            for line in lines[max(0, begin - 4) : begin + 14]
        )

    def headings(self, name: str) -> int:
        """How many different words of a set begin a line of their own, as labels do."""
        pattern = self.patterns[f"text.{name}"]
        found = set()
        for line in self.page.lines:
            bare = line.replace("\x01", "").lstrip("一二三四五六七八九十、.（）()0123456789【[ ■◆●*　·")
            if (match := pattern.match(bare)) and (
                len(bare) < 20 or bare[match.end() : match.end() + 1] in "：: 】]\t　"
            ):
                found.add(match[0])
        return len(found)

    def front(self, path: str, text: str) -> None:
        page = self.page
        markup = page.markup
        if self.url.scheme in ("http", "https") and self.patterns["url.home"].search(path):
            if len(page.links) >= 15 and len(text) > 150:
                self.add("home", 9, "root address")
            return
        links = sum(1 for link in page.links if link.kind == "page")
        if links < 40 or self.prose > 1500 or self.signs.get("article") and self.article_like() > 1.5:
            return
        more = markup.count("更多") + markup.count('more"') + markup.count("MORE")
        if self.crumbs or _HOME_CRUMB.search(text[:1500]):
            return
        if "位置" in text[:1500] and "当前位置" in text[:1500]:
            return
        if more >= 4 or links > 120:
            if _SITE_TAIL.search(re.sub(r"[\s-]|首页", "", self.head_title)) and not re.search(
                r"[-_|—–]", self.head_title
            ):
                self.add("home", 5, "many sections under a site's name")
            elif self.url.scheme not in ("http", "https") and more >= 6:
                self.add("home", 3, "many sections")
