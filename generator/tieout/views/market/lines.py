"""A brief in a line, as the tables of sectors and quarters have it in common."""

from __future__ import annotations

from collections.abc import Iterable

from tieout.claims.verdicts import counted
from tieout.figures.display import NOTHING
from tieout.figures.said import spelled
from tieout.figures.saying import framed, joined, say, several
from tieout.views.brief.line import BriefLine
from tieout.views.brief.measures import Surprise
from tieout.views.shared.naming import NO_PROVIDER
from tieout.views.shared.numbers import Linked
from tieout.views.shared.plain import plain
from tieout.views.shared.tables import ColumnHead

_MOST_COMPARED = 10


def columns_of() -> tuple[ColumnHead, ...]:
    """The heads of `figures_of`."""
    titles = (
        say("Revenue"),
        say("Revenue growth"),
        say("Operating margin"),
        say("Net income"),
        say("Diluted EPS"),
    )
    return (*(ColumnHead(title) for title in titles), ColumnHead(say("Basis"), numbers=False))


def figures_of(line: BriefLine, linked: Linked) -> tuple[str, ...]:
    """A brief's figures; those on another basis than the last column names say so themselves."""
    told = line.measures
    figures = (told.revenue, told.growth, told.margin, told.net_income, told.eps)
    return (*(linked.cell(figure) for figure in figures), line.party.accounting)


def checked(line: BriefLine, linked: Linked) -> str:
    """The press check as a link to the brief's ledger."""
    told = press_check(line)
    address = linked.href(f"{line.record}/#claims-ledger")
    return framed("[{told}]({address})", told=told, address=address) if told else NOTHING


def press_check(line: BriefLine) -> str:
    """`13 numbers: 6 tie, 1 on another basis, 6 not in the record`; all that were looked at.

    Empty where no article was checked.
    """
    total = press_total(line)
    counts = counted(", ", line.verdicts)
    return say("{numbers}: {counts}", numbers=total, counts=counts) if total else ""


def press_total(line: BriefLine) -> str:
    """`13 numbers`; empty where no article was checked."""
    total = sum(line.verdicts.values())
    return several("{count} number", "{count} numbers", total) if total else ""


def providers(found: Surprise) -> str:
    """Whose estimates they are: `Zacks, TipRanks, provider not named`."""
    names = [name for name in found.providers if name != "unknown"]
    unnamed = len(found.providers) - len(names)
    told = (
        NO_PROVIDER if unnamed == 1 else say("{count} providers not named", count=spelled(unnamed))
    )
    return plain(joined(", ", [*names, told if unnamed else ""]))


def compare_link(up: str, lines: Iterable[BriefLine]) -> str:
    """The address that compares the issuers' growth, at most ten of them."""
    slugs = [line.issuer for line in lines][:_MOST_COMPARED]
    return f"{up}compare/?issuers={','.join(slugs)}&metric=revenue&by=calendar&scale=growth"
