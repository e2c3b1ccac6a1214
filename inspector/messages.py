"""Marks message ids for translation; the text is made when a report is written."""


def _(message: str) -> str:
    """Mark an English message id; the catalogues in `inspector/locale` hold its translations."""
    return message
