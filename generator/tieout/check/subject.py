"""What a rule looks at: one record, or one company file, with its surroundings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tieout.facts.defaults import Conventions
from tieout.facts.stated import EXCHANGE_RATE, PREVIOUS
from tieout.facts.store import Facts
from tieout.figures.figure import Figure
from tieout.figures.periods import FiscalLabel
from tieout.figures.typed import Basis, Unit
from tieout.problems import Place
from tieout.records.characters import skeleton, ticker_skeleton
from tieout.records.company import Company
from tieout.records.model import FigureBlock, Record
from tieout.records.names import sector_slug
from tieout.records.read import Issuer, OnFile

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class ReleaseColumn:
    """What of a group or segment stands in one column of a release: one period, one currency."""

    segment: str
    label: FiscalLabel
    version: str
    currency: str
    """Empty for what is no money: shares, percentages, things counted."""


class FirstReports:
    """One issuer's figures as their own records first reported them."""

    def __init__(self, issuer: Issuer, facts: Facts) -> None:
        self._first: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
        for name in issuer.records:
            for each in facts.for_record(f"{issuer.slug}/{name}"):
                if each.kind == "reported" and not each.version and not each.window:
                    self._first[_line(each, each.label)].append(each)

    def first_reported(self, like: Figure, label: FiscalLabel) -> Figure | None:
        """The same figure of another period, if a record of that period reports it."""
        found = self._first.get(_line(like, label), ())
        return next((each for each in found if each.basis == like.basis), None)


def _line(figure: Figure, label: FiscalLabel) -> tuple[object, ...]:
    """What tells a figure from others but its basis; of plain parts, as it is hashed often."""
    return figure.metric, figure.segment, figure.unit, label.year, label.part


@dataclass(frozen=True)
class RecordInHand:
    """One record, as a rule on records sees it."""

    issuer: Issuer
    name: str
    """The brief that the record becomes: `baba/2026-q2`."""
    filed: OnFile[Record]
    before: OnFile[Record] | None
    """The issuer's record of the period before, if there is one."""
    facts: Facts
    as_of: date
    """The day that counts as today."""
    conventions: Conventions
    history: FirstReports

    @property
    def record(self) -> Record:
        """The record itself."""
        return self.filed.model

    @property
    def company(self) -> Company:
        """The record's issuer."""
        return self.issuer.company.model

    @property
    def label(self) -> FiscalLabel:
        """The record's fiscal period."""
        return self.record.period.fiscal

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """What the record states, estimates and prices among it."""
        return tuple(each for each in self.facts.for_record(self.name) if each.kind != "derived")

    @cached_property
    def typed(self) -> tuple[Figure, ...]:
        """The reported levels that the record types; no prices, no exchange rates."""
        levels = (each for each in self.figures if each.kind == "reported" and not each.window)
        return tuple(each for each in levels if each.metric != EXCHANGE_RATE)

    @cached_property
    def growth(self) -> tuple[Figure, ...]:
        """The growth that the issuer states."""
        stated = (each for each in self.figures if each.kind == "stated")
        return tuple(each for each in stated if each.measure != "price_change")

    @cached_property
    def columns(self) -> Mapping[ReleaseColumn, Mapping[str, Figure]]:
        """The typed figures on each metric's usual basis, by column and metric.

        Translations are left out: they are held against the amounts that they translate.
        """
        columns: dict[ReleaseColumn, dict[str, Figure]] = defaultdict(dict)
        for each in self.typed:
            if each.basis == self.conventions.bases.get(each.metric, Basis()):
                currency = Unit(each.unit).currency
                column = ReleaseColumn(each.segment, each.label, each.version, currency)
                columns[column].setdefault(each.metric, each)
        return columns

    def together(self, *metrics: str) -> Iterator[tuple[Figure, ...]]:
        """The figures of these metrics wherever one column has them all."""
        if self._metrics.issuperset(metrics):
            for column in self.columns.values():
                if all(metric in column for metric in metrics):
                    yield tuple(column[metric] for metric in metrics)

    @cached_property
    def _metrics(self) -> frozenset[str]:
        return frozenset(each.metric for each in self.typed)

    def worked_out(self, figure: Figure) -> Figure | None:
        """What is derived for the same metric, period, basis and unit, if anything is."""
        for each in self._derived[figure.metric, figure.segment, figure.measure]:
            same = (each.label, each.basis, each.unit) == (figure.label, figure.basis, figure.unit)
            if same and not each.version:
                return each
        return None

    @cached_property
    def _derived(self) -> Mapping[tuple[str, str, str], list[Figure]]:
        derived: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
        for each in self.facts.for_record(self.name):
            if each.kind == "derived":
                derived[each.metric, each.segment, each.measure].append(each)
        return derived

    def earlier(self, figure: Figure) -> list[Figure]:
        """The same figure of the quarter and of the year before, where they are on record."""
        labels = (figure.label.previous_quarter(), figure.label.years_back(1))
        found = (self.history.first_reported(figure, label) for label in labels)
        return [each for each in found if each is not None]

    def later(self, figure: Figure) -> list[Figure]:
        """The same figure a year after, where it is on record."""
        found = self.history.first_reported(figure, figure.label.years_back(-1))
        return [] if found is None else [found]

    def is_eliminating(self, segment: str) -> bool:
        """Whether the segment is a row of eliminations, where every sign is possible."""
        known = self.company.segments.get(segment)
        return known is not None and known.kind == "eliminations"

    def place(self, path: Path) -> Place:
        """The place of a field of the record."""
        return self.filed.place(*path)

    def place_of(self, figure: Figure) -> Place:
        """The place of a figure's number: in a row of several lines, the line that has it."""
        row = self._rows.get(figure.origin.place, ())
        fields = ((*row, name) for name in _fields_of(figure)) if row else ()
        found = (self.filed.places[each] for each in fields if each in self.filed.places)
        return next(found, figure.origin.place)

    @cached_property
    def _rows(self) -> Mapping[Place, Path]:
        """The rows of lists, by where they begin."""
        rows = (
            each for each in self.filed.places.items() if each[0] and isinstance(each[0][-1], int)
        )
        return {place: path for path, place in rows}

    @cached_property
    def blocks(self) -> Mapping[Path, FigureBlock]:
        """The record's blocks of figures, by path; the quarter's own is the record itself."""
        record = self.record
        named = (
            ("year_to_date", record.year_to_date),
            ("fiscal_year", record.fiscal_year),
            ("trailing", record.trailing),
        )
        inner: dict[Path, FigureBlock] = {
            (name,): block for name, block in named if block is not None
        }
        return {(): record, **inner}


def _fields_of(figure: Figure) -> tuple[str, ...]:
    """The fields that may have a figure's number, in the row that it was typed in."""
    if figure.measure == "price_change":
        return ("change",)
    if figure.window:
        return ("previous",) if figure.window.startswith(PREVIOUS) else ("price", "amount")
    ends: dict[str, tuple[str, ...]] = {"lowest": ("low",), "highest": ("high",)}
    return ends.get(figure.measure, ("low",) if figure.kind == "guidance" else ("value",))


@dataclass(frozen=True)
class Register:
    """What only one issuer can have, or one way to spell: for each, the first that claims it."""

    ciks: Mapping[str, str]
    listings: Mapping[tuple[str, str], str]
    """By exchange and ticker."""
    sectors: Mapping[str, Company]
    """By the sector's name in addresses: the first company in it."""
    names: Mapping[str, tuple[str, str]]
    """By what a name looks like: the issuer that has it first, and the name."""
    tickers: Mapping[str, tuple[str, str]]
    """By what a ticker looks like: the issuer that has it first, and the ticker."""
    folders: Mapping[str, str]
    """The folders of all issuers, those that they had before among them, by whose they are."""

    @classmethod
    def of(cls, companies: Mapping[str, OnFile[Company]]) -> Register:
        """The register of all issuers by their slugs, in their order."""
        sectors: dict[str, Company] = {}
        ciks: dict[str, str] = {}
        listings: dict[tuple[str, str], str] = {}
        names: dict[str, tuple[str, str]] = {}
        tickers: dict[str, tuple[str, str]] = {}
        folders = {slug: slug for slug in companies}
        for slug, filed in companies.items():
            company = filed.model
            if company.cik is not None:
                ciks.setdefault(company.cik, slug)
            for listing in company.listings:
                listings.setdefault((listing.exchange, listing.ticker), slug)
                tickers.setdefault(ticker_skeleton(listing.ticker), (slug, listing.ticker))
            sectors.setdefault(sector_slug(company.sector), company)
            for name in (company.name, company.short_name):
                names.setdefault(skeleton(name), (slug, name))
            for name in company.formerly:
                folders.setdefault(name, slug)
        return cls(ciks, listings, sectors, names, tickers, folders)


@dataclass(frozen=True)
class Registered:
    """One company file among all, as a rule across issuers sees it."""

    slug: str
    filed: OnFile[Company]
    register: Register

    @property
    def company(self) -> Company:
        """The company itself."""
        return self.filed.model

    def place(self, path: Path) -> Place:
        """The place of a field of the company file."""
        return self.filed.place(*path)


@dataclass(frozen=True)
class CompanySubject:
    """One company file, as a rule on companies sees it."""

    issuer: Issuer

    @property
    def company(self) -> Company:
        """The company itself."""
        return self.issuer.company.model

    def place(self, path: Path) -> Place:
        """The place of a field of the company file."""
        return self.issuer.company.place(*path)
