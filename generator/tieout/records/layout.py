"""Slips of layout: a colon left out, a space, an indentation.

What a YAML parser says of them it says too late, and of another line. Here the lines themselves are
looked at, in the order of the file, once the parser has given up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tieout.problems import Edit, Place, Problem, shown

SYNTAX = "R004"
_MERGE = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$")
_NO_SPACE = re.compile(r"(?P<lead>\s*(?:- )?)(?P<key>[a-z][a-z0-9_-]*):(?P<rest>[^\s/:].*)$")
_NO_COLON = re.compile(r"(?P<lead>\s*(?:- )?)(?P<key>[a-z][a-z0-9_]*)(?P<rest>(?: +[^\s:#].*)?)$")
_PAIR = re.compile(r"(?P<lead>\s*(?:- )?)(?P<key>[A-Za-z0-9_.\"'-]+):(?P<rest>(?: .*)?)$")
_OTHER_COLON = re.compile(
    r"(?P<lead>\s*(?:- )?)(?P<key>[a-z][a-z0-9_]*) ?"
    r"(?:[\uff1a\ufe55\ua789=]|;(?= )|\.(?= +[-0-9]))(?P<rest>.*)$"
)
_BLOCK_TEXT = re.compile(r"[|>][-+0-9]*(?: #.*)?$")
_OPENS = re.compile(r"(?:^|.*[:\s])-(?: #.*)?$|.*:(?: #.*)?$")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|#.*")
_NO_COMMENT = re.compile(r" +#[^\s#].*")
_MISLAID = (
    (
        re.compile(r"% ?([-+(]?[0-9][0-9.,]*\)?)"),
        "the sign of percent stands before its number",
        r"\1%",
    ),
    (
        re.compile(r"\[[^\[\]]*\]\((https?://[^\s()]+)\)"),
        "a link of Markdown stands where an address is due",
        r"\1",
    ),
)
"""Values that YAML cannot read, and how they are written."""
_TWO_KEYS = re.compile(r"[-+(]?[0-9][0-9.,]*[)%]? +([a-z][a-z0-9_]*): ")
"""A number, and behind it the next key."""
_SHEET_ERROR = re.compile(r" *(#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!))\s*")
_SECOND_COLON = re.compile(r":(?: |$)")


@dataclass(frozen=True, slots=True)
class LayoutSlip:
    """A line that is laid out wrongly: where, what is wrong, and what to write instead."""

    line: int
    """Counted from 0."""
    column: int
    finding: str
    remedy: str
    edit: Edit | None = None

    def problem(self, file: str, first_line: int) -> Problem:
        """The slip as a problem of its file, whose first line has that number."""
        place = Place(file, self.line + first_line, self.column + 1)
        return Problem(place, SYNTAX, self.finding, self.remedy, edit=self.edit)


def cut_off(value: str, rest: str) -> tuple[str, str, Edit | None] | None:
    """`title: Analyst day #1`: what is wrong, the remedy and its edit, where a value is cut off.

    `rest` is the line behind the value. A comment has a space behind its sign.
    """
    if not value and (error := _SHEET_ERROR.fullmatch(rest)):
        finding = f"`{error[1]}` is an error of a spreadsheet, and no value"
        return finding, "type the printed number, or `not disclosed`", None
    cut = _NO_COMMENT.match(rest)
    if cut is None:
        return None
    whole = value + cut[0].rstrip()
    finding = f"`{shown(cut[0].strip())}` would be left out, as a comment"
    remedy = "put the whole value in quotes, or a space behind the #"
    return finding, remedy, Edit(whole, f'"{whole}"')


def slip_in(text: str, last: int) -> LayoutSlip | None:
    """The first line, down to that at which the parser stopped, whose layout is a known slip.

    `last` is counted from 0. Lines of texts below a `|` are passed over.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if _MERGE.match(line):
            return _merge(number)
    return next(_slips(lines[: last + 2]), None)


def _merge(number: int) -> LayoutSlip:
    return LayoutSlip(
        number,
        0,
        "a merge was left unfinished here",
        "keep one of the two versions, and delete the lines of <<<<<<<, ======= and >>>>>>>",
    )


def _slips(lines: list[str]) -> Iterator[LayoutSlip]:
    before, opens, depth = "", True, 0
    literal: int | None = None
    opened: int | None = None
    text_due = False
    columns: list[int] = []
    dashes: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        bare = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if not bare or bare.startswith("#"):
            continue
        if literal is not None and indent > literal:
            text_due = False
            continue
        if text_due and not _PAIR.fullmatch(line):
            yield _text_left_out(number, before)
        literal, text_due = None, False
        if opened is not None and indent <= _indent(lines[opened]):
            yield _unclosed(opened, lines[opened])
        if depth == 0:
            yield from _of_line(number, line, before, opens)
            yield from _lone_dash(number, line, before, dashes)
            yield from _outside(number, line, columns)
            columns += [indent + 2] if bare.startswith("- ") else [indent]
        depth = max(depth + _brackets(line), 0)
        opened = (number if opened is None else opened) if depth else None
        if _BLOCK_TEXT.search(bare):
            literal, text_due = indent, True
        before, opens = line, _OPENS.match(bare) is not None


def _unclosed(number: int, line: str) -> LayoutSlip:
    """A bracket that opens in a line, and is not closed before a line of the block around it."""
    plain = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), line)
    at = max(plain.rfind("{"), plain.rfind("["))
    typed = line[at:].rstrip()
    close = "}" if line[at] == "{" else "]"
    finding, remedy = "a bracket is opened here and not closed", f"close it: {close}"
    return LayoutSlip(number, at, finding, remedy, Edit(typed, typed + close))


def _text_left_out(number: int, before: str) -> LayoutSlip:
    key = before.strip().removeprefix("- ").partition(":")[0]
    finding = f"the text of `{shown(key)}` is not set in below its `|`"
    return LayoutSlip(number, 0, finding, "set in each of its lines by two spaces")


def _brackets(line: str) -> int:
    plain = _QUOTED.sub("", line)
    return sum(plain.count(each) for each in "{[") - sum(plain.count(each) for each in "}]")


def _of_line(number: int, line: str, before: str, opens: bool) -> Iterator[LayoutSlip]:
    """What is wrong with one line, seen after the line above it."""
    if line[: len(line) - len(line.lstrip())].strip(" "):
        yield _strange_space(number, line)
    elif match := _OTHER_COLON.fullmatch(line):
        old = line[len(match["lead"]) :]
        yield LayoutSlip(
            number,
            len(match["lead"]),
            f"`{match['key']}` is followed by another sign than a colon",
            "write a colon and a space behind it",
            Edit(old, f"{match['key']}: {match['rest'].strip()}".rstrip()),
        )
    elif match := _NO_SPACE.fullmatch(line):
        old = line[len(match["lead"]) :]
        yield LayoutSlip(
            number,
            len(match["lead"]),
            f"there is no space behind the colon of `{match['key']}`",
            "write `key: value`, with a space",
            Edit(old, f"{match['key']}: {match['rest']}"),
        )
    elif (match := _NO_COLON.fullmatch(line)) and not line.lstrip().startswith("- "):
        yield from _no_colon(number, line, before, match)
    elif match := _PAIR.fullmatch(line):
        yield from _value(number, match)
        yield from _indentation(number, line, before, opens)


def _strange_space(number: int, line: str) -> LayoutSlip:
    lead = line[: len(line) - len(line.lstrip())]
    at = next(place for place, letter in enumerate(lead) if letter != " ")
    old = lead[at:]
    return LayoutSlip(
        number,
        at,
        f"this line is set in by a space of another kind, U+{ord(lead[at]):04X}",
        "write common spaces instead",
        Edit(old, " " * len(old)),
    )


def _no_colon(number: int, line: str, before: str, match: re.Match[str]) -> Iterator[LayoutSlip]:
    """A key without its colon; a line set in further below a value may go on with its text."""
    goes_on = _indent(line) > _indent(before) and _PAIR.fullmatch(before)
    if goes_on and not before.rstrip().endswith(":"):
        return
    old = line[len(match["lead"]) :]
    yield LayoutSlip(
        number,
        len(match["lead"]),
        f"there is no colon behind `{match['key']}`",
        "write `key: value` in one line",
        Edit(old, f"{match['key']}:{match['rest']}"),
    )


def _value(number: int, match: re.Match[str]) -> Iterator[LayoutSlip]:
    """A value with a colon of its own, which only quotes keep together."""
    value = match["rest"].strip()
    at = match.start("rest") + len(match["rest"]) - len(match["rest"].lstrip())
    for shape, finding, instead in _MISLAID:
        if (mislaid := shape.fullmatch(value)) is not None:
            right = mislaid.expand(instead)
            yield LayoutSlip(number, at, finding, f"write {right}", Edit(value, right))
    if two := _TWO_KEYS.match(value):
        finding = f"`{two[1]}` stands in the line of `{match['key']}`"
        yield LayoutSlip(number, at, finding, f"start `{two[1]}:` in a line of its own")
    if value[:1] in "\"'{[|>&*!-" or not _SECOND_COLON.search(value):
        return
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    yield LayoutSlip(
        number,
        at,
        f"the value of `{match['key']}` has a colon of its own",
        "put the whole value in quotes",
        Edit(value, f'"{quoted}"'),
    )


def _indentation(number: int, line: str, before: str, opens: bool) -> Iterator[LayoutSlip]:
    """A line that is set in further than the one above, though that one opens no block."""
    indent, above = _indent(line), _indent(before)
    if not before or opens or indent <= above or before.lstrip().startswith("- "):
        return
    yield LayoutSlip(
        number,
        0,
        "this line is set in further than the one above, which opens no block",
        f"start it in column {above + 1}",
        Edit(line[:indent], line[:above]),
    )


def _lone_dash(
    number: int, line: str, before: str, dashes: dict[int, list[int]]
) -> Iterator[LayoutSlip]:
    """A key in the column of a dash above it: the block is no list, and has one entry of one.

    `dashes` has the lines of the lists that are open, by their column.
    """
    indent = _indent(line)
    for column in [each for each in dashes if each > indent]:
        del dashes[column]
    if line.lstrip().startswith("- "):
        if indent in dashes or _indent(before) < indent:
            dashes.setdefault(indent, []).append(number)
    elif len(dashes.get(indent, ())) == 1:
        finding = "a list starts here with `- `, and the keys below it belong to none"
        yield LayoutSlip(dashes[indent][0], indent, finding, "leave the dash out", Edit("- ", ""))


def _outside(number: int, line: str, columns: list[int]) -> Iterator[LayoutSlip]:
    """A key further left than the one above, in a column where no block starts."""
    indent = _indent(line)
    if line.lstrip().startswith("-"):
        return
    left = [column for column in columns if column <= indent]
    if columns and indent < columns[-1] and (not left or left[-1] != indent):
        near = min(columns, key=lambda column: (abs(column - indent), -column))
        finding = "this line is in no column where a block above starts"
        remedy = f"start it in column {near + 1}, if it belongs there"
        yield LayoutSlip(number, 0, finding, remedy, Edit(" " * indent, " " * near))
    columns[:] = left


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
