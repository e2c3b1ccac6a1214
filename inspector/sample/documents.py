"""Policy documents with their metadata header, and the interpretations that explain them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from inspector.sample.content import attachments, chinese_date, paragraphs, sentences, tasks
from inspector.sample.model import DAY, INNER_QUOTES, Item

Header = dict[str, tuple[str, str]]


def written(item: Item) -> date:
    """The day a document was signed: some days before it was published."""
    return item.published.date() - (3 + item.number % 3) * DAY


def document_number(item: Item) -> str:
    """The number of a document, growing with its date within the year; "" for the few without one."""
    if item.data.get("unnumbered"):
        return ""
    day = written(item)
    return f"{item.column.traits['series']}〔{day.year}〕{day.timetuple().tm_yday // 6 + 1}号"


def index_number(item: Item) -> str:
    """Organisation code / year - serial, as the 2009 guideline for disclosure catalogues has it."""
    day = written(item)
    return f"{item.column.traits['organization']}/{day.year}-{day.timetuple().tm_yday * 3:05d}"


def header(item: Item) -> Header:
    """The metadata header: canonical field → label and value."""
    return {
        "index_no": ("索 引 号", index_number(item)),
        "theme": ("主题分类", item.data["class"]),
        "publisher": ("发布机构", item.column.traits["publisher"]),
        "date_written": ("成文日期", f"{written(item):%Y-%m-%d}"),
        "title": ("名　　称", item.title),
        "doc_no": ("发文字号", document_number(item)),
        "date_published": ("发布日期", f"{item.published:%Y-%m-%d}"),
        "validity": ("有 效 性", "有效"),
        "keywords": ("主 题 词", item.data["class"].split("、")[0]),
    }


def render_header(fields: Header, style: str) -> str:
    """A header as a table with two pairs a row (the title has a row to itself), or as a definition list."""
    if style == "list":
        pairs = "\n".join(f"<dt>{label}：</dt><dd>{value}</dd>" for label, value in fields.values())
        return f'<dl class="document-header">\n{pairs}\n</dl>'
    rows: list[str] = []
    open_row = ""
    for name, (label, value) in fields.items():
        if name == "title":
            rows += [open_row] if open_row else []
            rows.append(f'<td class="label">{label}：</td><td colspan="3">{value}</td>')
            open_row = ""
            continue
        open_row += f'<td class="label">{label}：</td><td>{value}</td>'
        if open_row.count("</td>") == 4:
            rows.append(open_row)
            open_row = ""
    rows += [open_row] if open_row else []
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f'<table class="document-header">\n{body}\n</table>'


def document(item: Item, explained_by: Iterable[Item]) -> str:
    """The text of a document: number, addressees, tasks, signature, attachments, its interpretation."""
    told = tasks(item.data["theme"], item.random, 5)
    number = document_number(item)
    links = "".join(
        f'\n<p class="related">相关解读：<a href="{other.url}">{other.title}</a></p>'
        for other in explained_by
    )
    return (
        (f'<p class="number">{number}</p>\n' if number else "")
        + paragraphs(
            "各乡镇人民政府、街道办事处，县政府各部门：",
            f"经县政府同意，现将有关事项{'通知' if number else '公布'}如下，请认真组织实施。",
            "一、总体要求。坚持以人民为中心，立足本县实际，突出重点，分步推进，确保各项措施取得实效。",
            f"二、主要任务。（一）{told[0]}（二）{told[1]}（三）{told[2]}",
            f"三、保障措施。（一）加强组织领导。{told[3]}（二）加强督促检查。{told[4]}",
            "各乡镇、各部门要按照职责分工抓好落实，工作情况及时报送县政府办公室。",
        )
        + f'\n<p class="sign">{item.column.traits["publisher"]}</p>'
        + f'\n<p class="sign">{chinese_date(written(item))}</p>\n<p>（此件公开发布）</p>'
        + attachments(item)
        + links
    )


def interpretation(item: Item) -> str:
    """The interpretation of one document, which it links."""
    explained: Item = item.data["document"]
    chance, theme = item.random, item.data["theme"]
    told = sentences(theme, chance, 1) + tasks(theme, chance, 3)
    return paragraphs(
        f"近日，《{explained.title.translate(INNER_QUOTES)}》（{document_number(explained)}）印发实施，现解读如下。",
        f"一、出台背景。{told[0]}",
        f"二、主要内容。{told[1]}{told[2]}",
        f"三、群众关心的问题。{told[3]}如有疑问，可在工作日拨打0600-5550101咨询。",
    ) + (f'\n<p class="related">相关文件：<a href="{explained.url}">{explained.title}</a></p>')
