"""How a period's revenue, and its growth, are made up of segments."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tieout.charts import shapes, terms
from tieout.charts.chart import Chart, ChartTable, Row, Words, chart
from tieout.facts import labels
from tieout.facts.levels import REMAINDER
from tieout.facts.store import Facts
from tieout.figures import said
from tieout.figures.figure import Figure, Measure
from tieout.figures.periods import FiscalLabel
from tieout.figures.saying import joined, say
from tieout.figures.typed import Unit
from tieout.records.company import Company, Segment

SLOTS = 8
_PLOT, _LABEL = Decimal(162), Decimal(44)
_NAME = 34
_UNKNOWN = say("no year-ago figure")


def segment_mix(facts: Facts, company: Company, issuer: str, label: FiscalLabel) -> Chart | None:
    """Each segment's share of revenue, and what it added to growth; None for fewer than two."""
    parts = [
        (segment, share, _figure(facts, issuer, label, segment, "contribution"))
        for segment in rows_of(company)
        if (share := _figure(facts, issuer, label, segment, "share")) is not None
    ]
    if len(parts) < 2:
        return None
    rows: list[Row] = [
        {
            "row": f"{index:02}",
            "name": terms.wrapped(labels.segment_label(company, segment), _NAME),
            "slot": slot(company, segment),
            **terms.plotted("left", share, Unit("%")),
            "left_text": terms.label(share, Unit("%")),
            **terms.plotted("right", added, Unit("pp")),
            "right_text": terms.label(added, Unit("pp")) or _UNKNOWN,
        }
        for index, (segment, share, added) in enumerate(parts)
    ]
    captions: list[Row] = [
        {"place": "left", "text": say("Share of revenue, %")},
        {"place": "right", "text": say("Contribution to growth, pp")},
    ]
    shares = [share for _, share, _ in parts]
    room = _room(shares, [added for *_, added in parts if added is not None])
    table = ChartTable.of(
        (
            say("Segment"),
            say("Revenue"),
            say("Share of revenue"),
            say("Contribution to growth"),
        ),
        [
            (
                labels.segment_label(company, segment),
                terms.cell(share.operands[0] if share.operands else None),
                terms.cell(share),
                terms.cell(added),
            )
            for segment, share, added in parts
        ],
    )
    words = Words("segments", say("Revenue by segment"), _description(company, label, shares))
    datasets = {"rows": rows, "captions": captions, "room": room}
    lines = 1 + max(str(row["name"]).count("\n") for row in rows)
    return chart(words, table, shapes.paired_bars(lines), datasets)


def rows_of(company: Company) -> Iterator[str]:
    """The issuer's segments that are no line of another, in its order; last what they leave."""
    yield from (name for name, known in company.segments.items() if _is_row(known))
    yield REMAINDER


def _is_row(segment: Segment) -> bool:
    """Whether it is no line of another, and of the issuer's first cut."""
    return segment.part_of is None and segment.cut is None


def slot(company: Company, segment: str) -> int:
    """The colour of a segment: by the issuer's order, so that it is the same everywhere."""
    known = [
        name for name, each in company.segments.items() if _is_row(each) and each.kind == "segment"
    ]
    return known.index(segment) % (SLOTS - 1) if segment in known else SLOTS - 1


def _figure(
    facts: Facts, issuer: str, label: FiscalLabel, segment: str, measure: Measure
) -> Figure | None:
    return facts.one(issuer, "revenue", segment=segment, measure=measure, label=label)


def _room(shares: list[Figure], added: list[Figure]) -> list[Row]:
    """The ends of both axes: the figures, and beside the outermost bars room for their labels."""
    left, right = _ends(shares), _ends(added)
    return [{"left": left[side], "right": right[side]} for side in (0, 1)]


def _ends(figures: list[Figure]) -> tuple[float, float]:
    values = [Decimal(0), *(figure.value for figure in figures)]
    low, high = min(values), max(values)
    sides = (1 if low < 0 else 0) + 1
    label = ((high - low) or Decimal(1)) * _LABEL / (_PLOT - sides * _LABEL)
    return float(low - label * (sides - 1)), float(high + label)


def _description(company: Company, label: FiscalLabel, shares: list[Figure]) -> str:
    """The largest and the last of the shares."""
    ordered = sorted(shares, key=lambda figure: figure.value, reverse=True)
    told = joined(
        ", ",
        (
            say(
                "{segment} {share}",
                segment=labels.segment_label(company, figure.segment),
                share=said.shown(figure),
            )
            for figure in (ordered[0], ordered[-1])
        ),
    )
    return say(
        "{issuer}: revenue by segment in {period}, as a share of the group's, and what each"
        " segment added to its growth on the year; largest and smallest share: {shares}.",
        issuer=company.short_name,
        period=said.period(label),
        shares=told,
    )
