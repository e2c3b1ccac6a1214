"""What `inspector check` does: single pages in, their facts and findings out, in seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from inspector.errors import UsageError
from inspector.inspection import Inspection
from inspector.locale import phrase, translator
from inspector.locale.signs import sign_said
from inspector.messages import _
from inspector.page import Page
from inspector.people.taking_over import take
from inspector.progress import check_progress
from inspector.running import Answer, answer, require_url, standard
from inspector.targets import Target, is_url, read_targets


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

    What cannot be read is said, and the rest is judged. Of a previous inspection of the site, what people
    said and still holds is taken over. Raises UsageError where there is nothing to judge.
    """
    rules, profile = standard(profile_id)
    for name in only:
        if name not in rules:
            raise UsageError(_("there is no rule '{rule}'; `inspector rules` lists them"), rule=name)
        if not rules[name].hand_picked:
            raise UsageError(
                _("the rule {rule} looks at whole sites: `inspector crawl URL` judges by it"), rule=name
            )
    if url:
        require_url(url)
    for argument in arguments:
        if is_url(argument):
            require_url(argument)
    if url and len(arguments) > 1:
        raise UsageError(_("--url goes with one file or folder; check the others in a second call"))
    wrong: list[UsageError] = []
    left_out: list[UsageError] = []
    notes: list[str] = []
    targets: dict[str, list[str]] = {}
    inspection = None
    with check_progress(lang) as (fetching, judging):
        for target in read_targets(arguments, url, wrong, left_out, fetching):
            page = _own(target, targets)
            if page.url in targets:
                targets[page.url].append(target.argument)
                continue
            targets[page.url] = [target.argument]
            if inspection is None:
                inspection = Inspection(
                    None, page.url, profile, rules, today, crawled=False, only=frozenset(only)
                )
            inspection.add(page)
            judging(len(targets))
            if not page.seen and not (page.failure or page.blocked):
                left_out.append(_no_page(target.argument, page))
            elif page.seen and not page.body.strip():
                left_out.append(UsageError(_("{target}: the page is empty"), target=target.argument))
            elif explain_kind and page.seen:
                kind = page.kind
                told = {"target": target.argument, "kind": kind.name, "share": f"{kind.confidence:.2f}"}
                head = phrase(_("{target}: {kind} ({share}): "), told, translator(lang))
                told_by = [sign_said(sign, translator(lang)) for sign in kind.signs]
                notes.append(head + translator(lang)(_("; ")).join(told_by))
    notes += [error.said(lang) for error in left_out]
    if inspection is None:
        separator = translator(lang)(_("; "))
        raise wrong[0] if len(wrong) == 1 else UsageError(separator.join(one.said(lang) for one in wrong))
    with inspection:
        take(inspection, previous, None)
        inspection.finish()
        said = answer(
            inspection, format_=format_, lang=lang, show_all=show_all, targets=targets, notes=tuple(notes)
        )
        return replace(said, wrong=tuple(wrong))


def _own(target: Target, targets: Mapping[str, list[str]]) -> Page:
    """The page of a target; under its file's own address where another page has the address noted in it."""
    page, path = target.page, target.path
    return page if path is None or page.url not in targets else replace(page, url=path.resolve().as_uri())


def _no_page(target: str, page: Page) -> UsageError:
    """What answered where no page did."""
    if page.status != 200:
        return UsageError(
            _("{target}: the answer was HTTP {status}, not a page"), target=target, status=page.status
        )
    return UsageError(
        _("{target}: the answer was no HTML page ({type})"),
        target=target,
        type=page.header("content-type") or page.media,
    )
