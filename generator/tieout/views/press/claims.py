"""Every claim of every article, the conflicts first.

Rows are real; script and style show 200 at once (the number stands in `claims.js` and
`claims.css`). No address may use `q`: Material's search takes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tieout.claims.reconcile import Verdict
from tieout.claims.verdicts import VERDICTS, Gravity, VerdictName, rank
from tieout.figures.display import precise
from tieout.figures.figure import Figure
from tieout.figures.periods import FiscalLabel
from tieout.views.brief.ledger import anchor, judged, record, why
from tieout.views.shared.brief_figures import Heard, Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.numbers import NO_NUMBER, Number, number
from tieout.views.shared.plain import plain
from tieout.views.shared.prose import link
from tieout.views.shared.references import LinkedCells, References
from tieout.views.shared.tables import ColumnHead, Table


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One number that an article states, short."""

    verdict: VerdictName
    gravity: Gravity
    says: str
    """As printed, with its hedge."""
    named: Number
    """The record's figure that the claim names."""
    row: LinkedCells
    """Its row on the page of all claims."""


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article about one brief, short. Text is as typed."""

    brief: str
    """The brief's name: `baba/2026-q2`."""
    issuer: str
    """The issuer's short name."""
    label: FiscalLabel
    anchor: str
    """Its place in the list of articles, by which claims lead to it."""
    headline: str
    url: str
    publisher: str
    claims: tuple[ClaimLine, ...]

    @property
    def page(self) -> str:
        """The brief's page, from the site's root."""
        return f"{self.brief}/index.md"

    @property
    def title(self) -> str:
        """The headline, as a link where the article has an address."""
        return link(self.url, self.headline)


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


def article_lines(shelves: Sequence[Shelf]) -> Iterator[ArticleLine]:
    """The articles about an issuer's briefs, those about the latest first."""
    for shelf in sorted(shelves, key=lambda each: each.slug, reverse=True):
        for heard in shelf.heard:
            yield ArticleLine(
                brief=shelf.record,
                issuer=shelf.conventions.company.short_name,
                label=shelf.label,
                anchor=_article(shelf, heard),
                headline=heard.article.title,
                url=heard.article.url or "",
                publisher=heard.article.publisher,
                claims=tuple(
                    _claim(shelf, heard, place, verdict)
                    for place, verdict in enumerate(heard.verdicts, 1)
                ),
            )


def _claim(shelf: Shelf, heard: Heard, place: int, verdict: Verdict) -> ClaimLine:
    references = References()
    cells = _row(shelf, heard, place, verdict, FromTheRoot(shelf, references))
    return ClaimLine(
        verdict=verdict.name,
        gravity=verdict.gravity,
        says=verdict.claim.says,
        named=_sharp(verdict.figure),
        row=references.around(*cells),
    )


def _sharp(figure: Figure | None) -> Number:
    """With every digit known, so that what differs by a rounding is seen to."""
    return replace(number(figure), shown=precise(figure)) if figure else NO_NUMBER


def _row(
    shelf: Shelf, heard: Heard, place: int, verdict: Verdict, cite: Citations
) -> tuple[str, ...]:
    company, publisher = shelf.conventions.company, plain(heard.article.publisher)
    at = f"#{_article(shelf, heard)}"
    ledger = f"{shelf.record}/index.md#{anchor(heard.name, place)}"
    return (
        plain(verdict.claim.says),
        f"<q>{plain(verdict.claim.quote)}</q>",
        judged(verdict),
        record(cite, verdict),
        why(shelf, cite, verdict),
        f'<span class="claim__publisher">{publisher}</span> <small>[article]({at})</small>',
        f'<span class="claim__issuer">{plain(company.short_name)}</span> [{shelf.label}]({ledger})',
    )


def _article(shelf: Shelf, heard: Heard) -> str:
    return f"article-{shelf.record.replace('/', '-')}-{heard.name}"


@dataclass(frozen=True)
class ClaimsPage:
    """What `/claims/` shows."""

    table: Table
    """No column is ever left out: the page's script finds them by place."""
    unclear: Table
    """Numbers that differ from a figure they may not speak of."""
    articles: Table
    """Each article once."""
    choices: Mapping[str, tuple[str, ...]]
    """What the filters offer: verdicts, issuers and publishers. As typed."""
    references: tuple[str, ...]


def view(articles: Sequence[ArticleLine]) -> ClaimsPage:
    """A row for each claim."""
    columns = ("Says", "In its words", "Verdict", "Record", "Why", "Article", "Brief")
    claims = [claim for article in articles for claim in article.claims]
    claims.sort(key=lambda claim: rank(claim.verdict, claim.gravity))
    references = References()
    heads = tuple(ColumnHead(title, numbers=False) for title in columns)
    rows = [(claim.verdict, references.numbered(claim.row)) for claim in claims]
    return ClaimsPage(
        Table(heads, tuple(row for name, row in rows if name != "unclear")),
        Table(heads, tuple(row for name, row in rows if name == "unclear")),
        _articles(articles),
        {
            "verdict": tuple(
                dict.fromkeys(VERDICTS[name].words for name, _ in rows if name != "unclear")
            ),
            "issuer": tuple(sorted({each.issuer for each in articles if each.claims})),
            "publisher": tuple(sorted({each.publisher for each in articles if each.claims})),
        },
        references.lines(),
    )


def _articles(articles: Sequence[ArticleLine]) -> Table:
    heads = [ColumnHead(title, numbers=False) for title in ("Article", "Publisher", "Brief")]
    rows = (
        (
            f'<span id="{each.anchor}"></span>{each.title}',
            plain(each.publisher),
            f"[{plain(each.issuer)} {each.label}]({each.page}#claims-ledger)",
        )
        for each in sorted(articles, key=lambda each: (each.issuer.lower(), each.headline))
        if each.claims
    )
    return Table(tuple(heads), tuple(rows))
