"""Pages of which only the text was kept: one JSON object a line, the text under "text"."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path


def page_of_text(file: Path, line: int) -> bytes:
    """The text of a line (from 0) as plain HTML: bars make cells, bullets items, other lines paragraphs."""
    text = json.loads(file.read_text("utf-8").splitlines()[line])["text"]
    parts = ['<!DOCTYPE html><meta charset="utf-8"><body>']
    container = ""
    for raw in text.split("\n"):
        if not (row := escape(raw.strip())):
            continue
        bullet = row[:1] in "•-" and row[1:2].isspace()
        wanted = "table" if " | " in row else "ul" if bullet or container == "ul" else ""
        if wanted != container:
            parts += [f"</{container}>" if container else "", f"<{wanted}>" if wanted else ""]
            container = wanted
        if wanted == "table":
            parts.append("<tr>" + "".join(f"<td>{cell.strip()}</td>" for cell in row.split("|")) + "</tr>")
        elif bullet:
            parts.append(f"<li>{row[1:].strip()}")
        else:
            parts.append(f"<p>{row}</p>")
    return "\n".join(filter(None, parts)).encode()
