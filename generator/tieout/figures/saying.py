"""What the site says in words of its own: English as it stands, and what it is made of.

A saying is a text, and whatever takes a text takes it: documents, feeds and messages of a check
print it as it is. It remembers its message and what was filled in, so that a page in another
language can say it there; only the last step, where a template prints it, knows which that is.
A saying that goes through an f-string or a method of texts is a mere text from then on: it is put
together with the functions below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Protocol

_CHANGES: dict[str, Callable[[str], str]] = {}
"""What can be done to a saying that is kept, by its name."""


class Speaker(Protocol):
    """A language, as far as a saying needs it."""

    def message(self, message: str) -> str:
        """The message in that language."""

    def counted(self, one: str, many: str, count: int) -> str:
        """The message for a number of things in that language."""

    def day(self, when: date) -> str:
        """The day as it is written there."""

    def day_of_year(self, when: date) -> str:
        """The day without its year."""


class Saying(str):
    """A text of the site's own."""

    __slots__ = ()

    def said_by(self, speaker: Speaker) -> str:
        """The text in another language."""
        raise NotImplementedError


class Message(Saying):
    """A message of the catalogue with what is filled in."""

    __slots__ = ("message", "values")
    message: str
    values: Mapping[str, object]

    def said_by(self, speaker: Speaker) -> str:
        """The message there, with what is filled in said there as well."""
        return _filled(speaker.message(self.message), self.values, speaker)


class CountedMessage(Saying):
    """A message of the catalogue that goes by a number."""

    __slots__ = ("many", "number", "one", "values")
    one: str
    many: str
    number: int
    values: Mapping[str, object]

    def said_by(self, speaker: Speaker) -> str:
        """The message there for that number."""
        message = speaker.counted(self.one, self.many, self.number)
        return _filled(message, {"count": self.number, **self.values}, speaker)


class Frame(Saying):
    """Marks of a page around something said."""

    __slots__ = ("frame", "values")
    frame: str
    values: Mapping[str, object]

    def said_by(self, speaker: Speaker) -> str:
        """The same marks around it."""
        return _filled(self.frame, self.values, speaker)


class Joined(Saying):
    """Several texts with a separator between them, which a language has of its own."""

    __slots__ = ("parts", "separator")
    parts: tuple[str, ...]
    separator: str

    def said_by(self, speaker: Speaker) -> str:
        """The texts there, separated as is usual there."""
        return speaker.message(self.separator).join(said(part, speaker) for part in self.parts)


class Changed(Saying):
    """What becomes of a saying that goes through a function: escaped, or amid a sentence."""

    __slots__ = ("change", "of")
    change: Callable[[str], str]
    of: str

    def said_by(self, speaker: Speaker) -> str:
        """The same done to what it is there."""
        return self.change(said(self.of, speaker))

    def __getstate__(self) -> tuple[str, str]:
        """Kept by the name of the change: what reads it back makes texts, and calls nothing."""
        return _name(self.change), self.of

    def __setstate__(self, state: tuple[str, str]) -> None:
        name, self.of = state
        self.change = _CHANGES[name]


class SaidDay(Saying):
    """A day of the calendar."""

    __slots__ = ("when",)
    when: date

    def said_by(self, speaker: Speaker) -> str:
        """The day there."""
        return speaker.day(self.when)


class SaidDayOfYear(SaidDay):
    """A day whose year goes without saying."""

    __slots__ = ()

    def said_by(self, speaker: Speaker) -> str:
        """The day there."""
        return speaker.day_of_year(self.when)


def say(message: str, /, **values: object) -> str:
    """A message of the catalogue; `{name}` in it stands for the value of that name."""
    told = Message(message.format(**values) if values else message)
    told.message, told.values = message, values
    return told


def several(one: str, many: str, number: int, /, **values: object) -> str:
    """A message for one and one for any other number, which `{count}` in it stands for."""
    told = CountedMessage((one if number == 1 else many).format(**{"count": number, **values}))
    told.one, told.many, told.number, told.values = one, many, number, values
    return told


def framed(frame: str, /, **values: object) -> str:
    """Marks that are in no language around what is said; a mere text where nothing is."""
    text = frame.format(**values)
    if not any(isinstance(value, Saying) for value in values.values()):
        return text
    told = Frame(text)
    told.frame, told.values = frame, values
    return told


def joined(separator: str, parts: Iterable[str]) -> str:
    """Texts with a separator between them: `, `, `; ` or a space, empty ones left out."""
    filled = tuple(filter(None, parts))
    if len(filled) < 2:
        return filled[0] if filled else ""
    told = Joined(separator.join(filled))
    told.parts, told.separator = filled, separator
    return told


def a_change(function: Callable[[str], str]) -> Callable[[str], str]:
    """Marks a function through which a saying may go that is kept."""
    _CHANGES[_name(function)] = function
    return function


def _name(function: Callable[[str], str]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def changed(change: Callable[[str], str], text: str) -> str:
    """A text through a function, which is asked again of what it is in another language."""
    if not isinstance(text, Saying):
        return change(text)
    told = Changed(change(str(text)))
    told.change, told.of = change, text
    return told


def said_day(english: str, when: date) -> str:
    """A day, with how English writes it."""
    told = SaidDay(english)
    told.when = when
    return told


def said_day_of_year(english: str, when: date) -> str:
    """A day without its year, with how English writes it."""
    told = SaidDayOfYear(english)
    told.when = when
    return told


def said(value: object, speaker: Speaker) -> str:
    """A text as it is, or in another language what is said."""
    return value.said_by(speaker) if isinstance(value, Saying) else str(value)


def _filled(text: str, values: Mapping[str, object], speaker: Speaker) -> str:
    if not values:
        return text
    return text.format(
        **{
            name: value.said_by(speaker) if isinstance(value, Saying) else value
            for name, value in values.items()
        }
    )
