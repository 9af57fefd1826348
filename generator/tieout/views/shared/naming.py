"""How figures are called in tables and sentences. Names of contributors come back as typed."""

from __future__ import annotations

from tieout.facts.labels import (
    basis_words,
    in_sentence,
    metric,
    metric_label,
    of_part,
    segment_label,
)
from tieout.figures.figure import Figure, Measure, NotMeaningful
from tieout.figures.periods import FiscalLabel
from tieout.figures.said import period
from tieout.figures.saying import a_change, changed, joined, say
from tieout.figures.typed import Unit
from tieout.records.blocks import Appointed
from tieout.records.company import Company

_MEASURES: dict[Measure, str] = {
    "yoy": say("growth on the year"),
    "qoq": say("growth on the quarter"),
    "yoy_change": say("change on the year"),
    "qoq_change": say("change on the quarter"),
    "share": say("share of the group"),
    "contribution": say("contribution to the group's growth"),
    "lowest": say("lowest estimate"),
    "highest": say("highest estimate"),
    "estimates": say("number of estimates"),
    "surprise": say("surprise"),
    "surprise_amount": say("distance to the estimate"),
    "surprise_translated": say("distance to the estimate, translated"),
    "price_change": say("change"),
}
NO_PROVIDER = say("provider not named")
_SESSIONS = {
    "before open": say("before the open"),
    "during session": say("during the session"),
    "after close": say("after the close"),
}


def called(company: Company, figure: Figure) -> str:
    """A metric with what tells it apart in a table: `Diluted EPS per ADS, non-GAAP`."""
    return joined(", ", [_each(company, figure), *apart(company, figure)])


def apart(company: Company, figure: Figure) -> list[str]:
    """What tells a metric from its like, but for what its amount is for each of."""
    basis = basis_words(company, figure.metric, figure.basis)
    return [*_off_standard(company, figure), *basis]


def _off_standard(company: Company, figure: Figure) -> list[str]:
    """The basis of what is never reported on the accounting standard, unless its name tells."""
    known = metric(company, figure.metric)
    own = known.basis if known else None
    silent = own in (None, company.accounting) or figure.basis.accounting != own
    label = metric_label(company, figure.metric)
    return [] if silent or not own or label.startswith("Adjusted") else [say(own)]


def _each(company: Company, figure: Figure) -> str:
    """The metric per share, unless its label says so itself: EPS is that of a share."""
    label = metric_label(company, figure.metric)
    per = counted_in(company, figure)
    return say("{metric} per {unit}", metric=label, unit=per) if per else label


def counted_in(company: Company, figure: Figure) -> str:
    """What the amount is for each of: `ADS`; empty where the label says so, or there is nothing."""
    label, (_, _, per) = metric_label(company, figure.metric), figure.unit.partition("/")
    says = label.endswith(f"per {per}") or (per == "share" and label.endswith("EPS"))
    return "" if says else _unit_word(per)


def _unit_word(per: str) -> str:
    return say("share") if per == "share" else per


def named(company: Company, metric: str, segment: str) -> str:
    """A metric of the group or of a segment: `Cloud Intelligence Group: revenue`."""
    return of_part(segment_label(company, segment), metric_label(company, metric))


def whole_name(company: Company, figure: Figure | NotMeaningful, own: FiscalLabel) -> str:
    """A figure with its whole identity, its period only where it is another than `own`."""
    label = metric_label(company, figure.metric, figure.basis)
    part = segment_label(company, figure.segment)
    pieces = [of_part(part, label) if part else changed(_capital, label)]
    if figure.basis.translated:
        pieces.append(say("in {currency}", currency=_currency(figure)))
    if isinstance(figure, Figure):
        pieces += [window_words(figure), provider(figure)]
    if figure.label != own:
        pieces.append(period(figure.label))
    if figure.measure != "level":
        pieces.append(_MEASURES[figure.measure])
    return joined(", ", pieces)


@a_change
def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def capital(text: str) -> str:
    """A text as a line begins with it."""
    return changed(_capital, text)


def window_words(figure: Figure) -> str:
    """The window of a share price; empty for what is none."""
    return joined(": ", (say(part) for part in figure.window.split(": ") if part))


def in_words(company: Company, figure: Figure, own: FiscalLabel) -> str:
    """A figure as a sentence names it: `growth of revenue in USD on the year`."""
    told = _measured(figure, _subject(company, figure, own))
    as_stated = figure.kind == "stated" and not figure.window
    return say("{figure}, as the issuer states it", figure=told) if as_stated else told


def _subject(company: Company, figure: Figure, own: FiscalLabel) -> str:
    label = in_sentence(metric_label(company, figure.metric))
    told = joined(" ", [*basis_words(company, figure.metric, figure.basis), label])
    if figure.segment:
        told = say(
            "{metric} of {segment}", metric=told, segment=segment_label(company, figure.segment)
        )
    if figure.basis.translated:
        told = say("{metric} in {currency}", metric=told, currency=_currency(figure))
    if figure.label != own:
        name = period(figure.label)
        return (
            say("{metric} for the {period}", metric=told, period=name)
            if figure.label.part.endswith("TTM")
            else say("{metric} for {period}", metric=told, period=name)
        )
    return told


def _measured(figure: Figure, subject: str) -> str:
    if growth := _growth_of(figure, subject):
        return growth
    windowed = joined(", ", [subject, window_words(figure)])
    match figure.measure:
        case "level":
            return joined(", ", [subject, provider(figure)]) if figure.provider else windowed
        case "surprise" | "surprise_amount" | "surprise_translated":
            at = figure.note if figure.measure == "surprise_translated" else ""
            return joined(", ", [_against(figure, subject), at])
        case "price_change":
            return say("change of the {price}", price=windowed)
        case _:
            return joined(", ", [subject, provider(figure), _MEASURES[figure.measure]])


def _growth_of(figure: Figure, subject: str) -> str:
    """Growth or change of a figure; empty for anything else."""
    return {
        "yoy": say("growth of {figure} on the year", figure=subject),
        "qoq": say("growth of {figure} on the quarter", figure=subject),
        "yoy_change": say("change of {figure} on the year", figure=subject),
        "qoq_change": say("change of {figure} on the quarter", figure=subject),
    }.get(figure.measure, "")


def _against(figure: Figure, subject: str) -> str:
    if figure.provider == "unknown":
        return say("{figure} against an estimate, provider not named", figure=subject)
    return say("{figure} against {provider}", figure=subject, provider=figure.provider)


def _currency(figure: Figure | NotMeaningful) -> str:
    """The currency of an amount, or of what a percentage is worked out from."""
    level = figure.operands[0] if figure.operands and figure.measure != "level" else figure
    return Unit(level.unit).currency if isinstance(level, Figure) else ""


def publisher_words(name: str) -> str:
    """Who published an article, as typed; that nobody is known to have is ours to say."""
    return say("unknown") if name in ("", "unknown") else name


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
    return joined(", ", told)
