"""Names that one part of a file takes from another: metrics, segments, sources, listings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tieout.figures.metrics import catalogue, nearest
from tieout.problems import Edit, Place, Problem, shown
from tieout.records.faults import LONGEST_NAME, closest, listed, sure
from tieout.records.text import Code
from tieout.records.yaml_tree import Node, Path, Tree

_BLOCKS = ("year_to_date", "fiscal_year", "trailing", "translated", "year_ago")
_FIELD_OF_A_ROW = 3
"""So many steps lead to a field of an estimate: `consensus`, which of them, the field."""
REMAINDER = "remainder"
"""The segment that is worked out as what the typed segments leave of the group."""
RESERVED = frozenset(
    """404 about api articles assets briefs calendar check claims compare corrections coverage data
    docs feed feeds glossary index javascripts llms methodology overrides periods robots rules
    schema search sectors sitemap sources static stylesheets tags tieout""".split()
)
"""The first step of addresses that the site uses itself; of its files, the name without ending."""
_NOT_IN_KEYS = re.compile(r"[^a-z0-9_]+")
_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")


def sector_slug(sector: str) -> str:
    """A sector as addresses have it: `consumer-goods` for `Consumer goods`.

    Accents go. Empty where nothing is left: a name without a Latin letter or digit.
    """
    letters = unicodedata.normalize("NFKD", sector).encode("ascii", "ignore").decode("ascii")
    return _NOT_IN_SLUGS.sub("-", letters.lower()).strip("-")


@dataclass(frozen=True, slots=True)
class Known:
    """What the files of one issuer may name."""

    kpis: Collection[str] = ()
    segments: Collection[str] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    """The segments' keys by what else they are called."""
    tickers: Collection[str] = ()
    articles: Collection[str] = ()
    records: Collection[str] = ()
    """As `issuer/period`."""
    is_readable: bool = True
    """False where the company file has no tree: then nobody can say what it declares."""

    @classmethod
    def of(cls, company: Tree, articles: Collection[str], records: Collection[str]) -> Known:
        """What a company file declares, read off the tree: a fault elsewhere in it does no harm."""
        root = company.root or {}
        listings = root.get("listings")
        rows = (
            [row for row in listings if isinstance(row, dict)] if isinstance(listings, list) else []
        )
        return cls(
            kpis=_keys(root.get("kpis")),
            segments=_keys(root.get("segments")),
            labels=dict(_labels(_mapping(root.get("segments")))),
            tickers=tuple(str(row.get("ticker")) for row in rows),
            articles=articles,
            records=records,
            is_readable=company.root is not None,
        )

    def metric(self, name: str, at: Place) -> Iterator[Problem]:
        """A problem if no such metric is known."""
        if name in self.kpis or name in catalogue():
            return
        near = closest(name, self.kpis) or (
            _nearest_metric(name) if len(name) <= LONGEST_NAME else ""
        )
        edit = sure(name, near)
        if self.is_readable or edit:
            otherwise = "see the glossary, or declare it under `kpis` in company.yml"
            problem = _unknown("metric", name, _meant(near) or otherwise, at)
            yield replace(problem, edit=edit)

    def segment(self, name: str, at: Place) -> Iterator[Problem]:
        """A problem if company.yml has no such segment."""
        if self.is_readable and name not in self.segments:
            called = self.labels.get(name.casefold())
            near = called or closest(name, self.segments)
            remedy = _meant(near) or "declare it under `segments` in company.yml"
            edit = Edit(name, called) if called else sure(name, near)
            problem = _unknown("segment", name, remedy, at)
            yield replace(problem, edit=edit)

    def segmented(self, name: str, at: Place) -> Iterator[Problem]:
        """Problems of a metric that may have a segment in front: `cloud.revenue`."""
        segment, dot, metric = name.rpartition(".")
        if dot:
            yield from self.segment(segment, at)
        yield from self.metric(metric, at)


def _keys(node: Node | None) -> tuple[str, ...]:
    """The keys of a block; one that is misspelt stands for the one that it should be, too."""
    typed = tuple(_mapping(node))
    return (*typed, *(_NOT_IN_KEYS.sub("_", key.lower()) for key in typed))


def _labels(segments: Mapping[str, Node]) -> Iterator[tuple[str, str]]:
    """The label and the other words of each segment, with its key."""
    for key, segment in segments.items():
        fields = _mapping(segment)
        words = fields.get("words")
        for name in (fields.get("label"), *(words if isinstance(words, list) else ())):
            if isinstance(name, str):
                yield name.casefold(), key


@lru_cache(maxsize=1024)
def _nearest_metric(name: str) -> str | None:
    return nearest(name)


def _meant(near: str | None) -> str:
    return f"did you mean `{near}`?" if near else ""


def _unknown(noun: str, name: str, remedy: str, at: Place, code: Code = Code.NAME) -> Problem:
    return Problem(at, code, f"unknown {noun} `{shown(name)}`", remedy)


def _mapping(node: Node | None) -> dict[str, Node]:
    return node if isinstance(node, dict) else {}


def names_in_record(tree: Tree, known: Known) -> Iterator[Problem]:
    """Every name in a record that stands for nothing."""
    root = tree.root or {}
    for path, block in _blocks(root, ()):
        yield from _names_in_block(tree, known, path, block)
    sources = _mapping(root.get("sources"))
    for path, text in _texts(root, ()):
        at = tree.places[path]
        if path[-1] == "source" and text not in sources:
            yield _provider(tree, path, text) or _source(text, sources, at)
        elif path[-1] == "metric":
            yield from known.metric(text, at)
        elif path[-1] == "segment":
            yield from known.segment(text, at)
        elif path[-1] == "ticker" and known.is_readable and text not in known.tickers:
            remedy = f"write one of company.yml's listings: {listed(known.tickers)}"
            yield _unknown("listing", text, remedy, at)
        elif path[-1] == "article" and path[0] == "sources" and text not in known.articles:
            remedy = _meant(closest(text, known.articles)) or "add the file to articles/ first"
            yield _unknown("article", text, remedy, at)


def _blocks(block: dict[str, Node], path: Path) -> Iterator[tuple[Path, dict[str, Node]]]:
    """A block of figures, and those within it."""
    yield path, block
    for name in _BLOCKS:
        if isinstance(inner := block.get(name), dict):
            yield from _blocks(inner, (*path, name))


def _names_in_block(
    tree: Tree, known: Known, path: Path, block: dict[str, Node]
) -> Iterator[Problem]:
    for name in _mapping(block.get("figures")):
        yield from known.metric(name, tree.keys[*path, "figures", name])
    for segment, figures in _mapping(block.get("segments")).items():
        yield from known.segment(segment, tree.keys[*path, "segments", segment])
        for name in _mapping(figures):
            yield from known.metric(name, tree.keys[*path, "segments", segment, name])
    for name in _mapping(block.get("stated_growth")):
        yield from known.segmented(name, tree.keys[*path, "stated_growth", name])


def _texts(node: Node, path: Path) -> Iterator[tuple[Path, str]]:
    """Every scalar that stands under a key, with its path."""
    if isinstance(node, str):
        if path and isinstance(path[-1], str):
            yield path, node
    elif isinstance(node, dict):
        for key, inner in node.items():
            yield from _texts(inner, (*path, key))
    else:
        for position, inner in enumerate(node):
            yield from _texts(inner, (*path, position))


def _source(name: str, sources: dict[str, Node], at: Place) -> Problem:
    otherwise = f"add it under `sources`, which has: {listed(sources) or 'nothing'}"
    near = closest(name, sources)
    problem = _unknown("source", name, _meant(near) or otherwise, at, Code.SOURCE)
    return replace(problem, edit=sure(name, near))


def _provider(tree: Tree, path: Path, name: str) -> Problem | None:
    """Who polled the analysts, typed as the source of an estimate that has no provider.

    What else that estimate lacks is not told beside it.
    """
    rows = (tree.root or {}).get("consensus")
    if path[0] != "consensus" or len(path) != _FIELD_OF_A_ROW or not isinstance(rows, list):
        return None
    row = rows[int(path[1])]
    if not isinstance(row, dict) or "provider" in row:
        return None
    tree.spoiled.add(path[:2])
    finding = f"`{shown(name)}` is no source of the record, and the estimate has no provider"
    edit = Edit(f"source: {name}", f"provider: {name}")
    remedy = f"write `provider: {shown(name)}`"
    return Problem(tree.keys[path], Code.SOURCE, finding, remedy, edit=edit)


def names_in_company(tree: Tree, known: Known) -> Iterator[Problem]:
    """Names in a company file that stand for nothing, or for something else already."""
    root = tree.root or {}
    for name in _mapping(root.get("kpis")):
        if name in catalogue():
            remedy = "use it as it is, or choose another name"
            yield Problem(
                tree.keys["kpis", name], Code.NAME, f"`{name}` is in the catalogue", remedy
            )
    for name in _mapping(root.get("segments")):
        if name == REMAINDER:
            finding = f"`{name}` is the name of the remainder that is worked out"
            place = tree.keys["segments", name]
            yield Problem(place, Code.NAME, finding, "choose another name, like `other`")
    for path, text in _texts(root, ()):
        if path[-1] == "part_of":
            yield from known.segment(text, tree.places[path])
        elif path[-1] in ("numerator", "denominator", "family"):
            yield from known.metric(text, tree.places[path])
    metrics = root.get("key_metrics")
    for position, shown_first in enumerate(metrics if isinstance(metrics, list) else ()):
        if isinstance(shown_first, str):
            yield from known.segmented(shown_first, tree.places["key_metrics", position])


def names_in_article(tree: Tree, known: Known) -> Iterator[Problem]:
    """Names in an article's front matter that stand for nothing."""
    root = tree.root or {}
    covers = root.get("covers")
    if isinstance(covers, str) and covers not in known.records:
        otherwise = "file an article in the folder of its issuer, beside the record it is about"
        remedy = _meant(closest(covers, known.records)) or otherwise
        yield _unknown("brief", covers, remedy, tree.places["covers",])
    for path, text in _texts(root.get("claims") or "", ("claims",)):
        if path[-1] == "metric":
            yield from known.metric(text, tree.places[path])
        elif path[-1] == "segment":
            yield from known.segment(text, tree.places[path])
