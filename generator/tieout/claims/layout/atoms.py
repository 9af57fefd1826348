"""The atoms of a table's head: stretches of time, days, years, and words for what is compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_COUNT = (
    r"(?:three|six|nine|twelve|thirteen|sixteen|twenty[\s-]?four|twenty[\s-]?six|thirty[\s-]?six"
    r"|thirty[\s-]?nine|forty|fifty[\s-]?two|fifty[\s-]?three|[0-9]{1,2})"
)
_QUARTER = (
    r"(?:Q[1-4]|[1-4]Q|(?:first|second|third|fourth|1st|2nd|3rd|4th)[\s-](?:fiscal\s)?quarter)"
)
_ATOM = re.compile(
    rf"""
    (?P<share>%\s?(?:of\s)?(?:total\s|net\s)*(?:revenues?|sales|total)(?!\s(?:growth|change|increase))|as\sa\s%\sof\s\w+|%\s?of\s*(?=\n|\Z)|(?:revenue\s)?mix)
    |(?P<change>(?:(?<![A-Z])[$%\u0394][ ]?|percent(?:age)?\s|year[\s-]?(?:over|on)[\s-]?year\s
        |y/y\s?|yoy\s?|y-o-y\s?|q/q\s?|qoq\s?|sequential\s|organic\s|reported\s)*
        (?:change|growth|increase|incr\.?|variance|var\.?|%\s?chg\.?|chg\.?)
        (?:\s?/?\s?\(?(?:decrease|decr\.?|decline)\)?)?
        (?:\s?\((?:y/?[oy]y?|yoy|q/?[oq]q?|%)\))?(?:[ ]?%(?![ ]))?
      |organic(?!\s\w)|year[\s-](?:over|on)[\s-]year|y[\s-]?/[\s-]?y|yoy|y-o-y|q/q|qoq
      |better\s?/?\s?\(worse\)|b\s?/\s?\(w\)|\+/-
      |vs\.?\s(?:{_QUARTER}\s?(?:FY\s?)?['\u2019]?(?:{_YEAR}|[0-9]{{2}})?|{_YEAR}
        |prior\syear|(?:last|a)\syear(?:\sago)?|year\sago|PY|LY))
    |(?P<effect>(?:foreign\s)?(?:currency|exchange|FX)(?:\s(?:effects?|impact|translation))?(?![\s-]\w)
      |(?:acquisitions|divestitures|disposals|dispositions)(?:\s(?:and|&)\s(?:divestitures|disposals|dispositions))?)
    |(?P<note>(?<![A-Za-z])notes?(?![A-Za-z]))
    |(?P<surprise>surprise|beat(?:\s?/\s?miss)?|difference|vs\.?\s(?:est\w*|consensus|expectations?))
    |(?P<guidance>guidance|outlook|forecast|targets?)
    |(?P<consensus>(?:{_QUARTER}\s?(?:FY)?(?:{_YEAR}|[0-9]{{2}})?\s)?(?:analysts?['\u2019]?\s|street\s|wall\sstreet\s|consensus\s)?
        (?:estimates?|consensus|expect(?:ed|ations?)|est\.))
    |(?P<priorq>(?:prior|previous|last|preceding)\squarter)
    |(?P<prior>(?:prior|previous|last|year[\s-]ago|a\syear)[\s-](?:year|period|quarter|ago)(?:\s(?:period|quarter))?|year[\s-]ago|PY)
    |(?P<span>(?:for\sthe\s)?{_COUNT}[\s-](?:months?|weeks?)(?:\speriods?)?(?:\s(?:ended|ending|to))?
      |(?:fiscal\s)?(?:quarters?|years?)[\s-](?:ended|ending)|(?:full|fiscal)[\s-]years?(?!\s?{_YEAR})
      |half[\s-]year(?:\s(?:ended|to))?|(?:first|second)[\s-]half
      |year[\s-]to[\s-]date|YTD|quarter\send|trailing\s(?:twelve|12)\smonths|TTM)
    |(?P<quarter>{_MONTH}\s?[-\u2013]\s?{_MONTH}\s?['\u2019]?(?:{_YEAR}|[0-9]{{2}})(?![0-9])
      |FY\s?[0-9]{{1,2}}/{_YEAR}
      |(?:3M|6M|9M|12M)[\s-]{{0,2}}(?:FY\s?)?['\u2019]?(?:{_YEAR}|[0-9]{{2}})(?![0-9])
      |(?:actual\s)?{_QUARTER}(?:[\s,]{{0,2}}(?:of\s)?(?:fiscal\s(?:year\s)?|FY\s?)?['\u2019]?(?:{_YEAR}|(?<![0-9])[0-9]{{2}}(?![0-9]))(?:[/\u2013-][0-9]{{2}}(?![0-9]))?)?
      |(?:FY|fiscal(?:\syear)?)\s?['\u2019]?(?:{_YEAR}|[0-9]{{2}})(?![0-9])(?:\s?{_QUARTER})?
      |{_YEAR}\s{_QUARTER}|(?:H[12]|HY[12]?|[12]H)\s?(?:FY)?['\u2019]?(?:{_YEAR}|[0-9]{{2}})(?![0-9]))
    |(?P<day>{_MONTH}\s[0-9]{{1,2}}(?![0-9])|[0-9]{{1,2}}\s{_MONTH})(?:,?\s?(?P<dayyear>{_YEAR}))?
    |(?P<month>{_MONTH}\s(?P<monthyear>{_YEAR}))
    |(?P<year>(?<![0-9,.$]){_YEAR}(?![0-9,]))
    |(?P<basis>(?:non[\s-]?gaap|gaap|adjusted|as\sadjusted|core|constant[\s-]currency|in\sconstant)(?:\s(?:basis|results|adjusted))*)
    |(?P<between>(?:reconciling\s)?adjustments?|reconciling\sitems|eliminations)
    |(?P<actual>actual|as\sreported|current\s(?:quarter|period|year)|this\squarter)
    """,
    re.IGNORECASE | re.VERBOSE,
)


CURRENCY = re.compile(r"US\$|HK\$|\b(?:RMB|USD|EUR|GBP|JPY|CNY|INR|CHF)\b|[\u20ac\u00a3]")
"""A currency as heads name it."""
_HYPHENED = re.compile(r"\b([0-9]{1,2})-([A-Z][a-z]{2})-([0-9]{2})\b")
"""`31-Mar-22`, as some balance sheets have their days."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One word or phrase of a head: its kind and its text."""

    kind: str
    text: str
    year: int = 0
    row: int = 0
    money: str = ""
    """The currency below it, where a year has a column in each of two."""


def atoms(rows: Sequence[str]) -> list[Atom]:
    """The atoms of a head, row by row."""
    found: list[Atom] = []
    constant = any("constant" in row.lower() for row in rows)
    for place, row in enumerate(rows):
        for match in _ATOM.finditer(_HYPHENED.sub(r"\1 \2 20\3", row)):
            kind = match.lastgroup or ""
            if kind == "effect" and (constant or _goes_on(found, match[0])):
                continue  # in constant / currency, acquisitions / and divestitures
            kind = {"dayyear": "day", "monthyear": "month"}.get(kind, kind)
            year = match["dayyear"] or match["monthyear"] or match["year"] or ""
            found.append(Atom(kind, " ".join(match[0].split()), int(year or 0), place))
    return found


def _goes_on(found: Sequence[Atom], effect: str) -> bool:
    """Whether an effect is one with that in the line before."""
    before = found[-1].text.lower() if found else ""
    return before == "acquisitions" and effect.lower() != before


def beside_atoms(head: str) -> str:
    """What a head says beside its atoms: the name of a part, if anything."""
    return " ".join(_ATOM.sub(" ", head).split())
