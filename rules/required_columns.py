"""The columns a site is expected to have."""

import re
from collections.abc import Iterator, Sequence

from inspector import Finding, Outcome, Site, _, site_rule

#: Words in the name of a link behind which a column of the class may stand under an unusual name.
_HINTS = {
    "概况信息": "概况|概览|概貌|简介|介绍|走进|印象|认识|基本情况|情$",
    "机构职能": "机构|职能|职责|部门|组织|单位",
    "领导信息": "领导|班子|负责人|政府成员|[市县区州镇乡局]长之窗|主要人员",
    "动态要闻": "动态|要闻|新闻|资讯|快讯|播报|时讯",
    "政策文件": "文件|政策|法规|规章|公文|法律",
    "政策解读": "解读|读懂|图解|政策问答",
}

#: What a department tells of itself is its overview.
_OVERVIEW = re.compile("概况|简介|概览")


@site_rule(applies=lambda site: site.crawled and site.home is not None)
def required_columns(site: Site, classes: Sequence[str] = ()) -> Iterator[Finding]:
    """The site has every column that is expected of it.

    Why: visitors look for the overview, the leaders, the notices and the documents in columns of these
    names on every government site; a missing one means that this information is not given.

    Fix: set the column up, name it as usual, fill it, and link it from the home page's navigation. Where
    it stands under an unusual name, add the name to the vocabulary of columns.
    """
    present = {column.class_ for column in site.all_columns if column.class_} | site.standing
    if any(_OVERVIEW.search(column.name) for column in site.all_columns if column.class_ == "机构职能"):
        present.add("概况信息")
    for name in classes:
        if name in present:
            continue
        named = site.named.get(name)
        if anchor := named or _like(site, name):
            yield Finding(
                _("a link {anchor} is there, but no column {class} was seen behind it: look there")
                if named
                else _("{anchor} may be the column {class}, but was not recognised as such: look there"),
                at="navigation",
                seen=anchor,
                key=name,
                outcome=Outcome.CANT_TELL,
                url=site.home_url,
                **{"class": name, "anchor": anchor},
            )
        else:
            yield Finding(
                _("there is no column {class}"),
                at="navigation",
                seen=", ".join(column.name for column in site.columns if column.level == 1),
                key=name,
                outcome=Outcome.CANT_TELL if site.partly_seen else Outcome.FAILED,
                url=site.home_url,
                **{"class": name},
            )


def _like(site: Site, name: str) -> str:
    """The text of a link that may lead to such a column under another name, or ""."""
    hints = re.compile(_HINTS.get(name, "(?!)"))
    rows = site.query(
        """
        SELECT text FROM anchors LEFT JOIN pages ON pages.id = target
        WHERE anchors.kind = 'page' AND length(text) BETWEEN 2 AND 10
            AND coalesce(pages.kind, '') NOT IN ('article', 'document', 'letter', 'error')
        GROUP BY text ORDER BY sum(times) DESC, text
        """
    )
    return next((row["text"] for row in rows if hints.search(row["text"])), "")
