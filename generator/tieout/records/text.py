"""A contributor's bytes as text, and what keeps them from being read, in an analyst's words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import yaml

from tieout.problems import Place, Problem
from tieout.records.characters import FORBIDDEN
from tieout.records.layout import slip_in

RECORD_BYTES = 1 << 20
ARTICLE_BYTES = 5 << 20
MOST_PROBLEMS = 50


class Code(StrEnum):
    """What a file must keep before its figures are looked at."""

    SIZE = "R001"
    ENCODING = "R002"
    CHARACTER = "R003"
    SYNTAX = "R004"
    NESTING = "R005"
    ALIAS = "R006"
    TAG = "R007"
    DUPLICATE = "R008"
    ROOT = "R009"
    FIELD = "R010"
    MISSING = "R011"
    VALUE = "R012"
    NAME = "R013"
    SOURCE = "R014"
    PATH = "R015"
    STRAY = "R016"
    PERIOD = "R017"


DEMANDS: Mapping[Code, str] = MappingProxyType(
    {
        Code.SIZE: (
            "A file has a size that a person could have typed: a record at most 1 MiB, an "
            "article 5 MiB."
        ),
        Code.ENCODING: "A file is plain text in UTF-8.",
        Code.CHARACTER: (
            "Every character of a file can be seen and runs in the direction of its neighbours."
        ),
        Code.SYNTAX: (
            "A file is laid out as YAML: a colon and a space behind each key, fields of a "
            "block in one column, quotes and brackets closed."
        ),
        Code.NESTING: (
            "Blocks stand at most 20 deep in one another, and a file has at most 20,000 "
            "keys and values."
        ),
        Code.ALIAS: "Every value is written out where it is due; none refers to another.",
        Code.TAG: "No value has a tag and no file a directive.",
        Code.DUPLICATE: "A key stands once in its block.",
        Code.ROOT: (
            "A file is a mapping of fields; an article opens with its fields between two "
            "lines `---`."
        ),
        Code.FIELD: "Every field is one that the file can have, by its exact name.",
        Code.MISSING: (
            "What a file cannot do without is there: the period, the release, the sources."
        ),
        Code.VALUE: (
            "A value is of the kind that its field holds: a number, a day, a unit, one of a "
            "few words."
        ),
        Code.NAME: (
            "Metrics are the catalogue's or declared by the issuer, segments are the "
            "issuer's, briefs and articles are there."
        ),
        Code.SOURCE: "A source that is cited is listed under `sources`.",
        Code.PATH: "Names of folders and files are small Latin letters, digits and hyphens.",
        Code.STRAY: "Among the records stand records, company files and articles alone.",
        Code.PERIOD: (
            "A file is called after its period, and no two records of an issuer end on one day."
        ),
    }
)
"""What each code demands, in a sentence."""

TAB = re.compile("\t")

_OTHER_KINDS = {
    b"PK\x03\x04": "an archive or a file of Word or Excel",
    b"\xd0\xcf\x11\xe0": "a file of an old Word or Excel",
    b"\x1f\x8b": "a packed file",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"%PDF-": "a PDF",
    b"\x7fELF": "a program",
}
"""What other files begin with."""


def decode(content: bytes, file: str, limit: int) -> tuple[str, list[Problem]]:
    """A file's bytes as text with plain line ends, or the reasons why it is no such text."""
    if len(content) > limit:
        finding = f"the file is larger than {limit >> 20} MiB"
        return "", [Problem(Place(file), Code.SIZE, finding, "split it or cut it down")]
    if (other := _no_text(content[:64])) is not None:
        return "", [Problem(Place(file), Code.ENCODING, *other)]
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        return "", [_no_utf8(content, error.start, file)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, characters(text, FORBIDDEN, Place(file))


def _no_text(head: bytes) -> tuple[str, str] | None:
    """What a file is that begins like this, and the remedy; None where it may be text."""
    for start, kind in _OTHER_KINDS.items():
        if head.startswith(start):
            return f"the file is no text but {kind}", "put a text file in its place"
    zeros, many = head.count(0), len(head) // 8
    half = zeros in (head[::2].count(0), head[1::2].count(0))  # every second byte, in Latin text
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or (zeros > many and half):
        finding = "the file is in UTF-16, as Excel or Notepad may save it"
        return finding, "save it again with the encoding UTF-8"
    return ("the file is no text", "put a text file in its place") if zeros > many else None


def _no_utf8(content: bytes, at: int, file: str) -> Problem:
    start = content.rfind(b"\n", 0, at) + 1
    column = len(content[start:at].decode("utf-8", "replace")) + 1
    return Problem(
        Place(file, content.count(b"\n", 0, at) + 1, column),
        Code.ENCODING,
        f"byte {content[at]:02X} is no UTF-8; the file may be in Latin-1 or Windows-1252",
        "save it again with the encoding UTF-8",
    )


def characters(text: str, unwanted: re.Pattern[str], first: Place) -> list[Problem]:
    """One problem for each unwanted character, up to a bound; `first` is the place of the text.

    Of a run of one character the first is told.
    """
    found: list[Problem] = []
    for match in unwanted.finditer(text):
        if len(found) == MOST_PROBLEMS:
            break
        if match.start() and text[match.start() - 1] == match[0]:
            continue
        line = first.line + text.count("\n", 0, match.start())
        column = match.start() - text.rfind("\n", 0, match.start())
        found.append(character(match[0], Place(first.file, line, column)))
    return found


def character(letter: str, place: Place) -> Problem:
    """What to say of one unwanted character."""
    if letter == "\t":
        return Problem(place, Code.CHARACTER, "there is a tab", "write spaces instead")
    name = unicodedata.name(letter, "control character").lower()
    finding = f"there is a character that nobody can see, U+{ord(letter):04X} ({name})"
    return Problem(place, Code.CHARACTER, finding, "delete it, or retype the line by hand")


_QUOTE = "put the text in quotes"
_NO_KEY = (
    "this does not belong to the lines above",
    "start every key of a block in the same column; put text with quotes of its own in quotes",
)
_NO_ENTRY = (
    "this does not belong to the list above",
    "start every `-` of a list in the same column, and what follows the list further left",
)
_NO_LIST = ("a list cannot start here", "begin it in a line of its own, below the key")
_NO_VALUE = ("a value is missing before this character", _QUOTE)
_BEHIND_BLOCK = (
    "there is text behind `|` or `>`",
    "start the text in the next line, set in by two spaces",
)
_BRACKET = ("a bracket is not closed, or a comma is missing in it", "close it, or " + _QUOTE)
_TAG = ("there is a tag, `!`", "leave it out, or " + _QUOTE)
_ESCAPE = ("a backslash in double quotes starts no known code", "write \\\\, or use single quotes")
# What the parser calls it (any part of its words): what it is for an analyst, and the way out.
# PyYAML has the parser twice, compiled and in Python, and each has words of its own.
_SYNTAX = {
    "block collection: expected <block end>": _NO_ENTRY,
    "expected <block end>": _NO_KEY,
    "expected ',' or": _BRACKET,
    "sequence entries are not allowed here": _NO_LIST,
    "expected the node content": _NO_VALUE,
    "expected a comment or a line break": _BEHIND_BLOCK,
    "expected chomping or indentation indicators": _BEHIND_BLOCK,
    "mapping values are not allowed": (
        "a second colon, or a line that is set further in than the one above",
        "put a value that holds a colon in quotes, or start the line in the column of its block",
    ),
    "could not find expected ':'": ("a key without a colon", "write `key: value` in one line"),
    "did not find expected key": _NO_KEY,
    "did not find expected '-'": _NO_ENTRY,
    "did not find expected ','": _BRACKET,
    "unexpected end of stream": ("a quotation mark is not closed", "close it"),
    "unexpected document indicator": ("a quotation mark is not closed", "close it"),
    "cannot start any token": ("a value cannot start with this character", _QUOTE),
    "block sequence entries are not allowed": _NO_LIST,
    "mapping keys are not allowed": ("a value cannot start with `? `", _QUOTE),
    "expected alphabetic or numeric": ("a value cannot start with & or *", _QUOTE),
    "expected node content": _NO_VALUE,
    "escape character": _ESCAPE,
    "hexdecimal number": _ESCAPE,
    "Unicode character escape": _ESCAPE,
    "comment or line break": _BEHIND_BLOCK,
    "<document start>": ("a second document starts here", "keep one record in one file"),
    "directive": ("there is a directive", "delete the line, or " + _QUOTE),
    "YAML document": ("there is a directive", "delete the line"),
    "tag": _TAG,
    "'!'": _TAG,
    "'>'": _TAG,
}
# Here the parser noticed too late: what is wrong is where it began to read.
_FROM_THE_START = (
    "unexpected end of stream",
    "unexpected document indicator",
    "could not find expected ':'",
)


def syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str, first_line: int) -> Problem:
    """What the parser stumbled over, at the line that is wrong."""
    stopped = error.problem_mark or error.context_mark
    slip = slip_in(text, stopped.line) if stopped else None
    if slip is not None:
        return slip.problem(file, first_line)
    words = str(error.problem)
    if "<block end>" in words:
        words = f"{error.context}: {words}"
    finding, remedy = next(
        (told for part, told in _SYNTAX.items() if part in words),
        ("this line cannot be read", "write `key: value`, and put unusual text in quotes"),
    )
    late = any(part in words for part in _FROM_THE_START)
    mark = (error.context_mark if late else None) or error.problem_mark or error.context_mark
    if mark is None:
        return Problem(Place(file, first_line), Code.SYNTAX, finding, remedy)
    column = mark.column
    if (finding, remedy) == _ESCAPE and text.split("\n")[mark.line][column : column + 1] != "\\":
        column -= 1  # the parser in Python stops behind the backslash
    place = Place(file, mark.line + first_line, column + 1)
    return Problem(place, Code.SYNTAX, finding, remedy)
