"""The main text of items: news, notices, leaders, organisations, letters, surveys, service guides, rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from html import escape
from random import Random

from inspector.sample.model import DAY, Item, read_data

TELEPHONE = "0600-5550{:03d}"


def chinese_date(day: date) -> str:
    """A date as a document writes it: 2026年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def sentences(theme: str, chance: Random, count: int) -> list[str]:
    """So many different sentences on a theme, as news tell them."""
    prose = read_data("prose.toml")
    return [
        template.format(
            town=chance.choice(prose["towns"]), n=chance.randrange(10, 100), k=chance.randrange(120, 981)
        )
        for template in chance.sample(prose[theme]["sentences"], count)
    ]


def tasks(theme: str, chance: Random, count: int) -> list[str]:
    """So many different sentences on a theme, as documents order them."""
    found: list[str] = chance.sample(read_data("prose.toml")[theme]["tasks"], count)
    return found


def paragraphs(*texts: str) -> str:
    """Texts as paragraphs, indented by two ideographic spaces as editors do."""
    return "\n".join(f"<p>　　{text}</p>" for text in texts)


def definitions(rows: list[tuple[str, str]]) -> str:
    """Names and values as a two-column table; values are HTML."""
    cells = "\n".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in rows)
    return f'<table class="facts">\n{cells}\n</table>'


def attachments(item: Item) -> str:
    """The attachments of an item as links."""
    links = "\n".join(f'<p>附件：<a href="{url}">{escape(name)}</a></p>' for url, name in item.files)
    return f"\n{links}" if links else ""


def article(item: Item) -> str:
    """A news item of four paragraphs, some with a picture."""
    chance, theme = item.random, item.data["theme"]
    told = sentences(theme, chance, 6)
    about = read_data("prose.toml")[theme]
    picture = (
        f'<p class="picture"><img src="{item.picture}" alt="{item.title}"></p>\n'
        if item.data.get("image")
        else ""
    )
    return (
        picture
        + paragraphs(
            f"{item.published.month}月{item.published.day}日，从{about['office']}获悉，{about['lead']}。{told[0]}",
            told[1] + told[2],
            told[3] + told[4] + told[5],
            chance.choice(read_data("prose.toml")["closing"]),
        )
        + attachments(item)
    )


def notice(item: Item) -> str:
    """A notice: whom it addresses, what is to be done, by whom it is signed, and when."""
    chance, theme = item.random, item.data["theme"]
    told = sentences(theme, chance, 1) + tasks(theme, chance, 2)
    return (
        paragraphs(
            "各乡镇人民政府、街道办事处，县直有关单位：",
            f"为做好相关工作，方便群众知晓和办理，现将《{item.title}》有关事项说明如下。",
            f"一、基本情况。{told[0]}",
            f"二、工作安排。{told[1]}{told[2]}",
            f"三、联系方式。咨询电话：{TELEPHONE.format(chance.randrange(200, 900))}，工作日上班时间接听。",
        )
        + f'\n<p class="sign">{item.source}</p>\n<p class="sign">{chinese_date(item.published)}</p>'
        + attachments(item)
    )


def leader(item: Item) -> str:
    """A leader: name, portrait, duties, curriculum vitae."""
    data = item.data
    year = int(data["born"][:4])
    steps = [
        f"{year + 22}年7月，参加工作，任清河乡政府办事员；",
        f"{year + 30}年3月，任县政府办公室副主任；",
        f"{year + 36}年5月，任{data['from']}；",
        f"{year + 43}年6月，任{data['post']}。",
    ]
    return (
        f'<p class="picture"><img src="{item.picture}" alt="{item.title}"></p>\n'
        + definitions(
            [
                ("姓名", item.title),
                ("职务", data["post"]),
                ("工作分工", data["duty"] + "。"),
                ("办公电话", TELEPHONE.format(item.number % 1000)),
            ]
        )
        + "\n<h2>个人简历</h2>\n"
        + paragraphs(f"{item.title}，汉族，{data['born']}出生，大学学历。", *steps)
    )


def organization(item: Item) -> str:
    """A government body: duties, divisions, head, where and when it can be reached."""
    return definitions(
        [
            ("机构名称", item.title),
            (
                "主要职责",
                f"（一）{item.data['duty']}；（二）负责本行业安全生产管理；（三）承办县政府交办的其他事项。",
            ),
            ("内设机构", "综合股、业务股、政策法规股、监督股"),
            ("负责人", item.data["head"]),
            ("办公地址", f"青梧县望仙街道梧桐路{item.number % 100}号"),
            ("办公时间", "工作日上午8:30—12:00，下午14:30—17:30"),
            ("联系电话", TELEPHONE.format(item.number % 1000)),
        ]
    )


def letter_dates(item: Item) -> tuple[datetime, datetime]:
    """When a letter came and when it was answered: on the day before it was published, at the latest."""
    came = item.published.replace(hour=9) - 4 * DAY
    return came, item.published.replace(hour=16) - DAY


def letter(item: Item) -> str:
    """A citizen's letter and, once there is one, the reply to it."""
    came, answered = letter_dates(item)
    reply = "\n<h2>答复情况</h2>\n" + definitions(
        [
            ("答复单位", item.data["office"]),
            ("答复时间", f"{answered:%Y-%m-%d %H:%M}"),
            ("答复内容", f"您好！您的来信收悉。{item.data.get('reply', '')}"),
        ]
    )
    return (
        definitions(
            [
                ("信件编号", f"QW{came:%Y%m%d}{item.number}"),
                ("信件类型", item.data["type"]),
                ("来信人", item.random.choice("赵钱孙李周吴") + "**"),
                ("来信时间", f"{came:%Y-%m-%d %H:%M}"),
                ("办理状态", "已办结" if "reply" in item.data else "未答复"),
                ("来信内容", item.data["ask"]),
            ]
        )
    ) + (reply if "reply" in item.data else "")


def survey(item: Item) -> str:
    """A survey with its form while it runs, and what came of it when it is over."""
    topic, ends = item.data["topic"], item.published + 30 * DAY
    choices = "".join(
        f'<label><input type="radio" name="answer" value="{answer}"> {answer}</label>'
        for answer in ("满意", "基本满意", "不满意")
    )
    asked = paragraphs(
        f"为了解群众对{topic}工作的看法，现公开征求意见，欢迎社会各界积极参与。",
        f"征集时间：{chinese_date(item.published)}至{chinese_date(ends)}。",
        f"联系电话：{TELEPHONE.format(item.number % 1000)}。",
    )
    if item.column.traits["first"] == item.number:
        return (
            f'{asked}\n<form method="post" action="" class="survey">'
            f"<p>您对{topic}工作是否满意？</p>{choices}"
            '<p><label>意见建议<textarea name="opinion" rows="4"></textarea></label></p>'
            '<p><button type="submit">提交</button></p></form>'
        )
    pleased, fair, poor = (item.random.randrange(*span) for span in ((300, 500), (80, 200), (5, 30)))
    return asked + paragraphs(
        f"结果反馈：本次活动共收到有效答卷{pleased + fair + poor}份，"
        f"其中满意{pleased}份、基本满意{fair}份、不满意{poor}份。相关意见已转有关单位研究采纳。"
    )


def service(item: Item) -> str:
    """A service guide with its eight elements, the time limits, the fee and its form."""
    data = item.data
    form = f"{item.column.path}files/{item.number}.docx"
    return definitions(
        [
            ("事项名称", item.title),
            ("实施主体", f"青梧{data['office']}"),
            ("设定依据", data["law"]),
            ("申请条件", data["for"]),
            (
                "办理材料",
                f'1.申请人身份证件；2.<a href="{form}">{item.title}申请表.docx</a>；3.证明符合条件的材料。',
            ),
            ("办理地点", f"青梧县政务服务中心{item.number % 100}号窗口（望仙街道梧桐路18号）"),
            ("办理时间", "工作日上午8:30—12:00，下午14:30—17:30"),
            ("联系电话", TELEPHONE.format(item.number % 1000)),
            ("办理流程", "申请—受理—审查—决定—送达"),
            ("法定办结时限", f"{data['limit']}个工作日"),
            ("承诺办结时限", f"{data['promise']}个工作日"),
            ("收费标准", "不收费"),
            ("监督投诉电话", TELEPHONE.format(199)),
        ]
    )


def system(item: Item) -> str:
    """A rule on the disclosure of government information, by articles."""
    matter = item.data["matter"]
    articles = (
        f"为规范政府信息{matter}工作，根据《中华人民共和国政府信息公开条例》，结合本县实际，制定本制度。",
        f"本县各级行政机关开展政府信息{matter}工作，适用本制度。",
        f"县政府办公室是全县政府信息公开工作的主管部门，负责指导、监督{matter}工作。",
        "各行政机关应当指定专门机构和人员，建立登记台账，做到流程清晰、责任到人。",
        "公开政府信息，应当坚持以公开为常态、不公开为例外，遵循公正、公平、合法、便民的原则。",
        "违反本制度，造成不良影响的，由县政府办公室责令改正，并依法追究责任。",
        "本制度自印发之日起施行。",
    )
    numerals = "一二三四五六七"
    return paragraphs(
        *(f"第{numeral}条　{text}" for numeral, text in zip(numerals, articles, strict=True))
    ) + attachments(item)


WRITERS: dict[str, Callable[[Item], str]] = {
    "article": article,
    "notice": notice,
    "leader": leader,
    "organization": organization,
    "letter": letter,
    "survey": survey,
    "service": service,
    "system": system,
}
