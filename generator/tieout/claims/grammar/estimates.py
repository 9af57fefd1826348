"""What analysts expected and what the issuer expects: estimates and guidance."""

from __future__ import annotations

from collections.abc import Sequence

from tieout.claims.grammar.context import Context
from tieout.claims.grammar.tokens import Token

_PASSIVE = frozenset({"expected", "estimated", "anticipated", "forecasted"})
_OWN = frozenset({"its", "company's", "own", "prior", "previous"})
_ANALYSTS = ("analyst", "provider")
_MOVES = ("up", "down")
_COMPARED = ("beat", "miss", "from", "ago")
_ESTIMATES = ("expect", "forecast")
_NO_NUMBERS = ("than expected", "as expected", "as anticipated", "as projected", "as predicted")
_AWAITING = frozenset("put puts had have saw see".split())
"""What analysts do with a number that they expect."""
_SAID = frozenset("said says reported announced".split())
_TO_REPORT = frozenset("report post earn announce show have book log record disclose".split())
"""What only others expect of an issuer: it is expected to report."""
_OWN_VERBS = frozenset(
    "expected anticipated estimated estimates estimate expecting projecting estimating predicting "
    "forecasted predicted".split()
) | {
    *("called for", "calling for"),
    *(f"had {verb}" for verb in ("forecast", "projected", "expected", "anticipated", "predicted")),
}
_SUBJECTS = frozenset("it they we he she company group firm management".split())
_OBJECTS = ("det", "metric", "poss", "basis", "period", "segment")
_LINKS = frozenset(
    "small hedge det provider analyst metric period basis be name poss segment prior word num "
    "prep".split()
)
_LINK_WORDS = frozenset(
    ": ( a that had been have earn report post deliver generate make "
    "stood stands sat sits reach".split()
) | {"come in", "comes in", "come"}
_NEAR = frozenset("small det analyst provider poss metric basis hedge segment period".split())
_NEAR_WORDS = frozenset("that which by had have were was in on average been per of a for '".split())
_SIZES = frozenset({"modest", "slim", "wide", "strong", "over", "more than", "less than"})
_PAST = frozenset(
    "rose fell grew declined dropped reported posted delivered earned increased decreased jumped "
    "climbed was were came surged slipped totaled reached gained".split()
)


def is_estimate(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word such as `forecasts` or `expects` is of analysts, not of the issuer."""
    token = tokens[at]
    reach = 5 if token.tag == "forecast" and at and tokens[at - 1].tag == "num" else 3
    near, behind = _analysts(tokens[max(0, at - reach) : at]), _analysts(tokens[at + 1 : at + 4])
    if token.tag == "expect":
        passive = at > 0 and tokens[at - 1].tag == "be" and token.text in _PASSIVE
        own = passive or _is_promised(tokens, at) or _is_of_issuer(tokens, at)
        return not own or near or behind
    if token.tag == "guide":
        told = (near and not behind) or _is_of_others(tokens, at)
        named = any(each.tag == "name" for each in tokens[at:])
        return told or (named and at > 0 and tokens[at - 1].tag == "business")  # a broker's view
    return token.tag == "forecast" and _is_theirs(tokens[max(0, at - 4) : at], near, behind)


def _is_promised(tokens: Sequence[Token], at: int) -> bool:
    """`Guidance calling for 3%`, `it said profit was pegged at $2`: the issuer's own words."""
    text = tokens[at].text
    if text == "estimated":
        return _is_guided(tokens[:at])
    if text.startswith("pegged"):
        return any(token.text in _SAID for token in tokens[:at])
    return text in ("calling for", "called for") and _is_guided(tokens[max(0, at - 3) : at])


def _is_of_issuer(tokens: Sequence[Token], at: int) -> bool:
    """`It expected earnings of $9`, `Expecting growth of 6%`: the issuer looks ahead."""
    token, before = tokens[at], tokens[at - 1] if at else None
    if token.text not in _OWN_VERBS:
        return False
    if before is None or before.tag == "punct":
        return token.text.endswith("ing")
    subject = before.tag == "name" or before.text in _SUBJECTS
    following = tokens[at + 1 : at + 2]
    verb = token.text not in ("estimates", "estimate") or _has(following, *_OBJECTS)
    return subject and verb and not _has(tokens[max(0, at - 6) : at], "analyst", "provider")


def _is_of_others(tokens: Sequence[Token], at: int) -> bool:
    """`Was expected to earn`, `is expected to report`: by those who wait for the results."""
    if " seen " in tokens[at].text:
        return True
    if not tokens[at].text.endswith(" to"):
        return False
    past = at > 0 and tokens[at - 1].text in ("was", "were", "been")
    reports = at + 1 < len(tokens) and tokens[at + 1].text in _TO_REPORT
    return past or reports or _are_told(tokens[at + 1 :])


def _are_told(tokens: Sequence[Token]) -> bool:
    """`according to analysts`, `by FactSet`."""
    return any(
        token.text in ("by", "to") and _analysts(tokens[place + 1 : place + 4])
        for place, token in enumerate(tokens)
    )


def _has(tokens: Sequence[Token], *tags: str) -> bool:
    return any(token.tag in tags for token in tokens)


def _is_guided(before: Sequence[Token]) -> bool:
    return any(token.tag == "guide" for token in before)


def _analysts(tokens: Sequence[Token]) -> bool:
    return any(token.tag in _ANALYSTS for token in tokens)


def _is_theirs(before: Sequence[Token], near: bool, behind: bool) -> bool:
    """`beating forecasts` are of analysts; `raised its forecast` is the issuer's own."""
    if any(each.text in _OWN or each.tag in ("name", "guide") for each in before):
        return near
    return near or behind or _has(before, *_COMPARED, "expect")


def is_guidance(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token says that the issuer looks ahead."""
    token = tokens[at]
    ahead = token.tag in ("guide", "forecast") or token.text in ("expected", "anticipated")
    return (ahead or _is_of_issuer(tokens, at)) and not is_estimate(tokens, at)


def is_guided(context: Context) -> bool:
    """Whether the clause, or the words right after the number, speak of what is to come."""
    tokens = context.tokens
    for place in range(context.at - 1, context.at - len(context.clause) - 1, -1):
        if is_guidance(tokens, place):
            return not _is_told_after(tokens[place + 1 : context.at])
    for place, token in enumerate(context.right[:4]):
        if token.tag == "punct":
            break
        if is_guidance(tokens, context.at + 1 + place):
            return token.text not in ("plans", "planned")
    return False


def _is_told_after(tokens: Sequence[Token]) -> bool:
    """Whether after the outlook a new clause tells of the past: sees growth after sales rose 5%."""
    parted = False
    for token in tokens:
        if token.text in (",", "after", "as", "because") or token.tag == "conj":
            parted = True
        elif parted and token.text in _PAST:
            return True
    return False


def is_told(tokens: Sequence[Token]) -> bool:
    """Whether a verb tells of the past, also where a heading has turned to the outlook."""
    return any(token.text in _PAST for token in tokens)


def is_consensus(context: Context) -> bool:
    """Whether the number is what analysts expected."""
    return _estimate_behind(context) or _estimate_before(context) or _is_of_street(context)


def is_held_against(tokens: Sequence[Token]) -> bool:
    """`How it did, compared with the estimates of analysts`: what a list is held against."""
    compared = next((at for at, token in enumerate(tokens) if _compares(token)), len(tokens))
    return any(token.tag in ("expect", "analyst", "provider") for token in tokens[compared:])


def _compares(token: Token) -> bool:
    return token.tag == "from" or token.text in ("comparison", "stacked up")


def lead_in(context: Context) -> int:
    """The colon of `How it did, compared with consensus estimates: profit: $2 vs. $1`, or 0."""
    tokens = context.tokens
    for place in range(1, context.at):
        if tokens[place].text == ":" and tokens[place - 1].tag in _ESTIMATES:
            return place if is_held_against(tokens[:place]) else 0
    return 0


def is_forecast(context: Context) -> bool:
    """`$1.07 forecast`: right behind the number."""
    return any(token.tag in _ESTIMATES for token in context.right[:1])


def _is_of_street(context: Context) -> bool:
    """`Street at $2.52 billion`, `Wall Street: $1.20`, `the Street's $1.20`."""
    who, link = [*context.left[-2:], *[None] * 2][:2]
    linked = link is not None and (link.text in ("at", ":", "was") or link.tag == "poss")
    return linked and who is not None and who.tag == "analyst"


def _estimate_behind(context: Context) -> bool:
    """`the $4.26 billion consensus`, `$12.55 billion analysts expected`, `$1.15 estimate`."""
    analysts = False
    for place, token in enumerate(context.right, context.at + 1):
        if token.tag in _ESTIMATES:
            known = analysts or is_estimate(context.tokens, place)
            theirs = _analysts(context.tokens[place + 1 : place + 3])
            return known and (token.text not in _NO_NUMBERS or theirs)
        if token.tag == "guide" and analysts:
            return True
        if token.tag not in _NEAR and token.text not in _NEAR_WORDS:
            return False
        analysts = analysts or token.tag == "analyst"
    return False


def _estimate_before(context: Context) -> bool:
    """`expectations of $5 billion`, `versus the estimate of $2.49 billion`, `expected $5`."""
    compared = _has(context.until_break(), "yoy", "qoq", "ago", "agoq", *_MOVES, "beat", "miss")
    moved = False
    for place in range(len(context.left) - 1, -1, -1):
        token = context.left[place]
        word = token.tag in (*_ESTIMATES, "guide")
        lead = context.tokens[: context.start + place]
        if token.text == ":" and not _has(lead, "num") and is_held_against(lead):
            return False
        if token.text in _AWAITING and context.left[max(0, place - 1)].tag == "analyst":
            return True
        if word and is_estimate(context.tokens, context.start + place):
            passive = not moved or token.text.endswith(" to")
            than = any(
                each.text.endswith("than") for each in context.left[max(0, place - 1) : place]
            )
            told = token.text in _NO_NUMBERS or than  # a lower than expected rise of 3%
            plain = not told and not _is_beaten_by(context, place)
            return plain and passive
        if token.text == "(" and compared:
            return False
        before = context.left[place - 1 : place]
        following = context.left[place + 1 : place + 2]
        to_come = any(each.text == "to" for each in before) or any(
            each.text == "of" for each in following
        )  # expects sales to grow, expects growth of 5%
        moved = moved or (token.tag in _MOVES and not to_come)
        if token.tag not in (*_LINKS, *_MOVES) and token.text not in _LINK_WORDS:
            return False
    return False


def _is_beaten_by(context: Context, place: int) -> bool:
    """`beat estimates at $5 billion`: the number is the level that beat them."""
    following = [token.text for token in context.left[place + 1 : place + 2]]
    beaten = any(token.tag in ("beat", "miss") for token in context.clause)
    level = following in (["at"], ["with"], ["by"], ["and"], ["on"])
    return beaten and (level or (following == ["for"] and last_word(context.left) == "at"))


def last_word(tokens: Sequence[Token]) -> str:
    """The last word before a number that is no hedge, article or size."""
    kept = trimmed(tokens)
    return kept[-1].text if kept else ""


def trimmed(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words before a number without the hedges, articles and sizes right at it."""
    end = len(tokens)
    while end and (tokens[end - 1].tag in ("hedge", "det") or tokens[end - 1].text in _SIZES):
        end -= 1
    return tokens[:end]
