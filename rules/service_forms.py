"""Forms and samples that go with service guides."""

import json
import re
from collections.abc import Iterator
from typing import Any

from inspector import Finding, Outcome, Site, _, site_rule

_FORM = re.compile(
    r"《[^《》]{2,40}(?:表|申请书|登记书|承诺书|委托书)》|(?:申请|申报|登记|审批|备案|报名|审核|核准)(?:表|书)"
)
# Forms that are filled in elsewhere.
_FILLED = re.compile(
    r"(?:网上|在线|系统|窗口|现场|平台|手机|自助机)[^。；;\d]{0,6}(?:填写|填报|填|生成|领取|提供|申报|打印)|自动生成"
)
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|rtf|zip|rar)$", re.I)
_DOWNLOADS = re.compile("表格下载|下载中心|资料下载|文件下载|下载专区|表格|样表|范本")
_ATTACHED = """
    SELECT urls.url, links.text, pages.status, pages.media, pages.failure, pages.location
    FROM links JOIN urls ON urls.id = target LEFT JOIN pages ON pages.id = target
    WHERE page = ? AND links.kind = 'attachment' AND via IN ('a', 'onclick', 'area') ORDER BY position
"""


@site_rule(applies=lambda site: site.crawled and any(_guides(site)))
def service_forms(site: Site) -> Iterator[Finding]:
    """The forms that a service guide asks for are offered there, and can be downloaded.

    Why: who has to fill in a form needs the blank form and a sample before the visit, not at the counter.

    Fix: attach the blank form and a filled-in sample to the guide, and correct links that lead to nothing.
    """
    guides = list(_guides(site))
    general = next(
        (r["text"] for r in site.query("SELECT DISTINCT text FROM anchors") if _DOWNLOADS.search(r["text"])),
        "",
    )
    for row in guides:
        attached = list(site.query(_ATTACHED, row["id"]))
        for form in attached:
            wrong = form["status"] in (404, 410)
            # A file name behind which a page comes is an error page sent as if all were well.
            soft = form["status"] == 200 and form["media"] == "html" and _FILE.search(form["url"])
            if wrong or soft:
                yield Finding(
                    _("the form {form} cannot be downloaded: {answer}"),
                    at="form",
                    seen=form["text"],
                    key=form["text"] or form["url"],
                    url=row["url"],
                    aspect="download",
                    form=form["text"] or form["url"],
                    answer=form["status"] if wrong else "HTML",
                    address=form["url"],
                )
        materials = json.loads(row["fields"]).get("materials", {}).get("value", "")
        asked = _FORM.search(materials)
        if not asked or attached:
            continue
        linked = site.query(
            """
            SELECT 1 FROM links WHERE page = ? AND (text LIKE ? OR text LIKE '%下载%' OR text LIKE '%样表%')
            """,
            row["id"],
            f"%{asked[0].strip('《》')}%",
        )
        if next(linked, None):
            continue
        filled = _FILLED.search(materials)
        reason = row["needs_rendering"] or general or (filled[0] if filled else "")
        yield Finding(
            _("the guide {title} asks for {form}, and offers no form"),
            at="materials",
            seen=reason or materials,
            key="none",
            outcome=Outcome.CANT_TELL if reason else Outcome.FAILED,
            url=row["url"],
            aspect="offer",
            title=row["title"] or "",
            form=asked[0],
        )


def _guides(site: Site) -> Iterator[Any]:
    return site.query(
        """
        SELECT pages.id, url, title, needs_rendering, json_extract(facts, '$.fields') AS fields
        FROM pages JOIN urls USING (id)
        WHERE seen AND internal AND json_extract(facts, '$.fields.name') IS NOT NULL ORDER BY url
        """
    )
