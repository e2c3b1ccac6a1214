"""Other crawlers that check sites, each installed apart, and told to be as quick as they can."""

import os
import subprocess
import sys
from pathlib import Path

from corpora import WORK

FOLDER = WORK / "peers"
LINKCHECKER, ADVERTOOLS, LINKINATOR = "linkchecker==10.6.0", "advertools==0.18.0", "linkinator@7.6.1"

LINKCHECKER_SETTINGS = "[checking]\nmaxrequestspersecond=100000\nthreads=16\nrecursionlevel=-1\n"

ADVERTOOLS_CRAWL = """
import sys
import advertools
advertools.crawl(sys.argv[1], sys.argv[2], follow_links=True, allowed_domains=["127.0.0.1"], custom_settings={
    "CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "DOWNLOAD_DELAY": 0,
    "ROBOTSTXT_OBEY": False, "LOG_LEVEL": "ERROR"})
"""

SCRAPY_SPIDER = """
from urllib.parse import urlsplit
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule

class Links(CrawlSpider):
    name = "links"
    rules = [Rule(LinkExtractor(), callback="item", follow=True)]
    custom_settings = {
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "DOWNLOAD_DELAY": 0, "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False}

    def __init__(self, url, **more):
        super().__init__(**more)
        self.start_urls, self.allowed_domains = [url], [urlsplit(url).hostname]

    def item(self, response):
        yield {"url": response.url, "title": response.css("title::text").get()}
"""


def peers(url: str, folder: Path) -> dict[str, list[str | Path]]:
    """The command of each peer that crawls the site; what it writes goes into the folder."""
    settings = write("linkchecker.ini", LINKCHECKER_SETTINGS)
    return {
        f"LinkChecker {LINKCHECKER[13:]}, 16 threads": [
            *(python(LINKCHECKER).parent / "linkchecker", "--no-status", "--no-robots", "-o", "none"),
            *("--config", settings, url),
        ],
        f"advertools {ADVERTOOLS[12:]}, 16 connections": [
            *("env", f"PATH={python(ADVERTOOLS).parent}:{os.environ['PATH']}", python(ADVERTOOLS)),
            *(write("advertools_crawl.py", ADVERTOOLS_CRAWL), url, folder / "advertools.jl"),
        ],
        f"linkinator {LINKINATOR[11:]}, 100 connections": [
            *("node", linkinator(), url, "--recurse", "--verbosity", "error")
        ],
        "Scrapy, its own LinkExtractor, 16 connections": [
            *(
                sys.executable,
                "-m",
                "scrapy",
                "runspider",
                write("spider.py", SCRAPY_SPIDER),
                "-a",
                f"url={url}",
            ),
            *("-O", folder / "scrapy.jl"),
        ],
    }


def write(name: str, text: str) -> Path:
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_text(text)
    return FOLDER / name


def python(package: str) -> Path:
    """The Python of a virtual environment that has this package, and no other peer's."""
    folder = FOLDER / package.partition("==")[0]
    if not folder.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin/python", "-m", "pip", "install", "--quiet", package], check=True)
    return folder / "bin/python"


def linkinator() -> Path:
    folder = FOLDER / "linkinator"
    if not folder.exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", folder, LINKINATOR], check=True)
    return folder / "node_modules/linkinator/build/src/cli.js"
