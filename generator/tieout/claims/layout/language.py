"""Whether a text is English as a person writes it, by its small words alone.

A third of an English text's words are articles, prepositions and the like; other languages of
Latin letters have as many of their own, and others' letters are not Latin. Where the text is of
another language nothing of it is judged: `Umsatz` may be found, but not what governs it. Texts
that a machine has spun, word for word from a thesaurus, read `cardinal` for billion and `gross
sales` for sales; two such words in one text are no chance.
"""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"(?<![/\w])[^\W\d_]+(?![/\w])")
"""A word; the halves of `Y/Y` are none, though Spanish has a word `y`."""
_MOST = 4_000
_FEWEST = 12
_ENGLISH = frozenset(
    "the of and to in a is was were for on with by from at that its it as an be are has had have "
    "this which or than up while after but not over per".split()
)
_OTHERS = {
    "German": "der die das und den dem des ein eine einen im am ist war von mit auf um bei nach "
    "sich zu für wie nicht aus vor wurde prozent",
    "French": "le la les des du et en un une est au aux par pour sur dans que qui avec plus ce "
    "ses son contre hausse",
    "Spanish": "el la los las de del y en un una que por con se su al es para más lo como hasta "
    "frente",
    "Portuguese": "o os as de do da dos das e em um uma que por com no na nos ao para se mais foi "
    "lucro",
    "Italian": "il lo la gli di del della dei e in un una che per con si al nel alla sono più ha "
    "rispetto",
    "Dutch": "de het een van en in op te met voor is dat die bij naar ook werd aan uit",
    "Swedish": "och att det som en ett av på för med den till är var från har procent kronor",
    "Indonesian": "yang dan di dari pada untuk dengan ini itu sebesar menjadi adalah tahun",
    "Turkish": "ve bir bu ile için olarak daha yüzde milyar milyon",
    "Polish": "i w na z do się o że jest za od przez oraz po",
}
_FOREIGN = {language: frozenset(words.split()) for language, words in _OTHERS.items()}
_YEAR = r"(?:yr|12[ -]months?|twelvemonth)"
_SPUN = re.compile(
    rf"(?i)[0-9] cardinal\b|\bfiscal yr\b|\b{_YEAR}[ -](?:over|on|to)[ -]{_YEAR}\b"
    r"|\b(?:consistent with|in (?:step|keeping|line) with) (?:share|percentage|proportion)\b"
    r"|\bper[ -](?:stock|proportion)\b|\bmonetary unit\b"
)
_SIGNS_OF_SPINNING = 2


def language_of(text: str) -> str:
    """The language of a text, where its small words are of another one than English; else ""."""
    words = [word.lower() for word in _WORD.findall(text[: 8 * _MOST])[:_MOST]]
    if not words:
        return ""
    foreign = sum(not _is_latin(word) for word in words if not word.isascii())
    if 2 * foreign > len(words):
        return "another language"
    if len(words) < _FEWEST:
        return ""
    said = Counter(words)
    english = _many(said, _ENGLISH)
    counts = {name: _many(said, own) for name, own in _FOREIGN.items()}
    likeliest = max(counts, key=lambda name: counts[name])
    most = counts[likeliest]
    return likeliest if most > 2 * english and 8 * most > len(words) else ""


def _many(said: Counter[str], own: frozenset[str]) -> int:
    """How many words of a text are of a language's own small words."""
    return sum(said[word] for word in own & said.keys())


def _is_latin(word: str) -> bool:
    return all(letter < "\u0250" or "\u1e00" <= letter < "\u1f00" for letter in word)


def is_spun(text: str) -> bool:
    """Whether a text carries the marks of a machine that swaps words."""
    signs = {match[0].lower() for match in _SPUN.finditer(text)}
    return len(signs) >= _SIGNS_OF_SPINNING


def note_on(text: str) -> str:
    """One line for the reader of the claims, where nothing of the text can be judged; else ""."""
    language = language_of(text)
    if language:
        named = language if language != "another language" else "a language other than English"
        return f"the text is in {named}, which is not read: none of its numbers is judged"
    if is_spun(text):
        return (
            "the text reads as if a machine had swapped its words (`cardinal` for billion): "
            "none of its numbers is judged"
        )
    return ""
