"""A sentence with all that is known of its words before its numbers are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tieout.claims.grammar.estimates import is_guidance
from tieout.claims.grammar.head_finder import find_heads
from tieout.claims.grammar.heads import Head
from tieout.claims.grammar.memory import Memory
from tieout.claims.grammar.tokens import Token
from tieout.claims.grammar.viewpoint import Resolved, Viewpoint
from tieout.claims.numbers.sentences import Stretch
from tieout.figures.metrics import Metric
from tieout.records.company import Company

_AFFIRMING = frozenset(
    "reaffirmed reaffirms reaffirming reiterated reiterates reiterating backs backed affirms "
    "affirmed affirming raises lifts lowers cuts confirms maintains updates".split()
) | {"raises guidance", "lowers guidance"}
_MOVED = ("up", "down", "report", "beat", "miss")
_OUTLOOKS = ("guidance", "outlook", "forecast", "forecasts", "targets", "expectations")
_PACES = ("faster", "slower", "quicker", "more quickly", "more slowly")
_OUTRUNNING = ("outpaced", "outpacing", "outstripped", "outstripping", "outgrew", "outgrowing")
_POINTING = ("these", "those", "they", "this", "that", "it", "among")
_SMALL = ("small", "prep", "det", "hedge")
_OF_MEASURES = ("core", "underlying", "recurring", "comparable")
"""Words of basis that adorn other nouns, too."""
_THINGS = frozenset("performance business businesses operations demand strength trends".split())
_LISTING = ("include", "includes", "included", "are", "call", "calls", "them")


@dataclass(frozen=True, slots=True)
class IssuerInText:
    """Whose text it is: the company, all metrics that it can be about, and the brief's period."""

    company: Company
    metrics: Mapping[str, Metric]
    view: Viewpoint


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tagged tokens with heads, and the periods that are named, by the place of their token."""

    text: str
    place: Stretch
    tokens: Sequence[Token]
    heads: Sequence[Head]
    periods: Mapping[int, Resolved]
    issuer: IssuerInText
    memory: Memory
    ahead: bool = False
    """Whether a heading, or the sentence before, has turned it to what is to come."""

    @classmethod
    def of(
        cls,
        text: str,
        place: Stretch,
        tokens: Sequence[Token],
        issuer: IssuerInText,
        memory: Memory,
    ) -> Sentence:
        """The sentence, seen from the issuer's brief and after what came before it."""
        ahead = memory.ahead or (memory.promised and _lists(tokens))
        guided = ahead or looks_ahead(tokens)
        periods = {
            at: issuer.view.resolve(token.mention, guided=guided)
            for at, token in enumerate(tokens)
            if token.mention is not None and not _is_label(tokens, at)
        }
        dated = [_dated(token, periods.get(at)) for at, token in enumerate(tokens)]
        for at, token in enumerate(dated):
            if token.tag == "basis" or token.text == "operational":
                dated[at] = _based(token, dated[at + 1 : at + 3])
        for at, token in enumerate(dated[1:], 1):
            if token.text == "comparable":
                dated[at] = _predicate(token, dated[at - 1])
            elif token.tag == "from" and _is_no_comparison(dated, at):
                dated[at] = _placing(token)
        heads = find_heads(dated, memory.segment)
        for head in heads:
            dated[head.first : head.last + 1] = map(_placing, dated[head.first : head.last + 1])
        heads = [each for each in heads if not (_is_foil(dated, each) or _is_left_out(dated, each))]
        priced = [at for at in periods if _is_of_price(dated, heads, at)]
        periods = {at: period for at, period in periods.items() if at not in priced}
        return cls(text, place, dated, heads, periods, issuer, memory, ahead)

    def heads_between(self, start: int, end: int) -> Iterator[Head]:
        """The heads whose core stands between two tokens, both excluded."""
        return (head for head in self.heads if start < head.at < end)

    def is_parted(self, start: int, end: int, signs: Sequence[str]) -> bool:
        """Whether one of the words stands between two tokens."""
        return any(token.text in signs for token in self.tokens[max(0, start) : end])


def _placing(token: Token) -> Token:
    """`Revenue from Europe` compares nothing."""
    return token._replace(tag="prep") if token.tag == "from" else token


def looks_ahead(tokens: Sequence[Token]) -> bool:
    """Whether any word says that the issuer looks ahead."""
    return any(is_guidance(tokens, at) for at in range(len(tokens)))


def turns_ahead(tokens: Sequence[Token], *, short: bool, led: bool) -> bool:
    """Whether a heading turns to the outlook; `led` says that it ends with a colon.

    A headline does not: `Acme raises its full-year outlook` stands above what has been.
    """
    named = any(token.tag in ("guide", "forecast") for token in tokens)
    moved = any(token.tag in _MOVED and token.text != "unchanged" for token in tokens)
    moved = moved or any(token.tag == "from" for token in tokens)  # Earnings vs. forecast
    nouns = [at for at, token in enumerate(tokens) if token.text in _OUTLOOKS]
    led_in = tokens[: nouns[0]] if nouns else tokens  # Outlook reaffirmed is a title
    told = moved or any(token.text in _AFFIRMING for token in led_in)
    return (short and named and not told) or (led and not moved and looks_ahead(tokens))


def _lists(tokens: Sequence[Token]) -> bool:
    """`These include adjusted earnings of ...`: the sentence before goes on."""
    texts = [token.text for token in tokens[:2]]
    return len(texts) == 2 and texts[0] in _POINTING and texts[1] in _LISTING


def _is_label(tokens: Sequence[Token], at: int) -> bool:
    """`The third quarter (Q3) of fiscal 2025`, `since 2010`: no period of its own."""
    token = tokens[at]
    if at and tokens[at - 1].text == "since":
        return True
    if token.mention is None or token.mention.kind != "year":
        return False
    for before in reversed(tokens[:at]):
        if before.mention is not None:
            return before.mention.kind in ("quarter", "weeks", "months", "half")
        if before.text not in (")", "of", "in", "the", "its", "for") and not _is_of(token, before):
            return False
    return False


def _is_of(year: Token, before: Token) -> bool:
    """`Third-quarter earnings for 2024`: a bare year behind the metric of a quarter."""
    return year.text[-4:].isdecimal() and "year" not in year.text and before.tag == "metric"


def _is_foil(tokens: Sequence[Token], head: Head) -> bool:
    """`Profit grew faster than revenue, up 27 percent`: what it is held against says no number.

    So does what it has outrun: `profit outpaced revenue, rising 27 percent`.
    """
    before = [token.text for token in tokens[max(0, head.first - 2) : head.first]]
    outrun = before[-1:] and before[-1] in _OUTRUNNING
    apart = head.last + 1 < len(tokens) and tokens[head.last + 1].text == ","
    return bool(outrun and apart) or (before[1:] == ["than"] and before[0] in _PACES)


def _is_left_out(tokens: Sequence[Token], head: Head) -> bool:
    """`Adjusted for investment gains`, `profit after minority interests`: no subject of a number.

    With a sum of its own it is one: `excluding impairments of $3 billion`.
    """
    before = [token for token in tokens[max(0, head.at - 4) : head.at] if token.tag not in _SMALL]
    behind = tokens[head.at + 1 : head.at + 2]
    if not before or not head.metric or any(token.text in ("of", "(") for token in behind):
        return False
    without = before[-1].tag == "basis" and before[-1].value == "without"
    at = head.at - 1
    while at > 0 and tokens[at].tag in _SMALL:
        at -= 1
    deducted = at > 0 and tokens[at].text == "after" and tokens[at - 1].tag == "metric"
    return without or deducted


def _is_of_price(tokens: Sequence[Token], heads: Sequence[Head], at: int) -> bool:
    """`The stock, up 34% this year, fell even as revenue rose`: the year is the price's alone."""
    before = [token for token in tokens[max(0, at - 3) : at] if token.tag not in _SMALL][-1:]
    moved = any(each.quantity is not None and each.quantity.unit == "%" for each in before)
    named = [head.metric for head in heads if head.at < at]
    return moved and named[-1:] == ["share_price"]


def _predicate(token: Token, before: Token) -> Token:
    """`Earnings were comparable at $0.42`: like those of before, and no basis."""
    return token._replace(tag="small", value="") if before.tag == "be" else token


def _is_no_comparison(tokens: Sequence[Token], at: int) -> bool:
    """`Sales, and that from advertising`; `estimates from FactSet`."""
    if tokens[at].text == "from" and tokens[at - 1].text in ("that", "those"):
        return True
    behind = tokens[at + 1 : at + 2]
    polled = any(each.tag in ("provider", "analyst") for each in behind)
    return polled and tokens[at - 1].tag in ("expect", "forecast")


def _is_thing(behind: Sequence[Token]) -> bool:
    return any(each.tag in ("word", "segment") or each.text in _THINGS for each in behind)


def _dated(token: Token, resolved: Resolved | None) -> Token:
    """A period that means a year or a quarter ago reads like those words."""
    if resolved is None or not resolved.shift:
        return token
    return token._replace(tag="ago" if resolved.shift == "prior_year" else "agoq")


def _based(token: Token, behind: Sequence[Token]) -> Token:
    """`A 7% operational decline`: growth at constant rates, as makers of drugs call it.

    `Core performance`, `the core business` tell of no measure.
    """
    if token.tag == "basis" and token.text in _OF_MEASURES and _is_thing(behind[:1]):
        return token._replace(tag="small", value="")
    moved = token.text == "operational" and any(each.tag in ("up", "down") for each in behind)
    return token._replace(tag="basis", value="constant currency") if moved else token
