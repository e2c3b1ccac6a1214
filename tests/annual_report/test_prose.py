"""Sums in prose: what a sentence breaks down, whether it holds, and whether one may say that it does not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.annual_report.counts import counts, fold, numeral
from inspector.annual_report.prose import breakdowns
from inspector.annual_report.sentences import Breakdown, sentences


def found(text: str) -> list[Breakdown]:
    result, before = [], ""
    for sentence in sentences(text):
        result += breakdowns(sentence, before)
        before += sentence.text
    return result


def verdicts(text: str) -> list[tuple[tuple[int, ...], str]]:
    """Total and parts, with right, wrong or unsure."""
    return [
        (
            (int(one.sum.total), *map(int, one.sum.parts)),
            "right" if one.sum.holds else "wrong" if one.sum.wrong else "unsure",
        )
        for one in found(text)
    ]


RIGHT = [
    ("全年主动公开信息135条，其中公报公开45条，网站公开50条，微博公开40条。", (135, 45, 50, 40)),
    ("工作人员2人，其中专职1人，兼职1人。", (2, 1, 1)),
    ("共公开各类信息314条,其中,人员招录3条,预算、决算信息2条,办事指南、工作动态309条。", (314, 3, 2, 309)),
    (
        "收到8份申请，均为自然人申请。其中，予以公开2件，部分公开2件，本办不掌握3件，其他1件。",
        (8, 2, 2, 3, 1),
    ),
    ("公开信息46条。其中工作动态类36条；计划总结类7条；其他类3条", (46, 36, 7, 3)),
    ("受理申请9件,其中,予以公开与部分公开4宗;无法提供5宗,全部按时办结。", (9, 4, 5)),
    ("公开规章13件（新制定5件，修改4件，废止4件），公开规范性文件42件。", (13, 5, 4, 4)),
    ("举行新闻发布会4次，其中甲类发布会1次，乙类发布会3次，主要领导参加了4次发布会；", (4, 1, 3)),
    ("收到申请56件，同比增加12件，其中当面申请3件，网络申请40件，信函申请13件。", (56, 3, 40, 13)),
    ("公开财政信息26条、部门动态59条，水利建设17条，总共102条。", (102, 26, 59, 17)),
    ("发布41条信息：2条政策解读、0条指南；公开1条领导信息、38条其他内容。", (41, 2, 0, 1, 38)),
    ("公开信息9821条，其中，网站6353条，微博2514条，微信923条，其他方式31条。", (9821, 6353, 2514, 923, 31)),
    ("公开信息１，２３４条，其中网站公开１，０００条，其他方式公开２３４条。", (1234, 1000, 234)),
    ("承办人大代表建议25件、政协提案31件，其中主办件30件，协办件26件。", (56, 30, 26)),
    ("公开信息120条，其中微博、微信分别公开80条、40条。", (120, 80, 40)),
    ("收到申请12件，其中自然人8件，法人或其他组织4件。", (12, 8, 4)),
    ("收到依申请公开15件（其中自然人12件、法人或其他组织3件），均已答复。", (15, 12, 3)),
    ("公开信息193条,其中,政务动态150条,更新目录43条,向上级报送信息200余条。", (193, 150, 43)),
    ("公开信息188条,其中:动态类38条;公告类1条;建设类127条,配置类18条;其他类4条。", (188, 38, 1, 127, 18, 4)),
    ("收到申请20件。按申请方式分，网络12件，信函8件；按申请人分，自然人15件，法人5件。", (20, 12, 8)),
    ("收到申请20件。按申请方式分，网络12件，信函8件；按申请人分，自然人15件，法人5件。", (20, 15, 5)),
    ("在答复的20件申请中，予以公开10件，部分公开5件，其他处理5件。", (20, 10, 5, 5)),
    ("网站公开30条，微信公开20条，共计50条。", (50, 30, 20)),
    ("收到申请100件，其中办结60件，结转40件，召开会议3次。", (100, 60, 40)),
    ("工作人员102人，其中专职20人，兼职82人，专项经费12.5万元。", (102, 20, 82)),
    ("发布信息420条（网站210条、公众号150条、公示栏60条），培训2次。", (420, 210, 150, 60)),
    ("收到申请三十二件，其中予以公开二十件，不予公开十二件。", (32, 20, 12)),
]


@pytest.mark.parametrize(("text", "wanted"), RIGHT, ids=[text[:14] for text, _ in RIGHT])
def test_what_holds_is_found_and_never_accused(text: str, wanted: tuple[int, ...]) -> None:
    assert (wanted, "right") in verdicts(text)
    assert "wrong" not in [verdict for _, verdict in verdicts(text)]


WRONG = [
    ("公开信息73条，其中：数据12条，动态1条，专栏1条，会议4条，其他33条。", (73, 12, 1, 1, 4, 33)),
    ("公开160条,其中,政务59条;财政5条;会议22条;安全45条;人口28条;监察2条。", (160, 59, 5, 22, 45, 28, 2)),
    ("发布信息2483条，其中网站（含转发）319条，微信851条、微博2348条。", (2483, 319, 851, 2348)),
    ("公开信息共373条，通过网站发布93条、通过公众号发布323条、其他方式公开13条。", (373, 93, 323, 13)),
    ("收到申请12件，其中自然人8件，法人3件。", (12, 8, 3)),
    ("收到申请10件，其中9件予以公开，2件不予公开。", (10, 9, 2)),
    ("公开信息326条：政务动态200条，通知公告100条，其他36条。", (326, 200, 100, 36)),
    ("有工作人员5名（专职1名，兼职3名）。", (5, 1, 3)),
    ("收到申请15件（其中自然人12件、法人或其他组织2件），均已答复。", (15, 12, 2)),
    ("公开信息198条,其中:动态类38条;公告类1条;建设类127条,配置类18条;其他类4条。", (198, 38, 1, 127, 18, 4)),
    ("公开财政信息26条、部门动态59条，水利建设17条，总共112条。", (112, 26, 59, 17)),
    ("收到申请20件，按申请人分，自然人15件，法人4件。", (20, 15, 4)),
    ("在答复的20件申请中，予以公开10件，部分公开5件，其他处理3件。", (20, 10, 5, 3)),
    ("网站公开30条，微信公开20条，共计60条。", (60, 30, 20)),
    ("工作人员101人，其中专职20人，兼职82人，专项经费12.5万元。", (101, 20, 82)),
    ("申请行政复议4件，其中维持3件，纠错1件，其他情形1件。", (4, 3, 1, 1)),
    ("修订制度2项，发布信息421条（网站210条、公众号150条、公示栏60条）。", (421, 210, 150, 60)),
    ("发布信息21条，其中网站10条，占50%；微博6条，占30%；微信4条，占20%。", (21, 10, 6, 4)),
    ("收到申请40件，分别为网上申请30件、信函申请8件。", (40, 30, 8)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), WRONG, ids=[text[:14] for text, _ in WRONG])
def test_what_is_whole_and_does_not_hold_is_wrong(text: str, wanted: tuple[int, ...]) -> None:
    assert (wanted, "wrong") in verdicts(text)


UNSURE = [
    # Lists that do not claim to be whole.
    "公开政府信息1469条。其中，政务动态信息1298条，政策解读类信息8条。",
    "公开信息386条，其中，通知公告类49条、工作动态类41条、执法检查类7条、全清单1条。",
    "全年信息更新468条,其中政策法规22条,规划计划5条,人事信息23条,财政资金33条。",
    "公开信息86条，主要包括政策文件10条、工作动态60条、其他10条。",
    "公开信息100条，其中政策文件10条、工作动态60条、其他10条等。",
    # Rough numbers.
    "公开信息276条，其中：政务动态216条，更新目录50条，报送信息100余条。",
    "更新信息320余条，其中工作动态200条，通知公告80条，其他50条。",
    # Another subject behind the list.
    "发布信息4583条,其中公开2107条,上级网站采用672条,全年访问量达3782565次;通过微博发布6012条。",
    "网站发布信息4583条,其中主动公开2107条;通过微博发布2000条;通过微信发布722条。",
    "政府网站主动公开信息189条，政务微博微信公开信息分别为545条和378条。",
    "公开规章3件，规范性文件12件，政策解读15篇，其他文件40件。",
    "通过公示栏发布信息108条,通过网站公开信息33条,其中通过网站公开规范性文件8个。",
    # One thing counted for each channel.
    "公开信息100条，其中网站公开100条，微信公开80条，微博公开80条。",
    # Two ways to divide the same things.
    "收到申请100件，其中网上申请80件，自然人申请90件。",
    "公开信息300条，其中网站公开200条，政策解读类150条。",
    # Sums of money, of several kinds.
    "零售总额808万元，从行业来看，批发业销售额549万元，零售业销售额636万元。",
    "存款余额1221万元，其中储蓄存款912万元，贷款余额678万元。",
    # Other kinds of numbers.
    "接受咨询227人次，受理举报案件47件，挽回损失50余万元，公开率100%。",
    "根据国办发〔2021〕30号文件，2021年1月1日至12月31日，依照第20条公开。",
    "新收申请16件，上年结转2件，办结17件，结转下年度1件。",
    "公开行政许可100条，其中行政许可决定20条，其他对外管理服务事项5条。",
]


@pytest.mark.parametrize("text", UNSURE, ids=[text[:14] for text in UNSURE])
def test_what_leaves_a_doubt_is_not_called_wrong(text: str) -> None:
    assert "wrong" not in [verdict for _, verdict in verdicts(text)]


def test_a_total_in_an_earlier_sentence_is_found_but_proves_nothing() -> None:
    text = "公开信息50条。全年工作运行正常。在主动公开的信息中，政策法规4条，业务工作10条，{}条为统计数据。"
    good = found(text.format(36))
    assert [one.sum.total for one in good] == [50] and good[0].sum.holds and not good[0].sum.explicit
    assert not [one for one in found(text.format(99)) if one.sum.wrong]


LABELS = ("政务动态类", "通知公告类", "政策文件类", "财政信息类", "人事信息类", "应急管理类", "民生保障类")


@given(
    st.lists(st.integers(1, 5000), min_size=2, max_size=6),
    st.sampled_from("，、；"),
    st.sampled_from(("，其中", "。其中，", "，其中：", "：")),
    st.integers(-1, 3),
)
def test_generated_breakdowns(parts: list[int], comma: str, cue: str, slip: int) -> None:
    """With an "其他" at the end a list is whole: right sums are never accused, wrong ones always."""
    names = [*LABELS[: len(parts) - 1], "其他信息"]
    listed = comma.join(f"{name}{number}条" for name, number in zip(names, parts, strict=True))
    total = sum(parts) + slip
    if total <= max(parts) or any(sum(parts[:length]) == total for length in range(2, len(parts))):
        return
    got = verdicts(f"2024年，我局共公开政府信息{total}条{cue}{listed}。")
    assert got == [((total, *parts), "wrong" if slip else "right")]


@given(st.text(alphabet="其中包括分别为共计：；，。（）()0123456789条件次%占等其他二十余", max_size=80))
def test_any_text_is_read(text: str) -> None:
    for one in found(text):
        assert len(one.sum.parts) > 1
        assert all(earlier.end <= later.start for earlier, later in pairwise(one.parts))


def test_counts() -> None:
    text = fold("2023年全年公开1,234条、3万条，约50件，同比增加7件，第5条，占20%，12345热线2个月")
    assert [(c.value, c.unit, c.rough, c.growth) for c in counts(text)] == [
        (1234, "条", False, False),
        (30000, "条", True, False),
        (50, "件", True, False),
        (7, "件", False, True),
    ]
    assert [numeral(word) for word in ("两", "十二", "一百二十", "一千")] == [2, 12, 120, 1000]
