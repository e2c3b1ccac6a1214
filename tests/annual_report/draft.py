"""Writes annual reports of forms B and C: consistent by construction, then broken on purpose.

The names are invented. `draft` makes the figures of a whole report; `spoil` changes one of them and says
which equations must break; `FILES` write the same report as HTML, Word, PDF and text.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from html import escape
from io import BytesIO

from inspector.annual_report.tables import APPLICANTS, CASES, DISCLOSED, GENERATION_ROWS, OUTCOMES
from tests.annual_report.pdf import pdf

Figures = dict[str, dict[str, int]]
NAMES = ("云溪县", "青石县", "白鹭区", "松岭县", "河湾区", "北林县")
BODIES = ("民政局", "水务局", "教育体育局", "统计局", "自然资源局", "城市管理局")
GROUPS = {"3": "（三）不予公开", "4": "（四）无法提供", "5": "（五）不予处理", "6": "（六）其他处理"}
PRINTED = {
    "new": "一、本年新收政府信息公开申请数量",
    "carried": "二、上年结转政府信息公开申请数量",
    "1": "（一）予以公开",
    "2": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "3.1": "1.属于国家秘密",
    "3.2": "2.其他法律行政法规禁止公开",
    "3.3": "3.危及“三安全一稳定”",
    "3.4": "4.保护第三方合法权益",
    "3.5": "5.属于三类内部事务信息",
    "3.6": "6.属于四类过程性信息",
    "3.7": "7.属于行政执法案卷",
    "3.8": "8.属于行政查询事项",
    "4.1": "1.本机关不掌握相关政府信息",
    "4.2": "2.没有现成信息需要另行制作",
    "4.3": "3.补正后申请内容仍不明确",
    "5.1": "1.信访举报投诉类申请",
    "5.2": "2.重复申请",
    "5.3": "3.要求提供公开出版物",
    "5.4": "4.无正当理由大量反复申请",
    "5.5": "5.要求行政机关确认或重新出具已获取信息",
    "6.1": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "6.2": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "6.3": "3.其他",
    "6": "（六）其他处理",
    "total": "（七）总计",
    "left": "四、结转下年度继续办理",
}
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


@dataclass
class Draft:
    """A report's figures; `sums` is the breakdown of disclosed items: label → number, and their total."""

    form: str
    year: int
    body: str
    applications: Figures
    disputes: Figures
    disclosed: dict[str, list[float]]
    parts: dict[str, int]
    total: int
    left_out: set[int] = field(default_factory=set)

    @property
    def title(self) -> str:
        return f"{self.body}{self.year}年政府信息公开工作年度报告"


def draft(seed: int, form: str = "C") -> Draft:
    """A consistent report; the same seed gives the same figures."""
    chance = random.Random(seed)
    year = chance.choice((2019, 2020) if form == "B" else (2021, 2023, 2025))
    rows = GENERATION_ROWS[form]
    results = [name for name in rows if name not in ("new", "carried", "total", "left")]
    table: Figures = {name: {} for name in rows}
    for column in APPLICANTS[:-1]:
        done = 0
        for name in results:
            table[name][column] = chance.choice((0, 0, 0, 1, 2, chance.randrange(40)))
            done += table[name][column]
        left = chance.randrange(4)
        carried = chance.randrange(min(4, done + left) + 1)
        table["total"][column], table["left"][column] = done, left
        table["carried"][column], table["new"][column] = carried, done + left - carried
    for row in table.values():
        row["总计"] = sum(row.values())
    disputes: Figures = {}
    for case in CASES:
        cells = [chance.randrange(5) for _ in OUTCOMES[:-1]]
        disputes[case] = dict(zip(OUTCOMES, [*cells, sum(cells)], strict=True))
    disclosed = {
        name: [float(chance.randrange(90)) for _ in columns] for name, columns in DISCLOSED[form].items()
    }
    labels = chance.sample(("政务动态类", "通知公告类", "政策文件类", "财政预决算类", "人事信息类"), 3)
    parts = {**{label: chance.randrange(2, 400) for label in labels}, "其他信息": chance.randrange(1, 90)}
    body = chance.choice(NAMES) + chance.choice(BODIES)
    return Draft(form, year, body, table, disputes, disclosed, parts, sum(parts.values()))


def spoil(good: Draft, place: tuple[str, str], change: int) -> tuple[Draft, set[tuple[str, str]]]:
    """One figure of tables 3 or 4 changed, and the equations (id, column) that must break."""
    bad = deepcopy(good)
    row, column = place
    if row in CASES:
        bad.disputes[row][column] += change
        return bad, {("AR.4", row)}
    bad.applications[row][column] += change
    broken = {("AR.3", row)}
    if row in ("new", "carried", "left", "total"):
        broken.add(("AR.1", column))
    if row not in ("new", "carried", "left"):
        broken.add(("AR.2", column))
    return bad, broken


def preface(report: Draft) -> str:
    return (
        f"根据《中华人民共和国政府信息公开条例》有关规定，编制本报告。本报告所列数据的统计期限为{report.year}年1月1日至"
        f"{report.year}年12月31日。如有疑问，请与{report.body}办公室联系（电话：0600-5550100）。"
    )


def overview(report: Draft) -> list[str]:
    listed = "、".join(f"{label}{number}条" for label, number in report.parts.items())
    new, carried = report.applications["new"]["总计"], report.applications["carried"]["总计"]
    return [
        f"（一）主动公开。{report.year}年，全年主动公开政府信息{report.total}条，其中{listed}。",
        f"（二）依申请公开。全年新收政府信息公开申请{new}件，上年结转{carried}件，均依法办理。",
        "（三）政府信息管理。严格执行信息发布审查制度，及时清理并标注文件有效性。",
    ]


def blocks(report: Draft) -> list[str | list[list[tuple[str, int, int]]]]:
    """Title, paragraphs and tables in order; a cell is text, columns, rows."""
    below: list[list[str | list[list[tuple[str, int, int]]]]] = [
        list(overview(report)),
        [_disclosed(report)],
        [_applications(report)],
        [_disputes(report)],
        ["解读形式较为单一，下一步将丰富解读形式，加强业务培训。"],
        ["本年度未收取政府信息公开信息处理费。"],
    ]
    found: list[str | list[list[tuple[str, int, int]]]] = [report.title, preface(report)]
    for number, heading in enumerate(HEADINGS):
        if number not in report.left_out:
            found += [heading, *below[number]]
    return found


def _shown(value: float) -> str:
    return f"{value:g}"


def _disclosed(report: Draft) -> list[list[tuple[str, int, int]]]:
    rows: list[list[tuple[str, int, int]]] = []
    items = {"规章": "一", "行政许可": "五", "行政处罚": "六", "行政事业性收费": "八", "政府集中采购": "九"}
    for name, columns in DISCLOSED[report.form].items():
        if name in items:
            rows.append([(f"第二十条第（{items[name]}）项", 4, 1)])
            rows.append([("信息内容", 1, 1), *_spread(list(columns))])
        rows.append([(name, 1, 1), *_spread([_shown(value) for value in report.disclosed[name]])])
    return rows


def _spread(texts: list[str]) -> list[tuple[str, int, int]]:
    """Texts over three columns, the last merged."""
    return [(text, 1, 1) for text in texts[:-1]] + [(texts[-1], 4 - len(texts), 1)]


def _applications(report: Draft) -> list[list[tuple[str, int, int]]]:
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    rows: list[list[tuple[str, int, int]]] = [
        [(note, 3, 3), ("申请人情况", 7, 1)],
        [("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)],
        [(name, 1, 1) for name in APPLICANTS[1:-1]],
    ]
    results = [name for name in report.applications if name not in ("new", "carried", "left")]
    opened = ""
    for name, figures in report.applications.items():
        cells = [(_shown(figures[column]), 1, 1) for column in APPLICANTS]
        group = name.partition(".")[0] if "." in name else ""
        if name in ("new", "carried", "left"):
            rows.append([(PRINTED[name], 3, 1), *cells])
            continue
        head: list[tuple[str, int, int]] = []
        if name == results[0]:
            head.append(("三、本年度办理结果", 1, len(results)))
        if group and group != opened:
            head.append((GROUPS[group], 1, sum(other.startswith(f"{group}.") for other in results)))
            opened = group
        head.append((PRINTED[name], 1 if group else 2, 1))
        rows.append([*head, *cells])
    return rows


def _disputes(report: Draft) -> list[list[tuple[str, int, int]]]:
    cells = [_shown(report.disputes[case][outcome]) for case in CASES for outcome in OUTCOMES]
    return [
        [("行政复议", 5, 2), ("行政诉讼", 10, 1)],
        [("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)],
        [(outcome, 1, 1) for _ in CASES for outcome in OUTCOMES],
        [(cell, 1, 1) for cell in cells],
    ]


def as_html(report: Draft) -> bytes:
    parts = []
    for block in blocks(report):
        if isinstance(block, str):
            parts.append(f"<p>{escape(block)}</p>")
            continue
        rows = "".join(
            "<tr>"
            + "".join(
                f'<td colspan="{columns}" rowspan="{rows}">{escape(text)}</td>' for text, columns, rows in row
            )
            + "</tr>"
            for row in block
        )
        parts.append(f"<table>{rows}</table>")
    body = "\n".join(parts)
    return (
        f"<!DOCTYPE html><html><head><title>{report.title}</title></head><body>{body}</body></html>".encode()
    )


def as_bars(report: Draft) -> bytes:
    """Tables as text, a row a line, cells between bars."""
    lines = []
    for block in blocks(report):
        if isinstance(block, str):
            lines.append(block)
        else:
            lines += [" | ".join(text for text, _, _ in row) + " |" for row in block]
    return "\n".join(lines).encode()


def as_cells(report: Draft) -> bytes:
    """Tables as text, a cell a line, as some extractors leave them."""
    lines = []
    for block in blocks(report):
        if isinstance(block, str):
            lines.append(block)
        else:
            lines += [f"{text}\n|" for row in block for text, _, _ in row]
    return "\n".join(lines).encode()


def as_docx(report: Draft) -> bytes:
    import docx

    document = docx.Document()
    for block in blocks(report):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        width = max(sum(columns for _, columns, _ in row) for row in block)
        table = document.add_table(len(block), width)
        cells = table._cells  # table.cell() makes this list anew for every cell
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(block):
            column = 0
            for text, columns, rows in row:
                while (number, column) in taken:
                    column += 1
                last = cells[(number + rows - 1) * width + column + columns - 1]
                cell = cells[number * width + column]
                if columns > 1 or rows > 1:
                    cell = cell.merge(last)
                cell.text = text
                taken |= {(number + r, column + c) for r in range(rows) for c in range(columns)}
                column += columns
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def as_xlsx(report: Draft) -> bytes:
    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        top = 0
        for block in blocks(report):
            if isinstance(block, str):
                sheet.write(top, 0, block)
                top += 1
                continue
            taken: set[tuple[int, int]] = set()
            for number, row in enumerate(block, top):
                column = 0
                for text, columns, rows in row:
                    while (number, column) in taken:
                        column += 1
                    value = int(text) if text.isdigit() else text
                    if columns > 1 or rows > 1:
                        sheet.merge_range(number, column, number + rows - 1, column + columns - 1, value)
                    else:
                        sheet.write(number, column, value)
                    taken |= {(number + r, column + c) for r in range(rows) for c in range(columns)}
                    column += columns
            top += len(block)
    return target.getvalue()


def as_pdf(report: Draft) -> bytes:
    return pdf(blocks(report))


FILES: dict[str, Callable[[Draft], bytes]] = {
    "report.html": as_html,
    "report.docx": as_docx,
    "report.pdf": as_pdf,
    "report.xlsx": as_xlsx,
    "bars.txt": as_bars,
    "cells.txt": as_cells,
}
