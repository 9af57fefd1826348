"""The scoreboard: each key figure as reported, on the year, and against the estimates of it.

One table for all, with one axis of per cent for all distances. Where nobody's estimate is on
record, its columns are gone, and the latest eight periods stand in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tieout.charts.distances import DistanceMark, direction, end_of, marks
from tieout.charts.sparks import Spark, spark
from tieout.facts.labels import in_sentence, metric_label, segment_label
from tieout.figures.currencies import SIGNS
from tieout.figures.display import in_parts
from tieout.figures.figure import Figure, NotMeaningful
from tieout.figures.said import NOT_MEANINGFUL, period, range_of, shown, spelled, unit_name
from tieout.figures.saying import joined, say
from tieout.figures.typed import Unit
from tieout.views.brief.headline import key_levels
from tieout.views.shared.brief_figures import Change, Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.main_figure import twins
from tieout.views.shared.naming import apart, counted_in, provider

_MOST_NAMED = 3
_ATTRIBUTABLE = " attributable"
"""Whose income it is, is said in a lighter hand."""


@dataclass(frozen=True, slots=True)
class LinkedNumber:
    """A number with where it leads; what leads nowhere has no address."""

    text: str
    href: str = ""
    figure: str = ""
    """The id; empty where the text stands for several figures, or for none."""


@dataclass(frozen=True, slots=True)
class ScoreLane:
    """The distances to the estimates in one currency."""

    currency: str
    """`$`, where it is not the figure's own: then held as the issuer translates it."""
    distance: LinkedNumber
    """`+1.1% to +2.1%`."""
    providers: str
    """`Bloomberg, FactSet, one unnamed`. As typed."""
    marks: tuple[DistanceMark, ...]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One key figure. Names are as typed: the template escapes them."""

    name: str
    aside: str
    """What else tells it from its like: `per ADS, non-GAAP`."""
    value: LinkedNumber
    unit: str
    """Behind the number: `bn`, `%`."""
    growth: LinkedNumber
    direction: str
    """`up`, `down` or empty."""
    growth_note: str
    """`stated`, `from −$1.3bn`; mostly empty."""
    lanes: tuple[ScoreLane, ...]
    spark: Spark | None
    sentence: str
    """The row in words, for those who do not see the axis."""


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """The table with what its headings say."""

    rows: tuple[ScoreRow, ...]
    currency: str
    """What money is in unless a sign is given: `RMB`."""
    end: int
    """Where the axis ends, in per cent; 0 where there is no estimate of any row."""
    foreign: tuple[str, ...]
    """The currencies of estimates that are held against a translation: `$`."""
    clips: bool
    """Whether a mark lies beyond the axis."""
    has_own: bool
    """Whether an estimate is in the currency of the figures."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A figure held against the estimates of it."""

    level: Figure
    sentence: str
    compared: tuple[tuple[Figure, Sequence[Figure]], ...]
    """The figure, and its translations, with the distances to the estimates of each."""


def scoreboard(shelf: Shelf, cite: Citations, sentences: Sequence[str] = ()) -> Scoreboard:
    """The rows of the issuer's key figures; `sentences` are the same in words."""
    levels = key_levels(shelf)
    told = [*sentences, *[""] * (len(levels) - len(sentences))]
    held = [
        _Held(level, sentence, tuple(_compared(shelf, level)))
        for level, sentence in zip(levels, told, strict=True)
    ]
    distances = [each for one in held for _, found in one.compared for each in found]
    end = end_of(each for each in distances if each.unit == "%") if distances else 0
    rows = tuple(_row(shelf, cite, each, end) for each in held)
    lanes = [lane for row in rows for lane in row.lanes]
    return Scoreboard(
        rows=rows,
        currency=unit_name(Unit(shelf.conventions.company.currency)),
        end=end,
        foreign=tuple(dict.fromkeys(lane.currency for lane in lanes if lane.currency)),
        clips=any(mark.kind != "mark" for lane in lanes for mark in lane.marks),
        has_own=any(not lane.currency for lane in lanes),
    )


def _compared(shelf: Shelf, level: Figure) -> Iterator[tuple[Figure, Sequence[Figure]]]:
    """In per cent; in money where an estimate is no base for a percentage."""
    for twin in twins(shelf, level):
        amounts, percents = (
            shelf.surprises(twin, measure) for measure in ("surprise_amount", "surprise")
        )
        if amounts:
            yield twin, percents if len(percents) == len(amounts) else amounts


def _row(shelf: Shelf, cite: Citations, held: _Held, end: int) -> ScoreRow:
    level = held.level
    name, aside = _name(shelf, level)
    value, unit = in_parts(level, shelf.conventions.company.currency)
    change = shelf.change(level, "yoy_change" if level.unit == "%" else "yoy")
    stated = shelf.stated(level) if change is None else None
    growth = change or stated
    return ScoreRow(
        name=name,
        aside=aside,
        value=LinkedNumber(value, cite.address(level), level.id),
        unit=unit,
        growth=_growth(cite, growth),
        direction=direction(growth) if isinstance(growth, Figure) else "",
        growth_note=say("stated") if stated else _from(growth),
        lanes=tuple(_lane(cite, level, twin, found, end) for twin, found in held.compared),
        spark=None if end else spark(shelf.facts, level),
        sentence=held.sentence,
    )


def _name(shelf: Shelf, level: Figure) -> tuple[str, str]:
    """The name, and what is said of it in a lighter hand."""
    company = shelf.conventions.company
    label, part = metric_label(company, level.metric), segment_label(company, level.segment)
    per = counted_in(company, level)
    rest = joined(", ", (say("per {unit}", unit=per) if per else "", *apart(company, level)))
    whose = label[label.find(_ATTRIBUTABLE) :].strip() if _ATTRIBUTABLE in label else ""
    name = label
    if whose:
        name, whose = say(label.removesuffix(whose).strip()), say(whose)
    when = period(level.label) if level.label != shelf.label else ""
    if part:
        name, whose = part, in_sentence(label)
    return name, joined(", ", (whose, rest, when))


def _growth(cite: Citations, growth: Change) -> LinkedNumber:
    if growth is None:
        return LinkedNumber("")
    if isinstance(growth, NotMeaningful):
        return LinkedNumber(NOT_MEANINGFUL)
    return LinkedNumber(shown(growth), cite.address(growth), growth.id)


def _from(growth: Change) -> str:
    """Where there is no percentage, the figure of the year before."""
    return (
        say("from {amount}", amount=shown(growth.operands[1]))
        if isinstance(growth, NotMeaningful)
        else ""
    )


def _lane(
    cite: Citations, level: Figure, twin: Figure, distances: Sequence[Figure], end: int
) -> ScoreLane:
    alone = distances[0] if len(distances) == 1 else None
    code = Unit(twin.unit).currency if twin.unit != level.unit else ""
    percents = [(each, provider(each)) for each in distances if each.unit == "%"]
    return ScoreLane(
        currency=SIGNS.get(code, code).strip(),
        distance=LinkedNumber(
            range_of(distances),
            cite.address(alone) if alone else "#consensus-by-provider",
            alone.id if alone else "",
        ),
        providers=_providers(distances),
        marks=marks(percents, end),
    )


def _providers(distances: Sequence[Figure]) -> str:
    """`Bloomberg, FactSet, one unnamed`; of many the first, and how many more."""
    named = list(dict.fromkeys(each.provider for each in distances if each.provider != "unknown"))
    unnamed = sum(each.provider == "unknown" for each in distances)
    told, more = named[:_MOST_NAMED], len(named) - _MOST_NAMED
    told += [say("{count} more", count=spelled(more))] if more > 0 else []
    told += [say("{count} unnamed", count=spelled(unnamed))] if unnamed else []
    return joined(", ", told)
