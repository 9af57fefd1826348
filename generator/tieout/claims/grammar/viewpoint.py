"""What words for a period mean, seen from a brief's own period."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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
_ORDINALS = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """The brief's own period, from which all others are named."""

    label: FiscalLabel
    end: date
    in_fiscal: bool = False
    """Whether the text counts quarters as the issuer does, where the calendar's differ."""

    def reading(self, text: str) -> Viewpoint:
        """The same for one text: where it numbers the brief's own quarter, all are fiscal."""
        own = self.label.last_quarter
        names = f"{_ORDINALS[own - 1]}[\\s-](?:fiscal[\\s-])?quarter|Q{own}|{own}Q"
        return replace(self, in_fiscal=re.search(rf"(?i)\b(?:{names})\b", text) is not None)

    def resolve(self, mention: Mention, *, guided: bool) -> Resolved:
        """What a mention means; `guided` says that the sentence looks ahead."""
        plain = {
            "unnamed": Resolved("quarter"),
            "trailing": Resolved("trailing"),
            "next quarter": Resolved("next quarter"),
            "next year": Resolved("next year"),
            "other": OTHER,
            "this quarter": Resolved("next quarter" if guided else "quarter"),
            "this year": self._this_year(guided=guided),
        }
        if mention.kind == "quarter":
            return self._quarter(mention, guided=guided)
        if mention.kind == "weeks":
            return self._part_of_year(mention._replace(kind="months", part=_months(mention.part)))
        if mention.kind in ("months", "half"):
            return self._part_of_year(mention)
        return plain.get(mention.kind) or self._year(mention, guided=guided)

    def _quarter(self, mention: Mention, *, guided: bool) -> Resolved:
        own = self.label.last_quarter
        if mention.end_month:
            return self._by_month(mention, guided=guided)
        calendar_year, calendar = self._calendar()
        if mention.fiscal or self.in_fiscal:
            calendar_year, calendar = self.label.year, own
        if mention.year == 0:
            ahead = guided and (mention.part - own) % 4 == 1
            if mention.part in (own, calendar) and not ahead:
                return Resolved("quarter")
            return self._quarters_away(self._nearest(mention.part, own, guided))
        names = [(self.label.year, own), (calendar_year, calendar)]
        if (mention.year, mention.part) in names:
            return Resolved("quarter")
        away = 4 * (mention.year - self.label.year) + mention.part - own
        if (calendar_year, calendar) != (self.label.year, own):
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
            ahead = guided or (mention.ending and months < -4)
            months = months % 12 if ahead else min(months, months % -12)
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
            return Resolved("quarter", shift) if self.label.part == "H2" else OTHER
        if months == 12:
            return Resolved("fiscal year", shift)
        if months == 3 or (own == 1 and months == 0):
            return Resolved("quarter", shift)
        if months in (0, 3 * own):
            return Resolved("year to date", shift)
        return OTHER

    def _this_year(self, *, guided: bool) -> Resolved:
        """The year so far, unless the sentence looks ahead or the year is over."""
        if guided or self.label.last_quarter == 4:
            return Resolved("fiscal year")
        return Resolved("quarter" if self.label.last_quarter == 1 else "year to date")

    def _year(self, mention: Mention, *, guided: bool) -> Resolved:
        if mention.year == 0:
            return Resolved(
                "next year" if guided and self.label.last_quarter == 4 else "fiscal year"
            )
        away = mention.year - self.label.year
        if not mention.fiscal and away and mention.year == self.end.year and not guided:
            away = 0
        if not mention.fiscal and away < -1 and mention.year == self.end.year - 1:
            away = -1
        known = {
            0: Resolved("fiscal year"),
            1: Resolved("next year"),
            -1: Resolved("fiscal year", "prior_year"),
        }
        return known.get(away, OTHER)

    def _calendar(self) -> tuple[int, int]:
        year, quarter = calendar_quarter(Span(self.end)).split("-Q")
        return int(year), int(quarter)


def _months(weeks: int) -> int:
    """So many weeks in months: quarters have 12 or 13 weeks, in some calendars 16 or 17."""
    return 3 * sum(weeks > most for most in (11, 17, 28, 41))
