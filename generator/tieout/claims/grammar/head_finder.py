"""The heads of a sentence: metrics, verbs that measure, bare segments, nouns that nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

from tieout.claims.grammar.heads import GROUP_WORDS, SHOPS, Head, is_bracketed, widened
from tieout.claims.grammar.strangers import unknown_nouns
from tieout.claims.grammar.tokens import Token
from tieout.claims.grammar.words import word_set

_VERBS = {
    **dict.fromkeys(("earned", "earns", "earning", "earn", "made", "makes"), ("net_income", False)),
    **dict.fromkeys(("lost", "loses", "losing"), ("net_income", True)),
    **dict.fromkeys(("bought back", "repurchased", "buys back"), ("buybacks", False)),
    "returned": ("shareholder_returns", False),
    **dict.fromkeys(("traded", "trades", "trading"), ("share_price", False)),
    **dict.fromkeys(
        (
            *("took in", "brought in", "pulled in", "hauled in", "raked in", "rang up"),
            *("turned over", "booked", "books", "generated", "generates"),
        ),
        ("revenue", False),
    ),
}
"""Verbs that say what is measured, and whether their number is a loss."""


def find_heads(tokens: Sequence[Token], last_segment: str = "") -> list[Head]:
    """The heads of a sentence, in order; `last_segment` is what `this segment` means."""
    heads: list[Head] = []
    used: set[int] = set()
    for at, token in enumerate(tokens):
        if token.tag == "metric" and at not in used and not _is_no_metric(tokens, at):
            head = _metric_head(tokens, at, last_segment)
            used.update(range(head.first, head.last + 1))
            heads.append(head)
    for at, token in enumerate(tokens):
        if at in used:
            continue
        if token.tag == "segment":
            heads.append(Head(at, at, at, segment=token.value, word=token.text))
        elif token.tag == "thispart":
            part = "" if last_segment else token.text
            head = Head(at, at, at, segment=last_segment, part=part, unknown=bool(part))
            heads.append(head._replace(word=token.text))
        elif token.text in ("margin", "margins"):
            heads.append(Head(at, at, at, unknown=True, word="margin"))
        elif token.text in _VERBS:
            metric, loss = _VERBS[token.text]
            head = Head(at, at, at, metric, loss, verb=True, word=token.text)
            heads.append(head._replace(doubtful=metric == "revenue"))
    heads += [_stranger(tokens, at) for at in unknown_nouns(tokens, used)]
    return _differences(tokens, sorted(heads, key=lambda head: head.at))


def _differences(tokens: Sequence[Token], heads: list[Head]) -> list[Head]:
    """`Operating cash flow less capex (free cash flow)`: what the bracket says, or unknown."""
    for at in range(len(heads) - 1):
        first, second = heads[at : at + 2]
        between = [token.text for token in tokens[first.at + 1 : second.at] if token.tag != "det"]
        if not (first.metric and second.metric) or between not in (["less"], ["minus"]):
            continue
        gloss = tokens[second.last + 2] if is_bracketed(tokens, second.last + 1) else None
        named = gloss is not None and gloss.tag == "metric"
        part = "" if named else f"{first.word} less"
        heads[at] = first._replace(metric="", unknown=True, part=f"{first.word} less")
        heads[at + 1] = second._replace(
            metric=gloss.value if gloss and named else "", unknown=not named, part=part
        )
    return heads


def _is_no_metric(tokens: Sequence[Token], at: int) -> bool:
    """`Unusual gains or losses`, a thing that is left out; an earnings call, the sales day."""
    behind = tokens[at + 1 : at + 2]
    if any(token.text in word_set("compounds") for token in behind):
        return True
    if tokens[at].text in SHOPS and any(token.tag == "metric" for token in behind):
        return True  # stores comps: a part of the comparable sales
    joined = at > 1 and tokens[at - 1].text in ("or", "and")
    return joined and tokens[at].loss and tokens[at - 2].text in ("gain", "gains")


def _stranger(tokens: Sequence[Token], at: int) -> Head:
    return Head(at, at, at, unknown=True, word=tokens[at].text, part=tokens[at].text)


def _metric_head(tokens: Sequence[Token], at: int, last_segment: str) -> Head:
    token = tokens[at]
    head = Head(at, at, at, token.value, token.loss, word=token.text)
    if token.value.startswith("eps") and token.text.startswith("operating"):
        head = head.on("non-GAAP")  # no standard knows operating earnings per share
    head = _at_stores(tokens, widened(tokens, head, last_segment))
    if any(each.text == "plus" for each in tokens[head.last + 1 : head.last + 2]):
        return head._replace(metric="", unknown=True, part=f"{token.text} plus")  # X plus Y is no X
    if token.text.split()[0] in GROUP_WORDS:
        head = head._replace(group=True)
    return head


def _at_stores(tokens: Sequence[Token], head: Head) -> Head:
    """`Sales at stores open at least a year` are comparable sales, as wires gloss them."""
    near = range(head.at + 1, min(head.at + 7, len(tokens)))
    opened = next((at for at in near if tokens[at].text in ("open", "opened")), None)
    if head.metric != "revenue" or opened is None:
        return head
    ends = range(opened + 1, min(opened + 7, len(tokens)))
    end = next((at for at in ends if "year" in tokens[at].text or "month" in tokens[at].text), None)
    shops = any(token.text in SHOPS for token in tokens[head.at + 1 : opened])
    if end is None or not shops:
        return head
    return head._replace(metric="comparable_sales", last=end)
