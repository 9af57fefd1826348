"""Rules on what was expected and how the price moved: estimates, guidance, reaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from tieout.check.magnitudes import FOLD
from tieout.check.rule import RuleFinding, advice, rule
from tieout.check.subject import RecordInHand
from tieout.check.wording import named, overlaps, told
from tieout.figures.figure import Figure
from tieout.figures.typed import PrintedNumber
from tieout.records.characters import skeleton
from tieout.records.model import BEFORE_RELEASE, Consensus, Guidance, Reaction

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_HALF_YEAR = timedelta(days=200)
_SATURDAY = 5


@rule("T701")
def estimates_are_from_before_the_release(subject: RecordInHand) -> Iterator[RuleFinding]:
    """An estimate taken after the day of the release is not the consensus that was beaten."""
    if _is_too_early(subject):
        return
    released = subject.record.released.date
    for index, row in enumerate(subject.record.consensus):
        if row.as_of is not None and row.as_of > released:
            yield RuleFinding(
                ("consensus", index, "as_of"),
                f"the estimate of {row.as_of} was taken after the release of {released}",
                "use the last estimate from before the release, or correct the day",
            )


@advice("T709")
def estimates_are_of_their_release(subject: RecordInHand) -> Iterator[RuleFinding]:
    """An estimate was taken in the half-year before the release: an older one is a slip of year."""
    released = subject.record.released.date
    for index, row in enumerate(subject.record.consensus):
        if row.as_of is not None and released - row.as_of > _HALF_YEAR:
            yield RuleFinding(
                ("consensus", index, "as_of"),
                f"the estimate of {row.as_of} was taken {(released - row.as_of).days} days before "
                f"the release of {released}",
                "use the last estimate from before the release, or correct the day",
            )


@advice("T702")
def a_provider_has_one_estimate(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A named provider has one estimate for each metric, basis, unit and day.

    `LSEG` and `lseg` are one, and so is what looks like it in letters of another script.
    """
    first: dict[tuple[object, ...], Figure] = {}
    for each in subject.figures:
        average = each.kind == "consensus" and each.measure == "level"
        if average and each.provider != "unknown":
            key = (
                skeleton(each.provider),
                each.metric,
                each.segment,
                each.basis,
                each.unit,
                each.quote,
            )
            if first.setdefault(key, each).name != each.name:
                yield RuleFinding(
                    each,
                    f"{each.provider} has two estimates of `{named(each)}`",
                    "tell them apart by `as_of` or `basis`, or delete one",
                )


@rule("T703")
def guidance_looks_ahead(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Guidance is for a period that ends after the record's own."""
    for index, row in enumerate(subject.record.guidance):
        if row.period.position <= subject.label.position:
            yield RuleFinding(
                ("guidance", index, "period"),
                f"{row.period} does not end after {subject.label}",
                "name the period that is guided",
            )


@rule("T704")
def ranges_run_from_low_to_high(subject: RecordInHand) -> Iterator[RuleFinding]:
    """The low end of guidance is not above its high end, nor a five-hundredth of it."""
    for index, row in enumerate(subject.record.guidance):
        if row.high is None or not isinstance(row.low, PrintedNumber):
            continue
        if row.low.value > row.high.value:
            yield RuleFinding(
                ("guidance", index, "low"),
                f"the low end, {row.low.text}, is above the high end, {row.high.text}",
                "exchange them, or correct the one that is wrong",
            )
        elif row.low.value > 0 and row.high.value > FOLD * row.low.value:
            fold = told(row.high.value / row.low.value, "", 0).strip()
            yield RuleFinding(
                ("guidance", index, "low"),
                f"the high end, {row.high.text}, is {fold} times the low end, {row.low.text}",
                "type both ends in the same scale",
            )


@advice("T705")
def guidance_is_given_once(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A release guides each metric, basis and period once."""
    first: dict[tuple[object, ...], Figure] = {}
    for each in subject.figures:
        if each.kind == "guidance":
            key = (each.metric, each.segment, each.label, each.measure, each.basis, each.unit)
            if first.setdefault(key, each).name != each.name:
                yield RuleFinding(
                    each,
                    f"`{named(each)}` of {each.label} is guided twice",
                    "tell them apart by `basis` or `measure`, or delete one",
                )


@rule("T707")
def an_average_lies_between_its_estimates(subject: RecordInHand) -> Iterator[RuleFinding]:
    """An average estimate is not below the lowest of its estimates, nor above the highest."""
    for index, row in enumerate(subject.record.consensus):
        if row.low is not None and row.value.high < row.low.low:
            yield RuleFinding(
                ("consensus", index, "low"),
                f"the lowest estimate, {row.low.text}, is above the average, {row.value.text}",
                "correct one of the two",
            )
        if row.high is not None and row.value.low > row.high.high:
            yield RuleFinding(
                ("consensus", index, "high"),
                f"the highest estimate, {row.high.text}, is below the average, {row.value.text}",
                "correct one of the two",
            )


@rule("T708")
def the_days_of_a_dividend_follow_each_other(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A dividend is declared, goes ex, has its day of record and is paid, in this order."""
    for index, row in enumerate(subject.record.dividends):
        days = [(name, getattr(row, name)) for name in ("declared", "ex", "record", "paid")]
        known = [(name, day) for name, day in days if day is not None]
        for (before, first), (name, day) in pairwise(known):
            # Where shares settle on the day after, ex day and day of record are one.
            if day < first:
                yield RuleFinding(
                    ("dividends", index, name),
                    f"`{name}` is {day}, before `{before}`, {first}",
                    "correct one of the two days",
                )


@rule("T706")
def an_estimate_names_its_basis_where_there_are_two(subject: RecordInHand) -> Iterator[RuleFinding]:
    """Where the actual stands on two bases, GAAP and non-GAAP, an estimate says of which it is.

    A beat on the wrong basis is a beat that never was. So with the issuer's own guidance.
    """
    rows: tuple[tuple[str, str, tuple[Consensus | Guidance, ...]], ...] = (
        ("consensus", "the estimate", subject.record.consensus),
        ("guidance", "the guidance", subject.record.guidance),
    )
    for block, name, each in rows:
        for index, row in enumerate(each):
            bases = _bases_on_record(subject, row)
            if row.basis is None and len(bases) > 1:
                either = " or ".join(f"`basis: {basis}`" for basis in sorted(bases))
                yield RuleFinding(
                    (block, index, "metric"),
                    f"`{row.metric}` stands on {len(bases)} bases, and {name} names none",
                    f"add {either}, as the source has it",
                )


def _bases_on_record(subject: RecordInHand, row: Consensus | Guidance) -> set[str]:
    """The bases on which the record has the actual of what is expected."""
    return {
        str(replace(each.basis, translated=False))
        for each in subject.typed
        if (each.metric, each.segment) == (row.metric, row.segment or "")
        and each.label == subject.label
        and not each.version
    }


@rule("T711")
def reactions_have_a_price_or_a_change(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A row of the reaction has the price, its change, or both."""
    for index, row in enumerate(subject.record.reaction):
        if row.price is None and row.change is None:
            yield RuleFinding(
                ("reaction", index),
                f"`{row.window}` has neither price nor change",
                "type one of them, or delete the row",
            )


@rule("T712")
def reactions_are_on_their_side_of_the_release(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A close before the release is not later than it, and every other window is not earlier.

    On the day itself the session of the release decides, where it is known. For a listing abroad a
    day is allowed for time zones.
    """
    if _is_too_early(subject):
        return
    released = subject.record.released.date
    for index, row in enumerate(subject.record.reaction):
        if _is_elsewhere(subject, row):
            off = row.session - released if row.window in BEFORE_RELEASE else released - row.session
            wrong = off > _DAY
        else:
            wrong = _is_on_the_wrong_side(subject, row)
        if wrong:
            yield RuleFinding(
                ("reaction", index, "session"),
                f"`{row.window}` on {row.session} does not fit the release of {released}"
                f"{_when(subject)}",
                "correct the session or the window",
            )


def _is_too_early(subject: RecordInHand) -> bool:
    """Whether the day of the release is wrong in itself, as another rule says at its place."""
    return subject.record.released.date <= subject.record.period.end


def _is_elsewhere(subject: RecordInHand, row: Reaction) -> bool:
    return row.ticker not in (None, subject.company.listings[0].ticker)


def _is_on_the_wrong_side(subject: RecordInHand, row: Reaction) -> bool:
    released = subject.record.released
    before = row.window in BEFORE_RELEASE
    if row.session != released.date:
        return before == (row.session > released.date)
    if before:
        return released.session in ("before open", "during session")
    if released.session == "after close":
        return row.window != "after hours"
    return released.session == "during session" and row.window == "pre-market"


def _when(subject: RecordInHand) -> str:
    session = subject.record.released.session
    return "" if session == "unknown" else f", {session}"


@advice("T713")
def reactions_are_of_the_days_around_the_release(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A row of the reaction is of a session within a week of the release."""
    if _is_too_early(subject):
        return
    released = subject.record.released.date
    for index, row in enumerate(subject.record.reaction):
        if abs(row.session - released) > _WEEK:
            yield RuleFinding(
                ("reaction", index, "session"),
                f"the session of {row.session} is more than a week from the release of {released}",
                "see whether month and year are right",
            )


@advice("T714")
def sessions_are_on_weekdays(subject: RecordInHand) -> Iterator[RuleFinding]:
    """No session is on a Saturday or Sunday; some exchanges trade on Sundays."""
    for index, row in enumerate(subject.record.reaction):
        if row.session.weekday() >= _SATURDAY:
            yield RuleFinding(
                ("reaction", index, "session"),
                f"{row.session} is a {'Saturday' if row.session.weekday() == 5 else 'Sunday'}",
                "correct the day of the session",
            )


@rule("T715")
def price_changes_are_those_of_their_prices(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A change as printed is the one that the two prices of its row give, within their rounding."""
    for stated, ours in _moves(subject):
        if ours.operands[1].origin.place == stated.origin.place and not overlaps(stated, ours):
            yield RuleFinding(
                stated,
                f"{ours.operands[0].printed} after {ours.operands[1].printed} is a change of "
                f"{told(ours.value, '%')}, and {stated.printed} is typed",
                "correct the price, `previous` or the change",
            )


@advice("T716")
def price_changes_fit_the_close_before(subject: RecordInHand) -> Iterator[RuleFinding]:
    """A change whose row has no `previous` is the one from the close before the release.

    Within the rounding of the change and the two prices; it may be measured from another price.
    """
    for stated, ours in _moves(subject):
        if ours.operands[1].origin.place != stated.origin.place and not overlaps(stated, ours):
            yield RuleFinding(
                stated,
                f"{ours.operands[0].printed} after the close of {ours.operands[1].printed} is a "
                f"change of {told(ours.value, '%')}, and {stated.printed} is typed",
                "type the `previous` price that the source measures from",
            )


def _moves(subject: RecordInHand) -> Iterator[tuple[Figure, Figure]]:
    """Each printed change of the price with the one that the prices give."""
    figures = subject.facts.for_record(subject.name)
    worked = {
        (each.origin.place, each.window): each
        for each in figures
        if each.measure == "price_change" and each.kind == "derived"
    }
    for stated in subject.figures:
        if stated.measure == "price_change":
            ours = worked.get((stated.origin.place, stated.window))
            if ours is not None:
                yield stated, ours


@advice("T717")
def prices_before_are_the_close_before(subject: RecordInHand) -> Iterator[RuleFinding]:
    """The price that a later window is measured from is the close before the release.

    Where one is on record, and within the rounding of both.
    """
    rows = subject.record.reaction
    closes = {row.ticker: row for row in rows if row.window in BEFORE_RELEASE and row.price}
    for index, row in enumerate(rows):
        close = closes.get(row.ticker)
        if close is None or close.price is None or close is row or row.previous is None:
            continue
        if row.previous.high < close.price.low or row.previous.low > close.price.high:
            yield RuleFinding(
                ("reaction", index, "previous"),
                f"`previous` is {row.previous.text}, and the close before the release was "
                f"{close.price.text}",
                "correct one of the two",
            )
