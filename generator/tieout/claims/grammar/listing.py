"""Numbers in a row: what the next one shares with the one before it.

`Forecasts of $2.68 per share and $138.40 billion`, `a loss of $1.40 a share on sales of $2 billion
was expected`, `an estimate of $10 billion implied a decline of 15%`: a row has one role. Where
something was beaten, the next amount is what beat it.
"""

from __future__ import annotations

from collections.abc import Sequence

from tieout.claims.grammar.context import Context
from tieout.claims.grammar.found import Found
from tieout.claims.grammar.measurable import RATES, is_money, is_small
from tieout.claims.grammar.roles import RoleReading
from tieout.claims.grammar.tokens import Token

_LISTED = ("consensus", "prior_year", "previous_quarter", "guidance")
_AHEAD = ("consensus", "guidance")
_SKIPPED = ("hedge", "det", "metric", "small", "segment", "basis", "prep", "period", "poss")
_TWINS = (["or"], [",", "or"], ["("], ["(", "or"])
_IMPLYING = frozenset(
    "implied implies implying suggested suggests suggesting indicated indicates indicating "
    "representing represents reflecting meaning pointed pointing points equating equates".split()
)


def listed(context: Context, reading: RoleReading, before: Found | None) -> RoleReading:
    """The reading of a number with what it shares with the claim before it."""
    if before is None:
        return reading
    again = _again(context, reading, before)
    if again is not None:
        return again
    others = before.role == "consensus" and reading.role == "guidance"
    if before.role not in _LISTED or not (others or reading.role in ("actual", "yoy")):
        return reading
    if before.role in _AHEAD and _is_implied(context):
        return RoleReading(before.role, reading.sign, reading.sure)
    return _shared(context, reading, before)


def _again(context: Context, reading: RoleReading, before: Found) -> RoleReading | None:
    """What the number before has said already, in another unit; None where it is another thing."""
    texts = [token.text for token in context.left]
    if before.role == "surprise" and texts in ([",", "or"], ["or"], ["("]):
        return RoleReading("surprise", before.sign)
    near = [token.text for token in context.left if token.tag not in ("hedge", "det")]
    if before.role in _LISTED and near in _TWINS and _is_per_share(context, before):
        return RoleReading(before.role, reading.sign, before.sure, before.superseded)
    if _is_same_change(context, before):
        return RoleReading(before.role, reading.sign or before.sign)
    return None


def _is_per_share(context: Context, before: Found) -> bool:
    """`$9.91 billion ($1.73)`, `from $9.91 billion, or $1.73`: the same for one share."""
    money = is_money(context.quantity) and is_money(before.quantity)
    return money and is_small(context.quantity) and not is_small(before.quantity)


def _shared(context: Context, reading: RoleReading, before: Found) -> RoleReading:
    joint = _joint(context.left, ahead=before.role == "guidance")
    same = (before.quantity.unit in RATES) == (context.quantity.unit in RATES)
    replaced = before.superseded and any(token.text == "and" for token in context.left)
    own = _is_own(context) and _is_beaten(context)
    together = (joint == "and" and same and not own) or replaced
    if together or (joint == "on" and not _is_beaten(context)):
        return RoleReading(before.role, reading.sign, before.sure, before.superseded)
    return reading


def _joint(left: Sequence[Token], *, ahead: bool) -> str:
    """How a number is joined to the one before: `and`, `on` (or with), or not at all."""
    words = [token for token in left if token.tag not in ("hedge", "det")]
    if [token.tag for token in words[:2]] == ["prep", "metric"] and words[0].text in ("in", "of"):
        words = words[1:]
    while words and words[0].tag in ("metric", "basis"):
        words = words[1:]  # the noun of the number before: `$4 (in) EPS on $5 billion`
    rest = [token.text for token in words if token.tag not in _SKIPPED]
    signs = ("and", "or", ",", "to", ";") if ahead else ("and", "or", ",", "to")
    joined = bool(rest) and all(text in signs for text in rest)
    if joined and (rest[-1] == "and" or len(rest) == 1):
        return "and"
    first = words[1] if words and words[0].text in (",", "and") and len(words) > 1 else None
    first = first or (words[0] if words else None)
    only = [text for text in rest if text not in (",", "and", "with")]
    return "on" if first is not None and first.text in ("on", "with") and not only else ""


def _is_own(context: Context) -> bool:
    """`..., and GAAP revenue of $6 billion`: a metric of its own behind a comma."""
    return _starts_apart(context) and any(token.tag == "metric" for token in context.left)


def _is_beaten(context: Context) -> bool:
    """`topped estimates of $5 billion with revenue of $6 billion`: the one that beat them."""
    beaten = any(token.tag in ("beat", "miss") for token in context.clause)
    apart = _starts_apart(context) and any(token.tag == "from" for token in context.clause)
    return beaten or apart


def _starts_apart(context: Context) -> bool:
    return [token.text for token in context.left[:1]] == [","]


def _is_implied(context: Context) -> bool:
    """`an estimate of $10 billion implied a decline of 15%`, `11% from a year ago to $74`."""
    texts = [token.text for token in context.left]
    implied = context.quantity.unit in RATES and any(text in _IMPLYING for text in texts)
    words = [token for token in context.left if token.tag not in ("hedge", "det")]
    onward = words[-1:] and words[-1].text == "to"
    moved = all(token.tag in ("yoy", "qoq", "ago", "agoq", "from") for token in words[:-1])
    return implied or (bool(onward) and moved)


def _is_same_change(context: Context, before: Found) -> bool:
    """`fell 2%, or $3 million, to`: the change once more, in money."""
    change = before.role in ("yoy", "qoq")
    other = (before.quantity.unit in RATES) != (context.quantity.unit in RATES)
    texts = [token.text for token in context.left if token.tag not in ("hedge", "det")]
    money = is_money(context.quantity) or context.quantity.unit in RATES
    return change and other and money and texts in _TWINS
