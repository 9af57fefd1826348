"""What was reported against each estimate of it."""

from __future__ import annotations

from dataclasses import dataclass

from generator import formats
from generator.charts import shapes, wording
from generator.charts.chart import Chart, Row, Table, Words, chart
from generator.facts import Facts
from generator.figures import Figure
from generator.model import Company
from generator.scalars import Basis, Unit

_HEADING = 58
_UNNAMED = "provider not named"


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
    rows: list[Row] = []
    for index, each in enumerate(compared):
        unit = wording.unit_for([each.actual, each.estimate])
        name = _provider(each.estimate)
        rows.append(
            {
                "row": f"{index:03}",
                "section": wording.wrapped(_section(company, each, unit), _HEADING),
                "name": name,
                "estimate": wording.amount(each.estimate, unit),
                "estimate_text": wording.label(each.estimate, unit),
                "actual": wording.amount(each.actual, unit),
                "surprise_text": _surprise(each),
                "hint": f"{name}: {formats.shown(each.estimate)}, actual"
                f" {formats.shown(each.actual)}, {_surprise(each)}",
            }
        )
    columns = ("Metric", "Provider", "Estimate", "Actual", "Surprise")
    table = Table(
        columns,
        tuple(
            (
                _metric(company, each.actual),
                _provider(each.estimate),
                formats.shown(each.estimate),
                formats.shown(each.actual),
                _surprise(each),
            )
            for each in compared
        ),
    )
    words = Words("estimates", "Actual against each estimate", _description(company, compared))
    return chart(words, table, shapes.estimates(), {"rows": rows})


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


def _section(company: Company, each: _Compared, unit: Unit) -> str:
    text = wording.label(each.actual, unit)
    return f"{_metric(company, each.actual)}, {wording.unit_text(unit)}: actual {text}"


def _metric(company: Company, actual: Figure) -> str:
    metric = wording.metric_label(company, actual.metric, actual.basis)
    segment = wording.segment_label(company, actual.segment)
    return f"{segment}: {wording.in_sentence(metric)}" if segment else metric


def _provider(estimate: Figure) -> str:
    return _UNNAMED if estimate.provider == "unknown" else estimate.provider


def _surprise(each: _Compared) -> str:
    """In percent; as an amount where the estimate is no base for a percentage."""
    return formats.shown(each.relative or each.amount)


def _description(company: Company, compared: list[_Compared]) -> str:
    first, last = compared[0], compared[-1]
    parts = [
        f"{wording.in_sentence(_metric(company, each.actual))} {formats.shown(each.actual)} against"
        f" {formats.shown(each.estimate)} ({_provider(each.estimate)})"
        for each in ([first, last] if len(compared) > 1 else [first])
    ]
    estimates = "an estimate" if len(compared) == 1 else f"{len(compared)} estimates"
    period = formats.period(first.actual.label)
    return (
        f"{company.short_name}, {period}: actual against {estimates}; {'; at last '.join(parts)}."
    )
