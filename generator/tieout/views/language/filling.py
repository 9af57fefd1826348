"""Templates that are filled in a language: they say with `say`, and print what is said there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from jinja2 import Environment

from tieout.figures import saying
from tieout.views.language.catalogue import ENGLISH, Language


def words(language: Language) -> dict[str, Callable[..., str]]:
    """What templates say with: a message, one of two by a number, a text that may be a message."""
    if language is ENGLISH:
        return {"say": saying.say, "several": saying.several, "known": str}

    def say(message: str, /, **values: object) -> str:
        return saying.said(saying.say(message, **values), language)

    def several(one: str, many: str, number: int, /, **values: object) -> str:
        return saying.said(saying.several(one, many, number, **values), language)

    return {"say": say, "several": several, "known": language.message}


def speaking(environment: Environment, language: Language) -> Environment:
    """The environment, whose templates print in that language whatever is said.

    To be asked before a template is compiled. In English nothing is done to what they print.
    """
    environment.globals |= words(language)
    if language is not ENGLISH:
        environment.finalize = language.text
        environment.filters = {
            name: _hearing(function, language) for name, function in environment.filters.items()
        }
        environment.filters["join"] = _joining(language)
    return environment


def _hearing(function: Callable[..., Any], language: Language) -> Callable[..., Any]:
    """A filter that takes what is said in that language."""

    @wraps(function)
    def filter_(*arguments: Any, **options: Any) -> Any:
        return function(*map(language.whole, arguments), **options)

    return filter_


def _joining(language: Language) -> Callable[..., str]:
    def join(texts: Any, separator: str = "") -> str:
        return language.message(separator).join(saying.said(text, language) for text in texts)

    return join
