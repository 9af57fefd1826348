"""The first lines of a record and of a company file, with a comment on every field."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from string import Template

from tieout.figures.periods import FiscalCalendar, FiscalLabel

_HERE = Path(__file__).parent


def new_company() -> str:
    """A company file to fill in."""
    return _filled("company.yml")


def new_record(label: FiscalLabel, calendar: FiscalCalendar | None) -> str:
    """A record to fill in; its last day comes from the issuer's calendar where that is known."""
    end = calendar.quarter_end(label) if calendar else date(label.year, 12, 31)
    return _filled("record.yml", fiscal=f"{label.year}-{label.part}", end=end.isoformat())


def _filled(name: str, **values: str) -> str:
    return Template((_HERE / name).read_text("utf-8")).substitute(values)
