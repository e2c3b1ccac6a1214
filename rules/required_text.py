"""The sentences that a home page must show."""

from collections.abc import Iterator, Mapping, Sequence

from inspector import Finding, Outcome, Page, _, page_rule


@page_rule(applies=lambda page: page.kind.name == "home")
def required_text(page: Page, texts: Mapping[str, Sequence[str]] | None = None) -> Iterator[Finding]:
    """The home page shows every sentence that the standard wants, word for word.

    Why: a fixed sentence is how a visitor tells an official site from a copy, and what a law wants said
    must be said.

    Fix: add the sentence to the template of the page as text, not as an image.
    """
    shown = " ".join(page.text.split()).casefold()
    for name, forms in (texts or {}).items():
        if not any(form.casefold() in shown for form in forms):
            yield Finding(
                _("the home page does not say: {text}"),
                at="body",
                seen="",
                key=name,
                outcome=Outcome.CANT_TELL if page.needs_rendering else Outcome.FAILED,
                text=forms[0] if forms else name,
                sentence=name,
            )
