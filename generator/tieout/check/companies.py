"""Rules on company files: listings, segments, first screens."""

from __future__ import annotations

from collections.abc import Iterator

from tieout.check.releases import no_zone
from tieout.check.rule import RuleFinding, advice, rule
from tieout.check.segments import misspelt_cuts
from tieout.check.subject import CompanySubject
from tieout.figures.metrics import normal
from tieout.figures.zones import exchange_meant, is_place
from tieout.problems import shown

_FIRST_SCREEN = 5


@rule("T801")
def ads_listings_have_a_ratio(subject: CompanySubject) -> Iterator[RuleFinding]:
    """A listing of ADSs says how many shares one stands for, and no other does."""
    for index, listing in enumerate(subject.company.listings):
        has_ratio = listing.shares_per_ads is not None
        if listing.kind == "ADS" and not has_ratio:
            yield RuleFinding(
                ("listings", index),
                f"{listing.ticker} is an ADS without `shares_per_ads`",
                "add how many shares it stands for",
            )
        if listing.kind == "share" and has_ratio:
            yield RuleFinding(
                ("listings", index, "shares_per_ads"),
                f"{listing.ticker} is a share and has `shares_per_ads`",
                "write `kind: ADS`, or leave it out",
            )


@rule("T802")
def zones_are_names_of_places(subject: CompanySubject) -> Iterator[RuleFinding]:
    """A time zone is named by its place, as summer time depends on it: EST is none."""
    for index, listing in enumerate(subject.company.listings):
        if not is_place(listing.zone):
            yield no_zone(("listings", index, "zone"), listing.zone)


@advice("T816")
def exchanges_are_spelled_right(subject: CompanySubject) -> Iterator[RuleFinding]:
    """No exchange is but for a letter or two one of the largest, whose zone and hours are known."""
    for index, listing in enumerate(subject.company.listings):
        if meant := exchange_meant(listing.exchange):
            yield RuleFinding(
                ("listings", index, "exchange"),
                f"`{shown(listing.exchange)}` is no exchange that is known here",
                f"did you mean `{meant}`?",
            )


@rule("T815")
def cuts_differ_by_more_than_a_letter(subject: CompanySubject) -> Iterator[RuleFinding]:
    """Segments that divide the group together name their cut in the same letters."""
    meant = misspelt_cuts(subject.company)
    for name, segment in subject.company.segments.items():
        if segment.cut in meant:
            right = meant[segment.cut]
            yield RuleFinding(
                ("segments", name, "cut"),
                f"`{segment.cut}` and `{right}` are two cuts, and each would be the whole group",
                f"write `{right}` in both, or names less alike",
            )


@rule("T805")
def segments_begin_before_they_end(subject: CompanySubject) -> Iterator[RuleFinding]:
    """The first period in which a segment is reported is not after its last."""
    for name, segment in subject.company.segments.items():
        since, until = segment.since, segment.until
        if since is not None and until is not None and since.position > until.position:
            yield RuleFinding(
                ("segments", name, "since"),
                f"`{name}` is reported from {since} until {until}",
                "exchange them, or correct one",
            )


@rule("T806")
def no_segment_is_a_part_of_itself(subject: CompanySubject) -> Iterator[RuleFinding]:
    """Going from a segment to what it is a part of leads to the group."""
    segments = subject.company.segments
    told: set[str] = set()
    for name in segments:
        above, seen = segments[name].part_of, {name}
        while above is not None and above not in seen:
            seen.add(above)
            above = segments[above].part_of
        if above == name and not told & seen:
            told |= seen
            yield RuleFinding(
                ("segments", name, "part_of"),
                f"`{name}` is a part of itself",
                "name the segment of which it is a line, or leave `part_of` out",
            )


@advice("T807")
def a_word_names_one_segment(subject: CompanySubject) -> Iterator[RuleFinding]:
    """No two segments go by the same name, unless one ended before the other began."""
    first: dict[str, str] = {}
    for name, segment in subject.company.segments.items():
        for word in {normal(each) for each in (segment.label, *segment.words)}:
            known = first.setdefault(word, name)
            if known != name and _overlap(subject, known, name):
                yield RuleFinding(
                    ("segments", name),
                    f"`{known}` and `{name}` are both called {word}",
                    "keep the word with the segment that articles mean by it",
                )


def _overlap(subject: CompanySubject, one: str, other: str) -> bool:
    """Whether two segments are reported in the same periods, as far as company.yml says."""
    segments = (subject.company.segments[one], subject.company.segments[other])
    starts = [segment.since.position for segment in segments if segment.since is not None]
    ends = [segment.until.position for segment in segments if segment.until is not None]
    return not starts or not ends or max(starts) <= min(ends)


@rule("T808")
def the_first_screen_has_five_figures(subject: CompanySubject) -> Iterator[RuleFinding]:
    """A brief's first screen shows at most five figures (`key_metrics`)."""
    count = len(subject.company.key_metrics)
    if count > _FIRST_SCREEN:
        yield RuleFinding(
            ("key_metrics",),
            f"{count} figures are to stand on the first screen",
            f"keep the {_FIRST_SCREEN} that matter most",
        )
