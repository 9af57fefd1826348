"""Every word and phrase that can be recognised in texts about one issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from generator.claims.grammar.words import providers, tagged_phrases
from generator.metrics import loss_words, words
from generator.model import Company

TOKEN = re.compile(r"[^\W_]+(?:(?<=[a-z])['\u2019](?!s\b)[a-z]+)?|['\u2019]s\b|[^\w\s]|_+")
"""A word, `'s`, or a sign."""
HYPHENS = "-\u2010\u2011"
_JOINTS = frozenset({",", "and", "&", "/"})
_TAIL = frozenset("group segment division business unit businesses operations".split())
_Entry = tuple[tuple[str, ...], str, str, bool]
_Trie = Mapping[tuple[str, str], Sequence[_Entry]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that can be recognised in texts about one issuer."""

    trie: _Trie
    cased: frozenset[tuple[str, ...]] = field(default_factory=frozenset)
    """Segment words typed with a capital, which common words of the text are not."""
    counted: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """Metrics by a thing and what was done with it: vehicles delivered, passengers carried."""

    @classmethod
    def of(cls, company: Company) -> Lexicon:
        """The lexicon of an issuer's texts; kept for the issuers used last."""
        return _lexicon(company.model_dump_json(), _Held(company))


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
    entries = dict(_common())
    segments = dict(_segments(company))
    names = _names(company)
    for phrase in names:
        entries[phrase] = ("name", "", False)
    metrics = _metrics(company)
    entries |= {
        phrase: metric
        for phrase, metric in metrics.items()
        if not (segments and _is_segments_metric(phrase, segments, metrics))
    }
    entries |= {
        phrase: ("segment", key, False) for phrase, key in segments.items() if phrase not in names
    }
    counted: dict[tuple[str, ...], str] = {
        phrase: entry[1] for phrase, entry in metrics.items() if len(phrase) == 2
    }
    return Lexicon(_trie(entries), frozenset(_cased(company)), counted)


def _common() -> dict[tuple[str, ...], tuple[str, str, bool]]:
    found = {phrase: (tag, value, False) for phrase, (tag, value) in tagged_phrases().items()}
    found.update((phrase, ("provider", name, False)) for phrase, name in providers().items())
    return found


def _metrics(company: Company) -> dict[tuple[str, ...], tuple[str, str, bool]]:
    losses = loss_words(company.kpis)
    return {
        split(word): ("metric", metric, word in losses)
        for word, metric in words(company.kpis).items()
    }


def _is_segments_metric(
    phrase: tuple[str, ...],
    segments: Mapping[tuple[str, ...], str],
    metrics: Mapping[tuple[str, ...], object],
) -> bool:
    """`services revenue` where the issuer has a segment Services: a segment and a metric."""
    return any(
        phrase[:cut] in segments and phrase[cut:] in metrics for cut in range(1, len(phrase))
    )


def _segments(company: Company) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, segment in company.segments.items():
        if segment.kind == "eliminations":
            continue
        for name in (segment.label, *segment.words):
            for phrase in _ways_to_write(split(name)):
                yield phrase, key


def _ways_to_write(phrase: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
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


def _parts(phrase: tuple[str, ...]) -> list[tuple[str, ...]]:
    parts: list[tuple[str, ...]] = [()]
    for word in phrase:
        if word not in _JOINTS:
            parts[-1] = (*parts[-1], word)
        elif parts[-1]:
            parts.append(())
    return [part for part in parts if part]


def _cased(company: Company) -> Iterator[tuple[str, ...]]:
    for segment in company.segments.values():
        for name in (segment.label, *segment.words):
            phrase = split(name)
            if len(phrase) == 1 and not name.islower():
                yield phrase


def _names(company: Company) -> set[tuple[str, ...]]:
    names = (company.name, company.short_name, *company.words)
    tickers = (listing.ticker for listing in company.listings)
    found = {split(name) for name in (*names, *tickers)}
    return {name for name in found if name}


def _key(phrase: tuple[str, ...]) -> tuple[str, str]:
    return phrase[0], phrase[1] if len(phrase) > 1 else ""


def _trie(entries: Mapping[tuple[str, ...], tuple[str, str, bool]]) -> _Trie:
    """The phrases by their first two words, the longest first; by one word and nothing."""
    trie: dict[tuple[str, str], list[_Entry]] = {}
    for phrase, (tag, value, loss) in entries.items():
        if phrase:  # an issuer may give a word without a letter in it
            trie.setdefault(_key(phrase), []).append((phrase, tag, value, loss))
    for found in trie.values():
        found.sort(key=lambda entry: -len(entry[0]))
    return trie


@lru_cache(maxsize=1 << 14)  # the catalogue's words are split for every issuer
def split(text: str) -> tuple[str, ...]:
    """A phrase in tokens as they are compared: lower case, without hyphens."""
    return tuple(
        token.lower().replace("\u2019", "'")
        for token in TOKEN.findall(text)
        if token not in HYPHENS
    )
