"""Every word and phrase that can be recognised in texts about one issuer.

The words of the grammar and of the catalogue are split once for all issuers; an issuer's own words
are held against them only where they change something.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from tieout.claims.grammar.words import providers, tagged_phrases
from tieout.figures.metrics import loss_words, own_words, words
from tieout.records import businesses
from tieout.records.company import Company

TOKEN = re.compile(r"[^\W_]+(?:(?<=[a-z])['\u2019](?!s\b)[a-z]+)?|['\u2019]s\b|[^\w\s]|_+")
"""A word, `'s`, or a sign."""
HYPHENS = "-\u2010\u2011"
_JOINTS = frozenset({",", "and", "&", "/"})
_TAIL = frozenset("group segment division business unit businesses operations".split())
_Phrase = tuple[str, ...]
_Meaning = tuple[str, str, bool]
"""The tag, the value, and whether the word states a loss."""
_Entry = tuple[_Phrase, str, str, bool]
_Trie = Mapping[tuple[str, str], Sequence[_Entry]]
_NAME: _Meaning = ("name", "", False)
Case = Literal["first", "all"]
"""Which letters of a word have to be capitals: the first, or all as in a ticker."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Everything that can be recognised in texts about one issuer; there is one of each kind."""

    shared: _Trie
    """The words of the grammar and of the catalogue, the same for every issuer."""
    own: _Trie
    """Where the issuer's own words change something: all phrases that begin alike."""
    cased: Mapping[_Phrase, Case | None]
    """Names that are meant only where the text writes them in capitals, too."""
    counted: Mapping[_Phrase, str]
    """Metrics by a thing and what was done with it: vehicles delivered, passengers carried."""

    @classmethod
    def of(cls, company: Company) -> Lexicon:
        """The lexicon of an issuer's texts; kept for the issuers used last."""
        return _lexicon(company.model_dump_json(), _Held(company))

    def starting(self, first: str, second: str) -> Sequence[_Entry]:
        """The phrases that begin with two words, the longest first; `second` may be empty."""
        own = self.own.get((first, second))
        return self.shared.get((first, second), ()) if own is None else own


@dataclass(frozen=True, eq=False)
class _Held:
    """A company as an argument that takes no part in the cache's key."""

    company: Company

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)


@lru_cache(maxsize=64)
def _lexicon(_key: str, held: _Held) -> Lexicon:
    company = held.company
    metrics = _own_metrics(company)
    segments = dict(_segments(company))
    names = _names(company)
    known = ChainMap(metrics, _catalogue())
    changed: dict[_Phrase, _Meaning | None] = {
        phrase: None
        for phrase, (_, business, _) in _businesses().items()
        if _is_own(phrase, names) or split(business) in names
    }
    changed |= {phrase: known.get(phrase, _NAME) for phrase in names}
    changed |= metrics
    changed |= {
        phrase: _NAME if phrase in names else _common().get(phrase)
        for phrase in (*_starting_like(segments), *metrics)
        if _is_segments_metric(phrase, segments, known)
    }
    changed |= {
        phrase: ("segment", key, False) for phrase, key in segments.items() if phrase not in names
    }
    counted = {**_counted(), **_pairs(metrics)}
    cased = _cased_businesses() | dict.fromkeys(_cased(company), "first") | names
    return Lexicon(_shared(), _overlaid(changed), cased, counted)


def _is_own(phrase: _Phrase, names: Collection[_Phrase]) -> bool:
    """Whether a business of the list is the issuer, or a part that has its name: Google Cloud."""
    return any(phrase[: len(name)] == name for name in names)


@cache
def _common() -> Mapping[_Phrase, _Meaning]:
    found = {phrase: (tag, value, False) for phrase, (tag, value) in tagged_phrases().items()}
    found.update((phrase, ("provider", name, False)) for phrase, name in providers().items())
    return found


@cache
def _catalogue() -> dict[_Phrase, _Meaning]:
    losses = loss_words()
    return {
        phrase: ("metric", metric, word in losses)
        for word, metric in words().items()
        for phrase in _with_ampersand(split(word))
    }


def _with_ampersand(phrase: _Phrase) -> Iterator[_Phrase]:
    """`Cash and cash equivalents` with `&`, too."""
    yield phrase
    if "and" in phrase:
        yield tuple("&" if word == "and" else word for word in phrase)


@cache
def _shared() -> _Trie:
    return _trie(_businesses(), {**_common(), **_catalogue()})


@cache
def _counted() -> Mapping[_Phrase, str]:
    return _pairs(_catalogue())


def _pairs(metrics: Mapping[_Phrase, _Meaning]) -> dict[_Phrase, str]:
    return {phrase: metric for phrase, (_, metric, _) in metrics.items() if len(phrase) == 2}


def _own_metrics(company: Company) -> dict[_Phrase, _Meaning]:
    losses = loss_words(company.kpis)
    return {
        split(word): ("metric", metric, word in losses)
        for word, metric in own_words(company.kpis).items()
    }


@cache
def _by_first_word() -> Mapping[str, Sequence[_Phrase]]:
    found: dict[str, list[_Phrase]] = {}
    for phrase in _catalogue():
        found.setdefault(phrase[0], []).append(phrase)
    return found


def _starting_like(segments: Iterable[_Phrase]) -> Iterator[_Phrase]:
    """The catalogue's phrases that have the first word of a segment's name."""
    for word in sorted({phrase[0] for phrase in segments if phrase}):
        yield from _by_first_word().get(word, ())


def _is_segments_metric(
    phrase: _Phrase, segments: Mapping[_Phrase, str], metrics: Mapping[_Phrase, object]
) -> bool:
    """`services revenue` where the issuer has a segment Services: a segment and a metric."""
    return any(
        phrase[:cut] in segments and phrase[cut:] in metrics for cut in range(1, len(phrase))
    )


def _segments(company: Company) -> Iterator[tuple[_Phrase, str]]:
    for key, segment in company.segments.items():
        if segment.kind == "eliminations":
            continue
        for name in (segment.label, *segment.words):
            for phrase in _ways_to_write(split(name)):
                yield phrase, key


def _ways_to_write(phrase: _Phrase) -> Iterator[_Phrase]:
    """A segment's name with `and`, commas or slashes, and without `Group` at its end."""
    yield phrase
    if len(phrase) > 1 and phrase[-1] in _TAIL:
        yield phrase[:-1]
    parts = _parts(phrase)
    if len(parts) < 2:
        return
    for last in (("and",), (",", "and"), ("&",), ("/",), (",",), (",", "&")):
        between = ("/",) if last == ("/",) else (",",)
        yield tuple(
            word
            for place, part in enumerate(parts)
            for word in (
                *(() if not place else last if place == len(parts) - 1 else between),
                *part,
            )
        )


def _parts(phrase: _Phrase) -> list[_Phrase]:
    parts: list[_Phrase] = [()]
    for word in phrase:
        if word not in _JOINTS:
            parts[-1] = (*parts[-1], word)
        elif parts[-1]:
            parts.append(())
    return [part for part in parts if part]


def _cased(company: Company) -> Iterator[_Phrase]:
    for segment in company.segments.values():
        for name in (segment.label, *segment.words):
            phrase = split(name)
            if len(phrase) == 1 and not name.islower():
                yield phrase


def names_of(company: Company) -> tuple[str, ...]:
    """Every name by which texts call the issuer: typed, everyday, tickers with letters."""
    return tuple(dict.fromkeys((*_written(company), *_tickers(company))))


def _written(company: Company) -> tuple[str, ...]:
    everyday = businesses.names(company.name)
    return (company.name, company.short_name, *company.words, *everyday)


def _tickers(company: Company) -> tuple[str, ...]:
    tickers = (listing.ticker for listing in company.listings)
    return tuple(ticker for ticker in tickers if len(ticker) > 1 and not ticker.isdecimal())


def _names(company: Company) -> dict[_Phrase, Case | None]:
    """The issuer's names, typed and everyday, with the capitals that each has to have."""
    found: dict[_Phrase, Case | None] = dict.fromkeys(map(split, _tickers(company)), "all")
    found |= {split(name): None if name.islower() else "first" for name in _written(company)}
    found |= {(*name, ".", "com"): case for name, case in found.items() if name}  # Acme.com
    return {name: case for name, case in found.items() if name}


@cache
def _businesses() -> Mapping[_Phrase, _Meaning]:
    """Other businesses, and what they are known for, with the name of the business."""
    known = {**businesses.brands(), **businesses.known()}
    return {split(name): ("business", business, False) for name, business in known.items()}


@cache
def _cased_businesses() -> dict[_Phrase, Case | None]:
    """Capitals tell a business from a word: Target from target."""
    return dict.fromkeys(_businesses(), "first")


def _key(phrase: _Phrase) -> tuple[str, str]:
    return phrase[0], phrase[1] if len(phrase) > 1 else ""


def _trie(*meanings: Mapping[_Phrase, _Meaning]) -> _Trie:
    """The phrases by their first two words, the longest first; by one word and nothing.

    Of two meanings of one phrase the one that comes first is tried first.
    """
    trie: dict[tuple[str, str], list[_Entry]] = {}
    for entries in meanings:
        for phrase, meaning in entries.items():
            trie.setdefault(_key(phrase), []).append((phrase, *meaning))
    return _sorted(trie)


def _overlaid(changed: Mapping[_Phrase, _Meaning | None]) -> _Trie:
    """All that begins like a phrase that an issuer changes; None takes the phrase away.

    A name leaves the common word like it: the issuer Target has targets.
    """
    trie: dict[tuple[str, str], list[_Entry]] = {}
    for phrase, meaning in changed.items():
        if not phrase:  # an issuer may give a word without a letter in it
            continue
        key = _key(phrase)
        if key not in trie:
            trie[key] = [entry for entry in _shared().get(key, ()) if not _is_gone(entry, changed)]
        if meaning is not None:
            trie[key].insert(0, (phrase, *meaning))
    return _sorted(trie)


def _is_gone(entry: _Entry, changed: Mapping[_Phrase, _Meaning | None]) -> bool:
    phrase, tag, *_ = entry
    renamed = changed.get(phrase) == _NAME and len(phrase) == 1 and tag != "business"
    return phrase in changed and not renamed


def _sorted(trie: dict[tuple[str, str], list[_Entry]]) -> _Trie:
    for found in trie.values():
        found.sort(key=lambda entry: -len(entry[0]))
    return trie


def split(text: str) -> tuple[str, ...]:
    """A phrase in tokens as they are compared: lower case, without hyphens."""
    return tuple(
        token.lower().replace("\u2019", "'")
        for token in TOKEN.findall(text)
        if token not in HYPHENS
    )
