"""Sentences as tagged tokens: numbers, metrics, segments, names, periods and the words between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tieout.claims.grammar.descriptions import describe
from tieout.claims.grammar.lexicon import HYPHENS, TOKEN, Lexicon
from tieout.claims.grammar.spans import Mention, may_open, periods_at
from tieout.claims.grammar.tokens import Token
from tieout.claims.numbers.quantity import Quantity

_OWN_NOUNS = frozenset(
    "revenue revenues sales segment division unit business businesses arm operations 's".split()
)
"""What follows a segment's name in small letters where it is meant, or leads to it: sales from."""
_FOREIGN = "\u0250"
"""Where the letters of other scripts than the Latin begin: they are bullets or broken emoji."""
_NAMING = frozenset({"name", "segment", "business"})


def tag(
    text: str, start: int, end: int, numbers: Sequence[Quantity], lexicon: Lexicon
) -> list[Token]:
    """The tokens of the sentence from `start` to `end`, whose quantities are `numbers`."""
    raw = list(_raw(text, start, end, numbers))
    lower = text[start:end].islower()
    periods = _periods(text[start:end], start, raw, numbers)
    tokens: list[Token] = []
    at = 0
    while at < len(raw):
        token, used = _longest(raw, at, lexicon, lower)
        if token.tag == "qoq" and _runs_on(token, periods):
            token, used = raw[at]._replace(tag="from"), 1
        mention, until = periods.get(raw[at].start, (None, 0))
        if mention is not None and until >= token.end:
            used = sum(1 for each in raw[at : at + 24] if each.start < until)
            token = Token("period", text[token.start : until].lower(), token.start, until)
            token = token._replace(mention=mention, capital=True)
        elif token.tag == "longterm":
            token = token._replace(mention=_inside(token, periods))
        tokens.append(token)
        at += used
    return describe(tokens)


def _inside(token: Token, periods: Mapping[int, tuple[Mention, int]]) -> Mention | None:
    """The period that a longer phrase holds: over the last twelve months."""
    held = (each for start, each in periods.items() if token.start <= start < token.end)
    return next((mention for mention, until in held if until <= token.end), None)


def _runs_on(token: Token, periods: Mapping[int, tuple[Mention, int]]) -> bool:
    """`From the third quarter of 2024`: the quarter is named with its year, a year ago perhaps."""
    inside = range(token.start + 1, token.end)
    return any(start in inside and until > token.end for start, (_, until) in periods.items())


def _raw(text: str, start: int, end: int, numbers: Sequence[Quantity]) -> Iterator[Token]:
    at = start
    for number in numbers:
        yield from _words(text, at, number.start)
        yield Token("num", number.text, number.start, number.end, quantity=number)
        at = number.end
    yield from _words(text, at, end)


def _periods(
    sentence: str, start: int, raw: Sequence[Token], numbers: Sequence[Quantity]
) -> dict[int, tuple[Mention, int]]:
    """Words for periods by where they start, each with its end; none inside of a number."""
    found: dict[int, tuple[Mention, int]] = {}
    openings = [token.start - start for token in raw if may_open(token.text)]
    for mention in periods_at(sentence, openings):
        first, last = mention.start + start, mention.end + start
        if not any(first < number.end and number.start < last for number in numbers):
            found[first] = (mention, last)
    return found


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    for match in TOKEN.finditer(text, start, end):
        word = match[0]
        if word in HYPHENS and not _is_dash(text, match.start(), match.end()):
            continue
        kind = "word" if word[0].isalnum() and word[0] < _FOREIGN else "punct"
        lower = word.lower()
        capital, shouted = word != lower, word.isupper()
        if "\u2019" in lower:
            lower = lower.replace("\u2019", "'")
        if word == "US":
            kind = "place"
        if lower == "'s":
            kind = "poss"
        first, last = match.span()
        yield Token(kind, lower, first, last, "", None, None, False, capital, shouted)


def _is_dash(text: str, start: int, end: int) -> bool:
    """A hyphen that stands alone is a dash."""
    return text[start - 1 : start].isspace() and text[end : end + 1].isspace()


def _longest(raw: Sequence[Token], at: int, lexicon: Lexicon, lower: bool) -> tuple[Token, int]:
    first = raw[at]
    if first.tag == "num":
        return first, 1
    second = raw[at + 1].text if at + 1 < len(raw) and raw[at + 1].tag != "num" else ""
    phrases = lexicon.starting(first.text, "")
    longer = lexicon.starting(first.text, second) if second else ()
    for phrase, kind, value, loss in (*longer, *phrases) if longer else phrases:
        count = len(phrase)
        if count > 2 and not _matches(raw, at, phrase):
            continue
        if count == 1 and first.tag == "place" and kind == "det":
            continue  # US, not us
        if phrase == ("it",) and first.shouted and _is_mixed(raw, at):
            continue  # IT services, not it
        if kind in _NAMING and not _is_named(raw, at, phrase, lexicon, lower=lower):
            continue
        last = raw[at + count - 1]
        text = " ".join(phrase)
        token = Token(kind, text, first.start, last.end, value, loss=loss, capital=first.capital)
        return token, count
    return first, 1


def _is_mixed(raw: Sequence[Token], at: int) -> bool:
    """Whether the words around a place are not all in capitals."""
    near = (*raw[max(0, at - 3) : at], *raw[at + 1 : at + 4])
    return any(token.tag == "word" and not token.shouted for token in near)


def _matches(raw: Sequence[Token], at: int, phrase: tuple[str, ...]) -> bool:
    if at + len(phrase) > len(raw):
        return False
    return all(
        raw[at + place].text == word and raw[at + place].tag != "num"
        for place, word in enumerate(phrase)
    )


def _is_named(
    raw: Sequence[Token], at: int, phrase: tuple[str, ...], lexicon: Lexicon, *, lower: bool
) -> bool:
    """Whether a name is meant, and no common word like it: Target, not target.

    In a sentence without capitals, and for a segment whose metric follows, small letters do.
    """
    case = lexicon.cased.get(phrase)
    if case is None or (raw[at].shouted if case == "all" else raw[at].capital):
        return True
    if case == "all" or len(phrase) > 1:
        return case != "all" and lower
    following = raw[at + 1].text if at + 1 < len(raw) else ""
    before = [token.text for token in raw[max(0, at - 2) : at]]
    placed = len(before) == 2 and before[0] in _OWN_NOUNS and before[1] == "from"
    return lower or placed or following in _OWN_NOUNS
