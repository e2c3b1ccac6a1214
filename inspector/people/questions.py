"""The questions that only a person can answer: `manual.toml` beside the rules, clause by clause."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import Field, ValidationError

from inspector.messages import _
from inspector.profile import Model, Text
from inspector.profile.errors import Fault, refusal


class Question(Model):
    """What a person is asked about a clause."""

    clause: str = Field(description="the clause's number")
    ask: Text = Field(description="the question")
    look: Text = Field(description="how to look")
    note: Text = Field(description="what to write down")


class _Questions(Model):
    question: list[Question]


@cache
def load_questions(package: str = "rules") -> dict[str, Question]:
    """Clause → its question. Raises ProfileError where the file is wrong."""
    text = (files(package) / "manual.toml").read_text(encoding="utf-8")
    try:
        read = _Questions.model_validate(tomllib.loads(text)).question
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise refusal(
            f"{package}/manual.toml", Fault(_("{key}: {error}"), key="question", error=error)
        ) from None
    questions = {question.clause: question for question in read}
    if len(questions) < len(read):
        twice = [question.clause for question in read if question not in questions.values()]
        raise refusal(f"{package}/manual.toml", Fault(_("clause {clause} stands twice"), clause=twice))
    return questions
