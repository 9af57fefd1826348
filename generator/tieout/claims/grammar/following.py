"""The head that stands behind its number: $5 billion in revenue, 16% revenue growth."""

from __future__ import annotations

from tieout.claims.grammar.heads import Head
from tieout.claims.grammar.measurable import RATES, is_money
from tieout.claims.grammar.subject import Clauses
from tieout.claims.numbers.quantity import Quantity

_BETWEEN = frozenset("small det basis period yoy qoq up down name poss segment hedge".split())
_PREPS = frozenset({"in", "of", "for", "into", "worth", "to", "on", "toward", "towards"})
_IN_BRACKETS = ("num", "small", "prep", "hedge")


def head_behind(clauses: Clauses, at: int, quantity: Quantity) -> Head | None:
    """The metric behind the number at token `at`, with only `in`, `of` and small words between."""
    tokens = clauses.tokens
    if quantity.unit == "%" and at + 1 < len(tokens) and tokens[at + 1].text == "of":
        return None
    joined, led, ahead = False, "", at + 1
    while ahead < len(tokens):
        token = tokens[ahead]
        head = next((each for each in clauses.heads if each.at == ahead and each.metric), None)
        if head is not None:
            apart = led == "on" and is_money(quantity) and _owns_number(clauses, head, quantity)
            return head if not apart and _fits(clauses, head, quantity, joined=joined) else None
        if token.text == "(" and not joined:
            ahead = _closing(clauses, ahead)
        elif (token.tag == "prep" and token.text in _PREPS) or _opens(clauses, at, ahead):
            joined, led = True, token.text
        elif token.tag not in _BETWEEN and not (token.tag == "word" and joined):
            return None
        ahead += 1
    return None


def _fits(clauses: Clauses, head: Head, quantity: Quantity, *, joined: bool) -> bool:
    price = head.metric == "share_price" and is_money(quantity)
    if price or not clauses.can_be(head, quantity, direct=True):
        return False
    return joined or not _owns_number(clauses, head, quantity)


def _opens(clauses: Clauses, at: int, ahead: int) -> bool:
    """`At $5 billion, revenue was ...`: the number stands before its sentence."""
    tokens = clauses.tokens
    comma = tokens[ahead].text == "," and ahead == at + 1
    return comma and at <= 2 and any(token.text in ("at", "with") for token in tokens[:at])


def _closing(clauses: Clauses, at: int) -> int:
    """The end of brackets that hold a number and nothing of their own, else of the sentence."""
    tokens = clauses.tokens
    for ahead in range(at + 1, min(at + 5, len(tokens))):
        if tokens[ahead].text == ")":
            return ahead
        if tokens[ahead].tag not in _IN_BRACKETS:
            break
    return len(tokens)


def _owns_number(clauses: Clauses, head: Head, quantity: Quantity) -> bool:
    """Whether a head after a number opens a clause of its own: EPS $0.40, revenue $5M."""
    for token in clauses.tokens[head.last + 1 : head.last + 4]:
        if token.tag == "num":
            return quantity.unit not in RATES or token.text.endswith("%")
        if token.tag not in ("be", "report", "hedge") and token.text not in ("of", "at", ":"):
            break
    return False
