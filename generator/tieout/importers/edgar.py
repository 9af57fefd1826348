"""From a companyfacts body to the documents of one issuer's folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tieout.importers.body import Body
from tieout.importers.choose import Chosen, ConceptChooser
from tieout.importers.clean import clean
from tieout.importers.company import ExchangeListing, company
from tieout.importers.entries import Document
from tieout.importers.filings import group
from tieout.importers.fiscal import infer, periods
from tieout.importers.left_out import told
from tieout.importers.not_found import not_found
from tieout.importers.record import Filer, record
from tieout.importers.splits import FiledSplit, splits
from tieout.importers.versions import tell
from tieout.problems import Finding


@dataclass(frozen=True, slots=True)
class Imported:
    """One issuer's documents, and what an analyst should know of how they came about."""

    company: Document
    records: Mapping[str, Document]
    """By slug, in the order of their periods."""
    remarks: tuple[str, ...]


def import_body(body: Body, listed: ExchangeListing, quarters: int | None = None) -> Imported:
    """The documents of the last so many fiscal quarters, or of all.

    Raises Finding where the body shows no fiscal period.
    """
    filings = group(body.facts)
    eras = infer(filings)
    found = periods(filings, eras)
    if not found:
        finding = "no filing in the body reports on a fiscal quarter or year"
        raise Finding(finding, "see whether the issuer files 10-Q, 10-K, 20-F or 40-F as XBRL")
    chooser = ConceptChooser(filings)
    chosen = [chooser.choose(each) for each in found[-(quarters or len(found)) :]]
    left = clean(chooser, chosen)
    owned = tell(chooser, chosen)
    filer = Filer(body.cik, chooser, eras[-1].calendar)
    records: dict[str, Document] = {}
    before: Chosen | None = None
    for each in chosen:
        if each.readings:
            made = record(each, owned[each.label], filer, _next(before, each))
            records[each.label.slug] = made
            before = each
    placed = sum(len(each.filings) for each in found)
    noticed = _between(splits(filings), chosen)
    remarks = [f"noticed: {each.told}; earlier figures stay as first reported" for each in noticed]
    left = [*chooser.left_out, *left]
    remarks += told(left)
    remarks += not_found([each for each in chosen if each.readings], left)
    if body.unusable:
        count, first = len(body.unusable), body.unusable[0]
        remarks.append(
            f"left out: facts of no unit, day or number that records have, {count}: {first}"
        )
    if placed < len(filings):
        count = len(filings) - placed
        remarks.append(f"left out: filings of no quarter in this fiscal calendar, {count} in all")
    metrics = {metric for each in chosen for _, metric in each.readings}
    document = company(body.name, listed, filer, metrics, noticed)
    return Imported(document, records, tuple(remarks))


def _next(before: Chosen | None, each: Chosen) -> Chosen | None:
    follows = before is not None and before.label == each.label.previous_quarter()
    return before if follows else None


def _between(splits: Sequence[FiledSplit], chosen: Sequence[Chosen]) -> list[FiledSplit]:
    """The splits with reports of the records on both sides: others matter to none of them."""
    first, last = (chosen[index].reported.first.filed for index in (0, -1))
    return [each for each in splits if first < each.effective <= last]
