"""What the guides to services tell."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from inspector import Finding, Outcome, Site, _, site_rule

#: The elements as the standard calls them.
_NAMES = {
    "name": "事项名称",
    "basis": "设定依据",
    "conditions": "申请条件",
    "materials": "办理材料",
    "place": "办理地点",
    "hours": "办理时间",
    "telephone": "联系电话",
    "procedure": "办理流程",
}
_VAGUE = re.compile(
    r"(?:其他|其它|其余|有关|相关|相应|必要的?|需要的?)"
    # Words that say nothing of what is meant; a kind of papers is no vague word.
    r"(?:的|所需|需要|必要|必需|必备|有关|相关|相应|申请|申报|证明|书面|辅助|佐证|支撑|业务|审批|办理|提交|提供){0,3}"
    r"(?:材料|资料|证件|证明|文件|手续)(?:等)?(?=[。；;，,、.\s]|$)"
)
_SERVICES = re.compile("办事|政务服务|网上办|一网通办|在线办理|服务大厅")
_PORTAL = re.compile("zwfw", re.I)
#: Words before a vague expression that make it definite.
_DEFINITE = re.compile(r"(?:规定|要求|列明|下列|以下|上述|法规|章程)[^。；;]{0,4}的?$")
# "The materials handed in" are those named before.
_HANDED_IN = re.compile(r"(?:提交|提供|递交|报送|出具|携带|补正|退还|审查|核对)[^。；;，,]{0,4}的$")


@site_rule(applies=lambda site: site.crawled and site.home is not None)
def service_guides(
    site: Site,
    elements: Sequence[str] = tuple(_NAMES),
    grave: int = 4,
    few: int = 5,
) -> Iterator[Finding]:
    """Every service guide gives all key elements, and states the materials exactly.

    Why: a guide that does not say what to bring, where and when to come, or whom to call, sends people
    away and back again. Vague materials ("other relevant materials") leave it to the clerk's mood.

    Fix: fill in the elements that are missing. Replace "other materials" by a list of what is really asked
    for, with the form and the number of copies of each.
    """
    rows = list(
        site.query(
            """
            SELECT pages.id, url, title, json_extract(facts, '$.fields') AS fields, needs_rendering
            FROM pages JOIN urls USING (id)
            WHERE seen AND internal AND json_extract(facts, '$.fields.name') IS NOT NULL ORDER BY url
            """
        )
    )
    if not rows:
        host = site.host_elsewhere(_SERVICES, _PORTAL)
        yield Finding(
            _("no service guide was seen; the services are on {host}, which was not looked at")
            if host
            else _("no service guide was seen on the site"),
            at="guides",
            key="unseen",
            outcome=Outcome.CANT_TELL,
            url=site.home_url,
            aspect="unseen",
            host=host,
        )
        return
    gravest = 0
    doubtful = False
    for row in rows:
        fields = json.loads(row["fields"])
        missing = [name for name in elements if fields.get(name, {}).get("state") != "present"]
        reason = _doubt(site, row, fields) if missing else ""
        if missing:
            yield Finding(
                _("{count} key element(s) of the guide {title} are missing: {missing}"),
                at="guide",
                seen=reason,
                key="elements",
                outcome=Outcome.CANT_TELL if reason else Outcome.FAILED,
                url=row["url"],
                aspect="elements",
                title=row["title"] or "",
                missing="、".join(_NAMES.get(name, name) for name in missing),
                count=len(missing),
            )
        gravest += len(missing) >= grave
        doubtful = doubtful or (bool(reason) and len(missing) >= grave)
        if (vague := _vague(fields.get("materials", {}).get("value", ""))) and "materials" in elements:
            yield Finding(
                _("the guide {title} states materials vaguely: {words}"),
                at="materials",
                seen=fields["materials"]["value"],
                key="vague",
                url=row["url"],
                aspect="vague",
                title=row["title"] or "",
                words=vague,
            )
    if len(rows) < few and gravest == len(rows):
        # There may be more of them on the service portal.
        elsewhere = doubtful or site.partly_seen or bool(site.host_elsewhere(_SERVICES, _PORTAL))
        yield Finding(
            _("of only {total} service(s) the guide of every one lacks {grave} key elements or more"),
            at="guides",
            key="few",
            outcome=Outcome.CANT_TELL if elsewhere else Outcome.FAILED,
            url=site.home_url,
            aspect="few",
            total=len(rows),
            grave=grave,
        )


def _vague(materials: str) -> str:
    """The first vague expression in the materials, or ""."""
    for match in _VAGUE.finditer(materials):
        before, others = materials[: match.start()], match[0].startswith("其")
        if not _DEFINITE.search(before) and (others or not _HANDED_IN.search(before)):
            return match[0]
    return ""


def _doubt(site: Site, row: Any, fields: dict[str, Any]) -> str:
    """Where what is missing may stand, or ""."""
    if row["needs_rendering"]:
        return str(row["needs_rendering"])
    if "unlabelled" in fields:
        return str(fields["unlabelled"]["value"])
    links = site.query(
        """
        SELECT text, url, links.kind, internal FROM links JOIN urls ON urls.id = target
        WHERE page = ? AND (links.kind = 'attachment'
            OR (links.kind IN ('image', 'frame')
                AND (SELECT count(*) FROM links l WHERE l.target = links.target) <= 2)
            OR (NOT internal AND (url LIKE '%zwfw%' OR text LIKE '%办%' OR text LIKE '%指南%'
                OR (SELECT count(*) FROM links l WHERE l.target = links.target) <= 2)))
        ORDER BY position
        """,
        row["id"],
    )
    # A blank form is no guide.
    for link in links:
        if link["kind"] != "attachment" or not re.search("表|样本|范本|承诺书|委托书", link["text"]):
            return str(link["text"] or link["url"])
    return ""
