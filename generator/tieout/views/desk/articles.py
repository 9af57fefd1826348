"""The file of an article from a text that was checked here, as `tieout article add` writes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from tieout.claims.covered import hold
from tieout.claims.intake import article_file, headline_of, slug_of
from tieout.claims.main_text import MainText
from tieout.facts.store import Facts
from tieout.problems import Finding
from tieout.records.article import Article
from tieout.records.faults import in_words
from tieout.records.read import Issuer

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GivenArticle:
    """What a person gives of an article beside its text."""

    fields: Mapping[str, str]
    """Of the front matter, empty where nothing is typed."""
    summary: str = ""
    confirmed: Collection[int] | None = None
    """Where the numbers stand in the text that are claims; None for all of them."""


def article(main: MainText, issuer: Issuer, period: str, given: GivenArticle) -> Answer:
    """The file, with those claims that a person confirmed.

    Raises Finding where a field cannot be so.
    """
    judged = hold(main.text, issuer, Facts.of({issuer.slug: issuer}), period).judged
    wanted = given.confirmed
    kept = [each.claim for each in judged if wanted is None or each.found.start in wanted]
    typed = {name: value for name, value in given.fields.items() if value}
    title = typed.pop("title", "") or headline_of(main.title)
    if not title:
        raise Finding("the text has no headline", "type the title")
    front = {
        "title": title,
        "publisher": "unknown",
        "kind": "news",
        **typed,
        "covers": f"{issuer.slug}/{period}",
        "digest": main.digest,
        "claims": kept,
    }
    try:
        filed = Article.model_validate(front)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        field = str(fault["loc"][0])
        finding, remedy = in_words(fault, field)
        raise Finding(f"{field}: {finding}", remedy) from None
    return {
        "path": f"briefs/{issuer.slug}/articles/{slug_of(title)}.md",
        "text": article_file(filed, given.summary),
    }
