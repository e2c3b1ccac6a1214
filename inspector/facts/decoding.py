"""From the bytes of a page to its text, whatever it says of its own encoding."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

GB = "gb18030"
BIG5 = "big5hkscs"

# WHATWG Encoding, 4.2 Names and labels: the ones met on Chinese sites. GB2312 and GBK are read as the
# superset they are in every browser.
_CODECS = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8", "utf-8-sig"), "utf-8"),
    **dict.fromkeys(
        ("gb2312", "gbk", "gb18030", "gb_2312", "gb_2312-80", "gb-2312", "gb2312-80", "x-gbk", "cp936")
        + ("csgb2312", "chinese", "iso-ir-58", "ms936", "windows-936", "euc-cn", "gb2312-1980", "gb-18030"),
        GB,
    ),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "cn-big5", "csbig5", "x-x-big5", "cp950"), BIG5),
    **dict.fromkeys(("utf-16", "utf-16le", "unicode", "ucs-2", "iso-10646-ucs-2"), "utf-16-le"),
    "utf-16be": "utf-16-be",
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("windows-1252", "cp1252", "ansi"), "cp1252"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    "euc-jp": "euc-jp",
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    **{f"windows-{n}": f"cp{n}" for n in (1250, 1251, 1253, 1254, 1256, 874)},
}

_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_META = re.compile(rb"<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_XML = re.compile(rb"^\s{0,64}<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.I)
_COMMENT = re.compile(rb"<!--.*?(?:-->|$)", re.S)
_EAST_ASIAN = re.compile("[\u2000-\uffef\U00020000-\U0003ffff]")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_FOREIGN_SCRIPT = re.compile("[\u0250-\u07ff]")
_GB_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_GB_COMMON = re.compile(rb"(?:[\xb0-\xd7]|[\xa1\xa3])[\xa1-\xfe]")
_BIG5_COMMON = re.compile(rb"[\xa1\xa3-\xc6][\x40-\x7e\xa1-\xfe]")

_TITLE_ELEMENT = re.compile(rb"<title\b[^>]{0,200}>([^<]{1,400})</title", re.I)

_PRESCAN = 8192
_ASCII = bytes(range(128))
_SAMPLE = 8192  # bytes that are not ASCII
_TITLE = 5  # so many characters are hardly UTF-8 by chance
_PAIRS, _PAIRS_AGAINST = 3, 30
"""How many pairs tell Big5, and how many where the page says that they are GB."""


@dataclass(frozen=True)
class Encoding:
    """What encoding a page declares and which one its bytes are in.

    `declared` is the declaration as written, lower case: the HTTP header before the markup's own
    (HTML, 13.2.3.2), None where there is none. `used` names the Python codec. `lossy` says that some
    bytes could not be read and stand as U+FFFD.
    """

    declared: str | None
    used: str
    lossy: bool


def decode(body: bytes, content_type: str | None) -> tuple[str, Encoding]:
    """Decode a body and say how: byte order mark, strict UTF-8, then the declaration, GB 18030, Big5."""
    declared = declared_encoding(body, content_type)
    codec = _CODECS.get(declared) if declared else None
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if body.startswith(mark):
            return _lenient(body[len(mark) :], name, declared)
    if body.isascii():
        if wide := _wide(body):
            return _lenient(body, wide, declared)
        single = codec if codec and not codec.startswith("utf-16") else "utf-8"
        return body.decode("ascii"), Encoding(declared, single, False)
    text = _strict(body, "utf-8")
    if text is not None:
        if (
            codec != "utf-8"
            and not _EAST_ASIAN.search(text)
            and (codec == GB or _FOREIGN_SCRIPT.search(text))
        ):
            # A few GB characters can make valid UTF-8 by chance; it then reads as Greek or Hebrew.
            chance = _strict(body, GB)
            if chance is not None:
                return chance, Encoding(declared, GB, False)
        return text, Encoding(declared, "utf-8", False)
    if wide := _wide(body):
        return _lenient(body, wide, declared)
    if _mostly_utf8(body, codec):
        return _lenient(body, "utf-8", declared)
    order = [codec] if codec in (GB, BIG5, "cp932", "euc-jp", "cp949") else []
    order += [BIG5, GB] if codec != GB and _looks_big5(body, _PAIRS) else [GB, BIG5]
    if codec and not codec.startswith("utf"):
        order.append(codec)
    for name in order:
        text = _strict(body, name)
        if text is None:
            continue
        if name == GB == codec and _PRIVATE_USE.search(text) and _looks_big5(body, _PAIRS_AGAINST):
            continue
        return text, Encoding(declared, name, False)
    return _lenient(body, order[0], declared)


def declared_encoding(body: bytes, content_type: str | None) -> str | None:
    """The encoding label of the HTTP header, else of the markup's meta element or XML declaration."""
    if content_type and (header := _HEADER.search(content_type)):
        return header[1].lower()
    head = body[:_PRESCAN]
    found = _META.search(head)
    if found and b"<!--" in head[: found.start()]:
        found = _META.search(_COMMENT.sub(b"", head))
    found = found or _XML.search(head)
    return found[1].decode("ascii", "ignore").lower() if found else None


def _strict(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except UnicodeDecodeError:
        return None


def _lenient(body: bytes, codec: str, declared: str | None) -> tuple[str, Encoding]:
    text = _strict(body, codec)
    if text is not None:
        return text, Encoding(declared, codec, False)
    return body.decode(codec, "replace"), Encoding(declared, codec, True)


def _wide(body: bytes) -> str | None:
    """UTF-16 without a byte order mark shows as markup with every other byte zero."""
    head = body[:32]
    if not head or head.count(0) * 3 < len(head):
        return None
    return "utf-16-be" if head[0] == 0 else "utf-16-le"


def _mostly_utf8(body: bytes, codec: str | None) -> bool:
    """Whether this is UTF-8 with a few broken bytes: cut off at the end, or foreign pieces put in.

    Where the title is in it and UTF-8 is declared, browsers show that, however large the foreign pieces are;
    where it is not declared, they are the smaller part.
    """
    element = _TITLE_ELEMENT.search(body, 0, _PRESCAN)
    title = _strict(element[1], "utf-8") if element else None
    titled = title is not None and len(_EAST_ASIAN.findall(title)) >= _TITLE
    if titled and codec == "utf-8":
        return True
    text = body.translate(None, _ASCII)[:_SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(_EAST_ASIAN.findall(text)) - bad
    if titled:
        return good * 2 >= bad  # a character of GB is two broken bytes
    return good >= bad * (3 if codec == "utf-8" else 10)


def _looks_big5(body: bytes, least: int) -> bool:
    sample = b"".join(_GB_PAIR.findall(body[:40000])[:4000])
    pairs = len(sample) // 2
    return (
        pairs > least
        and len(_GB_COMMON.findall(sample)) * 2 < pairs
        and len(_BIG5_COMMON.findall(sample)) * 5 > pairs * 4
        and _strict(body, BIG5) is not None
    )
