"""A brief in a line, as the tables of sectors and quarters have it in common."""

from __future__ import annotations

from collections.abc import Iterable

from tieout.claims.verdicts import VERDICTS
from tieout.figures.display import NOTHING, spelled
from tieout.views.brief.line import BriefLine
from tieout.views.brief.measures import Surprise
from tieout.views.shared.naming import NO_PROVIDER
from tieout.views.shared.numbers import Linked
from tieout.views.shared.plain import plain
from tieout.views.shared.tables import ColumnHead

_MOST_COMPARED = 10


def columns_of() -> tuple[ColumnHead, ...]:
    """The heads of `figures_of`."""
    titles = ("Revenue", "Revenue growth", "Operating margin", "Net income", "Diluted EPS")
    return (*(ColumnHead(title) for title in titles), ColumnHead("Basis", numbers=False))


def figures_of(line: BriefLine, linked: Linked) -> tuple[str, ...]:
    """A brief's figures; those on another basis than the last column names say so themselves."""
    told = line.measures
    figures = (told.revenue, told.growth, told.margin, told.net_income, told.eps)
    return (*(linked.cell(figure) for figure in figures), line.party.accounting)


def checked(line: BriefLine, linked: Linked) -> str:
    """The press check as a link to the brief's ledger."""
    told = press_check(line)
    return f"[{told}]({linked.href(line.record + '/#claims-ledger')})" if told else NOTHING


def press_check(line: BriefLine) -> str:
    """`13 numbers: 6 tie, 1 on another basis, 6 not in the record`; all that were looked at.

    Empty where no article was checked.
    """
    found = line.verdicts
    total = sum(found.values())
    if not total:
        return ""
    counts = (
        f"{found[name]} {wording.count(found[name])}"
        for name, wording in VERDICTS.items()
        if found.get(name)
    )
    return f"{total} number{'s' if total != 1 else ''}: {', '.join(counts)}"


def providers(found: Surprise) -> str:
    """Whose estimates they are: `Zacks, TipRanks, provider not named`."""
    names = [name for name in found.providers if name != "unknown"]
    unnamed = len(found.providers) - len(names)
    told = [NO_PROVIDER] if unnamed == 1 else [f"{spelled(unnamed)} providers not named"]
    return plain(", ".join([*names, *(told if unnamed else ())]))


def compare_link(up: str, lines: Iterable[BriefLine]) -> str:
    """The address that compares the issuers' growth, at most ten of them."""
    slugs = [line.issuer for line in lines][:_MOST_COMPARED]
    return f"{up}compare/?issuers={','.join(slugs)}&metric=revenue&by=calendar&scale=growth"
