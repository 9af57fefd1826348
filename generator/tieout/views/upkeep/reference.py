"""Methodology and glossary, made from the code that they describe so that neither can drift."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from tieout.claims.codes import CodeMeaning, codes
from tieout.claims.numbers import hedges as hedging
from tieout.claims.verdicts import GRAVITIES, VERDICTS
from tieout.facts.guidance import OUTCOMES, REVISIONS
from tieout.figures.display import NOTHING
from tieout.figures.metrics import Metric, catalogue
from tieout.records import model
from tieout.records.article import Article, Claim
from tieout.records.company import Company
from tieout.records.fields import Frozen
from tieout.views.brief.ledger import badge
from tieout.views.shared.plain import plain
from tieout.views.shared.tables import ColumnHead, Table

_DESCRIBED: tuple[type[Frozen], ...] = (
    model.Record,
    model.Period,
    model.Release,
    model.Source,
    model.Consensus,
    model.Guidance,
    model.Reaction,
    model.Restatement,
    model.Correction,
    model.Waiver,
    Company,
    model.Upcoming,
    Article,
    Claim,
)
_MOST_WORDS = 6
_APART = re.compile(r" {2,}")
"""Between the columns of a table in a docstring."""
_HEDGE_COLUMNS, _LETTER_COLUMNS = 4, 2


@dataclass(frozen=True, slots=True)
class Described:
    """A table with its heading and a sentence on what it holds."""

    heading: str
    sentence: str
    table: Table


def rules() -> tuple[tuple[str, Table], ...]:
    """Every rule that briefs must keep, by the hundred of its code, each under what it is about."""
    return tuple(
        (heading, _rules(rules)) for heading, rules in groupby(codes(), attrgetter("group"))
    )


def _rules(rules: Iterable[CodeMeaning]) -> Table:
    """Code, sentence, meaning with its tolerance."""
    columns = (
        ColumnHead("Code", numbers=False),
        ColumnHead("Rule", numbers=False),
        ColumnHead("What it demands", numbers=False),
        ColumnHead("A breach", numbers=False),
    )
    rows = [
        (
            f'<span id="{rule.code.lower()}"></span>[{rule.code}](rules/{rule.code.lower()}.md)',
            plain(rule.name),
            our_words(rule.demands),
            "stops the build" if rule.severity == "error" else "is a warning",
        )
        for rule in rules
    ]
    return Table.of(columns, rows)


def metrics() -> tuple[Described, ...]:
    """The catalogue of metrics, by the statement in which issuers report them."""
    by_statement: dict[str, list[tuple[str, Metric]]] = {}
    for name, metric in catalogue().items():
        by_statement.setdefault(metric.statement, []).append((name, metric))
    return tuple(
        Described(statement[:1].upper() + statement[1:], "", _metrics(entries))
        for statement, entries in by_statement.items()
    )


def _metrics(entries: Iterable[tuple[str, Metric]]) -> Table:
    columns = (
        ColumnHead("Metric", numbers=False),
        ColumnHead("What it measures", numbers=False),
        ColumnHead("Counted in", numbers=False),
        ColumnHead("Articles say", numbers=False),
        ColumnHead("Key", numbers=False),
    )
    rows = [
        (
            f'<span id="{name}"></span>{plain(metric.label)}',
            plain(metric.definition),
            f"{metric.kind}, {plain(metric.unit)}",
            plain(", ".join(metric.words[:_MOST_WORDS])) or NOTHING,
            f"`{name}`",
        )
        for name, metric in entries
    ]
    return Table.of(columns, rows)


def terms() -> tuple[Described, ...]:
    """The fields of records, companies and articles, as their models describe them."""
    return tuple(
        Described(kind.__name__, " ".join((kind.__doc__ or "").split()), _fields(kind))
        for kind in _DESCRIBED
    )


def _fields(kind: type[Frozen]) -> Table:
    columns = (ColumnHead("Field", numbers=False), ColumnHead("Meaning", numbers=False))
    rows = [
        (f"`{name}`", our_words(field.description or ""))
        for name, field in kind.model_fields.items()
        if field.description
    ]
    return Table.of(columns, rows)


def our_words(text: str) -> str:
    """A sentence of our own code, with what stands in backticks as code."""
    parts = " ".join(text.split()).split("`")
    return "".join(f"`{part}`" if at % 2 else _between(part) for at, part in enumerate(parts))


def _between(part: str) -> str:
    """What stands before or behind code, with the spaces at its ends."""
    inner = part.strip()
    return part.replace(inner, plain(inner)) if inner else part


def hedges() -> Table:
    """What a hedge does to the interval of a printed number."""
    lines = (hedging.__doc__ or "").splitlines()
    cells = [_APART.split(line.strip()) for line in lines if line.startswith("    ")]
    head, *rows = (row for row in cells if len(row) == _HEDGE_COLUMNS)
    letters = (f"{plain(row[0])}: {plain(row[1])}." for row in cells if len(row) == _LETTER_COLUMNS)
    columns = [ColumnHead(title.capitalize(), numbers=False) for title in head]
    return Table.of(columns, ([plain(cell) for cell in row] for row in rows), notes=letters)


def verdicts() -> Table:
    """What each verdict on a claim means, with its sign."""
    columns = (ColumnHead("Verdict", numbers=False), ColumnHead("Meaning", numbers=False))
    return Table.of(
        columns, ((badge(wording), plain(wording.meaning)) for wording in VERDICTS.values())
    )


def gravities() -> Table:
    """How grave a conflict can be, the gravest first."""
    columns = (ColumnHead("Gravity", numbers=False), ColumnHead("Meaning", numbers=False))
    return Table.of(columns, ((word, plain(meaning)) for word, meaning in GRAVITIES.items()))


def guidance() -> Table:
    """How guidance is called when it is revised, and when the actual is on record."""
    columns = (ColumnHead("Word", numbers=False), ColumnHead("Rule", numbers=False))
    rules = (*REVISIONS.items(), *OUTCOMES.items())
    return Table.of(columns, ((word, plain(rule)) for word, rule in rules))
