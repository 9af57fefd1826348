"""A brief in a line, as the tables of sectors and quarters have it in common."""

from __future__ import annotations

from collections.abc import Iterable

from generator.formats import NOTHING, spelled
from generator.prose import plain
from generator.views.market import Result, Surprise
from generator.views.numbers import Linked
from generator.views.tables import Column

_MOST_COMPARED = 10


def columns_of() -> tuple[Column, ...]:
    """The heads of `figures_of`."""
    titles = ("Revenue", "On the year", "Operating margin", "Net income", "Diluted EPS")
    return (*(Column(title) for title in titles), Column("Basis", numbers=False))


def figures_of(result: Result, linked: Linked) -> tuple[str, ...]:
    """A brief's figures; those on another basis than the last column names say so themselves."""
    figures = (result.revenue, result.growth, result.margin, result.net_income, result.eps)
    return (*(linked.cell(figure) for figure in figures), result.party.accounting)


def checked(result: Result, linked: Linked) -> str:
    """How many numbers of articles tie, of those that the record has an answer to."""
    told = press_check(result)
    return f"[{told}]({linked.href(result.record + '/#claims-ledger')})" if told else NOTHING


def press_check(result: Result) -> str:
    """`6 of 7 tie`; how many conflict, if any; empty where no article was checked."""
    found = result.verdicts
    conflicts = found.get("conflict", 0)
    answered = found.get("ties", 0) + found.get("other_basis", 0) + conflicts
    if not found:
        return ""
    told = f"{found.get('ties', 0)} of {answered} tie"
    return f"{told}, {conflicts} conflict" if conflicts else told


def providers(found: Surprise) -> str:
    """Whose estimates they are: `Zacks, TipRanks, one not named`."""
    names = [name for name in found.providers if name != "unknown"]
    unnamed = len(found.providers) - len(names)
    told = [f"{spelled(unnamed)} not named"] if unnamed else []
    return plain(", ".join([*names, *told]))


def compare_link(up: str, results: Iterable[Result]) -> str:
    """The address that compares the issuers' growth, at most ten of them."""
    slugs = [result.party.slug for result in results][:_MOST_COMPARED]
    return f"{up}compare/?issuers={','.join(slugs)}&metric=revenue&by=calendar&scale=growth"
