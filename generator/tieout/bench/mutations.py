"""How much of what is changed in a built site its verification finds, kind of file by kind.

A seeded run changes one digit, sign, scale, unit or hedge in each of many files of a kind, looks
the site over, puts the files back, and counts which changes were named at their file: by meaning,
which needs no list of what was built, and by the list.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path, PurePosixPath

from tieout.bench.scores import Share
from tieout.edition import Edition
from tieout.publish.ownership import digest, listed
from tieout.site.agreed import Agreed
from tieout.site.built import Built
from tieout.site.look_over import base_of, edition_of, numbers_held
from tieout.site.reading import read_page
from tieout.site.rederived import Kept, Published


@dataclass(frozen=True, slots=True)
class FileKind:
    """Files of one kind, and where in them a reader or a program finds numbers."""

    name: str
    pattern: str
    within: str
    """A pattern whose first group is text that may be changed."""


_VALUE = r'"(?:[^"\\]|\\.)*": ?"((?:[^"\\]|\\.)*)"'
KINDS = (
    FileKind("pages: text", "*.html", r"<(?:td|p|li|h[1-6]|a|data)\b[^>]*>([^<>]+)<"),
    FileKind("pages: descriptions", "*.html", r'(?:<title>|"description" content=")([^<"]+)'),
    FileKind("pages: workings", "*.html", r'class="arith">([^<]+)<'),
    FileKind("pages: quotes", "*.html", "<q>([^<]+)<"),
    FileKind("Markdown copies", "*.md", r"(?m)^(?!\[[^\]]+\]: |---|search:)([^<>\n]+)$"),
    FileKind("SVG labels", "*.svg", r"<(?:text|title|desc)\b[^>]*>([^<]+)<"),
    FileKind("charts' specifications", "*.vl.json", r'"(?:hint|\w+_text)": ?"([^"]+)"'),
    FileKind("calendar.ics", "calendar.ics", r"(?m)^(?:SUMMARY|DTSTART)[^:]*:(.*)$"),
    FileKind("llms.txt", "llms.txt", r"(?m)^- .*\)(?:\.|:) ?(.*)$"),
    FileKind("feeds", "feed.xml", r"<(?:title|summary|data|p|li)\b[^>]*>([^<]+)<"),
    FileKind("API: facts", "api/v2/briefs/*/*.json", r'(?<=[\[,])"(-?[0-9][0-9.]*)"'),
    FileKind("API: briefs", "api/v2/briefs/*/*.json", _VALUE),
    FileKind("API: across issuers", "api/v2/s*/*.json", r'"(?:value|shown|end|unit)": ?"([^"]*)"'),
    FileKind("CSV", "*.csv", r"(?m)(?<=[,\n])([^,\n]+)(?=,)"),
    FileKind("linked data", "*.jsonld", r'"(?:headline|name|description|value)": ?"([^"]*)"'),
    FileKind("search: running text", "search/search_*.json", r'"text": ?"((?:[^"\\]|\\.)*)"'),
    FileKind("search: figures", "search/issuers/*.json", r'\[[0-9]+,"([^"]*)"'),
    FileKind("search: numbers", "search/numbers/*.json", r'": ?"([^"]*)"'),
)
CHANGES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "digit": ((r"(?<![\w/.-])(?<!\]\[)(?<!&#)[0-9][0-9,.]*", ""),),
    "sign": ((r"(?<!\w)[\u2212-](?=[0-9$])", ""), (r"\+(?=[0-9])", "\u2212"), (r"\bup\b", "down")),
    "scale": ((r"(?<=[0-9])bn\b", "m"), (r"(?<=[0-9])m\b", "bn"), (r"\bbillion\b", "million")),
    "unit": ((r"\$(?=[0-9])", "\u20ac"), (r"(?<=[0-9])%", " pp"), (r"\bRMB (?=[0-9])", "$")),
    "hedge": ((r"\babout (?=[0-9$\u2212+])", ""), (r"(?<= )(?=[0-9$][0-9.,]*[0-9%])", "about ")),
}
"""What is changed: where, and what is written there; a digit becomes another.

Digits of an address, of a reference and of a sign in code (`&#36;`) are no numbers.
"""


_OF_A_SORT = 8
"""So many places of one sort a file."""


@dataclass(frozen=True, slots=True)
class MutationScore:
    """How many of the changes of a kind were named."""

    kind: str
    by_meaning: Share
    in_all: Share
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Mutation:
    """One change of one file."""

    path: PurePosixPath
    start: int
    end: int
    new: str


def measure(folder: Path, each: int, seed: int = 1) -> Iterator[MutationScore]:
    """Change up to `each` places of each kind of file and count what is named; the site stays."""
    chance = random.Random(seed)  # noqa: S311  the same run every time, nothing secret
    site = Built(folder)
    looker = _Looker(site, edition_of(site))
    for kind in KINDS:
        yield _measured(looker, kind, each, chance)


class _Looker:
    """Looks a site over again and again; what has not changed is not gone through again."""

    def __init__(self, site: Built, edition: Edition) -> None:
        self.site = site
        self._edition, self._derived = edition, Kept()
        self._agreed = Agreed(None)
        self._read = lru_cache(maxsize=None)(read_page)

    def findings(self, changed: Mapping[PurePosixPath, str]) -> list[str]:
        """What is named where files have these contents."""
        site = self.site.changed({path: text.encode() for path, text in changed.items()})
        pages = {path: self._read(site.text(path)) for path in site.like("*.html")}
        published = Published(site, self._edition, self._derived)
        held = chain(numbers_held(site, pages, base_of(self._edition)), published.checks())
        return list(self._agreed.findings(held))


def _measured(looker: _Looker, kind: FileKind, each: int, chance: random.Random) -> MutationScore:
    """Rounds of one change a file, until there are so many or no place is left."""
    site = looker.site
    places = list(_places(site, kind, chance))
    chosen = chance.sample(places, min(each, len(places)))
    told = listed(site.folder) or {}
    missed: list[str] = []
    named = unlisted = 0
    while chosen:
        round_of = {change.path: change for change in chosen}
        chosen = [change for change in chosen if round_of[change.path] is not change]
        before = {path: site.text(path) for path in round_of}
        changed = {path: _changed(before[path], change) for path, change in round_of.items()}
        findings = looker.findings(changed)
        for path, change in round_of.items():
            is_named = any(_names(finding, path) for finding in findings)
            named += is_named
            is_listed = path in told and told[path].digest == digest(changed[path].encode())
            unlisted += not is_listed or is_named
            if not is_named:
                missed.append(_told(before[path], change))
    total = min(each, len(places))
    return MutationScore(kind.name, Share(named, total), Share(unlisted, total), tuple(missed))


def _names(finding: str, path: PurePosixPath) -> bool:
    """Whether a finding is of this file, or of the one beside it that says the same."""
    both = f"{path.parent}/" in finding and path.name in finding
    return both or f"{path.with_suffix('')}." in finding


def _told(text: str, change: _Mutation) -> str:
    near = text[max(0, change.start - 40) : change.end + 20].replace("\n", " ")
    return f"{change.path}: `{text[change.start : change.end]}` as `{change.new}` in `{near}`"


def _changed(text: str, change: _Mutation) -> str:
    return text[: change.start] + change.new + text[change.end :]


def _places(site: Built, kind: FileKind, chance: random.Random) -> Iterator[_Mutation]:
    """Places to change: of each file some of each sort, so that no sort crowds out another."""
    for path in site.like(kind.pattern):
        text = site.text(path)
        spans = [match.span(1) for match in re.finditer(kind.within, text)]
        for patterns in CHANGES.values():
            found = [
                _Mutation(path, start, end, new)
                for first, last in spans
                for pattern, written in patterns
                for start, end, new in _changes(text[first:last], first, pattern, written, chance)
            ]
            yield from chance.sample(found, min(_OF_A_SORT, len(found)))


def _changes(
    text: str, at: int, pattern: str, written: str, chance: random.Random
) -> Iterator[tuple[int, int, str]]:
    for match in re.finditer(pattern, text):
        start, end, new = match.start(), match.end(), written
        if pattern == CHANGES["digit"][0][0]:
            start = chance.choice([place for place in range(start, end) if text[place].isdigit()])
            end, new = (
                start + 1,
                chance.choice([each for each in "0123456789" if each != text[start]]),
            )
        yield at + start, at + end, new
