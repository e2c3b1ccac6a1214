"""Which of the expected columns of a portal a name and an address stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlsplit

from inspector.vocabulary import words


@dataclass(frozen=True, slots=True)
class ColumnClass:
    """A column recognised: its canonical name, how sure (0-1), and by what it was recognised."""

    name: str
    confidence: float
    reason: str


_NOISE = re.compile(r"[\s·•>»|,，、/\\【】\[\]（）()“”\"《》:：+]+|更多|MORE|more")
_YEAR = re.compile(r"(?:19|20)\d{2}年?(?:度)?")
_UNIT = re.compile(
    r"^[\u4e00-\u9fff]{1,12}?(?:人民政府|自治[区州县旗]|[省市县区旗镇乡州](?!长|情)|办公厅|办公室|委员会|[厅局委])"
)
_ARCHIVE = re.compile("历史|往[年期届日]|归档|存档|档案库|旧版|以前")
_WHOLE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_STRIPPED = re.compile(
    r"政府(?!采购|领导)|信息|工作|政务(?=公开)|专栏|专题|栏目|本级|本局|本单位|我[省市县区局]"
)


def classify(name: str, url: str = "") -> ColumnClass | None:
    """The expected column that a column name (and, weakly, its URL) stands for, or None.

    Order of evidence: exact name (1.0), name stripped of units, years and filler (0.9), pattern with a
    place name (0.8), name ending in a known one (0.6), path segment (0.4).
    """
    return _classify(name.strip()[:60], url if len(name) < 60 else "")


@lru_cache(8192)
def _classify(name: str, url: str) -> ColumnClass | None:
    bare = _NOISE.sub("", name)
    exact, stripped, patterns, tokens = _index()
    if bare:
        if found := exact.get(bare):
            return ColumnClass(found, 1.0, f"name {bare}")
        plain = _YEAR.sub("", bare)
        shorter = _UNIT.sub("", plain)
        for form in dict.fromkeys((plain, shorter, strip(plain), strip(shorter))):
            if form and (found := exact.get(form) or stripped.get(form)):
                return ColumnClass(found, 0.9, f"name {bare} read as {form}")
        for pattern, found in patterns:
            if pattern.fullmatch(plain):
                return ColumnClass(found, 0.8, f"name {bare} like {pattern.pattern}")
        if len(plain) <= 16:
            for length in range(min(len(plain) - 1, 8), 3, -1):
                if found := exact.get(plain[-length:]):
                    return ColumnClass(found, 0.6, f"name {bare} ends in {plain[-length:]}")
    if url:
        try:
            segments = urlsplit(url).path.lower().split("/")[:-1]
        except ValueError:
            return None
        if segments and (found := tokens.get(segments[-1])):
            return ColumnClass(found, 0.4, f"path segment {segments[-1]}")
    return None


def filed_away(name: str, year: int) -> bool:
    """Whether a name says that a column holds what is past: an archive, or years before that one."""
    years = [int(one) for one in _WHOLE_YEAR.findall(name)]
    return bool(_ARCHIVE.search(name)) or (bool(years) and max(years) < year)


def strip(name: str) -> str:
    """A column name without the filler that varies from site to site."""
    return _STRIPPED.sub("", name)


@cache
def _index() -> tuple[dict[str, str], dict[str, str], list[tuple[re.Pattern[str], str]], dict[str, str]]:
    exact: dict[str, str] = {}
    stripped: dict[str, str] = {}
    patterns: list[tuple[re.Pattern[str], str]] = []
    tokens: dict[str, str] = {}
    for column in words("columns")["column"]:
        for name in (column["id"], *column["names"]):
            if "XX" in name:
                place = r"[\u4e00-\u9fff]{2,4}"
                patterns.append((re.compile(name.replace("XX", place)), column["id"]))
            else:
                exact.setdefault(name, column["id"])
                # "乡镇信息" is news; "乡镇" alone may be anything.
                if len(form := strip(name)) > 2:
                    stripped.setdefault(form, column["id"])
        for token in column["tokens"]:
            tokens.setdefault(token, column["id"])
    return exact, stripped, patterns, tokens
