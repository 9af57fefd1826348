"""The figures of a brief that tables across issuers set side by side, and its surprises.

Like stands beside like: a line has the figure on the issuer's accounting standard, even where a
card shows the basis that was estimated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.facts.labels import of_part, segment_label
from tieout.facts.rows import decimal_text, published
from tieout.figures.figure import Figure, Measure
from tieout.figures.said import range_of
from tieout.figures.saying import joined, say
from tieout.figures.typed import Unit
from tieout.records.company import Company
from tieout.views.brief.headline import surprise_sizes
from tieout.views.shared.brief_figures import REVENUE, Shelf
from tieout.views.shared.main_figure import best, twins
from tieout.views.shared.naming import called, provider
from tieout.views.shared.numbers import NO_NUMBER, Number, number

MARGIN, NET_INCOME, EPS = "operating_margin", "net_income", "eps_diluted"
_OWNERS_INCOME = "net_income_attributable"


@dataclass(frozen=True, slots=True)
class Measures:
    """What stands in the columns of a table of issuers."""

    revenue: Number
    growth: Number
    """Of revenue on the year."""
    margin: Number
    margin_change: Number
    """On the year, in basis points."""
    net_income: Number
    eps: Number


@dataclass(frozen=True, slots=True)
class Surprise:
    """A figure against every estimate of it in one currency."""

    metric: str
    called: str
    """The metric as a table names it: `Diluted EPS per ADS, non-GAAP`."""
    unit: str
    """Of the distances: % or money per share."""
    low: str
    high: str
    """The least and the greatest distance, exact."""
    shown: str
    """`+1.1% to +2.1%`."""
    providers: tuple[str, ...]
    """Whose estimates, as typed."""


@dataclass(frozen=True, slots=True)
class Distance:
    """A figure against one estimate."""

    called: str
    """`Diluted EPS per ADS, non-GAAP`, with its segment and the currency of a translation."""
    provider: str
    estimate: Number
    actual: Number
    surprise: Number
    size: Decimal
    """How far off, in percent of the estimate, without its sign."""


def measures(shelf: Shelf) -> Measures:
    """The figures of a brief."""
    usual = shelf.conventions.company.accounting
    revenue, margin, eps = (_standard(shelf, metric) for metric in (REVENUE, MARGIN, EPS))
    return Measures(
        revenue=number(revenue, _worked_out(revenue), usual=usual),
        growth=growth(shelf, revenue),
        margin=number(margin, usual=usual),
        margin_change=number(shelf.change(margin, "yoy_change")),
        net_income=_net_income(shelf, usual),
        eps=_per_share(eps),
    )


def growth(shelf: Shelf, level: Figure | None) -> Number:
    """Growth on the year, or the change of a ratio; as stated where there is no base for it."""
    measure: Measure = "yoy_change" if level is not None and level.unit == "%" else "yoy"
    change = shelf.change(level, measure)
    stated = shelf.stated(level, measure) if level is not None and change is None else None
    return number(stated, say("as stated")) if stated else number(change)


def _standard(shelf: Shelf, metric: str) -> Figure | None:
    """The figure on the issuer's accounting standard, so that like stands beside like.

    Where only another basis or a translation is on record, that one.
    """
    same = [
        level
        for translated in (False, True)
        for level in shelf.levels(translated=translated)
        if level.metric == metric
    ]
    usual = shelf.conventions.basis(metric, Unit(""))
    same.sort(key=lambda level: (level.basis.translated, level.basis != usual))
    return next(iter(same), None)


def _net_income(shelf: Shelf, usual: str) -> Number:
    """What is attributable to the owners, of which earnings per share are a part; else the whole.

    An issuer without other owners reports one net income, which is its owners'.
    """
    owners = _standard(shelf, _OWNERS_INCOME)
    level, whose = (owners, say("attributable")) if owners else (_standard(shelf, NET_INCOME), "")
    return number(level, whose, _worked_out(level), usual=usual)


def _per_share(level: Figure | None) -> Number:
    """Earnings per share, with for each of what they are and their basis: no reader can guess."""
    if level is None:
        return NO_NUMBER
    per = say("per share") if level.unit.endswith("/share") else ""  # all else is told by `number`
    basis = (say(part) for part in (level.basis.accounting, level.basis.scope) if part)
    return number(level, per, *basis)


def _worked_out(level: Figure | None) -> str:
    """`Q4 as year less nine months`, for a level that no release prints."""
    return say(level.note) if level is not None and level.kind == "derived" else ""


def surprises(shelf: Shelf) -> Iterator[Surprise]:
    """On the basis that was estimated, a line for each currency of the estimates."""
    company = shelf.conventions.company
    for level in (best(shelf, metric) for metric in (REVENUE, EPS)):
        for twin in twins(shelf, level) if level is not None else ():
            if distances := surprise_sizes(shelf, twin):
                yield _surprise(company, twin, distances)


def _surprise(company: Company, level: Figure, distances: Sequence[Figure]) -> Surprise:
    ordered = sorted(distances, key=lambda each: each.value)
    name = called(company, level)
    if level.basis.translated:
        name = say("{metric} in {currency}", metric=name, currency=level.unit.partition("/")[0])
    return Surprise(
        metric=level.metric,
        called=name,
        unit=ordered[0].unit,
        low=decimal_text(published(ordered[0])),
        high=decimal_text(published(ordered[-1])),
        shown=range_of(ordered),
        providers=tuple(each.provider for each in distances),
    )


def furthest(shelf: Shelf) -> Iterator[Distance]:
    """For each metric the estimate that was furthest off."""
    found: dict[tuple[object, ...], Figure] = {}
    for figure in shelf.figures:
        if figure.measure == "surprise":
            key = (figure.metric, figure.segment, figure.basis.accounting)
            other = found.get(key)
            if other is None or abs(figure.value) > abs(other.value):
                found[key] = figure
    for figure in found.values():
        actual, estimate = figure.operands
        yield Distance(
            called=_called(shelf.conventions.company, figure.operands[0]),
            provider=provider(figure),
            estimate=number(estimate),
            actual=number(actual),
            surprise=number(figure),
            size=abs(figure.value),
        )


def _called(company: Company, level: Figure) -> str:
    name, part = called(company, level), segment_label(company, level.segment)
    whole = of_part(part, name)
    if not level.basis.translated:
        return whole
    return joined(", ", (whole, say("in {currency}", currency=Unit(level.unit).currency)))
