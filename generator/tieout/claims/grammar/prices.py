"""Share prices in a text: in which stretch of trading, and whether the news can have moved them."""

from __future__ import annotations

from collections.abc import Sequence

from tieout.claims.grammar.context import Context
from tieout.claims.grammar.tokens import Token
from tieout.records.article import Role
from tieout.records.model import Window

_WINDOWS: dict[str, Window] = {
    "premarket": "pre-market",
    "afterhours": "after hours",
    "early": "early trading",
    "intraday": "intraday",
}
_LATER = ("premarket", "afterhours")


def read_price(tokens: Sequence[Token], at: int) -> tuple[Role, Window | None]:
    """The role and window of a price, or a price change, at token `at` of its sentence."""
    behind, before = _behind(tokens, at), _before(tokens, at)
    for near in (behind, before):
        role = _by_words(near)
        if role is not None:
            return role
    if any(token.tag == "eve" for token in tokens[:at]):
        return "reaction", "close before release"
    tags = [token.tag for token in (*behind, *before)]
    closing = "close" in tags or _carries_close(tokens, at)
    if closing:
        later = any(token.tag in _LATER for token in tokens[at + 1 :])
        return "reaction", "close before release" if later else "close after release"
    window = next(
        (_WINDOWS[token.tag] for token in reversed(tokens[:at]) if token.tag in _WINDOWS), None
    )
    return "reaction", window


def is_quoted(context: Context) -> bool:
    """`Acme (ACME +0.3%)`: what the price has done today, beside the ticker."""
    before = context.tokens[max(0, context.at - 4) : context.at]
    opened = any(token.text == "(" for token in before[:-1])
    return opened and context.quantity.unit == "%" and before[-1].tag == "name"


def _is_long(token: Token) -> bool:
    """A stretch of time that is longer than the days around a release."""
    long = token.mention is not None and token.mention.kind in (
        "trailing",
        "year",
        "months",
        "half",
        "this year",
    )
    return long or token.tag in ("ago", "yoy", "opinion")


def _by_words(near: Sequence[Token]) -> tuple[Role, Window | None] | None:
    for token in near:
        if token.tag == "beforenews":
            return "other", "close before release"
        if token.tag == "longterm" or _is_long(token):
            return "other", None
        if token.tag in _WINDOWS:
            return "reaction", _WINDOWS[token.tag]
    return None


def _behind(tokens: Sequence[Token], at: int) -> list[Token]:
    """The words behind a number up to the next one or the end of its clause."""
    found: list[Token] = []
    for token in tokens[at + 1 :]:
        if token.tag == "num" or token.text in (",", ";") or token.tag == "conj":
            break
        found.append(token)
    return found


def _before(tokens: Sequence[Token], at: int) -> list[Token]:
    """The words before a number back to the one before, the nearest first."""
    found: list[Token] = []
    for token in reversed(tokens[:at]):
        if token.tag == "num" or token.text == ";":
            break
        found.append(token)
    return found


def _carries_close(tokens: Sequence[Token], at: int) -> bool:
    """`closed up 5% at $160`: the second number belongs to the same close."""
    for token in reversed(tokens[:at]):
        if token.tag == "close":
            return True
        if token.tag in _WINDOWS or token.tag == "conj":
            return False
    return False
