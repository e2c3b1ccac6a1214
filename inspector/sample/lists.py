"""The pages that lead to others: home page, columns with their lists, search, site map."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from inspector.sample.content import letter_dates
from inspector.sample.disclosure import application, catalogue, guide
from inspector.sample.model import Column, Item, Portal

UNDATED = {"leader", "organization", "service"}


def _entry(item: Item, relative_to: str = "") -> str:
    """One row of a list; its address is relative to the column where the column is known."""
    url = "./" + item.url.removeprefix(relative_to) if relative_to else item.url
    title = escape(item.title)
    row = f'<a href="{url}" title="{title}">{title}</a>'
    if item.column.kind not in UNDATED:
        # strftime cannot take Chinese literals on every platform.
        pattern = item.column.traits.get("dates", "%Y-%m-%d")
        shown = "年".join(item.published.strftime(part) for part in pattern.split("年"))
        row += f'<span class="date">{shown}</span>'
    return f"<li>{row}</li>"


def _list(items: list[Item], relative_to: str = "") -> str:
    rows = "\n".join(_entry(item, relative_to) for item in items)
    return f'<ul class="list">\n{rows}\n</ul>'


def _newest(column: Column, portal: Portal, count: int) -> list[Item]:
    """The newest items of a column and of those below it."""
    below = (entries for path, entries in portal.items.items() if path.startswith(column.path))
    found = (item for entries in below for item in entries)
    return sorted(found, key=lambda item: item.published.date(), reverse=True)[:count]


def _block(column: Column, items: list[Item]) -> str:
    return (
        f'<div class="block"><h2><a href="{column.url}">{column.name}</a>'
        f'<a class="more" href="{column.url}">更多</a></h2>\n{_list(items) if items else ""}\n</div>'
    )


def _fixed(column: Column, portal: Portal) -> str | None:
    match column.kind:
        case "guide":
            return guide(portal)
        case "catalogue":
            return catalogue(portal)
        case "application":
            return application(portal)
        case "search":
            return _search()
        case "sitemap":
            return _site_map(portal, None)
        case "enquiry":
            return ""
    return None


def _search() -> str:
    return (
        '<form method="get" action="" class="search-form"><label>检索词<input type="text" name="q"></label>\n'
        '<label>范围<select name="scope"><option>全部</option><option>标题</option></select></label>'
        '<button type="submit">搜索</button></form>\n<p>请输入检索词，多个检索词之间用空格分开。</p>'
    )


def _site_map(portal: Portal, above: Column | None) -> str:
    rows = "\n".join(
        f'<li><a href="{column.url}">{column.name}</a>{_site_map(portal, column)}</li>'
        for column in portal.children(above)
    )
    return f'<ul class="site-map">\n{rows}\n</ul>' if rows else ""


def _leaders(items: list[Item]) -> str:
    cards = "\n".join(
        f'<li><a href="{item.url}"><img src="{item.picture}" alt="{item.title}"></a>'
        f'<a href="{item.url}">{item.title}</a><span>{item.data["post"]}</span></li>'
        for item in items
    )
    return f'<ul class="leaders">\n{cards}\n</ul>'


def _letters(items: list[Item]) -> str:
    rows = []
    for item in items:
        came, answered = letter_dates(item)
        settled = "reply" in item.data
        rows.append(
            f'<tr><td>{item.data["type"]}</td><td><a href="{item.url}">{item.title}</a></td>'
            f"<td>{came:%Y-%m-%d}</td><td>{item.data['office']}</td>"
            f"<td>{answered.date().isoformat() if settled else ''}</td>"
            f"<td>{'已办结' if settled else '未答复'}</td><td>{item.published:%Y-%m-%d}</td></tr>"
        )
    done = sum("reply" in item.data for item in items)
    return (
        f"<p>来信公开：共{len(items)}件，已答复{done}件。写信人应当如实填写，我们将在五个工作日内答复。</p>\n"
        '<table class="letters">\n<tr><th>类型</th><th>标题</th><th>来信时间</th><th>答复单位</th>'
        "<th>答复时间</th><th>状态</th><th>发布时间</th></tr>\n"
        + "\n".join(rows)
        + "\n</table>\n<h2>我要写信</h2>\n"
        '<form method="post" action="" class="letter-form">'
        '<p><label>姓名<input type="text" name="name"></label></p>'
        '<p><label>联系电话<input type="text" name="telephone"></label></p>'
        '<p><label>信件标题<input type="text" name="title"></label></p>'
        '<p><label>信件内容<textarea name="content" rows="6"></textarea></label></p>'
        '<p><button type="submit">提交</button></p></form>'
    )


def _pagination(column: Column, place: int, count: int) -> str:
    def name(other: int) -> str:
        if column.traits.get("start") == "list":
            return f"list_{other + 1}.html" if other else "list.html"
        return f"index_{other}.html" if other else "./"

    steps = [("首页", 0), ("上一页", place - 1), ("下一页", place + 1), ("尾页", count - 1)]
    links = "".join(
        f'<a href="{name(other)}">{text}</a>'
        for text, other in steps
        if 0 <= other < count and other != place
    )
    script = (
        ""
        if column.traits.get("start") == "list"
        else f"<script>var countPage = {count}; var currentPage = {place};</script>"
    )
    return f'\n<div class="pages">{links}<span>第{place + 1}页 共{count}页</span>{script}</div>'


def column_pages(column: Column, portal: Portal) -> Iterator[tuple[str, str]]:
    """The address and the main HTML of each page of a column."""
    fixed, items = _fixed(column, portal), portal.items[column.path]
    if fixed is not None:
        yield column.url, fixed
    elif column.kind == "hub":
        yield (
            column.url,
            "\n".join(_block(child, _newest(child, portal, 5)) for child in portal.children(column)),
        )
    elif column.kind == "leader":
        yield column.url, _leaders(items)
    elif column.kind == "letter":
        yield column.url, _letters(items)
    else:
        size = column.traits.get("per_page", 20)
        count = max(1, -(-len(items) // size))
        for place in range(count):
            rows = _list(items[place * size : (place + 1) * size], relative_to=column.path)
            more = _pagination(column, place, count) if count > 1 else ""
            url = column.url
            if place:
                url = column.path + (
                    f"list_{place + 1}.html" if column.url != column.path else f"index_{place}.html"
                )
            yield url, rows + more


def home(portal: Portal) -> str:
    """The front page: the newest of everything, and ways to all columns."""
    columns, items = portal.columns, portal.items
    first = items["/xwzx/qwyw/"][0]
    ways = "".join(
        f'<li><a href="{columns[path].url}">{columns[path].name}</a></li>'
        for path in (
            "/zfxxgk/",
            "/zfxxgk/zn/",
            "/zfxxgk/zd/",
            "/zfxxgk/fdzdgknr/",
            "/zfxxgk/nb/",
            "/zfxxgk/ysqgk/",
        )
    )
    choices = "".join(
        f'<option value="{column.url}">{column.name}</option>'
        for column in portal.children(columns["/zwgk/"])
    )
    return "\n".join(
        (
            f'<div class="headline"><h2><a href="{first.url}">{first.title}</a></h2>'
            f'<a href="{first.url}"><img src="{first.picture}" alt="{first.title}"></a></div>',
            _block(columns["/xwzx/qwyw/"], items["/xwzx/qwyw/"][:8]),
            _block(columns["/zwgk/tzgg/"], items["/zwgk/tzgg/"][:6]),
            _block(columns["/zwgk/zcwj/"], _newest(columns["/zwgk/zcwj/"], portal, 6)),
            _block(columns["/zwgk/zcjd/"], items["/zwgk/zcjd/"][:5]),
            _block(columns["/hdjl/xzxx/"], items["/hdjl/xzxx/"][:5]),
            _block(columns["/bsfw/bszn/"], items["/bsfw/bszn/"][:6]),
            f'<div class="block"><h2>信息公开</h2><ul class="columns">{ways}</ul></div>',
            '<div class="block"><h2>栏目导航</h2><select onchange="window.open(this.value)">'
            f'<option value="">请选择栏目</option>{choices}</select>'
            '<p><a href="javascript:void(0)" onclick="window.open(\'/ztzl/\')">专题专栏</a></p></div>',
        )
    )
