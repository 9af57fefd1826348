"""What a card says of each figure of a brief: a document beside the page, loaded when one is asked.

All of it is text, ready to be shown: the script only shows it, and works out nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from tieout.facts.labels import segment_label
from tieout.facts.rows import decimal_text, published
from tieout.figures.display import days, in_full, period, precise, shown
from tieout.figures.figure import Figure
from tieout.figures.typed import Unit
from tieout.views.shared.arithmetic import arithmetic
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.naming import whole_name
from tieout.views.shared.prose import safe

NAME = "figures.json"
_KINDS = {
    "consensus": "an estimate",
    "guidance": "guidance",
    "stated": "as the issuer states it",
    "derived": "worked out",
}


def figure_cards(shelf: Shelf) -> str:
    """The document: `figures` by their ids, and the `sources` that they name."""
    document = {
        "figures": {figure.id: dict(_card(shelf, figure)) for figure in shelf.figures},
        "sources": dict(_sources(shelf)),
    }
    return json.dumps(document, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def _card(shelf: Shelf, figure: Figure) -> Iterator[tuple[str, object]]:
    """The fields of a card, without those that would be empty."""
    company = shelf.conventions.company
    name = whole_name(company, figure, figure.label)
    label = shelf.filed.model.period.issuer_label
    own = f"{label}, " if label and figure.label == shelf.label else ""
    fields: Mapping[str, object] = {
        "name": name,
        "shown": _shown(shelf, figure),
        "figure": figure.id,
        "value": decimal_text(published(figure)),
        "unit": figure.unit,
        "basis": ", ".join(
            filter(None, (str(figure.basis), segment_label(company, figure.segment) or "group"))
        ),
        "period": f"{own}{period(figure.label)}; {days(figure.span)}",
        "kind": figure.version or _KINDS.get(figure.kind, "as first reported"),
        "work": arithmetic(figure, Unit(figure.unit, shelf.unit.scale)),
        "from": [operand.id for operand in figure.operands],
        "note": figure.note,
        "source": figure.origin.source,
        "locator": figure.origin.locator,
    }
    return ((key, value) for key, value in fields.items() if value)


def _shown(shelf: Shelf, figure: Figure) -> str:
    """The number with every digit that its document of the API has."""
    if Unit(figure.unit).currency:
        return in_full(figure, shelf.unit)
    return shown(figure) if figure.unit == "bp" else precise(figure)


def _sources(shelf: Shelf) -> Iterator[tuple[str, Mapping[str, str]]]:
    for key, source in shelf.filed.model.sources.items():
        article = shelf.issuer.articles.get(source.article or "")
        url = source.url or (article.model.url if article else None) or ""
        yield key, {"title": source.title, "url": url if safe(url) else ""}
