"""The token: a word, a phrase with one meaning, a number or a sign of a sentence."""

from __future__ import annotations

from typing import NamedTuple

from tieout.claims.grammar.spans import Mention
from tieout.claims.numbers.quantity import Quantity


class Token(NamedTuple):
    """A word, a phrase with one meaning, a number or a sign; `start` and `end` in the whole text.

    `value` is the metric's id, the segment's key, the basis, the provider; empty for other tags.
    """

    tag: str
    text: str
    start: int
    end: int
    value: str = ""
    quantity: Quantity | None = None
    mention: Mention | None = None
    loss: bool = False
    capital: bool = False
    shouted: bool = False
    """All its letters are capitals."""
