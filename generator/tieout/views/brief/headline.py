"""The verdict in one line, and up to five key figures in words. All of it comes from facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tieout.facts.labels import (
    basis_words,
    in_sentence,
    loss_label,
    metric_label,
    of_part,
    segment_label,
)
from tieout.figures.display import MINUS
from tieout.figures.figure import Figure, NotMeaningful
from tieout.figures.metrics import Metric
from tieout.figures.said import NOT_MEANINGFUL, period, range_of, shown, spelled, unsigned
from tieout.figures.saying import a_change, changed, joined, say
from tieout.figures.typed import Unit
from tieout.views.shared.brief_figures import REVENUE, Change, Shelf
from tieout.views.shared.main_figure import best, twins
from tieout.views.shared.naming import called

_USUAL = (REVENUE, "operating_income", "net_income_attributable", "net_income", "eps_diluted")
_MOST_CARDS = 5
_TWO_LINES = 106
"""So many letters go in two lines of a brief's heading on a desk's screen."""
_WHOLE_PERCENT = Decimal(10)
"""From here on the headline gives growth without decimals."""


@dataclass(frozen=True, slots=True)
class Card:
    """One key figure of the first screen. All text is as typed: the template escapes it."""

    label: str
    value: str
    href: str
    figure: str
    """The id of the value."""
    growth: str
    """`+4.8%`, or n.m.; empty where there is no year before."""
    growth_figure: str
    """The id of the growth; empty where it has no number."""
    since: str
    """What the growth is measured against, and by whom."""
    direction: str
    """`up`, `down` or empty."""
    notes: tuple[str, ...]


def verdict_line(shelf: Shelf) -> str:
    """The facts in a sentence: `Revenue up 4.8%, ahead of all six estimates; EBITA down 78%.`.

    Where the two clauses do not go in two lines, what a swing came from is left out, or the second
    clause is.
    """
    levels = _first_levels(shelf)
    if not levels:
        return say("Results of {period}.", period=shelf.label)
    first = levels[0]
    profit = next((each for each in levels[1:] if _is_profit(shelf, each)), None)
    head = joined(", ", (_movement(shelf, first), _against(shelf, first)))
    if first.label != shelf.label:
        head = say("{period}: {result}", period=period(first.label), result=in_sentence(head))
    whole = _ended(head, first)
    if profit is None:
        return whole
    moves = (_movement(shelf, profit, brief=brief) for brief in (False, True))
    both = (_ended(joined("; ", (head, in_sentence(move))), first, profit) for move in moves)
    return next((text for text in both if len(text) <= _TWO_LINES), whole)


def _counts_otherwise(shelf: Shelf, level: Figure, base: Figure) -> bool:
    """Whether a year before it was another currency, another money or another share."""
    return base.unit != level.unit or bool(shelf.facts.split_between(level, base))


def _ended(text: str, *levels: Figure) -> str:
    """The sentence with the quarter that no release prints, if one of its figures is of one."""
    made = next((each.label.part for each in levels if left_over(each)), "")
    return (
        say("{text} ({part} derived).", text=text, part=made)
        if made
        else say("{sentence}.", sentence=text)
    )


def left_over(level: Figure) -> str:
    """`year less nine months`, where no release prints the period's own figure."""
    _, made, how = level.note.partition(f"{level.label.part} as ")
    return say(how) if made and level.operation == "difference" else ""


def _first_levels(shelf: Shelf) -> list[Figure]:
    """The group's figures in the order of their weight: the issuer's choice, then the usual."""
    chosen = [name for name in shelf.conventions.company.key_metrics if "." not in name]
    found = (best(shelf, name) for name in dict.fromkeys((REVENUE, *chosen, *_USUAL)))
    return [level for level in found if level is not None]


def _is_profit(shelf: Shelf, level: Figure) -> bool:
    metric = _metric(shelf, level)
    return (metric.direction == "higher" and bool(metric.losses)) or level.metric == "eps_diluted"


def _metric(shelf: Shelf, level: Figure) -> Metric:
    return shelf.conventions.metrics[level.metric]


def _movement(shelf: Shelf, level: Figure, *, brief: bool = False) -> str:
    """A figure and which way it went: `Revenue up 4.8%`, `Net loss narrowed to $3m from $5m`.

    In brief it leaves out what a result of the other sign was a year before.
    """
    label = metric_label(shelf.conventions.company, level.metric, level.basis)
    base, growth = shelf.base(level), shelf.change(level, "yoy")
    if base is not None and _counts_otherwise(shelf, level, base):
        return _stands_at(label, level)
    if base is not None and (base.value < 0 or level.value < 0):
        return _through_zero(shelf, label, level, base, brief=brief)
    if isinstance(growth, Figure):
        return say("{metric} {moved}", metric=label, moved=_moved(growth))
    if isinstance(growth, NotMeaningful):
        return joined(", ", (_stands_at(label, level), _before(base)))
    return _without_base(shelf, label, level)


def _before(base: Figure | None) -> str:
    """What a figure without a percentage came from."""
    if base and base.value:
        return say("up from {amount}", amount=shown(base))
    return say("after nothing a year before")


def _without_base(shelf: Shelf, label: str, level: Figure) -> str:
    """A figure whose year before is not on record."""
    stated = shelf.stated(level)
    if stated is not None:
        return say("{metric} {moved} as stated", metric=label, moved=_moved(stated))
    if level.value < 0 and _metric(shelf, level).losses:
        return say("{loss} of {amount}", loss=_loss(shelf, level), amount=_size_of(level))
    return _stands_at(label, level)


def _stands_at(label: str, level: Figure) -> str:
    return say("{metric} {amount}", metric=label, amount=shown(level))


def _moved(growth: Figure) -> str:
    places = 0 if abs(growth.value) >= _WHOLE_PERCENT else 1
    text = shown(growth, places)
    if not growth.value:
        return say("unchanged")
    if not any(digit in "123456789" for digit in text):
        return say("flat")
    if "+" in text and MINUS in text:  # so coarse that its direction is open
        return say("changed by {range}", range=text)
    size = changed(_unsigned, shown(_size(growth), places))
    return say("up {size}", size=size) if growth.value > 0 else say("down {size}", size=size)


def _size(growth: Figure) -> Figure:
    """A change without its direction, its lesser end first."""
    if growth.value > 0:
        return growth
    return replace(growth, value=-growth.value, low=-growth.high, high=-growth.low)


@a_change
def _unsigned(text: str) -> str:
    return text.replace("+", "")


def _through_zero(shelf: Shelf, label: str, now: Figure, base: Figure, *, brief: bool) -> str:
    """A result on one of whose ends is a loss, for which a percentage says nothing."""
    if not _metric(shelf, now).losses:
        return _below_zero(label, now, base)
    size, was = _size_of(now), _size_of(base)
    if now.value >= 0:
        if brief:
            return say("{metric} of {amount} after a loss", metric=label, amount=shown(now))
        return say("{metric} of {now} after a loss of {was}", metric=label, now=shown(now), was=was)
    if base.value >= 0:
        if brief:
            return say("{metric} swung to a loss of {amount}", metric=label, amount=size)
        return say(
            "{metric} swung to a loss of {now} from {was}", metric=label, now=size, was=shown(base)
        )
    return _still_a_loss(_loss(shelf, now), now, base)


def _still_a_loss(loss: str, now: Figure, base: Figure) -> str:
    size, was = _size_of(now), _size_of(base)
    if now.value == base.value:
        return say("{loss} unchanged at {amount}", loss=loss, amount=size)
    if now.value > base.value:
        return say("{loss} narrowed to {now} from {was}", loss=loss, now=size, was=was)
    return say("{loss} widened to {now} from {was}", loss=loss, now=size, was=was)


def _below_zero(label: str, now: Figure, base: Figure) -> str:
    """The same for what has no word of its own for its negative, such as a cash flow."""
    told = {"metric": label, "now": shown(now), "was": shown(base)}
    if now.value == base.value:
        return say("{metric} unchanged at {now}", **told)
    better = now.value > base.value
    if (now.value < 0) != (base.value < 0):
        return (
            say("{metric} turned positive, to {now} from {was}", **told)
            if better
            else say("{metric} turned negative, to {now} from {was}", **told)
        )
    return (
        say("{metric} improved to {now} from {was}", **told)
        if better
        else say("{metric} worsened to {now} from {was}", **told)
    )


def _size_of(level: Figure) -> str:
    return changed(_without_minus, shown(level))


@a_change
def _without_minus(text: str) -> str:
    return text.replace(MINUS, "")


def _loss(shelf: Shelf, level: Figure) -> str:
    """`Net loss` for `Net income`, `Adjusted EBITA loss` for `Adjusted EBITA`."""
    company = shelf.conventions.company
    name = metric_label(company, level.metric)
    loss = loss_label(name)
    told = loss if level.metric in company.kpis else say(loss)
    if not loss:
        told = say("{metric} loss", metric=name)
    return joined(", ", [told, *basis_words(company, level.metric, level.basis)])


def _against(shelf: Shelf, level: Figure) -> str:
    """How the figure stands to all estimates for it, in its own currency and as translated."""
    own = shelf.surprises(level, "surprise_amount")
    others = [twin for twin in twins(shelf, level) if twin.unit != level.unit]
    translated = [each for twin in others for each in shelf.surprises(twin, "surprise_amount")]
    currencies = {Unit(each.unit).currency for each in translated}
    foreign = not own and len(currencies) == 1
    told = standing([*own, *translated], _is_better_higher(shelf, level))
    if not told or not foreign:
        return told
    return say("{stands} in {currency} as translated", stands=told, currency=currencies.pop())


def _is_better_higher(shelf: Shelf, level: Figure) -> bool:
    return _metric(shelf, level).direction == "higher"


def standing(distances: Sequence[Figure], better: bool = True) -> str:
    """`ahead of three of four estimates`, `short of the one estimate`, `in line with both`."""
    if not distances:
        return ""
    ahead, short = (sum(_is_beyond(each, sign) for each in distances) for sign in (1, -1))
    total = len(distances)
    if ahead == short == 0:
        return say("in line with {estimates}", estimates=_of(total, total))
    if ahead >= short:
        told = _of(ahead, total)
        return (
            say("ahead of {estimates}", estimates=told)
            if better
            else say("above {estimates}", estimates=told)
        )
    told = _of(short, total)
    return (
        say("short of {estimates}", estimates=told)
        if better
        else say("below {estimates}", estimates=told)
    )


def _is_beyond(distance: Figure, sign: int) -> bool:
    """Whether the figure is on that side of the estimate, whatever their unprinted digits."""
    nearest = distance.low if sign > 0 else distance.high
    return distance.value * sign > 0 and nearest * sign >= 0


def _of(count: int, total: int) -> str:
    if total == 1:
        return say("the one estimate")
    if count < total:
        return say("{count} of {total} estimates", count=spelled(count), total=spelled(total))
    if total == 2:
        return say("both estimates")
    return say("all {total} estimates", total=spelled(total))


def cards(shelf: Shelf, address: Callable[[Figure], str]) -> Iterator[Card]:
    """The key figures in words; `address` says where a figure leads to."""
    return (_card(shelf, address(level), level) for level in key_levels(shelf))


def key_levels(shelf: Shelf) -> list[Figure]:
    """At most five key figures: the issuer's choice, else the usual ones that it reports."""
    names = shelf.conventions.company.key_metrics or _USUAL
    levels = []
    for name in names:
        segment, _, metric = name.rpartition(".")
        level = best(shelf, metric, segment)
        if level is not None:
            levels.append(level)
    return levels[:_MOST_CARDS]


def _card(shelf: Shelf, href: str, level: Figure) -> Card:
    company = shelf.conventions.company
    growth = shelf.change(level, "yoy_change" if level.unit == "%" else "yoy")
    stated = shelf.stated(level) if growth is None else None
    moved = growth or stated
    label, part = called(company, level), segment_label(company, level.segment)
    if level.label != shelf.label:
        label = joined(", ", (label, period(level.label)))
    return Card(
        label=of_part(part, label),
        value=shown(level),
        href=href,
        figure=level.id,
        growth=growth_text(moved),
        growth_figure=moved.id if isinstance(moved, Figure) else "",
        since=say("on the year, as stated") if stated else say("on the year"),
        direction=_direction(moved),
        notes=tuple(_card_notes(shelf, level)),
    )


def growth_text(growth: Change) -> str:
    """Growth alone: `+4.8%`, n.m., or nothing."""
    if growth is None:
        return ""
    return shown(growth) if isinstance(growth, Figure) else NOT_MEANINGFUL


def _direction(growth: Change) -> str:
    if not isinstance(growth, Figure) or growth.low <= 0 <= growth.high:
        return ""
    return "up" if growth.value > 0 else "down"


def _card_notes(shelf: Shelf, level: Figure) -> Iterator[str]:
    if how := left_over(level):
        yield say("{part} derived: {how}", part=level.label.part, how=how)
    base = shelf.base(level)
    if base is not None and isinstance(shelf.change(level, "yoy"), NotMeaningful):
        yield say("{amount} a year before", amount=shown(base))
    for twin in twins(shelf, level):
        distances = shelf.surprises(twin, "surprise_amount")
        if distances:
            stands = standing(distances, better=_is_better_higher(shelf, level))
            told = _with_size(stands, distances, surprise_sizes(shelf, twin))
            yield (
                told
                if twin is level
                else say("{amount} as translated: {told}", amount=shown(twin), told=told)
            )


def _with_size(stands: str, distances: Sequence[Figure], sizes: Sequence[Figure]) -> str:
    """By how much, before or behind the words: `1.1% to 2.1% ahead of all three estimates`."""
    one_way = any(all(_is_beyond(each, sign) for each in distances) for sign in (1, -1))
    told = (
        say("{size} {stands}", size=unsigned(sizes), stands=stands)
        if one_way
        else say("{stands} ({size})", size=range_of(sizes), stands=stands)
    )
    estimate = shown(distances[0].operands[1]) if len(distances) == 1 else ""
    return joined(", ", (told, estimate))


def surprise_sizes(shelf: Shelf, level: Figure) -> Sequence[Figure]:
    """The surprises in percent; in money per share, or where a percentage has no sense."""
    amounts, percents = (
        shelf.surprises(level, measure) for measure in ("surprise_amount", "surprise")
    )
    per_share = "/" in level.unit
    return amounts if per_share or len(percents) < len(amounts) else percents
