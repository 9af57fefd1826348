"""Revenue with its growth, and profit with its margin, period by period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.charts import shapes, terms
from tieout.charts.chart import Chart, ChartCell, ChartTable, Row, Words, chart
from tieout.charts.series import PeriodRange, Series, main_profit, margin_of
from tieout.facts import labels
from tieout.facts.store import Facts
from tieout.figures import said
from tieout.figures.figure import Figure
from tieout.figures.periods import FiscalLabel
from tieout.figures.saying import changed, joined, say
from tieout.figures.typed import Unit
from tieout.records.company import Company

_PLOT, _CHARACTER, _GAP = 300, 6, 3
_YEAR = 12
_LABEL = Decimal("0.14")
"""Height of a number below a bar, as a part of the panel's."""
_PERCENT = Unit("%")
_HOLLOW = say("hollow: as stated by the issuer")


@dataclass(frozen=True, slots=True)
class _Bars:
    """What bars and line are of."""

    name: str
    title: str
    amount: str
    ratio: str
    amounts: Series
    ratios: Series


def revenue_by_quarter(facts: Facts, company: Company, stretch: PeriodRange) -> Chart | None:
    """Revenue, and its growth on the year; None for fewer than two periods."""
    bars = _Bars(
        name="revenue",
        title=say("Revenue and growth by {period}", period=stretch.length),
        amount=labels.metric_label(company, "revenue"),
        ratio=say("Growth on the year"),
        amounts=stretch.series(facts, "revenue"),
        ratios=stretch.series(facts, "revenue", growth=True),
    )
    return _chart(company, stretch.last, bars) if len(bars.amounts) >= 2 else None


def profit_by_quarter(facts: Facts, company: Company, stretch: PeriodRange) -> Chart | None:
    """The issuer's main profit metric and its share of revenue; None for fewer than two periods."""
    metric = main_profit(facts, stretch)
    if metric is None:
        return None
    margin, label = margin_of(metric), labels.metric_label(company, metric)
    bars = _Bars(
        name="profit",
        title=say("{metric} and margin by {period}", metric=label, period=stretch.length),
        amount=label,
        ratio=say("Share of revenue"),
        amounts=stretch.series(facts, metric),
        ratios=stretch.series(facts, margin) if margin else {},
    )
    return _chart(company, stretch.last, bars)


def _chart(company: Company, now: FiscalLabel, bars: _Bars) -> Chart:
    periods = terms.run(bars.amounts)
    unit = terms.unit_for(bars.amounts.values())
    amounts = [bars.amounts.get(period) for period in periods]
    ratios = [bars.ratios.get(period) for period in periods]
    a_year = _YEAR // (now.months or _YEAR)
    amount_texts = _texts(amounts, unit, a_year)
    ratio_texts = _texts(ratios, _PERCENT, a_year)
    rows: list[Row] = [
        {
            "period": terms.period_key(period),
            **terms.plotted("amount", amounts[index], unit),
            "amount_text": amount_texts[index],
            **terms.plotted("ratio", ratios[index], _PERCENT),
            "ratio_text": ratio_texts[index],
            "stated": _is_stated(ratios[index]),
            "now": period == now,
            "hint": _hint(period, amounts[index], ratios[index]),
        }
        for index, period in enumerate(periods)
    ]
    captions: list[Row] = [
        {"place": "upper", "text": joined(", ", (bars.amount, terms.unit_text(unit)))},
        {"place": "lower", "text": _ratio_caption(bars, ratios)},
    ]
    cells = (
        (said.period(period), terms.cell(amount), _ratio_cell(ratio))
        for period, amount, ratio in zip(periods, amounts, ratios, strict=True)
    )
    table = ChartTable.of((say("Period"), bars.amount, bars.ratio), cells)
    words = Words(bars.name, bars.title, _description(company, bars, periods))
    return chart(
        words,
        table,
        shapes.bars_over_line(),
        {"rows": rows, "captions": captions, "room": _room(amounts, unit)},
    )


def _ratio_caption(bars: _Bars, ratios: Sequence[Figure | None]) -> str:
    told = joined(", ", (bars.ratio, "%"))
    return joined("; ", (told, _HOLLOW if any(map(_is_stated, ratios)) else ""))


def _texts(figures: Sequence[Figure | None], unit: Unit, a_year: int) -> list[str]:
    """The numbers written beside the marks: all where there is room, else now and a year ago."""
    texts = [terms.label(figure, unit) for figure in figures]
    widest = max(map(len, texts))
    if len(texts) * (widest * _CHARACTER + _GAP) <= _PLOT:
        return texts
    last = len(texts) - 1
    return [text if index in (last, last - a_year) else "" for index, text in enumerate(texts)]


def _room(amounts: Sequence[Figure | None], unit: Unit) -> list[Row]:
    """How far down the bars' axis goes: below the lowest bar that hangs, room for its number."""
    values = [Decimal(0), *(figure.value / unit.scale for figure in amounts if figure is not None)]
    low, high = min(values), max(values)
    return [{"amount": float(low - (high - low) * _LABEL) if low < 0 else 0}]


def _hint(period: FiscalLabel, amount: Figure | None, ratio: Figure | None) -> str:
    parts = [said.shown(figure) for figure in (amount, ratio) if figure is not None]
    return say(
        "{period}: {number}",
        period=said.period(period),
        number=joined(", ", parts) if parts else say("no figure"),
    )


def _is_stated(ratio: Figure | None) -> bool:
    return ratio is not None and ratio.kind == "stated"


def _ratio_cell(ratio: Figure | None) -> ChartCell:
    if ratio is None or not _is_stated(ratio):
        return terms.cell(ratio)
    return terms.cell(ratio, say("{number}, as stated", number=said.shown(ratio)))


def _description(company: Company, bars: _Bars, periods: Sequence[FiscalLabel]) -> str:
    """From the first period to the last, and the ratio in the last."""
    first, last = periods[0], periods[-1]
    parts = [
        say(
            "{issuer}: {metric} from {first} in {start} to {last} in {end}",
            issuer=company.short_name,
            metric=labels.in_sentence(bars.amount),
            first=said.shown(bars.amounts[first]),
            start=said.period(first),
            last=said.shown(bars.amounts[last]),
            end=said.period(last),
        )
    ]
    if last in bars.ratios:
        before = [bars.ratios[period] for period in periods[:-1] if period in bars.ratios]
        told = {"ratio": changed(str.lower, bars.ratio), "now": said.shown(bars.ratios[last])}
        parts.append(
            say("{ratio} from {first} to {now}", first=said.shown(before[0]), **told)
            if before
            else say("{ratio} {now}", **told)
        )
    missing = sum(period not in bars.amounts for period in periods)
    if missing:
        parts.append(
            say(
                "no figure for {count} of {total} periods",
                count=said.spelled(missing),
                total=len(periods),
            )
        )
    return say("{sentence}.", sentence=joined("; ", parts))
