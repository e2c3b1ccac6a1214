"""Links to other sites that lead nowhere."""

from collections import Counter
from collections.abc import Iterator

from inspector import Finding, Outcome, Site, _, site_rule

GONE = frozenset((404, 410))
#: Reasons for which an address was left out on purpose: nothing is known of it, and nothing said.
NOT_ASKED = frozenset(("trap", "budget", "interrupted", "robots", "internal-address"))
#: What is said of addresses that nothing is known of: of those on the home page, and of others.
_UNASKED = {
    True: _("{count} link(s) of the home page to other sites were not asked for, for example {example}"),
    False: _("{count} address(es) of other sites were not asked for, for example {example}"),
}
_UNSETTLED = {
    True: _(
        "{count} link(s) of the home page to other sites could not be checked ({reason}), e.g. {example}"
    ),
    False: _("{count} address(es) of other sites could not be checked ({reason}), for example {example}"),
}
# Only what a visitor can follow or see, with the answer at the end of the redirects.
_TARGETS = """
    WITH RECURSIVE targets AS (
        SELECT target, count(DISTINCT page) AS count, max(page = ?) AS on_home, min(links.kind) AS kind
        FROM urls CROSS JOIN links ON target = urls.id  -- of the addresses the fewest are of other sites
        WHERE NOT internal AND links.kind IN ('page', 'image', 'attachment')
            AND via NOT IN ('script', 'link', 'form')
        GROUP BY target
    ),
    chain(target, id, steps) AS (
        SELECT target, target, 0 FROM targets
        UNION ALL
        SELECT target, location, steps + 1 FROM chain JOIN pages USING (id)
        WHERE location IS NOT NULL AND steps < 10
    )
    SELECT target AS id, url, count, on_home, targets.kind AS kind, status, failure, max(steps)
    FROM targets JOIN chain USING (target) JOIN urls ON urls.id = target
    LEFT JOIN pages ON pages.id = chain.id
    GROUP BY target ORDER BY url
"""


@site_rule(applies=lambda site: site.crawled and any(site.query("SELECT 1 FROM links LIMIT 1")))
def outside_links(site: Site) -> Iterator[Finding]:
    """Links to other sites can be opened.

    Why: who follows a link of a government site trusts it; where the target is gone, anybody may own its
    name by tomorrow.

    Fix: correct or remove the link on each of the pages named; look through the links to other sites every
    few months, above all those on the home page.
    """
    unsettled: Counter[tuple[str, bool]] = Counter()
    examples: dict[tuple[str, bool], str] = {}
    for row in site.query(_TARGETS, site.home):
        if row["status"] in GONE:
            sources = site.sources(row["id"])
            if sources:
                yield Finding(
                    _("{count} page(s) link to this address of another site, which answers {answer}"),
                    seen=sources[0]["text"],
                    url=row["url"],
                    answer=row["status"],
                    sources=sources,
                    count=row["count"],
                    on_home=bool(row["on_home"]),
                    kind=row["kind"],
                )
            continue
        reason = "unasked" if row["status"] is None else row["failure"] or str(row["status"])
        if reason not in NOT_ASKED and (row["failure"] or row["status"] is None or row["status"] >= 400):
            unsettled[reason, bool(row["on_home"])] += 1
            examples.setdefault((reason, bool(row["on_home"])), row["url"])
    for (reason, on_home), count in sorted(unsettled.items()):
        yield Finding(
            _UNASKED[on_home] if reason == "unasked" else _UNSETTLED[on_home],
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
