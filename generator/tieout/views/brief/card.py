"""What stands on a brief's card, and where: a picture of 1200 by 630 has no room that grows.

The card's type has the letters of Latin, Greek and Cyrillic (charts/typeface.py says why). Of a
name in two scripts it shows the part that it can write, of an issuer with none the ticker alone; a
label, a clause or a note in another script is left out whole: half a statement says something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice

from tieout.views.brief.line import BriefLine, Headline

_LEFT, _RIGHT = 72, 1128
_COLUMN, _GAP = 330, 33
_MOST_FIGURES = 3
_VERDICT = ((58, 2), (50, 3), (40, 4))
"""Sizes of the verdict with the lines that there is room for."""
_VALUE = (46, 38, 30, 24)
_SMALL = 23
_WIDTHS = (
    (0.28, " !',./:;I[]\\fijlt|\u2019"),
    (0.36, '()-r\u2013"'),
    (0.87, "%@mMW\u2014"),
)
_CAPITAL, _OTHER = 0.71, 0.56
"""Widths of signs in parts of their size: a little more than the card's type has."""
_FOREIGN = re.compile(
    r"[^\u0020-\u0513\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u20b5\u2100-\u2265]+"
)
_SPELT = str.maketrans({"\u20b9": "INR ", "\u20ba": "TRY ", "\u20bd": "RUB "})
"""Signs of currencies that are younger than the type."""


@dataclass(frozen=True, slots=True)
class CardText:
    """One line of type."""

    x: int
    y: int
    """Where its base line is, from above."""
    size: int
    text: str
    role: str = ""
    """`strong`, `quiet`, `up`, `down`; `end` for a quiet line that ends at `x`."""


def texts(brief: BriefLine, site: str) -> Iterator[CardText]:
    """Every line of the card; `site` is the site's name."""
    lines = _lines(_in_our_letters(brief), _written(site))
    return (line for line in lines if line.text)


def _lines(brief: BriefLine, site: str) -> Iterator[CardText]:
    room = _RIGHT - _LEFT
    yield CardText(_LEFT + 46, 90, 34, _cut(site, 34, room // 2), "strong")
    yield CardText(_RIGHT, 88, 26, " \u00b7 ".join(brief.names[-2:]), "end")
    yield CardText(_LEFT, 178, 30, _cut(_whose(brief), 30, room), "quiet")
    size, lines = _fitting(f"{brief.verdict}." if brief.verdict else "", room)
    for number, line in enumerate(lines):
        yield CardText(_LEFT, 190 + round(size * 1.25) * (number + 1), size, line)
    for number, headline in enumerate(brief.headlines):
        yield from _column(_LEFT + number * (_COLUMN + _GAP), headline)


def _whose(brief: BriefLine) -> str:
    """The issuer, its ticker, and the period in its own words."""
    own = f", {brief.names[0]}" if len(brief.names) > 2 and brief.names[0] else ""
    return (
        f"{brief.party.name} ({brief.party.ticker}){own}"
        if brief.party.name
        else f"{brief.party.ticker}{own}"
    )


def _in_our_letters(brief: BriefLine) -> BriefLine:
    """The brief with nothing that the card's type cannot write; a statement is whole or gone."""
    clauses = filter(None, map(_whole, brief.verdict.removesuffix(".").split("; ")))
    headlines = (each for each in brief.headlines if _whole(each.label))
    return replace(
        brief,
        party=replace(brief.party, name=_written(brief.party.name)),
        names=tuple(map(_whole, brief.names)),
        verdict="; ".join(clauses),
        headlines=tuple(map(_headline_written, islice(headlines, _MOST_FIGURES))),
    )


def _headline_written(headline: Headline) -> Headline:
    level = replace(headline.level, text=_whole(headline.level.text))
    return replace(headline, level=level, notes=tuple(filter(None, map(_whole, headline.notes))))


def _written(name: str) -> str:
    """What a name has in letters of the type: 阿里巴巴 Alibaba is Alibaba."""
    return " ".join(_FOREIGN.sub(" ", name).split())


def _whole(text: str) -> str:
    """The text as the type writes it; empty where it cannot."""
    spelt = text.translate(_SPELT)
    return "" if _FOREIGN.search(spelt) else spelt


def _column(x: int, headline: Headline) -> Iterator[CardText]:
    """A figure with its label above it, in two lines where one has no room."""
    label = _within(headline.label, _SMALL, _COLUMN, 2)
    for number, line in enumerate(reversed(label)):
        yield CardText(x, 466 - 28 * number, _SMALL, line, "quiet")
    value = headline.level.text
    size = next((each for each in _VALUE if _width(value, each) <= _COLUMN), _VALUE[-1])
    yield CardText(x, 524, size, _cut(value, size, _COLUMN), "strong")
    if headline.growth and headline.growth.figure:
        moved = f"{headline.growth.text} {headline.since}"
        yield CardText(x, 568, _SMALL, _cut(moved, _SMALL, _COLUMN), headline.direction or "quiet")
    elif headline.notes:
        yield CardText(x, 568, _SMALL, _cut(headline.notes[0], _SMALL, _COLUMN), "quiet")


def _fitting(text: str, room: int) -> tuple[int, Sequence[str]]:
    """The largest size in which the text has room, and its lines."""
    for size, most in _VERDICT:
        lines = _wrapped(text, size, room)
        if len(lines) <= most:
            return size, lines
    size, most = _VERDICT[-1]
    return size, _within(text, size, room, most)


def _within(text: str, size: int, room: int, most: int) -> Sequence[str]:
    """The text in at most so many lines; the rest is cut off."""
    lines = _wrapped(text, size, room)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), size, room)]


def _wrapped(text: str, size: int, room: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if _width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(_cut(word, size, room))
    return [line for line in lines if line]


def _cut(text: str, size: int, room: int) -> str:
    """The text, or as much of its beginning as there is room for."""
    if _width(text, size) <= room:
        return text
    ends = accumulate(size * _em(sign) for sign in f"\u2026{text}")
    return f"{text[: sum(end <= room for end in ends) - 1].rstrip()}\u2026"


def _width(text: str, size: int) -> float:
    return size * sum(map(_em, text))


def _em(sign: str) -> float:
    for width, signs in _WIDTHS:
        if sign in signs:
            return width
    return _CAPITAL if sign.isupper() or sign in "&+=" else _OTHER
