"""One policy on characters, for records, articles, names and whatever is imported.

Refused is what a reviewer cannot see, or what makes a line read as what it is not: controls (but
tab and line feed), format and direction signs, private use, separators of lines, blank letters and
all that Unicode calls default-ignorable. The ranges are Unicode's own (a test derives them anew);
they are written out since Python has no table of default-ignorables, and deriving takes long.

The two joiners are letters' companions in Arabic and in India's scripts: between letters that are
not Latin they stay. Signs that only look alike are told across issuers by their skeletons, after
the way of Unicode's technical standard 39 and from its data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_RANGES = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200b"
    "\u200e-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\uffff\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U0010ffff"
)
_ENDS = "".join(f"{chr(end - 1)}-{chr(end)}" for end in range(0x1FFFF, 0xE0000, 0x10000))
FORBIDDEN = re.compile(
    rf"[{_RANGES}{_ENDS}]|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)
"""A character that no contributor's text may have."""

_LOOKALIKES = Path(__file__).with_name("lookalikes.yml")
_NO_LETTER = re.compile(r"[\W_]+")


@cache
def _lookalikes() -> Mapping[str, str]:
    """The Latin letter or digit that each letter of another script looks like."""
    table = yaml.load(_LOOKALIKES.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  text alone
    return {letter: latin for latin, letters in table.items() for letter in letters}


def skeleton(name: str) -> str:
    """What a name looks like, whatever script its letters are of."""
    plain = unicodedata.normalize("NFKD", name)
    bare = "".join(_latin(letter) for letter in plain if not unicodedata.combining(letter))
    alike = bare.casefold().translate(str.maketrans("01|i", "olll"))
    return _NO_LETTER.sub("", alike).replace("rn", "m").replace("vv", "w")


def ticker_skeleton(ticker: str) -> str:
    """What a ticker looks like: in capitals an I is no L, but may be a 1, as an O may be a 0."""
    return ticker.translate(str.maketrans("01", "OI"))


def _latin(letter: str) -> str:
    """The Latin letter that a letter looks like, be it only in capitals."""
    known = _lookalikes()
    return known.get(letter) or known.get(letter.upper()) or letter
