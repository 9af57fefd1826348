"""A brief's figures as `tieout facts` prints them: JSON rows of stable fields, or a table."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from tieout.facts.stated import Missing
from tieout.facts.store import Facts
from tieout.figures.display import half_up
from tieout.figures.figure import Figure, NotMeaningful
from tieout.figures.intervals import Interval
from tieout.figures.periods import FiscalLabel, Span, calendar_quarter
from tieout.figures.typed import TRANSLATION, Unit

_PLACES = {"%": 2, "pp": 2, "bp": 1}
_MONEY_PLACES, _PER_SHARE_PLACES, _BOUND_PLACES = 2, 4, 10
_FORMULAS = {
    "growth": "({0} / {1} - 1) × 100",
    "ratio": "{0} / {1} × 100",
    "quotient": "{0} / {1}",
    "contribution": "({0} - {1}) / {2} × 100",
}


def published(figure: Figure) -> Decimal:
    """The figure's number as it is published: as read, or rounded half up where it was divided.

    Percentages and points have two decimals, basis points one; of other divisions that do not
    end, money per share has four and the rest two. Sums and differences are exact.
    """
    if figure.kind != "derived" or (figure.unit not in _PLACES and _ends(figure.value)):
        return figure.value
    places = _PER_SHARE_PLACES if "/" in figure.unit else _MONEY_PLACES
    return half_up(figure.value, _PLACES.get(figure.unit, places))


def _ends(value: Decimal) -> bool:
    """Whether a number was never divided, and so has no more decimals than printed ones have."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_BOUND_PLACES


def kind(figure: Figure) -> str:
    """The figure's kind as it is published: what an issuer states as its growth is reported."""
    return "reported" if figure.kind == "stated" else figure.kind


def decimal_text(value: Decimal) -> str:
    """All digits without exponent and without zeros after the last one that counts."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def formula(figure: Figure) -> str:
    """The working in base units, down to figures that were read; empty for those themselves."""
    terms = [_term(operand) for operand in figure.operands]
    if figure.operation == "sum":
        return " + ".join(terms)
    if figure.operation == "difference":
        difference = " - ".join(terms)
        return f"({difference}) × 100" if figure.unit == "bp" else difference
    return _FORMULAS[figure.operation].format(*terms) if figure.operation else ""


def _term(operand: Figure) -> str:
    text = formula(operand) or decimal_text(operand.value)
    return f"({text})" if operand.operation or operand.value < 0 else text


def facts_json(facts: Facts, record: str) -> list[dict[str, object]]:
    """Every figure of a brief as a row of single-typed fields, in the order of `for_record`.

    All are strings, empty where nothing is to be said, but for `approximate` (true or false),
    `quarters` (how many the fiscal period is long), `source` (an object) and `operands` (ids, empty
    unless derived). Numbers are decimals in base units. What an issuer states as its growth is of
    kind `reported`. `page` is the address of the brief from the site's root, at the figure's source
    where it has one.
    """
    return [_row(facts, figure) for figure in facts.for_record(record)]


def bounds(figure: Figure, places: int = _BOUND_PLACES) -> Interval:
    """The least and the most that a number may be; those of divisions with so many decimals."""
    known = Interval(figure.value, figure.low, figure.high)
    return known.outward(places) if figure.kind == "derived" else known


def _row(facts: Facts, figure: Figure) -> dict[str, object]:
    source, known = facts.source_of(figure), bounds(figure)
    return {
        **_identity(figure),
        "currency": Unit(figure.unit).currency,
        "start": figure.span.start.isoformat() if figure.span.start else "",
        "end": figure.span.end.isoformat(),
        "quarters": figure.label.quarters,
        "calendar_quarter": calendar_quarter(figure.span),
        "kind": kind(figure),
        "low": decimal_text(known.low),
        "high": decimal_text(known.high),
        "printed": figure.printed,
        "provider": figure.provider,
        "window": figure.window,
        "version": figure.version,
        "approximate": figure.approximate,
        "note": figure.note,
        "formula": formula(figure),
        "issuer": figure.issuer,
        "record": figure.origin.record,
        "page": _page(figure),
        "operands": tuple(operand.id for operand in figure.operands),
        "source": {
            "key": figure.origin.source,
            "title": source.title if source else "",
            "url": (source.url or "") if source else "",
            "locator": figure.origin.locator,
            "place": str(figure.origin.place),
        },
    }


def _identity(figure: Figure) -> dict[str, object]:
    return {
        "id": figure.id,
        "metric": figure.metric,
        "segment": figure.segment,
        "measure": figure.measure,
        "basis": str(figure.basis),
        "fiscal_label": str(figure.label),
        "value": decimal_text(published(figure)),
        "unit": figure.unit,
    }


def _page(figure: Figure) -> str:
    anchor = f"#s-{figure.origin.source}" if figure.origin.source else ""
    return f"{figure.origin.record}/{anchor}"


_Cells = tuple[str, str, str, str]
_WIDTHS = (40, 24, 9, 24)


def facts_text(facts: Facts, record: str) -> str:
    """A brief's figures as a table of at most 100 columns, one part for each period."""
    rows = [
        *((each.label, each.span, _figure_cells(each)) for each in facts.for_record(record)),
        *((each.label, each.span, _nothing_cells(each)) for each in facts.not_meaningful(record)),
        *((each.label, each.span, _missing_cells(each)) for each in facts.missing(record)),
    ]
    lines = [record]
    for label, part in groupby(sorted(rows, key=_closest_first), key=lambda row: row[0]):
        each = list(part)
        lines += ["", f"{label}, {_days(row[1] for row in each)}"]
        lines += [_line(cells) for _, _, cells in each]
    return "\n".join(lines) + "\n"


def _closest_first(row: tuple[FiscalLabel, Span, _Cells]) -> tuple[object, ...]:
    label = row[0]
    return -label.year, -label.last_month, label.months, label.part


def _days(spans: Iterable[Span]) -> str:
    span = max(spans, key=lambda span: span.days)
    return f"{span.start} to {span.end}" if span.start else f"{span.end}"


def _name(segment: str, metric: str, measure: str) -> str:
    name = f"{segment}.{metric}" if segment else metric
    return name if measure == "level" else f"{name} {measure}"


def _line(cells: _Cells) -> str:
    name, number, kind, rest = (
        cell if len(cell) <= width else f"{cell[: width - 1]}\u2026"
        for cell, width in zip(cells, _WIDTHS, strict=True)
    )
    return f"{name:<{_WIDTHS[0]}} {number:>{_WIDTHS[1]}} {kind:<{_WIDTHS[2]}} {rest}".rstrip()


def _figure_cells(figure: Figure) -> _Cells:
    basis = str(figure.basis).replace(TRANSLATION, "transl.")
    who = figure.provider or figure.window
    rest = ", ".join(part for part in (who, basis, figure.version.partition(" ")[0]) if part)
    about = "~" if figure.approximate else ""
    number = f"{about}{Decimal(decimal_text(published(figure))):,f} {figure.unit}"
    return _name(figure.segment, figure.metric, figure.measure), number, figure.kind, rest


def _nothing_cells(each: NotMeaningful) -> _Cells:
    return _name(each.segment, each.metric, each.measure), "n.m.", "derived", each.reason


def _missing_cells(each: Missing) -> _Cells:
    return _name(each.segment, each.metric, "level"), each.said, "reported", str(each.basis)
