"""The list of a body's new media accounts, which only the office can give: CSV or TOML."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from inspector.errors import UsageError
from inspector.facts.dates import find_dates
from inspector.messages import _
from inspector.people.sheets import TOO_LARGE, wrong

#: Headings of the CSV and keys of the TOML → field.
FIELDS = {
    "name": "name",
    "名称": "name",
    "账号名称": "name",
    "platform": "platform",
    "平台": "platform",
    "url": "url",
    "网址": "url",
    "updated": "updated",
    "最近更新": "updated",
    "最近更新日期": "updated",
}
_LARGEST = 1_000_000
#: Says what is wrong at one place of a list: a message id and its data, made an error.
_Wrong = Callable[..., UsageError]


def account_clause(clause: str, account: str) -> str:
    """What a person's word on a clause is kept under where it is of one new media account only."""
    return f"{clause} @ {account}"


def read_accounts(path: Path) -> list[dict[str, str]]:
    """The accounts of a file: name, platform, url, updated (ISO, "" where it is not known).

    A CSV (UTF-8 or GB 18030) has a line of headings, a TOML file a table [[account]] for each. Raises
    UsageError with the line or the number of the entry that is wrong.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(TOO_LARGE, path=path)
        body = path.read_bytes()
    except OSError as error:
        raise UsageError(
            _("{path}: {error}; give the list of accounts"), path=path, error=error.strerror or error
        ) from None
    rows = _toml(path, body) if path.suffix.lower() == ".toml" else _csv(path, body)
    accounts: list[dict[str, str]] = []
    for wrong_here, row in rows:
        account = _account(wrong_here, row)
        if any(all(one[key] == account[key] for key in ("name", "platform")) for one in accounts):
            raise wrong_here(why=_("the account '{account}' stands there already"), account=account["name"])
        accounts.append(account)
    return accounts


def _toml(path: Path, body: bytes) -> Iterator[tuple[_Wrong, Mapping[Any, Any]]]:
    try:
        entries = tomllib.loads(body.decode("utf-8")).get("account", [])
    except UnicodeDecodeError:
        raise UsageError(_("{path} is not UTF-8 text: save it as UTF-8"), path=path) from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = place.groups() if place else (body.count(b"\n") + 1, 1)
        raise UsageError(
            _("{path} is not TOML, see line {line}, column {column}"), path=path, line=line, column=column
        ) from None
    for number, entry in enumerate(entries if isinstance(entries, list) else [entries], 1):
        wrong_here = partial(UsageError, _("{path}, account {number}: {why}"), path=path, number=number)
        if not isinstance(entry, dict):
            raise wrong_here(why=_("write it as a table [[account]]"))
        yield wrong_here, entry


def _csv(path: Path, body: bytes) -> Iterator[tuple[_Wrong, Mapping[Any, Any]]]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("gb18030", "replace")
    reader = csv.DictReader(text.splitlines())
    known = {FIELDS[heading.strip()] for heading in reader.fieldnames or () if heading.strip() in FIELDS}
    if missing := {"name", "updated"} - known:
        raise wrong(
            path,
            1,
            _("there is no column '{heading}'; headings: {headings}"),
            heading=min(missing),
            headings=list(FIELDS),
        )
    for row in reader:
        if any(row.values()):
            yield (
                partial(wrong, path, reader.line_num),
                {(key or "").strip(): value for key, value in row.items()},
            )


def _account(wrong_here: _Wrong, row: Mapping[Any, Any]) -> dict[str, str]:
    account = {"name": "", "platform": "", "url": "", "updated": ""}
    for heading, value in row.items():
        if field := FIELDS.get(heading):
            account[field] = value.isoformat() if isinstance(value, date) else str(value or "").strip()
    if not account["name"]:
        raise wrong_here(why=_("the account has no name"))
    if account["updated"]:
        found = find_dates(account["updated"])
        if not found:
            raise wrong_here(
                why=_("'{written}' is no day; write it as 2026-01-31"), written=account["updated"]
            )
        account["updated"] = found[0].date.isoformat()
    return account
