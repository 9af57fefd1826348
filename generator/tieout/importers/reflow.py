"""Lines of a printed page put together again: a PDF keeps where they end, not why.

Operating income rose          goes on below, with a number
11% to $28.2 billion, and
Total revenue                  does not: what stands below is a cell
94,036
"""

from __future__ import annotations

import re

_STOPPED = re.compile(r"[.!?:;\u3002][\"'\u201d\u2019)\]]*\Z")
_OPEN = re.compile(
    r"(?:,|[a-z]-|\b(?:a|an|and|as|at|but|by|for|from|in|its|of|on|or|than|that|the|their|to|was"
    r"|were|which|with))\Z"
)
"""What no line of its own ends with."""
_WORD = re.compile(r"[A-Za-z]{2,}")
_ITEM = re.compile(r"[-*+\u2022\u25cf\u25aa\u2013\u2014]\s?\w|[(]?[0-9]{1,2}[.)]\s")
_FEWEST_WORDS = 4
_SHORTEST = 24


def reflowed(text: str) -> str:
    """The text with the lines of a paragraph in one; rows of tables and headings stay."""
    lines: list[str] = []
    above = ""
    for line in (each.strip() for each in text.splitlines()):
        if lines and _goes_on(above, line):
            tie = "" if re.search(r"[a-z]-\Z", lines[-1]) else " "
            lines[-1] += f"{tie}{line}"
        else:
            lines.append(line)
        above = line
    return "\n".join(lines)


def _goes_on(above: str, line: str) -> bool:
    """Whether a line is the rest of a sentence that the one above it began."""
    if _STOPPED.search(above) or _ITEM.match(line) or len(_WORD.findall(line)) < 1:
        return False
    if len(above) < _SHORTEST or len(_WORD.findall(above)) < _FEWEST_WORDS:
        return False
    if line[:1].isupper():
        return _OPEN.search(above) is not None
    return line[:1].islower() or _is_told(line)


def _is_told(line: str) -> bool:
    """Whether a line that opens with a number goes on in words: a row of cells does not."""
    return len(_WORD.findall(line)) >= _FEWEST_WORDS - 1
