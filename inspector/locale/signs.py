"""The signs by which a page's kind was told, in the language of the reader."""

from __future__ import annotations

import re
from functools import cache

from inspector.locale import Translate, phrase
from inspector.messages import _

#: Every sign that the readers of kinds give, with {number} or {said} for what it adds.
SIGNS = (
    _("what its menu calls the front page"),
    _("root address"),
    _("many sections under the name of a site"),
    _("many sections"),
    _("form of an application"),
    _("questions with their answers in the place of a column"),
    _("one question with its answer"),
    _("one who asks and one who answers, in the place of a mailbox"),
    _("the text of a consultation"),
    _("an interview with its guests"),
    _("form with {number} entries of a letter"),
    _("on applications for disclosure"),
    _("labels of a letter"),
    _("labels of one letter behind each other"),
    _("{number} labels of a letter list"),
    _("who answered once, and when"),
    _("in the place of one letter, with an answer"),
    _("named a mailbox"),
    _("who wrote and who replied, over their words"),
    _("who replied when, in the place of a mailbox"),
    _("name, post and duties after their labels"),
    _("a table of names, posts and duties"),
    _("a body with its duties and departments"),
    _("a body named as part of a government, with its duties"),
    _("answer to a form that was sent"),
    _("a query for one thing"),
    _("life and duties of a leader, in English"),
    _("a person's name and life ({number} signs)"),
    _("on duties and departments"),
    _("the life of who holds an office"),
    _("a name over its post and duties"),
    _("life and duties of a leader"),
    _("names over their offices"),
    _("names of persons below an office"),
    _("offices before the names of persons"),
    _("names of persons before their offices"),
    _("status {said}"),
    _("no answer"),
    _("media {said}"),
    _("no html, head or body"),
    _("hardly any text"),
    _("address of an include"),
    _("title {said}"),
    _("says {said}"),
    _("address of an article"),
    _("head tag ArticleTitle"),
    _("head tag PubDate"),
    _("head tag ColumnName, no ArticleTitle"),
    _("{number} dated links"),
    _("{number} excerpts"),
    _("mostly links"),
    _("pages to turn"),
    _("named as the last step of its trail, without text"),
    _("dated below its title"),
    _("its trail ends in a text"),
    _("source label"),
    _("{number} letters of prose"),
    _("says that it is a guide to disclosure"),
    _("{number} elements of a service guide"),
    _("named site map"),
    _("named search"),
    _("asks for a password"),
    _("a questionnaire"),
    _("about the site"),
    _("hardly more than links"),
    _("short and without a title"),
    _("address of a column"),
    _("address of a {kind}"),
    _("a dated link"),
    _("a text under a heading of its own"),
    _("document header of {number} fields"),
    _("document header of {number} fields with a number"),
    _("{number} labels of a document header with nothing behind"),
    _("title of an annual disclosure report"),
    _("parts or heading of an annual disclosure report"),
    _("titled results of a search"),
    _("says how much a search found"),
    _("a form to fill in"),
    _("a table without links"),
    _("named as a usual column"),
    _("no sign of any kind"),
    _("title of a disclosure guide"),
    _("named a disclosure guide"),
    _("mostly running text"),
    _("on the disclosure system"),
    _("named disclosure system"),
    _("a short text that is signed and dated"),
    _("in the place of the disclosure guide"),
    _("title and number of a document"),
    _("document number in a column of documents"),
    _("title of a document in a column of documents"),
    _("address of a disclosure guide"),
)
_WEIGHT = re.compile(r" \([+-]\d+\.\d\)$")
_FORMS = {"number": r"\d+", "kind": r"\w+", "said": ".+"}


def sign_said(sign: str, translate: Translate) -> str:
    """A sign as `Kind.signs` has it, its weight behind it, in a language; one that is not known stays."""
    weight = _WEIGHT.search(sign)
    bare = sign[: weight.start()] if weight else sign
    for form, message in _patterns():
        if found := form.fullmatch(bare):
            return phrase(message, found.groupdict(), translate) + (weight[0] if weight else "")
    return sign


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Sign → message, those with nothing to fill in first, then by their length."""
    return tuple(
        (_form(message), message) for message in sorted(SIGNS, key=lambda one: ("{" in one, -len(one)))
    )


def _form(message: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", message)
    named = (f"(?P<{part}>{_FORMS[part]})" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile("".join(named), re.S)
