"""What words for a period mean, seen from a brief's own period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tieout.claims.grammar.spans import Mention
from tieout.figures.periods import FiscalLabel, Span, calendar_quarter

Period = Literal[
    "quarter", "year to date", "fiscal year", "trailing", "next quarter", "next year", "other"
]
Shift = Literal["", "prior_year", "previous_quarter"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A period as a claim names it, and whether it is a comparison's."""

    period: Period
    shift: Shift = ""


OTHER = Resolved("other")


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """The brief's own period, from which all others are named."""

    label: FiscalLabel
    end: date

    def resolve(self, mention: Mention, *, guided: bool) -> Resolved:
        """What a mention means; `guided` says that the sentence looks ahead."""
        if mention.kind == "unnamed":
            return Resolved("quarter")
        if mention.kind in ("trailing", "next quarter", "next year"):
            return Resolved(mention.kind)  # type: ignore[arg-type]  # the three are Periods
        if mention.kind == "this quarter":
            return Resolved("next quarter" if guided else "quarter")
        if mention.kind == "quarter":
            return self._quarter(mention, guided=guided)
        if mention.kind in ("months", "half"):
            return self._part_of_year(mention)
        return self._year(mention, guided=guided)

    def _quarter(self, mention: Mention, *, guided: bool) -> Resolved:
        own = self.label.last_quarter
        if mention.end_month:
            return self._by_month(mention, guided=guided)
        calendar_year, calendar = self._calendar()
        if mention.year == 0:
            ahead = guided and (mention.part - own) % 4 == 1
            if mention.part in (own, calendar) and not ahead:
                return Resolved("quarter")
            return self._quarters_away(self._nearest(mention.part, own, guided))
        names = [(self.label.year, own)]
        names += [] if mention.fiscal else [(calendar_year, calendar)]
        if (mention.year, mention.part) in names:
            return Resolved("quarter")
        away = 4 * (mention.year - self.label.year) + mention.part - own
        if not mention.fiscal and (calendar_year, calendar) != (self.label.year, own):
            other = 4 * (mention.year - calendar_year) + mention.part - calendar
            away = away if guided or away == -4 else other
        return self._quarters_away(away)

    def _nearest(self, part: int, own: int, guided: bool) -> int:
        ahead = (part - own) % 4
        return ahead if guided or ahead == 1 else ahead - 4

    def _quarters_away(self, away: int) -> Resolved:
        known = {
            0: Resolved("quarter"),
            1: Resolved("next quarter"),
            -4: Resolved("quarter", "prior_year"),
            -1: Resolved("quarter", "previous_quarter"),
        }
        return known.get(away, OTHER)

    def _by_month(self, mention: Mention, *, guided: bool) -> Resolved:
        year = mention.year or self.end.year
        months = 12 * (year - self.end.year) + mention.end_month - self.end.month
        if mention.year == 0 and months not in (-1, 0, 1):
            months = (months % 12) if guided or mention.ending else months
        if abs(months) <= 1:
            return Resolved("quarter")
        return self._quarters_away(round(months / 3))

    def _part_of_year(self, mention: Mention) -> Resolved:
        own = self.label.last_quarter
        shift: Shift = ""
        if mention.year and mention.year not in (self.label.year, self.end.year):
            if mention.year not in (self.label.year - 1, self.end.year - 1):
                return OTHER
            shift = "prior_year"
        months = mention.part if mention.kind == "months" else 6 * mention.part
        if mention.kind == "half" and mention.part == 2:
            return OTHER
        if own == 1 and months in (0, 3):
            return Resolved("quarter", shift)
        if months in (0, 3 * own):
            return Resolved("year to date", shift)
        return OTHER

    def _year(self, mention: Mention, *, guided: bool) -> Resolved:
        if mention.year == 0:
            return Resolved(
                "next year" if guided and self.label.last_quarter == 4 else "fiscal year"
            )
        away = mention.year - self.label.year
        if not mention.fiscal and away and mention.year == self.end.year and not guided:
            away = 0
        known = {
            0: Resolved("fiscal year"),
            1: Resolved("next year"),
            -1: Resolved("fiscal year", "prior_year"),
        }
        return known.get(away, OTHER)

    def _calendar(self) -> tuple[int, int]:
        year, quarter = calendar_quarter(Span(self.end)).split("-Q")
        return int(year), int(quarter)
