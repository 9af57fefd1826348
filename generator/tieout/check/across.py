"""Rules on what only one issuer can have, or one way to spell: they look at all company files.

All other rules look at one issuer alone, so that an issuer can be checked by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from tieout.check.rule import RuleFinding, advice, rule
from tieout.check.subject import Registered
from tieout.problems import shown
from tieout.records.characters import skeleton, ticker_skeleton
from tieout.records.names import RESERVED, sector_slug


@rule("T803")
def a_listing_belongs_to_one_issuer(subject: Registered) -> Iterator[RuleFinding]:
    """No two issuers have the same ticker on the same exchange."""
    for index, listing in enumerate(subject.company.listings):
        first = subject.register.listings[listing.exchange, listing.ticker]
        if first != subject.slug:
            yield RuleFinding(
                ("listings", index, "ticker"),
                f"{listing.ticker} on {listing.exchange} is a listing of `{first}` already",
                "correct the ticker, or file the records there",
            )


@rule("T804")
def a_cik_belongs_to_one_issuer(subject: Registered) -> Iterator[RuleFinding]:
    """No two issuers have the same number with the SEC."""
    cik = subject.company.cik
    first = subject.register.ciks[cik] if cik is not None else subject.slug
    if first != subject.slug:
        yield RuleFinding(
            ("cik",),
            f"{cik} is the CIK of `{first}` already",
            "correct it, or file the records there",
        )


@rule("T809")
def a_sector_has_one_spelling(subject: Registered) -> Iterator[RuleFinding]:
    """Sectors with the same name in addresses are spelled alike, and every sector has one."""
    sector = subject.company.sector
    slug = sector_slug(sector)
    first = subject.register.sectors[slug]
    if not slug:
        yield RuleFinding(
            ("sector",),
            f"`{shown(sector)}` has no Latin letter, and its page would have no address",
            "write it in Latin letters, like Semiconductors",
        )
    elif first.sector != sector:
        yield RuleFinding(
            ("sector",),
            f"`{shown(sector)}` and `{shown(first.sector)}`, as {shown(first.short_name)} has it, "
            f"are one page, sectors/{slug}/",
            f"write `{shown(first.sector)}` in both, or another name",
        )


@advice("T810")
def no_issuer_looks_like_another(subject: Registered) -> Iterator[RuleFinding]:
    """No issuer has another's name, nor one that only looks like it: a Cyrillic a, a 0 for an O."""
    for field in ("name", "short_name"):
        name = getattr(subject.company, field)
        first, known = subject.register.names[skeleton(name)]
        if first != subject.slug:
            yield RuleFinding(
                (field,),
                f"`{shown(name)}` looks like `{shown(known)}`, the name of `{first}`",
                "file the records there, or add what tells the two apart",
            )
            return


@advice("T814")
def no_ticker_looks_like_anothers(subject: Registered) -> Iterator[RuleFinding]:
    """No issuer's ticker only looks like another's: a 0 for an O, a 1 for an I."""
    for index, listing in enumerate(subject.company.listings):
        first, known = subject.register.tickers[ticker_skeleton(listing.ticker)]
        if first != subject.slug and known != listing.ticker:
            yield RuleFinding(
                ("listings", index, "ticker"),
                f"`{listing.ticker}` looks like `{known}`, a ticker of `{first}`",
                "see in the exchange's own list which one it is",
            )


@rule("T813")
def a_former_name_is_nobody_elses(subject: Registered) -> Iterator[RuleFinding]:
    """What an issuer's folder was called before is no folder of today, and no other's old one."""
    for index, name in enumerate(subject.company.formerly):
        owner = subject.register.folders[name]
        if owner != subject.slug or name == subject.slug or name in RESERVED:
            whose = "the site itself" if name in RESERVED else f"the issuer `{owner}`"
            yield RuleFinding(
                ("formerly", index),
                f"`{name}` is an address of {whose}",
                "correct the name, or delete it",
            )
