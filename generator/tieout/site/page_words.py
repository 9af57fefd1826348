"""What a page says, so that what is said of it elsewhere can be held against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from tieout.site.reading import PageReading, words_of

BREAK = "|"
"""Stands where two things that are said have nothing to do with each other."""
_ROOM = re.compile(r"[\s.,()=/]+")
_ENDS = (".", ",", ";", ":", ")")
_BENDING = frozenset("up down to from than least most rose fell grew by".split())
"""Words that a number is nothing without: a direction, the end of a range."""
_OF = "of"
"""Stands before any name, and tells nothing of a number in it."""
_HEDGES = frozenset("about nearly almost roughly over under \u7ea6".split())
"""Words that are part of the number behind them."""
_UNHEDGED = "".join(f"(?<!{word})" for word in sorted(_HEDGES))
_BREAKS = re.compile(rf"[.,:;]?\s*{re.escape(BREAK)}|{_UNHEDGED}\s*[:;](?=\s)")


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page, its title and its description, one by one and in pairs."""

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    run: str
    """All of it without room and points, for what is split into words otherwise elsewhere."""
    is_english: bool = True
    """Else what is said of it in English has its numbers, and other words between them; and its own
    words follow each other otherwise than by spaces."""

    @classmethod
    def of(cls, page: PageReading) -> PageWords:
        """All that a page says."""
        parts = (words_of(page.title), words_of(page.description), page.words)
        told = [[_bare(word) for word in _hedged(part)] for part in parts]
        words = frozenset(word for part in told for word in part)
        pairs = frozenset(pair for part in told for pair in pairwise(part))
        run = "\n".join(_run(" ".join(part)) for part in parts)
        is_english = page.language.partition("-")[0] == "en"
        if not is_english:
            words |= {*map(_unhedged, words)}
        return cls(words, pairs, run, is_english)

    def lacks(self, text: str) -> Iterator[str]:
        """The numbers of a text that the page does not have beside the same words."""
        words = list(_hedged(words_of(_BREAKS.sub(". ", text))))
        is_end = [True, *(word.endswith(_ENDS) for word in words)]
        bare = [*map(_bare, words), ""]
        for at, word in enumerate(bare[:-1]):
            if any(letter.isdigit() for letter in word):
                before = "" if is_end[at] or bare[at - 1] == _OF else bare[at - 1]
                behind = "" if is_end[at + 1] else bare[at + 1]
                if not self._has(before, word, behind):
                    yield " ".join(filter(None, (before, word, behind)))

    def lacks_words(self, text: str) -> Iterator[str]:
        """The words of a text that do not follow each other on the page."""
        words = list(_hedged(words_of(_BREAKS.sub(". ", text))))
        for one, other in pairwise(words):
            pair = _bare(one), _bare(other)
            if one.endswith(_ENDS) or pair in self.pairs:
                continue
            if not self.is_english and all(map(self._has_word, pair)):
                continue
            if _run(" ".join(pair)) not in self.run:
                yield " ".join(pair)

    def _has_word(self, word: str) -> bool:
        """Whether a word is on the page; one without spaces may go through a link there."""
        bare = _unhedged(word)
        return bare in self.words or bare in self.run

    def _has(self, before: str, word: str, behind: str) -> bool:
        """Whether the page has a number, with one at least of the words that it stands between."""
        if not self.is_english:
            return _unhedged(word) in self.words
        if not before and not behind:
            return word in self.words
        if before and (before, word) in self.pairs:
            return True
        if behind and before not in _BENDING and (word, behind) in self.pairs:
            return True
        return _run(f"{before} {word} {behind}") in self.run


def _hedged(words: Iterable[str]) -> Iterator[str]:
    """The words that say something, a hedge together with the number that it is of."""
    hedge = ""
    for word in filter(_bare, words):
        if hedge and any(letter.isdigit() for letter in word):
            yield f"{hedge} {word}"
            hedge = ""
            continue
        if hedge:
            yield hedge
        hedge = word if word in _HEDGES else ""
        if not hedge:
            yield word
    if hedge:
        yield hedge


def _unhedged(word: str) -> str:
    return word.rpartition(" ")[2]


def _run(text: str) -> str:
    return _ROOM.sub("", text)


def _bare(word: str) -> str:
    return word.strip(".,()=/")
