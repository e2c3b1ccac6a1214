"""What templates call any page, item, letter or list: it names none of them."""

from __future__ import annotations

import re

_THING = "文章|信息|新闻|内容|征集"
_LETTER = "信件|来信|留言|咨询|投诉|诉求|办件"
_SHOW = "查看|阅读|浏览"
_WHOLE = "正文|内容|详情|详细(?:内容|信息)?"

ITEM = re.compile(
    f"(?:{_SHOW})?(?:{_THING})?(?:{_WHOLE})页?面?|(?:{_SHOW})(?:{_THING})|(?:{_THING})(?:{_SHOW})"
    "|contents?|details?|text",
    re.I,
)
"""A page of one text."""
LETTER = re.compile(f"(?:{_SHOW})?(?:{_LETTER})(?:{_WHOLE}|{_SHOW})页?面?|(?:{_SHOW})(?:{_LETTER})")
"""A page of one letter."""
ANY = re.compile(
    f"{ITEM.pattern}|文章|{_SHOW}|(?:文章|信息|新闻|内容|图片|下载|软件|栏目)?列表页?面?"
    "|[一二三当前本]{0,2}级?(?:栏目|频道|文章|页面)(?:名称?|名字|标题)",
    re.I,
)
"""Any page, of an item or a list."""
UNTITLED = re.compile(
    "(?:无标题文档|无标题页|新建网页|untitled(?: document| page)?|document|title|网页标题|标题)?", re.I
)
"""Any page that nobody named yet."""
SORT = re.compile("(?:(?:信息|文章|内容)?列表|栏目|频道|页面|详情)页?$")
"""What kind of page a name says at its end."""
