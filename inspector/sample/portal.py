"""Puts the sample portal together: every page and file of it, for a given day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from random import Random
from urllib.parse import quote

from inspector.sample.content import WRITERS
from inspector.sample.documents import document, header, interpretation
from inspector.sample.files import content_type, docx, hills, pdf, png, portrait, xls
from inspector.sample.layout import article_tags, column_tags, content_sheet, footer_script, render, site_tags
from inspector.sample.lists import column_pages, home
from inspector.sample.model import Item, Portal, Sheet, load_columns
from inspector.sample.planting import defects, plant_in_pages, plant_in_plan
from inspector.sample.reports import report

FILE_MAKERS = {"pdf": pdf, "docx": docx, "xls": xls}
# Columns that are one page of text rather than a list.
TEXTS = ("guide", "application")


def _item_sheet(item: Item, portal: Portal) -> Sheet:
    match item.column.kind:
        case "document":
            explaining = [
                other
                for entries in portal.items.values()
                for other in entries
                if other.data.get("document") == item
            ]
            sheet = content_sheet(item, document(item, explaining), portal)
            sheet.header = header(item)
            return sheet
        case "interpretation":
            return content_sheet(item, interpretation(item), portal)
        case "report":
            return content_sheet(item, report(item), portal)
        case kind:
            return content_sheet(item, WRITERS[kind](item), portal)


def _column_sheets(portal: Portal) -> Iterator[Sheet]:
    for column in portal.columns.values():
        tags = site_tags(portal) | column_tags(column)
        for url, body in column_pages(column, portal):
            if column.kind in TEXTS:
                stamp = f"{portal.stamp(column.traits['newest'], Random(column.path)):%Y-%m-%d %H:%M}"
                source = portal.site["office"]
                tags |= article_tags(column.name, stamp, source)
                yield Sheet(url, "content", column.name, column, body, tags, stamp, source)
            else:
                yield Sheet(url, "column", column.name, column, body, tags, encoding=column.encoding)


def _missing(path: str, portal: Portal) -> Sheet:
    """The page of a site that answers 200 for what it does not have."""
    body = '<h1>页面不存在</h1>\n<p>抱歉，您访问的页面不存在或已被删除。</p>\n<p><a href="/">返回首页</a></p>'
    return Sheet(path, "missing", "页面不存在", None, body, site_tags(portal))


def _sheets(portal: Portal) -> dict[str, Sheet]:
    sheets = [Sheet("/", "home", portal.site["name"], None, home(portal), site_tags(portal))]
    sheets += _column_sheets(portal)
    sheets += (_item_sheet(item, portal) for entries in portal.items.values() for item in entries)
    sheets += (_missing(defect["path"], portal) for defect in defects() if defect["rule"] == "soft-404")
    found = {sheet.url: sheet for sheet in sheets}
    plant_in_pages(found)
    return found


def _files(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """The files that items bring along, and those of the layout; but for those that truth.toml takes away."""
    gone = {defect["path"] for defect in defects() if defect["flaw"] == "form"}
    for entries in portal.items.values():
        for item in entries:
            for url, name in item.files:
                yield url, FILE_MAKERS[url.rpartition(".")[2]](name.rpartition(".")[0])
            form = f"{item.column.path}files/{item.number}.docx"
            if item.column.kind == "service" and form not in gone:
                yield form, docx(f"{item.title}申请表")
            if "portrait" in item.data:
                shade = item.data["portrait"]
                yield item.picture, png(90, 120, (214, 224, 236), (shade, 70, 120), portrait)
            elif item.data.get("image"):
                shade = item.random.randrange(60, 140)
                yield item.picture, png(240, 100, (200, 222, 240), (shade, 130, 90), hills)
    yield "/css/style.css", (files(__package__) / "style.css").read_bytes().replace(b"\r\n", b"\n")
    yield "/js/footer.js", footer_script(portal).encode()
    yield "/images/logo.png", png(56, 56, (29, 79, 145), (255, 255, 255), hills)
    yield "/images/mark.png", png(40, 40, (179, 38, 30), (255, 220, 120), hills)


def _for_robots(portal: Portal, sheets: dict[str, Sheet]) -> Iterator[tuple[str, bytes]]:
    origin = f"https://{portal.site['domain']}"
    missing = {defect["path"] for defect in defects() if defect["rule"] == "soft-404"}
    today = portal.today.isoformat()
    rows = "\n".join(
        f"<url><loc>{origin}{quote(url)}</loc>"
        f"<lastmod>{min(today, sheet.tags.get('PubDate', today)[:10])}</lastmod></url>"
        for url, sheet in sheets.items()
        if url not in missing
    )
    yield "/robots.txt", f"User-agent: *\nDisallow: /admin/\nSitemap: {origin}/sitemap.xml\n".encode()
    yield (
        "/sitemap.xml",
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}\n</urlset>\n'.encode(),
    )


def pages(today: date) -> Iterator[tuple[str, bytes, str]]:
    """Every page and file of the portal on a day: address ("/xwzx/"), content, content type.

    The same day gives the same bytes. Addresses of pages named in truth.toml do not change with the day.
    """
    portal = Portal(today, plant_in_plan(load_columns()))
    sheets = _sheets(portal)
    for url, sheet in sheets.items():
        yield url, render(sheet, portal), content_type(url)
    for made in (_files(portal), _for_robots(portal, sheets)):
        for url, content in made:
            yield url, content, content_type(url)


def write_portal(folder: Path, today: date) -> None:
    """Write the portal into a folder; an address that ends in "/" becomes its index.html."""
    for url, content, _ in pages(today):
        target = folder / (url.lstrip("/") + ("index.html" if url.endswith("/") else ""))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
