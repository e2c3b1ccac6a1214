"""The fixed pages of the disclosure section (国办公开办函〔2019〕61号): guide, catalogue, application."""

from __future__ import annotations

from inspector.sample.content import definitions, paragraphs
from inspector.sample.documents import index_number, written
from inspector.sample.model import Portal


def guide(portal: Portal) -> str:
    """The disclosure guide with the nine elements of art. 12 of the Regulations (2019)."""
    site = portal.site
    return "\n".join(
        (
            paragraphs("为方便公民、法人和其他组织查阅、获取本县政府信息，编制本指南。"),
            "<h2>一、政府信息的分类</h2>",
            paragraphs("本县政府信息分为主动公开和依申请公开两类，主动公开信息按主题、体裁和机构分类。"),
            "<h2>二、政府信息的编排体系</h2>",
            paragraphs("每条主动公开的文件标注索引号、名称、发布机构、发文字号、成文日期和发布日期。"),
            "<h2>三、政府信息的获取方式</h2>",
            paragraphs(
                '主动公开的信息可在<a href="/zfxxgk/fdzdgknr/">法定主动公开内容</a>栏目查阅，也可到县档案馆、'
                '县图书馆查阅；其他信息可通过<a href="/zfxxgk/ysqgk/">依申请公开</a>栏目申请。'
            ),
            "<h2>四、政府信息公开工作机构</h2>",
            definitions(
                [
                    ("机构名称", f"{site['office']}政务公开股"),
                    ("办公地址", f"{site['address']}县政府二楼"),
                    ("办公时间", "工作日上午8:30—12:00，下午14:30—17:30"),
                    ("联系电话", site["telephone"]),
                    ("传真号码", "0600-5550102"),
                    ("互联网联系方式", f"zwgk@{site['domain'].removeprefix('www.')}"),
                ]
            ),
        )
    )


def catalogue(portal: Portal) -> str:
    """The content to be disclosed by law: its columns, and the catalogue of documents."""
    columns = "".join(
        f'<li><a href="{column.url}">{column.name}</a></li>'
        for column in portal.columns.values()
        if column.path.startswith("/zwgk/") and column.kind != "hub"
    )
    documents = sorted(
        (
            document
            for column in portal.columns.values()
            if column.kind == "document"
            for document in portal.items[column.path]
        ),
        key=lambda document: document.published,
        reverse=True,
    )
    rows = "\n".join(
        f'<tr><td>{index_number(item)}</td><td><a href="{item.url}">{item.title}</a></td>'
        f"<td>{item.data['class']}</td><td>{written(item):%Y-%m-%d}</td><td>{item.published:%Y-%m-%d}</td></tr>"
        for item in documents
    )
    return (
        f'<ul class="columns">{columns}</ul>\n<table class="catalogue">\n'
        "<tr><th>索引号</th><th>名称</th><th>内容概述</th><th>生成日期</th><th>发布日期</th></tr>\n"
        f"{rows}\n</table>"
    )


def application(portal: Portal) -> str:
    """The application page: how to apply, and the form with what art. 29 of the Regulations asks for."""

    def field(label: str, name: str) -> str:
        return f'<p><label>{label}<input type="text" name="{name}"></label></p>'

    fields = "\n".join(
        field(label, name)
        for label, name in (
            ("申请人姓名或者名称", "name"),
            ("身份证明", "proof"),
            ("联系方式", "contact"),
            ("申请公开的政府信息的名称、文号或者便于查询的其他特征性描述", "subject"),
        )
    )
    return (
        paragraphs(
            "公民、法人或者其他组织可以通过本页面在线提交，也可以当面或者邮寄提交政府信息公开申请。",
            "收到申请后，能够当场答复的当场答复；不能当场答复的，自收到之日起二十个工作日内答复。",
            f"受理机构：{portal.site['office']}；联系电话：{portal.site['telephone']}；"
            f"通信地址：{portal.site['address']}。",
        )
        + f'\n<form method="post" action="" class="application">\n{fields}\n'
        '<p><label>获取信息的方式<select name="form"><option value="">请选择</option>'
        "<option>纸质</option><option>电子邮件</option></select></label></p>\n"
        '<p><button type="submit">提交申请</button></p>\n</form>'
    )
