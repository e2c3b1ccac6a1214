"""What was read from one annual report, and what its arithmetic makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from inspector.annual_report.generations import form_of, generation_of, table_form
from inspector.annual_report.headings import Heading, Period, read_heading, read_period
from inspector.annual_report.identities import Identity, Suspect, identities, suspect
from inspector.annual_report.percentages import Percentage, percentages
from inspector.annual_report.prose import breakdowns
from inspector.annual_report.reading import Document, compact, squeeze, tokens
from inspector.annual_report.sections import Part, Section, announced, missing, present, read_sections
from inspector.annual_report.sentences import Sentence, Sum, sentences
from inspector.annual_report.tables import Tables, read_tables

#: So many characters of white space and table make no sentence.
_SHORTEST = 8
#: So many characters at its beginning say what a report is about.
BEGINNING = 1500
#: Lines from this length on are prose.
PROSE = 20


@dataclass(frozen=True)
class AnnualReport:
    """A report and all that can be read from it; every fact is read once, when first asked for.

    `target` is the file or address as given. `stated_year` overrides the year that the report itself gives.
    `complete` is false of an excerpt: what is not in it proves nothing.
    """

    target: str
    document: Document
    stated_year: int | None = None
    complete: bool = True

    @cached_property
    def heading(self) -> Heading:
        """Organisation, year and title as the report gives them."""
        return read_heading(self.document, self.target)

    @property
    def organisation(self) -> str | None:
        """Whose report it is, as written there."""
        return self.heading.organisation

    @property
    def year(self) -> int | None:
        """The year it is for."""
        return self.stated_year or self.heading.year

    @cached_property
    def period(self) -> Period | None:
        """The statistical period, where it is stated."""
        return read_period(self.document)

    @cached_property
    def cells(self) -> list[str]:
        """The cells of all tables in one stream; the last figure of a cut text may have lost digits."""
        found = tokens(self.document)
        if not self.complete and not self.document.grids and found and found[-1].isdigit():
            found[-1] = "…"
        return found

    @cached_property
    def generation(self) -> str | None:
        """The form it must have: by its year, and without one by its marks. None where neither says."""
        return generation_of(self.year) if self.year else form_of(self.document, self.cells)

    @cached_property
    def table_form(self) -> str | None:
        """The form its tables are in, B or C; None where they do not say."""
        return table_form(self.cells)

    @cached_property
    def sections(self) -> list[Section]:
        """Its sections of the first and second level."""
        return read_sections(self.document, self.generation or "C")

    @property
    def headings(self) -> list[str]:
        """The headings of the first level, as written."""
        return [section.heading for section in self.sections if section.level == 1]

    @cached_property
    def on_another_subject(self) -> bool:
        """Whether it seems no report on disclosure: title, beginning and parts do not speak of it."""
        # Menus and breadcrumbs speak of disclosure on every page.
        prose = (line for line in self.document.paragraphs if len(line) >= PROSE and ">" not in line)
        beginning = compact(
            "".join((self.heading.title or "", self.document.title or "", *prose))[:BEGINNING]
        )
        return self.complete and not self.present and "信息公开" not in beginning and not self.document.grids

    @cached_property
    def missing(self) -> list[Part]:
        """The required parts that it lacks; none of an excerpt, none where the form is not known."""
        if not self.complete or self.generation is None or self.document.scanned or self.on_another_subject:
            return []
        return missing(self.sections, self.generation)

    @cached_property
    def present(self) -> dict[str, Section]:
        """The required parts that are there."""
        return present(self.sections, self.generation or "C")

    @cached_property
    def announced(self) -> dict[str, str]:
        """The parts that its preface announces."""
        return dict(announced(self.document, self.generation or "C"))

    @cached_property
    def tables(self) -> Tables:
        """The figures of its tables; old reports have no form to read them by."""
        if self.generation == "A" and self.table_form is None:
            return Tables()
        return read_tables(self.document, self.table_form or self.generation or "C", self.cells)

    @cached_property
    def identities(self) -> list[Identity]:
        """The identities of its tables."""
        return identities(self.tables, self.table_form or self.generation or "C")

    @cached_property
    def suspect(self) -> Suspect | None:
        """The one cell that would mend all broken identities."""
        return suspect(self.tables, self.generation or "C", self.identities)

    @cached_property
    def _prose(self) -> list[tuple[Sentence, str]]:
        """Sentences with what their paragraph says before them; tables copied as text are left out."""
        found = []
        for paragraph in self.document.paragraphs:
            if "|" in paragraph or len(paragraph) < _SHORTEST:
                continue
            before = ""
            for sentence in sentences(squeeze(paragraph)):
                if sentence.counts:
                    found.append((sentence, before))
                before += sentence.text
        if found and not self.complete and found[-1][0].text[-1].isdigit():
            found.pop()  # cut off within a number
        return found

    @cached_property
    def _arithmetic(self) -> tuple[list[Sum], list[Percentage]]:
        sums: list[Sum] = []
        shares: list[Percentage] = []
        for sentence, before in self._prose:
            found = breakdowns(sentence, before)
            sums += [breakdown.sum for breakdown in found]
            shares += percentages(sentence, found)
        return sums, shares

    @property
    def sums(self) -> list[Sum]:
        """The sums of its prose."""
        return self._arithmetic[0]

    @property
    def percentages(self) -> list[Percentage]:
        """The percentages of its prose that can be computed again."""
        return self._arithmetic[1]

    @property
    def claims(self) -> list[Sentence]:
        """Sentences of its prose that count something."""
        return [sentence for sentence, _ in self._prose]

    @cached_property
    def narrative(self) -> str:
        """Its prose without layout, headings and its own name, to be compared with another's."""
        own = compact(self.organisation or "")
        text = "".join(compact(section.text) for section in self.sections)
        text = text or "".join(compact(p) for p in self.document.paragraphs if len(p) > 30)
        return text.replace(own, "") if own else text
