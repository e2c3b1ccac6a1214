"""Where an article comes from."""

import re
from collections.abc import Iterator

from inspector import Finding, Outcome, Page, _, page_rule

_LABEL = re.compile(r"[来稿]\s{0,4}源\s{0,4}[:：]?")
_PICTURE = re.compile(r"(?:\s|&nbsp;|[:：]|</?(?!img)[a-z][^<>]{0,200}>){0,6}<img\b")
_BEHIND = 150  # characters
_NAMED = re.compile(
    r"来\s?源|稿\s?源|出\s?处|转\s?自|供稿|(?:发[布文]|公开)(?:责任)?(?:机构|机关|单位|部门|者|主体)|[Ss]ource"
)


# What a body announces in its own name was not taken over from others.
_OWN = re.compile(
    r"(?:公告|公示|通告|通知|通报|公报|启事|预警|预告|名单|须知|声明)(?:[（(《“\d第][^\n]{0,30})?\s*$"
)


@page_rule(
    applies=lambda page: page.kind.name == "article" and page.byline.labelled and not page.needs_rendering
)
def article_source(page: Page) -> Iterator[Finding]:
    """An article says where it comes from.

    Why: a reader must be able to tell the body's own words from what it took over from others.

    Fix: fill the source when the article is entered, and show it beside the date.
    """
    source = page.source
    if source:
        return
    if source == "":
        yield Finding(
            _("the source is blank"),
            at="date",
            seen=page.title or "",
            key="blank",
            outcome=Outcome.CANT_TELL if _is_drawn(page) else Outcome.FAILED,
        )
    else:
        yield Finding(
            _("no source is stated"),
            at="date",
            seen=page.title or "",
            key="missing",
            outcome=Outcome.CANT_TELL
            if _NAMED.search(page.text) or _OWN.search(page.title or "")
            else Outcome.FAILED,
        )


def _is_drawn(page: Page) -> bool:
    """Whether a picture stands behind the label, or an element that a script fills in."""
    behind = [page.shown[label.end() : label.end() + _BEHIND] for label in _LABEL.finditer(page.shown)]
    return any(_PICTURE.match(one) or any(f'"{name}"' in one for name in page.filled) for one in behind)
