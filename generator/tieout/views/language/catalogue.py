"""The languages that the site's own words are kept in: one catalogue of messages each.

`zh.po` is Simplified Chinese. Its messages are the English words that stand in the code and in the
templates; a test holds both to each other. Days and months come from Babel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache, cached_property
from gettext import c2py
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_skeleton
from babel.messages.pofile import read_po

from tieout.figures.saying import Saying

_FOLDER = Path(__file__).parent
_TAGS = {"zh": "zh-Hans"}
"""How a page names its language, where Material's name says less."""


@dataclass(frozen=True, eq=False)
class Language:
    """A language that pages are in."""

    code: str
    """As the theme calls it: `zh`."""
    messages: Mapping[str, str]
    forms: Mapping[str, tuple[str, ...]]
    """What goes by a number, by its message for one."""
    pairs: tuple[tuple[str, str], ...]
    """The messages for one and for several."""
    form: Callable[[int], int]
    """Which of the forms a number takes."""

    @property
    def tag(self) -> str:
        """As a page calls it: `zh-Hans`."""
        return _TAGS.get(self.code, self.code)

    def message(self, message: str) -> str:
        """The message in this language; where it has none, as it is."""
        return self.messages.get(message, message)

    def counted(self, one: str, many: str, count: int) -> str:
        """The message for a number of things; where this language has none, as it is."""
        known = self.forms.get(one)
        return known[self.form(count)] if known else one if count == 1 else many

    @cached_property
    def several(self) -> Mapping[str, tuple[str, ...]]:
        """What goes by a number, by its message for several."""
        return {many: self.forms[one] for one, many in self.pairs}

    @cached_property
    def _english(self) -> Mapping[str, str]:
        return {said: message for message, said in reversed([*self.messages.items()])}

    def in_english(self, text: str) -> str:
        """The message whose words these are; a text that is none of ours as it is."""
        return self._english.get(text, text)

    def day(self, when: date) -> str:
        """`2025年11月25日`."""
        return format_date(when, "long", locale=self.code)

    def day_of_year(self, when: date) -> str:
        """`11月25日`."""
        return format_skeleton("MMMd", when, locale=self.code)

    def text(self, value: object) -> object:
        """What is said, in this language; anything else as it is."""
        if self is ENGLISH or not isinstance(value, Saying):
            return value
        return value.said_by(self)

    def whole(self, value: Any) -> Any:
        """The same with everything in it that is said: of tables and charts."""
        if isinstance(value, Saying):
            return value.said_by(self)
        if isinstance(value, tuple) and type(value) is not tuple:
            return type(value)(*map(self.whole, value))
        if isinstance(value, (list, tuple)):
            return type(value)(map(self.whole, value))
        if isinstance(value, dict):
            return {self.whole(key): self.whole(each) for key, each in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            parts = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
            there = {name: self.whole(each) for name, each in parts.items()}
            told = {name: each for name, each in there.items() if each is not parts[name]}
            return replace(value, **told) if told else value
        return value


ENGLISH = Language("en", {}, {}, (), int)
"""The language of the messages themselves."""


@cache
def language_of(code: str) -> Language | None:
    """The language of that name; None where no catalogue has it."""
    if code == ENGLISH.code:
        return ENGLISH
    path = _FOLDER / f"{code}.po"
    if not code.isalpha() or not path.is_file():
        return None
    with path.open("rb") as file:
        read = read_po(file, locale=code)
    told = [each for each in read if each.id]
    return Language(
        code,
        {each.id: str(each.string) for each in told if isinstance(each.id, str)},
        {each.id[0]: tuple(each.string or ()) for each in told if not isinstance(each.id, str)},
        tuple((each.id[0], each.id[1]) for each in told if not isinstance(each.id, str)),
        c2py(read.plural_expr),
    )
