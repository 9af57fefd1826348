"""The basis of a number: beside it, in its head, up to it, or for the whole clause.

A basis binds to the number that it stands at (`$1.76 on a GAAP basis and $2.65 on a non-GAAP
basis`), then to its metric (`adjusted EPS`), then to the clause that it opens (`excluding items, it
earned ...`). What stands at one number does not run on to the next, but a comparison is on the
basis of what it is compared with, and so are an amount and the same for a share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tieout.claims.grammar.asides import end_of_exclusion, is_opening, meaning
from tieout.claims.grammar.context import STRONG, Context
from tieout.claims.grammar.found import Found
from tieout.claims.grammar.heads import Head
from tieout.claims.grammar.measurable import is_money
from tieout.claims.grammar.sentence import Sentence
from tieout.claims.grammar.tokens import Token
from tieout.figures.metrics import Metric
from tieout.figures.typed import Basis

_OPENING = ("on", "excluding", "in", "at", "under", "before", "ex", "stripping", "adjusted")
_COMPARED = ("prior_year", "previous_quarter", "consensus", "surprise", "yoy", "qoq")
_CHANGES = ("yoy", "qoq")
_DATING = ("prep", "det", "period")
_SIGNS = (",", ";", "(", ")")
_JOINTS = (["or"], [",", "or"], ["("], ["(", "or"], ["and"], [",", "and"])
_OF_GROWTH = ("constant currency", "organic", "like-for-like")
"""Bases that growth can have, and hardly ever an amount."""


def base_claim(
    found: Found, sentence: Sentence, context: Context, head: Head, shared: Found | None
) -> Found:
    """The claim with its basis, in the issuer's terms.

    `shared` is the claim of the number before, where both hang on one head or a comparison links
    them: then it is on the same basis, unless its own words name another.
    """
    metrics = sentence.issuer.metrics
    adjustable = found.metric is not None and not is_revenue(found.metric, metrics)
    earned = found.metric is not None and bool(metrics[found.metric].losses)
    basis = _named(sentence, context, head, adjustable=adjustable, earned=earned)
    if basis is None:
        found = found if shared is None else _like(found, shared, context)
        return found if adjustable else found._replace(evidence=found.evidence.saying("basis"))
    found = found._replace(evidence=found.evidence.saying("basis"))
    if basis.accounting == "reported":
        basis = replace(basis, accounting=sentence.issuer.company.accounting)
    if basis.accounting == "without":
        basis = Basis("non-GAAP" if adjustable else "", basis.scope)
        found = found if adjustable else found._replace(evidence=found.evidence.doubting("basis"))
    return found._replace(basis=basis if str(basis) else None)


def _like(found: Found, before: Found, context: Context) -> Found:
    """The basis of the number before, for a margin, a comparison and the same for a share."""
    same = (before.metric, before.segment) == (found.metric, found.segment)
    margin = (found.metric or "").endswith("_margin") and found.role == "actual"
    changes = found.role in _CHANGES and found.quantity.unit == before.quantity.unit
    changes = changes and before.role in _CHANGES
    compared = same and found.role in _COMPARED and not changes and not _is_of_rate(found, before)
    twin = _is_joined(context.left) and is_money(found.quantity) and is_money(before.quantity)
    if not (margin or compared or twin):
        return found
    said = before.evidence.basis == "said"
    evidence = found.evidence.saying("basis") if said else found.evidence
    return found._replace(basis=before.basis, evidence=evidence)


def _is_of_rate(found: Found, before: Found) -> bool:
    """`Up 3%, or 1% operationally, and above the $14 billion expected`: the rate's basis alone."""
    scope = before.basis.scope if before.basis else ""
    return scope in _OF_GROWTH and is_money(found.quantity) and not is_money(before.quantity)


def _is_joined(between: Sequence[Token]) -> bool:
    return [token.text for token in between if token.tag not in ("hedge", "det")] in _JOINTS[:4]


def is_revenue(metric: str, metrics: Mapping[str, Metric]) -> bool:
    """Whether a metric is revenue or a part of it."""
    return "revenue" in (metric, metrics[metric].family)


def _named(
    sentence: Sentence, context: Context, head: Head, *, adjustable: bool, earned: bool
) -> Basis | None:
    own = Head(0, 0, 0)
    for value in (*_behind(sentence, context.at), *_before(sentence, context, head)):
        own = own.on(value)
    for value in _up_to(sentence, context, head):
        head = head.on(value)
    for value in _opened(sentence, context, head, adjustable=adjustable):
        head = head.on(value)
    if earned and own.basis is None and head.basis is None:
        for value in _shared_behind(sentence, context.at):
            own = own.on(value)
    if own.accounting == "reported":
        return Basis(head.accounting or own.accounting)
    accounting = own.accounting or head.accounting
    if own.accounting == "without" and head.accounting:
        accounting = head.accounting
    named = own._replace(accounting=accounting, scope=own.scope or head.scope)
    return named.basis


def _behind(sentence: Sentence, at: int) -> Iterator[str]:
    """`$1.13 excluding items`, `$1.13 (adjusted)`, `$1.13, adjusted`; of a twin `or $2 a share`."""
    tokens, place = sentence.tokens, at + 1
    while place < len(tokens):
        token = tokens[place]
        if _is_free(sentence, token):
            yield meaning(tokens, place)
        elif token.tag == "num":
            between = tokens[at + 1 : place]
            if _is_joined(between) and is_money_token(token) and is_money_token(tokens[at]):
                yield from _behind(sentence, place)
            return
        elif token.text == "," or (token.text == "(" and place == at + 1):
            yield from _in_apposition(sentence, at, place + 1)
            if token.text == "," and not _is_joint(tokens, place):
                return
        elif _ends(tokens, place):
            return
        place += 1


def _ends(tokens: Sequence[Token], place: int) -> bool:
    """Whether what stands behind a number ends here."""
    token = tokens[place]
    if token.tag == "conj" and token.text not in STRONG:
        based = any(each.tag == "basis" for each in tokens[place + 1 : place + 2])
        return not (_is_joint(tokens, place) or (token.text == "when" and based))
    return token.text in STRONG or token.text in _SIGNS or token.tag in ("from", "report", "be")


def is_money_token(token: Token) -> bool:
    """Whether a token is an amount of money."""
    return token.quantity is not None and is_money(token.quantity)


def _is_joint(tokens: Sequence[Token], place: int) -> bool:
    """A comma or `or` between an amount and the same for a share."""
    near = tokens[place : place + 3]
    return any(token.text == "or" for token in near[:2]) and any(
        token.tag in ("num", "hedge") for token in near
    )


def _in_apposition(sentence: Sentence, at: int, place: int) -> Iterator[str]:
    """A basis between commas or in brackets, with nothing else there."""
    tokens = sentence.tokens
    while place < len(tokens) and (
        tokens[place].text in ("when", "as", "if", "all") or tokens[place].tag in _DATING
    ):
        place += 1
    if place == len(tokens) or not _is_free(sentence, tokens[place]):
        return
    value = meaning(tokens, place)
    end = end_of_exclusion(tokens, place) if tokens[place].value == "without" else place + 1
    closed = end >= len(tokens) or tokens[end].tag == "punct"
    money = is_money_token(tokens[at])
    if closed and not (money and value in _OF_GROWTH and tokens[place - 1].text != "("):
        yield value


def _before(sentence: Sentence, context: Context, head: Head) -> Iterator[str]:
    """Between the number before and this one, unless it stands at the one before."""
    if context.start == 0 or head.last >= context.start:
        return
    parted = False
    for place, token in enumerate(context.left, context.start):
        parted = parted or token.text in _SIGNS or token.tag in ("conj", "from", "report")
        if parted and _is_free(sentence, token):
            yield meaning(sentence.tokens, place)


def _up_to(sentence: Sentence, context: Context, head: Head) -> Iterator[str]:
    """Between the metric and the first number behind it."""
    for place in range(head.last + 1, context.at):
        token = sentence.tokens[place]
        if token.tag in ("metric", "num"):
            return
        if _is_free(sentence, token):
            yield meaning(sentence.tokens, place)


def _opened(sentence: Sentence, context: Context, head: Head, *, adjustable: bool) -> Iterator[str]:
    """`On a GAAP basis, net income was ...`: up to a strong break, or the first number."""
    tokens = sentence.tokens
    for place in range(min(head.first, context.at)):
        if tokens[place].tag != "basis" or not _opens(sentence, place):
            continue
        if place and tokens[place - 1].tag == "num" and tokens[place].value in _OF_GROWTH:
            continue  # it stands at the number before
        opening = is_opening(tokens, place)
        rest = tokens[end_of_exclusion(tokens, place) if opening else place + 1 : head.first]
        parted = any(token.text in STRONG for token in rest)
        numbers = any(token.tag == "num" for token in rest)
        others = any(token.tag == "basis" for token in rest)
        if not parted and (not numbers or (adjustable and opening and not others)):
            yield meaning(tokens, place)


def _opens(sentence: Sentence, place: int) -> bool:
    """`on a GAAP basis`, `excluding items`; `adjusted` alone belongs to the metric behind it."""
    token = sentence.tokens[place]
    first = token.text.split()[0]
    free = first != "adjusted" or _is_free(sentence, token)
    return token.value == "without" or (first in _OPENING and free)


def _shared_behind(sentence: Sentence, at: int) -> Iterator[str]:
    """`Operating profit was $4 and net profit $3 on a non-GAAP basis.`: it holds for both."""
    tokens = sentence.tokens
    following = [place for place in range(at + 1, len(tokens)) if tokens[place].tag == "num"]
    if not following:
        return
    between = tokens[at + 1 : following[0]]
    parted = any(token.text in STRONG or token.tag == "basis" for token in between)
    joined = not parted and any(token.text == "and" for token in between)
    behind = tokens[following[0] + 1 : following[0] + 3]
    last = behind[1:] == [] or behind[1].text in (".", ";")
    if joined and last and behind and behind[0].tag == "basis" and behind[0].text.startswith("on "):
        yield behind[0].value


def _is_free(sentence: Sentence, token: Token) -> bool:
    """Whether a token names a basis and belongs to the words of no metric."""
    return token.tag == "basis" and not any(
        sentence.tokens[head.first].start <= token.start <= sentence.tokens[head.last].end
        for head in sentence.heads
        if head.metric
    )
