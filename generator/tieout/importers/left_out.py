"""What an import leaves out, and why: told once for the many periods that it is true of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tieout.figures.periods import FiscalLabel

Column = Literal["quarter", "year_to_date", "fiscal_year", "instant"]
_NAMED = 3
"""So many periods are named; of more the first and the last are."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A figure of a filing that no record has."""

    label: FiscalLabel
    column: Column
    metric: str
    why: str

    @property
    def days(self) -> FiscalLabel:
        """The period of the figure itself: a record's year to date is longer than its quarter."""
        if self.column == "fiscal_year":
            return FiscalLabel(self.label.year, "FY")
        return self.label.year_to_date if self.column == "year_to_date" else self.label


def told(left: Iterable[LeftOut]) -> Iterator[str]:
    """A line for each metric and reason."""
    rows: dict[tuple[str, str], list[FiscalLabel]] = {}
    for each in left:
        rows.setdefault((each.metric, each.why), []).append(each.days)
    for (metric, why), labels in rows.items():
        yield f"left out: `{metric}` of {named(labels)}: {why}"


def named(labels: Iterable[FiscalLabel]) -> str:
    """Periods by their names, many by the first and the last."""
    names = [str(each) for each in sorted(set(labels), key=lambda each: (each.position, each.part))]
    if len(names) <= _NAMED:
        return ", ".join(names)
    return f"{len(names)} periods, {names[0]} to {names[-1]}"
