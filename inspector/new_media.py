"""The list of a body's new media accounts, which only the office can give: CSV or TOML."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from inspector.errors import UsageError
from inspector.facts.dates import find_dates

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
            raise UsageError(f"{path} is larger than any such list: give the file that was filled in")
        body = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}; give the list of accounts") from None
    rows = _toml(path, body) if path.suffix.lower() == ".toml" else _csv(path, body)
    accounts: list[dict[str, str]] = []
    for place, row in rows:
        account = _account(path, place, row)
        if any(all(one[key] == account[key] for key in ("name", "platform")) for one in accounts):
            raise UsageError(f"{path}, {place}: the account {account['name']!r} stands there already")
        accounts.append(account)
    return accounts


def _toml(path: Path, body: bytes) -> Iterator[tuple[str, Mapping[Any, Any]]]:
    try:
        entries = tomllib.loads(body.decode("utf-8")).get("account", [])
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} is not TOML: {error}") from None
    for number, entry in enumerate(entries if isinstance(entries, list) else [entries], 1):
        if not isinstance(entry, dict):
            raise UsageError(f"{path}, account {number}: write it as a table [[account]]")
        yield f"account {number}", entry


def _csv(path: Path, body: bytes) -> Iterator[tuple[str, Mapping[Any, Any]]]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("gb18030", "replace")
    reader = csv.DictReader(text.splitlines())
    known = {FIELDS[heading.strip()] for heading in reader.fieldnames or () if heading.strip() in FIELDS}
    if missing := {"name", "updated"} - known:
        headings = ", ".join(FIELDS)
        raise UsageError(f"{path}, line 1: there is no column {min(missing)!r}; headings: {headings}")
    for row in reader:
        if any(row.values()):
            yield f"line {reader.line_num}", {(key or "").strip(): value for key, value in row.items()}


def _account(path: Path, place: str, row: Mapping[Any, Any]) -> dict[str, str]:
    account = {"name": "", "platform": "", "url": "", "updated": ""}
    for heading, value in row.items():
        if field := FIELDS.get(heading):
            account[field] = value.isoformat() if isinstance(value, date) else str(value or "").strip()
    if not account["name"]:
        raise UsageError(f"{path}, {place}: the account has no name")
    if account["updated"]:
        found = find_dates(account["updated"])
        if not found:
            raise UsageError(f"{path}, {place}: {account['updated']!r} is no day; write it as 2026-01-31")
        account["updated"] = found[0].date.isoformat()
    return account
