"""Every claim of every article, the conflicts first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tieout.claims.reconcile import VERDICTS, Verdict, reconcile
from tieout.facts.store import Facts
from tieout.figures.figure import Figure
from tieout.records.model import Article
from tieout.records.read import Issuer
from tieout.views.brief.ledger import anchor, badge, record, why
from tieout.views.shared.brief_figures import Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.prose import link, plain
from tieout.views.shared.references import References
from tieout.views.shared.tables import Column, Table


@dataclass(frozen=True, slots=True)
class Heard:
    """One article about one brief, with the verdicts on its numbers."""

    shelf: Shelf
    name: str
    """The article's file, without its ending."""
    article: Article
    verdicts: tuple[Verdict, ...]

    @property
    def page(self) -> str:
        """The brief's page, from the site's root."""
        return f"{self.shelf.record}/index.md"

    @property
    def issuer(self) -> str:
        """The issuer's short name, as Markdown."""
        return plain(self.shelf.conventions.company.short_name)

    @property
    def title(self) -> str:
        """The article's title, as a link where it has an address."""
        return link(self.article.url, self.article.title)


class FromTheRoot(Citations):
    """Links to figures from a page at the site's root.

    A figure that was worked out has its line on the brief alone, so it gets no link here: the
    claim's own row on the brief has it.
    """

    def href(self, figure: Figure) -> str:
        """The source on the page of the brief that the figure is from."""
        origin = figure.origin
        if figure.operation or not origin.source:
            return ""
        return f"{origin.record}/index.md#s-{origin.source}"


class _Claim(NamedTuple):
    heard: Heard
    number: int
    verdict: Verdict


def hear(issuers: Mapping[str, Issuer], facts: Facts) -> Iterator[Heard]:
    """Every article, by issuer, the latest brief first."""
    for issuer in issuers.values():
        for slug in sorted(issuer.records, reverse=True):
            shelf = Shelf(issuer, slug, facts)
            for name, filed in issuer.articles.items():
                article = filed.model
                if article.covers == shelf.record:
                    company = shelf.conventions.company
                    yield Heard(shelf, name, article, reconcile(facts, company, name, article))


@dataclass(frozen=True)
class ClaimsPage:
    """What `/claims/` shows."""

    table: Table
    """No column is ever left out: the page's script finds them by place."""
    references: tuple[str, ...]


def view(heard: Sequence[Heard]) -> ClaimsPage:
    """A row for each claim."""
    columns = ("Says", "In its words", "Verdict", "Record", "Why", "Article", "Brief")
    found = [
        _Claim(each, number, verdict)
        for each in heard
        for number, verdict in enumerate(each.verdicts, 1)
    ]
    found.sort(key=lambda claim: VERDICTS.index(claim.verdict.name))
    references = References()
    cites = {id(each): FromTheRoot(each.shelf, references) for each in heard}
    table = Table(
        tuple(Column(title, numbers=False) for title in columns),
        tuple(_row(claim, cites[id(claim.heard)]) for claim in found),
    )
    return ClaimsPage(table, references.lines())


def _row(claim: _Claim, cite: Citations) -> tuple[str, ...]:
    heard, number, verdict = claim
    publisher = plain(heard.article.publisher)
    ledger = f"{heard.page}#{anchor(heard.name, number)}"
    return (
        plain(verdict.claim.says),
        f"<q>{plain(verdict.claim.quote)}</q>",
        badge(verdict),
        record(cite, verdict),
        why(heard.shelf, cite, verdict),
        f'{heard.title}<small>Publisher: <span class="claim__publisher">{publisher}</span></small>',
        f'<span class="claim__issuer">{heard.issuer}</span> [{heard.shelf.label}]({ledger})',
    )
