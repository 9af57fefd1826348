"""What metrics and segments are called: as the catalogue has it, or as the issuer does."""

from __future__ import annotations

from tieout.facts.levels import REMAINDER
from tieout.figures.figure import Figure
from tieout.figures.metrics import Metric, catalogue
from tieout.figures.saying import a_change, changed, joined, say
from tieout.figures.typed import Basis
from tieout.records.company import Company


def metric(company: Company, name: str) -> Metric | None:
    """A metric of the catalogue, or of the issuer's own."""
    return company.kpis.get(name) or catalogue().get(name)


def metric_label(company: Company, name: str, basis: Basis | None = None) -> str:
    """`Diluted EPS, non-GAAP`; a basis that goes without saying is not said."""
    label = _own_label(company, name)
    return joined(", ", [label, *basis_words(company, name, basis)]) if basis else label


def _own_label(company: Company, name: str) -> str:
    if name in company.kpis:
        return company.kpis[name].label
    known = metric(company, name)
    return say(known.label if known else name.replace("_", " "))


def basis_words(company: Company, name: str, basis: Basis) -> list[str]:
    """What is said of a basis: its standard, unless that goes without saying, and its scope."""
    known = metric(company, name)
    usual = (known.basis if known else None) or company.accounting
    parts = [basis.accounting if basis.accounting != usual else "", basis.scope]
    return [say(part) for part in parts if part]


def in_sentence(label: str) -> str:
    """A label amid a sentence: `Revenue` is `revenue`, and `EPS` stays."""
    return changed(_lowered, label)


@a_change
def _lowered(label: str) -> str:
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def of_part(part: str, label: str) -> str:
    """A metric of a segment: `Cloud Intelligence Group: revenue`; the label alone of the group."""
    return say("{segment}: {metric}", segment=part, metric=in_sentence(label)) if part else label


def segment_label(company: Company, segment: str) -> str:
    """The issuer's name of a segment; empty for the group."""
    if segment == REMAINDER:
        return say("Remainder (derived)")
    known = company.segments.get(segment)
    return known.label if known else segment


def loss_label(label: str) -> str:
    """`Net loss` for `Net income`; empty where the label has no word that a loss takes."""
    word = next((each for each in ("income", "profit", "result") if each in label), "")
    return label.replace(word, "loss", 1) if word else ""


def note_words(figure: Figure) -> str:
    """What a figure's note says; that of a figure that was worked out is ours."""
    return say(figure.note) if figure.note and figure.kind == "derived" else figure.note
