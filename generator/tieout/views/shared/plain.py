"""Contributors' text of one line made safe for a page: it shows as typed, and marks nothing.

The first of the three doors that `prose.py` names; it needs nothing but the standard library.
"""

from __future__ import annotations

import re
from html import escape

from tieout.figures.saying import a_change, changed

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Control characters, direction overrides and what else shows nothing but changes the rest."""
_ACTIVE = re.compile(
    r"[&<>\"\\`*_{}\[\]|~^#]"  # marks wherever they stand
    r"|^[-+](?=[-+ ]|$)|^[!:?=]"  # marks at the start of a line
    r"|:(?![\s\d])|:(?=\d+:)|(?<=-)-|(?<=\+)\+|(?<==)=|@(?=\S)|(?<=[wW]{3})\."  # emoji, addresses
)
_HELD = re.compile(
    r"[+\u2212](?:[A-Z]{0,3}[^\w\s.,;:&]|[A-Z]{2,3} )[0-9][0-9.,]*[a-z]*|\bnon-[A-Z]{2,}\b"
)
"""A line may end between a sign and a sign of money, and after a hyphen, as Unicode has it."""
_NUMBERED = re.compile(r"(?<=[0-9])[.)]")
_LIST = re.compile(r"[0-9]+[.)](?= |$)")
BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})
"""What a template would act on, were a page ever read as one."""


def plain(text: str) -> str:
    """Text that shows as typed, in Markdown, in HTML and in a double-quoted attribute.

    Runs of white space become one space, so that it stays in its heading or table cell.
    """
    return changed(_escaped, text)


@a_change
def _escaped(text: str) -> str:
    line = one_line(text)
    head = listed[0] if (listed := _LIST.match(line)) else ""
    return _NUMBERED.sub(_entity, head) + _ACTIVE.sub(_entity, line[len(head) :])


def held(escaped: str) -> str:
    """Escaped text in which no line parts `−$61.2m` from its sign, or `non-GAAP` at its hyphen."""
    return changed(_kept_together, escaped)


@a_change
def _kept_together(escaped: str) -> str:
    return _HELD.sub(r'<span class="held">\g<0></span>', escaped)


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def literal(text: str) -> str:
    """Text that shows as typed in finished HTML and its attributes, and marks no template."""
    return escape(text).translate(BRACES)


def one_line(text: str) -> str:
    """Text without line breaks and unseen characters, for where another writer escapes it."""
    return changed(_on_one_line, text)


@a_change
def _on_one_line(text: str) -> str:
    return " ".join(UNSEEN.sub("", text).split())
