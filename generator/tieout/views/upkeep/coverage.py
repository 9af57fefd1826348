"""What a contributor can do next: what briefs lack, what has no source to follow, what is late.

It reads what records state and works nothing out, so that a page on all issuers stays cheap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tieout.check import RULES, Waived, waivers
from tieout.edition import Edition
from tieout.facts.defaults import Conventions
from tieout.facts.schedule import WITHOUT_HABIT, Due, Habit, between, late
from tieout.facts.stated import Statement, state
from tieout.figures.display import NOTHING
from tieout.figures.said import day
from tieout.figures.saying import joined, say, several
from tieout.problems import Place
from tieout.records.model import Record
from tieout.records.read import Issuer, OnFile
from tieout.views.brief.line import PARTS, BriefLine
from tieout.views.shared.editing import edited, line
from tieout.views.shared.naming import capital, named
from tieout.views.shared.plain import plain
from tieout.views.shared.tables import ColumnHead, Table, strong

_LAST = 4
_HABITS: dict[Habit, str] = {
    "release": say("going by the slowest release so far"),
    "filing": say("going by the slowest filing so far; results may be out before they are filed"),
    "either": say("going by the slowest release or filing so far"),
    "none": say("{count} days after its end", count=WITHOUT_HABIT.days),
}
"""On what days it is based that a period is late."""


@dataclass(frozen=True, slots=True)
class Open:
    """What can be done for one issuer."""

    name: str
    """As typed: the template escapes it."""
    late: tuple[str, ...]
    """Sentences on periods that should be on record by now."""
    between: str
    """Periods without a brief between the first and the last that have one."""
    briefs: Table


@dataclass(frozen=True)
class Coverage:
    """What `/coverage/` shows."""

    as_of: str
    summary: Table
    issuers: tuple[Open, ...]
    waivers: Table


@dataclass(frozen=True, slots=True)
class Held:
    """One issuer with what its briefs have and lack."""

    issuer: str
    """In addresses."""
    name: str
    """As typed."""
    briefs: int
    latest: str
    """A link to the latest brief."""
    late: int
    """How many periods should be on record by now."""
    between: int
    """How many are missing between the first brief and the last."""
    parts: Mapping[str, int]
    """For each part, how many briefs have it."""
    open: Open
    waived: tuple[tuple[str, ...], ...]
    """A row for each waiver."""


def held(issuer: Issuer, lines: Sequence[BriefLine], edition: Edition) -> Held:
    """What the page shows of one issuer, whose briefs are told in `lines`."""
    missing = late(issuer, edition.as_of)
    lacking = Counter(part for line in lines for part in line.gaps)
    last = lines[-1] if lines else None
    return Held(
        issuer=issuer.slug,
        name=issuer.company.model.short_name,
        briefs=len(lines),
        latest=f"[{last.label}]({last.record}/index.md)" if last else NOTHING,
        late=len(missing),
        between=len(between(issuer)),
        parts={part: len(lines) - lacking[part] for part in PARTS},
        open=_open(issuer, lines, missing, edition),
        waived=tuple(_waived(each, issuer, edition) for each in waivers({issuer.slug: issuer})),
    )


def view(issuers: Sequence[Held], edition: Edition) -> Coverage:
    """Everything the page shows, issuers by name."""
    named = sorted(issuers, key=lambda each: each.name.lower())
    return Coverage(
        as_of=day(edition.as_of),
        summary=_summary(named),
        issuers=tuple(each.open for each in named),
        waivers=_waivers(row for each in issuers for row in each.waived),
    )


def _summary(held: Sequence[Held]) -> Table:
    titles = (
        say("Briefs"),
        say("Latest"),
        say("Late"),
        say("Gaps"),
        *map(capital, PARTS),
        say("Waivers"),
    )
    columns = (ColumnHead(say("Issuer"), numbers=False), *(ColumnHead(title) for title in titles))
    rows = [_row(each) for each in held]
    if len(rows) > 1:
        rows.append(strong(_all(held)))
    return Table(columns, tuple(rows))


def _row(held: Held) -> tuple[str, ...]:
    return (
        f"[{plain(held.name)}]({held.issuer}/index.md)",
        str(held.briefs),
        held.latest,
        _count(held.late),
        _count(held.between),
        *(_share(held.parts[part], held.briefs) for part in PARTS),
        _count(len(held.waived)),
    )


def _all(held: Sequence[Held]) -> tuple[str, ...]:
    briefs = sum(each.briefs for each in held)
    return (
        say("All issuers"),
        f"{briefs:,}",
        NOTHING,
        _count(sum(each.late for each in held)),
        _count(sum(each.between for each in held)),
        *(_share(sum(each.parts[part] for each in held), briefs) for part in PARTS),
        _count(sum(len(each.waived) for each in held)),
    )


def _share(count: int, whole: int) -> str:
    """In words, for those who hear the page: `✓ all 9`, `4 of 9`, `none`."""
    if not count:
        return say("none")
    if count == whole:
        return say("✓ all {count}", count=f"{whole:,}")
    return say("{shown} of {total}", shown=f"{count:,}", total=f"{whole:,}")


def _count(number: int) -> str:
    return f"{number:,}" if number else say("none")


def _open(
    issuer: Issuer, lines: Sequence[BriefLine], missing: Sequence[Due], edition: Edition
) -> Open:
    conventions = Conventions.of(issuer)
    columns = (say("Brief"), say("Missing"), say("Source gaps"), say("Record"))
    rows = (
        row
        for told in reversed(lines)
        if (row := _brief(told, issuer.records[told.period], conventions, edition))
    )
    return Open(
        name=issuer.company.model.short_name,
        late=tuple(lateness(issuer, each) for each in missing),
        between=joined(", ", map(str, between(issuer))),
        briefs=Table.of([ColumnHead(title, numbers=False) for title in columns], rows),
    )


def lateness(issuer: Issuer, due: Due) -> str:
    """Why a period should be on record, by what days, and where it belongs."""
    file = plain(f"briefs/{issuer.slug}/{due.label.slug}.yml")
    told = (
        say("announced for {day}", day=day(due.announced.date))
        if due.announced
        else say("was due by {day}, {habit}", day=day(due.latest), habit=_HABITS[due.by])
    )
    return say(
        "{period}, to {day}: {told}. Add {file}.",
        period=due.label,
        day=day(due.end),
        told=told,
        file=file,
    )


def _brief(
    told: BriefLine, filed: OnFile[Record], conventions: Conventions, edition: Edition
) -> tuple[str, ...]:
    """The row of a brief; empty where nothing is to be done."""
    stated = state(told.period, filed, conventions, told.issuer)
    missing = [*told.gaps, *_key_metrics(stated, conventions)]
    source_gaps = [
        say("{text} ({working})", text=words, working=line(edition, place))
        for words, place in _source_gaps(stated, filed)
    ]
    if not missing and not source_gaps:
        return ()
    return (
        f"[{told.label}]({told.record}/index.md)",
        joined(", ", missing) if missing else NOTHING,
        joined("<br>", source_gaps) if source_gaps else NOTHING,
        edited(edition, Place(filed.file)),
    )


def _key_metrics(stated: Statement, conventions: Conventions) -> Iterator[str]:
    """The first screen's figures that the record has not, with what it says of them."""
    for name in conventions.company.key_metrics:
        segment, _, metric = name.rpartition(".")
        if _is_stated(stated, segment, metric, conventions):
            continue
        said = (
            each.said
            for each in stated.missing
            if (each.segment, each.metric, each.label) == (segment, metric, stated.label)
        )
        yield say(
            "{metric} {lacking}",
            metric=plain(named(conventions.company, metric, segment)),
            lacking=say(next(said, "missing")),
        )


def _is_stated(stated: Statement, segment: str, metric: str, conventions: Conventions) -> bool:
    """Whether a figure is typed, or follows from what is: a ratio, or a fourth quarter's flow.

    Nothing is asked for a quarter of who reports the year to date alone.
    """
    known = conventions.metrics[metric]
    own = any(each.kind == "reported" and each.label == stated.label for each in stated.figures)
    labels = {stated.label}
    if not own or (known.kind == "flow" and stated.label.ends_year):
        labels.add(stated.label.year_to_date)
    typed = any(
        (each.segment, each.metric) == (segment, metric) and each.label in labels
        for each in stated.figures
        if each.kind == "reported" and not each.version
    )
    if typed or known.margin_of is None:
        return typed
    parts = (known.margin_of.numerator, known.margin_of.denominator)
    return all(_is_stated(stated, segment, part, conventions) for part in parts)


def _source_gaps(stated: Statement, filed: OnFile[Record]) -> Iterator[tuple[str, Place]]:
    """What cannot be followed to a document, each with the first place to mend."""
    sources = filed.model.sources
    for key, source in sources.items():
        citing = [each for each in stated.figures if each.origin.source == key]
        if citing and not (source.url or source.accession or source.article):
            told = several(
                "{count} figure whose source {key} has no address",
                "{count} figures whose source {key} has no address",
                len(citing),
                key=plain(key),
            )
            yield told, filed.place("sources", key)
    without = [each for each in stated.figures if each.origin.source and not each.origin.locator]
    if without:
        told = several(
            "{count} figure without a locator", "{count} figures without a locator", len(without)
        )
        yield told, without[0].origin.place
    alone = [each for each in stated.figures if each.origin.only_article]
    if alone:
        told = several(
            "{count} figure known from an article alone",
            "{count} figures known from an article alone",
            len(alone),
        )
        yield told, alone[0].origin.place
    yield from _gaps_of_rows(filed)


def _gaps_of_rows(filed: OnFile[Record]) -> Iterator[tuple[str, Place]]:
    unknown = [
        index for index, row in enumerate(filed.model.consensus) if row.provider == "unknown"
    ]
    if unknown:
        told = several(
            "{count} estimate, provider not named",
            "{count} estimates, provider not named",
            len(unknown),
        )
        yield told, filed.place("consensus", unknown[0])
    unread = [key for key, source in filed.model.sources.items() if source.retrieved is None]
    if unread:
        told = several(
            "{count} source without a retrieval date",
            "{count} sources without a retrieval date",
            len(unread),
        )
        yield told, filed.place("sources", unread[0])


def _waivers(rows: Iterable[tuple[str, ...]]) -> Table:
    columns = (say("Brief"), say("Rule"), say("Figure"), say("Reason"), say("Record"))
    return Table.of([ColumnHead(title, numbers=False) for title in columns], rows)


def _waived(waived: Waived, issuer: Issuer, edition: Edition) -> tuple[str, ...]:
    label = issuer.records[waived.record.partition("/")[2]].model.period.fiscal
    name = plain(issuer.company.model.short_name)
    return (
        f"[{name} {label}]({waived.record}/index.md)",
        _rule(waived.waiver.rule),
        plain(waived.waiver.figure),
        plain(waived.waiver.reason),
        edited(edition, waived.place),
    )


def _rule(code: str) -> str:
    """The rule with its name; of one that does not exist the check tells, and its code is text."""
    known = RULES.get(code)
    return f"[{code}](methodology.md#{code.lower()}) {plain(known.name)}" if known else plain(code)
