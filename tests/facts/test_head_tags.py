from hypothesis import given
from hypothesis import strategies as st

from inspector.facts.head_tags import Meta, read_meta
from inspector.page import Page


def page(markup: str) -> Page:
    return Page(
        "http://www.qingyuan.example/", headers=(("content-type", "text/html"),), body=markup.encode()
    )


def test_names_in_any_case_come_in_standard_spelling():
    tags = page("""<head><META NAME='sitename' CONTENT=' 清沅县人民政府 '>
        <meta name="SITEIDCODE" content=1300990001><meta content="通知公告" name="columnname">
        <meta name=keywords content=a><meta name="viewport" content="x"><meta name="url"></head>""").head_tags
    assert tags == {
        "SiteName": "清沅县人民政府",
        "SiteIDCode": "1300990001",
        "ColumnName": "通知公告",
        "Keywords": "a",
        "Url": "",
    }


def test_first_filled_value_wins_and_repeats_stay_readable():
    repeated = page(
        '<meta name="SiteName" content=""><meta name="sitename" content="甲">'
        '<meta name="SiteName" content="乙">'
    )
    assert repeated.head_tags == {"SiteName": "甲"}
    assert read_meta(repeated) == [Meta("SiteName", ""), Meta("sitename", "甲"), Meta("SiteName", "乙")]


def test_comments_and_other_media_do_not_count():
    assert page('<!--<meta name="SiteName" content="甲">-->').head_tags == {}
    assert Page("http://a.example/a.js", body=b'"<meta name=SiteName content=a>"').head_tags == {}


@given(st.text(max_size=200))
def test_nothing_raises(content):
    assert isinstance(page(f'<meta name="PubDate" content="{content}"><meta {content}>').head_tags, dict)
