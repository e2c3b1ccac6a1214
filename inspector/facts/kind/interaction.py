"""The signs of pages on which people and authorities talk: mailboxes, letters, consultations."""

from __future__ import annotations

import re
from operator import and_
from typing import TYPE_CHECKING

from inspector.facts.one_letter import answered_once, form_answered, labels_of_one
from inspector.facts.template_words import LETTER

if TYPE_CHECKING:
    from inspector.facts.kind.evidence import Evidence

_WROTE = re.compile("^.{2,40}(?:来信|提问|留言|咨询|写道|反映)[:：]", re.M)
_REPLIED = re.compile("^.{2,40}(?:答复|回复)[:：]", re.M)
_REPLIED_ON = re.compile(
    r"^.{2,30}(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\d{1,2}:\d\d(?::\d\d)?)?(?:回复|答复|回答)$",
    re.M,
)
_QUESTION = re.compile("^(?:问|提问|网友问)(?:[:：]|$)", re.M)
_ANSWER = re.compile("^(?:答|回答|答复|回复)(?:[:：]|$)", re.M)
_TALKS = re.compile("互动|问答|咨询|公众参与")
_CONSULTED = re.compile(
    "^关于.{0,60}(?:征求|征集).{2,80}(?:公告|通知|函|启事|公示|通告)$|征求意见稿|(?:公开|广泛|向社会)(?:征求|征集)"
)
_CONSULTING = re.compile("(?:意见|民意|建议|网上|公众)征[集求询]|征求意见|征集(?:意见|公告)|公众参与")
_SPAN = re.compile(
    "^(?:征集|征求|公示|意见反馈|反馈|公开征求意见)?(?:开始|截止|截至|结束|起止)?(?:时间|日期)[:：]", re.M
)
_GUEST = re.compile("^(?:访谈|本期|特邀|受访)?嘉宾[:：]", re.M)
_SPEAKER = re.compile("^[\\[【]?(?:主持人|嘉宾|网友)[\\]】]?[:：]?.{6}", re.M)
_ANSWERED = re.compile("回复|答复|办理|处理|反馈|解答|回答|回信|办复")
_LONGEST_COLUMN = 8  # letters
_LETTER_CORE = re.compile("内容|描述|回复|答复|反馈|处理|解答|回答|办复|办理结果|办理情况|办理意见")
_FORM_TAGS = ("form", "input", "textarea")


def interaction(evidence: Evidence) -> None:
    """Applications for disclosure, mailboxes, letters."""
    title, patterns, page = evidence.title, evidence.patterns, evidence.page
    names = f"{title} {evidence.crumb}"
    weight, column = evidence.weight("article"), evidence.weight("column")
    best = max(weight, column)
    form = not page.tags.isdisjoint(_FORM_TAGS)
    single = evidence.article_like > 1
    applied = patterns["title.application"].search(names) or "application" in evidence.signs
    # Only who asks for information is asked how to describe it.
    asked = form and (applied or evidence.mentions("所需信息", "所需政府信息", "所需的政府信息"))
    if asked and evidence.distinct("application_form") >= (5 if applied else 8):
        evidence.add("application", best + 3, "form of an application")
    elif applied and evidence.rows < 4 and (not single or patterns["title.application"].fullmatch(title)):
        evidence.add("application", best + 1.5, "on applications for disclosure")
    labels = evidence.labels("letter")
    answered = any(map(_ANSWERED.search, labels))
    # A list of letters has such headings, but shows neither question nor answer, or several.
    told = answered and any("内容" in label for label in labels) and not _side_by_side(evidence)
    written = "textarea" in page.tags
    shown = told and form_answered(page)
    if (shown or len(labels) >= 3) and (evidence.rows < 4 or (told and not written and _each_once(evidence))):
        listed = evidence.rows > 1 or written
        alone = single or told or not listed or len(labels) >= 5
        if alone and any(_LETTER_CORE.search(label) for label in labels):
            weight = (2.5 if answered else 1) + 1.5 * told + 0.4 * min(len(labels), 6)
            evidence.add("letter", best + weight, "labels of a letter")
    elif labels and evidence.prose >= 40 and len(labels_of_one(page)) >= (0 < evidence.rows) + 4:
        evidence.add("letter", best + 2.5, "labels of one letter behind each other")
    elif labels and answered_once(page):
        evidence.add("letter", best + 2, "who answered once, and when")
    elif (
        LETTER.search(evidence.head_title) or (evidence.rows < 3 and LETTER.search(evidence.crumb))
    ) and evidence.mentions("答复", "回复"):
        evidence.add("letter", best + 3, "in the place of one letter, with an answer")
        return
    elif (
        evidence.rows < 3
        and patterns["title.mailbox"].search(f"{names} {evidence.head_title}")
        and len(_REPLIED.findall(page.compact)) == 1
        and len(_WROTE.findall(page.compact)) == 1
    ):
        evidence.add("letter", best + 3, "who wrote and who replied, over their words")
        return
    elif (
        evidence.rows < 4
        and evidence.own_heading
        and patterns["title.mailbox"].search(evidence.crumb)
        and len(_REPLIED_ON.findall(page.compact)) == 1
    ):
        evidence.add("letter", best + 3, "who replied when, in the place of a mailbox")
        return
    if (
        not evidence.own_heading
        and "答" in page.text
        and len(_QUESTION.findall(page.compact)) >= 3
        and len(_ANSWER.findall(page.compact)) >= 3
    ):
        evidence.add("column", best + 1, "questions with their answers in the place of a column")
    named = patterns["title.mailbox"].search(names) is not None
    if (
        (named or (answered and len(labels) > 1) or any(map(_TALKS.search, evidence.crumbs)))
        and evidence.rows < 3
        and len(_QUESTION.findall(page.compact)) == 1
        and _ANSWER.search(page.compact)
    ):
        evidence.add("letter", best + 3, "one question with its answer")
        return
    if named and single and "letter" not in evidence.signs and _signed(evidence.labels("letter")):
        evidence.add("letter", best + 2, "one who asks and one who answers, in the place of a mailbox")
        return
    if evidence.prose >= 60 and evidence.own_heading and _consults(evidence):
        evidence.add("article", max(3, column + 1 - weight), "the text of a consultation")
    if "嘉宾" in page.text and len(_GUEST.findall(page.compact)) == 1 and _talks(evidence):
        evidence.add("article", column + 0.5 - min(weight, column), "an interview with its guests")
    entries = evidence.entries("mailbox_form") if written and not page.byline.published else 0
    if entries >= (5 if named else 6):
        evidence.add("mailbox", best + 1.5 + named, f"form with {entries} entries of a letter")
        return
    if "letter" in evidence.signs and answered_once(page):
        return
    if single and not (named and len(title) <= 8 and (evidence.rows >= 3 or written)):
        return
    if named or "mailbox" in evidence.signs or (form and _of_letters(evidence)):
        fields = evidence.distinct("mailbox_list")
        if fields >= (2 if named or "mailbox" in evidence.signs else 4):
            evidence.add("mailbox", best + 1 + 0.5 * min(fields, 6), f"{fields} labels of a letter list")
        elif form and (entries := len(evidence.labels("mailbox_form"))) >= 4:
            evidence.add("mailbox", best + (2.5 if named else 1), f"form with {entries} entries of a letter")
        elif named:
            evidence.add("mailbox", max(1.6, column + 0.5), "named a mailbox")


def _talks(evidence: Evidence) -> bool:
    """Whether it stands among the interviews under a title of its own, or several times says who speaks."""
    if "访谈" in f"{evidence.crumb} {evidence.head_title}" and evidence.own_heading:
        return not evidence.title.endswith("访谈") or len(evidence.title) > _LONGEST_COLUMN
    return len(_SPEAKER.findall(evidence.page.compact)) > 1


def _side_by_side(evidence: Evidence) -> bool:
    """Whether labels of a letter head the columns of a list, one beside the other."""
    heads = [
        any(label == line.folded for name, label in line.labels if name == "letter")
        for line in evidence.lines
    ]
    return evidence.rows > 1 and any(map(and_, heads, heads[1:]))


def _each_once(evidence: Evidence) -> bool:
    """Whether no label of a letter begins two lines."""
    met = [label for line in evidence.lines for name, label in line.labels if name == "letter"]
    return len(met) == len(set(met))


def _consults(evidence: Evidence) -> bool:
    """Whether a text asks what people think of something."""
    if _CONSULTED.search(evidence.title):
        return True
    return _CONSULTING.search(evidence.crumb) is not None and _SPAN.search(evidence.page.compact) is not None


def _signed(labels: set[str]) -> bool:
    """Whether some labels name who wrote a letter, and its answer."""
    return any(label.endswith("人") for label in labels) and any(
        label[:2] in ("回复", "答复") for label in labels
    )


def _of_letters(evidence: Evidence) -> bool:
    """Whether the words of a list of letters may stand here: some of three kinds."""
    kinds = (("信件", "来信", "留言", "写信"), ("回复", "答复"), ("状态",), ("受理", "办结", "办理", "处理"))
    return sum(evidence.mentions(*words) for words in kinds) >= 3
