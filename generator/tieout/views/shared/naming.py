"""How figures are called in tables and sentences. Names of contributors come back as typed."""

from __future__ import annotations

from tieout.facts.labels import in_sentence, metric, metric_label, segment_label
from tieout.figures.display import period
from tieout.figures.figure import Figure, Measure, NotMeaningful
from tieout.figures.periods import FiscalLabel
from tieout.figures.typed import Unit
from tieout.records.blocks import Appointed
from tieout.records.company import Company

_MEASURES: dict[Measure, str] = {
    "yoy": "growth on the year",
    "qoq": "growth on the quarter",
    "yoy_change": "change on the year",
    "qoq_change": "change on the quarter",
    "share": "share of the group",
    "contribution": "contribution to the group's growth",
    "lowest": "lowest estimate",
    "highest": "highest estimate",
    "estimates": "number of estimates",
    "surprise": "surprise",
    "surprise_amount": "distance to the estimate",
    "surprise_translated": "distance to the estimate, translated",
    "price_change": "change",
}
_BASES = {"yoy": "year", "qoq": "quarter", "yoy_change": "year", "qoq_change": "quarter"}
NO_PROVIDER = "provider not named"
_SESSIONS = {
    "before open": "before the open",
    "during session": "during the session",
    "after close": "after the close",
}


def called(company: Company, figure: Figure) -> str:
    """A metric with what tells it apart in a table: `Diluted EPS per ADS, non-GAAP`."""
    label = metric_label(company, figure.metric)
    basis = metric_label(company, figure.metric, figure.basis).removeprefix(label)
    return label + _per(figure, label) + _off_standard(company, figure, label) + basis


def _off_standard(company: Company, figure: Figure, label: str) -> str:
    """The basis of what is never reported on the accounting standard, unless its name tells."""
    known = metric(company, figure.metric)
    own = known.basis if known else None
    silent = own in (None, company.accounting) or figure.basis.accounting != own
    return "" if silent or label.startswith("Adjusted") else f", {own}"


def _per(figure: Figure, label: str) -> str:
    """What the amount is for each of, unless the label says so itself: EPS is that of a share."""
    _, _, per = figure.unit.partition("/")
    says = label.endswith(f"per {per}") or (per == "share" and label.endswith("EPS"))
    return f" per {per}" if per and not says else ""


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


def in_words(company: Company, figure: Figure, own: FiscalLabel) -> str:
    """A figure as a sentence names it: `growth of revenue in USD on the year`."""
    kind = ", as the issuer states it" if figure.kind == "stated" and not figure.window else ""
    return f"{_measured(figure, _subject(company, figure, own))}{kind}"


def _subject(company: Company, figure: Figure, own: FiscalLabel) -> str:
    label = metric_label(company, figure.metric)
    basis = metric_label(company, figure.metric, figure.basis).removeprefix(label)
    words = [*basis.replace(",", "").split(), in_sentence(label)]
    if figure.segment:
        words += ["of", segment_label(company, figure.segment)]
    if figure.basis.translated:
        words += ["in", _currency(figure)]
    if figure.label != own:
        words += ["for the" if figure.label.part.endswith("TTM") else "for", period(figure.label)]
    return " ".join(words)


def _measured(figure: Figure, subject: str) -> str:
    window = f", {figure.window}" if figure.window else ""
    unnamed = figure.provider == "unknown"
    against = f"against {f'an estimate, {NO_PROVIDER}' if unnamed else figure.provider}"
    match figure.measure:
        case "level":
            return f"{subject}, {provider(figure)}" if figure.provider else f"{subject}{window}"
        case "yoy" | "qoq":
            return f"growth of {subject} on the {_BASES[figure.measure]}"
        case "yoy_change" | "qoq_change":
            return f"change of {subject} on the {_BASES[figure.measure]}"
        case "surprise" | "surprise_amount" | "surprise_translated":
            at = f", {figure.note}" if figure.measure == "surprise_translated" else ""
            return f"{subject} {against}{at}"
        case "price_change":
            return f"change of the {subject}{window}"
        case _:
            whose = f", {provider(figure)}" if figure.provider else ""
            return f"{subject}{whose}, {_MEASURES[figure.measure]}"


def _currency(figure: Figure | NotMeaningful) -> str:
    """The currency of an amount, or of what a percentage is worked out from."""
    level = figure.operands[0] if figure.operands and figure.measure != "level" else figure
    return Unit(level.unit).currency if isinstance(level, Figure) else ""


def provider(figure: Figure) -> str:
    """Whose estimate it is."""
    return NO_PROVIDER if figure.provider == "unknown" else figure.provider


def hour(company: Company, release: Appointed) -> str:
    """When on its day a release comes: `07:00 (America/New_York), before the open`, or nothing.

    The name of the zone is as typed; the exchange's where none is.
    """
    told = []
    if release.time is not None:
        known = release.zone_at(company.listings[0])
        zone = f" ({known})" if known else ""
        told.append(f"{release.time:%H:%M}{zone}")
    if release.session in _SESSIONS:
        told.append(_SESSIONS[release.session])
    return ", ".join(told)
