"""What a chart draws and writes beside it, held against the API and against its own rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import PurePosixPath

from tieout.charts.held import strange_words
from tieout.figures.scales import CRORE, SCALES
from tieout.site.built import Built, Check, rows, table
from tieout.site.fact_book import PublishedFact
from tieout.site.rounded import prints

_BESIDE = ("surprise_text", "change_text")
"""What a row says at its end, as the hint over it does."""
_BEHIND_NAME, _BETWEEN = re.compile(": |\uff1a"), re.compile(", |\uff0c")
"""In a hint, in English and in Chinese."""
_PIECE = re.compile(
    r"(?:actual |\u5b9e\u9645\u503c )?"
    r"((?:about |\u7ea6 )?[+\u2212]?[^\W\d]{0,3}[^\w\s]{0,2} ?\d[\d,.]*\w{0,2} ?[%\w/]*)"
    r"(?: \*)?"
)


def charted(site: Built, spec: PurePosixPath) -> Iterator[Mapping[str, object]]:
    """All rows that a chart is drawn from."""
    for found in table(table(site.json(spec)).get("datasets", {})).values():
        yield from rows(found)


def in_chart(site: Built, path: PurePosixPath, facts: Mapping[str, PublishedFact]) -> Iterator[str]:
    """What a chart draws is the figure in some unit, to the last digit that it can hold."""
    for row in charted(site, path):
        drawn = [name for name in row if row.get(f"{name}_figure")]
        own = {name: facts.get(str(row[f"{name}_figure"])) for name in drawn}
        for name, fact in own.items():
            if fact is None or not _is_drawn(row[name], fact):
                figure = row[f"{name}_figure"]
                yield f"draws {figure} as {row[name]}, and the API has {fact and fact.value}"
        yield from _wrong_hint(row, [fact for fact in own.values() if fact])


def _is_drawn(drawn: object, fact: PublishedFact) -> bool:
    scales = (Decimal(1), CRORE.factor, *SCALES.values())
    return any(drawn == float(fact.value / scale) for scale in scales)


def _wrong_hint(row: Mapping[str, object], facts: list[PublishedFact]) -> Iterator[str]:
    """The hint over what is drawn says the row's own figures and words."""
    hint = str(row.get("hint", ""))
    for name in _BESIDE:
        if hint and not hint.endswith(str(row.get(name) or "")):
            yield f"says `{hint}` over what is labelled {row[name]}"
    own = " ".join(str(row.get(name)) for name in ("name", *_BESIDE))
    _, *told = _BEHIND_NAME.split(hint, maxsplit=1)
    for piece in _BETWEEN.split("".join(told)):
        number = _PIECE.fullmatch(piece)
        if number and piece not in own and not any(prints(number[1], fact) for fact in facts):
            yield f"says `{piece}` over other figures"


def wrong_labels(site: Built) -> Iterator[Check]:
    """Labels of charts that are not what is drawn to their last digit, or not of the chart."""
    for path in site.like("charts/*.svg"):
        spec = path.with_suffix(".vl.json")
        of = ("words", site.digest(path), site.digest(spec))
        yield Check(path, of, partial(_strange, site, path, spec))
    for path in site.like("*.vl.json"):
        yield Check(path, ("labels", site.digest(path)), partial(_wrong_labels, site, path))


def _strange(site: Built, path: PurePosixPath, spec: PurePosixPath) -> Iterator[str]:
    for word in strange_words(site.xml(path), table(site.json(spec))):
        yield f"{path}: says `{word}`, which {spec.name} does not"


def _wrong_labels(site: Built, path: PurePosixPath) -> Iterator[str]:
    for row in charted(site, path):
        for name, drawn in row.items():
            label = row.get(f"{name}_text")
            if isinstance(drawn, int | float) and label and not _labels(str(label), drawn):
                yield f"{path}: labels {drawn} as {label}"


def _labels(label: str, drawn: float) -> bool:
    digits = (
        re.sub(r"^(?:about |\u2248)", "", label).replace("\u2212", "-").replace(",", "").rstrip("%")
    )
    try:
        number = Decimal(digits)
    except InvalidOperation:
        return not any(letter.isdigit() for letter in label)
    # Of what is known to tens of billions alone, the label ends in a zero: 280 for 281.9.
    known = number if "." in digits else number.normalize()
    half = Decimal("0.51").scaleb(int(known.as_tuple().exponent) if number else 0)
    return abs(Decimal(str(drawn)) - number) <= half
