"""The form of an article: its front matter, and claims from the few words that were quoted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import ValidationError

from tieout.claims.extract import Extractor
from tieout.claims.intake import article_file, slug_of
from tieout.claims.judged import Judge
from tieout.claims.main_text import digest_of
from tieout.facts.store import Facts
from tieout.importers.forms.event import FilledForm, Unanswered, unfit
from tieout.importers.forms.proposal import Proposal, checked, known_issuer
from tieout.problems import Finding, shown
from tieout.records.article import Article
from tieout.records.faults import first_in_words

BRIEF, TITLE, PUBLISHER, ADDRESS = "Brief", "Title", "Publisher", "Address"
PUBLISHED, KIND, QUOTES = "Day of publication", "Kind", "Numbers in its words"
NEEDED = (BRIEF, TITLE, ADDRESS, QUOTES)
_MOST_WORDS = 15
_FIELDS = {"title": TITLE, "publisher": PUBLISHER, "url": ADDRESS, "published": PUBLISHED}


def article(root: Path, form: FilledForm, as_of: date) -> Proposal:
    """The article's file; raises Unanswered with everything that is missing or wrong."""
    if missing := unfit(form, NEEDED):
        raise Unanswered(missing)
    slug, _, period = form.get(BRIEF).lower().strip("/").rpartition("/")
    issuer = known_issuer(root, slug.rpartition("/")[2])
    if period not in issuer.records:
        raise Unanswered([f"{BRIEF}: there is no brief {issuer.slug}/{shown(period)}"])
    quotes = _quotes(form)
    name = slug_of(form.get(TITLE))
    if not name or name in issuer.articles:
        raise Unanswered([f"{TITLE}: an article of that name is there already, or it has no name"])
    covers = f"{issuer.slug}/{period}"
    text = "\n\n".join((form.get(TITLE), *quotes))
    record = issuer.records[period].model.period
    try:
        found = Extractor(issuer.company.model, record.fiscal, record.end).read(text)
        judge = Judge(Facts.of({issuer.slug: issuer}), issuer.company.model, covers, name)
        claims = [each.claim for each in judge.judge_all(found)]
    except Finding as finding:
        raise Unanswered([f"{QUOTES}: {finding}"]) from None
    if not claims:
        raise Unanswered([f"{QUOTES}: no number is read in them; quote the words around each"])
    fields = {key: form.get(heading) for key, heading in _FIELDS.items() if form.get(heading)}
    front = {"publisher": "unknown", "kind": form.get(KIND).lower() or "news", **fields}
    made = _article({**front, "covers": covers, "digest": digest_of(text), "claims": claims})
    path = f"briefs/{issuer.slug}/articles/{name}.md"
    return checked(root, {path: article_file(made)}, f"Add an article about {covers}", as_of)


def _quotes(form: FilledForm) -> list[str]:
    quotes = [line.strip('-*• "“”') for line in form.lines(QUOTES)]
    long = [quote for quote in quotes if len(quote.split()) > _MOST_WORDS]
    if long:
        raise Unanswered(
            [
                f"{QUOTES}: `{shown(quote, 60)}` has more than {_MOST_WORDS} words; the text is"
                " somebody's: quote the words around the number alone"
                for quote in long
            ]
        )
    return quotes


def _article(fields: dict[str, object]) -> Article:
    try:
        return Article.model_validate(fields)
    except ValidationError as error:
        field, fault = first_in_words(error)
        raise Unanswered([f"{_FIELDS.get(field, field)}: {fault}"]) from None
