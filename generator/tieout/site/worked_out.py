"""The arithmetic of the API done once more: a formula's operands give the figure beside it."""

from __future__ import annotations

import ast
import operator
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation

_WORK = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def miscounted(rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Every row of facts whose formula gives another number than the row, or whose bounds do not.

    Raises ValueError or LookupError where a row is not written as such rows are.
    """
    for row in rows:
        value, low, high = (Decimal(str(row[name])) for name in ("value", "low", "high"))
        last = Decimal(1).scaleb(int(value.as_tuple().exponent))
        if not low - last <= value <= high + last:
            yield f"gives {row['id']} as {value}, out of its bounds {low} to {high}"
        formula = str(row["formula"])
        if formula and abs(_result(formula) - value) > last:
            yield f"gives {row['id']} as {value}, and its formula as {_result(formula):.6g}"


def _result(formula: str) -> Decimal:
    try:
        return _evaluated(ast.parse(formula.replace("\u00d7", "*"), mode="eval").body)
    except (SyntaxError, InvalidOperation, KeyError, RecursionError, MemoryError) as error:
        raise ValueError("no formula") from error


def _evaluated(node: ast.expr) -> Decimal:
    """The number of a sum, difference, product or quotient of plain numbers."""
    match node:
        case ast.BinOp(left, work, right):
            result: Decimal = _WORK[type(work)](_evaluated(left), _evaluated(right))
            return result
        case ast.UnaryOp(ast.USub(), inner):
            return -_evaluated(inner)
        case ast.Constant(int() | float() as number):
            return Decimal(str(number))
    raise ValueError("no number")
