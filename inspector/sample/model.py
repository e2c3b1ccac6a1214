"""What the sample portal is made of: its site, its columns, the items in them, and pages to be rendered."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from importlib.resources import files
from random import Random
from typing import Any

DAY = timedelta(days=1)
INNER_QUOTES = str.maketrans("《》", "〈〉")


@cache
def read_data(name: str) -> dict[str, Any]:
    """The content of one TOML file of this package."""
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Column:
    """One column of the portal; `traits` are the entries of portal.toml that only some kinds have."""

    path: str
    name: str
    type: str
    about: str
    kind: str
    traits: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where its first page stands."""
        return self.path + ("list.html" if self.traits.get("start") == "list" else "")

    @property
    def encoding(self) -> str:
        """The encoding in which its pages are sent."""
        return str(self.traits.get("encoding", "utf-8"))


@dataclass(frozen=True)
class Item:
    """One piece of content in a column: a news item, a document, a leader, a letter."""

    column: Column
    number: int
    published: datetime
    data: dict[str, Any]

    @property
    def title(self) -> str:
        """Its title, with the year or the month it speaks of filled in."""
        past = self.published.replace(day=1) - DAY
        return str(self.data["title"]).format(year=self.published.year, past=f"{past:%Y}年{past.month}月")

    @property
    def url(self) -> str:
        """Its address: TRS style with the date, or content/post_N.html."""
        if self.column.traits.get("address") == "dated":
            return f"{self.column.path}{self.published:%Y%m}/t{self.published:%Y%m%d}_{self.number}.html"
        return f"{self.column.path}content/post_{self.number}.html"

    @property
    def source(self) -> str:
        """Who wrote it."""
        named = self.data.get("source") or self.column.traits.get("source")
        if not named and "theme" in self.data:
            named = "青梧" + read_data("prose.toml")[self.data["theme"]]["office"]
        return str(named or read_data("portal.toml")["site"]["office"])

    @property
    def files(self) -> list[tuple[str, str]]:
        """Its attachments: address and name."""
        return [
            (f"{self.column.path}files/{self.number}.{kind}", f"{self.title}（附件）.{kind}")
            for kind in self.data.get("files", ())
        ]

    @property
    def picture(self) -> str:
        """The address of its picture."""
        return f"{self.column.path}images/{self.number}.png"

    @property
    def random(self) -> Random:
        """Its own source of chance: the same on every day and machine."""
        return Random(f"{self.column.path}{self.number}")


@dataclass
class Sheet:
    """A page before it is rendered; planting.py breaks some of them.

    `kind` is "home", "column" or "content". `stamp` is the publication date as shown. `header` maps the
    canonical fields of a document header to label and value, in the order of the page.
    """

    url: str
    kind: str
    title: str
    column: Column | None
    body: str
    tags: dict[str, str]
    stamp: str = ""
    source: str = ""
    header: dict[str, tuple[str, str]] = field(default_factory=dict)
    encoding: str = "utf-8"
    declared: str = ""


class Portal:
    """The plan of the portal on one day: which columns there are and what stands in them."""

    def __init__(self, today: date, columns: list[Column]) -> None:
        self.today = today
        self.site: dict[str, str] = read_data("portal.toml")["site"]
        self.columns = {column.path: column for column in columns}

    @cached_property
    def items(self) -> dict[str, list[Item]]:
        """The items of each column, newest first."""
        items = {column.path: self._items(column) for column in self.columns.values()}
        for column in self.columns.values():
            if column.kind == "interpretation":
                items[column.path] = self._interpretations(column, items)
        return {
            path: sorted(entries, key=lambda item: item.published.date(), reverse=True)
            for path, entries in items.items()
        }

    def children(self, column: Column | None) -> list[Column]:
        """The columns right below a column, or the top ones."""
        above = column.path if column else "/"
        return [
            child
            for child in self.columns.values()
            if child.path.startswith(above) and child.path.count("/") == above.count("/") + 1
        ]

    def trail(self, column: Column) -> list[Column]:
        """The columns from the top one down to this one."""
        return [other for other in self.columns.values() if column.path.startswith(other.path)]

    def stamp(self, age: int, chance: Random) -> datetime:
        """An hour of work on the last working day at least `age` days ago."""
        day = self.today - age * DAY
        day -= max(0, day.weekday() - 4) * DAY
        return datetime.combine(day, time(8 + chance.randrange(9), chance.randrange(60)))

    def _items(self, column: Column) -> list[Item]:
        if column.kind == "report":
            return self._reports(column)
        entries = []
        for place, data in enumerate(column.traits.get("items", ())):
            number = column.traits["first"] + place
            age = data.get("age", column.traits["newest"] + place * column.traits["every"])
            item = Item(column, number, datetime.min, data)
            entries.append(replace(item, published=self.stamp(age, item.random)))
        return entries

    def _reports(self, column: Column) -> list[Item]:
        def issued(year: int) -> datetime:
            day = date(year + 1, 1, 22)
            return datetime.combine(day - max(0, day.weekday() - 4) * DAY, time(10, 20))

        last = self.today.year - (1 if issued(self.today.year - 1).date() <= self.today else 2)
        # Older reports would follow another form: 国办公开办函〔2021〕30号 begins with 2021.
        years = range(last, max(last - column.traits["years"], 2020), -1)
        return [
            Item(
                column,
                column.traits["first"] + last - year,
                issued(year),
                {"title": f"青梧县人民政府{year}年政府信息公开工作年度报告", "year": year},
            )
            for year in years
        ]

    def _interpretations(self, column: Column, items: dict[str, list[Item]]) -> list[Item]:
        explained = [
            document
            for path in column.traits["explains"]
            for document in items[path]
            if not document.data.get("unnumbered")
        ]
        return [
            Item(
                column,
                column.traits["first"] + place,
                document.published + DAY,
                document.data
                | {
                    "title": f"《{document.title.translate(INNER_QUOTES)}》政策解读",
                    "document": document,
                    "files": (),
                },
            )
            for place, document in enumerate(explained)
        ]


def load_columns() -> list[Column]:
    """The columns of portal.toml."""
    shared = ("path", "name", "type", "about", "kind")
    return [
        Column(
            **{name: entry[name] for name in shared},
            traits={name: value for name, value in entry.items() if name not in shared},
        )
        for entry in read_data("portal.toml")["column"]
    ]
