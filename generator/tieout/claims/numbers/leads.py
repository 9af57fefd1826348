"""The words around a number: its hedge, and the direction that governs it.

Only words that stand directly at the number count: in `fell to $4 billion` the number is a level
and has no direction, in `fell by nearly 5%` it has one. The words before are read backwards from
the number: first a hedge, then small words, then the word that governs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tieout.claims.numbers.hedges import AFTER, COMPARISONS, HEDGES

_WINDOW = 90
_TOKEN = re.compile(r"[A-Za-z]+(?:['\u2019-][A-Za-z]+)*|[<>]=|[^\sA-Za-z]|\n\s*\n")


_LAST_OF_HEDGES = frozenset(wording.split()[-1] for wording in HEDGES)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UP = _set(
    "rose rise rises rising risen grew grow grows growing grown increased increase increases "
    "increasing up gained gain gains gaining climbed climb climbs climbing jumped jump jumps "
    "jumping surged surge surges surging soared soar soars soaring advanced advance advances "
    "added adds expanded expand expands expanding expansion improved improve improves improving "
    "improvement rallied rally rallies leapt leaped spiked spike skyrocketed rebounded "
    "accelerated widened widening widen growth higher uptick upside boosted swelled appreciated "
    "exploded"
)
_DOWN = _set(
    "fell fall falls falling fallen declined decline declines declining dropped drop drops "
    "dropping decreased decrease decreases decreasing down slid slide slides sliding slipped slip "
    "slips slipping sank sink sinks sinking tumbled tumble tumbles tumbling plunged plunge "
    "plunges plunging shrank shrink shrinks shrinking shrunk contracted contract contracts "
    "contraction lost lose loses losing slumped slump slumps plummeted plummeting shed sheds "
    "eased dipped dip dips dipping retreated narrowed narrow narrowing lower crashed weakened "
    "reduced reduction cut cratered collapsed skidded trimmed depreciated eroded shortfall"
)
_CHANGES = {
    **dict.fromkeys(
        "increase rise gain growth jump surge climb advance expansion improvement rally spike "
        "uptick higher upside beat".split(),
        1,
    ),
    **dict.fromkeys(
        "decline drop decrease fall slump dip contraction reduction slide plunge tumble shortfall "
        "lower loss losses deficit".split(),
        -1,
    ),
}
"""Nouns that may stand behind their number: a 3.2% drop."""

_LOSS = _set("loss losses deficit outflow outflows burn")
_SMALL = _set(
    "by another a an further additional between of as much modest solid strong sharp whopping "
    "massive staggering mere robust healthy steep year over quarter year-over-year year-on-year "
    "yoy y-o-y sequentially organically annually quarter-over-quarter quarter-on-quarter only "
    "also just"
)
_AFTER_LOSS = _SMALL | _set(
    "was were is are at totaled totalled reached came in to narrowed widened per share ads adr "
    "unit diluted basic adjusted gaap non-gaap attributable and common ordinary reported american "
    "depositary from continuing operations : narrowing widening net"
)
_BEAT = _set(
    "beat beats beating exceeded exceeds exceeding exceed surpassed surpassing surpasses topped "
    "topping tops outperformed"
)
_MISSED = _set("missed misses missing miss trailed undershot lagged short")
_ENDS = _set(". , ; : ( ) | ! ? $ %")
_STOPS = _set(
    "to from of in on and or than for at versus vs as while with per but after before by over "
    "compared was were is are it which that the a an its since during through into against"
)
_NEARBY = _set("above ahead below short under shy")
_EXPECTED = re.compile(
    r"(?i)\s(?:that |which |by |from )?(?:wall street|street|the street|analysts?|consensus"
    r"|expected|estimat|forecast|project|anticipat|(?:a|one) year (?:ago|earlier|before)"
    r"|in the (?:same|prior|previous|year-ago|corresponding|comparable))"
)
_AFTER_HEDGE = re.compile(
    r"(?i)\s+or\s+(more|higher|better|above|so|less|lower|fewer)\b|[ -](plus|range|area)\b|(\+)"
)


class Lead(NamedTuple):
    """What stands before a number: hedge, direction, and whether it opens a span of two numbers."""

    hedge: str = ""
    direction: int = 0
    between: bool = False
    origin: bool = False
    plus_minus: bool = False
    loss: bool = False


def read_lead(text: str, start: int, end: int) -> Lead:
    """Read the words before the number that starts at `start` and ends at `end`."""
    window = max(0, start - _WINDOW)
    tokens = _TOKEN.findall(text[window:start].lower())
    del tokens[: 1 if window else 0]  # perhaps half a word
    plus_minus = tokens[-1:] == ["\u00b1"] or tokens[-3:] in (
        ["plus", "or", "minus"],
        ["+", "/", "-"],
    )
    between = _pop(tokens, "between")
    hedge = _pop_hedge(tokens, text, end)
    between = between or _pop(tokens, "between")
    origin = tokens[-1:] == ["from"] and tokens[-2:-1] not in _SPANNING
    loss = _governed(_without_change(tokens), _AFTER_LOSS) in _LOSS
    direction = -1 if loss else _direction(tokens)
    return Lead(hedge, direction, between, origin, plus_minus, loss)


_SPANNING = tuple(
    [word] for word in "range ranges ranged ranging anywhere of outlook guidance".split()
)


def _pop(tokens: list[str], word: str) -> bool:
    found = tokens[-1:] == [word]
    if found:
        tokens.pop()
    return found


def _without_change(tokens: list[str]) -> list[str]:
    """The tokens without the percentage in `loss narrowed 20% to`, which leads to a level."""
    if tokens[-2:] not in (["%", "to"], ["percent", "to"]):
        return tokens
    end = len(tokens) - 2
    while end and (tokens[end - 1].isdecimal() or tokens[end - 1] == "."):
        end -= 1
    return tokens[:end]


def _pop_hedge(tokens: list[str], text: str, end: int) -> str:
    """Take the hedge off the end of the tokens, with the article after it (more than a 5% rise)."""
    if tokens[-2:] in (["approx", "."], ["c", "."], ["ca", "."]):
        del tokens[-2:]
        return "about"
    rest = tokens[:-1] if tokens[-1:] in (["a"], ["an"]) else tokens
    if not rest or rest[-1] not in _LAST_OF_HEDGES:
        return ""
    for count in (5, 4, 3, 2, 1):
        wording = " ".join(rest[-count:])
        hedge = HEDGES.get(wording, "") if len(rest) >= count else ""
        if hedge:
            before = rest[:-count]
            if wording in COMPARISONS and _compares(before, text, end):
                return ""
            tokens[:] = before
            return hedge
    return ""


def _compares(before: Sequence[str], text: str, end: int) -> bool:
    """`5% over $4 billion`, `topping $4 billion expected`: a second number, not a hedge."""
    after_number = bool(before) and (
        before[-1]
        in ("%", "percent", "growth", "increase", "decrease", "decline", "million", "billion")
        or before[-1].isdecimal()
    )
    return after_number or _EXPECTED.match(text, end) is not None


def _governed(tokens: Sequence[str], small: frozenset[str]) -> str:
    """The last word that is not small, or nothing."""
    return next((token for token in reversed(tokens) if token not in small), "")


def _direction(tokens: Sequence[str]) -> int:
    word = _governed(tokens, _SMALL)
    if word in _UP or word in _DOWN:
        return 1 if word in _UP else -1
    if not tokens or tokens[-1] not in ("by", "of"):
        return 0
    for place, token in enumerate(reversed(tokens)):
        if token in _ENDS or token.isdecimal():
            return 0
        if tokens[-1] == "by" and (token in _BEAT or token in _MISSED):
            return 1 if token in _BEAT else -1
        if tokens[-1] == "of" and token in _CHANGES and tokens[-place] == "in":
            return _CHANGES[token]
    return 0


def read_trail(text: str, end: int, unit: str) -> tuple[str, int]:
    """The hedge and the direction that follow a number: `or more`; `increase`, `lower`."""
    after = _AFTER_HEDGE.match(text, end)
    if after:
        return AFTER[after[after.lastindex or 1].lower()], 0
    words = _TOKEN.findall(text[end : end + 60].lower())
    if words and words[0] in _NEARBY:
        if words[0] in ("above", "ahead"):
            return "", 1
        return "", -1 if unit in ("%", "pp", "bp") else 0
    for place, word in enumerate(words[:5]):
        over_a_year = word == "over" and words[max(0, place - 1)] in ("year", "quarter")
        if (word in _STOPS and not over_a_year) or not word[0].isalpha():
            break
        if word in _CHANGES:
            return "", 0 if _is_verb(words[place + 1 :]) else _CHANGES[word]
    return "", 0


def _is_verb(following: Sequence[str]) -> bool:
    """`sales of $5 billion decline 4%`: the word governs the number after it."""
    return bool(following) and (following[0] in ("by", "$") or following[0].isdecimal())
