from hypothesis import given
from hypothesis import strategies as st

from inspector.facts.text import node_text
from inspector.page import Page

HTML = (("content-type", "text/html"),)


def text(markup: str) -> str:
    return Page("http://www.qingyuan.example/", headers=HTML, body=markup.encode()).text


def test_inline_elements_join_and_blocks_part():
    assert (
        text("<p>清政办〔<span>2021</span>〕<b>5</b>号</p><p>各乡镇：</p>") == "清政办〔2021〕5号\n各乡镇："
    )
    assert text("<table><tr><td>一</td><td>二</td></tr></table>") == "一\n二"


def test_white_space_is_folded():
    assert text("<p> 一&nbsp;&nbsp;　二\n\t三 </p>") == "一 二 三"
    assert text("<p>1 &lt; 2 &amp; 3</p>") == "1 < 2 & 3"


def test_what_is_never_shown_is_left_out():
    hidden = (
        "<head><title>t</title><style>s</style></head><!-- c --><script>var a = '<p>x</p>';</script>"
        "<noscript>n</noscript><template>t</template><div style='DISPLAY : none'>d<p>e</p></div>"
        "<p hidden>h</p><p>seen</p>"
    )
    assert text(hidden) == "seen"


def test_angle_brackets_in_attributes_and_broken_comments():
    assert text('<a title="更多>>" href="#">更多</a><p>后</p>') == "更多\n后"
    assert text("<p>前</p><!-- never closed <p>后</p>") == "前"


def test_other_media_have_no_text():
    assert Page("http://a.example/a.json", body=b'{"a": "<p>b</p>"}').text == ""


def test_node_text():
    page = Page("http://a.example/", headers=HTML, body="<p>发<b>文</b> \n <i>字号</i></p>".encode())
    node = page.tree.css_first("p")
    assert node is not None
    assert node_text(node) == "发文 字号"


@given(st.text(max_size=300))
def test_no_markup_raises(markup):
    assert isinstance(text(markup), str)


def test_hostile_markup_ends_soon():
    for piece in ("<", "<div ", "<!--", '<a b="', "<div style='display:none'>", "&nbsp;", "<script>"):
        assert isinstance(text(piece * 20_000), str)


def test_what_waits_to_be_faded_in_is_seen():
    assert text('<p style="visibility: hidden; opacity: 0">later</p>') == "later"
    assert text('<p style="visibility: hidden; opacity: 0.5">never</p>') == ""
    assert text('<p style="display: none; opacity: 0">never</p>') == ""
