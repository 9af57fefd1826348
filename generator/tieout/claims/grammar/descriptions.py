"""Businesses that are described instead of named: the retailer, the chip giant, the iPhone maker.

A description stands for the issuer where nobody else is spoken of, so its words are no part of the
issuer: the e-commerce giant is the whole business. It becomes one token, tagged as a name, with
`DESCRIBED` as its value, and behind that the business where the words tell which it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from tieout.claims.grammar.tokens import Token
from tieout.claims.grammar.words import word_set

DESCRIBED = "~"
_ARTICLES = frozenset({"the", "this", "that"})
_WITHIN = frozenset({"word", "small", "place", "segment", "business", "name", "metric"})
_FARTHEST = 6
_JOINING = frozenset({"and", "&"}) | word_set("nouns in -ing")
"""`The shipping and logistics company`."""
_MAKER = "maker"
_FOLLOWED = frozenset({"poss", "report", "up", "down", "be", "guide", "beat", "miss", "modal"})


def describe(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with each description of a business as one of them."""
    described: list[Token] = []
    at = 0
    for place, token in enumerate(tokens):
        first = _opening(tokens, place, at) if _is_business(token) else None
        if first is not None:
            described += tokens[at:first]
            described.append(_joined(tokens[first : place + 1]))
            at = place + 1
    return [*described, *tokens[at:]]


def _is_business(token: Token) -> bool:
    if token.tag not in ("word", "small"):
        return False
    return token.text in word_set("businesses") or token.text.endswith(_MAKER)


def _opening(tokens: Sequence[Token], place: int, after: int) -> int | None:
    """The article before a description, or its first word where a headline has no article."""
    for at in range(place - 1, max(after, place - _FARTHEST) - 1, -1):
        token = tokens[at]
        if token.tag == "det" and token.text in _ARTICLES:
            return at if _is_whole(tokens, at, place) else None
        if token.tag == "poss" and _is_person(tokens, at) and not tokens[place].capital:
            return at - 1 - (at - 2 >= after and _is_person(tokens, at - 1))
        joined = token.text in _JOINING or _joins_places(tokens, at)
        if token.tag not in _WITHIN and not joined:
            return _bare(tokens, at + 1, place)
    return _bare(tokens, 0, place) if place < _FARTHEST and not after else None


def _is_person(tokens: Sequence[Token], at: int) -> bool:
    """`Ann Lee's software company`: the issuer by whoever runs it; but `Ann's Club` is a name."""
    return at > 0 and tokens[at - 1].tag == "word" and tokens[at - 1].capital


def _joins_places(tokens: Sequence[Token], at: int) -> bool:
    """`The Springfield, Ill. company`."""
    before = tokens[at - 1 : at] if at else ()
    return tokens[at].text in (",", ".") and any(token.capital for token in before)


def _bare(tokens: Sequence[Token], first: int, place: int) -> int | None:
    """`Chip giant's profit rose`: a description without an article opens its sentence."""
    if first + 1 < place and tokens[first].capital and tokens[first + 1].text == "based":
        return first  # profit of Springfield-based carmaker
    opens = first == 0 or tokens[first - 1].tag == "punct"
    told = tokens[place].text in word_set("epithets") or tokens[place].text.endswith(_MAKER)
    followed = place + 1 < len(tokens) and tokens[place + 1].tag in _FOLLOWED
    named = any(token.tag in ("name", "business") for token in tokens[first:place])
    return first if opens and told and followed and first < place and not named else None


def _is_whole(tokens: Sequence[Token], first: int, place: int) -> bool:
    """Whether the words are of the business, not of a part that is named like one.

    `The luxury group` is one, `the Client Computing Group` is none.
    """
    if tokens[place].text not in ("group", "bank"):
        return True
    return not any(each.capital or each.tag == "segment" for each in tokens[first + 1 : place + 1])


def _joined(words: Sequence[Token]) -> Token:
    named = next((each for each in words if each.tag in ("name", "business")), None)
    value = "" if named is not None and named.tag == "name" else DESCRIBED
    if named is not None and named.tag == "business":
        value += named.value
    text = " ".join(word.text for word in words)
    return words[0]._replace(tag="name", text=text, end=words[-1].end, value=value, capital=True)
