"""Which file an article has: told by its address or the digest of its text, never by its headline.

Headlines repeat ("Market update"), and one wire story runs in many papers. So an article is the one
on file where both addresses are the same, or, where one of them is unknown, the texts are, and no
two publishers are named. Everything else gets a file of its own.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path, PurePosixPath

from tieout.claims.intake import slug_of
from tieout.claims.rules import check_articles
from tieout.problems import Finding, Problem, errors
from tieout.records.article import Article
from tieout.records.read import Issuer, read_briefs
from tieout.records.writer import admit
from tieout.site.clock import source_day

_UNKNOWN = "unknown"
_TOLD = ("title", "publisher", "url", "published", "kind", "license")


@dataclass(frozen=True, slots=True)
class Given:
    """What is told of an article beside its text."""

    covers: str
    digests: Collection[str]
    """Of the text as it was saved, and as it may be kept."""
    fields: Mapping[str, str | None]
    """Of the front matter, as typed in options."""


def filed_as(issuer: Issuer, given: Given, name: str | None) -> str:
    """The name of the file that has this article, or else `name`; empty where neither is.

    Raises Finding where the file is another article's, or covers another brief.
    """
    known = (each for each, old in issuer.articles.items() if _is_same(old.model, given))
    found = next(known, "")
    if name and found and name != found:
        raise Finding(
            f"articles/{found}.md is this article already", f"give --name {found}, or leave it out"
        )
    slug = name or found
    if slug in issuer.articles:
        old = issuer.articles[slug].model
        if _is_another(old, given):
            told = " ".join(filter(None, (old.publisher, old.url)))
            raise Finding(
                f"articles/{slug}.md is another article ({told})",
                "give another --name, or leave it out",
            )
        if old.covers != given.covers:
            raise Finding(
                f"articles/{slug}.md covers {old.covers}",
                f"write `covers: {given.covers}` there first if that is meant",
            )
    return slug


def free_name(issuer: Issuer, headline: str, publisher: str) -> str:
    """A name for a new file: the headline, with the publisher or a number where that is taken."""
    first = slug_of(headline)
    by = slug_of(f"{headline} {publisher}") if publisher != _UNKNOWN else first
    numbered = (f"{first[:60].rstrip('-')}-{number}" for number in count(2))
    return next(each for each in chain((first, by), numbered) if each not in issuer.articles)


def kept_fields(old: Article, given: Given) -> Iterator[str]:
    """What the file has otherwise than the options say: a person typed it, and it stays."""
    for name in _TOLD:
        told, typed = given.fields.get(name), getattr(old, name)
        if told is not None and typed is not None and str(typed) != told:
            yield f"kept: {name} stays `{typed}`, not `{told}`"


def faults_of(content: bytes, root: Path, path: str) -> list[Problem]:
    """What a check would say of an article that stands at `path`; nothing is written there yet.

    Raises Finding where it could not even be read.
    """
    admit(root, path)
    _, slug, _, name = PurePosixPath(path).parts
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "briefs", slug)
        shutil.copytree(root / "briefs" / slug, folder, symlinks=True)
        (folder / "articles").mkdir(exist_ok=True)
        (folder / "articles" / name).write_bytes(content)
        issuers, problems = read_briefs(folder.parent, Path(scratch))
    for problem in (each for each in problems if each.place.file == path):
        raise Finding(f"{problem.place}: {problem.finding}", f"{problem.remedy}")
    found = check_articles(issuers, source_day(root))
    return [each for each in errors(found) if each.place.file == path]


def _is_same(old: Article, given: Given) -> bool:
    url = given.fields.get("url")
    if old.url and url:
        return old.url == url
    return old.digest in given.digests and not _is_another(old, given)


def _is_another(old: Article, given: Given) -> bool:
    """Whether the file is certainly another article's: another address or publisher is named."""
    url, publisher = given.fields.get("url"), given.fields.get("publisher")
    if old.url and url:
        return old.url != url
    return publisher not in (None, _UNKNOWN, old.publisher) and old.publisher != _UNKNOWN
