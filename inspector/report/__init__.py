"""The report of an inspection: what the renderers of this folder print.

Each renderer is a module with `render(report, lang, **options)`, which gives the text piece by piece; it is
found by its name.
"""

from __future__ import annotations

import importlib
import pkgutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import Any

from inspector import __version__, store
from inspector.failures import FAILURES, Failure
from inspector.health import ailments
from inspector.messages import _
from inspector.people.judgement import FALSE_ALARM, Judgement, Words, mend, settle, stored_judgements
from inspector.people.new_media import account_clause
from inspector.profile import Profile
from inspector.report._entries import Entries, Entry, Group
from inspector.report._forecast import forecast
from inspector.report._groups import Reader, batches, groups
from inspector.report._model import (
    Account,
    ColumnRow,
    Coverage,
    Failed,
    LearnedLabel,
    LeftOut,
    Outlook,
    Report,
    Searched,
    Step,
    StoredPages,
    Supposed,
    Unrendered,
    Word,
    clause_name,
    clause_text,
)
from inspector.report._owners import Owners, owners
from inspector.report._steps import steps
from inspector.report._what_if import suppose
from inspector.rule import Outcome, Rule
from inspector.score import Score, score
from inspector.site import Column, Site
from inspector.tally import Tally, rule_results

__all__ = [
    "Account",
    "ColumnRow",
    "Coverage",
    "Entries",
    "Entry",
    "Failed",
    "Group",
    "LearnedLabel",
    "LeftOut",
    "Outlook",
    "Report",
    "Step",
    "StoredPages",
    "Supposed",
    "Word",
    "build",
    "clause_name",
    "clause_text",
    "formats",
    "periods",
    "pieces",
    "render",
]

#: What is said of a reason code that only another version of the program knows.
UNKNOWN = Failure(
    "",
    "unknown",
    _("a reason that this version of the program does not know"),
    _("read the report with the version that wrote it"),
)


def formats() -> list[str]:
    """The names of the renderers in this folder."""
    return sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))


def render(report: Report, format_: str, lang: str, **options: Any) -> str:
    """The report in a format (see `formats`); each renderer takes the options it knows."""
    return "".join(pieces(report, format_, lang, **options))


def pieces(report: Report, format_: str, lang: str, **options: Any) -> Iterator[str]:
    """The same piece by piece, so that the whole need not be held in memory."""
    if format_ not in formats():
        raise ValueError(f"there is no report format {format_!r}; there are: {', '.join(formats())}")
    yield from importlib.import_module(f"{__name__}.{format_}").render(report, lang, **options)


def build(
    connection: sqlite3.Connection,
    profile: Profile,
    rules: Mapping[str, Rule],
    without: tuple[str, ...] = (),
    *,
    mended: Sequence[str] = (),
) -> Report:
    """The report of a stored inspection under a profile; a pure function of the database.

    `mended` are rules, clauses and fingerprints to suppose mended: the report says the score it would give.
    Raises UsageError where it knows no such thing.
    """
    crawled = store.get(connection, "crawled", True)
    samples = crawled and any("sample" in rule.options for rule in rules.values())
    site = Site(connection, store.get(connection, "start", ""), crawled=crawled)
    today = date.fromisoformat(store.get(connection, "today", "1970-01-01"))
    judgements = stored_judgements(connection, profile.id)
    tally = Tally(connection, profile, (*(one.item for one in judgements), *mended))
    results = rule_results(site, rules, tally)
    ill = ailments(site, profile.least_pages)

    def scored(said: Iterable[Judgement], gone: Set[int] = frozenset()) -> Score:
        settled = settle(mend(results, gone), said, today)
        return score(
            profile,
            settled.results,
            decisions=settled.decisions,
            bonus=site.crawled,
            without=without,
            ill=ill,
            accounts=site.account_names,
        )

    result, words = scored(judgements), Words(judgements, today)
    waived = any(one.waiver and one.holds(today) for one in words.last)
    columns = _columns(site, profile, rules, today)
    departments = Owners(columns)
    found = batches(tally, result, words)
    made = groups(found, result, rules, Reader(connection, tally, departments))
    supposed = suppose(mended, found, profile, rules, today)
    return Report(
        start=site.start,
        crawled=crawled,
        today=today,
        profile=profile,
        version=__version__,
        rules_version=store.get(connection, "rules_version", ""),
        seed=store.get(connection, "seed") if samples else None,
        score=result,
        gross=scored(one for one in judgements if not one.waiver) if waived else None,
        supposed=Supposed(tuple(mended), scored([*judgements, *supposed.said], supposed.gone))
        if mended
        else None,
        accounts=tuple(_accounts(site, result)),
        judgements=tuple(_words(words, connection, result, today)),
        false_alarms=sum(
            batch.counted.count
            for of_rule in found.values()
            for batch in of_rule
            if batch.outcome in FALSE_ALARM
        ),
        groups=made,
        columns=columns,
        owners=owners(columns, made),
        forecast=forecast(site, profile, rules, results, judgements, result, departments, today, without)
        if crawled
        else (),
        coverage=_coverage(site, columns),
        steps=steps(result, made),
        rules=_looked(connection, rules, crawled=crawled),
        pages=StoredPages(connection),
    )


def _looked(connection: sqlite3.Connection, rules: Mapping[str, Rule], *, crawled: bool) -> int:
    """How many rules looked: all; at hand-picked pages, those for pages and what else they concern."""
    ran = {row[0] for row in connection.execute("SELECT DISTINCT rule FROM outcomes")}
    return sum(crawled or rule.scope == "page" or rule.id in ran for rule in rules.values())


def _accounts(site: Site, result: Score) -> Iterator[Account]:
    """The new media accounts in the order of the office's list, each with its sheet."""
    for name, given in zip(site.account_names, site.accounts, strict=True):
        yield Account(name, given["url"], given["updated"], result.accounts[name])


def _words(words: Words, connection: sqlite3.Connection, result: Score, today: date) -> Iterator[Word]:
    """What people said, in the order they said it, each with what it is about."""
    said = store.as_json([one.item for one in words.last if one.about == "finding"])
    rows = connection.execute(
        "SELECT * FROM findings WHERE fingerprint IN (SELECT value FROM json_each(?)) ORDER BY id", (said,)
    )
    findings = {row["fingerprint"]: row for row in rows}
    lines = {line.clause.id: line for line in result.lines}
    for name, sheet in result.accounts.items():
        lines |= {account_clause(line.clause.id, name): line for line in sheet.lines}
    for one in words.last:
        state = "in_force" if one.holds(today) else "expired"
        row, line = findings.get(one.item), lines.get(one.item)
        if one.about == "finding" and row:
            data = store.from_json(row["data"])
            yield Word(one, state, Outcome(row["outcome"]), row["url"], row["message"], data)
        elif one.about == "clause" and line:
            yield Word(one, state, line.by_rules or line.outcome, None, "", {})
        else:
            yield Word(one, "unused", None, None, "", {})


def _columns(site: Site, profile: Profile, rules: Mapping[str, Rule], today: date) -> tuple[ColumnRow, ...]:
    """The columns: those that a period is set for, then those the navigation names; the worst first."""
    due = periods(profile, rules)
    order = ("overdue", "blank", "undated", "unseen", "dated")
    said = _freshness(site, rules)
    rows = [_column(column, due, today, said) for column in site.all_columns]

    def rank(row: ColumnRow) -> tuple[bool, bool, int, int, str, str]:
        state = "overdue" if row.overdue else row.state
        worst = order.index(state) if state in order else len(order)
        return not row.judged, row.period is None, row.level or 99, worst, row.name, row.url

    return tuple(sorted(rows, key=rank))


def periods(profile: Profile, rules: Mapping[str, Rule]) -> Mapping[str, int]:
    """Class of column → days, from whichever rules have an option of that name."""
    merged: dict[str, int] = {}
    for rule in rules.values():
        if "periods" in rule.options:
            merged.update({**rule.options, **profile.options.get(rule.id, {})}["periods"] or {})
    return merged


def _freshness(site: Site, rules: Mapping[str, Rule]) -> Mapping[str, Outcome]:
    """Column address → what the rules that know periods say of it, where they found anything."""
    names = [rule.id for rule in rules.values() if "periods" in rule.options]
    rows = site.query(
        f"SELECT url, outcome FROM findings WHERE rule IN ({', '.join('?' * len(names))}) ORDER BY outcome",
        *names,
    )
    return {row["url"]: Outcome(row["outcome"]) for row in rows}


def _column(column: Column, due: Mapping[str, int], today: date, said: Mapping[str, Outcome]) -> ColumnRow:
    return ColumnRow(
        name=column.name,
        url=column.url,
        class_=column.class_,
        level=column.level,
        state=column.state,
        newest=column.newest,
        items=column.items,
        age=(today - column.newest).days if column.newest else None,
        period=due.get(column.class_ or "") if column.period is None else column.period,
        confidence=column.confidence,
        owner=column.owner,
        judged=column.judged,
        verdict=said.get(column.url),
    )


def _coverage(site: Site, columns: Iterable[ColumnRow]) -> Coverage:
    counts = next(
        site.query(
            """
            SELECT count(*) FILTER (WHERE seen) AS seen, count(*) AS asked,
                   count(*) FILTER (WHERE status > 0) AS answered FROM pages
            """
        )
    )
    statuses = site.query(
        """
        SELECT status, count(*) FROM pages WHERE status >= 400 AND failure IS NULL
        GROUP BY status ORDER BY status
        """
    )
    codes = site.query(
        "SELECT failure, count(*) FROM pages WHERE failure IS NOT NULL GROUP BY failure ORDER BY 2 DESC, 1"
    )
    not_visited = site.query(
        """
        SELECT count(*) FROM urls WHERE internal AND id NOT IN (SELECT id FROM pages)
        AND EXISTS (SELECT 1 FROM links WHERE target = urls.id AND kind = 'page')
        """
    )
    left_out = site.query(
        """
        SELECT reason, sum(count), min(pattern) FROM guarded GROUP BY reason ORDER BY 2 DESC, reason
        """
    )
    crawl = store.get(site.connection, "crawl") or {}
    return Coverage(
        seen=counts["seen"],
        asked=counts["asked"],
        answered=counts["answered"],
        statuses={row[0]: row[1] for row in statuses},
        failed=tuple(_failed(site, code, count) for code, count in codes),
        rendered=next(site.query("SELECT count(*) FROM pages WHERE json_extract(facts, '$.rendered')"))[0],
        unrendered=_unrendered(site, crawl.get("not_rendered") or {}),
        left_out=tuple(LeftOut(*row) for row in left_out),
        not_visited=next(not_visited)[0] if site.crawled else 0,
        labels=tuple(
            LearnedLabel(one["label"], one["field"], one["pages"], tuple(one["urls"]))
            for one in store.get(site.connection, "header_labels", [])
        ),
        searched=tuple(
            Searched(one["title"], one["page"], one["url"], (one["answer"] or {"state": "unclear"})["state"])
            for one in (site.search or {}).get("questions", ())
        ),
        dates_compared=site.earlier["compared"] if site.earlier else None,
        columns_unseen=tuple(column.name for column in columns if column.state == "unseen"),
        columns_missing=tuple(
            row[0] or row[1]
            for row in site.query("SELECT name, url FROM ledger WHERE page IS NULL AND judged ORDER BY url")
        ),
        stopped=crawl.get("stop"),
        detail=crawl.get("detail") or "",
        detail_data=crawl.get("data") or {},
        seconds=crawl.get("seconds"),
    )


def _unrendered(site: Site, tried: Mapping[str, str]) -> tuple[Unrendered, ...]:
    found: dict[tuple[str, str | None], list[str]] = {}
    rows = site.query(
        "SELECT url, needs_rendering FROM pages JOIN urls USING (id)"
        " WHERE seen AND needs_rendering IS NOT NULL ORDER BY needs_rendering, url"
    )
    for url, reason in rows:
        found.setdefault((reason, tried.get(url)), []).append(url)
    return tuple(Unrendered(*key, tuple(urls)) for key, urls in found.items())


def _failed(site: Site, code: str, count: int) -> Failed:
    failure = FAILURES.get(code, UNKNOWN)
    urls = site.query(
        "SELECT url FROM pages JOIN urls USING (id) WHERE failure = ? ORDER BY url LIMIT 10", code
    )
    return Failed(code, count, failure.whose, failure.meaning, failure.mend, tuple(row[0] for row in urls))
