"""Annual reports on the disclosure of government information, in the form of 国办公开办函〔2021〕30号.

All figures of a report agree: rows and columns add up, and what one year leaves over the next takes up.
"""

from __future__ import annotations

from random import Random

from inspector.sample.content import paragraphs
from inspector.sample.model import Item

Row = list[int]

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")

# Each group of results with its detailed rows, and how often one of them is the outcome.
RESULTS = (
    ("（一）予以公开", (("", 40),)),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", (("", 8),)),
    (
        "（三）不予公开",
        (
            ("1.属于国家秘密", 0),
            ("2.其他法律行政法规禁止公开", 1),
            ("3.危及“三安全一稳定”", 0),
            ("4.保护第三方合法权益", 2),
            ("5.属于三类内部事务信息", 2),
            ("6.属于四类过程性信息", 2),
            ("7.属于行政执法案卷", 1),
            ("8.属于行政查询事项", 2),
        ),
    ),
    (
        "（四）无法提供",
        (
            ("1.本机关不掌握相关政府信息", 14),
            ("2.没有现成信息需要另行制作", 3),
            ("3.补正后申请内容仍不明确", 2),
        ),
    ),
    (
        "（五）不予处理",
        (
            ("1.信访举报投诉类申请", 4),
            ("2.重复申请", 2),
            ("3.要求提供公开出版物", 1),
            ("4.无正当理由大量反复申请", 0),
            ("5.要求行政机关确认或重新出具已获取信息", 1),
        ),
    ),
    (
        "（六）其他处理",
        (
            ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 2),
            ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", 0),
            ("3.其他", 1),
        ),
    ),
)
DETAILS = tuple((group, label) for group, rows in RESULTS for label, _ in rows)
WEIGHTS = tuple(weight for _, rows in RESULTS for _, weight in rows)


# What a year was busy with: each sentence serves every fourth year, so that no report repeats the last one's.
PROSE = {
    "disclosed": (
        "全年发布解读稿{read}篇，组织新闻发布会{press}场，重点公开乡村振兴资金、义务教育招生和医保报销流程。",
        "围绕河道治理、老旧小区改造和就业帮扶集中公开信息，制作图解{read}件，召开政策吹风会{press}场。",
        "将惠企政策、农机补贴和城乡低保标准列为公开重点，编发问答{read}期，开展政策宣讲{press}次。",
        "及时公布森林防火、汛期值守和食品抽检信息，录制访谈{press}期，回应社会关切{read}条。",
    ),
    "managed": (
        "对历年规范性文件逐件核对文号和附件，标注有效性，补录缺失的元数据{mend}条。",
        "建立发布前保密审查与错敏词检查两道关口，全年退回修改稿件{mend}件。",
        "完成机构改革后各单位职能和办公地址的更新，清理失效信息{mend}条。",
        "制定政府信息分级分类保管办法，将纸质旧档扫描入库{mend}卷，落实专人负责。",
    ),
    "platform": (
        "县政府网站新设便民地图和办事日历，公开查阅点增至{point}处，配备自助查询终端。",
        "改版政府信息公开专栏，按主题和对象重新分类，在政务大厅设{point}个资料取阅架。",
        "开通手机端检索，将县政府公报全文上网，向图书馆、档案馆和{point}个村（社区）赠阅。",
        "完成网站集约化迁移，统一各乡镇页面样式，增设无障碍浏览和长者模式，整合账号{point}个。",
    ),
    "watched": (
        "每季度通报各单位公开情况，约请{guest}名群众代表评议，评议结果纳入年度考核。",
        "把公开工作列入干部培训课程，培训{guest}人次，对进度滞后的单位发出提示函。",
        "邀请人大代表、政协委员等{guest}人走进政府部门，听取意见并逐条答复。",
        "委托第三方开展满意度调查，走访企业和农户{guest}户，针对低分项目建立整改清单。",
    ),
    "lacking": (
        "一是解读多为文字材料，图表和视频偏少；二是部分乡镇公开专栏更新间隔较长。{next}年，将为每份涉企文件"
        "配发图解，并对乡镇专栏实行月度巡查。",
        "主要不足是依申请公开答复文书说理不充分，个别单位公开目录与实际业务不相符。{next}年，将统一答复文书"
        "样式，开展业务骨干轮训，逐项修订目录。",
        "目前群众查找历史文件仍不方便，公众参与决策的渠道不够宽。{next}年，将补齐历史文件检索字段，凡重大民生"
        "决策一律公开征求意见并反馈采纳情况。",
        "突出问题是公开时效有待加强，少数文件印发多日才上网，专业术语缺少说明。{next}年，将把上网时间纳入发文"
        "流程管理，并推行通俗解读词条。",
    ),
}


def _told(subject: str, year: int) -> str:
    """The sentence of a year on a subject, with figures of that year."""
    chance = Random(f"prose {subject} {year}")
    spans = {"read": (12, 60), "press": (2, 9), "mend": (20, 300), "point": (6, 40), "guest": (12, 90)}
    return PROSE[subject][year % 4].format(
        next=year + 1, **{name: chance.randrange(*span) for name, span in spans.items()}
    )


class Figures:
    """The figures of one year, drawn by chance and carried on from the year before."""

    def __init__(self, year: int, before: Figures | None) -> None:
        chance = Random(f"report {year}")
        self.year = year
        self.new = [chance.randrange(*span) for span in ((40, 90), (4, 12), (0, 3), (0, 3), (1, 6), (0, 3))]
        self.carried = before.left if before else [2, 1, 0, 0, 0, 0]
        self.left: Row = [min(chance.randrange(4), self.new[0]), chance.randrange(2), 0, 0, 0, 0]
        self.results: list[Row] = [[0] * len(APPLICANTS) for _ in DETAILS]
        for column in range(len(APPLICANTS)):
            answered = self.new[column] + self.carried[column] - self.left[column]
            for outcome in chance.choices(range(len(DETAILS)), WEIGHTS, k=answered):
                self.results[outcome][column] += 1
        self.made, self.abolished = chance.randrange(3, 8), chance.randrange(3)
        self.valid: int = (before.valid if before else 46) + self.made - self.abolished
        self.decisions = [chance.randrange(*span) for span in ((3000, 6000), (400, 900), (10, 60))]
        self.fees = chance.randrange(10000, 40000) / 100
        # Upheld, corrected, otherwise, pending: reconsiderations, direct suits, suits after one.
        self.cases: list[Row] = [
            [chance.randrange(3), chance.randrange(2), chance.randrange(2), 0] for _ in range(3)
        ]

    @property
    def answered(self) -> Row:
        """How many applications were answered, by kind of applicant."""
        return [sum(row[column] for row in self.results) for column in range(len(APPLICANTS))]


def figures(year: int) -> Figures:
    """The figures of a year; the chain starts with the first year of the form."""
    found = None
    for earlier in range(2021, year + 1):
        found = Figures(earlier, found)
    assert found, "the form begins with 2021"
    return found


def _row(*cells: object) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _disclosed(found: Figures) -> str:
    def block(item: str, *rows: str) -> str:
        return f'<tr><td colspan="4">第二十条第（{item}）项</td></tr>' + "".join(rows)

    permits, penalties, measures = found.decisions
    heads = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    decided = '<tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr>'

    def one(label: str, value: object) -> str:
        return f'<tr><td>{label}</td><td colspan="3">{value}</td></tr>'

    return (
        '<table class="form">\n'
        + block(
            "一",
            _row(*heads),
            _row("规章", 0, 0, 0),
            _row("行政规范性文件", found.made, found.abolished, found.valid),
        )
        + block("五", decided, one("行政许可", permits))
        + block("六", decided, one("行政处罚", penalties), one("行政强制", measures))
        + block(
            "八", one("信息内容", "本年收费金额（单位：万元）"), one("行政事业性收费", f"{found.fees:.2f}")
        )
        + "\n</table>"
    )


def _applications(found: Figures) -> str:
    def total(label: str, cells: Row, span: int = 3) -> str:
        return (
            f'<tr><td colspan="{span}">{label}</td>'
            + "".join(f"<td>{cell}</td>" for cell in (*cells, sum(cells)))
            + "</tr>"
        )

    rows = [
        '<tr><td colspan="3" rowspan="3">'
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>"
        '<td colspan="7">申请人情况</td></tr>',
        '<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>',
        _row(*APPLICANTS[1:]),
        total("一、本年新收政府信息公开申请数量", found.new),
        total("二、上年结转政府信息公开申请数量", found.carried),
    ]
    results = iter(found.results)
    # One cell stands beside all results: the rows, and the line of totals.
    opening = f'<td rowspan="{len(DETAILS) + 1}">三、本年度办理结果</td>'
    for group, details in RESULTS:
        for place, (label, _) in enumerate(details):
            cells = next(results)
            if len(details) == 1:
                head = f'<td colspan="2">{group}</td>'
            else:
                head = (
                    f'<td rowspan="{len(details)}">{group}</td>' if place == 0 else ""
                ) + f"<td>{label}</td>"
            values = "".join(f"<td>{cell}</td>" for cell in (*cells, sum(cells)))
            rows.append(f"<tr>{opening}{head}{values}</tr>")
            opening = ""
    rows += [total("（七）总计", found.answered, span=2), total("四、结转下年度继续办理", found.left)]
    return '<table class="form">\n' + "\n".join(rows) + "\n</table>"


def _disputes(found: Figures) -> str:
    heads = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    return (
        '<table class="form">\n<tr><td colspan="5" rowspan="2">行政复议</td>'
        '<td colspan="10">行政诉讼</td></tr>\n'
        '<tr><td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr>\n'
        + _row(*heads * 3)
        + "\n"
        + _row(*(cell for group in found.cases for cell in (*group, sum(group))))
        + "\n</table>"
    )


def report(item: Item) -> str:
    """An annual report: six parts, three tables, and a text whose figures are those of the tables."""
    year = item.data["year"]
    found = figures(year)
    new, carried, answered, left = (
        sum(row) for row in (found.new, found.carried, found.answered, found.left)
    )
    reconsidered, sued = sum(found.cases[0]), sum(found.cases[1]) + sum(found.cases[2])
    return "\n".join(
        (
            paragraphs(
                "根据《中华人民共和国政府信息公开条例》有关规定，编制本报告。"
                f"本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
            ),
            "<h2>一、总体情况</h2>",
            paragraphs(
                f"（一）主动公开。{year}年，县政府制发行政规范性文件{found.made}件，"
                f"废止{found.abolished}件，现行有效{found.valid}件，均已向社会公开。"
                f"{_told('disclosed', year)}",
                f"（二）依申请公开。全年新收政府信息公开申请{new}件，上年结转{carried}件，"
                f"办结{answered}件，结转下年度继续办理{left}件。",
                f"（三）政府信息管理。{_told('managed', year)}",
                f"（四）政府信息公开平台建设。{_told('platform', year)}",
                f"（五）监督保障。{_told('watched', year)}全年未发生责任追究情形。",
            ),
            "<h2>二、主动公开政府信息情况</h2>",
            _disclosed(found),
            "<h2>三、收到和处理政府信息公开申请情况</h2>",
            _applications(found),
            "<h2>四、政府信息公开行政复议、行政诉讼情况</h2>",
            _disputes(found),
            paragraphs(f"全年因政府信息公开引起的行政复议{reconsidered}件、行政诉讼{sued}件。"),
            "<h2>五、存在的主要问题及改进情况</h2>",
            paragraphs(_told("lacking", year)),
            "<h2>六、其他需要报告的事项</h2>",
            paragraphs(f"{year}年，县政府未收取政府信息公开信息处理费。"),
        )
    )
