"""An issuer's page: all its periods in one table, its charts, its briefs and articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.charts import issuer_charts
from generator.facts import Facts
from generator.figures import Figure, Measure
from generator.formats import NOTHING, cell, shown, unit_name
from generator.model import Company
from generator.periods import MONTHS, WEEKDAYS, FiscalLabel
from generator.prose import link, plain
from generator.read import Issuer
from generator.scalars import Unit
from generator.views.brief import Draw, Picture
from generator.views.citations import Citations
from generator.views.headline import best, growth_text, verdict_line
from generator.views.ledger import WORDS, ledgers
from generator.views.naming import called
from generator.views.shelf import Shelf
from generator.views.tables import Column, Table

_MOST_COLUMNS = 8
_FEWEST_PERIODS = 2


@dataclass(frozen=True, slots=True)
class Listed:
    """A brief in a list: whose, of when, and its verdict line."""

    address: str
    """From the page that lists it."""
    issuer: str
    label: FiscalLabel
    released: date
    verdict: str
    figures: tuple[tuple[str, str], ...]
    """Up to three figures, each with its name."""


@dataclass(frozen=True)
class IssuerPage:
    """What `/ISSUER/` shows. Text of contributors is as typed: the template escapes it."""

    slug: str
    file: str
    company: Company
    website: str
    """A link, as HTML."""
    fiscal_year_end: str
    briefs: tuple[Listed, ...]
    pictures: tuple[Picture, ...]
    history: Table
    growth: Table
    margins: Table
    articles: Table


def view(issuer: Issuer, facts: Facts, draw: Draw) -> IssuerPage:
    """Everything an issuer's page shows."""
    company = issuer.company.model
    shelves = [Shelf(issuer, slug, facts) for slug in reversed(tuple(issuer.records))]
    charts = issuer_charts(facts, shelves[0].record, company) if shelves else ()
    return IssuerPage(
        slug=issuer.slug,
        file=issuer.company.file,
        company=company,
        website=link(company.website, "Investor relations") if company.website else "",
        fiscal_year_end=_year_end(company),
        briefs=tuple(listed(shelf, f"{shelf.slug}/") for shelf in shelves),
        pictures=tuple(Picture(chart, draw(chart)) for chart in charts),
        history=_history(shelves),
        growth=_growth(shelves),
        margins=_margins(shelves),
        articles=_articles(shelves),
    )


def listed(shelf: Shelf, address: str) -> Listed:
    """A brief as lists show it."""
    company = shelf.conventions.company
    names = [name for name in company.key_metrics if "." not in name][:3]
    levels = [level for name in names if (level := best(shelf, name))]
    return Listed(
        address=address,
        issuer=company.short_name,
        label=shelf.label,
        released=shelf.filed.model.released.date,
        verdict=verdict_line(shelf),
        figures=tuple((called(company, level), shown(level)) for level in levels),
    )


def _year_end(company: Company) -> str:
    """`31 March`, or `last Saturday of September` for years of 52 or 53 weeks."""
    calendar = company.calendar
    month = MONTHS[calendar.month - 1]
    if calendar.rule == "fixed":
        return f"{calendar.day} {month}"
    weekday = WEEKDAYS[calendar.weekday]
    to_end = "to the end of" if calendar.rule == "nearest" else "of"
    return f"{calendar.rule} {weekday} {to_end} {month}"


def _history(shelves: list[Shelf]) -> Table:
    """Figures as first reported, a row for each period, the latest first."""
    columns = _columns(shelves, ratios=False)
    unit = shelves[0].unit if shelves else Unit("")
    rows = [
        (
            f"[{shelf.label}]({shelf.slug}/index.md)",
            *(_number(shelf, _level(shelf, like), unit) for like in columns),
        )
        for shelf in shelves
    ]
    return _table(shelves, columns, rows, f"{unit_name(unit)} unless a unit is given.")


def _growth(shelves: list[Shelf]) -> Table:
    """Growth on the year of the same figures."""
    columns = _columns(shelves, ratios=False)
    rows = [
        (
            f"[{shelf.label}]({shelf.slug}/index.md)",
            *(_change(shelf, _level(shelf, like), "yoy") for like in columns),
        )
        for shelf in shelves
    ]
    return _table(
        shelves,
        columns,
        rows,
        "On the year, worked out from the printed figures, or as stated where the base is missing.",
    )


def _margins(shelves: list[Shelf]) -> Table:
    """Ratios of each period."""
    columns = _columns(shelves, ratios=True)
    rows = [
        (
            f"[{shelf.label}]({shelf.slug}/index.md)",
            *(_number(shelf, _level(shelf, like), Unit("")) for like in columns),
        )
        for shelf in shelves
    ]
    return _table(shelves, columns, rows, "In percent of revenue.")


def _table(
    shelves: list[Shelf], columns: list[Figure], rows: list[tuple[str, ...]], caption: str
) -> Table:
    titles = [plain(called(shelves[0].conventions.company, like)) for like in columns]
    heads = (Column("Period", numbers=False), *(Column(title) for title in titles))
    shown_rows = [row for row in rows if any(each != NOTHING for each in row[1:])]
    return Table.of(heads, shown_rows, caption)


def _columns(shelves: list[Shelf], ratios: bool) -> list[Figure]:
    """The series that most periods have, in the order of the statements; one figure of each."""
    found: Counter[tuple[object, ...]] = Counter()
    latest: dict[tuple[object, ...], Figure] = {}
    for shelf in shelves:
        for level in shelf.levels():
            if (level.unit == "%") == ratios:
                found[_series(level)] += 1
                latest.setdefault(_series(level), level)
    frequent = [key for key, count in found.most_common() if count >= _FEWEST_PERIODS]
    kept = set(frequent[:_MOST_COLUMNS])
    return [level for key, level in latest.items() if key in kept]


def _series(level: Figure) -> tuple[object, ...]:
    return level.metric, level.basis, level.unit


def _level(shelf: Shelf, like: Figure) -> Figure | None:
    same = (level for level in shelf.levels() if _series(level) == _series(like))
    return next(same, None)


def _number(shelf: Shelf, level: Figure | None, unit: Unit) -> str:
    if level is None:
        return NOTHING
    anchor = f"s-{level.origin.source}" if level.origin.source else "key-figures"
    return f"[{cell(level, unit)}]({shelf.slug}/index.md#{anchor})"


def _change(shelf: Shelf, level: Figure | None, measure: Measure) -> str:
    change = shelf.change(level, measure)
    stated = shelf.stated(level, measure) if level and change is None else None
    if change is None and stated is None:
        return NOTHING
    text = f"{shown(stated)} (stated)" if stated else growth_text(change)
    return f"[{text}]({shelf.slug}/index.md#key-figures)"


def _articles(shelves: list[Shelf]) -> Table:
    """Articles about any of the periods, with how their numbers fared."""
    columns = (
        Column("Article", numbers=False),
        Column("Publisher", numbers=False),
        Column("About", numbers=False),
        Column("Numbers"),
        Column("Verdicts", numbers=False),
    )
    return Table.of(columns, (row for shelf in shelves for row in _checked(shelf)))


def _checked(shelf: Shelf) -> Iterator[tuple[str, ...]]:
    for checked in ledgers(shelf, Citations(shelf)):
        found = Counter(verdict.name for verdict in checked.verdicts)
        told = "; ".join(f"{found[name]} {words}" for name, words in WORDS.items() if found[name])
        yield (
            plain(checked.article.title),
            plain(checked.publisher) or "unknown",
            f"[{shelf.label}]({shelf.slug}/index.md#claims-ledger)",
            str(len(checked.verdicts)),
            told or NOTHING,
        )
