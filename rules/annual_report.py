"""The annual report on government information disclosure (政府信息公开工作年度报告): what it says."""

from collections.abc import Iterator, Sequence

from inspector import Finding, Outcome, Page, annual_report_findings, annual_report_of, page_rule


@page_rule(applies=lambda page: annual_report_of(page) is not None)
def annual_report(
    page: Page, hints: Sequence[str] = ("unreadable", "table", "text-and-table", "two-numbers", "other-name")
) -> Iterator[Finding]:
    """The annual report on disclosure has the parts of its form, and its numbers agree.

    Why: it is the one paper by which the public and the superior can check how a body discloses. A total
    that is not the sum of its parts, or a table whose columns do not balance, discredits all the rest.

    Fix: check the draft with `inspector annual-report` before it is published; correct the parts and the
    numbers that it names and publish the report again.
    """
    for finding in annual_report_findings(page):
        if finding.outcome is Outcome.FAILED or finding.data["check"] in hints:
            yield finding
