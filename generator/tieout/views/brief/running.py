"""The running head and foot of a brief on paper: a style sheet of its own beside the page.

Only a style sheet can write into the margins of a page of paper, and what it writes is the brief's.
"""

from __future__ import annotations

import re

from tieout.figures.saying import say
from tieout.views.brief.line import BriefLine
from tieout.views.language.catalogue import Language
from tieout.views.shared.plain import one_line

_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ,.()&/-]")
_SHEET = """\
@page {{
  @top-right {{ content: "{title}"; }}
  @bottom-left {{ content: "{advice} /{path}"; }}
}}
"""


_ADVICE = say("Facts and arithmetic on them; no investment advice.")


def head(line: BriefLine, language: Language) -> str:
    """The sheet, in which no text of a contributor can be anything but text."""
    return _SHEET.format(
        title=_literal(str(language.text(line.title))),
        advice=language.text(_ADVICE),
        path=_literal(line.path),
    )


def _literal(text: str) -> str:
    """A text as a string of a style sheet: every sign that could mean something, by number."""
    return _NOT_PLAIN.sub(lambda sign: f"\\{ord(sign[0]):x} ", one_line(text))
