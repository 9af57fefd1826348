"""Our own prose, held to the same rule: every number in it ties to a figure, or the build stops.

A number ties where the claim reader gives it an identity and that figure prints like it. Where the
words leave the basis open, a figure of the same metric, segment and period on another basis will
do: the page's mark names it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from tieout.claims.claimed import unit_factor
from tieout.claims.extract import Extractor
from tieout.claims.grammar.found import Found
from tieout.claims.numbers.quantity import Quantity, read_quantities
from tieout.claims.reconcile import Reconciler
from tieout.claims.turned import has_its_year, is_turned
from tieout.claims.unread import holds, unread
from tieout.facts.store import Facts
from tieout.figures.currencies import CODES
from tieout.figures.figure import Figure
from tieout.figures.metrics import catalogue
from tieout.figures.said import precise
from tieout.problems import Finding, Place, Problem, shown
from tieout.records.article import Article
from tieout.records.company import Company
from tieout.records.model import Record
from tieout.records.read import Issuer, OnFile, moved
from tieout.records.text import MOST_PROBLEMS

CODE = "P001"
_NEAREST = 3
_FOLDS = tuple(Decimal(1).scaleb(power) for power in (-9, -6, -3, 3, 6, 9))
_MOST_NUMBERS = 500
_EXPECTED = {"consensus": "estimate", "guidance": "guidance"}
"""What tells a figure that was expected from the one that came."""


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """One number of our prose, from `start` to `end`, with the figure it ties to, if any."""

    start: int
    end: int
    text: str
    figure: Figure | None
    near: tuple[Figure, ...] = ()
    """Where it ties to none: the figures it may have meant, the nearest first."""
    metric: str = ""
    """What it speaks of, as far as the text tells."""
    said_wrong: Figure | None = None
    """The figure that it would tie to, did the words around it say so."""


class Proofreader:
    """Reads prose about one brief."""

    def __init__(self, facts: Facts, company: Company, issuer: str, record: Record) -> None:
        period = record.period
        self.company = company
        self.record = f"{issuer}/{period.fiscal.slug}"
        self._extractor = Extractor(company, period.fiscal, period.end)
        self._reconciler = Reconciler(facts, company, self.record)

    def read(self, text: str) -> Iterator[OwnNumber]:
        """Every number of the text, in its order."""
        found = {each.start: each for each in self._extractor.read(text)}
        for quantity in read_quantities(text, self.company.currency):
            claim = found.get(quantity.start)
            figure = self._figure(claim) if claim else None
            said_wrong = None
            if figure is not None and not self._is_said_right(text, quantity, figure):
                figure, said_wrong = None, figure
            near = () if figure else tuple(self._near(quantity, claim))
            metric = (claim.metric if claim else None) or ""
            place = quantity.start, quantity.end, quantity.text
            yield OwnNumber(*place, figure, near, metric, said_wrong)

    def _figure(self, found: Found) -> Figure | None:
        verdict = self._reconciler.judge(found.claim())
        named = verdict.claim
        for figure in verdict.candidates:
            same = figure.metric == named.metric and figure.segment == (named.segment or "")
            if verdict.name == "ties" or (same and figure.label == self._reconciler.names.label):
                return figure
        return None

    def _is_said_right(self, text: str, quantity: Quantity, figure: Figure) -> bool:
        """Whether the words before a number are true of the figure that it ties to."""
        names = self._reconciler.names
        now = (each for each in names.pool if each.label == names.label and not each.version)
        if not has_its_year(text, quantity.start, figure):
            return False
        return holds(text, quantity, figure) and not is_turned(text, quantity.start, figure, now)

    def _near(self, quantity: Quantity, found: Found | None) -> Iterator[Figure]:
        pool = [
            figure
            for figure in self._reconciler.names.pool
            if found is None or found.metric in (None, figure.metric)
        ]
        comparable = [
            (*_distance(quantity.value * factor, figure), at, figure)
            for at, figure in enumerate(pool)
            if (factor := unit_factor(quantity.unit, figure)) is not None
        ] or [
            (*_distance(quantity.value, figure), at, figure)
            for at, figure in enumerate(pool)
            if quantity.unit in CODES and figure.unit in CODES
        ]
        for *_, figure in sorted(comparable, key=lambda each: each[:3])[:_NEAREST]:
            yield figure


def _distance(stated: Decimal, figure: Figure) -> tuple[bool, Decimal]:
    """How far a number is from a figure; next to nothing where only the scale is another."""
    has_other_scale = figure.measure == "level" and any(
        abs(stated) == abs(figure.value) * fold for fold in _FOLDS
    )
    return not has_other_scale, abs(figure.value - stated)


def untied(
    issuers: Mapping[str, Issuer], facts: Facts, doubted: Collection[str] = ()
) -> Iterator[Problem]:
    """A problem for each number of takeaways and article summaries that ties to nothing.

    Where figures of some metrics are doubted, numbers of these are passed over, and so are those
    that name none: their figure may be wrong, and not they.
    """
    for slug, issuer in issuers.items():
        company = issuer.company.model
        for record in issuer.records.values():
            text = record.model.takeaways
            if text.strip():
                reader = Proofreader(facts, company, slug, record.model)
                yield from _problems(reader, text, _in_takeaways(record), doubted)
        for article in issuer.articles.values():
            covered = issuer.records.get(article.model.covers.partition("/")[2])
            if covered is not None and article.body:
                reader = Proofreader(facts, company, slug, covered.model)
                yield from _problems(reader, article.body, _in_summary(article), doubted)


def _in_takeaways(record: OnFile[Record]) -> Callable[[int], Place]:
    return lambda offset: record.inside(("takeaways",), record.model.takeaways, offset)


def _in_summary(article: OnFile[Article]) -> Callable[[int], Place]:
    return lambda offset: moved(article.body_place, article.body, offset)


def _problems(
    reader: Proofreader,
    text: str,
    place: Callable[[int], Place],
    doubted: Collection[str],
) -> Iterator[Problem]:
    """At most as many as are listed for a file: nobody mends more at once."""
    try:
        first = list(islice(_loose(reader, text, doubted), MOST_PROBLEMS))
    except Finding as told:
        yield Problem(place(0), CODE, told.finding, told.remedy)
        return
    for passed in unread(text, read_quantities(text, reader.company.currency)):
        finding = f"`{shown(passed.text)}` is a number that ties to no figure as it is written"
        remedy = "write a number of the record in the digits 0 to 9, with its unit"
        yield Problem(place(passed.start), CODE, finding, remedy)
    for number in first:
        yield Problem(place(number.start), CODE, *_told(reader.company, number))


def _loose(reader: Proofreader, text: str, doubted: Collection[str]) -> Iterator[OwnNumber]:
    """The numbers that tie to nothing. Raises Finding where there are too many to look at."""
    if (count := len(read_quantities(text, reader.company.currency))) > _MOST_NUMBERS:
        raise Finding(f"the text has {count:,} numbers", f"keep it to {_MOST_NUMBERS}")
    loose = (number for number in reader.read(text) if number.figure is None)
    if not doubted:
        return loose
    return (number for number in loose if number.metric and number.metric not in doubted)


def _told(company: Company, number: OwnNumber) -> tuple[str, str]:
    """What is wrong with a number of our prose, and the way out."""
    meant = number.said_wrong
    if meant is not None:
        name = f"{_name(company, meant)} {precise(meant)}"
        finding = f"what is said of `{number.text}` is not true of {name}"
        return finding, "correct the words before the number (above, below, up, down, a year)"
    remedy = _remedy(company, number.near)
    return f"`{number.text}` ties to no figure of the record", remedy


def _remedy(company: Company, near: Iterable[Figure]) -> str:
    figures = tuple(near)
    apart = len({figure.basis for figure in figures}) > 1
    listed = "; ".join(
        f"{_name(company, each)} {f'{each.basis} ' if apart else ''}{precise(each)}"
        for each in figures
    )
    if not listed:
        return "name the metric in the sentence, or take the number out"
    return f"write a number of the record and name its metric (nearest: {listed})"


def _name(company: Company, figure: Figure) -> str:
    metric = company.kpis.get(figure.metric) or catalogue().get(figure.metric)
    segment = company.segments.get(figure.segment)
    parts = (
        segment.label if segment else figure.segment,
        metric.label if metric else figure.metric,
        _EXPECTED.get(figure.kind, ""),
        "" if figure.measure == "level" else figure.measure.replace("_", " "),
        str(figure.label),
    )
    return " ".join(part for part in parts if part)
