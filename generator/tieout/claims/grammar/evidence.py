"""How well a text tells whose number it is: its subject, metric, period and basis, each by itself.

An accusation is a proof. A number that differs from the record conflicts with it only where all
four are certain; a number far off the record's is one only where the text itself says all four,
since a distance proves nothing: a part's revenue is far off the group's.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from tieout.records.article import Aspect

Ground = Literal["open", "implied", "said"]
"""`said`: by the text's own words, here. `implied`: nothing speaks for another. `open`: unknown."""


class Evidence(NamedTuple):
    """What the words give for each aspect of a number's identity.

    A reader of the grammar that leaves something likely doubts it (`doubting("subject")`); one that
    finds the words which name it, says so (`saying("period")`). Doubt wins over what was said.
    """

    subject: Ground = "implied"
    """The issuer as a whole, or a segment of its file: `said` where its name governs the number."""
    metric: Ground = "implied"
    """`said` where the metric's own word stands directly at the number, on either side."""
    period: Ground = "implied"
    """`said` where the text names it, or every such number of the text is for one period."""
    basis: Ground = "implied"
    """`said` where a word of basis stands at the number, or the metric has one basis only."""

    def doubting(self, *aspects: Aspect) -> Evidence:
        """The same, with these aspects left open."""
        return self._with(aspects, "open")

    def saying(self, *aspects: Aspect) -> Evidence:
        """The same, with these aspects said, where no reader doubts them."""
        return self._with((each for each in aspects if each not in self.doubts), "said")

    def _with(self, aspects: Iterable[Aspect], ground: Ground) -> Evidence:
        changed: dict[str, Ground] = {
            aspect: ground for aspect in aspects if getattr(self, aspect) != ground
        }
        return self._replace(**changed) if changed else self

    @property
    def doubts(self) -> tuple[Aspect, ...]:
        """The aspects left open: with one of them no conflict is called."""
        return self._of("open")

    @property
    def unsaid(self) -> tuple[Aspect, ...]:
        """The aspects that the text does not say itself: then the number must be near."""
        return self._of("open", "implied")

    def _of(self, *grounds: Ground) -> tuple[Aspect, ...]:
        return tuple(name for name in ASPECTS if getattr(self, name) in grounds)


ASPECTS: tuple[Aspect, ...] = ("subject", "metric", "period", "basis")
"""In the order in which they are told."""
IMPLIED = Evidence()
"""Of a number that nobody has doubted, nor proved."""
CERTAIN = Evidence("said", "said", "said", "implied")
"""Of a claim that a person has confirmed; its basis is said where the claim has one."""
