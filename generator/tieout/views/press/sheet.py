"""The verdicts on one text as a sheet that can be sent: Markdown, or one page of HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from tieout.claims.covered import Reading
from tieout.claims.judged import Judged
from tieout.claims.otherwise import metric_of, otherwise
from tieout.claims.verdicts import VERDICTS, rank
from tieout.figures.display import NOTHING
from tieout.figures.figure import Figure
from tieout.figures.periods import FiscalLabel
from tieout.figures.said import precise
from tieout.records.article import Claim
from tieout.records.company import Company
from tieout.views.shared.naming import in_words
from tieout.views.shared.plain import plain

_HEADS = ("Says", "In its words", "Verdict", "Record")
_STYLE = """\
:root{color-scheme:light dark}
body{font:16px/1.5 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
background:var(--paper);color:var(--ink);font-variant-numeric:tabular-nums lining-nums}
h1{font-size:1.6rem;line-height:1.25}
table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid var(--rule);padding:.4rem;text-align:left;vertical-align:top}
td:first-child{white-space:nowrap}
dl{font-size:.9rem;color:var(--ink-soft)}dt{font-weight:bold}dd{margin:0 0 .4rem}
.conflict{color:var(--conflict);font-weight:bold}.ties{color:var(--ties)}.other{color:var(--other)}
.unclear,.unknown,.opinion{color:var(--ink-soft)}
@media(max-width:40rem){thead{display:none}tr,td{display:block}
tr{border-bottom:1px solid var(--rule);padding:.5rem 0}td{border:0;padding:.1rem 0}
td:first-child{font-weight:bold}}
@media print{:root{color-scheme:light}body{margin:0;font-size:11pt}tr,dt,dd{break-inside:avoid}}
"""
Row = tuple[Judged, Reading]


def markdown(readings: Sequence[Reading], title: str) -> str:
    """The sheet as Markdown."""
    several = len(readings) > 1
    cells = (_cells(*row, several=several) for row in _sorted(readings))
    rows = (f"| {' | '.join(map(plain, each))} |" for each in cells)
    head = f"| {' | '.join(_HEADS)} |\n| :-- | :-- | :-- | :-- |"
    lines = (f"# {plain(title)}", plain(summary(readings)), "\n".join((head, *rows)))
    return "\n\n".join(lines) + "\n"


def page(readings: Sequence[Reading], title: str, colours: str) -> str:
    """The sheet as one page of HTML that needs no other file, with a style sheet of colours."""
    several = len(readings) > 1
    rows = "".join(_row(*row, several=several) for row in _sorted(readings))
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{colours}{_STYLE}</style>\n"
        f"<h1>{escape(title)}</h1>\n<p>{escape(summary(readings))}</p>\n"
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
        f"<dl>\n{''.join(_meanings(readings))}</dl>\n</html>\n"
    )


def summary(readings: Sequence[Reading]) -> str:
    """Of whom and when, and how many numbers have which verdict."""
    whose = " and ".join(_whose(each) for each in readings)
    return f"Held against {whose}: {counted(readings)}."


def counted(readings: Sequence[Reading]) -> str:
    """`23 numbers: 15 tie, 1 conflict, 7 not in the record`."""
    names = [each.verdict.name for reading in readings for each in reading.judged]
    counts = Counter(names)
    told = ", ".join(
        f"{counts[name]} {wording.count(counts[name])}"
        for name, wording in VERDICTS.items()
        if counts[name]
    )
    return f"{len(names)} {'number' if len(names) == 1 else 'numbers'}: {told or 'none'}"


def said(judged: Judged) -> str:
    """The verdict in words, with the gravity of a conflict."""
    verdict = judged.verdict
    words = VERDICTS[verdict.name].words
    return f"{words}: {verdict.gravity}" if verdict.gravity else words


def known(figure: Figure, reading: Reading) -> str:
    """A figure of the record, in words and as precisely as it is known."""
    return f"{in_words(_company(reading), figure, _label(reading))}: {precise(figure)}"


def _whose(reading: Reading) -> str:
    return f"{_company(reading).short_name} {_label(reading)}"


def _sorted(readings: Sequence[Reading]) -> Sequence[Row]:
    rows = [(judged, reading) for reading in readings for judged in reading.judged]
    return sorted(rows, key=lambda row: rank(row[0].verdict.name, row[0].verdict.gravity))


def _row(judged: Judged, reading: Reading, *, several: bool) -> str:
    css = VERDICTS[judged.verdict.name].css
    says, quote, verdict, record = map(escape, _cells(judged, reading, several=several))
    return (
        f"<tr><td>{says}</td><td><q>{quote}</q></td>"
        f'<td class="{css}">{verdict}</td><td>{record}</td></tr>\n'
    )


def _meanings(readings: Sequence[Reading]) -> Iterator[str]:
    """What each verdict of the sheet says of a number."""
    names = {each.verdict.name for reading in readings for each in reading.judged}
    for name in sorted(names, key=lambda each: rank(each, "")):
        meaning = escape(VERDICTS[name].meaning)
        yield f"<dt>{escape(VERDICTS[name].words)}</dt><dd>{meaning}</dd>\n"


def _cells(judged: Judged, reading: Reading, *, several: bool) -> tuple[str, ...]:
    """The cells of a number's row; of several issuers each record says whose it is."""
    record = "; ".join(_record(judged, reading))
    record = f"{_whose(reading)}: {record}" if several and record else record or NOTHING
    return (judged.claim.says, judged.claim.quote, said(judged), record)


def _record(judged: Judged, reading: Reading) -> Iterator[str]:
    verdict = judged.verdict
    if verdict.figure is not None:
        yield known(verdict.figure, reading)
    if verdict.name == "other_basis":
        yield from (fitting(verdict.claim, each, reading) for each in verdict.candidates)
    if verdict.slip:
        yield f"possibly {verdict.slip}"
    if verdict.doubts:
        yield f"not certain: {', '.join(verdict.doubts)}"


def fitting(claim: Claim, figure: Figure, reading: Reading) -> str:
    """`The number is right for FY2025: revenue: 1,234`."""
    counted = otherwise(claim, figure, _label(reading), metric_of(_company(reading), figure))
    return f"the number is right {counted}: {known(figure, reading)}"


def _company(reading: Reading) -> Company:
    return reading.issuer.company.model


def _label(reading: Reading) -> FiscalLabel:
    return reading.issuer.records[reading.period].model.period.fiscal
