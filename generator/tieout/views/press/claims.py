"""Every claim of every article, the conflicts first.

Where they are many, each issuer has a page of its own, and the page of all has what they come to.
Rows are real; script and style show 200 at once (the number stands in `claims.js` and
`claims.css`). No address may use `q`: Material's search takes it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tieout.claims.reconcile import Verdict
from tieout.claims.verdicts import VERDICTS, Gravity, VerdictName, rank
from tieout.figures.figure import Figure
from tieout.figures.periods import FiscalLabel
from tieout.figures.said import precise
from tieout.figures.saying import changed, framed, say
from tieout.views.brief.ledger import anchor, judged, record, why
from tieout.views.shared.brief_figures import Heard, Shelf
from tieout.views.shared.citations import Citations
from tieout.views.shared.naming import publisher_words
from tieout.views.shared.numbers import NO_NUMBER, Number, number
from tieout.views.shared.plain import plain
from tieout.views.shared.prose import link
from tieout.views.shared.references import LinkedCells, References
from tieout.views.shared.tables import ColumnHead, Table

_MOST = 250
"""So many claims stand on one page; of more, each issuer's stand on a page of their own."""
_MOST_CONFLICTS = 50
_ARTICLE = re.compile(r" <small>\[[^\]]*\]\(#article-[^)]*\)</small>")
_COLUMNS = (
    say("Says"),
    say("In its words"),
    say("Verdict"),
    say("Record"),
    say("Why"),
    say("Article"),
    say("Brief"),
)


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
    def slug(self) -> str:
        """The issuer in addresses."""
        return self.brief.partition("/")[0]

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
    company, publisher = shelf.conventions.company, plain(publisher_words(heard.article.publisher))
    at = f"#{_article(shelf, heard)}"
    ledger = f"{shelf.record}/index.md#{anchor(heard.name, place)}"
    return (
        plain(verdict.claim.says),
        f"<q>{plain(verdict.claim.quote)}</q>",
        judged(verdict),
        record(cite, verdict),
        why(shelf, cite, verdict),
        framed(
            '<span class="claim__publisher">{publisher}</span> <small>[{article}]({at})</small>',
            publisher=publisher,
            article=say("article"),
            at=at,
        ),
        f'<span class="claim__issuer">{plain(company.short_name)}</span> [{shelf.label}]({ledger})',
    )


def _article(shelf: Shelf, heard: Heard) -> str:
    return f"article-{shelf.record.replace('/', '-')}-{heard.name}"


@dataclass(frozen=True)
class ClaimsPage:
    """What a page of claims shows: `/claims/`, or `/claims/baba/` where they are many."""

    slug: str
    """Whose claims these are; empty for everybody's."""
    about: str
    """The issuer's short name, as typed."""
    table: Table
    """No column is ever left out: the page's script finds them by place."""
    unclear: Table
    """Numbers that differ from a figure they may not speak of."""
    articles: Table
    """Each article once."""
    choices: Mapping[str, tuple[str, ...]]
    """What the filters offer: verdicts, issuers and publishers. As typed."""
    references: tuple[str, ...]


@dataclass(frozen=True)
class ClaimsTotals:
    """What `/claims/` shows where each issuer has a page of claims."""

    issuers: Table
    conflicts: Table
    """Those of the latest articles."""
    total: int
    """How many conflicts there are."""
    references: tuple[str, ...]


def is_split(articles: Iterable[ArticleLine]) -> bool:
    """Whether claims are so many that each issuer has a page of them."""
    return sum(len(each.claims) for each in articles) > _MOST


def view(articles: Sequence[ArticleLine]) -> ClaimsPage:
    """A row for each claim, on one page."""
    return _page(articles, "")


def parts(articles: Sequence[ArticleLine]) -> Iterator[ClaimsPage]:
    """A page for each issuer, which stands a folder below that of all."""
    for slug, own in _by_issuer(articles).items():
        yield _page(own, slug)


def totals(articles: Sequence[ArticleLine]) -> ClaimsTotals:
    """What the claims about each issuer come to, and the conflicts."""
    heads = [ColumnHead(say("Issuer"), numbers=False)]
    heads += [ColumnHead(title) for title in (say("Numbers"), say("Tie"), say("Conflict"))]
    found = [
        claim
        for each in sorted(articles, key=lambda each: each.brief.partition("/")[2], reverse=True)
        for claim in each.claims
        if claim.verdict == "conflict"
    ]
    references = References()
    rows = [references.numbered(claim.row) for claim in found[:_MOST_CONFLICTS]]
    return ClaimsTotals(
        issuers=Table(tuple(heads), tuple(_total(own) for own in _by_issuer(articles).values())),
        conflicts=Table(_heads(), tuple(_without_places(row) for row in rows)),
        total=len(found),
        references=references.lines(),
    )


def _total(articles: Sequence[ArticleLine]) -> tuple[str, ...]:
    counts = Counter(claim.verdict for each in articles for claim in each.claims)
    name = f"[{plain(articles[0].issuer)}](claims/{articles[0].slug}.md)"
    ties = counts["ties"] + counts["other_basis"]
    return (name, *(f"{count:,}" for count in (counts.total(), ties, counts["conflict"])))


def _by_issuer(articles: Iterable[ArticleLine]) -> dict[str, list[ArticleLine]]:
    found: dict[str, list[ArticleLine]] = {}
    for each in sorted(articles, key=lambda each: each.issuer.lower()):
        if each.claims:
            found.setdefault(each.slug, []).append(each)
    return found


def _without_places(row: tuple[str, ...]) -> tuple[str, ...]:
    """A row without the link to its article in the list below, which this page has not."""
    return tuple(changed(_without_place, cell) for cell in row)


def _without_place(cell: str) -> str:
    return _ARTICLE.sub("", cell)


def _heads() -> tuple[ColumnHead, ...]:
    return tuple(ColumnHead(title, numbers=False) for title in _COLUMNS)


def _page(articles: Sequence[ArticleLine], slug: str) -> ClaimsPage:
    claims = [claim for article in articles for claim in article.claims]
    claims.sort(key=lambda claim: rank(claim.verdict, claim.gravity))
    references = References()
    rows = [(claim.verdict, references.numbered(claim.row)) for claim in claims]
    table, unclear = (
        Table(
            _heads(), tuple(_from(slug, row) for name, row in rows if (name == "unclear") is open_)
        )
        for open_ in (False, True)
    )
    return ClaimsPage(
        slug=slug,
        about=articles[0].issuer if slug else "",
        table=table,
        unclear=unclear,
        articles=_articles(articles, slug),
        choices={
            "verdict": tuple(
                dict.fromkeys(VERDICTS[name].words for name, _ in rows if name != "unclear")
            ),
            "issuer": tuple(sorted({each.issuer for each in articles if each.claims})),
            "publisher": tuple(
                publisher_words(name)
                for name in sorted({each.publisher for each in articles if each.claims})
            ),
        },
        references=_from(slug, references.lines()),
    )


def _from(slug: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Markdown whose links lead to an issuer's pages from the root, for a page a folder below."""
    if not slug:
        return tuple(texts)
    leads = re.compile(rf"(\]\(|^\[[0-9]+\]: )(?={re.escape(slug)}/)")
    return tuple(changed(lambda text: leads.sub(r"\1../", text), text) for text in texts)


def _articles(articles: Sequence[ArticleLine], slug: str) -> Table:
    heads = [
        ColumnHead(title, numbers=False)
        for title in (say("Article"), say("Publisher"), say("Brief"))
    ]
    rows = (
        (
            f'<span id="{each.anchor}"></span>{each.title}',
            plain(publisher_words(each.publisher)),
            f"[{plain(each.issuer)} {each.label}]({each.page}#claims-ledger)",
        )
        for each in sorted(articles, key=lambda each: (each.issuer.lower(), each.headline))
        if each.claims
    )
    return Table(tuple(heads), tuple(_from(slug, row) for row in rows))
