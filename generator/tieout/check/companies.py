"""Rules on company files: listings, segments, and what only one issuer can have."""

from __future__ import annotations

from collections.abc import Iterator

from tieout.check.rule import Found, advice, rule
from tieout.check.subject import CompanySubject
from tieout.figures.metrics import normal
from tieout.figures.zones import is_place
from tieout.problems import shown
from tieout.records.names import sector_slug

_FIRST_SCREEN = 4


@rule("T801")
def ads_listings_have_a_ratio(subject: CompanySubject) -> Iterator[Found]:
    """A listing of ADSs says how many shares one stands for, and no other does."""
    for index, listing in enumerate(subject.company.listings):
        has_ratio = listing.shares_per_ads is not None
        if listing.kind == "ADS" and not has_ratio:
            yield Found(
                ("listings", index),
                f"{listing.ticker} is an ADS without `shares_per_ads`",
                "add how many shares it stands for",
            )
        if listing.kind == "share" and has_ratio:
            yield Found(
                ("listings", index, "shares_per_ads"),
                f"{listing.ticker} is a share and has `shares_per_ads`",
                "write `kind: ADS`, or leave it out",
            )


@rule("T802")
def zones_are_names_of_places(subject: CompanySubject) -> Iterator[Found]:
    """A time zone is named by its place, as summer time depends on it: EST is none."""
    for index, listing in enumerate(subject.company.listings):
        if not is_place(listing.zone):
            yield Found(
                ("listings", index, "zone"),
                f"`{listing.zone}` is no time zone",
                "write it like America/New_York or Asia/Hong_Kong",
            )


@rule("T803")
def a_listing_belongs_to_one_issuer(subject: CompanySubject) -> Iterator[Found]:
    """No two issuers have the same ticker on the same exchange."""
    for index, listing in enumerate(subject.company.listings):
        first = subject.register.listings[listing.exchange, listing.ticker]
        if first != subject.issuer.slug:
            yield Found(
                ("listings", index, "ticker"),
                f"{listing.ticker} on {listing.exchange} is a listing of `{first}` already",
                "correct the ticker, or file the records there",
            )


@rule("T804")
def a_cik_belongs_to_one_issuer(subject: CompanySubject) -> Iterator[Found]:
    """No two issuers have the same number with the SEC."""
    cik = subject.company.cik
    first = subject.register.ciks[cik] if cik is not None else subject.issuer.slug
    if first != subject.issuer.slug:
        yield Found(
            ("cik",),
            f"{cik} is the CIK of `{first}` already",
            "correct it, or file the records there",
        )


@rule("T805")
def segments_begin_before_they_end(subject: CompanySubject) -> Iterator[Found]:
    """The first period in which a segment is reported is not after its last."""
    for name, segment in subject.company.segments.items():
        since, until = segment.since, segment.until
        if since is not None and until is not None and since.position > until.position:
            yield Found(
                ("segments", name, "since"),
                f"`{name}` is reported from {since} until {until}",
                "exchange them, or correct one",
            )


@rule("T806")
def no_segment_is_a_part_of_itself(subject: CompanySubject) -> Iterator[Found]:
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
            yield Found(
                ("segments", name, "part_of"),
                f"`{name}` is a part of itself",
                "name the segment of which it is a line, or leave `part_of` out",
            )


@advice("T807")
def a_word_names_one_segment(subject: CompanySubject) -> Iterator[Found]:
    """No two segments go by the same name, unless one ended before the other began."""
    first: dict[str, str] = {}
    for name, segment in subject.company.segments.items():
        for word in {normal(each) for each in (segment.label, *segment.words)}:
            known = first.setdefault(word, name)
            if known != name and _overlap(subject, known, name):
                yield Found(
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
def the_first_screen_has_four_figures(subject: CompanySubject) -> Iterator[Found]:
    """A brief's first screen shows at most four figures (`key_metrics`)."""
    count = len(subject.company.key_metrics)
    if count > _FIRST_SCREEN:
        yield Found(
            ("key_metrics",),
            f"{count} figures are to stand on the first screen",
            f"keep the {_FIRST_SCREEN} that matter most",
        )


@rule("T809")
def a_sector_has_one_spelling(subject: CompanySubject) -> Iterator[Found]:
    """Sectors with the same name in addresses are spelled alike, and every sector has one."""
    sector = subject.company.sector
    slug = sector_slug(sector)
    first = subject.register.sectors[slug]
    if not slug:
        yield Found(
            ("sector",),
            f"`{shown(sector)}` has no Latin letter, and its page would have no address",
            "write it in Latin letters, like Semiconductors",
        )
    elif first.sector != sector:
        yield Found(
            ("sector",),
            f"`{shown(sector)}` and `{shown(first.sector)}`, as {shown(first.short_name)} has it, "
            f"are one page, sectors/{slug}/",
            f"write `{shown(first.sector)}` in both, or another name",
        )
