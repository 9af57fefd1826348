"""The basis of a number: in its head, up to it, behind it, or for the whole sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tieout.claims.grammar.context import Context
from tieout.claims.grammar.found import Found
from tieout.claims.grammar.heads import Head
from tieout.claims.grammar.sentence import Sentence
from tieout.claims.grammar.tags import Token
from tieout.figures.metrics import Metric
from tieout.figures.typed import Basis

_OPENING = ("on", "excluding", "in", "at", "under", "before", "ex", "stripping", "adjusted for")
_COMPARED = ("prior_year", "previous_quarter", "consensus", "surprise", "yoy", "qoq")


def base_claim(
    found: Found,
    sentence: Sentence,
    context: Context,
    head: Head,
    shared: Found | None,
) -> Found:
    """The claim with its basis, in the issuer's terms.

    `shared` is the claim of the number before, where both hang on one head or a comparison links
    them: then it is on the same basis, unless its own words name another.
    """
    basis = _named(sentence, context, head)
    if basis is None:
        return found if shared is None else _like(found, shared)
    if basis.accounting == "reported":
        basis = replace(basis, accounting=sentence.issuer.company.accounting)
    if basis.accounting == "without":
        profit = found.metric is not None and not is_revenue(found.metric, sentence.issuer.metrics)
        basis = Basis("non-GAAP" if profit else "", basis.scope)
        found = replace(found, sure=found.sure and profit)
    return replace(found, basis=basis if str(basis) else None)


def _like(found: Found, before: Found) -> Found:
    same = (before.metric, before.segment) == (found.metric, found.segment)
    margin = (found.metric or "").endswith("_margin") and found.role == "actual"
    compared = same and found.role in _COMPARED
    return replace(found, basis=before.basis) if margin or compared else found


def is_revenue(metric: str, metrics: Mapping[str, Metric]) -> bool:
    """Whether a metric is revenue or a part of it."""
    return "revenue" in (metric, metrics[metric].family)


def _named(sentence: Sentence, context: Context, head: Head) -> Basis | None:
    tokens = sentence.tokens
    for place, token in enumerate(tokens[: head.first]):
        opens = token.value == "without" or token.text.split()[0] in _OPENING
        free = not any(each.tag == "num" for each in tokens[place : head.first])
        if token.tag == "basis" and opens and free:
            head = head.on(token.value)
    for token in tokens[head.last + 1 : context.at]:
        if token.tag == "metric":
            break
        if token.tag == "basis" and not _is_others(sentence, token):
            head = head.on(token.value)
    return _trailing(sentence, context, head).basis


def _trailing(sentence: Sentence, context: Context, head: Head) -> Head:
    """`$1.13 excluding items`, `$1.13 (excluding items)`."""
    for place, token in enumerate(context.right):
        if token.text in (",", ";") or token.tag == "conj" or (token.text == "(" and place):
            break
        if token.tag == "basis" and not _is_others(sentence, token):
            head = head.on(token.value)
    return head


def _is_others(sentence: Sentence, token: Token) -> bool:
    """Whether a basis belongs to the words of some head already."""
    return any(
        sentence.tokens[head.first].start <= token.start <= sentence.tokens[head.last].end
        for head in sentence.heads
        if head.metric
    )
