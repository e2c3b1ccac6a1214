import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.facts.decoding import Encoding, decode

TEXT = "清沅县人民政府办公室关于印发防汛应急预案的通知，请遵照执行。"
TRADITIONAL = "政府資訊公開專區發布最新消息，歡迎民眾查詢與下載相關文件。"


def markup(text: str, charset: str | None = None) -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}<title>{text}</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("codec", "declared", "used"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "gbk", "utf-8"),
        ("utf-8", "gb2312", "utf-8"),
        ("utf-8", None, "utf-8"),
        ("utf-8", "nonsense", "utf-8"),
        ("gbk", "gb2312", "gb18030"),
        ("gbk", "GBK", "gb18030"),
        ("gbk", "utf-8", "gb18030"),
        ("gbk", None, "gb18030"),
        ("gbk", "iso-8859-1", "gb18030"),
        ("gb18030", "gb18030", "gb18030"),
    ],
)
def test_simplified_pages_are_read_whatever_they_declare(codec, declared, used):
    page = markup(TEXT, declared)
    text, encoding = decode(page.encode(codec), None)
    assert text == page
    assert encoding == Encoding(declared and declared.lower(), used, False)


@pytest.mark.parametrize("declared", ["big5", "big5-hkscs", None])
def test_traditional_pages(declared):
    page = markup(TRADITIONAL, declared)
    text, encoding = decode(page.encode("big5"), None)
    assert text == page
    assert encoding.used == "big5hkscs"


def test_header_goes_before_meta_and_meta_before_xml_declaration():
    body = ('<?xml version="1.0" encoding="gb2312"?>' + markup(TEXT, "gbk")).encode()
    assert decode(body, "text/html; charset=UTF-8")[1].declared == "utf-8"
    assert decode(body, "text/html")[1].declared == "gbk"
    assert decode(body.replace(b'<meta charset="gbk">', b""), None)[1].declared == "gb2312"


def test_old_style_meta_and_meta_in_comment():
    old = '<meta content="text/html; charset=gb2312" http-equiv="Content-Type">' + TEXT
    assert decode(old.encode("gbk"), None) == (old, Encoding("gb2312", "gb18030", False))
    hidden = f"<!-- <meta charset=gbk> --><meta charset=utf-8>{TEXT}"
    assert decode(hidden.encode(), None)[1].declared == "utf-8"


@pytest.mark.parametrize(
    ("mark", "codec", "used"),
    [
        (b"\xef\xbb\xbf", "utf-8", "utf-8"),
        (b"\xff\xfe", "utf-16-le", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be", "utf-16-be"),
        (b"", "utf-16-le", "utf-16-le"),
    ],
)
def test_byte_order_marks_and_bare_utf16(mark, codec, used):
    page = markup(TEXT)
    text, encoding = decode(mark + page.encode(codec), "text/html; charset=gbk")
    assert text == page
    assert encoding == Encoding("gbk", used, False)


def test_ascii_body_is_in_what_it_declares():
    assert decode(b"<p>hello</p>", None)[1] == Encoding(None, "utf-8", False)
    assert decode(b"<meta charset=GB2312><p>", None)[1] == Encoding("gb2312", "gb18030", False)
    assert decode(b"", "text/html;charset=big5")[1] == Encoding("big5", "big5hkscs", False)


@pytest.mark.parametrize("word", ["联通", "支持", "首页", "县"])
def test_very_short_pages_keep_their_declared_encoding(word):
    assert decode(b"<meta charset=gbk>" + word.encode("gbk"), None)[0].endswith(word)
    assert decode(b"<meta charset=utf-8>" + word.encode(), None)[0].endswith(word)
    assert decode(word.encode(), None)[0] == word


def test_lone_latin_sign_in_utf8_is_not_taken_for_gb():
    assert decode("<p>© 2020 · Site".encode(), None)[0] == "<p>© 2020 · Site"


def test_truncated_and_mixed_bodies_are_lossy_but_readable():
    whole = markup(TEXT * 20, "utf-8").encode()
    text, encoding = decode(whole[: whole.index("照".encode()) + 1], None)
    assert encoding == Encoding("utf-8", "utf-8", True)
    assert "防汛应急预案" in text
    text, encoding = decode(whole + "来源".encode("gbk"), None)
    assert (encoding.used, encoding.lossy) == ("utf-8", True)
    text, encoding = decode(markup(TEXT * 3, "gbk").encode("gbk") + b"\xff\xff", None)
    assert (encoding.used, encoding.lossy) == ("gb18030", True)
    assert "防汛应急预案" in text


def test_a_big_ascii_page_is_fast(benchmark=None):
    assert decode(b"<p>a</p>" * 500_000, None)[1].used == "utf-8"


@given(st.binary(max_size=400), st.none() | st.text(max_size=60))
def test_no_bytes_raise(body, content_type):
    text, encoding = decode(body, content_type)
    assert isinstance(text, str)
    assert encoding.lossy or "\ufffd" not in text or b"\xef\xbf\xbd" in body or encoding.used != "utf-8"


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=8, max_size=200))
def test_chinese_text_comes_back_from_both_encodings(text):
    assert decode(markup(text, "gbk").encode("gb18030"), None)[0] == markup(text, "gbk")
    assert decode(markup(text, "gbk").encode(), None)[0] == markup(text, "gbk")


def test_what_is_declared_and_holds_for_the_title_holds_for_the_page():
    """A page in UTF-8 with large foreign pieces: browsers show the title, and not the pieces."""
    head = "<html><meta charset=utf-8><title>关于防火工作的通知</title><body>各乡镇要落实责任".encode()
    text, encoding = decode(head + "<p>页脚和菜单用另一种编码".encode("gbk") * 200, None)
    assert "关于防火工作的通知" in text and "落实责任" in text
    assert (encoding.used, encoding.lossy) == ("utf-8", True)
    wrong = "<html><meta charset=utf-8><title>关于防火工作的通知</title><body>各乡镇".encode("gbk") + b"\xff"
    text, encoding = decode(wrong, None)
    assert "关于防火工作的通知" in text and encoding.used == "gb18030"


@pytest.mark.parametrize("declared", [None, "gbk"])
def test_a_title_in_utf8_with_smaller_foreign_pieces_is_read_without_a_declaration(declared):
    page = markup(TEXT * 3, declared).encode().replace(b"<body>", b"<body>" + TEXT.encode("gbk") * 2)
    text, encoding = decode(page, None)
    assert (encoding.used, encoding.lossy) == ("utf-8", True) and TEXT in text
    other = markup(TEXT * 3, declared).encode("gbk").replace(b"<body>", b"<body>" + TEXT.encode() * 2)
    text, encoding = decode(other, None)
    assert encoding.used == "gb18030" and f"<title>{TEXT}" in text


def test_a_traditional_page_that_declares_gb_is_read_in_big5():
    page = markup(TRADITIONAL * 3, "gb2312")
    assert decode(page.encode("big5"), None) == (page, Encoding("gb2312", "big5hkscs", False))
