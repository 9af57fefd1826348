"""`Profit and revenue rose 8% and 5%, respectively`: as many heads as numbers, in one order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tieout.claims.grammar.heads import Head
from tieout.claims.grammar.tokens import Token

_JOINTS = ("conj", "hedge", "det", "prep", "small")


def paired(tokens: Sequence[Token], heads: Sequence[Head]) -> Mapping[int, Head]:
    """The head of each number that `respectively` pairs with one, by the number's token."""
    found: dict[int, Head] = {}
    for at, token in enumerate(tokens):
        if token.text == "respectively":
            numbers = _row(tokens, at)
            named = _named(tokens, heads, numbers) if len(numbers) > 1 else []
            found.update(zip(numbers, named, strict=False))
            compared = _compared(tokens, at)
            if len(compared) == len(numbers):
                found.update(zip(compared, named, strict=False))
    return found


def _compared(tokens: Sequence[Token], start: int) -> list[int]:
    """The numbers that a row is compared with: `..., respectively, versus $4 million and $3`."""
    behind = [at for at in range(start + 1, len(tokens)) if tokens[at].text != ","]
    if not behind or tokens[behind[0]].tag != "from":
        return []
    found: list[int] = []
    for at in behind[1:]:
        if tokens[at].tag == "num":
            found.append(at)
        elif tokens[at].tag not in _JOINTS:
            break
    return found


def _row(tokens: Sequence[Token], end: int) -> list[int]:
    """The numbers right before a token, with only `and`, commas and small words between."""
    found: list[int] = []
    for at in range(end - 1, -1, -1):
        token = tokens[at]
        if token.tag == "num":
            found.insert(0, at)
        elif token.tag not in _JOINTS and token.text != ",":
            break
    return found


def _named(tokens: Sequence[Token], heads: Sequence[Head], numbers: Sequence[int]) -> list[Head]:
    """As many heads before the numbers, joined like them; each may have had a number already."""
    before = [head for head in heads if head.last < numbers[0] and not head.verb]
    before = [head for head in before if head.metric or head.segment][-len(numbers) :]
    if len(before) < len(numbers):
        return []
    told = sum(tokens[at].tag == "num" for at in range(before[0].first, numbers[0]))
    if told not in (0, len(numbers)):
        return []
    metric = next((head.metric for head in reversed(before) if head.metric), "revenue")
    return list(_complete(before, metric)) if _are_joined(tokens, before) else []


def _are_joined(tokens: Sequence[Token], heads: Sequence[Head]) -> bool:
    return all(
        any(
            token.text in ("and", ",", "&", "on")
            for token in tokens[one.last + 1 : other.first + 1]
        )
        for one, other in pairwise(heads)
    )


def _complete(heads: Sequence[Head], metric: str) -> Iterator[Head]:
    for head in heads:
        yield head if head.metric else head._replace(metric=metric)
