"""Where a text says that a figure rose from another, or beat an estimate, the two are held to it.

Both numbers may tie, and the word between them be false all the same: `$1.25bn, up from $2.5bn`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tieout.figures.figure import Figure

_UP = (
    r"(?P<up>up|rose|rise|rising|risen|grew|grown|growing|growth|increase[ds]?|increasing|climbed"
    r"|climbing|jumped|jumping|gained|surged|surging|higher)"
)
_DOWN = (
    r"(?P<down>down|fell|fall|falling|fallen|shrank|shrunk|decrease[ds]?|decreasing|decline[ds]?"
    r"|declining|dropped|dropping|slipped|slid|plunged|lower)"
)
_FROM = re.compile(
    rf"(?i)\b(?:{_UP}|{_DOWN})\b(?:[^.;:]{{0,40}}?\bfrom| than) "
    r"(?:(?:about|around|some|nearly|almost|roughly) )?$"
)
_AHEAD = (
    r"(?P<up>beat|beats|beating|topped|topping|exceed(?:ed|s|ing)|surpass(?:ed|es|ing)|above"
    r"|ahead of|better than|more than|higher than)"
)
_SHORT = (
    r"(?P<down>(?:did not|didn.t|failed to) (?:meet|reach|match|beat|top|exceed)|miss(?:ed|es|ing)"
    r"|below|short of|shy of|behind|under|worse than|less than|lower than|trail(?:ed|s|ing))"
)
_AGAINST = re.compile(
    rf"(?i)\b(?:{_AHEAD}|{_SHORT})\b(?: (?:the |an? )?|[^.,;:]{{0,40}}?"
    r"\b(?:estimates?|estimated|consensus|expectations?|expected|forecasts?|analysts|polls?)\b"
    r"[^.,;:0-9]{0,30})$"
)
_YEAR = re.compile(r"(?i)\b(?:in|of|for|fiscal|fy|year) ?(20[0-9]{2})\b")
_DENIED = re.compile(r"(?i)(?:\bnot|n.t|\bnever|\bneither|\bno)\b[^.,;:]{0,12}$")


def has_its_year(text: str, start: int, figure: Figure) -> bool:
    """Whether a year that the sentence names before a number may be one that its figure is of.

    Growth names the year before, too; the fiscal year and that of the calendar are a year apart.
    """
    sentence = re.split(r"[.;]\s|\n\n", text[:start])[-1]
    named = [int(year) for year in _YEAR.findall(sentence)]
    known = (figure.label.year, figure.span.end.year)
    return not named or min(known) - 1 <= named[-1] <= max(known)


def is_turned(text: str, start: int, figure: Figure, now: Iterable[Figure]) -> bool:
    """Whether the words before a number say that today's figure went the other way from it.

    `start` is where the number begins, `figure` what it ties to, and `now` the figures of today.
    """
    shape = _AGAINST if figure.kind == "consensus" else _FROM
    said = shape.search(text[:start])
    if said is None or _DENIED.search(text[: said.start()]) or figure.measure != "level":
        return False
    actual = next((each for each in now if _is_same(each, figure)), None)
    if actual is None or actual.value * figure.value <= 0:
        return False
    rose = abs(actual.value) - abs(figure.value)
    return rose < 0 if said["up"] else rose > 0


def _is_same(actual: Figure, figure: Figure) -> bool:
    """Whether one is the actual figure of today that the other is held against."""
    is_own = actual.kind in ("reported", "derived") and actual.measure == "level"
    return (
        is_own
        and (actual.metric, actual.segment, actual.unit, actual.basis)
        == (figure.metric, figure.segment, figure.unit, figure.basis)
        and (actual.label == figure.label) == (figure.kind == "consensus")
    )
