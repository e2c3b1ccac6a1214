"""Scrapy's settings for crawling one site: polite, complete, and nothing that listens or remembers.

Politeness of a single crawl (delay, concurrency, robots.txt) is set by `inspector.crawling.spider` from what
the user and the profile say; the values here are the defaults for a public site.
"""

from importlib.util import find_spec

from inspector import __version__

BOT_NAME = "site-inspector"
SPIDER_MODULES = ["spiders"]
COMMANDS_MODULE = "inspector.crawling.commands"
USER_AGENT = f"site-inspector/{__version__}"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept-Encoding": "gzip, deflate, br, zstd",
}

# Politeness.
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 1.0
CONCURRENT_REQUESTS = 4
CONCURRENT_REQUESTS_PER_DOMAIN = 4
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 30.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0

# Limits: a site that has not begun to answer in 15 seconds counts as unreachable (国办秘函〔2019〕19号).
DOWNLOAD_TIMEOUT = 15
DOWNLOAD_MAXSIZE = 20_000_000

# With --render: pages drawn at most, and seconds for each until it has what it asks for.
RENDER_PAGES = 200
RENDER_TIMEOUT = 60

# Everything that comes back is evidence: no status is hidden, no redirect followed unseen, no body unfolded
# before it is archived. Second looks are the frontier's, which remembers them. Plain cookies are kept by the
# download handler; Scrapy's middleware would ask a host on the internet for the list of public suffixes.
HTTPERROR_ALLOW_ALL = True
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
COMPRESSION_ENABLED = False
RETRY_ENABLED = False
COOKIES_ENABLED = False
DOWNLOAD_HANDLERS = {
    "http": "inspector.crawling.downloading.DownloadHandler",
    "https": "inspector.crawling.downloading.DownloadHandler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
SCHEDULER = "inspector.crawling.spider.FrontierScheduler"
# Of Scrapy's own parts only what is needed is named: the others would be imported, even where they are off
# (5 MB), and each middleware costs every request some of the time that rules could use. The download handler
# sends the default headers and keeps the limits; the frontier stays on the site.
DOWNLOADER_MIDDLEWARES_BASE = {
    "inspector.crawling.robots.Robots": 100,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
}
DOWNLOADER_MIDDLEWARES = {"inspector.crawling.spider.EvidenceMiddleware": 890}
SPIDER_MIDDLEWARES_BASE = {"scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25}
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}
EXTENSIONS: dict[str, int] = {}

# Scrapy 2.19 listens for remote control unless told not to.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Faster than Python's own, where it can be had (not on Windows).
ASYNCIO_EVENT_LOOP = "uvloop.Loop" if find_spec("uvloop") else None
CONCURRENT_ITEMS = 1
DOWNLOADER_STATS = False
LOG_FORMATTER = "inspector.crawling.spider.QuietFormatter"
