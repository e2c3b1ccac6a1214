"""What is wrong with a profile, in words that can be translated."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from inspector.errors import UsageError
from inspector.locale import phrase, translator
from inspector.messages import _

#: So many things that are wrong are told at once.
TOLD = 3


class Fault(ValueError):
    """One thing that is wrong: a message id, and what fills its placeholders."""

    def __init__(self, message: str, **data: Any) -> None:
        super().__init__(message)
        self.message = message
        self.data = data


class ProfileError(UsageError):
    """The profile cannot be used; `wrong` says where and why, and fills the placeholder of that name."""

    def __init__(self, message: str, wrong: Iterable[Fault] = (), **data: Any) -> None:
        super().__init__(message, **data)
        self.wrong = tuple(wrong)

    def said(self, lang: str) -> str:
        """The sentence in a language."""
        say = translator(lang)
        wrong = say(_("; ")).join(phrase(fault.message, fault.data, say) for fault in self.wrong)
        return phrase(self.message, self.data, say).replace("{wrong}", wrong)


def refusal(name: str, *faults: Fault) -> ProfileError:
    """The error to raise for a profile in which something is wrong."""
    return ProfileError(_("profile {profile}: {wrong}"), faults[:TOLD], profile=name)


def faults(error: ValidationError, raw: dict[str, Any], keys: Iterable[str]) -> list[Fault]:
    """What pydantic found, unknown keys first; `keys` are those that there are."""
    found = sorted(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
    return [_fault(raw, one, list(keys)) for one in found[:TOLD]]


_TYPES = {
    "missing": _("{key}: this key is missing"),
    "string": _("{key}: this must be text, in quotes"),
    "list": _("{key}: this must be a list, in square brackets"),
    "tuple": _("{key}: this must be a list, in square brackets"),
    "dict": _("{key}: this must be a table"),
    "model": _("{key}: this must be a table"),
    "float": _("{key}: this must be a number"),
    "int": _("{key}: this must be a whole number"),
    "finite": _("{key}: this must be a number"),
    "bool": _("{key}: this must be true or false"),
    "date": _("{key}: this must be a day, as 2026-01-31"),
}
_LIMITS = {
    "gt": _("{key}: this must be more than {limit}"),
    "ge": _("{key}: this must be {limit} or more"),
    "lt": _("{key}: this must be less than {limit}"),
    "le": _("{key}: this must be {limit} or less"),
}


def _fault(raw: dict[str, Any], error: Any, keys: list[str]) -> Fault:
    """One thing that is wrong: where, in which clause, and what."""
    place, kind, context = _place(raw, error["loc"]), error["type"], error.get("ctx", {})
    if kind == "value_error" and isinstance(context.get("error"), Fault):
        fault: Fault = context["error"]
        if not place:
            return fault
        return Fault(_("{key}: {why}"), key=place, why=fault.message, **fault.data)
    if kind == "extra_forbidden":
        near = get_close_matches(str(error["loc"][-1]), keys, 1)
        if near:
            return Fault(_("{key}: there is no such key; perhaps '{near}' is meant"), key=place, near=near[0])
        return Fault(_("{key}: there is no such key; take it out"), key=place)
    if kind == "model_type" and context.get("class_name") == "Text":
        return Fault(_("{key}: write it as {form}"), key=place, form='{ zh = "…", en = "…" }')
    if kind == "literal_error":
        return Fault(
            _("{key}: this must be one of: {known}"),
            key=place,
            known=context["expected"].replace(" or ", ", "),
        )
    for name, message in _LIMITS.items():
        if name in context:
            return Fault(message, key=place, limit=context[name])
    typed = _TYPES.get(kind.partition("_")[0])
    return Fault(typed or _("{key}: {error}"), key=place, error=error["msg"])


def _place(raw: dict[str, Any], path: tuple[int | str, ...]) -> str:
    """The path to a key, with the clause it is in."""
    text = ".".join(map(str, path))
    if len(path) > 1 and path[0] == "clause" and isinstance(path[1], int):
        text += f" ({raw['clause'][path[1]].get('id', '?')})"
    return text
