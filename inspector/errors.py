"""The one exception that a user is shown: what was asked cannot be done, and what to do instead."""

from __future__ import annotations

from typing import Any

from inspector.locale import phrase, translator


class UsageError(Exception):
    """What was asked for cannot be done; the message is one sentence that says what to do.

    `message` is a message id; its placeholders are filled from `data` when it is shown.
    """

    def __init__(self, message: str, **data: Any) -> None:
        super().__init__(message)
        self.message = message
        self.data = data

    def __str__(self) -> str:
        return self.said("en")

    def said(self, lang: str) -> str:
        """The sentence in a language."""
        return phrase(self.message, self.data, translator(lang))
