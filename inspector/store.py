"""The SQLite database of one inspection: its tables, its migrations, and what is kept in it by key.

The tables are a public interface; `TABLES` is also the field dictionary of the documentation.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from inspector.errors import UsageError
from inspector.messages import _
from inspector.refusals import damaged, refusal

SCHEMA_VERSION = 2


@dataclass(frozen=True)
class Table:
    """One table: what it holds, its columns (SQL type and meaning), and the rest of its definition."""

    holds: str
    columns: Mapping[str, tuple[str, str]]
    constraints: tuple[str, ...] = ()
    options: str = ""


TABLES: dict[str, Table] = {
    "inspection": Table(
        "what was inspected, when, and with what: one row a key, values as JSON",
        {"key": ("TEXT PRIMARY KEY", "name"), "value": ("TEXT NOT NULL", "JSON")},
    ),
    "urls": Table(
        "every address met, on pages or fetched",
        {
            "id": ("INTEGER PRIMARY KEY", "63 bits of the BLAKE2b hash of the canonical address"),
            "url": ("TEXT NOT NULL", "canonical address"),
            "internal": ("INTEGER NOT NULL", "1 where it belongs to the inspected site"),
        },
    ),
    "pages": Table(
        "every address asked for, with what came back and the facts read from it",
        {
            "id": ("INTEGER PRIMARY KEY REFERENCES urls(id)", "the address"),
            "status": ("INTEGER NOT NULL", "HTTP status; 0 where no answer came"),
            "failure": ("TEXT", "reason code where no usable answer came, or a wall answered"),
            "location": (
                "INTEGER REFERENCES urls(id)",
                "where a redirect points, or the page that this address only spells in another way",
            ),
            "media": ("TEXT NOT NULL", "html, script, style, image, document or other"),
            "seen": ("INTEGER NOT NULL", "1 where a reader could read it: HTML, status 200, no wall"),
            "kind": ("TEXT", "kind of page"),
            "title": ("TEXT", "title as shown"),
            "published": ("TEXT", "publication date, ISO"),
            "newest": ("TEXT", "newest date of its main list, ISO"),
            "items": ("INTEGER", "number of items in its main list; null where it has none"),
            "needs_rendering": ("TEXT", "why its content shows only in a browser"),
            "text_length": ("INTEGER", "characters of visible text"),
            "facts": ("TEXT", "all facts of the page as JSON, keys as in the JSON report"),
            "fetched": ("TEXT NOT NULL", "time of the answer, ISO, UTC"),
            "file": ("TEXT", "WARC file of the evidence"),
            "offset": ("INTEGER", "byte offset of its record"),
            "length": ("INTEGER", "bytes of its record"),
            "digest": ("TEXT", "payload digest of the record"),
        },
    ),
    "links": Table(
        "what each page points at",
        {
            "page": ("INTEGER NOT NULL REFERENCES pages(id)", "the page that points"),
            "position": ("INTEGER NOT NULL", "order in the page, from 0"),
            "target": ("INTEGER NOT NULL REFERENCES urls(id)", "the address pointed at"),
            "kind": ("TEXT NOT NULL", "page, image, attachment, script, style, frame or form"),
            "via": ("TEXT NOT NULL", "the element or attribute that points"),
            "text": ("TEXT NOT NULL", "anchor text"),
        },
        ("PRIMARY KEY (page, position)",),
        "WITHOUT ROWID",
    ),
    "anchors": Table(
        "the links of all pages together, each text and kind once for a target; made when the crawl is done",
        {
            "target": ("INTEGER NOT NULL REFERENCES urls(id)", "the address pointed at"),
            "kind": ("TEXT NOT NULL", "kind of link"),
            "text": ("TEXT NOT NULL", "anchor text"),
            "times": ("INTEGER NOT NULL", "how many links say so"),
        },
        ("PRIMARY KEY (target, kind, text)",),
        "WITHOUT ROWID",
    ),
    "columns": Table(
        "the columns (栏目) of the site, found when the crawl is done",
        {
            "page": ("INTEGER PRIMARY KEY REFERENCES pages(id)", "its first page"),
            "name": ("TEXT NOT NULL", "name as shown"),
            "class": ("TEXT", "canonical class"),
            "confidence": ("REAL", "of the class, 0 to 1"),
            "reason": ("TEXT", "why this class"),
            "level": ("INTEGER", "1 where the home page's navigation names it, else steps from there"),
            "state": ("TEXT NOT NULL", "dated, undated, blank, gateway, text or unseen"),
            "newest": ("TEXT", "date of its newest item, ISO"),
            "items": ("INTEGER NOT NULL", "items seen in its list"),
        },
    ),
    "outcomes": Table(
        "the outcome of every rule on every page, or on the site (page null); passes too",
        {
            "rule": ("TEXT NOT NULL", "rule id"),
            "page": ("INTEGER REFERENCES pages(id)", "the page, null for the site"),
            "outcome": ("TEXT NOT NULL", "EARL outcome"),
        },
    ),
    "findings": Table(
        "what the rules saw",
        {
            "id": ("INTEGER PRIMARY KEY", "running number"),
            "rule": ("TEXT NOT NULL", "rule id"),
            "page": ("INTEGER REFERENCES pages(id)", "the page whose record is the evidence"),
            "url": ("TEXT NOT NULL", "address it is about"),
            "outcome": ("TEXT NOT NULL", "failed or cantTell"),
            "at": ("TEXT NOT NULL", "place in the page"),
            "seen": ("TEXT NOT NULL", "text seen there"),
            "message": ("TEXT NOT NULL", "message id"),
            "data": ("TEXT NOT NULL", "JSON of the message's values"),
            "key": ("TEXT NOT NULL", "what tells it from other findings of the rule on this address"),
            "fingerprint": ("TEXT NOT NULL", "its name across inspections"),
        },
    ),
    "judgements": Table(
        "what people said of clauses and findings; of several outcomes (or waivers) on one the last holds",
        {
            "id": ("INTEGER PRIMARY KEY", "running number"),
            "about": ("TEXT NOT NULL", "clause or finding"),
            "item": ("TEXT NOT NULL", "clause id, or fingerprint of the finding"),
            "rule": ("TEXT", "rule of the finding; null for a clause"),
            "profile": ("TEXT NOT NULL", "id of the standard it was given under"),
            "version": ("TEXT NOT NULL", "version of that standard"),
            "inspected": ("TEXT NOT NULL", "day of the inspection that it was given on, ISO"),
            "outcome": ("TEXT NOT NULL", "EARL outcome, waived, or withdrawn"),
            "points": ("REAL", "points lost (won, for a bonus) by a clause, where the person said so"),
            "who": ("TEXT NOT NULL", "who said it"),
            "said": ("TEXT NOT NULL", "the day it was said, ISO"),
            "reason": ("TEXT NOT NULL", "why"),
            "approver": ("TEXT NOT NULL", "who approved a waiver"),
            "until": ("TEXT", "the last day it holds, ISO; null where it ends with nothing"),
        },
    ),
    "ledger": Table(
        "what the office that runs the site says of its columns; it stands above what was found",
        {
            "url": ("TEXT PRIMARY KEY", "address of the column, canonical"),
            "page": ("INTEGER REFERENCES urls(id)", "the column of this inspection that it is; null if none"),
            "name": ("TEXT NOT NULL", "name"),
            "class": ("TEXT", "canonical class; null for none"),
            "owner": ("TEXT NOT NULL", "department that looks after it"),
            "period": ("INTEGER", "longest time without an update, days; null for that of its class"),
            "judged": ("INTEGER NOT NULL", "0 where it is left out"),
        },
    ),
}
#: Tables that a database of version 1 does not have.
SECOND = ("judgements", "ledger")
INDEXES = {"outcomes_page": "outcomes (page)", "findings_page": "findings (page)"}
#: Built when the crawl is done: they would slow the stream.
LATE_INDEXES = {
    "links_target": "links (target)",
    "pages_kind": "pages (kind)",
    "outcomes_rule": "outcomes (rule)",
    "findings_rule": "findings (rule, url, at)",
}


class StoreError(UsageError):
    """The database cannot be used; the message says why and what to do."""


#: What SQLite says where it cannot write beside a database, as it does even to read one.
_CANNOT_WRITE = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY)


def open_database(path: Path | None, *, reading: bool = False) -> sqlite3.Connection:
    """Open (making it where needed) the database of an inspection; None keeps it in memory.

    One that is only for `reading` may stand in a folder where nothing can be written, or on a full disk.
    Raises StoreError where the file is no such database, or was written by a newer version.
    """
    copied = reading and path is not None and path.exists() and not os.access(path.parent, os.W_OK)
    try:
        return _open(path, copied=copied)
    except StoreError as error:
        code = getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF
        if copied or not reading or code not in _CANNOT_WRITE:
            raise
        try:
            return _open(path, copied=True)
        except StoreError:
            raise error from None


def _open(path: Path | None, *, copied: bool) -> sqlite3.Connection:
    import sqlite_utils

    database = sqlite_utils.Database(path) if path and not copied else sqlite_utils.Database(memory=True)
    connection: sqlite3.Connection = database.conn
    connection.isolation_level = None
    connection.row_factory = sqlite3.Row
    try:
        if path and copied:
            _copy(path, connection)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise StoreError(
                _(
                    "{path} was written by a newer version (schema {version}, this one reads {known}): "
                    "update the program, or give another folder"
                ),
                path=path,
                version=version,
                known=SCHEMA_VERSION,
            )
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if not version and tables and "_sqlite_migrations" not in tables:
            raise StoreError(
                _("{path} is a database of something else: give another folder"),
                path=path,
            )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA busy_timeout = 30000")
        connection.execute("PRAGMA cache_size = -4000")
        if version < SCHEMA_VERSION:
            _migrations().apply(database)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        else:
            _try_to_write(connection)
    except (sqlite3.DatabaseError, OSError) as error:
        connection.close()
        refused = refusal(error, path)
        raise StoreError(refused.message, **refused.data) from error
    except StoreError:
        connection.close()
        raise
    return connection


def _try_to_write(connection: sqlite3.Connection) -> None:
    """Write what stands there: whether that can be done shows now, and not in the midst of something."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:  # somebody else is writing: it can be done
            raise
    connection.execute("PRAGMA busy_timeout = 30000")


def _copy(path: Path, connection: sqlite3.Connection) -> None:
    """Load a database that SQLite cannot open where it stands, since it would have to write beside it."""
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or not log.stat().st_size:
        held = bytearray(path.read_bytes())
        held[18:20] = b"\1\1"  # in memory there is no write-ahead log
        connection.deserialize(held)
        return
    with TemporaryDirectory() as folder:
        for file in (path, log):
            shutil.copyfile(file, Path(folder, file.name))
        with contextlib.closing(sqlite3.connect(Path(folder, path.name))) as source:
            source.backup(connection)


def _migrations() -> Any:
    from sqlite_utils import Migrations

    from inspector.crawling.frontier import create_tables

    migrations = Migrations("inspector")

    def create(database: Any, name: str) -> None:
        table = TABLES[name]
        lines = [f"[{column}] {kind}" for column, (kind, _holds) in table.columns.items()]
        definition = ", ".join([*lines, *table.constraints])
        database.execute(f"CREATE TABLE [{name}] ({definition}) {table.options}")

    @migrations()
    def first(database: Any) -> None:
        for name in [one for one in TABLES if one not in SECOND]:
            create(database, name)
        for name, columns in INDEXES.items():
            database.execute(f"CREATE INDEX {name} ON {columns}")
        create_tables(database.conn)

    @migrations()
    def second(database: Any) -> None:
        for name in SECOND:
            create(database, name)

    return migrations


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One write transaction; rolled back when the block raises. Takes part in one already open."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def get(connection: sqlite3.Connection, key: str, default: Any = None) -> Any:
    """A value of the table `inspection`."""
    row = connection.execute("SELECT value FROM inspection WHERE key = ?", (key,)).fetchone()
    try:
        return default if row is None else json.loads(row[0])
    except ValueError:
        raise damaged(f"inspection.{key}") from None


def stored_day(connection: sqlite3.Connection) -> date | None:
    """The day of the inspection in a database; None where it holds none."""
    value = get(connection, "today")
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        raise damaged("inspection.today") from None


def put(connection: sqlite3.Connection, **values: Any) -> None:
    """Set values of the table `inspection`."""
    connection.executemany(
        "INSERT OR REPLACE INTO inspection VALUES (?, ?)",
        [(key, json.dumps(value, ensure_ascii=False)) for key, value in values.items()],
    )


_dumps = partial(json.dumps, ensure_ascii=False, separators=(",", ":"), default=str)
_strictly = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str, allow_nan=False).encode


def as_json(value: Any) -> str:
    """Compact JSON that SQLite can read: lone surrogates become "?", numbers that are none null."""
    try:
        text = _strictly(value)
    except ValueError:
        text = _dumps(json.loads(_dumps(value), parse_constant=lambda _: None))
    return text.encode("utf-8", "replace").decode()


@lru_cache(1024)
def from_json(text: str) -> Mapping[str, Any]:
    """The object that a JSON text holds; equal texts give one object, which nobody may change."""
    value: dict[str, Any] = json.loads(text)
    return value


def insert(table: str) -> str:
    """The INSERT statement of a table, all columns in order."""
    return f"INSERT INTO [{table}] VALUES ({', '.join('?' * len(TABLES[table].columns))})"


def finish_links(connection: sqlite3.Connection) -> None:
    """Build what the site rules and the reports use: indexes, and the table `anchors`."""
    connection.execute("PRAGMA cache_size = -2000")  # only the stream of pages needs more
    connection.execute("DELETE FROM anchors")
    connection.execute(  # GROUP BY would sort all links of the site
        "INSERT INTO anchors SELECT target, kind, text, 1 FROM links WHERE true"
        " ON CONFLICT DO UPDATE SET times = times + 1"
    )
    for name, columns in LATE_INDEXES.items():
        connection.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}")
