"""In which of the three forms a report is, and in which it must be.

A: for 2008-2018, free prose (政府信息公开条例 2008, article 32). B: for 2019-2020, the first form with three
tables (国办公开办函〔2019〕60号). C: from 2021, the second form (国办公开办函〔2021〕30号).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from inspector.annual_report.reading import Document, compact

#: Signs of each form; the figure is how much a sign weighs.
_SIGNS: dict[str, tuple[tuple[re.Pattern[str], int], ...]] = {
    "A": (
        (re.compile(r"第三十二条|收费(?:及|和|与)减免|收费[、,]减免"), 3),
        (re.compile(r"依申请公开(?:政府信息)?和不予公开"), 3),
        (re.compile(r"[一二三四五六七八]、概述|主要工作概述|咨询处理情况|查阅场所|公共查阅点"), 2),
        (re.compile(r"复议、(?:行政)?诉讼和申诉|《?指南》?和《?目录》?"), 2),
    ),
    "B": (
        (re.compile(r"本年新制作|本年新公开|对外公开总数量|制作数量"), 6),
        (re.compile(r"上一年项目数量|本年增/减|其他对外管理服务事项|采购项目数量|采购总金额"), 6),
        (re.compile(r"〔2019〕60号"), 3),
    ),
    "C": (
        (re.compile(r"本年制发件数|本年废止件数|现行有效件数"), 6),
        (re.compile(r"逾期不补正|逾期未按收费通知"), 4),
        (re.compile(r"[〔\[]2021[〕\]]30号"), 4),
    ),
}
_SINCE_2019 = re.compile(
    r"711号|第五十条|存在的主要问题及改进情况|其他需要报告的事项|收到和处理政府信息公开申请"
)


def generation_of(year: int) -> str:
    """The form that reports for a year must have."""
    return "A" if year <= 2018 else "B" if year <= 2020 else "C"


def form_of(document: Document, tokens: Sequence[str]) -> str | None:
    """The form by its marks alone, those of the tables weighing most; None where there are none."""
    text = compact("\n".join(document.paragraphs))
    cells = "\n".join(tokens)
    weight: Counter[str] = Counter()
    for form, signs in _SIGNS.items():
        for sign, worth in signs:
            weight[form] += worth * bool(sign.search(cells) or sign.search(text))
    best = max(("C", "B", "A"), key=lambda form: weight[form])
    if weight[best]:
        return best
    # Since 2019 there were two forms; without a year a draft is for the one in force.
    return "C" if _SINCE_2019.search(text) else None


def table_form(tokens: Sequence[str]) -> str | None:
    """The form that the tables themselves are in, B or C."""
    cells = "\n".join(tokens)
    has = {form: sum(bool(sign.search(cells)) for sign, worth in _SIGNS[form] if worth >= 4) for form in "BC"}
    if has["B"] == has["C"]:
        return None
    return max("BC", key=lambda form: has[form])
