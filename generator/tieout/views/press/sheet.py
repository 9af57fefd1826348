"""The verdicts on one text as a sheet that can be sent: Markdown, or one page of HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from tieout.claims.covered import Reading
from tieout.claims.judged import Judged
from tieout.claims.otherwise import metric_of, otherwise
from tieout.claims.verdicts import VERDICTS, rank
from tieout.figures.display import NOTHING, precise
from tieout.figures.figure import Figure
from tieout.figures.periods import FiscalLabel
from tieout.records.model import Claim, Company
from tieout.views.colours import colours_css
from tieout.views.shared.naming import in_words
from tieout.views.shared.prose import plain
from tieout.views.templates import PACKAGED

_HEADS = ("Says", "In its words", "Verdict", "Record")
_STYLE = """\
body{font:16px/1.5 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:var(--ink)}
table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid var(--rule);padding:.4rem;text-align:left;vertical-align:top}
.conflict{color:var(--conflict);font-weight:bold}.ties{color:var(--ties)}.other{color:var(--other)}
.unclear,.unknown,.opinion{color:var(--ink-soft)}
"""


def markdown(reading: Reading, title: str) -> str:
    """The sheet as Markdown."""
    rows = (
        f"| {' | '.join(plain(cell) for cell in _cells(each, reading))} |"
        for each in _sorted(reading)
    )
    head = f"| {' | '.join(_HEADS)} |\n| :-- | :-- | :-- | :-- |"
    lines = (f"# {plain(title)}", plain(summary(reading)), "\n".join((head, *rows)))
    return "\n\n".join(lines) + "\n"


def page(reading: Reading, title: str) -> str:
    """The sheet as one page of HTML that needs no other file."""
    rows = "".join(_row(each, reading) for each in _sorted(reading))
    heads = "".join(f"<th>{head}</th>" for head in _HEADS)
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>\n{colours_css((PACKAGED,))}{_STYLE}</style>\n"
        f"<h1>{escape(title)}</h1>\n<p>{escape(summary(reading))}</p>\n"
        f"<table>\n<tr>{heads}</tr>\n{rows}</table>\n</html>\n"
    )


def summary(reading: Reading) -> str:
    """Of whom and when, and how many numbers have which verdict."""
    counts = Counter(each.verdict.name for each in reading.judged)
    told = ", ".join(
        f"{counts[name]} {wording.count(counts[name])}"
        for name, wording in VERDICTS.items()
        if counts[name]
    )
    whose = f"{_company(reading).short_name} {_label(reading)}"
    return f"Held against {whose}: {len(reading.judged)} numbers: {told or 'none'}."


def _sorted(reading: Reading) -> Sequence[Judged]:
    return sorted(reading.judged, key=lambda each: rank(each.verdict.name, each.verdict.gravity))


def _row(judged: Judged, reading: Reading) -> str:
    css = VERDICTS[judged.verdict.name].css
    says, quote, verdict, record = map(escape, _cells(judged, reading))
    return (
        f"<tr><td>{says}</td><td><q>{quote}</q></td>"
        f'<td class="{css}">{verdict}</td><td>{record}</td></tr>\n'
    )


def _cells(judged: Judged, reading: Reading) -> tuple[str, ...]:
    verdict = judged.verdict
    words = VERDICTS[verdict.name].words
    told = f"{words}: {verdict.gravity}" if verdict.gravity else words
    return (
        judged.claim.says,
        judged.claim.quote,
        told,
        "; ".join(_record(judged, reading)) or NOTHING,
    )


def _record(judged: Judged, reading: Reading) -> Iterator[str]:
    verdict = judged.verdict
    if verdict.figure is not None:
        yield _named(verdict.figure, reading)
    if verdict.name == "other_basis":
        yield from (_right(verdict.claim, each, reading) for each in verdict.candidates)
    if verdict.slip:
        yield f"possibly {verdict.slip}"
    if verdict.doubts:
        yield f"not certain: {', '.join(verdict.doubts)}"


def _right(claim: Claim, figure: Figure, reading: Reading) -> str:
    """`The number is right for FY2025: revenue: 1,234`."""
    counted = otherwise(claim, figure, _label(reading), metric_of(_company(reading), figure))
    return f"the number is right {counted}: {_named(figure, reading)}"


def _named(figure: Figure, reading: Reading) -> str:
    return f"{in_words(_company(reading), figure, _label(reading))}: {precise(figure)}"


def _company(reading: Reading) -> Company:
    return reading.issuer.company.model


def _label(reading: Reading) -> FiscalLabel:
    return reading.issuer.records[reading.period].model.period.fiscal
