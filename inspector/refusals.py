"""What the operating system or SQLite refused, as one sentence that says what to do."""

from __future__ import annotations

import contextlib
import errno
import shutil
import sqlite3
from pathlib import Path

from inspector.errors import UsageError
from inspector.messages import _

#: What they say, word for word, so that it can be translated; other words stand as they are.
SAID = (
    _("No space left on device"),
    _("Disk quota exceeded"),
    _("File too large"),
    _("Read-only file system"),
    _("Permission denied"),
    _("Operation not permitted"),
    _("Input/output error"),
    _("No such file or directory"),
    _("Not a directory"),
    _("Is a directory"),
    _("File exists"),
    _("File name too long"),
    _("Too many open files"),
    _("Address already in use"),
    _("database or disk is full"),
    _("attempt to write a readonly database"),
    _("unable to open database file"),
    _("database is locked"),
    _("disk I/O error"),
    _("database disk image is malformed"),
    _("file is not a database"),
    _("malformed JSON"),
)

#: Bytes that SQLite needs beside a database before it opens it.
ROOM = 1 << 16

_FULL = _(
    "{what} cannot be used ({error}): free some space and run the same command again; what was stored stays"
)
_BUSY = _(
    "{what} cannot be used ({error}): wait for the other program that uses it, or end it, then run the same "
    "command again; what was stored stays"
)
_DAMAGED = _(
    "{what} cannot be used ({error}): give another folder; "
    "`inspector replay FOLDER/evidence.warc.gz --out NEW-FOLDER` judges again what evidence this one holds"
)
_PORT = _("{error}: end the other program that uses this port, then run the same command again")
_OTHER = _(
    "{what} cannot be used ({error}): check the folder, its permissions and its disk, then run the same "
    "command again; what was stored stays"
)
_BY_CODE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_ERROR: _DAMAGED,  # tables or values are not what we wrote
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
_BY_NUMBER = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EADDRINUSE: _PORT,
}


def damaged(entry: str) -> UsageError:
    """The sentence for what stands in a database and is not as it was written."""
    return UsageError(_DAMAGED, what=_("the database"), error=entry)


def refusal(error: OSError | sqlite3.Error, place: object = None) -> UsageError:
    """The sentence for an error of the disk, the network or the database; `place` is what refused."""
    if isinstance(error, OSError):
        message = _BY_NUMBER.get(error.errno or 0, _OTHER)
        what, told = error.filename or _("the disk"), error.strerror or str(error)
    else:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        message = _FULL if code == sqlite3.SQLITE_IOERR and _full(place) else _BY_CODE.get(code, _OTHER)
        what, told = _("the database"), str(error)
    return UsageError(message, what=str(place or what), error=told)


def _full(place: object) -> bool:
    """Whether the disk of a path has no room for what SQLite puts beside a database."""
    if isinstance(place, Path):
        with contextlib.suppress(OSError):
            return shutil.disk_usage(place).free < ROOM
    return False
