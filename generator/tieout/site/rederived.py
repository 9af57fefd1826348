"""The API, linked data, feeds and search worked out again from the records that a site publishes.

A site offers each record as it was typed, and the claims of articles as they were confirmed. All
that the API says follows from these. So a field that does not follow was changed, or what it
follows from was: both are named.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import partial
from itertools import chain, takewhile
from pathlib import PurePosixPath

from tieout.edition import Edition
from tieout.facts.store import Facts
from tieout.publish.api.base import BULK
from tieout.publish.api.documents import documents_of_all, issuer_documents
from tieout.publish.bulk import TABLES, Bulk
from tieout.publish.feeds import FEED, feeds
from tieout.publish.linked import linked
from tieout.publish.search import SEARCH, issuer_part, search_parts
from tieout.records.folders import COMPANY, File, Files
from tieout.records.read import read_issuer
from tieout.site.built import Built, Check, Unreadable, rows, table
from tieout.site.fact_book import API
from tieout.views.brief.line import cover
from tieout.views.rows import Everything, IssuerRows, rows_of
from tieout.views.search.found import Findable
from tieout.views.shared.brief_figures import shelves_of

RECORD = "record.yml"
_ARTICLE = ("title", "publisher", "author", "url", "published", "kind", "digest")
_CLAIM = (
    *("quote", "paragraph", "says", "role", "metric", "segment", "basis", "period"),
    *("direction", "provider", "window", "note"),
)
"""What a person confirmed of an article and a claim, as the API repeats it."""
_OPINION = "opinion"
_BEFORE, _SHOWN = 20, 80
"""So much of a text is shown from before a difference, and in all."""
_Document = tuple[PurePosixPath, bytes]
_Documents = Iterator[_Document]
Kept = dict[tuple[str, ...], tuple[IssuerRows, tuple[_Document, ...]]]
"""What follows from an issuer's files, by their digests."""


class Published:
    """What follows from the records of a site, each issuer worked out when it is asked for.

    `edition` is the site's, as its pages tell it. `kept` keeps what was worked out, for who looks
    again.
    """

    def __init__(self, site: Built, edition: Edition, kept: Kept | None = None) -> None:
        self._site = site
        self._edition = edition
        self._kept = kept
        self._rows: dict[str, IssuerRows] = {}
        self._inputs = {
            path.parent.name: self._inputs_of(path)
            for path in site.like(f"*/{COMPANY}")
            if len(path.parts) == len(("issuer", COMPANY))
        }

    def _inputs_of(self, company: PurePosixPath) -> list[PurePosixPath]:
        slug = company.parent.name
        records = self._site.below(slug, RECORD)
        briefs = self._site.below(f"{API}/briefs/{slug}", "*.json")
        return [company, *records, *briefs]

    def checks(self) -> Iterator[Check]:
        """The documents of each issuer, and those of all, against the records."""
        for slug, inputs in self._inputs.items():
            made = [*self._site.below(API, f"{slug}/*"), *self._site.below(API, f"{slug}.*")]
            made += [*self._site.below(slug, "*.jsonld"), SEARCH / f"issuers/{slug}.json"]
            of = ("derived", *map(self._site.digest, (*inputs, *made)))
            yield Check(inputs[0], of, partial(self._unlike, partial(self._of_issuer, slug)))
        whole = [path for inputs in self._inputs.values() for path in inputs]
        made = [path for path in self._site.below(API, "*") if len(path.parts) < len("a/v/k/i/p")]
        made += [*self._site.like(FEED), *self._site.below(str(SEARCH), "*.json")]
        of = ("derived", *map(self._site.digest, (*whole, *made)))
        yield Check(PurePosixPath(API), of, partial(self._unlike, self._of_all))
        tables = [
            PurePosixPath(API, kind, f"{slug}.csv") for slug in self._inputs for kind in TABLES
        ]
        of = ("bulk", *map(self._site.digest, (BULK, *tables)))
        yield Check(BULK, of, partial(self._other_bulk, tables))

    def _other_bulk(self, tables: Iterable[PurePosixPath]) -> Iterator[str]:
        """The file of all is what the tables of the issuers give."""
        with closing(Bulk()) as bulk:
            for path in tables:
                bulk.add(path, self._site.content(path))
            ((_, content),) = bulk.documents()
        if self._site.content(BULK) != content:
            yield f"{BULK}: is not what the tables of the issuers give"

    def _unlike(self, documents: Callable[[], _Documents]) -> Iterator[str]:
        for path, content in documents():
            if path not in self._site:
                yield f"{path}: is missing, and the records published here give it"
            elif self._site.content(path) != content:
                yield f"{path}: {_difference(self._site, path, content)}"

    def _of_issuer(self, slug: str) -> _Documents:
        state = (slug, *map(self._site.digest, self._inputs[slug]))
        if self._kept is None:
            self._rows[slug], documents = self._worked_out(slug)
            return documents
        if state not in self._kept:
            rows, documents = self._worked_out(slug)
            self._kept[state] = rows, tuple(documents)
        self._rows[slug], known = self._kept[state]
        return iter(known)

    def _worked_out(self, slug: str) -> tuple[IssuerRows, _Documents]:
        issuer, problems = read_issuer(self._files(slug))
        for problem in problems:
            inside = PurePosixPath(problem.place.file).relative_to("briefs")
            at = inside if inside.name == COMPANY else inside.with_suffix("") / RECORD
            place = f"{at}:{problem.place.line}:{problem.place.column}"
            raise Unreadable(f"{place}: is nothing that a build publishes: {problem.finding}")
        if issuer is None:
            raise Unreadable(f"{slug}/{COMPANY}: is nothing that a build publishes")
        briefs = tuple(map(cover, shelves_of(issuer, Facts.of({slug: issuer}))))
        found = Findable(issuer, briefs)
        rows = rows_of(issuer, briefs, found.finds, self._edition)
        beside = linked(issuer, rows.lines, self._edition)
        return rows, chain(issuer_documents(issuer, briefs), (issuer_part(found),), beside)

    def _of_all(self) -> _Documents:
        for slug in self._inputs.keys() - self._rows.keys():
            self._of_issuer(slug)
        everything = Everything(tuple(self._rows[slug] for slug in self._inputs))
        yield from documents_of_all(everything, self._edition)
        yield from feeds(everything.lines, self._edition)
        yield from search_parts(everything)

    def _files(self, slug: str) -> Files:
        company, *others = self._inputs[slug]
        records = {path.parent.name: path for path in others if path.name == RECORD}
        return Files(
            slug,
            File(f"briefs/{slug}/{COMPANY}", self._site.content(company)),
            {
                period: File(f"briefs/{slug}/{period}.yml", self._site.content(path))
                for period, path in records.items()
            },
            {
                name: File(f"briefs/{slug}/articles/{name}.md", text.encode())
                for path in others
                if path.suffix == ".json"
                for name, text in _articles(table(self._site.json(path)))
            },
        )


def _articles(sheet: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The articles of a brief's document, as they are filed."""
    claims = rows(sheet["claims"])
    for article in rows(sheet["articles"]):
        name = str(article["article"])
        typed = {field: article[field] for field in _ARTICLE if article[field]}
        own = [_claim(claim) for claim in claims if claim["article"] == name]
        front = {**typed, "covers": sheet["record"], "claims": own}
        yield name, f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n"


def _claim(row: Mapping[str, object]) -> dict[str, object]:
    typed = {field: row[field] for field in _CLAIM if row[field]}
    if row["doubts"]:
        typed["doubt"] = row["doubts"]
    if row["verdict"] == _OPINION:
        typed["opinion"] = True
    return typed


def _difference(site: Built, path: PurePosixPath, content: bytes) -> str:
    """Where a document is otherwise than its records give it."""
    read = _READERS.get(path.suffix, str.splitlines)
    difference = _first(read(site.text(path)), read(content.decode()), "")
    at, has, gives = difference or ("its layout", "written", "written")
    return f"has {has} as {at}, and the records published here give {gives}"


def _first(one: object, other: object, at: str) -> tuple[str, str, str] | None:
    """The first place where two documents differ, with what stands there."""
    if isinstance(one, dict) and isinstance(other, dict):
        pairs = [(f"{at}.{name}", one.get(name), other.get(name)) for name in {**other, **one}]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = [(f"{at}[{n}]", *both) for n, both in enumerate(zip(one, other, strict=True))]
    else:
        return None if one == other else (at.lstrip("."), *_cut(_told(one), _told(other)))
    return next(filter(None, (_first(a, b, place) for place, a, b in pairs)), None)


def _told(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cut(one: str, other: str) -> tuple[str, str]:
    """Two texts from shortly before they differ."""
    alike = (a == b for a, b in zip(one, other, strict=False))
    start = max(sum(takewhile(bool, alike)) - _BEFORE, 0)
    return f"`{one[start : start + _SHOWN]}`", f"`{other[start : start + _SHOWN]}`"


def _table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


_READERS: Mapping[str, Callable[[str], object]] = {
    ".json": json.loads,
    ".jsonld": json.loads,
    ".csv": _table,
}
"""How a file is read, so that a difference can be told by its field; else by its line."""
