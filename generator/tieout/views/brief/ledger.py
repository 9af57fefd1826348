"""The claims ledger: every number of an article, what the record says of it, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tieout.claims.otherwise import metric_of, otherwise
from tieout.claims.reconcile import Verdict
from tieout.claims.verdicts import VERDICTS, Wording, rank
from tieout.figures.display import NOTHING, precise, shown
from tieout.figures.figure import Figure
from tieout.figures.typed import Unit
from tieout.records.article import Article
from tieout.views.shared.arithmetic import arithmetic
from tieout.views.shared.brief_figures import Heard, Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.naming import in_words
from tieout.views.shared.plain import plain
from tieout.views.shared.prose import link
from tieout.views.shared.tables import ColumnHead, Table


@dataclass(frozen=True, slots=True)
class Count:
    """How many claims have one verdict."""

    number: int
    words: str
    css: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One article with the verdicts on its numbers."""

    link: str
    """A link to it as HTML; empty where it has no address."""
    publisher: str
    article: Article
    summary: str
    """Our own summary, as HTML."""
    claims: Table
    unclear: Table
    """Numbers that differ from a figure they may not speak of: apart from all others."""
    verdicts: tuple[Verdict, ...]


def ledgers(shelf: Shelf, cite: Citations) -> Iterator[Checked]:
    """The articles about this brief, in the order of their files."""
    return (_ledger(shelf, cite, heard) for heard in shelf.heard)


def _ledger(shelf: Shelf, cite: Citations, heard: Heard) -> Checked:
    article = heard.article
    ordered = sorted(
        enumerate(heard.verdicts, 1), key=lambda each: rank(each[1].name, each[1].gravity)
    )
    rows = [(each, _row(shelf, cite, anchor(heard.name, at), each)) for at, each in ordered]
    unclear = [row for row in rows if row[0].name == "unclear"]
    return Checked(
        link=link(article.url, "Open the article") if article.url else "",
        publisher="" if article.publisher == "unknown" else article.publisher,
        article=article,
        summary=cite.prose(heard.filed.body),
        claims=_table([row for row in rows if row not in unclear]),
        unclear=_table(unclear),
        verdicts=heard.verdicts,
    )


def _table(rows: Sequence[tuple[Verdict, tuple[str, ...]]]) -> Table:
    """The rows by verdict, each verdict with its count as a heading."""
    titles = ("Says", "In its words", "Record", "Why")
    grouped: list[tuple[str, ...]] = []
    for name, group in groupby(rows, key=lambda each: each[0].name):
        found = [row for _, row in group]
        wording = VERDICTS[name]
        told = f"{len(found)} {wording.count(len(found))}"
        heading = f'<span class="part verdict verdict--{wording.css}">{told}</span>'
        grouped += [(heading, *[""] * (len(titles) - 1)), *found]
    return Table.of(tuple(ColumnHead(title, numbers=False) for title in titles), grouped)


def counts(articles: Sequence[Checked]) -> tuple[Count, ...]:
    """The press check: how many claims have which verdict, the reassuring first."""
    found = Counter(verdict.name for checked in articles for verdict in checked.verdicts)
    return tuple(
        Count(found[name], wording.count(found[name]), wording.css)
        for name, wording in VERDICTS.items()
        if found[name] or name == "conflict"
    )


def anchor(article: str, number: int) -> str:
    """The id of a claim on its brief's page: the article's file, and which of its claims it is."""
    return f"claim-{article}-{number}"


def _row(shelf: Shelf, cite: Citations, name: str, verdict: Verdict) -> tuple[str, ...]:
    claim = verdict.claim
    return (
        f'<span id="{name}">{plain(claim.says)}</span>{_grave(verdict)}',
        f"<q>{plain(claim.quote)}</q>",
        record(cite, verdict),
        why(shelf, cite, verdict),
    )


def badge(wording: Wording) -> str:
    """A verdict as a word with its sign, never by colour alone."""
    return f'<span class="verdict verdict--{wording.css}">{wording.words}</span>'


def judged(verdict: Verdict) -> str:
    """The verdict, of a conflict with its gravity."""
    return f"{badge(VERDICTS[verdict.name])}{_grave(verdict)}"


def _grave(verdict: Verdict) -> str:
    return f"<small>{verdict.gravity}</small>" if verdict.gravity else ""


def record(cite: Citations, verdict: Verdict) -> str:
    """The figure that the claim names; for a claim that ties, the one it ties to."""
    figure = verdict.candidates[0] if verdict.name == "ties" else verdict.figure
    return cite.link(precise(figure), figure) if figure else NOTHING


def why(shelf: Shelf, cite: Citations, verdict: Verdict) -> str:
    """The verdict explained in a sentence, with links to the figures compared.

    What else there is to say is folded away; on paper it is left out.
    """
    told = _explained(shelf, cite, verdict)
    sentence, rest = _clauses(told[:1].upper() + told[1:])
    fold = f"<details><summary>more</summary>{rest}</details>" if rest else ""
    note = f"<small>{plain(verdict.claim.note)}</small>" if verdict.claim.note else ""
    return f"{sentence}{fold}{note}" or NOTHING


def _clauses(told: str) -> tuple[str, str]:
    """The first clause of a reason as a sentence, and the rest; a link is never parted."""
    depth = 0
    for at, sign in enumerate(told):
        depth += (sign in "([") - (sign in ")]")
        if not depth and told.startswith("; ", at):
            return f"{told[:at]}.", f"{told[at + 2 :]}."
    return f"{told}." if told else "", ""


def _explained(shelf: Shelf, cite: Citations, verdict: Verdict) -> str:
    match verdict.name:
        case "ties":
            return _tied(shelf, cite, verdict)
        case "other_basis":
            return _elsewhere(shelf, cite, verdict)
        case "conflict":
            figure = _told(shelf, cite, verdict.figure) if verdict.figure else "another figure"
            return f"the record has {figure}{_slip(verdict)}"
        case "unclear":
            return _doubted(shelf, cite, verdict)
        case "opinion":
            return "a forecast or judgement of the author, which no record can confirm"
        case _:
            return _unrecorded(shelf, cite, verdict)


def _tied(shelf: Shelf, cite: Citations, verdict: Verdict) -> str:
    first, *others = verdict.candidates
    text = _told(shelf, cite, first)
    if others:
        text += f"; also {_list(shelf, cite, others)}"
    return text


def _elsewhere(shelf: Shelf, cite: Citations, verdict: Verdict) -> str:
    """`Right for FY2025: ..., where its words name ...; also right ...`, the likeliest first."""
    first, *others = (_right(shelf, cite, verdict, figure) for figure in verdict.candidates)
    meant = _told(shelf, cite, verdict.figure) if verdict.figure else "a figure not on record"
    also = "".join(f"; also right {other}" for other in others)
    return f"right {first}, where its words name {meant}{_slip(verdict)}{also}"


def _right(shelf: Shelf, cite: Citations, verdict: Verdict, figure: Figure) -> str:
    metric = metric_of(shelf.conventions.company, figure)
    counted = otherwise(verdict.claim, figure, shelf.label, metric)
    return f"{plain(counted)}: {_told(shelf, cite, figure)}"


def _doubted(shelf: Shelf, cite: Citations, verdict: Verdict) -> str:
    """What it was compared with, and what of its identity is not certain."""
    figure = _told(shelf, cite, verdict.figure) if verdict.figure else "another figure"
    doubts = ", ".join(verdict.doubts) or "identity"
    return f"compared with {figure}, from which it differs, while its {doubts} is not certain"


def _slip(verdict: Verdict) -> str:
    """A usual slip that would explain it; never more than a possibility."""
    return f", possibly {plain(verdict.slip)}" if verdict.slip else ""


def _unrecorded(shelf: Shelf, cite: Citations, verdict: Verdict) -> str:
    alone = "the article is the only source of this number, so nothing confirms it"
    if verdict.coherent is not None:
        return f"{alone}; {_agreement(shelf, verdict)}"
    if any(each.origin.only_article for each in verdict.nearby):
        return alone
    if not verdict.nearby:
        return "no source of this brief gives this figure"
    compared = _list(shelf, cite, verdict.nearby)
    if verdict.claim.role in ("surprise", "consensus") and not verdict.claim.provider:
        return f"no provider is named; at hand: {compared}"
    return f"no source of this brief gives this figure; at hand: {compared}"


def _agreement(shelf: Shelf, verdict: Verdict) -> str:
    """Whether an article's own numbers fit each other, with the arithmetic where there is one."""
    own = next((each for each in verdict.nearby if each.operation), None)
    line = f" ({_line(shelf, own)})" if own else ""
    if verdict.coherent:
        return f"its own numbers agree with each other{line}"
    return f"its own numbers do not agree with each other{line}"


def _list(shelf: Shelf, cite: Citations, figures: Sequence[Figure]) -> str:
    """All the figures in a row."""
    return "; ".join(_told(shelf, cite, figure) for figure in figures)


def _told(shelf: Shelf, cite: Citations, figure: Figure) -> str:
    """A figure in a sentence, with its number as a link to where it comes from."""
    name = in_words(shelf.conventions.company, figure, shelf.label)
    return f"{plain(name)} ({cite.link(_number(figure), figure)})"


def _number(figure: Figure) -> str:
    """As precise as it is known; both of its bounds where a translation leaves few digits."""
    text = precise(figure)
    if figure.measure != "surprise_translated" or not text.startswith("about"):
        return text
    ends = (replace(figure, value=end, low=end, high=end) for end in (figure.low, figure.high))
    return " to ".join(dict.fromkeys(map(shown, ends)))


def _line(shelf: Shelf, figure: Figure) -> str:
    return arithmetic(figure, Unit(figure.unit, shelf.unit.scale))
