"""The words by which the line of date and source below a title is known."""

from __future__ import annotations

import re

_GAP = r"[\s\x01]{0,12}"


def _spaced(words: str) -> str:
    """Words parted by blanks → alternation of them, with room for blanks and tags between characters."""
    return "|".join(_GAP.join(map(re.escape, word)) for word in words.split())


_PUBLISHED = _spaced(
    "发布 公告 发稿 公布 公开 刊发 刊登 刊载 上传 上网 登载 录入 添加 发表 推送 上线 创建 上载 提供 發布 發佈"
)
_OTHER_DATE = _spaced("更新 修改 编辑")
# In autonomous areas a label is often said in two languages.
_OTHER_TONGUE = r"(?:\s?/\s?[^\s\x01:：/]{1,16})?"
# A date label: what kind of date is group 1 (published), group 2 (other) or neither (plain 时间, 日期).
_NOT_BEHIND = "".join(rf"(?<![文成效止][\s\x01]{{{gap}}})" for gap in range(1, 5))  # 成 文 日 期
DATE_LABEL = re.compile(
    rf"(?<![\u4e00-\u9fff]){_NOT_BEHIND}(?:(?:信息|文章|新闻|本文|稿件)?(?:(?:({_PUBLISHED})|({_OTHER_DATE})){_GAP}"
    rf"(?:时{_GAP}间|日{_GAP}期|于|日)|时{_GAP}间|日{_GAP}期)){_OTHER_TONGUE}{_GAP}(?:[:：】\]]|(?=[\[【(（]?(?:19|20)\d\d))"
)
SOURCE_LABEL = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:信息|文章|新闻|稿件|内容|本文|原文|消息|文稿|图片)?{_GAP}"
    rf"(?:[来來]{_GAP}源(?:单位|部门|网站|媒体|于)?|稿{_GAP}源|出{_GAP}处|(?:转载?|来)自){_OTHER_TONGUE}{_GAP}(?:[:：】\]]|[｜丨](?=[\u4e00-\u9fff])|[\[【](?=[^\[\]【】:：]{{2,30}}[\]】]))"
)
# Beside a date whose label has no colon either, a source's may have none.
BARE_SOURCE = re.compile(r"(?:^|(?<=[\s\x01]))(?:信息|文章|新闻|稿件)?来源[\s\x01]{1,8}(?=[\u4e00-\u9fff])")
ENGLISH_SOURCE = re.compile(rf"\bSource{_GAP}[:：]")
# Group 1 tells of a publication, group 2 of a change, neither is a plain label.
ENGLISH_DATE = re.compile(
    rf"\b(?:(Published|Posted|Released|(?:Publish|Release|Issue) (?:[Dd]ate|[Tt]ime))"
    rf"|(Updated|Modified|Update (?:[Dd]ate|[Tt]ime))|Date|Time)(?: on)?{_GAP}[:：]{_GAP}"
)
ENGLISH_LABEL = re.compile("Source|Updated?|Modified|Publish|Posted|Release|Issue|Date|Time")
# The label and the name on a line of their own, without a colon.
SOURCE_PAIR = re.compile(
    r"[\s\x01]{0,8}(?:信息|文章|新闻|稿件|内容)?来源[\s\x01]{1,8}([^\s\x01:：][^\x01:：]{1,40})[\s\x01]{0,8}"
)
BARE_LABEL = re.compile("(?:信息|文章|新闻|稿件|内容)?来源")
_VISITS = _spaced("浏览 点击 阅读 访问 查看 关注")
_PEOPLE = _spaced(
    "作者 记者 通讯员 编辑 编审 校对 审核 审签 录入 撰稿 供稿 签发 摄影 发布者 发布人 供稿单位 发布单位"
    " 发布机构 责编 初审 复审 终审"
)
SIGN = re.compile(
    rf"{_VISITS}|^[\s\x01]{{0,4}}原创[\s\x01]|人气|责编|撰稿|打印|分享|收藏|录入|大{_GAP}中{_GAP}小"
    rf"|(?:{_spaced('作者 编辑 发布者 发布单位 审核 责任编辑 校对 记者 供稿 初审 复审 终审')}){_GAP}[:：]"
    rf"|字{_GAP}[体号]{_GAP}(?:大小)?{_GAP}[:：\[【(（]"
)
# Where a stated source ends: the next label, a date, a tool of the reader.
SOURCE_END = re.compile(
    "|".join(
        (
            # What another script says behind a name in Chinese: Arabic, Tibetan, Hangul, Mongolian.
            r"(?<=[\u4e00-\u9fff])[\s\x01]{1,9}[\u0600-\u06ff\u0f00-\u0fff\u1100-\u11ff\u1800-\u18af\uac00-\ud7a3]",
            r"\b(?:Updated|Published|Date|Time|Views?|Author|Editor|Print|Share|Font)\b",
            rf"(?:责任|网站|本网|文字|图文)?(?:{_PEOPLE}){_GAP}(?:人员?)?{_GAP}[:：]",
            rf"(?:本文|文章|网页|累计|总)?(?:{_VISITS}){_GAP}(?:次{_GAP}数|量|数|人次|率|次|[:：]|[（(]?\d)",
            rf"(?:人气|次数|文{_GAP}号|主题){_GAP}[:：]",
            rf"(?:信息|文章|新闻)?(?:{_PUBLISHED}|{_OTHER_DATE}|{_spaced('发文 成文 生成')})"
            rf"{_GAP}(?:时{_GAP}间|日{_GAP}期|于{_GAP}(?=(?:19|20)\d\d))",
            rf"(?:时{_GAP}间|日{_GAP}期){_GAP}(?:[:：]|[\[【]?(?=(?:19|20)\d\d))|(?:19|20)\d\d{_GAP}[-./年]{_GAP}\d",
            rf"(?:文{_GAP})?字{_GAP}[体号]|大{_GAP}中{_GAP}小|小{_GAP}中{_GAP}大|索{_GAP}引{_GAP}号",
            rf"[\[(（]{_GAP}(?:大|小|打印|关闭|收藏|分享|我要|纠错|\+|加入)|【|\||｜|┊|│|A\+|T\|T",
            r"(?:我要)?纠错",
            _spaced("打印 分享 收藏 关闭窗口 关闭本页 视力保护 保护视力 背景色 语音 朗读 扫一扫 复制 推荐给"),
            r"\x01\s\x01{1,4}(?=\d)|[\s\x01]\x01*[\u4e00-\u9fff]{2,6}\x01*[:：]|[\s\x01](?:全文|附件|立即)?下载(?![\u4e00-\u9fff])",
        )
    )
)
EMPTY = frozenset({"", "-", "--", "—", "——", "/", "null", "NULL", "None", "undefined", "无", "暂无", "N/A"})
SOURCE_HINT = re.compile("[源处自]|Source")
LABEL_HINT = re.compile("[间期源处于日自]")
LABEL_END = re.compile(r"[:：】\]｜丨]|[间期于日源处][\s\x01\[【(（]{0,8}(?:19|20)\d\d")
ANY_LABEL = re.compile(
    rf"(?:时{_GAP}间|日{_GAP}期|来{_GAP}源|作{_GAP}者|次{_GAP}数|浏{_GAP}览|点{_GAP}击|阅{_GAP}读|字{_GAP}[体号]|编{_GAP}辑|打印|分享)"
)
# A line of day and source begins with one of these, where it begins with a label.
BEGIN = re.compile(rf"{DATE_LABEL.pattern}|{SOURCE_LABEL.pattern}")
CLOCK = re.compile(
    r"(?:\s{0,2}日)?(?:\s?[上下]午)?(?:\s?\d{1,2}\s?[:：时点](?:\s?\d{1,2}(?:\s?[:：分](?:\s?\d{1,2}(?:秒|\.\d)?)?)?)?)?"
)
OF_DOCUMENT = re.compile(
    "关于.{4,100}(?:通知|公告|通告|意见|决定|批复|通报|公示|办法|方案|规定|细则|规划|预案|函|报告)$"
)
CLOCKED = re.compile(r"(?:19|20)\d\d[-./年]\d\d?[-./月]\d\d?日?\s\d\d?[:时]\d\d")
COUNT = re.compile(r"(?<=[\u4e00-\u9fff])\s{1,9}\d{1,7}\s{0,9}$")
# A name, a day and an hour, as below the title of a post.
SIGNED = re.compile(
    r"[\s\x01]{0,9}[^\W\d_][^\s\x01:：。，；《》“”]{1,11}[\s\x01]{1,9}"
    r"((?:19|20)\d\d[-./年]\d\d?[-./月]\d\d?)日?[\s\x01]{1,4}\d{1,2}:\d\d(?::\d\d)?[\s\x01]{0,9}$"
)
# Behind the hour a public account's post names the place it was sent from.
HOUR = re.compile(r"日?\s?\d{1,2}:\d\d")
WHERE = re.compile(
    "^ {0,3}(?:北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南"
    "|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|(?:中国)?(?:香港|澳门|台湾))$"
)
ANY_DAY = re.compile(r"\d{1,2}[-/.月]\d{1,2}(?!\d)")
CHINESE = re.compile("[\u4e00-\u9fff]")
TOOL = re.compile(
    r"^\W{0,3}(?:作者|[初复终一二三]审|审核|编辑|责任编辑|责编|浏览|点击|阅读|访问|字体|字号|打印|关闭|分享|收藏|我要纠错|扫一扫)"
)
_OFFICE = "(?:[网局办府委社部厅室院科股台报处站队会馆校]|中心|集团|发布|客户端|公众号|在线)"
OFFICE = re.compile(rf"{_OFFICE}\s*$")
# A line of day and source, or what is left of it where its day was read as a trail.
DAY_FIRST = re.compile(
    rf"(?:(?:19|20)\d\d[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?|\d{{1,2}})"
    rf"\s?(?:\d{{1,2}}:\d\d(?::\d\d)?\s?[^\s，。]{{0,20}}|\s[^\s，。]{{0,12}}{_OFFICE})"
)
TODAY = re.compile(r"(?:今[天日]|现在)(?:日期|时间)?[是为]?\s{0,4}[:：]?\s{0,4}(?=(?:19|20)\d\d)")
MAYBE_TODAY = re.compile("星期|今天|今日|农历|周[一二三四五六日]")
# The heading over an answer to a letter.
ANSWER = re.compile("^[^，。《]{0,16}(?:答复|回复)(?:内容|意见|情况)?[:：]?$")
END = re.compile(
    "责任编辑|责编|编辑|打印|关闭|分享|扫一扫|附件下载|相关(?:附件|文章|链接|信息|新闻|阅读)|[上下]一[篇条]"
)
EVENT = re.compile(r"\b(?:Venue|Location|Place)\b|(?:地\W{0,6}点|嘉宾|主讲人?|主持人?)\W{0,3}[:：]|开标|截止")
COMPACT = re.compile(r"(?:19|20)\d{6}(?=(?:\d{4}|\d{6})?(?!\d))")
OTHER_LABEL = re.compile(r"(?:时\W{0,6}间|日\W{0,6}期)\W{0,4}[:：]")
_BETWEEN = r"(?:\s|</?(?:b|span|font|strong|em|u)\b[^>]{0,300}>){0,8}"
BREAK = re.compile(rf"([^<>\s][^<>]{{0,80}}){_BETWEEN}<br\b[^>]*>{_BETWEEN}$")
PLACE = re.compile(r"位置|首页|[:：]$")
FIELD = re.compile(r"(?:机构|机关|字号|索\W{0,6}引\W{0,6}号|文\W{0,6}号|分类|有效性)\W{0,4}[:：\]】]")
SENTENCE = re.compile("[。；，]")
FOOTER = re.compile(r"版权所有|主办(?:单位)?[:：]|备案|网站标识码|Copyright|技术支持", re.I)
# The end of a title that stands in a line of its own, below its beginning.
ENDING = re.compile(
    "(?:的?(?:通知|公告|通告|公示|通报|意见|决定|批复|函|报告|办法|规定|方案|细则)|(?:政策|文字|图文)?解读)$"
)
# What a letter says of its writer and itself, above its day.
OF_LETTER = re.compile(
    r"(?:昵称|网友|网名|姓名|标签|[\u4e00-\u9fff]{2}(?:编号|类[型别])|[\u4e00-\u9fff]{2}人|\S{0,4}状态)\s?[:：]"
)
# Months of a career, from and to.
CAREER = re.compile(r"(?:19|20)\d\d[./年]\d{1,2}月?\s{0,2}[-—–~至]")
TITLE_LABEL = re.compile(r"(?:[\u4e00-\u9fff]{2})?(?:标题|主题)\s?[:：]\s?(.{4,})")
RESULT = re.compile("(?:征集|意见|结果|征求意见|公众意见)?(?:结果|反馈|采纳)(?:结果|情况|反馈|公示|公告)?")
IN_BRACKETS = re.compile(r"[（(][^（）()]{2,40}[）)]")
ISSUER = re.compile("[\u4e00-\u9fff]{2,30}(?:政府|办公[室厅]|委员会|[局厅委院部])")
TEMPLATE = re.compile(r"\{\{[^{}]{0,200}\}\}|\$\{[^{}]{0,200}\}")
NOT_A_NAME = re.compile(r"[。！？；，]|^[\d\s:：.-]+$")
