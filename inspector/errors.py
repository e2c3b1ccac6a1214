"""The one exception that a user is shown: what was asked cannot be done, and what to do instead."""


class UsageError(Exception):
    """What was asked for cannot be done; the message is one sentence that says what to do."""
