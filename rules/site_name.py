"""The name of a site."""

import re
from collections.abc import Iterator

from inspector import Finding, Outcome, Site, _, site_rule

_NOT_A_WORD = re.compile(r"[\W_]+|门户网站|官方网站|政府网站|网站|首页|欢迎您?(?:光临|访问)?|中国")
_NO_NAME = re.compile(
    r"(?:无标题|untitled|new page|新建(?:网页|页面|文档|文本)).{0,20}|index|home|document|首页|网站首页", re.I
)


@site_rule(applies=lambda site: site.home is not None)
def site_name(site: Site) -> Iterator[Finding]:
    """The head of the home page names the body that the site belongs to.

    Why: the full name in the title is what a visitor, a search engine and a bookmark show; a site without
    it cannot be told from a copy.

    Fix: write the full name of the place or body into the title of the home page and into its head.
    """
    facts = site.facts(site.home) if site.home is not None else {}
    stated = facts.get("head_tags", {}).get("SiteName") or ""
    told = [title.strip() for title in (facts.get("title_element"), facts.get("title")) if title]
    titles = [title for title in told if not _NO_NAME.fullmatch(title)]
    if not titles:
        yield Finding(
            _("the home page has no title that names the site"),
            at="title",
            seen=told[0] if told else "",
            key="title",
            url=site.home_url,
        )
        return
    names = [name for name in (stated, site.identity.get("sponsor") or "") if name]
    title = titles[0]
    if names and not any(_shared(_bare(title), _bare(name)) for name in names):
        yield Finding(
            _("the home page is called {title}, its owner {owner}"),
            at="title",
            seen=title,
            key="owner",
            outcome=Outcome.CANT_TELL,
            url=site.home_url,
            title=title,
            owner=names[-1],
        )


def _bare(name: str) -> str:
    return _NOT_A_WORD.sub("", name)


def _shared(one: str, other: str) -> bool:
    """Whether two names begin with the same place or hold one another."""
    return not one or not other or one[:2] in other or other[:2] in one
