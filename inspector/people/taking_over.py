"""What an inspection takes over from people: judgements and ledger of an earlier one, or a ledger file."""

from __future__ import annotations

from pathlib import Path

from inspector import store
from inspector.errors import UsageError
from inspector.inspection import DATABASE, Inspection
from inspector.messages import _
from inspector.people.judgement import all_judgements, lasting, take_over
from inspector.people.ledger import read_ledger, store_ledger, stored_ledger
from inspector.people.new_media import read_accounts
from inspector.urls import same_site


def take(
    inspection: Inspection, previous: Path | None, ledger: Path | None, new_media: Path | None = None
) -> bool:
    """Take over what lasts of an earlier inspection, and lists of the office; whether these are others now.

    Of judgements last: false alarms, and whatever has a last day that has not passed on the day of this
    inspection. Raises UsageError where the folder or the file is of another site, or wrong.
    """
    known = read_ledger(ledger, inspection) if ledger else None
    accounts = read_accounts(new_media) if new_media else None
    before = stored_ledger(inspection.connection), store.get(inspection.connection, "new_media")
    with inspection.transaction():
        if previous:
            _take_previous(inspection, previous, whole=False)
        if known is not None:
            store_ledger(inspection.connection, known)
        if accounts is not None:
            store.put(inspection.connection, new_media=accounts)
    return (stored_ledger(inspection.connection), store.get(inspection.connection, "new_media")) != before


def take_whole(inspection: Inspection, folder: Path) -> None:
    """Take over everything that people said of the same inspection, which is judged again."""
    if (folder / DATABASE).exists():
        with inspection.transaction():
            _take_previous(inspection, folder, whole=True)


def _take_previous(inspection: Inspection, folder: Path, *, whole: bool) -> None:
    if not (folder / DATABASE).exists():
        raise UsageError(_("{folder} holds no inspection: give the folder of an earlier one"), folder=folder)
    if inspection.folder and inspection.folder.exists() and folder.samefile(inspection.folder):
        raise UsageError(
            _("--previous {folder} is this inspection itself: give the folder of an earlier one"),
            folder=folder,
        )
    earlier = store.open_database(folder / DATABASE, reading=True)
    try:
        start = store.get(earlier, "start") or ""
        if not whole and not same_site(start, inspection.start):
            raise UsageError(
                _("{folder} holds the inspection of {start}, not of {other}"),
                folder=folder,
                start=start,
                other=inspection.start,
            )
        said, columns = all_judgements(earlier), stored_ledger(earlier)
        accounts = store.get(earlier, "new_media") if whole else None
    finally:
        earlier.close()
    take_over(inspection.connection, said if whole else lasting(said, inspection.today))
    if accounts is not None:
        store.put(inspection.connection, new_media=accounts)
    if columns and not stored_ledger(inspection.connection):
        store_ledger(inspection.connection, columns)
