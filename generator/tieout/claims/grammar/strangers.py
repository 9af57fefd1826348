"""Nouns of no list: parts of the issuer, and things, that nobody here knows.

Their numbers are nobody's at hand, so they must not be read as the group's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from tieout.claims.grammar.tags import Token
from tieout.claims.grammar.words import word_set

_VERB_ENDINGS = ("ed", "ing", "ly")
_PREDICATES = frozenset({"report", "up", "down", "be"})
_VERBS = _PREDICATES | {"guide", "forecast", "beat", "miss", "modal"}
_SUBJECTS = frozenset({"metric", "segment", "thispart", "expect", "analyst", "from"})
_SIGNS = frozenset({",", ";", ":", "\u2014", "\u2013", "-", "|", "(", ")"})


def is_verb_like(token: Token) -> bool:
    """An unknown word that is no noun by its ending: delivered, quickly, weighing."""
    text = token.text
    if token.capital or text in word_set("nouns in -ing"):
        return False
    return len(text) > 4 and text.endswith(_VERB_ENDINGS)


def is_part(tokens: Sequence[Token], at: int) -> bool:
    """Whether an unknown word behind `revenue from` names a part of the issuer."""
    token = tokens[at]
    if any(each.text in word_set("issuers") for each in tokens[at + 1 : at + 4]):
        return False
    generic = token.text in word_set("generic") or token.text.isdecimal()
    return not generic and not is_verb_like(token)


def unknown_nouns(tokens: Sequence[Token], used: Collection[int]) -> Iterator[int]:
    """Where an unknown noun stands as the subject of a clause, or right before a number.

    `used` are the tokens that belong to a metric already.
    """
    start = 0
    for at in range(len(tokens) + 1):
        if at < len(tokens) and (not _is_break(tokens[at]) or _joins_nouns(tokens, start, at)):
            continue
        number = next((place for place in range(start, at) if tokens[place].tag == "num"), start)
        noun = _noun(tokens, start, number, used)
        if noun is not None:
            yield noun
        start = at + 1


def _is_break(token: Token) -> bool:
    return token.tag == "conj" or token.text in _SIGNS


def _joins_nouns(tokens: Sequence[Token], start: int, at: int) -> bool:
    """`The maker of soap and sodas said`: an `and` before any verb joins nouns."""
    told = _PREDICATES | {"num", "guide", "metric"}
    return tokens[at].text == "and" and not any(each.tag in told for each in tokens[start:at])


def _noun(tokens: Sequence[Token], start: int, number: int, used: Collection[int]) -> int | None:
    """The unknown noun before the verb of a clause, unless something known is its subject."""
    noun = None
    for at in range(start, number):
        token = tokens[at]
        if token.tag in _VERBS:
            break
        placed = token.tag == "prep" and noun is None and token.text not in ("of", "for")
        if placed or at in used or token.tag in _SUBJECTS or _is_issuer(tokens, at):
            return None
        if token.tag == "word" and not is_verb_like(token) and not _is_filler(token):
            noun = at
    return noun


def _is_issuer(tokens: Sequence[Token], at: int) -> bool:
    """The issuer's name, but not in `Acme's Azure`; the carrier, the maker of soap."""
    if tokens[at].text in word_set("issuers"):
        return True
    owns = at + 1 < len(tokens) and tokens[at + 1].tag in ("poss", "word")
    return tokens[at].tag == "name" and not owns


def _is_filler(token: Token) -> bool:
    return token.text.isdecimal() or len(token.text) < 2 or token.text in word_set("fillers")
