"""Distances to what was expected: `a $0.04 beat`, `5% ahead of the consensus`."""

from __future__ import annotations

from collections.abc import Sequence

from tieout.claims.grammar.context import Context
from tieout.claims.grammar.estimates import is_estimate, last_word, trimmed
from tieout.claims.grammar.measurable import RATES
from tieout.claims.grammar.tokens import Token

_ESTIMATES = ("expect", "forecast")
_LEVEL_PREPS = ("of", "at", "to")
_VERBS = frozenset({"beat", "beats", "miss", "misses", "topped", "tops", "missed"})
_DISTANCES = {
    "beat": 1,
    "surprise": 1,
    "earnings beat": 1,
    "positive surprise": 1,
    "miss": -1,
    "shortfall": -1,
    "negative surprise": -1,
}
_FARTHEST = 7


def surprise_sign(context: Context) -> int:
    """The sign of a distance to what was expected, or 0 where the number is none."""
    left = context.left
    if last_word(left) == "by":
        sign = _beaten(trimmed(context.clause))
        estimates = any(
            is_estimate(context.tokens, context.start + at)
            for at in range(len(left))
            if left[at].tag in _ESTIMATES
        )
        if sign and (estimates or _is_verb_near(trimmed(context.clause))):
            return sign
        if estimates:
            return sign or context.quantity.direction or 1
    return _noun_of(left) or _beyond(context) or _is_short(context)


def _noun_of(left: Sequence[Token]) -> int:
    """`a beat of $0.04`, `surprise: 5.2%`, `the surprise was 3%`."""
    words = [token.text for token in left if token.tag not in ("hedge", "det")][-2:]
    if len(words) < 2 or words[1] not in ("of", "by", ":", "was", "is", "being"):
        return 0
    return _DISTANCES.get(words[0], 0)


def _is_verb_near(left: Sequence[Token]) -> bool:
    """`beat by $0.04`, `missing forecasts by`: the last governing word is of beating or missing."""
    governing = ("beat", "miss", "up", "down", "report", "metric")
    last = next((token for token in reversed(left) if token.tag in governing), None)
    return last is not None and last.tag in ("beat", "miss")


def _beaten(tokens: Sequence[Token]) -> int:
    last = next((token for token in reversed(tokens) if token.tag in ("beat", "miss")), None)
    return 0 if last is None else _sign(last)


def _sign(token: Token) -> int:
    return 1 if token.tag == "beat" else -1


def _beyond(context: Context) -> int:
    """`$570 million above expectations`, `5% ahead of the consensus`, `a $0.04 beat`."""
    words = [token for token in context.right if token.tag not in ("small", "hedge")]
    level = _is_level(context) and context.quantity.unit not in RATES
    if level or not words or words[0].tag not in ("beat", "miss"):
        return 0
    if words[0].text in _DISTANCES and (len(words) == 1 or words[1].tag == "punct"):
        return _sign(words[0])
    for token in words[1:_FARTHEST]:
        if token.text in (",", ".", "("):
            break
        if token.tag in ("expect", "forecast", "analyst") or token.text in ("guidance", "outlook"):
            return 0 if words[0].text in _VERBS else _sign(words[0])
    return 0


def _is_short(context: Context) -> int:
    """`(1.2% short)`."""
    behind = [token.text for token in context.right[:2]]
    return -1 if behind == ["short", ")"] else 0


def _is_level(context: Context) -> bool:
    """Whether the number before `above expectations` is itself the metric's level."""
    for token in reversed(context.left):
        if token.text in _LEVEL_PREPS or token.tag == "metric":
            return True
        if token.tag not in ("hedge", "small", "det"):
            return False
    return False
