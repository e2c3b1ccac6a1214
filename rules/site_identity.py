"""What the foot of the site says about the site."""

import re
from collections.abc import Iterator, Sequence

from inspector import Finding, Outcome, Site, _, site_rule

_NAMES = {
    "site_code": _("the site code"),
    "icp": _("the ICP number"),
    "police_record": _("the police record number"),
    "sponsor": _("the sponsor"),
    "contact": _("a telephone number or address"),
    "party_government_mark": _("the party and government mark"),
    "error_report_entry": _("the entry for reporting errors"),
    "site_map_link": _("a link to the site map"),
}
_TEXTS, _MOST_TEXTS = ("site_code", "icp", "police_record", "sponsor", "contact"), 3
# Libraries write no footer.
_LIBRARY = re.compile(
    r"/(?:jquery|bootstrap|swiper|slick|layui|layer|html5shiv|respond|modernizr|vue|echarts|font|wow|superslide"
    r"|animate|videojs|qrcode|base64|md5|rem|flexible|marquee|banner|slide|scroll|focus|search|calendar|date"
    r"|idangerous|iconfont|my-?focus|koala|unslider|owl|fancybox|lazyload|laydate|moment|polyfill|pie|popper"
    r"|axios|html5|countup|dd_belated|zepto|angular|react)[\w.-]*$",
    re.I,
)
# Marks, statistics and aids of others write no footer either.
_OTHERS = re.compile(r"conac|jiucuo|cnzz|baidu|51\.la|51yes|google|barrier|wza|_sitegray|_trs_?wa|/aria")
_DEVELOPER_PATH = re.compile(r"file:(?:/|%2F){2,3}|[?&=][A-Za-z](?::|%3A)(?:[/\\]|%2F|%5C)", re.I)
_OLD_HOSTS = re.compile(r"//(?:121\.43\.68\.40|pucha\.kaipuyun\.cn)\b")
_OTHER_PAGES = 50
_CONTACT = re.compile("联系(?:我们|方式|电话|本站|站长)")
# A label with nothing behind it but what is next in the foot.
_NO_CODE = re.compile(r"标识[码号][:：\s]{0,9}\w?(?:ICP|公网安备)", re.I)
_STATED_CODE = re.compile(r"[?&]site_?code=(bm\d{8}|\d{10})(?!\d)", re.I)


@site_rule(applies=lambda site: site.home is not None)
def site_identity(site: Site, items: Sequence[str] = tuple(_NAMES)) -> Iterator[Finding]:
    """The foot of the site names its sponsor, contact, numbers and marks.

    Why: site code, ICP number, police record and the party and government mark are what tells a visitor
    the real site from a copy; sponsor, contact and the entry for reporting errors say who answers for it.

    Fix: write all of them into the footer template as text and links, so that they stand on every page
    also where scripts are off; take the code for mark and error reporting from the issuing platform anew.
    """
    identity = site.identity
    shown = site.facts(site.home).get("fields", {}) if site.home is not None else {}
    doubt = _unseen(site) or ("" if _filled(site) else shown.get("foot_script", {}).get("value", ""))
    held = _on_other_pages(site) | _held(site)
    for item in items:
        if identity.get(item):
            continue
        if item in shown and not (
            item == "site_code" and _NO_CODE.search(shown[item]["label"] or shown[item]["value"])
        ):
            yield _asked(site, item, shown[item])
            continue
        reason = doubt or held.get(item) or (_contact_link(site) if item == "contact" else "")
        yield Finding(
            _("the footer lacks {name}, unless {reason} shows it")
            if reason
            else _("the footer lacks {name}"),
            at="footer",
            seen=reason,
            key=item,
            outcome=Outcome.CANT_TELL if reason else Outcome.FAILED,
            url=site.home_url,
            item=item,
            name=_NAMES.get(item, item),
            reason=reason,
        )
    yield from _marks(site, identity.get("party_government_mark") or "")
    yield from _error_report(site, identity.get("error_report_entry") or "")


def _filled(site: Site) -> bool:
    """Whether what fills the foot was read: most of its text comes from scripts and frames of the page."""
    own = site.facts(site.home).get("identity", {}) if site.home is not None else {}
    return sum(bool(site.identity.get(item)) and not own.get(item) for item in _TEXTS) >= _MOST_TEXTS


def _asked(site: Site, item: str, shown: dict[str, str]) -> Finding:
    """The question about what may be an item though nothing proves it."""
    seen = shown["label"] or shown["value"]
    if shown["state"] == "blank":
        message = _("{shown} is written on the page, but leads nowhere: is {name} there?")
    else:
        message = _("{name} was not found for certain: is it {shown}?")
    return Finding(
        message,
        at="footer",
        seen=shown["value"] or seen,
        key=item,
        outcome=Outcome.CANT_TELL,
        url=site.home_url,
        item=item,
        name=_NAMES.get(item, item),
        shown=seen,
    )


def _on_other_pages(site: Site) -> dict[str, str]:
    """Item → the address of another page that shows it: the front page may have been misread."""
    if not site.crawled:
        return {}
    rows = site.query(
        """
        SELECT url, item.key AS item FROM (
            SELECT id, json_extract(facts, '$.identity') AS identity FROM pages
            WHERE seen AND kind IN ('column', 'article', 'document') ORDER BY pages.rowid LIMIT ?
        ) JOIN urls USING (id), json_each(identity) item
        WHERE internal AND item.type = 'text'
        """,
        _OTHER_PAGES,
    )
    return {row["item"]: row["url"] for row in rows}


def _held(site: Site) -> dict[str, str]:
    """Item → the address of a script of the front page that may write it, though not for certain."""
    rows = site.query(
        """
        SELECT url, item.value AS item FROM links JOIN urls ON urls.id = target
        JOIN pages ON pages.id = target, json_each(facts, '$.held') item
        WHERE page = ? AND links.kind = 'script' AND facts IS NOT NULL ORDER BY position DESC
        """,
        site.home,
    )
    return {row["item"]: row["url"] for row in rows}


def _unseen(site: Site) -> str:
    """What may yet write the footer though it was not read: a script or frame, or the page's own code."""
    home = next(site.query("SELECT needs_rendering FROM pages WHERE id = ?", site.home))
    if home["needs_rendering"]:
        return str(home["needs_rendering"])
    rows = site.query(
        """
        SELECT url FROM links JOIN urls ON urls.id = target LEFT JOIN pages ON pages.id = target
        WHERE page = ? AND links.kind IN ('script', 'frame') AND (internal OR ?)
            AND (status IS NULL OR status != 200 OR failure IS NOT NULL)
            AND (status IS NULL OR status NOT IN (404, 410))
        ORDER BY position
        """,
        site.home,
        site.home_url.startswith("file:"),  # of a saved page nobody knows which host is its own
    )
    urls = (row["url"] for row in rows)
    return next(
        (url for url in urls if not _LIBRARY.search(url.partition("?")[0]) and not _OTHERS.search(url)), ""
    )


def _contact_link(site: Site) -> str:
    """The text of a link to a page with contact data, which may do in place of the data."""
    rows = site.query(
        "SELECT text FROM links WHERE page = ? AND length(text) <= 12 ORDER BY position", site.home
    )
    return next((row["text"] for row in rows if _CONTACT.search(row["text"])), "")


def _marks(site: Site, mark: str) -> Iterator[Finding]:
    if "red_error" in mark:
        yield Finding(
            _("the party and government mark says that this address is not the registered one"),
            at="footer",
            seen=mark,
            key="mark-address",
            url=site.home_url,
            item="party_government_mark",
        )
    elif "/blue" in mark:
        yield Finding(
            _("the blue mark is that of a public institution, not of a party or government body"),
            at="footer",
            seen=mark,
            key="mark-colour",
            outcome=Outcome.CANT_TELL,
            url=site.home_url,
            item="party_government_mark",
        )


def _error_report(site: Site, entry: str) -> Iterator[Finding]:
    if _DEVELOPER_PATH.search(entry):
        yield Finding(
            _("the entry for reporting errors leads to a file on a developer's machine"),
            at="footer",
            seen=entry,
            key="error-report-path",
            url=site.home_url,
            item="error_report_entry",
        )
    if _OLD_HOSTS.search(entry):
        yield Finding(
            _("the entry for reporting errors leads to an old address of the platform"),
            at="footer",
            seen=entry,
            key="error-report-address",
            outcome=Outcome.CANT_TELL,
            url=site.home_url,
            item="error_report_entry",
        )
    code = site.identity.get("site_code") or ""
    stated = _STATED_CODE.search(entry)
    if stated and code and stated[1].lower() != code.lower():
        yield Finding(
            _("the entry for reporting errors carries the code {stated}, the footer {code}"),
            at="footer",
            seen=entry,
            key="error-report-code",
            url=site.home_url,
            item="error_report_entry",
            stated=stated[1],
            code=code,
        )
