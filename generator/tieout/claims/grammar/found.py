"""A claim as found in a text, before a person has seen it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tieout.claims.grammar.evidence import IMPLIED, Evidence
from tieout.claims.grammar.viewpoint import Period
from tieout.claims.numbers.hedges import HEDGES
from tieout.claims.numbers.quantity import Quantity
from tieout.claims.numbers.units import LOCAL_DOLLAR
from tieout.figures.typed import Basis
from tieout.records.article import Claim, Role
from tieout.records.model import Window

QUOTE_WORDS = 15
_LINE = 300
_WORD = re.compile(r"\S+")
_AFTER = re.compile(
    r"(?i)(?:\s+or\s+(?:more|higher|better|above|so|less|lower|fewer)\b|[ -]plus\b|\+"
    r"|[ -](?:range|area)\b)"
)
_SPACES = re.compile(r"\s+")
_LONGEST_HEDGE = 40


class Found(NamedTuple):
    """One number of a text with the identity that its words give it.

    `start` and `end` are the offsets of the number without its hedge, and `sentence` that of its
    sentence, negative for a cell of a table. `part` holds the text's words for a part of the issuer
    that its file does not list: such a number is nobody's at hand. `evidence` says aspect by aspect
    how well the words tell the identity: where one is open, no conflict is called.
    """

    quantity: Quantity
    paragraph: int = 1
    sentence: int = -1
    quote: str = ""
    says: str = ""
    role: Role = "other"
    metric: str | None = None
    segment: str = ""
    part: str = ""
    basis: Basis | None = None
    period: Period = "quarter"
    sign: int = 0
    provider: str | None = None
    window: Window | None = None
    opinion: bool = False
    evidence: Evidence = IMPLIED
    superseded: bool = False

    @property
    def start(self) -> int:
        """Where the number begins in the text."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Where the number ends in the text."""
        return self.quantity.end

    @property
    def sure(self) -> bool:
        """Whether no aspect of the identity is left open."""
        return not self.evidence.doubts

    def claim(self, *, plain: bool = False) -> Claim:
        """The claim as an article file lists it.

        `plain` leaves out the metric, where it is not certain enough to be held against the record.
        """
        covered = self.period != "other" or self.opinion
        foreign = self.quantity.unit.partition("/")[0] == LOCAL_DOLLAR
        known = self.metric is not None and not self.part and covered and not foreign
        checked = known and not plain
        return Claim.model_validate(
            {
                "quote": self.quote,
                "paragraph": self.paragraph,
                "says": self.says,
                "role": self.role if checked or self.role == "other" else "other",
                "metric": self.metric if checked else None,
                "segment": (self.segment or None) if checked else None,
                "basis": self.basis,
                "period": "quarter" if self.period == "other" else self.period,
                "direction": {1: "up", -1: "down"}.get(self.sign),
                "provider": self.provider,
                "window": self.window,
                "opinion": self.opinion,
                "note": self._note(),
            }
        )

    def _note(self) -> str | None:
        if self.part and self.metric:
            return f"of {self.part}, which is no segment of the issuer's file"[:_LINE]
        if self.quantity.unit.partition("/")[0] == LOCAL_DOLLAR:
            return "in the paper's own money"
        if self.period == "other" and self.metric:
            return "for a period that this brief does not cover"
        if self.superseded:
            return "earlier guidance, which the text says is replaced"
        return None


def says(text: str, quantity: Quantity) -> str:
    """The number as printed with its hedge and, for counts, its noun."""
    start, end = quantity.start, quantity.end
    if quantity.hedge:
        start = _hedge_start(text, quantity)
        after = _AFTER.match(text, end)
        end = after.end() if after and start == quantity.start else end
    if quantity.unit == "count" and quantity.noun:
        at = text.find(quantity.noun, end, end + len(quantity.noun) + 2)
        end = at + len(quantity.noun) if at >= 0 else end
    return _one_line(text[start:end])


def _hedge_start(text: str, quantity: Quantity) -> int:
    before = text[max(0, quantity.start - _LONGEST_HEDGE) : quantity.start]
    lower = before.lower()
    best = 0
    for wording, rule in HEDGES.items():
        if rule != quantity.hedge:
            continue
        for tail in (wording, f"{wording} a", f"{wording} an", f"{wording} the"):
            if (
                lower.rstrip().endswith(tail)
                and len(tail) > best
                and _is_whole(lower.rstrip(), tail)
            ):
                best = len(tail) + len(before) - len(before.rstrip())
    return quantity.start - best


def _is_whole(before: str, tail: str) -> bool:
    place = len(before) - len(tail)
    return place == 0 or not (before[place - 1].isalnum() and tail[0].isalnum())


def quote(text: str, start: int, end: int, quantity: Quantity) -> str:
    """The words around a number inside its sentence, at most 15 of them."""
    words = _words(text, start, end)
    first = next((at for at, word in enumerate(words) if word[1] > quantity.start), 0)
    last = next((at for at, word in enumerate(words) if word[1] >= quantity.end), len(words) - 1)
    spare = max(0, QUOTE_WORDS - (last - first + 1))
    before = min(first, (2 * spare + 2) // 3)
    after = min(len(words) - 1 - last, spare - before)
    before = min(first, spare - after)
    chosen = words[first - before : last + after + 1][:QUOTE_WORDS]
    if not chosen:
        return _one_line(quantity.text)
    return _one_line(text[chosen[0][0] : chosen[-1][1]])


@lru_cache(maxsize=8)
def _words(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """The words of a sentence by their places: one look for all of its numbers."""
    return [match.span() for match in _WORD.finditer(text, start, end)]


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()[:_LINE]
