"""The heads of a table's columns, spans and all, read once for the whole table.

    Three Months Ended September 30,    Nine Months Ended September 30,     spans
       2024      2023     Change           2024      2023     Change        heads

A head is built of atoms: stretches of time, days and years, and words for what a column compares.
They are found in the order of reading, so that it makes no difference whether the head stands in
cells, in blanks, one atom a line, or glued (`Q3 FY2025Analyst EstimateQ3 FY2024Change`). A head
that does not come to as many columns as the rows have numbers is not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from tieout.claims.layout.atoms import CURRENCY, Atom, atoms

_LEAVES: tuple[str, ...] = (
    "share",
    "note",
    "change",
    "effect",
    "surprise",
    "guidance",
    "consensus",
    "priorq",
    "prior",
    "year",
)
_LEAVES += ("quarter", "day", "month", "actual")
_FISCAL_END = re.compile(r"(?i)FY\s?[0-9]{1,2}/")
_TIMES = ("year", "quarter", "day", "month")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, and over which stretch of time.

    `kind` is change, effect (a part of a change), share, note, surprise, guidance, consensus,
    prior, priorq, actual, between (what is adjusted from one basis to another), or time where the
    head is a period; `when` is the
    period's own words (`Q3 2024`, `2024`), `span` the words above it (`Nine Months Ended`), `basis`
    those of a basis, `head` all of them.
    """

    kind: str
    when: str = ""
    span: str = ""
    basis: str = ""
    head: str = ""


@lru_cache(maxsize=1024)
def read_column(head: str) -> Column:
    """The column under a head that has a cell of its own."""
    found = read_columns((head,), 1)
    if found:
        return replace(found[0], head=head)
    named = [atom for atom in atoms([head]) if atom.kind in _LEAVES]
    kinds = [atom.kind for atom in named]
    kind = next((each for each in _LEAVES if each in kinds), "")
    bases = [atom.text for atom in atoms([head]) if atom.kind == "basis"]
    spans = [atom.text for atom in atoms([head]) if atom.kind == "span"]
    when = " ".join(atom.text for atom in named if atom.kind in _TIMES)
    if not kind and any(atom.kind == "between" for atom in atoms([head])):
        kind = "between"
    if kind in _TIMES or (not kind and spans):
        kind = "time"
    return Column(kind, when, " ".join(spans), " ".join(bases), head)


@lru_cache(maxsize=256)
def read_columns(
    rows: tuple[str, ...], count: int, rates: tuple[bool, ...] = ()
) -> tuple[Column, ...] | None:
    """The `count` columns under a head, or None where its atoms do not come to so many.

    `rates` says of each column whether its numbers are percentages: heads that stand in another
    order than their columns, as they do where one head takes several lines, are put in theirs.
    """
    found = _dated(atoms(rows), count)
    leaves = [atom for atom in found if atom.kind in _LEAVES]
    spans = [atom for atom in found if atom.kind == "span"]
    bases = [atom for atom in found if atom.kind == "basis"]
    if len(leaves) != count:
        leaves = [atom for atom in leaves if atom.kind != "note"]
    if len(leaves) != count:
        spans, leaves = _turned(spans, leaves, count)
    if len(leaves) != count and leaves and count % len(leaves) == 0:
        groups = count // len(leaves)
        if groups in (len(spans), len(bases)):
            leaves = leaves * groups
    if len(leaves) != count:
        leaves = _in_moneys(rows, leaves, count)
    if len(leaves) != count:
        return _by_basis(found, count)
    leaves = _in_order(_behind(spans, leaves), rates)
    over = _spread(spans, leaves)
    on = _spread_bases(found, bases, leaves)
    return tuple(
        Column(
            "time" if atom.kind in _TIMES else atom.kind,
            atom.text,
            span,
            basis,
            " ".join(filter(None, (span, basis, atom.text, atom.money))),
        )
        for atom, span, basis in zip(leaves, over, on, strict=True)
    )


def _behind(spans: Sequence[Atom], leaves: list[Atom]) -> list[Atom]:
    """`Third quarter | Change` over `2024 | 2023`: right of the one span, right of its years."""
    years = [atom.row for atom in leaves if atom.kind in _TIMES]
    over = [atom for atom in leaves if years and atom.kind == "change" and atom.row < min(years)]
    if len(spans) != 1 or any(atom.row < spans[0].row for atom in over):
        return leaves
    return [atom for atom in leaves if atom not in over] + over


def _in_moneys(rows: Sequence[str], leaves: list[Atom], count: int) -> list[Atom]:
    """`2024 | 2025` over `RMB | RMB | US$`: another currency is a column of the year before it."""
    codes = next((found for row in rows if len(found := CURRENCY.findall(row)) > 1), [])
    times = [atom for atom in leaves if atom.kind in _TIMES]
    rest = [atom for atom in leaves if atom.kind not in _TIMES]
    years = [codes[: at + 1].count(codes[0]) - 1 for at in range(len(codes))]
    if not codes or len(codes) + len(rest) != count or max(years) + 1 != len(times):
        return leaves
    return [
        *(replace(times[year], money=code) for year, code in zip(years, codes, strict=True)),
        *rest,
    ]


def _by_basis(found: Sequence[Atom], count: int) -> tuple[Column, ...] | None:
    """Columns that are told apart by their basis alone: GAAP, adjustments, non-GAAP."""
    heads = [atom for atom in found if atom.kind in ("basis", "between")]
    if len(heads) != count or count < 2 or len({atom.row for atom in heads}) > 1:
        return None
    span = next((atom.text for atom in found if atom.kind == "span"), "")
    return tuple(
        Column("between", head=atom.text)
        if atom.kind == "between"
        else Column("time", span=span, basis=atom.text, head=atom.text)
        for atom in heads
    )


def _turned(spans: list[Atom], leaves: list[Atom], count: int) -> tuple[list[Atom], list[Atom]]:
    """Quarters above years are spans (Third Quarter: 2024, 2023); spans alone are heads."""
    quarters = [atom for atom in leaves if atom.kind == "quarter" and not atom.text[-2:].isdigit()]
    rest = [atom for atom in leaves if atom not in quarters]
    if quarters and rest and count % len(rest) == 0:
        return [*quarters, *spans], rest
    if not leaves and len(spans) == count:
        return [], [replace(atom, kind="quarter") for atom in spans]
    rest = leaves[leaves[:1] != [] and leaves[0].kind == "change" :]
    if len(rest) == count and any(atom.kind == "effect" for atom in rest):
        return spans, rest  # Year-over-year change, over its parts
    ended = [atom for atom in leaves if not _FISCAL_END.match(atom.text)]
    if len(ended) == count == len(leaves) - count:
        return spans, ended  # FY3/2025, over Apr.-Sept.'24
    days = [atom for atom in leaves if atom.kind == "day" and not atom.year]
    others = [atom for atom in leaves if atom not in days]
    if days and len(others) == count:
        return spans, others
    return spans, leaves


def _dated(found: list[Atom], count: int) -> list[Atom]:
    """Days and years that stand in rows of their own, put together; a day over all is a span's."""
    days = [atom for atom in found if atom.kind == "day" and not atom.year]
    years = [atom for atom in found if atom.kind == "year"]
    if not days or not years:
        return found
    if len(days) == len(years):
        paired = iter(
            replace(day, text=f"{day.text}, {year.text}", year=year.year)
            for day, year in zip(days, years, strict=True)
        )
        rest = [atom for atom in found if atom not in days]
        if len(years) <= count:
            return [next(paired) if atom.kind == "year" else atom for atom in rest]
    joined: list[Atom] = []
    for atom in found:
        if atom.kind == "day" and not atom.year:
            if joined and joined[-1].kind == "span":
                joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {atom.text}")
        else:
            joined.append(atom)
    return joined


def _spread(spans: Sequence[Atom], leaves: Sequence[Atom]) -> list[str]:
    """The span over each head: as many heads each, or from where the heads begin again."""
    names = [atom.text for atom in spans]
    if not names:
        return [""] * len(leaves)
    if len(leaves) % len(names) == 0:
        each = len(leaves) // len(names)
        if len(names) == 1 or _repeats(leaves, each):
            return [name for name in names for _ in range(each)]
    starts = _restarts(leaves)
    if len(starts) == len(names):
        bounds = [*starts, len(leaves)]
        counts = (last - first for first, last in pairwise(bounds))
        return [name for name, many in zip(names, counts, strict=True) for _ in range(many)]
    if len(leaves) % len(names) == 0:
        each = len(leaves) // len(names)
        return [name for name in names for _ in range(each)]
    return [""] * len(leaves)


def _repeats(leaves: Sequence[Atom], each: int) -> bool:
    kinds = [atom.kind for atom in leaves]
    return kinds == kinds[:each] * (len(kinds) // each)


def _restarts(leaves: Sequence[Atom]) -> list[int]:
    """Where the first head comes again."""
    first = leaves[0]
    return [
        at
        for at, atom in enumerate(leaves)
        if at == 0 or (atom.kind == first.kind and atom.text[-4:] == first.text[-4:])
    ]


def _spread_bases(
    found: Sequence[Atom], bases: Sequence[Atom], leaves: Sequence[Atom]
) -> list[str]:
    """The basis over each head: in groups, or the one that stands right beside its head."""
    names = [atom.text for atom in bases]
    if not names:
        return [""] * len(leaves)
    rows = {atom.row for atom in leaves}
    groups = len(leaves) // len(names)
    above = bases[0].row < leaves[0].row and bases[0].row not in rows
    if len(names) > 1 and len(leaves) % len(names) == 0 and above:
        return [name for name in names for _ in range(groups)]
    beside: dict[int, str] = {}
    for at, atom in enumerate(found):
        if atom.kind != "basis":
            continue
        if "constant" in atom.text.lower():
            changes = [leaf for leaf in leaves if leaf.kind == "change"]
            beside.update({id(leaf): "constant currency" for leaf in changes[-1:]})
        elif at + 1 < len(found):
            beside[id(found[at + 1])] = atom.text
    return [beside.get(id(leaf), "") for leaf in leaves]


def _in_order(leaves: list[Atom], rates: Sequence[bool]) -> list[Atom]:
    """The heads in the order of their columns: periods over amounts, shares behind them."""
    if len(rates) != len(leaves):
        return leaves
    wrong = any(
        rate and atom.kind in _TIMES and not all(rates)
        for rate, atom in zip(rates, leaves, strict=True)
    )
    times = [atom for atom in leaves if atom.kind in _TIMES]
    shares = [atom for atom in leaves if atom.kind == "share"]
    rest = [atom for atom in leaves if atom not in times and atom not in shares]
    if not wrong or len(times) != rates.count(False):
        return leaves
    ordered: list[Atom] = []
    for at, rate in enumerate(rates):
        pool = times if not rate else shares if shares and not rates[at - 1] else rest or shares
        ordered.append(pool.pop(0))
    return ordered
