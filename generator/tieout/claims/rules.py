"""Rules on articles: what they cover, and that their claims are short, readable and their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from tieout.check.rule import Rule, RuleFinding, advice, rule
from tieout.check.subject import Path
from tieout.claims.claimed import Claimed
from tieout.claims.main_text import digest_of
from tieout.problems import Finding, Place, Problem, shown
from tieout.records.article import Article
from tieout.records.read import Issuer, OnFile

_MOST_WORDS = 15
_LONGEST_SUMMARY = 250
_BODY: Path = ("body",)
_DAY = timedelta(days=1)
_NUMERAL = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_ROOM = re.compile(r"\s+")
_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d\u00a0", "''\"\" ")


@dataclass(frozen=True)
class ArticleSubject:
    """One article file, as a rule on articles sees it."""

    issuer: Issuer
    filed: OnFile[Article]
    as_of: date

    @property
    def article(self) -> Article:
        """The article's front matter."""
        return self.filed.model

    def place(self, path: Path) -> Place:
        """The place of a field of the front matter, or of the body below it."""
        return self.filed.body_place if path == _BODY else self.filed.place(*path)


@rule("A101")
def fragments_are_short(subject: ArticleSubject) -> Iterator[RuleFinding]:
    """A quoted fragment has at most 15 words: the text is somebody's copyright."""
    for index, claim in enumerate(subject.article.claims):
        count = len(claim.quote.split())
        if count > _MOST_WORDS:
            yield RuleFinding(
                ("claims", index, "quote"),
                f"the fragment has {count} words",
                f"keep the {_MOST_WORDS} around the number",
            )


@rule("A102")
def claims_say_one_number(subject: ArticleSubject) -> Iterator[RuleFinding]:
    """What a claim `says` is one number that can be read, with its unit and hedge."""
    currency = subject.issuer.company.model.currency
    for index, claim in enumerate(subject.article.claims):
        if claim.opinion:
            continue
        try:
            Claimed.read(claim, currency)
        except Finding as cause:
            yield RuleFinding(("claims", index, "says"), cause.finding, cause.remedy)


@rule("A103")
def fragments_hold_their_number(subject: ArticleSubject) -> Iterator[RuleFinding]:
    """The digits that a claim `says` stand in its fragment; numbers in words are let pass."""
    for index, claim in enumerate(subject.article.claims):
        digits = set(_NUMERAL.findall(claim.says))
        if not digits <= set(_NUMERAL.findall(claim.quote)):
            yield RuleFinding(
                ("claims", index, "says"),
                f"`{shown(claim.says)}` does not stand in the fragment",
                "type the number as the fragment has it, or quote the words around it",
            )


@rule("A104")
def fragments_occur_in_the_text_that_is_kept(subject: ArticleSubject) -> Iterator[RuleFinding]:
    """Where a text is kept whole (`license`), each fragment occurs in it, but for line ends."""
    if subject.article.license is None:
        return
    text = _plain(subject.filed.body)
    for index, claim in enumerate(subject.article.claims):
        if _plain(claim.quote) not in text:
            yield RuleFinding(
                ("claims", index, "quote"),
                f"the text has no `{shown(claim.quote)}`",
                "quote the words as they stand in it",
            )


def _plain(text: str) -> str:
    return _ROOM.sub(" ", text.translate(_QUOTES)).strip()


@advice("A105")
def summaries_are_short(subject: ArticleSubject) -> Iterator[RuleFinding]:
    """A body without a `license` is a summary of ours, of at most 250 words, and not the text."""
    count = len(subject.filed.body.split())
    if subject.article.license is None and count > _LONGEST_SUMMARY:
        yield RuleFinding(
            _BODY,
            f"the summary has {count} words",
            "write a few sentences of your own, or name the `license` of a text that is kept",
        )


@rule("A106")
def articles_are_not_from_the_future(subject: ArticleSubject) -> Iterator[RuleFinding]:
    """An article is not published later than today; a day is allowed for time zones."""
    published = subject.article.published
    if published is not None and published > subject.as_of + _DAY:
        yield RuleFinding(
            ("published",),
            f"{published} is in the future, seen from {subject.as_of}",
            "correct the day",
        )


@advice("A107")
def articles_follow_the_release(subject: ArticleSubject) -> Iterator[RuleFinding]:
    """An article that states actual figures is not older than the release; a preview may be.

    A day is allowed for time zones.
    """
    filed = subject.issuer.records.get(subject.article.covers.partition("/")[2])
    published = subject.article.published
    if filed is None or published is None:
        return
    released = filed.model.released.date
    actual = any(claim.role == "actual" and not claim.opinion for claim in subject.article.claims)
    if actual and published + _DAY < released:
        yield RuleFinding(
            ("published",),
            f"the article of {published} states figures that were released on {released}",
            "correct the day, or the brief that it covers",
        )


@advice("A108")
def a_number_is_claimed_once(subject: ArticleSubject) -> Iterator[RuleFinding]:
    """No two claims are the same number of the same fragment, for the same metric."""
    first: dict[tuple[object, ...], int] = {}
    for index, claim in enumerate(subject.article.claims):
        key = (claim.quote, claim.paragraph, claim.says, claim.metric, claim.segment, claim.role)
        if first.setdefault(key, index) != index:
            yield RuleFinding(
                ("claims", index),
                f"`{shown(claim.says)}` is claimed twice",
                "delete one of the two",
            )


@rule("A109")
def claims_are_from_the_text_that_is_kept(subject: ArticleSubject) -> Iterator[RuleFinding]:
    """Where a text is kept whole (`license`), its digest is the one the claims were read from.

    The SHA-256 of the text below the front matter in UTF-8, with one line end.
    """
    if subject.article.license is not None and subject.article.digest != digest_of(
        subject.filed.body
    ):
        yield RuleFinding(
            ("digest",),
            "the text below is not the one that the claims were read from",
            "restore it, or read it anew with `tieout article add`",
        )


_ON_ARTICLES = (
    fragments_are_short,
    claims_say_one_number,
    fragments_hold_their_number,
    fragments_occur_in_the_text_that_is_kept,
    summaries_are_short,
    articles_are_not_from_the_future,
    articles_follow_the_release,
    a_number_is_claimed_once,
    claims_are_from_the_text_that_is_kept,
)
ARTICLE_RULES: Mapping[str, Rule[ArticleSubject]] = MappingProxyType(
    {each.code: each for each in _ON_ARTICLES}
)
"""Every rule on articles, by code: the methodology lists them after those on records."""


def check_articles(issuers: Mapping[str, Issuer], as_of: date) -> list[Problem]:
    """Every breach of a rule by an article; `as_of` is the day that counts as today."""
    subjects = (
        ArticleSubject(issuer, filed, as_of)
        for issuer in issuers.values()
        for filed in issuer.articles.values()
    )
    return sorted(
        problem
        for subject in subjects
        for each in ARTICLE_RULES.values()
        for problem in each.problems(subject)
    )
