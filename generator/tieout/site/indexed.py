"""What the search shows of a figure, and the numbers by which it is found, are those of the figure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from tieout.site.built import Built, Check, Unreadable
from tieout.site.fact_book import FactBook, PublishedFact
from tieout.site.printed import prints
from tieout.views.search.digits import apart, digits, numbers_in, spellings

_PARTS, _NUMBERS = "search/issuers/*.json", "search/numbers/*.json"
_RATIOS = ("%", "pp", "bp", "x")
_TIE = Decimal("0.005")
"""Half of what a published percentage is rounded to: its roundings may be those of either side."""

_Facts = Mapping[str, PublishedFact]


@dataclass(frozen=True, slots=True)
class _Line:
    """A number of the search, where it stands."""

    path: PurePosixPath
    text: str


def indexed(site: Built, book: FactBook) -> Iterator[Check]:
    """Every issuer's part of the search against the API, with the numbers that lead to it."""
    lines = _lines(site)
    for path in site.like(_PARTS):
        issuer = path.stem
        found = lines.pop(issuer, [])
        told = hashlib.sha256("".join(f"{each.path}{each.text}" for each in found).encode())
        of = ("search", site.digest(path), told.hexdigest(), book.state(issuer))
        yield Check(path, of, partial(_findings, site, path, found, book))
    for issuer, found in lines.items():
        yield Check(found[0].path, (), partial(_astray, issuer, found))


def _lines(site: Built) -> dict[str, list[_Line]]:
    """By issuer; a part that cannot be read is told as the document that it is not."""
    found: dict[str, list[_Line]] = {}
    for path in site.like(_NUMBERS):
        try:
            for issuer, text in _table(site.json(path)).items():
                of = found.setdefault(issuer, [])
                of += (_Line(path, line) for line in str(text).split(";"))
        except (Unreadable, TypeError):
            continue
    return found


def _table(document: object) -> dict[str, Any]:
    if not isinstance(document, dict):
        raise TypeError("no table")
    return document


def _astray(issuer: str, lines: list[_Line]) -> Iterator[str]:
    yield f"{lines[0].path}: finds {issuer}, of which the search has no part"


def _findings(
    site: Built, path: PurePosixPath, lines: list[_Line], book: FactBook
) -> Iterator[str]:
    part, facts = _table(site.json(path)), book.facts(path.stem)
    places: dict[str, tuple[str, str]] = {}
    for at, (_, _, _, _, name, points) in enumerate(part["series"]):
        for place, (period, text, *record) in enumerate(points):
            slug = part["periods"][period][0]
            figure = f"{part['issuer']}/{record[0] if record else slug}/{slug}{name}"
            places[f"{at},{place}"] = (figure, text)
            if figure not in facts:
                yield f"{path}: names {figure}, which the API does not have"
            elif not prints(text, facts[figure]):
                yield f"{path}: shows {figure} as {text}"
    claims = frozenset(f"c,{at}" for at, _ in enumerate(part["claims"]))
    for line in lines:
        if not _leads(line, places, claims, facts):
            yield f"{line.path}: finds {path.stem} by `{line.text}`"


def _leads(
    line: _Line, places: Mapping[str, tuple[str, str]], claims: frozenset[str], facts: _Facts
) -> bool:
    """Whether the digits, the sign, the size and the kind of a line are those of its figure."""
    spelt, told, place = line.text.split(",", 2)
    found = spelt.split("/")
    if not any(each.startswith(line.path.stem) for each in found):
        return False
    if place in claims:
        return True
    figure, text = places[place]
    fact = facts[figure]
    kind = "%" if fact.unit in _RATIOS else ""
    near = (fact.value, fact.value - _TIE, fact.value + _TIE)
    rounded = (each for one in near for each in spellings(one))
    known = apart((digits(fact.value), *numbers_in(text), *rounded))
    sizes = {f"{kind}{'-' if each < 0 else '+'}{each.adjusted()}" for each in near if each}
    return told in sizes and all(any(one.startswith(each) for one in known) for each in found)
