"""A whole city: every report of a folder, compared with each other and with the city's own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.annual_report.checks import hint
from inspector.annual_report.child import Reader
from inspector.annual_report.counts import plain
from inspector.annual_report.findings import findings
from inspector.annual_report.headings import titles
from inspector.annual_report.identities import Identity
from inspector.annual_report.report import AnnualReport
from inspector.annual_report.sameness import LEAST, shingles
from inspector.annual_report.tables import LABELS
from inspector.annual_report.targets import ENDINGS, read_file
from inspector.errors import UsageError
from inspector.messages import _
from inspector.rule import Finding, Outcome

#: A government above the townships, by the end of its name.
_GOVERNMENT = re.compile(r"(?:省|市|县|区|州|旗|盟)(?:人民政府)?$")
#: Shingles that more bodies share come from a common model, not from one of them.
_MOST_SHARED = 6
#: A report names itself and its neighbours in the list; a page with more titles is the list.
_MOST_TITLES = 6
SUMMED = ("new", "carried", "total", "left")


@dataclass(frozen=True)
class City:
    """All reports of a folder with their findings; `own` is the city's own report, where there is one.

    `sums` compare the city's figures with the sums of its bodies' (AR.7); `unread` are files with the
    reason why they were not read.
    """

    reports: tuple[tuple[AnnualReport, list[Finding]], ...]
    own: AnnualReport | None
    sums: tuple[Identity, ...]
    unread: tuple[UsageError, ...]

    @property
    def ranking(self) -> list[tuple[AnnualReport, list[Finding]]]:
        """The reports, those with the fewest errors first, then those with the fewest hints."""
        return sorted(self.reports, key=lambda pair: (*errors_and_hints(pair[1]), pair[0].target))


def errors_and_hints(found: Sequence[Finding]) -> tuple[int, int]:
    """How many errors and how many hints there are."""
    errors = sum(finding.outcome is Outcome.FAILED for finding in found)
    return errors, len(found) - errors


def judge_folder(
    folder: Path, *, year: int | None = None, complete: bool = True, repeated: float = 0.8
) -> City:
    """Read and judge all reports below a folder. Raises UsageError where there is none.

    Where the folder holds a body's report of the year before too, they are compared.
    """
    if not folder.is_dir():
        raise UsageError(_("{folder}: no such folder"), folder=folder)
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix.lower() in ENDINGS)
    reports: list[AnnualReport] = []
    unread: list[UsageError] = []
    with Reader() as reader:
        for path in paths:
            try:
                document = read_file(path, reader)
            except UsageError as error:
                unread.append(error)
                continue
            report = AnnualReport(str(path.relative_to(folder)), document, None, complete)
            if not document.scanned and (report.generation is None or titles(document) > _MOST_TITLES):
                unread.append(UsageError(_("{path}: no annual report on disclosure"), path=path))
                continue
            reports.append(report)
    if not reports:
        raise UsageError(
            _("{folder}: no report in this folder; reports end in {endings}"),
            folder=folder,
            endings=ENDINGS[3:],
        )
    known = {(report.organisation or "", report.year or 0): report for report in reports}
    judged = []
    for report in reports:
        before = known.get((report.organisation or "", (report.year or 0) - 1))
        if year is None or report.year == year or report.year is None:
            judged.append((report, findings(report, before, repeated=repeated)))
    if not judged:
        raise UsageError(_("{folder}: no report for {year} in this folder"), folder=folder, year=year)
    of_year = [report for report, _found in judged]
    for report, finding in (*_copied(of_year, repeated), *_foreign_names(of_year)):
        next(found for other, found in judged if other is report).append(finding)
    own = _own(of_year)
    return City(tuple(judged), own, tuple(_sums(own, of_year)) if own else (), tuple(unread))


def _own(reports: Sequence[AnnualReport]) -> AnnualReport | None:
    """The report of the government itself: the one government whose name the others' begin with."""
    bodies = [report for report in reports if _GOVERNMENT.search(report.organisation or "")]
    if len(bodies) < 2:
        return bodies[0] if bodies else None
    shortest = min(bodies, key=lambda report: len(report.organisation or ""))
    name = (shortest.organisation or "").removesuffix("人民政府")
    return shortest if all((b.organisation or "").startswith(name) for b in bodies) else None


def _sums(own: AnnualReport, reports: Sequence[AnnualReport]) -> Iterator[Identity]:
    """AR.7: what the city counts is no less than what its bodies count together."""
    others = [r for r in reports if r is not own and r.year == own.year and r.tables.applications]
    if not others or not own.tables.applications:
        return
    for row in SUMMED:
        figure = own.tables.applications.get(row, {}).get("总计")
        if figure is None or figure.state != "number":
            continue
        parts = [r.tables.applications.get(row, {}).get("总计") for r in others]
        total = sum(part.worth for part in parts if part)
        equation = f"{plain(figure.worth)} ≥ {plain(total)}"
        yield Identity("AR.7", LABELS[row], figure.worth, total, equation, ())


def _copied(reports: Sequence[AnnualReport], repeated: float) -> Iterator[tuple[AnnualReport, Finding]]:
    """Reports whose text stands in that of another body."""
    texts = [shingles(report.narrative) for report in reports]
    holders: dict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for shingle in text:
            if len(holders[shingle]) <= _MOST_SHARED:
                holders[shingle].append(number)
    for number, text in enumerate(texts):
        if len(text) < LEAST:
            continue
        shared: Counter[int] = Counter()
        for shingle in text:
            shared.update(other for other in holders[shingle] if other != number)
        for other, count in shared.most_common(1):
            same_body = reports[other].organisation == reports[number].organisation
            if count / len(text) >= repeated and not same_body:
                yield (
                    reports[number],
                    hint(
                        "sameness",
                        _("{percent} % of the text stands in the report of {other} too"),
                        key="sibling",
                        percent=round(100 * count / len(text)),
                        other=reports[other].organisation or reports[other].target,
                    ),
                )


def _foreign_names(reports: Sequence[AnnualReport]) -> Iterator[tuple[AnnualReport, Finding]]:
    """Reports that name another body where they speak of themselves."""
    names = {r.organisation for r in reports if r.organisation and len(r.organisation) > 4}
    for report in reports:
        own = report.organisation
        if not own:
            continue
        text = "\n".join(report.document.paragraphs)
        for name in sorted(names - {own}):
            if name in own or own in name or name not in text:
                continue
            itself = re.search(rf"(?:请与|联系|公布|编制|由){re.escape(name)}", text)
            if itself and not re.search(rf"{re.escape(own)}[^。]{{0,12}}(?:联系|负责|编制)", text):
                message = _("the report speaks of {other} as of itself")
                yield report, hint("other-name", message, key=name, seen=itself[0], other=name)
