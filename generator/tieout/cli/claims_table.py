"""Claims of a text with their verdicts, as `tieout article claims` prints them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tieout.claims.judged import Judged
from tieout.claims.otherwise import metric_of, otherwise
from tieout.claims.reconcile import MOST_CANDIDATES, Verdict
from tieout.claims.verdicts import VERDICTS
from tieout.figures.display import precise
from tieout.figures.figure import Figure
from tieout.figures.periods import FiscalLabel
from tieout.records.company import Company
from tieout.views.shared.naming import in_words

_MOST_NEARBY = 4
_HEADS = ("par", "says", "as", "of", "verdict")


def claims_text(judged: Sequence[Judged], company: Company, label: FiscalLabel) -> str:
    """The claims as a table for a terminal, each with what the record says, and their count."""
    if not judged:
        return "no number of the text is a claim"
    rows = [_cells(each) for each in judged]
    widths = [max(len(row[column]) for row in (_HEADS, *rows)) for column in range(len(_HEADS))]
    lines = [_line(_HEADS, widths)]
    for each, row in zip(judged, rows, strict=True):
        lines.append(_line(row, widths))
        lines += [f"      {told}" for told in _told(each, company, label)]
    counts = Counter(each.verdict.name for each in judged)
    total = ", ".join(
        f"{counts[name]} {wording.words}" for name, wording in VERDICTS.items() if counts[name]
    )
    return "\n".join((*lines, "", f"{len(judged)} numbers: {total}"))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()


def _cells(judged: Judged) -> tuple[str, ...]:
    found = judged.found
    what = [str(found.basis or ""), found.metric or "?"]
    part = found.segment or (f"part: {found.part}" if found.part else "")
    period = "" if found.period == "quarter" else found.period
    named = " ".join(filter(None, [*what, f"({part})" if part else "", period]))
    as_ = f"{found.role}, {found.window}" if found.window else found.role
    return (str(found.paragraph), found.says, as_, named, _verdict(judged.verdict))


def _verdict(verdict: Verdict) -> str:
    """In capitals what accuses; with its gravity."""
    words = VERDICTS[verdict.name].words
    return f"{words.upper()}: {verdict.gravity}" if verdict.gravity else words


def _told(judged: Judged, company: Company, label: FiscalLabel) -> list[str]:
    verdict = judged.verdict
    lines = [f"“{judged.found.quote}”"]
    if verdict.name in ("conflict", "unclear", "other_basis") and verdict.figure:
        lines.append(f"the record has {_named(verdict.figure, company, label)}")
    if verdict.slip:
        lines.append(f"it would fit with {verdict.slip}")
    if verdict.doubts:
        lines.append(f"not certain of it: {', '.join(verdict.doubts)}")
    for each in verdict.candidates[:MOST_CANDIDATES]:
        counted = "" if verdict.name == "ties" else _counted(verdict, each, company, label)
        lines.append(f"fits {counted}{_named(each, company, label)}")
    if verdict.coherent is not None:
        agree = "agree" if verdict.coherent else "do not agree"
        lines.append(f"its only source is this article, whose numbers {agree} with each other")
    elif any(each.origin.only_article for each in verdict.nearby):
        lines.append("its only source is this article")
    elif verdict.name == "not_in_record":
        nearby = verdict.nearby[:_MOST_NEARBY]
        lines += [f"at hand {_named(each, company, label)}" for each in nearby]
    return lines


def _counted(verdict: Verdict, figure: Figure, company: Company, label: FiscalLabel) -> str:
    """How a figure on another basis is counted: `for FY2025: `."""
    return f"{otherwise(verdict.claim, figure, label, metric_of(company, figure))}: "


def _named(figure: Figure, company: Company, label: FiscalLabel) -> str:
    return f"{in_words(company, figure, label)}: {precise(figure)}"
