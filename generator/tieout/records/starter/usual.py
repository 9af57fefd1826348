"""What a new record takes from the issuer's others: its days, its unit, the figures it reports.

Figures stand in it as comments, each with what it was a year before: what a person has still to
type is never a number that passes for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from tieout.figures.periods import FiscalCalendar, FiscalLabel
from tieout.figures.typed import PrintedNumber
from tieout.records.blocks import Entry, Figures
from tieout.records.model import Record
from tieout.records.read import Issuer

_QUARTER = timedelta(weeks=13)
_YEARS_BACK = 3


def last_day(issuer: Issuer | None, label: FiscalLabel) -> date:
    """The last day of a period by the issuer's calendar, and by the days of its other periods.

    Years of whole weeks have quarters of 13, unless the same quarter of an earlier year had more
    or fewer; where years end on a fixed day, quarters may still end on a weekday.
    """
    if issuer is None:
        return FiscalCalendar(12).period_end(label)
    calendar = issuer.company.model.calendar
    end = calendar.period_end(label)
    if label.ends_year or not label.quarters:
        return end
    periods = [filed.model.period for filed in issuer.records.values()]
    known = {each.fiscal.closing: each.end for each in periods}
    earlier = [label.closing.years_back(years) for years in range(1, _YEARS_BACK + 1)]
    same = next((each for each in earlier if each in known), None)
    if calendar.rule == "fixed":
        off = known[same] != calendar.period_end(same) if same else False
        return end - timedelta((end.weekday() - known[same].weekday()) % 7) if same and off else end
    weeks = known[same] - _begin(calendar, known, same) if same else _QUARTER * label.last_quarter
    return _begin(calendar, known, label) + weeks


def _begin(calendar: FiscalCalendar, known: Mapping[FiscalLabel, date], label: FiscalLabel) -> date:
    """The last day of the fiscal year before a period's."""
    return known.get(FiscalLabel(label.year - 1, "Q4")) or calendar.year_end(label.year - 1)


def usual_unit(issuer: Issuer | None) -> str:
    """The unit in which the issuer's latest record is typed; its currency in millions."""
    if issuer is None:
        return "million USD"
    units = [each.model.unit for each in issuer.records.values() if each.model.unit]
    return str(units[-1]) if units else f"million {issuer.company.model.currency}"


def usual_figures(issuer: Issuer | None, label: FiscalLabel) -> str:
    """The figures of a period like this one as lines of comment; nothing where there is none."""
    record = like_record(issuer, label)
    if record is None:
        return ""
    return "".join(f"  # {line}\n" for line in _lines(record.figures, _base(issuer, record)))


def usual_segments(issuer: Issuer | None, label: FiscalLabel) -> str:
    """The same of the segments that the issuer reports on in the period."""
    rows = []
    for key, (record, figures) in like_segments(issuer, label).items():
        rows.append(f"#   {key}:\n")
        rows += [f"#     {line}\n" for line in _lines(figures, _base(issuer, record))]
    return "".join(("# segments:\n", *rows, "\n")) if rows else ""


def like_segments(
    issuer: Issuer | None, label: FiscalLabel
) -> Mapping[str, tuple[Record, Figures]]:
    """What the like record has of each segment that is still reported in the period.

    A segment that is newer has it from the latest record.
    """
    like = like_record(issuer, label)
    if issuer is None or like is None:
        return {}
    segments = issuer.company.model.segments
    latest = list(issuer.records.values())[-1].model
    found: dict[str, tuple[Record, Figures]] = {}
    for record in (like, latest):
        for key, figures in record.segments.items():
            if key in segments and segments[key].is_reported_in(label):
                found.setdefault(key, (record, figures))
    return found


def usual_to_date(issuer: Issuer | None, label: FiscalLabel) -> str:
    """The same of the year to date, or of the year in the record of its last quarter."""
    record = like_record(issuer, label)
    block = record and (record.year_to_date or record.fiscal_year)
    if not record or not block:
        return ""
    lines = _lines(block.figures, _base(issuer, record))
    return "".join(f"#     {line}\n" for line in lines)


def _base(issuer: Issuer | None, record: Record) -> str:
    """What is said behind a number of that record: its unit where it is another, and its period."""
    unit = f" {record.unit}" if record.unit and str(record.unit) != usual_unit(issuer) else ""
    return f"{unit} in {record.period.fiscal}"


def like_record(issuer: Issuer | None, label: FiscalLabel) -> Record | None:
    """The record of the same period a year before; else the latest one."""
    if issuer is None or not issuer.records:
        return None
    records = [each.model for each in issuer.records.values()]
    same = [each for each in records if each.period.fiscal == label.years_back(1)]
    return (same or records)[-1]


def _lines(figures: Figures, base: str) -> Iterator[str]:
    """A line for each metric, or for each of its figures where it has several."""
    for metric, entries in figures.items():
        if len(entries) > 1:
            yield f"{metric}:"
        for entry in entries:
            place = f"  - {_blank(entry)}" if len(entries) > 1 else f"{metric}: {_blank(entry)}"
            yield f"{place:<33} # {_text(entry)}{base}"


def _blank(entry: Entry) -> str:
    """A figure without its number: `{value: , unit: USD per share}`, or nothing."""
    more = {"unit": entry.unit, "basis": entry.basis}
    named = "".join(f", {name}: {text}" for name, text in more.items() if text)
    return f"{{value: {named}}}" if named else ""


def _text(entry: Entry) -> str:
    return entry.value.text if isinstance(entry.value, PrintedNumber) else str(entry.value)
