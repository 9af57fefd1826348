"""What records state, as figures in base units; nothing here is worked out but units and bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tieout.facts.defaults import Conventions
from tieout.figures.figure import Figure, Kind, Measure, Origin
from tieout.figures.intervals import bounds
from tieout.figures.periods import FiscalLabel, Span
from tieout.figures.typed import Basis, PrintedNumber, Unit
from tieout.records.model import (
    Cited,
    Comparatives,
    Consensus,
    Dividend,
    Entry,
    FigureBlock,
    Figures,
    GrowthEntry,
    Guidance,
    Reaction,
    Record,
    Restatement,
    Translation,
)
from tieout.records.read import OnFile

EXCHANGE_RATE = "exchange_rate"
SHARE_PRICE = "share_price"
DIVIDEND = "dividend_per_share"
PREVIOUS = "price before"
"""The window of a price that a change is measured from: `price before: pre-market`."""
_BASIS_POINTS = {"bp": Decimal(1), "pp": Decimal(100)}


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure that the record says cannot be had."""

    issuer: str
    segment: str
    metric: str
    basis: Basis
    span: Span
    label: FiscalLabel
    said: str
    """`not disclosed` or `not applicable`; of guidance `withdrawn`, or the issuer's own words."""
    origin: Origin
    measure: Measure = "level"
    guided: bool = False
    """Whether it is guidance that has no number."""


@dataclass(slots=True)
class Statement:
    """All that one record states."""

    record: str
    label: FiscalLabel
    figures: list[Figure] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What the blocks around a figure say of it."""

    label: FiscalLabel
    unit: Unit | None = None
    source: str = ""
    locator: str = ""
    version: str = ""
    path: tuple[str | int, ...] = ()

    def into(self, cited: Cited, *path: str | int, unit: Unit | None = None) -> _Scope:
        """The scope inside a block; another source has other places."""
        elsewhere = cited.source is not None and cited.source != self.source
        return replace(
            self,
            unit=unit or self.unit,
            source=cited.source or self.source,
            locator=cited.locator or ("" if elsewhere else self.locator),
            path=(*self.path, *path),
        )


@dataclass(frozen=True, slots=True)
class _Said:
    """What an entry itself says of its figure."""

    metric: str
    segment: str = ""
    measure: Measure = "level"
    unit: Unit | None = None
    basis: Basis | None = None
    kind: Kind = "reported"
    span: Span | None = None
    approximate: bool = False
    provider: str = ""
    window: str = ""
    quote: str = ""
    note: str = ""


def state(slug: str, filed: OnFile[Record], conventions: Conventions, issuer: str) -> Statement:
    """All figures that the record typed in `filed` states, and those it says cannot be had."""
    record = filed.model
    reader = _Reader(filed, conventions, issuer, f"{issuer}/{slug}")
    label = record.period.fiscal
    scope = _Scope(label)
    reader.block(record, scope)
    whole = scope.into(record, unit=record.unit)
    for name, block, part in (
        ("year_to_date", record.year_to_date, label.year_to_date),
        ("fiscal_year", record.fiscal_year, FiscalLabel(label.year, "FY")),
        ("trailing", record.trailing, label.trailing),
    ):
        if block is not None:
            reader.block(block, replace(whole, label=part, path=(name,)))
    for index, estimate in enumerate(record.consensus):
        reader.consensus(estimate, whole.into(estimate, "consensus", index))
    for index, guided in enumerate(record.guidance):
        reader.guidance(guided, whole.into(guided, "guidance", index))
    for index, paid in enumerate(record.dividends):
        reader.dividend(paid, whole.into(paid, "dividends", index))
    for index, move in enumerate(record.reaction):
        reader.reaction(move, whole.into(move, "reaction", index))
    for index, restated in enumerate(record.restatements):
        reader.restatement(restated, whole.into(restated, "restatements", index))
    return Statement(reader.record, label, reader.figures, reader.missing)


class _Reader:
    """Walks one record and collects its figures."""

    def __init__(
        self, filed: OnFile[Record], conventions: Conventions, issuer: str, record: str
    ) -> None:
        self.filed = filed
        self.conventions = conventions
        self.issuer = issuer
        self.record = record
        self._reported = filed.model.period.fiscal
        self.figures: list[Figure] = []
        self.missing: list[Missing] = []
        self._articles = {
            key: source.article or key
            for key, source in filed.model.sources.items()
            if source.kind == "article"
        }

    def block(self, block: FigureBlock, scope: _Scope) -> None:
        inside = scope.into(block, unit=block.unit)
        self._tables(block.figures, block.segments, inside)
        if block.translated is not None:
            self._translation(block.translated, inside)
        if block.year_ago is not None:
            self._comparatives(block.year_ago, inside)
        for name, stated in block.stated_growth.items():
            for index, growth in enumerate(stated):
                self._growth(name, growth, inside.into(growth, "stated_growth", name, index))

    def _comparatives(self, column: Comparatives, scope: _Scope) -> None:
        inside = replace(
            scope.into(column, "year_ago", unit=column.unit),
            label=scope.label.years_back(1),
            version=f"comparative in {self.record}",
        )
        self._tables(column.figures, column.segments, inside)
        if column.translated is not None:
            self._translation(column.translated, inside)

    def _translation(self, translation: Translation, scope: _Scope) -> None:
        inside = scope.into(translation, "translated", unit=translation.unit)
        self._tables(translation.figures, translation.segments, inside)
        if (rate := translation.rate) is not None:
            home = self.conventions.currency(self._reported)
            unit = Unit(f"{home}/{translation.unit.currency}")
            said = _Said(EXCHANGE_RATE, unit=unit, span=Span(rate.as_of) if rate.as_of else None)
            self._add(rate.value, said, inside.into(rate, "rate"), rate)

    def _tables(self, group: Figures, segments: Mapping[str, Figures], scope: _Scope) -> None:
        for metric, entries in group.items():
            self._entries(
                metric, "", entries, replace(scope, path=(*scope.path, "figures", metric))
            )
        for segment, figures in segments.items():
            for metric, entries in figures.items():
                path = (*scope.path, "segments", segment, metric)
                self._entries(metric, segment, entries, replace(scope, path=path))

    def _entries(
        self, metric: str, segment: str, entries: tuple[Entry, ...], scope: _Scope
    ) -> None:
        for index, entry in enumerate(entries):
            said = _Said(
                metric, segment, unit=entry.unit, basis=entry.basis, approximate=entry.approximate
            )
            inside = scope.into(entry, index)
            if isinstance(entry.value, PrintedNumber):
                self._add(entry.value, said, inside, entry)
            else:
                self._lacks(entry.value, said, inside)

    def _lacks(self, value: str, said: _Said, scope: _Scope) -> None:
        basis = self.conventions.basis(
            said.metric, said.unit or Unit(""), said.basis, self._reported
        )
        span = self.conventions.span(scope.label, said.metric)
        identity = (self.issuer, said.segment, said.metric, basis, span, scope.label)
        origin, guided = self._origin(scope, said.note), said.kind == "guidance"
        self.missing.append(Missing(*identity, value, origin, said.measure, guided))

    def _growth(self, name: str, stated: GrowthEntry, scope: _Scope) -> None:
        segment, _, metric = name.rpartition(".")
        against: tuple[Measure, Measure] = ("yoy", "yoy_change")
        if stated.against == "previous quarter":
            against = ("qoq", "qoq_change")
        points = _BASIS_POINTS.get(stated.value.unit)
        unit = Unit("%") if points is None else Unit("bp", points)
        measure = against[points is not None]
        note = stated.explained or ""
        said = _Said(metric, segment, measure, unit, stated.basis, "stated", note=note)
        self._add(stated.value, said, scope, stated)

    def consensus(self, row: Consensus, scope: _Scope) -> None:
        said = _Said(row.metric, row.segment or "", "level", row.unit, row.basis, "consensus")
        taken = row.as_of.isoformat() if row.as_of else ""
        said = replace(said, provider=row.provider, quote=taken)
        self._add(row.value, said, scope, row)
        ends: tuple[tuple[Measure, PrintedNumber | None], ...] = (
            ("lowest", row.low),
            ("highest", row.high),
        )
        for measure, number in ends:
            if number is not None:
                self._add(number, replace(said, measure=measure), scope, row)
        if row.estimates is not None:
            count = replace(said, measure="estimates", unit=Unit("estimates"))
            self._add(PrintedNumber.parse(str(row.estimates)), count, scope, row)

    def dividend(self, row: Dividend, scope: _Scope) -> None:
        said = _Said(DIVIDEND, unit=row.unit, window=f"{row.kind} dividend")
        self._add(row.amount, replace(said, quote=row.declared.isoformat()), scope, row)

    def guidance(self, row: Guidance, scope: _Scope) -> None:
        measure: Measure = "yoy" if row.measure == "growth" else "level"
        said = _Said(row.metric, row.segment or "", measure, row.unit, row.basis, "guidance")
        said = replace(said, approximate=row.approximate, note=row.note or "")
        scope = replace(scope, label=row.period)
        if not isinstance(row.low, PrintedNumber):
            self._lacks(row.low or row.words or "", said, scope)
            return
        figure = self._figure(row.low, said, scope, row)
        if row.high is not None:
            low, high = figure.value, self._figure(row.high, said, scope, row).value
            printed = f"{row.low.text} to {row.high.text}"
            figure = replace(figure, value=(low + high) / 2, low=low, high=high, printed=printed)
        self.figures.append(figure)

    def reaction(self, row: Reaction, scope: _Scope) -> None:
        listing = self.conventions.listing(row.ticker)
        quoted = f"quoted at {row.quoted_at:%H:%M}" if row.quoted_at else ""
        note = ", ".join(part for part in (row.ticker, quoted, row.note) if part)
        unit, span = Unit.parse(f"{listing.currency} per {listing.kind}"), Span(row.session)
        clock = f"{row.quoted_at:%H%M}" if row.quoted_at else ""
        quote = " ".join(part for part in (row.ticker, str(row.session), clock) if part)
        price = _Said(SHARE_PRICE, unit=unit, span=span, window=row.window, quote=quote, note=note)
        before = replace(price, window=f"{PREVIOUS}: {row.window}")
        change = replace(price, measure="price_change", unit=Unit("%"), kind="stated")
        rows = ((row.previous, before), (row.price, price), (row.change, change))
        for number, said in rows:
            if number is not None:
                self._add(number, said, scope, row)

    def restatement(self, row: Restatement, scope: _Scope) -> None:
        said = _Said(row.metric, row.segment or "", unit=row.unit, basis=row.basis, note=row.reason)
        version = f"restated in {self.record}"
        self._add(row.value, said, replace(scope, label=row.period, version=version), row)

    def _add(self, number: PrintedNumber, said: _Said, scope: _Scope, cited: Cited) -> None:
        self.figures.append(self._figure(number, said, scope, cited))

    def _figure(self, number: PrintedNumber, said: _Said, scope: _Scope, cited: Cited) -> Figure:
        unit = self.conventions.unit(said.metric, said.unit, number, scope.unit, self._reported)
        cut_off = said.kind == "reported" and self.conventions.cuts_off(unit, number)
        interval = bounds(number, unit.scale, said.approximate, cut_off=cut_off)
        return Figure(
            issuer=self.issuer,
            segment=said.segment,
            metric=said.metric,
            measure=said.measure,
            basis=self.conventions.basis(said.metric, unit, said.basis, self._reported),
            span=said.span or self.conventions.span(scope.label, said.metric),
            label=scope.label,
            unit=unit.code,
            value=interval.value,
            low=interval.low,
            high=interval.high,
            kind=said.kind,
            origin=self._origin(scope, cited.note or ""),
            printed=number.text,
            provider=said.provider,
            window=said.window,
            quote=said.quote,
            version=scope.version,
            approximate=said.approximate,
            note=said.note or cited.note or "",
        )

    def _origin(self, scope: _Scope, note: str = "") -> Origin:
        return Origin(
            place=self.filed.place(*scope.path),
            record=self.record,
            source=scope.source,
            locator=scope.locator,
            note=note,
            only_article=self._articles.get(scope.source, ""),
        )
