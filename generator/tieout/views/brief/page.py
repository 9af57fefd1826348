"""One brief: everything its page shows, in the order in which the page shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tieout.charts import Chart, Drawn, brief_charts
from tieout.charts.columns import Columns, columns_of
from tieout.charts.series import PeriodRange
from tieout.charts.sparks import PERIODS
from tieout.facts.labels import in_sentence, metric_label
from tieout.figures.periods import FiscalLabel
from tieout.figures.said import calendar, day, spelled
from tieout.figures.saying import joined, say, several
from tieout.records.blocks import SecondCheck
from tieout.records.company import Company
from tieout.views.brief.dividends import dividends
from tieout.views.brief.expected import consensus, guidance, reaction
from tieout.views.brief.key_rows import KeyRows, key_rows
from tieout.views.brief.ledger import Checked, Count, counts, ledgers
from tieout.views.brief.line import BriefLine, Covered
from tieout.views.brief.results import key_figures, longer_periods, stated_growth, translation
from tieout.views.brief.scoreboard import Scoreboard, scoreboard
from tieout.views.brief.segments import segment_tables
from tieout.views.brief.sources import ListedSource, corrections, restatements, sources
from tieout.views.brief.strip import FirstStrip, strip
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.citations import Citations, Working
from tieout.views.shared.naming import capital
from tieout.views.shared.tables import Table

Draw = Callable[[Chart], Drawn]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with the size of its drawing."""

    chart: Chart
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class AdjacentBrief:
    """Another brief of the same issuer."""

    slug: str
    label: FiscalLabel


@dataclass(frozen=True)
class Brief:
    """What `/ISSUER/PERIOD/` shows. Text of contributors is as typed: the template escapes it."""

    issuer: str
    slug: str
    file: str
    """The record's YAML, from the repository's root."""
    company: Company
    label: FiscalLabel
    title: str
    """For the browser and the search: issuer, ticker and the period's names."""
    names: tuple[str, ...]
    """The names of the period: the issuer's, the fiscal one, the calendar quarter."""
    metrics: tuple[str, ...]
    """What the group's figures measure, as a sentence names it: for the search."""
    came: str
    """`Released`; `Filed` where the day is known from a filing alone."""
    released: str
    """`25 Nov 2025, before the open`."""
    release_note: str
    published: str
    """The moment of the release for machines; midnight in UTC where only its day is known."""
    updated: str
    """The same, or the day of the latest correction."""
    verdict: str
    scoreboard: Scoreboard
    looking_back: str
    """What the small bars are of: `Eight quarters`."""
    strip: FirstStrip
    claims: int
    """How many numbers of articles were checked."""
    articles: str
    """Of how many articles: `one article`."""
    counts: tuple[Count, ...]
    rows: KeyRows
    takeaways: str
    """Our own prose as HTML."""
    columns: tuple[Columns, ...]
    segments: tuple[tuple[str, Table], ...]
    consensus: Table
    guidance: Table
    dividends: Table
    reaction: tuple[tuple[str, Table], ...]
    ledgers: tuple[Checked, ...]
    restatements: Table
    corrections: Table
    sources: tuple[ListedSource, ...]
    checked: SecondCheck | None
    """Who else has held the figures against their sources."""
    before: AdjacentBrief | None
    after: AdjacentBrief | None
    references: tuple[str, ...]
    """The addresses of the figures, as Markdown; made when the page has asked for all of them."""
    record: FullRecord


@dataclass(frozen=True, slots=True)
class FullRecord:
    """What `/ISSUER/PERIOD/record/` shows: all that is looked up and not read."""

    key_figures: Table
    longer: tuple[tuple[FiscalLabel, Table], ...]
    translation: Table
    stated_growth: Table
    pictures: tuple[Picture, ...]
    workings: tuple[Working, ...]
    references: tuple[str, ...]


def view(brief: Covered, draw: Draw) -> Brief:
    """Everything a brief's page shows."""
    shelf, line = brief.shelf, brief.line
    cite = Citations(shelf)
    record, company = shelf.filed.model, shelf.conventions.company
    # The workings stand in the order in which the two pages first ask for their figures.
    full = cite.of_the_record()
    board = scoreboard(shelf, cite, [each.sentence for each in line.headlines])
    below = strip(shelf, cite)
    figures = key_figures(shelf, full)
    rows = key_rows(shelf, cite)
    segments = tuple(segment_tables(shelf, cite))
    estimates = consensus(shelf, cite)
    checked = tuple(ledgers(shelf, cite))
    charts = brief_charts(shelf.facts, shelf.record, company, shelf.main_label)
    pictures = tuple(Picture(chart, draw(chart)) for chart in charts)
    before, after = _neighbours(shelf)
    takeaways, guided = cite.prose(record.takeaways), guidance(shelf, cite)
    paid = dividends(shelf, cite)
    moved, restated = tuple(reaction(shelf, cite)), restatements(shelf, cite)
    return Brief(
        issuer=shelf.issuer.slug,
        slug=shelf.slug,
        file=shelf.filed.file,
        company=company,
        label=shelf.label,
        title=joined(", ", (line.title, _calendar(line))),
        names=line.names,
        metrics=_metrics(shelf),
        came=line.came,
        released=joined(", ", (day(line.released), line.hour)),
        release_note=line.release_note,
        published=line.published.isoformat(),
        updated=line.updated.isoformat(),
        verdict=line.verdict,
        scoreboard=board,
        looking_back=_looking_back(shelf),
        strip=below,
        claims=sum(len(each.verdicts) for each in checked),
        articles=_articles(checked),
        counts=counts(checked),
        rows=rows,
        takeaways=takeaways,
        columns=columns_of(shelf.facts, company, shelf.issuer.slug, shelf.main_label),
        segments=segments,
        consensus=estimates,
        guidance=guided,
        dividends=paid,
        reaction=moved,
        ledgers=checked,
        restatements=restated,
        corrections=corrections(shelf),
        sources=sources(shelf),
        checked=shelf.filed.model.checked,
        before=before,
        after=after,
        references=cite.references.lines(),
        record=_full_record(shelf, full, figures, pictures),
    )


def _full_record(
    shelf: Shelf, cite: Citations, figures: Table, pictures: tuple[Picture, ...]
) -> FullRecord:
    """Made last: its workings are those that either page has asked for."""
    longer = tuple(longer_periods(shelf, cite))
    translated, stated = translation(shelf, cite), stated_growth(shelf, cite)
    workings = tuple(cite.workings())
    return FullRecord(
        figures, longer, translated, stated, pictures, workings, cite.references.lines()
    )


def _looking_back(shelf: Shelf) -> str:
    lengths = PeriodRange(shelf.issuer.slug, shelf.main_label, PERIODS).lengths
    return capital(say("{count} {periods}", count=spelled(PERIODS), periods=lengths))


def _articles(checked: Sequence[Checked]) -> str:
    return several(
        "{number} article", "{number} articles", len(checked), number=spelled(len(checked))
    )


def _calendar(line: BriefLine) -> str:
    return calendar(line.quarter) if line.is_quarter else ""


def _neighbours(shelf: Shelf) -> tuple[AdjacentBrief | None, AdjacentBrief | None]:
    """The issuer's brief before this one, and the one after it."""
    slugs = list(shelf.issuer.records)
    here = slugs.index(shelf.slug)
    before = slugs[here - 1] if here else None
    after = slugs[here + 1] if here + 1 < len(slugs) else None
    return _neighbour(shelf, before), _neighbour(shelf, after)


def _neighbour(shelf: Shelf, slug: str | None) -> AdjacentBrief | None:
    if slug is None:
        return None
    return AdjacentBrief(slug, shelf.issuer.records[slug].model.period.fiscal)


def _metrics(shelf: Shelf) -> tuple[str, ...]:
    company = shelf.conventions.company
    labels = (metric_label(company, level.metric) for level in shelf.levels())
    return tuple(dict.fromkeys(in_sentence(label) for label in labels))
