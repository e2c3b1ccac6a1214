# ruff: noqa: E501  (markup is read best on one line)
from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.facts.scripts.reader import UNKNOWN, percent_decoded, unquoted
from inspector.page import Page


def written(script: str) -> str:
    return Page(
        "http://x.gov.cn/", body=f"<html><body><script>{script}</script></body></html>".encode()
    ).written


def of_file(source: str) -> str:
    headers = (("content-type", "application/javascript"),)
    return Page("http://x.gov.cn/foot.js", headers=headers, body=source.encode()).written


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("document.write('<p>甲</p>');", "<p>甲</p>"),
        ('document.writeln("<a href=\\"/x\\">乙<\\/a>");', '<a href="/x">乙</a>'),
        ("document.write('<p>' + '甲' +\n '</p>')", "<p>甲</p>"),
        ('document.write(unescape("%3Cb%3E%u7532%3C/b%3E"));', "<b>甲</b>"),
        ("document.write(unescape('%3Cb%3E')+'%3C')", "<b>%3C"),
        ("document.write('<p>'+name+'</p>')", f"<p>{UNKNOWN}</p>"),
        ("document.write('\\u7532\\x41\\n')", "甲A\n"),
        ("document.write(`<p>甲</p>`)", "<p>甲</p>"),
        ("el.innerHTML = '<p>甲</p>';", "<p>甲</p>"),
        ("$('#foot').html('<p>甲</p>').show()", "<p>甲</p>"),
        ("$('#foot').append(unescape('%3Cp%3E甲'));", "<p>甲"),
        ("document.write('<p>甲</p>');document.write('<p>乙</p>');", "<p>甲</p>\n<p>乙</p>"),
        ("if ('' != '') { document.write('来源：'); document.write('<b></b>'); }", ""),
        (
            "if ('某局' != '') { document.write('来源：某局'); } else { document.write('来源：本站'); }",
            "来源：某局",
        ),
        (
            "if ('' === '') { document.write('甲') } else { document.write('}') } document.write('乙')",
            "甲\n乙",
        ),
        ("if (' '.trim() == null) { if (a) { document.write('甲'); } } document.write('乙')", "乙"),
        ("if ('' != '') { document.write('甲')", ""),
        ("var ly=''; if(ly!=''){ document.write('来源：'+ly+' '); } document.write('乙')", "乙"),
        ("var ly='县水务局';\nif(ly!=''){ document.write('来源：'+ly+' '); }", "来源：县水务局 "),
        ("var fj=\"\"; if(fj.length > 0){ document.write('<p>附件：</p>'); }", ""),
        (
            "var u=''; if(u==''){document.write('<a href=\"'+v+'\">')} else {document.write('乙')}",
            f'<a href="{UNKNOWN}">',
        ),
        ("var n='甲'; function f(){ document.write('<b>'+n+'</b>') }", f"<b>{UNKNOWN}</b>"),
        ("if(a){ n='甲'; } document.write('<b>'+n+'</b>')", f"<b>{UNKNOWN}</b>"),
        ("var n='甲'; n += b; document.write('<b>'+n+'</b>')", f"<b>{UNKNOWN}</b>"),
        ("var n=''; while(c){ if(n!=''){ document.write('乙') } n = c }", "乙"),
        ("//document.write('<p>甲</p>')", ""),
        ("/* document.write('<p>甲</p>') */", ""),
        ("var url='http://x';document.write('<p>甲</p>')", "<p>甲</p>"),
        ("document.write(name)", ""),
        ("var a = '<p>甲</p>';", ""),
        ("document.write('<p>甲", ""),
    ],
)
def test_written(script: str, expected: str) -> None:
    assert written(script) == expected


def test_script_file_with_statements() -> None:
    assert of_file("document.write('<p>甲</p>');\ndocument.write('乙');") == "<p>甲</p>\n乙"


def test_script_file_with_nothing_but_literals() -> None:
    source = "var foot = '<p>主办：' + '某县</p>'; var other = 'x'; // '<p>no</p>'\nshow(foot);"
    assert of_file(source) == "<p>主办：某县</p>"


def test_records_of_a_paged_list() -> None:
    assert (
        written(
            "</script><script type='text/xml'><recordset><record><![CDATA[<li>甲</li>]]></record></recordset>"
        )
        == "<li>甲</li>"
    )


def test_literals() -> None:
    assert (
        unquoted(
            r"'a\'b\\\u{1F600}\
c'"
        )
        == "a'b\\\U0001f600c"
    )
    assert percent_decoded("%E7%94%B2%u7532%E9%zz") == "甲甲é%zz"


@pytest.mark.parametrize(
    "script",
    ["document.write(" * 20_000, "document.write('" + "\\" * 200_000, "document.write(" + "'a'+" * 60_000, "/*" * 100_000 + "document.write", "n='a';document.write('<i>'+n);" * 10_000, "if(n){" * 30_000, "//document.write('x')" * 20_000],
)  # fmt: skip
def test_hostile_scripts_end(script: str) -> None:
    begun = time.process_time()
    written(script)
    of_file(script)
    assert time.process_time() - begun < 5


@settings(max_examples=80)
@given(st.text("document.write()'\"`+\\/*\nunescape%u3C<>", max_size=200))
def test_no_input_raises(text: str) -> None:
    written("document.write('a'+" + text)
    of_file("document.write(" + text)
