"""What the rules on documents rest on: check digits, working days; and that no site makes a rule crash."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector import Page
from inspector.inspection import Inspection
from inspector.profile import load_profile, profile_ids
from inspector.rule import load_rules
from rules.disclosure_delay import working_days
from rules.index_number import organization_code, social_code

RULES = load_rules()
PROFILES = [load_profile(name, RULES) for name in profile_ids()]


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("000014349", True),
        ("746899294", True),
        ("01404053X", True),
        ("723221931", True),
        ("667906513", True),
        ("000014348", False),
        ("01404053Y", False),
        ("01404053", False),
        ("", False),
    ],
)
def test_check_digits_of_organizations(code: str, right: bool) -> None:
    """GB 11714."""
    assert organization_code(code) is right


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("11500236MB1822153Y", True),
        ("1150022873659872X5", True),
        ("11330683742010670P", True),
        ("11341731003262671Y", True),
        ("11500236MB1822153X", False),
        ("113416230031852000", False),
        ("11500236MBI822153Y", False),
        ("11500236", False),
        ("", False),
    ],
)
def test_check_digits_of_social_credit_codes(code: str, right: bool) -> None:
    """GB 32100; I, O, S, V and Z are no digits of it."""
    assert social_code(code) is right


@pytest.mark.parametrize(
    ("after", "until", "days"),
    [
        (date(2026, 1, 9), date(2026, 1, 12), 1),
        (date(2026, 1, 9), date(2026, 1, 9), 0),
        (date(2026, 1, 12), date(2026, 1, 9), 0),
        # The Spring Festival of 2025: 28 January to 4 February off, 26 January and 8 February worked.
        (date(2025, 1, 24), date(2025, 2, 10), 6 + 1),
        # The National Day of 2024, with 29 September and 12 October worked.
        (date(2024, 9, 27), date(2024, 10, 14), 8),
        (date(2003, 3, 3), date(2003, 6, 12), None),
        (date(2003, 3, 3), date(2003, 3, 12), 9),
        (date(2098, 3, 3), date(2098, 6, 12), None),
    ],
)
def test_working_days_go_by_the_official_calendar(after: date, until: date, days: int | None) -> None:
    """Beyond its years nothing is guessed: only what cannot be more than the term is told."""
    assert working_days(after, until) == days


VALUES = st.sampled_from(
    [
        *(
            "安政办发[2026]3号",
            "〔〕号",
            "安〔99999〕号",
            "安政办发〔2026〕９９９９９号",
            "（2026）",
            "﹝2026﹞第0号",
            "号" * 300,
        ),
        *(
            "000014349/2026-00015",
            "X" * 18 + "/2026-1",
            "１１５００２３６ＭＢ１８２２１５３Ｙ/2026-00015",
            "-/-",
            "/",
            "9" * 500,
        ),
        *(
            "2026-02-30",
            "9999-12-31",
            "0000-00-00",
            "二〇二六年一月九日",
            "1899-01-01",
            "2026年1月9日",
            "",
            "有效",
            "（已废止）",
        ),
        *("国务院", "安和县人民政府办公室", "\x00", "\ud7ff", "<b>", "&#0;", "电话：", "传真" * 50),
    ]
)
LABELS = ["索引号", "文号", "发布机构", "发文机关", "成文日期", "发布日期", "有效性", "名称"]
LINKS = st.sampled_from(
    [
        *(
            "政府信息公开",
            "政府信息公开指南",
            "依申请公开",
            "2025年政府网站工作年度报表",
            "网站报",
            "Privacy",
            "x" * 300,
        ),
        *("\u202e", "   ", "首页", "政策解读", "网站9999年报表"),
    ]
)
HREFS = st.sampled_from(
    [
        "/",
        "/1.html",
        "/2.html",
        "//[",
        "http://[::1",
        "javascript:",
        "http://usa.gov:99999/",
        "/a?b=%ff",
        "\x00",
    ]
)


@st.composite
def pages(draw: st.DrawFn) -> list[Page]:
    """A small site of hostile documents and links."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        rows = "".join(
            f"<tr><th>{label}：</th><td>{draw(VALUES)}</td></tr>" for label in LABELS if draw(st.booleans())
        )
        links = "".join(f'<a href="{draw(HREFS)}">{draw(LINKS)}</a>' for _ in range(draw(st.integers(0, 6))))
        title = draw(
            st.sampled_from(
                ["关于印发方案的通知", "政府信息公开指南", "依申请公开", "无标题文档", "", "通知（已废止）"]
            )
        )
        own = draw(VALUES)
        body = (
            f"<html><head><title>{title}</title></head><body><h1>{title}</h1><table>{rows}</table><p>{own}</p>"
            f"<p>{'为了做好有关工作，现将方案印发给你们，请认真执行。' * 8}</p><form><input name=a>"
            f"<input name=b><input name=c><textarea></textarea></form>{links}"
            f"<p>电话：{draw(VALUES)}</p></body></html>"
        )
        url = "http://www.example.gov.cn/" + ("" if number == 0 else f"{number}.html")
        when = datetime(2026, 1, 15, tzinfo=UTC)
        made.append(
            Page(
                url,
                headers=(("content-type", "text/html"),),
                body=body.encode("utf-8", "replace"),
                fetched=when,
            )
        )
    return made


@settings(max_examples=25)
@given(pages())
def test_no_site_makes_a_rule_crash(site: list[Page]) -> None:
    for profile in PROFILES:
        with Inspection(None, site[0].url, profile, RULES, date(2026, 1, 15)) as inspection:
            for page in site:
                inspection.add(page)
            inspection.finish()
            score = inspection.score()
            crashes = inspection.connection.execute("SELECT rule, data FROM findings WHERE key = 'crash'")
            assert not [tuple(row) for row in crashes]
        assert 0 <= score.low <= score.high
