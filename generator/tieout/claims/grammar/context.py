"""The words around one number, up to the numbers next to it or the end of its clause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tieout.claims.grammar.tokens import Token
from tieout.claims.numbers.quantity import Quantity

STRONG = frozenset({";", "while", "whereas", "but", "although", "though"})


class Context(NamedTuple):
    """A number at token `at` with the words between it and the numbers next to it.

    `start` is the first token after the number before.
    """

    tokens: Sequence[Token]
    at: int
    quantity: Quantity
    start: int
    left: Sequence[Token]
    right: Sequence[Token]

    @classmethod
    def of(cls, tokens: Sequence[Token], at: int, quantity: Quantity, last: int | None) -> Context:
        """The context of the number at `at`; `last` is the token of the number before it."""
        start = 0 if last is None else last + 1
        after = range(at + 1, len(tokens))
        ends = (
            place for place in after if tokens[place].tag == "num" or tokens[place].text in STRONG
        )
        end = next(ends, len(tokens))
        return cls(tokens, at, quantity, start, tokens[start:at], tokens[at + 1 : end])

    @property
    def clause(self) -> Sequence[Token]:
        """All words of the sentence before the number since the last strong break."""
        breaks = [place for place in range(self.at) if self.tokens[place].text in STRONG]
        return self.tokens[breaks[-1] + 1 if breaks else 0 : self.at]

    def until_break(self) -> Sequence[Token]:
        """The words behind the number up to a sign or a conjunction."""
        for place, token in enumerate(self.right):
            if token.text in (",", ";", "(", ")") or token.tag == "conj":
                return self.right[:place]
        return self.right
