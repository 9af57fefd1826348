"""The claims ledger: every number of an article, what the record says of it, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tieout.claims.otherwise import metric_of, otherwise
from tieout.claims.reconcile import Verdict
from tieout.claims.verdicts import VERDICTS, Wording, rank
from tieout.figures.display import NOTHING
from tieout.figures.figure import Figure
from tieout.figures.said import precise, shown
from tieout.figures.saying import a_change, changed, framed, joined, say
from tieout.figures.typed import Unit
from tieout.records.article import Article
from tieout.views.shared.arithmetic import arithmetic
from tieout.views.shared.brief_figures import Heard, Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.naming import capital, in_words
from tieout.views.shared.plain import plain
from tieout.views.shared.prose import link
from tieout.views.shared.tables import ColumnHead, Table

_OPEN, _CLOSE = "([\uff08", ")]\uff09"
_PARTED = re.compile("; |\uff1b")
"""Between clauses, in English and in Chinese."""


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
        link=link(article.url, say("Open the article")) if article.url else "",
        publisher="" if article.publisher == "unknown" else article.publisher,
        article=article,
        summary=cite.prose(heard.filed.body),
        claims=_table([row for row in rows if row not in unclear]),
        unclear=_table(unclear),
        verdicts=heard.verdicts,
    )


def _table(rows: Sequence[tuple[Verdict, tuple[str, ...]]]) -> Table:
    """The rows by verdict, each verdict with its count as a heading."""
    titles = (say("Says"), say("In its words"), say("Record"), say("Why"))
    grouped: list[tuple[str, ...]] = []
    for name, group in groupby(rows, key=lambda each: each[0].name):
        found = [row for _, row in group]
        wording = VERDICTS[name]
        heading = framed(
            '<span class="part verdict verdict--{css}">{number} {words}</span>',
            css=wording.css,
            number=len(found),
            words=wording.count(len(found)),
        )
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
        framed(
            '<span id="{name}">{says}</span>{gravity}',
            name=name,
            says=plain(claim.says),
            gravity=_grave(verdict),
        ),
        f"<q>{plain(claim.quote)}</q>",
        record(cite, verdict),
        why(shelf, cite, verdict),
    )


def badge(wording: Wording) -> str:
    """A verdict as a word with its sign, never by colour alone."""
    return framed(
        '<span class="verdict verdict--{css}">{words}</span>', css=wording.css, words=wording.words
    )


def judged(verdict: Verdict) -> str:
    """The verdict, of a conflict with its gravity."""
    return framed(
        "{verdict}{gravity}", verdict=badge(VERDICTS[verdict.name]), gravity=_grave(verdict)
    )


def _grave(verdict: Verdict) -> str:
    gravity = say(verdict.gravity) if verdict.gravity else ""
    return framed("<small>{gravity}</small>", gravity=gravity) if gravity else ""


def record(cite: Citations, verdict: Verdict) -> str:
    """The figure that the claim names; for a claim that ties, the one it ties to."""
    figure = verdict.candidates[0] if verdict.name == "ties" else verdict.figure
    return cite.link(precise(figure), figure) if figure else NOTHING


def why(shelf: Shelf, cite: Citations, verdict: Verdict) -> str:
    """The verdict explained in a sentence, with links to the figures compared.

    What else there is to say is folded away; on paper it is left out.
    """
    told = capital(_explained(shelf, cite, verdict))
    rest = ""
    if _clauses(told)[1]:
        rest = framed(
            "<details><summary>{more}</summary>{clauses}</details>",
            more=say("more"),
            clauses=say("{sentence}.", sentence=changed(_behind, told)),
        )
    note = f"<small>{plain(verdict.claim.note)}</small>" if verdict.claim.note else ""
    first = say("{sentence}.", sentence=changed(_first, told)) if told else ""
    return framed("{first}{rest}{note}", first=first, rest=rest, note=note) or NOTHING


@a_change
def _first(told: str) -> str:
    return _clauses(told)[0]


@a_change
def _behind(told: str) -> str:
    return _clauses(told)[1]


def _clauses(told: str) -> tuple[str, str]:
    """The first clause of a reason, and the rest; a link is never parted."""
    depth = 0
    for at, sign in enumerate(told):
        depth += (sign in _OPEN) - (sign in _CLOSE)
        if not depth and (parted := _PARTED.match(told, at)):
            return told[:at], told[parted.end() :]
    return told, ""


def _explained(shelf: Shelf, cite: Citations, verdict: Verdict) -> str:
    match verdict.name:
        case "ties":
            return _tied(shelf, cite, verdict)
        case "other_basis":
            return _elsewhere(shelf, cite, verdict)
        case "conflict":
            figure = _told(shelf, cite, verdict.figure) if verdict.figure else say("another figure")
            return _slipped(say("the record has {figure}", figure=figure), verdict)
        case "unclear":
            return _doubted(shelf, cite, verdict)
        case "opinion":
            return say("a forecast or judgement of the author, which no record can confirm")
        case _:
            return _unrecorded(shelf, cite, verdict)


def _tied(shelf: Shelf, cite: Citations, verdict: Verdict) -> str:
    first, *others = verdict.candidates
    also = say("also {figures}", figures=_list(shelf, cite, others)) if others else ""
    return joined("; ", (_told(shelf, cite, first), also))


def _elsewhere(shelf: Shelf, cite: Citations, verdict: Verdict) -> str:
    """`Right for FY2025: ..., where its words name ...; also right ...`, the likeliest first."""
    first, *others = (_right(shelf, cite, verdict, figure) for figure in verdict.candidates)
    meant = _told(shelf, cite, verdict.figure) if verdict.figure else say("a figure not on record")
    told = say("right {count}, where its words name {figure}", count=first, figure=meant)
    also = (say("also right {count}", count=other) for other in others)
    return joined("; ", (_slipped(told, verdict), *also))


def _right(shelf: Shelf, cite: Citations, verdict: Verdict, figure: Figure) -> str:
    metric = metric_of(shelf.conventions.company, figure)
    counted = otherwise(verdict.claim, figure, shelf.label, metric)
    return say("{way}: {figure}", way=plain(counted), figure=_told(shelf, cite, figure))


def _doubted(shelf: Shelf, cite: Citations, verdict: Verdict) -> str:
    """What it was compared with, and what of its identity is not certain."""
    figure = _told(shelf, cite, verdict.figure) if verdict.figure else say("another figure")
    doubts = joined(", ", map(say, verdict.doubts or ("identity",)))
    return say(
        "compared with {figure}, from which it differs, while its {doubts} is not certain",
        figure=figure,
        doubts=doubts,
    )


def _slipped(told: str, verdict: Verdict) -> str:
    """With a usual slip that would explain it; never more than a possibility."""
    slip = say("possibly {slip}", slip=plain(verdict.slip)) if verdict.slip else ""
    return joined(", ", (told, slip))


def _unrecorded(shelf: Shelf, cite: Citations, verdict: Verdict) -> str:
    alone = say("the article is the only source of this number, so nothing confirms it")
    if verdict.coherent is not None:
        return joined("; ", (alone, _agreement(shelf, verdict)))
    if any(each.origin.only_article for each in verdict.nearby):
        return alone
    if not verdict.nearby:
        return say("no source of this brief gives this figure")
    compared = say("at hand: {figures}", figures=_list(shelf, cite, verdict.nearby))
    if verdict.claim.role in ("surprise", "consensus") and not verdict.claim.provider:
        return joined("; ", (say("no provider is named"), compared))
    return joined("; ", (say("no source of this brief gives this figure"), compared))


def _agreement(shelf: Shelf, verdict: Verdict) -> str:
    """Whether an article's own numbers fit each other, with the arithmetic where there is one."""
    own = next((each for each in verdict.nearby if each.operation), None)
    told = (
        say("its own numbers agree with each other")
        if verdict.coherent
        else say("its own numbers do not agree with each other")
    )
    return say("{text} ({working})", text=told, working=_line(shelf, own)) if own else told


def _list(shelf: Shelf, cite: Citations, figures: Sequence[Figure]) -> str:
    """All the figures in a row."""
    return joined("; ", (_told(shelf, cite, figure) for figure in figures))


def _told(shelf: Shelf, cite: Citations, figure: Figure) -> str:
    """A figure in a sentence, with its number as a link to where it comes from."""
    name = in_words(shelf.conventions.company, figure, shelf.label)
    return say("{text} ({working})", text=plain(name), working=cite.link(_number(figure), figure))


def _number(figure: Figure) -> str:
    """As precise as it is known; both of its bounds where a translation leaves few digits."""
    text = precise(figure)
    if figure.measure != "surprise_translated" or not text.startswith("about"):
        return text
    ends = (replace(figure, value=end, low=end, high=end) for end in (figure.low, figure.high))
    return joined(" to ", dict.fromkeys(map(shown, ends)))


def _line(shelf: Shelf, figure: Figure) -> str:
    return arithmetic(figure, Unit(figure.unit, shelf.unit.scale))
