"""The front page: the newest brief, what was held against the press, what is coming and what lacks.

It tells of the latest briefs alone: those of all, those that articles are about, and those that
were estimated. So it shows what the site is for, and is as long as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from tieout.charts.growth import GrowthChart, QuarterGrowth, growth_chart
from tieout.charts.sparks import Spark
from tieout.claims.verdicts import VERDICTS
from tieout.facts.labels import in_sentence
from tieout.figures.said import day, spelled
from tieout.figures.saying import joined, say, several
from tieout.views.brief.line import BriefLine, Headline
from tieout.views.issuer.page import ListedBrief
from tieout.views.market.series import Point
from tieout.views.press.claims import ArticleLine, ClaimLine
from tieout.views.rows import Everything
from tieout.views.shared.brief_figures import REVENUE
from tieout.views.shared.naming import NO_PROVIDER, capital
from tieout.views.shared.numbers import Linked
from tieout.views.shared.plain import plain
from tieout.views.upkeep.calendar import Days, coming

_LOOKED_INTO = 12
_MOST_LISTED = 6
_MOST_SAID = 4
"""Sentences and names of a line of the strip."""


@dataclass(frozen=True, slots=True)
class LeadRow:
    """A key figure of the newest brief."""

    headline: Headline
    spark: Spark | None


@dataclass(frozen=True, slots=True)
class LeadBrief:
    """The newest brief."""

    line: BriefLine
    rows: tuple[LeadRow, ...]
    chart: GrowthChart | None
    lacking: str
    """What it has no more of: `Estimates, share price and press: none on record`; may be empty."""


@dataclass(frozen=True, slots=True)
class CheckedBrief:
    """The newest brief that was held against articles. Texts are Markdown."""

    line: BriefLine
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Front:
    """What `/` shows. Text of contributors is as typed unless it says otherwise."""

    lead: LeadBrief | None
    press: CheckedBrief | None
    briefs: tuple[ListedBrief, ...]
    """The latest after these two, by day of release."""
    coming: tuple[str, ...]
    """Announced releases; Markdown, like what follows."""
    behind: tuple[str, ...]
    """`[Snowflake](snow/index.md) 5 periods`."""
    conflicts: tuple[str, ...]
    surprises: tuple[str, ...]
    checked: str
    """Which briefs the conflicts are of: `the 12 latest briefs with articles (2 May 2025 ...)`."""
    references: tuple[str, ...]


def view(everything: Everything, as_of: date) -> Front:
    """Everything the front page shows; `as_of` is the day that counts as today."""
    lines, articles = everything.lines, everything.articles
    latest = sorted(lines, key=lambda each: (-each.released.toordinal(), each.issuer, each.period))
    checked = [line for line in latest if line.articles][:_LOOKED_INTO]
    estimated = [line for line in latest if line.furthest][:_LOOKED_INTO]
    lead, linked = _lead(latest[0], everything) if latest else None, Linked()
    apart = [*latest[:1], *checked[:1]]
    return Front(
        lead=lead,
        press=_press(checked[0], articles, linked) if checked else None,
        briefs=tuple(
            ListedBrief(each, each.path, has_figures=False)
            for each in latest[: _MOST_LISTED + len(apart)]
            if each not in apart
        )[:_MOST_LISTED],
        coming=tuple(_coming(everything.days, as_of)),
        behind=tuple(_behind(everything.days)),
        conflicts=tuple(_conflicts(checked, articles, linked))[:_MOST_SAID],
        surprises=tuple(_surprises(estimated, linked))[:_MOST_SAID],
        checked=_looked_into(checked),
        references=linked.lines,
    )


def _lead(line: BriefLine, everything: Everything) -> LeadBrief:
    whole = next(rows for rows in everything.issuers if rows.party.slug == line.issuer)
    own = next((one for one in whole.series if one.metric == REVENUE and not one.segment), None)
    known = whole.sparks if whole.lines[-1] is line else ()
    lacks = [name for name in ("consensus", "share price", "articles") if name in line.gaps]
    named = [say("estimates") if name == "consensus" else say(name) for name in lacks]
    told = joined(" and ", (joined(", ", named[:-1]), named[-1])) if named else ""
    return LeadBrief(
        line=line,
        rows=tuple(
            LeadRow(headline, picture)
            for headline, picture in zip_longest(line.headlines, known[: len(line.headlines)])
        ),
        chart=growth_chart([_quarter(each) for each in own.points]) if own else None,
        lacking=say("{parts}: none on record", parts=capital(told)) if told else "",
    )


def _quarter(point: Point) -> QuarterGrowth:
    year, _, part = point.label.partition(" ")
    change = point.change
    value = Decimal(change.value) if change else None
    return QuarterGrowth(part or year, year, value, change.shown if change else "", change.figure)


def _looked_into(lines: Sequence[BriefLine]) -> str:
    """How far back the conflicts go, for that goes by the number of briefs and not by time."""
    if not lines:
        return ""
    last, first = (day(line.released) for line in (lines[0], lines[-1]))
    days = say("{low} to {high}", low=first, high=last) if first != last else last
    return several(
        "the only brief with articles ({days})",
        "the {number} latest briefs with articles ({days})",
        len(lines),
        number=spelled(len(lines)),
        days=days,
    )


def _press(line: BriefLine, articles: Sequence[ArticleLine], linked: Linked) -> CheckedBrief:
    """How the numbers of the articles about a brief stand, in a sentence or two."""
    own = [article for article in articles if article.brief == line.record]
    total = sum(line.verdicts.values())
    told = joined(
        ", ",
        (
            say(
                "{number} {verdict}",
                number=spelled(line.verdicts[name]),
                verdict=wording.count(line.verdicts[name]),
            )
            for name, wording in VERDICTS.items()
            if line.verdicts.get(name)
        ),
    )
    where = several("one article", "{number} articles", len(own), number=spelled(len(own)))
    checked = say(
        "Of the {total} numbers in {articles}: {counts}. [Ledger]({address})",
        total=spelled(total),
        articles=where,
        counts=told,
        address=f"{line.record}/index.md#claims-ledger",
    )
    return CheckedBrief(line, (checked, *_furthest(line, linked)))


def _furthest(line: BriefLine, linked: Linked) -> Iterator[str]:
    """The greatest distances to estimates of one brief."""
    found = sorted(line.furthest, key=lambda each: -each.size)[:2]
    if not found:
        yield say("No estimate of it is on record.")
        return
    told = joined(
        "; ",
        (
            say(
                "{metric}, {distance} against the estimate of {provider}",
                metric=plain(in_sentence(each.called)),
                distance=linked.bare(each.surprise),
                provider=plain(_whose(each.provider)),
            )
            for each in found
        ),
    )
    yield say("Furthest from an estimate: {distances}.", distances=told)


def _whose(provider: str) -> str:
    return say("a provider not named") if provider == NO_PROVIDER else provider


def _coming(days: Sequence[Days], as_of: date) -> Iterator[str]:
    for each in [each for each in coming(days) if each.day >= as_of][:_MOST_SAID]:
        yield say(
            "{issuer} {period}, {day}",
            issuer=f"[{plain(each.name)}]({each.issuer}/index.md)",
            period=each.label,
            day=day(each.day),
        )


def _behind(days: Sequence[Days]) -> Iterator[str]:
    late = [each for issuer in days for each in issuer.behind]
    for each in sorted(late, key=lambda late: (late.day, late.issuer))[:_MOST_SAID]:
        issuer, _, missing, _ = each.cells
        yield (
            say("{issuer} {count} period", issuer=issuer, count=missing)
            if missing == "1"
            else say("{issuer} {count} periods", issuer=issuer, count=missing)
        )


def _surprises(lines: Iterable[BriefLine], linked: Linked) -> Iterator[str]:
    """The largest distances to an estimate, in percent, one for each metric of a brief."""
    found = [(line, distance) for line in lines for distance in line.furthest]
    found.sort(key=lambda each: -each[1].size)
    for line, distance in found[:_MOST_SAID]:
        yield say(
            "{brief}: {metric} {actual}, {distance} against {estimate} of {provider}.",
            brief=_brief(line, "consensus-by-provider"),
            metric=plain(in_sentence(distance.called)),
            actual=linked.bare(distance.actual),
            distance=linked.bare(distance.surprise),
            estimate=linked.bare(distance.estimate),
            provider=plain(_whose(distance.provider)),
        )


def _brief(line: BriefLine, anchor: str) -> str:
    return f"[{plain(line.party.name)} {line.label}]({line.record}/index.md#{anchor})"


def _conflicts(
    lines: Iterable[BriefLine], articles: Iterable[ArticleLine], linked: Linked
) -> Iterator[str]:
    """Numbers of articles that the record contradicts."""
    about: dict[str, list[ArticleLine]] = {}
    for article in articles:
        about.setdefault(article.brief, []).append(article)
    for line in lines:
        for article in about.get(line.record, ()):
            for claim in article.claims:
                if claim.verdict == "conflict":
                    yield _contradicted(line, article, claim, linked)


def _contradicted(line: BriefLine, article: ArticleLine, claim: ClaimLine, linked: Linked) -> str:
    whose = say("an article") if article.publisher == "unknown" else plain(article.publisher)
    return say(
        "{brief}: {publisher} says “{number}”; the record has {figure}.",
        brief=_brief(line, "claims-ledger"),
        publisher=whose,
        number=plain(claim.says),
        figure=linked.bare(claim.named),
    )
