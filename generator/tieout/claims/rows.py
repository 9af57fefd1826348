"""Claims with their verdicts as rows for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from tieout.claims.covered import Reading
from tieout.claims.judged import Judged
from tieout.facts.rows import decimal_text
from tieout.figures.figure import Figure


def readings_json(readings: Iterable[Reading]) -> str:
    """The numbers of a text in its order, each with the brief that it is held against."""
    rows = [
        {**row, "covers": reading.covers}
        for reading in readings
        for row in claims_json(reading.judged)
    ]
    in_order = sorted(rows, key=lambda row: (row["start"], row["end"]))
    return json.dumps(in_order, ensure_ascii=False, indent=2)


def claims_json(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """Every claim as a row, in the order of the text.

    Offsets count characters of the text that was read. `value`, `low` and `high` are decimals in
    base units, signed; empty text where nothing is to be said.
    """
    return [_row(each) for each in judged]


def _row(judged: Judged) -> dict[str, Any]:
    found, verdict = judged.found, judged.verdict
    sign = -1 if found.sign < 0 and found.quantity.value > 0 else 1
    low, high = sorted((sign * found.quantity.low, sign * found.quantity.high))
    return {
        "quote": found.quote,
        "start": found.start,
        "end": found.end,
        "paragraph": found.paragraph,
        "says": found.says,
        "metric": found.metric or "",
        "segment": found.segment,
        "part": found.part,
        "basis": str(found.basis or ""),
        "role": found.role,
        "period": found.period,
        "provider": found.provider or "",
        "window": found.window or "",
        "value": decimal_text(sign * found.quantity.value),
        "low": decimal_text(low),
        "high": decimal_text(high),
        "unit": found.quantity.unit,
        "sure": found.sure,
        "verdict": verdict.name,
        "figure": _figure(verdict.figure) if verdict.figure else None,
        "candidates": [_figure(each) for each in verdict.candidates],
        "nearby": [_figure(each) for each in verdict.nearby],
        "gravity": verdict.gravity,
        "doubts": list(verdict.doubts),
        "slip": verdict.slip,
        "coherent": verdict.coherent,
    }


def _figure(figure: Figure) -> dict[str, str]:
    return {
        "id": figure.id,
        "metric": figure.metric,
        "segment": figure.segment,
        "measure": figure.measure,
        "basis": str(figure.basis),
        "fiscal_label": str(figure.label),
        "unit": figure.unit,
        "value": decimal_text(round(figure.value, 6)),
        "kind": figure.kind,
        "provider": figure.provider,
    }
