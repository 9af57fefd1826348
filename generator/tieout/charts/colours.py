"""The colours of charts and cards, read from the style sheet that pages load: `assets/colours.css`.

One file has them all, so that a page, its charts and its card never differ, and an owner changes a
colour in one place. It is plain CSS of custom properties; nothing else of CSS is read. A property
has both editions as `light-dark(#1b1f24, #e9e6df)`, or the dark ones stand in a block of their own
for `[data-md-color-scheme="slate"]`. Where the dark edition does not name a colour the light one's
holds, as in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache, partial
from itertools import count
from typing import Literal

from tieout.problems import shown

Edition = Literal["light", "dark"]
EDITIONS: tuple[Edition, ...] = ("light", "dark")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLOCK = re.compile(r"(?P<selector>[^{}]*)\{(?P<body>[^{}]*)\}")
_PROPERTY = re.compile(r"(?P<name>--[\w-]+)\s*:\s*(?P<value>[^;{}]*)")
_ANOTHER = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_BOTH = re.compile(r"light-dark\(\s*([^,]*?)\s*,\s*(.*?)\s*\)")
_DARK = 'scheme="slate"'
_MOST_CATEGORIES = 8
"""As many as a chart tells apart; a segment beyond takes the first anew."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of an edition, by what they are for; each as `#1b1f24`."""

    ink: str
    quiet: str
    rule: str
    line: str
    """A rule that is seen from afar."""
    paper: str
    accent: str
    """Of the site: the band of a card."""
    up: str
    down: str
    bar: str
    """What a chart is about."""
    past: str
    contrast: str
    zero: str
    categories: tuple[str, ...]
    """By the issuer's order of segments; after the last, they start anew."""

    def colours(self) -> Iterator[str]:
        """Every colour, in the order of the roles."""
        for role in fields(self):
            value = getattr(self, role.name)
            yield from value if isinstance(value, tuple) else (value,)


@dataclass(frozen=True, slots=True)
class Palettes:
    """Both editions."""

    light: Palette
    dark: Palette

    def of(self, edition: Edition) -> Palette:
        """The palette of an edition."""
        return self.light if edition == "light" else self.dark


class NoColour(ValueError):
    """A colour that charts and cards need is not in the file, or is none."""

    def __init__(self, line: int, finding: str) -> None:
        super().__init__(finding)
        self.line = line
        """Where it is written; the first line if it is nowhere."""


@dataclass(frozen=True, slots=True)
class _Written:
    value: str
    line: int


@lru_cache(maxsize=4)
def palettes(css: str) -> Palettes:
    """Both editions from the text of the style sheet. Raises NoColour."""
    css = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), css)
    light: dict[str, _Written] = {}
    dark: dict[str, _Written] = {}
    for block in _BLOCK.finditer(css):
        edition = dark if _DARK in block["selector"] else light
        for written in _PROPERTY.finditer(block["body"]):
            line = css.count("\n", 0, block.start("body") + written.start()) + 1
            value = written["value"].strip()
            if both := _BOTH.fullmatch(value):
                light[written["name"]] = _Written(both[1], line)
                dark[written["name"]] = _Written(both[2], line)
            else:
                edition[written["name"]] = _Written(value, line)
    return Palettes(
        _palette(partial(_colour, light)), _palette(partial(_colour, {**light, **dark}))
    )


def roles() -> Palette:
    """A palette whose colours only stand for their roles: no two are alike, and none is shown."""
    places = count(1)
    return _palette(lambda _: f"#{next(places):06x}")


def _palette(colour: Callable[[str], str]) -> Palette:
    return Palette(
        ink=colour("ink"),
        quiet=colour("ink-soft"),
        rule=colour("rule"),
        line=colour("rule-strong"),
        paper=colour("paper"),
        accent=colour("accent"),
        up=colour("up"),
        down=colour("down"),
        bar=colour("chart-accent"),
        past=colour("chart-past"),
        contrast=colour("chart-contrast"),
        zero=colour("chart-zero"),
        categories=tuple(colour(f"chart-{place}") for place in range(1, _MOST_CATEGORIES + 1)),
    )


def _colour(written: Mapping[str, _Written], role: str) -> str:
    """The colour that a role has, by way of the properties that its own names."""
    name = f"--{role}"
    line, passed = 1, [name]
    while True:
        if passed[-1] not in written:
            raise NoColour(line, f"`{shown(passed[-1], 60)}` is not there")
        value, line = written[passed[-1]].value, written[passed[-1]].line
        if another := _ANOTHER.fullmatch(value):
            if another[1] in passed:
                raise NoColour(line, f"`{name}` comes back to itself")
            passed.append(another[1])
        elif _COLOUR.fullmatch(value):
            return value
        else:
            raise NoColour(line, f"`{passed[-1]}` is `{shown(value, 60)}`, which is no colour")
