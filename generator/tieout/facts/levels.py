"""An issuer's levels by identity, and which earlier one a figure is compared with.

Like with like: same metric, segment, basis and unit, and a period of the same length. The base is
what the same release prints for the earlier period (its year-ago column, or a restatement), else
that period's own record as first reported.

Periods that differ in length by more than a fifth are not compared, and no segment is followed
across a re-cut. One rate serves a whole release: where it prints none, the pair of an amount and
its printed translation with the most digits bounds the rate, and other amounts follow, marked as
worked out. Figures per share do not follow, since issuers translate before they round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypedDict, Unpack

from tieout.facts.defaults import Conventions
from tieout.facts.stated import EXCHANGE_RATE
from tieout.figures.figure import Figure, Measure, NotMeaningful, Operation, Origin
from tieout.figures.intervals import Interval, NotPositive, percentage, total
from tieout.figures.periods import FiscalLabel, Span
from tieout.figures.typed import Basis, Unit

Result = Figure | NotMeaningful
Identity = tuple[str, str, Basis, str, FiscalLabel]
Step = Callable[[FiscalLabel], FiscalLabel]
REMAINDER = "remainder"
"""The segment id of what the listed segments leave of the group."""
_LENGTHS_MAY_DIFFER_BY = 5  # a fifth of the longer
_MONTH_DAYS = 365.25 / 12
_OFF = 35
"""Days by which periods may be off their distance: quarters of 12 and 16 weeks, leap weeks."""


def identity(figure: Figure, label: FiscalLabel | None = None) -> Identity:
    """What must be equal for two levels to be the same number at another time."""
    return figure.metric, figure.segment, figure.basis, figure.unit, label or figure.label


def a_year_back(label: FiscalLabel) -> FiscalLabel:
    """The same period of the year before."""
    return label.years_back(1)


def a_quarter_back(label: FiscalLabel) -> FiscalLabel:
    """The quarter before."""
    return label.quarters_back(1)


def interval(figure: Figure) -> Interval:
    """The figure's number with its bounds."""
    return Interval(figure.value, figure.low, figure.high)


class Identified(TypedDict, total=False):
    """What of a derived figure's identity differs from the figure it is like."""

    metric: str
    segment: str
    measure: Measure
    basis: Basis
    unit: str
    label: FiscalLabel
    span: Span
    provider: str
    version: str
    note: str


def worked_out(
    operation: Operation,
    result: Interval,
    operands: tuple[Figure, ...],
    like: Figure | None = None,
    **differs: Unpack[Identified],
) -> Figure:
    """A derived figure: what is not said otherwise is as in `like`, or the first operand."""
    like = like or operands[0]
    doubtful, approximate = "", False
    for each in operands:
        doubtful = doubtful or each.origin.only_article
        approximate = approximate or each.approximate
    return Figure(
        issuer=like.issuer,
        segment=differs.get("segment", like.segment),
        metric=differs.get("metric", like.metric),
        measure=differs.get("measure", "level"),
        basis=differs.get("basis", like.basis),
        span=differs.get("span", like.span),
        label=differs.get("label", like.label),
        unit=differs.get("unit", like.unit),
        value=result.value,
        low=result.low,
        high=result.high,
        kind="derived",
        origin=Origin(like.origin.place, like.origin.record, only_article=doubtful),
        provider=differs.get("provider", like.provider),
        window=like.window,
        quote=like.quote,
        version=differs.get("version", ""),
        approximate=approximate,
        note=differs.get("note", ""),
        operation=operation,
        operands=operands,
    )


def not_meaningful(
    reason: str, measure: Measure, operands: tuple[Figure, ...], metric: str = ""
) -> NotMeaningful:
    """A derivation without a number, with the identity of its first operand."""
    now = operands[0]
    return NotMeaningful(
        issuer=now.issuer,
        segment=now.segment,
        metric=metric or now.metric,
        measure=measure,
        basis=now.basis,
        span=now.span,
        label=now.label,
        reason=reason,
        operands=operands,
    )


def margin(name: str, numerator: Figure, denominator: Figure, version: str = "") -> Figure:
    """One metric in percent of another, on the numerator's basis. Raises NotPositive."""
    result = percentage(interval(numerator), interval(denominator))
    operands = (numerator, denominator)
    return worked_out("ratio", result, operands, metric=name, unit="%", version=version)


def remainder(group: Figure, rows: Iterable[Figure], version: str = "") -> Figure:
    """What the listed segments leave of the group."""
    listed = tuple(rows)
    rest = interval(group) - total([interval(row) for row in listed])
    differs: Identified = {"segment": REMAINDER, "note": "derived remainder", "version": version}
    return worked_out("difference", rest, (group, *listed), **differs)


def translated(amount: Figure, rate: Figure) -> Figure:
    """An amount in another currency, at an exchange rate of the issuer's. Raises NotPositive."""
    unit = rate.unit.partition("/")[2] + amount.unit[len(amount.unit.partition("/")[0]) :]
    whose = "that the release implies" if rate.kind == "derived" else "of the release"
    return worked_out(
        "quotient",
        interval(amount).over(interval(rate)),
        (amount, rate),
        basis=replace(amount.basis, translated=True),
        unit=unit,
        version=rate.version,
        note=f"translated at the rate {whose}",
    )


class Levels:
    """The levels of one issuer; filled record by record, reported ones first."""

    def __init__(self, conventions: Conventions) -> None:
        self.conventions = conventions
        self._first: dict[Identity, Figure] = {}
        self._recast: dict[tuple[str, Identity], Figure] = {}
        self._own: dict[str, dict[Identity, Figure]] = {}
        self._rates: dict[str, list[Figure]] = {}

    def add(self, figure: Figure) -> None:
        """Take in a level; a margin that was worked out stands before a rounded, printed one."""
        record, key = figure.origin.record, identity(figure)
        if figure.metric == EXCHANGE_RATE:
            if figure.low <= 0:  # no rate at all: a rule says so at its place
                return
            self._rates.setdefault(record, []).append(figure)
        elif not self._compares(figure):
            return
        elif figure.version:
            self._recast.setdefault((record, key), figure)
        elif key not in self._first or figure.operation == "ratio":
            self._first[key] = figure
            self._own.setdefault(record, {})[key] = figure

    def _compares(self, figure: Figure) -> bool:
        known = self.conventions.kind(figure.metric) not in ("", "price")
        own = not figure.window and figure.kind in ("reported", "derived")
        return known and own and figure.measure == "level"

    def get(self, key: Identity) -> Figure | None:
        """The level as first reported, or else worked out."""
        return self._first.get(key)

    def of(self, record: str) -> tuple[Figure, ...]:
        """The levels of a record's own periods, one for each identity."""
        return tuple(self._own.get(record, {}).values())

    def rates(self, record: str) -> tuple[Figure, ...]:
        """The rates that a release gives, of its own period and of the year before."""
        return tuple(self._rates.get(record, ()))

    def year_base(self, now: Figure) -> Figure | None:
        """The figure of a year before with which `now` is compared."""
        return self._base(now, a_year_back)

    def quarter_base(self, now: Figure) -> Figure | None:
        """The figure of the quarter before, for a figure of one quarter."""
        return self._base(now, a_quarter_back) if now.label.is_quarter else None

    def otherwise_counted(
        self, now: Figure, step: Step, base: Figure | None
    ) -> tuple[Figure, str] | None:
        """An earlier figure that is not compared with `now`, and why, as a clause."""
        if base is not None:
            reason = self.conventions.splits.between(now, base)
            return (base, reason) if reason else None
        label = step(now.label)
        before, money = self.conventions.currency(label), Unit(now.unit).currency
        if now.basis.translated or not money or before == money:
            return None
        earlier = self._first.get(
            identity(replace(now, unit=before + now.unit[len(money) :]), label)
        )
        if earlier is None or earlier.unit == now.unit:
            return None
        return earlier, f"reporting currency has changed, from {before} to {money}"

    def _base(self, now: Figure, step: Step) -> Figure | None:
        key = identity(now, step(now.label))
        base = self._recast.get((now.origin.record, key))
        if now.kind == "derived" and (now.operation == "ratio" or now.segment == REMAINDER):
            composed = self._composed(now, step)
            if now.segment == REMAINDER or (composed and (composed.version or base is None)):
                return composed
        if base is None and self.conventions.same_cut(now.segment, key[-1]):
            base = self._translated(now, step) if now.basis.translated else self._first.get(key)
        return base if base is not None and _as_long(now, base) else None

    def _composed(self, now: Figure, step: Step) -> Figure | None:
        """The base of a margin or remainder, from the bases of what it is made of."""
        bases = tuple(base for each in now.operands if (base := self._base(each, step)))
        if len(bases) < len(now.operands):
            return None
        known = self._first.get(identity(now, step(now.label)))
        if known is not None and known.operands == bases:
            return known
        version = next((base.version for base in bases if base.version), "")
        if now.segment == REMAINDER and now.operation == "difference":
            version = version or f"on the rows of {now.origin.record}"
            rest = remainder(bases[0], bases[1:], version)
            return replace(rest, origin=replace(rest.origin, record=now.origin.record))
        try:
            return margin(now.metric, bases[0], bases[1], version)
        except NotPositive:
            return None

    def _translated(self, now: Figure, step: Step) -> Figure | None:
        """As translated in its own release; else the amount, at the rate this release gives."""
        label = step(now.label)
        known = self._first.get(identity(now, label))
        if known is not None and known.kind == "reported":
            return known
        currency = now.unit.partition("/")[0]
        for rate in self._rates.get(now.origin.record, ()):
            same = rate.unit.endswith(f"/{currency}") and rate.label.position == label.position
            if same and (amount := self._untranslated_base(now, step)):
                return translated(amount, rate)
        return known

    def _untranslated_base(self, now: Figure, step: Step) -> Figure | None:
        if now.operation == "quotient":
            return self._base(now.operands[0], step)
        unit = self.conventions.currency(now.label) + now.unit[len(now.unit.partition("/")[0]) :]
        basis = replace(now.basis, translated=False)
        amount = self._first.get((now.metric, now.segment, basis, unit, now.label))
        return self._base(amount, step) if amount else None


def _as_long(now: Figure, base: Figure) -> bool:
    """Whether two periods are of like length, and as far apart as their labels say.

    13 and 14 weeks are like, 12 and 16 are not. Where the fiscal year has come to end in another
    month, the quarters of two years that have one number are not a year apart.
    """
    difference = abs(now.span.days - base.span.days)
    like = difference * _LENGTHS_MAY_DIFFER_BY <= max(now.span.days, base.span.days)
    (year, month), (year_before, month_before) = now.label.position, base.label.position
    months = 12 * (year - year_before) + month - month_before
    apart = (now.span.end - base.span.end).days
    return like and abs(apart - months * _MONTH_DAYS) <= _OFF
