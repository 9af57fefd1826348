"""Fiscal periods: labels from true dates, spans that tile the year, calendar quarters."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tieout.figures.periods import (
    MONTHS,
    WEEKDAYS,
    FiscalCalendar,
    FiscalLabel,
    Span,
    calendar_quarter,
)
from tieout.problems import Finding
from tieout.records.company import Company

LABELS = Path(__file__).with_name("periods") / "labels.yml"
same_every_time = settings(derandomize=True, database=None, deadline=None)

years = st.integers(1995, 2060)
quarters = st.builds(FiscalLabel, years, st.sampled_from(["Q1", "Q2", "Q3", "Q4"]))
named_by = st.sampled_from(["end", "start"])
year_ends = st.one_of(
    st.sampled_from(MONTHS).flatmap(
        lambda month: st.integers(1, 28).map(lambda day: f"{month} {day}")
    ),
    st.sampled_from(["January 31", "June 30", "September 30", "December 31", "February 29"]),
    st.builds(
        "{} {} {} {}".format,
        st.just("last"),
        st.sampled_from(WEEKDAYS),
        st.just("of"),
        st.sampled_from(MONTHS),
    ),
    st.builds(
        "nearest {} to the end of {}".format, st.sampled_from(WEEKDAYS), st.sampled_from(MONTHS)
    ),
)
calendars = st.builds(FiscalCalendar.parse, year_ends, named_by)


def real_quarters() -> list[tuple[str, str, str, date, str]]:
    issuers = yaml.safe_load(LABELS.read_text(encoding="utf-8"))
    return [
        (name, issuer["year_end"], issuer.get("named_by", "end"), end, label)
        for name, issuer in issuers.items()
        for end, label in issuer["quarters"].items()
    ]


@pytest.mark.parametrize(("name", "year_end", "named", "end", "label"), real_quarters())
def test_an_issuers_own_label_follows_from_the_date(
    name: str, year_end: str, named: str, end: date, label: str
) -> None:
    company = Company.model_validate(
        {
            "name": name,
            "short_name": name,
            "listings": [{"ticker": "X", "exchange": "NYSE", "currency": "USD"}],
            "sector": "any",
            "currency": "USD",
            "fiscal_year_end": year_end,
            "fiscal_year_named_by": named,
        }
    )
    assert company.calendar.label(end) == FiscalLabel.parse(label)


@same_every_time
@given(calendars, quarters)
def test_the_calendars_own_quarter_end_has_the_quarters_label(
    calendar: FiscalCalendar, label: FiscalLabel
) -> None:
    assert calendar.label(calendar.period_end(label)) == label


@same_every_time
@given(calendars, quarters)
def test_quarters_tile_the_time_without_gap_or_overlap(
    calendar: FiscalCalendar, label: FiscalLabel
) -> None:
    span, before = calendar.span(label), calendar.span(label.previous_quarter())
    assert span.start == before.end + timedelta(days=1)
    assert 84 <= span.days <= 99


@same_every_time
@given(calendars, years)
def test_longer_periods_are_made_of_their_quarters(calendar: FiscalCalendar, year: int) -> None:
    each = [calendar.span(FiscalLabel(year, f"Q{quarter}")) for quarter in range(1, 5)]
    for part, first, last in (
        ("H1", 0, 1),
        ("H2", 2, 3),
        ("9M", 0, 2),
        ("FY", 0, 3),
    ):
        span = calendar.span(FiscalLabel(year, part))
        assert span == Span(each[last].end, each[first].start)
    assert 350 <= calendar.span(FiscalLabel(year, "FY")).days <= 380
    trailing = calendar.span(FiscalLabel(year, "Q2").trailing)
    assert trailing.end == each[1].end
    assert trailing.start == calendar.span(FiscalLabel(year - 1, "Q3")).start


@same_every_time
@given(calendars, quarters)
def test_the_calendar_quarter_holds_the_middle_of_the_fiscal_quarter(
    calendar: FiscalCalendar, label: FiscalLabel
) -> None:
    span = calendar.span(label)
    assert span.start is not None
    year, _, quarter = calendar_quarter(span).partition("-Q")
    first = date(int(year), 3 * int(quarter) - 2, 1)
    middle = span.start + (span.end - span.start) / 2
    assert first <= middle < first + timedelta(days=93)


@pytest.mark.parametrize(
    ("start", "end", "quarter"),
    [
        ("2025-07-01", "2025-09-30", "2025-Q3"),
        ("2024-09-29", "2024-12-28", "2024-Q4"),
        ("2024-11-01", "2025-01-31", "2024-Q4"),  # a January quarter is mostly the old year's
        ("2025-05-12", "2025-08-31", "2025-Q3"),  # 16 weeks
        ("2025-04-01", "2025-09-30", "2025-Q3"),  # six months, by the quarter they end with
        (None, "2025-09-30", "2025-Q3"),  # an instant
    ],
)
def test_calendar_quarters_of_known_periods(start: str | None, end: str, quarter: str) -> None:
    first = date.fromisoformat(start) if start else None
    assert calendar_quarter(Span(date.fromisoformat(end), first)) == quarter


@same_every_time
@given(quarters, st.integers(0, 40), st.integers(0, 40))
def test_steps_back_add_up(label: FiscalLabel, some: int, more: int) -> None:
    assert label.quarters_back(some).quarters_back(more) == label.quarters_back(some + more)
    assert label.quarters_back(4) == label.years_back(1)


@pytest.mark.parametrize(
    ("label", "text", "slug"),
    [
        (FiscalLabel(2026, "Q2"), "FY2026 Q2", "2026-q2"),
        (FiscalLabel(2026, "FY"), "FY2026", "2026-fy"),
        (FiscalLabel(2026, "Q3").year_to_date, "FY2026 9M", "2026-9m"),
        (FiscalLabel(2026, "H1").trailing, "FY2026 Q2 TTM", "2026-q2-ttm"),
        (FiscalLabel(2026, "Q4").trailing, "FY2026", "2026-fy"),
        (FiscalLabel(2026, "9M").closing, "FY2026 Q3", "2026-q3"),
    ],
)
def test_labels_print_and_address_the_same_way_everywhere(
    label: FiscalLabel, text: str, slug: str
) -> None:
    assert (str(label), label.slug) == (text, slug)


@pytest.mark.parametrize(
    "text", ["", "31 March", "June 31", "last Someday of May", "March", "March 0"]
)
def test_other_year_ends_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(Finding, match="March 31"):
        FiscalCalendar.parse(text)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("1H26", "2026-H1"),
        ("FY26 H1", "2026-H1"),
        ("Q3 FY2025", "2025-Q3"),
        ("3Q'25", "2025-Q3"),
        ("2026-9m", "2026-9M"),
        ("9M 2026", "2026-9M"),
        ("2026-05", "2026-M05"),
        ("FY26", "2026-FY"),
        ("2026-q2", "2026-Q2"),
    ],
)
def test_a_label_of_another_form_is_offered_as_it_is_written(typed: str, right: str) -> None:
    with pytest.raises(Finding, match=f"write {right}"):
        FiscalLabel.parse(typed)


@pytest.mark.parametrize(
    ("text", "months", "eve", "year_to_date", "span"),
    [
        ("2026-M05", 1, "2026-M04", "5M", (date(2026, 5, 1), date(2026, 5, 31))),
        ("2026-M01", 1, "2025-M12", "M01", (date(2026, 1, 1), date(2026, 1, 31))),
        ("2026-M06", 1, "2026-M05", "H1", (date(2026, 6, 1), date(2026, 6, 30))),
        ("2026-9M", 9, "2025-M12", "9M", (date(2026, 1, 1), date(2026, 9, 30))),
        ("2026-H2", 6, "2026-M06", "FY", (date(2026, 7, 1), date(2026, 12, 31))),
        ("2026-FY", 12, "2025-M12", "FY", (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_a_period_has_its_months(
    text: str, months: int, eve: str, year_to_date: str, span: tuple[date, date]
) -> None:
    label = FiscalLabel.parse(text)
    assert (label.months, label.eve) == (months, FiscalLabel.parse(eve))
    assert label.year_to_date.part == year_to_date
    assert FiscalCalendar(12).span(label) == Span(span[1], span[0])


@pytest.mark.parametrize("text", ["2026-Q5", "2026-q2", "26-Q2", "2026-M13", "2026-Q2 TTM", ""])
def test_other_labels_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(Finding, match="2026-Q2"):
        FiscalLabel.parse(text)
