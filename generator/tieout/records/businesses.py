"""Names of businesses: the legal name, what running text makes of it, what they are known for.

A register writes AMAZON COM INC and Costco Wholesale Corp /NEW; people write Amazon and Costco.
Most everyday names follow from the legal one: its form goes (Inc, Corp), then the words that say
only that it is a business (Holdings, Technologies). Where no rule makes the name, as Google of
Alphabet, `businesses.yml` has it. The same file lists what businesses are known for (the iPhone
maker), and some that texts about another one often name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LISTED = Path(__file__).with_name("businesses.yml")

_FORM = "inc|incorporated|corp|corporation|co|company|companies|ltd|limited|plc|llc|lp|nv|sa|se|ag"
_WRITTEN_FORMS = frozenset(
    {"INC", "INCORPORATED", "CORP", "CORPORATION", "CO", "COMPANY", "COMPANIES", "LTD", "LIMITED"}
)
"""Forms that are written with one capital; others, as SE or LLC, keep theirs."""
_LEGAL = re.compile(rf"(?:,| &)* (?:{_FORM})$", re.IGNORECASE)
_STATE = re.compile(r",? ?[/\\][A-Za-z]{2,4}[/\\]?$")
_COM = re.compile(r"[ .]com$", re.IGNORECASE)
_SPACES = re.compile(r"[\s\-,]+")
_LONGEST_ACRONYM = 3
_SHORTEST_SHOUT = 5
_VOWELS = frozenset("AEIOUY")
_EMPTY = frozenset(
    """group holding holdings international platforms technologies technology wholesale
    worldwide""".split()
)
"""Last words of a legal name that running text leaves out: Uber Technologies, Costco Wholesale."""
_TRADES = _EMPTY | frozenset(
    """aerospace airlines automotive bancorp beauty brands communications cosmetics electric energy
    entertainment financial foods gas health healthcare industries insurance interactive logistics
    media motor motors networks oil outfitters petroleum pharmaceuticals power resources restaurants
    sciences semiconductor semiconductors services software solutions steel stores systems
    therapeutics toys video""".split()
)
"""Last words that running text may leave out: Duke for Duke Energy, Palo Alto for its Networks."""
_NO_NAMES = frozenset(
    """advanced allied american applied arch associated best central china consolidated dollar
    eastern express federal first general global great home international joint live national new
    northern pacific public pure quest royal southern sprouts standard steel sun texas the united
    universal us western world""".split()
)
"""Words that name no business alone: United for United Technologies, General for General Motors."""


def short_name(legal: str) -> str:
    """A name as running text has it: Apple for Apple Inc., Boeing for THE BOEING COMPANY."""
    return names(legal)[0]


def names(legal: str) -> tuple[str, ...]:
    """What running text calls a business of this legal name, the usual name first."""
    bare = _bare(legal)
    listed = _everyday().get(_key(bare)) or _everyday().get(_key(_without(bare, _EMPTY)))
    usual = listed or (_without(bare, _EMPTY),)
    more = (bare, _without(bare, _TRADES))
    return tuple(dict.fromkeys((*usual, *more)))


def cased(name: str) -> str:
    """A legal name as issuers write it, where the register shouts it or some of its words."""
    shouted = name.isupper()
    words = _STATE.sub("", name).split()
    return " ".join(_word(word, shouted=shouted, alone=len(words) == 1) for word in words)


@cache
def known() -> Mapping[str, str]:
    """Names of businesses of the file, and names of what they are known for, with the business."""
    found = {name.strip(): name.strip() for name in _typed()["others"].split("|")}
    for listed in _everyday().values():
        found |= dict.fromkeys(listed, listed[0])
    return found


@cache
def brands() -> Mapping[str, str]:
    """What businesses are known for, with the business: iPhone, Apple."""
    return {
        name.strip(): business
        for business, listed in _typed()["known for"].items()
        for name in listed.split("|")
    }


def _bare(legal: str) -> str:
    """The name without its legal form and article."""
    bare = cased(legal).rstrip(".")
    while (less := _LEGAL.sub("", bare).rstrip(".,& ")) and less != bare:
        bare = less
    bare = _COM.sub("", bare) or bare
    article, _, rest = bare.partition(" ")
    return rest if article.lower() == "the" and rest else bare


def _without(name: str, endings: frozenset[str]) -> str:
    words = name.split()
    while len(words) > 1 and words[-1].lower() in endings:
        if len(words) == 2 and words[0].lower() in _NO_NAMES:
            break
        words.pop()
    return " ".join(words).rstrip(".,& ")


def _word(word: str, *, shouted: bool, alone: bool) -> str:
    if not word.isupper() or not (word.isalpha() or "." in word or "," in word):
        return word
    letters = word.strip(".,")
    if letters in _WRITTEN_FORMS:
        return word.capitalize()
    form = re.fullmatch(_FORM, letters, re.IGNORECASE) is not None
    acronym = len(letters) <= _LONGEST_ACRONYM and (alone or not _VOWELS & set(letters))
    if form or acronym:
        return word
    return word.capitalize() if shouted or len(letters) >= _SHORTEST_SHOUT else word


def _key(name: str) -> str:
    return _SPACES.sub(" ", name.lower().replace(".", "").replace("\u2019", "'")).strip()


@cache
def _everyday() -> Mapping[str, tuple[str, ...]]:
    return {
        _key(legal): tuple(name.strip() for name in listed.split("|"))
        for legal, listed in _typed()["everyday"].items()
    }


@cache
def _typed() -> Mapping[str, Any]:
    typed: Mapping[str, Any] = yaml.load(
        LISTED.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return typed
