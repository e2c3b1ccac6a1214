"""`scrapy crawl` with the exit codes of `inspector crawl`: Scrapy's own ends with 0 on a dead site too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.commands import crawl

if TYPE_CHECKING:
    import argparse

    from scrapy import Spider
    from scrapy.crawler import Crawler


class Command(crawl.Command):
    """Run a spider, and end with the code that its spider noted in the statistics."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, then take over the code."""
        super().run(args, opts)
        stats = self.crawler.stats
        self.exitcode = self.exitcode or (stats.get_value("exit_code", 0) if stats else 0)

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        self.crawler = super()._create_crawler(spidercls)
        return self.crawler
