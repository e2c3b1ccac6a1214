"""Statistics of the letters received and answered."""

import re
from collections.abc import Iterator
from typing import Any

from inspector import Finding, Outcome, Site, _, site_rule

_NAMED = re.compile(
    r"(?:信件|留言|来信|信箱|网民|咨询|诉求|热线|互动).{0,12}(?:统计|办理情况|处理情况|受理情况|回复情况|情况通报|月报|季报)|办理统计|回复统计|部门统计"
)
_CHANNEL = re.compile("信箱|来信|留言|咨询|问政|12345|热线|诉求")
_UNIT = "[件条封]"
_TOTAL = re.compile(
    rf"(?:共|累计|收到|受理)[^，。；\d]{{0,16}}(\d{{1,7}})\s?{_UNIT}[^，。；\d其]{{0,10}}[，,（(]?\s?其中[:：，]?"
)
_PART = re.compile(
    rf"[，、；;]?\s?(?:网民|群众|政策|政务)?(咨询|投诉|建议|求助|举报|表扬|感谢|意见|其他|其它|反映问题|申诉)(?:类|性)?(?:来信|信件|留言|诉求)?(?:为|有|共)?\s?(\d{{1,7}})\s?{_UNIT}"
)
_RECEIVED = re.compile(rf"(?:收到|受理|来信)[^，。；\d]{{0,16}}(\d{{1,7}})\s?{_UNIT}")
_ANSWERED = re.compile(rf"(?:已?答复|已?回复)[^，。；\d率]{{0,10}}(\d{{1,7}})\s?{_UNIT}")
_RATE = re.compile(r"(?:答复|回复)率[^，。；\d]{0,6}(\d{1,3}(?:\.(\d{1,4}))?)\s?[%％]")
# "and so on", or a kind of an unknown name: part of the whole is not among the parts.
_MORE = re.compile(
    r"\s?等|[，、；;]\s?(?!(?:已|均|现|按时|全部|共)?(?:答|回复|办|公开|反馈|处理|转))[^\d，。；]{1,12}\d"
)
_STATED = """
    SELECT url, json_extract(facts, '$.fields.statistics.value') AS said FROM pages JOIN urls USING (id)
    WHERE seen AND internal AND json_extract(facts, '$.fields.statistics') IS NOT NULL ORDER BY url
"""


@site_rule(applies=lambda site: site.crawled and site.home is not None)
def letter_statistics(site: Site) -> Iterator[Finding]:
    """Statistics of the letters received and answered are published, and add up.

    Why: only the number of letters received, answered and published together shows how a body deals with
    questions. Numbers that contradict each other make all of them doubtful.

    Fix: publish the numbers every month in the mailbox, taken from the system that handles the letters, and
    check that the kinds add up to the total.
    """
    stated = list(site.query(_STATED))
    if not stated and not _named(site):
        host = site.host_elsewhere(_CHANNEL)
        yield Finding(
            _("no statistics of letters were found; the channel is on {host}, which was not looked at")
            if host
            else _("no statistics of letters were found"),
            at="links",
            key="none",
            # They may stand in a picture, or be drawn by a script.
            outcome=Outcome.CANT_TELL,
            url=site.home_url,
            aspect="none",
            host=host,
        )
    for row in stated:
        yield from _contradictions(row["url"], row["said"])


def _named(site: Site) -> bool:
    rows = site.query("SELECT DISTINCT text FROM anchors WHERE length(text) BETWEEN 4 AND 60")
    return any(_NAMED.search(row["text"]) for row in rows)


def _contradictions(url: str, said: str) -> Iterator[Finding]:
    common: dict[str, Any] = {"at": "statistics", "seen": said, "url": url, "aspect": "sums"}
    if total := _TOTAL.search(said):
        parts, place = [], total.end()
        while part := _PART.match(said, place):
            parts.append(int(part[2]))
            place = part.end()
        if len(parts) >= 2 and not _MORE.match(said, place):
            if sum(parts) != int(total[1]):
                yield Finding(
                    _("the kinds of letters add up to {sum}, the total given is {total}"),
                    key="sum",
                    sum=sum(parts),
                    total=int(total[1]),
                    **common,
                )
    received, answered, rate = _RECEIVED.search(said), _ANSWERED.search(said), _RATE.search(said)
    if received and answered and rate and int(received[1]):
        exact = 100 * int(answered[1]) / int(received[1])
        if abs(exact - float(rate[1])) > 1.01 * 10 ** -len(rate[2] or ""):
            yield Finding(
                _("{answered} replies to {received} letters are {exact} %, not {rate} %"),
                key="rate",
                outcome=Outcome.CANT_TELL,
                answered=int(answered[1]),
                received=int(received[1]),
                exact=round(exact, 2),
                rate=rate[1],
                **common,
            )
