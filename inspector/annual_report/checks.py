"""The checks of annual reports: the norm each rests on, and how to mend a breach.

An error is `failed`, a hint `cantTell`: only what the report itself proves is an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspector.messages import _
from inspector.rule import Finding, Outcome

NORMS = {
    "A": "《政府信息公开条例》（2008年施行）第三十二条",
    "B": "国办公开办函〔2019〕60号",
    "C": "国办公开办函〔2021〕30号",
}


#: What the norm of form C says of reports that are not accurate; the older ones do not.
_ACCURACY = {"C": NORMS["C"]}
_COPYING = dict.fromkeys("BC", "《政府信息公开条例》（2019年修订）第四十七条")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: the norms it rests on, by the report's form, and how to mend a breach."""

    norms: Mapping[str, str]
    mend: str


CHECKS: dict[str, Check] = {
    "unreadable": Check({}, _("publish the report as text: a web page, a Word file or a PDF with text")),
    "subject": Check({}, _("make sure that this is the annual report on disclosure, not another report")),
    "year": Check({}, _("name the year in the title")),
    "form": Check(NORMS, _("use the form that is in force for the year of the report")),
    "missing-part": Check(NORMS, _("add the part, and say so where there is nothing to report")),
    "empty-part": Check(NORMS, _("write what is to be reported, or that there is nothing")),
    "part-name": Check(NORMS, _("use the heading of the form")),
    "part-order": Check(NORMS, _("put the parts in the order of the form")),
    "announced-part": Check(NORMS, _("add the part that the preface announces, or mend the preface")),
    "period": Check(NORMS, _("state the period from 1 January to 31 December of the reported year")),
    "attached-table": Check(NORMS, _("append the table of statistics")),
    "table": Check(NORMS, _("give the table as text with all rows and columns of the form")),
    "blank-cells": Check(NORMS, _("write 0 where there is nothing")),
    "identity": Check(NORMS, _("compare the cells of the equation with the register of applications")),
    "carried-over": Check(NORMS, _("compare with last year's report; explain the difference in part six")),
    "sum": Check(_ACCURACY, _("count again; then mend the total or the parts")),
    "percentage": Check(_ACCURACY, _("compute the percentage again from the counts beside it")),
    "text-and-table": Check(_ACCURACY, _("let text and table give the same number")),
    "two-numbers": Check(_ACCURACY, _("find out which number is right and use it throughout")),
    "other-year": Check(_ACCURACY, _("see whether the sentence was left over from another year")),
    "other-name": Check(_ACCURACY, _("see whether the text was copied from another body")),
    "placeholder": Check(_ACCURACY, _("replace the placeholder by what belongs there")),
    "sameness": Check(
        _COPYING,
        _("write what was done in this year, by this body"),
    ),
    "claims": Check({}, _("let a person compare the numbers with the records")),
}


def norm_of(check: str, generation: str | None) -> str:
    """The norm that a check rests on, for a report of a form."""
    return CHECKS[check].norms.get(generation or "", "")


def error(check: str, message: str, *, key: str, at: str = "", seen: str = "", **data: Any) -> Finding:
    """A finding that the report itself proves; `at` is a column or row of a table, or a place in the page."""
    return Finding(message, at=at or _place(seen), seen=seen, key=f"{check}:{key}", check=check, **data)


def hint(check: str, message: str, *, key: str, at: str = "", seen: str = "", **data: Any) -> Finding:
    """A finding that a person must settle."""
    return Finding(
        message,
        at=at or _place(seen),
        seen=seen,
        key=f"{check}:{key}",
        outcome=Outcome.CANT_TELL,
        check=check,
        **data,
    )


def _place(seen: str) -> str:
    """A finding that quotes no text is about the report as a whole."""
    return "text" if seen else "page"
