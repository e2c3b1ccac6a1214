"""What a document itself says of what its header should: its number, and the day of its signature (落款)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from inspector.facts.dates import parse_date

if TYPE_CHECKING:
    from inspector.page import Page

_DAY = (
    r"((?:(?:19|20)\d\d|[〇○零ОO0一二三四五六七八九]{4})\s?年"
    r"\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十廿]{1,4}\s?日)[ \t\u3000]{0,80}$"
)
#: A day alone in its line.
_ALONE = re.compile(rf"^[ \t\u3000]{{0,80}}{_DAY}", re.M)
#: The same below a line that names a body and nothing else, or after it in the same line.
_SIGNED = re.compile(
    r"^[ \t\u3000\u4e00-\u9fff（）()、]{2,80}"
    r"(?:政府|办公[室厅]|委员会|领导小组|指挥部|管委会|[局委厅部院会社]|中心|支队|大队|公司|银行)"
    rf"[ \t\u3000]{{0,80}}\n?[ \t\u3000]{{0,80}}{_DAY}",
    re.M,
)

#: A document's own number, alone on its line, as it heads the text.
_OWN_NUMBER = re.compile(
    r"^[ \t\u3000]{0,80}([\u4e00-\u9fff]{2,15}[〔\[(（【﹝]\s?(?:19|20)\d\d\s?[〕\])）】﹞]"
    r"\s?第?\d{1,4}\s?号)"
    r"[ \t\u3000]{0,80}$",
    re.M,
)
_HEAD = 3000  # characters


def read_own_number(page: Page) -> str | None:
    """The number that heads the text, where the header has a label for it with nothing behind."""
    number = page.document_header.get("doc_no")
    if number is None or number.value:
        return None
    found = _OWN_NUMBER.search(page.text[:_HEAD])
    return found[1] if found else None


def read_signed(page: Page) -> date | None:
    """The day of the signature of a document with a header; None where there is none, or more than one."""
    if "date_written" not in page.document_header:
        return None
    text = page.text
    days = set(_SIGNED.findall(text)) or set(_ALONE.findall(text))
    return parse_date(days.pop()) if len(days) == 1 else None
