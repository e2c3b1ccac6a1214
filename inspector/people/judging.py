"""What `inspector judge` and `inspector columns` do: tables out to people, and their answers in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from inspector import store
from inspector.inspection import Inspection
from inspector.locale import phrase, translator
from inspector.messages import _
from inspector.people.judgement import record
from inspector.people.sheets import require_new
from inspector.report import Report, build
from inspector.report._paper import VERDICTS, span
from inspector.running import stored
from inspector.score import Score


def write_list(folder: Path, out: Path | None, *, everything: bool, lang: str, overwrite: bool) -> str:
    """Write the work list of a stored inspection, by default as .xlsx and .csv into its folder."""
    from inspector.people.questions import load_questions
    from inspector.people.worklist import write_worklist

    paths = _paths(folder, out, "worklist", overwrite=overwrite)
    with stored(folder, reading=True) as inspection:
        report = _report(inspection)
        for path in paths:
            count = write_worklist(path, report, load_questions(), lang, everything=everything)
    say = translator(lang)
    files = say(_(", ")).join(map(str, paths))
    told = phrase(_("Lines to settle: {count}; written to {files}"), {"count": count, "files": files}, say)
    command = f"inspector judge {_typed(folder)} --read {_typed(paths[0])}"
    then = phrase(_("Fill in the yellow columns, then: {command}"), {"command": command}, say)
    return f"{told}\n{then}"


def write_columns(folder: Path, out: Path | None, *, lang: str, overwrite: bool) -> str:
    """Write the column ledger of a stored inspection, by default as .xlsx and .csv into its folder."""
    from inspector.people.ledger import write_ledger

    paths = _paths(folder, out, "columns", overwrite=overwrite)
    with stored(folder, reading=True) as inspection:
        report = _report(inspection)
        for path in paths:
            count = write_ledger(path, report, lang)
    say = translator(lang)
    files = say(_(", ")).join(map(str, paths))
    told = phrase(_("Columns: {count}; written to {files}"), {"count": count, "files": files}, say)
    command = f"inspector report {_typed(folder)} --ledger {_typed(paths[0])}"
    then = phrase(_("Correct the yellow columns, then: {command}"), {"command": command}, say)
    return f"{told}\n{then}"


def _typed(path: Path) -> str:
    """A path as any shell takes it."""
    return f'"{path}"' if " " in str(path) else str(path)


def _paths(folder: Path, out: Path | None, name: str, *, overwrite: bool) -> list[Path]:
    paths = [out] if out else [folder / f"{name}.xlsx", folder / f"{name}.csv"]
    if not overwrite:
        require_new(paths)
    return paths


def _report(inspection: Inspection) -> Report:
    without = tuple(store.get(inspection.connection, "without", []))
    return build(inspection.connection, inspection.profile, inspection.rules, without)


def read_list(folder: Path, file: Path, *, by: str | None, day: date, lang: str) -> str:
    """Take people's answers into a stored inspection, all or nothing; what they change, as text."""
    from inspector.people.worklist_reading import read_worklist

    say = translator(lang)
    with stored(folder) as inspection:
        before = _report(inspection)
        answers = read_worklist(file, inspection, before, by, day)
        with inspection.transaction():
            record(inspection.connection, answers.new)
        after = _report(inspection)
    taken = {"new": len(answers.new), "known": answers.known}
    lines = [phrase(_("Judgements taken: {new}; known before: {known}"), taken, say)]
    lines.append(_change(_("Score before: {score}"), before.score, lang))
    lines.append(_change(_("Score now: {score}"), after.score, lang))
    if after.gross:
        lines.append(_change(_("Without the waivers: {score}"), after.gross, lang))
    return "\n".join(lines)


def _change(message: str, score: Score, lang: str) -> str:
    say = translator(lang)
    return phrase(
        message, {"score": f"{span(score.low, score.high)} · {say(VERDICTS[score.verdict][1])}"}, say
    )
