"""A page for each rule: what it demands, why, and an example that breaks it and is mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from tieout.check.explained import Example, shown_part
from tieout.claims.codes import CodeMeaning, codes
from tieout.views.shared.plain import literal, plain
from tieout.views.shared.tables import ColumnHead, Table
from tieout.views.upkeep.reference import our_words

_FOLDER = "briefs/acme/"
CONSEQUENCES = {"error": "A breach stops the build.", "warning": "A breach is a warning."}


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file, or the part of it that matters."""

    name: str
    text: str

    @property
    def html(self) -> str:
        """The text as typed, in finished HTML: a fence would keep braces, which mark templates."""
        return f"<pre><code>{literal(self.text)}</code></pre>"


@dataclass(frozen=True, slots=True)
class ShownExample:
    """An example as a page has it."""

    title: str
    beside: tuple[ShownFile, ...]
    wrong: ShownFile
    right: ShownFile
    messages: tuple[str, ...]

    @classmethod
    def of(cls, example: Example) -> ShownExample:
        """An example with its files under their paths."""
        return cls(
            example.title,
            tuple(_file(name, text) for name, text in example.beside.items()),
            _file(example.file, example.wrong),
            _file(example.file, example.right),
            example.messages,
        )


@dataclass(frozen=True, slots=True)
class RulePage:
    """What the page of one rule shows."""

    code: str
    name: str
    demands: str
    why: str
    consequence: str
    example: ShownExample | None

    @property
    def slug(self) -> str:
        """The last step of the page's address."""
        return self.code.lower()


def index() -> tuple[tuple[str, Table], ...]:
    """Every rule with the way to its page, by what rules are about."""
    columns = (ColumnHead("Code", numbers=False), ColumnHead("Rule", numbers=False))
    return tuple(
        (heading, Table.of(columns, (_row(rule) for rule in rules)))
        for heading, rules in groupby(codes(), attrgetter("group"))
    )


def pages() -> Iterator[RulePage]:
    """The page of each rule."""
    for known in codes():
        yield page(known)


def page(known: CodeMeaning) -> RulePage:
    """The page of one rule."""
    told = known.reason
    return RulePage(
        known.code,
        sentence(known),
        our_words(known.demands),
        told.why,
        CONSEQUENCES[known.severity],
        ShownExample.of(told.example) if told.example else None,
    )


def sentence(known: CodeMeaning) -> str:
    """The rule's name as a heading."""
    return known.name[:1].upper() + known.name[1:]


def _row(known: CodeMeaning) -> tuple[str, str]:
    return f"[{known.code}]({known.code.lower()}.md)", plain(sentence(known))


def _file(name: str, text: str) -> ShownFile:
    path = f"briefs/{name[3:]}" if name.startswith("../") else f"{_FOLDER}{name}"
    return ShownFile(path, shown_part(text))
