"""How right the tool is: its facts and findings against pages that people have labelled.

A folder of labels holds TOML files with a `[[page]]` table for each page: `file`, `kind` (the kind, then
fair alternatives), and what a careful reader sees: `title`, `published`, `source`, `header` (field =
[label, value], value "" where it is blank), `tags`, `footer` (the name of a `[footer.NAME]` table of
identity items; of marks and links a part of the address), `list` (newest, undated), `wall` (true where a
wall answers for the site), `rendering` (true where only a browser shows the content) and `findings`
("rule:key"). What is absent is not on the page, save what `unread` names, which was not labelled. `url` is
the address the page stands for, `line` picks one line of a file of texts (see `truth_text`), `hard` says
why its labels are open to doubt. At the top of a file stands `fetched`, the day the pages were got;
`rules`, those whose findings were labelled; `name`, the name to count them under (otherwise the first
folder of each page); and `folder`, where they lie beside the labels. Pages that do not ship with their
labels lie in the folder given to `read_labels`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from inspector.errors import UsageError
from inspector.facts.kind.reader import NAMES
from inspector.facts.summary import summary
from inspector.inspection import Inspection
from inspector.messages import _
from inspector.page import Page
from inspector.profile import Profile
from inspector.rule import Outcome, Rule
from inspector.targets import read_file
from inspector.truth.sites import site_findings
from inspector.truth.texts import page_of_text

FACTS = (
    "kind", "title", "published", "source", "document header", "head tags", "site_code", "icp",
    "police_record", "sponsor", "contact", "party_government_mark", "error_report_entry", "site_map_link",
    "newest", "undated", "wall", "needs rendering",
)  # fmt: skip
IDENTITY = FACTS[6:14]
_LINKS = IDENTITY[5:]
_READ = frozenset(("kind", "title", "published", "source", "header", "tags", "footer", "list", "findings"))


@dataclass(frozen=True)
class Label:
    """What a person saw on one page."""

    file: str
    path: Path
    site: str
    said: Mapping[str, Any]
    footer: Mapping[str, str | list[str]]
    fetched: date
    rules: frozenset[str]

    def reads(self, part: str) -> bool:
        """Whether this part of the page was labelled."""
        return part not in self.said.get("unread", ())


@dataclass
class Tally:
    """How often a value was right, was wrong or not there, and was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    pages: int = 0

    def count(self, wanted: object, got: object) -> bool:
        """Compare one value, None standing for nothing; whether they agree."""
        self.pages += 1
        if same := wanted == got:
            self.right += wanted is not None
        else:
            self.wrong += got is not None
            self.missed += wanted is not None
        return same

    def add(self, other: Tally) -> None:
        """Count what another has counted."""
        for name in ("right", "wrong", "missed", "pages"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def precision(self) -> float | None:
        """The share of the tool's values that are right; None where it gave none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """The share of the values to be found that were found; None where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where there is nothing to compare."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else None


@dataclass
class Measurement:
    """Tallies by site and fact, and by site and rule; and every difference, said in one line."""

    facts: dict[tuple[str, str], Tally] = field(default_factory=dict)
    rules: dict[tuple[str, str], Tally] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    def fact(self, label: Label, name: str, wanted: object, got: object) -> None:
        """Count one value of one page."""
        if not self.facts.setdefault((label.site, name), Tally()).count(wanted, got):
            self.differences.append(f"{label.file}: {name}: {wanted!r} was read as {got!r}")

    def sites(self) -> list[str]:
        """The sites, in the order met."""
        return list(dict.fromkeys(site for site, _name in (*self.facts, *self.rules)))


def total(tallies: Mapping[tuple[str, str], Tally], name: str, sites: Iterable[str]) -> Tally:
    """The tally of one fact or rule over several sites."""
    whole = Tally()
    for site in sites:
        if (site, name) in tallies:
            whole.add(tallies[site, name])
    return whole


def read_labels(folder: Path, pages: Path | None) -> Iterator[Label]:
    """All labels of a folder whose pages are at hand. Raises UsageError for one that is not well formed."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise UsageError(
            _("{folder}: no labels there; they are TOML files with [[page]] tables"), folder=folder
        )
    for file in files:
        try:
            yield from _labels_of(file, pages)
        except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
            raise UsageError(_("{file}: not well formed: {error}"), file=file, error=repr(error)) from None


def _labels_of(file: Path, pages: Path | None) -> Iterator[Label]:
    given = tomllib.loads(file.read_text("utf-8"))
    root = file.parent / given["folder"] if "folder" in given else pages
    if root is None or not root.is_dir():
        return
    for said in given.get("page", ()):
        kinds = set(said.get("kind", ()))
        if kinds - set(NAMES) or set(said.get("unread", ())) - _READ:
            raise ValueError(f"{said['file']}: an unknown kind or part")
        if not all(isinstance(said.get(name, ""), str) for name in ("title", "source")):
            raise ValueError(f"{said['file']}: title and source are one text each")
        footer = given["footer"][said["footer"]] if "footer" in said else {}
        site = given.get("name", said["file"].partition("/")[0])
        yield Label(
            said["file"],
            root / said["file"],
            site,
            said,
            footer,
            given["fetched"],
            frozenset(given.get("rules", ())),
        )


def measure_sites(
    result: Measurement, labels: Path, pages: Path | None, rules: Mapping[str, Rule], profile: Profile
) -> None:
    """Judge the labelled sites whose folders are at hand, whole, and count; see `truth_site`."""
    raw = _unmeasured(rules)
    for file in sorted(labels.glob("*.toml")):
        given = tomllib.loads(file.read_text("utf-8"))
        root = file.parent / given["folder"] if "folder" in given else pages
        for said in given.get("site", ()):
            if root is None or not (root / said["folder"]).is_dir():
                continue
            site, met = given.get("name", said["folder"]), set()
            for rule, right, name in site_findings(said, root / said["folder"], raw, profile):
                met.add(name)
                tally = result.rules.setdefault((site, rule), Tally())
                if not tally.count(name if right else None, name):
                    result.differences.append(f"{said['folder']}: finding {name} is wrong")
            for name in said["right"]:
                if "*" not in name and name not in met:
                    result.rules.setdefault((site, name.partition(":")[0]), Tally()).count(name, None)
                    result.differences.append(f"{said['folder']}: finding {name} was not found")


def _unmeasured(rules: Mapping[str, Rule]) -> dict[str, Rule]:
    return {name: replace(rule, measured=None) for name, rule in rules.items()}


def measure(labels: Iterable[Label], rules: Mapping[str, Rule], profile: Profile) -> Measurement:
    """Read and judge every labelled page as `inspector check` does, and compare."""
    result = Measurement()
    raw = _unmeasured(rules)
    for label in labels:
        page = replace(page_of(label), fetched=datetime.combine(label.fetched, time(4), UTC))
        _compare_facts(result, label, page)
        if label.reads("findings"):
            _compare_findings(result, label, page, raw, profile)
    return result


def page_of(label: Label) -> Page:
    """The page that a label tells of."""
    path = label.path.resolve()
    if (line := label.said.get("line")) is not None:
        body = page_of_text(path, line)
        return Page(f"{path.as_uri()}?{line}", 200, (("content-type", "text/html"),), body)
    return read_file(path, label.said.get("url"))


def _compare_facts(result: Measurement, label: Label, page: Page) -> None:
    said, got = label.said, summary(page)
    result.fact(label, "wall", said.get("wall"), bool(page.blocked) or None)
    if not page.blocked:
        result.fact(label, "needs rendering", said.get("rendering"), bool(page.needs_rendering) or None)
    if label.reads("kind"):
        fair = got["kind"] in said["kind"]
        result.fact(label, "kind", said["kind"][0], said["kind"][0] if fair else got["kind"])
    if label.reads("title"):
        result.fact(label, "title", _folded(said.get("title")), _folded(got["title"]))
    if label.reads("published"):
        published = said.get("published")
        result.fact(label, "published", published and published.isoformat(), got["published"])
    if label.reads("source"):
        result.fact(label, "source", _folded(said.get("source")), _folded(got["source"]))
    if label.reads("header"):
        wanted = {name: tuple(map(_folded, pair)) for name, pair in said.get("header", {}).items()}
        read = {
            name: (_folded(v["label"]), _folded(v["value"])) for name, v in got["document_header"].items()
        }
        _compare_tables(result, label, "document header", wanted, read)
    if label.reads("tags"):
        tags = {name: _folded(value) for name, value in said.get("tags", {}).items()}
        _compare_tables(
            result, label, "head tags", tags, {k: _folded(v) for k, v in got["head_tags"].items()}
        )
    if label.reads("footer"):
        for name in IDENTITY:
            result.fact(label, name, *_identity_item(name, label.footer.get(name), got["identity"][name]))
    if label.reads("list"):
        listed, listing = said.get("list", {}), got["listing"] or {}
        newest = listed.get("newest")
        result.fact(label, "newest", newest and newest.isoformat(), listing.get("newest"))
        if listed:
            result.fact(label, "undated", _undated(listed), _undated(listing))


def _identity_item(name: str, wanted: Any, got: str | None) -> tuple[str | None, str | None]:
    """What is wanted and what was read; of a list each entry is fair, of an address its part is enough."""
    fair = [_folded(one) for one in ([wanted] if isinstance(wanted, str) else wanted or [None])]
    item = _folded(got)
    for one in fair:
        if one and item and (one == item or (name in _LINKS and one in item)):
            return one, one
    return fair[0], item


def _undated(listing: Mapping[str, Any]) -> str | None:
    return ("undated" if listing.get("undated") else "dated") if listing else None


def _compare_tables(
    result: Measurement, label: Label, name: str, wanted: Mapping[str, object], got: Mapping[str, object]
) -> None:
    for key in sorted(wanted.keys() | got.keys()):
        result.fact(label, name, _entry(key, wanted), _entry(key, got))


def _entry(key: str, table: Mapping[str, object]) -> tuple[str, object] | None:
    return (key, table[key]) if key in table else None


def _folded(text: str | None) -> str | None:
    """A value without white space, in which readers do not differ."""
    return None if text is None else "".join(text.split())


def _compare_findings(
    result: Measurement, label: Label, page: Page, rules: Mapping[str, Rule], profile: Profile
) -> None:
    """Compare the failed findings with those the labeller calls right; doubt (cantTell) is not judged."""
    every = frozenset(rules)
    with Inspection(None, page.url, profile, rules, label.fetched, crawled=False, only=every) as inspection:
        inspection.add(page)
        inspection.finish()
        rows = list(inspection.connection.execute("SELECT rule, key, outcome FROM findings"))
    wanted = set(label.said.get("findings", ()))
    rows = [row for row in rows if row[0] in label.rules]
    got = {f"{rule}:{key}" for rule, key, outcome in rows if outcome == Outcome.FAILED}
    asked = {f"{rule}:{key}" for rule, key, outcome in rows if outcome == Outcome.CANT_TELL}
    for name in sorted(wanted | got):
        tally = result.rules.setdefault((label.site, name.partition(":")[0]), Tally())
        same = tally.count(name if name in wanted else None, name if name in got else None)
        if not same:
            said = "is wrong" if name in got else "was only asked about" if name in asked else "was not found"
            result.differences.append(f"{label.file}: finding {name} {said}")
