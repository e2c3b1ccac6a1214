"""The letters of citizens that the site publishes."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from inspector import Finding, Outcome, Site, _, site_rule

#: The elements as the standard calls them.
_NAMES = {"received": "留言时间", "replied": "答复时间", "unit": "答复单位", "reply": "答复内容"}
_OPEN = re.compile(
    "未(?:回复|答复|办理|处理|受理|办结)|待(?:回复|答复|办理|处理|受理|审核|审查)|(?:办理|处理|受理)中|已(?:受理|转办|交办)"
)
_SETTLED = re.compile("已(?:回复|答复|办结|处理|办理|反馈|解决)|办结")
_COMPLAINTS = re.compile("信访|纪检|监察|举报|检举|访谈|征集|调查")
_CHANNEL = re.compile("信箱|来信|留言|咨询|问政|12345|热线|诉求")
_LETTERS = """
    SELECT pages.id, url, title, json_extract(facts, '$.fields') AS fields, needs_rendering,
           coalesce(json_extract(facts, '$.head_tags.ColumnName'), '') AS place
    FROM pages JOIN urls USING (id)
    WHERE seen AND internal AND pages.kind = 'letter' ORDER BY url
"""
_LISTS = """
    SELECT url, coalesce(title, '') AS title, json_extract(facts, '$.letters') AS letters,
           coalesce(json_extract(facts, '$.head_tags.ColumnName'), '') AS place
    FROM pages JOIN urls USING (id)
    WHERE seen AND internal AND json_array_length(facts, '$.letters') > 0 ORDER BY url
"""
#: What the list of letters shows besides their titles counts for every letter in it.
_LISTED = """
    SELECT json_extract(facts, '$.fields') AS fields FROM links JOIN pages ON pages.id = page
    WHERE target = ? AND pages.kind = 'mailbox'
"""


@site_rule(applies=lambda site: site.crawled and site.home is not None)
def letters(
    site: Site,
    fields: Sequence[str] = tuple(_NAMES),
    months: int = 3,
    lookback: int = 365,
    workdays: int = 0,
    *,
    today: date,
) -> Iterator[Finding]:
    """Published letters show when they came, when, by whom and what was replied, and none waits too long.

    Why: a reply counts when others can read it and see how long it took. A question that has been waiting for
    months makes the site fail.

    Fix: answer the letter. Let the system show the time of the message, the time of the reply, the replying
    body and the reply itself with every letter.
    """
    rows = list(site.query(_LETTERS))
    yield from _listed_overdue(site, {_place(row["url"]) for row in rows}, months, lookback, today)
    if not rows:
        host = site.host_elsewhere(_CHANNEL)
        yield Finding(
            _("no published letter was seen; the channel is on {host}, which was not looked at")
            if host
            else _("no published letter was seen"),
            at="links",
            key="unseen",
            outcome=Outcome.CANT_TELL,
            url=site.home_url,
            aspect="unseen",
            host=host,
        )
    for row in rows:
        found = json.loads(row["fields"])
        received, replied = _day(found, "received"), _day(found, "replied")
        answered = _present(found, "reply") or bool(replied)
        status = found.get("status", {}).get("value", "")
        if answered or _SETTLED.search(status):
            yield from _elements(site, row, found, fields)
            if workdays and received and replied:
                yield from _late(row, received, replied, workdays)
            continue
        if not received or _COMPLAINTS.search(row["place"]):
            continue
        if _overdue(received, months, lookback, today):
            sure = bool(_OPEN.search(status)) and not row["needs_rendering"]
            yield Finding(
                _("the letter of {received} has no reply after {days} days"),
                at="letter",
                seen=status,
                key="overdue",
                outcome=Outcome.FAILED if sure else Outcome.CANT_TELL,
                url=row["url"],
                aspect="overdue",
                received=received.isoformat(),
                days=(today - received).days,
            )


def _listed_overdue(site: Site, seen: set[str], months: int, lookback: int, today: date) -> Iterator[Finding]:
    """Letters that a list shows as open, of which the letter itself was not seen."""
    for row in site.query(_LISTS):
        if _COMPLAINTS.search(f"{row['place']} {row['title']}"):
            continue
        for letter in json.loads(row["letters"]):
            received = _day_of(letter["received"])
            if not received or _place(letter["url"] or "") in seen or not _OPEN.search(letter["status"]):
                continue
            if not letter["replied"] and _overdue(received, months, lookback, today):
                yield Finding(
                    _("the letter of {received} has no reply after {days} days"),
                    at="list",
                    seen=letter["status"],
                    key=f"{letter['received']} {letter['title']}",
                    url=letter["url"] or row["url"],
                    aspect="overdue",
                    received=letter["received"],
                    days=(today - received).days,
                )


def _place(url: str) -> str:
    """An address without what the same page may be spelled with or without."""
    return url.partition("://")[2].removeprefix("www.")


def _overdue(received: date, months: int, lookback: int, today: date) -> bool:
    return received >= today - timedelta(days=lookback) and _months_later(received, months) < today


def _elements(site: Site, row: Any, found: dict[str, Any], fields: Sequence[str]) -> Iterator[Finding]:
    listed: set[str] = set()
    for one in site.query(_LISTED, row["id"]):
        listed |= set(json.loads(one["fields"]))
    missing = [name for name in fields if not _present(found, name) and name not in listed]
    if missing:
        yield Finding(
            _("the published letter lacks {count} element(s): {missing}"),
            at="letter",
            seen=row["needs_rendering"] or "",
            key="elements",
            outcome=Outcome.CANT_TELL if row["needs_rendering"] else Outcome.FAILED,
            url=row["url"],
            aspect="elements",
            missing="、".join(_NAMES.get(name, name) for name in missing),
            count=len(missing),
        )


def _late(row: Any, received: date, replied: date, workdays: int) -> Iterator[Finding]:
    days, official = _working_days(received, replied)
    if days > workdays:
        yield Finding(
            _("replied on {replied} to a letter of {received}: after {days} working days, not {workdays}"),
            at="letter",
            seen=replied.isoformat(),
            key="late",
            outcome=Outcome.FAILED if official else Outcome.CANT_TELL,
            url=row["url"],
            aspect="late",
            received=received.isoformat(),
            replied=replied.isoformat(),
            days=days,
            workdays=workdays,
        )


def _present(found: dict[str, Any], name: str) -> bool:
    return bool(found.get(name, {}).get("state") == "present")


def _day(found: dict[str, Any], name: str) -> date | None:
    return _day_of(found.get(name, {}).get("value", ""))


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _months_later(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def _working_days(first: date, last: date) -> tuple[int, bool]:
    """Working days after the first day, up to and with the last, and whether by the official calendar.

    In a year that the calendar does not cover they are weekdays, of which some may be holidays.
    """
    from chinese_calendar import is_workday

    days = [first + timedelta(days=n) for n in range(1, min((last - first).days, 400) + 1)]
    try:
        return sum(is_workday(day) for day in days), True
    except NotImplementedError:
        return sum(day.weekday() < 5 for day in days), False
