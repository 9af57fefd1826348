"""What was reported against each estimate of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from tieout.charts import shapes, terms
from tieout.charts.chart import Chart, ChartTable, Row, Words, chart, in_sections
from tieout.facts import labels
from tieout.facts.store import Facts
from tieout.figures import said
from tieout.figures.figure import Figure
from tieout.figures.saying import joined, say, several
from tieout.figures.typed import Basis
from tieout.records.company import Company

_HEADING = 58
_UNNAMED = say("provider not named")


@dataclass(frozen=True, slots=True)
class _Compared:
    """An estimate with the actual figure and the surprise."""

    actual: Figure
    estimate: Figure
    amount: Figure
    relative: Figure | None
    """None where the estimate is zero or negative."""

    @property
    def identity(self) -> tuple[str, str, Basis, str]:
        """What the estimates of one section have in common."""
        return self.actual.metric, self.actual.segment, self.actual.basis, self.actual.unit


def actual_against_estimates(facts: Facts, company: Company, record: str) -> Chart | None:
    """Every estimate that has an actual of its unit and basis; None where there is none."""
    compared = _in_sections(_compared(facts, record))
    if not compared:
        return None
    rows = [
        row
        for _, section in groupby(compared, key=lambda each: each.identity)
        for row in _rows(company, list(section))
    ]
    columns = (
        say("Metric"),
        say("Provider"),
        say("Estimate"),
        say("Actual"),
        say("Surprise"),
    )
    table = ChartTable.of(
        columns,
        [
            (
                _metric(company, each.actual),
                _provider(each.estimate),
                terms.cell(each.estimate),
                terms.cell(each.actual),
                terms.cell(each.relative or each.amount),
            )
            for each in compared
        ],
    )
    words = Words("estimates", say("Actual against each estimate"), _description(company, compared))
    return chart(words, table, shapes.estimates(), in_sections(rows))


def _compared(facts: Facts, record: str) -> list[_Compared]:
    """In the record's order. The operands of a surprise are the actual and the estimate."""
    figures = facts.for_record(record)
    relative = {figure.operands: figure for figure in figures if figure.measure == "surprise"}
    return [
        _Compared(figure.operands[0], figure.operands[1], figure, relative.get(figure.operands))
        for figure in figures
        if figure.measure == "surprise_amount"
    ]


def _in_sections(compared: list[_Compared]) -> list[_Compared]:
    """Estimates of the same figure together, in the order in which the record first has each."""
    order = {each.identity: place for place, each in reversed(list(enumerate(compared)))}
    return sorted(compared, key=lambda each: order[each.identity])


def _rows(company: Company, section: list[_Compared]) -> Iterator[Row]:
    """A section's rows; the actual stands in its heading, as finely printed as the estimates."""
    actual = section[0].actual
    unit = terms.unit_for([actual, *(each.estimate for each in section)], least=1)
    texts = [terms.label(each.estimate, unit) for each in section]
    finest = max(1, *(len(text.partition(".")[2]) for text in texts))
    heading = say(
        "{metric}, {unit}: actual {number}",
        metric=_metric(company, actual),
        unit=terms.unit_text(unit),
        number=terms.digits(actual, unit, finest),
    )
    for each, text in zip(section, texts, strict=True):
        name = _provider(each.estimate)
        shown = [
            said.shown(each.estimate),
            say("actual {number}", number=said.shown(actual)),
            _surprise(each),
        ]
        yield {
            "section": terms.wrapped(heading, _HEADING),
            "name": name,
            **terms.plotted("estimate", each.estimate, unit),
            "estimate_text": text,
            **terms.plotted("actual", actual, unit),
            "surprise_text": _surprise(each),
            "hint": say("{provider}: {number}", provider=name, number=joined(", ", shown)),
        }


def _metric(company: Company, actual: Figure) -> str:
    metric = labels.metric_label(company, actual.metric, actual.basis)
    segment = labels.segment_label(company, actual.segment)
    return labels.of_part(segment, metric)


def _provider(estimate: Figure) -> str:
    return _UNNAMED if estimate.provider == "unknown" else estimate.provider


def _surprise(each: _Compared) -> str:
    """In percent; as an amount where the estimate is no base for a percentage."""
    return said.shown(each.relative or each.amount)


def _description(company: Company, compared: list[_Compared]) -> str:
    first, last = compared[0], compared[-1]
    parts = [
        say(
            "{metric} {actual} against {estimate} ({provider})",
            metric=labels.in_sentence(_metric(company, each.actual)),
            actual=said.shown(each.actual),
            estimate=said.shown(each.estimate),
            provider=_provider(each.estimate),
        )
        for each in ([first, last] if len(compared) > 1 else [first])
    ]
    told = say("first {first}, last {last}", first=parts[0], last=parts[-1])
    return several(
        "{issuer}, {period}: actual against an estimate; {told}.",
        "{issuer}, {period}: actual against {count} estimates; {told}.",
        len(compared),
        issuer=company.short_name,
        period=said.period(first.actual.label),
        told=told if parts[1:] else parts[0],
    )
