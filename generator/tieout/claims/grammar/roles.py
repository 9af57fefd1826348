"""What a number is of its metric: the actual, growth, a comparison, an estimate, guidance.

The words decide that stand between the number before and this one, and those after it up to the
next number or the end of its clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from tieout.claims.grammar.context import Context
from tieout.claims.grammar.estimates import (
    is_consensus,
    is_forecast,
    is_guided,
    is_told,
    last_word,
    lead_in,
    trimmed,
)
from tieout.claims.grammar.measurable import RATES, is_money
from tieout.claims.grammar.surprises import surprise_sign
from tieout.claims.grammar.tokens import Token
from tieout.figures.metrics import Metric
from tieout.records.article import Role

_GOVERNING = ("up", "down", "report", "beat", "miss", "guide")
_LINKED = frozenset(
    "of in for during the reported posted it recorded reading figure mark result level".split()
)
_AMOUNTS = frozenset(
    {"increase", "decrease", "decline", "drop", "rise", "gain", "jump", "improvement", "higher"}
    | {"lower", "higher than", "lower than", "more than", "less than"}
)
_MOVEMENTS = ("growth", "increase", "gain", "rise", "decline", "decrease", "drop", "fall")
_TRANSITIVE = ("added", "adds", "raised", "cut")
_APART = frozenset({",", "on", "amid"})
"""What begins something else behind `from last year`."""
_DEGREES = frozenset("much far slightly somewhat substantially considerably significantly".split())
_WITHIN = ("in", "for", "during")
_OPENING = 4
"""A time that opens a sentence, before its comma, holds for what follows."""


@dataclass(frozen=True, slots=True)
class RoleReading:
    """A number's role, the sign that words give it, and whether the words are plain."""

    role: Role
    sign: int = 0
    sure: bool = True
    superseded: bool = False
    """Guidance that newer guidance replaces."""


def read_role(
    context: Context, metric: Metric | None, *, ahead: bool, polled: bool = False
) -> RoleReading:
    """The role of a number of `metric`; `ahead` says that the paragraph speaks of the future.

    `polled` says that the numbers of its list are held against what analysts expected.
    """
    surprise = surprise_sign(context)
    if surprise:
        return RoleReading("surprise", surprise)
    guided = (ahead and not is_told(context.clause)) or is_guided(context)
    colon = lead_in(context)
    compared = None if colon >= context.start and colon else _comparison(context, guided=guided)
    polled = polled or bool(colon) or _is_beaten(context.clause)
    awaited = polled and compared == "prior_year" and not _has(context.tokens, "ago", "yoy")
    awaited = awaited or (polled and is_forecast(context))
    if awaited or is_consensus(context):
        return RoleReading("consensus")
    if compared is not None:
        return _compared(context, metric, compared)
    if guided:
        return RoleReading("guidance", change_sign(context))
    if _is_change(context, metric):
        role: Role = "qoq" if _is_quarterly(context) else "yoy"
        return RoleReading(role, change_sign(context), sure=not _is_of_level(context, metric))
    return RoleReading(_ago_behind(context) or _ago_before(context) or "actual")


def _is_beaten(clause: Sequence[Token]) -> bool:
    """`Revenue topped expectations, coming in at $5 billion against $4 billion`."""
    return any(
        token.tag in ("beat", "miss")
        and any(each.tag in ("expect", "forecast") for each in clause[at + 1 : at + 4])
        for at, token in enumerate(clause)
    )


def _comparison(context: Context, *, guided: bool) -> Role | None:
    """The role of a number that another one is compared with, or None."""
    left = context.left
    for place in range(len(left) - 1, -1, -1):
        token = left[place]
        if token.tag == "from" and token.text != "than":
            return _compared_with(context, place, guided=guided)
        if token.tag == "prior":
            return "guidance"
        if token.tag in ("yoy", "qoq"):
            following = left[place + 1].tag if place + 1 < len(left) else "num"
            noun = following in ("metric", "basis", "segment", "num")
            return "prior_year" if token.text.startswith("from a year") and noun else None
        if _is_noun(left, place):
            return _of_noun(left[:place])
        if token.tag in _GOVERNING or token.text in ("to", ";", "by"):
            return None
    return None


def _is_noun(left: Sequence[Token], place: int) -> bool:
    """`an increase of`: no verb."""
    following = left[place + 1].text if place + 1 < len(left) else ""
    return left[place].tag in ("up", "down") and following == "of"


def _of_noun(left: Sequence[Token]) -> Role | None:
    """`its prior guidance for an increase of 5%`: guidance, where nothing else is compared."""
    tags = [token.tag for token in left if token.tag in ("from", "prior", *_GOVERNING)]
    return "guidance" if tags[-1:] == ["prior"] else None


def _compared_with(context: Context, place: int, *, guided: bool) -> Role | None:
    words = context.left[place + 1 :]
    if any(token.text == "actual" for token in words):
        return None
    if _has(words, "ago", "agoq") and any(token.text in _APART for token in words):
        return None
    near = [*words, *_until_verb(context.right)]
    if _has(near, "prior"):
        return "guidance"
    if _has(near, "agoq"):
        return "previous_quarter"
    return "guidance" if guided and not _has(near, "ago", "yoy") else "prior_year"


def _has(tokens: Sequence[Token], *tags: str) -> bool:
    return any(token.tag in tags for token in tokens)


def _until_verb(tokens: Sequence[Token]) -> Sequence[Token]:
    for place, token in enumerate(tokens):
        if token.text in (",", ";", "(", ")") or token.tag in ("up", "down", "report"):
            return tokens[:place]
    return tokens


def _compared(context: Context, metric: Metric | None, role: Role) -> RoleReading:
    """The rate that a flow's growth is compared with is growth of another period: no claim here."""
    if role == "guidance":
        return RoleReading("guidance", change_sign(context), superseded=True)
    if context.quantity.unit in RATES and metric is not None and metric.unit != "%":
        return RoleReading("other")
    told = _has(context.tokens, "ago") or _has(context.right, "yoy")
    return RoleReading(role, sure=told or role == "previous_quarter")


def is_growth(metric: Metric) -> bool:
    """Whether a metric is itself growth, like same-store sales: then `up 4%` is its level."""
    return metric.unit == "%" and metric.definition.startswith("Growth of ")


def _is_change(context: Context, metric: Metric | None) -> bool:
    unit = context.quantity.unit
    if unit in ("pp", "bp"):
        return True
    if unit == "x":
        return metric is None or metric.unit != "x"
    if unit != "%":
        return is_money(context.quantity) and _is_amount(context)
    if metric is None or metric.unit != "%":
        return True
    return not is_growth(metric) and _is_moved(context)


def _is_moved(context: Context) -> bool:
    """`margin rose 2%`, `up by 1.5%`, `YoY +2%`: not a margin that rose to 2%."""
    last = last_word(context.left)
    return _has(context.left[-1:], "up", "down") or last == "by" or _is_labelled(context)


def _is_labelled(context: Context) -> bool:
    """`YoY +2%`."""
    signed = context.quantity.text[:1] in ("+", "-", "\u2212")
    return signed and _has(context.left[-1:], "yoy", "qoq")


def _is_of_level(context: Context, metric: Metric | None) -> bool:
    """`Gross margin 89.3% (YoY +10.1%)`: of the margin, or of the profit that it is made of."""
    margin = metric is not None and bool(metric.margin_of)
    return margin and context.quantity.unit == "%" and _is_labelled(context)


def _is_amount(context: Context) -> bool:
    """`rose by $2 billion`, `rose $17 million to`, `a $2 billion increase`, `a rise of $2`."""
    left = trimmed(context.left)
    if left and left[-1].text == "by":
        return _has(context.clause, "up", "down")
    if left and left[-1].text == "of":
        return _has(_without_small(left[:-1])[-1:], "up", "down")
    following = context.right[0].text if context.right else ""
    if following in _AMOUNTS:
        return True
    verb = context.left[-1:] if _has(context.left[-1:], "up", "down") else ()
    moved = following in ("to", "from") or context.quantity.direction != 0
    return bool(verb) and verb[0].text not in _TRANSITIVE and moved and not _is_lesser(context.left)


def _without_small(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words up to the last one that says more than which growth it is."""
    end = len(tokens)
    while end and tokens[end - 1].tag in ("yoy", "qoq", "small", "basis"):
        end -= 1
    return tokens[:end]


def _is_lesser(left: Sequence[Token]) -> bool:
    """`a much lower $7 billion`: an adjective of the level."""
    before = [token for token in left[-4:-1] if token.text not in _DEGREES]
    return left[-1].text in ("lower", "higher") and _has(before[-1:], "det")


def _is_quarterly(context: Context) -> bool:
    """Whether a change is on the quarter before."""
    behind = context.until_break()
    if _has(behind, "yoy", "ago"):
        return False
    before = _has(context.left, "qoq") and not _has(context.left, "yoy")
    before = before or _is_on_quarter(context.left) or _is_from_quarter(context)
    return before or _has(behind, "qoq") or (_has(behind, "agoq") and not is_held_in(behind))


def is_held_in(behind: Sequence[Token]) -> bool:
    """`Grew 26% in the June quarter`: the growth of that quarter, not growth on it."""
    words = list(takewhile(lambda token: token.tag in ("prep", "det"), behind))
    dated = [token.tag for token in behind[len(words) : len(words) + 1]]
    return dated in (["ago"], ["agoq"]) and any(token.text in _WITHIN for token in words)


def _is_on_quarter(left: Sequence[Token]) -> bool:
    """`Compared with the first quarter, revenue was up 3%`."""
    words = [token for token in left if token.tag != "det"][:2]
    return [token.tag for token in words] == ["from", "agoq"]


def _is_from_quarter(context: Context) -> bool:
    """`Dipped 2% compared to $7 billion in the previous quarter`."""
    behind = context.tokens[context.at + 1 :]
    place = next((at for at, token in enumerate(behind) if token.tag == "num"), 0)
    compared = any(token.tag == "from" for token in behind[:place])
    linked = all(token.tag in ("from", "det", "hedge", "prep") for token in behind[:place])
    following = _until_verb(behind[place + 1 :])
    return compared and linked and _has(following, "agoq", "qoq")


def change_sign(context: Context) -> int:
    """The sign of a change: from the number's own words, or the nearest verb before it."""
    if context.quantity.value < 0:
        return 0
    if context.quantity.direction:
        return context.quantity.direction
    sign = _sign_before(context.left) or _sign_behind(context.right)
    if sign or last_word(context.left) != "by":
        return sign
    moves = [token.tag for token in context.clause if token.tag in ("up", "down")]
    return {"up": 1, "down": -1}[moves[-1]] if moves else 0


def _sign_before(left: Sequence[Token]) -> int:
    stops = ("up", "down", "num", "metric", "report")
    last = next((token for token in reversed(left) if token.tag in stops), None)
    moves = [token for token in left if token.tag in ("up", "down")]
    if last_word(left) == "to" and len(moves) > 1 and moves[-2].text in _MOVEMENTS:
        last = moves[-2]  # growth that slowed to 3% is growth
    return {"up": 1, "down": -1}.get(last.tag, 0) if last is not None else 0


def _sign_behind(right: Sequence[Token]) -> int:
    for token in right[:3]:
        if token.tag in ("up", "down", "beat", "miss"):
            return 1 if token.tag in ("up", "beat") else -1
        if token.tag not in ("yoy", "qoq", "small", "hedge"):
            break
    return 0


def _then(token: Token) -> Role:
    return "prior_year" if token.tag == "ago" else "previous_quarter"


def _ago_behind(context: Context) -> Role | None:
    """`$3 billion a year ago`, `$3 billion, or $2 a share, a year ago`."""
    closing = _until_verb_or_end(context)
    if closing is not None:
        return _then(closing)
    for place, token in enumerate(context.right):
        if token.tag in ("ago", "agoq"):
            linked = all(map(_is_linking, context.right[:place]))
            return _then(token) if linked else None
        if token.tag in ("from", "punct", "up", "down"):
            break
    return None


def _is_linking(token: Token) -> bool:
    """Whether a word may stand between a number and its time: a $3 per share loss a year ago."""
    return token.text in _LINKED or token.tag == "metric" or token.text in ("per", "share")


def _until_verb_or_end(context: Context) -> Token | None:
    """A time behind a comma that closes the sentence, past the same amount for a share."""
    rest = list(context.tokens[context.at + 1 :])
    texts = [token.text for token in rest[:2]]
    if texts == [",", "or"] or texts[:1] == ["or"]:
        twin = next((place for place, token in enumerate(rest[:4]) if token.tag == "num"), 0)
        rest = rest[twin + 1 :] if twin else rest
    words = [token for token in rest if token.text != "." and token.tag not in ("prep", "det")]
    closed = len(words) == 2 and words[0].text == "," and words[1].tag in ("ago", "agoq")
    return words[1] if closed else None


def _ago_before(context: Context) -> Role | None:
    """`A year earlier, revenue was $3 billion`, `last year's $3 billion`."""
    for place in range(len(context.left) - 1, -1, -1):
        token = context.left[place]
        if token.tag in ("ago", "agoq"):
            after_from = place > 0 and context.left[place - 1].tag == "from"
            parted = any(each.text == "," for each in context.left[place:])
            opening = context.start + place <= _OPENING
            return None if after_from or (parted and not opening) else _then(token)
        if _is_lesser(context.left[: place + 1]):
            continue
        if token.text in ("to", ";") or token.tag in ("up", "down", "from", "yoy", "qoq"):
            break
    return None
