"""The portal spider: one government website, everything it links to."""

from inspector.crawling.spider import SiteSpider


class PortalSpider(SiteSpider):
    """`scrapy crawl portal -a url=https://www.example.gov.cn/ [-a out=FOLDER]`."""

    name = "portal"
