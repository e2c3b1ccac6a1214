"""Percentages: computed again from the counts beside them."""

from __future__ import annotations

import pytest

from inspector.annual_report.percentages import Percentage, agrees, percentages
from inspector.annual_report.prose import breakdowns
from inspector.annual_report.sentences import sentences


def found(text: str) -> list[Percentage]:
    result, before = [], ""
    for sentence in sentences(text):
        result += percentages(sentence, breakdowns(sentence, before))
        before += sentence.text
    return result


@pytest.mark.parametrize(
    ("part", "whole", "stated", "fits"),
    [
        (3055, 3059, "99.87", True),
        (24, 1499, "1.60", True),
        (59, 130, "45.4", True),
        (59, 130, "45.3", True),  # cut off, not rounded
        (59, 130, "45.5", False),
        (19, 20, "100", False),
        (2, 3, "66", True),
        (2, 3, "67", True),
        (1, 0, "1", False),
    ],
)
def test_rounding_or_cutting_off(part: float, whole: float, stated: str, fits: bool) -> None:
    assert agrees(part, whole, stated) is fits


RIGHT = [
    "收到申请1499件。其中，网络申请1303件，占86.92%；信函申请172件，占11.47%；当面申请24件，占1.60%。",
    "制发公文707件，主动公开673件，平均主动公开率为95.19%。",
    "受理申请267件，答复263件，申请量上升1.52%。其中同意公开或部分公开81件，公开率为30.80%。",
    "收到申请20件，其中网上申请15件、信函申请5件，分别占75%、25%。",
    "受理申请3059件，按时答复3055件，占99.87%。",
    "接收申请38件，较上年减少5件，下降11.6%，其中网上提交30件，占78.9%；邮寄8件，占21.1%。",
    "收到工单1205件，办结1205件，办结率100%，满意率98.6%。",
    # Nothing is wrong where something is pending, on time, or of another whole.
    "受理申请20件，办结19件，正在办理1件，办结率100%。",
    "受理申请20件，按时办结19件，按时办结率100%。",
    "通过网站公开100条，占60%；通过微信公开50条，占30%。",
    "完成投资60亿元，占年计划的109%。其中重点项目完成投资26亿元，占年计划的162%。",
    "全年受理申请50件，其中网络申请20件，占上年的80%。",
    "办理建议30件，公开率100%。全文电子化率达90.3%。",
    "收到申请16件，均在法定时限内答复，答复率100%。",
]
WRONG = [
    ("收到申请30件，其中网上20件，占66.7%，信函10件，占34.3%。", 34.3, 33.3),
    ("收到申请20件，其中网上申请15件、信函申请5件，分别占75%、30%。", 30, 25),
    ("受理申请20件，办结19件，办结率100%。", 100, 95),
    ("受理申请3059件，答复3055件，占98.87%。", 98.87, 99.87),
    ("公开信息200条，其中政策文件20条，占15%，工作动态100条，占50%。", 15, 10),
]


@pytest.mark.parametrize("text", RIGHT, ids=[text[:16] for text in RIGHT])
def test_right_ones_are_never_accused(text: str) -> None:
    assert not [one for one in found(text) if one.wrong]


def test_right_ones_are_found() -> None:
    assert [len(found(text)) for text in RIGHT[:5]] == [3, 1, 1, 2, 1]


@pytest.mark.parametrize(("text", "stated", "computed"), WRONG, ids=[text[:16] for text, *_ in WRONG])
def test_wrong_ones_are_found(text: str, stated: float, computed: float) -> None:
    assert [(one.stated, one.computed) for one in found(text) if one.wrong] == [(stated, computed)]
