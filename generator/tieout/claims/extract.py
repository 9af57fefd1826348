"""The numbers that a text states about an issuer, each with its metric, period, basis and role.

A general grammar over the words of the catalogue and of the issuer's own file: no phrase is copied
from any article. A text is split into paragraphs and sentences, its numbers are read, and each is
given to the noun that governs it. What stays open is left open: a number whose subject nobody here
knows has no metric, and one whose identity is only likely is not `sure`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from tieout.claims.grammar.estimates import is_held_against
from tieout.claims.grammar.found import Found, quote, says
from tieout.claims.grammar.lexicon import Lexicon
from tieout.claims.grammar.measurable import RATES, is_money
from tieout.claims.grammar.memory import Memory
from tieout.claims.grammar.reader import Reader
from tieout.claims.grammar.sentence import IssuerInText, Sentence, looks_ahead, turns_ahead
from tieout.claims.grammar.spans import is_named
from tieout.claims.grammar.strangers import part_named
from tieout.claims.grammar.tables import Rows
from tieout.claims.grammar.tags import tag
from tieout.claims.grammar.tokens import Token
from tieout.claims.grammar.viewpoint import Resolved, Viewpoint
from tieout.claims.grammar.whose import mentions
from tieout.claims.layout.blocks import Block
from tieout.claims.layout.language import note_on
from tieout.claims.layout.table import read_table
from tieout.claims.layout.unread import unread
from tieout.claims.numbers.quantity import Quantity
from tieout.claims.numbers.sentences import Stretch, paragraphs, sentences
from tieout.claims.opened import opened
from tieout.figures.metrics import catalogue
from tieout.figures.periods import FiscalLabel
from tieout.records.company import Company

_HEADING_WORDS = 14
_LEAD_WORDS = 28
_SHORT_HEADING = 6
_BULLETS = "-*\u2022\u2013\u00b7\u25aa\u25cf"
_TELLING = ("metric", "segment", "basis", "name", "poss")
_ITEM = re.compile(
    r"\s*(?:[-*+\u2022\u25cf\u25aa\u25e6\u2013\u2014]|o\s)"
    r"|\s*(?i:non-gaap|gaap|adjusted|reported|basic|diluted)\b[^:.$0-9]{0,12}:"
)
_LABEL = re.compile(r"\s*[A-Z][\w ,()/-]{2,40}:\s")
_SENTENCE_ENDS = ".!;,"
_WORDS = re.compile(r"[^\W_]+")


def extract(text: str, company: Company, label: FiscalLabel, end: date) -> list[Found]:
    """The claims of a text about the issuer's fiscal period `label`, which ended on `end`.

    Raises Finding where the text holds more numbers than any article does.
    """
    return list(Extractor(company, label, end).read(text))


def names_issuer(text: str, company: Company) -> bool:
    """Whether a text names the issuer, one of its other names or its ticker."""
    tokens = tag(text, 0, len(text), (), Lexicon.of(company))
    return any(token.tag == "name" and not token.value for token in tokens)


def may_name(text: str, names: Iterable[str]) -> bool:
    """Whether a text may name an issuer of these names, so that its figures are worth a look."""
    lower = text.lower()
    return any(max(_WORDS.findall(name.lower()), key=len, default=name) in lower for name in names)


class Extractor:
    """Reads texts about one issuer and one of its periods."""

    def __init__(self, company: Company, label: FiscalLabel, end: date) -> None:
        self.lexicon = Lexicon.of(company)
        metrics = {**catalogue(), **company.kpis}
        self.issuer = IssuerInText(company, metrics, Viewpoint(label, end))
        self.rows = Rows(self.issuer, self.lexicon)
        self.notes: list[str] = []
        """What could not be read of the last text, a line each."""

    def read(self, text: str) -> Iterator[Found]:
        """The claims of a text, in its order; `notes` then says what of it was not read."""
        self.notes = [note for note in (note_on(text),) if note]
        self._text = opened(text, self.issuer.company.currency, self.lexicon)
        plain = self._text.plain
        self.issuer = replace(self.issuer, view=self.issuer.view.reading(plain))
        self.rows = Rows(self.issuer, self.lexicon)
        if self.notes:
            yield from self._unread(text, self._text.numbers)
            return
        places = {place.number: place for place in self._text.places}
        for found in self._read(plain):
            yield found if plain == text else _as_printed(found, text, places[found.paragraph])

    def _unread(self, text: str, numbers: Sequence[Quantity]) -> Iterator[Found]:
        """The numbers of a text whose words are not read: of nothing, and so never judged."""
        for place in paragraphs(text):
            for number in numbers:
                if place.start <= number.start < place.end and (
                    is_money(number) or number.unit in RATES
                ):
                    words = quote(text, place.start, place.end, number)
                    yield Found(
                        number, paragraph=place.number, quote=words, says=says(text, number)
                    )

    def _read(self, text: str) -> Iterator[Found]:
        memory = Memory()
        over: list[Token] = []
        for block in self._text.blocks:
            if block.table:
                rows = read_table(block, self._text.numbers)
                self.notes += [note for note in (unread(rows),) if note]
                for row in rows:
                    yield from self.rows.read(text, row)
                self._parted(text, block, memory)
                continue
            for line in block.lines:
                place = line.place
                words = text[place.start : place.end]
                if self._text.numbers_in(place) or not _is_heading(words):
                    item = _is_item(words)
                    over = over if item else []
                    memory.polled &= item or _LABEL.match(words) is not None
                    yield from self._paragraph(text, place, memory, over)
                else:
                    tokens = self._text.words(place)
                    over = _opening(tokens)
                    if not over:
                        self._heading(words.strip(), tokens, memory)

    def _paragraph(
        self,
        text: str,
        place: Stretch,
        memory: Memory,
        over: Sequence[Token],
    ) -> Iterator[Found]:
        """The claims of a paragraph; an item of a list is read behind the words over the list."""
        memory.turn_to_paragraph()
        for stretch in sentences(text, place):
            tokens = self._text.tokens(stretch)
            if over and stretch.start == place.start:
                tokens = [*over, *tokens]
            sentence = Sentence.of(text, stretch, tokens, self.issuer, memory)
            yield from Reader(sentence, self.lexicon.counted).read()

    def _heading(self, line: str, tokens: Sequence[Token], memory: Memory) -> None:
        short = len(tokens) <= _SHORT_HEADING
        ahead = turns_ahead(tokens, short=short, led=line.endswith(":"))
        ahead = ahead and (line[:1] not in _BULLETS or line.endswith(":"))
        memory.spoken.leave(mentions(tokens))
        memory.polled = is_held_against(tokens)
        memory.turn_to_section(
            [token.value for token in tokens if token.tag == "segment"],
            short=short,
            ahead=ahead,
            part=part_named(tokens) if short else "",
            period=None if looks_ahead(tokens) and not ahead else self._standing(tokens, ahead),
        )

    def _parted(self, text: str, block: Block, memory: Memory) -> None:
        """A table that opens with the name of a part: what stands below it is of that part, too."""
        title = block.lines[0]
        if title.kind != "short":
            return
        tokens = tag(text, title.place.start, title.place.end, (), self.lexicon)
        part = part_named(tokens)
        segments = [token.value for token in tokens if token.tag == "segment"]
        if part or (segments and len(tokens) <= _SHORT_HEADING):
            memory.turn_to_section(segments, short=True, ahead=False, period=None, part=part)

    def _standing(self, tokens: Sequence[Token], ahead: bool) -> Resolved | None:
        """The one period that a heading names; a table's has several."""
        places = [place for place, token in enumerate(tokens) if token.mention is not None]
        mentions = [token.mention for token in tokens if token.mention is not None]
        compared = any(tokens[place - 1].tag == "from" for place in places if place)
        if len(mentions) != 1 or compared or not (ahead or is_named(mentions[0])):
            return None
        period = self.issuer.view.resolve(mentions[0], guided=ahead)
        return period if ahead or period != Resolved("quarter") else None


def _opening(tokens: list[Token]) -> list[Token]:
    """The words of a heading that opens a list, where they say what its items are of.

    `Diluted EPS:` over `GAAP: $4.18` and `Non-GAAP: $5.31` is the metric of both.
    """
    told = [token for token in tokens if token.tag not in ("punct", "small", "det")]
    if not told or any(token.tag not in _TELLING for token in told):
        return []
    return tokens if any(token.tag == "metric" for token in told) else []


def _as_printed(found: Found, text: str, place: Stretch) -> Found:
    """The claim with its quote as the text prints it, footnote marks and all."""
    quantity = found.quantity
    for sentence in sentences(text, place):
        if sentence.start <= quantity.start < sentence.end:
            place = sentence
    return found._replace(quote=quote(text, place.start, max(place.end, quantity.end), quantity))


def _is_item(line: str) -> bool:
    """Whether a line is an item of a list, or opens with a word of basis and a colon."""
    return _ITEM.match(line) is not None


def _is_heading(line: str) -> bool:
    """A short line without an end, or one that leads in what follows."""
    longest = _LEAD_WORDS if line.rstrip().endswith(":") else _HEADING_WORDS
    return len(line.split()) <= longest and line.rstrip()[-1:] not in _SENTENCE_ENDS
