"""What the disclosure guide tells."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from inspector import Finding, Outcome, Page, _, page_rule, words

_NAMES = {
    "classification": _("the classes of information"),
    "arrangement": _("how the information is arranged"),
    "access": _("how information is obtained"),
    "office": _("the name of the office for disclosure"),
    "address": _("the office's address"),
    "hours": _("the office's hours"),
    "telephone": _("the office's telephone"),
    "fax": _("the office's fax"),
    "internet": _("the office's contact on the internet"),
}
_TITLE = re.compile(r"公开(?:工作)?指南(?:[（(].{0,20}[)）])?$")
_ABOUT_ANOTHER_THING = re.compile(r"申请|通知|关于|流程|修订|编制")
_LABEL = re.compile(r"电\s?话|热线")
_NUMBER = re.compile(r"[(（]?0?\d{2,4}[)）]?[\s\x01]?[-—–－―─]{0,2}[\s\x01]?\d{3,8}|\b1\d{2,4}\b")
_NEXT_LABEL = re.compile(r"传\s?真|邮|地\s?址|网")
_REACH = 80  # characters behind the label
_HARDLY = 5  # so many missing: it is hardly the guide itself
# Heads and feet that every page has in a frame of its own.
_OF_TEMPLATE = re.compile(r"/[\w-]*(?:head|foot|top|bottom|nav|menu|copyright)[\w-]*\.\w+$", re.I)


def _is_guide(page: Page) -> bool:
    if page.kind.name != "disclosure_guide" or page.needs_rendering:
        return False
    title = "".join((page.title or "").split())
    return not title or (_TITLE.search(title) is not None and not _ABOUT_ANOTHER_THING.search(title))


@page_rule(applies=_is_guide)
def disclosure_guide(page: Page, elements: Sequence[str] = tuple(_NAMES)) -> Iterator[Finding]:
    """The disclosure guide gives the nine elements that the regulations name.

    Why: the guide is how a citizen learns what is disclosed, how to find it, and whom to call or write to;
    article 12 of the regulations of 2019 lists what stands in it.

    Fix: add what is missing; keep address, hours, telephone and fax of the office as they are today.
    """
    text = page.text
    missing = [name for name in elements if not _pattern(name).search(text)]
    if len(missing) > _HARDLY or (missing and _elsewhere(page)):
        yield Finding(
            _("the page hardly holds the guide itself; not seen: {missing}"),
            at="body",
            seen=page.title or "",
            key="elsewhere",
            outcome=Outcome.CANT_TELL,
            missing=[_NAMES.get(name, name) for name in missing],
        )
        return
    for name in missing:
        yield Finding(
            _("the disclosure guide does not give {name}"),
            at="body",
            seen=page.title or "",
            key=name,
            element=name,
            name=_NAMES.get(name, name),
        )
    if "telephone" in elements and "telephone" not in missing and not _numbered(text):
        yield Finding(
            _("the disclosure guide speaks of a telephone, but no number was seen"),
            at="body",
            seen=page.title or "",
            key="number",
            outcome=Outcome.CANT_TELL,
            element="telephone",
        )


def _numbered(text: str) -> bool:
    behind = (text[label.end() : label.end() + _REACH] for label in _LABEL.finditer(text))
    return any(_NUMBER.search(_NEXT_LABEL.split(value, maxsplit=1)[0]) for value in behind)


def _elsewhere(page: Page) -> bool:
    """Whether the guide may stand in a file or frame of the page."""
    return len(page.text) < 1500 and any(
        link.kind == "attachment" or (link.kind == "frame" and not _OF_TEMPLATE.search(link.url))
        for link in page.links
    )


@cache
def _pattern(element: str) -> re.Pattern[str]:
    return re.compile("|".join(words("disclosure")["guide"].get(element, [re.escape(element)])))
