"""What stands in a sentence beside its metric: charges, sums paid, asides, shares of a whole.

Their numbers are no figure of the metric, and their metrics govern no number outside of them:
`the profit included a gain of $4 million`, `net profit, which leaves out impairments, fell 11%`.
"""

from __future__ import annotations

from collections.abc import Sequence

from tieout.claims.grammar.heads import Head
from tieout.claims.grammar.strangers import is_noun
from tieout.claims.grammar.tokens import Token
from tieout.claims.grammar.words import word_set

_BESIDE = frozenset({"det", "hedge", "small", "basis", "place", "word", "metric", "period"})
_LED = frozenset({"of", "worth", "totaling", "totalling", "for"})
_RELATIVES = frozenset("which who that whose including excluding before after".split())
_CAUSES = frozenset({"due to", "thanks to", "reflecting", "largely", "mainly", "mostly", "partly"})
_INCLUDING = frozenset(
    """included includes include including reflects reflected reflecting padded aided absorbed
    absorbing""".split()
)
_DEFINING = frozenset({"a", "an", "another", "or", "defined", "meaning"})
_GLOSSES = frozenset("measure gauge yardstick metric indicator proxy minus less defined".split())
_TELLING = frozenset({"num", "up", "down", "be", "report"})
_RESULTS = frozenset({"loss", "losses", "profit", "profits", "earnings", "income"})
_SUMS = frozenset({"gain", "gains", "reduction", "boost"})
_PASSED = frozenset({"det", "hedge", "small", "prep", "word", "basis", "poss", "be", "period"})
_SPENDING = ("spent", "spends", "spend", "borrowed", "donated")
_GROWTH = frozenset(
    "increase increases decrease rise growth decline drop jump gain improvement fall surge bump "
    "boost uptick".split()
)
_ENDING = frozenset(
    "num punct metric segment place period basis conj ago agoq name business thispart".split()
)


def thing_at(tokens: Sequence[Token], at: int) -> str:
    """The thing that the number at token `at` is the sum of: a charge, a stake; or nothing."""
    return _behind(tokens, at) or _before(tokens, at)


def _behind(tokens: Sequence[Token], at: int) -> str:
    """`A $4 billion pretax gain`, `a $5 billion buyback program`."""
    for token in tokens[at + 1 : at + 6]:
        if _is_thing(token):
            return token.text
        if token.tag not in _BESIDE or (token.tag == "word" and not is_noun(token)):
            return ""
    return ""


def _before(tokens: Sequence[Token], at: int) -> str:
    """`A charge of $4 billion`."""
    place = at - 1
    while place >= 0 and tokens[place].tag in ("hedge", "det"):
        place -= 1
    if place < 1 or tokens[place].text not in _LED:
        return ""
    return tokens[place - 1].text if _is_thing(tokens[place - 1]) else ""


def grown_or_spent(tokens: Sequence[Token], at: int) -> str:
    """`A 6.5% increase in daily volume`, `spent $4 billion`: what no list has; or nothing."""
    if is_spent(tokens, at) or _is_cause(tokens, at):
        return "sum"
    at += 1
    while at < len(tokens) and (
        tokens[at].tag in ("yoy", "qoq", "small") or tokens[at].text in ("(", ")")
    ):
        at += 1
    behind = [token.text for token in tokens[at : at + 2]]
    if len(behind) < 2 or behind[0] not in _GROWTH or behind[1] not in ("in", "from"):
        return ""
    for place, token in enumerate(tokens[at + 2 : at + 7], at + 3):
        if token.tag == "metric" and [each.text for each in tokens[place : place + 1]] == ["per"]:
            return f"{token.text} per"
        if token.tag in _ENDING or token.text in _RELATIVES:
            return ""
        if is_noun(token) or token.text == "volume":
            return token.text
    return ""


def is_spent(tokens: Sequence[Token], at: int) -> bool:
    """`Spent about $4 billion`."""
    led = [token.text for token in tokens[max(0, at - 2) : at] if token.tag != "hedge"][-1:]
    return bool(led) and led[0] in _SPENDING


def _is_cause(tokens: Sequence[Token], at: int) -> bool:
    """`The loss, due to $4 billion in charges, was`."""
    led = [token for token in tokens[max(0, at - 3) : at] if token.tag not in ("hedge", "det")]
    return any(token.text in ("due to", "thanks to") for token in led[-1:])


def _is_thing(token: Token) -> bool:
    return token.tag in ("word", "small") and token.text in word_set("things")


def is_set_aside(tokens: Sequence[Token], head: Head, at: int) -> bool:
    """Whether a head before the number at `at` stands in an aside that the number does not."""
    return (
        is_in_brackets(tokens, head.last, at)
        or _is_between_commas(tokens, head, at)
        or _is_share_of(tokens, head)
        or _is_in_gloss(tokens, head, at)
    )


def is_in_brackets(tokens: Sequence[Token], place: int, at: int) -> bool:
    """Whether a bracket that token `place` stands in closes before token `at`."""
    depth = 0
    for token in tokens[place + 1 : at]:
        depth += (token.text == "(") - (token.text == ")")
        if depth < 0:
            return True
    return False


def _is_between_commas(tokens: Sequence[Token], head: Head, at: int) -> bool:
    """A metric in a relative clause that a comma has closed before the number."""
    if not any(token.text == "," for token in tokens[head.last + 1 : at]):
        return False
    for place in range(head.first - 1, 0, -1):
        opening = tokens[place].text in _RELATIVES or tokens[place].text in _CAUSES
        if opening and tokens[place - 1].text == ",":
            return place > 1 and any(token.tag == "metric" for token in tokens[:place])
        if tokens[place].text == ",":
            return False
    return False


def _is_in_gloss(tokens: Sequence[Token], head: Head, at: int) -> bool:
    """`Cash profit, a measure of earnings before interest and taxes, fell 5%`: a definition."""
    if not any(token.text == "," for token in tokens[head.last + 1 : at]):
        return False
    for place in range(head.first - 1, 0, -1):
        if tokens[place].tag in _TELLING:
            return False
        if tokens[place - 1].text == "," and tokens[place].text in _DEFINING:
            end = next(end for end in range(head.last, at) if tokens[end].text == ",")
            glossed = any(token.text in _GLOSSES for token in tokens[place:end])
            return glossed and any(
                token.tag == "metric" or is_noun(token) for token in tokens[: place - 1]
            )
    return False


def _is_share_of(tokens: Sequence[Token], head: Head) -> bool:
    """`96% of sales`: the whole of a share governs no other number."""
    place = head.first - 1
    if place < 1 or tokens[place].text != "of":
        return False
    quantity = tokens[place - 1].quantity
    return quantity is not None and quantity.unit == "%"


def is_own_item(tokens: Sequence[Token], head: Head) -> bool:
    """`The quarter includes a loss of $4 million`: a part of the result, not the result."""
    place = head.first - 1
    while place >= 0 and tokens[place].tag in ("det", "hedge"):
        place -= 1
    return head.word in _RESULTS and place >= 0 and tokens[place].text in _INCLUDING


def is_included(tokens: Sequence[Token], head: Head, at: int) -> bool:
    """`The profit included a $4 billion boost`: the number is of something inside the head."""
    if any(
        token.tag in ("up", "down") and token.text not in _SUMS for token in tokens[at + 1 : at + 4]
    ):
        return False  # sales reflected a 7% decline
    for place in range(at - 1, head.last, -1):
        token = tokens[place]
        if token.text in _INCLUDING:
            return True
        if token.tag not in _PASSED and token.text not in _SUMS:
            return False
    return False
