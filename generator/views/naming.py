"""How figures are called in tables and sentences. Names of contributors come back as typed."""

from __future__ import annotations

from generator.charts.wording import in_sentence, metric_label, segment_label
from generator.figures import Figure, Measure, NotMeaningful
from generator.formats import period
from generator.model import Company
from generator.periods import FiscalLabel
from generator.scalars import Unit

_MEASURES: dict[Measure, str] = {
    "yoy": "growth on the year",
    "qoq": "growth on the quarter",
    "yoy_change": "change on the year",
    "qoq_change": "change on the quarter",
    "share": "share of the group",
    "contribution": "contribution to the group's growth",
    "surprise": "surprise",
    "surprise_amount": "distance to the estimate",
    "price_change": "change",
}
NO_PROVIDER = "provider not named"


def called(company: Company, figure: Figure) -> str:
    """A metric with what tells it apart in a table: `Diluted EPS per ADS, non-GAAP`."""
    label = metric_label(company, figure.metric)
    basis = metric_label(company, figure.metric, figure.basis).removeprefix(label)
    return label + _per(figure) + basis


def _per(figure: Figure) -> str:
    _, _, per = figure.unit.partition("/")
    return f" per {per}" if per else ""


def named(company: Company, metric: str, segment: str) -> str:
    """A metric of the group or of a segment: `Cloud Intelligence Group: revenue`."""
    label = metric_label(company, metric)
    part = segment_label(company, segment)
    return f"{part}: {in_sentence(label)}" if part else label


def whole_name(company: Company, figure: Figure | NotMeaningful, own: FiscalLabel) -> str:
    """A figure with its whole identity, its period only where it is another than `own`."""
    label = metric_label(company, figure.metric, figure.basis)
    part = segment_label(company, figure.segment)
    pieces = [f"{part}: {in_sentence(label)}" if part else label[:1].upper() + label[1:]]
    if figure.basis.translated:
        pieces.append(f"in {_currency(figure)}")
    if isinstance(figure, Figure):
        pieces += [figure.window, provider(figure)]
    if figure.label != own:
        pieces.append(period(figure.label))
    if figure.measure != "level":
        pieces.append(_MEASURES[figure.measure])
    return ", ".join(piece for piece in pieces if piece)


def _currency(figure: Figure | NotMeaningful) -> str:
    """The currency of an amount, or of what a percentage is worked out from."""
    level = figure.operands[0] if figure.operands and figure.measure != "level" else figure
    return Unit(level.unit).currency if isinstance(level, Figure) else ""


def provider(figure: Figure) -> str:
    """Whose estimate it is."""
    return NO_PROVIDER if figure.provider == "unknown" else figure.provider
