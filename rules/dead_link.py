"""Links that lead nowhere."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from inspector import Finding, Outcome, Site, _, site_rule

GONE = frozenset((404, 410))
BROKEN = frozenset((500, 502, 503, 504))
#: Reasons for which an address was left out on purpose: nothing is known of it, and nothing said.
NOT_ASKED = frozenset(("trap", "budget", "interrupted", "robots", "internal-address"))
_UNREACHABLE = frozenset(("dns", "refused"))


class Answer(NamedTuple):
    """What an address answered that was not all well."""

    status: int
    failure: str | None
    location: int | None


@site_rule(applies=lambda site: site.crawled)
def dead_link(site: Site) -> Iterator[Finding]:
    """Every link, image and attachment can be opened.

    Why: a dead link costs every visitor who follows it; on the home page it is the first thing an
    inspector counts.

    Fix: correct or remove the link on each of the pages named; where a page was moved, redirect its old
    address to the new one.
    """
    answers = {
        row["id"]: Answer(row["status"], row["failure"], row["location"])
        for row in site.query(
            "SELECT id, status, failure, location FROM pages WHERE status != 200 OR failure IS NOT NULL"
        )
    }
    unsettled: Counter[tuple[str, bool]] = Counter()
    examples: dict[tuple[str, bool], str] = {}
    for row in site.query(_TARGETS, site.home):
        answer = _final(answers, row["id"])
        if answer is None:
            continue
        verdict = _verdict(answer)
        if verdict is Outcome.CANT_TELL:
            reason = answer.failure or str(answer.status)
            unsettled[reason, bool(row["on_home"])] += 1
            examples.setdefault((reason, bool(row["on_home"])), row["url"])
        elif verdict is Outcome.FAILED:
            sources = site.sources(row["id"])
            if not sources:
                continue
            yield Finding(
                _("{count} page(s) link to this address, which answers {answer}"),
                seen=sources[0]["text"],
                url=row["url"],
                answer=answer.failure or answer.status,
                sources=sources,
                count=row["count"],
                on_home=bool(row["on_home"]),
                kind=row["kind"],
            )
    for (reason, on_home), count in sorted(unsettled.items()):
        yield Finding(
            _("{count} link(s) of the home page could not be checked ({reason}), for example {example}")
            if on_home
            else _("{count} address(es) could not be checked ({reason}), for example {example}"),
            seen=examples[reason, on_home],
            key=f"{reason} home" if on_home else reason,
            outcome=Outcome.CANT_TELL,
            url=site.home_url,
            reason=reason,
            count=count,
            stands_for=count,
            example=examples[reason, on_home],
            on_home=on_home,
        )


# Only what a visitor can follow or see; literals in scripts may be halves of addresses.
_TARGETS = """
    SELECT urls.id, url, min(links.kind) AS kind, count(DISTINCT page) AS count,
           max(page IS ?) AS on_home
    FROM pages JOIN links ON links.target = pages.id JOIN urls ON urls.id = pages.id
    WHERE internal AND (status != 200 OR failure IS NOT NULL)
        AND links.kind IN ('page', 'image', 'attachment') AND via NOT IN ('script', 'link', 'form')
    GROUP BY urls.id ORDER BY url
"""


def _final(answers: dict[int, Answer], target: int) -> Answer | None:
    """The answer at the end of the redirects, or None where that is well or was never asked for."""
    for _step in range(10):
        answer = answers.get(target)
        if answer is None or answer.location is None:
            return answer
        target = answer.location
    return None


def _verdict(answer: Answer) -> Outcome:
    """Failed, cantTell, or passed where there is nothing to say."""
    if answer.failure in NOT_ASKED or (answer.failure is None and answer.status < 400):
        return Outcome.PASSED
    if answer.failure is not None:
        return Outcome.FAILED if answer.failure in _UNREACHABLE else Outcome.CANT_TELL
    if answer.status in GONE or answer.status in BROKEN:
        return Outcome.FAILED
    return Outcome.CANT_TELL
