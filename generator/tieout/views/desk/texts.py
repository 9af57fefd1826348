"""A text against the record, as the page shows it: in pieces, and beside each number an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tieout.claims.covered import Reading, each_to_its_own, find_covered, hold
from tieout.claims.judged import Judged
from tieout.claims.main_text import MainText, read_main_text
from tieout.claims.rows import readings_json
from tieout.claims.verdicts import GRAVITIES, VERDICTS
from tieout.facts.store import Facts
from tieout.figures.display import precise
from tieout.figures.figure import Figure
from tieout.problems import Finding
from tieout.records.article import Claim
from tieout.records.read import Issuer
from tieout.views.press.sheet import counted, fitting, markdown, page, said
from tieout.views.shared.naming import in_words

_MOST_NEARBY = 4
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ChosenBriefs:
    """What a reader has chosen that a text is about, before what is found in it."""

    covers: Mapping[str, str]
    """Periods by issuer."""
    about: Collection[str] = ()
    """Issuers whose period is to be found."""


def check_text(
    content: bytes, issuers: Mapping[str, Issuer], chosen: ChosenBriefs, colours: str
) -> Answer:
    """What the page shows of a text. Raises Finding as the command does."""
    main = read_text(content)
    facts = Facts.of(issuers)
    if covers := chosen.covers:
        held = [hold(main.text, issuers[slug], facts, period) for slug, period in covers.items()]
        readings = each_to_its_own(held)
    else:
        readings = find_covered(main.text, issuers, facts, chosen.about)
    title = main.title or "Press check"
    return {
        "rows": readings_json(readings),
        "markdown": markdown(readings, title),
        "page": page(readings, title, colours),
        "title": title,
        "digest": main.digest,
        "summary": counted(readings),
        "notes": list(dict.fromkeys(note for each in readings for note in each.notes)),
        "covers": [_covered(each) for each in readings],
        "pieces": list(_pieces(main, readings)),
    }


def read_text(content: bytes) -> MainText:
    """What is read of a pasted text, as the command reads a file. Raises Finding."""
    return read_main_text(content, _no_page)


def _no_page(_: str) -> str:
    raise Finding(
        "this is a page in HTML", "paste its text as it reads, or give the file to tieout press"
    )


def choice(issuer: Issuer) -> Answer:
    """An issuer with its periods, the latest first."""
    return {
        "issuer": issuer.slug,
        "name": issuer.company.model.short_name,
        "periods": [
            {"period": slug, "label": str(each.model.period.fiscal)}
            for slug, each in reversed(list(issuer.records.items()))
        ],
    }


def _covered(reading: Reading) -> Answer:
    label = reading.issuer.records[reading.period].model.period.fiscal
    return {**choice(reading.issuer), "period": reading.period, "label": str(label)}


def _pieces(main: MainText, readings: Sequence[Reading]) -> Iterator[Answer]:
    """The text from its start to its end, in stretches without a number and with one."""
    numbers = [(each, reading) for reading in readings for each in reading.judged]
    end = 0
    for judged, reading in sorted(numbers, key=lambda row: row[0].found.start):
        found = judged.found
        if found.start < end:
            continue
        yield {"text": main.text[end : found.start]}
        yield {
            "text": main.text[found.start : found.end],
            "at": found.start,
            "number": _number(judged, reading),
        }
        end = found.end
    yield {"text": main.text[end:]}


def _number(judged: Judged, reading: Reading) -> Answer:
    verdict, found = judged.verdict, judged.found
    fits = verdict.candidates if verdict.name == "other_basis" else ()
    at_hand = verdict.nearby[:_MOST_NEARBY] if verdict.name == "not_in_record" else ()
    return {
        "says": found.says,
        "quote": found.quote,
        "verdict": verdict.name,
        "css": VERDICTS[verdict.name].css,
        "said": said(judged),
        "meaning": GRAVITIES.get(verdict.gravity) or VERDICTS[verdict.name].meaning,
        "of": f"{reading.issuer.company.model.short_name}",
        "covers": reading.covers,
        "figure": _card(verdict.figure, reading) if verdict.figure else None,
        "fits": [_fit(verdict.claim, each, reading) for each in fits],
        "nearby": [_card(each, reading) for each in at_hand],
        "slip": verdict.slip,
        "doubts": list(verdict.doubts),
        "claim": judged.claim.model_dump(mode="json", exclude_defaults=True),
    }


def _fit(claim: Claim, figure: Figure, reading: Reading) -> Answer:
    """A figure that the number is right for, with how it is counted there."""
    told = fitting(claim, figure, reading).removesuffix(precise(figure))
    return {**_card(figure, reading), "words": told.removesuffix(": ")}


def _card(figure: Figure, reading: Reading) -> Answer:
    """A figure of the record: what it is, what it says, where it stands, who says so."""
    label = reading.issuer.records[reading.period].model.period.fiscal
    origin = figure
    while origin.operands:
        origin = origin.operands[0]
    record = reading.issuer.records.get(origin.origin.record.partition("/")[2])
    source = record.model.sources.get(origin.origin.source) if record else None
    return {
        "words": in_words(reading.issuer.company.model, figure, label),
        "value": precise(figure),
        "brief": f"{figure.origin.record}/",
        "figure": figure.id,
        "kind": figure.kind,
        "source": source.title if source else "",
    }
