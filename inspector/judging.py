"""What `inspector judge` does: the work list out, people's answers in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from inspector import store
from inspector.judgement import record
from inspector.locale import phrase, translator
from inspector.messages import _
from inspector.report import Report, build
from inspector.report._paper import VERDICTS, span
from inspector.running import stored
from inspector.score import Score
from inspector.sheets import require_new


def write_list(folder: Path, out: Path | None, *, everything: bool, lang: str, overwrite: bool) -> str:
    """Write the work list of a stored inspection, by default as .xlsx and .csv into its folder."""
    from inspector.questions import load_questions
    from inspector.worklist import write_worklist

    paths = [out] if out else [folder / "worklist.xlsx", folder / "worklist.csv"]
    with stored(folder) as inspection:
        without = tuple(store.get(inspection.connection, "without", []))
        report = build(inspection.connection, inspection.profile, inspection.rules, without)
        if not overwrite:
            require_new(paths)
        for path in paths:
            count = write_worklist(path, report, load_questions(), lang, everything=everything)
    say = translator(lang)
    files = say(_(", ")).join(map(str, paths))
    told = phrase(_("Lines to settle: {count}; written to {files}"), {"count": count, "files": files}, say)
    command = f"inspector judge {folder} --read {paths[0]}"
    return f"{told}\n{phrase(_('Fill in the yellow columns, then: {command}'), {'command': command}, say)}"


def read_list(folder: Path, file: Path, *, by: str | None, day: date, lang: str) -> str:
    """Take people's answers into a stored inspection, all or nothing; what they change, as text."""
    from inspector.worklist import read_worklist

    say = translator(lang)
    with stored(folder) as inspection:
        without = tuple(store.get(inspection.connection, "without", []))

        def reported() -> Report:
            return build(inspection.connection, inspection.profile, inspection.rules, without)

        before = reported()
        answers = read_worklist(file, inspection, before, by, day)
        with inspection.transaction():
            record(inspection.connection, answers.new)
        after = reported()
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
