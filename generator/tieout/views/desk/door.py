"""The one door from a page's script to the package: JSON in, JSON out, and no fault gets through.

A worker of the browser imports this module and calls `answer` for each thing that a reader asks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tieout.claims.extract import may_name
from tieout.problems import Finding
from tieout.records.handed import issuer_from
from tieout.records.read import Issuer
from tieout.views.desk.articles import GivenArticle, article
from tieout.views.desk.itself import sums
from tieout.views.desk.records import HandedIn
from tieout.views.desk.samples import sample
from tieout.views.desk.texts import Answer, ChosenBriefs, check_text, choice, read_text

Asked = Mapping[str, Any]


class Desk:
    """The issuers that a page has loaded so far, and what is asked about them."""

    def __init__(self) -> None:
        self._issuers: dict[str, Issuer] = {}
        self._jobs: Mapping[str, Callable[[Asked], Answer]] = {
            "named": self._named,
            "text": self._text,
            "sample": self._sample,
            "itself": self._itself,
            "record": self._record,
            "new": self._new,
            "article": self._article,
        }

    def answer(self, asked: str) -> str:
        """The answer to a question, or the finding that stands in its way."""
        question = json.loads(asked)
        try:
            told = self._jobs[question["job"]](question)
        except Finding as finding:
            told = _refused(finding)
        return json.dumps(told, ensure_ascii=False)

    def _named(self, asked: Asked) -> Answer:
        """Which issuers of a site's index a text may be about, and which of them to load."""
        meant = [row for row in asked["issuers"] if may_name(asked["text"], row["names"])]
        return {"issuers": [row["issuer"] for row in meant]}

    def _text(self, asked: Asked) -> Answer:
        self._take(asked)
        wanted = {slug: self._issuers[slug] for slug in asked["issuers"]}
        try:
            chosen = ChosenBriefs(asked["covers"], asked.get("about", ()))
            return check_text(asked["text"].encode(), wanted, chosen, asked["colours"])
        except Finding as finding:
            choices = [choice(issuer) for issuer in wanted.values()]
            return {**_refused(finding), "choices": choices}

    def _sample(self, asked: Asked) -> Answer:
        self._take(asked)
        return {"text": sample(self._issuers[asked["issuer"]])}

    def _itself(self, asked: Asked) -> Answer:
        return {"sums": [str(each) for each in sums(asked["text"])]}

    def _record(self, asked: Asked) -> Answer:
        today = date.fromisoformat(asked["today"])
        return _filed(asked).check(asked["name"], today)

    def _new(self, asked: Asked) -> Answer:
        return _filed(asked).new(asked["period"])

    def _article(self, asked: Asked) -> Answer:
        self._take(asked)
        slug, _, period = asked["covers"].partition("/")
        main = read_text(asked["text"].encode())
        given = GivenArticle(asked["fields"], asked["summary"], asked["confirmed"])
        return article(main, self._issuers[slug], period, given)

    def _take(self, asked: Asked) -> None:
        """Keep the issuers of the documents that came with a question."""
        for document in asked["documents"]:
            slug = document["issuer"]
            self._issuers[slug] = issuer_from(slug, document["company"], document["records"])


def _filed(asked: Asked) -> HandedIn:
    return HandedIn(asked["issuer"], asked["files"], asked["articles"])


def _refused(finding: Finding) -> Answer:
    """A finding as the page tells it: what the command takes as an option is chosen there."""
    chosen = "--covers" in finding.remedy
    remedy = "choose the issuer and the period above" if chosen else finding.remedy
    return {"refused": finding.finding, "remedy": remedy}


_DESK = Desk()


def answer(asked: str) -> str:
    """What the desk answers."""
    return _DESK.answer(asked)
