"""Plants the defects of truth.toml: some into the plan of the portal, most into its pages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from inspector.sample.model import Column, Sheet, read_data

Defect = dict[str, Any]


def defects() -> list[Defect]:
    """The planted defects, as truth.toml has them."""
    found: list[Defect] = read_data("truth.toml")["defect"]
    return found


def plant_in_plan(columns: list[Column]) -> list[Column]:
    """The columns with their defects: grown stale, emptied, or with an item from the future.

    What no page has (the police record, the column on the county) is simply not in portal.toml.
    """
    changed = {column.path: column for column in columns}
    for defect in defects():
        match defect["rule"], defect["flaw"]:
            case "column-freshness", "stale":
                _change(changed, defect["path"], newest=defect["days"])
            case "blank-column", "blank":
                _change(changed, defect["path"], items=[])
            case "letters", "waiting":
                _change_item(changed, defect["path"], age=defect["days"], reply=None)
            case "publication-date", "future":
                _change_item(changed, defect["path"], age=-defect["days"])
    return list(changed.values())


def _change(columns: dict[str, Column], path: str, **traits: object) -> None:
    columns[path] = replace(columns[path], traits=columns[path].traits | traits)


def _change_item(columns: dict[str, Column], path: str, **values: object) -> None:
    """Change what one item of a column says; None takes it out."""
    path, _, name = path.partition("content/")
    column = columns[path]
    place = int(name.removeprefix("post_").removesuffix(".html")) - column.traits["first"]
    items = [dict(entry) for entry in column.traits["items"]]
    changed = {**items[place], **values}
    items[place] = {key: value for key, value in changed.items() if value is not None}
    _change(columns, path, items=items)


def plant_in_pages(sheets: dict[str, Sheet]) -> None:
    """Break the pages, given by address, in place."""
    for defect in defects():
        key, text, sheet = defect["key"], defect.get("text", ""), sheets.get(defect["path"])
        for source in defect.get("sources", ()):
            if text:
                sheets[source].body += _pointer(defect)
        match defect["rule"], defect["flaw"], sheet:
            case "head-tags", "missing", Sheet():
                del sheet.tags[key]
            case "head-tags", _, Sheet():
                sheet.tags[key] = text
            case "document-header", "missing", Sheet():
                del sheet.header[key]
            case "document-header", "blank", Sheet():
                sheet.header[key] = (sheet.header[key][0], "")
            case "publication-date", "missing", Sheet():
                sheet.stamp = ""
            case "publication-date", "impossible", Sheet():
                sheet.stamp = f"{sheet.stamp[:4]}-02-30{sheet.stamp[10:]}"
            case "placeholder-text" | "letter-statistics", _, Sheet():
                sheet.body += f"\n<p>{text}</p>"
            case "leaders", "missing", Sheet():
                sheet.body = sheet.body.partition("\n<h2>个人简历</h2>")[0]
            case "interpretation-links", "one way", Sheet():
                document = sheets[defect["document"]]
                document.body = document.body.partition('\n<p class="related">')[0]
            case _, "replaced", Sheet():
                sheet.body = sheet.body.replace(*text)
            case _, "rows", Sheet():
                for name in text:
                    sheet.body = re.sub(f"<tr><th>{name}</th>.*?</tr>\n?", "", sheet.body)
            case "encoding-declaration", _, Sheet():
                sheet.declared = defect["declared"]


def _pointer(defect: Defect) -> str:
    """What a page shows that points at something missing."""
    path, text = defect["path"], defect["text"]
    match defect["flaw"]:
        case "image":
            return f'\n<p class="picture"><img src="{path}" alt="{text}"></p>'
        case "attachment":
            return f'\n<p>附件：<a href="{path}">{text}</a></p>'
        case _:
            return f'\n<p>相关链接：<a href="{path}">{text}</a></p>'
