"""How policy documents are arranged and marked."""

import json
from collections.abc import Iterator

from inspector import Finding, Outcome, Site, _, site_rule

_DOCUMENTS = """
    SELECT url, json_extract(facts, '$.document_header') AS header FROM pages JOIN urls USING (id)
    WHERE seen AND internal AND pages.kind = 'document' ORDER BY url
"""
_CLASSES = ("theme", "org_category", "genre")


@site_rule(applies=lambda site: site.crawled and next(site.query(_DOCUMENTS), None) is not None)
def policy_documents(site: Site, least: int = 10) -> Iterator[Finding]:
    """Policy documents are classified.

    Why: who looks for the rules on a matter cannot leaf through years of documents.

    Fix: divide the documents by issuer, kind or subject: in columns, or by the field 主题分类 of their header
    and a filter over the list.
    """
    rows = list(site.query(_DOCUMENTS))
    headers = [json.loads(row["header"]) for row in rows]
    columns = [column for column in site.columns if column.class_ == "政策文件" and column.state != "gateway"]
    if len(rows) < least or len(columns) != 1:
        return
    if any(header.get(name, {}).get("state") == "present" for header in headers for name in _CLASSES):
        return
    column = columns[0]
    # Columns below it divide it whatever their names are; a form or a menu may filter it.
    divided = next(
        site.query(
            """
            SELECT (SELECT needs_rendering IS NOT NULL FROM pages WHERE id = :page)
                OR EXISTS (SELECT 1 FROM links WHERE page = :page AND via IN ('form', 'option', 'onclick'))
                OR EXISTS (SELECT 1 FROM columns JOIN urls ON urls.id = columns.page
                           WHERE columns.page != :page AND substr(url, 1, length(:folder)) = :folder)
            """,
            page=column.page,
            folder=column.url.rpartition("/")[0] + "/",
        )
    )[0]
    yield Finding(
        _("the {count} documents of {column} are not classified"),
        at="list",
        seen=column.name,
        key="classes",
        outcome=Outcome.CANT_TELL if divided else Outcome.FAILED,
        url=column.url,
        count=len(rows),
        column=column.name,
    )
