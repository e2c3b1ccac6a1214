"""What `inspector check` does: single pages in, their facts and findings out, in seconds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from inspector.errors import UsageError
from inspector.inspection import Inspection
from inspector.running import Answer, answer, require_url, standard
from inspector.taking_over import take
from inspector.targets import is_url, read_targets


def check_targets(
    arguments: tuple[str, ...],
    *,
    url: str | None,
    only: tuple[str, ...],
    explain_kind: bool,
    profile_id: str,
    today: date,
    previous: Path | None = None,
    format_: str,
    lang: str,
    show_all: bool,
) -> Answer:
    """Judge pages by themselves; nothing that needs the whole site is judged.

    Of a previous inspection of the site, what people said and still holds is taken over.
    """
    rules, profile = standard(profile_id)
    for name in only:
        if name not in rules:
            raise UsageError(f"there is no rule {name!r}; `inspector rules` lists them")
    if url:
        require_url(url)
    for argument in arguments:
        if is_url(argument):
            require_url(argument)
    if url and len(arguments) > 1:
        raise UsageError("--url goes with one file or folder; check the others in a second call")
    notes: list[str] = []
    targets: dict[str, str] = {}
    start = None
    inspection = None
    for target in read_targets(arguments, url, notes):
        if inspection is None:
            start = target.page.url
            inspection = Inspection(None, start, profile, rules, today, crawled=False, only=frozenset(only))
        targets[target.page.url] = target.argument
        inspection.add(target.page)
        if explain_kind and target.page.seen:
            kind = target.page.kind
            notes.append(f"{target.argument}: {kind.name} ({kind.confidence:.2f}): {'; '.join(kind.signs)}")
    if inspection is None:
        raise UsageError("nothing to judge; " + "; ".join(notes))
    with inspection:
        take(inspection, previous, None)
        inspection.finish()
        return answer(
            inspection, format_=format_, lang=lang, show_all=show_all, targets=targets, notes=tuple(notes)
        )
