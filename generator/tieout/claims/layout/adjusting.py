"""Rows that lead from a figure of the accounts to the adjusted one.

GAAP gross profit               $ 112
Stock-based compensation           14      what the cost of sales holds, not all that there is
Non-GAAP gross profit           $ 126
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ACCOUNTS = re.compile(r"(?i)(?:(?:u\.?s\.? )?gaap|ifrs|(?:as )?reported)\s+(?P<name>.+)")
_ADJUSTED = re.compile(
    r"(?i)(?:non-?gaap|non-?ifrs|(?:as )?adjusted|core|underlying)\s+(?P<name>.+)"
)
_NARROW = re.compile(
    r"(?i)gross|cost|research|r&d|mg&a|sg&a|selling|sales|marketing|general|operating expense"
)
"""Measures that hold a part of what a filer has: the whole is added back to its income alone."""
_BESIDE = re.compile(r"\([^()]*\)|[^a-z ]")
_MOST_BETWEEN = 16


def adjusted(labels: Sequence[str]) -> list[str]:
    """For each label of a table what its row adjusts, or nothing."""
    found = [""] * len(labels)
    for at, label in enumerate(labels):
        name = _name(_ACCOUNTS, label)
        following = labels[at + 1 : at + 2 + _MOST_BETWEEN]
        ends = [place for place, each in enumerate(following) if name == _name(_ADJUSTED, each)]
        if name and ends:
            found[at + 1 : at + 1 + ends[0]] = [name] * ends[0]
    return found


def _name(opening: re.Pattern[str], label: str) -> str:
    """What a label names behind its word of basis."""
    match = opening.match(label.strip())
    if match is None or not _NARROW.match(match["name"]):
        return ""
    return " ".join(_BESIDE.sub(" ", match["name"].lower()).split())
