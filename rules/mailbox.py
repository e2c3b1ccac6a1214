"""The way to ask a question."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from inspector import Finding, Outcome, Site, _, site_rule

_CHANNEL = re.compile(
    r"我要(?:写信|留言|咨询|提问|建议|求助|投诉)|[省市县区州镇乡局厅部委]长信箱|(?:书记|主任|领导|政府|公众|网上|厅长)信箱"
    r"|(?:在线|网上|政务|业务|政策|互动)(?:咨询|留言|问答|问政)|咨询(?:投诉|建议|留言)|留言(?:板|咨询|建议|簿)|建言献策|网民留言|民意(?:信箱|直通)"
    r"|领导(?:留言|邮箱)|主任邮箱|12345|问政"
)
#: What else a page with a form to write to the body may be called.
_NAMED = re.compile("互动|交流|参与|联系")
_COMPLAINTS = re.compile("信访|纪检|举报|检举|扫黑")


@site_rule(applies=lambda site: site.crawled and site.home is not None)
def mailbox(site: Site) -> Iterator[Finding]:
    """The site has an online channel for questions and suggestions.

    Why: a government that can only be read, not asked, does not answer to anybody; a channel for petitions or
    for reports to the discipline inspection is no place for a question. Its absence makes the site fail.

    Fix: set up a mailbox or a form for questions, link it from the home page, and answer what comes in.
    """
    boxes = site.query(
        """
        SELECT title AS text, url, pages.kind, json_extract(facts, '$.fields.form') IS NOT NULL AS form
        FROM pages JOIN urls USING (id)
        WHERE seen AND internal AND (pages.kind = 'mailbox' OR (pages.kind IN ('other', 'column') AND form))
        ORDER BY pages.kind != 'mailbox', url
        """
    )
    own = [row for row in boxes if not _COMPLAINTS.search(row["text"] or "")]
    if any(row["form"] and (row["kind"] == "mailbox" or _is_channel(row["text"] or "")) for row in own):
        return
    rows = site.query(
        """
        SELECT url, text, internal, times FROM anchors JOIN urls ON urls.id = target
        WHERE text != '' AND length(text) <= 16 AND kind = 'page'
        ORDER BY internal DESC, times DESC, url, text
        """
    )
    ways = list(rows)
    found = next((row for row in ways if _CHANNEL.search(row["text"])), None) or next(iter(own), None)
    if found:
        yield Finding(
            _("{text} leads to {host}; whether a question can be asked there was not seen"),
            at="links",
            seen=found["text"] or "",
            key="unseen",
            outcome=Outcome.CANT_TELL,
            url=site.home_url,
            text=found["text"] or found["url"],
            host=urlsplit(found["url"]).netloc,
            address=found["url"],
        )
        return
    complaint = next((row["text"] for row in ways if _COMPLAINTS.search(row["text"])), "")
    yield Finding(
        _("the only channel is one for petitions or reports: {complaint}")
        if complaint
        else _("no channel for questions and suggestions was found"),
        at="links",
        seen=complaint,
        key="complaints" if complaint else "none",
        outcome=Outcome.CANT_TELL if site.partly_seen else Outcome.FAILED,
        url=site.home_url,
        complaint=complaint,
    )


def _is_channel(title: str) -> bool:
    return bool(_CHANNEL.search(title) or _NAMED.search(title))
