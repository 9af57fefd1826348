"""The words of reports on earnings by what they do in a sentence; read from `words.yml`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

WORDS = Path(__file__).with_name("words.yml")

Phrase = tuple[str, ...]
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")


@cache
def tagged_phrases() -> Mapping[Phrase, tuple[str, str]]:
    """Every phrase, in words, with its tag; for a basis `basis`, and then its name."""
    typed = _typed()
    found: dict[Phrase, tuple[str, str]] = {}
    for tag, patterns in typed["tags"].items():
        found.update((phrase, (tag, "")) for phrase in _phrases(patterns))
    for basis, patterns in typed["bases"].items():
        found.update((phrase, ("basis", basis)) for phrase in _phrases(patterns))
    return MappingProxyType(found)


@cache
def providers() -> Mapping[Phrase, str]:
    """Every way to write the name of a provider of estimates, with the name."""
    typed = _typed()["providers"].items()
    return {phrase: name for name, patterns in typed for phrase in _phrases(patterns)}


@cache
def word_set(name: str) -> frozenset[str]:
    """The single words of a list."""
    return frozenset(_typed()["sets"][name].split())


@cache
def _typed() -> Mapping[str, Mapping[str, str]]:
    typed: Mapping[str, Mapping[str, str]] = yaml.load(
        WORDS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return typed


def _phrases(patterns: str) -> Iterator[Phrase]:
    for pattern in patterns.split("|"):
        for phrase in expand(pattern):
            yield tuple(phrase.split())


def expand(pattern: str) -> Iterator[str]:
    """Every phrase that a pattern with alternatives in brackets stands for."""
    parts = _ALTERNATIVES.split(pattern)
    choices = [part.split(",") if place % 2 else [part] for place, part in enumerate(parts)]
    for combination in itertools.product(*choices):
        yield " ".join("".join(combination).split())
