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
from tieout.figures.display import NOTHING, day
from tieout.figures.figure import Figure
from tieout.problems import Place
from tieout.records.model import Record
from tieout.records.read import Filed, Issuer
from tieout.views.shared.editing import edited, line
from tieout.views.shared.naming import NO_PROVIDER, named
from tieout.views.shared.prose import plain
from tieout.views.shared.tables import Column, Table, strong

PARTS = ("takeaways", "segments", "consensus", "share price", "articles")
"""What a brief can have beside its figures, as the page names it."""
_LAST = 4
_HABITS: dict[Habit, str] = {
    "release": "going by the slowest release so far",
    "filing": "going by the slowest filing so far; results may be out before they are filed",
    "either": "going by the slowest release or filing so far",
    "none": f"{WITHOUT_HABIT.days} days after its end",
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
class _Held:
    """One issuer with what its briefs have."""

    issuer: Issuer
    late: tuple[Due, ...]
    waived: int

    @property
    def briefs(self) -> int:
        return len(self.issuer.records)

    @property
    def parts(self) -> Counter[str]:
        """For each part, how many briefs have it."""
        lacking = Counter(part for slug in self.issuer.records for part in gaps(self.issuer, slug))
        return Counter({part: self.briefs - lacking[part] for part in PARTS})


def view(issuers: Mapping[str, Issuer], edition: Edition) -> Coverage:
    """Everything the page shows, issuers by name."""
    named = sorted(issuers.values(), key=lambda each: each.company.model.short_name.lower())
    waived = waivers(issuers)
    of_issuer = Counter(each.record.partition("/")[0] for each in waived)
    held = [_Held(each, late(each, edition.as_of), of_issuer[each.slug]) for each in named]
    return Coverage(
        as_of=day(edition.as_of),
        summary=_summary(held),
        issuers=tuple(_open(each, edition) for each in held),
        waivers=_waivers(waived, issuers, edition),
    )


def gaps(issuer: Issuer, slug: str) -> Iterator[str]:
    """The parts that one brief lacks, in their order."""
    record = issuer.records[slug].model
    brief = f"{issuer.slug}/{slug}"
    held = {
        "takeaways": bool(record.takeaways.strip()),
        "segments": bool(record.segments),
        "consensus": bool(record.consensus),
        "share price": bool(record.reaction),
        "articles": any(filed.model.covers == brief for filed in issuer.articles.values()),
    }
    yield from (part for part in PARTS if not held[part])


def _summary(held: Sequence[_Held]) -> Table:
    titles = ("Briefs", "Latest", "Late", "Gaps", *map(str.capitalize, PARTS), "Waivers")
    columns = (Column("Issuer", numbers=False), *(Column(title) for title in titles))
    rows = [_row(each) for each in held]
    if len(rows) > 1:
        rows.append(strong(_all(held)))
    return Table(columns, tuple(rows))


def _row(held: _Held) -> tuple[str, ...]:
    issuer = held.issuer
    latest = next(reversed(tuple(issuer.records)), "")
    label = str(issuer.records[latest].model.period.fiscal) if latest else NOTHING
    return (
        f"[{plain(issuer.company.model.short_name)}]({issuer.slug}/index.md)",
        str(held.briefs),
        f"[{label}]({issuer.slug}/{latest}/index.md)" if latest else NOTHING,
        _count(len(held.late)),
        _count(len(between(issuer))),
        *(_share(held.parts[part], held.briefs) for part in PARTS),
        _count(held.waived),
    )


def _all(held: Sequence[_Held]) -> tuple[str, ...]:
    briefs = sum(each.briefs for each in held)
    parts = sum((each.parts for each in held), Counter[str]())
    return (
        "All issuers",
        f"{briefs:,}",
        NOTHING,
        _count(sum(len(each.late) for each in held)),
        _count(sum(len(between(each.issuer)) for each in held)),
        *(_share(parts[part], briefs) for part in PARTS),
        _count(sum(each.waived for each in held)),
    )


def _share(count: int, whole: int) -> str:
    """In words, for those who hear the page: `✓ all 9`, `4 of 9`, `none`."""
    if not count:
        return "none"
    return f"✓ all {whole:,}" if count == whole else f"{count:,} of {whole:,}"


def _count(number: int) -> str:
    return f"{number:,}" if number else "none"


def _open(held: _Held, edition: Edition) -> Open:
    issuer = held.issuer
    conventions = Conventions.of(issuer)
    columns = ("Brief", "Missing", "Source gaps", "Record")
    rows = (
        row
        for slug, filed in reversed(tuple(issuer.records.items()))
        if (row := _brief(issuer, slug, filed, conventions, edition))
    )
    return Open(
        name=issuer.company.model.short_name,
        late=tuple(lateness(issuer, each) for each in held.late),
        between=", ".join(map(str, between(issuer))),
        briefs=Table.of([Column(title, numbers=False) for title in columns], rows),
    )


def lateness(issuer: Issuer, due: Due) -> str:
    """Why a period should be on record, by what days, and where it belongs."""
    file = plain(f"briefs/{issuer.slug}/{due.label.slug}.yml")
    told = (
        f"announced for {day(due.announced.date)}"
        if due.announced
        else f"was due by {day(due.latest)}, {_HABITS[due.by]}"
    )
    return f"{due.label}, to {day(due.end)}: {told}. Add {file}."


def _brief(
    issuer: Issuer, slug: str, filed: Filed[Record], conventions: Conventions, edition: Edition
) -> tuple[str, ...]:
    """The row of a brief; empty where nothing is to be done."""
    stated = state(slug, filed, conventions, issuer.slug)
    missing = [*gaps(issuer, slug), *_key_metrics(stated, conventions)]
    source_gaps = [
        f"{words} ({line(edition, place)})" for words, place in _source_gaps(stated, filed)
    ]
    if not missing and not source_gaps:
        return ()
    return (
        f"[{filed.model.period.fiscal}]({issuer.slug}/{slug}/index.md)",
        ", ".join(missing) or NOTHING,
        "<br>".join(source_gaps) or NOTHING,
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
        yield f"{plain(named(conventions.company, metric, segment))} {next(said, 'missing')}"


def _is_stated(stated: Statement, segment: str, metric: str, conventions: Conventions) -> bool:
    """Whether a figure is typed, or follows from what is: a ratio, or a fourth quarter's flow."""
    known = conventions.metrics[metric]
    labels = {stated.label}
    if known.kind == "flow" and stated.label.last_quarter == _LAST:
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


def _source_gaps(stated: Statement, filed: Filed[Record]) -> Iterator[tuple[str, Place]]:
    """What cannot be followed to a document, each with the first place to mend."""
    sources = filed.model.sources
    for key, source in sources.items():
        citing = [each for each in stated.figures if each.origin.source == key]
        if citing and not (source.url or source.accession or source.article):
            yield (
                _many(citing, f"whose source {plain(key)} has no address"),
                filed.place("sources", key),
            )
    without = [each for each in stated.figures if each.origin.source and not each.origin.locator]
    yield from _first(without, "without a locator")
    alone = [each for each in stated.figures if each.origin.only_article]
    yield from _first(alone, "known from an article alone")
    unknown = [
        index for index, row in enumerate(filed.model.consensus) if row.provider == "unknown"
    ]
    if unknown:
        words = f"{_number(len(unknown), 'estimate')}, {NO_PROVIDER}"
        yield words, filed.place("consensus", unknown[0])
    unread = [key for key, source in sources.items() if source.retrieved is None]
    if unread:
        words = f"{_number(len(unread), 'source')} without a retrieval date"
        yield words, filed.place("sources", unread[0])


def _first(figures: Sequence[Figure], words: str) -> Iterator[tuple[str, Place]]:
    if figures:
        yield _many(figures, words), figures[0].origin.place


def _many(figures: Sequence[Figure], words: str) -> str:
    return f"{_number(len(figures), 'figure')} {words}"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _waivers(waived: Iterable[Waived], issuers: Mapping[str, Issuer], edition: Edition) -> Table:
    columns = ("Brief", "Rule", "Figure", "Reason", "Record")
    rows = (
        (
            _named(each.record, issuers),
            _rule(each.waiver.rule),
            plain(each.waiver.figure),
            plain(each.waiver.reason),
            edited(edition, each.place),
        )
        for each in waived
    )
    return Table.of([Column(title, numbers=False) for title in columns], rows)


def _named(record: str, issuers: Mapping[str, Issuer]) -> str:
    slug, _, period = record.partition("/")
    issuer = issuers[slug]
    label = issuer.records[period].model.period.fiscal
    return f"[{plain(issuer.company.model.short_name)} {label}]({record}/index.md)"


def _rule(code: str) -> str:
    """The rule with its name; of one that does not exist the check tells, and its code is text."""
    known = RULES.get(code)
    return f"[{code}](methodology.md#{code.lower()}) {plain(known.name)}" if known else plain(code)
