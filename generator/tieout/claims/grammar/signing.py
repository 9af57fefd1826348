"""Signs that stand in words: losses, falls, ratios of which less is better, verbs of a list."""

from __future__ import annotations

from tieout.claims.grammar.context import Context
from tieout.claims.grammar.found import Found
from tieout.claims.grammar.heads import Head
from tieout.claims.grammar.measurable import RATES, is_money
from tieout.claims.grammar.roles import change_sign, is_growth
from tieout.figures.metrics import Metric

_CHANGES = ("yoy", "qoq", "surprise", "reaction", "other")
_VERBS = {"up", "down", "report", "be"}
_MINUS = ("negative", "minus")
_LOSSES = ("loss", "losses", "deficit", "outflow", "lost", "burned", "burnt", "red", *_MINUS)


def sign_claim(
    found: Found, head: Head | None, metric: Metric | None, context: Context, before: Found | None
) -> Found:
    """The claim with the sign that its words give it; `before` is the claim before it."""
    return _listed(_signed(found, head, metric, context), context, before)


def _signed(found: Found, head: Head | None, metric: Metric | None, context: Context) -> Found:
    """A loss is a negative level; the change of a loss has no sign that could be checked."""
    if head is not None and head.loss:
        if found.role in ("yoy", "qoq"):
            return found._replace(evidence=found.evidence.doubting("metric"))
        return found if found.role in _CHANGES else found._replace(sign=-1)
    if found.role in _CHANGES:
        return _improved(found, metric, context)
    if metric is not None and is_growth(metric):
        return found._replace(sign=change_sign(context))
    if found.role == "guidance" and found.quantity.unit in RATES:
        return found
    lost = _is_loss(found, context) and (metric is None or metric.sign == "any")
    return found._replace(sign=-1 if lost else 0)


def _improved(found: Found, metric: Metric | None, context: Context) -> Found:
    """A ratio of which less is better has fallen where it improved."""
    if metric is None or metric.direction != "lower" or found.quantity.value < 0:
        return found
    for token in reversed(context.left):
        if token.text.startswith("improv"):
            return found._replace(sign=-1)
        if token.text.startswith(("deteriorat", "worsen")):
            return found._replace(sign=1)
        if token.tag == "num":
            break
    return found


def _is_loss(found: Found, context: Context) -> bool:
    """`a profit that turned into a loss of $3 million`, `turned negative at $3 million`."""
    near = [token.text for token in (*context.left[-3:], *context.right[:1])]
    if is_money(found.quantity):
        return any(text in _LOSSES for text in near)
    return any(token.text in _MINUS for token in context.left[-1:])  # a margin of negative 9%


def _listed(found: Found, context: Context, before: Found | None) -> Found:
    """`fell 4.2% in one and 2.4% in the other`: the verb governs both."""
    tags = {token.tag for token in context.left}
    if before is None or found.sign or tags & _VERBS or "conj" not in tags:
        return found
    alike = (found.role, found.quantity.unit) == (before.role, before.quantity.unit)
    return found._replace(sign=before.sign) if alike else found


def price_sign(context: Context) -> int:
    """The sign of a move of the share price."""
    if context.quantity.unit not in RATES:
        return 0
    if context.quantity.direction:
        return context.quantity.direction
    for token in (*reversed(context.left), *context.right, *reversed(context.clause)):
        if token.tag in ("up", "down"):
            return 1 if token.tag == "up" else -1
    return 0
