"""Rules on segments: they foot to the group or declare the rest, lines foot to their segment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from tieout.check.rule import RuleFinding, advice, rule
from tieout.check.subject import RecordInHand
from tieout.check.wording import named, told
from tieout.facts.levels import interval
from tieout.figures.figure import Figure
from tieout.figures.intervals import Interval, total
from tieout.records.company import Company
from tieout.records.faults import closest, sure


@rule("T401")
def segments_foot_to_the_group(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Segments plus eliminations equal the group, within the rounding of the printed parts.

    It is held where every segment of company.yml is typed, in each cut. A rest is declared by a row
    of `kind: eliminations` in company.yml: a record that leaves that row out has it worked out.
    Where some segments are missing, the others are no more than the group.
    """
    for group, parts, complete in _footings(subject):
        rest = interval(group) - total([interval(part) for part in parts])
        if rest.low > 0 and complete:
            remedy = (
                "correct the row that is off, or declare the rest in company.yml, as a segment of "
                "`kind: eliminations`"
            )
        elif rest.high < 0:
            remedy = (
                "correct the row that is off, or declare in company.yml a row of "
                "`kind: eliminations`, or the `cut` of segments that divide the group a second time"
            )
        else:
            continue
        yield RuleFinding(group, _off(group, interval(group) - rest), remedy)


@advice("T412")
def segments_foot_to_the_last_digit(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Segments plus eliminations equal the group as printed, where all have the same digits.

    Rounding of each row by itself may make a small difference right.
    """
    for group, parts, complete in _footings(subject):
        whole = total([interval(part) for part in parts])
        rest = interval(group) - whole
        alike = {each.high - each.low for each in (group, *parts)}
        if complete and rest.value and rest.low <= 0 <= rest.high and len(alike) == 1:
            yield RuleFinding(
                group,
                _off(group, whole),
                "see whether the release says so: rounding allows it, and so does a slip",
            )


def _off(group: Figure, whole: Interval) -> str:
    """By how much the rows, taken together, are more or less than the group."""
    rest = group.value - whole.value
    return (
        f"the segments' `{group.metric}` adds up to {told(whole.value, group.unit)}, "
        f"{told(abs(rest), group.unit)} {'less' if rest > 0 else 'more'} than the group's "
        f"{group.printed}"
    )


def _footings(subject: RecordInHand) -> Iterator[tuple[Figure, list[Figure], bool]]:
    """Each figure of the group with the segments of a cut, and whether these are all there are.

    Left out is what cannot be asked: a declared rest that is not typed, and the sum of some
    segments of what may be negative.
    """
    typed: dict[tuple[object, ...], dict[str, Figure]] = defaultdict(dict)
    for figure in subject.typed:
        if figure.segment:
            typed[_column(figure)].setdefault(figure.segment, figure)
    groups = [each for each in subject.typed if not each.segment]
    strange = misspelt_cuts(subject.company)
    for cut in subject.conventions.cuts():
        if cut in strange or cut in strange.values():
            continue  # what is wrong is told of company.yml
        rows = subject.conventions.rows(subject.label, cut)
        for group in groups:
            known = typed.get(_column(group), {})
            parts = [known[row] for row in rows if row in known]
            complete = len(parts) == len(rows)
            declared = not complete and subject.conventions.leaves_a_rest(subject.label, cut)
            only_gains = subject.conventions.metrics[group.metric].sign == "positive"
            asked = complete or (only_gains and not declared)
            if parts and asked and subject.conventions.foots(group.metric):
                yield group, parts, complete


def misspelt_cuts(company: Company) -> dict[str, str]:
    """Names of cuts that are but for a letter the name of another cut, with that one."""
    segments = company.segments.values()
    count = Counter(each.cut for each in segments if each.cut and each.cut.isalpha())
    known: list[str] = []
    strange = {}
    for cut, _ in count.most_common():
        near = closest(cut, known)
        if near and sure(cut, near):
            strange[cut] = near
        else:
            known.append(cut)
    return strange


def _column(figure: Figure) -> tuple[object, ...]:
    return figure.metric, figure.basis, figure.unit, figure.label, figure.version


@advice("T402")
def lines_do_not_exceed_their_segment(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Lines of a segment (`part_of`) add up to no more than the segment, within their rounding.

    Sales between the lines of one segment may be right.
    """
    parents = {name: segment.part_of for name, segment in subject.company.segments.items()}
    lines: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in subject.typed:
        parent = parents.get(figure.segment)
        if parent and subject.conventions.metrics[figure.metric].sign == "positive":
            lines[(parent, *_column(figure))].append(figure)
    for whole in subject.typed:
        parts = lines.get((whole.segment, *_column(whole)), [])
        if parts and total([interval(part) for part in parts]).low > whole.high:
            yield RuleFinding(
                whole,
                f"the lines of `{whole.segment}` add up to more than its `{whole.metric}` of "
                f"{whole.printed}",
                "correct the line that is too high, or its `part_of` in company.yml",
            )


@rule("T411")
def segments_are_reported_while_they_last(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A segment has figures of periods from its `since` to its `until` in company.yml.

    The year-ago column may go further back, as it shows the segments as they are cut today.
    """
    told_of: set[str] = set()
    for figure in subject.typed:
        name = figure.segment
        if not name or figure.version or name in told_of:
            continue
        if not subject.conventions.same_cut(name, figure.label):
            told_of.add(name)
            segment = subject.company.segments[name]
            since = f" since {segment.since}" if segment.since else ""
            until = f" until {segment.until}" if segment.until else ""
            yield RuleFinding(
                figure,
                f"`{name}` is reported{since}{until}, not in {figure.label}",
                "type it under the segment of that time, or correct company.yml",
            )


@advice("T413")
def no_segment_is_above_the_group(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Of what cannot be negative, a segment has no more than the group, within their rounding.

    Asked where company.yml declares a rest that is not typed: sales between segments may be right.
    """
    groups = {_column(figure): figure for figure in subject.typed if not figure.segment}
    for group, _, _ in _footings(subject):
        groups.pop(_column(group), None)
    for part in subject.typed:
        whole = groups.get(_column(part))
        if not part.segment or whole is None or part.low <= whole.high:
            continue
        if subject.conventions.metrics[part.metric].sign == "positive":
            yield RuleFinding(
                part,
                f"`{named(part)}` of {part.printed} is above the group's {whole.printed}",
                "correct one of them, or its unit",
            )
