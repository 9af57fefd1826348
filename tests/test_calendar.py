"""Days of releases: what is due, the page of the calendar, and the calendar for programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar, Event
from tieout.edition import Edition
from tieout.facts.schedule import between, late, next_due
from tieout.figures.periods import FiscalCalendar, FiscalLabel
from tieout.figures.zones import is_place, moment
from tieout.publish.ics import calendar
from tieout.records.read import Issuer, read_briefs
from tieout.views import front
from tieout.views.shared.prose import link
from tieout.views.upkeep.calendar import CalendarPage, view

from tests.conftest import COMPANY, RECORD, File
from tests.rows import everything

EDITION = Edition(date(2026, 9, 30), "https://briefs.example/site/")
ANNOUNCED = """\
upcoming:
  - period: 2026-Q3
    date: 2026-10-29
    session: before open
    time: 07:00
    zone: America/New_York
    source:
      kind: press release
      title: Acme to report
      url: https://acme.example/date
      published: 2026-09-15
"""


def record(label: str, end: str, released: str, more: str = "") -> str:
    text = RECORD.replace("2026-Q2", label).replace("2026-06-30", end)
    return text.replace("{date: 2026-07-30}", f"{{date: {released}{more}}}")


QUARTERS = {
    "acme/2025-q3.yml": record("2025-Q3", "2025-09-30", "2025-11-04"),
    "acme/2025-q4.yml": record("2025-Q4", "2025-12-31", "2026-02-12"),
    "acme/2026-q1.yml": record("2026-Q1", "2026-03-31", "2026-04-30"),
    "acme/2026-q2.yml": record("2026-Q2", "2026-06-30", "2026-07-30"),
}


@pytest.fixture
def issuers(file_briefs: File) -> Mapping[str, Issuer]:
    return issuers_of(file_briefs, QUARTERS)


def page_of(issuers: Mapping[str, Issuer], as_of: date) -> CalendarPage:
    all_ = everything(issuers, Edition(as_of))
    return view(all_.days, all_.lines, as_of)


def ahead(issuers: Mapping[str, Issuer], as_of: date) -> tuple[str, ...]:
    return front.view(everything(issuers, Edition(as_of)), as_of).coming


def issuers_of(file_briefs: File, files: Mapping[str, str]) -> Mapping[str, Issuer]:
    briefs = file_briefs(files)
    issuers, problems = read_briefs(briefs, briefs.parent)
    assert problems == []
    return issuers


@pytest.mark.parametrize(
    ("periods", "due", "lacking"),
    [
        (["2025-H1", "2025-FY", "2026-H1"], ["2026-FY", "2027-H1"], []),
        (["2025-FY", "2026-FY"], ["2027-FY", "2028-FY"], []),
        (["2025-H1", "2025-9M", "2025-FY", "2026-H1"], ["2026-9M", "2026-FY", "2027-H1"], []),
        (["2025-Q1", "2025-H1", "2025-9M", "2025-FY"], ["2026-Q1", "2026-H1", "2026-9M"], []),
        (["2026-M03", "2026-M05"], ["2026-M06", "2026-M07"], ["2026-M04"]),
        (["2026-Q1", "2026-M04", "2026-M05"], ["2026-Q2", "2026-Q3"], []),
        (["2025-Q1", "2025-Q3"], ["2025-Q4", "2026-Q1"], ["2025-Q2"]),
        (["2025-H1"], ["2025-H2", "2026-H1"], []),
    ],
)
def test_what_is_due_follows_the_issuers_own_rhythm(
    file_briefs: File, periods: list[str], due: list[str], lacking: list[str]
) -> None:
    """Nothing is asked for that the issuer never publishes."""
    labels = [FiscalLabel.parse(each) for each in periods]
    ends = [FiscalCalendar(12).period_end(each) for each in labels]
    files = {
        f"acme/{label.slug}.yml": record(text, f"{end}", f"{end + timedelta(30)}")
        for text, label, end in zip(periods, labels, ends, strict=True)
    }
    issuer = issuers_of(file_briefs, files)["acme"]
    expected = tuple(map(FiscalLabel.parse, due))
    assert tuple(each.label for each in late(issuer, date(2031, 1, 1)))[: len(due)] == expected
    assert between(issuer) == tuple(map(FiscalLabel.parse, lacking))


def test_the_next_period_comes_within_the_longest_time_an_issuer_took(
    issuers: Mapping[str, Issuer],
) -> None:
    due = next_due(issuers["acme"], EDITION.as_of)
    assert due is not None
    assert (due.label, due.end) == (FiscalLabel(2026, "Q3"), date(2026, 9, 30))
    assert due.year_before == date(2025, 11, 4)
    assert due.latest == date(2026, 11, 12)  # 43 days, as after the fourth quarter of 2025
    assert not due.is_late(date(2026, 11, 12))
    assert due.is_late(date(2026, 11, 13))


def test_a_fourth_quarter_is_held_against_fourth_quarters(file_briefs: File) -> None:
    files = {
        f"acme/{year}-q{quarter}.yml": record(f"{year}-Q{quarter}", end, released)
        for year, quarter, end, released in (
            (2024, 4, "2024-12-31", "2025-02-20"),
            (2025, 3, "2025-09-30", "2025-10-20"),
            (2025, 4, "2025-12-31", "2026-02-19"),
            (2026, 3, "2026-09-30", "2026-10-20"),
        )
    }
    due = next_due(issuers_of(file_briefs, files)["acme"], date(2026, 12, 31))
    assert due is not None
    assert (due.latest - due.end).days == 51


def test_one_release_is_no_habit(file_briefs: File) -> None:
    issuers = issuers_of(file_briefs, {"acme/2026-q2.yml": RECORD})
    due = next_due(issuers["acme"], EDITION.as_of)
    assert due is not None
    assert (due.latest - due.end).days == 183
    assert late(issuers["acme"], date(2027, 4, 1)) == ()
    assert [str(each.label) for each in late(issuers["acme"], date(2027, 7, 3))] == [
        "FY2026 Q3",
        "FY2026 Q4",
    ]


def test_an_issuer_without_a_record_has_nothing_due(file_briefs: File) -> None:
    issuers = issuers_of(file_briefs, {"acme/company.yml": COMPANY})
    assert next_due(issuers["acme"], EDITION.as_of) is None
    assert late(issuers["acme"], date(2030, 1, 1)) == ()
    assert between(issuers["acme"]) == ()
    page = page_of(issuers, EDITION.as_of)
    assert not page.announced
    assert not page.unannounced
    assert not page.behind
    assert page.quarters == ()


def test_an_issuer_of_half_years_is_due_by_half_years(file_briefs: File) -> None:
    files = {
        "acme/2024-h2.yml": record("2024-H2", "2024-12-31", "2025-02-20"),
        "acme/2026-h1.yml": record("2026-H1", "2026-06-30", "2026-08-20"),
    }
    issuer = issuers_of(file_briefs, files)["acme"]
    due = next_due(issuer, EDITION.as_of)
    assert due is not None
    assert due.label == FiscalLabel(2026, "H2")
    assert between(issuer) == (FiscalLabel(2025, "H1"), FiscalLabel(2025, "H2"))


def test_years_of_silence_are_counted_to_an_end(issuers: Mapping[str, Issuer]) -> None:
    assert len(late(issuers["acme"], date(9000, 1, 1))) == 40
    assert next_due(issuers["acme"], date(9000, 1, 1)) is None
    page = page_of(issuers, date(9000, 1, 1))
    assert page.behind.rows[0][2] == "at least 40"
    assert not page.unannounced


def test_what_this_site_lacks_is_not_called_the_next_period(
    issuers: Mapping[str, Issuer],
) -> None:
    """The site is behind, not the issuer: its next period is the one that is not out yet."""
    page = page_of(issuers, date(2027, 3, 1))
    assert page.behind.rows == (
        (
            "[Acme](acme/index.md)",
            "[FY2026 Q2](acme/2026-q2/index.md)",
            "2",
            "FY2026 Q3 to FY2026 Q4",
        ),
    )
    assert page.unannounced.rows == (
        (
            "[Acme](acme/index.md)",
            "FY2027 Q1",
            "31 Mar 2027",
            "[30 Apr 2026](acme/2026-q1/index.md)",
        ),
    )


def test_a_day_announced_takes_the_place_of_the_habit(file_briefs: File) -> None:
    files = {**QUARTERS, "acme/company.yml": COMPANY + ANNOUNCED}
    due = next_due(issuers_of(file_briefs, files)["acme"], EDITION.as_of)
    assert due is not None
    assert due.is_late(date(2026, 10, 30))
    assert not due.is_late(date(2026, 10, 29))


def test_without_an_announcement_the_page_gives_the_year_before_and_no_guess(
    issuers: Mapping[str, Issuer],
) -> None:
    (row,) = page_of(issuers, date(2026, 11, 13)).behind.rows
    assert row[2:] == ("1", "FY2026 Q3")
    page = page_of(issuers, EDITION.as_of)
    assert not page.announced
    assert page.unannounced.rows == (
        (
            "[Acme](acme/index.md)",
            "FY2026 Q3",
            "30 Sep 2026",
            "[4 Nov 2025](acme/2025-q3/index.md)",
        ),
    )
    assert not page.behind
    titles = [quarter.title for quarter in page.quarters]
    assert titles == ["Q3 2026", "Q2 2026", "Q1 2026", "Q4 2025"]
    ((row,),) = (quarter.releases.rows for quarter in page.quarters[:1])
    brief = "[FY2026 Q2](acme/2026-q2/index.md)"
    assert row == ("30 Jul 2026", "[Acme](acme/index.md)", brief, "30 Jun 2026")


def test_an_announced_release_stands_first_until_its_record_comes(file_briefs: File) -> None:
    files = {**QUARTERS, "acme/company.yml": COMPANY + ANNOUNCED}
    issuers = issuers_of(file_briefs, files)
    page = page_of(issuers, EDITION.as_of)
    assert page.announced.rows == (
        (
            "29 Oct 2026",
            "[Acme](acme/index.md)",
            "FY2026 Q3",
            "07:00 (America/New&#95;York), before the open",
            link("https://acme.example/date", "Acme to report"),
        ),
    )
    assert not page.unannounced
    assert ahead(issuers, date(2026, 10, 29)) == ("[Acme](acme/index.md) FY2026 Q3, 29 Oct 2026",)
    assert not ahead(issuers, date(2026, 10, 30))
    assert page_of(issuers, date(2026, 11, 1)).announced.rows[0][0] == "29 Oct 2026, passed"
    files["acme/company.yml"] = files["acme/company.yml"].replace("2026-Q3", "2026-FY")
    assert page_of(issuers_of(file_briefs, files), EDITION.as_of).announced
    more = {"acme/2026-q4.yml": record("2026-Q4", "2026-12-31", "2027-02-10")}
    assert not page_of(issuers_of(file_briefs, {**files, **more}), EDITION.as_of).announced


def events_file(issuers: Mapping[str, Issuer], edition: Edition = EDITION) -> bytes:
    all_ = everything(issuers, edition)
    return calendar(all_.lines, all_.days, edition)


def events(issuers: Mapping[str, Issuer], edition: Edition = EDITION) -> dict[str, Event]:
    whole = Calendar.from_ical(events_file(issuers, edition))
    assert whole.errors == []
    found = {str(event["uid"]): event for event in whole.walk("VEVENT")}
    assert all(event.errors == [] for event in found.values())
    return found


def test_a_release_without_a_time_takes_its_day(issuers: Mapping[str, Issuer]) -> None:
    found = events(issuers)
    assert sorted(found) == [f"acme-{path[5:12]}@briefs.example" for path in sorted(QUARTERS)]
    event = found["acme-2026-q2@briefs.example"]
    assert event.decoded("dtstart") == date(2026, 7, 30)
    assert event.decoded("dtstamp") == datetime(2026, 7, 30, tzinfo=UTC)
    assert str(event["summary"]) == "Acme FY2026 Q2 results"
    assert event["url"] == "https://briefs.example/site/acme/2026-q2/"
    assert "description" not in event


def test_an_announced_time_is_told_in_utc_and_the_record_keeps_its_entry(
    file_briefs: File,
) -> None:
    files = {**QUARTERS, "acme/company.yml": COMPANY + ANNOUNCED}
    event = events(issuers_of(file_briefs, files))["acme-2026-q3@briefs.example"]
    assert event.decoded("dtstart") == datetime(2026, 10, 29, 11, tzinfo=UTC)
    assert event.decoded("dtstamp") == datetime(2026, 9, 15, tzinfo=UTC)
    assert str(event["description"]) == (
        "07:00 (America/New_York), before the open; announced 15 Sep 2026"
    )
    assert event["url"] == "https://briefs.example/site/acme/"
    more = {"acme/2026-q3.yml": record("2026-Q3", "2026-09-30", "2026-10-30")}
    moved = events(issuers_of(file_briefs, {**files, **more}))["acme-2026-q3@briefs.example"]
    assert moved.decoded("dtstart") == date(2026, 10, 30)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "home", "utc"),
    [
        # Tuesday's breakfast in Hong Kong is Monday's evening in New York.
        (date(2026, 3, 2), time(7), "Asia/Hong_Kong", "America/New_York", (2026, 3, 2, 23)),
        (date(2026, 3, 2), time(17), "Asia/Hong_Kong", "America/New_York", (2026, 3, 2, 9)),
        # Summer time differs by place and season.
        (date(2026, 3, 20), time(7), "America/New_York", "America/New_York", (2026, 3, 20, 11)),
        (date(2026, 1, 20), time(7), "America/New_York", "America/New_York", (2026, 1, 20, 12)),
        (date(2026, 1, 20), time(20), "America/New_York", "Asia/Tokyo", (2026, 1, 20, 1)),
    ],
)
def test_the_moment_is_of_the_day_where_the_shares_trade(
    day: date, clock: time, zone: str, home: str, utc: tuple[int, int, int, int]
) -> None:
    assert moment(day, clock, zone, home) == datetime(*utc, tzinfo=UTC)


@pytest.mark.parametrize(
    "zone",
    ["EST", "America", "America/New_Yrok", "../etc/passwd", "/etc/localtime", "America/New York"],
)
def test_what_is_no_place_is_no_zone(zone: str) -> None:
    assert not is_place(zone)
    assert is_place("America/New_York")


HOSTILE = r"""a;b,c\nEND:VEVENT\r\nX:y "x" <img src=x onerror=alert(1)> """ + "\u96ea" * 99


def test_whatever_a_contributor_types_stays_inside_its_field(file_briefs: File) -> None:
    files = {
        "acme/company.yml": COMPANY.replace("short_name: Acme", "short_name: Acme; Sons, Ltd"),
        "acme/2026-q2.yml": record("2026-Q2", "2026-06-30", "2026-07-30", f", note: '{HOSTILE}'"),
    }
    content = events_file(issuers_of(file_briefs, files))
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not {b"\n", b"\r"} & {bytes([each]) for line in lines for each in line}
    assert [line for line in lines if line.startswith((b"BEGIN", b"END", b"X:"))] == [
        b"BEGIN:VCALENDAR",
        b"BEGIN:VEVENT",
        b"END:VEVENT",
        b"END:VCALENDAR",
    ]
    assert b"SUMMARY:Acme\\; Sons\\, Ltd FY2026 Q2 results" in lines
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(event["description"]) == HOSTILE


def test_one_commit_is_one_calendar_and_knows_no_address_it_was_not_told(
    issuers: Mapping[str, Issuer],
) -> None:
    assert events_file(issuers) == events_file(dict(issuers))
    assert b"URL" not in events_file(issuers, Edition(date(2026, 9, 30)))


def test_days_of_dividends_stand_in_the_calendar_and_its_file(file_briefs: File) -> None:
    text = QUARTERS["acme/2026-q2.yml"] + (
        "dividends:\n"
        "  - {amount: 0.26, unit: USD per share, declared: 2026-07-30, ex: 2026-08-11,"
        " record: 2026-08-11, paid: 2026-10-14}\n"
    )
    found = issuers_of(file_briefs, {**QUARTERS, "acme/2026-q2.yml": text})
    table = page_of(found, date(2026, 9, 30)).dividends
    assert [row[:3] for row in table.rows] == [
        ("14 Oct 2026", "[Acme](acme/index.md)", "dividend paid")
    ]
    all_ = everything(found, EDITION)
    events = Calendar.from_ical(calendar(all_.lines, all_.days, EDITION)).walk("VEVENT")
    told = {str(event["summary"]): event["dtstart"].dt for event in events}
    assert told["Acme ex-dividend"] == date(2026, 8, 11)
    assert told["Acme dividend paid"] == date(2026, 10, 14)
    assert len({str(event["uid"]) for event in events}) == len(events)
