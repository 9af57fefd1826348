"""One policy on characters, for records, articles, names and whatever is imported.

Refused is what a reviewer cannot see, or what makes a line read as what it is not: controls (but
tab and line feed), format and direction signs, private use, separators of lines, blank letters and
all that Unicode calls default-ignorable. The ranges are Unicode's own (a test derives them anew);
they are written out since Python has no table of default-ignorables, and deriving takes long.

The two joiners are letters' companions in Arabic and in India's scripts: between letters that are
not Latin they stay. Signs that only look alike are told across issuers by their skeletons, after
the way of Unicode's technical standard 39.
"""

from __future__ import annotations

import re
import unicodedata

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

_ALIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d"
    "\u0432\u043a\u043c\u043d\u0442"
    "\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03b2\u03b6\u03b7\u03bc"
    "\u0131\u0261\u0251\u0570\u0578\u057d\u0585\u00d7"
    "01|",
    "aeopcyxijshdqwbkmhtaeikvoptuxbznmigahnuoxoll",
)
_NO_LETTER = re.compile(r"[\W_]+")


def skeleton(name: str) -> str:
    """What a name looks like, whatever script its letters are of."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NO_LETTER.sub("", bare.translate(_ALIKE).replace("i", "l").replace("rn", "m"))
