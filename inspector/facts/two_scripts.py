"""Labels in more than one script: translations beside them, and traditional characters."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from inspector.facts.document_header.words import header_words

if TYPE_CHECKING:
    from inspector.page import Page

# Letters of Mongolian, Tibetan, Arabic, Yi and Korean; bytes that begin many of them, and no Chinese.
_OTHERS = (
    "\u1800-\u18af\u202f\u0f00-\u0fff\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
    "\ua000-\ua4cf\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
)
_OTHER_SCRIPTS = re.compile(f"[{_OTHERS}][{_OTHERS} ]*")
_FIRST_BYTES = (b"\xd8", b"\xd9", b"\xe0", b"\xe1", b"\xea", b"\xec")
_FEW = 10  # letters: links to versions in other languages
_TRADITIONAL = str.maketrans(
    "號發類題機構關單門責時間實廢佈據詞鍵標稱體開屬範圍記編碼態狀況載來簽內聯辦對種訊錄產製頒歸組務擬審閱讀點擊瀏覽數語統規終長現諮詢電話",
    "号发类题机构关单门责时间实废布据词键标称体开属范围记编码态状况载来签内联办对种讯录产制颁归组务拟审阅读点击浏览数语统规终长现咨询电话",
)
_GAP = r"(?:\s|&nbsp;|&emsp;){0,8}"


def has_two_scripts(page: Page) -> bool:
    """Whether a page bears more than a few words of another script."""
    body = page.body
    met = [byte for byte in _FIRST_BYTES if byte in body]
    return bool(met) and page.encoding.used == "utf-8" and sum(map(body.count, met)) > _FEW


def in_chinese(text: str) -> str:
    """The text without letters of other scripts, as sites in two languages print them."""
    return _OTHER_SCRIPTS.sub(" ", text)


def simplified_labels(shown: str) -> tuple[str, dict[str, str]]:
    """The markup with header labels in simplified characters; label → as printed, for those changed."""
    printed: dict[str, str] = {}

    def simplify(met: re.Match[str]) -> str:
        label = met[0].translate(_TRADITIONAL)
        if label != met[0]:
            printed["".join(re.sub("&[a-z]+;", "", label).split())] = "".join(
                re.sub("&[a-z]+;", "", met[0]).split()
            )
        return label

    return _in_either_script().sub(simplify, shown), printed


@cache
def _in_either_script() -> re.Pattern[str]:
    variants: dict[int, str] = {}
    for traditional, plain in _TRADITIONAL.items():
        variants[plain] = variants.get(plain, "") + chr(traditional)
    labels = sorted(header_words().fields, key=len, reverse=True)
    spelled = (
        _GAP.join(
            f"[{letter}{variants[ord(letter)]}]" if ord(letter) in variants else re.escape(letter)
            for letter in label
        )
        for label in labels
    )
    return re.compile("|".join(spelled))
