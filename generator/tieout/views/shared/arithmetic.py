"""The working of a derived figure as one line: `247,795 ÷ 236,503 − 1 = +4.77%`."""

from __future__ import annotations

from decimal import Decimal

from tieout.figures.display import MINUS, in_unit, is_exact, is_settled, number, places_known
from tieout.figures.figure import Figure
from tieout.figures.saying import framed, say
from tieout.figures.scales import LETTERS, SCALES
from tieout.figures.typed import Unit

_PLACES = {"%": 2, "pp": 2, "bp": 0, "x": 2}
_LETTERS = {factor: letters for letters, factor in LETTERS.items() if letters in ("m", "bn")}


def arithmetic(figure: Figure, unit: Unit) -> str:
    """How a derived figure is worked out, with every digit known of what it is worked out from.

    `8.75 ÷ 17.98 − 1 = −51.33% (−51.38% to −51.29% within rounding)`, if tables show fewer digits.

    Amounts stand in `unit`'s scale, as the table beside them; in billions, with `bn`, where one of
    them is known no better. Empty for a figure that was not worked out.
    """
    if not figure.operation:
        return ""
    scale, letters = _scale((figure, *figure.operands), unit)
    parts = [_operand(operand, scale, letters) for operand in figure.operands]
    return framed(
        "{formula} = {result}",
        formula=_formula(figure, parts),
        result=_result(figure, scale, letters),
    )


def _formula(figure: Figure, parts: list[str]) -> str:
    match figure.operation:
        case "growth":
            return framed(f"{{now}} ÷ {{base}} {MINUS} 1", now=parts[0], base=parts[1])
        case "ratio" | "quotient":
            return _between(" ÷ ", parts)
        case "contribution":
            return framed(
                f"({{now}} {MINUS} {{base}}) ÷ {{group}}",
                now=parts[0],
                base=parts[1],
                group=parts[2],
            )
        case "sum":
            return _between(" + ", parts)
        case _:
            return _between(f" {MINUS} ", parts)


def _result(figure: Figure, scale: Decimal, letters: str) -> str:
    """What the printed numbers give and, where that leaves a table's digits open, the bounds."""
    scale, letters = (scale, letters) if _scaled(figure) else (Decimal(1), "")
    places = _places(figure, scale)
    value, low, high = (
        in_unit(end / scale, figure, places) + letters
        for end in (figure.value, figure.low, figure.high)
    )
    told = say("about {number}", number=value) if figure.approximate else value
    if figure.unit not in _PLACES or is_settled(figure):
        return told
    return say("{number} ({low} to {high} within rounding)", number=told, low=low, high=high)


def _places(figure: Figure, scale: Decimal) -> int:
    """Decimals in a line of arithmetic: all that are known, 2 for percentages, 4 for rates."""
    if is_exact(figure):
        return max(places_known(figure, scale), 0)
    if figure.unit in _PLACES:
        return _PLACES[figure.unit]
    _, _, per = figure.unit.partition("/")
    return 4 if Unit(per).currency else 2 if per else 0


def _operand(figure: Figure, scale: Decimal, letters: str) -> str:
    scale = scale if _scaled(figure) else Decimal(1)
    text = number(figure.value / scale, _places(figure, scale))
    text += "%" if figure.unit == "%" else letters if _scaled(figure) else ""
    if figure.approximate:
        return say("about {number}", number=text)
    return f"({text})" if text.startswith(MINUS) else text


def _between(sign: str, parts: list[str]) -> str:
    """The operands with a sign of arithmetic between them."""
    names = [f"{{operand_{number}}}" for number in range(len(parts))]
    values = dict(zip((name[1:-1] for name in names), parts, strict=True))
    return framed(sign.join(names), **values)


def _scaled(figure: Figure) -> bool:
    """Whether the figure is an amount, told in thousands, millions or billions."""
    unit = Unit(figure.unit)
    return bool(unit.currency) and "/" not in unit.code


def _scale(figures: tuple[Figure, ...], unit: Unit) -> tuple[Decimal, str]:
    """The scale in which every amount shows only digits that are known."""
    amounts = [figure for figure in figures if _scaled(figure)]
    for scale in (unit.scale, *(each for each in _LETTERS if each > unit.scale)):
        if all(places_known(figure, scale) >= 0 for figure in amounts):
            return scale, "" if scale == unit.scale else _LETTERS[scale]
    return SCALES["billion"], "bn"
