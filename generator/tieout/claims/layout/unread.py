"""What of a table could not be read, in one line for the person who reads the claims."""

from __future__ import annotations

from collections.abc import Sequence

from tieout.claims.layout.growth import base_of
from tieout.claims.layout.table import Row

_MOST = 40


def unread(rows: Sequence[Row]) -> str:
    """Which rows of a table are not judged, and why; empty where all were read."""
    parted = [row for row in rows if row.headed and _is_open(row)]
    scaleless = [row for row in rows if row.scale is None and _is_bare(row)]
    for unclear, why in (
        (parted, "its heads do not come to as many columns as these rows have numbers"),
        (scaleless, "no heading tells the scale of its amounts"),
    ):
        if unclear:
            first = " ".join(unclear[0].label.text.split())[:_MOST]
            many = "a row" if len(unclear) == 1 else f"{len(unclear)} rows"
            verb = "is" if len(unclear) == 1 else "are"
            return f"{many} of a table {verb} not judged, from \u201c{first}\u201d on: {why}"
    return ""


def _is_open(row: Row) -> bool:
    numbers = [each.cell.number for each in row.numbers if each.cell.number]
    return all(each.column is None for each in row.numbers) and base_of(numbers) is None


def _is_bare(row: Row) -> bool:
    return any(
        each.cell.number is not None
        and each.cell.number.unit == ""
        and each.cell.number.value > 999
        for each in row.numbers
    )
