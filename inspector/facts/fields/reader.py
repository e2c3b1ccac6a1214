"""The labelled parts that a page of its kind is expected to have: of a service guide, a letter, a leader …"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from inspector.facts.dates import find_dates
from inspector.facts.fields.field import Field
from inspector.facts.fields.labelled import BLANKS, KEPT, PRIVATE, folded, labelled
from inspector.facts.identity.foot import read_foot
from inspector.facts.lines import INLINE_MARK
from inspector.facts.prose import read_nothing
from inspector.facts.text import read_all_lines
from inspector.urls import join
from inspector.vocabulary import words

if TYPE_CHECKING:
    from inspector.page import Page

_FOOTER = re.compile(r"主办(?:单位)?\s?[:：]|版权所有|网站标识码|ICP备|公网安备")
_WAYS = re.compile(
    "网站地图|站点地图|联系我们|关于我们|网站声明|友情链接|返回顶部|打印本页|关闭(?:窗口|本页)"
)
_SIGNED = re.compile(
    r"[局办委厅处科院所站镇乡府心]\s{0,3}(?:\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)?[。.]?$"
)
_TABBED = frozenset(("service_guide", "leader", "letter"))
_PICTURE = re.compile(
    r"^data:image|\.(?:jpe?g|png|webp|bmp|gif)(?:$|\?)|/(?:image|photo|picture|download)", re.I
)
_BACKGROUND = re.compile(r"background[^;{}\"']{0,40}url\(\s{0,4}[\"']?([^\"')]{1,300})", re.I)
_DATES = frozenset(("received", "replied"))
_AFTER_DAY = re.compile(
    r"^[^\d]{0,40}?\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?[\s\d:：时分秒]{0,12}"
)
_CHINESE_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_FRONT = re.compile(r"https?://[^/]+/?(?:(?:index|default|main|home)\.[a-z]{2,5})?", re.I)


def read_fields(page: Page) -> dict[str, Field]:
    """Field → what stands there; which fields there are depends on the kind of page.

    service_guide: name, basis, conditions, materials, place, hours, telephone, procedure, and `unlabelled`,
    the beginning of text that stands under none of them. letter: received, replied, unit, question, reply,
    status. leader: life, duties, portrait (addresses of images that may be one). mailbox: form, statistics,
    and the labels of a letter that its list shows. home: search (or `input`, a box that may be one), and
    what may be an item of the foot that was not found (see `foot`). A page that asks for opinions: ends,
    result. other, column: form, where visitors can write to the body. article, document: related (the label
    of a block of links), and where its header has blanks `filled` (elements that a script fills in). column:
    pictures (how many the page itself sets as backgrounds, as lists of people do). column, fragment: nothing
    (what it shows in the place of a list). Dates are ISO where they can be read; values are cut.
    """
    reader = _READERS.get(page.kind.name)
    found = reader(page) if reader else {}
    if reader is not _home and _FRONT.fullmatch(page.url):
        found = found | _home(page)  # a front page of doors only is of no kind that its address tells
    return {name: Field(f.label, f.value[:KEPT], f.state) for name, f in found.items()}


def _guide(page: Page) -> dict[str, Field]:
    lines = _content(page)
    text = "\n".join(lines).replace(INLINE_MARK, "")
    found, loose = labelled(lines, "service_guide")
    if "name" not in found and page.title:
        found["name"] = Field("", page.title, "present")
    for name, labels in words("fields")["service_guide"]["fields"].items():
        if name not in found and (word := next((w for w in labels if len(w) > 3 and w in text), None)):
            found[name] = Field(word, "", "present")
    if loose:
        found["unlabelled"] = Field("", loose[:60], "present")
    return found


def _letter(page: Page) -> dict[str, Field]:
    found, _ = labelled(_content(page), "letter")
    reply = found.get("reply")
    if reply and reply.state == "blank":
        # Under a heading of the reply its body and time may come first, and the text without a label after.
        last = next((found[name] for name in ("replied", "unit") if name in found), None)
        behind = _AFTER_DAY.sub("", last.value) if last else ""
        if len(behind) > 12 and (last is not found.get("unit") or " " in behind):
            reply = found["reply"] = Field(reply.label, behind, "present")
    if "unit" not in found and reply and _SIGNED.search(reply.value):
        found["unit"] = Field("", reply.value[-20:], "present")
    for name, field in found.items():
        if name in _DATES and (dates := find_dates(field.value)):
            found[name] = Field(field.label, dates[0].date.isoformat(), field.state)
        elif name in ("question", "reply"):
            found[name] = Field(field.label, field.value[:PRIVATE], field.state)
    return found


def _leader(page: Page) -> dict[str, Field]:
    vocabulary = _patterns()
    text = "\n".join(_content(page)).replace(INLINE_MARK, "")
    found: dict[str, Field] = {}
    for name, least in (("life", 2), ("duties", 1)):
        marks = {match[0]: match.start() for match in vocabulary[f"leader.{name}"].finditer(text)}
        if len(marks) >= least:
            begin = min(marks.values())
            found[name] = Field("", folded(text[begin : begin + PRIVATE]), "present")
    images = []
    # Scripts that load pictures late keep their addresses under many names.
    sources = [
        v for node in page.tree.css("img") for v in node.attributes.values() if v and _PICTURE.search(v)
    ]
    for source in sources + _BACKGROUND.findall(page.markup):
        if not vocabulary["leader.no_portrait"].search(source.lower()):
            if source.startswith("data:image"):
                images.append("data:image")
            elif url := join(page.url, source):
                images.append(url)
    if images:
        found["portrait"] = Field("", " ".join(dict.fromkeys(images[:20]))[:2000], "present")
    return found


def _column(page: Page) -> dict[str, Field]:
    found = _form(page) | _nothing(page)
    if "url(" in page.markup:
        template = _patterns()["leader.no_portrait"]
        if pictures := {one for one in _BACKGROUND.findall(page.markup) if not template.search(one.lower())}:
            found["pictures"] = Field("", str(len(pictures)), "present")
    return found


def _nothing(page: Page) -> dict[str, Field]:
    nothing = read_nothing(page)
    return {"nothing": Field("", nothing, "present")} if nothing else {}


def _form(page: Page) -> dict[str, Field]:
    """The form of a page that is no mailbox by its name, where it asks who writes, and what."""
    return _box(page) if page.holds("姓名", "标题", "主题") and page.holds("内容", "留言") else {}


def _box(page: Page) -> dict[str, Field]:
    if "<textarea" in page.markup and (area := page.tree.css_first("textarea")):
        return {"form": Field("textarea", area.attributes.get("name") or "", "present")}
    return {}


def _mailbox(page: Page) -> dict[str, Field]:
    found = _box(page)
    for name, labels in words("fields")["letter"]["fields"].items():
        if label := next((label for label in labels if len(label) > 2 and label in page.text), None):
            found[name] = Field(label, "", "present")
    return found | _statistics(page)


def _statistics(page: Page) -> dict[str, Field]:
    said = [match[0] for match in _patterns()["mailbox.statistics"].finditer(page.text)]
    if not said:
        return {}
    fullest = next((one for one in said if "其中" in one), said[0])
    return {"statistics": Field("", folded(fullest)[:300], "present")}


def _home(page: Page) -> dict[str, Field]:
    found = read_foot(page)
    if said := _patterns()["home.search"].search(page.markup):
        found["search"] = Field("", folded(said[0])[-80:], "present")
    elif typed := _typed(page):
        found["input"] = Field("", typed, "present")
    return found


def _typed(page: Page) -> str:
    """What names a box for text that asks for no name, password or code."""
    for node in page.tree.css("input")[:50]:
        attributes = node.attributes
        if (attributes.get("type") or "text").lower() in ("text", "search"):
            said = " ".join(v for k in ("placeholder", "value", "name", "id") if (v := attributes.get(k)))
            if not _patterns()["home.other_input"].search(said):
                return said or "input"
    return ""


def _other(page: Page) -> dict[str, Field]:
    """Of an ordinary page: what its title makes it, and whether it shows a block of related links."""
    vocabulary, title = _patterns(), page.title or ""
    found = _form(page) if page.kind.name == "other" else {}
    if 2 <= len(title) <= 6 and is_name(title):
        found |= _leader(page)
    elif len(title) > 5:
        if vocabulary["survey.named"].search(title):
            found |= _survey(page)
        if vocabulary["mailbox.titled"].search(title):
            found |= _statistics(page)
        named = f"{title} {page.head_tags.get('ColumnName', '')}"
        if vocabulary["service_guide.named"].search(named):
            found |= _guide(page)
    if page.kind.name in ("article", "document"):
        if any(field.state == "blank" for field in page.document_header.values()) and page.filled:
            found["filled"] = Field("", " ".join(page.filled), "present")
        headings = [line for line in page.lines if line.may_relate]
        if label := vocabulary["related.label"].search("\n".join(headings)):
            found["related"] = Field(label[0], "", "present")
    return found


def _survey(page: Page) -> dict[str, Field]:
    vocabulary = _patterns()
    found: dict[str, Field] = {}
    for line in _content(page):
        if (said := vocabulary["survey.period"].search(line)) and (
            dates := find_dates(line[said.start() : said.start() + 120])
        ):
            found["ends"] = Field(said[0], dates[-1].date.isoformat(), "present")
            break
    over = vocabulary["survey.over"].search(page.title or "") or vocabulary["survey.result"].search(page.text)
    return found | ({"result": Field(over[0], "", "present")} if over else {})


def is_name(title: str) -> bool:
    """Whether a title is a Chinese person's name and nothing else."""
    bare = BLANKS.sub("", title)
    return bool(_CHINESE_NAME.fullmatch(bare)) and bare[0] in words("fields")["leader"]["surnames"]


_READERS: Mapping[str, Callable[[Page], dict[str, Field]]] = {
    "service_guide": _guide,
    "letter": _letter,
    "leader": _leader,
    "mailbox": _mailbox,
    "home": _home,
    "column": _column,
    "fragment": _nothing,
    "article": _other,
    "document": _other,
    "other": _other,
}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of `fields.toml`: "<kind>.<name>" → compiled."""
    return {
        f"{kind}.{name}": re.compile(value, re.I)
        for kind, table in words("fields").items()
        for name, value in table.items()
        if isinstance(value, str) and name != "surnames"
    }


def _content(page: Page) -> Sequence[str]:
    """The lines without the footer, those under other tabs too."""
    lines = read_all_lines(page) if page.kind.name in _TABBED else page.lines
    last = range(max(0, len(lines) - 40), len(lines))
    foot = next((i for i in last if _FOOTER.search(lines[i])), len(lines))
    while foot and len(lines[foot - 1]) < 80 and _WAYS.search(lines[foot - 1]):
        foot -= 1
    return lines[:foot]
