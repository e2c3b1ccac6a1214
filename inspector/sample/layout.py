"""The frame of every page: head with the national tags, masthead, position, footer."""

from __future__ import annotations

from html import escape

from inspector.sample.content import TELEPHONE
from inspector.sample.documents import render_header
from inspector.sample.model import Column, Item, Portal, Sheet

# A certificate of a government site and the platform for error reports, with numbers that belong to nobody.
# They are links: the sample loads nothing from other hosts.
CERTIFICATE = "https://bszs.conac.cn/sitename?method=show&amp;id=00000000000000000000000000000000"
ERROR_REPORT = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html"


def site_tags(portal: Portal) -> dict[str, str]:
    """The head tags of every page (国办发〔2017〕47号)."""
    site = portal.site
    return {"SiteName": site["name"], "SiteDomain": site["domain"], "SiteIDCode": site["code"]}


def column_tags(column: Column) -> dict[str, str]:
    """The head tags of column pages and of the pages below them."""
    return {
        "ColumnName": column.name,
        "ColumnDescription": column.about,
        "ColumnKeywords": f"{column.name},青梧县",
        "ColumnType": column.type,
    }


def article_tags(title: str, stamp: str, source: str) -> dict[str, str]:
    """The head tags of content pages."""
    return {"ArticleTitle": title, "PubDate": stamp, "ContentSource": source}


def content_sheet(item: Item, body: str, portal: Portal) -> Sheet:
    """The page of one item."""
    stamp = f"{item.published:%Y-%m-%d %H:%M}"
    column = item.column
    tags = site_tags(portal) | column_tags(column) | article_tags(item.title, stamp, item.source)
    return Sheet(
        item.url, "content", item.title, column, body, tags, stamp, item.source, encoding=column.encoding
    )


def footer_script(portal: Portal) -> str:
    """The same-site script that writes the party and government mark into the footer."""
    return (
        "// Footer shared by all pages.\n"
        f"document.write(unescape(\"%3Cspan id='_ideConac'%3E%3Ca href='{CERTIFICATE}' target='_blank'%3E"
        "%3Cimg id='imgConac' src='/images/mark.png' alt='"
        + "".join(f"%u{ord(letter):04X}" for letter in "党政机关")
        + "'%3E%3C/a%3E%3C/span%3E\"));\n"
    )


def _head(sheet: Sheet, portal: Portal) -> str:
    names = [] if sheet.kind in ("home", "column") else [sheet.title]
    names += [sheet.column.name] if sheet.column and sheet.column.name not in names else []
    title = "-".join((*names, portal.site["name"]))
    declared = sheet.declared or sheet.encoding
    charset = (
        '<meta charset="utf-8">'
        if declared == "utf-8"
        else f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    )
    tags = "\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in sheet.tags.items())
    return (
        f"<head>\n{charset}\n<title>{escape(title)}</title>\n{tags}\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<link rel="icon" href="/images/logo.png">\n<link rel="stylesheet" href="/css/style.css">\n</head>'
    )


def _masthead(portal: Portal) -> str:
    columns = [column for column in portal.children(None) if column.kind == "hub"]
    links = "".join(f'<li><a href="{column.url}">{column.name}</a></li>' for column in columns)
    return (
        '<div class="header"><img src="/images/logo.png" alt="">'
        f'<div class="site-name">{portal.site["name"]}</div>\n'
        '<form method="get" action="/search/"><input type="text" name="q">'
        '<button type="submit">搜索</button></form></div>\n'
        f'<div class="nav"><ul><li><a href="/">首页</a></li>{links}</ul></div>'
    )


def _footer(portal: Portal) -> str:
    site = portal.site
    return f"""<div class="footer">
<p><a href="/wzdt/">网站地图</a> | <a href="/search/">站内搜索</a> | <a href="https://www.gov.cn/">中国政府网</a></p>
<p>主办单位：{site["name"]}　承办单位：{site["office"]}</p>
<p>联系电话：{site["telephone"]}　地址：{site["address"]}　技术支持电话：{TELEPHONE.format(198)}</p>
<p>网站标识码：{site["code"]}　<a href="https://beian.miit.gov.cn/">{site["icp"]}</a></p>
<div class="marks"><script src="/js/footer.js"></script>
<a href="{ERROR_REPORT}?site_code={site["code"]}">我为政府网站找错</a></div>
</div>"""


def _main(sheet: Sheet, portal: Portal) -> str:
    if not sheet.column:
        return f'<div class="main {sheet.kind}">\n{sheet.body}\n</div>'
    trail = portal.trail(sheet.column)
    position = "".join(f' &gt; <a href="{column.url}">{column.name}</a>' for column in trail)
    position = f'<div class="position">当前位置：<a href="/">首页</a>{position}</div>'
    if sheet.kind == "column":
        beside = "".join(
            f'<li><a href="{column.url}">{column.name}</a></li>'
            for column in portal.children(trail[-2] if len(trail) > 1 else sheet.column)
        )
        sidebar = f'<div class="side"><h2>{trail[0].name}</h2><ul>{beside}</ul></div>' if beside else ""
        return (
            f'{position}\n<div class="main column">\n{sidebar}\n'
            f'<div class="body"><h1>{sheet.title}</h1>\n{sheet.body}\n</div></div>'
        )
    header = (
        render_header(sheet.header, sheet.column.traits.get("header", "table")) + "\n" if sheet.header else ""
    )
    date = f"<span>发布时间：{sheet.stamp}</span>" if sheet.stamp else ""
    return (
        f'{position}\n<div class="main article">\n{header}<h1>{escape(sheet.title)}</h1>\n'
        f'<div class="info">{date}<span>来源：{sheet.source}</span></div>\n'
        f'<div class="content TRS_Editor">\n{sheet.body}\n</div>\n</div>'
    )


def render(sheet: Sheet, portal: Portal) -> bytes:
    """The page as it is sent."""
    markup = (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n{_head(sheet, portal)}\n<body>\n{_masthead(portal)}\n'
        f"{_main(sheet, portal)}\n{_footer(portal)}\n</body>\n</html>\n"
    )
    return markup.encode(sheet.encoding)
