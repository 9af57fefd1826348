"""The names that a period goes by in what people type: fiscal, by the calendar, and its own."""

from __future__ import annotations

from tieout.figures.periods import MONTHS, FiscalLabel, Span, calendar_quarter


def names_of(label: FiscalLabel, span: Span, own: str) -> tuple[str, ...]:
    """All names in small letters: `fy2026 q2`, `2025 q3`, `september 2025 quarter`."""
    found = [f"fy{label.year} {label.part.lower()}"]
    if label.quarters == 1:
        year, _, part = calendar_quarter(span).partition("-")
        found += [f"{year} {part.lower()}", _by_month(span)]
    return tuple(dict.fromkeys((*found, own.lower()) if own else found))


def _by_month(span: Span) -> str:
    """The month with which a quarter ends; one that ends in a month's first days ends before it."""
    month = span.end.month if span.end.day > _FIRST_DAYS else (span.end.month - 2) % 12 + 1
    year = span.end.year - (month > span.end.month)
    return f"{MONTHS[month - 1].lower()} {year} quarter"


_FIRST_DAYS = 7
"""Weeks do not end with months: a quarter to 1 October is September's."""
