"""Reads foreign documents in a process of its own, which may fail, hang or grow without harm.

`python -m inspector.annual_report.child` is that process: it answers one document after the other on its
standard streams, each message a length (8 bytes) and that many bytes. Where the system has such limits it
sets them on its own memory and files; everywhere the parent ends it when a document takes too long.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from types import TracebackType
from typing import Any, BinaryIO

from inspector.annual_report.grids import Grid, Place
from inspector.annual_report.reading import Document
from inspector.errors import UsageError
from inspector.messages import _

SECONDS = 30.0
MEMORY = 1536 * 2**20  # bytes of address space
MOST_BYTES = 40 * 2**20
TOO_MUCH = _("reading it takes more memory than a report needs; save the file again")


class UnreadableError(UsageError):
    """A document that is not read; the message is one sentence that says why and what to do."""


class Reader:
    """Reads documents in a child process that is started when first needed and again when it was ended."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes | None] = queue.Queue()

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream:
                try:
                    stream.close()
                except OSError:
                    pass
        process.wait()

    def read(self, body: bytes) -> Document:
        """The document in a file's bytes. Raises UnreadableError with the reason."""
        if len(body) > MOST_BYTES:
            raise UnreadableError(_("larger than {most} MB; give a smaller file"), most=MOST_BYTES >> 20)
        process = self._process or self._start()
        assert process.stdin
        try:
            _send(process.stdin, body)
            answer = self._answers.get(timeout=self._seconds)
        except queue.Empty:
            self.close()
            raise UnreadableError(
                _("not read within {seconds} seconds; save the file again"), seconds=self._seconds
            ) from None
        except OSError:
            answer = None
        if answer is None:
            self.close()
            raise UnreadableError(TOO_MUCH)
        told = json.loads(answer)
        if "refused" in told:
            raise UnreadableError(told["refused"], **told["data"])
        return unpacked(told)

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "inspector.annual_report.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._process = process
        self._answers = queue.Queue()
        threading.Thread(target=_listen, args=(process, self._answers), daemon=True).start()
        return process


def _listen(process: subprocess.Popen[bytes], answers: queue.Queue[bytes | None]) -> None:
    assert process.stdout
    try:
        while (message := _receive(process.stdout)) is not None:
            answers.put(message)
    except (OSError, ValueError):
        pass
    answers.put(None)


def _send(stream: BinaryIO | Any, message: bytes) -> None:
    stream.write(len(message).to_bytes(8, "big"))
    stream.write(message)
    stream.flush()


def _receive(stream: BinaryIO | Any) -> bytes | None:
    head = stream.read(8)
    if len(head) < 8:
        return None
    length = int.from_bytes(head, "big")
    message: bytes = stream.read(length)
    return message if len(message) == length else None


def packed(document: Document) -> dict[str, Any]:
    """A document as JSON can hold it."""
    return {
        "title": document.title,
        "scanned": document.scanned,
        "blocks": [
            block
            if isinstance(block, str)
            else [[place and [place.text, place.across, place.down] for place in row] for row in block.rows]
            for block in document.blocks
        ],
    }


def unpacked(told: dict[str, Any]) -> Document:
    """The document that `packed` was given."""
    blocks = tuple(
        block
        if isinstance(block, str)
        else Grid(tuple(tuple(place and Place(*place) for place in row) for row in block))
        for block in told["blocks"]
    )
    return Document(blocks, told["title"], told["scanned"])


def _limit() -> None:
    """Limit what this process may take; a system without such limits leaves it to the parent's clock."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (("RLIMIT_AS", MEMORY), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0)):
        try:
            resource.setrlimit(getattr(resource, what), (most, most))
        except (ValueError, OSError, AttributeError):
            continue


def _answer(body: bytes) -> dict[str, Any]:
    import zipfile

    from inspector.annual_report.documents import Refused, read_document

    try:
        return packed(read_document(body))
    except Refused as refused:
        return {"refused": refused.message, "data": refused.data}
    except MemoryError:
        return {"refused": TOO_MUCH, "data": {}}
    except (zipfile.BadZipFile, EOFError):
        return {"refused": _("the file is damaged; save it again"), "data": {}}
    except Exception as error:  # whatever a parser makes of a broken file
        message = _("the file is damaged ({error}); save it again")
        return {"refused": message, "data": {"error": type(error).__name__}}


def main() -> None:
    """Answer documents until the parent goes away."""
    import logging

    logging.disable(logging.CRITICAL)
    _limit()
    source, target = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    while (body := _receive(source)) is not None:
        _send(target, json.dumps(_answer(body), ensure_ascii=False).encode())


if __name__ == "__main__":
    main()
