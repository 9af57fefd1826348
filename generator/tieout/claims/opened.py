"""What of a text is the same whatever period it is read for: its numbers, its lines, its words.

Which period a text is about is found by reading it for each that is likely.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, lru_cache

from tieout.claims.grammar.lexicon import Lexicon
from tieout.claims.grammar.sentence import looks_ahead
from tieout.claims.grammar.tags import tag
from tieout.claims.grammar.tokens import Token
from tieout.claims.layout.blocks import Block, read_blocks
from tieout.claims.layout.marks import without_marks
from tieout.claims.layout.separated import with_tabs
from tieout.claims.numbers.joined import merge_ranges
from tieout.claims.numbers.quantity import Quantity, read_quantities
from tieout.claims.numbers.sentences import Stretch, paragraphs
from tieout.claims.numbers.units import signs_in


class OpenedText:
    """A text as an issuer's words tell its parts."""

    def __init__(self, text: str, currency: str, lexicon: Lexicon) -> None:
        self.plain = with_tabs(without_marks(text))
        self.places = tuple(paragraphs(self.plain))
        self.numbers = read_quantities(self.plain, currency)
        self._currency = currency
        self._lexicon = lexicon
        self._starts = [number.start for number in self.numbers]
        self._words: dict[tuple[int, int], tuple[Token, ...]] = {}
        self._sentences: dict[tuple[int, int], tuple[Token, ...]] = {}

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Its lines, those of tables together."""
        signs = signs_in(self.plain, self._currency)
        return tuple(read_blocks(self.plain, self.places, signs))

    def numbers_in(self, stretch: Stretch) -> Sequence[Quantity]:
        """The numbers of a stretch."""
        first, end = (bisect_left(self._starts, at) for at in (stretch.start, stretch.end))
        return self.numbers[first:end]

    def words(self, stretch: Stretch) -> list[Token]:
        """The tokens of a line without numbers."""
        at = (stretch.start, stretch.end)
        if at not in self._words:
            self._words[at] = tuple(tag(self.plain, *at, (), self._lexicon))
        return list(self._words[at])

    def tokens(self, sentence: Stretch) -> list[Token]:
        """A sentence's tokens; where it looks ahead, two numbers can make a range."""
        at = (sentence.start, sentence.end)
        if at not in self._sentences:
            self._sentences[at] = tuple(self._tagged(sentence))
        return list(self._sentences[at])

    def _tagged(self, sentence: Stretch) -> list[Token]:
        numbers = self.numbers_in(sentence)
        tokens = tag(self.plain, sentence.start, sentence.end, numbers, self._lexicon)
        if len(numbers) < 2 or not looks_ahead(tokens):
            return tokens
        merged = merge_ranges(self.plain, numbers)
        if len(merged) == len(numbers):
            return tokens
        return tag(self.plain, sentence.start, sentence.end, merged, self._lexicon)


@lru_cache(maxsize=4)
def opened(text: str, currency: str, lexicon: Lexicon) -> OpenedText:
    """A text's parts, kept for the texts read last."""
    return OpenedText(text, currency, lexicon)
