"""The scorecard: how the numbers of each publisher and article stand against the record.

A publisher has a rank from 30 checked numbers on, by the lower end of Wilson's interval: a few good
numbers prove little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from tieout.claims.verdicts import ANSWERED, GRAVITIES, Gravity, VerdictName
from tieout.figures.display import NOTHING, number
from tieout.figures.intervals import wilson
from tieout.figures.saying import framed, joined, say
from tieout.views.press.claims import ArticleLine, is_split
from tieout.views.shared.naming import publisher_words
from tieout.views.shared.plain import plain
from tieout.views.shared.tables import ColumnHead, Table

FEWEST = 30
"""With fewer numbers checked there is no rank: the interval can be wider than a third of all."""
_UNCHECKED: tuple[VerdictName, ...] = ("not_in_record", "opinion")


@dataclass(frozen=True, slots=True)
class Sources:
    """What `/sources/` shows."""

    ranked: Table
    """Publishers with enough numbers checked, by the lower end of the interval."""
    unranked: Table
    """All others, by name."""
    articles: Table
    """Those of publishers with several: of one alone, the publisher's row says it all."""
    fewest: int


@dataclass(frozen=True, slots=True)
class VerdictScore:
    """How many of some claims have which verdict."""

    verdicts: Counter[VerdictName]
    gravities: Counter[Gravity]

    @classmethod
    def of(cls, articles: Iterable[ArticleLine]) -> VerdictScore:
        """The score over all claims of some articles."""
        claims = [claim for each in articles for claim in each.claims]
        grave = Counter(claim.gravity for claim in claims if claim.verdict == "conflict")
        return cls(Counter(claim.verdict for claim in claims), grave)

    @property
    def checked(self) -> int:
        """Claims that the record has an answer to: they tie, fit another basis, or conflict."""
        return sum(self.verdicts[name] for name in ANSWERED)

    def cells(self) -> tuple[str, ...]:
        """The counts, conflicts by gravity, the share that ties, and its interval."""
        counts = (
            self.checked,
            self.verdicts["ties"],
            self.verdicts["other_basis"],
            *(self.gravities[gravity] for gravity in GRAVITIES),
            *(self.verdicts[name] for name in _UNCHECKED),
        )
        return (*(f"{count:,}" for count in counts), *self._share())

    def _share(self) -> tuple[str, str]:
        if not self.checked:
            return NOTHING, NOTHING
        share = wilson(self.verdicts["ties"], self.checked).times(Decimal(100))
        return f"{number(share.value)}%", say(
            "{low} to {high}", low=f"{number(share.low)}%", high=f"{number(share.high)}%"
        )


def view(articles: Sequence[ArticleLine]) -> Sources:
    """Everything the scorecard shows."""
    by_name: dict[str, list[ArticleLine]] = {}
    for each in articles:
        by_name.setdefault(each.publisher, []).append(each)
    scores = {name: VerdictScore.of(by_name[name]) for name in sorted(by_name, key=str.lower)}
    ranked = [name for name in scores if _ranks(name, scores[name])]
    ranked.sort(key=lambda name: -wilson(scores[name].verdicts["ties"], scores[name].checked).low)
    unranked = [name for name in scores if name not in ranked]
    split = is_split(articles)
    return Sources(
        ranked=_publishers(ranked, by_name, scores, split),
        unranked=_publishers(unranked, by_name, scores, split),
        articles=_articles(
            [each for name in by_name for each in _of_several(by_name[name])], split
        ),
        fewest=FEWEST,
    )


def _of_several(articles: Sequence[ArticleLine]) -> Sequence[ArticleLine]:
    return articles if len(articles) > 1 else ()


def _ranks(name: str, score: VerdictScore) -> bool:
    """Articles without a known publisher may be anybody's, however many they are."""
    return name != "unknown" and score.checked >= FEWEST


def _publishers(
    names: Iterable[str],
    by_name: dict[str, list[ArticleLine]],
    scores: dict[str, VerdictScore],
    split: bool,
) -> Table:
    columns = (
        ColumnHead(say("Publisher"), numbers=False),
        ColumnHead(say("Articles")),
        *_score_columns(),
    )
    return Table(
        columns,
        tuple(
            (
                framed(
                    "{link}{only}",
                    link=_publisher(name, _pages(by_name[name], split)),
                    only=_only(by_name[name]),
                ),
                f"{len(by_name[name]):,}",
                *scores[name].cells(),
            )
            for name in names
        ),
    )


def _publisher(name: str, issuers: Mapping[str, str]) -> str:
    """A link to the publisher's claims, or to those about each of several issuers."""
    shown, asked = plain(publisher_words(name)), f"?publisher={quote(name, safe='')}"
    if len(issuers) > 1:
        links = [f"[{plain(told)}](claims/{slug}.md{asked})" for slug, told in issuers.items()]
        return framed("{name} <small>{links}</small>", name=shown, links=joined(", ", links))
    page = f"claims/{next(iter(issuers))}.md" if issuers else "claims.md"
    return framed("[{name}]({address})", name=shown, address=f"{page}{asked}")


def _pages(articles: Iterable[ArticleLine], is_split: bool) -> dict[str, str]:
    """The issuers on whose pages of claims these articles stand; none where there is one page."""
    return {each.slug: each.issuer for each in articles if each.claims} if is_split else {}


def _only(articles: Sequence[ArticleLine]) -> str:
    """Of a publisher's one article what a table of articles would add: its title and brief."""
    if len(articles) > 1:
        return ""
    told = say("{article}, about {brief}", article=articles[0].title, brief=_brief(articles[0]))
    return framed("<small>{told}</small>", told=told)


def _brief(article: ArticleLine) -> str:
    return f"[{plain(article.issuer)} {article.label}]({article.page}#claims-ledger)"


def _articles(articles: Sequence[ArticleLine], split: bool) -> Table:
    ordered = sorted(articles, key=lambda each: (each.publisher.lower(), each.headline))
    columns = (
        ColumnHead(say("Article"), numbers=False),
        ColumnHead(say("Publisher"), numbers=False),
        ColumnHead(say("Brief"), numbers=False),
        *_score_columns(),
    )
    rows = (
        (
            each.title,
            _publisher(each.publisher, _pages([each], split)),
            _brief(each),
            *VerdictScore.of([each]).cells(),
        )
        for each in ordered
    )
    return Table(columns, tuple(rows))


def _score_columns() -> tuple[ColumnHead, ...]:
    titles = (
        say("Checked"),
        say("Tie"),
        say("Another basis"),
        say("Different number"),
        say("Slip"),
        say("Rounding"),
        say("Not in record"),
        say("Opinions"),
        say("Share that ties"),
        say("95% interval"),
    )
    return tuple(ColumnHead(title) for title in titles)
