"""The short report of a few hand-picked pages in the terminal: their facts, then their findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rich.text import Text

from inspector.locale import plain
from inspector.locale.words import IDENTITY, KINDS
from inspector.messages import _
from inspector.report import Entry, Group, Report, _people
from inspector.report._findings import findings
from inspector.report._paper import OUTCOMES, Paper, foreign
from inspector.rule import Outcome

#: More pages than these are reported by rule, without their facts.
ONE_BY_ONE = 10
SHOWN = 5


def pages(paper: Paper, report: Report, targets: Mapping[str, Sequence[str]], show_all: bool) -> None:
    """Each page with its facts and findings (many: by rule), what could not be read, and the sum."""
    seen = len(report.pages)
    if seen > ONE_BY_ONE:
        findings(paper, report, show_all, targets)
        paper.blank()
    else:
        _one_by_one(paper, report, targets, show_all)
    _unread(paper, report, targets)
    # What was said of the site as a whole, or of other pages, is not asked about.
    here = (one for one in report.judgements if one.judgement.about == "finding" and one.state != "unused")
    told = replace(report, judgements=tuple(here))
    _people.summary(paper, told)
    _people.judgements(paper, told, show_all)
    failed = sum(len(group.failed) for group in report.groups)
    doubtful = sum(len(group.open) for group in report.groups)
    paper.line(
        (
            paper.say(
                _("Pages: {pages}; checked against {rules} rules; failed: {failed}; open: {open}"),
                pages=seen,
                rules=report.rules,
                failed=failed,
                open=doubtful,
            ),
            "bold",
        )
    )
    paper.line(paper.translate(_("Single pages give no score; `inspector crawl URL` judges the whole site.")))


def _one_by_one(
    paper: Paper,
    report: Report,
    targets: Mapping[str, Sequence[str]],
    show_all: bool,
) -> None:
    by_url: dict[str, list[tuple[Group, Entry]]] = {}
    for group in report.groups:
        for entry in group.entries:
            by_url.setdefault(entry.url, []).append((group, entry))
    for page in report.pages.first(targets):
        found = by_url.pop(page["url"], [])
        _head(paper, ", ".join(targets.get(page["url"], [page["url"]])), found)
        paper.grid([[Text(label), Text(value)] for label, value in _facts(paper, page)], wide=1, indent=2)
        _found(paper, found, show_all)
        paper.blank()
    for url, found in by_url.items():
        _head(paper, ", ".join(targets.get(url, [url])), found)
        _found(paper, found, show_all)
        paper.blank()


def _head(paper: Paper, target: str, found: list[tuple[Group, Entry]]) -> None:
    """The page, and whether there is anything to do."""
    counted = [entry.outcome for _group, entry in found if not entry.waiver]
    failed, doubtful = counted.count(Outcome.FAILED), counted.count(Outcome.CANT_TELL)
    if failed:
        sign, style, words = "✘", "bold red", [paper.say(_("to mend: {count}"), count=failed)]
    elif doubtful:
        sign, style, words = "?", "bold magenta", []
    else:
        sign, style, words = "✔", "green", [paper.translate(_("nothing found"))]
    if doubtful:
        words.append(paper.say(_("to look at: {count}"), count=doubtful))
    if len(counted) < len(found):
        words.append(paper.say(_("waived: {count}"), count=len(found) - len(counted)))
    separator = paper.translate(_(", "))
    paper.line((f"{sign} {separator.join(words)}", style), " · ", (foreign(target, 0), "bold"), hang=2)


def _facts(paper: Paper, page: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    say, t = paper.say, paper.translate
    none = "–"
    yield t(_("Kind")), t(KINDS.get(page["kind"], page["kind"]))
    yield t(_("Title")), foreign(page["title"]) or none
    yield t(_("Published")), page["published"] or none
    source = page["source"]
    yield t(_("Source")), foreign(source) or (none if source is None else t(_("label without value")))
    encoding = page["encoding"]
    if (encoding["declared"] or "").lower() != encoding["used"].lower():
        yield (
            t(_("Encoding")),
            say(
                _("{used} (declared: {declared})"),
                used=encoding["used"],
                declared=encoding["declared"] or none,
            ),
        )
    if page["needs_rendering"]:
        told = _("shows only in a browser ({reason}): not judged for what it lacks")
        yield t(_("Content")), say(told, reason=page["needs_rendering"])
    if page["head_tags"]:
        yield t(_("Head tags")), ", ".join(plain(name, 40) for name in page["head_tags"])
    header = page["document_header"]
    if header:
        yield t(_("Header")), _joined(paper, (_field(paper, field) for field in header.values()))
    identity = {name: value for name, value in page["identity"].items() if value}
    if identity:
        yield t(_("Identity")), _joined(paper, (_identity(paper, *item) for item in identity.items()))
    listing = page["listing"]
    if listing:
        told = _("{count} items, newest {newest}") if listing["newest"] else _("{count} items without dates")
        yield t(_("List")), say(told, count=len(listing["items"]), newest=listing["newest"])


def _joined(paper: Paper, parts: Iterable[str]) -> str:
    return paper.translate(_("; ")).join(parts)


def _field(paper: Paper, field: Mapping[str, str]) -> str:
    label = plain(field["label"], 20)
    if field["state"] == "blank":
        return paper.say(_("{label} (blank)"), label=label)
    return paper.say(_("{label} {value}"), label=label, value=plain(field["value"], 40))


def _identity(paper: Paper, name: str, value: str) -> str:
    label = paper.translate(IDENTITY.get(name, name))
    if name in ("party_government_mark", "error_report_entry", "site_map_link"):
        return paper.say(_("{label} ✔"), label=label)
    return paper.say(_("{label} {value}"), label=label, value=plain(value, 40))


def _found(paper: Paper, found: list[tuple[Group, Entry]], show_all: bool) -> None:
    by_rule: dict[str, list[tuple[Group, Entry]]] = {}
    for group, entry in found:
        by_rule.setdefault(group.rule, []).append((group, entry))
    for of_rule in by_rule.values():
        group = of_rule[0][0]
        shown = of_rule if show_all else of_rule[:SHOWN]
        for _group, entry in shown:
            sign, _word, style = OUTCOMES[entry.outcome]
            message = paper.say(entry.message, **entry.data)
            place = paper.say(_("at {place}"), place=entry.at) if entry.at else ""
            paper.line((f"{sign} ", style), message, f" · {place}" if place else "", indent=2, hang=2)
            for word in (entry.judgement, entry.waiver):
                if word:
                    paper.line(_people.said(paper, word), indent=4, hang=2)
        more = len(of_rule) - len(shown)
        if more:
            paper.line(paper.say(_("… and {more} more (all with --all)"), more=more), indent=4)
        names = " · ".join([group.rule, *group.clauses])
        for fix in dict.fromkeys(group.advice(entry)[1] for _group, entry in shown):
            paper.line((paper.translate(_("Mend: ")), "bold"), f"{paper.translate(fix)} [{names}]", indent=4)


def _unread(paper: Paper, report: Report, targets: Mapping[str, Sequence[str]]) -> None:
    """Targets without a usable answer: whose problem it is, and what to do."""
    for failed in report.coverage.failed:
        for url in failed.urls:
            unread = paper.translate(_("not read"))
            paper.line(
                (f"? {unread}", "bold magenta"),
                " · ",
                (foreign(", ".join(targets.get(url, [url])), 0), "bold"),
                hang=2,
            )
            paper.line(f"{failed.code}: {paper.translate(failed.meaning)}", indent=2, hang=2)
            paper.line("→ ", paper.translate(failed.mend), indent=2, hang=2)
            paper.blank()
    if report.coverage.statuses:
        told = ", ".join(f"HTTP {status}: {count}" for status, count in report.coverage.statuses.items())
        paper.line(told)
