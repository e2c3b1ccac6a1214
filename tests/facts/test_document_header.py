import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.facts.fields.field import Field
from inspector.page import Page


def header(markup: str) -> dict[str, Field]:
    body = f"<!doctype html><html><body>{markup}</body></html>".encode()
    return Page(
        "http://www.qingyuan.example/a.html", headers=(("content-type", "text/html"),), body=body
    ).document_header


def unknown(markup: str) -> list[tuple[str, str]]:
    body = f"<!doctype html><html><body>{markup}</body></html>".encode()
    page = Page("http://www.qingyuan.example/a.html", headers=(("content-type", "text/html"),), body=body)
    return [(field.label, field.value) for field in page.header_block.unknown]


def values(markup: str) -> dict[str, str]:
    return {name: field.value for name, field in header(markup).items()}


FIELDS = [
    ("索引号", "1234/2021-5"),
    ("文号", "清政办〔2021〕5号"),
    ("发布机构", "县政府办"),
    ("成文日期", "2021-03-04"),
]
WANTED = dict(
    zip(("index_no", "doc_no", "publisher", "date_written"), (value for _, value in FIELDS), strict=True)
)


def layouts(fields):
    return {
        "one pair a row": "<table>{}</table>".format(
            "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in fields)
        ),
        "all pairs in a row": "<table><tr>{}</tr></table>".format(
            "".join(f"<td>{a}：</td><td>{b}</td>" for a, b in fields)
        ),
        "th and td": "<table><tr>{}</tr></table>".format(
            "".join(f"<th>{a}</th><td>{b}</td>" for a, b in fields)
        ),
        "bold in the cell": "<table><tr>{}</tr></table>".format(
            "".join(f"<td><b>{a}：</b></td><td>{b}</td>" for a, b in fields)
        ),
        "label and value in a cell": "<table><tr>{}</tr></table>".format(
            "".join(f"<td>{a}:{b}</td>" for a, b in fields)
        ),
        "definition list": "<dl>{}</dl>".format("".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in fields)),
        "list item": "<ul>{}</ul>".format("".join(f"<li>{a}：{b}</li>" for a, b in fields)),
        "items in turn": "<ul>{}</ul>".format("".join(f"<li>[ {a} ]</li><li>{b}</li>" for a, b in fields)),
        "item with a block": "<ul>{}</ul>".format(
            "".join(f"<li><span>{a}：</span><div>{b}</div></li>" for a, b in fields)
        ),
        "spans": "<div>{}</div>".format("".join(f"<span>{a}</span><span>{b}</span> " for a, b in fields)),
        "spans with colons": "<p>{}</p>".format(" ".join(f"<b>{a}：</b>{b}" for a, b in fields)),
        "text only": "<p>{}</p>".format(" ".join(f"{a}：{b}" for a, b in fields)),
        "line breaks": "<p>{}</p>".format("<br>".join(f"{a}：{b}" for a, b in fields)),
        "divs": "".join(
            f'<div class="row"><div class="l">{a}：</div><div class="r">{b}</div></div>' for a, b in fields
        ),
        "split labels": "<table>{}</table>".format(
            "".join(f"<tr><td>{'&nbsp;'.join(a)}：</td><td>{b}</td></tr>" for a, b in fields)
        ),
        "labels in pieces": "<table>{}</table>".format(
            "".join(f"<tr><td>{''.join(f'<i>{c}</i>　' for c in a)}</td><td>{b}</td></tr>" for a, b in fields)
        ),
        "value in pieces": "<table>{}</table>".format(
            "".join(
                f"<tr><td>{a}</td><td>{''.join(f'<span>{c}</span>' for c in b)}</td></tr>" for a, b in fields
            )
        ),
        "values in comments": "<table>{}</table>".format(
            "".join(f"<tr><td>{a}</td><td><!--<$[X]>-->{b}<!--<$[X]>--></td></tr>" for a, b in fields)
        ),
    }


LAYOUTS = layouts(FIELDS)


def cells(tag: str, texts: list[str]) -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


NAMES, CONTENTS = [name for name, _ in FIELDS], [value for _, value in FIELDS]
APART = {
    "a row of values below": f"<table><tr>{cells('th', NAMES)}</tr><tr>{cells('td', CONTENTS)}</tr></table>",
    "rows of labels and values by turns": "<table>{}</table>".format(
        cells("tr", [cells("td", row[at : at + 2]) for at in (0, 2) for row in (NAMES, CONTENTS)])
    ),
    "two columns": f"<div><div>{cells('p', NAMES)}</div><div>{cells('p', CONTENTS)}</div></div>",
    "two lists": f"<ul>{cells('li', NAMES)}</ul><ul>{cells('li', CONTENTS)}</ul>",
    "labels in one cell, values in the next": "<table><tr><td>{}</td><td>{}</td></tr></table>".format(
        "<br>".join(NAMES), "<br>".join(CONTENTS)
    ),
    "Korean between": "<ul>{}</ul>".format(
        "".join(f"<li><b>{a}</b><i>정보색인번호</i><span>{b}</span></li>" for a, b in FIELDS)
    ),
    "English below": "<table>{}</table>".format(
        "".join(f"<tr><td>{a}<br><small>Index No.</small></td><td>{b}</td></tr>" for a, b in FIELDS)
    ),
    "English between": "<ul>{}</ul>".format(
        "".join(f"<li><b>{a}</b><i>Issued by</i><span>{b}</span></li>" for a, b in FIELDS)
    ),
    "Mongolian before": "<table>{}</table>".format(
        "".join(f"<tr><td>ᠲᠣᠭ᠎ᠠ ᠳᠤᠭᠠᠷ<br>{a}</td><td>{b}</td></tr>" for a, b in FIELDS)
    ),
    "Uighur between": "<ul>{}</ul>".format(
        "".join(f"<li><b>{a}</b><i dir=rtl>ئىندېكس نومۇرى</i><span>{b}</span></li>" for a, b in FIELDS)
    ),
    "Tibetan below": "<dl>{}</dl>".format(
        "".join(f"<dt>{a}<br>འཚོལ་བྱང་།</dt><dd>{b}</dd>" for a, b in FIELDS)
    ),
}


@pytest.mark.parametrize("layout", sorted(APART))
def test_values_apart_from_their_labels_and_labels_in_two_languages(layout):
    assert values(APART[layout] + "<h1>关于印发防汛应急预案的通知</h1><p>正文</p>") == WANTED


def test_labels_in_traditional_characters():
    fields = header(
        "<ol><li>[索引號] 1234/2021-5</li><li>[發文機關] 縣政府</li><li>[成文日期]</li></ol><h1>通知</h1>"
    )
    assert fields["index_no"] == Field("索引號", "1234/2021-5", "present")
    assert fields["issuer"] == Field("發文機關", "縣政府", "present")
    assert fields["date_written"].state == "blank"


def test_one_row_below_labels_is_a_list_unless_its_title_is_the_page_s():
    rows = [cells("th", ["名称", *NAMES]), cells("td", ["防汛预案", *CONTENTS])]
    table = f"<table>{cells('tr', rows)}</table>"
    assert header(table + "<p>共1条</p>") == {}
    assert values(table + "<h1>防汛预案</h1>") == WANTED | {"title": "防汛预案"}


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_layouts(layout):
    assert values(LAYOUTS[layout] + "<h1>关于印发防汛应急预案的通知</h1><p>正文</p>") == WANTED


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {"value in pieces", "spans"}))
def test_a_missing_last_value_is_not_taken_from_what_follows(layout):
    markup = LAYOUTS[layout].replace("2021-03-04", "")
    fields = header(markup + "<h1>关于印发防汛应急预案的通知</h1><p>正文</p>")
    assert fields["date_written"] == Field("成文日期", "", "blank")
    assert fields["doc_no"] == Field("文号", "清政办〔2021〕5号", "present")


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_a_missing_middle_value(layout):
    if layout == "value in pieces":
        markup = LAYOUTS[layout].replace("".join(f"<span>{c}</span>" for c in "县政府办"), "")
    else:
        markup = LAYOUTS[layout].replace("县政府办", "")
    assert values(markup) == WANTED | {"publisher": ""}


@pytest.mark.parametrize("position", [0, 2, 4])
@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {"spans"}))
def test_unknown_labels_are_kept_with_their_values(layout, position):
    own = ("信息编码", "QY-2021-5")
    markup = layouts([*FIELDS[:position], own, *FIELDS[position:]])[layout]
    markup = f"<ul><li>首页</li><li>政务公开</li></ul>{markup}<h1>关于印发预案的通知</h1><p>附件：1. 预案</p>"
    assert unknown(markup) == [own]
    assert values(markup) == WANTED


def test_values_and_placeholders_are_no_labels():
    markup = "<table><tr><td>索引号</td><td>县政府办</td><td>文号</td><td></td></tr>"
    assert unknown(markup + "<tr><td>有效性</td><td>有效</td><td>信息编码</td><td>无</td></tr></table>") == [
        ("信息编码", "")
    ]


@pytest.mark.parametrize(
    "placeholder",
    ["无", "-", "--", "null", "—&nbsp;—", "暂无", "/", "：", "undefined", "&nbsp;", "——/——", ".", "无文号"],
)
def test_placeholders_are_blank(placeholder):
    fields = header(f"<ul><li>索引号：1/2</li><li>文号：{placeholder}</li><li>发布机构：县政府办</li></ul>")
    assert fields["doc_no"] == Field("文号", "", "blank")


def test_label_as_written():
    fields = header("<ul><li>[ 信 息 索 引 号 ] 1/2</li><li>发文字号：甲</li></ul>")
    assert fields["index_no"].label == "信息索引号"


def test_printed_twice_counts_once_and_the_filled_one_counts():
    twice = "<table><tr><td>索引号</td><td>1/2</td><td>文号</td><td></td></tr></table>"
    twice += "<ul class=mobile><li>信息索引号：1/2</li><li>文号：清政〔2021〕1号</li></ul>"
    assert values(twice) == {"index_no": "1/2", "doc_no": "清政〔2021〕1号"}


def test_commented_rows_do_not_count():
    markup = "<table><tr><td>索引号</td><td>1/2</td></tr><!--<tr><td>主题分类</td><td>水利</td></tr>-->"
    assert values(markup + "<tr><td>文号</td><td>甲</td></tr></table>") == {"index_no": "1/2", "doc_no": "甲"}


def test_ambiguous_labels_need_a_header_around_them():
    assert (
        header("<table><tr><td>名称</td><td>电脑</td></tr><tr><td>分类</td><td>设备</td></tr></table>") == {}
    )
    assert header("<p>来源：县政府办</p><p>主办单位：县政府办</p><p>标题：通知</p>") == {}
    assert values("<ul><li>名称：通知</li><li>索引号：1/2</li><li>文号：甲</li></ul>")["title"] == "通知"


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><th>名称</th><th>索引号</th><th>发布机构</th><th>发布日期</th></tr>"
        "<tr><td>通知</td><td>1/2</td><td>县政府办</td><td>2021-03-04</td></tr></table>",
        "<form><dl><dt>索引号</dt><dd><input></dd><dt>文号</dt><dd><input></dd></dl></form>",
        "<form><select><option>索引号</option><option>文号</option></select></form>",
        "".join(f"<li>索引号：1/{n} 文号：清政〔2021〕{n}号 发布机构：县政府办</li>" for n in range(1, 6)),
        "<p>发布时间：2021-03-04 来源：县政府办 浏览次数：3</p>",
        "<p>各单位要在发布机构的指导下，按照索引号和文号归档。</p>",
        "<script>var a = '索引号：1 文号：2';</script>",
    ],
)
def test_what_is_no_header(markup):
    assert header(markup) == {}


def test_header_in_a_literal_of_the_page():
    fields = header(
        '<script>window._CONFIG = {DETAIL: {"identifier": "11440/2021-1", "document_number":'
        ' "\\u6e05\\u653f1\\u53f7", "publisher": "", "title": "通知",'
        ' "display_publish_time": 1614816000}}</script>'
    )
    assert fields["index_no"] == Field("索引号", "11440/2021-1", "present")
    assert fields["doc_no"].value == "清政1号"
    assert fields["publisher"].state == "blank"
    assert fields["date_published"].value == "2021-03-04"


@pytest.mark.parametrize(
    "script",
    [
        '{"props": {"syh": "11440/2021-1", "fwzh": "清政1号", "fbjg": "县政府办", "cwrq": "2021-03-01"}}',
        "d = {indexNo: '11440/2021-1', docNumber: '清政1号', fbjg: '县政府办', writeDate: '2021-03-01'};",
    ],
)
def test_header_in_literals_of_other_systems(script):
    assert values(f"<script>{script}</script>") == {
        "index_no": "11440/2021-1",
        "doc_no": "清政1号",
        "publisher": "县政府办",
        "date_written": "2021-03-01",
    }


def test_a_list_of_documents_in_a_script_is_no_header():
    rows = ",".join(f'{{"syh": "1/{n}", "fwzh": "清政{n}号", "fbjg": "县政府办"}}' for n in range(4))
    assert values(f"<script>var rows = [{rows}];</script>") == {}


def test_header_written_by_a_script():
    assert values("<script>document.write('<p>索引号：1/2</p><p>文号：甲</p>');</script>") == {
        "index_no": "1/2",
        "doc_no": "甲",
    }


PIECES = st.sampled_from(
    [
        "索引号",
        "文号：",
        "发布机构",
        ":",
        "：",
        "无",
        "<td>",
        "</td>",
        "<tr>",
        "<table>",
        "<li>",
        "</ul>",
        "<b>",
    ]
    + ["[", "]", "&nbsp;", "名称", "<!--", "-->", "县", "12", "\n"]
)


@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=100))
def test_no_markup_raises(markup):
    for field in header(markup).values():
        assert (field.state == "present") == bool(field.value)


def test_choices_of_a_search_are_no_header() -> None:
    choices = "".join(
        f"<dl><dt>{label}：</dt><dd><a>全部</a><a>{value}</a></dd></dl>"
        for label, value in (
            ("发文机关", "市政府"),
            ("主题分类", "财政"),
            ("有效性", "有效"),
            ("发文字号", "市政发"),
        )
    )
    assert (
        Page("http://x.gov.cn/", body=f"<html><body>{choices}</body></html>".encode()).document_header == {}
    )


def test_of_two_labels_of_one_header_the_usual_one_is_the_fields():
    rows = (*FIELDS[:2], ("所属机构", "清沅县"), ("发布机构", ""))
    table = "".join(f"<tr><td>{label}：</td><td>{value}</td></tr>" for label, value in rows)
    assert header(f"<table>{table}</table>")["publisher"] == Field("发布机构", "", "blank")


def test_what_the_labels_mean_is_no_header():
    lines = (
        "索引号：为方便信息索取所编排的编码。",
        "发布机构：信息公开的责任者；",
        "信息名称：信息的主要标题；",
        "生成日期：信息生成的时间；",
    )
    assert header("".join(f"<p>{line}</p>" for line in lines)) == {}


def test_a_stamp_is_a_value():
    fields = (*FIELDS, ("有效性", '<img src="yx.png" alt="有效">'))
    table = "".join(f"<tr><td>{label}：</td><td>{value}</td></tr>" for label, value in fields)
    assert values(f"<table>{table}</table>")["validity"] == "有效"


def test_a_class_in_the_byline_is_none_of_the_header():
    byline = "<p><span>来源：县水利局</span> <span>分类：政策</span> <span>2021-04-04 18:00</span></p>"
    rows = "<p>【发布单位】县水利局</p><p>【发布文号】清水发〔2021〕5号</p><p>【发布日期】2021年4月4日</p>"
    assert "theme" not in values(byline + rows)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>索引号 1234/2021-5 文号 清政办〔2021〕5号 发布机构 县政府办 有效性 成文日期 2021-03-04</p>",
        "<p>索引号　1234/2021-5</p><p>文 号　清政办〔2021〕5号</p><p>发布机构　县政府办</p><p>有效性</p>"
        "<p>成文日期　2021-03-04</p>",
        "".join(f"<p>{label}∶{value}</p>" for label, value in (*FIELDS, ("有效性", ""))),
        "<table>{}</table>".format(
            "".join(f"<tr><td>{a}</td><td>：</td><td>{b}</td></tr>" for a, b in (*FIELDS, ("有效性", "")))
        ),
    ],
)
def test_labels_parted_from_their_values_by_little(markup):
    assert values(markup) == {**WANTED, "validity": ""}
    assert header("<p>索引号 文号 名称 发布机构 发布日期</p>") == {}
