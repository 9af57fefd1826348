"""Numbers said beside a metric that are no figure of it.

What an adjustment leaves out, what currencies did to a result, what it would have been: no record
has them, and read as the metric itself they would accuse the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from tieout.claims.grammar.context import Context
from tieout.claims.grammar.estimates import trimmed
from tieout.claims.grammar.heads import Head
from tieout.claims.grammar.measurable import is_money
from tieout.claims.grammar.surprises import surprise_sign
from tieout.claims.grammar.tokens import Token

_ENDS = (",", ";", "(", ")", ".")
_SMALL = ("det", "hedge", "small", "poss")
_EFFECTS = frozenset("impact impacts effect effects benefit hit drag headwind tailwind".split())
_CURRENCY = frozenset("currency currencies exchange fx forex translation dollar".split())
_ENTERED = ("recorded", "booked", "took", "recognized", "recognised")
_PRICE_MOVES = ("move", "moves", "swing", "swings", "reaction")
_DECIDED = frozenset(
    "cut cuts cutting reduced reduces slashed slashes slashing trimmed trims raised raises "
    "raising hiked hikes hiking raise hike".split()
)
_VALUED = frozenset("trades traded trading valued forward multiple priced trailing".split())
_BUYING = frozenset("buy buying acquire acquires acquired acquiring takeover merger".split())
_REACHING = frozenset({"on", "to"})


def is_opening(tokens: Sequence[Token], place: int) -> bool:
    """Whether a basis opens a clause: at the start, or behind a sign or a conjunction."""
    before = tokens[place - 1] if place else None
    return before is None or before.tag in ("punct", "conj")


def end_of_exclusion(tokens: Sequence[Token], place: int) -> int:
    """Where the words end that name what is left out: at a sign, a verb or a strong conjunction."""
    for at in range(place + 1, len(tokens)):
        token = tokens[at]
        if token.text in _ENDS or token.tag in ("be", "report"):
            return at
    return len(tokens)


def meaning(tokens: Sequence[Token], place: int) -> str:
    """The basis that token `place` names; where currencies are left out, constant currency."""
    value = tokens[place].value
    words = tokens[place : end_of_exclusion(tokens, place)] if value == "without" else ()
    return "constant currency" if any(each.text in _CURRENCY for each in words) else value


def is_decided(tokens: Sequence[Token], head: Head) -> bool:
    """`It cut the dividend`, `has cut capital spending`: a decision, and no result."""
    place = head.first - 1
    while place >= 0 and tokens[place].tag in ("det", "poss", "small", "period"):
        place -= 1
    return place >= 0 and tokens[place].text in _DECIDED


def is_aside(context: Context, head: Head | None) -> bool:
    """Whether a number is of something said beside its metric, not of the metric itself."""
    effect = _is_of_effect(context, head) or _is_booked(context)
    distance = _is_distance(context) or _is_move(context)
    price = _is_multiple(context) or _is_payment(context)
    return effect or distance or price or _is_left_out(context) or _is_hypothetical(context)


def _is_multiple(context: Context) -> bool:
    """`It trades at 20 times forward sales`: what the shares cost."""
    if context.quantity.unit != "x":
        return False
    near = [token.text for token in (*context.clause[-6:], *context.right[:3])]
    return any(text in _VALUED for text in near)


def _is_payment(context: Context) -> bool:
    """`It agreed to buy Acme for $1 billion in cash`: the price of a deal."""
    texts = [token.text for token in context.clause]
    return is_money(context.quantity) and any(text in _BUYING for text in texts)


def _is_booked(context: Context) -> bool:
    """`It recorded a $25 million increase in cost`: an entry in the books, no change."""
    before = trimmed(context.left)[-1:]
    entered = bool(before) and before[0].text in _ENTERED and "/" not in context.quantity.unit
    behind = context.right[:2]
    moved = bool(behind) and behind[0].tag in ("up", "down") and behind[-1].text == "in"
    return entered and moved and is_money(context.quantity)


def _is_distance(context: Context) -> bool:
    """`It topped its record by more than $3 billion`: a distance to what is no estimate."""
    words = trimmed(context.clause)
    if not words or words[-1].text != "by" or surprise_sign(context):
        return False
    moves = [each.tag for each in words if each.tag in ("up", "down", "beat", "miss")]
    return bool(moves) and moves[-1] in ("beat", "miss")


def _is_move(context: Context) -> bool:
    """`an 8% earnings move`: of the share price, on the day of the results."""
    behind = [token.text for token in context.right[:2]]
    return context.quantity.unit == "%" and any(text in _PRICE_MOVES for text in behind)


def _is_left_out(context: Context) -> bool:
    """`Excluding the $3 million impact of currencies, sales rose`: what is left out is no sales."""
    tokens = context.tokens
    for place in range(context.at - 1, -1, -1):
        token = tokens[place]
        if token.tag == "basis" and token.value == "without":
            near = all(each.tag in _SMALL for each in tokens[place + 1 : context.at])
            return near or (is_opening(tokens, place) and _goes_on(tokens, context.at))
        if token.text in _ENDS or token.tag in ("be", "report", "up", "down", "num", "metric"):
            return False
    return False


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma closes the words around token `at` and a metric follows."""
    for place in range(at + 1, len(tokens)):
        if tokens[place].text == ",":
            return any(token.tag in ("metric", "report") for token in tokens[place:])
        if tokens[place].tag in ("num", "be", "report"):
            return False
    return False


def _is_hypothetical(context: Context) -> bool:
    """`Earnings would have been 5 cents higher`."""
    texts = [token.text for token in context.clause[-8:]]
    based = any(token.tag == "basis" for token in context.right)
    return not based and "would" in texts and "have" in texts[texts.index("would") :]


def _is_of_effect(context: Context, head: Head | None) -> bool:
    """`The impact of exchange rates on operating profit was $7 million`."""
    if head is None or head.first >= context.at:
        return False
    before = context.tokens[max(0, head.first - 8) : head.first]
    reached = [token for token in before if token.tag != "det"][-1:]
    if not reached or reached[0].text not in _REACHING:
        return False
    return any(token.text in _EFFECTS for token in before)
