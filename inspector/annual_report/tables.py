"""The three tables of forms B and C, found by their labels: figures by row and column.

Table 2: what was disclosed by its own accord. Table 3: applications, by kind of applicant. Table 4: reviews
and lawsuits. A cell is a number, blank, a dash, or unreadable; what a blank is worth is said where it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from inspector.annual_report.grids import Grid
from inspector.annual_report.reading import MERGED, Document, compact, grid_tokens, text_tokens, value_like

#: The columns of table 3, in the order of the form.
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_APPLICANT = {
    "自然人": re.compile(r"^自然人"),
    "商业企业": re.compile(r"^商业"),
    "科研机构": re.compile(r"^科研"),
    "社会公益组织": re.compile(r"^社会公益"),
    "法律服务机构": re.compile(r"^法律服务"),
    "其他": re.compile(r"^其[他它]"),
    "总计": re.compile(r"^(?:总计|合计)"),
}
#: The rows of table 3: id, what the label says, and the label for the reader.
ROWS: tuple[tuple[str, str, str], ...] = (
    ("new", r"本年新收", "一、本年新收政府信息公开申请数量"),
    ("carried", r"上年结转", "二、上年结转政府信息公开申请数量"),
    ("1", r"^(?:\(?一\)?、?)?予以公开", "（一）予以公开"),
    ("2", r"^(?:\(?二\)?、?)?部分公开", "（二）部分公开"),
    ("3.1", r"属于国家秘密", "（三）1.属于国家秘密"),
    ("3.2", r"其[他它]法律.{0,3}行政法规", "（三）2.其他法律行政法规禁止公开"),
    ("3.3", r"三安全一稳定|三安全、一稳定", "（三）3.危及“三安全一稳定”"),
    ("3.4", r"第三方合法权益", "（三）4.保护第三方合法权益"),
    ("3.5", r"三类内部事务", "（三）5.属于三类内部事务信息"),
    ("3.6", r"四类过程性", "（三）6.属于四类过程性信息"),
    ("3.7", r"行政执法案卷", "（三）7.属于行政执法案卷"),
    ("3.8", r"行政查询事项", "（三）8.属于行政查询事项"),
    ("4.1", r"不掌握", "（四）1.本机关不掌握相关政府信息"),
    ("4.2", r"没有现成信息", "（四）2.没有现成信息需要另行制作"),
    ("4.3", r"补正后", "（四）3.补正后申请内容仍不明确"),
    ("5.1", r"信访.{0,4}举报.{0,4}投诉", "（五）1.信访举报投诉类申请"),
    ("5.2", r"重复申请", "（五）2.重复申请"),
    ("5.3", r"公开出版物", "（五）3.要求提供公开出版物"),
    ("5.4", r"大量反复", "（五）4.无正当理由大量反复申请"),
    ("5.5", r"重新出具", "（五）5.要求行政机关确认或重新出具已获取信息"),
    ("6.1", r"逾期不补正", "（六）1.申请人无正当理由逾期不补正"),
    ("6.2", r"收费通知", "（六）2.申请人逾期未按收费通知要求缴纳费用"),
    ("6.3", r"^3[.、．]?其[他它]$", "（六）3.其他"),
    ("6", r"^(?:\(?六\)?、?)?其[他它]处理$", "（六）其他处理"),
    ("total", r"^\(?七\)?[、.]?(?:总计|合计)|^总计$", "（七）总计"),
    ("left", r"结转下年", "四、结转下年度继续办理"),
)
LABELS = {name: label for name, _, label in ROWS}
_ROW = [(name, re.compile(says)) for name, says, _ in ROWS]
GENERATION_ROWS = {
    "B": tuple(name for name, _, _ in ROWS if name not in ("6.1", "6.2", "6.3")),
    "C": tuple(name for name, _, _ in ROWS if name != "6"),
}
CASES = ("行政复议", "未经复议直接起诉", "复议后起诉")
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
#: The rows of table 2 with the columns that each generation gives them.
DISCLOSED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "B": {
        "规章": ("本年新制作数量", "本年新公开数量", "对外公开总数量"),
        "规范性文件": ("本年新制作数量", "本年新公开数量", "对外公开总数量"),
        "行政许可": ("上一年项目数量", "本年增/减", "处理决定数量"),
        "其他对外管理服务事项": ("上一年项目数量", "本年增/减", "处理决定数量"),
        "行政处罚": ("上一年项目数量", "本年增/减", "处理决定数量"),
        "行政强制": ("上一年项目数量", "本年增/减", "处理决定数量"),
        "行政事业性收费": ("上一年项目数量", "本年增/减"),
        "政府集中采购": ("采购项目数量", "采购总金额"),
    },
    "C": {
        "规章": ("本年制发件数", "本年废止件数", "现行有效件数"),
        "行政规范性文件": ("本年制发件数", "本年废止件数", "现行有效件数"),
        "行政许可": ("本年处理决定数量",),
        "行政处罚": ("本年处理决定数量",),
        "行政强制": ("本年处理决定数量",),
        "行政事业性收费": ("本年收费金额",),
    },
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell of a table: `state` is number, blank, dash or unreadable; `value` is None unless a number."""

    state: str
    value: float | None = None
    text: str = ""

    @property
    def worth(self) -> float:
        """What it adds to a sum: a blank and a dash add nothing."""
        return self.value or 0.0


@dataclass(frozen=True)
class Tables:
    """The figures found. `applications` is row id → figures by applicant; `disputes` is case → figures by
    outcome; `disclosed` is row → figures in the order of the form. What is not there was not found.
    """

    disclosed: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    applications: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)
    disputes: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Whether any table was found."""
        return bool(self.disclosed or self.applications or self.disputes)


def figure(token: str) -> Figure:
    """The figure in a cell of the stream; what is no number, blank or dash is unreadable."""
    if token.isdigit() and token.isascii() and len(token) < 13:
        return Figure("number", float(token), token)
    if not token:
        return Figure("blank")
    if token == MERGED:
        return Figure("unreadable")
    if _DASH.fullmatch(token):
        return Figure("dash", None, token)
    bare = _UNIT.sub("", token).replace(",", "")
    if bare in ("o", "O", "零"):
        bare = "0"
    if _NUMBER.fullmatch(bare):
        return Figure("number", float(bare), token)
    return Figure("unreadable", None, token[:40])


_DASH = re.compile(r"[-–—/\\无*空]{1,4}")
_UNIT = re.compile(r"(?:万?元|[件条个项次份宗])$")
_NUMBER = re.compile(r"[+\-]?\d{1,12}(?:\.\d{1,6})?")


def read_tables(document: Document, generation: str, cells: Sequence[str]) -> Tables:
    """The figures of a report's tables; labels decide, not positions. `cells` are its `tokens`."""
    form = "B" if generation == "B" else "C"
    disclosed: dict[str, tuple[Figure, ...]] = {}
    applications: dict[str, dict[str, Figure]] = {}
    disputes: dict[str, dict[str, Figure]] = {}
    columns: tuple[str, ...] | None = None
    for stream, order in _streams(document, cells):
        columns = order or columns
        for name, figures in _disclosed(stream, form):
            disclosed.setdefault(name, figures)
        # A table may go on on the next page, where its head is not repeated.
        for name, row in _applications(stream, columns or APPLICANTS, begun="new" in applications):
            applications.setdefault(name, row)
        if not disputes:
            disputes = _disputes(stream)
    return Tables(disclosed, applications, disputes)


def _streams(
    document: Document, cells: Sequence[str]
) -> Iterator[tuple[Sequence[str], tuple[str, ...] | None]]:
    """The cells of each table, and the order of table 3's columns where it says so itself."""
    if not document.grids:
        yield cells, None
        return
    form = False
    for grid in document.grids:
        stream = list(grid_tokens(grid))
        form = form or any("本年新收" in token or "尚未审结" in token for token in stream)
        yield stream, _columns(grid)
    if not form:
        yield text_tokens("\n".join(document.paragraphs)), None


def _columns(grid: Grid) -> tuple[str, ...] | None:
    """The columns of table 3 as its head has them, from left to right; None where it has no whole head."""
    rows = grid.texts()
    first = next((n for n, row in enumerate(rows) if any("本年新收" in compact(t) for t in row)), 0)
    found: list[str] = []
    for column in range(len(rows[0]) if rows and first else 0):
        for row in reversed(rows[:first]):
            name = next(
                (name for name, says in _APPLICANT.items() if says.search(compact(row[column]))), None
            )
            if name:
                if not found or found[-1] != name:
                    found.append(name)
                break
    return tuple(found) if sorted(found) == sorted(APPLICANTS) else None


def _figures(stream: Sequence[str], begin: int, most: int) -> list[Figure]:
    """The figures that follow a label, up to the next text."""
    found = []
    for token in stream[begin : begin + most]:
        if not value_like(token):
            break
        found.append(figure(token))
    return found


def _disclosed(stream: Sequence[str], form: str) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    kinds = {**DISCLOSED["B"], **DISCLOSED["C"]}
    aliases = {"规范性文件": "规范性文件" if form == "B" else "行政规范性文件"}
    for place, token in enumerate(stream):
        name = token.strip("0123456789.、 ")
        name = name if name in kinds else name.removeprefix("各类").removeprefix("其中:")
        if name not in kinds:
            continue
        name = aliases.get(name, name)
        columns = DISCLOSED[form].get(name)
        if columns and (figures := _figures(stream, place + 1, len(columns))):
            yield name, tuple(figures)


def _applications(
    stream: Sequence[str], columns: Sequence[str], *, begun: bool
) -> Iterator[tuple[str, dict[str, Figure]]]:
    for place, token in enumerate(stream):
        if token.isdigit() or not 2 <= len(token) <= 60:
            continue
        name = next((name for name, says in _ROW if says.search(token)), None)
        if name is None or (not begun and name != "new"):
            continue
        figures = _figures(stream, place + 1, len(APPLICANTS) + 1)
        # One figure too many: these are not the cells of this row.
        if len(figures) > len(APPLICANTS) and figures.pop().state == "number":
            continue
        if len(figures) == len(APPLICANTS):
            begun = True
            yield name, dict(zip(columns, figures, strict=True))


def _disputes(stream: Sequence[str]) -> dict[str, dict[str, Figure]]:
    """The one row of table 4: fifteen figures behind its heads, however those are broken into cells."""
    heads = [place for place, token in enumerate(stream) if "复议后起诉" in token or "审结" in token]
    if not heads:
        return {}
    begin = heads[-1]
    while begin < len(stream):
        if not value_like(stream[begin]):
            begin += 1
            continue
        run = _figures(stream, begin, _MOST)
        if figures := _fifteen(run):
            return {
                case: dict(zip(OUTCOMES, figures[5 * number : 5 * number + 5], strict=True))
                for number, case in enumerate(CASES)
            }
        begin += len(run)
    return {}


#: Cells after which a row of figures is no row of table 4.
_MOST = 40


def _fifteen(run: list[Figure]) -> list[Figure]:
    """Fifteen cells of a run; blanks before and behind them may be layout. Empty where it is not clear."""
    if len(run) == 15:
        return run if any(cell.state != "blank" for cell in run) else []
    filled = [number for number, cell in enumerate(run) if cell.state != "blank"]
    if filled and filled[-1] - filled[0] == 14:
        return run[filled[0] : filled[-1] + 1]
    return []
