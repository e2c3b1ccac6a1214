"""Text that stands where content should stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice

from inspector import Finding, Outcome, Page, _, page_rule, words

# Most pages hold none of these and are done at once.
_SIGNS = ("<", "{", "#", "[!--", "测试测试", "orem ipsum", "OREM IPSUM")
_ELEMENT_SIGNS = re.compile("jsp:|[cs]:|cmspro_|trs_")
_CONSTRUCTION_SIGNS = re.compile("[设作建善备理发护级新]之?中|正在建设|敬请|nder construction|oming soon")
_MOST = 20  # pieces of code
_SENTENCE = 50  # characters: a line this long is content
_OTHERS = 5  # lines: a page with more than this has something else to say,
_BESIDE_DATE = 2  # and of an item, with more than this
_CODE = "pre,code,textarea,xmp,kbd,samp"
_FRAME = re.compile(
    "主办|承办|ICP|标识码|公网安备|版权|Copyright|技术支持|地址|电话|邮编|位置|首页|网站地图|浏览|今天是",
    re.I,
)
_BARE_PAGE = 400  # characters: a page this short says nothing else


@page_rule(applies=lambda page: page.kind.name not in ("fragment", "error"))
def placeholder_text(page: Page) -> Iterator[Finding]:
    """No page shows placeholders, template code or "under construction" instead of content.

    Why: what a template left behind tells visitors nothing and shows that nobody looked at the page; a
    column under construction is a blank column.

    Fix: correct the template that leaves its own code in the page; take test pages and filler text off
    the site; publish a column when its content is there, and not before.
    """
    text, head = page.text, _head(page)
    signs = any([sign in text for sign in _SIGNS])
    yield from _templates(page, [*head, ("body", text)] if signs else head)
    if signs and (found := _pattern("filler").search(text)):
        yield Finding(
            _("filler text: {text}"), at="body", seen=found[0], key="lorem", text=found[0], kind="filler"
        )
    if not (page.listing and page.listing.items) and not any(map(_is_content, page.lines)):
        yield from _construction(page)
    yield from _defaults([*head, ("h1", page.title or "")])


def _is_content(line: str) -> bool:
    return len(line) > _SENTENCE and "。" in line


def _templates(page: Page, places: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    for place, shown in places:
        if any([sign in shown for sign in _SIGNS]) and (found := _template_in(page, shown)):
            yield _template(place, _line_of(shown, found), found[0])
            return
    if any(map(_ELEMENT_SIGNS.match, page.tags)) and (found := _elements().search(page.shown)):
        yield _template("body", found[0], found[0])


def _template(place: str, seen: str, code: str) -> Finding:
    return Finding(
        _("template code is shown: {text}"), at=place, seen=seen, key="template", text=code, kind="template"
    )


def _head(page: Page) -> list[tuple[str, str]]:
    """What the head shows: place and text."""
    element = page.tree.css_first("title")
    title = [("title", element.text().strip())] if element else []
    return title + [(f"meta[name={name}]", content) for name, content in page.head_tags.items()]


def _template_in(page: Page, shown: str) -> re.Match[str] | None:
    found = _first(page, shown, _pattern("templates"))
    if found is None and "{{" in shown and not _frameworks().search(page.markup):
        found = _first(page, shown, _pattern("client_templates"))
    return found


def _first(page: Page, shown: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    found = [one for one in islice(pattern.finditer(shown), _MOST) if not _quoted(page, shown, one)]
    if found and page.tree.css_first(_CODE):
        samples = "\n".join(node.text() or "" for node in page.tree.css(_CODE)[:_MOST])
        found = [one for one in found if one[0] not in samples]
    return found[0] if found else None


def _quoted(page: Page, shown: str, found: re.Match[str]) -> bool:
    """Whether the code stands in a sentence of an article, which may be about such code."""
    return page.kind.name in ("article", "document") and len(_line_of(shown, found)) - len(found[0]) > 60


def _line_of(text: str, found: re.Match[str]) -> str:
    start = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    return text[start : end if end >= 0 else None]


def _construction(page: Page) -> Iterator[Finding]:
    named, bare = _pattern("construction_named"), _pattern("construction_bare")
    lines = page.text.split("\n")
    said = None
    for line in lines:
        if not _CONSTRUCTION_SIGNS.search(line):
            continue
        stripped = line.strip(" 。.!！…~～,，")
        if len(stripped) <= 40 and said is None:
            if named.fullmatch(stripped):
                said = stripped
            elif bare.fullmatch(stripped) and len(page.text) <= _BARE_PAGE:
                said = stripped
    if said:
        others = _says_besides(page, lines, said)
        if page.published and others > _BESIDE_DATE:
            return
        yield Finding(
            _("the page says only that it is under construction: {text}"),
            at="body",
            seen=said,
            key="construction",
            outcome=Outcome.CANT_TELL if page.needs_rendering or others > _OTHERS else Outcome.FAILED,
            text=said,
            kind="construction",
        )


def _says_besides(page: Page, lines: Sequence[str], said: str) -> int:
    """The lines that are neither links, nor title, trail or foot of the page."""
    links = {link.text for link in page.links}
    title = page.title or said
    return sum(
        len(line) > 1
        and line.strip() not in links
        and not _FRAME.search(line)
        and said not in line
        and title not in line
        and not all(word in links for word in line.split())
        for line in map(str.strip, lines)
    )


def _defaults(places: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    for place, shown in places:
        if _is_default(shown):
            yield Finding(
                _("a placeholder stands for the content: {text}"),
                at=place,
                seen=shown,
                key="default",
                text=shown,
                kind="default",
            )
            return


@lru_cache(1 << 10)  # most of a head is that of the whole column
def _is_default(shown: str) -> bool:
    return shown in words("placeholders")["defaults"] or _pattern("tests").fullmatch(shown) is not None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in words("placeholders")[name]), re.I)


@cache
def _frameworks() -> re.Pattern[str]:
    return re.compile(words("placeholders")["client_frameworks"], re.I)


@cache
def _elements() -> re.Pattern[str]:
    names = "|".join(map(re.escape, words("placeholders")["elements"]))
    return re.compile(rf"<(?:{names})\b[^<>]{{0,200}}>")
