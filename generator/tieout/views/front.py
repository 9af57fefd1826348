"""The front page: the latest briefs, what surprised most, what conflicts, how much is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tieout.figures.display import day, spelled
from tieout.views.brief.line import BriefLine
from tieout.views.issuer.page import ListedBrief
from tieout.views.press.claims import ArticleLine
from tieout.views.shared.numbers import Linked
from tieout.views.shared.prose import plain
from tieout.views.shared.tables import ColumnHead, Table

_MOST_BRIEFS = 12
"""The latest briefs that are looked into; fewer are listed."""
_MOST_LISTED = 5
_MOST_SURPRISES = 6


@dataclass(frozen=True, slots=True)
class SiteTotals:
    """What the site holds."""

    issuers: int
    briefs: int
    articles: int


@dataclass(frozen=True)
class Front:
    """What `/` shows. Text of contributors is as typed: the template escapes it."""

    tally: SiteTotals
    briefs: tuple[ListedBrief, ...]
    """The latest, by day of release."""
    looked_into: str
    """`the 12 latest briefs (2 May 2025 to 25 Nov 2025)`."""
    surprises: Table
    checked: str
    """`13 numbers of one article`; empty where no article is about the latest briefs."""
    conflicts: Table
    lacking: str
    """`11 of the 12 latest briefs`: those to which a contributor could add something."""
    references: tuple[str, ...]


def view(tally: SiteTotals, lines: Iterable[BriefLine], articles: Sequence[ArticleLine]) -> Front:
    """Everything the front page shows; only the latest briefs are looked into."""
    latest = sorted(lines, key=lambda each: (-each.released.toordinal(), each.issuer, each.period))
    latest = latest[:_MOST_BRIEFS]
    linked = Linked()
    return Front(
        tally=tally,
        briefs=tuple(ListedBrief(each, each.path) for each in latest[:_MOST_LISTED]),
        looked_into=_looked_into(latest),
        surprises=_surprises(latest, linked),
        checked=_checked(latest),
        conflicts=_conflicts(latest, articles, linked),
        lacking=_lacking(latest),
        references=linked.lines,
    )


def _looked_into(lines: Sequence[BriefLine]) -> str:
    """How far back the page looks, for it goes by the number of briefs and not by time."""
    if not lines:
        return ""
    last, first = (day(line.released) for line in (lines[0], lines[-1]))
    count = f"{spelled(len(lines))} latest briefs" if len(lines) > 1 else "latest brief"
    return f"the {count} ({f'{first} to {last}' if first != last else last})"


def _lacking(lines: Sequence[BriefLine]) -> str:
    lacking = sum(bool(line.gaps) for line in lines)
    whole = _looked_into(lines)
    return f"{spelled(lacking)} of {whole}" if 0 < lacking < len(lines) else whole * bool(lacking)


def _checked(lines: Sequence[BriefLine]) -> str:
    articles = sum(line.articles for line in lines)
    numbers = sum(count for line in lines for count in line.verdicts.values())
    if not articles:
        return ""
    told = f"{numbers} number{'s' if numbers != 1 else ''}"
    return f"{told} of {spelled(articles)} article{'s' if articles > 1 else ''}"


def _surprises(lines: Iterable[BriefLine], linked: Linked) -> Table:
    """The largest distances to an estimate, in percent, one for each metric of a brief."""
    columns = (
        ColumnHead("Brief", numbers=False),
        ColumnHead("Metric", numbers=False),
        ColumnHead("Provider", numbers=False),
        ColumnHead("Estimate"),
        ColumnHead("Actual"),
        ColumnHead("Surprise"),
    )
    found = [(line, distance) for line in lines for distance in line.furthest]
    found.sort(key=lambda each: -each[1].size)
    rows = [
        (
            _brief(line, "consensus-by-provider"),
            plain(distance.called),
            plain(distance.provider),
            *map(linked.bare, (distance.estimate, distance.actual, distance.surprise)),
        )
        for line, distance in found[:_MOST_SURPRISES]
    ]
    return Table.of(columns, rows)


def _brief(line: BriefLine, anchor: str) -> str:
    return f"[{plain(line.party.name)} {line.label}]({line.record}/index.md#{anchor})"


def _conflicts(
    lines: Iterable[BriefLine], articles: Iterable[ArticleLine], linked: Linked
) -> Table:
    """Numbers of articles that the record contradicts."""
    columns = (
        ColumnHead("Brief", numbers=False),
        ColumnHead("Article", numbers=False),
        ColumnHead("Says", numbers=False),
        ColumnHead("Record"),
    )
    about: dict[str, list[ArticleLine]] = {}
    for article in articles:
        about.setdefault(article.brief, []).append(article)
    rows = [
        (
            _brief(line, "claims-ledger"),
            plain(article.headline),
            plain(claim.says),
            linked.bare(claim.named),
        )
        for line in lines
        for article in about.get(line.record, ())
        for claim in article.claims
        if claim.verdict == "conflict"
    ]
    return Table.of(columns, rows)
