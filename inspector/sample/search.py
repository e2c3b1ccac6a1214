"""The search of the sample portal: pages whose title holds all the words asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import parse_qs

from inspector.sample.planting import defects

ADDRESS = "/search/"
_TITLE = re.compile(r'<meta name="ArticleTitle" content="([^"]*)">')
_SHOWN = 10


class Search:
    """An index of the portal's pages, but for the titles that truth.toml keeps out of it."""

    def __init__(self, portal: Mapping[str, tuple[bytes, str]]) -> None:
        missing = {defect["key"] for defect in defects() if defect["flaw"] == "unindexed"}
        self.page = portal[ADDRESS][0].decode()
        self.titles: dict[str, str] = {}
        for url, (body, kind) in portal.items():
            found = _TITLE.search(_text(body)) if kind.startswith("text/html") else None
            if found and (title := unescape(found[1])) not in missing:
                self.titles[url] = title

    def answer(self, query: str) -> bytes | None:
        """The page of results for a query string; None where nothing is asked."""
        asked = " ".join(parse_qs(query).get("q", ())).split()
        if not asked:
            return None
        found = [(url, title) for url, title in self.titles.items() if all(word in title for word in asked)]
        rows = "\n".join(f'<li><a href="{url}">{escape(title)}</a></li>' for url, title in found[:_SHOWN])
        field = f'name="q" value="{escape(" ".join(asked))}"'
        results = f'<p>共找到 {len(found)} 条结果</p>\n<ul class="list">\n{rows}\n</ul>'
        page = self.page.replace('name="q"', field)
        return page.replace("</form>\n<p>请输入检索词", f"</form>\n{results}\n<p>请输入检索词").encode()


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("gb18030")
