"""Obeying robots.txt."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request
    from scrapy.robotstxt import RobotParser


class Robots(RobotsTxtMiddleware):
    """Scrapy's middleware, one request to a host at a time until its robots.txt is read.

    Of several that wait for the same file, Scrapy 2.19 tells only the first what it says, and lets the others
    pass: they await one Deferred, whose result the first takes away.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.reading: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """What the robots.txt of the request's host says, or None where there is none."""
        async with self.reading[urlsplit(request.url).netloc]:
            return await super().robot_parser(request)
