"""The words that scripts say, for pages in another language than English: one small file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tieout.views.language.catalogue import ENGLISH, Language
from tieout.views.templates import PACKAGED

WORDS = PurePosixPath("assets/words.json")
_SAID = re.compile(r"""\bsay\(\s*(["'])(?P<message>.+?)\1""")
_LONGEST = 48
"""Letters of a message that the API may say by itself: a label, a basis, a verdict."""


def words(language: Language) -> Iterator[tuple[PurePosixPath, bytes]]:
    """What scripts say, and what the API says on a page, by their English; nothing in English."""
    if language is ENGLISH:
        return
    said = {message for path in _scripts() for message in _messages(path)}
    known = {
        message: words
        for message, words in language.messages.items()
        if message in said or _is_label(message)
    }
    known |= {many: told[language.form(2)] for many, told in language.several.items()}
    text = json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    yield WORDS, text.encode()


def _scripts() -> Iterator[Path]:
    yield from sorted((PACKAGED / "theme/assets").glob("*.js"))


def _messages(script: Path) -> Iterator[str]:
    return (found["message"] for found in _SAID.finditer(script.read_text("utf-8")))


def _is_label(message: str) -> bool:
    return len(message) <= _LONGEST and not set(message) & set("<>`[*")
