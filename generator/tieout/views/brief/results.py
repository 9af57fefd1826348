"""The tables of results: key figures, their translation, the longer periods, stated growth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tieout.facts.labels import basis_words, in_sentence, metric_label, of_part, segment_label
from tieout.facts.stated import EXCHANGE_RATE
from tieout.figures.display import NOTHING
from tieout.figures.figure import Figure, Measure, NotMeaningful
from tieout.figures.periods import FiscalLabel
from tieout.figures.said import cell, period, range_of, shown, unit_name
from tieout.figures.saying import framed, joined, say
from tieout.figures.typed import Unit
from tieout.views.shared.brief_figures import STATEMENTS, Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.naming import called, named, whole_name
from tieout.views.shared.plain import plain
from tieout.views.shared.tables import STATED, ColumnHead, Table

_SOURCE = ColumnHead(say("Source"))
_EPS = "eps_diluted"
STATEMENT_WORDS = {
    "income statement": say("Income statement"),
    "balance sheet": say("Balance sheet"),
    "cash flow": say("Cash flow"),
    "per share": say("Per share"),
    "ratio": say("Ratios"),
    "operating": say("Operating figures"),
    "market": say("Market"),
}
"""Statements as headings."""
_SUBTOTALS = frozenset(
    "revenue gross_profit operating_income net_income_attributable net_income eps_diluted"
    " operating_cash_flow".split()
)
"""The sums of the lines above them: their rows weigh."""
_UNGROUPED = 10
"""So many rows are seen at a glance."""
_LENGTHS = {1: say("quarter"), 2: say("half-year")}
_AGAINST: Mapping[Measure, str] = {"yoy": say("on the year"), "qoq": say("on the quarter")}


def key_figures(shelf: Shelf, cite: Citations) -> Table:
    """The group's figures of the period, against a year before, a quarter before, and estimates."""
    levels = shelf.levels(shelf.main_label)
    table = _growth_table(shelf, cite, levels, shelf.main_label, shelf.unit)
    return replace(table, notes=(*table.notes, *_of_the_year_alone(shelf, cite, levels)))


def _of_the_year_alone(shelf: Shelf, cite: Citations, levels: Iterable[Figure]) -> Iterator[str]:
    """Earnings per share that a fourth quarter lacks: a year's are not a sum of quarters'."""
    year = FiscalLabel(shelf.label.year, "FY")
    known = {level.metric for level in levels}
    if shelf.main_label == year or shelf.label.closing != year.closing:
        return
    for level in _reported(shelf, year):
        if level.metric == _EPS and not level.segment and level.metric not in known:
            name = plain(called(shelf.conventions.company, level))
            link = '<a href="{address}" data-figure="{figure}">{text}</a>'
            yield say(
                "{metric}: not reported for the {length}; year {amount}.",
                metric=name,
                length=_LENGTHS[shelf.label.quarters],
                amount=framed(
                    link, address=cite.address(level), figure=level.id, text=shown(level)
                ),
            )


def translation(shelf: Shelf, cite: Citations) -> Table:
    """The same in the currency into which the issuer translates, as it prints it."""
    levels = _reported(shelf, shelf.label, translated=True)
    code = next((Unit(level.unit).currency for level in levels), "")
    rates = [level for level in shelf.figures if _is_printed_rate(shelf, level)]
    return _growth_table(shelf, cite, (*levels, *rates), shelf.label, Unit(code, shelf.unit.scale))


def _reported(shelf: Shelf, label: FiscalLabel, translated: bool = False) -> list[Figure]:
    """What the record states of a period, the group before its segments."""
    return [
        level
        for segment in ("", *shelf.conventions.company.segments)
        for level in shelf.levels(label, segment, translated)
        if level.kind == "reported"
    ]


def _is_printed_rate(shelf: Shelf, level: Figure) -> bool:
    stated = level.metric == EXCHANGE_RATE and level.kind == "reported"
    return stated and level.label == shelf.label and not level.version


def longer_periods(shelf: Shelf, cite: Citations) -> Iterator[tuple[FiscalLabel, Table]]:
    """Year to date, fiscal year and trailing year, where the record states any of it."""
    own = shelf.label
    for label in dict.fromkeys((own.year_to_date, FiscalLabel(own.year, "FY"), own.trailing)):
        stated = _reported(shelf, label) if label not in (own, shelf.main_label) else []
        if stated:
            known = {id(level) for level in stated}
            margins = [
                level
                for level in shelf.levels(label)
                if level.operation == "ratio" and {id(each) for each in level.operands} <= known
            ]
            yield label, _growth_table(shelf, cite, (*stated, *margins), label, shelf.unit)


def _growth_table(
    shelf: Shelf, cite: Citations, levels: Iterable[Figure], label: FiscalLabel, unit: Unit
) -> Table:
    columns = (
        ColumnHead("", numbers=False),
        ColumnHead(period(label)),
        ColumnHead(period(label.years_back(1))),
        ColumnHead(say("On the year")),
        ColumnHead(say("On the quarter")),
        ColumnHead(say("Consensus")),
        ColumnHead(say("Surprise")),
        _SOURCE,
    )
    levels = tuple(levels)
    named = [(level.metric, _growth_row(shelf, cite, level, unit)) for level in levels]
    named += [(name, _missing_row(shelf, label, name)) for name in _missing(shelf, label, levels)]
    rows = list(_by_statement(shelf, named))
    measured = shelf.filed.model.measuring_unit
    told = joined(", ", (unit_name(unit), plain(measured or "")))
    caption = ""
    if rows and measured:
        caption = say("{unit}, unless a unit is given.", unit=told)
    elif rows:
        caption = say("{unit} unless a unit is given.", unit=told)
    return Table.of(columns, rows, caption, not_meaningful(shelf, levels))


def _by_statement(
    shelf: Shelf, named: Sequence[tuple[str, tuple[str, ...]]]
) -> Iterator[tuple[str, ...]]:
    """Rows under the names of their statements, where they are many."""
    metrics = shelf.conventions.metrics
    parts: dict[str, list[tuple[str, ...]]] = {name: [] for name in STATEMENTS}
    for metric, row in named:
        known = metrics.get(metric)  # a rate of exchange is no metric
        parts[known.statement if known else "market"].append(row)
    filled = {name: rows for name, rows in parts.items() if rows}
    told = len(named) > _UNGROUPED and len(filled) > 1
    for name, rows in filled.items():
        if told:
            heading = framed('<span class="part">{part}</span>', part=STATEMENT_WORDS[name])
            yield (heading, *[""] * (len(rows[0]) - 1))
        yield from rows


def _growth_row(shelf: Shelf, cite: Citations, level: Figure, unit: Unit) -> tuple[str, ...]:
    ratio = level.unit == "%"
    surprises = shelf.surprises(level)
    name = plain(_row_name(shelf, level))
    return (
        framed("<b>{name}</b>", name=name) if weighs(shelf, level) else name,
        cite.cell(level, unit),
        cite.cell(shelf.base(level), unit),
        growth_cell(shelf, cite, level, "yoy_change" if ratio else "yoy"),
        growth_cell(shelf, cite, level, "qoq_change" if ratio else "qoq"),
        _range(cite, [surprise.operands[1] for surprise in surprises], unit),
        _estimates(cite, range_of(surprises)) if surprises else NOTHING,
        cite.mark(level),
    )


def weighs(shelf: Shelf, level: Figure) -> bool:
    """Whether a row is the sum of lines above it."""
    usual = shelf.conventions.basis(level.metric, Unit(""))
    is_usual = replace(level.basis, translated=usual.translated) == usual
    return level.metric in _SUBTOTALS and not level.segment and is_usual


def _row_name(shelf: Shelf, level: Figure) -> str:
    if level.metric == EXCHANGE_RATE:
        amount, _, each = level.unit.partition("/")
        return say("Exchange rate, {unit} per {each}", unit=amount, each=each)
    company = shelf.conventions.company
    name, part = called(company, level), segment_label(company, level.segment)
    return of_part(part, name)


def growth_cell(shelf: Shelf, cite: Citations, level: Figure, measure: Measure) -> str:
    """Growth as worked out; where there is no base for it, as the issuer states it."""
    change = shelf.change(level, measure)
    stated = shelf.stated(level, measure) if change is None else None
    return (
        framed("{stated} {growth}", stated=STATED, growth=cite.cell(stated))
        if stated
        else cite.cell(change)
    )


def _range(cite: Citations, estimates: list[Figure], unit: Unit) -> str:
    """From the lowest to the highest estimate."""
    if not estimates:
        return NOTHING
    ordered = sorted(estimates, key=lambda estimate: estimate.value)
    ends = dict.fromkeys(cell(each, unit) for each in (ordered[0], ordered[-1]))
    return _estimates(cite, joined(" to ", ends))


def _estimates(cite: Citations, text: str) -> str:
    address = cite.on_the_brief("consensus-by-provider")
    return framed("[{text}]({address})", text=text, address=address)


def _missing(shelf: Shelf, label: FiscalLabel, levels: Iterable[Figure]) -> dict[str, str]:
    """Metrics of the group that the record says cannot be had, with what it says."""
    known = {level.metric for level in levels}
    if any(level.basis.translated for level in levels):
        return {}
    return {
        each.metric: each.said
        for each in shelf.facts.missing(shelf.record)
        if each.label == label and not each.segment and each.metric not in known
    }


def _missing_row(shelf: Shelf, label: FiscalLabel, metric: str) -> tuple[str, ...]:
    said = _missing(shelf, label, ())[metric]
    name = plain(metric_label(shelf.conventions.company, metric))
    return (name, say(said), *([NOTHING] * 6))


def not_meaningful(
    shelf: Shelf, levels: Iterable[Figure], measures: Sequence[Measure] = tuple(_AGAINST)
) -> Iterator[str]:
    """Why rows have no percentage, in one sentence for each reason, for the columns shown."""
    reasons: dict[str, dict[str, list[str]]] = {}
    for level in levels:
        for measure in measures:
            words, change = _AGAINST[measure], shelf.change(level, measure)
            if isinstance(change, NotMeaningful):
                name = whole_name(shelf.conventions.company, level, level.label)
                name = name if level.segment else in_sentence(name)  # a segment's is proper
                reasons.setdefault(change.reason, {}).setdefault(plain(name), []).append(words)
    for reason, found in reasons.items():
        yield say(
            "n.m., not meaningful {where}: the {reason}.", where=_listed(found), reason=say(reason)
        )


def _listed(found: Mapping[str, Sequence[str]]) -> str:
    """`on the year and on the quarter (net income), on the quarter (pre-tax income)`."""
    groups: dict[str, list[str]] = {}
    for name, words in found.items():
        groups.setdefault(joined(" and ", words), []).append(name)
    return joined(
        ", ",
        (
            say("{columns} ({metrics})", columns=words, metrics=joined("; ", names))
            for words, names in groups.items()
        ),
    )


def stated_growth(shelf: Shelf, cite: Citations) -> Table:
    """Growth as the issuer states it beside what follows from the printed figures."""
    columns = (
        ColumnHead("", numbers=False),
        ColumnHead(say("Stated")),
        ColumnHead(say("Worked out")),
        ColumnHead(say("Agrees"), numbers=False),
        _SOURCE,
    )
    rows = []
    for growth in shelf.of_kind("stated"):
        if growth.measure != "price_change":
            ours = _ours(shelf, growth)
            rows.append(
                (
                    _growth_name(shelf, growth),
                    cite.cell(growth),
                    cite.cell(ours),
                    _agrees(growth, ours),
                    cite.mark(growth),
                )
            )
    return Table.of(columns, rows)


def _growth_name(shelf: Shelf, growth: Figure) -> str:
    company = shelf.conventions.company
    parts = [named(company, growth.metric, growth.segment)]
    parts += basis_words(company, growth.metric, growth.basis)
    parts.append(say("on the quarter") if growth.measure.startswith("qoq") else "")
    parts.append(period(growth.label) if growth.label != shelf.label else "")
    return plain(joined(", ", parts))


def _ours(shelf: Shelf, growth: Figure) -> Figure | None:
    """The growth that we work out for the same identity."""
    return next(
        (
            each
            for each in shelf.figures
            if each.kind == "derived"
            and (each.metric, each.segment, each.measure, each.label, each.basis)
            == (growth.metric, growth.segment, growth.measure, growth.label, growth.basis)
        ),
        None,
    )


def _agrees(stated: Figure, ours: Figure | None) -> str:
    note = f"<small>{plain(stated.note)}</small>" if stated.note else ""
    told = say("no")
    if ours is None:
        told = say("no base at hand")
    elif stated.low <= ours.high and ours.low <= stated.high:
        told = say("yes, within rounding")
    return framed("{told}{note}", told=told, note=note)
