"""Words for the codes that facts and findings are stored with: kinds of pages, fields, items of identity."""

from __future__ import annotations

from collections.abc import Mapping

from inspector.failures import FAILURES
from inspector.messages import _

KINDS = {
    "home": _("home page"),
    "column": _("column"),
    "article": _("article"),
    "document": _("policy document"),
    "annual_report": _("annual report on disclosure"),
    "disclosure_guide": _("disclosure guide"),
    "disclosure_system": _("rules of disclosure"),
    "application": _("application for information"),
    "mailbox": _("mailbox"),
    "letter": _("letter and reply"),
    "service_guide": _("service guide"),
    "leader": _("leader"),
    "organization": _("organization"),
    "sitemap": _("site map"),
    "search": _("search"),
    "error": _("error page"),
    "fragment": _("fragment of a page"),
    "other": _("other page"),
}
IDENTITY = {
    "site_code": _("site code"),
    "icp": _("ICP record"),
    "police_record": _("public security record"),
    "sponsor": _("sponsor"),
    "contact": _("contact"),
    "party_government_mark": _("party and government mark"),
    "error_report_entry": _("error-report entry"),
    "site_map_link": _("site map"),
}
FIELDS = {
    "index_no": _("index number"),
    "doc_no": _("document number"),
    "issuer": _("issuing body"),
    "publisher": _("publishing body"),
    "date_written": _("date written"),
    "date_issued": _("date issued"),
    "date_published": _("date published"),
    "theme": _("theme"),
    "org_category": _("category"),
    "genre": _("genre"),
    "keywords": _("keywords"),
    "validity": _("validity"),
    "disclosure": _("manner of disclosure"),
    "title": _("title"),
}
#: Places in a page; others are CSS selectors and stand as they are.
PLACES = {
    "head": _("head of the page"),
    "header": _("document header"),
    "footer": _("footer"),
    "navigation": _("navigation"),
    "list": _("list"),
    "date": _("date"),
    "title": _("page title"),
    "text": _("text"),
    "page": _("the page as a whole"),
    "body": _("text of the page"),
    "form": _("form"),
    "guide": _("service guide"),
    "guides": _("service guides"),
    "host": _("host"),
    "letter": _("letter"),
    "links": _("links"),
    "materials": _("materials"),
    "results": _("search results"),
    "statistics": _("statistics"),
}
REASONS = {code: failure.meaning for code, failure in FAILURES.items()}

#: Name of a placeholder → the words for the codes that may stand in it.
CODES: Mapping[str, Mapping[str, str]] = {
    "kind": KINDS,
    "item": IDENTITY,
    "field": FIELDS,
    "place": PLACES,
    "reason": REASONS,
    "answer": REASONS,
}
#: Placeholders whose values may be message ids themselves.
MESSAGES = frozenset({"name", "what", "reason", "element", "error"})
