"""Make the corpora that the benchmarks crawl: real documentation, and a portal of an invented county.

python benchmarks/corpora.py [PAGES ...]     documentation, and portals of so many pages (2000)
"""

import random
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

WORK = Path(__file__).resolve().parent / "work"
DOCUMENTATION = {"python3-doc": "python", "postgresql-doc": "postgresql"}
ITEMS = 20  # items on one page of a column


def documentation() -> Path:
    """Some 1,700 pages of Debian's documentation of Python and PostgreSQL, as their authors wrote them."""
    target = WORK / "documentation"
    if target.exists():
        return target
    unpacked = WORK / "packages"
    for package, name in DOCUMENTATION.items():
        depends = debian("apt-cache", "depends", "--important", package)
        for dependency in re.findall(r"Depends: (\S+-doc\S*)", depends):
            unpack(dependency, unpacked)
        source = next(unpacked.glob(f"usr/share/doc/{name}*/html"))
        shutil.copytree(source, WORK / "documentation.part" / name, ignore_dangling_symlinks=True)
    index = "".join(f'<li><a href="{name}/index.html">{name}</a>' for name in DOCUMENTATION.values())
    (WORK / "documentation.part" / "index.html").write_text(f"<title>Documentation</title><ul>{index}</ul>")
    return (WORK / "documentation.part").rename(target)


def unpack(package: str, folder: Path) -> None:
    """Put the files of a Debian package below the folder, without installing it."""
    folder.mkdir(parents=True, exist_ok=True)
    debian("apt-get", "download", package, folder=folder)
    for archive in folder.glob("*.deb"):
        debian("dpkg", "-x", archive.name, ".", folder=folder)
        archive.unlink()


def debian(*command: str, folder: Path | None = None) -> str:
    try:
        return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    except FileNotFoundError:
        sys.exit(f"{command[0]} is not here: this corpus is made on Debian or one of its relatives.")
    except subprocess.CalledProcessError as error:
        sys.exit(f"{' '.join(command)}: {error.stderr.strip()}")


def portal(pages: int, seed: int = 2019) -> Path:
    """Exactly so many pages of 30-60 KB with some 70 links, a tenth in GBK; always the same bytes."""
    target = WORK / f"portal-{pages}"
    if not target.exists():
        part = WORK / f"portal-{pages}.part"
        shutil.rmtree(part, ignore_errors=True)
        Portal(pages, random.Random(seed)).write(part)
        part.rename(target)
    return target


WORDS = (
    "政府 信息 公开 工作 通知 关于 印发 实施 方案 管理 办法 服务 群众 企业 办理 事项 审批 "
    "改革 发展 建设 项目 资金 安全 生产 检查 整治 环境 保护 教育 卫生 医疗 就业 社会 保障 "
    "养老 住房 交通 农业 农村 乡村 振兴 水利 防汛 应急 预案 统计 公报 财政 预算 决算 采购 "
    "招标 公告 公示 结果 名单 评审 培训 会议 讲话 调研 督查 落实 责任 部门 单位 街道 社区 "
    "居民 城市 规划 土地 征收 补偿 标准 条例 规定 意见 解读 问答 热线 投诉 举报 回复 咨询 "
    "预约 指南 材料 流程 时限 窗口 大厅 网站 平台 数据 共享 协同 监管 信用 市场 主体 营商 "
    "优化 创新 科技 人才 文化 旅游 体育 民政 "
).split()
COLUMNS = (
    "政务要闻 部门动态 通知公告 政策文件 政策解读 规划计划 "
    "财政预决算 行政执法 重点领域 办事服务 互动交流 人事信息"
).split()
COLUMN_TYPES = ("工作动态", "通知公告", "政策文件", "政策解读", "办事服务")


class Portal:
    """Home page, columns with numbered list pages, and articles."""

    def __init__(self, pages: int, chance: random.Random) -> None:
        self.chance = chance
        lists = max(1, (pages - 1) // (ITEMS + 1))
        self.columns = max(1, min(lists, 10 + pages // 500))
        self.articles = pages - 1 - lists
        self.list_pages = [
            [
                f"/col/{column:03}/index{f'_{n}' if n else ''}.html"
                for n in range(-(-(lists - column) // self.columns))
            ]
            for column in range(self.columns)
        ]
        self.titles = [self.sentence(9, 14) for _ in range(self.articles)]
        self.paragraphs = [self.sentence(60, 200) + "。" for _ in range(3000)]

    def sentence(self, low: int, high: int) -> str:
        return "".join(self.chance.choices(WORDS, k=self.chance.randint(low, high)))

    def write(self, folder: Path) -> None:
        for name, body in (
            ("style.css", "body{margin:0}"),
            ("site.js", "var site=1;"),
            ("logo.png", "\x89PNG\r\n"),
        ):
            (folder / "common").mkdir(parents=True, exist_ok=True)
            (folder / "common" / name).write_text(body, encoding="latin-1")
        (folder / "robots.txt").write_text("User-agent: *\nAllow: /\n")
        self.save(folder, "/index.html", 0, "首页", "", self.items(range(min(40, self.articles))))
        for column, addresses in enumerate(self.list_pages):
            mine = range(column, self.articles, self.columns)
            share = -(-len(mine) // len(addresses))
            for n, address in enumerate(addresses):
                pages = "".join(
                    f'<a href="{a}">{i + 1}</a>' for i, a in enumerate(addresses[max(0, n - 5) : n + 6])
                )
                main = self.items(mine[n * share : (n + 1) * share]) + f'<div class="page">{pages}</div>'
                tags = (
                    f'<meta name="ColumnName" content="{self.name(column)}"><meta name="ColumnType" content="'
                )
                tags += COLUMN_TYPES[column % len(COLUMN_TYPES)] + '">'
                self.save(folder, address, column, self.name(column), tags, main)
        for article in range(self.articles):
            self.save_article(folder, article)

    def save_article(self, folder: Path, article: int) -> None:
        title, day, column = self.titles[article], self.day(article), article % self.columns
        tags = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:30">'
        tags += '<meta name="ContentSource" content="云岭县人民政府办公室">'
        main = f'<h1>{title}</h1><div class="info">发布时间：{day} 来源：云岭县人民政府办公室</div>'
        if article % 10 == 3:
            main += f"<table><tr><th>索 引 号：<td>00123456-7/{day:%Y}-{article:05}<th>发文字号："
            main += f"<td>云政办发〔{day:%Y}〕{article % 90 + 1}号<tr><th>发布机构：<td>云岭县人民政府办公室"
            main += f"<th>发布日期：<td>{day}</table>"
        text = "".join(
            f"<p>{p}</p>" for p in self.chance.sample(self.paragraphs, self.chance.randint(18, 50))
        )
        near = [
            (article + step) % self.articles for step in self.chance.choices(range(self.articles), k=ITEMS)
        ]
        main += f'<div class="article">{text}</div><h3>相关阅读</h3>{self.items(near)}'
        self.save(folder, self.address(article), column, title, tags, main)

    def save(self, folder: Path, address: str, column: int, title: str, tags: str, main: str) -> None:
        """Write one page; what is in GBK says so in the page only."""
        encoding = self.chance.choices(("utf-8", "gbk"), (9, 1))[0]
        columns = "".join(
            f'<li><a href="{a[0]}">{self.name(i)}</a>' for i, a in enumerate(self.list_pages[:24])
        )
        filler = "".join(f".c{i}{{padding:{i}px;color:#{i * 4099:06x}}}\n" for i in range(200))
        side = "".join(f"<p>{p}</p>" for p in self.chance.sample(self.paragraphs, 10))
        recent = self.items(self.chance.choices(range(self.articles), k=36)) if self.articles else ""
        page = f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="{encoding}"><title>{title} - 云岭县人民政府</title>
<meta name="SiteName" content="云岭县人民政府"><meta name="SiteDomain" content="www.yunling.example">
<meta name="SiteIDCode" content="9901230001">{tags}
<link rel="stylesheet" href="/common/style.css"><script src="/common/site.js"></script>
<style>{filler}</style></head><body>
<div class="head"><a href="/index.html"><img src="/common/logo.png" alt="云岭县"></a><ul>{columns}</ul></div>
<div class="main">{main}</div><div class="side"><h3>最新更新</h3>{recent}{side}</div>
<div class="foot">主办：云岭县人民政府 承办：云岭县人民政府办公室 联系电话：0000-0000000
<a href="/index.html">网站地图</a> 网站标识码：9901230001 省ICP备00000000号-1
省公网安备 99012300000000号</div></body></html>
"""
        path = folder / address[1:]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.encode(encoding))

    def items(self, articles: range | list[int]) -> str:
        rows = (
            f'<li><a href="{self.address(a)}" title="{self.titles[a]}">{self.titles[a]}</a> {self.day(a)}'
            for a in articles
        )
        return f'<ul class="list">{"".join(rows)}</ul>'

    def name(self, column: int) -> str:
        return COLUMNS[column % len(COLUMNS)] + (
            str(column // len(COLUMNS) + 1) if column >= len(COLUMNS) else ""
        )

    def address(self, article: int) -> str:
        return f"/art/{self.day(article):%Y/%m}/art_{article % self.columns:03}_{article:06}.html"

    def day(self, article: int) -> date:
        return date(2026, 10, 30) - timedelta(days=article * 900 // max(1, self.articles))


if __name__ == "__main__":
    print(documentation())
    for pages in map(int, sys.argv[1:] or ["2000"]):
        print(portal(pages))
