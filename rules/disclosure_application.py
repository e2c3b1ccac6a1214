"""How information is applied for."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from inspector import Finding, Outcome, Page, _, page_rule, words

_NAMES = {
    "applicant": _("the applicant's name"),
    "proof": _("the proof of identity"),
    "contact": _("the applicant's contact"),
    "description": _("the name, number or description of the information"),
    "form": _("the form in which it is wanted"),
}
_ENTRIES = (
    "input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]), textarea, select"
)
_LEAST_ENTRIES = 4  # a search field and the like are no application
_HARDLY, _MOST = 2, 300
_WAY = re.compile(r"申请表|在线申请|网上申请|我要申请|在线提交|提交申请|申请入口|下载|\.docx?\b|\.wps\b")


@page_rule(applies=lambda page: page.kind.name == "application" and not page.needs_rendering)
def disclosure_application(page: Page, entries: Sequence[str] = tuple(_NAMES)) -> Iterator[Finding]:
    """Who applies for information finds a form that asks for what the regulations name, and all of it.

    Why: article 29 of the regulations of 2019 says what an application contains; a form that does not ask
    for it brings applications that must be sent back.

    Fix: add the missing entries to the form, or offer the blank form for download.
    """
    if len(page.tree.css(_ENTRIES)) < _LEAST_ENTRIES:
        if not any(_WAY.search(link.text) or link.kind == "attachment" for link in page.links):
            yield Finding(
                _("neither a form for applications nor a way to one was seen"),
                at="form",
                seen=page.title or "",
                key="form-missing",
                outcome=Outcome.CANT_TELL,
            )
        return
    text = "\n".join((page.text, *_said_inside(page)))
    missing = [name for name in entries if not _pattern(name).search(text)]
    for name in missing:
        yield Finding(
            _("the form does not ask for {name}"),
            at="form",
            seen=page.title or "",
            key=name,
            # What asks for hardly anything of it may be another form: a search, or a query of the state.
            outcome=Outcome.CANT_TELL if len(missing) > _HARDLY else Outcome.FAILED,
            entry=name,
            name=_NAMES.get(name, name),
        )


def _said_inside(page: Page) -> Iterator[str]:
    """What boxes say of themselves."""
    for node in page.tree.css(_ENTRIES)[:_MOST]:
        attributes = node.attributes
        for name in ("placeholder", "title", "aria-label", "value"):
            if value := attributes.get(name):
                yield value


@cache
def _pattern(entry: str) -> re.Pattern[str]:
    return re.compile("|".join(words("disclosure")["application"].get(entry, [re.escape(entry)])), re.M)
